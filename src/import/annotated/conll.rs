//! `CoNLL`: a token a line with labels behind it in BIO (or IOBES) form, an empty line between sentences, `-DOCSTART-` between
//! documents. The text is put together of the tokens, with a space between two unless a mark of punctuation stands there.

use super::assembly::assemble;
use super::labels::LabelMap;
use super::parsed::{ParsedArticle, ParsedMark};
use super::{Annotated, AnnotatedFile, AnnotatedFormat, utf8};
use crate::import::documents::plain;
use crate::import::error::ParseError;
use crate::import::guard::cancel;

/// The maximum number of columns that are read.
const MAX_COLUMNS: usize = 32;
/// The maximum number of tokens.
const MAX_TOKENS: usize = 5_000_000;

/// Whether most of the first lines are a token with labels.
pub(super) fn is_conll(head: &str) -> bool {
    const SAMPLE_LINES: usize = 200;
    const MIN_LINES: usize = 3;
    let lines = head.lines().take(SAMPLE_LINES);
    let lines = lines
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#') && !line.starts_with("-DOCSTART-"));
    let (mut all, mut labelled, mut begun) = (0, 0, 0);
    for line in lines {
        all += 1;
        let last = line.split_whitespace().next_back().unwrap_or_default();
        let is_label = last == "O" || tag(last).is_some();
        labelled += usize::from(is_label && line.split_whitespace().count() >= 2);
        begun += usize::from(last.starts_with("B-") || last.starts_with("S-"));
    }
    all >= MIN_LINES && begun > 0 && labelled * 10 >= all * 9
}

/// Reads one file of documents or more.
pub(super) fn read(files: &[AnnotatedFile], labels: &LabelMap) -> Result<Annotated, ParseError> {
    let mut drafts = Vec::new();
    for file in files {
        let mut reader = ConllReader::new(file.path);
        for (at, line) in utf8(file.bytes)?.lines().enumerate() {
            cancel::check_cancelled()?;
            if at > MAX_TOKENS {
                return Err(ParseError::TooManyParts(MAX_TOKENS));
            }
            reader.take(at + 1, line);
        }
        reader.end_document();
        drafts.append(&mut reader.drafts);
    }
    assemble(AnnotatedFormat::Conll, drafts, labels, Vec::new())
}

/// 'B-Claim' as 'B' and 'Claim'.
fn tag(label: &str) -> Option<(char, &str)> {
    let (position, name) = label.split_once('-')?;
    let mut letters = position.chars();
    let position = letters.next().filter(|letter| "BIESLU".contains(*letter))?;
    (letters.next().is_none() && !name.is_empty()).then_some((position, name))
}

struct ConllReader<'file> {
    path: &'file str,
    drafts: Vec<ParsedArticle>,
    text: String,
    /// How many characters the text has.
    length: usize,
    marks: Vec<ParsedMark>,
    /// The mark that each column is in.
    open: [Option<usize>; MAX_COLUMNS],
    is_new_sentence: bool,
    /// Whether an odd number of straight quotation marks came before.
    in_quotes: bool,
}

impl<'file> ConllReader<'file> {
    fn new(path: &'file str) -> Self {
        Self {
            path,
            drafts: Vec::new(),
            text: String::new(),
            length: 0,
            marks: Vec::new(),
            open: [None; MAX_COLUMNS],
            is_new_sentence: false,
            in_quotes: false,
        }
    }

    fn take(&mut self, number: usize, line: &str) {
        if line.trim().is_empty() {
            self.open = [None; MAX_COLUMNS];
            self.is_new_sentence = true;
            return;
        }
        if line.starts_with("-DOCSTART-") || line.starts_with("# newdoc") {
            self.end_document();
            return;
        }
        if line.starts_with("# ") {
            return;
        }
        let has_tabs = line.contains('\t');
        let cells: Vec<&str> = if has_tabs {
            line.split('\t').collect()
        } else {
            line.split_whitespace().collect()
        };
        // Some have the number of the token before it.
        let first = cells.first().copied().unwrap_or_default();
        let is_numbered = cells.len() > 2 && first.bytes().all(|byte| byte.is_ascii_digit());
        let token = cells.get(usize::from(is_numbered)).copied().unwrap_or_default();
        let before = self.separator(token);
        self.text.push_str(before);
        self.length += before.chars().count();
        let start = self.length;
        self.text.push_str(token);
        self.length += token.chars().count();
        let labels = cells.iter().skip(1 + usize::from(is_numbered)).take(MAX_COLUMNS);
        for (column, label) in labels.enumerate() {
            self.label(number, column, label, start);
        }
    }

    fn label(&mut self, number: usize, column: usize, label: &str, start: usize) {
        let Some(open) = self.open.get_mut(column) else {
            return;
        };
        let Some((position, name)) = tag(label) else {
            *open = None;
            return;
        };
        let going_on = open
            .and_then(|at| self.marks.get_mut(at))
            .filter(|mark| matches!(position, 'I' | 'E' | 'L') && mark.label == name);
        if let Some(mark) = going_on {
            if let Some((_, end)) = mark.pieces.last_mut() {
                *end = self.length;
            }
            return;
        }
        *open = Some(self.marks.len());
        self.marks.push(ParsedMark {
            id: self.marks.len().to_string(),
            label: name.to_owned(),
            line: number,
            pieces: vec![(start, self.length)],
            ..ParsedMark::default()
        });
    }

    /// What stands between the token before and this one.
    fn separator(&mut self, token: &str) -> &'static str {
        let is_new = std::mem::take(&mut self.is_new_sentence);
        let opens = token == "\"" && !self.in_quotes;
        if token == "\"" {
            self.in_quotes = !self.in_quotes;
        }
        let Some(last) = self.text.chars().next_back() else {
            return "";
        };
        if is_new {
            return "\n";
        }
        let first = token.chars().next().unwrap_or(' ');
        let closes = ".,;:!?)]}”’»%…،؛؟。，、".contains(first) || (first == '"' && !opens);
        let is_clitic = ["'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "’s", "n’t"].contains(&token);
        let opened = "([{“‘«".contains(last) || (last == '"' && self.in_quotes && token != "\"");
        let is_wide = |c: char| matches!(u32::from(c), 0x3040..=0x30ff | 0x3400..=0x9fff | 0xff00..=0xffef);
        if closes || is_clitic || opened || (is_wide(last) && is_wide(first)) {
            ""
        } else {
            " "
        }
    }

    fn end_document(&mut self) {
        let text = std::mem::take(&mut self.text);
        let mut marks = std::mem::take(&mut self.marks);
        self.length = 0;
        self.open = [None; MAX_COLUMNS];
        self.is_new_sentence = false;
        self.in_quotes = false;
        if text.is_empty() {
            return;
        }
        let name = format!("document-{}", self.drafts.len() + 1);
        let mut draft = ParsedArticle::new(&name, self.path, text.clone());
        draft.metadata_from(plain::article(text).completed());
        draft.marks.append(&mut marks);
        draft.index();
        self.drafts.push(draft);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::annotated::read_annotated;

    #[test]
    fn tokens_become_a_text_and_their_labels_marks() {
        let lines = "-DOCSTART- -X- O O\n\n“\tO\nNo\tB-Claim\nwarning\tI-Claim\nreached\tI-Claim\nus\tI-Claim\n,\tO\n”\tO\nhe\tB-Source\nsaid\tB-Cue\n.\tO\n\n\
            Yes\tB-Claim\n.\tO\n\n-DOCSTART-\tO\n\nSafe\tS-Claim\n!\tO\n";
        assert_eq!(
            AnnotatedFormat::detect(lines.as_bytes()),
            Some(AnnotatedFormat::Conll)
        );
        let files = [AnnotatedFile {
            path: "a.conll",
            bytes: lines.as_bytes(),
        }];
        let read = read_annotated(AnnotatedFormat::Conll, "a", &files, &LabelMap::default()).unwrap();
        let articles: Vec<&str> = read
            .project
            .articles()
            .values()
            .filter_map(|article| article.text.as_deref())
            .collect();
        assert_eq!(articles, ["“No warning reached us,” he said.\nYes.", "Safe!"]);
        let claims: Vec<String> = read.project.claims().map(|(_, _, claim)| claim.words()).collect();
        assert_eq!(claims, ["No warning reached us", "Yes", "Safe"]);
        // Which claim they belong to is not said.
        assert_eq!(read.unplaced.len(), 2);
        assert!(!is_conll("The army said O\nso it went O\non and on O\n"));
    }
}
