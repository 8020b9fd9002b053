//! The overview and scroll bar at the right edge: all claims of the article, and the part in view.

use eframe::egui::{Id, Mesh, Painter, Rect, Role, Sense, Shape, Ui, WidgetInfo, pos2};

use super::ScreenCtx;
use super::frame::Frame;
use super::hits::within;
use super::marks::{Hue, Marks, ShownClaim};
use super::page::Page;
use super::paint::color_of;
use super::scroll::{ABOVE, Scroll};
use crate::text::Span;
use crate::ui::find::Find;
use crate::ui::kit::theme::{Theme, faded};

const MIN_THUMB_HEIGHT: f32 = 28.0;
const BAR: f32 = 3.0;
/// A click this near a bar leads to its claim.
const NEAR: f32 = 4.0;
/// Bars are recomputed after the page height has changed by this share,
const STALE: f64 = 0.004;

/// Matches up to this number are placed one by one.
const FEW: usize = 2000;
/// or by this share with few claims, where that costs nothing.
const EQUAL: f64 = 1e-9;

#[derive(Default)]
pub(super) struct Ruler {
    bars: Vec<Bar>,
    of: Option<RulerKey>,
    /// The y positions of matches, and what they were computed for.
    hits: Vec<f32>,
    hits_of: Option<RulerKey>,
    /// Where the thumb is held, below its top.
    grip: Option<f32>,
}

/// What positions on the ruler were computed for.
#[derive(Clone, Copy)]
struct RulerKey {
    revision: u64,
    page: f64,
    view: f32,
}

impl RulerKey {
    /// Whether positions computed for `self` are still right for `now`.
    fn holds(self, now: Self, is_exact: bool) -> bool {
        let changed = (self.page - now.page).abs() / now.page;
        self.revision == now.revision
            && self.view.to_bits() == now.view.to_bits()
            && changed < if is_exact { EQUAL } else { STALE }
    }
}

struct Bar {
    /// Its middle, below the ruler's top.
    y: f32,
    hue: Hue,
    start: usize,
}

/// The ratio of ruler to page.
#[derive(Clone, Copy)]
struct Proportion {
    page: f64,
    view: f64,
}

impl Proportion {
    fn new(page: &Page, frame: &Frame) -> Self {
        let view = f64::from(frame.view.height()).max(1.0);
        Self {
            page: page.height().max(view),
            view,
        }
    }

    /// The ruler position of a page position. On a page that fits into the view they are equal.
    fn on_ruler(self, y: f64) -> f32 {
        (y * self.view / self.page) as f32
    }

    /// Top and bottom of the thumb; `None` if everything is in view.
    fn thumb(self, scrolled: f64) -> Option<(f32, f32)> {
        if self.page <= self.view + 1.0 {
            return None;
        }
        let height = self.on_ruler(self.view).max(MIN_THUMB_HEIGHT);
        let way = self.view as f32 - height;
        let top = (scrolled / (self.page - self.view)).clamp(0.0, 1.0) as f32 * way;
        Some((top, top + height))
    }

    /// The scroll offset for a thumb position.
    fn scrolled(self, thumb_top: f32) -> f64 {
        let way = (self.view - f64::from(self.on_ruler(self.view).max(MIN_THUMB_HEIGHT))).max(1.0);
        (f64::from(thumb_top) / way).clamp(0.0, 1.0) * (self.page - self.view)
    }
}

impl Ruler {
    pub(super) fn handle(&mut self, ui: &Ui, id: Id, frame: &Frame, page: &Page, scroll: &mut Scroll) {
        let response = ui.interact(frame.ruler, id, Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, fl!("article-overview")));
        let proportion = Proportion::new(page, frame);
        let Some(at) = response
            .interact_pointer_pos()
            .filter(|_| response.is_pointer_button_down_on())
        else {
            self.grip = None;
            return;
        };
        let y = at.y - frame.ruler.top();
        let thumb = proportion.thumb(page.y_of_scroll(*scroll));
        let grip = match (self.grip, thumb) {
            (Some(grip), _) => grip,
            (None, Some((top, bottom))) if (top..bottom).contains(&y) => y - top,
            (None, Some((top, bottom))) => {
                if let Some(bar) = self.bar_near(y) {
                    let target = page.y_of_byte(bar.start) - f64::from(frame.view.height() * ABOVE);
                    *scroll = page.scroll_at(target.max(0.0));
                    return;
                }
                (bottom - top) / 2.0
            }
            (None, None) => return,
        };
        self.grip = Some(grip);
        *scroll = page.scroll_at(proportion.scrolled(y - grip));
    }

    pub(super) fn paint(&mut self, painter: &Painter, ctx: &ScreenCtx<'_>, page: &Page, scroll: Scroll) {
        let frame = ctx.frame;
        let theme = Theme::from_ctx(painter.ctx());
        let proportion = Proportion::new(page, frame);
        self.measure(page, ctx, proportion);
        self.measure_hits(page, ctx, proportion);
        let ruler = frame.ruler;
        painter.rect_filled(ruler, 0.0, theme.paper);
        painter.vline(ruler.left() + 0.5, ruler.y_range(), theme.hairline_stroke());
        let mut mesh = Mesh::default();
        let bar = |y: f32, left: f32, right: f32| {
            let top = ruler.top() + y - BAR / 2.0;
            Rect::from_min_max(
                pos2(ruler.left() + left, top),
                pos2(ruler.left() + right, top + BAR),
            )
        };
        // While something is looked for, claims and hits stand side by side.
        let (claims, hits) = if self.hits.is_empty() {
            (3.0, 3.0)
        } else {
            (6.5, 5.5)
        };
        for claim in &self.bars {
            let rect = bar(claim.y, claims, ruler.width() - 2.0);
            mesh.add_colored_rect(rect, color_of(theme, claim.hue));
        }
        for y in &self.hits {
            mesh.add_colored_rect(bar(*y, 1.5, hits), theme.found_mark);
        }
        painter.add(Shape::mesh(mesh));
        if let Some((top, bottom)) = proportion.thumb(page.y_of_scroll(scroll)) {
            let pointed = painter.ctx().input(|input| input.pointer.latest_pos());
            let near = self.grip.is_some() || pointed.is_some_and(|at| ruler.contains(at));
            let thumb = Rect::from_min_max(
                pos2(ruler.left() + 2.0, ruler.top() + top + 1.0),
                pos2(ruler.right() - 1.0, ruler.top() + bottom - 1.0),
            );
            // It lies over the bars, so that it is seen where claims stand close together.
            painter.rect_filled(thumb, 4.0, faded(theme.ink, if near { 0.22 } else { 0.12 }));
        }
    }

    fn measure_hits(&mut self, page: &Page, ctx: &ScreenCtx<'_>, proportion: Proportion) {
        let found = ctx.reading.find;
        let Some(hits) = found.and_then(Find::hits) else {
            self.hits.clear();
            self.hits_of = None;
            return;
        };
        let height = ctx.frame.ruler.height();
        let few = hits.spans.len() < FEW;
        let now = RulerKey {
            revision: hits.search,
            page: proportion.page,
            view: height,
        };
        if self.hits_of.is_some_and(|before| before.holds(now, few)) {
            return;
        }
        self.hits_of = Some(now);
        let middle = 13.0 * f64::from(page.key.zoom);
        self.hits = if few {
            let y_of = |hit: &Span| proportion.on_ruler(page.y_of_byte(hit.start) + middle).round();
            hits.spans.iter().map(y_of).collect()
        } else {
            // Very many are looked up row by row.
            let rows = (0..height.max(0.0) as u32).map(|row| row as f32);
            rows.filter(|row| {
                let on_page = |y: f32| f64::from(y) * proportion.page / proportion.view;
                let bytes = page.bytes_between(on_page(*row), on_page(row + 1.0));
                bytes.is_some_and(|bytes| !within(&hits.spans, bytes).is_empty())
            })
            .collect()
        };
        self.hits.dedup();
    }

    fn bar_near(&self, y: f32) -> Option<&Bar> {
        let near = self.bars.iter().filter(|bar| (bar.y - y).abs() <= NEAR);
        near.min_by(|a, b| (a.y - y).abs().total_cmp(&(b.y - y).abs()))
    }

    fn measure(&mut self, page: &Page, ctx: &ScreenCtx<'_>, proportion: Proportion) {
        let (marks, exact) = (ctx.marks, ctx.marks.claims.len() < 500);
        let now = RulerKey {
            revision: ctx.revision,
            page: proportion.page,
            view: ctx.frame.ruler.height(),
        };
        if self.of.is_some_and(|before| before.holds(now, exact)) {
            return;
        }
        self.of = Some(now);
        self.bars.clear();
        if !exact {
            self.bars_by_row(page, marks, proportion);
            return;
        }
        for claim in &marks.claims {
            let y = proportion.on_ruler(page.y_of_byte(claim.start) + 13.0 * f64::from(page.key.zoom));
            let row = (y * 2.0).round() / 2.0;
            let known = self.bars.last();
            if known.is_none_or(|bar| (bar.y - row).abs() >= 0.1 || bar.hue != claim.hue) {
                self.bars.push(Bar {
                    y: row,
                    hue: claim.hue,
                    start: claim.start,
                });
            }
        }
    }

    /// With very many claims only the first of each row is looked up, so that the time does not depend on their
    /// number.
    fn bars_by_row(&mut self, page: &Page, marks: &Marks, proportion: Proportion) {
        let middle = 13.0 * f64::from(page.key.zoom);
        // Where on the page a claim begins whose bar stands here.
        let on_page = |y: f32| f64::from(y) * proportion.page / proportion.view - middle;
        let rows = (0..=(proportion.view as f32 / BAR) as u32).map(|row| row as f32 * BAR);
        let mut from = 0;
        self.bars.extend(rows.filter_map(|y| {
            let (upper, lower) = (on_page(y - BAR / 2.0), on_page(y + BAR / 2.0));
            // Only of the block that reaches into the row from above it is not clear which claims
            // begin in the row.
            let block = page.bytes_between(upper, upper)?;
            from = begun(&marks.claims, from, block.start);
            let unclear = marks.claims.get(from..begun(&marks.claims, from, block.end))?;
            from += unclear.partition_point(|claim| page.y_of_byte(claim.start) < upper);
            let claim = marks.claims.get(from)?;
            (page.y_of_byte(claim.start) < lower).then_some(Bar {
                y,
                hue: claim.hue,
                start: claim.start,
            })
        }));
    }
}

/// The first claim from this one on that begins at a byte or after it (an exponential search, because it is near).
fn begun(claims: &[ShownClaim], mut from: usize, byte: usize) -> usize {
    let mut step = 1;
    while claims.get(from + step).is_some_and(|claim| claim.start < byte) {
        from += step;
        step *= 2;
    }
    let near = claims.get(from..(from + step).min(claims.len()));
    from + near.map_or(0, |near| near.partition_point(|claim| claim.start < byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ReviewState;

    #[test]
    fn looking_in_longer_steps_finds_what_looking_at_all_finds() {
        let shown =
            |start: usize| ShownClaim::new("c".into(), Hue::Nobody, ReviewState::Unreviewed, (start, start));
        let claims: Vec<ShownClaim> = [0, 2, 2, 3, 7, 7, 7, 20, 30, 31, 32, 33, 90].map(shown).into();
        for byte in 0..100 {
            let expected = claims.partition_point(|claim| claim.start < byte);
            for from in 0..=expected {
                assert_eq!(begun(&claims, from, byte), expected, "{byte} from {from}");
            }
        }
    }
}
