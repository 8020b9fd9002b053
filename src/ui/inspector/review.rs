//! The reviewers' decisions, the verdict and what it rests on.

use eframe::egui::Ui;

use super::ctx::{InspectorCtx, evidence_field};
use super::parts::{draft_field, field_row};
use super::{ClaimEdit, Msg, WHY};
use crate::model::ops::review::EvidenceChange;
use crate::model::review::address_problem;
use crate::model::{Basis, Decision, Evidence, EvidenceId, Review, ReviewState, SpeakerId, Stance, Standing};
use crate::ui::bus::command::Command;
use crate::ui::bus::draft::{DraftOf, EvidenceField};
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::{icon_button, key_button, link};
use crate::ui::kit::choice::{Choice, choice};
use crate::ui::kit::text::{label, tip, wrapped};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

/// My decision with three buttons, why, and what the others decided.
pub fn review_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    ui.add_space(4.0);
    label(ui, "Review", font::LABEL_STRONG, theme.soft);
    ui.add_space(8.0);
    if let Some(basis) = ctx.claim.stale_basis() {
        stale_ui(ui, ctx, basis);
    }
    let mine = ctx.me.and_then(|me| ctx.claim.reviews.get(me));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let width = (ui.available_width() - 12.0) / 3.0;
        for (decision, command) in [
            (Decision::Accepted, Command::Accept),
            (Decision::Disputed, Command::Dispute),
            (Decision::Rejected, Command::Reject),
        ] {
            let state = ReviewState::from_reviews([&Review {
                decision,
                at: jiff::Timestamp::UNIX_EPOCH,
                why: String::new(),
                standing: Standing::Current,
            }]);
            let mark = (words::review_icon(state), theme.decision(decision));
            let chosen =
                mine.is_some_and(|review| review.decision == decision && !review.standing.is_stale());
            let button = key_button(ui, width, mark, command.label(), &command.key_caps(), chosen);
            if tip(button, command.summary()).clicked() {
                out.command(if chosen { Command::Unreview } else { command });
            }
        }
    });
    ui.add_space(8.0);
    if let Some(review) = mine {
        field_row(ui, "Why", |ui| {
            let about = DraftOf::Why(ctx.article_id.clone(), ctx.claim_id.clone());
            let hint = "reason, if it needs one";
            let known = &review.why;
            let entered = draft_field(ui, ctx, about, WHY, "Why", hint, known, 1, out);
            // With the reason the current claim of a review is dealt with.
            if entered && ctx.is_current {
                out.command(Command::NextClaim);
            }
        });
    }
    for (id, review) in &ctx.claim.reviews {
        if Some(id) == ctx.me {
            continue;
        }
        let name = ctx
            .project
            .reviewers()
            .get(id)
            .map_or(id.as_str(), |reviewer| &reviewer.name);
        let mut words = format!("{name} {} it", words::decision(review.decision));
        if !review.why.is_empty() {
            words = format!("{words}: {}", review.why);
        }
        if review.standing.is_stale() {
            words = fl!("review-before-change", decision = words);
        }
        wrapped(ui, &words, font::LABEL, theme.decision(review.decision));
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

/// The verdict on the project's scale, with evidence.
pub fn verdict_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    ui.add_space(12.0);
    label(ui, "Verdict and evidence", font::LABEL_STRONG, theme.soft);
    ui.add_space(8.0);
    let scale = &ctx.project.head().scale;
    let mut choices = vec![Choice::named("not rated")];
    choices.extend(scale.iter().map(|rating| Choice::named(&rating.label)));
    let rated = ctx.claim.verdict.as_ref();
    let chosen = match rated {
        None => Some(0),
        Some(verdict) => scale
            .iter()
            .position(|rating| rating.key == verdict.rating)
            .map(|at| at + 1),
    };
    let unknown = rated.map_or("", |verdict| verdict.rating.as_str());
    field_row(ui, "Verdict", |ui| {
        if let Some(picked) = choice(ui, "Verdict", &choices, chosen, unknown) {
            let rating = picked
                .checked_sub(1)
                .and_then(|at| scale.get(at))
                .map(|rating| rating.key.clone());
            out.send(Msg::Rate(rating));
        }
    });
    if ctx.writable {
        field_row(ui, "", |ui| {
            let edit = Command::EditScale;
            if tip(link(ui, edit.label(), font::SMALL), edit.summary()).clicked() {
                out.command(edit);
            }
        });
    }
    for (id, evidence) in &ctx.claim.evidence {
        evidence_ui(ui, ctx, id, evidence, out);
    }
    field_row(ui, "Evidence", |ui| {
        ui.add_space(6.0);
        if ctx.writable && link(ui, "Add evidence…", font::LABEL).clicked() {
            out.send(Msg::AddEvidence);
        }
    });
}

fn evidence_ui(
    ui: &mut Ui,
    ctx: InspectorCtx<'_>,
    id: &EvidenceId,
    evidence: &Evidence,
    out: &mut Outbox<Msg>,
) {
    let about = |field| DraftOf::Evidence(ctx.article_id.clone(), ctx.claim_id.clone(), id.clone(), field);
    let theme = Theme::from_ctx(ui.ctx());
    field_row(ui, "Evidence", |ui| {
        let seen = evidence.seen.map(|day| day.to_string()).unwrap_or_default();
        for (field, name, hint, known, rows) in [
            (
                EvidenceField::Url,
                "Address of the evidence",
                "https://…",
                evidence.url.as_str(),
                1,
            ),
            (
                EvidenceField::Title,
                "Title of the evidence",
                "title",
                &evidence.title,
                1,
            ),
            (
                EvidenceField::Excerpt,
                "Excerpt of the evidence",
                "the words that matter",
                &evidence.excerpt,
                2,
            ),
            (
                EvidenceField::Seen,
                "Day the evidence was seen",
                "seen on, as 2024-02-11",
                &seen,
                1,
            ),
        ] {
            let key = evidence_field(id, field);
            let about = about(field);
            let typed = ctx.drafted(&about, known).to_owned();
            draft_field(ui, ctx, about, &key, name, hint, known, rows, out);
            if let Some(problem) = field_problem(field, &typed) {
                wrapped(ui, problem, font::SMALL, theme.rejected);
            }
            let new = ctx.state.new_evidence.as_ref();
            if field == EvidenceField::Url && new.is_some_and(|(_, new)| new == id) {
                wrapped(ui, UNFINISHED, font::SMALL, theme.soft);
            }
        }
        let stances = [Stance::Supports, Stance::Refutes, Stance::Context];
        let choices = stances.map(|stance| Choice::named(words::stance(stance)));
        let chosen = evidence
            .stance
            .and_then(|stance| stances.iter().position(|known| *known == stance));
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let opens = !evidence.url.trim().is_empty() && evidence.address_problem().is_none();
            let room = ui.available_width() - if opens { 64.0 } else { 32.0 };
            ui.allocate_ui(eframe::egui::vec2(room, 30.0), |ui| {
                ui.set_width(room);
                if let Some(picked) = choice(
                    ui,
                    "What the evidence does",
                    &choices,
                    chosen,
                    "supports or refutes?",
                ) {
                    let stance = stances.get(picked).copied();
                    let change = EvidenceChange::Stance(stance);
                    ctx.send(out, ClaimEdit::ChangeEvidence(id.clone(), change));
                }
            });
            if opens && icon_button(ui, icons::ARROW_SQUARE_OUT, "Open in the browser", "", true).clicked() {
                let page = eframe::egui::OpenUrl::new_tab(evidence.url.trim());
                ui.ctx().open_url(page);
            }
            if ctx.writable && icon_button(ui, icons::TRASH, "Remove evidence", "", true).clicked() {
                ctx.send(out, ClaimEdit::RemoveEvidence(id.clone()));
            }
        });
    });
}

/// What is said while new evidence has no address.
const UNFINISHED: &str = "Letters are not commands until the address is typed; Esc leaves it out";

/// What is wrong with what a field of evidence holds.
fn field_problem(field: EvidenceField, text: &str) -> Option<&'static str> {
    match field {
        EvidenceField::Url => address_problem(text),
        EvidenceField::Seen => {
            let day = text.trim();
            let good = day.is_empty() || day.parse::<jiff::civil::Date>().is_ok();
            (!good).then_some("A day is written as 2024-02-11")
        }
        EvidenceField::Title | EvidenceField::Excerpt => None,
    }
}
