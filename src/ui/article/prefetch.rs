//! Lays out the blocks around the view, a few in each idle frame, so that scrolling finds them ready.

use super::page::{Page, Placed};
use crate::ui::kit::text_painter::TextPainter;

const BLOCKS: usize = 4;
/// No further block is begun after so many bytes: about a millisecond's work.
const BYTES: usize = 4096;
/// Blocks kept ready on each side of the view.
const READY: usize = 60;

/// Keeps the blocks within a view's height of those on the screen and, if `idle`, lays out a few that are missing.
/// Returns whether some still are.
pub(super) fn lay_ahead(
    page: &mut Page,
    pen: &mut TextPainter,
    placed: &[Placed],
    view: f32,
    idle: bool,
) -> bool {
    let Some((first, last)) = placed.first().zip(placed.last()) else {
        return false;
    };
    let below = last.block + 1..page.blocks.len();
    let above = (0..first.block).rev();
    let mut missing = within(page, below, view);
    missing.extend(within(page, above, view));
    let (mut blocks, mut bytes) = (0, 0);
    if idle {
        for index in &missing {
            if blocks == BLOCKS || bytes >= BYTES {
                break;
            }
            blocks += 1;
            bytes += page.blocks.get(*index).map_or(0, |block| block.span.len());
            page.setting(pen, *index);
        }
    }
    blocks < missing.len()
}

/// The blocks on the screen, and those laid out within a view's height of them.
pub(super) fn around(page: &mut Page, placed: &[Placed], view: f32) -> Vec<Placed> {
    let Some((first, last)) = placed.first().zip(placed.last()) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    let mut top = first.top;
    for index in (0..first.block).rev().take(READY) {
        if first.top - top > view {
            break;
        }
        top -= page.height_of_block(index) as f32;
        let Some(block) = page.placed(index, top) else {
            break;
        };
        all.push(block);
    }
    all.reverse();
    all.extend(placed.iter().cloned());
    let start = last.top + page.height_of_block(last.block) as f32;
    let mut top = start;
    for index in (last.block + 1..page.blocks.len()).take(READY) {
        let block = page.placed(index, top).filter(|_| top - start <= view);
        let Some(block) = block else { break };
        top += page.height_of_block(index) as f32;
        all.push(block);
    }
    all
}

/// The blocks within a height that are not laid out, nearest first.
fn within(page: &mut Page, blocks: impl Iterator<Item = usize>, height: f32) -> Vec<usize> {
    let mut missing = Vec::new();
    let mut room = f64::from(height);
    for index in blocks.take(READY) {
        if room <= 0.0 {
            break;
        }
        room -= page.height_of_block(index);
        if !page.keep(index) {
            missing.push(index);
        }
    }
    missing
}
