//! Two branches of a real repository.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::project::{self, CLAIMS, Random, copy, counts, mark, note_first, open};
use super::trials;
use super::writers::Writers;

pub(crate) const STYLES: [&str; 3] = ["merge", "diff3", "zdiff3"];

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut git = Command::new("git");
    git.current_dir(folder).args(arguments);
    git.env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1");
    git.output().unwrap()
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn commit(folder: &Path) {
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "--allow-empty", "-m", "work"]);
}

/// A repository with the project in it.
fn repository(folder: &Path, random: &mut Random) -> PathBuf {
    let path = project::create(folder, random);
    git(&path, &["init", "-q", "-b", "main", "--template="]);
    for (key, value) in [
        ("user.name", "Amal"),
        ("user.email", "amal@example.org"),
        ("gc.auto", "0"),
    ] {
        git(&path, &["config", key, value]);
    }
    commit(&path);
    path
}

/// Two branches, on each of which `work` is done; the second is merged into the first.
fn branch_and_merge(path: &Path, style: &str, mut work: impl FnMut(&Path, usize)) -> bool {
    git(path, &["checkout", "-q", "-b", "other"]);
    work(path, 1);
    commit(path);
    git(path, &["checkout", "-q", "main"]);
    work(path, 0);
    commit(path);
    git(path, &["config", "merge.conflictStyle", style]);
    run(path, &["merge", "-q", "--no-edit", "other"]).status.success()
}

fn sayso(path: &Path, arguments: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_sayso"));
    program.current_dir(path).args(arguments);
    program.env("SAYSO_STATE_DIR", concat!(env!("CARGO_TARGET_TMPDIR"), "/state"));
    program.output().unwrap()
}

pub(crate) fn what_plain_git_leaves_is_read_and_holds_the_claims_of_both() {
    let mut conflicts = 0;
    for added in [1, 3, 5] {
        for trial in 0..trials(8) {
            let mut random = Random::new(trial * 10 + added as u64);
            let folder = tempfile::tempdir().unwrap();
            let path = repository(folder.path(), &mut random);
            let style = STYLES[random.below(3)];
            let is_clean = branch_and_merge(&path, style, |path, _| mark(path, added, &mut random));
            conflicts += usize::from(!is_clean);
            let opened = open(&path);
            let told = format!("{added} added, trial {trial}, {style}: {:?}", opened.problems);
            assert_eq!(counts(&opened.project), (CLAIMS + 2 * added, 0), "{told}");
            assert_eq!(opened.problems.len(), usize::from(!is_clean), "{told}");
            let merged = opened.project.clone();
            drop(opened);
            let again = open(&path);
            assert_eq!(
                (again.problems.as_slice(), &again.project),
                (&[][..], &merged),
                "{told}"
            );
        }
    }
    assert!(conflicts > 0, "git never met a conflict");
}

pub(crate) fn with_sayso_as_its_driver_git_meets_no_conflict() {
    for added in [1, 3, 5] {
        for trial in 0..trials(3) {
            let mut random = Random::new(trial * 10 + added as u64);
            let folder = tempfile::tempdir().unwrap();
            let path = repository(folder.path(), &mut random);
            assert!(sayso(&path, &["git-setup"]).status.success());
            commit(&path);
            let is_clean = branch_and_merge(&path, "merge", |path, side| {
                note_first(path, ["one", "two"][side]);
                mark(path, added, &mut random);
            });
            assert!(is_clean, "{}", git(&path, &["diff"]));
            let opened = open(&path);
            assert_eq!(counts(&opened.project), (CLAIMS + 2 * added, 1));
            assert_eq!(opened.problems, []);
        }
    }
}

pub(crate) fn git_is_set_up_once_and_only_in_its_repository() {
    let folder = tempfile::tempdir().unwrap();
    let mut random = Random::new(1);
    let outside = project::create(&folder.path().join("outside"), &mut random);
    let refused = sayso(&outside, &["git-setup"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        String::from_utf8_lossy(&refused.stderr).contains("git"),
        "{refused:?}"
    );
    assert!(!outside.join(".gitattributes").exists());
    let path = repository(folder.path(), &mut random);
    fs::write(path.join(".gitattributes"), "*.png binary").unwrap();
    for _ in 0..2 {
        assert!(sayso(&path, &["git-setup"]).status.success());
        let attributes = fs::read_to_string(path.join(".gitattributes")).unwrap();
        assert_eq!(
            attributes,
            "*.png binary\nproject.ron merge=sayso\narticles/*.ron merge=sayso\n"
        );
    }
    let driver = git(&path, &["config", "merge.sayso.driver"]);
    assert!(driver.trim_end().ends_with("merge %O %A %B"), "{driver}");
}

pub(crate) fn what_both_changed_is_a_difference_in_each_style() {
    for style in STYLES {
        let mut random = Random::new(7);
        let folder = tempfile::tempdir().unwrap();
        let path = repository(folder.path(), &mut random);
        note_first(&path, "before");
        commit(&path);
        let is_clean = branch_and_merge(&path, style, |path, side| note_first(path, ["one", "two"][side]));
        assert!(!is_clean);
        let before = fs::read(path.join("articles/talks.ron")).unwrap();
        let shown = sayso(&path, &["check", "."]);
        let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
        assert!(shown.contains("1 difference"), "{style}: {shown}");
        assert_eq!(fs::read(path.join("articles/talks.ron")).unwrap(), before);
        let opened = open(&path);
        assert_eq!(counts(&opened.project), (CLAIMS, 1), "{style}");
        assert!(
            opened.problems[0].message.ends_with(": 1 difference"),
            "{:?}",
            opened.problems
        );
        let windows = String::from_utf8(before).unwrap().replace('\n', "\r\n");
        drop(opened);
        fs::write(path.join("articles/talks.ron"), windows).unwrap();
        assert_eq!(counts(&open(&path).project), (CLAIMS, 1), "{style} on Windows");
    }
}

pub(crate) fn a_text_that_git_left_in_conflict_is_told_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = repository(folder.path(), &mut Random::new(3));
    let text = path.join("articles/talks.txt");
    let is_clean = branch_and_merge(&path, "merge", |_, side| {
        let before = fs::read_to_string(&text).unwrap();
        fs::write(
            &text,
            before.replacen("Speaker 0", ["Speaker A", "Speaker B"][side], 1),
        )
        .unwrap();
    });
    assert!(!is_clean);
    let before = fs::read(&text).unwrap();
    let mut opened = open(&path);
    opened.read_all_texts();
    assert!(
        opened.problems[0].hint.contains("git checkout"),
        "{:?}",
        opened.problems
    );
    assert_eq!(opened.project.unread().count(), 1);
    assert_eq!(fs::read(&text).unwrap(), before);
    let other = folder.path().join("copy");
    copy(&path, &other);
    git(&other, &["checkout", "--theirs", "articles/talks.txt"]);
    let mut opened = open(&other);
    opened.read_all_texts();
    assert_eq!(opened.project.unread().count(), 0);
}

pub(crate) fn two_writers_lose_nothing(style: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mut random = Random::new(11);
    let path = repository(folder.path(), &mut random);
    let mut writers = Writers::new(&path, 12);
    while writers.go_on() {
        let is_clean = branch_and_merge(&path, style, |path, side| writers.work(path, side));
        drop(open(&path));
        if !is_clean {
            commit(&path);
        }
        git(&path, &["branch", "-q", "-D", "other"]);
    }
    writers.check(&open(&path).project);
}
