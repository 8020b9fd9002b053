//! eframe's glue: what the window holds, hears and draws each frame. What an action does is `run`'s.

mod backlog;
pub mod chrome;
pub mod commands;
pub mod dialogs;
pub mod dispatch;
mod keyboard;
mod layout;
pub mod message;
mod navigation;
pub mod notices;
pub mod notify;
mod opening;
pub mod palette;
pub mod shortcuts;
pub mod side_panel;
pub mod state;
mod stroke;
mod workspaces;

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{self, Context, Pos2, RawInput, ThemePreference, Ui, Vec2, ViewportCommand};

use crate::model::ArticleId;
use crate::report::Report;
use crate::session::jobs::Job;
use crate::session::settings::{self, Recent, Settings, ThemeChoice};
use crate::session::{self, Session};
use crate::suggest::{Mention, mentions};
use crate::text::Span;
use crate::typeset::LoadedFonts;
use crate::ui::article::Surface;
use crate::ui::article::stats::Figures;
use crate::ui::article::suggestions::Offering;
use crate::ui::bus::core::Core;
use crate::ui::bus::picker::{PickerState, PickerTarget};
use crate::ui::bus::request::Browse;
use crate::ui::check::found::Found;
use crate::ui::claims::ClaimsTable;
use crate::ui::export::update::Exporting;
use crate::ui::find;
use crate::ui::guidelines::Guide;
use crate::ui::import::{Adding, Reading};
use crate::ui::kit::pen::Pen;
use crate::ui::kit::{field, words};
use crate::ui::project::files::FileDialogs;
use crate::ui::project::start::start_ui;
use crate::ui::sidebar::ArticleList;
use crate::ui::speaker_picker::{self, PickerRow};
use crate::ui::speakers::SpeakersDesk;
use backlog::Backlog;
use dialogs::dialog_ui;
use keyboard::take_shortcuts;
use message::{Action, Actions};
use notices::{notices_ui, progress_ui};
use state::Dialog;

/// How many mentions of the text the pop-up offers.
const OFFERED: usize = 2;

/// The window.
pub struct App {
    /// What the handlers of all slices share.
    pub(super) core: Core,
    /// The settings as they were last written.
    pub(super) settings_written: Settings,
    /// Where they are written; nowhere where there is no such place.
    settings_file: Option<PathBuf>,
    /// Where copies of unsaved work go that the project cannot take.
    pub(super) kept_folder: Option<PathBuf>,
    /// The reading surface of the open article.
    pub(super) surface: Surface,
    /// Figures of the open article.
    pub(super) figures: Figures,
    /// The list of articles.
    pub(super) articles: ArticleList,
    /// The table of claims.
    pub(super) table: ClaimsTable,
    /// The workspace of speakers.
    pub(super) speakers: SpeakersDesk,
    /// What is to be checked.
    pub(super) check: Found,
    /// The last text that was read for it without being opened.
    pub(super) texts_from: Option<ArticleId>,
    /// The guidelines as they were read.
    pub(super) guide: Guide,
    /// Answer asks the user for files.
    pub(super) dialogs: Box<dyn FileDialogs>,
    /// A file dialog that is open: what it is for, and since when.
    pub(super) asked: Option<(Browse, f64, Job<Vec<PathBuf>>)>,
    /// The system's fonts being looked for.
    fonts: Option<Job<LoadedFonts>>,
    /// Articles being read.
    pub(super) importing: Option<Reading>,
    /// Articles being added.
    pub(super) adding: Option<Adding>,
    /// Claims being written.
    pub(super) exporting: Option<Exporting>,
    /// What to open before the first frame is over.
    pub(super) arguments: Vec<PathBuf>,
    /// A failure to save that was told.
    pub(super) save_failure: Option<Report>,
    /// Whether the window is to close although something is unsaved.
    pub(super) leaving: bool,
    actions: Actions,
    /// Strokes that wait for a frame of their own.
    backlog: Backlog,
    /// Source and cue that the text offers for the selected claim.
    pub(super) offering: Offering,
    /// The search.
    pub(super) find: find::State,
    /// The answers the pop-up offered in the last frame, found again when it is opened.
    offered: Option<(PickerTarget, Vec<Mention>)>,
}

impl App {
    /// A window on these paths.
    pub fn new(
        ctx: &Context,
        settings: Settings,
        paths: Vec<PathBuf>,
        dialogs: Box<dyn FileDialogs>,
    ) -> Self {
        let waker = ctx.clone();
        let app = Self {
            settings_written: settings.clone(),
            core: Core::new(settings, Arc::new(move || waker.request_repaint())),
            settings_file: settings::path(),
            kept_folder: settings::kept_folder(),
            surface: Surface::default(),
            figures: Figures::default(),
            articles: ArticleList::default(),
            table: ClaimsTable::default(),
            speakers: SpeakersDesk::default(),
            check: Found::default(),
            texts_from: None,
            guide: Guide::default(),
            dialogs,
            asked: None,
            fonts: None,
            importing: None,
            adding: None,
            exporting: None,
            arguments: paths,
            save_failure: None,
            leaving: false,
            actions: Actions::default(),
            backlog: Backlog::default(),
            offering: Offering::default(),
            find: find::State::default(),
            offered: None,
        };
        app.apply_theme(ctx);
        app
    }

    /// Shows the theme that the settings name.
    pub(super) fn apply_theme(&self, ctx: &Context) {
        ctx.set_theme(match self.core.settings.theme {
            ThemeChoice::System => ThemePreference::System,
            ThemeChoice::Light => ThemePreference::Light,
            ThemeChoice::Dark => ThemePreference::Dark,
        });
    }

    /// Keeps the settings in this file instead of the user's, and copies of unsaved work beside it, for tests.
    #[must_use]
    pub fn keeping_settings_in(self, file: PathBuf) -> Self {
        Self {
            kept_folder: Some(file.with_file_name("kept")),
            settings_file: Some(file),
            ..self
        }
    }

    /// What the window shows, for tests.
    pub fn core(&self) -> &Core {
        &self.core
    }

    /// The search, for tests.
    pub fn find(&self) -> &find::State {
        &self.find
    }

    /// What is remembered of the user, for tests.
    pub fn settings(&self) -> &Settings {
        &self.core.settings
    }

    /// The open project, for tests.
    pub fn session(&self) -> Option<&Session> {
        self.core.session.as_ref()
    }

    /// Where a pop-up about these words of the open article would stand, if they are on the screen,
    /// for tests.
    pub fn place_of(&self, words: Span) -> Option<Pos2> {
        self.surface.place_of(words)
    }

    /// Hears, draws, and does what was asked for: one frame.
    pub fn frame(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.listen(&ctx);
        let asking = self.core.picker.clone();
        let rows = asking
            .as_ref()
            .map(|asking| self.ask_rows(asking))
            .unwrap_or_default();
        let mut actions = std::mem::take(&mut self.actions);
        if let Some(asking) = asking.as_ref().filter(|_| self.core.dialog.is_none()) {
            speaker_picker::take_keys(&ctx, &self.core, asking, &rows, &mut actions);
        }
        take_shortcuts(&ctx, self.core.session.is_some(), &self.core, &mut actions);
        if self.core.session.is_some() {
            self.workspace_ui(ui, &rows, &mut actions);
        } else {
            self.start_ui(ui, &mut actions);
        }
        let project = self.core.session.as_ref().map(Session::project);
        dialog_ui(&ctx, project, &self.core, &self.find, &mut actions);
        notices_ui(&ctx, &self.core.notices, self.core.session.as_ref(), &mut actions);
        if self.reading_ui(&ctx, &mut actions) {
            // One thing at a time is told.
        } else if let Some(exporting) = &self.exporting {
            let cancel = Action::CancelExport;
            progress_ui(&ctx, &exporting.words(), (0, 0), cancel, &mut actions);
        } else if let Some(session) = &self.core.session
            && let Some(steps) = session.long_edit_progress()
        {
            let what = match session.is_bringing() {
                true => "Adding articles",
                false => "Changing claims",
            };
            let what = match session.waiting_changes() {
                0 => what.to_owned(),
                waiting => format!("{} waiting. {what}", words::count(waiting, "change", "changes")),
            };
            progress_ui(&ctx, &what, steps, Action::CancelChange, &mut actions);
        }
        self.core.focus = None;
        let asked_for = actions.take();
        if !asked_for.is_empty() {
            // What is done now is to be seen at once.
            ctx.request_repaint();
        }
        for action in asked_for {
            self.run(&ctx, action.into());
        }
        self.actions = actions;
        self.remember_window(&ctx);
        self.fetch_fonts(&ctx);
    }

    /// Looks for the system's fonts on another thread once a text needs them, and sets everything
    /// anew when they come.
    fn fetch_fonts(&mut self, ctx: &Context) {
        let pen = Pen::of(ctx);
        if let Some(fonts) = self.fonts.as_ref().and_then(Job::poll) {
            self.fonts = None;
            pen.lock().give_fonts(fonts);
            ctx.request_repaint();
        }
        let missed = pen.lock().missed().map(str::to_owned);
        if let (None, Some(text)) = (&self.fonts, missed) {
            let job = Job::start(Arc::clone(&self.core.wake), move |_| LoadedFonts::load(&text));
            self.fonts = Some(job);
        }
    }

    fn listen(&mut self, ctx: &Context) {
        self.core.now = ctx.input(|input| input.time);
        if !self.arguments.is_empty() {
            let paths = std::mem::take(&mut self.arguments);
            self.open_paths(&paths);
        }
        if let Some(session) = &mut self.core.session {
            session.poll();
        }
        self.go_on_changing();
        find::update::poll(&mut self.find, &mut self.core);
        self.hear_problems();
        self.hear_dialogs();
        self.hear_import();
        self.hear_export();
        let dropped: Vec<PathBuf> = ctx.input(|input| {
            input
                .raw
                .dropped_files
                .iter()
                .map(|file| file.path().to_path_buf())
                .collect()
        });
        if !dropped.is_empty() {
            self.open_paths(&dropped);
        }
        if ctx.input(|input| input.viewport().close_requested()) && !self.close_window() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        }
    }

    fn start_ui(&self, ui: &mut Ui, actions: &mut Actions) {
        let now = session::now();
        let when = |recent: &Recent| words::ago(now, recent.opened);
        let hovering = ui.ctx().input(|input| !input.raw.hovered_files.is_empty());
        start_ui(ui, &self.core.settings.recents, &when, hovering, actions);
    }

    /// The answers to what the pop-up asks; what the text offers is found once, when it opens.
    fn ask_rows(&mut self, asking: &PickerState) -> Vec<PickerRow> {
        let Some(session) = &self.core.session else {
            return Vec::new();
        };
        let project = session.project();
        if self
            .offered
            .as_ref()
            .is_none_or(|(about, _)| *about != asking.target)
        {
            let found = self
                .core
                .place
                .article
                .as_ref()
                .and_then(|id| project.article(id))
                .and_then(|article| {
                    let text = article.text.as_deref()?;
                    let spans: Vec<Span> = match &asking.target {
                        PickerTarget::Words(span) => vec![*span],
                        PickerTarget::Claim(id, 0) => article
                            .claims
                            .get(id)?
                            .spans
                            .iter()
                            .filter_map(crate::model::Anchor::span)
                            .collect(),
                        PickerTarget::Claim(..)
                        | PickerTarget::Joint(..)
                        | PickerTarget::Relay(_)
                        | PickerTarget::Medium(..) => {
                            return None;
                        }
                    };
                    Some(mentions(text, &spans, project.speakers(), OFFERED))
                });
            self.offered = Some((asking.target.clone(), found.unwrap_or_default()));
        }
        let offered = self
            .offered
            .as_ref()
            .map(|(_, found)| found.as_slice())
            .unwrap_or_default();
        speaker_picker::rows(project, &self.core, asking, offered)
    }

    /// Remembers where the window stands and writes the settings when they have changed and the
    /// pointer is at rest; not before the first frame is on the screen, because the disk is slow.
    fn remember_window(&mut self, ctx: &Context) {
        let (rect, outer, maximised, busy) = ctx.input(|input| {
            let viewport = input.viewport();
            let busy = input.pointer.any_down();
            (viewport.inner_rect, viewport.outer_rect, viewport.maximized, busy)
        });
        if maximised != Some(true)
            && let Some(rect) = rect
        {
            let whole = |size: Vec2| (size.x.round(), size.y.round());
            self.core.settings.window.size = whole(rect.size());
            self.core.settings.window.position = outer.map(|outer| whole(outer.min.to_vec2()));
        }
        self.core.settings.window.maximised = maximised.unwrap_or_default();
        let shown = ctx.cumulative_frame_nr() > 0;
        if shown && !busy && self.core.settings != self.settings_written {
            self.write_settings();
        }
    }

    /// Writes what is remembered of the user; failing that is said once.
    pub(super) fn write_settings(&mut self) {
        let written = match &self.settings_file {
            Some(file) => self.core.settings.save_to(file),
            None => Ok(()),
        };
        self.settings_written = self.core.settings.clone();
        if let Err(error) = written {
            let hint = error.hint();
            self.core
                .notify_failure(Report::from_error(&error).with_hint(hint));
        }
    }

    /// Opens the dialog that asks for the reviewer's name, once.
    pub(super) fn ask_for_name(&mut self) {
        if self.core.dialog.is_none() {
            let name = self.core.settings.identity().name;
            self.core.dialog = Some(Box::new(Dialog::ReviewerName { name }));
        }
    }

    /// Does something as if the user had asked for it, in tests.
    pub fn ask(&mut self, ctx: &Context, action: impl Into<Action>) {
        self.run(ctx, action.into());
    }
}

impl eframe::App for App {
    fn raw_input_hook(&mut self, ctx: &Context, raw_input: &mut RawInput) {
        let typing = field::is_typing(ctx);
        if self.backlog.hold_back(&mut raw_input.events, typing) {
            ctx.request_repaint();
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.frame(ui);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.write_settings();
        if let Some(session) = self.core.session.take() {
            match session.close() {
                Err(mut unclosed) if !self.leaving => {
                    // Nobody can be asked any more.
                    let _kept = unclosed.session.keep_unsaved(self.kept_folder.as_deref());
                }
                // Everything is written, or the user has been told where its copy lies.
                _ => {}
            }
        }
    }
}
