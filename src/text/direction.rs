//! The base direction of a text: rules P2 and P3 of UAX 9, 'Unicode Bidirectional Algorithm'. The full
//! algorithm is applied in `typeset`, where lines are laid out.

/// Whether a text begins from right to left: by its first strong character outside isolates. `None` where nothing
/// in it has a direction.
pub fn begins_right_to_left(text: &str) -> Option<bool> {
    let mut isolates = 0_usize;
    for c in text.chars() {
        match c {
            '\u{2066}'..='\u{2068}' => isolates += 1,
            '\u{2069}' => isolates = isolates.saturating_sub(1),
            _ if isolates > 0 => {}
            '\u{200e}' => return Some(false),
            '\u{200f}' | '\u{061c}' => return Some(true),
            _ if !c.is_alphabetic() || is_vowel_sign(c) => {}
            _ => return Some(is_right_to_left(c)),
        }
    }
    None
}

fn is_right_to_left(c: char) -> bool {
    matches!(c,
        '\u{0590}'..='\u{08ff}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}')
}

/// Vowel signs are alphabetic to Unicode, but have no direction of their own.
fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{0610}'..='\u{061a}' | '\u{064b}'..='\u{065f}' | '\u{0670}'
        | '\u{05b0}'..='\u{05bd}' | '\u{05bf}' | '\u{05c1}' | '\u{05c2}' | '\u{05c4}' | '\u{05c5}'
        | '\u{06d6}'..='\u{06dc}' | '\u{06e1}'..='\u{06e4}' | '\u{06e7}' | '\u{06e8}' | '\u{06ed}')
}
