//! Moving about: which article is shown and which claim is selected, also after a change that took either away. What is
//! changed is done in `doing`.

use super::answering::wanted_speakers;
use super::app::App;
use super::view::{Keys, Reveal, Selection};
use crate::model::{ArticleId, Claim, ClaimId};

impl App {
    /// Shows an article from its top, with its speakers on the keys.
    pub(super) fn show_article(&mut self, article: &ArticleId) {
        if self.view.article.as_ref() == Some(article) {
            return;
        }
        self.view.article_before = self.view.article.replace(article.clone());
        self.view.claim = None;
        self.view.selection = None;
        self.view.asking = None;
        self.view.link = 0;
        self.view.reveal = Some(Reveal::Top);
        if let Some(session) = &mut self.session {
            session.ensure_text(article);
            self.view.keys = Keys::new(wanted_speakers(session.project(), article));
        }
    }

    pub(super) fn select_claim(&mut self, claim: Option<ClaimId>, reveal: bool) {
        if self.view.claim != claim {
            self.view.link = 0;
        }
        self.view.reveal = match (&claim, reveal) {
            (Some(claim), true) => Some(Reveal::Claim(claim.clone())),
            _ => None,
        };
        self.view.claim = claim;
        self.view.asking = None;
        self.sync_queue();
    }

    pub(super) fn step_claim(&mut self, by: isize) {
        let Some(session) = &self.session else { return };
        let Some(article) = self
            .view
            .article
            .as_ref()
            .and_then(|id| session.project().article(id))
        else {
            return;
        };
        let in_order = article.claims_in_order();
        let place = in_order
            .iter()
            .position(|(id, _)| Some(*id) == self.view.claim.as_ref());
        let caret = self.view.selection.map_or(0, |selection| selection.caret);
        let next = match place {
            Some(place) => place.checked_add_signed(by),
            // Without a selected claim the search begins at the caret.
            None => {
                let starts = |claim: &Claim| claim.hull().map_or(usize::MAX, |hull| hull.start);
                let after = in_order.iter().position(|(_, claim)| starts(claim) >= caret);
                match by > 0 {
                    true => after,
                    false => after.unwrap_or(in_order.len()).checked_sub(1),
                }
            }
        };
        if let Some((claim, _)) = next.and_then(|next| in_order.get(next)) {
            let claim = (*claim).clone();
            let start = article.claims.get(&claim).and_then(Claim::hull);
            self.view.selection = start
                .map(|hull| Selection::caret(hull.start))
                .or(self.view.selection);
            self.select_claim(Some(claim), true);
        }
    }

    pub(super) fn step_article(&mut self, by: isize) {
        let Some(session) = &self.session else { return };
        let shown = self
            .articles
            .shown(session.project(), session.revision(), &self.view);
        let place = shown.iter().position(|id| Some(id) == self.view.article.as_ref());
        let next = place.map_or(Some(0), |place| place.checked_add_signed(by));
        if let Some(article) = next.and_then(|next| shown.get(next)).cloned() {
            self.show_article(&article);
        }
    }

    /// Lets go of what is no longer there after a change.
    pub(super) fn tidy_view(&mut self) {
        let Some(session) = &self.session else { return };
        let project = session.project();
        if self
            .view
            .article
            .as_ref()
            .is_some_and(|id| project.article(id).is_none())
        {
            self.view.article = None;
            self.view.selection = None;
            let before = self.view.article_before.take();
            if let Some(before) = before.filter(|id| project.article(id).is_some()) {
                self.show_article(&before);
            }
        }
        let Some(session) = &self.session else { return };
        let project = session.project();
        let article = self.view.article.as_ref().and_then(|id| project.article(id));
        let gone = |claim: &ClaimId| article.is_none_or(|article| !article.claims.contains_key(claim));
        if self.view.claim.as_ref().is_some_and(gone) {
            self.view.claim = None;
        }
        self.view
            .keys
            .retain(|speaker| project.speaker(speaker).is_some());
    }
}
