//! Handles the messages of the list: changes what it shows and what is selected, or the details of many articles at once.

use std::collections::BTreeMap;

use super::bulk::BulkDraft;
use super::rows::{Grouping, SortBy};
use super::{Msg, State};
use crate::model::{ArticleId, Reviewer, ReviewerId, ops};
use crate::ui::bus::core::Core;
use crate::ui::bus::dialog::{Confirm, Dialog};
use crate::ui::bus::place::Workspace;
use crate::ui::bus::request::Request;

pub(crate) fn update(state: &mut State, msg: Msg, core: &mut Core) {
    match msg {
        Msg::Filter(filter) => state.by.filter = filter,
        Msg::Kind(kind) => state.by.kind = kind,
        Msg::Sort(by) => sort(state, by),
        Msg::Group(grouping) => {
            state.by.folded.clear();
            state.by.grouping = grouping;
            state.reveal = true;
        }
        Msg::Fold(key) => {
            if !state.by.folded.remove(&key) {
                state.by.folded.insert(key);
            }
        }
        Msg::Step { rows, choose } => step(state, rows, choose),
        Msg::ChooseTo(article) => {
            let from = state.anchor.take().or(state.cursor.clone());
            choose_between(state, from.unwrap_or_else(|| article.clone()), article);
        }
        Msg::Toggle(article) => {
            if let Some(article) = article.or(state.cursor.clone()) {
                if !state.chosen.remove(&article) {
                    state.chosen.insert(article.clone());
                }
                state.anchor = Some(article.clone());
                state.cursor = Some(article);
            }
        }
        Msg::ChooseAll(true) => state.chosen = state.rows.shown.iter().cloned().collect(),
        Msg::ChooseAll(false) => state.chosen.clear(),
        Msg::Open(article) => {
            if let Some(article) = article.or(state.cursor.clone()) {
                state.anchor = Some(article.clone());
                state.cursor = Some(article.clone());
                core.show(Workspace::Annotate);
                core.show_article(&article);
            }
        }
        Msg::Assign { reviewer, back } => assign(state, core, reviewer, back),
        Msg::EditMany => ask_for_details(state, core),
        Msg::Draft(draft) => state.bulk = Some(*draft),
        Msg::ChangeMany(draft) => change_many(core, &draft),
    }
}

/// Brings the list up to date with the project.
pub(crate) fn gather(state: &mut State, core: &Core) {
    if let Some(session) = &core.session {
        state.update(session);
        state.follow_open(core.place.article.as_ref());
    }
}

fn sort(state: &mut State, by: SortBy) {
    let arrangement = &mut state.by;
    arrangement.descending = if arrangement.sort == by {
        !arrangement.descending
    } else {
        by.begins_descending()
    };
    arrangement.sort = by;
    state.reveal = true;
}

fn step(state: &mut State, by: isize, choose: bool) {
    let row = state.cursor_row();
    let to = match row {
        Some(row) => state.rows.stepped(row, by),
        // The first article, which a group's head may be above.
        None => state
            .rows
            .stepped(0, 0)
            .max(usize::from(state.by.grouping != Grouping::None)),
    };
    let Some(article) = state.rows.article_at(&state.index, to).cloned() else {
        return;
    };
    if choose {
        let from = state.anchor.take().or(state.cursor.clone());
        choose_between(state, from.unwrap_or_else(|| article.clone()), article);
    } else {
        state.anchor = Some(article.clone());
        state.cursor = Some(article);
    }
    state.reveal = true;
}

fn choose_between(state: &mut State, from: ArticleId, to: ArticleId) {
    if let Some((one, other)) = state.row_of(&from).zip(state.row_of(&to)) {
        let between = state.rows.between(&state.index, one, other);
        state.chosen = between.cloned().collect();
    } else {
        state.chosen.insert(to.clone());
    }
    state.anchor = Some(from);
    state.cursor = Some(to);
}

/// Opens the form for the details of the selected articles.
pub(crate) fn ask_for_details(state: &mut State, core: &mut Core) {
    let (Some(project), concerned) = (core.project(), state.concerned()) else {
        return;
    };
    if !concerned.is_empty() {
        state.bulk = Some(BulkDraft::new(project, concerned));
        core.open(Dialog::DetailsOfMany);
    }
}

/// Changes the details of many articles, as one step.
fn change_many(core: &mut Core, draft: &BulkDraft) {
    let Some(changes) = core.project().and_then(|project| draft.changes(project)) else {
        return;
    };
    core.dialog = None;
    core.edit(move |project| ops::article::change_details(project, changes));
}

/// Assigns the selected articles to a reviewer, or takes them back, as one step.
fn assign(state: &State, core: &mut Core, reviewer: ReviewerId, back: bool) {
    let Some(session) = &core.session else { return };
    let (ids, who) = (state.concerned(), session.who().clone());
    core.edit(move |project| {
        if back {
            return ops::assignment::unassign(project, &ids, &[reviewer]);
        }
        let mut new = BTreeMap::new();
        if !project.reviewers().contains_key(&reviewer) && reviewer == who.id {
            new.insert(who.id, Reviewer { name: who.name });
        }
        let assigned = ids.into_iter().map(|id| (id, vec![reviewer.clone()]));
        ops::assignment::assign(project, &new, &assigned.collect())
    });
}

/// Marks the selected articles as done or, if all of them are, reopens them.
pub(crate) fn toggle_done(state: &State, core: &mut Core) {
    let Some(session) = &core.session else { return };
    let (ids, stamp) = (state.concerned(), session.stamp());
    core.edit(move |project| {
        let is_open = |id: &ArticleId| {
            let article = project.article(id);
            article.is_some_and(|article| !article.is_done_for(&stamp.by))
        };
        let done = ids.iter().any(is_open);
        Ok(ops::article::set_many_done(project, &ids, done, &stamp))
    });
}

/// Asks whether to remove the selected articles.
pub(crate) fn ask_to_remove(state: &State, core: &mut Core) {
    let Some(project) = core.project() else { return };
    let ids = state.concerned();
    let articles = ids.iter().filter_map(|id| project.article(id));
    let claims: usize = articles.map(|article| article.claims.len()).sum();
    core.dialog = Some(Dialog::Confirm(Box::new(Confirm {
        question: fl!("articles-remove", count = ids.len()),
        explanation: fl!("article-remove-explained", claims = claims),
        button: fl!("articles-remove-button"),
        request: Request::RemoveArticles(ids),
    })));
}
