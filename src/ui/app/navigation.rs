//! Moving about: which article is shown and which claim is selected, also after a change that took either away. What is
//! changed is done in `doing`.

use super::App;
use crate::model::Claim;
use crate::report::Report;
use crate::text::units::chars_from_byte;
use crate::ui::article::lost;
use crate::ui::bus::notice::Tone;
use crate::ui::bus::place::Selection;

impl App {
    /// Opens the list of claims that have lost their place, on the first behind the caret.
    pub(crate) fn show_lost_claims(&mut self) {
        let Some(session) = &self.core.session else { return };
        let article = self.core.place.article.as_ref();
        let Some(article) = article.and_then(|id| session.project().article(id)) else {
            return;
        };
        let Some(text) = article.text.as_deref() else {
            return;
        };
        let caret = self.core.place.selection.map_or(0, |selection| selection.caret);
        let caret = chars_from_byte(text, caret);
        let lost = article.claims.iter().filter(|(_, claim)| claim.is_orphaned());
        let next = lost.min_by_key(|(id, claim)| {
            let chars = claim.first_orphan_chars().unwrap_or_default();
            let chosen = Some(*id) == self.core.place.claim.as_ref();
            (!chosen, chars < caret, chars)
        });
        match next.map(|(id, _)| id.clone()) {
            Some(claim) => {
                self.core.select_claim(Some(claim), true);
                // Answer opens the list has read what was told of it.
                self.core.notices.retain(|notice| !notice.tells_of_orphans());
                self.core.focus = Some(lost::FOCUS);
            }
            None => self.core.notify(
                Tone::Done,
                Report::new("Every claim of this article has its place"),
            ),
        }
    }

    pub(crate) fn step_claim(&mut self, by: isize) {
        let Some(session) = &self.core.session else { return };
        let Some(article) = self
            .core
            .place
            .article
            .as_ref()
            .and_then(|id| session.project().article(id))
        else {
            return;
        };
        let in_order = article.claims_in_order();
        let place = in_order
            .iter()
            .position(|(id, _)| Some(*id) == self.core.place.claim.as_ref());
        let caret = self.core.place.selection.map_or(0, |selection| selection.caret);
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
            self.core.place.selection = start
                .map(|hull| Selection::caret(hull.start))
                .or(self.core.place.selection);
            self.core.select_claim(Some(claim), true);
        }
    }

    pub(crate) fn step_article(&mut self, by: isize) {
        let Some(session) = &self.core.session else { return };
        let shown = self
            .articles
            .shown(session.project(), session.revision(), &self.core);
        let place = shown
            .iter()
            .position(|id| Some(id) == self.core.place.article.as_ref());
        let next = place.map_or(Some(0), |place| place.checked_add_signed(by));
        if let Some(article) = next.and_then(|next| shown.get(next)).cloned() {
            self.core.show_article(&article);
        }
    }
}
