//! The forms of the table of claims: changing many claims at once, keeping a filter.

use eframe::egui::Ui;

use super::state::State;
use super::{ClaimsDraft, Msg};
use crate::model::ops::bulk::BulkSpeaker;
use crate::model::{Decision, Project, Quotation, SpeakerId};
use crate::ui::bus::forms::trimmed;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::choice::{Choice, choice};
use crate::ui::kit::dialog::{foot_ui, form_field, title_ui};
use crate::ui::kit::text::label;
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::words;

const AS_IT_IS: &str = "as it is";

/// Draws the form that changes the chosen claims.
pub fn bulk_ui(ui: &mut Ui, project: Option<&Project>, state: &State, out: &mut Outbox<Msg>) {
    let Some(project) = project else { return };
    let count = words::count(state.view.concerned().len(), "claim", "claims");
    title_ui(
        ui,
        &format!("Edit {count}"),
        "What stays as it is, stays as it is in each of them.",
    );
    let mut next = state.bulk.clone();
    who_ui(ui, project, &mut next);
    let decisions = [
        (Some(Decision::Accepted), "accepted"),
        (Some(Decision::Disputed), "disputed"),
        (Some(Decision::Rejected), "rejected"),
        (None, "unreviewed by me"),
    ];
    pick(
        ui,
        "Review",
        decisions.map(|(it, name)| (it, name.to_owned())).into(),
        &mut next.review,
    );
    let quotations = [
        (None, "by the marks in the text".to_owned()),
        (
            Some(Quotation::Direct),
            words::quotation(Quotation::Direct).to_owned(),
        ),
        (
            Some(Quotation::Indirect),
            words::quotation(Quotation::Indirect).to_owned(),
        ),
        (
            Some(Quotation::Mixed),
            words::quotation(Quotation::Mixed).to_owned(),
        ),
    ];
    pick(ui, "Quotation", quotations.into(), &mut next.quotation);
    let mut verdicts = vec![(None, "not rated".to_owned())];
    let scale = &project.head().scale;
    verdicts.extend(
        scale
            .iter()
            .map(|rating| (Some(rating.key.clone()), rating.label.clone())),
    );
    pick(ui, "Verdict", verdicts, &mut next.verdict);
    let hint = "separated by commas";
    let (tags, entered) = form_field(ui, "claims tags", "Add tags", &next.tags, hint, false);
    if let Some(tags) = tags {
        next.tags = tags;
    }
    let possible = !next.is_empty();
    let pressed = foot_ui(ui, &format!("Change {count}"), possible, out);
    if possible && (pressed || entered) {
        out.request(Request::CloseDialog);
        out.send(Msg::ChangeMany(Box::new(next)));
    } else if next != state.bulk {
        out.send(Msg::Bulk(Box::new(next)));
    }
}

/// A choice among values, the first of which is to leave things as they are.
fn pick<T: PartialEq>(ui: &mut Ui, name: &str, values: Vec<(T, String)>, value: &mut Option<T>) {
    let theme = Theme::from_ctx(ui.ctx());
    label(ui, name, font::LABEL, theme.soft);
    ui.add_space(3.0);
    let mut choices = vec![Choice::named(AS_IT_IS)];
    choices.extend(values.iter().map(|(_, name)| Choice::named(name.clone())));
    let place = |value: &T| values.iter().position(|(own, _)| own == value);
    let chosen = value.as_ref().and_then(place).map_or(0, |place| place + 1);
    if let Some(picked) = choice(ui, name, &choices, Some(chosen), AS_IT_IS) {
        let place = picked.checked_sub(1);
        *value = place
            .and_then(|place| values.into_iter().nth(place))
            .map(|(own, _)| own);
    }
    ui.add_space(10.0);
}

fn who_ui(ui: &mut Ui, project: &Project, next: &mut ClaimsDraft) {
    let theme = Theme::from_ctx(ui.ctx());
    let mut speakers: Vec<(&SpeakerId, _)> = project.speakers().iter().collect();
    speakers.sort_by_key(|(_, speaker)| speaker.name.to_lowercase());
    let mut whos = vec![BulkSpeaker::Nobody, BulkSpeaker::Article];
    let mut choices = vec![
        Choice::named(AS_IT_IS),
        Choice::named(words::unattributed()),
        Choice::named(words::the_article()),
    ];
    for (id, speaker) in speakers {
        whos.push(BulkSpeaker::Speaker(id.clone()));
        choices.push(Choice {
            label: speaker.name.clone(),
            detail: String::new(),
            color: Some(theme.speaker(speaker.color)),
            ..Choice::default()
        });
    }
    label(ui, "Attributed to", font::LABEL, theme.soft);
    ui.add_space(3.0);
    let place = |who: &BulkSpeaker| whos.iter().position(|own| own == who);
    let chosen = next.who.as_ref().and_then(place).map_or(0, |place| place + 1);
    if let Some(picked) = choice(ui, "Attributed to", &choices, Some(chosen), AS_IT_IS) {
        let place = picked.checked_sub(1);
        next.who = place.and_then(|place| whos.into_iter().nth(place));
    }
    ui.add_space(10.0);
}

/// Draws the form that keeps the filter under a name.
pub fn keep_filter_ui(ui: &mut Ui, name: &str, out: &mut Outbox<Msg>) {
    title_ui(
        ui,
        "Save this filter",
        "It stays in the list of saved filters, on this computer.",
    );
    let (changed, entered) = form_field(ui, "filter name", "Name", name, "Disputed in February", true);
    let name_now = changed.clone().unwrap_or_else(|| name.to_owned());
    let wanted = trimmed(&name_now);
    let pressed = foot_ui(ui, "Save filter", wanted.is_some(), out);
    match wanted.filter(|_| pressed || entered) {
        Some(name) => {
            out.request(Request::CloseDialog);
            out.send(Msg::KeepFilter(name));
        }
        None if changed.is_some() => out.send(Msg::FilterName(name_now)),
        None => {}
    }
}
