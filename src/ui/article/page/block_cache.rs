//! The blocks of a page that are laid out, kept for a while with what stands where on them. Where the blocks stand on the
//! page is not decided here.

use std::sync::Arc;

use super::{MarkRects, Page, Placed};
use crate::typeset::{Run, first_strong};
use crate::ui::kit::text_painter::{TextLayout, TextPainter};

/// How many blocks are kept laid out beyond those on the screen.
const KEPT: usize = 160;

/// A block that is laid out, and when it was last used.
pub(super) struct Sheet {
    pub(super) setting: Arc<TextLayout>,
    used: u64,
    marks: Kept,
    hits: Kept,
    /// For a screen reader, once one has asked.
    runs: Option<Arc<[Run]>>,
}

/// What stands where on a block, and the revision that this is of.
type Kept = Option<(u64, Arc<[MarkRects]>)>;

impl Page {
    /// A new frame begins: what was not drawn for long is let go.
    pub fn begin(&mut self) {
        self.frame += 1;
        if self.sheets.len() > KEPT {
            let frame = self.frame;
            let mut ages: Vec<u64> = self.sheets.values().map(|sheet| frame - sheet.used).collect();
            let (_, oldest, _) = ages.select_nth_unstable(KEPT / 2);
            let oldest = (*oldest).max(2);
            self.sheets.retain(|_, sheet| frame - sheet.used < oldest);
        }
    }

    /// Whether a block is laid out; one that is will be kept for a while.
    pub fn keep(&mut self, block: usize) -> bool {
        let frame = self.frame;
        let sheet = self.sheets.get_mut(&block);
        sheet.map(|sheet| sheet.used = frame).is_some()
    }

    /// The layout of a block, made where it is missing.
    pub fn setting(&mut self, pen: &mut TextPainter, index: usize) -> Option<Arc<TextLayout>> {
        let frame = self.frame;
        if let Some(sheet) = self.sheets.get_mut(&index) {
            sheet.used = frame;
            return Some(Arc::clone(&sheet.setting));
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
        let sheet = Sheet {
            setting: Arc::clone(&setting),
            used: frame,
            marks: None,
            hits: None,
            runs: None,
        };
        self.sheets.insert(index, sheet);
        let height = f64::from(setting.paragraph.height() + self.space_after(pen, index));
        self.heights.set(index + 1, height);
        Some(setting)
    }

    /// A block that is laid out, standing there.
    pub fn placed(&self, block: usize, top: f32) -> Option<Placed> {
        Some(Placed {
            block,
            span: self.blocks.get(block)?.span,
            top,
            setting: Arc::clone(&self.sheets.get(&block)?.setting),
        })
    }

    /// The runs of a block that is laid out.
    pub fn runs(&mut self, block: usize) -> Arc<[Run]> {
        let Some(sheet) = self.sheets.get_mut(&block) else {
            return Arc::from([]);
        };
        let runs = || sheet.setting.paragraph.runs().into();
        Arc::clone(sheet.runs.get_or_insert_with(runs))
    }

    /// Where the marks stand on a block, worked out by `find` where they are not known or
    /// `revision` has changed.
    pub fn mark_rects(
        &mut self,
        block: usize,
        revision: u64,
        find: impl FnOnce(&TextLayout) -> Vec<MarkRects>,
    ) -> Arc<[MarkRects]> {
        let sheet = self.sheets.get_mut(&block);
        sheet.map_or_else(
            || Arc::from([]),
            |sheet| keep(&mut sheet.marks, &sheet.setting, revision, find),
        )
    }

    /// The same of the hits of a search.
    pub fn hit_rects(
        &mut self,
        block: usize,
        search: u64,
        find: impl FnOnce(&TextLayout) -> Vec<MarkRects>,
    ) -> Arc<[MarkRects]> {
        let sheet = self.sheets.get_mut(&block);
        sheet.map_or_else(
            || Arc::from([]),
            |sheet| keep(&mut sheet.hits, &sheet.setting, search, find),
        )
    }
}

fn keep(
    kept: &mut Kept,
    setting: &TextLayout,
    revision: u64,
    find: impl FnOnce(&TextLayout) -> Vec<MarkRects>,
) -> Arc<[MarkRects]> {
    match kept {
        Some((of, rects)) if *of == revision => Arc::clone(rects),
        _ => {
            let rects: Arc<[MarkRects]> = find(setting).into();
            *kept = Some((revision, Arc::clone(&rects)));
            rects
        }
    }
}
