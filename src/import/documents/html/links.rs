//! Lines of a page that are nothing but links to other pages.

use dom_query::NodeRef;

use super::prose::is_surely_furniture;

/// Takes out lists of links: three lines or more in a row that are links and no sentences, items of a list that is nothing
/// else, and what says that it leads elsewhere. A paragraph of the article that is a link stays.
pub(super) fn remove_elsewhere(root: &NodeRef) {
    const MIN_ROW: usize = 3;
    let is_line = |node: &NodeRef| node.has_name("p") || node.has_name("li");
    let mut row: Vec<NodeRef> = Vec::new();
    let mut gone: Vec<NodeRef> = Vec::new();
    for line in root.descendants_it().filter(is_line) {
        match Kind::new(&line) {
            Kind::Empty => {}
            Kind::Link if line.has_name("li") || is_elsewhere(&line) => gone.push(line),
            Kind::Link => row.push(line),
            Kind::Text => {
                if row.len() >= MIN_ROW {
                    gone.append(&mut row);
                }
                row.clear();
            }
        }
    }
    if row.len() >= MIN_ROW {
        gone.append(&mut row);
    }
    for line in gone {
        line.remove_from_parent();
    }
}

enum Kind {
    Empty,
    /// All of it is a link, and no sentence.
    Link,
    Text,
}

impl Kind {
    fn new(line: &NodeRef) -> Self {
        let length = |node: &NodeRef| node.text().chars().filter(|c| !c.is_whitespace()).count();
        let all = length(line);
        let links = line.descendants_it().filter(|node| node.has_name("a"));
        let linked: usize = links.map(|link| length(&link)).sum();
        if all == 0 {
            Self::Empty
        } else if linked * 10 >= all * 9 && !is_sentence(line) {
            Self::Link
        } else {
            Self::Text
        }
    }
}

fn is_sentence(line: &NodeRef) -> bool {
    match line.text().trim_end() {
        // Headlines in lists are cut so; paragraphs that end so are teasers.
        item if item.ends_with('…') => !line.has_name("li"),
        line => line.ends_with([
            '.', '!', '?', '”', '"', '»', '’', '؟', '。', '」', '！', '？', '।',
        ]),
    }
}

/// Whether a linked line says by itself that it leads elsewhere: by its words, in capitals throughout, or by being short.
fn is_elsewhere(line: &NodeRef) -> bool {
    const MIN_WORDS: usize = 4;
    const MIN_CHARS: usize = 12;
    let text = line.text();
    let is_in_capitals = !text.contains(char::is_lowercase) && text.contains(char::is_uppercase);
    if is_in_capitals || is_surely_furniture(&text) {
        return true;
    }
    text.split_whitespace().count() < MIN_WORDS && text.chars().filter(|c| !c.is_ascii()).count() < MIN_CHARS
}
