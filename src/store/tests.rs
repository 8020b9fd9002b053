//! What the store promises, held against a real disk. Nothing here needs a window or a clock.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::*;
use crate::model::{
    Anchor, Article, ArticleId, Attribution, Claim, Decision, Edit, Evidence, Head, Metadata, Polarity,
    Project, Quotation, Review, Reviewer, Speaker, Stance, TextDirection, Touched, Verdict, Voice,
};
use crate::text::Span;

const TEXT: &str =
    "🙂 The mayor’s office said that “the bridge is safe”.\n\nقال رئيس البلدية إن الجسر آمن.\n";

fn holder(name: &str) -> Holder {
    Holder {
        name: name.into(),
        host: "desk".into(),
        process: 7,
        since: Timestamp::UNIX_EPOCH,
    }
}

fn for_writing() -> Access {
    Access::Write(holder("Amal"))
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
            },
        )]
        .into(),
        verdict: Some(Verdict {
            rating: "true".into(),
            by: "r-1".into(),
            at,
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
    }
}

fn all_edits() -> Edit {
    let metadata = Metadata {
        title: "The bridge".into(),
        credit: vec!["Agencies".into()],
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
    let title = title.into();
    Edit::Metadata(
        bridge(),
        Box::new(Metadata {
            title,
            ..Metadata::default()
        }),
    )
}

#[test]
fn the_direction_of_an_article_is_kept_and_only_one_that_was_set_is_written() {
    let fixture = Fixture::new();
    let set_direction = |direction| {
        let mut opened = fixture.open();
        let mut metadata = opened.project.article(&bridge()).unwrap().metadata.clone();
        metadata.direction = direction;
        let report = apply_and_save(&mut opened, Edit::Metadata(bridge(), Box::new(metadata)));
        assert!(report.errors.is_empty(), "{report:?}");
    };
    let before = fixture.all_files();
    set_direction(Some(TextDirection::RightToLeft));
    let kept = fixture
        .open()
        .project
        .article(&bridge())
        .unwrap()
        .metadata
        .direction;
    assert_eq!(kept, Some(TextDirection::RightToLeft));
    let written = fs::read_to_string(fixture.claims()).unwrap();
    assert!(
        written.contains("\n    direction: Some(RightToLeft),\n"),
        "{written}"
    );
    set_direction(None);
    assert_eq!(fixture.all_files(), before);
}

fn everything() -> Touched {
    Touched {
        project: true,
        articles: [bridge()].into(),
    }
}

#[test]
fn a_project_comes_back_as_it_was_saved() {
    let fixture = Fixture::new();
    let mut opened = fixture.open();
    opened.read_all_texts();
    assert_eq!(opened.problems, []);
    assert_eq!(opened.project, fixture.project);
}

#[test]
fn saving_twice_changes_no_byte_whether_texts_are_read_or_not() {
    let fixture = Fixture::new();
    let before = fixture.all_files();
    let mut opened = fixture.open();
    assert!(
        opened
            .store
            .save(&opened.project, &everything())
            .errors
            .is_empty()
    );
    assert_eq!(fixture.all_files(), before);
    opened.read_all_texts();
    assert!(
        opened
            .store
            .save(&opened.project, &everything())
            .errors
            .is_empty()
    );
    assert_eq!(fixture.all_files(), before);
}

#[test]
fn what_equals_the_file_is_not_written() {
    let fixture = Fixture::new();
    let opened = fixture.open();
    let files = [fixture.claims(), fixture.path.join("project.ron"), fixture.text()];
    for path in &files {
        let file = fs::OpenOptions::new().append(true).open(path).unwrap();
        file.set_modified(std::time::UNIX_EPOCH).unwrap();
    }
    assert!(
        opened
            .store
            .save(&fixture.project, &everything())
            .errors
            .is_empty()
    );
    for path in &files {
        assert_eq!(
            fs::metadata(path).unwrap().modified().unwrap(),
            std::time::UNIX_EPOCH
        );
    }
}

#[test]
fn the_files_read_as_they_should() {
    let fixture = Fixture::new();
    let read = |file: &str| fs::read_to_string(fixture.path.join(file)).unwrap();
    assert_eq!(read("articles/bridge.ron"), include_str!("golden/bridge.ron"));
    assert_eq!(read("project.ron"), include_str!("golden/project.ron"));
    assert_eq!(read("articles/bridge.txt"), TEXT);
}

#[test]
fn a_one_claim_edit_is_a_few_lines_of_diff() {
    let fixture = Fixture::new();
    let before = fs::read_to_string(fixture.claims()).unwrap();
    let mut opened = fixture.open();
    let text = opened.store.read_text(&bridge()).unwrap().text;
    opened.project.read_article(&bridge(), text);
    let mut claim = opened.project.claim(&bridge(), &"c-2".into()).unwrap().clone();
    claim.voice = Voice::Article;
    apply_and_save(
        &mut opened,
        Edit::Claim(bridge(), "c-2".into(), Some(Box::new(claim))),
    );
    let after = fs::read_to_string(fixture.claims()).unwrap();
    let changed = before
        .lines()
        .zip(after.lines())
        .filter(|(before, after)| before != after);
    assert_eq!(changed.count(), 1);
    assert_eq!(before.lines().count(), after.lines().count());
}

#[test]
fn only_what_was_touched_is_written() {
    let fixture = Fixture::new();
    let mut opened = fixture.open();
    let modified = |path: PathBuf| fs::metadata(path).unwrap().modified().unwrap();
    let before = (
        modified(fixture.path.join("project.ron")),
        modified(fixture.text()),
    );
    let claims_before = fs::read(fixture.claims()).unwrap();
    apply_and_save(&mut opened, retitle("Another"));
    assert_eq!(
        (
            modified(fixture.path.join("project.ron")),
            modified(fixture.text())
        ),
        before
    );
    assert_ne!(fs::read(fixture.claims()).unwrap(), claims_before);
}

#[test]
fn git_does_not_see_the_private_folder_and_no_draft_stays() {
    let fixture = Fixture::new();
    let ignore = fixture.path.join(".sayso/.gitignore");
    assert_eq!(fs::read_to_string(ignore).unwrap(), "*\n");
    fixture.overwrite(&fixture.path.join(".sayso/draft-x"), "half");
    drop(fixture.open());
    assert_eq!(fs::read_dir(fixture.path.join(".sayso")).unwrap().count(), 2);
}

#[test]
fn a_broken_article_names_its_place_and_the_rest_opens() {
    let fixture = Fixture::new();
    let other = fixture.path.join("articles/other.ron");
    fixture.overwrite(
        &other,
        "(\n    format: 1,\n    title: \"Other\",\n    claims: { \"c-1\": 12 },\n)\n",
    );
    let mut opened = fixture.open();
    let [problem, text] = opened.problems.as_slice() else {
        panic!("{:?}", opened.problems)
    };
    assert_eq!((problem.path.as_path(), problem.line), (other.as_path(), Some(4)));
    assert!(problem.column.unwrap() > 10, "{problem:?}");
    assert!(problem.message.contains("expected"), "{problem}");
    assert_eq!(problem.excerpt.as_deref(), Some("claims: { \"c-1\": 12 },"));
    assert!(text.message.contains("missing"), "{text}");
    assert_eq!(opened.project.articles().len(), 1);
    // Whatever happens afterwards, the file stays as it is.
    let before = fs::read(&other).unwrap();
    assert!(opened.store.is_taken(&"other".into()));
    let report = apply_and_save(
        &mut opened,
        Edit::Article(
            "other".into(),
            Some(Box::new(Article::new(Metadata::default(), "x"))),
        ),
    );
    assert!(matches!(report.errors.as_slice(), [StoreError::LeftAlone(_)]));
    assert_eq!(fs::read(&other).unwrap(), before);
}

#[test]
fn every_truncation_of_a_file_is_a_problem_with_a_line_and_never_a_crash() {
    let fixture = Fixture::new();
    let whole = fs::read(fixture.claims()).unwrap();
    for length in (0..whole.len() - 2).step_by(7) {
        let cut = whole.get(..length).unwrap();
        let problem = format::read_article(&fixture.claims(), cut).unwrap_err();
        assert!(problem.line.is_some(), "{problem:?}");
        assert!(!problem.message.is_empty() && !problem.hint.is_empty());
    }
}

#[test]
fn a_broken_project_file_opens_nothing_and_loses_nothing() {
    let fixture = Fixture::new();
    let path = fixture.path.join("project.ron");
    fixture.replace_in(&path, "scale: [", "scale: ");
    let before = fixture.all_files();
    let error = open(&fixture.path, for_writing()).unwrap_err();
    let StoreError::Broken(problem) = &error else {
        panic!("{error}")
    };
    assert_eq!((problem.path.as_path(), problem.line), (path.as_path(), Some(5)));
    assert!(error.hint().is_some());
    assert_eq!(fixture.all_files(), before);
}

#[test]
fn an_unsettled_merge_conflict_is_called_by_its_name() {
    let fixture = Fixture::new();
    fixture.replace_in(&fixture.claims(), "    title:", "<<<<<<< HEAD\n    title:");
    let opened = fixture.open();
    let problem = opened.problems.first().unwrap();
    assert_eq!(problem.line, Some(4));
    assert!(problem.message.contains("merge conflict"), "{problem}");
}

#[test]
fn a_key_that_stands_twice_is_a_problem_and_not_a_loss() {
    let fixture = Fixture::new();
    fixture.replace_in(&fixture.claims(), "\"c-2\"", "\"c-1\"");
    let opened = fixture.open();
    let problem = opened.problems.first().unwrap();
    assert!(
        problem.message.contains("'c-1' stands here a second time"),
        "{problem}"
    );
    assert!(
        problem.excerpt.as_ref().unwrap().contains("\"c-1\""),
        "{problem:?}"
    );
}

#[test]
fn an_unknown_field_opens_the_project_for_reading_only_and_survives() {
    for (from, to, name) in [
        ("    format: 1,", "    format: 1,\n    mood: \"calm\",", "mood"),
        (
            "            voice: ToBe",
            "            mood: Some([(a: 1)]),\n            voice: ToBe",
            "claims.c-2.mood",
        ),
        ("(start: ", "(mood: 1, start: ", "claims.c-1.spans.0.mood"),
        ("speakers: [", "mood: {1: 2}, speakers: [", "mood"),
    ] {
        let fixture = Fixture::new();
        fixture.replace_in(&fixture.claims(), from, to);
        let before = fixture.all_files();
        let mut opened = fixture.open();
        let Some(ReadOnly::Newer { what, .. }) = &opened.read_only else {
            panic!("{name}: {:?} {:?}", opened.read_only, opened.problems)
        };
        assert!(what.ends_with(name), "{what}");
        assert_eq!(opened.project.articles().len(), 1);
        let report = apply_and_save(&mut opened, retitle("Another"));
        assert!(
            matches!(report.errors.as_slice(), [StoreError::ReadOnly(_)]),
            "{report:?}"
        );
        assert_eq!(report.unsaved.articles, [bridge()].into());
        assert_eq!(fixture.all_files(), before);
    }
}

#[test]
fn a_newer_format_opens_for_reading_only_where_it_can_be_read_at_all() {
    let fixture = Fixture::new();
    let project_file = fixture.path.join("project.ron");
    fixture.replace_in(&project_file, "format: 1", "format: 2");
    let opened = fixture.open();
    assert!(matches!(&opened.read_only, Some(ReadOnly::Newer { what, .. }) if what == "format 2"));
    drop(opened);
    fixture.replace_in(&project_file, "title: \"Bridges\"", "title: [Bridges]");
    let error = open(&fixture.path, for_writing()).unwrap_err();
    assert!(error.to_string().contains("newer version of Sayso"), "{error}");
}

#[test]
fn the_format_is_found_wherever_the_field_stands() {
    let fixture = Fixture::new();
    fixture.replace_in(&fixture.claims(), "    format: 1,\n", "");
    fixture.replace_in(&fixture.claims(), "    title:", "    /* first */ title:");
    fixture.replace_in(&fixture.claims(), "    claims:", "    format: 1,\n    claims:");
    let opened = fixture.open();
    assert_eq!(
        (opened.problems.as_slice(), opened.read_only.as_ref()),
        (&[][..], None)
    );
    drop(opened);
    fixture.replace_in(&fixture.claims(), "    format: 1,\n", "");
    let problem = &fixture.open().problems[0];
    assert!(problem.message.contains("format"), "{problem}");
}

#[test]
fn a_byte_order_mark_and_left_out_somes_are_read() {
    let fixture = Fixture::new();
    fixture.replace_in(&fixture.claims(), "// A", "\u{feff}// A");
    fixture.replace_in(&fixture.claims(), "Some(\"2024-02-11\")", "\"2024-02-11\"");
    let opened = fixture.open();
    assert_eq!(opened.problems, []);
    let article = opened.project.article(&bridge()).unwrap();
    assert_eq!(article.metadata.published, Some(jiff::civil::date(2024, 2, 11)));
}

#[test]
fn a_missing_text_leaves_the_claims_and_writes_them_back_as_they_were() {
    let fixture = Fixture::new();
    let claims = fs::read(fixture.claims()).unwrap();
    fs::remove_file(fixture.text()).unwrap();
    let mut opened = fixture.open();
    opened.read_all_texts();
    assert_eq!(opened.problems.len(), 1, "{:?}", opened.problems);
    assert!(matches!(
        opened.store.read_text(&bridge()),
        Err(StoreError::Missing(_))
    ));
    assert!(
        opened
            .store
            .save(&opened.project, &everything())
            .errors
            .is_empty()
    );
    assert_eq!(fs::read(fixture.claims()).unwrap(), claims);
}

#[test]
fn a_text_that_is_not_utf8_is_a_problem_of_its_file() {
    let fixture = Fixture::new();
    fixture.overwrite(&fixture.text(), b"caf\xe9");
    let mut opened = fixture.open();
    opened.read_all_texts();
    let problem = opened.problems.first().unwrap();
    assert!(problem.message.contains("not in UTF-8, from byte 3"), "{problem}");
    assert!(
        opened
            .store
            .save(&opened.project, &everything())
            .errors
            .is_empty()
    );
}

#[test]
fn in_a_changed_text_the_words_win_and_the_report_counts() {
    let fixture = Fixture::new();
    let claims = fs::read_to_string(fixture.claims()).unwrap();
    fixture.overwrite(
        &fixture.text(),
        format!("New first line.\n{TEXT}").replace("said that", "says"),
    );
    let mut opened = fixture.open();
    opened.read_all_texts();
    let problem = opened.problems.first().unwrap();
    assert!(
        problem
            .message
            .contains("4 marks found again elsewhere, 1 mark lost their place"),
        "{problem}"
    );
    let claim = opened.project.claim(&bridge(), &"c-1".into()).unwrap();
    assert_eq!(claim.spans[0].words, "the bridge is safe");
    assert_eq!(claim.voice.chain()[0].cue[0].span(), None);
    // The cue that is lost is written back with the characters it came with.
    opened.store.save(&opened.project, &everything());
    let lost = claims
        .lines()
        .find(|line| line.contains("\"said that\""))
        .unwrap();
    assert!(fs::read_to_string(fixture.claims()).unwrap().contains(lost));
    drop(opened);
    let mut opened = fixture.open();
    opened.read_all_texts();
    assert_eq!(
        opened.problems.len(),
        1,
        "the text is known now, the lost mark is still said"
    );
}

#[test]
fn line_ends_that_git_changed_are_changed_back() {
    let fixture = Fixture::new();
    fixture.overwrite(&fixture.text(), TEXT.replace('\n', "\r\n"));
    let mut opened = fixture.open();
    opened.read_all_texts();
    assert_eq!(opened.problems, []);
    assert_eq!(opened.project, fixture.project);
    opened.store.save(&opened.project, &everything());
    assert!(
        fs::read_to_string(fixture.text()).unwrap().contains("\r\n"),
        "the text was rewritten"
    );
}

#[test]
fn a_text_without_claims_is_reported_and_not_overwritten() {
    let fixture = Fixture::new();
    let stray = fixture.path.join("articles/stray.txt");
    fixture.overwrite(&stray, "words");
    let opened = fixture.open();
    let problem = opened.problems.first().unwrap();
    assert!(
        problem.path == stray && problem.message.contains("without its claims"),
        "{problem}"
    );
    assert!(opened.store.is_taken(&"stray".into()));
}

#[test]
fn a_file_changed_by_somebody_else_is_not_overwritten_until_the_user_says_so() {
    let fixture = Fixture::new();
    let mut opened = fixture.open();
    fixture.replace_in(&fixture.claims(), "The bridge", "Theirs");
    let theirs = fs::read(fixture.claims()).unwrap();
    let report = apply_and_save(&mut opened, retitle("Ours"));
    let [error @ StoreError::ChangedOutside(path)] = report.errors.as_slice() else {
        panic!("{report:?}")
    };
    assert!(error.hint().is_some());
    assert_eq!(report.unsaved.articles, [bridge()].into());
    assert_eq!(fs::read(fixture.claims()).unwrap(), theirs);
    opened.store.overrule(path).unwrap();
    let aside = fs::read_dir(fixture.path.join(".sayso/replaced")).unwrap();
    let kept: Vec<_> = aside
        .map(|entry| fs::read(entry.unwrap().path()).unwrap())
        .collect();
    assert_eq!(kept, [theirs], "their version is set aside, byte for byte");
    assert!(
        opened
            .store
            .save(&opened.project, &everything())
            .errors
            .is_empty()
    );
    assert!(fs::read_to_string(fixture.claims()).unwrap().contains("Ours"));
}

#[test]
fn one_file_that_cannot_be_written_does_not_keep_the_others() {
    let fixture = Fixture::new();
    let mut opened = fixture.open();
    fixture.replace_in(&fixture.path.join("project.ron"), "Bridges", "Theirs");
    let both = Edit::All(vec![Edit::Head(Box::new(Head::titled("Ours"))), retitle("Ours")]);
    let report = apply_and_save(&mut opened, both);
    assert!(
        report.unsaved.project && report.unsaved.articles.is_empty(),
        "{report:?}"
    );
    assert!(fs::read_to_string(fixture.claims()).unwrap().contains("Ours"));
}

#[test]
fn a_deleted_folder_is_an_error_and_a_restored_one_is_saved_to() {
    let fixture = Fixture::new();
    let mut opened = fixture.open();
    let aside = fixture.path.with_extension("moved");
    fs::rename(&fixture.path, &aside).unwrap();
    let report = apply_and_save(&mut opened, retitle("Ours"));
    let [error] = report.errors.as_slice() else {
        panic!("{report:?}")
    };
    assert!(error.hint().unwrap().contains("moved"), "{error}");
    assert!(!fixture.path.exists());
    fs::rename(&aside, &fixture.path).unwrap();
    assert!(
        opened
            .store
            .save(&opened.project, &report.unsaved)
            .errors
            .is_empty()
    );
    assert!(fs::read_to_string(fixture.claims()).unwrap().contains("Ours"));
}

#[test]
fn a_second_window_reads_and_learns_who_writes() {
    let fixture = Fixture::new();
    let first = fixture.open();
    let mut second = open(&fixture.path.join("project.ron"), Access::Write(holder("Noor"))).unwrap();
    let reason = second.read_only.clone().unwrap();
    assert_eq!(reason, ReadOnly::Held(Some(holder("Amal"))));
    assert!(reason.to_string().contains("Amal on desk"), "{reason}");
    let report = apply_and_save(&mut second, retitle("Noor's"));
    assert!(matches!(report.errors.as_slice(), [StoreError::ReadOnly(_)]));
    first.store.release();
    assert_eq!(fs::read_to_string(fixture.path.join(".sayso/lock")).unwrap(), "");
    assert_eq!(
        open(&fixture.path, Access::Write(holder("Noor")))
            .unwrap()
            .read_only,
        None
    );
}

/// Not a test by itself: the part of another process in the test below.
#[test]
fn holds_a_project_until_killed() {
    if let Ok(path) = std::env::var("SAYSO_TEST_HOLD") {
        let _opened = open(Path::new(&path), Access::Write(holder("Noor"))).unwrap();
        fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(Path::new(&path).join("held"))
            .unwrap();
        std::thread::sleep(std::time::Duration::from_mins(1));
    }
}

#[test]
fn another_process_holds_the_project_until_it_dies() {
    let fixture = Fixture::new();
    let mut other = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "store::tests::holds_a_project_until_killed"])
        .env("SAYSO_TEST_HOLD", &fixture.path)
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let until_held = (0..2000).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(10));
        fixture.path.join("held").exists()
    });
    let reason = fixture.open().read_only;
    other.kill().unwrap();
    other.wait().unwrap();
    assert!(until_held);
    assert_eq!(reason, Some(ReadOnly::Held(Some(holder("Noor")))));
    assert_eq!(fixture.open().read_only, None);
}

#[test]
fn looking_takes_no_lock_and_writes_nothing() {
    let fixture = Fixture::new();
    fs::remove_dir_all(fixture.path.join(".sayso")).unwrap();
    let looking = open(&fixture.path, Access::Read).unwrap();
    assert_eq!(looking.read_only, Some(ReadOnly::Asked));
    assert!(!fixture.path.join(".sayso").exists());
    assert_eq!(fixture.open().read_only, None);
}

#[test]
fn a_folder_that_cannot_be_written_opens_for_reading_with_the_reason() {
    let fixture = Fixture::new();
    let private = fixture.path.join(".sayso");
    fs::remove_dir_all(&private).unwrap();
    // A file where the folder should be, since the tests may run as root, whom nothing stops.
    fixture.overwrite(&private, "in the way");
    let opened = fixture.open();
    let Some(reason @ ReadOnly::Folder { .. }) = &opened.read_only else {
        panic!("{:?}", opened.read_only)
    };
    assert!(reason.to_string().contains("cannot be written"), "{reason}");
}

#[test]
fn a_private_folder_that_was_cleaned_away_is_made_again() {
    let fixture = Fixture::new();
    let mut opened = fixture.open();
    fs::remove_dir_all(fixture.path.join(".sayso")).unwrap();
    let report = apply_and_save(&mut opened, retitle("Ours"));
    assert!(report.errors.is_empty(), "{report:?}");
}

#[test]
fn a_removed_article_takes_its_files_along_and_undo_puts_them_back() {
    let fixture = Fixture::new();
    let before = fixture.all_files();
    let mut opened = fixture.open();
    opened.read_all_texts();
    let undo = opened.project.apply(Edit::Article(bridge(), None)).unwrap();
    let touched = undo.touched();
    assert!(opened.store.save(&opened.project, &touched).errors.is_empty());
    assert!(!fixture.claims().exists() && !fixture.text().exists());
    apply_and_save(&mut opened, undo);
    assert_eq!(fixture.all_files(), before);
}

#[test]
fn the_text_of_a_removed_article_stays_where_nobody_could_put_it_back() {
    let fixture = Fixture::new();
    let mut opened = fixture.open();
    apply_and_save(&mut opened, Edit::Article(bridge(), None));
    assert!(!fixture.claims().exists() && fixture.text().exists());
}

#[test]
fn an_article_changed_by_somebody_else_is_not_removed() {
    for file in ["articles/bridge.ron", "articles/bridge.txt"] {
        let fixture = Fixture::new();
        let mut opened = fixture.open();
        opened.read_all_texts();
        fixture.overwrite(&fixture.path.join(file), "theirs");
        let report = apply_and_save(&mut opened, Edit::Article(bridge(), None));
        assert!(
            matches!(report.errors.as_slice(), [StoreError::ChangedOutside(_)]),
            "{report:?}"
        );
        assert!(fixture.claims().exists() && fixture.text().exists());
    }
}

#[test]
fn a_speaker_stays_on_disk_while_an_article_there_still_names_it() {
    let fixture = Fixture::new();
    let mut opened = fixture.open();
    opened.read_all_texts();
    let theirs = fs::read_to_string(fixture.claims())
        .unwrap()
        .replace("The bridge", "Theirs");
    fixture.overwrite(&fixture.claims(), &theirs);
    let gone = Edit::All(vec![
        Edit::Claim(bridge(), "c-1".into(), None),
        Edit::Speaker("s-1".into(), None),
    ]);
    let report = apply_and_save(&mut opened, gone);
    assert_eq!(report.unsaved, everything());
    let head = fs::read_to_string(fixture.path.join("project.ron")).unwrap();
    assert!(head.contains("s-1"), "{head}");
    opened.store.overrule(&fixture.claims()).unwrap();
    assert!(
        opened
            .store
            .save(&opened.project, &report.unsaved)
            .errors
            .is_empty()
    );
    let head = fs::read_to_string(fixture.path.join("project.ron")).unwrap();
    assert!(!head.contains("s-1"), "{head}");
}

#[test]
fn a_newer_version_of_an_article_replaces_its_text_and_undo_brings_the_old_one_back() {
    let fixture = Fixture::new();
    let before = fixture.all_files();
    let mut opened = fixture.open();
    opened.read_all_texts();
    let newer = Article::new(Metadata::default(), "Another text.");
    let undo = opened
        .project
        .apply(Edit::Article(bridge(), Some(Box::new(newer))))
        .unwrap();
    assert!(
        opened
            .store
            .save(&opened.project, &everything())
            .errors
            .is_empty()
    );
    assert_eq!(fs::read_to_string(fixture.text()).unwrap(), "Another text.");
    apply_and_save(&mut opened, undo);
    assert_eq!(fixture.all_files(), before);
}

#[test]
fn ids_that_would_leave_the_folder_are_refused() {
    let fixture = Fixture::new();
    let mut opened = fixture.open();
    for id in ["../escaped", "a/b", "..", "nul"] {
        let article = Article::new(Metadata::default(), "x");
        let report = apply_and_save(&mut opened, Edit::Article(id.into(), Some(Box::new(article))));
        assert!(
            matches!(report.errors.as_slice(), [StoreError::BadName(_)]),
            "{report:?}"
        );
    }
    assert!(!fixture.path.join("escaped.ron").exists());
}

#[test]
fn a_new_project_needs_an_empty_folder() {
    let folder = tempfile::tempdir().unwrap();
    let head = Head::titled("New");
    let path = folder.path().join("deep/new");
    drop(create(&path, &head, for_writing()).unwrap());
    assert!(matches!(
        create(&path, &head, for_writing()),
        Err(StoreError::AlreadyAProject(_))
    ));
    assert!(matches!(
        create(folder.path(), &head, for_writing()),
        Err(StoreError::NotEmpty(_))
    ));
    assert!(matches!(
        open(folder.path(), for_writing()),
        Err(StoreError::NotAProject(_))
    ));
    assert!(matches!(
        open(&folder.path().join("no"), for_writing()),
        Err(StoreError::Missing(_))
    ));
    assert!(!folder.path().join(".sayso").exists());
}

#[test]
fn an_original_keeps_its_bytes_and_never_replaces_another() {
    let fixture = Fixture::new();
    let opened = fixture.open();
    let save = |bytes: &[u8]| opened.store.save_original("talks.html", bytes).unwrap();
    assert_eq!(save(b"one"), "talks.html");
    assert_eq!(save(b"one"), "talks.html");
    assert_eq!(save(b"two"), "talks-2.html");
    assert_eq!(
        fs::read(fixture.path.join("originals/talks-2.html")).unwrap(),
        b"two"
    );
    assert!(opened.store.save_original("../x", b"x").is_err());
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_full_disk_the_old_files_stay_whole_and_a_retry_saves() {
    let fixture = Fixture::new();
    let disk = fixture.path.parent().unwrap().join("disk");
    fs::create_dir(&disk).unwrap();
    let mount = std::process::Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=256k", "tmpfs"])
        .arg(&disk)
        .output();
    if !mount.is_ok_and(|output| output.status.success()) {
        println!("skipped: a small disk can be mounted by root only");
        return;
    }
    let path = disk.join("bridges");
    let mut opened = create(&path, &Head::titled("Bridges"), for_writing()).unwrap();
    apply_and_save(&mut opened, all_edits());
    let claims = path.join("articles/bridge.ron");
    let before = fs::read(&claims).unwrap();
    let mut filler = fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(disk.join("filler"))
        .unwrap();
    while std::io::Write::write_all(&mut filler, &[0; 4096]).is_ok() {}
    let report = apply_and_save(&mut opened, retitle("Ours"));
    let unchanged = fs::read(&claims).unwrap() == before;
    fs::remove_file(disk.join("filler")).unwrap();
    drop(filler);
    let retry = opened.store.save(&opened.project, &report.unsaved);
    let saved = fs::read_to_string(&claims).unwrap();
    drop(opened);
    let _ = std::process::Command::new("umount").arg(&disk).status();
    let [error] = report.errors.as_slice() else {
        panic!("{report:?}")
    };
    assert!(error.hint().unwrap().contains("no room left"), "{error:?}");
    assert!(unchanged);
    assert!(retry.errors.is_empty() && saved.contains("Ours"));
}

#[test]
fn opening_and_saving_the_sample_project_changes_no_byte() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/baghdad-talks");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy");
    let files = files::walk(std::slice::from_ref(&sample), 1000, &|_| true).files;
    for file in &files {
        let copy = path.join(file.strip_prefix(&sample).unwrap());
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(file, copy).unwrap();
    }
    let mut opened = open(&path, for_writing()).unwrap();
    opened.read_all_texts();
    assert_eq!(
        (opened.problems.as_slice(), opened.read_only.as_ref()),
        (&[][..], None)
    );
    let touched = Touched {
        project: true,
        articles: opened.project.articles().keys().cloned().collect(),
    };
    assert!(opened.store.save(&opened.project, &touched).errors.is_empty());
    for file in &files {
        let copy = path.join(file.strip_prefix(&sample).unwrap());
        assert!(
            fs::read(copy).unwrap() == fs::read(file).unwrap(),
            "{}",
            file.display()
        );
    }
}
