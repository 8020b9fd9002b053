//! Copies of work that could not be saved: they are complete, and they can be copied back.

use super::*;

fn ours(fixture: &Fixture) -> (Opened, Snapshot) {
    let mut opened = fixture.open();
    opened.read_all_texts();
    let edit = Edit::All(vec![Edit::Head(Box::new(Head::titled("Ours"))), retitle("Ours")]);
    let touched = edit.touched();
    opened.project.apply(edit).unwrap();
    let snapshot = Snapshot::new(&opened.project, &touched);
    (opened, snapshot)
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut files = files::walk(&[folder.to_owned()], 100, &|_| true).files;
    for file in &mut files {
        *file = file.strip_prefix(folder).unwrap().to_owned();
    }
    files
}

#[test]
fn a_copy_holds_the_files_as_they_would_have_been_saved_and_can_be_copied_back() {
    let fixture = Fixture::new();
    let (opened, snapshot) = ours(&fixture);
    let copy = opened.store.copy_unsaved(&snapshot, "now").unwrap();
    assert_eq!(copy.folder(), fixture.path.join(".sayso/kept/now"));
    let files = [
        "about.txt",
        "articles/bridge.ron",
        "articles/bridge.txt",
        "project.ron",
    ];
    let mut found = files_in(copy.folder());
    found.sort();
    assert_eq!(found, files.map(PathBuf::from));
    let about = fs::read_to_string(copy.folder().join("about.txt")).unwrap();
    assert!(about.contains(&fixture.path.display().to_string()), "{about}");
    let kept = files.map(|file| fs::read(copy.folder().join(file)).unwrap());

    let report = opened.store.write(&snapshot);
    assert_saved(&report);
    for (file, kept) in files.iter().zip(&kept).skip(1) {
        assert_eq!(fs::read(fixture.path.join(file)).unwrap(), *kept, "{file}");
    }
    drop(opened);
    let other = Fixture::new();
    for (file, kept) in files.iter().zip(&kept).skip(1) {
        other.overwrite(&other.path.join(file), kept);
    }
    let mut restored = other.open();
    restored.read_all_texts();
    assert_eq!(restored.problems, []);
    assert_eq!(
        restored.project.article(&bridge()).unwrap().metadata.title,
        "Ours"
    );
}

#[test]
fn a_copy_of_what_was_not_read_keeps_the_claims_as_they_are_and_names_what_was_removed() {
    let fixture = Fixture::new();
    let opened = fixture.open();
    let touched = Touched {
        project: false,
        articles: [bridge(), "gone".into()].into(),
    };
    let snapshot = Snapshot::new(&opened.project, &touched);
    let copy = opened.store.copy_unsaved(&snapshot, "now").unwrap();
    assert_eq!(
        fs::read(copy.folder().join("articles/bridge.ron")).unwrap(),
        fs::read(fixture.claims()).unwrap()
    );
    assert!(!copy.folder().join("articles/bridge.txt").exists());
    let about = fs::read_to_string(copy.folder().join("about.txt")).unwrap();
    assert!(about.contains("still in the project: gone"), "{about}");
}

#[test]
fn copies_of_one_moment_lie_beside_each_other_and_a_deleted_one_leaves_what_is_not_its_own() {
    let fixture = Fixture::new();
    let (opened, snapshot) = ours(&fixture);
    let elsewhere = fixture.path.with_file_name("elsewhere/deep");
    let copy = || {
        opened
            .store
            .copy_unsaved_to(&elsewhere, &snapshot, "now")
            .unwrap()
    };
    let (first, second) = (copy(), copy());
    assert_eq!(second.folder(), elsewhere.join("now-2"));
    let notes = first.folder().join("notes.txt");
    fixture.overwrite(&notes, "mine");
    first.delete();
    second.delete();
    assert_eq!(files_in(&elsewhere), [Path::new("now/notes.txt")]);
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 1);
}

#[test]
fn a_copy_that_cannot_be_whole_is_none_and_nothing_is_made_where_the_project_was() {
    let fixture = Fixture::new();
    let (mut opened, snapshot) = ours(&fixture);
    let bad = ArticleId::from("../escaped");
    opened.project.apply(put_article("../escaped", "x")).unwrap();
    let touched = Touched {
        project: true,
        articles: [bridge(), bad].into(),
    };
    let with_bad = Snapshot::new(&opened.project, &touched);
    assert!(opened.store.copy_unsaved(&with_bad, "now").is_err());
    assert_eq!(fs::read_dir(fixture.path.join(".sayso/kept")).unwrap().count(), 0);
    fs::rename(&fixture.path, fixture.path.with_extension("moved")).unwrap();
    assert!(opened.store.copy_unsaved(&snapshot, "now").is_err());
    assert!(!fixture.path.exists());
}

#[cfg(unix)]
#[test]
fn a_copy_is_not_written_through_a_link() {
    let fixture = Fixture::new();
    let (opened, snapshot) = ours(&fixture);
    let elsewhere = fixture.path.with_file_name("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, fixture.path.join(".sayso/kept")).unwrap();
    let error = opened.store.copy_unsaved(&snapshot, "now").unwrap_err();
    assert!(matches!(error, StoreError::Link(_)), "{error}");
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
}
