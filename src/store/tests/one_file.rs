//! Tests of projects in one file: there and back to the byte, and what a hostile archive cannot do.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;
use crate::store::files::is_one_file;
use crate::store::one_file::{pack, unpack, unpack_within};

/// Every file below a folder by its path, apart from those of the private folder.
fn files_of(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if path.file_name().unwrap() != ".sayso" {
                    folders.push(path);
                }
            } else {
                found.insert(
                    path.strip_prefix(root).unwrap().to_owned(),
                    fs::read(&path).unwrap(),
                );
            }
        }
    }
    found
}

fn put(root: &Path, name: &str, bytes: &[u8]) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    atomic::write(path.parent().unwrap(), &path, bytes).unwrap();
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// What unpacking an archive says, and whether the folder was made or anything else was left.
fn unpacked(bytes: &[u8]) -> (Result<(), String>, usize) {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("talks.sayso");
    put(place.path(), "talks.sayso", bytes);
    let told = unpack(&file, &place.path().join("talks"));
    let left = fs::read_dir(place.path()).unwrap().count() - 1;
    (told.map_err(|error| error.to_string()), left)
}

fn any_files() -> impl Strategy<Value = BTreeMap<String, Vec<u8>>> {
    let name = "[a-z0-9 ._é字-]{0,12}[a-zé字]";
    let path = prop::collection::vec(name, 1..4).prop_map(|parts| parts.join("/"));
    let bytes = prop::collection::vec(any::<u8>(), 0..400);
    let own = prop_oneof![
        "(articles|history|originals)/[a-z]{1,8}\\.(ron|txt|html)".boxed(),
        path.prop_map(|path| format!("notes/{path}")).boxed()
    ];
    prop::collection::btree_map(own, bytes, 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn any_project_is_packed_and_unpacked_to_the_byte(files in any_files(), head in any::<Vec<u8>>()) {
        let place = tempfile::tempdir().unwrap();
        let (from, to) = (place.path().join("from"), place.path().join("to"));
        put(&from, "project.ron", &head);
        put(&from, ".sayso/lock", b"somebody");
        for (name, bytes) in &files {
            // A name may be that of another's folder.
            if fs::create_dir_all(from.join(name).parent().unwrap()).is_ok() && !from.join(name).is_dir() {
                put(&from, name, bytes);
            }
        }
        let (first, again) = (place.path().join("a.sayso"), place.path().join("b.sayso"));
        let packed = pack(&from, &first).unwrap();
        prop_assert_eq!(packed.left_out, Vec::<PathBuf>::new());
        unpack(&first, &to).unwrap();
        prop_assert_eq!(files_of(&from), files_of(&to));
        prop_assert_eq!(packed.files, files_of(&from).len());
        pack(&to, &again).unwrap();
        prop_assert_eq!(fs::read(first).unwrap(), fs::read(again).unwrap());
    }
}

#[test]
fn a_packed_project_opens_where_it_is_unpacked_and_is_found_again() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("talks");
    let mut opened = create(&folder, &Head::titled("Talks"), for_writing()).unwrap();
    assert_saved(&apply_and_save(&mut opened, all_edits()));
    let project = opened.project;
    drop(opened.store);
    let file = place.path().join("sent.sayso");
    pack(&folder, &file).unwrap();
    assert!(is_one_file(&file) && !is_one_file(&folder.join("project.ron")));
    let renamed = place.path().join("sent.zip");
    fs::copy(&file, &renamed).unwrap();
    assert!(is_one_file(&renamed), "by its first bytes");
    let within = place.path().join("mine");
    let first = unpack_within(&file, &within).unwrap();
    assert_eq!(
        (first.folder.clone(), first.was_there),
        (within.join("sent"), false)
    );
    let mut opened = open(&first.folder, Access::Read).unwrap();
    opened.read_all_texts();
    assert_eq!(opened.project, project);
    put(&first.folder, "articles/mine.txt", b"work of mine");
    let again = unpack_within(&file, &within).unwrap();
    assert_eq!((again.folder, again.was_there), (first.folder.clone(), true));
    put(&folder, "articles/new.txt", b"new");
    pack(&folder, &file).unwrap();
    let newer = unpack_within(&file, &within).unwrap();
    assert_eq!((newer.folder, newer.was_there), (within.join("sent-2"), false));
    assert!(
        first.folder.join("articles/mine.txt").is_file(),
        "nothing is lost"
    );
}

#[test]
fn a_folder_that_was_packed_by_another_program_is_a_project_too() {
    let by_hand = archive(&[
        ("talks/project.ron", b"(format: 1)"),
        ("talks/articles/a.txt", b"A"),
        ("__MACOSX/talks/._project.ron", b"x"),
    ]);
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("x.sayso");
    put(place.path(), "x.sayso", &by_hand);
    let folder = place.path().join("x");
    unpack(&file, &folder).unwrap();
    let names: Vec<_> = files_of(&folder).into_keys().collect();
    assert_eq!(
        names,
        [PathBuf::from("articles/a.txt"), PathBuf::from("project.ron")]
    );
}

#[test]
fn an_archive_that_is_damaged_or_malicious_is_refused_and_leaves_nothing() {
    let whole = archive(&[("project.ron", b"(format: 1)"), ("articles/a.txt", &[7; 5000])]);
    let swelling = vec![0; (256 << 20) + 1];
    let cases: [(&str, Vec<u8>); 7] = [
        ("no Sayso project", archive(&[("a.txt", b"x")])),
        (
            "more than one",
            archive(&[("a/project.ron", b"x"), ("b/project.ron", b"x")]),
        ),
        (
            "leads elsewhere",
            archive(&[("project.ron", b"x"), ("articles/../../up.txt", b"x")]),
        ),
        (
            "leads elsewhere",
            archive(&[("project.ron", b"x"), ("/etc/x", b"x")]),
        ),
        (
            "far more than its size",
            archive(&[("project.ron", b"x"), ("articles/a.txt", &swelling)]),
        ),
        ("damaged", whole[..whole.len() / 2].to_vec()),
        ("damaged", Vec::new()),
    ];
    for (why, bytes) in cases {
        let (told, left) = unpacked(&bytes);
        assert!(
            told.as_ref().is_err_and(|told| told.contains(why)),
            "{why}: {told:?}"
        );
        assert_eq!(left, 0, "{why}");
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("articles", "/etc", SimpleFileOptions::default())
        .unwrap();
    zip.start_file("project.ron", SimpleFileOptions::default())
        .unwrap();
    let (told, left) = unpacked(&zip.finish().unwrap().into_inner());
    assert!(told.unwrap_err().contains("is a link") && left == 0);
    let hooks = archive(&[
        ("project.ron", b"x"),
        (".git/hooks/post-merge", b"rm"),
        (".sayso/lock", b"x"),
    ]);
    let place = tempfile::tempdir().unwrap();
    put(place.path(), "a.sayso", &hooks);
    unpack(&place.path().join("a.sayso"), &place.path().join("a")).unwrap();
    assert!(!place.path().join("a/.git").exists() && !place.path().join("a/.sayso/lock").exists());
}

#[cfg(unix)]
#[test]
fn links_are_not_packed_and_a_file_inside_the_project_is_no_place() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("talks");
    put(&folder, "project.ron", b"x");
    put(place.path(), "secret", b"secret");
    std::os::unix::fs::symlink(place.path().join("secret"), folder.join("articles")).unwrap();
    let file = place.path().join("talks.sayso");
    let packed = pack(&folder, &file).unwrap();
    assert_eq!(
        (packed.files, packed.left_out),
        (1, vec![PathBuf::from("articles")])
    );
    let within = pack(&folder, &folder.join("talks.sayso")).unwrap_err();
    assert!(within.to_string().contains("its own folder"), "{within}");
    put(&folder, ".sayso/unfinished.ron", b"x");
    let before = fs::read(&file).unwrap();
    let half_saved = pack(&folder, &file).unwrap_err();
    assert!(half_saved.to_string().contains("interrupted"), "{half_saved}");
    assert_eq!(fs::read(&file).unwrap(), before, "the older file stays");
}
