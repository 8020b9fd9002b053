//! Projects as the window opens, makes and describes them: the start screen, the bundled sample, and the forms about
//! a project and its articles.

pub mod details;
pub mod dialogs;
pub mod files;
pub mod sample;
pub mod scale;
pub mod start;
pub mod unsaved;
