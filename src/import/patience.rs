//! Whether somebody still waits for the file that is being read. A reader looks now and then and ends where nobody does;
//! who waits, and how long, is the caller's business, who has a clock.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::refusal::ParseError;

/// Somebody who waits for a file, and may stop to from another thread.
#[derive(Clone, Debug, Default)]
pub struct Patience {
    gave_up: Arc<AtomicBool>,
}

thread_local! {
    /// Who waits for what this thread reads. Handing it through every reader would reach none of the places that parsers
    /// of others call back from.
    static WAITING: RefCell<Patience> = RefCell::default();
}

impl Patience {
    /// Stops to wait: what is read under it ends soon, as refused.
    pub fn give_up(&self) {
        self.gave_up.store(true, Ordering::Relaxed);
    }

    /// Reads something that this one waits for.
    pub fn during<T>(&self, read: impl FnOnce() -> T) -> T {
        let before = WAITING.with(|waiting| waiting.replace(self.clone()));
        let came = read();
        WAITING.with(|waiting| waiting.replace(before));
        came
    }
}

/// Goes on where somebody waits.
pub(super) fn go_on() -> Result<(), ParseError> {
    let gave_up = WAITING.with(|waiting| {
        let waiting = waiting.try_borrow();
        waiting.is_ok_and(|waiting| waiting.gave_up.load(Ordering::Relaxed))
    });
    if gave_up { Err(ParseError::GivenUp) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::super::{Choices, Kind, import_as};
    use super::*;

    /// How each kind of file is read that is long enough to be given up in the middle.
    fn files() -> Vec<(Kind, Vec<u8>)> {
        let many = |what: &str| what.repeat(10_000).into_bytes();
        vec![
            (Kind::Html, many("<p>The army said so.</p>\n")),
            (Kind::Markdown, many("The army said so.\n\n")),
            (
                Kind::Csv,
                [b"title,text\n".to_vec(), many("Talks,The army said so.\n")].concat(),
            ),
            (Kind::JsonLines, many("{\"text\": \"The army said so.\"}\n")),
            (Kind::Mailbox, many("From a\nFrom: a@b\n\nThe army said so.\n\n")),
        ]
    }

    #[test]
    fn a_reader_ends_once_nobody_waits_for_it() {
        for (kind, bytes) in files() {
            let choices = Choices {
                kind: Some(kind),
                ..Choices::default()
            };
            let patience = Patience::default();
            let read = || import_as("x", &bytes, &choices);
            assert!(patience.during(read).is_ok(), "{kind:?}");
            patience.give_up();
            let told = patience.during(read).unwrap_err().to_string();
            assert!(told.contains("nobody waited for it any more"), "{told}");
            // The thread reads on for others.
            assert!(read().is_ok(), "{kind:?}");
        }
    }
}
