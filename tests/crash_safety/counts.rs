//! What the kills of all lanes came to, told when all are done.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::aftermath::{Fault, Finding};

/// Counts, by what is counted, in this order.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    done: BTreeMap<&'static str, usize>,
    faults: BTreeMap<Fault, usize>,
    known: BTreeMap<Fault, usize>,
}

static ALL: Mutex<Counts> = Mutex::new(Counts {
    done: BTreeMap::new(),
    faults: BTreeMap::new(),
    known: BTreeMap::new(),
});

fn all() -> MutexGuard<'static, Counts> {
    ALL.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Counts so many of something.
pub(crate) fn add(what: &'static str, number: usize) {
    *all().done.entry(what).or_default() += number;
}

/// Counts what was found after a kill, each kind once.
pub(crate) fn add_faults(findings: &[&Finding], are_known: bool) {
    let mut all = all();
    let faults = if are_known {
        &mut all.known
    } else {
        &mut all.faults
    };
    let kinds: BTreeSet<Fault> = findings.iter().map(|(fault, _)| *fault).collect();
    for fault in kinds {
        *faults.entry(fault).or_default() += 1;
    }
}

/// The counts as a table; nothing where nobody was killed.
pub(crate) fn table() -> String {
    all().to_string()
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.done.is_empty() {
            return Ok(());
        }
        for (what, number) in &self.done {
            writeln!(f, "{number:7}  {what}")?;
        }
        for (fault, what) in [
            (Fault::Lost, "kills after which something reported saved was lost"),
            (Fault::Torn, "kills after which a file was neither old nor new"),
            (Fault::Closed, "after which the project does not open"),
            (Fault::Problem, "after which it opens with a problem"),
            (Fault::HalfImport, "after which an import is there by halves"),
            (
                Fault::Twice,
                "after which a repeated import made a second article",
            ),
            (Fault::NoRetry, "after which the same fails when repeated"),
            (Fault::Orphan, "after which originals belong to no article"),
            (Fault::Draft, "after which drafts stay in the project"),
            (Fault::ExportDraft, "after which drafts stay beside an export"),
        ] {
            let of = |counts: &BTreeMap<Fault, usize>| counts.get(&fault).copied().unwrap_or_default();
            let (new, known) = (of(&self.faults), of(&self.known));
            let known = if known > 0 {
                format!(" (and {known} of a known kind)")
            } else {
                String::new()
            };
            writeln!(f, "{new:7}  {what}{known}")?;
        }
        Ok(())
    }
}
