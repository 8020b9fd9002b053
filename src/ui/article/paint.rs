//! Paints the page: tints, outlines, selection, underlines, text, caret.

use std::sync::Arc;

use eframe::egui::{Color32, Mesh, Painter, Pos2, Rect, Vec2, pos2};

use super::frame::Frame;
use super::marks::{Hue, InkLine, Look, Mark, Outline, Part, Tint, hue_of_speaker};
use super::outlines::{Snap, add_outline};
use super::page::{Layer, MarkRects, Page, Placed};
use super::raised_ratings::{self, RaisedRating};
use super::review_badges::{self, End};
use super::{ScreenCtx, SuggestedClaim, hits};
use crate::model::ReviewState;
use crate::text::Span;
use crate::typeset;
use crate::ui::kit::rating::RatingSign;
use crate::ui::kit::text_painter::{Fit, TextLayout, TextPainter};
use crate::ui::kit::theme::{Theme, faded};

/// Opacity of a suggestion.
const SUGGESTED: f32 = 0.34;

pub(super) struct Scene<'a> {
    pub ctx: &'a ScreenCtx<'a>,
    /// The span of the selected claim whose edge is being dragged, and where it is now.
    pub dragged: Option<(usize, Span)>,
    /// Whether the caret is upstream; `None` if it is hidden.
    pub caret: Option<bool>,
}

/// A mark on a block, ready to be painted.
struct Stretch {
    span: Span,
    rects: Vec<Rect>,
    hue: Hue,
    look: Look,
    lane: usize,
    /// The review of the claim, if it is decided and ends here.
    decided: Option<ReviewState>,
    /// Its verdict, if it ends here.
    rating: Option<RatingSign>,
}

pub(super) fn paint(painter: &Painter, pen: &mut TextPainter, page: &mut Page, scene: &Scene<'_>) {
    let ScreenCtx { frame, placed, .. } = *scene.ctx;
    let theme = Theme::from_ctx(painter.ctx());
    let snap = Snap(frame.scale);
    let mut tints = Mesh::default();
    let mut outlines = Mesh::default();
    let mut lines = Mesh::default();
    let mut chosen = Mesh::default();
    let mut badges = Vec::new();
    let mut raised = Vec::new();
    let mut found = Mesh::default();
    let mut tabs = Vec::new();
    for block in placed {
        let stretches = stretches(page, block, scene);
        let crowds = crowds(&stretches);
        let deepest = stretches.iter().map(|stretch| stretch.lane).max();
        let lanes = LaneGrid::new(deepest.unwrap_or_default(), page.key.zoom, page.leading());
        let mut ends = Vec::new();
        for (stretch, claims) in stretches.iter().zip(crowds) {
            let color = color_of(theme, stretch.hue);
            let share = tint_share(theme, stretch.look.tint, claims);
            for rect in &stretch.rects {
                if share > 0.0 {
                    tints.add_colored_rect(snap.rect(*rect), faded(color, share));
                }
                let line = lanes.line(*rect, stretch.lane, stretch.look.heavy);
                let ink = faded(color, stretch.look.strength);
                add_line(&mut lines, snap, line, stretch.look.line, ink);
            }
            let rtl = block.setting.paragraph.is_rtl();
            ends.extend(end_of(stretch, &lanes, rtl));
            raised.extend(raised_rating(stretch, rtl));
            add_outline(&mut outlines, snap, &stretch.rects, color, stretch.look.outline);
        }
        badges.extend(review_badges::place(&ends, page.key.zoom));
        for (rects, current) in hits::on_block(page, scene.ctx, block) {
            let ground = if current { theme.found_current } else { theme.found };
            for rect in &rects {
                found.add_colored_rect(snap.rect(*rect), ground);
            }
            if current {
                add_outline(&mut outlines, snap, &rects, theme.found_mark, Outline::Solid);
            }
        }
        for (span, name) in lit_words(scene.ctx) {
            let rects = rects_on(frame, block, span);
            for rect in &rects {
                found.add_colored_rect(snap.rect(*rect), faded(theme.accent, 0.2));
            }
            add_outline(&mut outlines, snap, &rects, theme.accent, Outline::Solid);
            tabs.extend(rects.first().map(|rect| (rect.right_top(), name)));
        }
        if let Some(selection) = scene.ctx.reading.place.selection {
            for rect in rects_on(frame, block, selection.span()) {
                chosen.add_colored_rect(snap.rect(rect), theme.selection);
            }
        }
    }
    for mesh in [tints, found, chosen, lines, outlines] {
        painter.add(Arc::new(mesh));
    }
    // Below the letters, which nothing may cover.
    review_badges::paint(painter, pen, &badges, page.key.zoom);
    raised_ratings::paint(painter, pen, raised, page.key.zoom);
    for block in placed {
        pen.paint(painter, frame.corner(block), &block.setting, theme.ink);
    }
    for (corner, name) in tabs {
        paint_tab(painter, pen, corner, name);
    }
    paint_caret(painter, page, scene, theme);
}

/// The words that the pop-up's row takes, with what it takes them as.
fn lit_words(ctx: &ScreenCtx<'_>) -> impl Iterator<Item = (Span, &'static str)> {
    let names = [fl!("article-lit-source"), fl!("article-lit-cue")];
    let lit = ctx.reading.lit.into_iter().zip(names);
    lit.filter_map(|(span, name)| Some((span?, name)))
}

/// A small tab above the right end of words: what they are taken as.
fn paint_tab(painter: &Painter, pen: &mut TextPainter, corner: Pos2, name: &str) {
    let theme = Theme::from_ctx(painter.ctx());
    let style = typeset::Style::ui(9.5, 12.0).weight(typeset::Weight::SemiBold);
    let words = pen.layout(&name.to_uppercase(), style, Fit::Free, typeset::Direction::Ltr);
    let size = words.size() + Vec2::new(8.0, 2.0);
    let rect = Rect::from_min_size(pos2(corner.x - size.x + 1.5, corner.y - size.y + 2.0), size);
    painter.rect_filled(rect, 2.0, theme.accent);
    pen.paint(painter, rect.min + Vec2::new(4.0, 1.0), &words, theme.paper);
}

/// Paints the title, unless the text begins with it, and the line below.
pub(super) fn paint_head(
    painter: &Painter,
    pen: &mut TextPainter,
    page: &Page,
    frame: &Frame,
    scrolled: f64,
) {
    let theme = Theme::from_ctx(painter.ctx());
    let top = frame.view.top() - scrolled as f32;
    if top + page.title_top() + 4000.0 < frame.view.top() {
        return;
    }
    if let Some(title) = page.title_above(pen) {
        let at = pos2(frame.column.min, top + page.title_top());
        pen.paint(painter, at, &title, theme.ink);
    }
    if let Some(line) = page.by_line(pen) {
        let at = pos2(frame.column.min, top + page.by_line_top(pen));
        pen.paint(painter, at, &line, theme.soft);
    }
}

pub(super) fn color_of(theme: &Theme, hue: Hue) -> Color32 {
    match hue {
        Hue::Speaker(place) => theme.speaker(place),
        Hue::Article | Hue::Nobody => theme.soft,
    }
}

pub(super) fn rects_on(frame: &Frame, block: &Placed, span: Span) -> Vec<Rect> {
    if !span.overlaps(block.span) {
        return Vec::new();
    }
    let local = Span::new(
        span.start.saturating_sub(block.span.start),
        span.end.min(block.span.end).saturating_sub(block.span.start),
    );
    let corner = frame.corner(block).to_vec2();
    let rects = local_rects(&block.setting, local);
    rects.into_iter().map(|rect| screen(rect, corner)).collect()
}

/// The rectangles of every mark on a block, cached until the marks change.
pub(super) fn mark_rects(page: &mut Page, ctx: &ScreenCtx<'_>, block: &Placed) -> Arc<[MarkRects]> {
    let start = block.span.start;
    let local = |span: Span| Span::new(span.start.saturating_sub(start), span.end.saturating_sub(start));
    page.rects(block.block, Layer::Marks, ctx.revision, |setting| {
        let found = ctx.marks.within(block.span);
        let rects = found.map(|(index, mark)| MarkRects {
            mark: index,
            rects: local_rects(setting, local(mark.span)),
        });
        rects.collect()
    })
}

pub(super) fn screen(rect: typeset::Rect, corner: Vec2) -> Rect {
    Rect::from_min_size(pos2(rect.x, rect.y) + corner, Vec2::new(rect.w, rect.h))
}

pub(super) fn local_rects(setting: &TextLayout, local: Span) -> Vec<typeset::Rect> {
    let mut rects = Vec::new();
    setting.paragraph.rects(local, |rect, _| rects.push(rect));
    rects
}

fn stretches(page: &mut Page, block: &Placed, scene: &Scene<'_>) -> Vec<Stretch> {
    let ScreenCtx {
        reading,
        frame,
        marks,
        selected,
        ..
    } = *scene.ctx;
    let stretch = |mark: &Mark, span: Span, rects| {
        let ended = marks.ends_at(mark).filter(|_| span.end <= block.span.end);
        let claim = ended.and_then(|ended| reading.project.claim(reading.article, &ended.id));
        Stretch {
            span,
            rects,
            hue: mark.hue,
            look: marks.look(mark, selected),
            lane: mark.lane,
            decided: ended.map(|ended| ended.state).filter(|state| state.is_decided()),
            rating: claim.and_then(|claim| RatingSign::from_claim(reading.project, claim)),
        }
    };
    let corner = frame.corner(block).to_vec2();
    let mut stretches = Vec::new();
    for found in mark_rects(page, scene.ctx, block).iter() {
        let Some(mark) = marks.all.get(found.mark) else {
            continue;
        };
        if !is_dragged(mark, scene) {
            let rects = found.rects.iter().map(|rect| screen(*rect, corner));
            stretches.push(stretch(mark, mark.span, rects.collect()));
        }
    }
    if let Some((_, span)) = scene.dragged
        && let Some(mark) =
            selected.and_then(|claim| marks.marks_of(claim).find(|mark| is_dragged(mark, scene)))
    {
        stretches.push(stretch(mark, span, rects_on(frame, block, span)));
    }
    let suggestions = reading
        .suggestions
        .iter()
        .filter(|suggestion| suggestion.span.overlaps(block.span));
    stretches.extend(suggestions.map(|suggestion| Stretch {
        span: suggestion.span,
        rects: rects_on(frame, block, suggestion.span),
        hue: hue_of_speaker(reading.project, suggestion.speaker.as_ref()),
        look: Look {
            tint: Tint::None,
            line: if suggestion.cue {
                InkLine::Dotted
            } else {
                InkLine::Solid
            },
            strength: SUGGESTED,
            outline: Outline::None,
            heavy: false,
        },
        lane: marks.free_lane(suggestion.span),
        decided: None,
        rating: None,
    }));
    let suggested = reading.suggested_claims.iter();
    stretches.extend(suggested.flat_map(|claim| suggested_stretches(scene.ctx, block, claim)));
    stretches
}

/// A suggested claim on a block: its content, source and cue.
fn suggested_stretches(ctx: &ScreenCtx<'_>, block: &Placed, claim: &SuggestedClaim) -> Vec<Stretch> {
    let hue = hue_of_speaker(ctx.reading.project, claim.speaker.as_ref());
    let (tint, outline, strength) = if claim.in_focus {
        (Tint::InFocus, Outline::Dashed, 1.0)
    } else {
        (Tint::Suggested, Outline::None, SUGGESTED)
    };
    let content = claim
        .content
        .iter()
        .map(|span| (*span, tint, InkLine::Dashed, outline));
    let source = claim
        .source
        .iter()
        .map(|span| (*span, Tint::None, InkLine::Solid, Outline::None));
    let cue = claim
        .cue
        .iter()
        .map(|span| (*span, Tint::None, InkLine::Dotted, Outline::None));
    let parts = content.chain(source).chain(cue);
    let here = parts.filter(|(span, ..)| span.overlaps(block.span));
    here.map(|(span, tint, line, outline)| Stretch {
        span,
        rects: rects_on(ctx.frame, block, span),
        hue,
        look: Look {
            tint,
            line,
            strength,
            outline,
            heavy: false,
        },
        lane: ctx.marks.free_lane(span),
        decided: None,
        rating: None,
    })
    .collect()
}

/// Where a reviewed claim's last line ends in reading direction.
fn end_of(stretch: &Stretch, lanes: &LaneGrid, rtl: bool) -> Option<End> {
    let state = stretch.decided?;
    let words = last_words(&stretch.rects, rtl)?;
    Some(End {
        line: lanes.line(words, stretch.lane, false),
        bottom: words.bottom(),
        rtl,
        state,
    })
}

/// The verdict of a claim with the place where its last line ends in reading direction.
fn raised_rating(stretch: &Stretch, rtl: bool) -> Option<RaisedRating> {
    let words = last_words(&stretch.rects, rtl)?;
    let x = if rtl { words.left() } else { words.right() };
    Some(RaisedRating {
        at: pos2(x, words.top()),
        rtl,
        sign: stretch.rating.clone()?,
    })
}

/// The last of the words on the last line, in reading direction.
fn last_words(rects: &[Rect], rtl: bool) -> Option<Rect> {
    let bottom = rects.last()?.bottom();
    let last_line = rects.iter().filter(|rect| rect.bottom() >= bottom);
    let words = last_line.max_by(|a, b| {
        if rtl {
            b.left().total_cmp(&a.left())
        } else {
            a.right().total_cmp(&b.right())
        }
    });
    words.copied()
}

fn is_dragged(mark: &Mark, scene: &Scene<'_>) -> bool {
    scene
        .dragged
        .is_some_and(|(piece, _)| Some(mark.claim) == scene.ctx.selected && mark.part == Part::Span(piece))
}

/// The opacity of a tint where several overlap.
fn tint_share(theme: &Theme, tint: Tint, claims: usize) -> f32 {
    let share = match tint {
        Tint::None => return 0.0,
        Tint::Selected => return theme.tint_selected,
        Tint::Trace => theme.tint * 0.55,
        Tint::Receding => theme.tint * 0.45,
        Tint::Plain => theme.tint,
        Tint::Suggested => 0.07,
        Tint::InFocus => 0.15,
    };
    Theme::tint_among(share, claims)
}

/// For each stretch, how many tints overlap in it at most.
fn crowds(stretches: &[Stretch]) -> Vec<usize> {
    let tinted = |stretch: &&Stretch| stretch.look.tint != Tint::None;
    let spans: Vec<Span> = stretches
        .iter()
        .filter(tinted)
        .map(|stretch| stretch.span)
        .collect();
    if spans.len() < 3 {
        return vec![spans.len(); stretches.len()];
    }
    // Where most meet, one of them begins.
    let meeting = |byte: usize| spans.iter().filter(|span| span.contains(byte)).count();
    let begins: Vec<(usize, usize)> = spans
        .iter()
        .map(|span| (span.start, meeting(span.start)))
        .collect();
    let most = |within: Span| {
        let inside = begins.iter().filter(|(byte, _)| within.contains(*byte));
        inside.map(|(_, count)| *count).max().unwrap_or_default()
    };
    stretches.iter().map(|stretch| most(stretch.span)).collect()
}

fn paint_caret(painter: &Painter, page: &Page, scene: &Scene<'_>, theme: &Theme) {
    let ScreenCtx {
        reading,
        frame,
        placed,
        ..
    } = *scene.ctx;
    let Some((upstream, selection)) = scene.caret.zip(reading.place.selection) else {
        return;
    };
    let Some((index, caret)) = page.caret(selection.caret, upstream) else {
        return;
    };
    let Some(block) = placed.iter().find(|block| block.block == index) else {
        return;
    };
    let rect = screen(
        block.setting.paragraph.caret_rect(caret),
        frame.corner(block).to_vec2(),
    );
    let snap = Snap(frame.scale);
    let width = (1.5 * frame.scale).round().max(1.0) / frame.scale;
    let left = snap.x((rect.left() - width / 2.0).max(frame.column.min - 1.0));
    let caret = Rect::from_min_max(
        pos2(left, snap.x(rect.top())),
        pos2(left + width, snap.x(rect.bottom())),
    );
    painter.rect_filled(caret, 0.0, theme.ink);
}

/// Places underlines. There is room for three between two lines of text; if more are needed all become thinner and
/// move closer.
struct LaneGrid {
    pitch: f32,
    thick: f32,
}

impl LaneGrid {
    fn new(deepest: usize, zoom: f32, leading: f32) -> Self {
        let zoom = zoom.clamp(0.75, 2.0);
        let pitch = if deepest <= 2 { 3.5 } else { 8.4 / deepest as f32 };
        let pitch = pitch * leading.min(1.0);
        Self {
            pitch: pitch * zoom,
            thick: (pitch * 0.58).clamp(1.0, 2.0) * zoom.min(1.5),
        }
    }

    fn line(&self, words: Rect, lane: usize, heavy: bool) -> Rect {
        let top = words.bottom() - self.thick + lane as f32 * self.pitch;
        let thick = if heavy { self.thick * 1.5 } else { self.thick };
        Rect::from_min_max(pos2(words.left(), top), pos2(words.right(), top + thick))
    }
}

fn add_line(mesh: &mut Mesh, snap: Snap, line: Rect, kind: InkLine, color: Color32) {
    let line = snap.rect(line);
    let height = line.height().max(1.0 / snap.0);
    let (dash, gap) = match kind {
        InkLine::Solid => return mesh.add_colored_rect(line, color),
        InkLine::Thin => {
            let thin = snap.x(height / 2.0).max(1.0 / snap.0);
            let line = Rect::from_min_size(line.min, Vec2::new(line.width(), thin));
            return mesh.add_colored_rect(line, color);
        }
        InkLine::Dotted => (height, height),
        InkLine::Dashed => (height * 2.5, height * 1.5),
    };
    let (dash, gap) = (snap.x(dash), snap.x(gap).max(1.0 / snap.0));
    let mut left = line.left();
    while left < line.right() {
        let right = (left + dash).min(line.right());
        mesh.add_colored_rect(
            Rect::from_min_max(pos2(left, line.top()), pos2(right, line.bottom())),
            color,
        );
        left += dash + gap;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(x: f32, y: f32, right: f32, bottom: f32) -> Rect {
        Rect::from_min_max(pos2(x, y), pos2(right, bottom))
    }

    #[test]
    fn tints_that_meet_are_counted_where_they_meet() {
        let stretch = |(start, end, tint)| Stretch {
            span: Span::new(start, end),
            rects: Vec::new(),
            hue: Hue::Speaker(0),
            look: Look {
                tint,
                line: InkLine::Solid,
                strength: 1.0,
                outline: Outline::None,
                heavy: false,
            },
            lane: 0,
            decided: None,
            rating: None,
        };
        let count = |marks: &[(usize, usize, Tint)]| {
            crowds(&marks.iter().map(|mark| stretch(*mark)).collect::<Vec<_>>())
        };
        // One around two that do not meet; what has no tint does not count.
        let plain = Tint::Plain;
        let tints = [
            (0, 90, plain),
            (5, 20, plain),
            (5, 20, Tint::None),
            (30, 40, plain),
        ];
        assert_eq!(count(&tints), [2, 2, 2, 2]);
        let tints = [(0, 90), (5, 50), (30, 60), (70, 80), (95, 99)].map(|(start, end)| (start, end, plain));
        assert_eq!(count(&tints), [3, 3, 3, 2, 1]);
    }

    #[test]
    fn lines_of_different_lanes_never_touch() {
        for deepest in 0..7 {
            let grid = LaneGrid::new(deepest, 1.0, 1.0);
            let words = rect(0.0, 0.0, 50.0, 29.0);
            let lines: Vec<Rect> = (0..=deepest).map(|lane| grid.line(words, lane, false)).collect();
            assert!(
                lines.windows(2).all(|pair| pair[0].bottom() < pair[1].top()),
                "{lines:?}"
            );
            assert!(lines.iter().all(|line| line.bottom() < 38.0), "{lines:?}");
        }
    }
}
