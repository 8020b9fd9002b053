//! Links and hard links in a project from someone else: nothing outside its folder is created, emptied, deleted or
//! written through them. Links above the project's folder are the user's own and are followed.

use std::collections::BTreeMap;
use std::os::unix::fs::symlink;

use super::*;

/// A project, and a folder beside it with what is no part of it.
struct Beside {
    fixture: Fixture,
    elsewhere: PathBuf,
}

impl Beside {
    fn new() -> Self {
        let fixture = Fixture::new();
        let elsewhere = fixture.path.with_file_name("elsewhere");
        fs::create_dir(&elsewhere).unwrap();
        let beside = Self { fixture, elsewhere };
        beside.put("thesis.docx", "ten years of work");
        beside
    }

    fn put(&self, file: &str, content: &str) {
        atomic::write(&self.elsewhere, &self.elsewhere.join(file), content.as_bytes()).unwrap();
    }

    /// Moves a part of the project elsewhere and puts a link in its place.
    fn lead_away(&self, part: &str) -> PathBuf {
        let (path, moved) = (self.fixture.path.join(part), self.elsewhere.join("moved"));
        if path.exists() {
            fs::rename(&path, &moved).unwrap();
        } else {
            fs::create_dir(&moved).unwrap();
        }
        if moved.is_dir() {
            self.put("moved/draft-chapter.docx", "chapter");
        }
        symlink(&moved, &path).unwrap();
        path
    }

    /// All that lies elsewhere: `None` for folders.
    fn outside(&self) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.elsewhere.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path.clone());
                }
                found.insert(path.clone(), fs::read(path).ok());
            }
        }
        found
    }
}

/// Every part of a project that Sayso reads or writes.
const PARTS: [&str; 10] = [
    ".sayso",
    ".sayso/lock",
    "project.ron",
    "articles",
    "articles/bridge.ron",
    "articles/bridge.txt",
    "history",
    "history/bridge.ron",
    "originals",
    "references",
];

fn add_history(path: &Path) {
    for folder in ["history", "originals", "references"] {
        atomic::make_folder(&path.join(folder)).unwrap();
    }
    atomic::write(
        path,
        &path.join("history/bridge.ron"),
        b"(format: 1, steps: [\n])\n",
    )
    .unwrap();
}

#[test]
fn a_project_with_a_link_is_read_only_and_nothing_outside_is_touched() {
    for part in PARTS {
        let beside = Beside::new();
        add_history(&beside.fixture.path);
        let link = beside.lead_away(part);
        let before = beside.outside();
        let mut opened = beside.fixture.open();
        assert_eq!(opened.read_only, Some(ReadOnly::Link(link.clone())), "{part}");
        let reason = opened.read_only.clone().unwrap();
        assert!(
            reason.to_string().ends_with(&link.display().to_string()),
            "{reason}"
        );
        opened.read_all_texts();
        if opened.project.article(&bridge()).is_some() {
            let report = apply_and_save(&mut opened, retitle("Ours"));
            assert!(matches!(only_error(&report), StoreError::ReadOnly(_)), "{part}");
        }
        assert!(
            save_original(&opened.store, "talks.html", b"words").is_err(),
            "{part}"
        );
        drop(opened);
        assert_eq!(beside.outside(), before, "{part}");
        assert!(link.is_symlink(), "{part}");
        // Whoever only looks learns of it as well.
        let looking = open(&beside.fixture.path, Access::Read).unwrap();
        assert_eq!(looking.read_only, Some(ReadOnly::Link(link)), "{part}");
    }
}

#[test]
fn a_link_that_leads_nowhere_makes_nothing_there() {
    for part in PARTS.into_iter().filter(|part| *part != "project.ron") {
        let beside = Beside::new();
        add_history(&beside.fixture.path);
        let link = beside.lead_away(part);
        let moved = beside.elsewhere.join("moved");
        fs::rename(&moved, moved.with_extension("away")).unwrap();
        let before = beside.outside();
        let opened = beside.fixture.open();
        assert_eq!(opened.read_only, Some(ReadOnly::Link(link)), "{part}");
        assert!(
            save_original(&opened.store, "talks.html", b"words").is_err(),
            "{part}"
        );
        drop(opened);
        assert_eq!(beside.outside(), before, "{part}");
    }
}

#[test]
fn what_a_link_leads_to_is_not_read_as_a_part_of_the_project() {
    for part in [
        "articles",
        "articles/bridge.txt",
        "articles/bridge.ron",
        "history",
    ] {
        let beside = Beside::new();
        add_history(&beside.fixture.path);
        let link = beside.lead_away(part);
        let mut opened = beside.fixture.open();
        opened.read_all_texts();
        let text = opened
            .project
            .article(&bridge())
            .and_then(|article| article.text.clone());
        let history = opened.store.read_claim_log(&bridge());
        match part {
            "history" => assert!(matches!(history, Err(StoreError::Link(_))), "{history:?}"),
            _ => assert_eq!(text, None, "{part}"),
        }
        let named = opened.problems.iter().any(|problem| problem.path == link);
        assert_eq!(
            named,
            part.ends_with("ron") || part.ends_with("txt"),
            "{:?}",
            opened.problems
        );
    }
}

#[test]
fn links_that_come_while_the_project_is_open_are_not_written_through() {
    for part in [
        ".sayso",
        "articles",
        "history",
        "originals",
        "articles/bridge.ron",
        "project.ron",
    ] {
        let beside = Beside::new();
        add_history(&beside.fixture.path);
        let mut opened = beside.fixture.open();
        opened.read_all_texts();
        let link = beside.lead_away(part);
        let before = beside.outside();
        let both = Edit::All(vec![
            Edit::Head(Box::new(Head::titled("Ours"))),
            put_article("bridge", "Newer."),
        ]);
        let touched = both.touched();
        opened.project.apply(both).unwrap();
        let step = crate::model::claim_log::LogEntry {
            claim: "c-1".into(),
            at: Timestamp::UNIX_EPOCH,
            by: "r-1".into(),
            action: crate::model::claim_log::LogAction::Done,
            changes: vec![crate::model::claim_log::ClaimChange::Note],
        };
        let history = [(bridge(), vec![step])].into();
        let snapshot = Snapshot::new(&opened.project, &touched).with_claim_log(history);
        let report = opened.store.write(&snapshot);
        let is_link = |error: &StoreError| matches!(error, StoreError::Link(path) if *path == link);
        if part == "originals" {
            let error = save_original(&opened.store, "talks.html", b"words").unwrap_err();
            assert!(is_link(&error), "{error}");
            let fresh = ["moved/draft-chapter.docx", "draft-chapter.docx"].map(str::to_owned);
            opened.store.remove_originals(&fresh.into());
        } else {
            assert!(report.errors.iter().any(is_link), "{part}: {report:?}");
        }
        let report = apply_and_save(&mut opened, Edit::Article(bridge(), None));
        if part == "articles" || part == "articles/bridge.ron" {
            assert!(report.errors.iter().any(is_link), "{part}: {report:?}");
        }
        assert_eq!(beside.outside(), before, "{part}");
    }
}

#[test]
fn a_link_that_comes_between_draft_and_rename_is_not_written_through() {
    let beside = Beside::new();
    let opened = beside.fixture.open();
    let mut originals = opened.store.keep_originals().unwrap();
    originals.write("talks.html", b"words").unwrap();
    let link = beside.lead_away("originals");
    let before = beside.outside();
    originals.stage();
    let report = opened.store.write(&naming_original("talks.html"));
    let error = only_error(&report);
    assert!(
        matches!(error, StoreError::Link(path) if *path == link),
        "{error}"
    );
    assert_eq!(beside.outside(), before);
}

#[test]
fn a_version_of_others_is_not_set_aside_through_a_link() {
    let beside = Beside::new();
    let opened = beside.fixture.open();
    beside
        .fixture
        .replace_in(&beside.fixture.claims(), "The bridge", "Theirs");
    let link = beside.lead_away(".sayso/replaced");
    let before = beside.outside();
    let error = opened.store.overwrite(&beside.fixture.claims()).unwrap_err();
    assert!(
        matches!(&error, StoreError::Link(path) if *path == link),
        "{error}"
    );
    assert_eq!(beside.outside(), before);
}

#[test]
fn an_original_whose_name_is_a_link_gets_another_name() {
    let beside = Beside::new();
    add_history(&beside.fixture.path);
    let thesis = beside.elsewhere.join("thesis.docx");
    symlink(&thesis, beside.fixture.path.join("originals/talks.html")).unwrap();
    let opened = beside.fixture.open();
    assert_eq!(opened.read_only, None, "originals are never written over");
    let name = save_original(&opened.store, "talks.html", b"ten years of work").unwrap();
    assert_eq!(name, "talks-2.html");
}

#[test]
fn a_lock_with_a_second_name_keeps_its_content() {
    let beside = Beside::new();
    let lock = beside.fixture.path.join(".sayso/lock");
    fs::remove_file(&lock).unwrap();
    fs::hard_link(beside.elsewhere.join("thesis.docx"), &lock).unwrap();
    let before = beside.outside();
    let opened = beside.fixture.open();
    assert_eq!(opened.read_only, Some(ReadOnly::NotALock(lock)));
    drop(opened);
    assert_eq!(beside.outside(), before);
}

#[test]
fn a_lock_that_sayso_did_not_write_is_taken_and_keeps_its_content() {
    let fixture = Fixture::new();
    let lock = fixture.path.join(".sayso/lock");
    fixture.overwrite(&lock, "ten years of work");
    let first = fixture.open();
    assert_eq!(first.read_only, None);
    assert_eq!(fixture.open().read_only, Some(ReadOnly::Held(None)));
    drop(first);
    assert_eq!(fs::read_to_string(&lock).unwrap(), "ten years of work");
    // What a crash leaves of a name is Sayso's own.
    for left in ["\0\0\0\0", &ron::to_string(&owner("Noor")).unwrap()] {
        fixture.overwrite(&lock, left);
        let first = fixture.open();
        assert_eq!(
            fixture.open().read_only,
            Some(ReadOnly::Held(Some(owner("Amal"))))
        );
        drop(first);
    }
}

#[test]
fn a_new_project_is_not_begun_through_a_link() {
    let beside = Beside::new();
    let path = beside.elsewhere.with_file_name("new");
    fs::create_dir(&path).unwrap();
    symlink(&beside.elsewhere, path.join(".sayso")).unwrap();
    let before = beside.outside();
    let error = create(&path, &Head::titled("New"), for_writing()).unwrap_err();
    assert!(matches!(error, StoreError::Link(_)), "{error}");
    assert_eq!(beside.outside(), before);
}

#[test]
fn a_project_may_be_reached_through_a_link() {
    let beside = Beside::new();
    let way = beside.elsewhere.join("way");
    symlink(&beside.fixture.path, &way).unwrap();
    let mut opened = open(&way, for_writing()).unwrap();
    assert_eq!(opened.read_only, None);
    opened.read_all_texts();
    let report = apply_and_save(&mut opened, retitle("Ours"));
    assert_saved(&report);
    assert!(
        fs::read_to_string(beside.fixture.claims())
            .unwrap()
            .contains("Ours")
    );
}

#[test]
fn a_pipe_in_place_of_a_file_is_named_and_not_waited_for() {
    let fixture = Fixture::new();
    fs::remove_file(fixture.text()).unwrap();
    let made = std::process::Command::new("mkfifo").arg(fixture.text()).status();
    assert!(made.unwrap().success());
    let mut opened = fixture.open();
    opened.read_all_texts();
    let [problem] = opened.problems.as_slice() else {
        panic!("{:?}", opened.problems)
    };
    assert_eq!(problem.path, fixture.text());
    assert!(problem.message.contains("not a regular file"), "{problem}");
}
