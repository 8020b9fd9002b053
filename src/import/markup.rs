//! The text of HTML as a reader sees it: its paragraphs, its lines, its cells, without a word lost. Which part of a
//! page is the article is told in `html`.

use dom_query::{Document, Matcher, NodeRef};

use super::prose::{Break, Prose};
use super::refusal::Refusal;

/// How deep elements may be nested; pages that people write stay below a hundred.
const DEEPEST: usize = 1000;

/// Elements that stand in paragraphs of their own.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "ul"
            | "caption"
    )
}

/// Elements on lines of their own.
fn is_line(name: &str) -> bool {
    matches!(name, "br" | "li" | "tr" | "dt" | "dd" | "option" | "legend")
}

/// Elements whose text nobody reads.
fn is_unseen(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "head"
            | "noscript"
            | "iframe"
            | "object"
            | "svg"
            | "select"
            | "canvas"
            | "audio"
            | "video"
    )
}

/// Elements that are closed by what follows, or have nothing to close.
fn is_self_closing(name: &str) -> bool {
    /// The longest of them, in bytes.
    const LONGEST: usize = 8;
    let mut lower = [0; LONGEST];
    let Some(lower) = lower.get_mut(..name.len()) else {
        return false;
    };
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    matches!(
        &*lower,
        b"p" | b"li"
            | b"dt"
            | b"dd"
            | b"tr"
            | b"td"
            | b"th"
            | b"thead"
            | b"tbody"
            | b"tfoot"
            | b"option"
            | b"optgroup"
            | b"colgroup"
            | b"br"
            | b"hr"
            | b"img"
            | b"input"
            | b"meta"
            | b"link"
            | b"area"
            | b"base"
            | b"col"
            | b"embed"
            | b"source"
            | b"track"
            | b"wbr"
            | b"param"
            | b"path"
            | b"html"
            | b"head"
            | b"body"
            | b"rt"
            | b"rp"
    )
}

/// A selector of ours as what matches it, made once.
macro_rules! selector {
    ($css:literal) => {{
        static MATCHER: std::sync::LazyLock<dom_query::Matcher> =
            std::sync::LazyLock::new(|| $crate::import::markup::matcher($css));
        &*MATCHER
    }};
}
pub(super) use selector;

/// What matches a selector that stands in the program.
#[expect(
    clippy::expect_used,
    reason = "a selector of ours that is none is a fault that every test of pages meets"
)]
pub(super) fn matcher(css: &str) -> Matcher {
    Matcher::new(css).expect("a selector")
}

/// The page or the piece of one, as a tree; refused where it is nested so deeply that it was made to do harm.
pub(super) fn parse(html: &str) -> Result<Document, Refusal> {
    match depth(html) > DEEPEST {
        true => Err(Refusal::NestedTooDeeply(DEEPEST)),
        false => Ok(Document::from(html)),
    }
}

/// The text of a piece of HTML, such as the body of a mail.
pub(super) fn text_of_html(html: &str) -> Result<String, Refusal> {
    Ok(text_of(&parse(html)?.root()))
}

/// What a reference such as '&nbsp;' stands for.
pub(super) fn characters_of(reference: &str) -> Option<String> {
    let characters = Document::fragment(reference).text().to_string();
    (characters != reference).then_some(characters)
}

/// The text under an element.
pub(super) fn text_of(root: &NodeRef) -> String {
    let mut prose = Prose::default();
    let mut preformatted = 0_usize;
    // Cells of tables that are there for figures, and not for the layout.
    let mut cells = 0_usize;
    let mut steps = vec![Step::Open(*root)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Open(node) if node.is_text() => match preformatted {
                0 => prose.push_collapsed(&node.text()),
                _ => prose.push(&node.text()),
            },
            Step::Open(node) => {
                let name = node.node_name();
                let name = name.as_deref().unwrap_or("");
                if is_unseen(name) {
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
                steps.push(Step::Close(node));
                steps.extend(node.children_it(true).map(Step::Open));
            }
            Step::Close(node) => {
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

/// A node to be entered or left; a list of steps instead of recursion, whatever the depth.
enum Step<'tree> {
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
    const MOST_CHILDREN: usize = 20;
    let is_block_node = |node: &NodeRef| node.node_name().is_some_and(|name| is_block(&name));
    matches!(name, "td" | "th") && {
        let blocks: Vec<NodeRef> = node
            .children_it(false)
            .take(MOST_CHILDREN)
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
    if in_cell && is_block(name) {
        Break::Space
    } else if is_block(name) {
        Break::Paragraph
    } else if is_line(name) {
        Break::Line
    } else {
        Break::None
    }
}

/// How deep elements are nested, by their tags alone.
fn depth(html: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in html.split('<').skip(1) {
        let (closes, rest) = match tag.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, tag),
        };
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or("");
        if name.is_empty() || is_self_closing(name) {
            continue;
        }
        match closes {
            true => depth = depth.saturating_sub(1),
            false => depth += 1,
        }
        deepest = deepest.max(depth);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        text_of_html(html).unwrap()
    }

    #[test]
    fn paragraphs_lines_and_cells_are_kept_apart_and_only_spaces_of_the_markup_fall_together() {
        assert_eq!(
            text("<h1>Talks</h1><p>The army\n  <b>said</b> so.<p>“Yes”,<br>he said<br><br>again"),
            "Talks\n\nThe army said so.\n\n“Yes”,\nhe said\n\nagain"
        );
        assert_eq!(
            text("<ul><li>one<li><p>two</p></ul><table><tr><td>a<td>b<tr><td>c<td>d</table>"),
            "one\n\ntwo\n\na\tb\nc\td"
        );
        assert_eq!(
            text("a&nbsp;&nbsp;b so\u{ad}ft <wbr>c"),
            "a\u{a0}\u{a0}b so\u{ad}ft c"
        );
        assert_eq!(
            text("<table><tr><td><p>a</p><td><p>b</p><tr><td><p>c</p><td><p>d</p><p>e</p></table>"),
            "a\tb\nc\n\nd\n\ne"
        );
        assert_eq!(
            text("said<sup><a href='#n'>1</a></sup> 10<sup>6</sup>"),
            "said[1] 106"
        );
        assert_eq!(text("<pre>a  b\n c</pre>d"), "a  b\n c\n\nd");
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
        assert!(matches!(
            parse(&"<div>".repeat(100_000)),
            Err(Refusal::NestedTooDeeply(_))
        ));
        assert!(parse(&"<p>word<li>".repeat(5000)).is_ok());
    }
}
