//! Handles the messages of the table: changes the view, or many claims as one step.

use std::sync::Arc;

use eframe::egui::{Context, OutputCommand};

use super::state::{Sort, State, Table};
use super::{ClaimsDraft, Msg};
use crate::model::claim_set::ClaimSet;
use crate::model::{ClaimRef, Decision, ops};
use crate::session::settings::claim_table::{ClaimFilter, Column, SavedFilter};
use crate::ui::bus::core::Core;
use crate::ui::bus::dialog::Dialog;
use crate::ui::bus::place::Workspace;
use crate::ui::kit::words;

/// Opening the table reads all texts of a project with at most this many unread ones.
const READ_AT_ONCE: usize = 2_000;

pub(crate) fn update(state: &mut State, msg: Msg, core: &mut Core) {
    let view = &mut state.view;
    match msg {
        Msg::Filter(filter) => {
            let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
            view.dates = (day(filter.from), day(filter.to));
            view.filter = *filter;
            view.reveal = true;
        }
        Msg::Sort(column) => {
            view.sort = sorted(view.sort, column);
            view.reveal = true;
        }
        Msg::Group(grouping) => {
            view.grouping = grouping;
            view.folded.clear();
            view.reveal = true;
        }
        Msg::Fold(key) => {
            if !view.folded.remove(&key) {
                view.folded.insert(key);
            }
        }
        Msg::Step { rows, choose } => step_row(state, rows, choose),
        Msg::Point { claim, choose } => point_at(state, claim, choose),
        Msg::Toggle(claim) => {
            if let Some(claim) = claim.or(view.cursor.clone()) {
                if !view.chosen.remove(&claim) {
                    view.chosen.insert(claim.clone());
                }
                view.anchor = Some(claim.clone());
                view.cursor = Some(claim);
            }
        }
        Msg::ChooseAll(true) => choose_all(state, core),
        Msg::ChooseAll(false) => view.chosen.clear(),
        Msg::Open(claim) => {
            if let Some(claim) = claim.or(view.cursor.clone()) {
                core.open_claim(claim);
            }
        }
        Msg::ToggleColumn(column) => core.settings.table.toggle(column),
        Msg::Widen(column, width) => {
            core.settings.table.widths.insert(column, width.round());
        }
        Msg::EditMany => {
            state.bulk = ClaimsDraft::default();
            core.open(Dialog::Claims);
        }
        Msg::Bulk(draft) => state.bulk = *draft,
        Msg::ChangeMany(draft) => change_claims(state, core, &draft),
        Msg::NameFilter(name) => {
            state.filter_name = name;
            core.open(Dialog::KeepFilter);
        }
        Msg::FilterName(name) => state.filter_name = name,
        Msg::SaveFilter(name) => save_filter(state, core, name),
        Msg::Seek(words) => view.seek = words,
        Msg::Dates(from, to) => {
            let day = |text: &str| text.trim().parse().ok();
            (view.filter.from, view.filter.to) = (day(&from), day(&to));
            view.dates = (from, to);
        }
        Msg::DeleteFilter(at) => {
            if at < core.settings.filters.len() {
                core.settings.filters.remove(at);
            }
        }
    }
}

/// Updates the table before it is drawn. During a long edit the rows stay as they are, with current text.
pub(crate) fn gather_shown(state: &mut State, core: &mut Core) {
    let is_shown = !matches!(core.place.workspace, Workspace::Annotate | Workspace::Articles);
    if is_shown && !core.is_changing() {
        gather(state, core);
    }
}

/// Updates the table; returns whether that is done. Very many changed claims take several calls.
pub(crate) fn gather(state: &mut State, core: &mut Core) -> bool {
    let Some(session) = &mut core.session else {
        return true;
    };
    let few = || session.project().unread().take(READ_AT_ONCE + 1).count() <= READ_AT_ONCE;
    let view = &mut state.view;
    let (wanted, weigh) = (view.wants_texts() && !view.texts_read, !view.texts_weighed);
    view.texts_weighed = true;
    if wanted || (weigh && few()) {
        // Texts that cannot be read are not requested again.
        view.texts_read = true;
        session.read_all_texts();
    }
    let session = &*session;
    let touched = |revision| session.touched_since(revision);
    let done = state
        .table
        .update(session.project(), session.revision(), touched, &mut state.view);
    if !done {
        (core.wake)();
    }
    done
}

/// Selects all claims that the table shows, also those that it has not come to yet.
fn choose_all(state: &mut State, core: &mut Core) {
    let hides_none = state.view.filter == ClaimFilter::default() && state.view.folded.is_empty();
    let filling = !state.table.index.is_complete();
    let everything = core.project().filter(|_| filling && hides_none).map(|project| {
        let mut all = ClaimSet::new();
        for (id, article) in project.articles() {
            all.put(id.clone(), Arc::new(article.claims.keys().cloned().collect()));
        }
        all
    });
    state.view.chosen = everything.unwrap_or_else(|| {
        while !gather(state, core) {}
        state.table.all_shown()
    });
}

fn step_row(state: &mut State, rows: isize, choose: bool) {
    let table: &Table = &state.table;
    let to = match table.row {
        Some(row) => table.stepped(row, rows),
        None => table.nearest(0),
    };
    match to {
        Some(claim) => point_at(state, claim, choose),
        None => state.view.reveal = true,
    }
}

fn point_at(state: &mut State, claim: ClaimRef, choose: bool) {
    let view = &mut state.view;
    if choose {
        let from = view.anchor.clone().or(view.cursor.clone());
        let from = from.unwrap_or_else(|| claim.clone());
        view.chosen.unite(state.table.between(&from, &claim));
        view.anchor = Some(from);
    } else {
        view.anchor = Some(claim.clone());
    }
    view.cursor = Some(claim);
    view.reveal = true;
}

fn save_filter(state: &State, core: &mut Core, name: String) {
    let Some(session) = &core.session else { return };
    let filter = state.view.filter.clone();
    let project = filter.names_records().then(|| session.path().to_owned());
    core.settings
        .filters
        .retain(|kept| kept.name != name || kept.project != project);
    core.settings.filters.push(SavedFilter {
        name,
        project,
        filter,
    });
}

pub(crate) fn review_claims(state: &State, core: &mut Core, decision: Option<Decision>) {
    let Some(session) = &core.session else { return };
    let (claims, stamp) = (state.view.concerned(), session.stamp());
    core.edit_many(move |_| Ok(ops::bulk::decide(claims, decision, stamp)));
}

pub(crate) fn delete_claims(state: &State, core: &mut Core) {
    let claims = state.view.concerned();
    core.edit_many(move |_| Ok(ops::bulk::remove(claims)));
}

fn change_claims(state: &State, core: &mut Core, draft: &ClaimsDraft) {
    let Some(session) = &core.session else { return };
    let (claims, stamp) = (state.view.concerned(), session.stamp());
    let change = draft.change();
    core.edit_many(move |_| Ok(ops::bulk::change(claims, change, stamp)));
}

/// Copies the words of the selected claims, one per line.
pub(crate) fn copy_claims(state: &State, core: &Core, ctx: &Context, with_attribution: bool) {
    let Some(session) = &core.session else { return };
    let project = session.project();
    let claims = state.view.concerned();
    let lines: Vec<String> = claims
        .iter()
        .filter_map(|(article, id)| {
            let claim = project.claim(article, id)?;
            let title = &project.article(article)?.metadata.title;
            Some(if with_attribution {
                format!("“{}” ({}, {title})", claim.words(), words::who(project, claim))
            } else {
                claim.words()
            })
        })
        .collect();
    ctx.send_cmd(OutputCommand::CopyText(lines.join("\n")));
}

fn sorted(before: Option<Sort>, column: Column) -> Option<Sort> {
    match before.filter(|sort| sort.column == column) {
        None => Some(Sort {
            column,
            descending: false,
        }),
        Some(sort) if !sort.descending => Some(Sort {
            column,
            descending: true,
        }),
        Some(_) => None,
    }
}
