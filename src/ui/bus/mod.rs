//! What all slices of the window share: commands, requests, forms, keys, the place in the project.

pub mod command;
pub mod core;
pub mod dialog;
pub mod draft;
pub mod forms;
pub mod key_map;
pub mod keys;
pub mod notice;
pub mod outbox;
pub mod picker;
pub mod place;
pub mod request;
