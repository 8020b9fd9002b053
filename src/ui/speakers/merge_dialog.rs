//! The forms that merge two speakers, and that move claims to a new one.

use eframe::egui::{ScrollArea, Ui};

use super::Msg;
use super::rows::candidates;
use super::state::{MergeDraft, State};
use crate::model::ops::speaker::Merge;
use crate::model::{Project, SpeakerId, SpeakerKind};
use crate::ui::bus::forms::trimmed;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::button::link;
use crate::ui::kit::dialog::{foot_ui, form_field, title_ui};
use crate::ui::kit::field::Field;
use crate::ui::kit::list_row::ListRow;
use crate::ui::kit::text::{label, wrapped};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::words;

/// So many speakers are listed; typing finds the others.
const MAX_LISTED: usize = 50;

/// Draws the form that merges two speakers.
pub fn merge_ui(ui: &mut Ui, project: Option<&Project>, state: &State, out: &mut Outbox<Msg>) {
    let (Some(project), Some(draft)) = (project, &state.merge) else {
        return;
    };
    if project.speaker(&draft.kept).is_none() {
        return;
    }
    let title = fl!("merge-title", name = *project.speaker_label(&draft.kept));
    if let Some((other, merge)) = &draft.other {
        title_ui(ui, &title, "");
        preview_ui(ui, project, draft, other, merge, out);
    } else {
        title_ui(ui, &title, fl!("merge-explanation"));
        choose_ui(ui, project, draft, out);
    }
}

fn choose_ui(ui: &mut Ui, project: &Project, draft: &MergeDraft, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let found = candidates(project, &draft.kept, &draft.search);
    let field = Field::new("merge search", &draft.search)
        .name(fl!("merge-find"))
        .hint(fl!("merge-find.hint"))
        .emphasised(true)
        .focus_at_first(true)
        .show(ui);
    let consider = |out: &mut Outbox<Msg>, other: &SpeakerId| {
        let (kept, other) = (draft.kept.clone(), other.clone());
        out.send(Msg::ConsiderMerge { kept, other });
    };
    if let Some(first) = found.first().filter(|_| field.submitted) {
        consider(out, first);
    } else if let Some(search) = field.changed {
        out.send(Msg::SearchOther(search));
    }
    ui.add_space(6.0);
    if found.is_empty() {
        label(ui, fl!("speakers-no-match"), font::LABEL, theme.soft);
    }
    ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        for id in found.iter().take(MAX_LISTED) {
            let Some(speaker) = project.speaker(id) else {
                continue;
            };
            let mut row = ListRow::new(project.speaker_label(id)).height(30.0).show(ui);
            row.swatch(Some(theme.speaker(speaker.color)));
            row.title_and_detail(ui, project.speaker_label(id), &words::speaker_detail(project, id));
            if row.finish().clicked() {
                consider(out, id);
            }
        }
    });
    ui.add_space(10.0);
    foot_ui(ui, fl!("merge-merge"), false, out);
}

fn preview_ui(
    ui: &mut Ui,
    project: &Project,
    draft: &MergeDraft,
    other: &SpeakerId,
    merge: &Merge,
    out: &mut Outbox<Msg>,
) {
    let theme = Theme::from_ctx(ui.ctx());
    for line in preview(project, &draft.kept, other, merge) {
        wrapped(ui, &line, font::BODY, theme.ink);
        ui.add_space(6.0);
    }
    let unnamed = |id: &SpeakerId| {
        let speaker = project.speaker(id);
        speaker.is_some_and(|speaker| speaker.kind == SpeakerKind::Unnamed)
    };
    if unnamed(other) || unnamed(&draft.kept) {
        wrapped(ui, fl!("merge-unnamed"), font::BODY, theme.disputed);
        ui.add_space(6.0);
    }
    ui.add_space(4.0);
    let swap = fl!("merge-keep-other", name = *project.speaker_label(other));
    if link(ui, &swap, font::LABEL).clicked() {
        let (kept, other) = (other.clone(), draft.kept.clone());
        out.send(Msg::ConsiderMerge { kept, other });
    }
    ui.add_space(12.0);
    let enter = ui
        .ctx()
        .input_mut(|input| input.consume_key(eframe::egui::Modifiers::NONE, eframe::egui::Key::Enter));
    if foot_ui(ui, fl!("merge-merge"), true, out) || enter {
        out.request(Request::CloseDialog);
        let (kept, other) = (draft.kept.clone(), other.clone());
        out.send(Msg::Merge { kept, other });
    }
}

/// What a merge changes, in sentences.
fn preview(project: &Project, kept: &SpeakerId, other: &SpeakerId, merge: &Merge) -> Vec<String> {
    let (stays, goes) = (project.speaker_label(kept), project.speaker_label(other));
    let mut lines = vec![match merge.claims {
        0 => fl!("merge-removes", goes = goes),
        claims => fl!(
            "merge-moves",
            count = claims,
            articles = fl!("count-articles", count = merge.articles),
            goes = goes,
            stays = stays
        ),
    }];
    if merge.joint > 0 {
        lines.push(fl!("merge-joint", count = merge.joint, stays = stays));
    }
    let Some(before) = project.speaker(kept) else {
        return lines;
    };
    let after = &merge.speaker;
    let gained = after
        .aliases
        .iter()
        .filter(|alias| !before.aliases.contains(alias));
    let gained: Vec<&str> = gained.map(String::as_str).collect();
    if !gained.is_empty() {
        lines.push(fl!("merge-aliases", aliases = gained.join(", ")));
    }
    if let Some(role) = after.role.as_ref().filter(|_| after.role != before.role) {
        lines.push(fl!("merge-role", role = role));
    }
    if let Some(item) = after
        .wikidata
        .as_ref()
        .filter(|_| after.wikidata != before.wikidata)
    {
        lines.push(fl!("merge-wikidata", item = item));
    }
    if after.affiliation != before.affiliation {
        lines.push(match &after.affiliation {
            Some(body) => fl!("merge-affiliation", name = *project.speaker_label(body)),
            None => fl!("merge-no-affiliation").to_owned(),
        });
    }
    if !merge.members.is_empty() {
        let members: Vec<&str> = merge.members.iter().map(|id| project.speaker_label(id)).collect();
        lines.push(fl!("merge-members", members = members.join(", ")));
    }
    lines.push(fl!("merge-undo").to_owned());
    lines
}

/// Draws the form that moves the picked claims to a new speaker.
pub fn split_ui(ui: &mut Ui, project: Option<&Project>, state: &State, out: &mut Outbox<Msg>) {
    let chosen = state.view.chosen.as_ref();
    let (Some(project), Some(chosen)) = (project, chosen) else {
        return;
    };
    let Some(from) = project.speaker(chosen) else {
        return;
    };
    let title = fl!(
        "split-title",
        count = state.view.picked.len(),
        name = project.speaker_label(chosen)
    );
    title_ui(ui, &title, fl!("split-explanation"));
    let name = fl!("split-name");
    let (changed, entered) = form_field(ui, "split name", name, &state.split_name, &from.name, true);
    let name_now = changed.clone().unwrap_or_else(|| state.split_name.clone());
    let wanted = trimmed(&name_now);
    let pressed = foot_ui(ui, fl!("split-move"), wanted.is_some(), out);
    match wanted.filter(|_| pressed || entered) {
        Some(name) => {
            out.request(Request::CloseDialog);
            out.send(Msg::Split(name));
        }
        None if changed.is_some() => out.send(Msg::SplitName(name_now)),
        None => {}
    }
}
