//! What actions do to claims and articles. Edits are made by `model::ops`; what is shown changes in `moving`.

use std::time::Duration;

use eframe::egui::{Context, OutputCommand};

use super::App;
use super::state::Dialog;
use crate::model::ops::{self, Part};
use crate::model::{Decision, EditError, TextDirection};
use crate::session::{Session, TimeBudget};
use crate::text::Span;
use crate::ui::article::reach::edge_moved_by_a_word;
use crate::ui::bus::forms::DetailsDraft;
use crate::ui::bus::place::Selection;
use crate::ui::bus::request::Request;
use crate::ui::kit::words;

/// The name of the field for the reason of a decision.
pub const WHY: &str = "why";

/// A frame spends about so long on a change to very many claims: under half of what it may take.
const SPENT_CHANGING: Duration = Duration::from_millis(6);

impl App {
    /// Makes the next slice of a change to very many claims.
    pub(crate) fn go_on_changing(&mut self) {
        let Some(session) = &mut self.core.session else {
            return;
        };
        if !session.is_changing() {
            return;
        }
        let went = session.run_for(TimeBudget::new(SPENT_CHANGING));
        if let Err(error) = went {
            self.core.notify_error(&error);
        }
        self.core.tidy();
        (self.core.wake)();
    }

    /// Takes back what was done of such a change.
    pub(crate) fn cancel_change(&mut self) {
        let Some(session) = &mut self.core.session else {
            return;
        };
        if let Err(error) = session.cancel_long_edit() {
            self.core.notify_error(&error);
        }
        self.core.tidy();
        self.go_on_importing();
    }

    /// The selected words become source or cue of the selected claim.
    pub(crate) fn use_words(&mut self, part: Part) {
        let Some(words) = self.core.place.words() else {
            return;
        };
        let link = self.core.place.link;
        self.core.edit_claim(move |project, at, _| {
            // A link that has words already gets these beside them.
            let chain = project.claim(&at.0, &at.1).map(|claim| claim.voice.chain());
            let taken = chain
                .unwrap_or_default()
                .get(link)
                .is_some_and(|link| match part {
                    Part::Source => !link.source.is_empty(),
                    Part::Cue => !link.cue.is_empty(),
                });
            if taken {
                ops::attribution::add_to_part(project, at, link, part, words)
            } else {
                ops::attribution::set_part(project, at, link, part, words)
            }
        });
        self.words_used(words);
    }

    pub(crate) fn add_piece(&mut self) {
        let Some(words) = self.core.place.words() else {
            return;
        };
        self.core
            .edit_claim(move |project, at, _| ops::claim::add_piece(project, at, words));
        self.words_used(words);
    }

    /// The selected words take the place of lost ones: those at a place among the claim's words, or
    /// the first.
    pub(crate) fn stand_here(&mut self, place: Option<usize>) {
        let Some(words) = self
            .core
            .place
            .selection
            .map(Selection::span)
            .filter(|span| !span.is_empty())
        else {
            return;
        };
        let lost = || {
            let project = self.core.session.as_ref()?.project();
            let claim = project.claim(self.core.place.article.as_ref()?, self.core.place.claim.as_ref()?)?;
            ops::reanchor::first_orphan(claim)
        };
        let Some(place) = place.or_else(lost) else { return };
        self.core
            .edit_claim(move |project, at, _| ops::reanchor::reanchor(project, at, place, words));
        self.forget_lost_claims();
        self.words_used(words);
    }

    fn words_used(&mut self, words: Span) {
        self.core.picker = None;
        self.core.place.selection = Some(Selection::caret(words.end));
    }

    /// Moves the start of the claim's first piece or the end of its last by a word.
    pub(super) fn move_edge(&mut self, start: bool, forward: bool) {
        self.core.edit_claim(move |project, at, _| {
            let (article, id) = at;
            let refused = || EditError::NoSuchClaim(id.clone());
            let text = project
                .article(article)
                .and_then(|article| article.text.as_deref())
                .ok_or_else(refused)?;
            let claim = project.claim(article, id).ok_or_else(refused)?;
            let piece = if start {
                0
            } else {
                claim.spans.len().saturating_sub(1)
            };
            let span = claim
                .spans
                .get(piece)
                .and_then(crate::model::Anchor::span)
                .ok_or_else(refused)?;
            let moved = edge_moved_by_a_word(text, span, start, forward);
            ops::claim::move_piece(project, at, piece, moved)
        });
    }

    pub(crate) fn review(&mut self, decision: Option<Decision>) {
        self.record_review(decision);
        self.queue_decided(decision, false);
    }

    /// Records a decision and puts the caret where the reason goes.
    pub(crate) fn review_because(&mut self, decision: Decision) {
        self.record_review(Some(decision));
        self.queue_decided(Some(decision), true);
        self.core.settings.inspector.shown = true;
        self.core.focus = Some(WHY);
    }

    fn record_review(&mut self, decision: Option<Decision>) {
        self.core
            .edit_claim(move |project, at, stamp| ops::review::decide(project, at, decision, stamp));
    }

    /// Removes the claim and selects the one that takes its place.
    pub(crate) fn delete_claim(&mut self) {
        let (Some(article), Some(claim)) = (self.core.place.article.clone(), self.core.place.claim.clone())
        else {
            return;
        };
        let neighbour = self.core.session.as_ref().and_then(|session| {
            let in_order = session.project().article(&article)?.claims_in_order();
            let place = in_order.iter().position(|(id, _)| **id == claim)?;
            let next = in_order
                .get(place + 1)
                .or_else(|| in_order.get(place.checked_sub(1)?));
            next.map(|(id, _)| (*id).clone())
        });
        self.core.edit(move |_| Ok(ops::claim::remove(&(article, claim))));
        self.core.select_claim(neighbour, false);
    }

    pub(crate) fn undo(&mut self) {
        let undone = self.core.session.as_mut().map(Session::undo);
        self.show_replayed(undone);
    }

    pub(crate) fn redo(&mut self) {
        let redone = self.core.session.as_mut().map(Session::redo);
        self.show_replayed(redone);
    }

    /// Shows what was undone or done again, in its article.
    fn show_replayed(
        &mut self,
        outcome: Option<Result<Option<crate::session::Undone>, crate::session::SessionError>>,
    ) {
        match outcome {
            Some(Ok(Some(undone))) => {
                self.core.picker = None;
                if let Some(article) = &undone.article
                    && self
                        .core
                        .session
                        .as_ref()
                        .is_some_and(|session| session.project().article(article).is_some())
                {
                    self.core.show_article(article);
                }
                if let Some(claim) = undone.claim {
                    self.core.select_claim(Some(claim), true);
                }
                self.core.tidy();
            }
            Some(Err(error)) => self.core.notify_error(&error),
            Some(Ok(None)) | None => {}
        }
    }

    /// Puts the selected words, or the claim's, on the clipboard.
    pub(crate) fn copy(&mut self, ctx: &Context, with_attribution: bool) {
        let Some(session) = &self.core.session else { return };
        let project = session.project();
        let Some(article) = self
            .core
            .place
            .article
            .as_ref()
            .and_then(|id| project.article(id))
        else {
            return;
        };
        let claim = self
            .core
            .place
            .claim
            .as_ref()
            .and_then(|id| article.claims.get(id));
        let words = self.core.place.words();
        let selected = words.and_then(|span| span.slice(article.text.as_deref()?));
        let copied = match (selected, claim) {
            (_, Some(claim)) if with_attribution => {
                let title = &article.metadata.title;
                Some(format!(
                    "“{}” ({}, {title})",
                    claim.words(),
                    words::who(project, claim)
                ))
            }
            (Some(words), _) => Some(words.to_owned()),
            (None, Some(claim)) => Some(claim.words()),
            (None, None) => None,
        };
        if let Some(copied) = copied {
            ctx.send_cmd(OutputCommand::CopyText(copied));
        }
    }

    pub(crate) fn ask_for_details(&mut self) {
        let Some(session) = &self.core.session else { return };
        if let Some((id, article)) = self
            .core
            .place
            .article
            .as_ref()
            .and_then(|id| Some((id, session.project().article(id)?)))
        {
            let draft = DetailsDraft::of(&article.metadata);
            self.core.dialog = Some(Box::new(Dialog::Details {
                article: id.clone(),
                draft,
            }));
        }
    }

    /// Sets the direction of the open article's text.
    pub(super) fn set_direction(&mut self, direction: Option<TextDirection>) {
        if let Some(article) = self.core.place.article.clone() {
            self.core
                .edit(move |project| ops::article::set_direction(project, &article, direction));
        }
    }

    pub(super) fn toggle_done(&mut self) {
        let Some(session) = &self.core.session else { return };
        let stamp = session.stamp();
        if let Some(id) = self.core.place.article.clone() {
            self.core.edit(move |project| {
                let article = project.article(&id);
                let done = article.is_some_and(|article| article.done.is_some());
                Ok(ops::article::set_done(&id, !done, &stamp))
            });
        }
    }

    pub(crate) fn ask_to_remove_article(&mut self) {
        let Some(session) = &self.core.session else { return };
        let Some((id, article)) = self
            .core
            .place
            .article
            .as_ref()
            .and_then(|id| Some((id, session.project().article(id)?)))
        else {
            return;
        };
        let claims = words::count(article.claims.len(), "claim", "claims");
        self.core.dialog = Some(Box::new(Dialog::Confirm {
            question: format!("Remove “{}”?", article.metadata.title),
            explanation: format!(
                "The article and its {claims} leave the project and its folder. Undo brings them back."
            ),
            button: "Remove article",
            request: Box::new(Request::RemoveArticle(id.clone())),
        }));
    }

    pub(crate) fn name_reviewer(&mut self, name: &str) {
        let who = self.core.settings.name_reviewer(name);
        self.core.dialog = None;
        let Some(session) = &mut self.core.session else {
            return;
        };
        session.set_who(who.clone());
        self.core
            .edit(move |project| Ok(ops::project::rename_reviewer(project, &who.id, &who.name)));
    }
}
