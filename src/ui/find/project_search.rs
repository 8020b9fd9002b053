//! Looking for words in all articles: when to search, and gathering what is found. The dialog is
//! drawn in `dialogs`.

use std::sync::Arc;

use super::update::query;
use crate::search;
use crate::ui::app::App;
use crate::ui::app::state::Dialog;
use crate::ui::find::state::FoundEverywhere;

impl App {
    /// Opens the dialog, with the selected words or those last looked for in it.
    pub(crate) fn open_everywhere(&mut self) {
        let last = || self.core.found_last.clone();
        let words = self.words_to_find().unwrap_or_else(last);
        self.core.picker = None;
        self.core.dialog = Some(Box::new(Dialog::FindEverywhere { words, row: 0 }));
    }

    /// Searches where what is looked for has changed, and gathers what was found.
    pub(crate) fn hear_everywhere(&mut self) {
        let (Some(Dialog::FindEverywhere { words, .. }), Some(session)) =
            (self.core.dialog.as_deref(), &self.core.session)
        else {
            self.everywhere = None;
            self.core.everywhere = FoundEverywhere::default();
            return;
        };
        let wanted = query(words, self.core.settings.find);
        if self.everywhere.as_ref().is_none_or(|(of, _)| *of != wanted) {
            self.core.everywhere = FoundEverywhere {
                how: self.core.settings.find,
                complaint: search::find("", &wanted).err(),
                searching: true,
                ..FoundEverywhere::default()
            };
            let search = session.search_everywhere(wanted.clone(), Arc::clone(&self.core.wake));
            self.everywhere = Some((wanted, search));
        }
        if let Some((_, search)) = &mut self.everywhere {
            let found = &mut self.core.everywhere;
            found.searching = !search.gather(&mut found.findings);
        }
    }
}
