//! Faults that are known and not mended yet. One that no run meets any more is to be taken off the list, and a run
//! that tried everything says so.

use std::collections::BTreeSet;
use std::sync::Mutex;

use crate::aftermath::Fault;
use crate::faults::is_long;

/// What the fault is, words of what is told of it, and why it is there.
const KNOWN: &[(Fault, &[&str], &str)] = &[];

static MET: Mutex<BTreeSet<usize>> = Mutex::new(BTreeSet::new());

/// Whether a fault is one of those that are known.
pub(crate) fn is_known(fault: Fault, told: &str) -> bool {
    let known = KNOWN
        .iter()
        .position(|(kind, words, _)| *kind == fault && words.iter().all(|words| told.contains(words)));
    if let (Some(place), Ok(mut met)) = (known, MET.lock()) {
        met.insert(place);
    }
    known.is_some()
}

/// The known faults that were not met.
pub(crate) fn unmet() -> Vec<String> {
    let met = MET.lock().map(|met| met.clone()).unwrap_or_default();
    let all = KNOWN.iter().enumerate();
    // What takes long is tried in long runs only.
    let is_tried = |fault: &Fault| *fault != Fault::Impatient || is_long();
    all.filter(|(place, (fault, ..))| !met.contains(place) && is_tried(fault))
        .map(|(_, (fault, words, why))| format!("{fault:?} {words:?} ({why})"))
        .collect()
}
