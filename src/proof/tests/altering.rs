//! Quotations from the project's own articles, altered in known ways.

use crate::proof::Verdict;
use crate::text::Span;
use crate::text::segment::paragraphs;
use crate::text::sentence::sentences;

/// So many reference texts.
pub(super) const TEXTS: usize = 10;
/// So many articles are no part of them.
const KEPT_OUT: usize = 8;

/// A small generator of random numbers (Marsaglia, 'Xorshift RNGs', 2003).
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// A way to alter a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Nothing,
    Marks,
    Letters,
    CutMarked,
    CutUnmarked,
    Joined,
    Number,
    Word,
    Added,
    Negation,
    Name,
    Swapped,
}

pub(super) const WAYS: &[Way] = &[
    Way::Nothing,
    Way::Marks,
    Way::Letters,
    Way::CutMarked,
    Way::CutUnmarked,
    Way::Joined,
    Way::Number,
    Way::Word,
    Way::Added,
    Way::Negation,
    Way::Name,
    Way::Swapped,
];

impl Way {
    pub(super) fn verdict(self) -> Verdict {
        match self {
            Self::Nothing => Verdict::Verbatim,
            Self::Marks | Self::Letters => Verdict::Typography,
            Self::CutMarked | Self::CutUnmarked => Verdict::Cut,
            Self::Joined => Verdict::Joined,
            _ => Verdict::Altered,
        }
    }
}

/// The articles, without the signs that mark claims in them.
fn articles() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/articles");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let texts = files.iter().map(|file| std::fs::read_to_string(file).unwrap());
    texts
        .map(|text| {
            let lines = text.lines().filter(|line| !line.starts_with('#'));
            let bare = lines.map(|line| {
                line.replace("[+", "")
                    .replace(['[', ']', '{', '}', '<', '>', '|'], "")
            });
            bare.collect::<Vec<_>>().join("\n\n")
        })
        .collect()
}

/// Texts of some ten thousand words.
pub(super) fn references() -> Vec<String> {
    let articles = articles();
    let used = &articles[KEPT_OUT..];
    (0..TEXTS)
        .map(|at| {
            used.iter()
                .skip(at)
                .step_by(TEXTS)
                .cloned()
                .collect::<Vec<_>>()
                .join("\n\n")
        })
        .collect()
}

/// Sentences that are in none of them.
pub(super) fn elsewhere() -> Vec<String> {
    articles()[..KEPT_OUT]
        .iter()
        .flat_map(|text| passages(text))
        .collect()
}

/// The sentences of a text that are long enough to be altered.
pub(super) fn passages(text: &str) -> Vec<String> {
    let sentences = paragraphs(text)
        .into_iter()
        .flat_map(|paragraph: Span| sentences(text, paragraph));
    let words = sentences.map(|span| span.slice(text).unwrap().trim().to_owned());
    words
        .filter(|words| (9..40).contains(&words.split_whitespace().count()))
        .collect()
}

const NUMBERS: [&str; 6] = ["7", "38", "212", "4,915", "61", "19"];
const WORDS: [&str; 6] = [
    "harmless", "secretly", "enormous", "doubtful", "briefly", "gladly",
];
const NAMES: [&str; 4] = ["Zimmerwald", "Quintero", "Oyelaran", "Brzezicki"];

/// A quotation altered in this way, if a passage drawn by lot allows it.
pub(super) fn quotation(way: Way, passages: &[String], dice: &mut Dice) -> Option<String> {
    let passage = &passages[dice.below(passages.len())];
    let mut words: Vec<String> = passage.split_whitespace().map(str::to_owned).collect();
    let inside =
        |dice: &mut Dice, words: &[String], margin: usize| margin + dice.below(words.len() - 2 * margin);
    let is_plain = |word: &str| word.chars().all(char::is_alphabetic);
    match way {
        Way::Nothing => return Some(passage.clone()),
        Way::Marks => {
            let changed = passage
                .replace('"', "“")
                .replace('\'', "’")
                .replace(" — ", " - ")
                .replace(", ", " – ")
                .replacen(' ', "\u{a0}", 1);
            return Some(changed);
        }
        Way::Letters => {
            let changed = passage
                .replace("fi", "ﬁ")
                .replace("tion", "ti\u{ad}on")
                .replacen(' ', "\n  ", 2);
            let first = changed.chars().next()?;
            let rest = &changed[first.len_utf8()..];
            let first: String = if first.is_lowercase() {
                first.to_uppercase().collect()
            } else {
                first.to_lowercase().collect()
            };
            return Some(
                format!("{first}{rest}")
                    .trim_end_matches(['.', ',', '"'])
                    .to_owned(),
            );
        }
        Way::CutMarked | Way::CutUnmarked => {
            let at = inside(dice, &words, 3);
            let count = 1 + dice.below(4.min(words.len() - 3 - at).max(1));
            let gone: Vec<String> = words.drain(at..(at + count).min(words.len() - 2)).collect();
            let says_no = gone
                .iter()
                .any(|word| ["not", "no", "never", "nothing", "without"].contains(&word.as_str()));
            if gone.is_empty() || !gone.iter().any(|word| word.contains(char::is_alphanumeric)) {
                return None;
            }
            if way == Way::CutMarked {
                words.insert(at, ["…", "...", "[…]", "(...)"][dice.below(4)].to_owned());
            } else if says_no && count < 3 {
                return None;
            }
        }
        Way::Joined => {
            let number = passages.iter().position(|other| other == passage)?;
            let other = &passages[(number + 9 + dice.below(40)) % passages.len()];
            let mark = ["…", "", "...", "(…)"][dice.below(4)];
            return Some(format!("{passage} {mark} {other}"));
        }
        Way::Number => {
            let at = words
                .iter()
                .position(|word| word.chars().all(|c| c.is_ascii_digit()))?;
            let number = NUMBERS[dice.below(NUMBERS.len())];
            if words[at] == number {
                return None;
            }
            number.clone_into(&mut words[at]);
        }
        Way::Word => {
            let at = inside(dice, &words, 1);
            if !is_plain(&words[at]) || words[at].len() < 4 {
                return None;
            }
            WORDS[dice.below(WORDS.len())].clone_into(&mut words[at]);
        }
        Way::Added => {
            let at = inside(dice, &words, 2);
            words.insert(at, WORDS[dice.below(WORDS.len())].to_owned());
        }
        Way::Negation => {
            let at = words
                .iter()
                .position(|word| ["not", "never", "no"].contains(&word.as_str()))?;
            if at == 0 || at + 1 == words.len() {
                return None;
            }
            words.remove(at);
        }
        Way::Name => {
            let names = words.iter().enumerate().skip(1);
            let mut names = names.filter(|(_, word)| is_plain(word) && word.starts_with(char::is_uppercase));
            let at = names.next()?.0;
            NAMES[dice.below(NAMES.len())].clone_into(&mut words[at]);
        }
        Way::Swapped => {
            let at = inside(dice, &words, 2);
            if words[at].to_lowercase() == words[at + 1].to_lowercase()
                || !is_plain(&words[at])
                || !is_plain(&words[at + 1])
            {
                return None;
            }
            words.swap(at, at + 1);
        }
    }
    Some(words.join(" "))
}
