//! The keys that commands have now: those of the list of commands, with the changes that the settings keep.

use std::cell::RefCell;
use std::rc::Rc;

use super::command::{Command, ENTRIES, Entry, Shortcut};
use crate::session::settings::KeySettings;

/// The keys of all commands.
#[derive(Clone, Debug)]
pub struct KeyMap {
    settings: KeySettings,
    /// In the order of the commands.
    keys: Vec<Vec<Shortcut>>,
}

thread_local! {
    // A window belongs to one thread, and so do its keys: whoever draws a key cap needs no more than the command.
    static CURRENT: RefCell<Rc<KeyMap>> = RefCell::new(Rc::new(KeyMap::new(&KeySettings::default())));
}

/// Asks the map of this thread's window.
pub fn with<R>(ask: impl FnOnce(&KeyMap) -> R) -> R {
    let map = CURRENT.with(|current| Rc::clone(&current.borrow()));
    ask(&map)
}

/// Makes the keys of these settings those of this thread's window.
pub fn install(settings: &KeySettings) {
    if with(|map| map.settings != *settings) {
        let map = Rc::new(KeyMap::new(settings));
        CURRENT.with(|current| current.replace(map));
    }
}

impl Command {
    /// The first key that it has now, as key caps show it; empty where it has none.
    pub fn key_caps(self) -> String {
        with(|map| map.keys(self).next().map(Shortcut::caps)).unwrap_or_default()
    }

    /// What it does, with its key, for a tooltip.
    pub fn tooltip(self) -> String {
        let caps = self.key_caps();
        if caps.is_empty() {
            self.summary().to_owned()
        } else {
            format!("{}  ({caps})", self.summary())
        }
    }
}

impl KeyMap {
    /// The keys by these settings. A key that was given to a command is no longer that of another.
    pub fn new(settings: &KeySettings) -> Self {
        let changed: Vec<Option<Vec<Shortcut>>> = ENTRIES
            .iter()
            .map(|entry| changed_keys(settings, entry))
            .collect();
        let is_taken = |keys: &Shortcut| changed.iter().flatten().flatten().any(|taken| taken == keys);
        let defaults = |entry: &Entry| {
            let keys = entry.keys.iter().copied();
            keys.filter(|keys| !is_taken(keys)).collect()
        };
        let keys = ENTRIES.iter().zip(&changed);
        let keys = keys.map(|(entry, changed)| changed.clone().unwrap_or_else(|| defaults(entry)));
        Self {
            keys: keys.collect(),
            settings: settings.clone(),
        }
    }

    /// The keys of a command, also those that are switched off.
    pub fn assigned(&self, command: Command) -> &[Shortcut] {
        self.keys.get(command as usize).map_or(&[], Vec::as_slice)
    }

    /// The keys of a command.
    pub fn keys(&self, command: Command) -> impl Iterator<Item = Shortcut> {
        let keys = self.assigned(command).iter().copied();
        keys.filter(|keys| self.settings.single || !keys.is_single())
    }

    /// The command that has a key, be it switched off.
    pub fn owner(&self, shortcut: Shortcut) -> Option<Command> {
        let commands = ENTRIES.iter().map(|entry| entry.command);
        commands
            .into_iter()
            .find(|command| self.assigned(*command).contains(&shortcut))
    }

    /// Whether a command has other keys than those of the list of commands.
    pub fn is_changed(&self, command: Command) -> bool {
        self.assigned(command) != command.entry().keys
    }
}

/// The keys that the settings give to a command; `None` where they give none that can be read.
fn changed_keys(settings: &KeySettings, entry: &Entry) -> Option<Vec<Shortcut>> {
    let written = settings.changed.get(entry.name)?;
    let keys: Vec<Shortcut> = written.iter().filter_map(|keys| Shortcut::parse(keys)).collect();
    (written.is_empty() || !keys.is_empty()).then_some(keys)
}

/// Gives a command one key, and takes it from the command that had it.
pub fn assign(settings: &mut KeySettings, command: Command, shortcut: Shortcut) {
    let map = KeyMap::new(settings);
    if let Some(owner) = map.owner(shortcut).filter(|owner| *owner != command) {
        let rest = map.assigned(owner).iter().filter(|keys| **keys != shortcut);
        keep(settings, owner, rest.copied().collect());
    }
    keep(settings, command, vec![shortcut]);
}

/// Takes all keys from a command.
pub fn clear(settings: &mut KeySettings, command: Command) {
    keep(settings, command, Vec::new());
}

/// Gives a command the keys of the list of commands again, as far as no other command has them now.
pub fn reset(settings: &mut KeySettings, command: Command) {
    settings.changed.remove(command.entry().name);
    let map = KeyMap::new(settings);
    let is_free = |keys: &&Shortcut| map.owner(**keys).is_none_or(|owner| owner == command);
    let free: Vec<Shortcut> = command.entry().keys.iter().filter(is_free).copied().collect();
    keep(settings, command, free);
}

/// Gives every command of this version the keys of the list of commands again.
pub fn reset_all(settings: &mut KeySettings) {
    settings
        .changed
        .retain(|name, _| !ENTRIES.iter().any(|entry| entry.name == name));
}

fn keep(settings: &mut KeySettings, command: Command, keys: Vec<Shortcut>) {
    let entry = command.entry();
    if keys == entry.keys {
        settings.changed.remove(entry.name);
    } else {
        let written = keys.into_iter().map(Shortcut::written).collect();
        settings.changed.insert(entry.name.to_owned(), written);
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Key, Modifiers};

    use super::*;

    const Y: Shortcut = Shortcut::new(Modifiers::NONE, Key::Y);
    const A: Shortcut = Shortcut::new(Modifiers::NONE, Key::A);

    fn keys(settings: &KeySettings, command: Command) -> Vec<Shortcut> {
        KeyMap::new(settings).keys(command).collect()
    }

    #[test]
    fn a_command_has_the_key_it_was_given_and_nobody_else_has_it() {
        let mut settings = KeySettings::default();
        assign(&mut settings, Command::Accept, Y);
        assert_eq!(keys(&settings, Command::Accept), [Y]);
        assign(&mut settings, Command::Reject, A);
        assign(&mut settings, Command::Dispute, A);
        assert_eq!(keys(&settings, Command::Dispute), [A]);
        assert_eq!(keys(&settings, Command::Reject), []);
        // Its own key is another's now.
        reset(&mut settings, Command::Accept);
        assert_eq!(keys(&settings, Command::Accept), []);
        assign(&mut settings, Command::Dispute, Command::Dispute.entry().keys[0]);
        reset(&mut settings, Command::Accept);
        assert_eq!(keys(&settings, Command::Accept), [A]);
    }

    #[test]
    fn names_that_are_not_known_stay_and_keys_that_cannot_be_read_change_nothing() {
        let mut settings = KeySettings::default();
        settings.changed.insert("Later".to_owned(), vec!["Y".to_owned()]);
        settings
            .changed
            .insert("Accept".to_owned(), vec!["Hyper+Y".to_owned()]);
        assert_eq!(keys(&settings, Command::Accept), [A]);
        clear(&mut settings, Command::Accept);
        assert_eq!(keys(&settings, Command::Accept), []);
        reset_all(&mut settings);
        assert_eq!(keys(&settings, Command::Accept), [A]);
        assert!(settings.changed.contains_key("Later"));
    }

    #[test]
    fn single_keys_can_be_switched_off() {
        let settings = KeySettings {
            single: false,
            ..KeySettings::default()
        };
        assert_eq!(keys(&settings, Command::Accept), []);
        assert_eq!(
            keys(&settings, Command::Attribute),
            Command::Attribute.entry().keys
        );
        let alt = Shortcut::new(Modifiers::ALT, Key::Comma);
        assert_eq!(keys(&settings, Command::ExtendStart), [alt]);
    }
}
