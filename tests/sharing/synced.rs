//! Two devices with one synced folder: where both changed a file, one version comes under the name of a copy, as each
//! program calls them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::Trial;
use sayso::store::{self, Access};

use super::project::{self, CLAIMS, Random, copy, counts, mark, note_first, open};
use super::writers::Writers;

/// Each program, and the name it gives a copy of `STEM.ron`.
const PROGRAMS: [(&str, &str); 6] = [
    ("syncthing", "STEM.sync-conflict-20240211-101112-ABCDEFG.ron"),
    ("dropbox", "STEM (Amal's conflicted copy 2024-02-11).ron"),
    ("onedrive", "STEM-DESKTOP-AB12CD3.ron"),
    ("nextcloud", "STEM (conflicted copy 2024-02-11 101112).ron"),
    ("icloud", "STEM 2.ron"),
    ("google_drive", "STEM (1).ron"),
];

type Files = BTreeMap<PathBuf, Vec<u8>>;

pub(crate) fn tests() -> Vec<Trial> {
    let mut tests = Vec::new();
    for (number, (program, name)) in PROGRAMS.into_iter().enumerate() {
        let seed = number as u64 + 20;
        tests.push(test(
            format!("two_writers_lose_nothing_with_{program}"),
            move || two_writers_lose_nothing(name, seed),
        ));
        tests.push(test(
            format!("a_copy_of_{program}_is_merged_once_and_kept_aside"),
            move || {
                a_copy_is_merged_once_and_kept_aside(name);
            },
        ));
        tests.push(test(
            format!("copies_of_all_files_of_an_article_by_{program}_are_merged_at_once"),
            move || copies_of_all_files(name),
        ));
    }
    tests.push(test(
        "articles_that_are_only_called_like_copies_stay_articles".to_owned(),
        called_like_copies,
    ));
    tests.push(test(
        "files_that_have_not_arrived_are_told_and_left_alone".to_owned(),
        half_arrived,
    ));
    tests
}

pub(crate) fn test(name: String, run: impl FnOnce() + Send + 'static) -> Trial {
    Trial::test(name, move || {
        run();
        Ok(())
    })
}

fn files(folder: &Path) -> Files {
    let mut files = Files::new();
    for within in ["", "articles", "history"] {
        for entry in fs::read_dir(folder.join(within)).into_iter().flatten().flatten() {
            if entry.file_type().unwrap().is_file() {
                let path = Path::new(within).join(entry.file_name());
                files.insert(path, fs::read(entry.path()).unwrap());
            }
        }
    }
    files
}

fn put(folder: &Path, path: &Path, bytes: Option<&Vec<u8>>) {
    match bytes {
        Some(bytes) => fs::write(folder.join(path), bytes).unwrap(),
        None => drop(fs::remove_file(folder.join(path))),
    }
}

/// Brings two folders to the same, given what they were at the last time.
fn sync(folders: &[PathBuf; 2], before: &mut Files, name: &str, random: &mut Random) {
    let [one, other] = folders.each_ref().map(|folder| files(folder));
    let paths: BTreeSet<&PathBuf> = one.keys().chain(other.keys()).collect();
    for path in paths {
        let versions = [one.get(path), other.get(path)];
        if versions[0] == versions[1] {
            continue;
        }
        let [is_changed, is_other_changed] = versions.map(|version| version != before.get(path));
        let winner = match (is_changed, is_other_changed) {
            (true, true) => random.below(2),
            (is_changed, _) => usize::from(!is_changed),
        };
        if let (true, true, Some(loser)) = (is_changed, is_other_changed, versions[1 - winner]) {
            let stem = path.file_stem().unwrap().to_str().unwrap();
            let copy = path.with_file_name(name.replace("STEM", stem));
            for folder in folders {
                put(folder, &copy, Some(loser));
            }
        }
        put(&folders[1 - winner], path, versions[winner]);
    }
    *before = files(&folders[0]);
}

fn two_writers_lose_nothing(name: &str, seed: u64) {
    let folder = tempfile::tempdir().unwrap();
    let mut random = Random::new(seed);
    let one = project::create(folder.path(), &mut random);
    let other = folder.path().join("other");
    copy(&one, &other);
    let folders = [one, other];
    let mut before = files(&folders[0]);
    let mut writers = Writers::new(&folders[0], seed);
    let mut copies = 0;
    while writers.go_on() {
        let first = random.below(2);
        for side in [first, 1 - first] {
            writers.work(&folders[side], side);
        }
        sync(&folders, &mut before, name, &mut random);
        copies += files(&folders[0]).len() - 3;
        if random.below(2) == 0 {
            drop(open(&folders[random.below(2)]));
            sync(&folders, &mut before, name, &mut random);
        }
    }
    drop(open(&folders[random.below(2)]));
    sync(&folders, &mut before, name, &mut random);
    assert!(copies > 0);
    for folder in &folders {
        writers.check(&open(folder).project);
        assert_eq!(files(folder).len(), 3, "{:?}", files(folder).keys());
    }
}

fn a_copy_is_merged_once_and_kept_aside(name: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mut random = Random::new(5);
    let path = project::create(folder.path(), &mut random);
    note_first(&path, "before");
    let other = folder.path().join("other");
    copy(&path, &other);
    note_first(&path, "one");
    mark(&path, 2, &mut random);
    note_first(&other, "two");
    mark(&other, 3, &mut random);
    let copy = path.join("articles").join(name.replace("STEM", "talks"));
    fs::copy(other.join("articles/talks.ron"), &copy).unwrap();
    let of_project = path.join(name.replace("STEM", "project"));
    let head = fs::read_to_string(path.join("project.ron")).unwrap();
    fs::write(&of_project, head.replace("\"Talks\"", "\"Talks in March\"")).unwrap();

    let before = files(&path);
    let read = store::open(&path, Access::Read).unwrap();
    assert_eq!(read.project.articles().len(), 1);
    assert_eq!(read.problems.len(), 2, "{:?}", read.problems);
    assert_eq!(files(&path), before);

    let opened = open(&path);
    let told = format!("{:?}", opened.problems);
    assert_eq!(opened.problems.len(), 2, "{told}");
    assert_eq!(opened.project.differences().count(), 2, "{told}");
    let claims = opened
        .project
        .article(&project::article())
        .unwrap()
        .claims
        .iter()
        .count();
    assert!((CLAIMS + 5..=CLAIMS + 7).contains(&claims), "{claims}");
    assert!(!copy.exists() && !of_project.exists());
    let aside = path.join(".sayso/conflicts").join(copy.file_name().unwrap());
    assert_eq!(
        fs::read(aside).unwrap(),
        fs::read(other.join("articles/talks.ron")).unwrap()
    );
    let merged = opened.project.clone();
    drop(opened);
    let again = open(&path);
    assert_eq!((again.problems.as_slice(), &again.project), (&[][..], &merged));
}

/// Two devices have added the same article: its text, its claims and its history come twice.
fn copies_of_all_files(name: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mut random = Random::new(9);
    let path = project::create(folder.path(), &mut random);
    note_first(&path, "before");
    let history = path.join("history");
    fs::create_dir_all(&history).unwrap();
    let log = "(format: 1, steps: [\n])\n";
    fs::write(history.join("talks.ron"), log).unwrap();
    let before = files(&path);
    for (within, ending) in [("articles", "ron"), ("articles", "txt"), ("history", "ron")] {
        let copy = name
            .replace("STEM", "talks")
            .replace(".ron", &format!(".{ending}"));
        let from = path.join(within).join(format!("talks.{ending}"));
        fs::copy(from, path.join(within).join(copy)).unwrap();
    }
    let read = store::open(&path, Access::Read).unwrap();
    assert_eq!(read.project.articles().len(), 1, "{:?}", read.problems);
    let opened = open(&path);
    assert_eq!(opened.project.articles().len(), 1, "{:?}", opened.problems);
    drop(opened);
    let names = |files: Files| files.into_keys().collect::<Vec<_>>();
    assert_eq!(names(files(&path)), names(before));
    assert_eq!(open(&path).problems, []);
}

fn called_like_copies() {
    let folder = tempfile::tempdir().unwrap();
    let path = project::create(folder.path(), &mut Random::new(6));
    for name in ["talks-2", "talks 2", "talks (1)", "talks-NATO"] {
        for ending in ["ron", "txt"] {
            let from = fs::read_to_string(path.join("articles/talks").with_extension(ending)).unwrap();
            let changed = from.replacen("Speaker 0", "Somebody", 1);
            fs::write(path.join("articles").join(format!("{name}.{ending}")), changed).unwrap();
        }
    }
    assert_eq!(open(&path).project.articles().len(), 5);
}

fn half_arrived() {
    let folder = tempfile::tempdir().unwrap();
    let path = project::create(folder.path(), &mut Random::new(8));
    let claims = path.join("articles/talks.ron");
    let whole = fs::read(&claims).unwrap();
    fs::write(path.join("articles/.syncthing.talks.ron.tmp"), "").unwrap();
    for part in [&whole[..whole.len() / 2], &[]] {
        fs::write(&claims, part).unwrap();
        let opened = open(&path);
        assert!(
            opened.problems[0].message.contains("not arrived"),
            "{:?}",
            opened.problems
        );
        assert_eq!(fs::read(&claims).unwrap(), part);
        drop(opened);
    }
    fs::write(&claims, &whole).unwrap();
    let opened = open(&path);
    assert_eq!(
        (opened.problems.as_slice(), counts(&opened.project)),
        (&[][..], (CLAIMS, 0))
    );
}
