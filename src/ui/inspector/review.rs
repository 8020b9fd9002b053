//! The reviewers' decisions, the verdict and its evidence.

use eframe::egui::{OpenUrl, Ui, vec2};

use super::ctx::{InspectorCtx, evidence_field};
use super::history::name_of;
use super::parts::{DraftField, field_row};
use super::{ClaimEdit, Msg, WHY};
use crate::model::ops::review::EvidenceChange;
use crate::model::review::address_problem;
use crate::model::{Basis, Decision, Evidence, EvidenceId, ReviewState, SpeakerId, Stance};
use crate::ui::bus::command::Command;
use crate::ui::bus::draft::{DraftOf, EvidenceField};
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::{icon_button, key_button, link};
use crate::ui::kit::choice::{Choice, choice};
use crate::ui::kit::text::{label, tip, wrapped};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

/// My decision with three buttons, its reason, and what the others decided.
pub(super) fn review_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    ui.add_space(4.0);
    label(ui, fl!("inspector-review"), font::LABEL_STRONG, theme.soft);
    ui.add_space(8.0);
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
        let reviewer = name_of(ctx.project, id);
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

/// The verdict on the project's scale, with evidence.
pub(super) fn verdict_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    ui.add_space(12.0);
    let title = fl!("inspector-verdict-and-evidence");
    label(ui, title, font::LABEL_STRONG, theme.soft);
    ui.add_space(8.0);
    let scale = &ctx.project.head().scale;
    let mut choices = vec![Choice::named(fl!("inspector-no-verdict"))];
    choices.extend(scale.iter().map(|rating| Choice::named(&rating.label)));
    let rated = ctx.claim.verdict.as_ref().map(|verdict| verdict.rating.as_str());
    let chosen = match rated {
        None => Some(0),
        Some(key) => scale.iter().position(|rating| rating.key == key).map(|at| at + 1),
    };
    let name = fl!("inspector-verdict");
    field_row(ui, name, |ui| {
        if let Some(picked) = choice(ui, name, &choices, chosen, rated.unwrap_or_default()) {
            let rating = picked.checked_sub(1).and_then(|at| scale.get(at));
            out.send(Msg::Rate(rating.map(|rating| rating.key.clone())));
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
    for (at, (id, evidence)) in ctx.claim.evidence.iter().enumerate() {
        field_row(ui, &fl!("inspector-evidence-number", number = at + 1), |ui| {
            evidence_ui(ui, ctx, id, evidence, out);
        });
    }
    field_row(ui, fl!("inspector-evidence"), |ui| {
        ui.add_space(6.0);
        if ctx.writable && link(ui, fl!("inspector-add-evidence"), font::LABEL).clicked() {
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
    let theme = Theme::from_ctx(ui.ctx());
    let accessed = evidence.seen.map(|date| date.to_string()).unwrap_or_default();
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
        let about = DraftOf::Evidence(ctx.article_id.clone(), ctx.claim_id.clone(), id.clone(), field);
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
        field_of_evidence.show(ui, ctx, out);
        if let Some(problem) = problem {
            wrapped(ui, problem, font::SMALL, theme.rejected);
        }
        let new = ctx.state.new_evidence.as_ref();
        if field == EvidenceField::Url && new.is_some_and(|(_, new)| new == id) {
            wrapped(ui, fl!("inspector-evidence-unfinished"), font::SMALL, theme.soft);
        }
    }
    ui.horizontal(|ui| stance_ui(ui, ctx, id, evidence, out));
}

/// What the evidence does to the claim, and the ways to open and to remove it.
fn stance_ui(
    ui: &mut Ui,
    ctx: InspectorCtx<'_>,
    id: &EvidenceId,
    evidence: &Evidence,
    out: &mut Outbox<Msg>,
) {
    let stances = [Stance::Supports, Stance::Refutes, Stance::Context];
    let choices = stances.map(|stance| Choice::named(words::stance(stance)));
    let chosen = stances.iter().position(|known| Some(*known) == evidence.stance);
    ui.spacing_mut().item_spacing.x = 4.0;
    let opens = !evidence.url.trim().is_empty() && evidence.address_problem().is_none();
    let room = ui.available_width() - if opens { 64.0 } else { 32.0 };
    ui.allocate_ui(vec2(room, 30.0), |ui| {
        ui.set_width(room);
        let (name, hint) = (fl!("inspector-stance"), fl!("inspector-choose"));
        if let Some(picked) = choice(ui, name, &choices, chosen, hint) {
            let change = EvidenceChange::Stance(stances.get(picked).copied());
            ctx.send(out, ClaimEdit::ChangeEvidence(id.clone(), change));
        }
    });
    let open = fl!("inspector-open-in-browser");
    if opens && icon_button(ui, icons::ARROW_SQUARE_OUT, open, "", true).clicked() {
        ui.ctx().open_url(OpenUrl::new_tab(evidence.url.trim()));
    }
    let remove = fl!("inspector-remove-evidence");
    if ctx.writable && icon_button(ui, icons::TRASH, remove, "", true).clicked() {
        ctx.send(out, ClaimEdit::RemoveEvidence(id.clone()));
    }
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
