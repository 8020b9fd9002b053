//! Several programs with the same project: which of them may write it, and that none overwrites another's changes.

use super::*;

#[test]
fn a_second_window_reads_and_learns_who_writes() {
    let fixture = Fixture::new();
    let first = fixture.open();
    let mut second = open(&fixture.path.join("project.ron"), Access::Write(owner("Noor"))).unwrap();
    let reason = second.read_only.clone().unwrap();
    assert_eq!(reason, ReadOnly::Held(Some(owner("Amal"))));
    assert!(reason.to_string().contains("Amal on desk"), "{reason}");
    let report = apply_and_save(&mut second, retitle("Noor's"));
    assert!(matches!(only_error(&report), StoreError::ReadOnly(_)));
    first.store.release();
    assert_eq!(fs::read_to_string(fixture.path.join(".sayso/lock")).unwrap(), "");
    assert_eq!(fixture.open().read_only, None);
}

/// Not a test by itself: the part of another process in the test below.
#[test]
fn holds_a_project_until_killed() {
    if let Ok(path) = std::env::var("SAYSO_TEST_HOLD") {
        let _opened = open(Path::new(&path), Access::Write(owner("Noor"))).unwrap();
        fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(Path::new(&path).join("held"))
            .unwrap();
        // Until it is killed, or the process that started it has ended.
        let _ended = std::io::stdin().read_line(&mut String::new());
    }
}

#[test]
fn another_process_holds_the_project_until_it_dies() {
    let fixture = Fixture::new();
    let mut other = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "store::tests::others::holds_a_project_until_killed"])
        .env("SAYSO_TEST_HOLD", &fixture.path)
        .stdin(std::process::Stdio::piped())
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
    assert_eq!(reason, Some(ReadOnly::Held(Some(owner("Noor")))));
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
    assert!(reason.to_string().contains("no write access"), "{reason}");
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
    opened.store.overwrite(path).unwrap();
    let aside = fs::read_dir(fixture.path.join(".sayso/replaced")).unwrap();
    let kept: Vec<_> = aside
        .map(|entry| fs::read(entry.unwrap().path()).unwrap())
        .collect();
    assert_eq!(kept, [theirs], "their version is set aside, byte for byte");
    save_all(&opened, &opened.project);
    assert!(fs::read_to_string(fixture.claims()).unwrap().contains("Ours"));
}

#[test]
fn an_article_changed_by_somebody_else_is_not_removed() {
    for file in ["articles/bridge.ron", "articles/bridge.txt"] {
        let fixture = Fixture::new();
        let mut opened = fixture.open();
        opened.read_all_texts();
        fixture.overwrite(&fixture.path.join(file), "theirs");
        let report = apply_and_save(&mut opened, Edit::Article(bridge(), None));
        assert!(matches!(only_error(&report), StoreError::ChangedOutside(_)));
        assert!(fixture.claims().exists() && fixture.text().exists());
    }
}

#[test]
fn an_article_that_somebody_deleted_is_not_saved_by_half() {
    for only_text in [true, false] {
        let fixture = Fixture::new();
        let mut opened = fixture.open();
        let mut gone = vec![fixture.text()];
        if !only_text {
            gone.insert(0, fixture.claims());
        }
        let before: Vec<_> = gone.iter().map(|path| fs::read(path).unwrap()).collect();
        let claims = fs::read(fixture.claims()).unwrap();
        for path in &gone {
            fs::remove_file(path).unwrap();
        }
        let report = apply_and_save(&mut opened, retitle("Ours"));
        let [error @ StoreError::Vanished(named)] = report.errors.as_slice() else {
            panic!("{report:?}")
        };
        assert_eq!(*named, gone);
        assert!(error.hint().unwrap().contains("Restore"), "{error}");
        assert_eq!(report.unsaved.articles, [bridge()].into());
        assert!(!fixture.text().exists());
        assert_eq!(fs::read(fixture.claims()).ok(), only_text.then_some(claims));
        // Once the files are restored, what was kept is saved.
        for (path, content) in gone.iter().zip(&before) {
            fixture.overwrite(path, content);
        }
        assert_saved(&opened.store.save(&opened.project, &report.unsaved));
        assert!(fs::read_to_string(fixture.claims()).unwrap().contains("Ours"));
    }
}

#[test]
fn an_article_that_somebody_deleted_can_be_removed_and_undo_does_not_save_half_of_it() {
    let fixture = Fixture::new();
    let mut opened = fixture.open();
    for path in [fixture.claims(), fixture.text()] {
        fs::remove_file(path).unwrap();
    }
    let undo = opened.project.apply(Edit::Article(bridge(), None)).unwrap();
    let report = opened.store.save(&opened.project, &undo.touched());
    assert_saved(&report);
    let report = apply_and_save(&mut opened, undo);
    assert!(matches!(only_error(&report), StoreError::Vanished(_)));
    assert!(!fixture.claims().exists());
}

#[test]
fn a_text_that_somebody_deleted_is_written_again_with_the_claims() {
    for gone in [vec!["txt"], vec!["ron", "txt"]] {
        let fixture = Fixture::new();
        let mut opened = fixture.open();
        opened.read_all_texts();
        for ending in &gone {
            fs::remove_file(fixture.claims().with_extension(ending)).unwrap();
        }
        let report = apply_and_save(&mut opened, retitle("Ours"));
        assert_saved(&report);
        assert_eq!(fs::read_to_string(fixture.text()).unwrap(), TEXT);
        assert!(fs::read_to_string(fixture.claims()).unwrap().contains("Ours"));
        // Also when it was written a moment ago.
        fs::remove_file(fixture.text()).unwrap();
        apply_and_save(&mut opened, retitle("Ours again"));
        assert_eq!(fs::read_to_string(fixture.text()).unwrap(), TEXT);
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
    opened.store.overwrite(&fixture.claims()).unwrap();
    assert_saved(&opened.store.save(&opened.project, &report.unsaved));
    let head = fs::read_to_string(fixture.path.join("project.ron")).unwrap();
    assert!(!head.contains("s-1"), "{head}");
}

#[test]
fn a_project_that_nobody_wants_any_more_while_it_is_read_is_let_go_of() {
    struct Unwanted;
    impl OpenWatch for Unwanted {
        fn begin(&self, articles: usize) {
            assert_eq!(articles, 1);
        }

        fn read(&self, _: &ArticleId, article: Option<&Article>) -> bool {
            assert!(article.is_some());
            false
        }
    }
    let fixture = Fixture::new();
    let opened = open_watched(&fixture.path, for_writing(), &Unwanted).unwrap();
    assert!(opened.is_none());
    assert_eq!(fixture.open().read_only, None);
}
