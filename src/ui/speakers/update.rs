//! Carries out the messages of the speakers workspace. Each edit of the project is one undo step.

use super::Msg;
use super::naming;
use super::state::{MergeDraft, SpeakerForm, State};
use crate::model::ops::speaker::SpeakerChange;
use crate::model::{ClaimRef, SpeakerId, ops};
use crate::report::Report;
use crate::session::ids;
use crate::ui::bus::core::Core;
use crate::ui::bus::dialog::Dialog;
use crate::ui::bus::forms::SpeakerDraft;
use crate::ui::bus::place::Workspace;
use crate::ui::claims;

/// Carries out a message.
pub fn update(state: &mut State, msg: Msg, core: &mut Core) {
    let view = &mut state.view;
    match msg {
        Msg::IncludeNaming(at, included) => {
            if let Some(row) = state.naming.get_mut(at) {
                row.included = included;
            }
        }
        Msg::NamingName(at, name) => {
            if let Some(row) = state.naming.get_mut(at) {
                row.included = !name.trim().is_empty();
                row.name = name;
            }
        }
        Msg::NameSpeakers => name_speakers(state, core),
        Msg::Search(search) => {
            view.search = search;
            view.reveal = true;
        }
        Msg::Choose(speaker) => choose_speaker(state, speaker),
        Msg::Step(rows) => step_speaker(state, rows),
        Msg::Picking(picking) => {
            view.picking = picking;
            view.picked.clear();
        }
        Msg::Pick(claim) => {
            view.picking = true;
            if !view.picked.remove(&claim) {
                view.picked.insert(claim);
            }
        }
        Msg::ConsiderMerge { kept, other } => consider_merge(state, core, kept, other),
        Msg::Merge { kept, other } => {
            merge_speakers(core, kept.clone(), other);
            choose_speaker(state, kept);
        }
        Msg::Split(name) => split(state, core, &name),
        Msg::AskToMerge(kept) => {
            state.merge = Some(MergeDraft {
                kept,
                other: None,
                search: String::new(),
            });
            core.open(Dialog::Merge);
        }
        Msg::SearchOther(search) => {
            if let Some(draft) = &mut state.merge {
                draft.search = search;
            }
        }
        Msg::AskToSplit => {
            state.split_name.clear();
            core.open(Dialog::Split);
        }
        Msg::SplitName(name) => state.split_name = name,
        Msg::Form(draft) => state.form.draft = *draft,
        Msg::Save(draft) => save(core, state.form.speaker.clone(), &draft),
        Msg::Remove(speaker) => remove_speaker(core, &speaker),
        Msg::AddAlias(speaker, alias) => {
            change_speaker(core, speaker, SpeakerChange::AddAlias(alias));
        }
        Msg::Affiliate(speaker, body) => {
            change_speaker(core, speaker, SpeakerChange::Affiliation(body));
        }
        Msg::Open(claim) => core.open_claim(claim),
    }
}

/// Opens the table of mentions whose speakers are not named.
pub fn ask_for_names(state: &mut State, core: &mut Core) {
    state.naming = core.project().map(naming::rows).unwrap_or_default();
    core.open(Dialog::NameSpeakers);
}

fn name_speakers(state: &mut State, core: &mut Core) {
    let Some(project) = core.project() else { return };
    let namings = naming::namings(project, &std::mem::take(&mut state.naming));
    core.edit_many(move |project| Ok(ops::naming::name_speakers(project, &namings)));
    core.fill_keys();
}

/// Opens the form with what is known of a speaker, or for a new one.
pub fn edit_speaker(state: &mut State, core: &mut Core, id: Option<SpeakerId>) {
    let Some(id) = id else {
        state.form = SpeakerForm::default();
        core.open(Dialog::Speaker);
        return;
    };
    let speaker = core.project().and_then(|project| project.speaker(&id));
    if let Some(draft) = speaker.map(SpeakerDraft::from_speaker) {
        state.form = SpeakerForm {
            speaker: Some(id),
            draft,
        };
        core.dialog = Some(Dialog::Speaker);
    }
}

/// Adds a speaker, or changes one, as it was typed.
fn save(core: &mut Core, id: Option<SpeakerId>, draft: &SpeakerDraft) {
    let Some(session) = &core.session else { return };
    let project = session.project();
    let Some(speaker) = draft.speaker(ops::speaker::next_color(project)) else {
        return;
    };
    if let Some(id) = id {
        core.edit(move |_| Ok(ops::speaker::replace(id, speaker)));
        return;
    }
    let id = ids::speaker_id(project);
    let new = id.clone();
    core.edit(move |_| Ok(ops::speaker::add(new, speaker)));
    core.touch_key(&id);
}

/// Brings list and page up to date before they are drawn. While very many claims are being changed, they stay as they are.
pub fn gather(state: &mut State, core: &Core, claims: &claims::State) {
    let Some(session) = core.session.as_ref().filter(|_| !core.is_changing()) else {
        return;
    };
    if core.place.workspace == Workspace::Speakers {
        // What is shown depends on the project and on how far its claims have been looked at.
        let revision = session.revision() + claims.table.made();
        let (rows, view) = (&mut state.rows, &mut state.view);
        rows.update(session.project(), claims.table.index(), revision, view);
    }
}

fn choose_speaker(state: &mut State, speaker: SpeakerId) {
    let view = &mut state.view;
    if view.chosen.as_ref() != Some(&speaker) {
        view.picking = false;
        view.picked.clear();
    }
    view.chosen = Some(speaker);
    view.reveal = true;
}

fn step_speaker(state: &mut State, rows: isize) {
    let chosen = state.view.chosen.as_ref();
    let row = chosen.and_then(|chosen| state.rows.row_of(chosen));
    let last = state.rows.list.len().saturating_sub(1);
    let next = row.map_or(0, |row| row.saturating_add_signed(rows).min(last));
    if let Some(row) = state.rows.list.get(next) {
        choose_speaker(state, row.speaker.clone());
    }
}

fn change_speaker(core: &mut Core, id: SpeakerId, change: SpeakerChange) {
    core.edit(move |project| ops::speaker::change(project, &id, change));
}

fn merge_speakers(core: &mut Core, kept: SpeakerId, other: SpeakerId) {
    core.edit_many(move |project| ops::speaker::merge(project, &kept, &other));
}

fn consider_merge(state: &mut State, core: &mut Core, kept: SpeakerId, other: SpeakerId) {
    let Some(session) = &core.session else { return };
    let other = ops::speaker::preview_merge(session.project(), &kept, &other).map(|merge| (other, merge));
    state.merge = Some(MergeDraft {
        kept,
        other,
        search: String::new(),
    });
    core.dialog = Some(Dialog::Merge);
}

fn split(state: &mut State, core: &mut Core, name: &str) {
    let (Some(session), Some(from)) = (&core.session, state.view.chosen.clone()) else {
        return;
    };
    let new = ids::speaker_id(session.project());
    let (id, name) = (new.clone(), name.to_owned());
    let picked: Vec<ClaimRef> = std::mem::take(&mut state.view.picked).into_iter().collect();
    core.edit(move |project| ops::speaker::split(project, &from, &picked, &id, &name));
    choose_speaker(state, new);
}

/// Removes a speaker, or says what uses it.
fn remove_speaker(core: &mut Core, id: &SpeakerId) {
    let Some(session) = &core.session else { return };
    let project = session.project();
    let Some(speaker) = project.speaker(id) else {
        return;
    };
    let claims = ops::speaker::claims_of(project, id).count();
    let members = project
        .speakers()
        .values()
        .filter(|other| other.affiliation.as_ref() == Some(id))
        .count();
    if claims + members == 0 {
        let id = id.clone();
        core.edit(move |_| Ok(ops::speaker::remove(id)));
        return;
    }
    let used = match (claims, members) {
        (_, 0) => fl!("speaker-used-by-claims", count = claims),
        (0, _) => fl!("speaker-used-by-members", count = members),
        _ => fl!("speaker-used-by-both", claims = claims, members = members),
    };
    let report = Report {
        causes: vec![used],
        ..Report::new(fl!("speaker-cannot-remove", name = speaker.name))
    };
    let hint = fl!("speaker-cannot-remove.hint");
    core.notify_failure(report.with_hint(Some(hint)));
}
