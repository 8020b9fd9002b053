//! The window: its state (`state`), its messages (`message`), their handling (`dispatch`), its layout (`layout`). This file
//! is the glue to eframe: what happens in a frame.

mod backlog;
mod chrome;
mod commands;
mod dialogs;
mod dispatch;
mod file_dialogs;
mod foot;

mod key_dialog;
mod keyboard;
mod layout;
mod main_menu;
pub mod message;
mod notices;
mod one_file;
mod opening;
mod outside;
mod palette;
mod possible;
mod project_commands;
mod same_reviewer;
mod shortcuts;
mod side_panel;
mod state;
mod stroke;
mod touring;
mod typing;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{self, Context, Pos2, RawInput, ThemePreference, Ui, Vec2, ViewportCommand};

use crate::report::Report;
use crate::session::ending::Ending;
use crate::session::jobs::Job;
use crate::session::opening::Opening;
use crate::session::settings::{self, Recent, Settings, ThemeChoice};
use crate::session::{self, FileProblem, Session, learned};
use crate::text::Span;
use crate::typeset::LoadedFonts;
use crate::ui::bus::core::Core;
use crate::ui::bus::key_map;
use crate::ui::bus::notice::Tone;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::text_painter::TextPainter;
use crate::ui::kit::{clipboards, field, words};
use crate::ui::project::files::FileDialogs;
use crate::ui::project::start_ui;
use crate::ui::{export, find, import, inspector, speaker_picker, suggestions, tour};
use backlog::Backlog;
use dialogs::dialog_ui;
use keyboard::take_shortcuts;
use message::Message;
use notices::{notices_ui, progress_ui};
use one_file::OneFileJobs;
use opening::ProjectOpening;
use outside::ToldOutside;
use state::Slices;

pub use state::App;

/// When what a thread has done is shown. Asked for a frame at once, egui would paint two.
const SOON: Duration = Duration::from_millis(1);

impl App {
    /// A window that opens these paths.
    pub fn new(
        ctx: &Context,
        settings: Settings,
        paths: Vec<PathBuf>,
        file_dialogs: Box<dyn FileDialogs>,
    ) -> Self {
        let waker = ctx.clone();
        let app = Self {
            settings_written: settings.clone(),
            core: Core::new(settings, Arc::new(move || waker.request_repaint_after(SOON))),
            slices: Slices::default(),
            hint: None,
            settings_file: settings::path(),
            kept_folder: settings::kept_folder(),
            learned_folder: learned::folder(),
            undo_folder: session::undo_folder(),
            tour_folder: settings::projects_folder(),
            tour_wanted: None,
            backlog: Backlog::default(),
            file_dialogs,
            file_dialog: None,
            one_file: OneFileJobs::default(),
            title: String::new(),
            done_notices: Vec::new(),
            fonts: None,
            told_of_fonts: false,
            settings_failure_told: false,
            arguments: paths,
            opening: ProjectOpening::default(),
            save_failure: None,
            told_outside: ToldOutside::default(),
            leaving: false,
            ending: None,

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

    /// Keeps settings in this file instead of the user's, and copies of unsaved work and steps of undo beside it, and waits
    /// for projects that it opens, for tests.
    #[must_use]
    pub fn keeping_settings_in(self, file: PathBuf) -> Self {
        Self {
            kept_folder: Some(file.with_file_name("kept")),
            learned_folder: Some(file.with_file_name("learned")),
            undo_folder: Some(file.with_file_name("undo")),
            tour_folder: Some(file.with_file_name("tours")),
            opening: self.opening.with_patience(None),
            settings_file: Some(file),
            ..self
        }
    }

    /// Does not wait for projects that it opens, for tests.
    #[must_use]
    pub fn without_patience(self) -> Self {
        Self {
            opening: self.opening.with_patience(Some(Duration::ZERO)),
            ..self
        }
    }

    /// Goes on with a project whose reading began before the window stood.
    pub(super) fn going_on_with(&mut self, begun: Option<Opening>) {
        self.opening.begun = begun;
    }

    /// What the window shows, for tests.
    pub fn core(&self) -> &Core {
        &self.core
    }

    /// What the slices keep, for tests.
    pub fn slices(&self) -> &Slices {
        &self.slices
    }

    /// What is remembered of the user, for tests.
    pub fn settings(&self) -> &Settings {
        &self.core.settings
    }

    /// The open project, for tests.
    pub fn session(&self) -> Option<&Session> {
        self.core.session.as_ref()
    }

    /// The place of these words of the open article, if they are on the screen, for tests.
    pub fn place_of(&self, words: Span) -> Option<Pos2> {
        self.slices.article.surface.place_of(words)
    }

    /// Runs a frame: handles input, draws, and carries out the messages.
    pub fn frame(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        key_map::install(&self.core.settings.keys);
        self.listen(&ctx);
        inspector::hear_clipboard(&mut self.slices.inspector, &mut self.core, &ctx);
        let mut out = Outbox::default();
        self.draw(&ctx, ui, &mut out);
        self.core.focus = None;
        let asked_for = out.take();
        if !asked_for.is_empty() {
            // The outcome is drawn immediately.
            ctx.request_repaint();
            for sent in asked_for {
                self.run(&ctx, sent.into());
            }
            // Not before the last: a form is closed by one message and saved by the next.
            self.keep_typed();
        }
        inspector::ask_clipboard(&mut self.slices.inspector, &ctx);
        self.offer_selected_words(&ctx);
        self.remember_window(&ctx);
        self.fetch_fonts(&ctx);
    }

    /// Offers words that were selected with the mouse to a middle click, where the desktop has that.
    fn offer_selected_words(&mut self, ctx: &Context) {
        let words = self.core.place.words();
        if words == self.offered || ctx.input(|input| input.pointer.any_down()) {
            return;
        }
        self.offered = words;
        let text = self.core.article().and_then(|article| article.text.as_deref());
        let by_mouse = ctx.input(|input| input.pointer.any_released());
        if let Some(words) = text.zip(words).and_then(|(text, words)| words.slice(text))
            && by_mouse
        {
            clipboards::offer(words);
        }
    }

    fn draw(&mut self, ctx: &Context, ui: &mut Ui, out: &mut Outbox<Message>) {
        let rows = speaker_picker::gather(&mut self.slices.speaker_picker, &self.core);
        let (core, slices) = (&self.core, &self.slices);
        if let Some(picker) = core.picker.as_ref().filter(|_| core.dialog.is_none()) {
            out.nest(Message::SpeakerPicker, |out| {
                speaker_picker::take_keys(ctx, core, picker, &rows, out);
            });
        }
        take_shortcuts(ctx, core, slices, out);
        if core.session.is_some() {
            self.workspace_ui(ui, &rows, out);
            let words = self.tour_words();
            let (core, state) = (&self.core, &self.slices.tour);
            if self.has_room_for_tour() {
                out.nest(Message::Tour, |out| tour::card_ui(ctx, core, state, words, out));
            }
        } else if self.opening.is_under_way() {
            self.reading_ui(ui);
        } else {
            self.start_ui(ui, out);
        }
        dialog_ui(ctx, &self.core, &self.slices, out);
        notices_ui(ctx, &self.core, out);
        if let Some((what, steps, cancel)) = self.progress() {
            progress_ui(ctx, &what, steps, cancel, out);
        }
    }

    /// The background work to show progress of: its name, its steps done and in all, and the message that cancels it.
    fn progress(&self) -> Option<(String, (usize, usize), Message)> {
        if let Some(steps) = self.opening.steps() {
            return Some((fl!("window-reading").to_owned(), steps, Message::CancelOpening));
        }
        if let Some((what, steps)) = import::progress(&self.slices.import, &self.core) {
            return Some((what, steps, Message::Import(import::Msg::Cancel)));
        }
        if let Some(what) = self.slices.export.progress() {
            return Some((what, (0, 0), Message::Export(export::Msg::Cancel)));
        }
        let session = self.core.session.as_ref()?;
        let steps = session.long_edit_progress()?;
        let what = if session.is_importing() {
            fl!("window-adding-articles")
        } else {
            fl!("window-updating-claims")
        };
        let what = match session.waiting_changes() {
            0 => what.to_owned(),
            waiting => fl!("window-waiting", count = waiting, what = what),
        };
        Some((what, steps, Message::CancelChange))
    }

    /// Loads the system's fonts on another thread once a text needs them, and lays text out again with them.
    fn fetch_fonts(&mut self, ctx: &Context) {
        let pen = TextPainter::from_ctx(ctx);
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
        let lacking = pen.lock().letters_without_font().map(str::to_owned);
        if let Some(letters) = lacking.filter(|_| !std::mem::replace(&mut self.told_of_fonts, true)) {
            let report = Report::new(fl!("notice-no-font", letters = letters));
            self.core
                .notify(Tone::Warning, report.with_hint(Some(fl!("notice-no-font-hint"))));
        }
    }

    fn listen(&mut self, ctx: &Context) {
        self.core.now = ctx.input(|input| input.time);
        if !self.arguments.is_empty() {
            let paths = std::mem::take(&mut self.arguments);
            self.open_paths(&paths);
        }
        self.poll_opening(Some(Duration::ZERO));
        self.let_line_go(ctx);
        self.let_notices_go(ctx);
        self.name_window(ctx);
        let finished = self.core.session.as_mut().map(Session::poll).unwrap_or_default();
        self.run_long_edit();
        find::update::poll(&mut self.slices.find, &mut self.core);
        let top = self.slices.article.surface.top().unwrap_or_default();
        let learned_in = self.learned_folder.as_deref();
        suggestions::poll(&mut self.slices.suggestions, &self.core, top, learned_in);
        self.poll_problems();
        self.poll_file_dialog();
        self.poll_one_file();
        let finished = self.tell_of_others(ctx, finished);
        self.with_outbox(ctx, Message::Import, |app, out| {
            import::poll(&mut app.slices.import, &mut app.core, finished, out);
        });
        export::poll(&mut self.slices.export, &mut self.core);
        self.show_wanted_tour();
        tour::follow(&mut self.slices.tour, &mut self.core);
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
        let ended = self.ending.as_ref().is_some_and(Ending::is_asked_for);
        if ended && !self.leaving {
            // Nobody can be asked: what cannot be saved is kept elsewhere on exit.
            self.finish_forms();
            ctx.send_viewport_cmd(ViewportCommand::Close);
        } else if ctx.input(|input| input.viewport().close_requested()) && !self.close_window() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        }
    }

    /// Gives the window the names of its article and project, by which the system's list of windows tells it from others.
    fn name_window(&mut self, ctx: &Context) {
        let project = self.core.project().map(|project| project.head().title.as_str());
        let article = self.core.article().map(|article| article.metadata.title.as_str());
        let parts = [article, project, Some("Sayso")].into_iter().flatten();
        let title = parts
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" – ");
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    fn start_ui(&self, ui: &mut Ui, out: &mut Outbox<Message>) {
        let now = session::now();
        let when = |recent: &Recent| words::ago(now, recent.opened);
        let hovering = ui.ctx().input(|input| !input.raw.hovered_files.is_empty());
        let recents = &self.core.settings.recents;
        out.nest(Message::Project, |out| {
            start_ui(ui, recents, &when, hovering, out);
        });
    }

    /// Remembers the window's position, and writes changed settings while no mouse button is held. Waits for the first
    /// frame, because the disk is slow.
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

    /// Writes the settings; a failure is notified once.
    pub(super) fn write_settings(&mut self) {
        let written = match &self.settings_file {
            Some(file) => self.core.settings.save_to(file),
            None => Ok(()),
        };
        self.settings_written = self.core.settings.clone();
        // Told once: every setting that changes would fail again.
        if let Err(error) = written
            && !std::mem::replace(&mut self.settings_failure_told, true)
        {
            let Report { headline, causes, .. } = Report::from_error(&error);
            let report = Report {
                causes: std::iter::once(headline).chain(causes).collect(),
                ..Report::new(fl!("settings-not-kept"))
            };
            self.core
                .notify_failure(report.with_hint(Some(fl!("settings-not-kept.hint"))));
        }
    }

    /// Saves and closes when the system asks the process to end.
    pub(super) fn end_on_signals(&mut self) {
        self.ending = Ending::on_signals(Arc::clone(&self.core.wake));
    }

    /// Notifies of a crash of the previous run.
    pub(super) fn notify_crash(&mut self, file: Option<&Path>) {
        if let Some(file) = file {
            self.core.notify_crash(file);
        }
    }

    /// Notifies of a problem with a file, such as that of the settings.
    pub(super) fn notify_problem(&mut self, problem: Option<&FileProblem>) {
        if let Some(problem) = problem {
            self.core.notify_problem(problem);
        }
    }

    /// Sends a message as if it came from the user, for tests.
    pub fn ask(&mut self, ctx: &Context, message: impl Into<Message>) {
        self.run(ctx, message.into());
        self.keep_typed();
    }
}

impl eframe::App for App {
    fn raw_input_hook(&mut self, ctx: &Context, raw_input: &mut RawInput) {
        raw_input.events.iter_mut().for_each(clipboards::hear);
        let typing = field::is_typing(ctx);
        let asks_clipboard = self.slices.inspector.asks_clipboard();
        if self
            .backlog
            .hold_back(&mut raw_input.events, typing, asks_clipboard)
        {
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
        self.finish_forms();
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
