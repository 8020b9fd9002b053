//! The window walked as a user walks it, by role and label, without a display: what is done to it
//! is pointer, keys and clipboard, and what comes of it is read from the project's files. What needs
//! a real window is in `desktop`.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what went wrong by panicking"
)]

mod articles;
mod chains;
mod check;
mod claims;
mod closing;
mod commands;
mod compare;
mod corpora;
mod costs;
mod desk;
mod effects;
mod finding;
mod guide;
mod importing;
mod inspector;
mod keyboard;
mod lost;
mod marking;
mod names;
mod outside;
mod phenomena;
mod projects;
mod review;
mod speakers;
mod suggestions;
#[path = "../support/mod.rs"]
mod support;
mod tour;
mod typing;
mod undo;
mod updating;
mod verdicts;
mod waiting;
mod window;
mod windows;
