//! Commands that concern several slices: review, undo, long edits, navigation.

use std::time::Duration;

use eframe::egui::{Context, FocusDirection, Memory};

use super::foot::FootLine;
use super::state::App;
use crate::model::{Claim, ClaimId, Decision, Voice, ops};
use crate::session::settings::ThemeChoice;
use crate::session::{Session, SessionError, TimeBudget, Undone};
use crate::text::Span;
use crate::ui::article::suggestions;
use crate::ui::bus::dialog::Dialog;
use crate::ui::bus::picker::{PickerState, PickerTarget};
use crate::ui::bus::place::{Reveal, Selection, SidePanel, Workspace};
use crate::ui::inspector::{NOTE, WHY};
use crate::ui::kit::field::Field;
use crate::ui::{articles, find, import, inspector, review_queue};

/// The time a frame spends on a long edit, under half of a frame.
const SPENT_CHANGING: Duration = Duration::from_millis(6);

/// Claims.
impl App {
    /// Records a decision on the selected claim.
    pub(super) fn review(&mut self, decision: Option<Decision>) {
        self.record_review(decision, false);
    }

    /// Records a decision and puts the caret where the reason goes.
    pub(super) fn review_because(&mut self, decision: Decision) {
        self.record_review(Some(decision), true);
        self.core.settings.inspector.shown = true;
        self.core.focus = Some(WHY);
    }

    /// `stay`: whether the review queue stays with the claim.
    fn record_review(&mut self, decision: Option<Decision>, stay: bool) {
        self.core
            .edit_claim(move |project, at, stamp| ops::review::decide(project, at, decision, stamp));
        review_queue::update::take_note(&mut self.slices.review_queue, decision, stay, &mut self.core);
    }

    /// Asks for the speaker of the selected words. Without any, confirms the suggestion for the selected claim or, if there
    /// is none, asks for the speaker of an unattributed claim. An attributed claim is left alone: after one Enter too many,
    /// a pop-up would take the next commands as letters of a name.
    pub(super) fn confirm_or_attribute(&mut self, ctx: &Context) {
        if self.core.place.words().is_some() {
            self.attribute(ctx);
        } else if suggestions::confirm(&mut self.slices.article.suggestions, &mut self.core, None) {
            // One thing at a time.
        } else if self.core.claim().is_some_and(is_attributed) {
            self.hint = Some(FootLine::new(fl!("window-no-suggestion")));
        } else {
            self.attribute(ctx);
        }
    }

    /// Asks for the speaker of the selected words or, without any, of the selected claim, in a pop-up beside them.
    pub(super) fn attribute(&mut self, ctx: &Context) {
        let words = self.core.place.words();
        let target = match (words, &self.core.place.claim) {
            (Some(span), _) => PickerTarget::Words(span),
            (None, Some(claim)) => {
                self.core.place.reveal = Some(Reveal::Claim(claim.clone()));
                PickerTarget::Claim(claim.clone(), 0)
            }
            (None, None) => return,
        };
        self.ask_beside(ctx, words, target);
    }

    /// Asks for somebody of the link of the selected claim's chain that words are set for.
    pub(super) fn ask_about_link(
        &mut self,
        ctx: &Context,
        target: impl FnOnce(ClaimId, usize) -> PickerTarget,
    ) {
        if let Some(claim) = self.core.place.claim.clone() {
            self.core.place.reveal = Some(Reveal::Claim(claim.clone()));
            let target = target(claim, self.core.place.link);
            self.ask_beside(ctx, None, target);
        }
    }

    /// Opens the pop-up below these words or the selected claim's.
    fn ask_beside(&mut self, ctx: &Context, words: Option<Span>, target: PickerTarget) {
        let hull = self.core.claim().and_then(Claim::hull);
        let surface = &self.slices.article.surface;
        let place = words.or(hull).and_then(|span| surface.place_of(span));
        let at = place.unwrap_or_else(|| ctx.content_rect().center());
        self.core.picker = Some(PickerState::new(target, at));
    }
}

/// Changes.
impl App {
    /// Runs the next slices of a long edit.
    pub(super) fn run_long_edit(&mut self) {
        let Some(session) = self.core.session.as_mut() else {
            return;
        };
        if !session.is_changing() {
            return;
        }
        if let Err(error) = session.run_for(TimeBudget::new(SPENT_CHANGING)) {
            self.core.notify_error(&error);
        }
        self.core.tidy();
        (self.core.wake)();
    }

    /// Cancels a long edit and undoes its slices.
    pub(super) fn cancel_change(&mut self) {
        let Some(session) = &mut self.core.session else {
            return;
        };
        if let Err(error) = session.cancel_long_edit() {
            self.core.notify_error(&error);
        }
        self.core.tidy();
        import::go_on(&mut self.slices.import, &self.core);
    }

    pub(super) fn undo(&mut self) {
        let undone = self.core.session.as_mut().map(Session::undo);
        self.show_replayed(undone, |step| fl!("undo-undone", step = step));
    }

    pub(super) fn redo(&mut self) {
        let redone = self.core.session.as_mut().map(Session::redo);
        self.show_replayed(redone, |step| fl!("undo-redone", step = step));
    }

    /// Shows what was undone or redone, in its article, and names it in the status bar.
    fn show_replayed(
        &mut self,
        outcome: Option<Result<Option<Undone>, SessionError>>,
        message: impl FnOnce(&str) -> String,
    ) {
        match outcome {
            Some(Ok(Some(undone))) => {
                self.hint = Some(FootLine::new(message(&undone.label.words())));
                self.core.picker = None;
                let project = self.core.project();
                let article = undone
                    .article
                    .filter(|id| project.is_some_and(|it| it.article(id).is_some()));
                if let Some(article) = article {
                    self.core.show_article(&article);
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

    /// Sets the reviewer's name, also in the open project.
    pub(super) fn name_reviewer(&mut self, name: &str) {
        let who = self.core.settings.name_reviewer(name);
        self.core.dialog = None;
        let Some(session) = &mut self.core.session else {
            return;
        };
        session.set_who(who.clone());
        self.core
            .edit(move |project| Ok(ops::project::rename_reviewer(project, &who.id, &who.name)));
        self.ask_who_it_is(None);
    }
}

/// Moving about.
impl App {
    /// Gives the keyboard to the next part of the window: the list of articles, the text, the selected claim's fields, and
    /// around. In the other workspaces to whatever comes next.
    pub(super) fn next_part(&mut self, ctx: &Context) {
        let core = &mut self.core;
        let focused = ctx.memory(Memory::focused);
        let text = self.slices.article.surface.focus_id();
        let settings = &core.settings;
        let (has_list, has_fields) = (settings.left_panel.shown, settings.inspector.shown);
        let Some(text) = text.filter(|_| core.place.workspace == Workspace::Annotate) else {
            return ctx.memory_mut(|memory| memory.move_focus(FocusDirection::Next));
        };
        if focused == Some(text) && has_fields && core.claim().is_some() && core.is_writable() {
            core.focus = Some(NOTE);
        } else if focused != Some(Field::id(articles::FILTER)) && has_list {
            core.focus = Some(articles::FILTER);
        } else {
            ctx.memory_mut(|memory| memory.request_focus(text));
        }
    }

    /// Shows a workspace, with its selection in view.
    pub(super) fn show(&mut self, workspace: Workspace) {
        self.core.show(workspace);
        self.slices.claims.view.reveal = true;
        self.slices.speakers.view.reveal = true;
        self.slices.articles.reveal = true;
    }

    /// Shows the article this many places down the list.
    pub(super) fn step_article(&mut self, by: isize) {
        let Some(session) = &self.core.session else { return };
        let open = self.core.place.article.as_ref();
        let shown = self.slices.articles.shown(session);
        let place = shown.iter().position(|id| Some(id) == open);
        let next = place.map_or(Some(0), |place| place.checked_add_signed(by));
        if let Some(article) = next.and_then(|next| shown.get(next)).cloned() {
            self.core.show_article(&article);
        }
    }

    /// Shows or hides a side panel.
    pub(super) fn toggle_side_panel(&mut self, panel: SidePanel) {
        self.slices.guidelines.writing = false;
        let is_shown = self.core.side_panel == Some(panel);
        self.core.side_panel = (!is_shown).then_some(panel);
    }

    /// Closes or deselects what was opened or selected last.
    pub(super) fn deselect(&mut self, ctx: &Context) {
        let slices = &mut self.slices;
        if ctx.memory(|memory| memory.has_focus(articles::list_id())) {
            // The text takes the keyboard that nobody has.
            ctx.memory_mut(|memory| memory.surrender_focus(articles::list_id()));
            return;
        }
        if inspector::escape(&mut slices.inspector, &mut self.core) {
            return;
        }
        if slices.find.bar.is_some() {
            find::update::close_bar(&mut slices.find, &mut self.core);
            return;
        }
        let selected = self
            .core
            .place
            .selection
            .filter(|selection| !selection.span().is_empty());
        match (selected, self.core.place.back) {
            (Some(selection), _) => self.core.place.selection = Some(Selection::caret(selection.caret)),
            (None, _) if self.slices.review_queue.queue.is_some() => self.end_review(ctx),
            (None, Some(workspace)) => self.show(workspace),
            (None, None) => self.core.place.claim = None,
        }
    }

    /// Closes the dialog, unless unsaved input must be asked about first.
    pub(super) fn close_dialog(&mut self) {
        let import = &mut self.slices.import;
        match self.core.dialog {
            Some(Dialog::NewProject) => import.waiting.clear(),
            Some(Dialog::Import) => {
                if !import::ask_before_dropping(import, &mut self.core) {
                    self.core.dialog = None;
                    import::drop_review(import, &self.core);
                }
                return;
            }
            _ => {}
        }
        self.core.dialog = None;
    }

    pub(super) fn toggle_palette(&mut self) {
        if self.core.dialog == Some(Dialog::Palette) {
            self.core.dialog = None;
        } else {
            self.slices.palette = super::palette::Palette::default();
            self.core.open(Dialog::Palette);
        }
    }

    /// Opens the form for the reviewer's name.
    pub(super) fn ask_for_name(&mut self) {
        self.slices.reviewer_name = self.core.settings.identity().name;
        self.core.open(Dialog::ReviewerName);
    }

    pub(super) fn zoom(&mut self, factor: f32) {
        let settings = &mut self.core.settings;
        let zoom = (settings.text_zoom * factor * 20.0).round() / 20.0;
        settings.text_zoom = zoom.clamp(0.6, 3.0);
    }

    pub(super) fn set_theme(&mut self, ctx: &Context, theme: ThemeChoice) {
        self.core.settings.theme = theme;
        self.apply_theme(ctx);
    }
}

/// Whether a claim is attributed, be it to the article.
fn is_attributed(claim: &Claim) -> bool {
    claim.voice == Voice::Article || claim.voice.first_speaker().is_some()
}
