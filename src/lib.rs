//! Sayso, on whose say-so? Articles are read, the claims in them marked, each attributed to its
//! speaker, reviewed, saved as RON, and exported.
//!
//! The rooms form a ladder, declared here in reading order; a room uses only rooms above it in
//! this list. ARCHITECTURE.md tells the whole story, `tests/rooms.rs` holds the arrows.

#[macro_use]
pub mod wording;

pub mod text;

pub mod typeset;

pub mod model;

pub mod report;

mod interchange;

pub mod import;

pub mod export;

pub mod suggest;

pub mod compare;

pub mod proof;

pub mod audit;

pub mod search;

pub mod merge;

pub mod store;

pub mod session;

pub mod cli;

pub mod ui;
