//! The one road on which articles come into a project, with claims or without, in four shapes:
//!
//! 1. [`Parsed`](parse::Parsed): the files were read (`scan` finds them, `parse` and `corpus` read them, on the
//!    threads of `worker_pool`).
//! 2. [`Staged`](stage::Staged): what was read, with its duplicates and warnings, for a person to look at and correct.
//! 3. [`ImportStep`](commit::ImportStep): what comes in, some articles at a time, under the ids it gets.
//! 4. [`Edit`](crate::model::Edit): made in `model/ops`, applied by the session; all together are one undo step.
//!
//! Everything here runs in the background: it knows the store and a snapshot of the project, not the session.

pub mod commit;
pub mod compare;
pub mod corpus;
pub mod originals;
mod page_folders;
pub mod parse;
pub mod references;
pub mod scan;
pub mod stage;
pub mod versions;
mod worker_pool;
