//! The keys of a long list while it has the keyboard: its rows are walked, chosen, opened and folded by the same keys
//! everywhere.

use eframe::egui::{Event, Key, Modifiers, Ui};

/// What a key asks of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKey {
    /// To go on by so many rows, backwards if negative; and to choose those on the way.
    Step {
        /// How many.
        rows: isize,
        /// Whether they are chosen.
        choose: bool,
    },
    /// To choose all rows, or none.
    ChooseAll(bool),
    /// To choose the row of the cursor, or no longer.
    Toggle,
    /// To open the row of the cursor.
    Open,
    /// To fold or unfold the group of the cursor.
    Fold,
}

impl ListKey {
    /// What a key means in a list of so many rows, of which so many are in sight.
    pub fn new(key: Key, held: Modifiers, rows: usize, in_sight: usize) -> Option<Self> {
        let all = rows.cast_signed();
        let page = (in_sight.cast_signed() - 1).max(1);
        let choose = held.shift;
        let step = |rows| Some(Self::Step { rows, choose });
        if held.alt {
            return None;
        }
        match key {
            Key::Home => step(-all),
            Key::End => step(all),
            Key::A if held.command => Some(Self::ChooseAll(!held.shift)),
            _ if held.command => None,
            Key::ArrowDown => step(1),
            Key::ArrowUp => step(-1),
            Key::PageDown => step(page),
            Key::PageUp => step(-page),
            Key::Space => Some(Self::Toggle),
            Key::Enter => Some(Self::Open),
            Key::ArrowLeft | Key::ArrowRight => Some(Self::Fold),
            _ => None,
        }
    }
}

/// Takes the keys of this frame that mean something; the others are left to whoever comes next.
pub fn take_keys<T>(ui: &Ui, meaning: impl Fn(Key, Modifiers) -> Option<T>) -> Vec<T> {
    let mut taken = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } = event
            else {
                return true;
            };
            let meant = meaning(*key, *modifiers);
            let is_left = meant.is_none();
            taken.extend(meant);
            is_left
        });
    });
    taken
}
