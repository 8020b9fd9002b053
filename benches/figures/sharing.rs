//! Two people, one project: how soon a colleague's edits are in an open project that has unsaved ones, and how long that
//! keeps the window's thread.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sayso::model::{ClaimRef, ops};
use sayso::session::{SaveState, Session, TimeBudget};

use crate::clock::{milliseconds, own_time};
use crate::material::{self, Material};
use crate::table::{Bar, Table};

/// What the colleague has edited, and what is unsaved here.
const THEIRS: usize = 200;
const OURS: usize = 50;
/// One frame at sixty a second.
const FRAME: Duration = Duration::from_millis(16);

/// Measures it.
pub(crate) fn measure(material: &Material, table: &mut Table) {
    let (_, original) = material.projects().nth(1).expect("the second project");
    let (ours, theirs) = (
        material.folder().join("shared"),
        material.folder().join("colleague"),
    );
    copy(original, &ours);
    copy(original, &theirs);
    let claims: Vec<ClaimRef> = {
        let session = material::open(&ours);
        let claims = session.project().claims();
        claims
            .map(|(article, id, _)| (article.clone(), id.clone()))
            .take(THEIRS + OURS)
            .collect()
    };
    let (of_theirs, of_ours) = claims.split_at(THEIRS);
    let mut colleague = material::open(&theirs);
    note(&mut colleague, of_theirs, "theirs");
    colleague.flush().expect("all is saved");
    drop(colleague);

    let mut session = material::open(&ours);
    session.watch();
    let articles: BTreeSet<_> = claims.iter().map(|(article, _)| article.clone()).collect();
    for article in &articles {
        session.ensure_text(article);
    }
    while session.save_state() != SaveState::Saved {
        session.poll();
    }
    note(&mut session, of_ours, "ours");
    bring(&theirs, &ours);
    let begun = Instant::now();
    let mut longest = Duration::ZERO;
    let has_all = |session: &Session| {
        let noted = |at: &ClaimRef, note: &str| {
            session
                .project()
                .claim(&at.0, &at.1)
                .is_some_and(|claim| claim.note == note)
        };
        of_theirs.iter().all(|at| noted(at, "theirs")) && of_ours.iter().all(|at| noted(at, "ours"))
    };
    while !has_all(&session) {
        assert!(
            begun.elapsed() < Duration::from_mins(1),
            "{:?}",
            session.save_state()
        );
        let before = own_time();
        session.poll();
        session.run_for(TimeBudget::new(FRAME / 2)).expect("a good edit");
        longest = longest.max(own_time().saturating_sub(before));
        std::thread::sleep(FRAME / 8);
    }
    let there = begun.elapsed();
    session.flush().expect("all is saved");
    let on_disk = Session::look(&ours).expect("it opens");
    assert!(has_all(&on_disk) && on_disk.project().differences().count() == 0);
    table.alone(
        format!("until a colleague's {THEIRS} edits are in an open project with {OURS} unsaved ones, 1,000 articles"),
        "ms",
        milliseconds(there),
        Bar::Figure(2_000.0),
    );
    table.alone(
        "longest turn of the window's thread meanwhile",
        "ms",
        milliseconds(longest),
        Bar::Figure(16.0),
    );
}

fn note(session: &mut Session, claims: &[ClaimRef], note: &str) {
    for at in claims {
        let edit = ops::claim::set_note(session.project(), at, note.to_owned());
        session.edit(edit.expect("a note")).expect("the edit is made");
    }
}

fn files(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    let folder = folder.to_owned();
    ["", "articles", "history"].into_iter().flat_map(move |within| {
        let entries = fs::read_dir(folder.join(within)).into_iter().flatten().flatten();
        let files = entries.filter(|entry| entry.path().is_file());
        files.map(move |entry| Path::new(within).join(entry.file_name()))
    })
}

fn copy(from: &Path, to: &Path) {
    for file in files(from) {
        let target = to.join(&file);
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
        fs::copy(from.join(&file), target).expect("a copy");
    }
}

/// Puts the colleague's files in their places, as a program for synced folders does.
fn bring(from: &Path, to: &Path) {
    for file in files(from) {
        let bytes = fs::read(from.join(&file)).expect("a file");
        if fs::read(to.join(&file)).ok().as_ref() != Some(&bytes) {
            let draft = to.join(".sayso/arriving");
            fs::write(&draft, bytes).expect("a draft");
            fs::create_dir_all(to.join(&file).parent().expect("a folder")).expect("a folder");
            fs::rename(draft, to.join(&file)).expect("it takes its place");
        }
    }
}
