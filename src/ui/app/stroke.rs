//! Reads a stroke as the shortcuts it can stand for: by its sign on a Latin keyboard, by its position on others.

use eframe::egui::{Context, Event, Id, InputState, Key, Modifiers};

use crate::ui::bus::command::Shortcut;
use crate::ui::bus::keys::digit_value;

/// A key that was pressed.
pub(super) struct Stroke {
    /// The key of its sign as egui reports it, else that of its position.
    key: Key,
    /// The key in its position on an American keyboard.
    place: Option<Key>,
    /// What was held.
    pub held: Modifiers,
    /// The text it typed, if that is the sign on the key.
    typed: Option<String>,
    /// Whether the keyboard types Latin letters.
    latin: bool,
    /// Whether the key is held down since an earlier frame.
    pub is_repeat: bool,
}

const DIGITS: [Key; 10] = [
    Key::Num0,
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::Num6,
    Key::Num7,
    Key::Num8,
    Key::Num9,
];

/// The strokes of this frame, in order.
pub(super) fn strokes(ctx: &Context) -> Vec<Stroke> {
    let latin = types_latin(ctx);
    ctx.input(|input| {
        let events = input.events.iter().enumerate();
        events
            .filter_map(|(at, event)| Stroke::new(event, input.events.get(at + 1), latin))
            .collect()
    })
}

impl Stroke {
    /// The stroke of an event; the text it typed comes after it.
    fn new(event: &Event, behind: Option<&Event>, latin: bool) -> Option<Self> {
        let Event::Key {
            key,
            physical_key,
            pressed: true,
            repeat,
            modifiers,
        } = event
        else {
            return None;
        };
        // On a Mac a letter that is typed with Alt is another one.
        let as_typed = !(modifiers.alt && cfg!(target_os = "macos"));
        let typed = behind.filter(|_| as_typed).and_then(|event| match event {
            Event::Text(text) => Some(text.clone()),
            _ => None,
        });
        Some(Self {
            key: *key,
            place: *physical_key,
            held: *modifiers,
            typed,
            latin,
            is_repeat: *repeat,
        })
    }

    /// The shortcuts it can stand for, the likeliest first. A Latin letter is that letter, even if egui knows no key of it
    /// ('ö') and reports its position; any other letter is its position.
    pub(super) fn readings(&self) -> Vec<Shortcut> {
        let held = Shortcut::held(self.held);
        let typed = self.typed.as_deref();
        let letter = typed.and_then(is_latin_letter);
        if letter == Some(true) {
            let key = typed.and_then(Key::from_name);
            return key.map(|key| Shortcut::new(held, key)).into_iter().collect();
        }
        let has_place = |key: &Key| is_letter(*key) || matches!(key, Key::Comma | Key::Period);
        let by_place = (!self.latin || letter == Some(false))
            .then_some(self.place)
            .flatten()
            .filter(has_place);
        let signs = if letter == Some(false) {
            [None, None]
        } else {
            [self.sign(held), self.below_shift(held)]
        };
        let place = by_place.map(|key| Shortcut::new(held, key));
        let mut readings: Vec<Shortcut> = Vec::new();
        // French boards type signs where others type digits; a command of a digit is found in its place, too.
        let digit = self.place.filter(|place| DIGITS.contains(place));
        let digit = digit.filter(|_| held.command && !held.shift);
        let digit = digit.map(|key| Shortcut::new(held, key));
        for reading in [place].into_iter().chain(signs).chain([digit]).flatten() {
            if !readings.contains(&reading) {
                readings.push(reading);
            }
        }
        readings
    }

    /// The sign that the key types. Where Shift is needed to type it, Shift means nothing else.
    fn sign(&self, held: Modifiers) -> Option<Shortcut> {
        // egui reports the position of a sign that it does not know.
        let is_known = |typed: &str| Key::from_name(typed) == Some(self.key);
        if self.typed.as_deref().is_some_and(|typed| !is_known(typed)) {
            return None;
        }
        // Where digits are typed with Shift, they are in their places.
        let is_elsewhere = DIGITS.contains(&self.key) || self.place.is_some_and(|place| place != self.key);
        let takes_shift = is_shifted_mark(self.key) || (is_mark(self.key) && is_elsewhere);
        let held = Modifiers {
            shift: held.shift && !takes_shift,
            ..held
        };
        Some(Shortcut::new(held, self.key))
    }

    /// Shift with comma or full stop, which type something else then: '<' on an American keyboard, ';' on a German one,
    /// ';' on a key of its own on a Turkish one.
    fn below_shift(&self, held: Modifiers) -> Option<Shortcut> {
        let (place, typed) = (self.place?, self.typed.as_deref()?);
        // Where colon and semicolon share a key: American, Dvorak, Greek.
        let is_shared = matches!(place, Key::Semicolon | Key::Z | Key::Q);
        let key = match (typed, place) {
            (";", _) if !is_shared => Key::Comma,
            (":", _) if !is_shared => Key::Period,
            ("<", Key::Comma | Key::W) => Key::Comma,
            (">", Key::Period | Key::E) => Key::Period,
            // French, Czech and Hungarian keyboards have these here, above other signs or as signs of their own.
            ("." | "/" | "?", Key::Comma) | ("," | "/" | "?", Key::Period) => return None,
            (_, Key::Comma | Key::Period) => place,
            _ => return None,
        };
        held.shift.then_some(Shortcut::new(held, key))
    }

    /// Whether it is more than a key that is held for another.
    pub(super) fn is_complete(&self) -> bool {
        !matches!(
            self.key,
            Key::ShiftLeft
                | Key::ShiftRight
                | Key::ControlLeft
                | Key::ControlRight
                | Key::AltLeft
                | Key::AltRight
                | Key::SuperLeft
                | Key::SuperRight
                | Key::CapsLock
                | Key::NumLock
        )
    }

    /// The digit it types or, if the row of digits types something else without Shift, the digit of its position.
    pub(super) fn digit(&self) -> Option<usize> {
        if self.held.command || self.held.alt {
            return None;
        }
        let typed = self.typed.as_deref().and_then(digit_value);
        let place = self.place.filter(|_| !self.held.shift);
        let in_place = || DIGITS.iter().position(|digit| Some(*digit) == place);
        typed.or_else(in_place)
    }

    /// The digit of its position or sign, with nothing but Alt held.
    pub(super) fn alt_digit(&self) -> Option<usize> {
        let alt = self.held.alt && !self.held.command && !self.held.shift;
        let digit = |key: Option<Key>| DIGITS.iter().position(|digit| Some(*digit) == key);
        digit(Some(self.key)).or(digit(self.place)).filter(|_| alt)
    }

    /// The key as egui reports it.
    pub(super) fn key(&self) -> Key {
        self.key
    }

    /// The key, if nothing is held.
    pub(super) fn plain_key(&self) -> Option<Key> {
        Some(self.key).filter(|_| self.held.is_none())
    }

    /// Whether an event is this stroke, or its repetition while the key is held.
    pub(super) fn is_in(&self, event: &Event) -> bool {
        let same = (self.key, self.held);
        matches!(event, Event::Key { key, pressed: true, modifiers, .. } if (*key, *modifiers) == same)
    }
}

/// Whether the keyboard types Latin letters, judged by the last letter that was typed.
fn types_latin(ctx: &Context) -> bool {
    let known = Id::unique("the keyboard types Latin letters");
    let typed = ctx.input(last_letter_is_latin);
    ctx.data_mut(|data| {
        let latin = data.get_temp_mut_or(known, true);
        *latin = typed.unwrap_or(*latin);
        *latin
    })
}

/// Letters with Shift do not count: a Hebrew keyboard types Latin capitals.
fn last_letter_is_latin(input: &InputState) -> Option<bool> {
    let events = input.events.windows(2).rev();
    let mut letters = events.filter_map(|pair| match pair {
        [Event::Key { modifiers, .. }, Event::Text(_)] if modifiers.shift => None,
        [_, Event::Text(text)] => is_latin_letter(text),
        _ => None,
    });
    letters.next()
}

fn is_letter(key: Key) -> bool {
    (Key::A..=Key::Z).contains(&key)
}

/// Whether a key types a digit or a mark.
fn is_mark(key: Key) -> bool {
    is_shifted_mark(key) || DIGITS.contains(&key) || is_plain_mark(key)
}

fn is_plain_mark(key: Key) -> bool {
    matches!(
        key,
        Key::Comma
            | Key::Period
            | Key::Minus
            | Key::Equals
            | Key::Semicolon
            | Key::Slash
            | Key::Backslash
            | Key::OpenBracket
            | Key::CloseBracket
            | Key::Backtick
            | Key::Quote
    )
}

/// Whether a mark is typed with Shift on an American keyboard.
fn is_shifted_mark(key: Key) -> bool {
    matches!(
        key,
        Key::Colon
            | Key::Plus
            | Key::Pipe
            | Key::Questionmark
            | Key::Exclamationmark
            | Key::OpenCurlyBracket
            | Key::CloseCurlyBracket
    )
}

/// Whether a letter is a Latin one; `None` for what is no letter.
fn is_latin_letter(typed: &str) -> Option<bool> {
    let letter = typed.chars().next().filter(|letter| letter.is_alphabetic())?;
    Some(letter.is_ascii() || matches!(letter, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::settings::KeySettings;
    use crate::ui::bus::key_map::KeyMap;

    /// The stroke that egui's window tells of: a sign it knows is the key, for any other the place is.
    fn stroke(place: Key, sign: &str, held: Modifiers, latin: bool) -> Stroke {
        let event = Event::Key {
            key: Key::from_name(sign).unwrap_or(place),
            physical_key: Some(place),
            pressed: true,
            repeat: false,
            modifiers: held,
        };
        let typed = Event::Text(sign.to_owned());
        let behind = Some(&typed).filter(|_| !held.command);
        Stroke::new(&event, behind, latin).expect("a key that was pressed")
    }

    #[test]
    fn a_command_of_a_digit_is_found_in_its_place_behind_the_sign() {
        let french = stroke(Key::Num4, "'", Modifiers::COMMAND, true);
        let keys: Vec<Key> = french.readings().iter().map(|reading| reading.key).collect();
        assert_eq!(keys, [Key::Quote, Key::Num4]);
        let alone = stroke(Key::Num4, "'", Modifiers::NONE, true);
        assert!(alone.readings().iter().all(|reading| reading.key != Key::Num4));
    }

    fn is_only(stroke: &Stroke, key: Key) -> bool {
        let readings = stroke.readings();
        let is_this = |reading: &Shortcut| reading.key == key || !is_letter(reading.key);
        readings.iter().all(is_this) && (!is_letter(key) || !readings.is_empty())
    }

    fn is_no_letter(stroke: &Stroke) -> bool {
        is_only(stroke, Key::F1)
    }

    /// What it is read as first, as key caps show it.
    fn read(place: Key, sign: &str, held: Modifiers, latin: bool) -> String {
        let readings = stroke(place, sign, held, latin).readings();
        readings.first().map(|reading| reading.caps()).unwrap_or_default()
    }

    /// The first reading that is a key of a command.
    fn heard(place: Key, sign: &str, held: Modifiers, latin: bool) -> Option<String> {
        let map = KeyMap::new(&KeySettings::default());
        let readings = stroke(place, sign, held, latin).readings();
        let known = readings.into_iter().find(|reading| map.owner(*reading).is_some());
        known.map(Shortcut::caps)
    }

    #[test]
    fn comma_and_full_stop_are_told_with_and_without_shift_on_every_board() {
        let (none, shift) = (Modifiers::NONE, Modifiers::SHIFT);
        for (board, latin, keys) in [
            (
                "American",
                true,
                [(Key::Comma, ",", "<"), (Key::Period, ".", ">")],
            ),
            ("German", true, [(Key::Comma, ",", ";"), (Key::Period, ".", ":")]),
            (
                "Turkish",
                true,
                [(Key::Backslash, ",", ";"), (Key::Slash, ".", ":")],
            ),
            ("Dvorak", true, [(Key::W, ",", "<"), (Key::E, ".", ">")]),
            ("Neo", true, [(Key::Comma, ",", "–"), (Key::Period, ".", "•")]),
            (
                "Canadian",
                true,
                [(Key::Comma, ",", "'"), (Key::Period, ".", ".")],
            ),
            ("Greek", false, [(Key::Comma, ",", "<"), (Key::Period, ".", ">")]),
            (
                "Russian",
                false,
                [(Key::Comma, "б", "Б"), (Key::Period, "ю", "Ю")],
            ),
            ("Arabic", false, [(Key::Comma, "و", ","), (Key::Period, "ز", ".")]),
            (
                "Arabic, unknown",
                true,
                [(Key::Comma, "و", ","), (Key::Period, "ز", ".")],
            ),
            ("Hebrew", false, [(Key::Comma, "ת", ">"), (Key::Period, "ץ", "<")]),
        ] {
            for ((place, plain, shifted), caps) in keys.into_iter().zip([",", "."]) {
                assert_eq!(heard(place, plain, none, latin), Some(caps.to_owned()), "{board}");
                let expected = Some(format!("Shift {caps}"));
                assert_eq!(heard(place, shifted, shift, latin), expected, "{board}");
            }
        }
        // A sign that is typed with Shift is that sign and nothing else: French, Russian, Czech.
        for (place, sign, latin, caps) in [
            (Key::Comma, ".", true, "."),
            (Key::M, "?", true, "?"),
            (Key::Period, "/", true, "/"),
            (Key::Slash, ",", false, ","),
            (Key::Comma, "?", true, "?"),
        ] {
            let readings = stroke(place, sign, shift, latin).readings();
            let caps_of: Vec<String> = readings.iter().map(|reading| reading.caps()).collect();
            assert_eq!(caps_of, [caps], "{sign}");
        }
        // Others share their key with a sign that is no comma and no full stop.
        for (place, sign) in [
            (Key::Semicolon, ":"),
            (Key::Z, ":"),
            (Key::IntlBackslash, ">"),
            (Key::Backslash, ">"),
        ] {
            let readings = stroke(place, sign, shift, true).readings();
            let is_here = |reading: &Shortcut| matches!(reading.key, Key::Comma | Key::Period);
            assert!(!readings.iter().any(is_here), "{sign} on {place:?}");
        }
    }

    #[test]
    fn a_sign_that_wants_shift_wants_none_with_ctrl_either() {
        let both = Modifiers::COMMAND | Modifiers::SHIFT;
        assert_eq!(read(Key::Equals, "+", both, true), "Ctrl +");
        // French.
        assert_eq!(read(Key::Num1, "1", both, true), "Ctrl 1");
        assert_eq!(read(Key::Z, "Z", both, true), "Ctrl Shift Z");
        assert_eq!(read(Key::F3, "F3", Modifiers::SHIFT, true), "Shift F3");
    }

    #[test]
    fn on_latin_boards_the_sign_counts_and_no_place() {
        for held in [Modifiers::NONE, Modifiers::COMMAND, Modifiers::ALT] {
            // French, German, Dvorak.
            assert!(is_only(&stroke(Key::Q, "a", held, true), Key::A));
            assert!(is_only(&stroke(Key::Z, "y", held, true), Key::Y));
            assert!(is_only(&stroke(Key::D, "e", held, true), Key::E));
            assert!(is_no_letter(&stroke(Key::Q, "'", held, true)));
        }
    }

    #[test]
    fn a_latin_letter_that_has_no_key_is_not_told_by_its_place() {
        // Neo and Turkish F have it where others have X.
        assert!(is_no_letter(&stroke(Key::X, "ö", Modifiers::NONE, true)));
        assert!(is_no_letter(&stroke(Key::R, "ı", Modifiers::NONE, true)));
        assert!(is_no_letter(&stroke(Key::X, "Ö", Modifiers::SHIFT, false)));
    }

    #[test]
    fn on_other_boards_the_place_of_a_letter_counts() {
        for held in [Modifiers::NONE, Modifiers::COMMAND, Modifiers::ALT] {
            assert!(is_only(&stroke(Key::A, "ф", held, false), Key::A));
            assert!(is_only(&stroke(Key::A, "ش", held, true), Key::A), "not yet known");
        }
        // Marks in the places of letters: Arabic, Hebrew, Greek.
        assert!(is_only(&stroke(Key::D, "]", Modifiers::SHIFT, false), Key::D));
        assert!(is_only(&stroke(Key::Q, "/", Modifiers::COMMAND, false), Key::Q));
        assert!(is_only(&stroke(Key::Q, ";", Modifiers::COMMAND, false), Key::Q));
        // A Latin letter on such a board is what it says.
        assert!(is_only(&stroke(Key::Q, "A", Modifiers::SHIFT, false), Key::A));
    }

    #[test]
    fn a_digit_is_one_that_is_typed_or_has_its_place() {
        let digit = |place, sign, held| stroke(place, sign, held, true).digit();
        for (place, sign) in [
            (Key::Num2, "2"),
            (Key::Num2, "é"),
            (Key::Num2, "۲"),
            (Key::Q, "२"),
            (Key::Insert, "2"),
        ] {
            assert_eq!(digit(place, sign, Modifiers::NONE), Some(2), "{sign}");
        }
        assert_eq!(digit(Key::Num2, "2", Modifiers::SHIFT), Some(2));
        for held in [Modifiers::SHIFT, Modifiers::COMMAND, Modifiers::ALT] {
            assert_eq!(digit(Key::Num2, "@", held), None, "{held:?}");
        }
        assert_eq!(digit(Key::Q, "a", Modifiers::NONE), None);
    }

    #[test]
    fn the_letters_of_scripts_are_told_apart() {
        for letter in ["a", "Z", "é", "ß", "ö", "ğ", "ı", "ế"] {
            assert_eq!(is_latin_letter(letter), Some(true), "{letter}");
        }
        for letter in ["ф", "ش", "ש", "ή", "ก", "か"] {
            assert_eq!(is_latin_letter(letter), Some(false), "{letter}");
        }
        for mark in ["", "1", "/", "×", "÷", " "] {
            assert_eq!(is_latin_letter(mark), None, "{mark}");
        }
    }
}
