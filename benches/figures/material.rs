//! What the benchmarks work on: articles and projects made up by a rule, the same in every run, and
//! where they lie on disk. Nothing is measured here.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sayso::model::{
    Anchor, Article, ArticleId, Attribution, Claim, ClaimId, Decision, Head, Metadata, Review, Reviewer,
    ReviewerId, Speaker, SpeakerId, Voice,
};
use sayso::session::{ReviewerIdentity, Session, no_wake};
use sayso::store::format;
use sayso::text::Span;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::words::{ARABIC, Chance, ENGLISH};

/// How many articles the projects have.
pub(crate) const SIZES: [usize; 3] = [10, 1_000, 10_000];
/// How many claims an article of a project has.
pub(crate) const CLAIMS: usize = 25;
/// Sentences without a claim after each with one, in an article of a project.
const ASIDES: usize = 1;

/// The reviewer of all that was decided, who is also the one at work.
const REVIEWER: &str = "r-bench";

/// The material of one run. A project is made when it is first asked for, and gone afterwards.
pub(crate) struct Material {
    folder: TempDir,
    projects: [OnceCell<PathBuf>; SIZES.len()],
}

impl Material {
    /// Material in a temporary folder within this one.
    pub(crate) fn new(folder: &Path) -> Self {
        let folder = tempfile::Builder::new()
            .prefix("material-")
            .tempdir_in(folder)
            .expect("a temporary folder");
        Self {
            folder,
            projects: Default::default(),
        }
    }

    /// The folder that holds it, for further files.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The projects, smallest first, each with its number of articles.
    pub(crate) fn projects(&self) -> impl Iterator<Item = (usize, &Path)> {
        SIZES.iter().zip(&self.projects).map(|(articles, made)| {
            let path = made.get_or_init(|| {
                let path = self.folder.path().join(format!("{articles}-articles"));
                write_project(&path, *articles, CLAIMS, ASIDES, usual_speakers(*articles));
                path
            });
            (*articles, path.as_path())
        })
    }

    /// A project of one article with so many claims, and so many sentences without one after each.
    pub(crate) fn one_article(&self, claims: usize, asides: usize) -> PathBuf {
        let path = self.folder.path().join(format!("{claims}-claims"));
        write_project(&path, 1, claims, asides, usual_speakers(1));
        path
    }

    /// A project of so many articles, with so many speakers who say about as much each.
    pub(crate) fn project(&self, articles: usize, speakers: usize) -> PathBuf {
        let path = self
            .folder
            .path()
            .join(format!("{articles}-articles-{speakers}-speakers"));
        write_project(&path, articles, CLAIMS, ASIDES, speakers);
        path
    }
}

/// Opens a project as its reviewer.
pub(crate) fn open(project: &Path) -> Session {
    let who = ReviewerIdentity {
        id: REVIEWER.into(),
        name: "Bench".to_owned(),
    };
    let session = Session::open(project, who, no_wake()).expect("the project opens");
    assert!(session.read_only().is_none() && session.problems().is_empty());
    session
}

/// Some claim in the middle of a project.
pub(crate) fn some_claim(session: &Session) -> (ArticleId, ClaimId) {
    let articles = session.project().articles();
    let (id, article) = articles.iter().nth(articles.len() / 2).expect("an article");
    let claims = &article.claims;
    let claim = claims.keys().nth(claims.len() / 2).expect("a claim");
    (id.clone(), claim.clone())
}

/// The number of thousands set apart, as people write it.
pub(crate) fn thousands(number: usize) -> String {
    match number / 1000 {
        0 => number.to_string(),
        thousands => format!("{thousands},{:03}", number % 1000),
    }
}

fn write_project(folder: &Path, articles: usize, claims: usize, asides: usize, speakers: usize) {
    let speakers = speakers_of_a_beat(speakers);
    let reviewers = BTreeMap::from([(
        ReviewerId::from(REVIEWER),
        Reviewer {
            name: "Bench".to_owned(),
        },
    )]);
    fs::create_dir_all(folder.join("articles")).expect("the project's folder");
    let head = Head::titled(format!("{} articles", thousands(articles)));
    let path = folder.join("project.ron");
    let bytes = format::write_project(&path, &head, &reviewers, &speakers);
    fs::write(&path, bytes.expect("a project in RON")).expect("the project is written");
    let ids: Vec<&SpeakerId> = speakers.keys().collect();
    for number in 0..articles {
        let (text, article) = article(number, claims, asides, &ids);
        let path = folder.join(format!("articles/article-{number:05}"));
        let sha256 = Sha256::digest(&text).iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        let bytes = format::write_article(&path, &article, Some(&sha256));
        let bytes = bytes.expect("an article in RON").expect("a text");
        fs::write(path.with_extension("ron"), bytes).expect("the claims are written");
        fs::write(path.with_extension("txt"), text).expect("the text is written");
    }
}

/// Speakers grow with the articles, up to as many as a beat has.
fn usual_speakers(articles: usize) -> usize {
    (articles + 10).min(1_000)
}

fn speakers_of_a_beat(count: usize) -> BTreeMap<SpeakerId, Speaker> {
    let numbered = (0..count).map(|number| {
        let mut chance = Chance::new(number);
        let name = format!("{} {} {number}", chance.pick(FIRST_NAMES), chance.pick(NAMES));
        (
            SpeakerId::from(format!("s-{number:06}")),
            Speaker::named(name, number),
        )
    });
    numbered.collect()
}

/// An article of so many claims, each in a sentence of its own with so many without one behind it;
/// every fourth is in Arabic. All claims are attributed, half of them reviewed.
fn article(number: usize, claims: usize, asides: usize, speakers: &[&SpeakerId]) -> (String, Article) {
    let mut chance = Chance::new(number);
    let words = if number % 4 == 3 { ARABIC } else { ENGLISH };
    let mut text = String::new();
    let mut marks = Vec::with_capacity(claims);
    for sentence in 0..claims * (1 + asides) {
        if sentence % 4 == 0 && sentence > 0 {
            text.push('\n');
        } else if sentence > 0 {
            text.push(' ');
        }
        let source = push(&mut text, chance.pick(words.sources));
        text.push(' ');
        let cue = push(&mut text, chance.pick(words.cues));
        let start = text.len() + 1;
        for _ in 0..chance.up_to(8) + 8 {
            text.push(' ');
            text.push_str(chance.pick(words.rest));
        }
        if sentence % (1 + asides) == 0 {
            marks.push((source, cue, Span::new(start, text.len())));
        }
        text.push('.');
    }
    let mut article = Article::new(
        Metadata {
            title: format!("Article {number}"),
            language: Some(words.language.to_owned()),
            ..Metadata::default()
        },
        text.as_str(),
    );
    for (at, (source, cue, span)) in marks.into_iter().enumerate() {
        let speaker = speakers.get(chance.up_to(speakers.len()));
        let claim = claim(&text, speaker.copied(), source, cue, span, at % 2 == 0);
        article.claims.insert(ClaimId::from(format!("c-{at:06}")), claim);
    }
    (text, article)
}

fn claim(
    text: &str,
    speaker: Option<&SpeakerId>,
    source: Span,
    cue: Span,
    span: Span,
    reviewed: bool,
) -> Claim {
    let anchor = |span| Anchor::new(text, span).expect("a span of the text");
    let review = Review {
        decision: Decision::Accepted,
        at: jiff::Timestamp::UNIX_EPOCH,
        why: String::new(),
        standing: sayso::model::Standing::Current,
    };
    Claim {
        spans: vec![anchor(span)],
        voice: Voice::Attributed(vec![Attribution {
            speakers: speaker.into_iter().cloned().collect(),
            source: vec![anchor(source)],
            cue: vec![anchor(cue)],
            ..Attribution::default()
        }]),
        reviews: reviewed
            .then(|| (ReviewerId::from(REVIEWER), review))
            .into_iter()
            .collect(),
        ..Claim::default()
    }
}

fn push(text: &mut String, words: &str) -> Span {
    let start = text.len();
    text.push_str(words);
    Span::new(start, text.len())
}

const FIRST_NAMES: &[&str] = &["Amal", "Jonas", "Mara", "Tom", "Noor", "Lina", "Karim", "Ines"];
const NAMES: &[&str] = &[
    "Haddad",
    "Lindqvist",
    "Okafor",
    "Rossi",
    "Saleh",
    "Weber",
    "Novak",
    "Moreau",
];
