//! Clicks, drags that select, and drags of the selected claim's edges.

use eframe::egui::{CursorIcon, Modifiers, Pos2, Response, Ui};

use super::ScreenCtx;
use super::frame::Frame;
use super::marks::Part;
use super::page::{Page, Placed};
use super::paint::screen;
use super::scroll::{Scroll, scroll_by};
use super::word_snap::{Unit, forward, moved_edge, reached, selected_words};
use crate::model::ops;
use crate::text::Span;
use crate::text::quotation::quotation_at;
use crate::text::segment::{grapheme_floor, word_at};
use crate::text::sentence::sentence_at;
use crate::typeset::Caret;
use crate::ui::bus::outbox::Requests;
use crate::ui::bus::picker::{PickerState, PickerTarget};
use crate::ui::bus::place::Selection;
use crate::ui::bus::request::Request;

/// Longest time between the clicks of a double click, in seconds.
const DOUBLE: f64 = 0.4;
/// Movement below this is a click.
const STILL: f32 = 4.0;
/// How near an edge can be grabbed.
const NEAR_EDGE: f32 = 5.0;
/// Scroll speed per second, as a multiple of the pointer's distance beyond the view.
const AUTOSCROLL_RATE: f32 = 12.0;

#[derive(Default)]
pub(super) struct Pointer {
    gesture: Option<Gesture>,
    pressed: Option<Press>,
    /// The last plain click; another one there selects the enclosing claim.
    clicked: Option<Pos2>,
}

#[derive(Clone, Copy)]
struct Press {
    time: f64,
    at: Pos2,
    /// The click count.
    row: u32,
    /// What the first click was on. The later ones keep it, because the first may have opened a panel that moves the
    /// text.
    hit: Option<Hit>,
}

/// What happens until the button is released.
enum Gesture {
    Select {
        from: usize,
        /// The unit selected by a double or triple click.
        base: Option<(Unit, Span)>,
        at: Pos2,
        moved: bool,
        now: Selection,
    },
    Edge {
        piece: usize,
        /// The other edge.
        fixed: usize,
        at_end: bool,
        at: Pos2,
        moved: bool,
        now: Span,
    },
}

#[derive(Clone, Copy)]
struct Hit {
    byte: usize,
    upstream: bool,
    /// The grapheme under the pointer.
    on: Option<usize>,
}

impl Pointer {
    /// The span of the selected claim whose edge is being dragged, and where it is now.
    pub(super) fn dragged(&self) -> Option<(usize, Span)> {
        match self.gesture {
            Some(Gesture::Edge { piece, now, .. }) => Some((piece, now)),
            _ => None,
        }
    }

    /// Handles this frame's pointer events. Returns where the caret was put, and whether it is upstream.
    pub(super) fn handle(
        &mut self,
        ui: &Ui,
        response: &Response,
        ctx: &ScreenCtx<'_>,
        page: &Page,
        scroll: &mut Scroll,
        out: &mut Requests,
    ) -> Option<(usize, bool)> {
        let (time, modifiers, pressed) =
            ui.input(|input| (input.time, input.modifiers, input.pointer.primary_pressed()));
        let (origin, pointed) =
            ui.input(|input| (input.pointer.press_origin(), input.pointer.interact_pos()));
        self.show_cursor(response, ctx);
        let mut side = None;
        // A drag that ends in the frame after its press is none to egui; here it goes on to its end.
        let at = response
            .interact_pointer_pos()
            .or(pointed.filter(|_| self.gesture.is_some()));
        let held = response.is_pointer_button_down_on();
        let missed = self.gesture.is_none() && response.clicked();
        if let Some(at) = at
            && ((held && pressed) || missed)
        {
            response.request_focus();
            // The pointer may have moved on within the frame in which it was pressed.
            side = self.press(origin.unwrap_or(at), time, modifiers, ctx, out);
        }
        if let Some(at) = at
            && self.gesture.is_some()
        {
            self.drag(at, modifiers, ctx, out);
            if held {
                autoscroll(ui, at, ctx.frame, page, scroll);
            }
        }
        if !held && self.gesture.is_some() {
            self.release(modifiers, ctx, out);
        }
        side
    }

    fn press(
        &mut self,
        at: Pos2,
        time: f64,
        modifiers: Modifiers,
        ctx: &ScreenCtx<'_>,
        out: &mut Requests,
    ) -> Option<(usize, bool)> {
        if ctx.reading.picker.is_some() {
            out.request(Request::StopAsking);
        }
        let again = |last: &Press| time - last.time < DOUBLE && last.at.distance(at) < STILL;
        let (row, hit) = match self.pressed.filter(again) {
            Some(last) => (last.row + 1, last.hit),
            None => (1, hit(at, ctx)),
        };
        self.pressed = Some(Press { time, at, row, hit });
        if row == 1
            && modifiers.is_none()
            && let Some(edge) = edge_near(at, ctx)
        {
            self.gesture = Some(edge);
            return None;
        }
        let hit = hit?;
        let base = match row {
            _ if modifiers.command => quotation_at(ctx.text, hit.byte).map(|span| (Unit::Quotation, span)),
            1 => None,
            2 => Some((Unit::Word, word_at(ctx.text, hit.byte))),
            _ => Some((Unit::Sentence, sentence_at(ctx.text, hit.byte))),
        };
        let extended = ctx.reading.place.selection.filter(|_| modifiers.shift);
        let from = extended.map_or(hit.byte, |selection| selection.anchor);
        let now = match (base, extended) {
            (Some((_, span)), _) => forward(span),
            (None, Some(_)) => selected_words(ctx.text, from, hit.byte, modifiers.alt),
            (None, None) => Selection::caret(hit.byte),
        };
        self.gesture = Some(Gesture::Select {
            from,
            base,
            at,
            moved: extended.is_some(),
            now,
        });
        select(now, ctx, out);
        Some((hit.byte, hit.upstream))
    }

    fn drag(&mut self, at: Pos2, modifiers: Modifiers, ctx: &ScreenCtx<'_>, out: &mut Requests) {
        match &mut self.gesture {
            Some(Gesture::Select {
                from,
                base,
                at: start,
                moved,
                now,
            }) => {
                *moved |= start.distance(at) >= STILL;
                if *moved && let Some(hit) = hit(at, ctx) {
                    *now = reached(ctx.text, *from, hit.byte, *base, modifiers.alt);
                    select(*now, ctx, out);
                }
            }
            Some(Gesture::Edge {
                fixed,
                at_end,
                at: start,
                moved,
                now,
                ..
            }) => {
                *moved |= start.distance(at) >= STILL;
                if *moved && let Some(hit) = hit(at, ctx) {
                    *now = moved_edge(ctx.text, *fixed, *at_end, hit.byte, modifiers.alt);
                }
            }
            None => {}
        }
    }

    fn release(&mut self, modifiers: Modifiers, ctx: &ScreenCtx<'_>, out: &mut Requests) {
        match self.gesture.take() {
            Some(Gesture::Select {
                base: None,
                at,
                moved: false,
                ..
            }) => self.click(at, modifiers, ctx, out),
            Some(Gesture::Select { now, .. }) => ask(now.span(), ctx, out),
            Some(Gesture::Edge { at, moved: false, .. }) => {
                if let Some(hit) = hit(at, ctx) {
                    select(Selection::caret(hit.byte), ctx, out);
                }
                self.click(at, modifiers, ctx, out);
            }
            Some(Gesture::Edge { piece, now, .. }) => move_edge(piece, now, ctx, out),
            None => {}
        }
    }

    /// Selects the innermost claim under the pointer; another click selects the one around it.
    fn click(&mut self, at: Pos2, modifiers: Modifiers, ctx: &ScreenCtx<'_>, out: &mut Requests) {
        if !modifiers.is_none() {
            return;
        }
        let again = self.clicked.is_some_and(|before| before.distance(at) < STILL);
        self.clicked = Some(at);
        let under = hit(at, ctx).and_then(|hit| hit.on);
        let claims = under.map(|byte| ctx.marks.claims_at(byte)).unwrap_or_default();
        if let Some(part) = under.and_then(|byte| suggested_at(byte, ctx)) {
            out.request(Request::ConfirmSuggestion(Some(part)));
            return;
        }
        let suggested = under.and_then(|byte| suggested_claim_at(byte, ctx));
        if let Some(id) = suggested.filter(|_| claims.is_empty()) {
            out.request(Request::FocusSuggestion(id));
            return;
        }
        let current = claims.iter().position(|claim| Some(*claim) == ctx.selected);
        let next = match current {
            Some(place) if again => claims.get(place + 1).or(claims.first()),
            _ => claims.first(),
        };
        let claim = next
            .and_then(|index| ctx.marks.claims.get(*index))
            .map(|claim| claim.id.clone());
        if claim.is_some() || ctx.reading.place.claim.is_some() {
            out.request(Request::SelectClaim { claim, reveal: false });
        }
    }

    fn show_cursor(&self, response: &Response, ctx: &ScreenCtx<'_>) {
        let Some(at) = response
            .hover_pos()
            .filter(|_| response.hovered() || response.dragged())
        else {
            return;
        };
        let on_edge = match &self.gesture {
            Some(Gesture::Edge { .. }) => true,
            Some(Gesture::Select { .. }) => false,
            None => edge_near(at, ctx).is_some(),
        };
        let column = ctx.frame.column.expand(12.0);
        let idle = self.gesture.is_none() && !ctx.reading.suggestions.is_empty();
        let on_suggestion = || hit(at, ctx).and_then(|hit| suggested_at(hit.on?, ctx));
        let icon = if on_edge {
            CursorIcon::ResizeHorizontal
        } else if idle && on_suggestion().is_some() {
            CursorIcon::PointingHand
        } else if column.contains(at.x) {
            CursorIcon::Text
        } else {
            CursorIcon::Default
        };
        response.ctx.set_cursor_icon(icon);
    }
}

/// Where the secondary button was clicked on the text, with the word there.
pub(super) fn secondary_click(response: &Response, ctx: &ScreenCtx<'_>) -> Option<(usize, Span)> {
    let at = response
        .interact_pointer_pos()
        .filter(|_| response.secondary_clicked())?;
    let byte = hit(at, ctx)?.on?;
    Some((byte, word_at(ctx.text, byte)))
}

/// Opens the speaker picker below these words.
pub(super) fn ask(words: Span, ctx: &ScreenCtx<'_>, out: &mut Requests) {
    if words.is_empty() {
        return;
    }
    out.request(Request::Ask(PickerState::new(
        PickerTarget::Words(words),
        below(words.end, ctx.frame, ctx.placed),
    )));
}

pub(super) fn below(byte: usize, frame: &Frame, placed: &[Placed]) -> Pos2 {
    let view = frame.view;
    let block = placed.iter().rev().find(|block| block.span.start < byte);
    let at = block.map(|block| {
        let caret = Caret {
            byte: (byte - block.span.start).min(block.span.len()),
            upstream: true,
        };
        let rect = screen(
            block.setting.paragraph.caret_rect(caret),
            frame.corner(block).to_vec2(),
        );
        Pos2::new(rect.left(), rect.bottom() + 6.0)
    });
    at.unwrap_or(view.left_top()).clamp(view.min, view.max)
}

/// What the words at a byte are suggested as. Words of another claim are left to the click that selects it.
fn suggested_at(byte: usize, ctx: &ScreenCtx<'_>) -> Option<ops::Part> {
    let suggestion = ctx
        .reading
        .suggestions
        .iter()
        .find(|suggestion| suggestion.span.contains(byte))?;
    let claims = ctx.marks.claims_at(byte);
    let free = claims.iter().all(|claim| Some(*claim) == ctx.selected);
    free.then_some(if suggestion.cue {
        ops::Part::Cue
    } else {
        ops::Part::Source
    })
}

/// The suggested claim whose content stands at a byte.
fn suggested_claim_at(byte: usize, ctx: &ScreenCtx<'_>) -> Option<u64> {
    let mut suggested = ctx.reading.suggested_claims.iter();
    let found = suggested.find(|claim| claim.content.iter().any(|span| span.contains(byte)))?;
    Some(found.id)
}

fn hit(at: Pos2, ctx: &ScreenCtx<'_>) -> Option<Hit> {
    let above = |block: &&Placed| ctx.frame.corner(block).y <= at.y;
    let block = ctx.placed.iter().rev().find(above).or(ctx.placed.first())?;
    let local = at - ctx.frame.corner(block);
    let paragraph = &block.setting.paragraph;
    let caret = paragraph.caret_at(local.x, local.y);
    let on = paragraph.grapheme_at(local.x, local.y);
    Some(Hit {
        // A grapheme longer than a block is torn by it.
        byte: grapheme_floor(ctx.text, block.span.start + caret.byte),
        upstream: caret.upstream,
        on: on.map(|grapheme| block.span.start + grapheme.start),
    })
}

fn select(selection: Selection, ctx: &ScreenCtx<'_>, out: &mut Requests) {
    if ctx.reading.place.selection != Some(selection) {
        out.request(Request::SelectText(Some(selection)));
    }
}

fn edge_near(at: Pos2, ctx: &ScreenCtx<'_>) -> Option<Gesture> {
    let selected = ctx.selected?;
    let pieces = ctx.marks.marks_of(selected).filter_map(|mark| match mark.part {
        Part::Span(piece) => Some((piece, mark.span)),
        Part::Source | Part::Cue => None,
    });
    let mut best: Option<(f32, Gesture)> = None;
    for (piece, span) in pieces {
        for at_end in [false, true] {
            let byte = if at_end { span.end } else { span.start };
            let Some(distance) = distance_to_edge(at, byte, at_end, ctx) else {
                continue;
            };
            if best.as_ref().is_none_or(|(before, _)| distance < *before) {
                let fixed = if at_end { span.start } else { span.end };
                let edge = Gesture::Edge {
                    piece,
                    fixed,
                    at_end,
                    at,
                    moved: false,
                    now: span,
                };
                best = Some((distance, edge));
            }
        }
    }
    best.map(|(_, edge)| edge)
}

/// The distance to an edge on its line; `None` beyond reach.
fn distance_to_edge(at: Pos2, byte: usize, at_end: bool, ctx: &ScreenCtx<'_>) -> Option<f32> {
    let block = ctx
        .placed
        .iter()
        .find(|block| block.span.start <= byte && byte <= block.span.end)?;
    let caret = Caret {
        byte: byte - block.span.start,
        upstream: at_end,
    };
    let rect = screen(
        block.setting.paragraph.caret_rect(caret),
        ctx.frame.corner(block).to_vec2(),
    );
    let distance = (at.x - rect.left()).abs();
    (distance <= NEAR_EDGE && rect.y_range().expand(3.0).contains(at.y)).then_some(distance)
}

fn move_edge(piece: usize, now: Span, ctx: &ScreenCtx<'_>, out: &mut Requests) {
    let selected = ctx.selected.and_then(|index| ctx.marks.claims.get(index));
    if let Some(claim) = selected {
        let at = (ctx.reading.article.clone(), claim.id.clone());
        out.request(Request::MoveSpan(at, piece, now));
    }
}

/// Scrolls while the pointer is held above or below the view.
fn autoscroll(ui: &Ui, at: Pos2, frame: &Frame, page: &Page, scroll: &mut Scroll) {
    let beyond = (at.y - frame.view.bottom()).max(0.0) - (frame.view.top() - at.y).max(0.0);
    if beyond != 0.0 {
        let seconds = ui.input(|input| input.stable_dt).min(0.1);
        scroll_by(page, scroll, f64::from(beyond * AUTOSCROLL_RATE * seconds));
        ui.ctx().request_repaint();
    }
}
