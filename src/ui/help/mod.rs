//! The help: the pages of `docs`, which travel inside the program, so that no network is needed.

mod state;
mod view;

pub use state::{PAGES, State};
pub(crate) use view::help_ui;

/// Something asked of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    /// Shows a page, by its place.
    Show(usize),
    /// Follows a link to another page: 'export.md'.
    Follow(String),
}

/// Carries out what was asked of the help.
pub(crate) fn update(state: &mut State, msg: &Msg) {
    match msg {
        Msg::Show(page) => state.show(*page),
        Msg::Follow(link) => {
            let file = link.split('#').next().unwrap_or(link);
            let file = file.rsplit('/').next().unwrap_or(file);
            if let Some(page) = PAGES
                .iter()
                .position(|page| page.file.rsplit('/').next() == Some(file))
            {
                state.show(page);
            }
        }
    }
}
