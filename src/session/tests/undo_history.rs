//! Undo goes on in the next session, as far as nobody has changed the project in between.

use super::*;

/// Opens the project with undo kept in this folder.
fn open_with(fixture: &Fixture, undo: &Path) -> Session {
    let mut session = fixture.open();
    session.keep_undo_in(undo);
    session
}

/// The only file in a folder.
fn file_in(folder: &Path) -> PathBuf {
    let mut files = fs::read_dir(folder).unwrap();
    let file = files.next().unwrap().unwrap().path();
    assert!(files.next().is_none());
    file
}

/// The note and the review of the claim.
fn work(session: &Session) -> (String, bool) {
    let claim = session.project().claim(&bridge(), &claim_id()).unwrap();
    (claim.note.clone(), !claim.reviews.is_empty())
}

const NOTE: Option<UndoLabel> = Some(UndoLabel::ChangeNote);
const DECIDE: Option<UndoLabel> = Some(UndoLabel::Decide(ACCEPTED));

#[test]
fn undo_and_redo_go_on_in_the_next_session() {
    let fixture = Fixture::new();
    let undo = fixture.path.with_extension("undo");
    let mut session = open_with(&fixture, &undo);
    let before = fixture.claims();
    note(&mut session, "doubtful\n\"quoted\" شك");
    accept(&mut session);
    note(&mut session, "certain");
    session.undo().unwrap();
    let whole = session.project().clone();
    session.close().unwrap();

    let mut session = open_with(&fixture, &undo);
    assert_eq!((session.undo_label(), session.redo_label()), (DECIDE, NOTE));
    assert_eq!(session.redo().unwrap().unwrap().claim, Some(claim_id()));
    assert_eq!(work(&session), ("certain".into(), true));
    session.close().unwrap();

    let mut session = open_with(&fixture, &undo);
    for expected in [
        ("doubtful\n\"quoted\" شك".to_owned(), true),
        ("doubtful\n\"quoted\" شك".to_owned(), false),
        (String::new(), false),
    ] {
        session.undo().unwrap().unwrap();
        assert_eq!(work(&session), expected);
    }
    assert_eq!((session.undo().unwrap(), session.undo_label()), (None, None));
    wait_for(&mut session, |state| *state == SaveState::Saved);
    assert_eq!(fixture.claims(), before);
    session.redo().unwrap();
    session.redo().unwrap();
    assert_eq!(session.project(), &whole);
    session.close().unwrap();
    assert!(
        fixture.path.join(".sayso").is_dir(),
        "it lies outside the project"
    );
    assert_eq!(fs::read_dir(&undo).unwrap().count(), 1);
}

#[test]
fn an_article_that_was_removed_comes_back_with_its_text_and_claims() {
    let fixture = Fixture::new();
    let undo = fixture.path.with_extension("undo");
    let mut session = open_with(&fixture, &undo);
    session.read_all_texts();
    let whole = session.project().clone();
    session.edit(ops::article::remove(bridge())).unwrap();
    session.close().unwrap();
    assert!(!fixture.path.join("articles/the-bridge.txt").exists());

    let mut session = open_with(&fixture, &undo);
    session.undo().unwrap().unwrap();
    assert_eq!(session.project(), &whole);
    session.redo().unwrap().unwrap();
    assert_eq!(session.project().articles().len(), 0);
    session.undo().unwrap();
    session.close().unwrap();
    let text = fs::read_to_string(fixture.path.join("articles/the-bridge.txt")).unwrap();
    assert_eq!(text, TEXT);
}

#[test]
fn where_anybody_has_changed_the_project_since_undo_begins_anew() {
    type Change = (&'static str, fn(&Fixture));
    let change: [Change; 3] = [
        ("by another session", |fixture| {
            let mut session = fixture.open();
            rename(&mut session, "Renamed").unwrap();
            session.close().unwrap();
        }),
        ("by another program", |fixture| {
            let theirs = fixture.claims().replace("The bridge", "Theirs");
            let path = fixture.path.join("articles/the-bridge.ron");
            atomic::write(&fixture.path, &path, theirs.as_bytes()).unwrap();
        }),
        ("by an article more", |fixture| {
            let path = fixture.path.join("articles/another.ron");
            atomic::write(&fixture.path, &path, fixture.claims().as_bytes()).unwrap();
        }),
    ];
    for (how, change) in change {
        let fixture = Fixture::new();
        let undo = fixture.path.with_extension("undo");
        let mut session = open_with(&fixture, &undo);
        note(&mut session, "doubtful");
        session.close().unwrap();
        change(&fixture);
        let mut session = open_with(&fixture, &undo);
        assert_eq!(
            (session.undo_label(), session.redo_label()),
            (None, None),
            "{how}"
        );
        let told = session
            .problems()
            .iter()
            .filter(|problem| problem.path.starts_with(&undo));
        assert_eq!(told.count(), 0, "{how}");
        note(&mut session, "certain");
        session.close().unwrap();
        assert_eq!(open_with(&fixture, &undo).undo_label(), NOTE, "{how}");
    }
}

#[test]
fn what_others_changed_while_the_project_was_open_is_never_taken_back_by_the_next_session() {
    let fixture = Fixture::new();
    let undo = fixture.path.with_extension("undo");
    let mut session = open_with(&fixture, &undo);
    session.watch();
    note(&mut session, "doubtful");
    wait_for(&mut session, |state| *state == SaveState::Saved);
    let theirs = fixture
        .claims()
        .replace("note: \"doubtful\",", "note: \"doubtful\", tags: [\"theirs\"],");
    let path = fixture.path.join("articles/the-bridge.ron");
    atomic::write(&fixture.path, &path, theirs.as_bytes()).unwrap();
    let has_theirs = |session: &Session| {
        let claim = session.project().claim(&bridge(), &claim_id()).unwrap();
        claim.tags == ["theirs"]
    };
    wait_until("a change of somebody else", || {
        session.poll();
        session.run_slice().unwrap();
        has_theirs(&session)
    });
    accept(&mut session);
    session.close().unwrap();

    let mut session = open_with(&fixture, &undo);
    assert_eq!(session.undo_label(), DECIDE);
    session.undo().unwrap().unwrap();
    assert!(has_theirs(&session));
    while session.undo().unwrap().is_some() {}
    assert!(has_theirs(&session));
}

#[test]
fn with_another_text_only_steps_of_its_article_and_those_before_are_forgotten() {
    let fixture = Fixture::new();
    let undo = fixture.path.with_extension("undo");
    let mut session = open_with(&fixture, &undo);
    accept(&mut session);
    rename(&mut session, "Renamed").unwrap();
    session.close().unwrap();
    let text = fixture.path.join("articles/the-bridge.txt");
    atomic::write(&fixture.path, &text, format!("Today: {TEXT}").as_bytes()).unwrap();
    let mut session = open_with(&fixture, &undo);
    session.ensure_text(&bridge());
    session.undo().unwrap().unwrap();
    assert_eq!(session.project().head().title, "Bridges");
    assert_eq!(session.undo().unwrap(), None);
}

#[test]
fn a_damaged_history_of_undo_is_as_none_and_is_replaced() {
    let damages: [fn(&mut Vec<u8>); 4] = [
        |bytes| bytes.clear(),
        |bytes| bytes.truncate(bytes.len() - 10),
        |bytes| {
            *bytes = bytes
                .iter()
                .map(|byte| if *byte == b'd' { b'e' } else { *byte })
                .collect();
        },
        |bytes| bytes.extend([0xff, 0]),
    ];
    for damage in damages {
        let fixture = Fixture::new();
        let undo = fixture.path.with_extension("undo");
        let mut session = open_with(&fixture, &undo);
        note(&mut session, "doubtful");
        session.close().unwrap();
        let file = file_in(&undo);
        let mut bytes = fs::read(&file).unwrap();
        damage(&mut bytes);
        atomic::write(&undo, &file, &bytes).unwrap();
        let mut session = open_with(&fixture, &undo);
        assert_eq!(session.undo_label(), None);
        note(&mut session, "certain");
        session.close().unwrap();
        assert_eq!(open_with(&fixture, &undo).undo_label(), NOTE);
    }
}

#[test]
fn it_is_bounded_in_steps_and_bytes() {
    let fixture = Fixture::new();
    let undo = fixture.path.with_extension("undo");
    let mut session = open_with(&fixture, &undo);
    for number in 0..210 {
        note(&mut session, &number.to_string());
    }
    session.close().unwrap();
    let mut session = open_with(&fixture, &undo);
    let undone = std::iter::from_fn(|| session.undo().unwrap()).count();
    assert_eq!(undone, 200);
    assert_eq!(work(&session).0, "9");
    for _ in 0..6 {
        note(&mut session, &"long ".repeat(100_000));
        note(&mut session, "short");
    }
    session.close().unwrap();
    assert!(fs::metadata(file_in(&undo)).unwrap().len() < 3 << 20);
    let mut session = open_with(&fixture, &undo);
    let undone = std::iter::from_fn(|| session.undo().unwrap()).count();
    assert!((2..12).contains(&undone), "{undone}");
}

#[test]
fn where_it_cannot_be_written_everything_else_goes_on() {
    let fixture = Fixture::new();
    let undo = fixture.path.with_extension("undo");
    atomic::write(undo.parent().unwrap(), &undo, b"in the way").unwrap();
    let mut session = open_with(&fixture, &undo);
    note(&mut session, "doubtful");
    session.close().unwrap();
    assert!(fixture.claims().contains("doubtful"));
    assert_eq!(open_with(&fixture, &undo).undo_label(), None);
}

#[test]
fn who_only_reads_takes_no_steps_over() {
    let fixture = Fixture::new();
    let undo = fixture.path.with_extension("undo");
    let mut session = open_with(&fixture, &undo);
    note(&mut session, "doubtful");
    wait_for(&mut session, |state| *state == SaveState::Saved);
    let second = open_with(&fixture, &undo);
    assert!(second.read_only().is_some());
    assert_eq!(second.undo_label(), None);
}
