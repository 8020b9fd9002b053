//! The one door to disk: where a project's files lie, how they are read and written, who may write.
//! What the values mean is `model`'s business; when to save, and the clock, are `session`'s.
//!
//! ```text
//! baghdad-talks/
//!   project.ron                     title, guidelines, scale, reviewers, speakers
//!   articles/coalition-talks.txt    the text exactly as reviewed
//!   articles/coalition-talks.ron    what is known about it, and its claims
//!   history/coalition-talks.ron     what was done to its claims, by whom and when
//!   originals/coalition-talks.html  what was imported, when that was not plain text
//!   .sayso/                         the lock and half-written files; git does not see it
//! ```
//!
//! [`open`] gives a [`Project`](crate::model::Project) and the [`Store`] that writes it back, file by
//! file, whole or not at all, and never over a file that somebody else has changed meanwhile.

pub mod atomic;
mod claim_log;
mod create;
mod error;
pub mod files;
pub mod format;
mod known;
pub mod layout;
mod lock;
mod open;
mod originals;
mod save;
pub mod settings;
mod snapshot;

pub use claim_log::{MOST_STEPS, claim_log_path};
pub use create::create;
pub use error::{FileProblem, ReadOnly, StoreError};
pub use known::{Store, hex, text_digest};
pub use layout::article_id_from_title;
pub use lock::Holder;
pub use open::{Access, Opened, ReadText, open};
pub use originals::Originals;
pub use save::SaveReport;
pub use snapshot::Snapshot;

#[cfg(test)]
mod tests;
