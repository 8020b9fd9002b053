//! The line below an article's title: publisher, author, date and URL. A URL too long for its line is cut in the
//! middle; a tooltip shows it whole.

use std::sync::Arc;

use eframe::egui::{Id, Rect, Sense, Ui, pos2};
use unicode_segmentation::UnicodeSegmentation;

use super::frame::Frame;
use super::page::{Key, Page, zoomed};
use crate::typeset::{Direction, Style};
use crate::ui::kit::text::tip;
use crate::ui::kit::text_painter::{Fit, SharedTextPainter, TextLayout, TextPainter};

const BETWEEN: &str = " · ";
/// An address that would be cut to fewer letters than this gets a line of its own.
const MIN_ADDRESS_CHARS: usize = 24;

/// All of it on one line, for screen readers.
pub(super) fn whole(key: &Key) -> String {
    joined(&key.by_line, &key.address, BETWEEN)
}

/// All of it if that fits on one line, else with the URL cut.
pub(super) fn shown(key: &Key, direction: Direction, pen: &mut TextPainter) -> String {
    let all = whole(key);
    let fits = |text: &str, pen: &mut TextPainter| set(text, key, direction, pen).paragraph.line_count() == 1;
    if key.address.is_empty() || fits(&all, pen) {
        return all;
    }
    let letters = key.address.graphemes(true).count();
    if !key.by_line.is_empty() {
        let beside = |letters| joined(&key.by_line, &cut_in_the_middle(&key.address, letters), BETWEEN);
        if let Some(most) = most(MIN_ADDRESS_CHARS, letters, |letters| fits(&beside(letters), pen)) {
            return beside(most);
        }
    }
    let alone = |letters| cut_in_the_middle(&key.address, letters);
    let most = most(1, letters, |letters| fits(&alone(letters), pen)).unwrap_or(1);
    joined(&key.by_line, &alone(most), "\n")
}

fn joined(one: &str, other: &str, between: &str) -> String {
    let between = if one.is_empty() || other.is_empty() {
        ""
    } else {
        between
    };
    format!("{one}{between}{other}")
}

pub(super) fn set(text: &str, key: &Key, direction: Direction, pen: &mut TextPainter) -> Arc<TextLayout> {
    let style = zoomed(Style::ui(13.0, 20.0), key.zoom);
    let fit = Fit::Wrap(key.width);
    let text = match direction {
        // Set from right to left, each part keeps its own order.
        Direction::Rtl => text
            .split('\n')
            .map(|line| format!("\u{2068}{}\u{2069}", line.replace(BETWEEN, "\u{2069} · \u{2068}")))
            .collect::<Vec<_>>()
            .join("\n"),
        Direction::Ltr | Direction::Auto => text.to_owned(),
    };
    pen.layout(&text, style, fit, direction)
}

/// A tooltip with the whole URL if the line cuts it.
pub(super) fn by_line_ui(
    ui: &Ui,
    id: Id,
    page: &Page,
    frame: &Frame,
    scrolled: f64,
    pen: &SharedTextPainter,
) {
    let address = &page.key.address;
    let (line, below) = {
        // Not longer: the explanation is drawn with the text painter, too.
        let pen = &mut pen.lock();
        (page.by_line(pen), page.by_line_top(pen))
    };
    let Some(line) = line else { return };
    if address.is_empty() || line.paragraph.text().contains(address.as_str()) {
        return;
    }
    let top = frame.view.top() - scrolled as f32 + below;
    let (left, size) = (frame.column.min, line.size());
    let rect = Rect::from_min_max(pos2(left, top), pos2(left + page.key.width, top + size.y));
    let rect = rect.intersect(frame.view);
    if rect.is_positive() {
        tip(ui.interact(rect, id.with("address"), Sense::hover()), address);
    }
}

/// The largest number that passes, given that smaller ones pass too.
fn most(fewest: usize, most: usize, mut passes: impl FnMut(usize) -> bool) -> Option<usize> {
    if most < fewest || !passes(fewest) {
        return None;
    }
    let (mut short, mut long) = (fewest, most);
    while short < long {
        let middle = usize::midpoint(short, long + 1);
        if passes(middle) {
            short = middle;
        } else {
            long = middle - 1;
        }
    }
    Some(short)
}

fn cut_in_the_middle(text: &str, letters: usize) -> String {
    let all: Vec<&str> = text.graphemes(true).collect();
    if all.len() <= letters {
        return text.to_owned();
    }
    let kept = letters.saturating_sub(1);
    let end = all.len() - kept / 2;
    let head = all.get(..kept - kept / 2).unwrap_or_default();
    let tail = all.get(end..).unwrap_or_default();
    format!("{}…{}", head.concat(), tail.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_address_keeps_its_beginning_and_its_end() {
        assert_eq!(cut_in_the_middle("example.org/world", 20), "example.org/world");
        assert_eq!(cut_in_the_middle("example.org/world/talks", 11), "examp…talks");
        assert_eq!(cut_in_the_middle("example.org", 1), "…");
        assert_eq!(most(2, 9, |n| n <= 6), Some(6));
        assert_eq!(most(2, 9, |n| n <= 1), None);
    }
}
