//! Two branches of a real repository.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sayso::model::ops::{self, difference::Choice, difference::settle_all};
use sayso::model::{ClaimRef, Edit, Speaker, UndoLabel};
use sayso::session::{ReviewerIdentity, Session, no_wake};

use super::project::{self, CLAIMS, Random, counts, mark, new_claim, note_first, open};
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
    let mut met = 0;
    for added in [1, 3, 5] {
        let mut conflicts = 0;
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
        let tried = trials(8);
        eprintln!(
            "plain git, {added} claims on each side: {conflicts} conflicts in {tried} merges, 0 not read"
        );
        met += conflicts;
    }
    assert!(met > 0, "git never met a conflict");
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

/// Opens the project as the window does, and does something in it.
fn in_session(path: &Path, by: &str, work: impl FnOnce(&mut Session)) {
    let who = ReviewerIdentity {
        id: by.into(),
        name: by.to_owned(),
    };
    let mut session = Session::open(path, who, no_wake()).unwrap();
    assert!(session.read_only().is_none());
    session.read_all_texts();
    work(&mut session);
    session.close().unwrap();
}

/// The text with another word in some of its sentences.
fn reworded(text: &str, word: &str, sentences: &[usize]) -> String {
    let mut text = text.to_owned();
    for sentence in sentences {
        text = text.replacen(
            &format!("Speaker {sentence} said"),
            &format!("{word} {sentence} said"),
            1,
        );
    }
    text
}

pub(crate) fn a_text_that_git_left_in_conflict_is_merged_when_it_is_read() {
    for (style, line_end) in STYLES
        .into_iter()
        .flat_map(|style| [(style, "\n"), (style, "\r\n")])
    {
        let folder = tempfile::tempdir().unwrap();
        let mut random = Random::new(3);
        let path = repository(folder.path(), &mut random);
        let file = path.join("articles/talks.txt");
        let before = fs::read_to_string(&file).unwrap();
        // Three conflicts, and a sentence that one side alone has changed.
        let sides = [
            reworded(&before, "Amal", &[0, 100, 199]),
            reworded(&before, "Noor", &[0, 50, 100, 199]),
        ];
        let is_clean = branch_and_merge(&path, style, |_, side| fs::write(&file, &sides[side]).unwrap());
        assert!(!is_clean);
        let left = fs::read_to_string(&file).unwrap().replace('\n', line_end);
        assert_eq!(left.matches("<<<<<<<").count(), 3);
        fs::write(&file, &left).unwrap();

        let shown = sayso(&path, &["check", "."]);
        let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
        assert!(
            shown.contains("yours is in use") && shown.contains("difference"),
            "{shown}"
        );
        assert_eq!(
            fs::read_to_string(&file).unwrap(),
            left,
            "looking changes nothing"
        );

        in_session(&path, "r-1", |session| {
            let told: Vec<_> = session
                .problems()
                .iter()
                .map(|problem| &problem.message)
                .collect();
            assert_eq!(told.len(), 1, "{told:?}");
        });
        let ours = fs::read_to_string(&file).unwrap();
        let has_texts = sides.each_ref().map(|side| reworded(side, "Noor", &[50]));
        assert!([&sides[0], &has_texts[0]].contains(&&ours), "{style}");
        let aside = fs::read_dir(path.join(".sayso/conflicts")).unwrap();
        let aside: Vec<_> = aside
            .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
            .collect();
        assert_eq!(aside, [left]);
        assert!(!path.join("history").join("talks-").exists());

        let mut opened = open(&path);
        opened.read_all_texts();
        assert_eq!(opened.problems, []);
        assert_eq!(counts(&opened.project), (CLAIMS, 1));
        assert!(
            opened.project.claims().all(|(_, _, claim)| !claim.is_orphaned()),
            "{style}"
        );
        let theirs = settle_all(&opened.project, Choice::Theirs(0));
        opened.project.apply(theirs.1).unwrap();
        let text = opened
            .project
            .article(&project::article())
            .unwrap()
            .text
            .clone()
            .unwrap();
        assert_eq!(*text, *sides[1]);
        assert!(
            opened.project.claims().all(|(_, _, claim)| !claim.is_orphaned()),
            "{style}"
        );
    }
}

pub(crate) fn a_text_that_only_one_side_changed_stands() {
    let folder = tempfile::tempdir().unwrap();
    let path = repository(folder.path(), &mut Random::new(4));
    let file = path.join("articles/talks.txt");
    let before = fs::read_to_string(&file).unwrap();
    let marked = |ours: &str, theirs: &str| {
        let (first, rest) = before.split_once('\n').unwrap();
        format!("<<<<<<< HEAD\n{ours}\n||||||| 1a2b\n{first}\n=======\n{theirs}\n>>>>>>> other\n{rest}")
    };
    let first = before.lines().next().unwrap();
    for (ours, theirs, expected) in [
        (first, "Nobody said anything.", "Nobody said anything."),
        ("Nobody said anything.", first, "Nobody said anything."),
        ("All were silent.", "All were silent.", "All were silent."),
    ] {
        fs::write(&file, marked(ours, theirs)).unwrap();
        in_session(&path, "r-1", |session| {
            assert_eq!(session.project().differences().count(), 0);
        });
        assert_eq!(fs::read_to_string(&file).unwrap().lines().next(), Some(expected));
    }
}

/// Somebody's work in every file: three notes, a title, guidelines, a speaker and a claim, with their history.
fn work_everywhere(path: &Path, side: usize, random: &mut Random) {
    let who = ["one", "two"][side];
    in_session(path, ["r-1", "r-2"][side], |session| {
        let claims: Vec<ClaimRef> = session
            .project()
            .claims()
            .map(|(article, claim, _)| (article.clone(), claim.clone()))
            .collect();
        for at in [0, CLAIMS / 2, CLAIMS - 1] {
            let edit = ops::claim::set_note(session.project(), &claims[at], who.to_owned());
            session.edit(edit.unwrap()).unwrap();
        }
        let mut head = session.project().head().clone();
        head.title = format!("Talks of {who}");
        head.guidelines = format!("Mark what {who} said.");
        let speaker = Edit::Speaker(
            format!("s-{who}").into(),
            Some(Box::new(Speaker::named(who, side))),
        );
        let (id, claim) = new_claim(random);
        let claim = Edit::Claim(project::article(), id, Some(Box::new(claim)));
        let edit = Edit::All(vec![Edit::Head(Box::new(head)), speaker, claim]);
        session.edit((UndoLabel::EditClaims, edit)).unwrap();
    });
}

pub(crate) fn conflicts_in_all_files_of_a_project_are_read_in_each_style() {
    for (style, line_end) in STYLES
        .into_iter()
        .flat_map(|style| [(style, "\n"), (style, "\r\n")])
    {
        let folder = tempfile::tempdir().unwrap();
        let mut random = Random::new(9);
        let path = repository(folder.path(), &mut random);
        in_session(&path, "r-1", |session| {
            let first = session
                .project()
                .claims()
                .next()
                .map(|(article, claim, _)| (article.clone(), claim.clone()));
            let edit = ops::claim::set_note(session.project(), &first.unwrap(), "before".to_owned());
            session.edit(edit.unwrap()).unwrap();
        });
        // As in a project whose history has lost its attributes.
        fs::write(path.join("history/.gitattributes"), "").unwrap();
        commit(&path);
        let is_clean = branch_and_merge(&path, style, |path, side| {
            work_everywhere(path, side, &mut random);
        });
        assert!(!is_clean);
        let files = ["project.ron", "articles/talks.ron", "history/talks.ron"].map(|file| path.join(file));
        for (file, least) in files.iter().zip([2, 3, 1]) {
            let left = fs::read_to_string(file).unwrap();
            let conflicts = left.matches("<<<<<<<").count();
            assert!(conflicts >= least, "{style}: {conflicts} in {}", file.display());
            fs::write(file, left.replace('\n', line_end)).unwrap();
        }
        let told = format!("{style}, {line_end:?}");
        in_session(&path, "r-1", |session| {
            let project = session.project();
            assert_eq!(project.differences().count(), 5, "{told}");
            assert_eq!(project.claims().count(), CLAIMS + 2, "{told}");
            assert_eq!(project.speakers().len(), 2, "{told}");
            assert_eq!(session.problems().len(), 2, "{told}: {:?}", session.problems());
            let first = project
                .claims()
                .next()
                .map(|(article, claim, _)| (article.clone(), claim.clone()))
                .unwrap();
            session.ensure_claim_log(&first.0);
            let by: BTreeSet<String> = session
                .claim_log(&first.0, &first.1)
                .iter()
                .map(|step| step.by.to_string())
                .collect();
            assert_eq!(by.len(), 2, "{told}: the history of both");
            let edit = ops::claim::set_note(session.project(), &first, "settled".to_owned());
            session.edit(edit.unwrap()).unwrap();
        });
        for file in files {
            let saved = fs::read_to_string(&file).unwrap();
            assert!(
                !saved.contains("<<<<<<<") && !saved.contains("|||||||"),
                "{told}: {}",
                file.display()
            );
        }
        assert_eq!(open(&path).problems, []);
    }
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
