//! The evidence: a line for each piece, and the fields of the one that is being written.

use eframe::egui::{
    Color32, CursorIcon, OpenUrl, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::ctx::{InspectorCtx, evidence_field};
use super::parts::{DraftField, section_ui};
use super::{ClaimEdit, Msg};
use crate::model::ops::review::EvidenceChange;
use crate::model::review::address_problem;
use crate::model::{Evidence, EvidenceId, Stance};
use crate::ui::bus::command::Command;
use crate::ui::bus::draft::{DraftOf, EvidenceField};
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::{focus_ring, icon_at, icon_button};
use crate::ui::kit::segments::segments;
use crate::ui::kit::text::{left_text_at, tip, wrapped};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

/// The height of a piece of evidence on two lines.
const LINE: f32 = 38.0;

/// What evidence can do to a claim, in the order of its keys.
pub(super) const STANCES: [Stance; 3] = [Stance::Supports, Stance::Refutes, Stance::Context];

/// Draws how much evidence there is, then piece by piece.
pub(super) fn evidence_list_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let count = |stance| {
        let evidence = ctx.claim.evidence.values();
        evidence.filter(|found| found.stance == Some(stance)).count()
    };
    let (supports, refutes) = (count(Stance::Supports), count(Stance::Refutes));
    let counted = fl!(
        "inspector-evidence-counts",
        supports = supports,
        refutes = refutes
    );
    let told = if ctx.claim.evidence.is_empty() {
        ""
    } else {
        &counted
    };
    let add = Command::AddEvidence;
    if section_ui(ui, fl!("inspector-evidence"), add, (told, theme.soft)) && ctx.writable {
        out.command(add);
    }
    let open = ctx.state.open_evidence(ctx.claim_id);
    for (id, evidence) in &ctx.claim.evidence {
        if open == Some(id) {
            fields_ui(ui, ctx, id, evidence, out);
        } else {
            line_ui(ui, ctx, id, evidence, out);
        }
    }
    if let (Some(id), Some(blank)) = (open, &ctx.core.blank_evidence)
        && blank.id == *id
        && !ctx.claim.evidence.contains_key(id)
    {
        fields_ui(ui, ctx, id, &blank.evidence, out);
    }
    ui.add_space(6.0);
}

fn sign(theme: &Theme, stance: Option<Stance>) -> (&'static str, Color32) {
    match stance {
        Some(Stance::Supports) => (icons::CHECK, theme.accepted),
        Some(Stance::Refutes) => (icons::X, theme.rejected),
        Some(Stance::Context) => (icons::CIRCLE, theme.soft),
        None => (icons::QUESTION, theme.faint),
    }
}

/// One piece on two lines: what it is, then where, when and what it says. A click opens its address.
fn line_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, id: &EvidenceId, evidence: &Evidence, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let address = short_address(&evidence.url);
    let title = [evidence.title.trim(), address, evidence.excerpt.trim()];
    let title = title.into_iter().find(|words| !words.is_empty());
    let title = title.unwrap_or(fl!("inspector-evidence-empty"));
    let excerpt = match evidence.excerpt.trim() {
        "" => String::new(),
        words => format!("“{words}”"),
    };
    let seen = evidence.seen.map(words::day).unwrap_or_default();
    let below = [address, &seen, &excerpt];
    let below: Vec<&str> = below.into_iter().filter(|words| !words.is_empty()).collect();
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), LINE), Sense::hover());
    let pencil = Rect::from_min_size(pos2(rect.right() - 24.0, rect.top()), Vec2::splat(24.0));
    let words = Rect::from_min_max(rect.min, pos2(pencil.left(), rect.bottom()));
    let own = ui.scope_id().with(("evidence", id.as_str()));
    let response = ui.interact(words, own, Sense::click());
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if response.hovered() {
        ui.painter()
            .rect_filled(rect.expand2(vec2(4.0, 0.0)), 5.0, theme.hover);
    }
    let (icon, color) = sign(theme, evidence.stance);
    icon_at(
        ui.painter(),
        pos2(rect.left() + 6.0, rect.top() + 11.0),
        icon,
        12.0,
        color,
    );
    let left = rect.left() + 20.0;
    let room = words.right() - left - 4.0;
    let at = pos2(left, rect.top() + 10.0);
    left_text_at(ui.painter(), at, title, font::LABEL, theme.ink, room);
    let at = pos2(left, rect.top() + 27.0);
    let (style, ink) = (font::SMALL, theme.soft);
    left_text_at(
        ui.painter(),
        at,
        &below.join(" · "),
        style,
        ink,
        rect.right() - left,
    );
    focus_ring(ui, rect, &response, theme);
    let stance = evidence.stance.map_or("", words::stance);
    let name = fl!("inspector-evidence-line", stance = stance, title = title);
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &name));
    let opens = !evidence.url.trim().is_empty() && evidence.address_problem().is_none();
    if response.clicked() {
        if opens {
            ui.ctx().open_url(OpenUrl::new_tab(evidence.url.trim()));
        } else {
            out.send(Msg::ShowEvidence(Some(id.clone())));
        }
    }
    if opens {
        tip(response, evidence.url.trim());
    }
    if ctx.writable {
        let edit = ui.interact(pencil, own.with("edit"), Sense::click());
        let edit = edit.on_hover_cursor(CursorIcon::PointingHand);
        let ink = if edit.hovered() { theme.ink } else { theme.soft };
        icon_at(ui.painter(), pencil.center(), icons::PENCIL_SIMPLE, 14.0, ink);
        focus_ring(ui, pencil, &edit, theme);
        let name = fl!("inspector-edit-evidence");
        edit.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
        if tip(edit, name).clicked() {
            out.send(Msg::ShowEvidence(Some(id.clone())));
        }
    }
}

/// An address without what all have.
fn short_address(url: &str) -> &str {
    let url = url.trim();
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    url.strip_prefix("www.").unwrap_or(url).trim_end_matches('/')
}

/// The fields of one piece.
fn fields_ui(
    ui: &mut Ui,
    ctx: InspectorCtx<'_>,
    id: &EvidenceId,
    evidence: &Evidence,
    out: &mut Outbox<Msg>,
) {
    let theme = Theme::from_ctx(ui.ctx());
    let accessed = evidence.seen.map(|date| date.to_string()).unwrap_or_default();
    let top = ui.cursor().min;
    ui.horizontal(|ui| {
        ui.add_space(10.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            for (field, name, hint, known, rows) in [
                (
                    EvidenceField::Url,
                    fl!("inspector-evidence-url"),
                    "https://…",
                    &evidence.url,
                    1,
                ),
                (
                    EvidenceField::Title,
                    fl!("inspector-evidence-title"),
                    fl!("inspector-evidence-title-hint"),
                    &evidence.title,
                    1,
                ),
                (
                    EvidenceField::Excerpt,
                    fl!("inspector-evidence-excerpt"),
                    fl!("inspector-evidence-excerpt-hint"),
                    &evidence.excerpt,
                    2,
                ),
                (
                    EvidenceField::Seen,
                    fl!("inspector-evidence-accessed"),
                    fl!("inspector-evidence-accessed-hint"),
                    &accessed,
                    1,
                ),
            ] {
                let about =
                    DraftOf::Evidence(ctx.article_id.clone(), ctx.claim_id.clone(), id.clone(), field);
                let problem = field_problem(field, ctx.drafted(&about, known));
                let key = evidence_field(id, field);
                let field_of_evidence = DraftField {
                    about,
                    id: &key,
                    name,
                    hint,
                    known,
                    rows,
                };
                if field_of_evidence.show(ui, ctx, out) && rows == 1 {
                    out.send(Msg::ShowEvidence(None));
                }
                if let Some(problem) = problem {
                    wrapped(ui, problem, font::SMALL, theme.rejected);
                }
            }
            stance_ui(ui, ctx, id, evidence, out);
            wrapped(ui, fl!("inspector-evidence-keys"), font::SMALL, theme.soft);
        });
    });
    let bar = Stroke::new(2.0, theme.accent);
    let bottom = ui.cursor().min.y;
    ui.painter().vline(top.x + 2.0, top.y..=bottom, bar);
    if ctx.opens_evidence() {
        // All of the fields are in sight, and not only the one with the keyboard.
        let fields = Rect::from_min_max(top, pos2(ui.max_rect().right(), bottom));
        ui.scroll_to_rect(fields, None);
    }
    ui.add_space(6.0);
}

/// What the evidence does to the claim, and the ways to close, to open and to remove it.
fn stance_ui(
    ui: &mut Ui,
    ctx: InspectorCtx<'_>,
    id: &EvidenceId,
    evidence: &Evidence,
    out: &mut Outbox<Msg>,
) {
    let chosen = STANCES.iter().position(|known| Some(*known) == evidence.stance);
    let names = STANCES.map(words::stance);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let room = ui.available_width() - 64.0;
        ui.allocate_ui(vec2(room, 30.0), |ui| {
            ui.set_width(room);
            if let Some(picked) = segments(ui, fl!("inspector-stance"), &names, chosen)
                && ctx.writable
            {
                out.send(Msg::SetStance(id.clone(), picked));
            }
        });
        let remove = fl!("inspector-remove-evidence");
        if ctx.writable && icon_button(ui, icons::TRASH, remove, "", true).clicked() {
            ctx.send(out, ClaimEdit::RemoveEvidence(id.clone()));
            out.send(Msg::ShowEvidence(None));
        }
        let done = fl!("inspector-evidence-done");
        if icon_button(ui, icons::CHECK, done, "", true).clicked() {
            out.send(Msg::ShowEvidence(None));
        }
    });
}

/// What is wrong with the text of a field.
fn field_problem(field: EvidenceField, text: &str) -> Option<&'static str> {
    match field {
        EvidenceField::Url => address_problem(text),
        EvidenceField::Seen => {
            let date = text.trim();
            let is_date = date.is_empty() || date.parse::<jiff::civil::Date>().is_ok();
            (!is_date).then(|| fl!("inspector-evidence-date-problem"))
        }
        EvidenceField::Title | EvidenceField::Excerpt => None,
    }
}

/// The change that a stance is, by its place among [`STANCES`].
pub(super) fn stance_change(place: usize) -> EvidenceChange {
    EvidenceChange::Stance(STANCES.get(place).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_without_what_all_have() {
        assert_eq!(
            short_address(" https://www.example.org/minutes/2/ "),
            "example.org/minutes/2"
        );
        assert_eq!(short_address("example.org"), "example.org");
        assert_eq!(short_address(""), "");
    }
}
