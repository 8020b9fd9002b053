//! Counts the drawing steps and the memory that the pages of a PDF need, with forms counted as often as
//! they are shown. Drawing a page takes all of them, so a page that shows itself, or two forms that
//! each show two others, would never end.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::bounds::MAX_PAGES;
use crate::import::error::ParseError;
use crate::import::guard::cancel;

/// The maximum nesting of pages and forms.
const MAX_DEPTH: usize = 32;
/// The maximum number of words of content on all pages.
const MAX_STEPS: u64 = 40_000_000;
/// The maximum memory that a page may take while it is parsed.
const MAX_MEMORY_BYTES: u64 = 400 * 1024 * 1024;
/// The memory of a word of content once it is parsed.
const WORD_BYTES: u64 = 120;
/// The memory of a saved graphics state.
const STATE_BYTES: u64 = 500;
/// The memory of a colour component in it.
const COLOUR_BYTES: u64 = 16;

/// Refuses what takes more of either than any document.
pub(crate) fn refuse_many(document: &Document) -> Result<(), ParseError> {
    let mut census = Census::new(document);
    let mut steps = 0_u64;
    for (number, page) in document.page_iter().enumerate() {
        cancel::check_cancelled()?;
        if number >= MAX_PAGES {
            return Err(ParseError::TooManyParts(MAX_PAGES));
        }
        let cost = census.page(page)?;
        steps = steps.saturating_add(cost.steps);
        if steps > MAX_STEPS {
            return Err(ParseError::TooManyParts(MAX_STEPS as usize));
        }
        if cost.memory > MAX_MEMORY_BYTES {
            return Err(ParseError::ZipBomb(MAX_MEMORY_BYTES as usize));
        }
    }
    Ok(())
}

/// What something takes to be read, with all that it shows.
#[derive(Clone, Copy, Default)]
struct Cost {
    steps: u64,
    memory: u64,
    /// How deep forms lie within forms.
    depth: usize,
}

/// What stands in content.
#[derive(Default)]
struct ContentWords<'content> {
    count: u64,
    /// How often the state of drawing is remembered, and the longest list of numbers, which may be a colour in it.
    states: u64,
    longest_run: u64,
    /// The forms that are shown, by name, and how often.
    shown: BTreeMap<Vec<u8>, u64>,
    before: &'content [u8],
}

struct Census<'document> {
    document: &'document Document,
    /// The streams of each name in any list of forms, for a form that has no list of its own.
    by_name: BTreeMap<&'document [u8], Vec<ObjectId>>,
    /// The largest rule for colours, which the state of drawing carries along.
    largest_rule: u64,
    known: BTreeMap<ObjectId, Cost>,
}

impl<'document> Census<'document> {
    fn new(document: &'document Document) -> Self {
        let mut by_name: BTreeMap<&[u8], Vec<ObjectId>> = BTreeMap::new();
        let mut largest_rule = 0;
        for object in document.objects.values() {
            let dictionary = match object {
                Object::Dictionary(dictionary) => dictionary,
                Object::Stream(stream) => &stream.dict,
                _ => continue,
            };
            if let (true, Object::Stream(stream)) = (dictionary.has(b"FunctionType"), object) {
                largest_rule = largest_rule.max(stream.content.len() as u64);
            }
            let lists = [Some(dictionary), resources(document, dictionary)];
            for list in lists.into_iter().flatten() {
                for (name, id) in forms(document, list) {
                    let ids = by_name.entry(name).or_default();
                    if !ids.contains(&id) {
                        ids.push(id);
                    }
                }
            }
        }
        Self {
            document,
            by_name,
            largest_rule,
            known: BTreeMap::new(),
        }
    }

    fn page(&mut self, page: ObjectId) -> Result<Cost, ParseError> {
        let mut list = None;
        let mut node = page;
        for depth in 0.. {
            if depth > MAX_DEPTH {
                return Err(ParseError::NestedTooDeeply(MAX_DEPTH));
            }
            let Ok(dictionary) = self.document.get_dictionary(node) else {
                break;
            };
            list = list.or_else(|| resources(self.document, dictionary));
            match dictionary.get(b"Parent").and_then(Object::as_reference) {
                Ok(parent) => node = parent,
                Err(_) => break,
            }
        }
        let mut cost = Cost::default();
        for content in self.document.get_page_contents(page) {
            let Ok(stream) = self.document.get_object(content).and_then(Object::as_stream) else {
                continue;
            };
            let one = self.content(&stream.content, list, 0)?;
            // All contents of a page are read as one.
            cost.steps = cost.steps.saturating_add(one.steps);
            cost.memory = cost.memory.saturating_add(one.memory);
            if cost.steps > MAX_STEPS || cost.memory > MAX_MEMORY_BYTES {
                break;
            }
        }
        Ok(cost)
    }

    fn content(
        &mut self,
        content: &[u8],
        list: Option<&'document Dictionary>,
        above: usize,
    ) -> Result<Cost, ParseError> {
        let words = ContentWords::new(content);
        let a_state = STATE_BYTES + COLOUR_BYTES * words.longest_run + self.largest_rule;
        let mut cost = Cost {
            depth: 0,
            steps: words.count,
            memory: (words.count * WORD_BYTES).saturating_add(words.states.saturating_mul(a_state))
                + content.len() as u64,
        };
        let mut deepest = 0;
        for (name, times) in &words.shown {
            for form in self.named(name, list) {
                let within = self.form(form, above + 1)?;
                // Showing it takes a step even where nothing is in it.
                cost.steps = cost
                    .steps
                    .saturating_add((1 + within.steps).saturating_mul(*times));
                deepest = deepest.max(within.memory);
                cost.depth = cost.depth.max(1 + within.depth);
            }
        }
        cost.memory = cost.memory.saturating_add(deepest);
        if cost.depth > MAX_DEPTH {
            Err(ParseError::NestedTooDeeply(MAX_DEPTH))
        } else {
            Ok(cost)
        }
    }

    fn form(&mut self, form: ObjectId, above: usize) -> Result<Cost, ParseError> {
        if above > MAX_DEPTH {
            return Err(ParseError::NestedTooDeeply(MAX_DEPTH));
        }
        if let Some(cost) = self.known.get(&form) {
            return Ok(*cost);
        }
        let Ok(stream) = self.document.get_object(form).and_then(Object::as_stream) else {
            return Ok(Cost::default());
        };
        let stream: &'document Stream = stream;
        let cost = self.content(&stream.content, resources(self.document, &stream.dict), above)?;
        self.known.insert(form, cost);
        Ok(cost)
    }

    /// The streams that a name may stand for: the one in the list of forms, or any of that name where there is no list.
    fn named(&self, name: &[u8], list: Option<&'document Dictionary>) -> Vec<ObjectId> {
        let listed = list.map(|list| forms(self.document, list).find(|(known, _)| *known == name));
        match listed {
            Some(found) => found.map(|(_, id)| id).into_iter().collect(),
            None => self.by_name.get(name).cloned().unwrap_or_default(),
        }
    }
}

fn resources<'document>(
    document: &'document Document,
    dictionary: &'document Dictionary,
) -> Option<&'document Dictionary> {
    dictionary
        .get_deref(b"Resources", document)
        .and_then(Object::as_dict)
        .ok()
}

/// The forms that resources name.
fn forms<'document>(
    document: &'document Document,
    resources: &'document Dictionary,
) -> impl Iterator<Item = (&'document [u8], ObjectId)> {
    let forms = resources
        .get_deref(b"XObject", document)
        .and_then(Object::as_dict);
    let named = forms.into_iter().flat_map(Dictionary::iter);
    named.filter_map(|(name, form)| Some((name.as_slice(), form.as_reference().ok()?)))
}

impl<'content> ContentWords<'content> {
    fn new(content: &'content [u8]) -> Self {
        let mut words = Self::default();
        let mut run = 0;
        for word in content.split(|byte| byte.is_ascii_whitespace() || b"[]()<>".contains(byte)) {
            // Names need no space before them.
            for (at, word) in word.split(|byte| *byte == b'/').enumerate() {
                if word.is_empty() {
                    continue;
                }
                words.count += 1;
                run = match word.first() {
                    Some(b'0'..=b'9' | b'-' | b'+' | b'.') => run + 1,
                    _ => 0,
                };
                words.longest_run = words.longest_run.max(run);
                match word {
                    b"q" => words.states += 1,
                    b"Do" if at == 0 => *words.shown.entry(unescaped(words.before)).or_default() += 1,
                    _ => {}
                }
                words.before = word;
            }
        }
        words
    }
}

/// A name with its letters for the numbers that may stand for them: 'X#30' is 'X0'.
fn unescaped(name: &[u8]) -> Vec<u8> {
    let mut letters = Vec::with_capacity(name.len());
    let mut rest = name;
    while let [first, behind @ ..] = rest {
        let digits = behind
            .get(..2)
            .and_then(|digits| std::str::from_utf8(digits).ok());
        let letter = digits
            .filter(|_| *first == b'#')
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        letters.push(letter.unwrap_or(*first));
        rest = behind
            .get(if letter.is_some() { 2 } else { 0 }..)
            .unwrap_or_default();
    }
    letters
}
