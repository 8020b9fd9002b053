//! The layouts of blocks, cached with the rectangles of marks and matches on them.

use std::sync::Arc;

use super::{MarkRects, Page, Placed};
use crate::typeset::{Run, first_strong};
use crate::ui::kit::text_painter::{TextLayout, TextPainter};

/// Blocks kept beyond those on the screen.
const KEPT: usize = 160;

pub(super) struct CachedBlock {
    pub(super) setting: Arc<TextLayout>,
    used: u64,
    /// By layer.
    rects: [Kept; 2],
    /// For a screen reader, once one has asked.
    runs: Option<Arc<[Run]>>,
}

/// Rectangles on a block, and the revision they are of.
type Kept = Option<(u64, Arc<[MarkRects]>)>;

/// What is found on a block.
#[derive(Clone, Copy)]
pub(in crate::ui::article) enum Layer {
    Marks,
    Matches,
}

impl Page {
    /// Begins a frame; blocks that were not used for long are dropped.
    pub(crate) fn begin(&mut self) {
        self.frame += 1;
        if self.cache.len() > KEPT {
            let frame = self.frame;
            let mut ages: Vec<u64> = self.cache.values().map(|cached| frame - cached.used).collect();
            let (_, oldest, _) = ages.select_nth_unstable(KEPT / 2);
            let oldest = (*oldest).max(2);
            self.cache.retain(|_, cached| frame - cached.used < oldest);
        }
    }

    /// Whether a block is laid out; if so it is kept.
    pub(crate) fn keep(&mut self, block: usize) -> bool {
        let frame = self.frame;
        let cached = self.cache.get_mut(&block);
        cached.map(|cached| cached.used = frame).is_some()
    }

    /// The layout of a block, made if it is missing.
    pub(crate) fn setting(&mut self, pen: &mut TextPainter, index: usize) -> Option<Arc<TextLayout>> {
        let frame = self.frame;
        if let Some(cached) = self.cache.get_mut(&index) {
            cached.used = frame;
            return Some(Arc::clone(&cached.setting));
        }
        let block = self.blocks.get(index)?;
        let words = block.span.slice(&self.text)?;
        let own = || block.paragraph.slice(&self.text).and_then(first_strong);
        let direction = self.key.direction().or_else(own).unwrap_or(self.direction);
        let style = self.key.style(block.title);
        let (width, scale) = (self.key.width, self.key.scale);
        let paragraph = pen
            .typesetter()
            .layout(words, style, Some(width), scale, direction);
        self.layouts += 1;
        let setting = Arc::new(TextLayout::from(paragraph));
        let cached = CachedBlock {
            setting: Arc::clone(&setting),
            used: frame,
            rects: [None, None],
            runs: None,
        };
        self.cache.insert(index, cached);
        let height = f64::from(setting.paragraph.height() + self.space_after(pen, index));
        self.heights.set(index + 1, height);
        Some(setting)
    }

    pub(crate) fn placed(&self, block: usize, top: f32) -> Option<Placed> {
        Some(Placed {
            block,
            span: self.blocks.get(block)?.span,
            top,
            setting: Arc::clone(&self.cache.get(&block)?.setting),
        })
    }

    pub(crate) fn runs(&mut self, block: usize) -> Arc<[Run]> {
        let Some(cached) = self.cache.get_mut(&block) else {
            return Arc::from([]);
        };
        let runs = || cached.setting.paragraph.runs().into();
        Arc::clone(cached.runs.get_or_insert_with(runs))
    }

    /// The rectangles of a layer of marks on a block, found again if `revision` has changed.
    pub(crate) fn rects(
        &mut self,
        block: usize,
        layer: Layer,
        revision: u64,
        find: impl FnOnce(&TextLayout) -> Vec<MarkRects>,
    ) -> Arc<[MarkRects]> {
        let Some(cached) = self.cache.get_mut(&block) else {
            return Arc::from([]);
        };
        let kept = &mut cached.rects[layer as usize];
        match kept {
            Some((of, rects)) if *of == revision => Arc::clone(rects),
            _ => {
                let rects: Arc<[MarkRects]> = find(&cached.setting).into();
                *kept = Some((revision, Arc::clone(&rects)));
                rects
            }
        }
    }
}
