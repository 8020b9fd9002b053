//! What is done about reviewing claim by claim: the queue is gathered, gone through and left. The
//! decision itself is an edit of the claim like any other.

use std::collections::BTreeMap;

use super::{Queue, Scope, waiting};
use crate::model::{ClaimRef, Decision};
use crate::ui::app::App;
use crate::ui::bus::place::Workspace;

impl App {
    /// Begins to review what waits in the place the reviewer looks at, or ends it.
    pub(in crate::ui) fn toggle_queue(&mut self) {
        if self.core.queue.is_some() && self.core.place.workspace == Workspace::Annotate {
            self.end_queue();
            return;
        }
        let scope = match self.core.place.workspace {
            Workspace::Claims => Scope::Table,
            Workspace::Annotate if self.core.place.article.is_some() => Scope::Article,
            _ => Scope::Project,
        };
        let from = self.core.place.workspace;
        self.begin_queue(scope, from);
    }

    /// Gathers what waits in a scope and shows the first of it.
    pub(in crate::ui) fn begin_queue(&mut self, scope: Scope, from: Workspace) {
        let claims = self.waiting_in(scope);
        self.core.queue = Some(Queue {
            scope,
            claims,
            at: 0,
            seen: BTreeMap::new(),
            from,
        });
        self.core.picker = None;
        self.core.place.back = None;
        self.core.place.workspace = Workspace::Annotate;
        self.core.settings.inspector.shown = true;
        self.show_current();
    }

    /// Gathers what waits in another scope.
    pub(in crate::ui) fn change_queue(&mut self, scope: Scope) {
        if let Some(queue) = &self.core.queue {
            let from = queue.from;
            self.begin_queue(scope, from);
        }
    }

    /// Ends it and leads back to where it was begun.
    pub(in crate::ui) fn end_queue(&mut self) {
        if let Some(queue) = self.core.queue.take() {
            self.show(queue.from);
        }
    }

    fn waiting_in(&mut self, scope: Scope) -> Vec<ClaimRef> {
        if scope == Scope::Table {
            while !self.gather_table() {}
        }
        let Some(session) = &self.core.session else {
            return Vec::new();
        };
        let (project, me) = (session.project(), &session.who().id);
        match scope {
            Scope::Article => {
                let article = self.core.place.article.as_ref();
                article.map_or_else(Vec::new, |_| waiting(project, me, article, None))
            }
            Scope::Project => waiting(project, me, None, None),
            Scope::Table => {
                let chosen = &self.core.claims.chosen;
                let among = match chosen.is_empty() {
                    true => self.table.all_shown(),
                    false => chosen.clone(),
                };
                waiting(project, me, None, Some(&among))
            }
        }
    }

    /// Goes on, or back; past the last is the end.
    pub(in crate::ui) fn step_queue(&mut self, by: isize) {
        let Some(session) = &self.core.session else { return };
        let Some(queue) = &mut self.core.queue else { return };
        let exists = |(article, claim): &ClaimRef| session.project().claim(article, claim).is_some();
        let mut at = queue.at;
        loop {
            match at.checked_add_signed(by) {
                Some(next) => at = next.min(queue.claims.len()),
                // Before the first there is nothing.
                None => return,
            }
            if queue.claims.get(at).is_none_or(exists) {
                break;
            }
        }
        queue.at = at;
        self.show_current();
    }

    /// Takes note of what was decided on the selected claim; after a decision on the current one the
    /// next comes that nobody has decided on.
    pub(in crate::ui) fn queue_decided(&mut self, decision: Option<Decision>, stay: bool) {
        let selected = self.core.place.article.clone().zip(self.core.place.claim.clone());
        self.sync_queue();
        let is_current = self
            .core
            .queue
            .as_ref()
            .is_some_and(|queue| queue.current() == selected.as_ref());
        if is_current && decision.is_some() && !stay {
            self.step_queue(1);
        }
    }

    /// Where a claim of the queue is selected, the queue is there; what was decided on those seen is
    /// read off the project, so that undo counts as well.
    pub(in crate::ui) fn sync_queue(&mut self) {
        let Some(session) = &self.core.session else { return };
        let Some(queue) = &mut self.core.queue else { return };
        let selected = self.core.place.article.clone().zip(self.core.place.claim.clone());
        let place = selected.and_then(|selected| {
            let current = queue.current() == Some(&selected);
            match current {
                true => Some(queue.at),
                false => queue.claims.iter().position(|claim| *claim == selected),
            }
        });
        if let Some(place) = place {
            queue.at = place;
            queue.seen.entry(place).or_insert(None);
        }
        let me = &session.who().id;
        for (place, decision) in &mut queue.seen {
            let claim = queue.claims.get(*place);
            let claim = claim.and_then(|(article, claim)| session.project().claim(article, claim));
            *decision = claim
                .and_then(|claim| claim.reviews.get(me))
                .map(|review| review.decision);
        }
    }

    fn show_current(&mut self) {
        let current = self
            .core
            .queue
            .as_ref()
            .and_then(|queue| queue.current().cloned());
        match current {
            Some((article, claim)) => {
                self.core.show_article(&article);
                self.core.place.selection = None;
                self.core.select_claim(Some(claim), true);
            }
            None => self.core.select_claim(None, false),
        }
        self.sync_queue();
    }
}
