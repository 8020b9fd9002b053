//! The numbers that an office program shows before items of lists. They stand nowhere in the text: a list names a style, which
//! says for each level how its numbers are written.

use std::collections::BTreeMap;

use super::numerals::{letters, roman};
use crate::import::guard::xml::Element;

/// The maximum length of what stands before and behind a number.
const MAX_AFFIX_CHARS: usize = 20;
/// The maximum depth of lists.
const MAX_LEVELS: usize = 10;

/// How the numbers of a level are written.
#[derive(Clone, Debug, Default)]
struct Level {
    prefix: String,
    suffix: String,
    /// '1', 'a', 'I'; empty where it has points or nothing.
    format: String,
    start: usize,
    /// How many levels are shown.
    shown: usize,
}

/// The styles of lists, and the lists that an item is in.
#[derive(Default)]
pub(super) struct ListNumbers {
    styles: BTreeMap<String, Vec<Level>>,
    /// From the outside, with their styles and the numbers of their items so far.
    open: Vec<(String, usize)>,
    /// The last numbers of lists by style, for those that go on.
    ended: BTreeMap<String, usize>,
    /// The number of the item that begins, until a paragraph has taken it.
    waiting: Option<String>,
}

impl ListNumbers {
    /// Takes the styles of a part of a document in.
    pub(super) fn read(&mut self, part: &Element) {
        for element in part.elements() {
            if element.local() == "list-style" {
                let name = element.attribute("name").unwrap_or_default().to_owned();
                self.styles.insert(name, levels(element));
            } else if matches!(element.local(), "automatic-styles" | "styles") {
                self.read(element);
            }
        }
    }

    /// A list begins; within another one it has its style unless it names one.
    pub(super) fn open(&mut self, list: &Element) {
        let outer = self
            .open
            .last()
            .map(|(style, _)| style.clone())
            .unwrap_or_default();
        let style = list.attribute("style-name").map_or(outer, str::to_owned);
        let goes_on =
            list.attribute("continue-numbering") == Some("true") || list.attribute("continue-list").is_some();
        let before = if goes_on {
            self.ended.get(&style).copied()
        } else {
            None
        };
        let start = self.level(&style, self.open.len()).map_or(1, |level| level.start);
        self.open
            .push((style, before.unwrap_or_else(|| start.saturating_sub(1))));
    }

    pub(super) fn close(&mut self) {
        if let Some((style, count)) = self.open.pop() {
            self.ended.insert(style, count);
        }
        self.waiting = None;
    }

    /// An item begins; a heading of a list is none.
    pub(super) fn item(&mut self, item: &Element) {
        let depth = self.open.len();
        let Some((style, count)) = self.open.last_mut() else {
            return;
        };
        let set = item.attribute("start-value").and_then(|start| start.parse().ok());
        *count = set.unwrap_or(*count + 1);
        let style = style.clone();
        self.waiting = self.written(&style, depth);
    }

    /// The number before the next paragraph.
    pub(super) fn take(&mut self) -> Option<String> {
        self.waiting.take()
    }

    fn level(&self, style: &str, depth: usize) -> Option<&Level> {
        self.styles.get(style)?.get(depth)
    }

    fn written(&self, style: &str, depth: usize) -> Option<String> {
        let own = self.level(style, depth.checked_sub(1)?)?;
        if own.format.is_empty() {
            return None;
        }
        let first = depth.saturating_sub(own.shown.max(1));
        let shown = self
            .open
            .iter()
            .enumerate()
            .skip(first)
            .filter_map(|(at, (_, count))| {
                let level = self.level(style, at)?;
                (!level.format.is_empty()).then(|| numeral(&level.format, *count))
            });
        let shown: Vec<String> = shown.collect();
        Some(format!("{}{}{}", own.prefix, shown.join("."), own.suffix))
    }
}

fn levels(style: &Element) -> Vec<Level> {
    let mut levels = vec![Level::default(); MAX_LEVELS];
    for element in style.elements() {
        let at = element
            .attribute("level")
            .and_then(|level| level.parse::<usize>().ok());
        let Some(level) = at.and_then(|at| levels.get_mut(at.checked_sub(1)?)) else {
            continue;
        };
        let affix = |name: &str| {
            element
                .attribute(name)
                .unwrap_or_default()
                .chars()
                .take(MAX_AFFIX_CHARS)
                .collect()
        };
        let number = |name: &str| {
            element
                .attribute(name)
                .and_then(|number| number.parse().ok())
                .unwrap_or(1)
        };
        *level = Level {
            prefix: affix("num-prefix"),
            suffix: affix("num-suffix"),
            format: match element.local() {
                "list-level-style-number" => affix("num-format"),
                _ => String::new(),
            },
            start: number("start-value"),
            shown: number("display-levels"),
        };
    }
    levels
}

fn numeral(format: &str, count: usize) -> String {
    match format {
        "a" => letters(count, 'a'),
        "A" => letters(count, 'A'),
        "i" => roman(count).to_lowercase(),
        "I" => roman(count),
        _ => count.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use crate::import::{FileKind, import};

    #[test]
    fn a_flat_document_has_the_numbers_that_are_shown() {
        let spaces = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' \
            xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'";
        let style = "<text:list-style style:name='L'><text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='.'/>\
            <text:list-level-style-number text:level='2' style:num-format='a' style:num-suffix=')' text:display-levels='2'/></text:list-style>\
            <text:list-style style:name='B'><text:list-level-style-bullet text:level='1'/></text:list-style>";
        let item = |words: &str, inner: &str| {
            format!("<text:list-item><text:p>{words}</text:p>{inner}</text:list-item>")
        };
        let list = |style: &str, more: &str, items: &[String]| {
            format!(
                "<text:list text:style-name='{style}' {more}>{}</text:list>",
                items.concat()
            )
        };
        let inner = format!(
            "<text:list>{}</text:list>",
            item("Today", "") + &item("All of it", "")
        );
        let lists = [
            list(
                "L",
                "",
                &[item("Open the quay.", &inner), item("Pay the boats.", "")],
            ),
            list("B", "", &[item("A point", "")]),
            list("L", "text:continue-numbering='true'", &[item("Go on.", "")]),
        ];
        let flat = format!(
            "<?xml version='1.0'?><office:document {spaces} office:mimetype='application/vnd.oasis.opendocument.text'><office:automatic-styles>{style}\
             </office:automatic-styles><office:body><office:text>{}</office:text></office:body></office:document>",
            lists.concat()
        );
        let imported = import("a.fodt", flat.as_bytes()).unwrap();
        assert_eq!(imported.kind, FileKind::Odt);
        let words: Vec<&str> = imported.articles[0].text.split_whitespace().collect();
        assert_eq!(
            words.join(" "),
            "1. Open the quay. 1.a) Today 1.b) All of it 2. Pay the boats. A point 3. Go on."
        );
    }
}
