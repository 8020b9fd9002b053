//! A project that is open while others change its files: what they do comes in, what is done here stays.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use libtest_mimic::Trial;
use sayso::model::{ArticleId, Claim, ClaimId, Decision, Edit, Metadata, Project, UndoLabel, ops};
use sayso::session::jobs::Finished;
use sayso::session::{ReviewerIdentity, SaveState, Session, TakenIn};
use sayso::store::{self, Access};

use super::project::{self, CLAIMS, Random, apply, article, copy, new_claim, open};
use super::synced::test;

/// How long anything that happens on another thread may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) fn tests() -> Vec<Trial> {
    let tests: [(&str, fn()); 14] = [
        (
            "claims_of_a_colleague_join_unsaved_ones",
            claims_join_unsaved_ones,
        ),
        (
            "own_writes_are_no_changes_of_others",
            own_writes_are_no_changes_of_others,
        ),
        (
            "what_both_changed_is_a_difference_in_the_open_project",
            both_changed_a_note,
        ),
        ("undo_keeps_what_others_did_meanwhile", undo_keeps_what_others_did),
        (
            "undo_goes_on_over_sessions_and_what_others_did",
            undo_goes_on_over_sessions,
        ),
        (
            "very_many_changes_of_a_colleague_join_unsaved_ones",
            very_many_claims_join,
        ),
        (
            "a_file_that_is_arriving_is_waited_for",
            an_arriving_file_is_waited_for,
        ),
        (
            "copies_and_conflicts_are_merged_while_the_project_is_open",
            copies_and_conflicts,
        ),
        ("articles_come_and_go", articles_come_and_go),
        (
            "an_article_that_others_removed_stays_with_unsaved_work",
            removed_with_unsaved_work,
        ),
        (
            "a_file_that_is_deleted_is_written_again",
            a_deleted_file_is_written_again,
        ),
        (
            "a_text_changed_outside_is_taken_in_and_the_older_one_kept",
            a_changed_text_is_taken_in,
        ),
        ("closing_merges_what_came_last", closing_merges),
        (
            "a_window_that_only_reads_follows_the_one_that_writes",
            a_reader_follows,
        ),
    ];
    let tests = tests.into_iter();
    tests.map(|(name, run)| test(name.to_owned(), run)).collect()
}

/// An open project that is watched.
struct Open {
    session: Session,
    woken: Receiver<()>,
    taken_in: Vec<TakenIn>,
    path: PathBuf,
    _folder: tempfile::TempDir,
}

fn amal() -> ReviewerIdentity {
    ReviewerIdentity {
        id: "r-1".into(),
        name: "Amal".into(),
    }
}

impl Open {
    fn new(seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = project::create(folder.path(), &mut Random::new(seed));
        let (wake, woken) = mpsc::channel();
        let wake = Arc::new(move || {
            let _unheard = wake.send(());
        });
        let mut session = Session::open(&path, amal(), wake).unwrap();
        session.watch();
        session.ensure_text(&article());
        Self {
            session,
            woken,
            taken_in: Vec::new(),
            path,
            _folder: folder,
        }
    }

    /// Closes the project and opens it again, with undo kept in a folder.
    fn next_session(self, undo: &Path) -> Self {
        let (wake, woken) = mpsc::channel();
        let wake = Arc::new(move || {
            let _unheard = wake.send(());
        });
        self.session.close().map_err(|unclosed| unclosed.error).unwrap();
        let mut session = Session::open(&self.path, amal(), wake).unwrap();
        session.keep_undo_in(undo);
        session.watch();
        session.ensure_text(&article());
        Self {
            session,
            woken,
            taken_in: Vec::new(),
            ..self
        }
    }

    fn project(&self) -> &Project {
        self.session.project()
    }

    fn claims(&self) -> usize {
        self.project().claims().count()
    }

    fn poll(&mut self) {
        for finished in self.session.poll() {
            if let Finished::TakenIn(taken_in) = finished {
                self.taken_in.push(*taken_in);
            }
        }
        self.session.finish().unwrap();
    }

    fn wait_until(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        loop {
            self.poll();
            if is_so(self) {
                return;
            }
            assert!(
                start.elapsed() < PATIENCE,
                "{what}: {:?}, {:?}",
                self.session.save_state(),
                self.session.problems()
            );
            let _ = self.woken.recv_timeout(Duration::from_millis(100));
        }
    }

    fn saved(&mut self) {
        self.wait_until("everything is saved", |open| {
            open.session.save_state() == SaveState::Saved
        });
    }

    /// What is on disk, as somebody else reads it.
    fn on_disk(&self) -> Project {
        store::open(&self.path, Access::Read).unwrap().project
    }

    fn edit(&mut self, edit: Edit) {
        self.session.edit((UndoLabel::ChangeNote, edit)).unwrap();
    }

    fn mark(&mut self, count: usize, random: &mut Random) {
        for _ in 0..count {
            let (id, claim) = new_claim(random);
            self.edit(Edit::Claim(article(), id, Some(Box::new(claim))));
        }
    }

    fn first(&self) -> (ClaimId, Claim) {
        let claims = &self.project().article(&article()).unwrap().claims;
        let (id, claim) = claims.iter().next().unwrap();
        (id.clone(), claim.clone())
    }

    fn note_first(&mut self, note: &str) {
        let (id, mut claim) = self.first();
        claim.note = note.into();
        self.edit(Edit::Claim(article(), id, Some(Box::new(claim))));
    }

    /// What a colleague does in a copy of the project, and brings into its folder file by file, as git and other programs do.
    fn colleague(&self, work: impl FnOnce(&Path)) {
        let theirs = self.path.with_file_name("theirs");
        copy(&self.path, &theirs);
        work(&theirs);
        bring(&theirs, &self.path);
        fs::remove_dir_all(&theirs).unwrap();
    }

    /// The first claim has this note, and the tag that a colleague gave it.
    fn assert_note_beside_theirs(&self, note: &str) {
        let claim = self.first().1;
        assert_eq!(
            (claim.note.as_str(), claim.tags),
            (note, vec!["theirs".to_owned()])
        );
    }

    /// A colleague tags the first claim, and this window takes it in.
    fn tagged_by_colleague(&mut self) {
        self.colleague(|theirs| {
            let mut opened = open(theirs);
            opened.read_all_texts();
            let (id, mut claim) = self.first();
            claim.tags = vec!["theirs".into()];
            apply(&mut opened, Edit::Claim(article(), id, Some(Box::new(claim))));
        });
        self.wait_until("theirs came", |open| open.first().1.tags == ["theirs"]);
    }
}

/// Brings the files of one folder into another: what is new or other there, and what is gone.
fn bring(from: &Path, to: &Path) {
    for within in ["", "articles", "history"] {
        let names = |folder: &Path| -> BTreeSet<std::ffi::OsString> {
            let entries = fs::read_dir(folder.join(within)).into_iter().flatten().flatten();
            let files = entries.filter(|entry| entry.file_type().unwrap().is_file());
            files.map(|entry| entry.file_name()).collect()
        };
        for name in names(to).difference(&names(from)) {
            fs::remove_file(to.join(within).join(name)).unwrap();
        }
        fs::create_dir_all(to.join(within)).unwrap();
        for name in names(from) {
            let [theirs, ours] = [from, to].map(|folder| folder.join(within).join(&name));
            let bytes = fs::read(theirs).unwrap();
            if fs::read(&ours).ok() != Some(bytes.clone()) {
                let draft = to.join(".sayso").join("arriving");
                fs::write(&draft, bytes).unwrap();
                fs::rename(draft, ours).unwrap();
            }
        }
    }
}

fn claims_join_unsaved_ones() {
    let mut open = Open::new(31);
    let mut random = Random::new(32);
    let before = open.claims();
    let theirs = open.path.with_file_name("theirs");
    copy(&open.path, &theirs);
    project::mark(&theirs, 200, &mut random);
    open.mark(50, &mut random);
    bring(&theirs, &open.path);
    let all = before + 250;
    open.wait_until("all claims are there", |open| open.claims() == all);
    open.saved();
    assert_eq!(open.on_disk().claims().count(), all);
    assert_eq!(
        open.taken_in
            .iter()
            .map(|told| told.summary.claims.added)
            .sum::<usize>(),
        200
    );
    assert_eq!(
        open.taken_in.iter().map(|told| told.claims.len()).sum::<usize>(),
        200
    );
    for _ in 0..50 {
        open.session.undo().unwrap().unwrap();
    }
    assert_eq!(open.claims(), before + 200, "undo takes back what was done here");
    open.session.redo().unwrap().unwrap();
    assert_eq!(open.claims(), before + 201);
}

fn own_writes_are_no_changes_of_others() {
    let mut open = Open::new(33);
    let mut random = Random::new(34);
    for round in 0..5 {
        open.mark(3, &mut random);
        open.note_first(&format!("note {round}"));
        open.saved();
    }
    open.colleague(|theirs| project::mark(theirs, 1, &mut Random::new(35)));
    open.wait_until("theirs came", |open| !open.taken_in.is_empty());
    let [told] = open.taken_in.as_slice() else {
        panic!("{:?}", open.taken_in)
    };
    assert_eq!((told.summary.claims.added, told.claims.len()), (1, 1));
    assert_eq!(open.session.problems(), []);
}

fn both_changed_a_note() {
    let mut open = Open::new(36);
    let theirs = open.path.with_file_name("theirs");
    copy(&open.path, &theirs);
    project::note_first(&theirs, "theirs");
    open.note_first("mine");
    bring(&theirs, &open.path);
    open.wait_until("it is merged", |open| !open.taken_in.is_empty());
    assert_eq!(open.taken_in[0].differences, 1);
    assert_eq!(open.first().1.note, "mine");
    open.saved();
    assert_eq!(open.on_disk().differences().count(), 1);
    let at = open.project().differences().next().unwrap();
    let theirs = ops::difference::settle(open.project(), &at, ops::difference::Choice::Theirs(0));
    open.session.edit(theirs.unwrap()).unwrap();
    open.saved();
    let disk = open.on_disk();
    assert_eq!(
        (disk.differences().count(), open.first().1.note.as_str()),
        (0, "theirs")
    );
}

fn undo_keeps_what_others_did() {
    let mut open = Open::new(37);
    let before = open.first().1;
    open.note_first("mine");
    open.note_first("mine, longer");
    open.saved();
    open.tagged_by_colleague();
    for note in ["mine", before.note.as_str()] {
        open.session.undo().unwrap().unwrap();
        open.assert_note_beside_theirs(note);
    }
    for note in ["mine", "mine, longer"] {
        open.session.redo().unwrap().unwrap();
        open.assert_note_beside_theirs(note);
    }
}

fn undo_goes_on_over_sessions() {
    let open = Open::new(50);
    let undo = open.path.with_file_name("undo");
    let mut open = open.next_session(&undo);
    let before = open.first().1;
    for note in ["mine", "mine, longer", "mine, in full"] {
        open.note_first(note);
    }
    let mut open = open.next_session(&undo);
    open.tagged_by_colleague();
    for note in ["mine, longer", "mine"] {
        open.session.undo().unwrap().unwrap();
        open.assert_note_beside_theirs(note);
    }
    open.session.redo().unwrap().unwrap();
    open.assert_note_beside_theirs("mine, longer");
    let mut open = open.next_session(&undo);
    // What was brought up to date goes on; what was not is forgotten, and takes nothing of theirs back.
    open.session.undo().unwrap().unwrap();
    open.assert_note_beside_theirs("mine");
    if open.session.undo().unwrap().is_some() {
        open.assert_note_beside_theirs(&before.note);
    }
}

fn very_many_claims_join() {
    const THEIRS: usize = 1_200;
    let mut open = Open::new(51);
    let mut random = Random::new(52);
    let before = open.claims();
    let theirs = open.path.with_file_name("theirs");
    copy(&open.path, &theirs);
    project::mark(&theirs, THEIRS, &mut random);
    open.mark(50, &mut random);
    bring(&theirs, &open.path);
    let all = before + THEIRS + 50;
    open.wait_until("all claims are there", |open| open.claims() == all);
    // What is done meanwhile waits for its turn, and is not lost.
    open.note_first("mine");
    open.saved();
    let disk = open.on_disk();
    assert_eq!((disk.claims().count(), disk.differences().count()), (all, 0));
    assert_eq!(
        disk.article(&article())
            .unwrap()
            .claims
            .get(&open.first().0)
            .unwrap()
            .note,
        "mine"
    );
    let told: usize = open.taken_in.iter().map(|told| told.summary.claims.added).sum();
    assert_eq!(told, THEIRS);
    for _ in 0..51 {
        open.session.undo().unwrap().unwrap();
    }
    assert_eq!(
        open.claims(),
        before + THEIRS,
        "undo takes back what was done here"
    );
}

fn an_arriving_file_is_waited_for() {
    let mut open = Open::new(38);
    let claims = open.path.join("articles/talks.ron");
    let theirs = open.path.with_file_name("theirs");
    copy(&open.path, &theirs);
    project::mark(&theirs, 5, &mut Random::new(39));
    let whole = fs::read(theirs.join("articles/talks.ron")).unwrap();
    fs::write(&claims, &whole[..whole.len() / 2]).unwrap();
    open.mark(1, &mut Random::new(40));
    open.wait_until("half of it is told", |open| !open.session.problems().is_empty());
    assert_eq!(
        fs::read(&claims).unwrap(),
        whole[..whole.len() / 2],
        "it is not overwritten"
    );
    assert_eq!(open.claims(), CLAIMS + 1);
    fs::write(&claims, &whole).unwrap();
    open.wait_until("the whole came", |open| open.claims() == CLAIMS + 6);
    open.saved();
    assert_eq!(open.on_disk().claims().count(), CLAIMS + 6);
}

fn copies_and_conflicts() {
    let mut open = Open::new(41);
    let theirs = open.path.with_file_name("theirs");
    copy(&open.path, &theirs);
    project::mark(&theirs, 3, &mut Random::new(42));
    let name = "talks.sync-conflict-20240211-101112-ABCDEFG.ron";
    let conflict = open.path.join("articles").join(name);
    fs::copy(theirs.join("articles/talks.ron"), &conflict).unwrap();
    open.wait_until("the copy is merged", |open| open.claims() == CLAIMS + 3);
    open.wait_until("and put aside", |_| !conflict.exists());
    assert!(open.path.join(".sayso/conflicts").join(name).is_file());
    open.saved();
    assert_eq!(open.on_disk().claims().count(), CLAIMS + 3);
    assert_eq!(open.project().articles().len(), 1);

    let claims = open.path.join("articles/talks.ron");
    let [mine, other] =
        [&claims, &theirs.join("articles/talks.ron")].map(|file| fs::read_to_string(file).unwrap());
    let other =
        other
            .replacen("note 1", "note of git", 1)
            .replacen("title: \"Talks\"", "title: \"Talks in git\"", 1);
    let both = format!("<<<<<<< HEAD\n{mine}=======\n{other}>>>>>>> theirs\n");
    fs::write(&claims, both).unwrap();
    open.wait_until("the conflict is merged", |open| {
        open.project().differences().count() > 0
    });
    open.saved();
    let file = fs::read_to_string(&claims).unwrap();
    assert!(
        !file.contains("<<<<<<<") && file.contains("Talks in git"),
        "{file}"
    );
}

fn articles_come_and_go() {
    let mut open = Open::new(43);
    let new = ArticleId::from("speech");
    open.colleague(|theirs| {
        let mut opened = self::open(theirs);
        let metadata = Metadata {
            title: "Speech".into(),
            ..Metadata::default()
        };
        let speech = sayso::model::Article::new(metadata, "The mayor said so.");
        apply(&mut opened, Edit::Article(new.clone(), Some(Box::new(speech))));
    });
    let there = new.clone();
    open.wait_until("it came", move |open| open.project().article(&there).is_some());
    open.session.ensure_text(&new);
    let text = open.project().article(&new).unwrap().text.clone();
    assert_eq!(text.as_deref(), Some("The mayor said so."));
    open.colleague(|theirs| {
        let mut opened = self::open(theirs);
        opened.read_all_texts();
        apply(&mut opened, Edit::Article(new.clone(), None));
    });
    open.wait_until("it went", |open| open.project().articles().len() == 1);
    open.saved();
    assert!(!open.path.join("articles/speech.txt").exists());
}

fn removed_with_unsaved_work() {
    let mut open = Open::new(44);
    open.note_first("mine");
    for ending in ["ron", "txt"] {
        fs::remove_file(open.path.join("articles/talks").with_extension(ending)).unwrap();
    }
    open.wait_until("it is told", |open| !open.taken_in.is_empty());
    assert_eq!(open.taken_in[0].kept, [article()].into());
    assert_eq!((open.claims(), open.first().1.note.as_str()), (CLAIMS, "mine"));
    open.saved();
    let disk = open.on_disk();
    assert_eq!(disk.differences().count(), 1);
    let at = open.project().differences().next().unwrap();
    let gone = ops::difference::settle(open.project(), &at, ops::difference::Choice::Theirs(0));
    open.session.edit(gone.unwrap()).unwrap();
    open.saved();
    assert_eq!(open.on_disk().articles().len(), 0);
}

fn a_deleted_file_is_written_again() {
    let mut open = Open::new(45);
    for file in ["articles/talks.txt", "articles/talks.ron", "project.ron"] {
        let file = open.path.join(file);
        let before = fs::read(&file).unwrap();
        fs::remove_file(&file).unwrap();
        open.wait_until("it is there again", |_| {
            fs::read(&file).ok() == Some(before.clone())
        });
    }
    open.saved();
    assert_eq!((open.claims(), open.session.problems()), (CLAIMS, &[][..]));
}

fn a_changed_text_is_taken_in() {
    let mut open = Open::new(46);
    let file = open.path.join("articles/talks.txt");
    let before = fs::read_to_string(&file).unwrap();
    let after = format!("Corrected on Monday.\n{before}");
    fs::write(&file, &after).unwrap();
    let text = |open: &Open| open.project().article(&article()).unwrap().text.clone();
    open.wait_until("it came", |open| text(open).as_deref() == Some(after.as_str()));
    open.saved();
    let orphans = open.project().claims().filter(|(.., claim)| claim.is_orphaned());
    assert_eq!((open.claims(), orphans.count()), (CLAIMS, 0));
    assert_eq!(open.session.problems().len(), 1, "{:?}", open.session.problems());
    assert_eq!(fs::read_to_string(&file).unwrap(), after);
    let kept = fs::read_dir(open.path.join("history")).unwrap().flatten();
    let mut kept = kept.filter_map(|entry| fs::read_to_string(entry.path()).ok());
    assert!(kept.any(|kept| kept == before));
}

fn closing_merges() {
    let Open {
        mut session,
        path,
        _folder,
        ..
    } = Open::new(47);
    let theirs = path.with_file_name("theirs");
    copy(&path, &theirs);
    project::mark(&theirs, 4, &mut Random::new(48));
    let at = {
        let (article, id, _) = session.project().claims().next().unwrap();
        (article.clone(), id.clone())
    };
    let decided = ops::review::decide(session.project(), &at, Some(Decision::Accepted), &session.stamp());
    session.edit(decided.unwrap()).unwrap();
    bring(&theirs, &path);
    session.close().unwrap();
    let disk = store::open(&path, Access::Read).unwrap().project;
    assert_eq!(disk.claims().count(), CLAIMS + 4);
    assert_eq!(disk.claim(&at.0, &at.1).unwrap().reviews.len(), 1);
}

fn a_reader_follows() {
    let mut writer = Open::new(49);
    let (wake, woken) = mpsc::channel();
    let wake = Arc::new(move || {
        let _unheard = wake.send(());
    });
    let mut session = Session::open(&writer.path, amal(), wake).unwrap();
    assert!(session.read_only().is_some());
    session.watch();
    writer.mark(7, &mut Random::new(50));
    writer.saved();
    let start = Instant::now();
    while session.project().claims().count() != CLAIMS + 7 {
        session.poll();
        assert!(start.elapsed() < PATIENCE);
        let _ = woken.recv_timeout(Duration::from_millis(100));
    }
    assert_eq!(
        session.save_state(),
        SaveState::ReadOnly(session.read_only().unwrap().clone())
    );
    writer.note_first("later");
    writer.saved();
    assert_eq!(writer.taken_in.len(), 0);
}
