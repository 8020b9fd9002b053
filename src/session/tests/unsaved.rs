//! What cannot be saved: it stays in memory, is written aside, and can be restored later.

use super::*;

/// Another program writes another title into the article's file; the file as it is then.
fn change_outside(fixture: &Fixture) -> String {
    let path = fixture.path.join("articles/the-bridge.ron");
    let theirs = fixture.claims().replace("The bridge", "Theirs");
    atomic::write(&fixture.path, &path, theirs.as_bytes()).unwrap();
    theirs
}

#[test]
fn a_failed_save_keeps_the_work_and_the_next_try_saves_all_of_it() {
    let fixture = Fixture::new();
    let mut session = fixture.open();
    let aside = fixture.path.with_extension("aside");
    fs::rename(&fixture.path, &aside).unwrap();
    // The text cannot be read either now, but the edit is accepted.
    accept(&mut session);
    rename(&mut session, "Renamed").unwrap();
    wait_for(&mut session, |state| matches!(state, SaveState::Failed(_)));
    let SaveState::Failed(report) = session.save_state() else {
        panic!()
    };
    assert!(report.hint.unwrap().contains("moved"));
    assert_eq!(session.save_errors().len(), 2);
    let unclosed = session.close().unwrap_err();
    assert!(
        matches!(unclosed.error, SessionError::Store(_)),
        "{}",
        unclosed.error
    );

    let mut session = unclosed.session;
    fs::rename(&aside, &fixture.path).unwrap();
    session.save_now();
    wait_for(&mut session, |state| *state == SaveState::Saved);
    assert!(fixture.claims().contains("decision: Accepted"));
    let head = fs::read_to_string(fixture.path.join("project.ron")).unwrap();
    assert!(head.contains("Renamed"));
}

#[test]
fn the_users_version_wins_over_another_only_when_they_say_so() {
    let fixture = Fixture::new();
    let mut session = fixture.open();
    let theirs = change_outside(&fixture);
    accept(&mut session);
    wait_for(&mut session, |state| matches!(state, SaveState::Failed(_)));
    assert_eq!(fixture.claims(), theirs);
    session.overrule_outside_changes().unwrap();
    wait_for(&mut session, |state| *state == SaveState::Saved);
    assert!(fixture.claims().contains("decision: Accepted"));
}

#[test]
fn what_is_done_to_an_article_that_somebody_deleted_stays_unsaved_until_it_is_restored_or_removed() {
    for restored in [true, false] {
        let fixture = Fixture::new();
        let mut session = fixture.open();
        let files =
            ["ron", "txt"].map(|ending| fixture.path.join("articles/the-bridge").with_extension(ending));
        let before = files.each_ref().map(|file| fs::read(file).unwrap());
        for file in &files {
            fs::remove_file(file).unwrap();
        }
        accept(&mut session);
        wait_for(&mut session, |state| matches!(state, SaveState::Failed(_)));
        let SaveState::Failed(report) = session.save_state() else {
            panic!()
        };
        for name in ["the-bridge.ron", "the-bridge.txt"] {
            assert!(report.headline.contains(name), "{report}");
        }
        assert!(files.iter().all(|file| !file.exists()));
        if restored {
            for (file, bytes) in files.iter().zip(&before) {
                atomic::write(&fixture.path, file, bytes).unwrap();
            }
            session.save_now();
        } else {
            session.edit(ops::article::remove(bridge())).unwrap();
        }
        wait_for(&mut session, |state| *state == SaveState::Saved);
        if restored {
            assert!(fixture.claims().contains("decision: Accepted"));
        }
    }
}

#[test]
fn what_cannot_be_saved_is_kept_as_files_until_it_is_saved() {
    let fixture = Fixture::new();
    let mut session = fixture.open();
    change_outside(&fixture);
    accept(&mut session);
    let unclosed = session.close().unwrap_err();
    let mut session = unclosed.session;
    let first = session.keep_unsaved(None).unwrap();
    assert!(first.starts_with(fixture.path.join(".sayso/kept")), "{first:?}");
    let kept = fs::read_to_string(first.join("articles/the-bridge.ron")).unwrap();
    assert!(kept.contains("decision: Accepted"), "{kept}");
    assert!(!first.join("project.ron").exists(), "it is saved");
    // A later copy takes the place of the first, and goes once there is nothing unsaved.
    let second = session.keep_unsaved(None).unwrap();
    assert!(second.exists() && !first.exists());
    session.save_now();
    wait_for(&mut session, |state| matches!(state, SaveState::Failed(_)));
    assert!(second.exists());
    session.overrule_outside_changes().unwrap();
    wait_for(&mut session, |state| *state == SaveState::Saved);
    assert!(!second.exists());
    assert_eq!(fixture.claims(), kept);
}

#[test]
fn work_that_was_kept_is_listed_at_the_next_opening_with_its_history_and_restored_as_one_step() {
    let fixture = Fixture::new();
    let mut session = fixture.open();
    change_outside(&fixture);
    accept(&mut session);
    let mut session = session.close().unwrap_err().session;
    let kept = session.keep_unsaved(None).unwrap();
    let history = fs::read_to_string(kept.join("history/the-bridge.ron")).unwrap();
    assert!(history.contains("Accepted"), "{history}");
    drop(session);

    let mut session = fixture.open();
    assert!(!fixture.claims().contains("decision: Accepted"));
    let copies = session.kept_copies(None);
    assert_eq!(
        copies.iter().map(KeptCopy::folder).collect::<Vec<_>>(),
        [kept.as_path()]
    );
    session.restore_kept(&copies[0]).unwrap();
    assert!(fixture.claims().contains("decision: Accepted"));
    assert!(!kept.exists() && session.kept_copies(None).is_empty());
    session.undo().unwrap();
    session.flush().unwrap();
    assert!(!fixture.claims().contains("decision: Accepted") && fixture.claims().contains("Theirs"));
    let look = Session::look(&fixture.path).unwrap();
    assert_eq!(look.problems(), []);
}

#[test]
fn kept_work_is_discarded_and_that_of_another_project_is_not_listed() {
    let fixture = Fixture::new();
    let elsewhere = fixture.path.with_file_name("state");
    let mut session = fixture.open();
    session.ensure_text(&bridge());
    let aside = fixture.path.with_extension("aside");
    fs::rename(&fixture.path, &aside).unwrap();
    accept(&mut session);
    let mut session = session.close().unwrap_err().session;
    let kept = session.keep_unsaved(Some(&elsewhere)).unwrap();
    drop(session);
    let other = Session::open(&aside, amal(), no_wake()).unwrap();
    assert_eq!(other.kept_copies(Some(&elsewhere)), []);
    other.close().unwrap();
    fs::rename(&aside, &fixture.path).unwrap();
    let session = fixture.open();
    let copies = session.kept_copies(Some(&elsewhere));
    assert_eq!(copies.len(), 1);
    session.discard_kept(&copies[0]).unwrap();
    assert!(!kept.exists() && session.kept_copies(Some(&elsewhere)).is_empty());
}

#[test]
fn where_the_project_is_gone_what_is_unsaved_is_kept_elsewhere() {
    let fixture = Fixture::new();
    let mut session = fixture.open();
    session.ensure_text(&bridge());
    fs::rename(&fixture.path, fixture.path.with_extension("aside")).unwrap();
    accept(&mut session);
    let mut session = session.close().unwrap_err().session;
    assert!(session.keep_unsaved(None).is_err());
    let elsewhere = fixture.path.with_file_name("state");
    let kept = session.keep_unsaved(Some(&elsewhere)).unwrap();
    let name = kept.file_name().unwrap().to_string_lossy().into_owned();
    assert!(
        kept.starts_with(&elsewhere) && name.starts_with("bridges-"),
        "{kept:?}"
    );
    let claims = fs::read_to_string(kept.join("articles/the-bridge.ron")).unwrap();
    assert!(claims.contains("decision: Accepted"), "{claims}");
    assert_eq!(
        fs::read_to_string(kept.join("articles/the-bridge.txt")).unwrap(),
        TEXT
    );
    assert!(!fixture.path.exists());
}
