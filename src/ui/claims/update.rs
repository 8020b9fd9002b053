//! What is done about the actions of the table: the view changes, or many claims do at once, as one
//! step. The edits are made by `model::ops`.

use eframe::egui::{Context, OutputCommand};

use super::{ClaimsAction, ClaimsDraft, ClaimsTable, Sort, wants_texts};
use crate::model::{ClaimRef, Decision, ops};
use crate::session::filters::{Column, SavedFilter};
use crate::ui::app::App;
use crate::ui::bus::place::Workspace;
use crate::ui::kit::words;

/// So many texts are read without being asked when the table is opened.
const READ_AT_ONCE: usize = 2_000;

impl App {
    /// Carries out what was asked of the table.
    pub(in crate::ui) fn claims_action(&mut self, action: ClaimsAction) {
        let view = &mut self.core.claims;
        match action {
            ClaimsAction::Filter(filter) => {
                let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
                view.days = (day(filter.from), day(filter.to));
                view.filter = *filter;
                view.reveal = true;
            }
            ClaimsAction::Sort(column) => {
                view.sort = sorted(view.sort, column);
                view.reveal = true;
            }
            ClaimsAction::Group(grouping) => {
                view.grouping = grouping;
                view.folded.clear();
                view.reveal = true;
            }
            ClaimsAction::Fold(key) => {
                if !view.folded.remove(&key) {
                    view.folded.insert(key);
                }
            }
            ClaimsAction::Step { rows, choose } => self.step_row(rows, choose),
            ClaimsAction::Point { claim, choose } => self.point_at(claim, choose),
            ClaimsAction::Toggle(claim) => {
                if let Some(claim) = claim.or(view.cursor.clone()) {
                    if !view.chosen.remove(&claim) {
                        view.chosen.insert(claim.clone());
                    }
                    view.anchor = Some(claim.clone());
                    view.cursor = Some(claim);
                }
            }
            ClaimsAction::ChooseAll(true) => view.chosen = self.table.shown.all(&self.table.index),
            ClaimsAction::ChooseAll(false) => view.chosen.clear(),
            ClaimsAction::Open(claim) => {
                if let Some(claim) = claim.or(view.cursor.clone()) {
                    self.core.open_claim(claim);
                }
            }
            ClaimsAction::ToggleColumn(column) => self.core.settings.table.toggle(column),
            ClaimsAction::Widen(column, width) => {
                self.core.settings.table.widths.insert(column, width.round());
            }
            ClaimsAction::KeepFilter(name) => self.keep_filter(name),
            ClaimsAction::Seek(words) => view.seek = words,
            ClaimsAction::Days(from, to) => {
                let day = |text: &str| text.trim().parse().ok();
                (view.filter.from, view.filter.to) = (day(&from), day(&to));
                view.days = (from, to);
            }
            ClaimsAction::DropFilter(at) => {
                if at < self.core.settings.filters.len() {
                    self.core.settings.filters.remove(at);
                }
            }
        }
    }

    /// Brings the table up to date before it is drawn.
    pub(in crate::ui) fn update_table(&mut self) {
        // While very many claims are being changed the rows stay, and show what they are now.
        let changing = self
            .core
            .session
            .as_ref()
            .is_some_and(|session| session.long_edit_progress().is_some());
        if self.core.place.workspace != Workspace::Annotate && !changing {
            self.gather_table();
        }
    }

    /// Brings the table up to date, whether it is shown or not; tells whether that is done. Where very
    /// many claims have changed, some of them are looked at each time.
    pub(in crate::ui) fn gather_table(&mut self) -> bool {
        let Some(session) = &mut self.core.session else {
            return true;
        };
        let few = || session.project().unread().take(READ_AT_ONCE + 1).count() <= READ_AT_ONCE;
        let view = &mut self.core.claims;
        let (wanted, weigh) = (wants_texts(view) && !view.texts_read, !view.texts_weighed);
        view.texts_weighed = true;
        if wanted || (weigh && few()) {
            // Those that cannot be read are not asked for again.
            view.texts_read = true;
            session.read_all_texts();
        }
        let session = &*session;
        let touched = |revision| session.touched_since(revision);
        let done = self.table.update(
            session.project(),
            session.revision(),
            touched,
            &mut self.core.claims,
        );
        if !done {
            (self.core.wake)();
        }
        done
    }

    fn step_row(&mut self, rows: isize, choose: bool) {
        let table: &ClaimsTable = &self.table;
        let to = match table.row {
            Some(row) => table.stepped(row, rows),
            None => table.nearest(0),
        };
        match to {
            Some(claim) => self.point_at(claim, choose),
            None => self.core.claims.reveal = true,
        }
    }

    fn point_at(&mut self, claim: ClaimRef, choose: bool) {
        let view = &mut self.core.claims;
        match choose {
            true => {
                let from = view.anchor.clone().or(view.cursor.clone());
                let from = from.unwrap_or_else(|| claim.clone());
                view.chosen.unite(self.table.between(&from, &claim));
                view.anchor = Some(from);
            }
            false => view.anchor = Some(claim.clone()),
        }
        view.cursor = Some(claim);
        view.reveal = true;
    }

    fn keep_filter(&mut self, name: String) {
        let Some(session) = &self.core.session else { return };
        let filter = self.core.claims.filter.clone();
        let project = filter.names_records().then(|| session.path().to_owned());
        self.core
            .settings
            .filters
            .retain(|kept| kept.name != name || kept.project != project);
        self.core.settings.filters.push(SavedFilter {
            name,
            project,
            filter,
        });
    }

    /// Records a decision on the claims concerned.
    pub(in crate::ui) fn review_claims(&mut self, decision: Option<Decision>) {
        let Some(session) = &self.core.session else { return };
        let (claims, stamp) = (self.core.claims.concerned(), session.stamp());
        self.core
            .edit_many(move |_| Ok(ops::bulk::decide(claims, decision, stamp)));
    }

    /// Removes the claims concerned.
    pub(in crate::ui) fn delete_claims(&mut self) {
        let claims = self.core.claims.concerned();
        self.core.edit_many(move |_| Ok(ops::bulk::remove(claims)));
    }

    /// Changes the claims concerned as a form describes it.
    pub(in crate::ui) fn change_claims(&mut self, draft: &ClaimsDraft) {
        let Some(session) = &self.core.session else { return };
        let (claims, stamp) = (self.core.claims.concerned(), session.stamp());
        let change = draft.change();
        self.core
            .edit_many(move |_| Ok(ops::bulk::change(claims, change, stamp)));
    }

    /// Puts the words of the claims concerned on the clipboard, one a line.
    pub(in crate::ui) fn copy_claims(&self, ctx: &Context, with_attribution: bool) {
        let Some(session) = &self.core.session else { return };
        let project = session.project();
        let claims = self.core.claims.concerned();
        let lines: Vec<String> = claims
            .iter()
            .filter_map(|(article, id)| {
                let claim = project.claim(article, id)?;
                let title = &project.article(article)?.metadata.title;
                Some(match with_attribution {
                    true => format!("“{}” ({}, {title})", claim.words(), words::who(project, claim)),
                    false => claim.words(),
                })
            })
            .collect();
        ctx.send_cmd(OutputCommand::CopyText(lines.join("\n")));
    }
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
