//! The text of HTML as a reader sees it: its paragraphs, lines and cells, without losing a word.

use dom_query::{Document, Matcher, NodeRef};
use html5ever::ParseOpts;
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;

use super::prose::{Break, Prose};
use crate::import::error::ParseError;
use crate::import::guard::cancel;

/// The maximum nesting of elements; pages that people write stay below a hundred.
const MAX_DEPTH: usize = 1000;
/// The maximum number of elements and texts in a page. Unclosed `<b>`s are opened anew in each paragraph, so a page may
/// have far more of them than tags.
const MAX_NODES: usize = 500_000;
/// How much of a page is parsed before the size of its tree is checked.
const PIECE_BYTES: usize = 8 * 1024;

/// How an element stands among others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flow {
    /// In a paragraph of its own.
    Block,
    /// On a line of its own.
    Line,
    /// Within a line.
    Inline,
    /// Nobody reads its text.
    Unseen,
}

impl Flow {
    fn new(name: &str) -> Self {
        match name {
            "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center" | "details"
            | "dialog" | "div" | "dl" | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "h1"
            | "h2" | "h3" | "h4" | "h5" | "h6" | "header" | "hr" | "main" | "nav" | "ol" | "p" | "pre"
            | "section" | "summary" | "table" | "ul" => Self::Block,
            "br" | "li" | "tr" | "dt" | "dd" | "option" | "legend" => Self::Line,
            "script" | "style" | "template" | "head" | "noscript" | "iframe" | "object" | "svg"
            | "select" | "canvas" | "audio" | "video" | "rt" | "rp" | "rtc" => Self::Unseen,
            _ => Self::Inline,
        }
    }
}

/// A selector of ours as what matches it, made once.
macro_rules! selector {
    ($css:literal) => {{
        static MATCHER: std::sync::LazyLock<dom_query::Matcher> =
            std::sync::LazyLock::new(|| $crate::import::documents::markup::matcher($css));
        &*MATCHER
    }};
}
pub(crate) use selector;

/// What matches a selector that stands in the program.
#[expect(
    clippy::expect_used,
    reason = "a selector of ours that is none is a fault that every test of pages meets"
)]
pub(crate) fn matcher(css: &str) -> Matcher {
    Matcher::new(css).expect("a selector")
}

/// The page or the piece of one, as a tree; refused where it is nested so deeply, or grows so large, that it was made to do
/// harm.
pub(crate) fn parse(html: &str) -> Result<Document, ParseError> {
    parse_as(html, false)
}

/// The same as browsers that run scripts read it: what is for others is text to them.
pub(crate) fn parse_as(html: &str, scripting_enabled: bool) -> Result<Document, ParseError> {
    refuse_slow(html)?;
    let options = ParseOpts {
        tree_builder: TreeBuilderOpts {
            scripting_enabled,
            ..TreeBuilderOpts::default()
        },
        ..ParseOpts::default()
    };
    let mut parser = html5ever::parse_document(Document::default(), options);
    let mut rest = html;
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at(rest.floor_char_boundary(PIECE_BYTES));
        parser.process(StrTendril::from_slice(piece));
        rest = behind;
        cancel::check_cancelled()?;
        refuse_growth(&parser.tokenizer.sink.sink)?;
    }
    let document = parser.finish();
    if document.tree.len() > MAX_NODES {
        Err(ParseError::TooManyParts(MAX_NODES))
    } else if is_deeper(&document, MAX_DEPTH) {
        Err(ParseError::NestedTooDeeply(MAX_DEPTH))
    } else {
        Ok(document)
    }
}

/// Whether anything in it lies deeper than that; a list of places instead of recursion, whatever the depth.
pub(crate) fn is_deeper(document: &Document, deepest: usize) -> bool {
    let mut open = vec![(document.root(), 0)];
    while let Some((node, depth)) = open.pop() {
        if depth > deepest {
            return true;
        }
        open.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    false
}

/// What takes far longer to read than it is long: names for single letters, and tags of very many attributes, each of which is
/// held against all others.
fn refuse_slow(html: &str) -> Result<(), ParseError> {
    const MAX_NAMES: usize = 2_000_000;
    const MAX_ATTRIBUTES: usize = 100_000;
    if memchr::memchr_iter(b'&', html.as_bytes()).count() > MAX_NAMES {
        return Err(ParseError::TooManyParts(MAX_NAMES));
    }
    let separates = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'');
    let mut tags = html.split('>').filter(|piece| piece.len() > MAX_ATTRIBUTES);
    let is_slow = tags.any(|piece| {
        let tag = piece.rsplit_once('<').map_or("", |(_, tag)| tag);
        tag.starts_with(|c: char| c.is_ascii_alphabetic())
            && tag.bytes().filter(|byte| separates(byte)).count() > MAX_ATTRIBUTES
    });
    if is_slow {
        Err(ParseError::TooManyParts(MAX_ATTRIBUTES))
    } else {
        Ok(())
    }
}

/// Looks at the size of a tree, and at the depth of what was added last.
pub(crate) fn refuse_growth(document: &Document) -> Result<(), ParseError> {
    if document.tree.len() > MAX_NODES {
        return Err(ParseError::TooManyParts(MAX_NODES));
    }
    let newest = std::iter::successors(Some(document.root()), NodeRef::last_child);
    if newest.take(MAX_DEPTH + 1).count() > MAX_DEPTH {
        Err(ParseError::NestedTooDeeply(MAX_DEPTH))
    } else {
        Ok(())
    }
}

/// The text of a piece of HTML, such as the body of a mail.
pub(crate) fn text_of_html(html: &str) -> Result<String, ParseError> {
    Ok(text_of(&parse(html)?.root()))
}

/// What a reference such as '&nbsp;' stands for.
pub(crate) fn characters_of(reference: &str) -> Option<String> {
    let characters = Document::fragment(reference).text().to_string();
    (characters != reference).then_some(characters)
}

/// The text under an element.
pub(crate) fn text_of(root: &NodeRef) -> String {
    text_of_but(root, &|_| false)
}

/// The text under an element, without what is left out.
pub(crate) fn text_of_but(root: &NodeRef, is_left_out: &dyn Fn(&NodeRef) -> bool) -> String {
    let mut prose = Prose::default();
    let mut preformatted = 0_usize;
    // Cells of tables that are there for figures, and not for the layout.
    let mut cells = 0_usize;
    let mut visits = vec![Visit::Open(*root)];
    while let Some(visit) = visits.pop() {
        match visit {
            Visit::Open(node) if node.is_text() => match preformatted {
                0 => prose.push_collapsed(&node.text()),
                _ => prose.push(&node.text()),
            },
            Visit::Open(node) => {
                let name = node.node_name();
                let name = name.as_deref().unwrap_or("");
                if Flow::new(name) == Flow::Unseen || is_left_out(&node) {
                    continue;
                }
                if let Some(number) = note_mark(&node, name) {
                    prose.push(&format!("[{number}]"));
                    continue;
                }
                match name {
                    "br" if cells > 0 => prose.separate(Break::Space),
                    "br" => prose.end_line(),
                    _ => prose.separate(break_around(name, cells > 0)),
                }
                cells += usize::from(is_figure_cell(&node, name));
                preformatted += usize::from(name == "pre");
                visits.push(Visit::Close(node));
                visits.extend(node.children_it(true).map(Visit::Open));
            }
            Visit::Close(node) => {
                let name = node.node_name();
                let name = name.as_deref().unwrap_or("");
                preformatted -= usize::from(name == "pre");
                cells -= usize::from(is_figure_cell(&node, name));
                match name {
                    "td" | "th" => prose.separate(Break::Cell),
                    "br" => {}
                    _ => prose.separate(break_around(name, cells > 0)),
                }
            }
        }
    }
    prose.finish()
}

/// The text under an element as it stands, with single spaces; `None` where it is longer than that many bytes.
pub(crate) fn short_text(node: &NodeRef, most: usize) -> Option<String> {
    let mut text = String::new();
    for piece in node.descendants_it().filter(NodeRef::is_text) {
        text.push_str(&piece.text());
        if text.len() > most {
            return None;
        }
    }
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A node to enter or leave; a list of visits replaces recursion, so that depth does not matter.
enum Visit<'tree> {
    Open(NodeRef<'tree>),
    Close(NodeRef<'tree>),
}

/// The number of a note that is referred to: a raised number that is a link, or a link that says so.
fn note_mark(node: &NodeRef, name: &str) -> Option<String> {
    let is_link = |node: &NodeRef| node.has_name("a");
    let says_so = || {
        let said = [
            node.attr("role"),
            node.attr("type"),
            node.attr("epub:type"),
            node.class(),
        ];
        let is_note = |word: &str| matches!(word, "noteref" | "doc-noteref" | "footnote-ref");
        said.iter()
            .flatten()
            .any(|said| said.split_whitespace().any(is_note))
    };
    let is_mark = match name {
        "sup" => {
            node.parent().is_some_and(|parent| is_link(&parent))
                || node.children_it(false).any(|child| is_link(&child))
        }
        "a" => says_so(),
        _ => false,
    };
    if !is_mark {
        return None;
    }
    let number = node.text().trim().trim_matches(['[', ']']).to_owned();
    (!number.is_empty() && number.len() < 4 && number.bytes().all(|byte| byte.is_ascii_digit()))
        .then_some(number)
}

/// A cell with at most one paragraph, as in a table of figures; many pages use tables for their layout.
fn is_figure_cell(node: &NodeRef, name: &str) -> bool {
    const MAX_CHILDREN: usize = 20;
    let is_block_node = |node: &NodeRef| {
        node.node_name()
            .is_some_and(|name| Flow::new(&name) == Flow::Block)
    };
    matches!(name, "td" | "th") && {
        let blocks: Vec<NodeRef> = node
            .children_it(false)
            .take(MAX_CHILDREN)
            .filter(is_block_node)
            .collect();
        match blocks.as_slice() {
            [] => true,
            [only] => {
                only.has_name("p")
                    || (only.has_name("div") && !only.children_it(false).any(|child| is_block_node(&child)))
            }
            _ => false,
        }
    }
}

fn break_around(name: &str, in_cell: bool) -> Break {
    match Flow::new(name) {
        Flow::Block if in_cell => Break::Space,
        Flow::Block => Break::Paragraph,
        Flow::Line => Break::Line,
        Flow::Inline | Flow::Unseen => Break::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        text_of_html(html).unwrap()
    }

    #[test]
    fn paragraphs_lines_and_cells_are_kept_apart_and_only_spaces_of_the_markup_fall_together() {
        for (html, shown) in [
            (
                "<h1>Talks</h1><p>The army\n  <b>said</b> so.<p>“Yes”,<br>he said<br><br>again",
                "Talks\n\nThe army said so.\n\n“Yes”,\nhe said\n\nagain",
            ),
            (
                "<ul><li>one<li><p>two</p></ul><table><tr><td>a<td>b<tr><td>c<td>d</table>",
                "one\n\ntwo\n\na\tb\nc\td",
            ),
            ("a&nbsp;&nbsp;b so\u{ad}ft <wbr>c", "a\u{a0}\u{a0}b so\u{ad}ft c"),
            (
                "<table><tr><td><p>a</p><td><p>b</p><tr><td><p>c</p><td><p>d</p><p>e</p></table>",
                "a\tb\nc\n\nd\n\ne",
            ),
            ("said<sup><a href='#n'>1</a></sup> 10<sup>6</sup>", "said[1] 106"),
            ("<pre>a  b\n c</pre>d", "a  b\n c\n\nd"),
        ] {
            assert_eq!(text(html), shown);
        }
    }

    #[test]
    fn what_no_reader_sees_is_left_out() {
        assert_eq!(
            text("<title>t</title><p>seen<script>x()</script><style>p{}</style> too"),
            "seen too"
        );
    }

    #[test]
    fn a_page_nested_without_end_is_refused_and_unclosed_paragraphs_are_not_nesting() {
        for page in [
            "<div>".repeat(100_000),
            // Ends of what was never begun hide the depth from whoever counts tags.
            "<div></x>".repeat(100_000),
            // What stands wrongly in a table is moved before it, where it is not the newest any more.
            format!("<table>{}", "<div></x>".repeat(3000)),
        ] {
            assert!(matches!(parse(&page), Err(ParseError::NestedTooDeeply(_))));
        }
        assert!(parse(&"<p>word<li>".repeat(5000)).is_ok());
    }

    #[test]
    fn a_page_whose_tree_swells_beyond_its_tags_is_refused() {
        let bold: Vec<String> = (0..900).map(|number| format!("<b id={number}>")).collect();
        let bold = bold.concat();
        let page = format!("<div>{bold}</div>{}", "<p>x</p>".repeat(10_000));
        assert!(matches!(parse(&page), Err(ParseError::TooManyParts(_))));
    }

    #[test]
    fn a_page_read_in_pieces_is_the_page_read_at_once() {
        let page = "<p title='“a” b'>The “army” said&nbsp;so &amp; more.<pre>\n x</pre><table>y<tr><td>z</table></p>"
            .repeat(400);
        assert!(page.len() > 2 * PIECE_BYTES);
        let at_once = Document::from(page.as_str());
        assert_eq!(parse(&page).unwrap().html(), at_once.html());
    }
}
