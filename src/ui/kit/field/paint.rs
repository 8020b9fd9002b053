//! How a field is drawn: its box, selection, text, caret, and where an input method may show its window.

use eframe::egui::{self, Pos2, Rect, Response, Stroke, StrokeKind, Ui, Vec2};

use super::{Field, FieldState};
use crate::typeset::Direction;
use crate::ui::kit::text_painter::{Fit, TextLayout, TextPainter};
use crate::ui::kit::theme::{Theme, font, size};

impl Field<'_> {
    pub(super) fn paint(
        &self,
        ui: &Ui,
        state: &mut FieldState,
        texts: &mut TextPainter,
        rect: Rect,
        inner: Rect,
        response: &Response,
    ) {
        let theme = Theme::from_ctx(ui.ctx());
        let focused = response.has_focus();
        let (ground, edge) = if !self.enabled {
            (theme.panel, Stroke::new(1.0, theme.hairline))
        } else if focused || self.emphasised {
            (theme.raised, Stroke::new(1.5, theme.accent))
        } else if response.hovered() {
            (theme.raised, Stroke::new(1.0, theme.soft))
        } else {
            (theme.raised, Stroke::new(1.0, theme.hairline))
        };
        let painter = ui.painter();
        painter.rect(rect, f32::from(size::RADIUS), ground, edge, StrokeKind::Inside);
        let clipped =
            painter.with_clip_rect(inner.expand2(Vec2::new(2.0, 2.0)).intersect(painter.clip_rect()));
        if self.rows == 1 {
            state.scroll = state
                .editor
                .scroll_x(texts.typesetter(), state.scroll, inner.width());
            if !focused {
                state.scroll = start_of_text(state, texts, inner.width());
            }
        } else {
            state.scroll = 0.0;
        }
        let caret = state.editor.caret_rect(texts.typesetter());
        let text_height = state.editor.paragraph(texts.typesetter()).height();
        // A field of several lines shows the end of what is too long for it, where typing goes on.
        let most = (text_height - inner.height()).max(0.0);
        state.lift = if self.rows > 1 {
            (caret.bottom() - inner.height()).clamp(0.0, most)
        } else {
            0.0
        };
        let origin = inner.min - Vec2::new(state.scroll, state.lift);
        if !focused {
            state.caret = None;
        }
        if focused {
            let mut rects = Vec::new();
            state
                .editor
                .selection_rects(texts.typesetter(), |rect| rects.push(rect));
            for part in rects {
                let min = origin + Vec2::new(part.x, part.y);
                let part = Rect::from_min_size(min, Vec2::new(part.w, part.h));
                clipped.rect_filled(part, 2.0, theme.selection);
            }
        }
        let ink = if self.enabled { theme.ink } else { theme.soft };
        if !state.editor.text().is_empty() {
            let layout = TextLayout::from(state.editor.paragraph(texts.typesetter()).clone());
            texts.paint(&clipped, origin, &layout, ink);
        }
        if focused {
            // What is composed is underlined, as in every program, until the input method has done.
            state.editor.composed_rects(texts.typesetter(), |part| {
                let x = (origin.x + part.x)..=(origin.x + part.x + part.w);
                clipped.hline(x, origin.y + part.bottom() - 1.0, Stroke::new(1.0, ink));
            });
            let x = origin.x + caret.x;
            let line = (origin.y + caret.y)..=(origin.y + caret.bottom());
            clipped.vline(x, line, Stroke::new(1.5, theme.accent));
            let cursor = Rect::from_min_size(Pos2::new(x, origin.y + caret.y), Vec2::new(1.0, caret.h));
            // What holds the field scrolls along with what is typed.
            let place = Pos2::new(caret.x, caret.y);
            if state.caret.replace(place) != Some(place) {
                ui.scroll_to_rect(cursor.expand(12.0), None);
            }
        }
        if focused || self.composes {
            let min = Pos2::new(origin.x + caret.x, origin.y + caret.y);
            ui.ctx().output_mut(|output| {
                output.ime = Some(egui::output::IMEOutput {
                    purpose: egui::IMEPurpose::Normal,
                    rect,
                    cursor_rect: Rect::from_min_size(min, Vec2::new(1.0, caret.h)),
                    should_interrupt_composition: false,
                });
            });
        }
        if state.editor.text().is_empty() && !self.hint.is_empty() {
            let layout = texts.layout(self.hint, font::BODY, Fit::Line(inner.width()), Direction::Auto);
            texts.paint(&clipped, inner.min, &layout, theme.faint);
        }
    }
}

/// How far a field that nobody types into is scrolled: what is too long for it shows its start.
fn start_of_text(state: &mut FieldState, texts: &mut TextPainter, width: f32) -> f32 {
    let paragraph = state.editor.paragraph(texts.typesetter());
    if paragraph.full_width() <= width {
        state.scroll
    } else if paragraph.is_rtl() {
        paragraph.width() - width
    } else {
        0.0
    }
}
