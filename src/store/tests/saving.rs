//! Saving: only what changed is written, whole or not at all, and to the right place.

use super::*;

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
    save_all(&opened, &opened.project);
    assert_eq!(fixture.all_files(), before);
    opened.read_all_texts();
    save_all(&opened, &opened.project);
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
    save_all(&opened, &fixture.project);
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
    assert_eq!(read("articles/bridge.ron"), include_str!("../golden/bridge.ron"));
    assert_eq!(read("project.ron"), include_str!("../golden/project.ron"));
    assert_eq!(read("articles/bridge.txt"), TEXT);
}

/// Decisions recorded before they had fingerprints are believed, and stay as they are written until the claim changes.
#[test]
fn decisions_without_a_fingerprint_are_read_and_written_as_they_are() {
    let fixture = Fixture::new();
    let old = include_str!("../golden/bridge_without_fingerprints.ron");
    fixture.overwrite(&fixture.claims(), old);
    let before = fixture.all_files();
    let mut opened = fixture.open();
    assert!(opened.problems.is_empty(), "{:?}", opened.problems);
    opened.read_all_texts();
    let claim = opened.project.claim(&bridge(), &"c-1".into()).unwrap();
    assert_eq!(
        claim.reviews.get(&"r-1".into()).unwrap().standing,
        crate::model::Standing::Unrecorded
    );
    assert_eq!(claim.review_state(), crate::model::ReviewState::Accepted);
    save_all(&opened, &opened.project);
    assert_eq!(fixture.all_files(), before);
}

/// Another program changed the words of a claim and left the decision: the fingerprint tells.
#[test]
fn a_decision_whose_claim_was_changed_outside_is_stale() {
    let fixture = Fixture::new();
    let golden = include_str!("../golden/bridge.ron").replace("polarity: Denies,\n", "");
    fixture.overwrite(&fixture.claims(), &golden);
    let opened = fixture.open();
    let claim = opened.project.claim(&bridge(), &"c-1".into()).unwrap();
    assert_eq!(claim.review_state(), crate::model::ReviewState::Stale);
    assert!(claim.verdict.as_ref().unwrap().standing.is_stale());
}

#[test]
fn the_direction_of_an_article_is_kept_and_only_one_that_was_set_is_written() {
    let fixture = Fixture::new();
    let set_direction = |direction| {
        let mut opened = fixture.open();
        let mut metadata = opened.project.article(&bridge()).unwrap().metadata.clone();
        metadata.direction = direction;
        let report = apply_and_save(&mut opened, Edit::Metadata(bridge(), Box::new(metadata)));
        assert_saved(&report);
    };
    let before = fixture.all_files();
    set_direction(Some(TextDirection::RightToLeft));
    let kept = fixture
        .open()
        .project
        .article(&bridge())
        .unwrap()
        .metadata
        .clone();
    assert_eq!(kept.direction, Some(TextDirection::RightToLeft));
    let written = fs::read_to_string(fixture.claims()).unwrap();
    assert!(
        written.contains("\n    direction: Some(RightToLeft),\n"),
        "{written}"
    );
    set_direction(None);
    assert_eq!(fixture.all_files(), before);
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
    let untouched = || [fixture.path.join("project.ron"), fixture.text()].map(modified);
    let before = untouched();
    let claims_before = fs::read(fixture.claims()).unwrap();
    apply_and_save(&mut opened, retitle("Another"));
    assert_eq!(untouched(), before);
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
    let error = only_error(&report);
    assert!(error.hint().unwrap().contains("moved"), "{error}");
    assert!(!fixture.path.exists());
    fs::rename(&aside, &fixture.path).unwrap();
    assert_saved(&opened.store.save(&opened.project, &report.unsaved));
    assert!(fs::read_to_string(fixture.claims()).unwrap().contains("Ours"));
}

#[test]
fn a_private_folder_that_was_cleaned_away_is_made_again() {
    let fixture = Fixture::new();
    let mut opened = fixture.open();
    fs::remove_dir_all(fixture.path.join(".sayso")).unwrap();
    let report = apply_and_save(&mut opened, retitle("Ours"));
    assert_saved(&report);
}

#[test]
fn a_removed_article_takes_its_files_along_and_undo_puts_them_back() {
    let fixture = Fixture::new();
    let before = fixture.all_files();
    let mut opened = fixture.open();
    opened.read_all_texts();
    let undo = opened.project.apply(Edit::Article(bridge(), None)).unwrap();
    let touched = undo.touched();
    assert_saved(&opened.store.save(&opened.project, &touched));
    assert!(!fixture.claims().exists() && !fixture.text().exists());
    apply_and_save(&mut opened, undo);
    assert_eq!(fixture.all_files(), before);
}

#[test]
fn one_article_that_somebody_changed_does_not_keep_others_from_being_removed() {
    let fixture = Fixture::new();
    let mut opened = fixture.open();
    opened.read_all_texts();
    let other = ArticleId::from("souq");
    apply_and_save(&mut opened, put_article("souq", "The traders said so.\n"));
    assert!(layout::text_file(&fixture.path, &other).exists());
    fixture.replace_in(&fixture.claims(), "title:", "title: ");
    let gone = [bridge(), other.clone()].map(|id| Edit::Article(id, None));
    let report = apply_and_save(&mut opened, Edit::All(gone.into()));
    assert_eq!(report.errors.len(), 1, "{report:?}");
    assert!(fixture.claims().exists() && fixture.text().exists());
    assert!(!layout::claims_file(&fixture.path, &other).exists());
    assert!(!layout::text_file(&fixture.path, &other).exists());
}

#[test]
fn the_text_of_a_removed_article_stays_where_nobody_could_put_it_back() {
    let fixture = Fixture::new();
    let mut opened = fixture.open();
    apply_and_save(&mut opened, Edit::Article(bridge(), None));
    assert!(!fixture.claims().exists() && fixture.text().exists());
}

#[test]
fn a_newer_version_of_an_article_replaces_its_text_and_undo_brings_the_old_one_back() {
    let fixture = Fixture::new();
    let before = fixture.all_files();
    let mut opened = fixture.open();
    opened.read_all_texts();
    let undo = opened
        .project
        .apply(put_article("bridge", "Another text."))
        .unwrap();
    save_all(&opened, &opened.project);
    assert_eq!(fs::read_to_string(fixture.text()).unwrap(), "Another text.");
    apply_and_save(&mut opened, undo);
    assert_eq!(fixture.all_files(), before);
}

#[test]
fn ids_that_would_leave_the_folder_are_refused() {
    let fixture = Fixture::new();
    let mut opened = fixture.open();
    for id in ["../escaped", "a/b", "..", "nul"] {
        let report = apply_and_save(&mut opened, put_article(id, "x"));
        assert!(matches!(only_error(&report), StoreError::BadName(_)));
    }
    assert!(!fixture.path.join("escaped.ron").exists());
}

#[test]
fn a_new_project_needs_an_empty_folder() {
    let folder = tempfile::tempdir().unwrap();
    let head = Head::titled("New");
    let path = folder.path().join("deep/new");
    drop(create(&path, &head, for_writing()).unwrap());
    let new = |path: &Path| create(path, &head, for_writing()).unwrap_err();
    let old = |path: &Path| open(path, for_writing()).unwrap_err();
    assert!(matches!(new(&path), StoreError::AlreadyAProject(_)));
    assert!(matches!(new(folder.path()), StoreError::NotEmpty(_)));
    assert!(matches!(old(folder.path()), StoreError::NotAProject(_)));
    assert!(matches!(old(&folder.path().join("no")), StoreError::Missing(_)));
    assert!(!folder.path().join(".sayso").exists());
}

#[test]
fn an_original_keeps_its_bytes_and_never_replaces_another() {
    let fixture = Fixture::new();
    let opened = fixture.open();
    let save = |bytes: &[u8]| save_original(&opened.store, "talks.html", bytes).unwrap();
    assert_eq!(save(b"one"), "talks.html");
    assert_eq!(save(b"one"), "talks.html");
    assert_eq!(save(b"two"), "talks-2.html");
    assert_eq!(
        fs::read(fixture.path.join("originals/talks-2.html")).unwrap(),
        b"two"
    );
    assert!(save_original(&opened.store, "../x", b"x").is_err());
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
    let error = only_error(&report);
    assert!(error.hint().unwrap().contains("disk is full"), "{error:?}");
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
    assert_saved(&opened.store.save(&opened.project, &touched));
    for file in &files {
        let copy = path.join(file.strip_prefix(&sample).unwrap());
        assert!(
            fs::read(copy).unwrap() == fs::read(file).unwrap(),
            "{}",
            file.display()
        );
    }
}
