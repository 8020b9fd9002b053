//! The language of a text, where script or common words tell it plainly; otherwise nothing.
//! This is a first value for a field that a person can correct, no more.

/// How many characters are looked at.
const SAMPLE: usize = 20_000;

/// Words that are frequent in one of the languages and rare in the others.
const COMMON_WORDS: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "the", "and", "of", "to", "that", "said", "with", "was", "for", "is", "by", "from",
        ],
    ),
    (
        "fr",
        &[
            "le", "les", "des", "et", "une", "du", "dans", "que", "pour", "est", "qui", "au",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "das", "und", "nicht", "mit", "den", "von", "ist", "ein", "auf", "sich",
        ],
    ),
    (
        "es",
        &[
            "el", "los", "las", "del", "y", "una", "por", "con", "se", "para", "su", "como",
        ],
    ),
];

/// The BCP 47 tag of the language, or `None` where it is not plain.
pub(super) fn guess(text: &str) -> Option<&'static str> {
    let sample = text
        .char_indices()
        .nth(SAMPLE)
        .and_then(|(at, _)| text.get(..at))
        .unwrap_or(text);
    by_script(sample).or_else(|| by_common_words(sample))
}

fn by_script(text: &str) -> Option<&'static str> {
    let (mut letters, mut arabic, mut persian_or_urdu, mut hebrew) = (0_usize, 0_usize, 0_usize, 0_usize);
    for letter in text.chars().filter(|character| character.is_alphabetic()) {
        letters += 1;
        match letter {
            'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' | 'ٹ' | 'ڈ' | 'ے' | 'ں' => persian_or_urdu += 1,
            '\u{620}'..='\u{64a}' => arabic += 1,
            '\u{5d0}'..='\u{5ea}' => hebrew += 1,
            _ => {}
        }
    }
    if arabic * 2 > letters && persian_or_urdu * 50 < arabic {
        Some("ar")
    } else if hebrew * 2 > letters {
        Some("he")
    } else {
        None
    }
}

/// The language whose common words are at least a tenth of all words and twice those of any other.
fn by_common_words(text: &str) -> Option<&'static str> {
    let words: Vec<String> = text
        .split(|character: char| !character.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let mut counts: Vec<(usize, &'static str)> = COMMON_WORDS
        .iter()
        .map(|&(language, common)| {
            let count = words
                .iter()
                .filter(|word| common.contains(&word.as_str()))
                .count();
            (count, language)
        })
        .collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    match counts.as_slice() {
        [(best, language), (next, _), ..] if *best >= 3 && best * 10 >= words.len() && *best >= next * 2 => {
            Some(language)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_common_words_tell() {
        assert_eq!(
            guess("The army said that the talks with the coalition go on."),
            Some("en")
        );
        assert_eq!(
            guess("Le porte-parole a dit que les réunions des pays et du comité auront lieu."),
            Some("fr")
        );
        assert_eq!(
            guess("Der Sprecher sagte, die Treffen mit den Ländern und das Ziel von Sonntag."),
            Some("de")
        );
        assert_eq!(
            guess("El ejército dijo que los encuentros del comité y las fuerzas se harán por turnos."),
            Some("es")
        );
        assert_eq!(guess("قال الجيش إن الاجتماعات ستستمر (Reuters)"), Some("ar"));
        assert_eq!(guess("הצבא אמר שהשיחות יימשכו"), Some("he"));
    }

    #[test]
    fn what_is_not_plain_stays_open() {
        assert_eq!(guess("ارتش گفت که گفتگوها پیگیری می‌شود"), None);
        assert_eq!(guess("Wojsko poinformowało, że rozmowy będą kontynuowane."), None);
        assert_eq!(guess("Iraqi army spokesman"), None);
        assert_eq!(guess("1, 2, 3"), None);
    }
}
