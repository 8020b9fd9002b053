//! The article as a page: its blocks, their heights, and which of them are on the screen.

mod block_cache;
mod head;

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::blocks::{Block, block_at, blocks, direction};
use super::heights::Heights;
use super::scroll::Scroll;
use crate::model::TextDirection;
use crate::session::settings::PageSettings;
use crate::text::Span;
use crate::typeset::{Caret, Direction, Rect, Style};
use crate::ui::kit::text_painter::{TextLayout, TextPainter};
use crate::ui::kit::theme::font;
use block_cache::CachedBlock;
pub(super) use block_cache::Layer;

/// Space in points at 100%.
mod space {
    pub(super) const HEAD: f32 = 34.0;
    pub(super) const TITLE: f32 = 6.0;
    pub(super) const BY_LINE: f32 = 22.0;
    pub(super) const PARAGRAPH: f32 = 15.0;
    pub(super) const FOOT: f32 = 72.0;
}

/// What a page is made from. An equal key means an equal page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Key {
    pub article: String,
    pub text: (usize, usize),
    pub title: String,
    pub by_line: String,
    pub address: String,
    pub width: f32,
    pub zoom: f32,
    pub scale: f32,
    /// The revision of the fonts.
    pub fonts: u32,
    pub set: PageSettings,
    /// The direction set for every paragraph, if any.
    pub direction: Option<TextDirection>,
}

impl Key {
    pub(super) fn style(&self, title: bool) -> Style {
        let style = if title { font::TITLE } else { font::ARTICLE };
        zoomed(font::as_set(style, self.set), self.zoom)
    }

    fn direction(&self) -> Option<Direction> {
        self.direction.map(|direction| match direction {
            TextDirection::LeftToRight => Direction::Ltr,
            TextDirection::RightToLeft => Direction::Rtl,
        })
    }
}

pub(super) struct Page {
    pub key: Key,
    pub text: Arc<str>,
    pub blocks: Vec<Block>,
    pub direction: Direction,
    heights: Heights,
    cache: HashMap<usize, CachedBlock>,
    frame: u64,
    by_line_shown: OnceCell<String>,
    /// Counts layouts, for tests and benchmarks.
    pub layouts: usize,
}

#[derive(Clone)]
pub(super) struct Placed {
    pub block: usize,
    pub span: Span,
    /// Its upper edge relative to the view's.
    pub top: f32,
    pub setting: Arc<TextLayout>,
}

/// The rectangles of a mark, relative to its block's corner.
pub(super) struct MarkRects {
    pub mark: usize,
    pub rects: Vec<Rect>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Head,
    Block(usize),
    Foot,
}

impl Page {
    pub(super) fn new(key: Key, text: Arc<str>) -> Self {
        let blocks = blocks(&text, &key.title);
        let estimate = Estimate::new(&key);
        let mut heights = Vec::with_capacity(blocks.len() + 2);
        heights.push(f64::from(space::HEAD * key.zoom));
        heights.extend(blocks.iter().map(|block| estimate.height(&text, block)));
        heights.push(f64::from(space::FOOT * key.zoom));
        Self {
            direction: key.direction().unwrap_or_else(|| direction(&text)),
            heights: Heights::new(heights),
            cache: HashMap::new(),
            frame: 0,
            by_line_shown: OnceCell::new(),
            layouts: 0,
            key,
            text,
            blocks,
        }
    }

    /// The line spacing relative to the default.
    pub(super) fn leading(&self) -> f32 {
        font::as_set(font::ARTICLE, self.key.set).line_height / font::ARTICLE.line_height
    }

    /// Height of the whole page, partly estimated.
    pub(super) fn height(&self) -> f64 {
        self.heights.total()
    }

    pub(super) fn top_of_block(&self, block: usize) -> f64 {
        self.heights.before(block + 1)
    }

    pub(super) fn height_of_block(&self, block: usize) -> f64 {
        self.heights.height(block + 1)
    }

    pub(super) fn is_new(&self) -> bool {
        self.frame == 0
    }

    /// The y position of a byte: exact if its block is laid out, else interpolated.
    pub(super) fn y_of_byte(&self, byte: usize) -> f64 {
        let Some(index) = block_at(&self.blocks, byte) else {
            return 0.0;
        };
        let top = self.heights.before(index + 1);
        let Some(block) = self.blocks.get(index) else {
            return top;
        };
        let local = byte.saturating_sub(block.span.start).min(block.span.len());
        match self.cache.get(&index) {
            Some(cached) => top + f64::from(cached.setting.paragraph.caret_rect(local).y),
            None => top + self.heights.height(index + 1) * local as f64 / block.span.len().max(1) as f64,
        }
    }

    pub(super) fn y_of_scroll(&self, scroll: Scroll) -> f64 {
        self.heights.before(scroll.item) + scroll.offset
    }

    pub(super) fn scroll_at(&self, y: f64) -> Scroll {
        let (item, offset) = self.heights.at(y);
        Scroll { item, offset }
    }

    /// The byte at the upper edge of the view and the offset of its line, so that another page of the text can show
    /// the same place.
    pub(super) fn reading_place(&self, scroll: Scroll) -> Option<(usize, f32)> {
        let index = scroll.item.checked_sub(1)?;
        let block = self.blocks.get(index)?;
        let offset = scroll.offset as f32;
        let Some(cached) = self.cache.get(&index) else {
            return Some((block.span.start, -offset));
        };
        let line = cached
            .setting
            .paragraph
            .lines()
            .find(|line| line.bottom > offset)?;
        Some((block.span.start + line.span.start, line.top - offset))
    }

    /// The scroll position at which the line of a byte begins `above` points above the view.
    pub(super) fn scroll_to_line(&mut self, pen: &mut TextPainter, byte: usize, above: f32) -> Scroll {
        let place = self.caret(byte, false);
        let line = place.and_then(|(index, caret)| {
            let setting = self.setting(pen, index)?;
            let line = setting.paragraph.lines().nth(setting.paragraph.line_of(caret))?;
            Some(Scroll::to(index, line.top, above))
        });
        line.unwrap_or_default()
    }

    pub(super) fn bytes_between(&self, upper: f64, lower: f64) -> Option<Span> {
        let block = |y: f64| {
            let item = self.heights.at(y).0.saturating_sub(1);
            self.blocks.get(item).or(self.blocks.last())
        };
        Some(Span::new(block(upper)?.span.start, block(lower)?.span.end))
    }

    pub(super) fn caret(&self, byte: usize, upstream: bool) -> Option<(usize, Caret)> {
        let index = block_at(&self.blocks, byte)?;
        let span = self.blocks.get(index)?.span;
        let byte = byte.clamp(span.start, span.end) - span.start;
        Some((index, Caret { byte, upstream }))
    }

    /// Brings the scroll position into the page and returns the blocks that a view of this height shows. Corrected
    /// estimates move nothing on the screen.
    pub(super) fn settle(&mut self, pen: &mut TextPainter, scroll: &mut Scroll, view: f32) -> Vec<Placed> {
        let view = f64::from(view);
        for _ in 0..4 {
            self.normalise(pen, scroll);
            let (placed, foot) = self.place(pen, *scroll, view);
            if foot >= view || *scroll == Scroll::default() {
                return placed;
            }
            scroll.offset -= view - foot;
        }
        self.normalise(pen, scroll);
        self.place(pen, *scroll, view).0
    }

    /// Brings a scroll position into the page, even if space remains below.
    pub(super) fn settle_anchor(&mut self, pen: &mut TextPainter, scroll: &mut Scroll) {
        self.normalise(pen, scroll);
        let height = self.measure(pen, scroll.item);
        scroll.offset = scroll.offset.min(height);
    }

    /// The blocks in a view, and where the last one ends.
    fn place(&mut self, pen: &mut TextPainter, scroll: Scroll, view: f64) -> (Vec<Placed>, f64) {
        let mut placed = Vec::new();
        let mut top = -scroll.offset;
        let mut item = scroll.item;
        if item >= 2 {
            // The block above is placed too: its chips may reach into the view.
            item -= 1;
            top -= self.measure(pen, item);
        }
        while item < self.heights.len() && top < view {
            let height = self.measure(pen, item);
            if let Item::Block(block) = self.item(item)
                && let Some(setting) = self.setting(pen, block)
                && let Some(span) = self.blocks.get(block).map(|block| block.span)
            {
                placed.push(Placed {
                    block,
                    span,
                    top: top as f32,
                    setting,
                });
            }
            top += height;
            item += 1;
        }
        (placed, top)
    }

    /// Anchors the scroll position to the item at the upper edge of the view.
    fn normalise(&mut self, pen: &mut TextPainter, scroll: &mut Scroll) {
        let last = self.heights.len().saturating_sub(1);
        scroll.item = scroll.item.min(last);
        loop {
            if scroll.offset < 0.0 {
                if scroll.item == 0 {
                    scroll.offset = 0.0;
                    return;
                }
                scroll.item -= 1;
                scroll.offset += self.measure(pen, scroll.item);
                continue;
            }
            let height = self.measure(pen, scroll.item);
            if scroll.offset < height || scroll.item == last {
                return;
            }
            scroll.offset -= height;
            scroll.item += 1;
        }
    }

    fn measure(&mut self, pen: &mut TextPainter, item: usize) -> f64 {
        match self.item(item) {
            Item::Head => {
                let height = f64::from(self.head_height(pen));
                self.heights.set(0, height);
            }
            Item::Block(block) => {
                self.setting(pen, block);
            }
            Item::Foot => {}
        }
        self.heights.height(item)
    }

    fn item(&self, item: usize) -> Item {
        match item.checked_sub(1) {
            None => Item::Head,
            Some(block) if block < self.blocks.len() => Item::Block(block),
            Some(_) => Item::Foot,
        }
    }

    fn space_after(&self, pen: &mut TextPainter, index: usize) -> f32 {
        match self.blocks.get(index) {
            Some(block) if block.title && block.ends_paragraph() => {
                space::TITLE * self.key.zoom + self.by_line_height(pen)
            }
            Some(block) if block.ends_paragraph() => space::PARAGRAPH * self.key.zoom,
            _ => 0.0,
        }
    }
}

pub(super) fn zoomed(style: Style, zoom: f32) -> Style {
    Style {
        size: style.size * zoom,
        line_height: style.line_height * zoom,
        ..style
    }
}

/// Estimates the height of a block from its length.
struct Estimate {
    letters_per_line: f64,
    line: f64,
    space: f64,
}

impl Estimate {
    fn new(key: &Key) -> Self {
        let style = key.style(false);
        Self {
            letters_per_line: f64::from((key.width / (style.size * 0.47)).max(1.0)),
            line: f64::from(style.line_height),
            space: f64::from(space::PARAGRAPH * key.zoom),
        }
    }

    fn height(&self, text: &str, block: &Block) -> f64 {
        let first = text.as_bytes().get(block.span.start).copied().unwrap_or_default();
        // Most letters of scripts outside Latin take two bytes, or three but twice the width.
        let bytes_per_letter = if first < 0x80 { 1.0 } else { 1.9 };
        let letters = block.span.len() as f64 / bytes_per_letter;
        let lines = (letters / self.letters_per_line).ceil().max(1.0);
        lines * self.line + if block.ends_paragraph() { self.space } else { 0.0 }
    }
}
