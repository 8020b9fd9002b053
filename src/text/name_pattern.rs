//! Reads facts out of names of files by a pattern such as '{date}_{publisher}_{title}'.

use std::collections::BTreeSet;

use jiff::civil::Date;

/// A fact that a file's name may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamePart {
    /// A date: '2024-02-11', '20240211', '11.02.2024'.
    Date,
    /// The publisher.
    Publisher,
    /// The headline.
    Title,
    /// The language tag.
    Language,
    /// A tag.
    Tag,
    /// Whatever stands there, which is left out.
    Anything,
}

impl NamePart {
    /// Every part with its word in a pattern.
    pub const ALL: [(Self, &str); 6] = [
        (Self::Date, "date"),
        (Self::Publisher, "publisher"),
        (Self::Title, "title"),
        (Self::Language, "language"),
        (Self::Tag, "tag"),
        (Self::Anything, "*"),
    ];
}

/// Why a pattern cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternError {
    /// It holds none of the facts.
    Empty,
    /// A word in braces is none of those known, or a brace is not closed.
    UnknownPart,
    /// Two facts stand side by side, and nothing says where the first ends.
    Unseparated,
}

/// A value found in a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameValue {
    /// A date.
    Date(Date),
    /// Words: underscores have become spaces.
    Words(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Literal(String),
    Part(NamePart),
}

/// A pattern that names are read by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamePattern(Vec<Piece>);

impl NamePattern {
    /// Reads a pattern: words in braces are facts, all else stands in the names as it is.
    pub fn parse(pattern: &str) -> Result<Self, PatternError> {
        let mut pieces = Vec::new();
        let mut rest = pattern.trim();
        while !rest.is_empty() {
            let Some(open) = rest.find('{') else {
                pieces.push(Piece::Literal(rest.to_owned()));
                break;
            };
            let (literal, part) = rest.split_at(open);
            if !literal.is_empty() {
                pieces.push(Piece::Literal(literal.to_owned()));
            }
            let inner = part.strip_prefix('{').unwrap_or(part);
            let (word, after) = inner.split_once('}').ok_or(PatternError::UnknownPart)?;
            let known = NamePart::ALL.iter().find(|(_, own)| *own == word.trim());
            let (part, _) = known.ok_or(PatternError::UnknownPart)?;
            if matches!(pieces.last(), Some(Piece::Part(_))) {
                return Err(PatternError::Unseparated);
            }
            pieces.push(Piece::Part(*part));
            rest = after;
        }
        let is_fact = |piece: &Piece| matches!(piece, Piece::Part(part) if *part != NamePart::Anything);
        if pieces.iter().any(is_fact) {
            Ok(Self(pieces))
        } else {
            Err(PatternError::Empty)
        }
    }

    /// The facts in the name of a file, whose ending is left out. `None` if it does not fit the pattern. Where a name can be
    /// read in several ways, earlier facts are as short as possible.
    pub fn read(&self, file_name: &str) -> Option<Vec<(NamePart, NameValue)>> {
        let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
        let mut reader = Reader {
            pieces: &self.0,
            name: stem,
            failed: BTreeSet::new(),
            found: Vec::new(),
        };
        reader.fits(0, 0).then(|| {
            reader.found.reverse();
            reader.found
        })
    }
}

/// One name being read.
struct Reader<'a> {
    pieces: &'a [Piece],
    name: &'a str,
    /// From which piece at which byte the rest does not fit.
    failed: BTreeSet<(usize, usize)>,
    /// From the last to the first.
    found: Vec<(NamePart, NameValue)>,
}

impl Reader<'_> {
    fn fits(&mut self, piece: usize, at: usize) -> bool {
        if self.failed.contains(&(piece, at)) {
            return false;
        }
        let fits = self.fits_unseen(piece, at);
        if !fits {
            self.failed.insert((piece, at));
        }
        fits
    }

    fn fits_unseen(&mut self, piece: usize, at: usize) -> bool {
        let (pieces, name) = (self.pieces, self.name);
        let Some(rest) = name.get(at..) else { return false };
        match pieces.get(piece) {
            None => rest.is_empty(),
            Some(Piece::Literal(literal)) => {
                rest.starts_with(literal.as_str()) && self.fits(piece + 1, at + literal.len())
            }
            Some(Piece::Part(part)) => {
                let ends = rest.char_indices().map(|(from, letter)| from + letter.len_utf8());
                for end in ends {
                    let Some(value) = rest.get(..end).and_then(|words| value_of(*part, words)) else {
                        continue;
                    };
                    if self.fits(piece + 1, at + end) {
                        if *part != NamePart::Anything {
                            self.found.push((*part, value));
                        }
                        return true;
                    }
                }
                false
            }
        }
    }
}

fn value_of(part: NamePart, words: &str) -> Option<NameValue> {
    if part == NamePart::Date {
        return date(words).map(NameValue::Date);
    }
    let words = words.replace('_', " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(NameValue::Words(words))
}

/// A date with the year first or last, its numbers apart or, with the year first, together.
fn date(words: &str) -> Option<Date> {
    let numbers: Vec<&str> = words.split(['-', '.', '_', ' ']).collect();
    let (year, month, day) = match numbers.as_slice() {
        [whole] if whole.len() == 8 => (whole.get(..4)?, whole.get(4..6)?, whole.get(6..)?),
        [year, month, day] if year.len() == 4 => (*year, *month, *day),
        [day, month, year] if year.len() == 4 => (*year, *month, *day),
        _ => return None,
    };
    let is_number = |digits: &&str| digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let all = [year, month, day];
    all.iter().all(is_number).then_some(())?;
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pattern: &str, name: &str) -> Option<Vec<String>> {
        let found = NamePattern::parse(pattern).expect("a pattern").read(name)?;
        let shown = found.into_iter().map(|(part, value)| match value {
            NameValue::Date(date) => format!("{part:?} {date}"),
            NameValue::Words(words) => format!("{part:?} {words}"),
        });
        Some(shown.collect())
    }

    fn facts(parts: &[&str]) -> Vec<String> {
        parts.iter().map(|part| (*part).to_owned()).collect()
    }

    #[test]
    fn facts_are_read_out_of_names() {
        assert_eq!(
            read("{date}_{publisher}_{title}", "2024-02-11_Courier_Depot_fire.txt"),
            Some(facts(&[
                "Date 2024-02-11",
                "Publisher Courier",
                "Title Depot fire"
            ]))
        );
        assert_eq!(
            read("{publisher} {date}", "The Example Courier 20240211.html"),
            Some(facts(&["Publisher The Example Courier", "Date 2024-02-11"]))
        );
        assert_eq!(
            read("{*}-{tag}", "017-attacks.txt"),
            Some(facts(&["Tag attacks"]))
        );
        assert_eq!(
            read("{publisher}.{date}", "Wire.11.02.2024.txt"),
            Some(facts(&["Publisher Wire", "Date 2024-02-11"]))
        );
        assert_eq!(
            read("{language}_{*}", "ar_محادثات.txt"),
            Some(facts(&["Language ar"]))
        );
    }

    #[test]
    fn what_does_not_fit_gives_nothing() {
        assert_eq!(read("{date}_{title}", "Depot_fire.txt"), None);
        assert_eq!(read("{date}_{title}", "2024-13-40_Depot.txt"), None);
        assert_eq!(read("x_{title}", "y_Depot.txt"), None);
        let long = format!("{}!", "a_".repeat(120));
        assert_eq!(read("{publisher}_{title}_{tag}_{language}_{date}", &long), None);
    }

    #[test]
    fn patterns_that_cannot_be_used_say_why() {
        for (pattern, error) in [
            ("", PatternError::Empty),
            ("{*}-", PatternError::Empty),
            ("{author}", PatternError::UnknownPart),
            ("{date", PatternError::UnknownPart),
            ("{date}{title}", PatternError::Unseparated),
        ] {
            assert_eq!(NamePattern::parse(pattern), Err(error), "{pattern}");
        }
    }
}
