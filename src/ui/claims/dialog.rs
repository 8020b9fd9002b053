//! The forms of the table of claims: editing many claims, saving a filter.

use std::iter;

use eframe::egui::Ui;

use super::head::column_name;
use super::state::State;
use super::{ClaimsDraft, Msg};
use crate::model::ops::bulk::BulkSpeaker;
use crate::model::{Decision, Project, Quotation, SpeakerId};
use crate::session::settings::claim_table::Column;
use crate::ui::bus::forms::trimmed;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::choice::{Choice, choice};
use crate::ui::kit::dialog::{foot_ui, form_field, title_ui};
use crate::ui::kit::text::label;
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::words;

/// Draws the form that edits the selected claims.
pub(crate) fn bulk_ui(ui: &mut Ui, project: Option<&Project>, state: &State, out: &mut Outbox<Msg>) {
    let Some(project) = project else { return };
    let count = state.view.concerned().len();
    let title = fl!("claims-bulk-title", count = count);
    title_ui(ui, &title, fl!("claims-bulk-explanation"));
    let mut next = state.bulk.clone();
    who_ui(ui, project, &mut next);
    let decisions = [Decision::Accepted, Decision::Disputed, Decision::Rejected];
    let mut reviews = decisions
        .map(|it| (Some(it), words::decision(it).to_owned()))
        .to_vec();
    reviews.push((None, fl!("claims-clear-review").to_owned()));
    pick(ui, column_name(Column::Review), reviews, &mut next.review);
    let quotations = [Quotation::Direct, Quotation::Indirect, Quotation::Mixed];
    let quotations = quotations.map(|it| (Some(it), words::quotation(it).to_owned()));
    let automatic = (None, fl!("claims-quotation-automatic").to_owned());
    let quotations = iter::once(automatic).chain(quotations).collect();
    pick(
        ui,
        column_name(Column::Quotation),
        quotations,
        &mut next.quotation,
    );
    let ratings = project.head().scale.iter();
    let ratings = ratings.map(|rating| (Some(rating.key.clone()), rating.label.clone()));
    let unrated = (None, fl!("claims-no-verdict").to_owned());
    let verdicts = iter::once(unrated).chain(ratings).collect();
    pick(ui, column_name(Column::Verdict), verdicts, &mut next.verdict);
    let (name, hint) = (fl!("claims-add-tags"), fl!("claims-add-tags.hint"));
    let (tags, entered) = form_field(ui, "claims tags", name, &next.tags, hint, false);
    if let Some(tags) = tags {
        next.tags = tags;
    }
    let possible = !next.is_empty();
    let pressed = foot_ui(ui, &fl!("claims-bulk-apply", count = count), possible, out);
    if possible && (pressed || entered) {
        out.request(Request::CloseDialog);
        out.send(Msg::ChangeMany(Box::new(next)));
    } else if next != state.bulk {
        out.send(Msg::Bulk(Box::new(next)));
    }
}

/// A choice among values, the first of which is to change nothing.
fn pick<T: PartialEq>(ui: &mut Ui, name: &str, values: Vec<(T, String)>, value: &mut Option<T>) {
    let (values, choices) = values
        .into_iter()
        .map(|(value, name)| (value, Choice::named(name)))
        .collect();
    pick_among(ui, name, values, choices, value);
}

/// The same with choices that show more than a name.
fn pick_among<T: PartialEq>(
    ui: &mut Ui,
    name: &str,
    values: Vec<T>,
    choices: Vec<Choice>,
    value: &mut Option<T>,
) {
    let theme = Theme::from_ctx(ui.ctx());
    label(ui, name, font::LABEL, theme.soft);
    ui.add_space(3.0);
    let unchanged = fl!("claims-no-change");
    let choices: Vec<Choice> = iter::once(Choice::named(unchanged)).chain(choices).collect();
    let place = |value: &T| values.iter().position(|own| own == value);
    let chosen = value.as_ref().and_then(place).map_or(0, |place| place + 1);
    if let Some(picked) = choice(ui, name, &choices, Some(chosen), unchanged) {
        let place = picked.checked_sub(1);
        *value = place.and_then(|place| values.into_iter().nth(place));
    }
    ui.add_space(10.0);
}

fn who_ui(ui: &mut Ui, project: &Project, next: &mut ClaimsDraft) {
    let theme = Theme::from_ctx(ui.ctx());
    let mut speakers: Vec<(&SpeakerId, _)> = project.speakers().iter().collect();
    speakers.sort_by_key(|(_, speaker)| speaker.name.to_lowercase());
    let mut whos = vec![BulkSpeaker::Nobody, BulkSpeaker::Article];
    let mut choices = vec![
        Choice::named(words::unattributed()),
        Choice::named(words::the_article()),
    ];
    for (id, speaker) in speakers {
        whos.push(BulkSpeaker::Speaker(id.clone()));
        choices.push(Choice {
            label: project.speaker_label(id).to_owned(),
            color: Some(theme.speaker(speaker.color)),
            ..Choice::default()
        });
    }
    pick_among(ui, fl!("claims-attributed-to"), whos, choices, &mut next.who);
}

/// Draws the form that saves the filter.
pub(crate) fn save_filter_ui(ui: &mut Ui, name: &str, out: &mut Outbox<Msg>) {
    title_ui(
        ui,
        fl!("claims-save-filter"),
        fl!("claims-save-filter-explanation"),
    );
    let (label, hint) = (fl!("claims-filter-name"), fl!("claims-filter-name.hint"));
    let (changed, entered) = form_field(ui, "filter name", label, name, hint, true);
    let name_now = changed.clone().unwrap_or_else(|| name.to_owned());
    let wanted = trimmed(&name_now);
    let pressed = foot_ui(ui, fl!("claims-save-filter"), wanted.is_some(), out);
    match wanted.filter(|_| pressed || entered) {
        Some(name) => {
            out.request(Request::CloseDialog);
            out.send(Msg::SaveFilter(name));
        }
        None if changed.is_some() => out.send(Msg::FilterName(name_now)),
        None => {}
    }
}
