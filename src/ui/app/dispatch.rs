//! Carries actions out: the one match from what the user asked for to what is done about it. How it
//! is done stands in `doing` (claims and the view) and `opening` (projects and files).

use eframe::egui::{Context, ViewportCommand};

use super::App;
use super::message::Action;
use super::state::Dialog;
use crate::model::ops::{self, Part};
use crate::model::{Decision, TextDirection, Voice};
use crate::session::settings::{ColumnWidth, LineSpacing, TextFace, ThemeChoice};
use crate::ui::bus::command::{Command, Needs};
use crate::ui::bus::core::Core;
use crate::ui::bus::forms::SpeakerDraft;
use crate::ui::bus::picker::{Answer, PickerState, PickerTarget};
use crate::ui::bus::place::{Reveal, Selection, SidePanel, Workspace};
use crate::ui::bus::request::{Browse, Request};
use crate::ui::check::CheckAction;
use crate::ui::claims::{ClaimsAction, ClaimsDraft};
use crate::ui::export::update::{Copying, Exporting};
use crate::ui::find;
use crate::ui::guidelines::GuideAction;
use crate::ui::import::ImportAction;
use crate::ui::speakers::{self, SpeakersAction};

/// Whether a command makes sense now.
pub fn possible(command: Command, has_project: bool, core: &Core) -> bool {
    match core.place.workspace {
        Workspace::Annotate => command != Command::EditClaims && possible_in_text(command, has_project, core),
        Workspace::Claims => has_project && possible_in_table(command, core),
        Workspace::Speakers => has_project && (command == Command::Find || possible_anywhere(command)),
    }
}

/// Whether a command makes sense whatever is on the screen of an open project.
fn possible_anywhere(command: Command) -> bool {
    match command {
        // These speak of what the workspace of the article alone shows.
        Command::NextArticle
        | Command::PreviousArticle
        | Command::FilterArticles
        | Command::ToggleSide
        | Command::ToggleInspector => false,
        _ => matches!(command.entry().needs, Needs::Nothing | Needs::Project),
    }
}

fn possible_in_table(command: Command, core: &Core) -> bool {
    match command {
        Command::NextClaim | Command::PreviousClaim => true,
        Command::Accept
        | Command::Dispute
        | Command::Reject
        | Command::Unreview
        | Command::DeleteClaim
        | Command::EditClaims
        | Command::Copy
        | Command::CopyWithAttribution
        | Command::CopyMarkdown
        | Command::CopyFormatted => core.claims.concerns_any(),
        _ => possible_anywhere(command),
    }
}

fn possible_in_text(command: Command, has_project: bool, core: &Core) -> bool {
    let words = core.place.words().is_some();
    let claim = core.place.claim.is_some();
    let article = core.place.article.is_some();
    has_project
        && match command.entry().needs {
            Needs::Nothing | Needs::Project => true,
            Needs::Article => article,
            Needs::Claim => article && claim,
            Needs::Words => article && words,
            Needs::WordsOrClaim => article && (words || claim),
            Needs::WordsAndClaim => article && words && claim,
        }
        || command.entry().needs == Needs::Nothing
}

impl App {
    /// Carries out one action. Text that is being typed becomes an edit before anything else
    /// happens, so that it is never lost.
    pub(crate) fn run(&mut self, ctx: &Context, action: Action) {
        if !matches!(action, Action::Request(Request::Draft(_))) {
            self.core.commit_draft();
        }
        self.core.hint = None;
        match action {
            Action::Request(request) => self.request(ctx, request),
            Action::OpenSample => self.open_sample(),
            Action::CreateProject { title, folder } => self.create_project(&title, &folder),
            Action::ForgetRecent(path) => self.core.settings.forget(&path),
            Action::AddText { title, text } => self.add_text(&title, &text),
            Action::AskQuery(query) => self.ask_query(query),
            Action::PickerRow(row) => {
                self.core
                    .picker
                    .iter_mut()
                    .for_each(|asking| asking.row = Some(row));
            }
            Action::StandHere(place) => self.stand_here(Some(place)),
            Action::Rate(rating) => self.rate(rating),
            Action::AddEvidence => self.add_evidence(),
            Action::PutSpeaker(speaker, draft) => self.put_speaker(speaker, &draft),
            Action::PutScale(draft) => self.put_scale(&draft),
            Action::Inspector(at, asked) => self.core.edit(move |project| asked.edit(project, &at)),
            Action::SetMetadata(article, metadata) => {
                self.core
                    .edit(move |project| ops::article::set_metadata(project, &article, *metadata));
            }
            Action::ChooseLink(link) => self.core.place.link = link,
            Action::Find(msg) => find::update::update(&mut self.find, msg, &mut self.core),
            Action::ShowArticles(kind) => self.core.article_kind = kind,
            Action::FilterArticles(filter) => self.core.article_filter = filter,
            Action::ShowDialog(dialog) => self.show_dialog(dialog),
            Action::DraftDialog(dialog) => self.core.dialog = Some(dialog),
            Action::WriteExport(path) => self.write_export(&path),
            Action::CancelExport => self.exporting.iter().for_each(Exporting::cancel),
            Action::NameReviewer(name) => self.name_reviewer(&name),
            Action::DismissNotice(at) => self.dismiss_notice(at),
            Action::DismissNotices => self.dismiss_notices(),
            Action::CancelChange => self.cancel_change(),
            Action::CancelImport => self.cancel_import(),
            Action::Import(action) => self.import_action(action),
            Action::Queue(scope) => self.change_queue(scope),
            Action::ShowHistory(shown) => self.core.history_shown = shown,
            Action::Claims(action) => self.claims_action(action),
            Action::Speakers(action) => self.speakers_action(action),
            Action::ChangeClaims(draft) => self.change_claims(&draft),
            Action::Guide(action) => self.guide_action(action),
            Action::Check(action) => self.check_action(ctx, action),
        }
        self.sync_queue();
        self.close_finished_form();
    }

    fn request(&mut self, ctx: &Context, request: Request) {
        match request {
            Request::Command(command) => self.command(ctx, command),
            Request::OpenPaths(paths) => self.open_paths(&paths),
            Request::UpdateFrom(article, path) => self.start_import(vec![path], Some(article)),
            Request::ShowArticle(article) => {
                self.show(Workspace::Annotate);
                self.core.show_article(&article);
            }
            Request::SelectClaim { claim, reveal } => self.core.select_claim(claim, reveal),
            Request::SelectText(selection) => {
                self.core.place.selection = selection;
                find::update::follow_caret(&mut self.find, selection);
            }
            Request::Ask(asking) => self.core.picker = Some(asking),
            Request::StopAsking => self.core.picker = None,
            Request::Answer(who) => self.answer(&who),
            Request::ConfirmOffer(part) => drop(self.confirm_offers(part)),
            Request::Draft(draft) => self.core.draft(draft),
            Request::CommitDraft => {}
            Request::ShowAdded(articles) => self.show_added(&articles),
            Request::ShowClaims(filter) => {
                self.core.place.workspace = Workspace::Claims;
                self.claims_action(ClaimsAction::Filter(filter));
            }
            Request::ShowSpeaker(speaker) => {
                self.core.place.workspace = Workspace::Speakers;
                self.speakers_action(SpeakersAction::Choose(speaker));
            }
            Request::ConsiderMerge { kept, other } => {
                self.speakers_action(SpeakersAction::ConsiderMerge { kept, other });
            }
            Request::EditSpeaker(Some(speaker)) => self.edit_speaker(&speaker),
            Request::EditSpeaker(None) => self.show_dialog(Box::new(Dialog::Speaker {
                speaker: None,
                draft: SpeakerDraft::default(),
            })),
            Request::DropImport => self.import_action(ImportAction::LetGo),
            Request::MovePiece(at, piece, words) => {
                self.core
                    .edit(move |project| ops::claim::move_piece(project, &at, piece, words));
            }
            Request::RemoveArticle(article) => self.core.edit(move |_| Ok(ops::article::remove(article))),
            Request::FixProblem(problem) => self.check_action(ctx, CheckAction::Fix(problem)),
            Request::FixProblems(group) => self.check_action(ctx, CheckAction::FixAll(group)),
            Request::CloseDialog => self.close_dialog(),
            Request::Browse(browse) => self.browse(browse),
            Request::OpenFolder(folder) => self.open_folder(&folder),
            Request::OverruleOutsideChanges => self.overrule_outside_changes(),
            Request::QuitAnyway => self.quit_anyway(ctx),
            Request::Show(workspace) => self.show(workspace),
        }
    }

    fn command(&mut self, ctx: &Context, command: Command) {
        if !possible(command, self.core.session.is_some(), &self.core) {
            return;
        }
        let done = match self.core.place.workspace {
            Workspace::Annotate => false,
            Workspace::Claims => self.table_command(ctx, command),
            Workspace::Speakers => self.speakers_command(command),
        };
        if done {
            return;
        }
        match command {
            Command::Open => self.browse(Browse::Open),
            Command::NewProject => self.ask_for_project(Vec::new()),
            Command::AddArticles => self.browse(Browse::Add),
            Command::PasteArticle => self.show_dialog(Box::new(Dialog::Paste {
                title: String::new(),
                text: String::new(),
            })),
            Command::Save => self.save(),
            Command::Export => self.ask_for_export(ctx),
            Command::ExportAgain => self.export_again(ctx),
            Command::CloseProject => self.close_project(),
            Command::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::Copy => self.copy(ctx, false),
            Command::CopyWithAttribution => self.copy(ctx, true),
            Command::CopyMarkdown => self.copy_as(ctx, Copying::Markdown),
            Command::CopyFormatted => self.copy_as(ctx, Copying::Formatted),
            Command::ShowAnnotate => self.show(Workspace::Annotate),
            Command::ShowClaims => self.show(Workspace::Claims),
            Command::ShowSpeakers => self.show(Workspace::Speakers),
            Command::ShowGuidelines => self.toggle_aside(SidePanel::Guidelines),
            Command::EditGuidelines => self.guide_action(GuideAction::Write(true)),
            Command::ShowCheck => self.toggle_aside(SidePanel::Check),
            Command::EditClaims => {}
            Command::ReviewQueue => self.toggle_queue(),
            Command::NextClaim if self.core.queue.is_some() => self.step_queue(1),
            Command::PreviousClaim if self.core.queue.is_some() => self.step_queue(-1),
            Command::NextClaim => self.step_claim(1),
            Command::PreviousClaim => self.step_claim(-1),
            Command::NextArticle => self.step_article(1),
            Command::PreviousArticle => self.step_article(-1),
            Command::Attribute => self.confirm_or_attribute(ctx),
            Command::ChangeSpeaker => self.attribute(ctx),
            Command::MarkForLater => self.answer(&Answer::Nobody),
            Command::SetSource => self.use_words(Part::Source),
            Command::SetCue => self.use_words(Part::Cue),
            Command::AddPiece => self.add_piece(),
            Command::StandHere => self.stand_here(None),
            Command::LostClaims => self.show_lost_claims(),
            Command::EndBack => self.move_edge(false, false),
            Command::EndForward => self.move_edge(false, true),
            Command::StartBack => self.move_edge(true, false),
            Command::StartForward => self.move_edge(true, true),
            Command::Accept => self.review(Some(Decision::Accepted)),
            Command::Dispute => self.review(Some(Decision::Disputed)),
            Command::Reject => self.review(Some(Decision::Rejected)),
            Command::DisputeBecause => self.review_because(Decision::Disputed),
            Command::RejectBecause => self.review_because(Decision::Rejected),
            Command::Unreview => self.review(None),
            Command::DeleteClaim => self.delete_claim(),
            Command::Deselect => self.deselect(),
            Command::ArticleDetails => self.ask_for_details(),
            Command::UpdateArticle => self.ask_for_update(),
            Command::EditScale => self.ask_for_scale(),
            Command::ToggleDone => self.toggle_done(),
            Command::RemoveArticle => self.ask_to_remove_article(),
            Command::ReviewerName => {
                let name = self.core.settings.identity().name;
                self.show_dialog(Box::new(Dialog::ReviewerName { name }));
            }
            Command::Palette => self.toggle_palette(),
            Command::Shortcuts => self.show_dialog(Box::new(Dialog::Shortcuts)),
            Command::Find => find::update::open(&mut self.find, &mut self.core, ctx, self.surface.top()),
            Command::FindNext => find::update::step(&mut self.find, &mut self.core, true, self.surface.top()),
            Command::FindPrevious => {
                find::update::step(&mut self.find, &mut self.core, false, self.surface.top())
            }
            Command::FindEverywhere => find::update::open_everywhere(&mut self.find, &mut self.core),
            Command::FilterArticles => {
                self.core.settings.left_panel.shown = true;
                self.core.focus = Some("article filter");
            }
            Command::ToggleSide => self.core.settings.left_panel.shown = !self.core.settings.left_panel.shown,
            Command::ToggleInspector => {
                self.core.settings.inspector.shown = !self.core.settings.inspector.shown
            }
            Command::ZoomIn => self.zoom(1.1),
            Command::ZoomOut => self.zoom(1.0 / 1.1),
            Command::ZoomReset => self.core.settings.text_zoom = 1.0,
            Command::ColumnNarrow => self.core.settings.page.column = ColumnWidth::Narrow,
            Command::ColumnNormal => self.core.settings.page.column = ColumnWidth::Normal,
            Command::ColumnWide => self.core.settings.page.column = ColumnWidth::Wide,
            Command::LinesClose => self.core.settings.page.spacing = LineSpacing::Close,
            Command::LinesNormal => self.core.settings.page.spacing = LineSpacing::Normal,
            Command::LinesWide => self.core.settings.page.spacing = LineSpacing::Wide,
            Command::FaceSerif => self.core.settings.page.face = TextFace::Serif,
            Command::FaceSans => self.core.settings.page.face = TextFace::Sans,
            Command::DirectionAutomatic => self.set_direction(None),
            Command::DirectionLeftToRight => self.set_direction(Some(TextDirection::LeftToRight)),
            Command::DirectionRightToLeft => self.set_direction(Some(TextDirection::RightToLeft)),
            Command::ThemeSystem => self.set_theme(ctx, ThemeChoice::System),
            Command::ThemeLight => self.set_theme(ctx, ThemeChoice::Light),
            Command::ThemeDark => self.set_theme(ctx, ThemeChoice::Dark),
        }
    }

    fn zoom(&mut self, factor: f32) {
        let zoom = (self.core.settings.text_zoom * factor * 20.0).round() / 20.0;
        self.core.settings.text_zoom = zoom.clamp(0.6, 3.0);
    }

    fn set_theme(&mut self, ctx: &Context, theme: ThemeChoice) {
        self.core.settings.theme = theme;
        self.apply_theme(ctx);
    }

    fn ask_query(&mut self, query: String) {
        if let Some(asking) = &mut self.core.picker {
            asking.query = query;
            asking.row = None;
            self.core.focus = Some(crate::ui::speaker_picker::FIELD);
        }
    }

    fn show_dialog(&mut self, dialog: Box<Dialog>) {
        self.core.picker = None;
        self.core.dialog = Some(dialog);
    }

    fn close_dialog(&mut self) {
        if let Some(Dialog::NewProject { .. }) = self.core.dialog.as_deref() {
            self.core.waiting.clear();
        }
        let was_import = matches!(self.core.dialog.as_deref(), Some(Dialog::Import));
        if was_import && self.ask_before_dropping() {
            return;
        }
        self.core.dialog = None;
        if was_import {
            self.drop_incoming();
        }
    }

    fn toggle_palette(&mut self) {
        match self.core.dialog.as_deref() {
            Some(Dialog::Palette { .. }) => self.core.dialog = None,
            _ => self.show_dialog(Box::new(Dialog::Palette {
                query: String::new(),
                row: 0,
            })),
        }
    }

    /// Shows a workspace. From then on Escape no longer leads back to another.
    pub(crate) fn show(&mut self, workspace: Workspace) {
        self.core.show(workspace);
        self.core.claims.reveal = true;
        self.core.speakers.reveal = true;
    }

    /// What a command does to the speakers; `false` where it does what it always does.
    fn speakers_command(&mut self, command: Command) -> bool {
        match command {
            Command::Find => self.core.focus = Some(speakers::SEARCH),
            Command::Deselect => self.speakers_action(SpeakersAction::Picking(false)),
            _ => return false,
        }
        true
    }

    /// What a command does to the claims of the table; `false` where it does what it always does.
    fn table_command(&mut self, ctx: &Context, command: Command) -> bool {
        match command {
            Command::NextClaim => self.claims_action(ClaimsAction::Step {
                rows: 1,
                choose: false,
            }),
            Command::PreviousClaim => self.claims_action(ClaimsAction::Step {
                rows: -1,
                choose: false,
            }),
            Command::Accept => self.review_claims(Some(Decision::Accepted)),
            Command::Dispute => self.review_claims(Some(Decision::Disputed)),
            Command::Reject => self.review_claims(Some(Decision::Rejected)),
            Command::Unreview => self.review_claims(None),
            Command::DeleteClaim => self.delete_claims(),
            Command::EditClaims => self.show_dialog(Box::new(Dialog::Claims(ClaimsDraft::default()))),
            Command::Copy => self.copy_claims(ctx, false),
            Command::CopyWithAttribution => self.copy_claims(ctx, true),
            Command::Deselect => self.core.claims.chosen.clear(),
            _ => return false,
        }
        true
    }

    /// What was opened or selected last goes first.
    fn deselect(&mut self) {
        if self.core.new_evidence.take().is_some() {
            return;
        }
        if self.find.bar.is_some() {
            find::update::close_bar(&mut self.find, &mut self.core);
            return;
        }
        let selected = self
            .core
            .place
            .selection
            .filter(|selection| !selection.span().is_empty());
        match selected {
            Some(selection) => self.core.place.selection = Some(Selection::caret(selection.caret)),
            None if self.core.queue.is_some() => self.end_queue(),
            None => match self.core.place.back {
                Some(workspace) => self.show(workspace),
                None => self.core.place.claim = None,
            },
        }
    }

    /// Asks who says the selected words. Without any, takes what the text offers for the selected claim or, where it
    /// offers nothing, asks who says a claim that nobody says yet: Enter once too often must not ask, for the pop-up
    /// would take the commands that follow as the letters of a name.
    fn confirm_or_attribute(&mut self, ctx: &Context) {
        if self.core.place.words().is_some() {
            self.attribute(ctx);
        } else if self.confirm_offers(None) {
            // One thing at a time.
        } else if self.is_attributed() {
            self.core.hint = Some("Nothing is offered; Shift Enter changes the speaker");
        } else {
            self.attribute(ctx);
        }
    }

    /// Whether somebody says the selected claim, be it the article.
    fn is_attributed(&self) -> bool {
        let claim = self.core.claim();
        claim.is_some_and(|claim| claim.voice == Voice::Article || claim.voice.first_speaker().is_some())
    }

    /// Asks who says the selected words or, without any, the selected claim; the pop-up stands
    /// where the reading surface last showed them.
    fn attribute(&mut self, ctx: &Context) {
        let words = self.core.place.words();
        let about = match (words, &self.core.place.claim) {
            (Some(span), _) => PickerTarget::Words(span),
            (None, Some(claim)) => {
                self.core.place.reveal = Some(Reveal::Claim(claim.clone()));
                PickerTarget::Claim(claim.clone(), 0)
            }
            (None, None) => return,
        };
        let hull = self.core.place.claim.as_ref().and_then(|id| {
            let article = self.core.place.article.as_ref()?;
            self.core.session.as_ref()?.project().claim(article, id)?.hull()
        });
        let place = words.or(hull).and_then(|span| self.surface.place_of(span));
        let at = place.unwrap_or_else(|| ctx.content_rect().center());
        self.core.picker = Some(PickerState::new(about, at));
    }
}
