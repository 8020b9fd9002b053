//! Dispatches messages to slices, and requests and commands to their handlers.

use eframe::egui::{Context, ViewportCommand};

use super::key_dialog::KeyDialog;
use super::message::Message;
use super::possible::is_possible;
use super::same_reviewer::names_reviewer;
use super::state::App;
use crate::compare::settling::Outcome;
use crate::model::ops::{self, Part};
use crate::model::{Decision, TextDirection};
use crate::session::settings::{ColumnWidth, LineSpacing, TextFace, ThemeChoice};
use crate::ui::bus::command::Command;
use crate::ui::bus::dialog::Dialog;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::picker::{Answer, PickerTarget};
use crate::ui::bus::place::{Reveal, SidePanel, Workspace};
use crate::ui::bus::request::{Browse, Request};
use crate::ui::export::Copying;
use crate::ui::{
    article, articles, check, claims, compare, export, find, guidelines, help, import, inspector, project,
    review_queue, speaker_picker, speakers, suggestions,
};

impl App {
    /// Handles a message. Text that is being typed becomes an edit first, so that it is never lost.
    pub(super) fn run(&mut self, ctx: &Context, message: Message) {
        if !matches!(message, Message::Request(Request::Draft(_))) {
            self.core.commit_draft();
        }
        self.hint = None;
        let before = self.before(&message);
        self.carry_out(ctx, message);
        if let Some(before) = before {
            self.tell(before);
        }
        review_queue::update::sync(&mut self.slices.review_queue, &self.core);
        inspector::close_finished_form(&mut self.slices.inspector, &mut self.core);
        suggestions::leave_when_elsewhere(&mut self.slices.suggestions, &self.core);
    }

    fn carry_out(&mut self, ctx: &Context, message: Message) {
        let (core, slices) = (&mut self.core, &mut self.slices);
        match message {
            Message::Request(request) => self.request(ctx, request),
            Message::Find(msg) => find::update::update(&mut slices.find, msg, core),
            Message::SpeakerPicker(msg) => speaker_picker::update(msg, core),
            Message::Suggestions(msg) => self.suggestions(msg),
            Message::Inspector(msg) => inspector::update(&mut slices.inspector, msg, core),
            Message::Claims(msg) => claims::update::update(&mut slices.claims, msg, core),
            Message::Speakers(msg) => speakers::update::update(&mut slices.speakers, msg, core),
            Message::Compare(msg) => self.compare(ctx, msg),
            Message::ReviewQueue(msg) => {
                review_queue::update::update(&mut slices.review_queue, msg, core, &mut slices.claims);
            }
            Message::Guidelines(msg) => guidelines::update(&mut slices.guidelines, msg, core),
            Message::Check(msg) => self.with_outbox(ctx, Message::Check, |app, out| {
                check::update(&mut app.slices.check, msg, &mut app.core, out);
            }),
            Message::Articles(msg) => articles::update::update(&mut slices.articles, msg, core),
            Message::Export(msg) => export::update(&mut slices.export, msg, core),
            Message::Import(msg) => import::update(&mut slices.import, msg, core),
            Message::Project(msg) => project::update::update(&mut slices.project, msg, core),
            Message::Help(msg) => help::update(&mut slices.help, &msg),
            Message::Tour(msg) => self.tour_message(msg),
            Message::Palette(query, row) => (slices.palette.query, slices.palette.row) = (query, row),
            Message::Keys(msg) => slices.key_dialog.update(msg, &mut core.settings.keys),
            Message::ReviewerName(name) => slices.reviewer_name = name,
            Message::NameReviewer(name) => self.name_reviewer(&name),
            Message::IsReviewer(is_me) => self.answer_who_it_is(ctx, is_me),
            Message::DismissNotice(at) => core.dismiss_notice(at),
            Message::DismissNotices => core.dismiss_notices(),
            Message::CancelChange => self.cancel_change(),
            Message::CancelOpening => self.cancel_opening(),
        }
    }

    /// Runs a handler with an outbox, and handles its messages immediately.
    pub(super) fn with_outbox<M>(
        &mut self,
        ctx: &Context,
        wrap: impl Fn(M) -> Message,
        act: impl FnOnce(&mut Self, &mut Outbox<M>),
    ) {
        let mut out = Outbox::default();
        out.nest(wrap, |out| act(self, out));
        for sent in out.take() {
            self.carry_out(ctx, sent.into());
        }
    }

    pub(super) fn request(&mut self, ctx: &Context, request: Request) {
        if names_reviewer(&request) && self.ask_who_it_is(Some(request.clone())) {
            return;
        }
        let (core, slices) = (&mut self.core, &mut self.slices);
        match request {
            Request::Command(command) => self.command(ctx, command),
            Request::Show(workspace) => self.show(workspace),
            Request::ShowArticle(article) => {
                self.show(Workspace::Annotate);
                self.core.show_article(&article);
            }
            Request::ShowAdded(articles) => self.show_added(&articles),
            Request::SelectClaim { claim, reveal } => core.select_claim(claim, reveal),
            Request::SelectText(selection) => {
                core.place.selection = selection;
                find::update::follow_caret(&mut slices.find, selection);
            }
            Request::ShowClaims(filter) => {
                core.place.workspace = Workspace::Claims;
                claims::update::update(&mut slices.claims, claims::Msg::Filter(filter), core);
            }
            Request::ShowSpeaker(speaker) => {
                core.place.workspace = Workspace::Speakers;
                let choose = speakers::Msg::Choose(speaker);
                speakers::update::update(&mut slices.speakers, choose, core);
            }
            Request::EditEvidence(evidence) => {
                self.inspect(inspector::Msg::ShowEvidence(Some(evidence)));
            }
            Request::EditSpeaker(speaker) => {
                speakers::update::edit_speaker(&mut slices.speakers, core, speaker);
            }
            Request::MoveKey(speaker, key) => core.move_key(&speaker, key),
            Request::ConsiderMerge { kept, other } => {
                let consider = speakers::Msg::ConsiderMerge { kept, other };
                speakers::update::update(&mut slices.speakers, consider, core);
            }
            Request::Ask(picker) => core.picker = Some(picker),
            Request::StopAsking => core.picker = None,
            Request::Answer(answer) => speaker_picker::answer(core, &answer),
            Request::MoveSpan(at, span, words) => {
                core.edit(move |project| ops::claim::move_span(project, &at, span, words));
            }
            Request::RemoveArticle(article) => core.edit(move |_| Ok(ops::article::remove(article))),
            Request::RemoveArticles(articles) => {
                core.edit(move |_| Ok(ops::article::remove_many(articles)));
            }
            Request::FixProblem(problem) => check::fix_problem(problem, core),
            Request::FixProblems(group) => check::fix_problems(&slices.check, group, core),
            Request::FocusSuggestion(id) => self.suggestions(suggestions::Msg::Focus(id)),
            Request::TakeAllSuggestions => self.suggestions(suggestions::Msg::TakeAll),
            Request::Reveal(words) => core.place.reveal = Some(Reveal::Span(words)),
            Request::ConfirmSuggestion(part) => {
                article::suggestions::confirm(&mut slices.article.suggestions, core, part);
            }
            Request::Draft(draft) => core.draft(draft),
            // Everything but a draft commits it.
            Request::CommitDraft => {}
            Request::CloseDialog => self.close_dialog(),
            Request::Browse(browse) => self.browse(browse),
            Request::ChosePath(path) => self.chose_path(path),
            Request::OpenFolder(folder) => self.open_folder(&folder),
            Request::OpenPaths(paths) => self.open_paths(&paths),
            Request::OpenSample => self.open_sample(),
            Request::CreateProject { title, folder } => self.create_project(&title, &folder),
            Request::AddPasted => self.add_pasted(),
            Request::UpdateFrom(article, path) => self.start_import(vec![path], Some(article)),
            Request::DropImport => import::let_go(&mut slices.import, core),
            Request::KeepRemoved(ids) => self.keep_removed(ids),
            Request::LetRemovedGo(ids) => {
                core.edit(move |project| Ok(ops::difference::let_removed_go(project, &ids)));
            }
            Request::OverruleOutsideChanges => self.overrule_outside_changes(),
            Request::QuitAnyway => self.quit_anyway(ctx),
            Request::ShowKept => core.open(Dialog::Kept),
        }
    }

    fn command(&mut self, ctx: &Context, command: Command) {
        if !is_possible(command, &self.core, &self.slices) {
            return;
        }
        let done = match self.core.place.workspace {
            Workspace::Annotate => self.selected_articles_command(command),
            Workspace::Claims => self.table_command(ctx, command),
            Workspace::Speakers => self.speakers_command(command),
            Workspace::Compare => self.compare_command(ctx, command),
            Workspace::Articles => self.articles_command(command),
        };
        if !done && !self.text_command(ctx, command) && !self.settings_command(ctx, command) {
            self.window_command(ctx, command);
        }
    }

    /// Carries out a message of the comparison. Who settles anything says first who they are.
    fn compare(&mut self, ctx: &Context, msg: compare::Msg) {
        let settles = matches!(
            msg,
            compare::Msg::Keep | compare::Msg::Settle(_) | compare::Msg::SettleAlike(_)
        );
        if settles && self.ask_who_it_is(None) {
            return;
        }
        self.with_outbox(ctx, Message::Compare, |app, out| {
            compare::update::update(&mut app.slices.compare, msg, &mut app.core, out);
        });
    }

    /// Runs a command on the comparison; `false` if it is not specific to it.
    fn compare_command(&mut self, ctx: &Context, command: Command) -> bool {
        let msg = match command {
            Command::NextClaim => compare::Msg::Step(1),
            Command::PreviousClaim => compare::Msg::Step(-1),
            Command::Accept => compare::Msg::Keep,
            Command::Reject => compare::Msg::Settle(Outcome::Neither),
            _ => return false,
        };
        self.compare(ctx, msg);
        true
    }

    /// Runs a command on the page of articles; `false` if it is not specific to it.
    fn articles_command(&mut self, command: Command) -> bool {
        use articles::update::{ask_for_details, ask_to_remove, toggle_done};
        let (core, list) = (&mut self.core, &mut self.slices.articles);
        match command {
            Command::Find | Command::FilterArticles => core.focus = Some(articles::FILTER),
            Command::ShowArticles => self.show(Workspace::Annotate),
            Command::Deselect if list.chosen.is_empty() => self.show(Workspace::Annotate),
            Command::Deselect => list.chosen.clear(),
            Command::ArticleDetails => ask_for_details(list, core),
            Command::ToggleDone => toggle_done(list, core),
            Command::RemoveArticle => ask_to_remove(list, core),
            _ => return false,
        }
        true
    }

    /// Runs a command on the articles selected in the panel; `false` if there are none, or it concerns something else.
    fn selected_articles_command(&mut self, command: Command) -> bool {
        let about_articles = matches!(
            command,
            Command::Deselect | Command::ArticleDetails | Command::ToggleDone | Command::RemoveArticle
        );
        about_articles && !self.slices.articles.chosen.is_empty() && self.articles_command(command)
    }

    /// Runs a command on the speakers; `false` if it is not specific to them.
    fn speakers_command(&mut self, command: Command) -> bool {
        match command {
            Command::Find => self.core.focus = Some(speakers::SEARCH),
            Command::Deselect => {
                let msg = speakers::Msg::Picking(false);
                speakers::update::update(&mut self.slices.speakers, msg, &mut self.core);
            }
            _ => return false,
        }
        true
    }

    /// Runs a command on the table of claims; `false` if it is not specific to it.
    fn table_command(&mut self, ctx: &Context, command: Command) -> bool {
        use claims::update::{copy_claims, delete_claims, review_claims, update};
        let (core, claims) = (&mut self.core, &mut self.slices.claims);
        let step = |rows| claims::Msg::Step { rows, choose: false };
        match command {
            Command::NextClaim => update(claims, step(1), core),
            Command::PreviousClaim => update(claims, step(-1), core),
            Command::Accept => review_claims(claims, core, Some(Decision::Accepted)),
            Command::Dispute => review_claims(claims, core, Some(Decision::Disputed)),
            Command::Reject => review_claims(claims, core, Some(Decision::Rejected)),
            Command::ClearReview => review_claims(claims, core, None),
            Command::DeleteClaim => delete_claims(claims, core),
            Command::EditClaims => update(claims, claims::Msg::EditMany, core),
            Command::Copy => copy_claims(claims, core, ctx, false),
            Command::CopyWithAttribution => copy_claims(claims, core, ctx, true),
            Command::Deselect => claims.view.chosen.clear(),
            _ => return false,
        }
        true
    }

    /// Runs a command on the open article and its claims; `false` if it concerns something else.
    fn text_command(&mut self, ctx: &Context, command: Command) -> bool {
        use article::update as text;
        let core = &mut self.core;
        let is_reviewing = self.slices.review_queue.queue.is_some();
        match command {
            Command::Copy => text::copy(core, ctx, false),
            Command::CopyWithAttribution => text::copy(core, ctx, true),
            Command::NextClaim if is_reviewing => self.step_review(1),
            Command::PreviousClaim if is_reviewing => self.step_review(-1),
            Command::NextClaim => text::step_claim(core, 1),
            Command::PreviousClaim => text::step_claim(core, -1),
            Command::NextArticle => self.step_article(1),
            Command::PreviousArticle => self.step_article(-1),
            Command::Attribute => self.confirm_or_attribute(ctx),
            Command::ChangeSpeaker => self.attribute(ctx),
            Command::MarkForLater => speaker_picker::answer(core, &Answer::Nobody),
            Command::SetSource => text::use_words(core, Part::Source),
            Command::SetCue => text::use_words(core, Part::Cue),
            Command::AddToSource => text::add_words(core, Part::Source),
            Command::AddToCue => text::add_words(core, Part::Cue),
            Command::AddJointSpeaker => self.ask_about_link(ctx, PickerTarget::Joint),
            Command::AddRelay => self.ask_about_link(ctx, |claim, _| PickerTarget::Relay(claim)),
            Command::AddDocument => self.ask_about_link(ctx, PickerTarget::Medium),
            Command::ToggleDenies => text::toggle_denies(core),
            Command::ToggleSuggestions => {
                let shown = core.settings.suggestions.shown;
                self.suggestions(suggestions::Msg::Show(!shown));
            }
            Command::NextSuggestion => self.suggestions(suggestions::Msg::Step(1)),
            Command::PreviousSuggestion => self.suggestions(suggestions::Msg::Step(-1)),
            Command::TakeAllSuggestions => {
                suggestions::ask_to_take_all(&self.slices.suggestions, &mut self.core);
            }
            Command::SetVerdict => self.inspect(inspector::Msg::OpenScale),
            Command::AddEvidence => self.inspect(inspector::Msg::AddEvidence),
            Command::AddSpan => text::add_span(core),
            Command::MoveClaimHere => text::move_claim_here(core, None),
            Command::OrphanedClaims => text::show_orphans(core),
            Command::ShortenEnd => text::move_edge(core, false, false),
            Command::ExtendEnd => text::move_edge(core, false, true),
            Command::ExtendStart => text::move_edge(core, true, false),
            Command::ShortenStart => text::move_edge(core, true, true),
            Command::Accept => self.review(Some(Decision::Accepted)),
            Command::Dispute => self.review(Some(Decision::Disputed)),
            Command::Reject => self.review(Some(Decision::Rejected)),
            Command::DisputeWithReason => self.review_because(Decision::Disputed),
            Command::RejectWithReason => self.review_because(Decision::Rejected),
            Command::ClearReview => self.review(None),
            Command::DeleteClaim => text::delete_claim(core),
            Command::Deselect => self.deselect(ctx),
            Command::ArticleDetails => {
                project::update::ask_for_details(&mut self.slices.project, core);
            }
            Command::UpdateArticle => self.browse(Browse::Update),
            Command::ToggleDone => text::toggle_done(core),
            Command::RemoveArticle => text::ask_to_remove(core),
            Command::DirectionAutomatic => text::set_direction(core, None),
            Command::DirectionLeftToRight => text::set_direction(core, Some(TextDirection::LeftToRight)),
            Command::DirectionRightToLeft => text::set_direction(core, Some(TextDirection::RightToLeft)),
            _ => return false,
        }
        true
    }

    /// Carries out a message of the suggestions, and tells what came of it.
    fn suggestions(&mut self, msg: suggestions::Msg) {
        let outcome = suggestions::update(&mut self.slices.suggestions, msg, &mut self.core);
        if let Some(outcome) = outcome {
            self.tell_of_suggestion(outcome);
        }
    }

    fn inspect(&mut self, msg: inspector::Msg) {
        inspector::update(&mut self.slices.inspector, msg, &mut self.core);
    }

    /// Runs a command on the settings; `false` if it concerns something else.
    fn settings_command(&mut self, ctx: &Context, command: Command) -> bool {
        let settings = &mut self.core.settings;
        match command {
            Command::ToggleLeftPanel => settings.left_panel.shown = !settings.left_panel.shown,
            Command::ToggleInspector => settings.inspector.shown = !settings.inspector.shown,
            Command::ZoomIn => self.zoom(1.1),
            Command::ZoomOut => self.zoom(1.0 / 1.1),
            Command::ZoomReset => settings.text_zoom = 1.0,
            Command::ColumnNarrow => settings.page.column = ColumnWidth::Narrow,
            Command::ColumnNormal => settings.page.column = ColumnWidth::Normal,
            Command::ColumnWide => settings.page.column = ColumnWidth::Wide,
            Command::SpacingTight => settings.page.spacing = LineSpacing::Close,
            Command::SpacingNormal => settings.page.spacing = LineSpacing::Normal,
            Command::SpacingLoose => settings.page.spacing = LineSpacing::Wide,
            Command::FontSerif => settings.page.face = TextFace::Serif,
            Command::FontSans => settings.page.face = TextFace::Sans,
            Command::ThemeSystem => self.set_theme(ctx, ThemeChoice::System),
            Command::ThemeLight => self.set_theme(ctx, ThemeChoice::Light),
            Command::ThemeDark => self.set_theme(ctx, ThemeChoice::Dark),
            _ => return false,
        }
        true
    }

    /// Runs a command on the project or the window.
    fn window_command(&mut self, ctx: &Context, command: Command) {
        let (core, slices) = (&mut self.core, &mut self.slices);
        let top = slices.article.surface.top();
        match command {
            Command::Open => self.browse(Browse::Open),
            Command::NewProject => self.ask_for_project(Vec::new()),
            Command::AddArticles => self.browse(Browse::Add),
            Command::AddFolder => self.browse(Browse::AddFolder),
            Command::PasteArticle => {
                project::update::update(&mut slices.project, project::Msg::Paste(String::new()), core);
            }
            Command::Save => self.save(),
            Command::Export => export::ask(&mut slices.export, core, &mut slices.claims, ctx),
            Command::ExportAgain => export::again(&mut slices.export, core, &mut slices.claims, ctx),
            Command::SaveAsOneFile => self.browse(Browse::OneFile),
            Command::OpenAsFolder => self.browse(Browse::PackedProject),
            Command::CloseProject => self.close_project(),
            Command::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::CopyMarkdown => export::copy_as(Copying::Markdown, core, &slices.claims, ctx),
            Command::CopyFormatted => export::copy_as(Copying::Formatted, core, &slices.claims, ctx),
            Command::ShowAnnotate => self.show(Workspace::Annotate),
            Command::ShowClaims => self.show(Workspace::Claims),
            Command::ShowSpeakers => self.show(Workspace::Speakers),
            Command::ShowCompare => self.show(Workspace::Compare),
            Command::ShowArticles => self.show(Workspace::Articles),
            Command::ShowGuidelines => self.toggle_side_panel(SidePanel::Guidelines),
            Command::EditGuidelines => {
                guidelines::update(&mut slices.guidelines, guidelines::Msg::Write(true), core);
            }
            Command::ShowCheck => self.toggle_side_panel(SidePanel::Check),
            Command::ReviewQueue => self.toggle_review(ctx),
            Command::SuggestionSettings => core.open(Dialog::Suggestions),
            Command::NextPart => self.next_part(ctx),
            Command::NameSpeakers => speakers::update::ask_for_names(&mut slices.speakers, core),
            Command::EditScale => project::update::ask_for_scale(&mut slices.project, core),
            Command::ReviewerName => self.ask_for_name(),
            Command::Palette => self.toggle_palette(),
            Command::Help => {
                slices.help.open();
                core.open(Dialog::Help);
            }
            Command::ReportProblem => self.browse(Browse::ProblemReport),
            Command::Tour => self.tour(),
            Command::Shortcuts => core.open(Dialog::Shortcuts),
            Command::EditKeys => {
                slices.key_dialog = KeyDialog::default();
                core.open(Dialog::Keys);
            }
            Command::Find => find::update::open(&mut slices.find, core, ctx, top),
            Command::FindNext => find::update::step(&mut slices.find, core, true, top),
            Command::FindPrevious => find::update::step(&mut slices.find, core, false, top),
            Command::FindEverywhere => find::update::open_everywhere(&mut slices.find, core),
            Command::FilterArticles => {
                core.settings.left_panel.shown = true;
                core.focus = Some(articles::FILTER);
            }
            _ => {}
        }
    }

    fn step_review(&mut self, by: isize) {
        review_queue::update::step(&mut self.slices.review_queue, by, &mut self.core);
    }

    fn toggle_review(&mut self, ctx: &Context) {
        self.with_outbox(ctx, Message::ReviewQueue, |app, out| {
            let slices = &mut app.slices;
            review_queue::update::toggle(&mut slices.review_queue, &mut app.core, &mut slices.claims, out);
        });
    }

    pub(super) fn end_review(&mut self, ctx: &Context) {
        self.with_outbox(ctx, Message::ReviewQueue, |app, out| {
            review_queue::update::end(&mut app.slices.review_queue, out);
        });
    }
}
