//! The clipboards as egui does not pass them on: by the keys that older programs use, and the words that are selected last.

use eframe::egui::{Event, Key};

/// Turns Shift Insert into pasting and Ctrl Insert into copying, as Windows does by itself.
pub fn hear(event: &mut Event) {
    let Event::Key {
        key: Key::Insert,
        pressed: true,
        modifiers,
        ..
    } = *event
    else {
        return;
    };
    if modifiers.shift_only() {
        let text = arboard::Clipboard::new().and_then(|mut clipboard| clipboard.get_text());
        if let Ok(text) = text {
            *event = Event::Paste(text.replace("\r\n", "\n"));
        }
    } else if modifiers.command_only() {
        *event = Event::Copy;
    }
}

/// The words that were selected last in any program, for a middle click.
#[cfg(target_os = "linux")]
pub fn offered() -> Option<String> {
    use arboard::{Clipboard, GetExtLinux, LinuxClipboardKind};
    let words = Clipboard::new().and_then(|mut clipboard| {
        let get = clipboard.get().clipboard(LinuxClipboardKind::Primary);
        get.text()
    });
    words.ok().map(|words| words.replace("\r\n", "\n"))
}

/// Other desktops have no such selection.
#[cfg(not(target_os = "linux"))]
pub fn offered() -> Option<String> {
    None
}

/// Offers words to a middle click. What cannot be offered is not missed: nobody has asked for it.
#[cfg(target_os = "linux")]
pub fn offer(words: &str) {
    use arboard::{Clipboard, LinuxClipboardKind, SetExtLinux};
    if words.is_empty() {
        return;
    }
    let offered = Clipboard::new().and_then(|mut clipboard| {
        let set = clipboard.set().clipboard(LinuxClipboardKind::Primary);
        set.text(words)
    });
    if let Err(error) = offered {
        tracing::debug!(%error, "the selected words cannot be offered");
    }
}

/// Other desktops have no such selection.
#[cfg(not(target_os = "linux"))]
pub fn offer(_words: &str) {}
