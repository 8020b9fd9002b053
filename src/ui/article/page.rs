//! The article as a page: which blocks it has, how tall they are, and which of them are on the screen. Scrolling moves
//! over it, marks are painted on it; neither is decided here.

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
use block_cache::Sheet;

/// Space in points at 100 %.
mod space {
    /// Above the title.
    pub const HEAD: f32 = 34.0;
    /// Between the title and the line below it.
    pub const TITLE: f32 = 6.0;
    /// Below that line.
    pub const BY_LINE: f32 = 22.0;
    /// Between paragraphs.
    pub const PARAGRAPH: f32 = 15.0;
    /// Below the last paragraph.
    pub const FOOT: f32 = 72.0;
}

/// What a page is made from. While it stays equal, so does the page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Key {
    pub article: String,
    pub text: (usize, usize),
    pub title: String,
    pub by_line: String,
    /// Where the article was found.
    pub address: String,
    pub width: f32,
    pub zoom: f32,
    pub scale: f32,
    /// The fonts it is set with, as the text painter counts them.
    pub fonts: u32,
    pub set: PageSettings,
    /// The direction of every paragraph, where somebody has set it.
    pub direction: Option<TextDirection>,
}

impl Key {
    /// The style of the article, or of its title.
    pub fn style(&self, title: bool) -> Style {
        let style = if title { font::TITLE } else { font::ARTICLE };
        zoomed(font::as_set(style, self.set), self.zoom)
    }

    /// The direction of a paragraph that was set for the whole article.
    fn direction(&self) -> Option<Direction> {
        self.direction.map(|direction| match direction {
            TextDirection::LeftToRight => Direction::Ltr,
            TextDirection::RightToLeft => Direction::Rtl,
        })
    }
}

/// The page of one article at one width.
pub(super) struct Page {
    pub key: Key,
    pub text: Arc<str>,
    pub blocks: Vec<Block>,
    pub direction: Direction,
    heights: Heights,
    sheets: HashMap<usize, Sheet>,
    frame: u64,
    /// What the line below the title shows, once it was asked for.
    by_line_shown: OnceCell<String>,
    /// How many layouts were made since the page was, for tests.
    pub layouts: usize,
}

/// A block on the screen.
#[derive(Clone)]
pub(super) struct Placed {
    /// Its index among the blocks.
    pub block: usize,
    pub span: Span,
    /// Its upper edge, in points below the upper edge of the view.
    pub top: f32,
    pub setting: Arc<TextLayout>,
}

/// Where a mark stands on a block: the rectangles of its words, in points from the block's corner.
pub(super) struct MarkRects {
    /// Its index among the marks.
    pub mark: usize,
    pub rects: Vec<Rect>,
}

/// A part of the page from top to bottom: the head, the blocks, the foot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Head,
    Block(usize),
    Foot,
}

impl Page {
    pub fn new(key: Key, text: Arc<str>) -> Self {
        let blocks = blocks(&text, &key.title);
        let estimate = Estimate::new(&key);
        let mut heights = Vec::with_capacity(blocks.len() + 2);
        heights.push(f64::from(space::HEAD * key.zoom));
        heights.extend(blocks.iter().map(|block| estimate.height(&text, block)));
        heights.push(f64::from(space::FOOT * key.zoom));
        Self {
            direction: key.direction().unwrap_or_else(|| direction(&text)),
            heights: Heights::new(heights),
            sheets: HashMap::new(),
            frame: 0,
            by_line_shown: OnceCell::new(),
            layouts: 0,
            key,
            text,
            blocks,
        }
    }

    /// How close the lines are set, 1 as designed.
    pub fn leading(&self) -> f32 {
        font::as_set(font::ARTICLE, self.key.set).line_height / font::ARTICLE.line_height
    }

    /// Height of the whole page, as far as it is known.
    pub fn height(&self) -> f64 {
        self.heights.total()
    }

    /// How far down the page a block begins.
    pub fn top_of_block(&self, block: usize) -> f64 {
        self.heights.before(block + 1)
    }

    /// How tall a block is, as far as it is known.
    pub fn height_of_block(&self, block: usize) -> f64 {
        self.heights.height(block + 1)
    }

    /// Whether it was made in this frame.
    pub fn is_new(&self) -> bool {
        self.frame == 0
    }

    /// How far down the page a byte stands: exact where its block was measured, else by its share
    /// of the block.
    pub fn y_of_byte(&self, byte: usize) -> f64 {
        let Some(index) = block_at(&self.blocks, byte) else {
            return 0.0;
        };
        let top = self.heights.before(index + 1);
        let Some(block) = self.blocks.get(index) else {
            return top;
        };
        let local = byte.saturating_sub(block.span.start).min(block.span.len());
        match self.sheets.get(&index) {
            Some(sheet) => top + f64::from(sheet.setting.paragraph.caret_rect(local).y),
            None => top + self.heights.height(index + 1) * local as f64 / block.span.len().max(1) as f64,
        }
    }

    /// How far down the page the view begins.
    pub fn y_of_scroll(&self, scroll: Scroll) -> f64 {
        self.heights.before(scroll.item) + scroll.offset
    }

    /// The scroll position at a height.
    pub fn scroll_at(&self, y: f64) -> Scroll {
        let (item, offset) = self.heights.at(y);
        Scroll { item, offset }
    }

    /// The byte at the upper edge of the view, with how far its line begins below that edge, so
    /// that another page of the text can stand in the same place.
    pub fn reading_place(&self, scroll: Scroll) -> Option<(usize, f32)> {
        let index = scroll.item.checked_sub(1)?;
        let block = self.blocks.get(index)?;
        let offset = scroll.offset as f32;
        let Some(sheet) = self.sheets.get(&index) else {
            return Some((block.span.start, -offset));
        };
        let line = sheet
            .setting
            .paragraph
            .lines()
            .find(|line| line.bottom > offset)?;
        Some((block.span.start + line.span.start, line.top - offset))
    }

    /// The scroll position at which the line of a byte begins `above` points above the view.
    pub fn scroll_to_line(&mut self, pen: &mut TextPainter, byte: usize, above: f32) -> Scroll {
        let place = self.caret(byte, false);
        let line = place.and_then(|(index, caret)| {
            let setting = self.setting(pen, index)?;
            let line = setting.paragraph.lines().nth(setting.paragraph.line_of(caret))?;
            Some(Scroll::to(index, line.top, above))
        });
        line.unwrap_or_default()
    }

    /// The paragraph at a scroll position, counted from 1, and how many there are.
    pub fn paragraph_at(&self, scroll: Scroll) -> (usize, usize) {
        let number = |block: &Block| block.number as usize + 1;
        let at = self
            .blocks
            .get(scroll.item.saturating_sub(1))
            .or(self.blocks.last());
        (at.map_or(0, number), self.blocks.last().map_or(0, number))
    }

    /// The bytes of the blocks that stand between two heights.
    pub fn bytes_between(&self, upper: f64, lower: f64) -> Option<Span> {
        let block = |y: f64| {
            let item = self.heights.at(y).0.saturating_sub(1);
            self.blocks.get(item).or(self.blocks.last())
        };
        Some(Span::new(block(upper)?.span.start, block(lower)?.span.end))
    }

    /// The block of a byte with the byte's place in it.
    pub fn caret(&self, byte: usize, upstream: bool) -> Option<(usize, Caret)> {
        let index = block_at(&self.blocks, byte)?;
        let span = self.blocks.get(index)?.span;
        let byte = byte.clamp(span.start, span.end) - span.start;
        Some((index, Caret { byte, upstream }))
    }

    /// Brings the scroll position into the page and gives the blocks that a view of this height
    /// then shows, top to bottom. Heights that turn out other than estimated move nothing.
    pub fn settle(&mut self, pen: &mut TextPainter, scroll: &mut Scroll, view: f32) -> Vec<Placed> {
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

    /// Brings a scroll position into the page, whatever then fits below it.
    pub fn settle_anchor(&mut self, pen: &mut TextPainter, scroll: &mut Scroll) {
        self.normalise(pen, scroll);
        let height = self.measure(pen, scroll.item);
        scroll.offset = scroll.offset.min(height);
    }

    /// The blocks from the scroll position to the foot of the view, and where the last one ends.
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

    /// Moves the anchor of the scroll position to the item at the upper edge of the view.
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

    /// The true height of an item.
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

/// A style at a zoom.
pub(super) fn zoomed(style: Style, zoom: f32) -> Style {
    Style {
        size: style.size * zoom,
        line_height: style.line_height * zoom,
        ..style
    }
}

/// How tall a block will be, guessed from its length alone.
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
