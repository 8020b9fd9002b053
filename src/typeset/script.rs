//! The direction of a text and its stretches of Arabic and Hebrew.

use crate::text::direction::begins_right_to_left;
use std::borrow::Cow;
use std::ops::Range;

use super::style::Direction;

/// The scripts that have fonts of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// Latin, Greek, Cyrillic, digits, and whatever else there is.
    Other,
    /// Arabic, Persian, Urdu.
    Arabic,
    /// Hebrew, Yiddish.
    Hebrew,
}

/// The direction that a text begins with: that of its first strong character outside isolates, or
/// `None` where nothing in it has a direction.
pub fn first_strong(text: &str) -> Option<Direction> {
    begins_right_to_left(text).map(|rtl| if rtl { Direction::Rtl } else { Direction::Ltr })
}

/// The stretches of Arabic and Hebrew in a text, in order, apart from each other. What lies
/// between two words of one script and is neither letter nor digit belongs to the stretch, so
/// that shaping is not torn at spaces and joiners.
pub(super) fn script_runs(text: &str) -> Vec<(Script, Range<usize>)> {
    let mut runs: Vec<(Script, Range<usize>)> = Vec::new();
    let mut bridged = false;
    for (at, c) in text.char_indices() {
        let script = script_of(c);
        if script == Script::Other {
            if c.is_alphanumeric() {
                bridged = false;
            }
            continue;
        }
        let end = at + c.len_utf8();
        match runs.last_mut() {
            Some((last, range)) if bridged && *last == script => range.end = end,
            _ => runs.push((script, at..end)),
        }
        bridged = true;
    }
    runs
}

/// The text with control characters as spaces of the same length, for no font has them and boxes
/// would be shown. Tabs stay, since they part a line into columns that keep their order; so do line
/// breaks, the rarer of them as one that the layout knows.
pub(super) fn without_controls(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| plain_control(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match plain_control(c) {
            Some(stand_in) => plain.push_str(stand_in),
            None => plain.push(c),
        }
    }
    Cow::Owned(plain)
}

/// What stands in for a control character, in as many bytes.
fn plain_control(c: char) -> Option<&'static str> {
    match c {
        '\t' | '\n' | '\r' => None,
        '\u{b}' | '\u{c}' => Some("\n"),
        '\u{85}' => Some("\r\n"),
        _ if !c.is_control() => None,
        _ if c.len_utf8() == 1 => Some(" "),
        _ => Some("\u{a0}"),
    }
}

fn script_of(c: char) -> Script {
    match c {
        '\u{0600}'..='\u{06ff}'
        | '\u{0750}'..='\u{077f}'
        | '\u{0870}'..='\u{08ff}'
        | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}'
        | '\u{1ee00}'..='\u{1eeff}' => Script::Arabic,
        '\u{0591}'..='\u{05f4}' | '\u{fb1d}'..='\u{fb4f}' => Script::Hebrew,
        _ => Script::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_strong_character_decides_the_direction() {
        for (text, expected) in [
            ("", None),
            ("12 – 30 %", None),
            ("2024 said", Some(Direction::Ltr)),
            ("«قال», said", Some(Direction::Rtl)),
            ("(said) قال", Some(Direction::Ltr)),
            ("3.5 שלום", Some(Direction::Rtl)),
            ("\u{200f}Reuters", Some(Direction::Rtl)),
            ("\u{2067}قال\u{2069} said", Some(Direction::Ltr)),
            ("\u{064b}abc", Some(Direction::Ltr)),
        ] {
            assert_eq!(first_strong(text), expected, "{text}");
        }
    }

    #[test]
    fn script_runs_bridge_spaces_but_not_latin_words_or_digits() {
        let text = "say قال الجيش 2024 عام, שלום רב.";
        let found: Vec<_> = script_runs(text)
            .into_iter()
            .map(|(script, range)| (script, &text[range]))
            .collect();
        assert_eq!(
            found,
            [
                (Script::Arabic, "قال الجيش"),
                (Script::Arabic, "عام"),
                (Script::Hebrew, "שלום רב")
            ]
        );
    }
}
