//! Moving about: which article is shown and which claim is selected, also after a change that took either away. What is
//! changed is done in `doing`.

use super::App;
use super::state::{Keys, Reveal, Selection, Tone};
use crate::model::{ArticleId, Claim, ClaimId};
use crate::report::Report;
use crate::text::Span;
use crate::text::units::{byte_from_chars, chars_from_byte};
use crate::ui::article::lost;
use crate::ui::speaker_picker::update::wanted_speakers;

impl App {
    /// Shows an article from its top, with its speakers on the keys.
    pub(crate) fn show_article(&mut self, article: &ArticleId) {
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

    pub(crate) fn select_claim(&mut self, claim: Option<ClaimId>, reveal: bool) {
        if self.view.claim != claim {
            self.view.link = 0;
        }
        self.view.reveal = match (&claim, reveal) {
            (Some(claim), true) => Some(Reveal::Claim(claim.clone())),
            _ => None,
        };
        if let (Some(claim), true) = (&claim, reveal)
            && let Some(byte) = self.place_lost(claim)
        {
            self.view.reveal = Some(Reveal::Span(Span::new(byte, byte)));
            self.view.selection = Some(Selection::caret(byte));
        }
        self.view.claim = claim;
        self.view.asking = None;
        self.sync_queue();
    }

    /// Where the words of a claim that has no place at all would stand now.
    fn place_lost(&self, claim: &ClaimId) -> Option<usize> {
        let article = self
            .session
            .as_ref()?
            .project()
            .article(self.view.article.as_ref()?)?;
        let claim = article.claims.get(claim)?;
        let nowhere = claim.spans.iter().all(|piece| piece.span().is_none());
        let chars = claim.first_lost_chars().filter(|_| nowhere)?;
        let text = article.text.as_deref()?;
        Some(byte_from_chars(text, chars).unwrap_or(text.len()))
    }

    /// Opens the list of claims that have lost their place, on the first behind the caret.
    pub(crate) fn show_lost_claims(&mut self) {
        let Some(session) = &self.session else { return };
        let article = self.view.article.as_ref();
        let Some(article) = article.and_then(|id| session.project().article(id)) else {
            return;
        };
        let Some(text) = article.text.as_deref() else {
            return;
        };
        let caret = self.view.selection.map_or(0, |selection| selection.caret);
        let caret = chars_from_byte(text, caret);
        let lost = article.claims.iter().filter(|(_, claim)| claim.is_orphaned());
        let next = lost.min_by_key(|(id, claim)| {
            let chars = claim.first_lost_chars().unwrap_or_default();
            let chosen = Some(*id) == self.view.claim.as_ref();
            (!chosen, chars < caret, chars)
        });
        match next.map(|(id, _)| id.clone()) {
            Some(claim) => {
                self.select_claim(Some(claim), true);
                // Who opens the list has read what was told of it.
                self.view.notices.retain(|notice| !notice.tells_of_lost_claims());
                self.view.focus = Some(lost::FOCUS);
            }
            None => self.tell(
                Tone::Done,
                Report::new("Every claim of this article has its place"),
            ),
        }
    }

    pub(crate) fn step_claim(&mut self, by: isize) {
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

    pub(crate) fn step_article(&mut self, by: isize) {
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
    pub(crate) fn tidy_view(&mut self) {
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
