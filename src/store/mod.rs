//! The only access to the disk: where a project's files are, how they are read and written, and who may
//! write them. The session decides when to save, and provides the time.
//!
//! ```text
//! baghdad-talks/
//!   project.ron                     title, guidelines, scale, reviewers, speakers
//!   articles/coalition-talks.txt    the text exactly as reviewed
//!   articles/coalition-talks.ron    what is known about it, and its claims
//!   history/coalition-talks.ron     what was done to its claims, by whom and when
//!   originals/coalition-talks.html  what was imported, when that was not plain text
//!   references/briefing-1a2b3c4d.txt  what was really said, against which quotations are checked; .ron: about it
//!   .sayso/                         the lock, half-written files, text being typed; ignored by git
//! ```
//!
//! [`open`] returns a [`Project`](crate::model::Project) and the [`Store`] that writes it back, file by
//! file, completely or not at all, and never over a file that was changed outside Sayso meanwhile.

pub mod atomic;
mod claim_log;
mod conflict_markers;
mod copy;
pub mod crash;
mod create;
mod cut_off;
mod error;
mod file_state;
pub mod files;
pub mod format;
mod git;
mod half_synced;
mod kept;
pub mod layout;
mod links;
mod lock;
mod lock_owner;
mod merged_copy;
pub mod one_file;
mod open;
mod originals;
mod outside;
mod outside_changes;
mod peek;
mod read_text;
mod reader;
mod redo;
mod references;
mod save;
pub mod settings;
mod snapshot;
mod stamps;
mod sync_copies;
mod taken_in;
mod typed;
mod undo_file;
mod unsaved;
mod versions;

pub use claim_log::{MAX_STEPS, claim_log_path};
pub use copy::{open_one_file, open_revision};
pub use create::create;
pub use cut_off::LongChange;
pub use error::{FileAction, FileProblem, ReadOnly, StoreError};
pub use file_state::{Store, hex, text_digest};
pub use git::{GitError, set_up as set_up_git};
pub use kept::{KeptCopy, KeptWork};
pub use layout::article_id_from_title;
pub use lock_owner::LockOwner;
pub use open::{Access, OpenWatch, Opened, open, open_watched};
pub use originals::{Originals, read_original};
pub use outside_changes::{OutsideChanges, OutsideVersions};
pub use peek::TextPeek;
pub use read_text::ReadText;
pub use reader::{FileNotes, FileVersions, ProjectReader, ReadArticle};
pub use references::{AddedReference, NewReference, StoredReferences};
pub use save::SaveReport;
pub use snapshot::{Snapshot, Superseded};
pub use stamps::Stamps;
pub use typed::{TypedKey, TypedText};
pub use undo_file::UndoFile;
pub use unsaved::UnsavedCopy;
pub use versions::merge_files;

#[cfg(test)]
mod tests;
