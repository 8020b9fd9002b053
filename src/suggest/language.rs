//! Tells English from the languages that its rules would misread.

use super::window::{TokenKind, Window};

/// Small words that are frequent in English and rare elsewhere.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "that", "for", "with", "has", "have", "had", "was", "were", "is", "are", "he",
    "she", "it", "they", "by", "on", "from", "his", "her", "not", "said", "who", "will", "would", "at",
];

/// Those of German, French, Spanish, Italian, Portuguese and Dutch.
const OTHERS: &[&str] = &[
    "der", "die", "das", "den", "dem", "des", "und", "ist", "nicht", "ein", "eine", "einen", "einer", "von",
    "mit", "auf", "für", "dass", "sich", "sie", "er", "es", "wird", "wurde", "hat", "sagte", "zu", "im",
    "bei", "nach", "le", "la", "les", "et", "est", "que", "qui", "dans", "pour", "une", "un", "du", "sur",
    "par", "pas", "au", "aux", "ce", "il", "elle", "ont", "été", "el", "los", "las", "y", "en", "por", "con",
    "para", "una", "se", "su", "lo", "di", "che", "della", "per", "non", "gli", "sono", "o", "os", "um",
    "uma", "não", "het", "een", "van", "niet", "dat", "zijn", "op", "de",
];

/// Whether the words around the claim are those of another language in Latin letters.
pub(super) fn is_foreign(window: &Window<'_>) -> bool {
    let (mut english, mut others) = (0, 0);
    for token in window.tokens.iter().filter(|token| token.kind == TokenKind::Word) {
        english += usize::from(ENGLISH.contains(&token.lower.as_str()));
        others += usize::from(OTHERS.contains(&token.lower.as_str()));
    }
    others > english
}
