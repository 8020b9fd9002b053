//! Tests of the store on a real disk, and the project that they share.

mod claim_log;
mod cut_off;
mod damaged;
#[cfg(unix)]
mod links;
mod one_file;
mod others;
mod redo;
mod references;
mod saving;
mod unsaved;

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::*;
use crate::model::{
    Anchor, Article, ArticleId, Assignment, Attribution, Claim, Decision, Edit, Evidence, Head, Metadata,
    Origin, Polarity, Project, Quotation, Review, Reviewer, Speaker, Stance, TextDirection, Touched, Verdict,
    Voice,
};
use crate::text::Span;

const TEXT: &str =
    "🙂 The mayor’s office said that “the bridge is safe”.\n\nقال رئيس البلدية إن الجسر آمن.\n";

fn owner(name: &str) -> LockOwner {
    LockOwner {
        name: name.into(),
        host: "desk".into(),
        process: 7,
        since: Timestamp::UNIX_EPOCH,
    }
}

fn for_writing() -> Access {
    Access::Write(owner("Amal"))
}

fn bridge() -> ArticleId {
    "bridge".into()
}

fn anchor(words: &str) -> Anchor {
    let start = TEXT.find(words).unwrap();
    Anchor::new(TEXT, Span::new(start, start + words.len())).unwrap()
}

fn claim() -> Claim {
    let at = Timestamp::UNIX_EPOCH;
    Claim {
        spans: vec![anchor("the bridge is safe"), anchor("الجسر آمن")],
        voice: Voice::Attributed(vec![Attribution {
            speakers: vec!["s-1".into()],
            source: vec![anchor("The mayor’s office")],
            cue: vec![anchor("said that")],
            polarity: Polarity::Denies,
            inferred: true,
        }]),
        quotation: Some(Quotation::Mixed),
        reviews: [(
            "r-1".into(),
            Review {
                decision: Decision::Accepted,
                at,
                why: "heard\nit".into(),
                standing: crate::model::Standing::Current,
            },
        )]
        .into(),
        verdict: Some(Verdict {
            rating: "true".into(),
            by: "r-1".into(),
            at,
            standing: crate::model::Standing::Current,
        }),
        evidence: [(
            "e-1".into(),
            Evidence {
                url: "https://example.org".into(),
                stance: Some(Stance::Supports),
                seen: Some(jiff::civil::date(2024, 2, 11)),
                ..Evidence::default()
            },
        )]
        .into(),
        note: "a 'note' with \u{202e}bidi\u{0} in it".into(),
        tags: vec!["bridges".into()],
        marked_by: Some("r-1".into()),
        marked_at: Some(at),
        origin: Origin::Changed,
        differences: Box::default(),
    }
}

fn all_edits() -> Edit {
    let metadata = Metadata {
        title: "The bridge".into(),
        credit: vec!["Agencies".into()],
        refused: [7, u64::MAX].into(),
        assigned: [("r-1".into(), Assignment::default())].into(),
        published: Some(jiff::civil::date(2024, 2, 11)),
        ..Metadata::default()
    };
    Edit::All(vec![
        Edit::Reviewer("r-1".into(), Some(Reviewer { name: "Amal".into() })),
        Edit::Speaker("s-1".into(), Some(Box::new(Speaker::named("The mayor", 3)))),
        Edit::Article(bridge(), Some(Box::new(Article::new(metadata, TEXT)))),
        Edit::Claim(bridge(), "c-1".into(), Some(Box::new(claim()))),
        Edit::Claim(
            bridge(),
            "c-2".into(),
            Some(Box::new(Claim::new(TEXT, Span::new(5, 8)).unwrap())),
        ),
    ])
}

/// A project on disk with one article, and its folder.
struct Fixture {
    _folder: tempfile::TempDir,
    path: PathBuf,
    project: Project,
}

impl Fixture {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bridges");
        let mut opened = create(&path, &Head::titled("Bridges"), for_writing()).unwrap();
        assert_eq!(opened.read_only, None);
        apply_and_save(&mut opened, all_edits());
        Self {
            _folder: folder,
            path,
            project: opened.project,
        }
    }

    fn claims(&self) -> PathBuf {
        self.path.join("articles/bridge.ron")
    }

    fn text(&self) -> PathBuf {
        self.path.join("articles/bridge.txt")
    }

    fn open(&self) -> Opened {
        open(&self.path, for_writing()).unwrap()
    }

    /// As another program would: not by way of the store.
    fn overwrite(&self, path: &Path, content: impl AsRef<[u8]>) {
        atomic::write(&self.path, path, content.as_ref()).unwrap();
    }

    fn replace_in(&self, path: &Path, from: &str, to: &str) {
        let content = fs::read_to_string(path).unwrap();
        assert!(content.contains(from), "{content}");
        self.overwrite(path, content.replacen(from, to, 1));
    }

    fn all_files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let files = ["project.ron", "articles/bridge.ron", "articles/bridge.txt"];
        files
            .map(|file| (PathBuf::from(file), fs::read(self.path.join(file)).unwrap()))
            .into()
    }
}

fn apply_and_save(opened: &mut Opened, edit: Edit) -> SaveReport {
    let touched = edit.touched();
    opened.project.apply(edit).unwrap();
    opened.store.save(&opened.project, &touched)
}

fn retitle(title: &str) -> Edit {
    let metadata = Metadata {
        title: title.into(),
        ..Metadata::default()
    };
    Edit::Metadata(bridge(), Box::new(metadata))
}

fn put_article(id: &str, text: &str) -> Edit {
    let article = Article::new(Metadata::default(), text);
    Edit::Article(id.into(), Some(Box::new(article)))
}

/// Keeps an original with an article that names it.
fn save_original(store: &Store, name: &str, bytes: &[u8]) -> Result<String, StoreError> {
    let mut originals = store.keep_originals()?;
    let saved = originals.write(name, bytes)?;
    originals.stage();
    let mut report = store.write(&naming_original(&saved));
    report.errors.pop().map_or(Ok(saved), Err)
}

/// An article that names an original, to be saved.
fn naming_original(name: &str) -> Snapshot {
    let metadata = Metadata {
        original: Some(name.to_owned()),
        ..Metadata::default()
    };
    let article = Some(Article::new(metadata, TEXT));
    Snapshot {
        articles: [(format!("of-{name}").as_str().into(), article)].into(),
        ..Snapshot::default()
    }
}

fn assert_saved(report: &SaveReport) {
    assert!(report.errors.is_empty(), "{report:?}");
}

fn only_error(report: &SaveReport) -> &StoreError {
    match report.errors.as_slice() {
        [error] => error,
        _ => panic!("{report:?}"),
    }
}

fn save_all(opened: &Opened, project: &Project) {
    assert_saved(&opened.store.save(project, &everything()));
}

fn everything() -> Touched {
    Touched {
        project: true,
        articles: [bridge()].into(),
    }
}
