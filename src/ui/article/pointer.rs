//! What the mouse does on the text: clicks, drags that select, edges of the selected claim that
//! are dragged. Which words a drag takes is in `word_snap`, and the selection itself is in the place.

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

/// Clicks this close together in time are one double click, in seconds.
const DOUBLE: f64 = 0.4;
/// The pointer has not moved while it is this near, in points.
const STILL: f32 = 4.0;
/// An edge of a claim can be taken this near, in points.
const NEAR_EDGE: f32 = 5.0;
/// How many times its distance from the edge a view scrolls a second.
const PULL: f32 = 12.0;

/// What the mouse is doing.
#[derive(Default)]
pub(super) struct Pointer {
    gesture: Option<Gesture>,
    pressed: Option<Press>,
    /// Where the last plain click was, so that the next there means the enclosing claim.
    clicked: Option<Pos2>,
}

/// The last press.
#[derive(Clone, Copy)]
struct Press {
    time: f64,
    at: Pos2,
    /// The how-many-eth of a row of presses it was.
    row: u32,
    /// What the first of them was on. That counts for all of them: the first may have opened a panel
    /// that leaves less room for the text, so that the next is over other words.
    hit: Option<Hit>,
}

/// Something that goes on until the button is let go.
enum Gesture {
    /// Words are being selected.
    Select {
        /// Where it began.
        from: usize,
        /// The words taken at once by a double or triple click.
        base: Option<(Unit, Span)>,
        at: Pos2,
        moved: bool,
        now: Selection,
    },
    /// An edge of a piece of the selected claim is being moved.
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

/// A place in the text under the pointer.
#[derive(Clone, Copy)]
struct Hit {
    byte: usize,
    upstream: bool,
    /// The character right under the pointer, if there is one.
    on: Option<usize>,
}

impl Pointer {
    /// The piece of the selected claim whose edge is being dragged, and where it is now.
    pub fn dragged(&self) -> Option<(usize, Span)> {
        match self.gesture {
            Some(Gesture::Edge { piece, now, .. }) => Some((piece, now)),
            _ => None,
        }
    }

    /// Takes this frame's mouse. Returns where the caret was put, if it was, and whether it clings
    /// to what is before it.
    pub fn handle(
        &mut self,
        ui: &Ui,
        response: &Response,
        sight: &ScreenCtx<'_>,
        page: &Page,
        scroll: &mut Scroll,
        out: &mut Requests,
    ) -> Option<(usize, bool)> {
        let (time, modifiers, pressed) =
            ui.input(|input| (input.time, input.modifiers, input.pointer.primary_pressed()));
        let (origin, pointed) =
            ui.input(|input| (input.pointer.press_origin(), input.pointer.interact_pos()));
        self.show_cursor(response, sight);
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
            side = self.press(origin.unwrap_or(at), time, modifiers, sight, out);
        }
        if let Some(at) = at
            && self.gesture.is_some()
        {
            self.drag(at, modifiers, sight, out);
            if held {
                pull(ui, at, sight.frame, page, scroll);
            }
        }
        if !held && self.gesture.is_some() {
            self.release(modifiers, sight, out);
        }
        side
    }

    fn press(
        &mut self,
        at: Pos2,
        time: f64,
        modifiers: Modifiers,
        sight: &ScreenCtx<'_>,
        out: &mut Requests,
    ) -> Option<(usize, bool)> {
        if sight.reading.picker.is_some() {
            out.request(Request::StopAsking);
        }
        let again = |last: &Press| time - last.time < DOUBLE && last.at.distance(at) < STILL;
        let (row, hit) = match self.pressed.filter(again) {
            Some(last) => (last.row + 1, last.hit),
            None => (1, hit(at, sight)),
        };
        self.pressed = Some(Press { time, at, row, hit });
        if row == 1
            && modifiers.is_none()
            && let Some(edge) = edge_near(at, sight)
        {
            self.gesture = Some(edge);
            return None;
        }
        let hit = hit?;
        let base = match row {
            _ if modifiers.command => quotation_at(sight.text, hit.byte).map(|span| (Unit::Quotation, span)),
            1 => None,
            2 => Some((Unit::Word, word_at(sight.text, hit.byte))),
            _ => Some((Unit::Sentence, sentence_at(sight.text, hit.byte))),
        };
        let extended = sight.reading.place.selection.filter(|_| modifiers.shift);
        let from = extended.map_or(hit.byte, |selection| selection.anchor);
        let now = match (base, extended) {
            (Some((_, span)), _) => forward(span),
            (None, Some(_)) => selected_words(sight.text, from, hit.byte, modifiers.alt),
            (None, None) => Selection::caret(hit.byte),
        };
        self.gesture = Some(Gesture::Select {
            from,
            base,
            at,
            moved: extended.is_some(),
            now,
        });
        select(now, sight, out);
        Some((hit.byte, hit.upstream))
    }

    fn drag(&mut self, at: Pos2, modifiers: Modifiers, sight: &ScreenCtx<'_>, out: &mut Requests) {
        match &mut self.gesture {
            Some(Gesture::Select {
                from,
                base,
                at: start,
                moved,
                now,
            }) => {
                *moved |= start.distance(at) >= STILL;
                if *moved && let Some(hit) = hit(at, sight) {
                    *now = reached(sight.text, *from, hit.byte, *base, modifiers.alt);
                    select(*now, sight, out);
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
                if *moved && let Some(hit) = hit(at, sight) {
                    *now = moved_edge(sight.text, *fixed, *at_end, hit.byte, modifiers.alt);
                }
            }
            None => {}
        }
    }

    fn release(&mut self, modifiers: Modifiers, sight: &ScreenCtx<'_>, out: &mut Requests) {
        match self.gesture.take() {
            Some(Gesture::Select {
                base: None,
                at,
                moved: false,
                ..
            }) => self.click(at, modifiers, sight, out),
            Some(Gesture::Select { now, .. }) => ask(now.span(), sight, out),
            Some(Gesture::Edge { at, moved: false, .. }) => {
                if let Some(hit) = hit(at, sight) {
                    select(Selection::caret(hit.byte), sight, out);
                }
                self.click(at, modifiers, sight, out);
            }
            Some(Gesture::Edge { piece, now, .. }) => move_edge(piece, now, sight, out),
            None => {}
        }
    }

    /// Selects the innermost claim under the pointer; clicked again, the one around it.
    fn click(&mut self, at: Pos2, modifiers: Modifiers, sight: &ScreenCtx<'_>, out: &mut Requests) {
        if !modifiers.is_none() {
            return;
        }
        let again = self.clicked.is_some_and(|before| before.distance(at) < STILL);
        self.clicked = Some(at);
        let under = hit(at, sight).and_then(|hit| hit.on);
        let claims = under.map(|byte| sight.marks.claims_at(byte)).unwrap_or_default();
        if let Some(part) = under.and_then(|byte| offered_at(byte, sight)) {
            out.request(Request::ConfirmOffer(Some(part)));
            return;
        }
        let current = claims.iter().position(|claim| Some(*claim) == sight.selected);
        let next = match current {
            Some(place) if again => claims.get(place + 1).or(claims.first()),
            _ => claims.first(),
        };
        let claim = next
            .and_then(|index| sight.marks.claims.get(*index))
            .map(|claim| claim.id.clone());
        if claim.is_some() || sight.reading.place.claim.is_some() {
            out.request(Request::SelectClaim { claim, reveal: false });
        }
    }

    fn show_cursor(&self, response: &Response, sight: &ScreenCtx<'_>) {
        let Some(at) = response
            .hover_pos()
            .filter(|_| response.hovered() || response.dragged())
        else {
            return;
        };
        let on_edge = match &self.gesture {
            Some(Gesture::Edge { .. }) => true,
            Some(Gesture::Select { .. }) => false,
            None => edge_near(at, sight).is_some(),
        };
        let column = sight.frame.column.expand(12.0);
        let idle = self.gesture.is_none() && !sight.reading.offers.is_empty();
        let on_offer = || hit(at, sight).and_then(|hit| offered_at(hit.on?, sight));
        let icon = match on_edge {
            true => CursorIcon::ResizeHorizontal,
            false if idle && on_offer().is_some() => CursorIcon::PointingHand,
            false if column.contains(at.x) => CursorIcon::Text,
            false => CursorIcon::Default,
        };
        response.ctx.set_cursor_icon(icon);
    }
}

/// Asks who says these words, with the pop-up below their end.
pub(super) fn ask(words: Span, sight: &ScreenCtx<'_>, out: &mut Requests) {
    if words.is_empty() {
        return;
    }
    out.request(Request::Ask(PickerState::new(
        PickerTarget::Words(words),
        below(words.end, sight.frame, sight.placed),
    )));
}

/// A place just below a byte, within the view.
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

/// What the words at a byte are offered as, unless they are another claim's, which a click selects.
fn offered_at(byte: usize, sight: &ScreenCtx<'_>) -> Option<ops::Part> {
    let offer = sight
        .reading
        .offers
        .iter()
        .find(|offer| offer.span.contains(byte))?;
    let claims = sight.marks.claims_at(byte);
    let free = claims.iter().all(|claim| Some(*claim) == sight.selected);
    free.then_some(if offer.cue {
        ops::Part::Cue
    } else {
        ops::Part::Source
    })
}

fn hit(at: Pos2, sight: &ScreenCtx<'_>) -> Option<Hit> {
    let above = |block: &&Placed| sight.frame.corner(block).y <= at.y;
    let block = sight.placed.iter().rev().find(above).or(sight.placed.first())?;
    let local = at - sight.frame.corner(block);
    let paragraph = &block.setting.paragraph;
    let caret = paragraph.caret_at(local.x, local.y);
    let on = paragraph.grapheme_at(local.x, local.y);
    Some(Hit {
        // A grapheme longer than a block is torn by it.
        byte: grapheme_floor(sight.text, block.span.start + caret.byte),
        upstream: caret.upstream,
        on: on.map(|grapheme| block.span.start + grapheme.start),
    })
}

fn select(selection: Selection, sight: &ScreenCtx<'_>, out: &mut Requests) {
    if sight.reading.place.selection != Some(selection) {
        out.request(Request::SelectText(Some(selection)));
    }
}

/// The edge of the selected claim that can be taken at a place.
fn edge_near(at: Pos2, sight: &ScreenCtx<'_>) -> Option<Gesture> {
    let selected = sight.selected?;
    let pieces = sight.marks.marks_of(selected).filter_map(|mark| match mark.part {
        Part::Piece(piece) => Some((piece, mark.span)),
        Part::Source | Part::Cue => None,
    });
    let mut best: Option<(f32, Gesture)> = None;
    for (piece, span) in pieces {
        for at_end in [false, true] {
            let byte = if at_end { span.end } else { span.start };
            let Some(distance) = distance_to_edge(at, byte, at_end, sight) else {
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

/// How far a place is from an edge, on the edge's line; `None` beyond reach.
fn distance_to_edge(at: Pos2, byte: usize, at_end: bool, sight: &ScreenCtx<'_>) -> Option<f32> {
    let block = sight
        .placed
        .iter()
        .find(|block| block.span.start <= byte && byte <= block.span.end)?;
    let caret = Caret {
        byte: byte - block.span.start,
        upstream: at_end,
    };
    let rect = screen(
        block.setting.paragraph.caret_rect(caret),
        sight.frame.corner(block).to_vec2(),
    );
    let distance = (at.x - rect.left()).abs();
    (distance <= NEAR_EDGE && rect.y_range().expand(3.0).contains(at.y)).then_some(distance)
}

/// Asks for a piece of the selected claim to have other words.
fn move_edge(piece: usize, now: Span, sight: &ScreenCtx<'_>, out: &mut Requests) {
    let selected = sight.selected.and_then(|index| sight.marks.claims.get(index));
    if let Some(claim) = selected {
        let at = (sight.reading.article.clone(), claim.id.clone());
        out.request(Request::MovePiece(at, piece, now));
    }
}

/// Scrolls while the pointer is held beyond the upper or lower edge.
fn pull(ui: &Ui, at: Pos2, frame: &Frame, page: &Page, scroll: &mut Scroll) {
    let beyond = (at.y - frame.view.bottom()).max(0.0) - (frame.view.top() - at.y).max(0.0);
    if beyond != 0.0 {
        let seconds = ui.input(|input| input.stable_dt).min(0.1);
        scroll_by(page, scroll, f64::from(beyond * PULL * seconds));
        ui.ctx().request_repaint();
    }
}
