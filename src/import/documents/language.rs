//! Guesses the language of a text where script or common words make it plain. The guess is a first
//! value for a field that a person can correct.

/// The maximum length of the text that is examined.
const SAMPLE_BYTES: usize = 20_000;

/// How many pieces of a longer text are examined first, spread evenly from its beginning to its end.
const PIECES: usize = 4;
/// The length of each of them.
const PIECE_BYTES: usize = 400;

/// The languages whose common words are known.
const LANGUAGES: [&str; 4] = ["en", "fr", "de", "es"];

/// The maximum length of the common words.
const MAX_WORD_LETTERS: usize = 5;

/// The language, by its place in [`LANGUAGES`], in which a word is frequent while it is rare in the others; in lower
/// case.
fn language_of(word: &[u8]) -> Option<usize> {
    match word {
        b"the" | b"and" | b"of" | b"to" | b"that" | b"said" | b"with" | b"was" | b"for" | b"is" | b"by"
        | b"from" => Some(0),
        b"le" | b"les" | b"des" | b"et" | b"une" | b"du" | b"dans" | b"que" | b"pour" | b"est" | b"qui"
        | b"au" => Some(1),
        b"der" | b"die" | b"das" | b"und" | b"nicht" | b"mit" | b"den" | b"von" | b"ist" | b"ein"
        | b"auf" | b"sich" => Some(2),
        b"el" | b"los" | b"las" | b"del" | b"y" | b"una" | b"por" | b"con" | b"se" | b"para" | b"su"
        | b"como" => Some(3),
        _ => None,
    }
}

/// The BCP 47 tag of the language, or `None` where it is not plain.
pub(crate) fn guess(text: &str) -> Option<&'static str> {
    let whole = || {
        DeclaredLanguages::from_texts([text.get(..text.floor_char_boundary(SAMPLE_BYTES)).unwrap_or(text)])
            .language()
    };
    if text.len() <= PIECES * PIECE_BYTES {
        return whole();
    }
    let pieces = (0..PIECES).map(|piece| {
        let start = text.ceil_char_boundary((text.len() - PIECE_BYTES) / (PIECES - 1) * piece);
        let end = text.floor_char_boundary(start + PIECE_BYTES);
        text.get(start..end).unwrap_or_default()
    });
    DeclaredLanguages::from_texts(pieces).language().or_else(whole)
}

/// A tag with hyphens, however it was written; what is no tag is nothing.
pub(crate) fn tag(tag: &str) -> Option<String> {
    let tag = tag.split([',', ';']).next()?.trim().replace('_', "-");
    let is_tag = (2..=35).contains(&tag.len())
        && tag
            .split('-')
            .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
        && tag
            .split('-')
            .next()
            .is_some_and(|first| first.len() < 4 && first.bytes().all(|b| b.is_ascii_alphabetic()));
    is_tag.then_some(tag)
}

/// What has been seen of a text, in one pass over it.
#[derive(Default)]
struct DeclaredLanguages {
    letters: usize,
    arabic: usize,
    persian_or_urdu: usize,
    hebrew: usize,
    /// How many common words of each language.
    common: [usize; LANGUAGES.len()],
    words: usize,
    /// The beginning of the word that is being read, in lower case, and its length so far.
    word: [u8; MAX_WORD_LETTERS],
    length: usize,
}

impl DeclaredLanguages {
    /// All that is in these texts.
    fn from_texts<'text>(texts: impl IntoIterator<Item = &'text str>) -> Self {
        let mut seen = Self::default();
        for text in texts {
            seen.read(text);
            seen.end_word();
        }
        seen
    }

    fn language(&self) -> Option<&'static str> {
        self.by_script().or_else(|| self.by_common_words())
    }

    fn read(&mut self, text: &str) {
        let mut rest = text;
        while let Some(character) = rest.chars().next() {
            let length = match character {
                'a'..='z' | 'A'..='Z' => {
                    let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
                    self.count_letters(rest.as_bytes().get(..length).unwrap_or_default());
                    length
                }
                other => {
                    self.count(other);
                    other.len_utf8()
                }
            };
            rest = rest.get(length..).unwrap_or_default();
        }
    }

    /// All letters of ASCII that stand together.
    fn count_letters(&mut self, letters: &[u8]) {
        // Behind other letters they are the end of a word that is none of the common ones.
        if self.length > 0 {
            self.length += MAX_WORD_LETTERS;
        } else if let Some(word) = self.word.get_mut(..letters.len()) {
            word.copy_from_slice(letters);
            word.make_ascii_lowercase();
        }
        self.letters += letters.len();
        self.length += letters.len();
    }

    fn count(&mut self, character: char) {
        match character {
            // Punctuation, which needs no look into the tables of Unicode.
            '\0'..='\x7f' | '\u{2000}'..='\u{2070}' => self.end_word(),
            'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' => self.count_letter(),
            'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' | 'ٹ' | 'ڈ' | 'ے' | 'ں' => {
                self.persian_or_urdu += 1;
                self.count_letter();
            }
            '\u{620}'..='\u{64a}' => {
                self.arabic += 1;
                self.count_letter();
            }
            '\u{5d0}'..='\u{5ea}' => {
                self.hebrew += 1;
                self.count_letter();
            }
            other if other.is_alphabetic() => self.count_letter(),
            _ => self.end_word(),
        }
    }

    /// A letter that none of the common words has.
    fn count_letter(&mut self) {
        self.letters += 1;
        self.length += MAX_WORD_LETTERS + 1;
    }

    fn end_word(&mut self) {
        if self.length == 0 {
            return;
        }
        self.words += 1;
        let language = self.word.get(..self.length).and_then(language_of);
        if let Some(count) = language.and_then(|language| self.common.get_mut(language)) {
            *count += 1;
        }
        self.length = 0;
    }

    fn by_script(&self) -> Option<&'static str> {
        if self.arabic * 2 > self.letters && self.persian_or_urdu * 50 < self.arabic {
            Some("ar")
        } else if self.hebrew * 2 > self.letters {
            Some("he")
        } else {
            None
        }
    }

    /// The language whose common words are at least a tenth of all words and twice those of any other.
    fn by_common_words(&self) -> Option<&'static str> {
        let mut counts: Vec<(usize, &'static str)> = self.common.into_iter().zip(LANGUAGES).collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        match counts.as_slice() {
            [(best, language), (next, _), ..]
                if *best >= 3 && best * 10 >= self.words && *best >= next * 2 =>
            {
                Some(language)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_common_words_tell() {
        for (language, text) in [
            ("en", "The army said that the talks with the coalition go on."),
            (
                "fr",
                "Le porte-parole a dit que les réunions des pays et du comité auront lieu.",
            ),
            (
                "de",
                "Der Sprecher sagte, die Treffen mit den Ländern und das Ziel von Sonntag.",
            ),
            (
                "es",
                "El ejército dijo que los encuentros del comité y las fuerzas se harán por turnos.",
            ),
            ("ar", "قال الجيش إن الاجتماعات ستستمر (Reuters)"),
            ("he", "הצבא אמר שהשיחות יימשכו"),
        ] {
            assert_eq!(guess(text), Some(language), "{text}");
        }
    }

    #[test]
    fn a_long_text_is_told_by_pieces_of_it_and_where_these_are_too_few_by_all() {
        let preface =
            "Reprinted by permission of the paper, with thanks to all who said that it was fine. ".repeat(3);
        let arabic = "قال الجيش إن الاجتماعات ستستمر. ".repeat(200);
        assert_eq!(guess(&format!("{preface}{arabic}")), Some("ar"));
        let table = "1,204 | 1,388 | ".repeat(100);
        let words = "The army said that the talks with the coalition go on. ".repeat(3);
        assert_eq!(guess(&format!("{table}{words}{table}{table}")), Some("en"));
    }

    #[test]
    fn what_is_not_plain_stays_open() {
        assert_eq!(guess("ارتش گفت که گفتگوها پیگیری می‌شود"), None);
        assert_eq!(guess("Wojsko poinformowało, że rozmowy będą kontynuowane."), None);
        assert_eq!(guess("Iraqi army spokesman"), None);
        assert_eq!(guess("1, 2, 3"), None);
    }
}
