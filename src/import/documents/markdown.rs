//! Markdown: the text as it is rendered, with notes after the body.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::prose::{Break, Prose};
use super::{front_matter, markup, plain};
use crate::import::Imported;
use crate::import::article::SourceFile;
use crate::import::error::ParseError;
use crate::import::guard::cancel;

/// The maximum size of a file: markup alone takes a hundred times its size once it is parsed.
const MAX_BYTES: usize = 8 * 1024 * 1024;

/// Reads the text.
pub(crate) fn read(source: &SourceFile) -> Result<Imported, ParseError> {
    if source.bytes.len() > MAX_BYTES {
        return Err(ParseError::TooLong(MAX_BYTES));
    }
    let decoded = source.decoded()?;
    let mut reader = MarkdownReader::default();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    for event in Parser::new_ext(&decoded.text, options) {
        cancel::check_cancelled()?;
        reader.step(event);
    }
    reader.end_with_notes();
    let mut article = plain::article(reader.prose.finish());
    article.captions = reader.captions;
    front_matter::apply(&reader.header, &mut article);
    Ok(Imported::from_text(article, &decoded, source))
}

fn is_lone_tag(html: &str) -> bool {
    let within = html
        .trim()
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'));
    within.is_some_and(|within| !within.contains(['<', '>']))
}

/// The text so far, and what was met on the way.
#[derive(Default)]
struct MarkdownReader {
    prose: Prose,
    /// The lines between '---' at the top.
    header: String,
    in_header: bool,
    captions: Vec<String>,
    /// Where the alternative text of a picture began.
    picture: Option<usize>,
    /// The names of notes with their numbers, in the order of their references.
    noted: BTreeMap<String, usize>,
    /// The notes, and the text that goes on behind the one being read.
    notes: Vec<(String, String)>,
    outside: Option<(String, Prose)>,
}

impl MarkdownReader {
    fn step(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag),
            Event::Text(text) if self.in_header => self.header.push_str(&text),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.prose.push(&text);
            }
            Event::SoftBreak => self.prose.separate(Break::Space),
            Event::HardBreak => self.prose.end_line(),
            Event::Rule => self.prose.separate(Break::Paragraph),
            Event::InlineHtml(html) if html.starts_with("<br") => self.prose.end_line(),
            // Many files are full of single tags, and there is nothing to read in one.
            Event::Html(html) if is_lone_tag(&html) => {}
            Event::Html(html) => {
                let text = markup::text_of_html(&html).unwrap_or_default();
                self.prose.push_collapsed(&text);
            }
            Event::FootnoteReference(name) => {
                let number = self.number_of(&name);
                self.prose.push(&format!("[{number}]"));
            }
            Event::InlineHtml(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn open(&mut self, tag: Tag) {
        match tag {
            Tag::MetadataBlock(_) => self.in_header = true,
            Tag::Item | Tag::TableRow | Tag::TableHead => self.prose.separate(Break::Line),
            Tag::Image { .. } => self.picture = Some(self.prose.len()),
            Tag::FootnoteDefinition(name) => {
                let outside = std::mem::take(&mut self.prose);
                self.outside = Some((name.to_string(), outside));
            }
            Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::Table(_)
            | Tag::List(_) => self.prose.separate(Break::Paragraph),
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::MetadataBlock(_) => self.in_header = false,
            TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead => self.prose.separate(Break::Line),
            TagEnd::TableCell => self.prose.separate(Break::Cell),
            TagEnd::Image => {
                let caption = self.picture.take().map(|before| self.prose.since(before));
                self.captions
                    .extend(caption.filter(|caption| !caption.is_empty()));
            }
            TagEnd::FootnoteDefinition => {
                if let Some((name, outside)) = self.outside.take() {
                    let note = std::mem::replace(&mut self.prose, outside);
                    self.notes.push((name, note.finish()));
                }
            }
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::Table
            | TagEnd::List(_) => self.prose.separate(Break::Paragraph),
            _ => {}
        }
    }

    fn number_of(&mut self, name: &str) -> usize {
        let next = self.noted.len() + 1;
        *self.noted.entry(name.to_owned()).or_insert(next)
    }

    fn end_with_notes(&mut self) {
        let mut notes: Vec<(usize, String)> = std::mem::take(&mut self.notes)
            .into_iter()
            .map(|(name, text)| (self.number_of(&name), text))
            .collect();
        notes.sort_by_key(|(number, _)| *number);
        for (number, text) in notes {
            self.prose.paragraph(&format!("[{number}] {text}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::import::import;

    #[test]
    fn the_text_is_as_it_is_shown_and_the_header_names_title_and_day() {
        let text = "---\ntitle: \"Talks resume\"\ndate: 2024-02-11\n---\n\n# Talks\n\nThe **army** said[^a]\n*so*, \
            [here](http://x).  \nYes.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n\n[^a]: A *note*.\n\n![Troops](p.jpg)\n";
        let imported = import("a.md", text.as_bytes()).unwrap();
        let article = &imported.articles[0];
        assert_eq!(
            article.text,
            "Talks\n\nThe army said[1] so, here.\nYes.\n\none\ntwo\n\na\tb\nc\td\n\nTroops\n\n[1] A note."
        );
        assert_eq!(article.title, "Talks resume");
        assert_eq!(article.published, Some(jiff::civil::date(2024, 2, 11)));
        assert_eq!(article.captions, ["Troops"]);
    }
}
