//! Runs a reader whose panic means that the file is broken, not the program.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work`; `None` if it panicked.
///
/// Values that `work` changes through references must not be used after a panic.
pub fn catch_panic<T>(work: impl FnOnce() -> T) -> Option<T> {
    let outer = GUARDED.replace(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    outcome.ok()
}

/// Whether a panic on this thread is caught by [`catch_panic`]: the panic hook then writes no crash file.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_caught_and_the_thread_is_unguarded_again() {
        assert_eq!(catch_panic(is_guarded), Some(true));
        assert_eq!(
            catch_panic(|| {
                let inner = catch_panic(|| -> usize { panic!("a broken file") });
                (inner, is_guarded())
            }),
            Some((None, true))
        );
        assert!(!is_guarded());
    }
}
