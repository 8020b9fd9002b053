//! Cancellation: parsers check a token now and then and stop once it is cancelled. The caller, who has
//! a clock, decides when.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::import::error::ParseError;

/// A cancellation token: parsing under it can be cancelled from another thread.
#[derive(Clone, Debug, Default)]
pub struct CancelToken {
    cancelled: Arc<AtomicBool>,
}

thread_local! {
    /// The token of what this thread parses. A parameter would not reach the callbacks of other crates' parsers.
    static CURRENT: RefCell<CancelToken> = RefCell::default();
}

impl CancelToken {
    /// Cancels what is parsed under this token: it ends soon, with an error.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Runs `read` under this token.
    pub fn scope<T>(&self, read: impl FnOnce() -> T) -> T {
        let before = CURRENT.with(|current| current.replace(self.clone()));
        let came = read();
        CURRENT.with(|current| current.replace(before));
        came
    }
}

/// Fails once the current token is cancelled.
pub(crate) fn check_cancelled() -> Result<(), ParseError> {
    let cancelled = CURRENT.with(|current| {
        let current = current.try_borrow();
        current.is_ok_and(|current| current.cancelled.load(Ordering::Relaxed))
    });
    if cancelled {
        Err(ParseError::Cancelled)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Choices, FileKind, import_as};

    /// A file of each kind that is long enough to be cancelled in the middle.
    fn files() -> Vec<(FileKind, Vec<u8>)> {
        let many = |what: &str| what.repeat(10_000).into_bytes();
        vec![
            (FileKind::Html, many("<p>The army said so.</p>\n")),
            (FileKind::Markdown, many("The army said so.\n\n")),
            (FileKind::Csv, many("title,text\nTalks,The army said so.\n")),
            (FileKind::JsonLines, many("{\"text\": \"The army said so.\"}\n")),
            (FileKind::Mailbox, many("From a\nFrom: a@b\n\nThe army said.\n\n")),
        ]
    }

    #[test]
    fn a_reader_ends_once_nobody_waits_for_it() {
        for (kind, bytes) in files() {
            let choices = Choices {
                kind: Some(kind),
                ..Choices::default()
            };
            let token = CancelToken::default();
            let read = || import_as("x", &bytes, &choices);
            assert!(token.scope(read).is_ok(), "{kind:?}");
            token.cancel();
            let message = token.scope(read).unwrap_err().to_string();
            assert!(message.contains("cancelled"), "{message}");
            // The thread reads on for others.
            assert!(read().is_ok(), "{kind:?}");
        }
    }
}
