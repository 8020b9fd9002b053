//! Where the words of an article stand in the text of the page that it was read from: what a browser shows has other white
//! space, and more before and behind, than the text that was annotated.

use std::fmt;

use crate::model::Article;
use crate::text::Span;
use crate::text::bare::{Bare, PageText, bare_len};

/// Gives the text of a page, as a browser has it, by the name of its file among the originals.
#[derive(Clone, Copy)]
pub struct Pages<'a>(Option<&'a TextOfPage<'a>>);

/// The text of the page in the file of that name; `None` where there is none, or it is no page.
type TextOfPage<'a> = dyn Fn(&str) -> Option<PageText> + Sync + 'a;

impl<'a> Pages<'a> {
    /// No page is at hand.
    pub const NONE: Self = Self(None);

    /// Those that this gives.
    pub fn new(text_of: &'a TextOfPage<'a>) -> Self {
        Self(Some(text_of))
    }

    /// The page that an article was read from, if it is at hand.
    pub(super) fn page(&self, article: &Article) -> Option<Page> {
        let name = article.metadata.original.as_deref()?;
        self.0?(name).map(Page::new)
    }
}

impl fmt::Debug for Pages<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Pages").field(&self.0.is_some()).finish()
    }
}

/// The text of a page, in which words are found whatever white space is between them.
#[derive(Debug)]
pub(super) struct Page {
    text: String,
    bare: Bare,
}

/// Where words stand in a page, in bytes of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PagePlace {
    /// The words themselves.
    pub words: Span,
    /// The paragraphs that they stand in.
    pub block: Span,
}

impl Page {
    fn new(page: PageText) -> Self {
        let bare = Bare::without(&page.text, &page.unseen);
        Self {
            text: page.text,
            bare,
        }
    }

    /// Its text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where these words of an article's text stand in the page: by the paragraph around them, by more paragraphs where it
    /// stands there more than once and these tell which is meant, else by themselves, if they stand there only once.
    pub(super) fn place(&self, article: &str, words: Span) -> Option<PagePlace> {
        let block = block_of(article, words);
        let mut around = block;
        let mut first = None;
        loop {
            let context = Bare::new(article.get(around.range())?);
            match self.count(context.as_str()) {
                Count::None => break,
                Count::One(at) => return self.put(article, (around.start, at), words, block),
                Count::Several(at) => {
                    first.get_or_insert((around.start, at));
                }
            }
            let wider = wider(article, around);
            if wider == around {
                break;
            }
            around = wider;
        }
        if let Some(known) = first {
            return self.put(article, known, words, block);
        }
        match self.count(Bare::new(article.get(words.range())?).as_str()) {
            Count::One(at) => self.put(article, (words.start, at), words, words),
            Count::None | Count::Several(_) => None,
        }
    }

    fn count(&self, bare: &str) -> Count {
        let mut found = self.bare.find(bare);
        match (found.next(), found.next()) {
            (Some(at), None) => Count::One(at),
            (Some(at), Some(_)) => Count::Several(at),
            _ => Count::None,
        }
    }

    /// The place in the page, where that byte of the article is known to be this byte of its bare text.
    fn put(&self, article: &str, known: (usize, usize), words: Span, block: Span) -> Option<PagePlace> {
        let at = |byte: usize| Some(known.1 + bare_len(article.get(known.0..byte)?));
        let span = |of: Span| self.bare.span(at(of.start)?..at(of.end)?);
        Some(PagePlace {
            words: span(words)?,
            block: span(block)?,
        })
    }
}

enum Count {
    None,
    One(usize),
    Several(usize),
}

/// The lines that a span of a text stands in, without their ends.
pub(super) fn block_of(text: &str, span: Span) -> Span {
    let before = text.get(..span.start).unwrap_or_default();
    let behind = text.get(span.end..).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = behind.find('\n').map_or(text.len(), |at| span.end + at);
    Span::new(start, end)
}

/// With the next line that has words on either side.
fn wider(text: &str, span: Span) -> Span {
    let before = text.get(..span.start).unwrap_or_default().trim_end();
    let behind = text.get(span.end..).unwrap_or_default();
    let words = text.len() - behind.trim_start().len();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let rest = text.get(words..).unwrap_or_default();
    let end = rest.find('\n').map_or(text.len(), |at| words + at);
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;

    const ARTICLE: &str =
        "Talks resume\n\nThe army said so.\n\nNobody knew.\n\nThe army said so.\n\nIt rained.";
    const PAGE: &str =
        "Home Talks resume\n  The army\n said so.\n  Nobody knew.\n  The army\u{a0}said so.\n It rained. ©";

    fn page(text: &str, unseen: &[Range<usize>]) -> Page {
        Page::new(PageText {
            text: text.to_owned(),
            unseen: unseen.to_vec(),
        })
    }

    fn found(words: &str, nth: usize) -> Option<String> {
        let (start, _) = ARTICLE.match_indices(words).nth(nth).unwrap();
        let page = page(PAGE, &[]);
        let place = page.place(ARTICLE, Span::new(start, start + words.len()))?;
        Some(format!("{}..{}", place.words.start, &PAGE[place.words.range()]))
    }

    #[test]
    fn words_are_found_whatever_the_white_space_and_the_right_ones_of_two() {
        let second = PAGE.rfind("The army").unwrap();
        assert_eq!(
            found("Nobody", 0).unwrap(),
            format!("{}..Nobody", PAGE.find("Nobody").unwrap())
        );
        assert_eq!(
            found("army said", 0).unwrap(),
            format!("{}..army\n said", PAGE.find("army").unwrap())
        );
        assert_eq!(
            found("The army said", 1).unwrap(),
            format!("{second}..The army\u{a0}said")
        );
        assert_eq!(
            found("knew.\n\nThe", 0).unwrap(),
            format!("{}..knew.\n  The", PAGE.find("knew").unwrap())
        );
    }

    #[test]
    fn a_page_without_the_words_has_no_place() {
        let page = page("Quite another page", &[]);
        assert_eq!(page.place(ARTICLE, Span::new(0, 5)), None);
    }

    #[test]
    fn what_nobody_sees_is_passed_over_and_the_first_of_equal_places_taken() {
        let whole = "{Talks resume} Talks resume Talks resume";
        let place = |unseen: &[Range<usize>]| {
            let place = page(whole, unseen).place("Talks resume", Span::new(6, 12));
            place.map(|place| place.words.start)
        };
        assert_eq!(place(&[]), Some(7));
        assert_eq!(place(std::slice::from_ref(&(0..14))), Some(21));
        assert_eq!(place(&[0..14, 27..40]), Some(21));
        assert_eq!(place(std::slice::from_ref(&(0..40))), None);
    }
}
