//! The ground under every slice of the window: the named commands, forms and keys that several slices share. Nothing
//! is drawn here.

pub mod command;
pub mod forms;
pub mod keys;
