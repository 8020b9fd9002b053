//! Faults that are known and not mended yet. One that no run meets any more is to be taken off the list, and a run
//! that tried everything says so.

use std::collections::BTreeSet;
use std::sync::Mutex;

use crate::aftermath::Fault;
use crate::faults::is_long;

/// What the fault is, words of what is told of it, and why it is there.
const KNOWN: &[(Fault, &[&str], &str)] = &[
    (
        Fault::Problem,
        &["a text alone: "],
        "texts take their places before the claims that name them, and nothing finishes or tidies that",
    ),
    (
        Fault::Problem,
        &["a text that does not fit its claims: "],
        "a newer text takes its place before the claims that were carried over to it",
    ),
    (
        Fault::Orphan,
        &["originals/"],
        "originals take their places before the articles that name them, and nothing tidies that",
    ),
    (
        Fault::HalfImport,
        &["its original is not there as it came"],
        "an article comes in without its original where that cannot be kept, and adding it again does not bring it",
    ),
    (
        Fault::ExportDraft,
        &["draft-"],
        "the draft of an export lies beside it, and nothing tidies it",
    ),
    (
        Fault::Impatient,
        &[],
        "after ten seconds without news a command ends, and what it was writing with it",
    ),
    (
        Fault::Untold,
        &["no hint", "Input/output error"],
        "a bad disk has no hint",
    ),
    (
        Fault::Untold,
        &["internals are shown", "(os error"],
        "the number of the error is shown, and the draft that it happened to",
    ),
    (
        Fault::Untold,
        &["internals are shown", "Found no glutin configs"],
        "a display without OpenGL is told as the library tells it",
    ),
    (
        Fault::Untold,
        &["internals are shown", "winit EventLoopError"],
        "a display that does not answer is told with the paths of the build",
    ),
];

static MET: Mutex<BTreeSet<usize>> = Mutex::new(BTreeSet::new());

/// Whether a fault is one of those that are known.
pub fn is_known(fault: Fault, told: &str) -> bool {
    let known = KNOWN
        .iter()
        .position(|(kind, words, _)| *kind == fault && words.iter().all(|words| told.contains(words)));
    if let (Some(place), Ok(mut met)) = (known, MET.lock()) {
        met.insert(place);
    }
    known.is_some()
}

/// The known faults that were not met.
pub fn unmet() -> Vec<String> {
    let met = MET.lock().map(|met| met.clone()).unwrap_or_default();
    let all = KNOWN.iter().enumerate();
    // What takes long is tried in long runs only.
    let is_tried = |fault: &Fault| *fault != Fault::Impatient || is_long();
    all.filter(|(place, (fault, ..))| !met.contains(place) && is_tried(fault))
        .map(|(_, (fault, words, why))| format!("{fault:?} {words:?} ({why})"))
        .collect()
}
