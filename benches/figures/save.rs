//! Saving: what one edit costs until it is on disk, which files it writes, how long it may wait, and
//! that saving what is saved changes nothing.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use sayso::model::ops;
use sayso::model::{ArticleId, ClaimId, Touched};
use sayso::session::Session;
use sayso::store::{self, Access};

use crate::clock::{in_turns, milliseconds, time};
use crate::material::{self, Material, thousands};
use crate::table::{Bar, Table};

/// How often one edit is made and saved.
const ROUNDS: usize = 200;
/// How many edits follow each other in a busy moment, and how closely.
const BUSY_EDITS: usize = 60;
const BUSY_PAUSE: Duration = Duration::from_millis(50);

/// Measures it: the projects take turns, so that their ratio is fair.
pub(crate) fn measure(material: &Material, table: &mut Table) {
    let mut writers: Vec<Writer> = material.projects().map(|(_, path)| Writer::new(path)).collect();
    let [small, medium, large] = writers.as_mut_slice() else {
        unreachable!("as many projects as sizes")
    };
    let plain_path = material.folder().join("plain.ron");
    let bytes = large.claims_file();
    let [ten, thousand, ten_thousand, plain] = in_turns(
        ROUNDS,
        [
            &mut || small.edit_and_save(),
            &mut || medium.edit_and_save(),
            &mut || large.edit_and_save(),
            &mut || time(|| write_plain(&plain_path, &bytes)),
        ],
    );
    for (articles, figure) in material::SIZES.into_iter().zip([ten, thousand, ten_thousand]) {
        let size = thousands(articles);
        let name =
            format!("save after one edit, {size} articles (beside writing the same bytes plain and flushed)");
        table.beside(name, "ms", figure, plain, Bar::None);
    }
    table.beside(
        "save after one edit, 10,000 articles (beside 10 articles)",
        "ms",
        ten_thousand,
        ten,
        Bar::Ratio(1.5),
    );
    table.alone(
        "files written by saving one edit, 10,000 articles",
        "files",
        large.files_written_by_an_edit() as f64,
        Bar::Figure(1.0),
    );
    table.alone(
        "longest wait of an edit for the disk, one every 50 ms, 10,000 articles",
        "ms",
        milliseconds(large.longest_wait()),
        Bar::Figure(1000.0),
    );
    drop(writers);
    let (_, project) = material.projects().nth(1).expect("the second project");
    table.alone(
        "files changed by saving everything twice, 1,000 articles",
        "files",
        files_changed_by_saving_twice(project) as f64,
        Bar::Figure(0.0),
    );
}

/// Somebody who writes notes on one claim.
struct Writer {
    session: Session,
    project: PathBuf,
    article: ArticleId,
    claim: ClaimId,
    notes: usize,
}

impl Writer {
    fn new(project: &Path) -> Self {
        let session = material::open(project);
        let (article, claim) = material::some_claim(&session);
        Self {
            session,
            project: project.to_owned(),
            article,
            claim,
            notes: 0,
        }
    }

    fn edit(&mut self) {
        self.notes += 1;
        let note = format!("note {:06}", self.notes);
        let at = (self.article.clone(), self.claim.clone());
        let edit = ops::claim::set_note(self.session.project(), &at, note);
        let edited = self.session.edit(edit.expect("a note"));
        edited.expect("the edit is made");
    }

    fn edit_and_save(&mut self) -> Duration {
        time(|| {
            self.edit();
            self.session.flush().expect("the edit is saved");
        })
    }

    fn claims_file(&self) -> Vec<u8> {
        let path = self.project.join(format!("articles/{}.ron", self.article));
        fs::read(path).expect("the claims of the article")
    }

    fn files_written_by_an_edit(&mut self) -> usize {
        let before = states(&self.project);
        self.edit_and_save();
        differences(&before, &states(&self.project))
    }

    /// Edits away without a pause long enough to save in, and looks when each edit is on disk.
    fn longest_wait(&mut self) -> Duration {
        let mut waiting: BTreeMap<usize, Instant> = BTreeMap::new();
        let mut longest = Duration::ZERO;
        let (mut next, last) = (Instant::now(), self.notes + BUSY_EDITS);
        while self.notes < last || !waiting.is_empty() {
            if self.notes < last && Instant::now() >= next {
                self.edit();
                waiting.insert(self.notes, Instant::now());
                next += BUSY_PAUSE;
            }
            let saved = self.note_on_disk();
            let arrived = Instant::now();
            waiting.retain(|note, since| {
                let there = *note <= saved;
                if there {
                    longest = longest.max(arrived - *since);
                }
                !there
            });
            std::thread::sleep(Duration::from_millis(2));
        }
        longest
    }

    fn note_on_disk(&self) -> usize {
        let bytes = String::from_utf8(self.claims_file()).expect("UTF-8");
        let note = bytes
            .split_once("note: \"note ")
            .and_then(|(_, rest)| rest.get(..6));
        note.and_then(|number| number.parse().ok()).unwrap_or_default()
    }
}

/// The least that a save which survives a power cut must do.
fn write_plain(path: &Path, bytes: &[u8]) {
    let mut file = File::create(path).expect("a file");
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .expect("the bytes are written");
}

/// Opens a project, saves all of it twice, and counts the files that were touched by either.
fn files_changed_by_saving_twice(project: &Path) -> usize {
    let before = states(project);
    let holder = store::LockOwner {
        name: "Bench".to_owned(),
        host: "bench".to_owned(),
        process: std::process::id(),
        since: jiff::Timestamp::UNIX_EPOCH,
    };
    let mut opened = store::open(project, Access::Write(holder)).expect("the project opens");
    opened.read_all_texts();
    let everything = Touched {
        project: true,
        articles: opened.project.articles().keys().cloned().collect(),
    };
    for _ in 0..2 {
        let report = opened.store.save(&opened.project, &everything);
        assert!(report.errors.is_empty(), "{:?}", report.errors);
    }
    differences(&before, &states(project))
}

/// A file's length and when it was last written, by its path.
type States = BTreeMap<PathBuf, (u64, SystemTime)>;

/// The state of every file of a project but those of the private folder.
fn states(project: &Path) -> States {
    let mut states = States::new();
    for folder in [project.to_owned(), project.join("articles")] {
        for entry in fs::read_dir(folder).expect("a folder") {
            let entry = entry.expect("an entry");
            let metadata = entry.metadata().expect("what is known of a file");
            if metadata.is_file() {
                let written = metadata.modified().expect("when it was written");
                states.insert(entry.path(), (metadata.len(), written));
            }
        }
    }
    states
}

fn differences(before: &States, after: &States) -> usize {
    let changed = after
        .iter()
        .filter(|(path, state)| before.get(*path) != Some(*state));
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    changed.count() + gone.count()
}
