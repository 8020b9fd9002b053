//! Identifies the key of a stroke: by its sign on a Latin keyboard, by its position on others.

use eframe::egui::{Context, Event, Id, InputState, Key, Modifiers};

/// A key that was pressed.
pub struct Stroke {
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
pub fn strokes(ctx: &Context) -> Vec<Stroke> {
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
            modifiers,
            ..
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
        })
    }

    /// Whether it is this key. A Latin letter decides by its sign, even if egui knows no key of it ('ö') and reports its
    /// position. On a keyboard without Latin letters the position decides, also for punctuation.
    pub fn is(&self, key: Key) -> bool {
        if let Some(letter) = self
            .typed
            .as_deref()
            .filter(|typed| is_latin_letter(typed) == Some(true))
        {
            return Key::from_name(letter) == Some(key);
        }
        let by_place = !self.latin && self.place == Some(key) && (Key::A..=Key::Z).contains(&key);
        self.key == key || by_place
    }

    /// The digit it types or, if the row of digits types something else without Shift, the digit of its position.
    pub fn digit(&self) -> Option<usize> {
        if self.held.command || self.held.alt {
            return None;
        }
        let typed = self.typed.as_deref().and_then(|typed| typed.parse().ok());
        let place = self.place.filter(|_| !self.held.shift);
        let in_place = || DIGITS.iter().position(|digit| Some(*digit) == place);
        typed.filter(|digit| *digit < DIGITS.len()).or_else(in_place)
    }

    /// Whether an event is this stroke, or its repetition while the key is held.
    pub fn is_in(&self, event: &Event) -> bool {
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

fn last_letter_is_latin(input: &InputState) -> Option<bool> {
    input.events.iter().rev().find_map(|event| match event {
        Event::Text(text) => is_latin_letter(text),
        _ => None,
    })
}

/// Whether a letter is a Latin one; `None` for what is no letter.
fn is_latin_letter(typed: &str) -> Option<bool> {
    let letter = typed.chars().next().filter(|letter| letter.is_alphabetic())?;
    Some(letter.is_ascii() || matches!(letter, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}'))
}

#[cfg(test)]
mod tests {
    use super::*;

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

    fn is_only(stroke: &Stroke, key: Key) -> bool {
        let letters = Key::ALL.iter().filter(|key| (Key::A..=Key::Z).contains(*key));
        letters
            .clone()
            .all(|letter| stroke.is(*letter) == (*letter == key))
    }

    fn is_no_letter(stroke: &Stroke) -> bool {
        is_only(stroke, Key::F1)
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
