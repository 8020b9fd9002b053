//! A text without what programs add and drop where they show it: white space and characters without width. Words are found
//! in it whatever stands between them.

use std::ops::Range;

use memchr::memmem;

use super::Span;

/// The text of a web page as a browser has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageText {
    /// All that stands in its body, with its white space.
    pub text: String,
    /// What of it nobody sees, such as scripts, in bytes.
    pub unseen: Vec<Range<usize>>,
}

/// A text without white space and characters without width, with the places that its characters come from.
#[derive(Clone, Debug, Default)]
pub struct Bare {
    text: String,
    /// For each byte, where its character begins in the whole text.
    starts: Vec<usize>,
    /// How long the last character is.
    last: usize,
}

impl Bare {
    /// The bare form of a text.
    pub fn new(text: &str) -> Self {
        Self::without(text, &[])
    }

    /// The same without these parts of the text, which are in order.
    pub fn without(text: &str, parts: &[Range<usize>]) -> Self {
        let mut bare = Self::default();
        let mut parts = parts.iter().peekable();
        for (at, c) in text.char_indices().filter(|(_, c)| stays(*c)) {
            while parts.next_if(|part| part.end <= at).is_some() {}
            if parts.peek().is_none_or(|part| at < part.start) {
                bare.text.push(c);
                bare.starts.resize(bare.text.len(), at);
                bare.last = c.len_utf8();
            }
        }
        bare
    }

    /// What stays of the text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Where this stands in the bare text, in bytes of it; nowhere where it is empty.
    pub fn find<'a>(&'a self, bare: &'a str) -> impl Iterator<Item = usize> + 'a {
        let found = memmem::find_iter(self.text.as_bytes(), bare.as_bytes());
        found.take_while(|_| !bare.is_empty())
    }

    /// The span of the whole text from the first to the last of these bytes of the bare text.
    pub fn span(&self, bare: Range<usize>) -> Option<Span> {
        let start = *self.starts.get(bare.start)?;
        let last = bare.end.checked_sub(1)?;
        let end = match self.starts.get(bare.end) {
            // The next character may stand behind white space.
            Some(_) => {
                let begin = *self.starts.get(last)?;
                let length = self
                    .text
                    .get(self.text.floor_char_boundary(last)..bare.end)?
                    .len();
                begin + length
            }
            None => *self.starts.get(last)? + self.last,
        };
        (start < end).then(|| Span::new(start, end))
    }
}

/// How long a text is without white space and characters without width, in bytes.
pub fn bare_len(text: &str) -> usize {
    text.chars().filter(|c| stays(*c)).map(char::len_utf8).sum()
}

/// Whether a character stays whatever shows the text.
fn stays(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_the_white_space() {
        let text = "so 🌉\u{a0}they \n\n said\u{ad}, ”";
        let bare = Bare::new(text);
        assert_eq!(bare.as_str(), "so🌉theysaid,”");
        let found = |words: &str| -> Vec<&str> {
            let wanted = Bare::new(words);
            let places = bare.find(wanted.as_str());
            let spans = places.filter_map(|at| bare.span(at..at + wanted.as_str().len()));
            spans.map(|span| span.slice(text).unwrap()).collect()
        };
        assert_eq!(found("🌉 they"), ["🌉\u{a0}they"]);
        assert_eq!(found("they said,"), ["they \n\n said\u{ad},"]);
        assert_eq!(found("said, ”"), ["said\u{ad}, ”"]);
        assert_eq!(found(" "), [""; 0]);
        assert_eq!(bare.as_str().len(), bare_len(text));
        assert_eq!(Bare::without("a b c d", &[2..3, 6..7]).as_str(), "ac");
    }
}
