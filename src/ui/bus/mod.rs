//! The ground under every slice of the window: the named commands, forms and keys that several slices share, where in
//! the project the person is, and what handlers do about it. Nothing is drawn here.

pub mod command;
pub mod core;
pub mod dialog;
pub mod draft;
pub mod forms;
pub mod keys;
pub mod notice;
pub mod outbox;
pub mod picker;
pub mod place;
pub mod request;
