//! Keeps text that is being typed on disk, beside the project's files, until it has become an edit that is saved.
//!
//! A thread of its own writes it, so that it waits neither for a frame nor for a long save.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::autosave::SaveState;
use super::saving_thread::pause;
use super::{Session, Wake, clock};
use crate::report::Report;
use crate::store::{Store, StoreError, TypedKey, TypedText};

/// How long leaving waits for a disk that writes nothing.
const LEAVING_TIMEOUT: Duration = Duration::from_secs(3);

/// What is to be written: by field its text, or `None` to delete it.
type Pending = BTreeMap<TypedKey, Option<TypedText>>;

enum Order {
    Put(u64, TypedKey, Option<Box<TypedText>>),
    Now,
}

struct Settled {
    /// The last order that was carried out.
    order: u64,
    outcome: Result<(), StoreError>,
}

/// The session's end of the thread.
pub(super) struct Typing {
    store: Arc<Store>,
    wake: Wake,
    thread: Option<Thread>,
    /// What is being typed.
    current: BTreeMap<TypedKey, TypedText>,
    /// Fields that are left, whose edits are perhaps not saved.
    ended: BTreeSet<TypedKey>,
    ordered: u64,
    settled: u64,
    error: Option<StoreError>,
}

struct Thread {
    orders: Sender<Order>,
    settled: Receiver<Settled>,
    handle: JoinHandle<()>,
}

impl Typing {
    pub(super) fn new(store: Arc<Store>, wake: Wake) -> Self {
        Self {
            store,
            wake,
            thread: None,
            current: BTreeMap::new(),
            ended: BTreeSet::new(),
            ordered: 0,
            settled: 0,
            error: None,
        }
    }

    fn put(&mut self, key: TypedKey, typed: Option<TypedText>) {
        self.ordered += 1;
        if self.thread.is_none() {
            self.thread = Thread::start(&self.store, &self.wake);
        }
        let order = Order::Put(self.ordered, key.clone(), typed.clone().map(Box::new));
        let sent = self
            .thread
            .as_ref()
            .map(|thread| thread.orders.send(order).is_ok());
        if sent != Some(true) {
            // The system gives no thread.
            self.take_in(Settled {
                order: self.ordered,
                outcome: carry_out(&self.store, &mut Pending::from([(key, typed)])),
            });
        }
    }

    fn take_in(&mut self, settled: Settled) {
        self.settled = self.settled.max(settled.order);
        self.error = settled.outcome.err();
        if let Some(error) = &self.error {
            tracing::warn!(error = error.kind(), "typed text not written");
        }
    }

    fn poll(&mut self) {
        let settled: Vec<Settled> = self
            .thread
            .iter()
            .flat_map(|thread| thread.settled.try_iter())
            .collect();
        for event in settled {
            self.take_in(event);
        }
    }

    /// Waits until everything is on disk, or a disk that does not answer has been given up.
    fn flush(&mut self) {
        self.poll();
        if let Some(thread) = &self.thread {
            let _ = thread.orders.send(Order::Now);
        }
        while self.settled < self.ordered {
            let event = self
                .thread
                .as_ref()
                .map(|thread| thread.settled.recv_timeout(LEAVING_TIMEOUT));
            let Some(Ok(event)) = event else { return };
            self.take_in(event);
        }
    }

    /// What is true about what is typed.
    pub(super) fn state(&self) -> SaveState {
        if let Some(error) = &self.error {
            SaveState::Failed(Report::from_error(error).with_hint(error.hint()))
        } else if self.settled < self.ordered {
            SaveState::Unsaved
        } else {
            SaveState::Saved
        }
    }
}

impl Drop for Typing {
    fn drop(&mut self) {
        let Some(Thread {
            orders,
            settled,
            handle,
        }) = self.thread.take()
        else {
            return;
        };
        drop(orders);
        loop {
            match settled.recv_timeout(LEAVING_TIMEOUT) {
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => return,
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        let _ = handle.join();
    }
}

impl Thread {
    fn start(store: &Arc<Store>, wake: &Wake) -> Option<Self> {
        let (orders, their_orders) = mpsc::channel();
        let (their_settled, settled) = mpsc::channel();
        let (store, wake) = (Arc::clone(store), Arc::clone(wake));
        let handle = thread::Builder::new().name("typing".to_owned()).spawn(move || {
            run(&store, &their_orders, &|event| {
                // The session may be closed.
                let _ = their_settled.send(event);
                wake();
            });
        });
        Some(Self {
            orders,
            settled,
            handle: handle.ok()?,
        })
    }
}

fn run(store: &Store, orders: &Receiver<Order>, notify: &dyn Fn(Settled)) {
    let mut pending = Pending::new();
    let mut newest = 0;
    let mut since: Option<Instant> = None;
    loop {
        let order = match since {
            None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(first) => orders.recv_timeout(pause(first, Instant::now())),
        };
        let ended = match order {
            Ok(Order::Put(number, key, typed)) => {
                pending.insert(key, typed.map(|typed| *typed));
                newest = number;
                since.get_or_insert_with(Instant::now);
                continue;
            }
            Ok(Order::Now) | Err(RecvTimeoutError::Timeout) => false,
            Err(RecvTimeoutError::Disconnected) => true,
        };
        since = None;
        if !pending.is_empty() {
            let outcome = carry_out(store, &mut pending);
            notify(Settled {
                order: newest,
                outcome,
            });
        }
        if ended {
            return;
        }
    }
}

/// Writes and deletes; what fails stays pending for the next try.
fn carry_out(store: &Store, pending: &mut Pending) -> Result<(), StoreError> {
    let mut outcome = Ok(());
    pending.retain(|key, typed| {
        let done = match typed {
            Some(typed) => store.write_typed(typed),
            None => store.remove_typed(key),
        };
        let failed = done.is_err();
        if failed {
            outcome = done;
        }
        failed
    });
    outcome
}

impl Session {
    /// Has the text on disk that is being typed now. What was being typed before and is not any more is deleted once
    /// every edit is saved.
    pub fn keep_typed(&mut self, now: Vec<TypedText>) {
        if self.read_only().is_some() {
            return;
        }
        let left = std::mem::take(&mut self.typing.current);
        for mut typed in now {
            let key = typed.key();
            self.typing.ended.remove(&key);
            let before = left.get(&key).filter(|before| before.texts == typed.texts);
            if let Some(before) = before {
                self.typing.current.insert(key, before.clone());
                continue;
            }
            self.who.id.as_str().clone_into(&mut typed.by);
            typed.at = clock::now();
            self.typing.put(key.clone(), Some(typed.clone()));
            self.typing.current.insert(key, typed);
        }
        let current = &self.typing.current;
        let ended = left.into_keys().filter(|key| !current.contains_key(key));
        self.typing.ended.extend(ended);
        self.forget_ended_typing();
    }

    /// What was typed in an earlier session and is not part of the project, the oldest first. Files that cannot be read
    /// become problems.
    pub fn typed_before(&mut self) -> Vec<TypedText> {
        if self.read_only().is_some() {
            return Vec::new();
        }
        let (typed, problems) = self.store.read_typed();
        self.problems.extend(problems);
        typed
    }

    /// Deletes what was typed into a field in an earlier session.
    pub fn discard_typed(&mut self, key: TypedKey) {
        self.typing.put(key, None);
    }

    pub(super) fn poll_typing(&mut self) {
        self.typing.poll();
        self.forget_ended_typing();
    }

    /// Waits until what is typed is on disk, and what has become a saved edit is deleted.
    pub(super) fn flush_typing(&mut self) {
        self.forget_ended_typing();
        self.typing.flush();
    }

    /// Deletes the texts of fields that are left, once their edits are on disk.
    fn forget_ended_typing(&mut self) {
        let is_saved = self.saver.is_saved() && !self.is_changing() && self.waiting_changes() == 0;
        if is_saved {
            for key in std::mem::take(&mut self.typing.ended) {
                self.typing.put(key, None);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::model::{Edit, Head, UndoLabel};
    use crate::session::testing::{amal, create};
    use crate::session::tests::wait_for;
    use crate::session::{ReadOnly, no_wake};
    use crate::store::atomic;

    fn note(text: &str) -> TypedText {
        let key = ("note".to_owned(), vec!["talks".to_owned(), "c-1".to_owned()]);
        TypedText::new(key, [("text", text)])
    }

    fn on_disk(folder: &Path) -> Vec<String> {
        let files = fs::read_dir(folder.join(".sayso/typing")).into_iter().flatten();
        let files = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
        files.collect()
    }

    fn is_saved(state: &SaveState) -> bool {
        *state == SaveState::Saved
    }

    #[test]
    fn typed_text_is_on_disk_before_it_is_called_saved_and_goes_once_it_is_an_edit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks");
        let mut session = create(&path);
        wait_for(&mut session, is_saved);
        session.keep_typed(vec![note("half a")]);
        session.keep_typed(vec![note("half a thought")]);
        assert_eq!(session.save_state(), SaveState::Unsaved);
        wait_for(&mut session, is_saved);
        let [file] = on_disk(&path).try_into().unwrap();
        assert!(
            file.contains("half a thought") && file.contains("r-amal"),
            "{file}"
        );
        assert_eq!(
            session.typed_before(),
            session.typing.current.values().cloned().collect::<Vec<_>>()
        );

        session.keep_typed(Vec::new());
        session.close().unwrap();
        assert_eq!(on_disk(&path), [""; 0]);
    }

    #[test]
    fn typed_text_stays_until_its_edit_is_saved() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks");
        let mut session = create(&path);
        session.keep_typed(vec![note("a rule of ours")]);
        wait_for(&mut session, is_saved);
        // Somebody else has changed the file that the edit belongs to.
        let theirs = fs::read_to_string(path.join("project.ron")).unwrap();
        let theirs = theirs.replace("Talks", "Theirs");
        atomic::write(&path, &path.join("project.ron"), theirs.as_bytes()).unwrap();
        let head = Edit::Head(Box::new(Head::titled("Ours")));
        session.edit((UndoLabel::ChangeGuidelines, head)).unwrap();
        session.keep_typed(Vec::new());
        wait_for(&mut session, |state| matches!(state, SaveState::Failed(_)));
        let mut session = session.close().unwrap_err().session;
        assert_eq!(on_disk(&path).len(), 1);
        session.save_now();
        wait_for(&mut session, |state| matches!(state, SaveState::Failed(_)));
        session.overrule_outside_changes().unwrap();
        session.close().unwrap();
        assert_eq!(on_disk(&path), [""; 0]);
    }

    #[test]
    fn what_was_left_is_read_again_and_a_damaged_file_is_told_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks");
        let mut session = create(&path);
        session.keep_typed(vec![note("half a thought")]);
        // As a crash would leave it: still being typed.
        session.close().unwrap();
        let damaged = path.join(".sayso/typing/damaged.ron");
        atomic::write(&path, &damaged, b"(field: \"no").unwrap();

        let mut session = Session::open(&path, amal(), no_wake()).unwrap();
        let typed = session.typed_before();
        assert_eq!(typed.len(), 1);
        assert_eq!(
            (typed[0].key(), &typed[0].texts),
            (note("").key(), &note("half a thought").texts)
        );
        let problems: Vec<_> = session
            .problems()
            .iter()
            .map(|problem| problem.path.clone())
            .collect();
        assert_eq!(problems, [damaged.as_path()]);
        session.discard_typed(note("").key());
        session.close().unwrap();
        assert_eq!(on_disk(&path), ["(field: \"no"]);
    }

    #[test]
    fn text_that_cannot_be_written_is_not_called_saved() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks");
        let mut session = create(&path);
        wait_for(&mut session, is_saved);
        atomic::write(&path, &path.join(".sayso/typing"), b"in the way").unwrap();
        session.keep_typed(vec![note("half a thought")]);
        wait_for(&mut session, |state| matches!(state, SaveState::Failed(_)));
        // It is tried again with the next letter.
        fs::remove_file(path.join(".sayso/typing")).unwrap();
        session.keep_typed(vec![note("half a thought.")]);
        wait_for(&mut session, is_saved);
        assert_eq!(on_disk(&path).len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_typed_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks");
        let mut session = create(&path);
        wait_for(&mut session, is_saved);
        let elsewhere = folder.path().join("elsewhere");
        fs::create_dir(&elsewhere).unwrap();
        std::os::unix::fs::symlink(&elsewhere, path.join(".sayso/typing")).unwrap();
        session.keep_typed(vec![note("half a thought")]);
        wait_for(&mut session, |state| matches!(state, SaveState::Failed(_)));
        assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
    }

    #[test]
    fn who_only_reads_neither_writes_nor_takes_what_another_types() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks");
        let mut session = create(&path);
        session.keep_typed(vec![note("half a thought")]);
        wait_for(&mut session, is_saved);
        let mut second = Session::open(&path, amal(), no_wake()).unwrap();
        assert!(matches!(second.read_only(), Some(ReadOnly::Held(_))));
        assert_eq!(second.typed_before(), []);
        second.keep_typed(vec![note("theirs")]);
        drop(second);
        assert!(on_disk(&path)[0].contains("half a thought"));
    }
}
