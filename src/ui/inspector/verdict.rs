//! The verdict: the project's scale as a row of steps, of which one may be set. While the scale is open, digits choose.

use eframe::egui::{
    Align2, CursorIcon, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2,
};

use super::Msg;
use super::ctx::InspectorCtx;
use super::parts::section_ui;
use crate::model::Verdict;
use crate::ui::bus::command::Command;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::{focus_ring, link};
use crate::ui::kit::rating::{RatingSign, signs};
use crate::ui::kit::text::{key_cap_at, label, text_at, tip, wrapped};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::words;

const HEIGHT: f32 = 28.0;
const GAP: f32 = 4.0;
/// The narrowest step.
const MIN_WIDTH: f32 = 36.0;

/// Draws the scale, with the word for the verdict above it.
pub(super) fn verdict_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let scale = &ctx.project.head().scale;
    let signs = signs(scale);
    let verdict = ctx.claim.verdict.as_ref();
    let rating = RatingSign::from_claim(ctx.project, ctx.claim);
    let (said, ink) = rating
        .as_ref()
        .map_or((fl!("inspector-no-verdict"), theme.soft), |rating| {
            (rating.label.as_str(), rating.tone.color(theme))
        });
    section_ui(ui, fl!("inspector-verdict"), Command::SetVerdict, (said, ink));
    let highlighted = ctx.state.scale_of(ctx.claim_id);
    let top = ui.cursor().min;
    for (row, steps) in rows(ui.available_width(), signs.len()) {
        let (whole, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), HEIGHT), Sense::hover());
        let width = (whole.width() + GAP) / steps as f32 - GAP;
        for at in 0..steps {
            let place = row + at;
            let (Some(sign), Some(rating)) = (signs.get(place), scale.get(place)) else {
                continue;
            };
            let left = whole.left() + at as f32 * (width + GAP);
            let rect = Rect::from_min_size(pos2(left, whole.top()), Vec2::new(width, HEIGHT));
            let set = verdict.filter(|verdict| verdict.rating == rating.key);
            let step = Step {
                sign,
                digit: highlighted.map(|_| place + 1).filter(|digit| *digit < 10),
                is_highlighted: highlighted == Some(place),
                set,
            };
            let response = step.show(ui, ctx, rect);
            if response.clicked() && ctx.writable {
                out.send(Msg::Rate(set.is_none().then(|| rating.key.clone())));
            }
        }
        ui.add_space(GAP);
    }
    if verdict.is_some_and(|verdict| verdict.standing.is_stale()) {
        wrapped(
            ui,
            fl!("inspector-verdict-stale"),
            font::SMALL,
            theme.disputed_text,
        );
    }
    if highlighted.is_some() {
        label(ui, fl!("inspector-verdict-keys"), font::SMALL, theme.soft);
        // While it waits for a digit it is in sight, wherever the panel was scrolled to.
        ui.scroll_to_rect(Rect::from_min_max(top, ui.cursor().min), None);
        if ctx.writable
            && tip(
                link(ui, Command::EditScale.label(), font::SMALL),
                Command::EditScale.summary(),
            )
            .clicked()
        {
            out.command(Command::EditScale);
        }
    }
    ui.add_space(6.0);
}

/// The first step of each row and how many it has.
fn rows(width: f32, steps: usize) -> Vec<(usize, usize)> {
    let fitting = ((width + GAP) / (MIN_WIDTH + GAP)).floor().max(1.0) as usize;
    let count = steps.div_ceil(fitting).max(1);
    // Rows of the same length, as far as possible.
    let length = steps.div_ceil(count);
    (0..count)
        .map(|row| (row * length, length.min(steps.saturating_sub(row * length))))
        .filter(|(_, steps)| *steps > 0)
        .collect()
}

/// One step of the scale.
struct Step<'a> {
    sign: &'a RatingSign,
    /// The digit that sets it while the scale is open.
    digit: Option<usize>,
    is_highlighted: bool,
    /// The verdict, if it is this one.
    set: Option<&'a Verdict>,
}

impl Step<'_> {
    fn show(&self, ui: &mut Ui, ctx: InspectorCtx<'_>, rect: Rect) -> Response {
        let theme = Theme::from_ctx(ui.ctx());
        let id = ui.scope_id().with(("verdict", &self.sign.label));
        let sense = if ctx.writable {
            Sense::click()
        } else {
            Sense::hover()
        };
        let response = ui
            .interact(rect, id, sense)
            .on_hover_cursor(CursorIcon::PointingHand);
        let color = self.sign.tone.color(theme);
        let is_set = self.set.is_some();
        let (ground, edge) = if is_set {
            (Theme::mix(theme.raised, color, 0.08), Stroke::new(2.0, color))
        } else if response.hovered() {
            (theme.hover, theme.hairline_stroke())
        } else {
            (theme.raised, theme.hairline_stroke())
        };
        let painter = ui.painter();
        painter.rect(rect, 6.0, ground, edge, StrokeKind::Inside);
        if self.is_highlighted {
            let ring = Stroke::new(1.5, theme.accent);
            painter.rect_stroke(rect.expand(1.5), 7.0, ring, StrokeKind::Inside);
        }
        let ink = if is_set || self.digit.is_some() {
            color
        } else {
            theme.soft
        };
        let middle = rect.center();
        let at = if let Some(digit) = self.digit {
            let cap = pos2(rect.left() + 3.0, middle.y);
            let cap = key_cap_at(painter, cap, Align2::LEFT_CENTER, &digit.to_string());
            pos2(f32::midpoint(cap.right(), rect.right()), middle.y)
        } else {
            middle
        };
        let (center, style) = (Align2::CENTER_CENTER, font::RATING);
        text_at(painter, at, center, &self.sign.letters, style, ink, rect.width());
        focus_ring(ui, rect, &response, theme);
        let name = fl!(
            "inspector-field",
            name = fl!("inspector-verdict"),
            value = self.sign.label.as_str()
        );
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_set, &name));
        let explained = match self.set {
            Some(verdict) => fl!(
                "inspector-verdict-set-by",
                rating = self.sign.label,
                reviewer = ctx.project.reviewer_label(&verdict.by),
                when = words::ago(ctx.now, verdict.at)
            ),
            None => self.sign.label.clone(),
        };
        tip(response, &explained)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_of_a_long_scale_stand_in_rows_of_about_the_same_length() {
        assert_eq!(rows(272.0, 6), [(0, 6)]);
        assert_eq!(rows(272.0, 9), [(0, 5), (5, 4)]);
        assert_eq!(rows(272.0, 0), []);
        assert_eq!(rows(10.0, 2), [(0, 1), (1, 1)]);
    }
}
