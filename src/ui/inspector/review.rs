//! The reviewers' decisions, the verdict and its evidence.

use eframe::egui::Ui;

use super::ctx::InspectorCtx;
use super::parts::{DraftField, field_row};
use super::{Msg, WHY};
use crate::model::{Basis, Decision, ReviewState, SpeakerId};
use crate::ui::bus::command::Command;
use crate::ui::bus::draft::DraftOf;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::key_button;
use crate::ui::kit::text::{label, tip, wrapped};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::words;

/// My decision with three buttons, its reason, and what the others decided.
pub(super) fn review_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    label(ui, fl!("inspector-review"), font::LABEL_STRONG, theme.soft);
    ui.add_space(6.0);
    if let Some(basis) = ctx.claim.stale_basis() {
        stale_ui(ui, ctx, basis);
    }
    let mine = ctx.me.and_then(|me| ctx.claim.reviews.get(me));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let width = (ui.available_width() - 12.0) / 3.0;
        for (decision, state, command) in [
            (Decision::Accepted, ReviewState::Accepted, Command::Accept),
            (Decision::Disputed, ReviewState::Disputed, Command::Dispute),
            (Decision::Rejected, ReviewState::Rejected, Command::Reject),
        ] {
            let mark = (words::review_icon(state), theme.decision(decision));
            let chosen =
                mine.is_some_and(|review| review.decision == decision && !review.standing.is_stale());
            let button = key_button(ui, width, mark, command.label(), &command.key_caps(), chosen);
            if tip(button, command.summary()).clicked() {
                out.command(if chosen { Command::ClearReview } else { command });
            }
        }
    });
    ui.add_space(8.0);
    if let Some(review) = mine {
        field_row(ui, fl!("inspector-reason"), |ui| {
            let field = DraftField {
                about: DraftOf::Why(ctx.article_id.clone(), ctx.claim_id.clone()),
                id: WHY,
                name: fl!("inspector-reason"),
                hint: fl!("inspector-reason-hint"),
                known: &review.why,
                rows: 1,
            };
            // With the reason the current claim of a review is dealt with.
            if field.show(ui, ctx, out) && ctx.is_current {
                out.command(Command::NextClaim);
            }
        });
    }
    for (id, review) in ctx.claim.reviews.iter().filter(|(id, _)| Some(*id) != ctx.me) {
        let reviewer = ctx.project.reviewer_label(id);
        let decision = words::decision(review.decision);
        let mut told = if review.why.is_empty() {
            fl!("inspector-decided", reviewer = reviewer, decision = decision)
        } else {
            let reason = &review.why;
            fl!(
                "inspector-decided-with-reason",
                reviewer = reviewer,
                decision = decision,
                reason = reason
            )
        };
        if review.standing.is_stale() {
            told = fl!("review-before-change", decision = told);
        }
        wrapped(ui, &told, font::LABEL, theme.decision(review.decision));
        ui.add_space(4.0);
    }
}

/// That the claim has changed since it was decided on, and how it was then.
fn stale_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, basis: &Basis) {
    let theme = Theme::from_ctx(ui.ctx());
    wrapped(ui, fl!("review-stale"), font::LABEL_STRONG, theme.disputed);
    ui.add_space(2.0);
    let name = |id: &SpeakerId| {
        ctx.project
            .speaker(id)
            .map_or(id.as_str(), |speaker| &speaker.name)
            .to_owned()
    };
    let speakers: Vec<String> = basis.speakers.iter().map(name).collect();
    let was = if basis.words.is_empty() {
        fl!("review-stale-unknown").to_owned()
    } else if speakers.is_empty() {
        fl!("review-stale-words", words = basis.words)
    } else {
        fl!(
            "review-stale-said-by",
            words = basis.words,
            speakers = speakers.join(", ")
        )
    };
    wrapped(ui, &was, font::LABEL, theme.soft);
    ui.add_space(8.0);
}
