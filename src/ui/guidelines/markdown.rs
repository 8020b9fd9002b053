//! Parses Markdown to blocks with marked ranges.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// A block of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkdownBlock {
    /// What it is.
    pub kind: BlockKind,
    /// In how many lists it stands.
    pub depth: usize,
    /// In how many quotations it stands.
    pub quoted: usize,
    /// Its words, without the signs of Markdown.
    pub text: String,
    /// Stretches that are marked, in order, apart from each other.
    pub marks: Vec<(Range<usize>, MarkdownMark)>,
}

/// What a block is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph.
    #[default]
    Paragraph,
    /// A heading, 1 to 6.
    Heading(u8),
    /// The first paragraph of an item of a list, with its number, or with a dot.
    Item(Option<u64>),
    /// Lines that are kept as they are.
    Code,
    /// A line across.
    Rule,
}

/// How a stretch of a block is marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkdownMark {
    /// Whether it is bold.
    pub strong: bool,
    /// Whether it is italic.
    pub emphasis: bool,
    /// Whether it is code.
    pub code: bool,
    /// Where it leads.
    pub link: Option<String>,
}

/// The blocks of a Markdown text, in order.
pub fn blocks(source: &str) -> Vec<MarkdownBlock> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(source, Options::ENABLE_TABLES) {
        reader.hear(event);
    }
    reader.finish();
    reader.blocks
}

#[derive(Default)]
struct Reader {
    blocks: Vec<MarkdownBlock>,
    open: Option<MarkdownBlock>,
    /// The numbers of the lists one is in.
    lists: Vec<Option<u64>>,
    /// The item that the next paragraph begins.
    item: Option<BlockKind>,
    quoted: usize,
    mark: MarkdownMark,
    strong: usize,
    emphasis: usize,
}

impl Reader {
    fn hear(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.begin(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.write(&text),
            Event::Code(text) => {
                self.mark.code = true;
                self.write(&text);
                self.mark.code = false;
            }
            Event::SoftBreak => self.write(" "),
            Event::HardBreak => self.write("\n"),
            Event::Rule => {
                self.finish();
                self.start(BlockKind::Rule);
                self.finish();
            }
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.write(&text);
            }
            Event::TaskListMarker(done) => self.write(if done { "✓ " } else { "○ " }),
        }
    }

    fn begin(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.finish();
                self.start(BlockKind::Heading(level as u8));
            }
            // A row of a table is a paragraph, its first cell bold and the others behind it.
            Tag::Paragraph | Tag::HtmlBlock | Tag::TableHead | Tag::TableRow => {
                self.finish();
                self.start(BlockKind::Paragraph);
            }
            Tag::CodeBlock(kind) => {
                self.finish();
                self.start(BlockKind::Code);
                let (CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) = kind;
            }
            Tag::BlockQuote(_) => {
                self.finish();
                self.quoted += 1;
            }
            Tag::List(first) => {
                self.finish();
                self.lists.push(first);
            }
            Tag::Item => {
                self.finish();
                let number = self.lists.last().copied().flatten();
                self.item = Some(BlockKind::Item(number));
                if let Some(Some(next)) = self.lists.last_mut() {
                    *next += 1;
                }
            }
            Tag::TableCell => {
                let is_first = self.open.as_ref().is_none_or(|block| block.text.is_empty());
                if !is_first {
                    self.write("  ·  ");
                }
                self.mark.strong = is_first;
            }
            Tag::Strong => {
                self.strong += 1;
                self.mark.strong = true;
            }
            Tag::Emphasis => {
                self.emphasis += 1;
                self.mark.emphasis = true;
            }
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.mark.link = Some(dest_url.into_string());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::TableCell => self.mark.strong = self.strong > 0,
            TagEnd::Strong => {
                self.strong = self.strong.saturating_sub(1);
                self.mark.strong = self.strong > 0;
            }
            TagEnd::Emphasis => {
                self.emphasis = self.emphasis.saturating_sub(1);
                self.mark.emphasis = self.emphasis > 0;
            }
            TagEnd::Link | TagEnd::Image => self.mark.link = None,
            TagEnd::BlockQuote(_) => {
                self.finish();
                self.quoted = self.quoted.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.finish();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.finish();
                self.item = None;
            }
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::TableHead
            | TagEnd::TableRow => self.finish(),
            _ => {}
        }
    }

    /// Begins a block; the first paragraph of an item is the item.
    fn start(&mut self, kind: BlockKind) {
        let item = match kind {
            BlockKind::Paragraph => self.item.take(),
            _ => None,
        };
        let kind = item.unwrap_or(kind);
        self.open = Some(MarkdownBlock {
            kind,
            depth: self.lists.len(),
            quoted: self.quoted,
            ..MarkdownBlock::default()
        });
    }

    fn write(&mut self, text: &str) {
        if self.open.is_none() {
            self.start(BlockKind::Paragraph);
        }
        let Some(open) = &mut self.open else { return };
        let start = open.text.len();
        open.text.push_str(text);
        if self.mark == MarkdownMark::default() || text.is_empty() {
            return;
        }
        match open.marks.last_mut() {
            Some((range, mark)) if range.end == start && *mark == self.mark => range.end = open.text.len(),
            _ => open.marks.push((start..open.text.len(), self.mark.clone())),
        }
    }

    fn finish(&mut self) {
        if let Some(mut block) = self.open.take() {
            if block.kind == BlockKind::Code {
                let end = block.text.trim_end_matches('\n').len();
                block.text.truncate(end);
            }
            if block.kind == BlockKind::Rule || !block.text.is_empty() {
                self.blocks.push(block);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blocks as lines: quotations and lists indented, marks in signs.
    fn read(source: &str) -> Vec<String> {
        let line = |block: &MarkdownBlock| {
            let head = match &block.kind {
                BlockKind::Paragraph => "p".to_owned(),
                BlockKind::Heading(level) => format!("h{level}"),
                BlockKind::Item(None) => "-".to_owned(),
                BlockKind::Item(Some(number)) => format!("{number}."),
                BlockKind::Code => "code".to_owned(),
                BlockKind::Rule => "rule".to_owned(),
            };
            let mut line = format!("{}{}{head} ", ">".repeat(block.quoted), "  ".repeat(block.depth));
            let mut at = 0;
            for (range, mark) in &block.marks {
                line.push_str(&block.text[at..range.start]);
                let sign = match mark {
                    MarkdownMark { link: Some(link), .. } => format!("@{link}@"),
                    MarkdownMark { code: true, .. } => "`".to_owned(),
                    MarkdownMark {
                        strong: true,
                        emphasis: true,
                        ..
                    } => "***".to_owned(),
                    MarkdownMark { strong: true, .. } => "**".to_owned(),
                    _ => "*".to_owned(),
                };
                line.push_str(&[&sign, &block.text[range.clone()], &sign].concat());
                at = range.end;
            }
            line + &block.text[at..]
        };
        blocks(source).iter().map(line).collect()
    }

    #[test]
    fn headings_lists_quotations_and_code_are_told_apart() {
        let source = "# What\n\nA *claim* is **said**.\nIt goes on.\n\n- one\n- two\n  1. deep\n  2. deeper\n\n  more of two\n\n> “X,” he said\n\n```\na  b\n```\n\n---\n";
        assert_eq!(
            read(source),
            [
                "h1 What",
                "p A *claim* is **said**. It goes on.",
                "  - one",
                "  - two",
                "    1. deep",
                "    2. deeper",
                "  p more of two",
                ">p “X,” he said",
                "code a  b",
                "rule ",
            ]
        );
    }

    #[test]
    fn links_code_and_nested_stress_are_marked() {
        assert_eq!(
            read("See [the *rules*](https://example.org), `code` and ***both***."),
            [
                "p See @https://example.org@the @https://example.org@@https://example.org@rules@https://example.org@, `code` and ***both***."
            ]
        );
    }

    #[test]
    fn arabic_and_what_is_no_markdown_stay_as_they_are() {
        assert_eq!(read("## ما هو **الادعاء**؟"), ["h2 ما هو **الادعاء**؟"]);
        assert_eq!(read("2 < 3 <b>x</b> [ ] *"), ["p 2 < 3 <b>x</b> [ ] *"]);
        assert_eq!(read(""), Vec::<String>::new());
    }
}
