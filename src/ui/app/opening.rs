//! Opening a project while the window stands: what has been read is listed, and can be left.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use eframe::egui::{
    Align2, CentralPanel, Context, Margin, Panel, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo,
};

use super::SOON;
use super::layout::empty_ui;
use super::state::App;
use crate::session::files::{self, PathKind};
use crate::session::opening::{ListedArticle, Opening};
use crate::session::settings::Settings;
use crate::session::{ReviewerIdentity, Wake};
use crate::ui::kit::panel::plain_frame;
use crate::ui::kit::text::text_at;
use crate::ui::kit::theme::{Theme, font, size};

/// So long a frame waits for a project: what is read by then is shown at once.
const PATIENCE: Duration = Duration::from_millis(60);
/// The height of a title in the list.
const ROW: f32 = 24.0;

/// The opening of a project.
pub(super) struct ProjectOpening {
    /// One that began before the window stood.
    pub(super) begun: Option<Opening>,
    now: Option<Opening>,
    /// One that was left, and may not have let go of its project yet.
    left: Option<Opening>,
    /// The articles that have been read, as they will be listed.
    listed: Vec<ListedArticle>,
    patience: Option<Duration>,
}

impl Default for ProjectOpening {
    fn default() -> Self {
        Self {
            begun: None,
            now: None,
            left: None,
            listed: Vec::new(),
            patience: Some(PATIENCE),
        }
    }
}

impl ProjectOpening {
    /// The same with another patience; `None` waits as long as it takes.
    pub(super) fn with_patience(self, patience: Option<Duration>) -> Self {
        Self { patience, ..self }
    }

    /// How long to wait for a project that has just begun to be read.
    pub(super) fn patience(&self) -> Option<Duration> {
        self.patience
    }

    /// Whether a project is being read.
    pub(super) fn is_under_way(&self) -> bool {
        self.now.is_some()
    }

    /// How far the reading has come, if it is under way.
    pub(super) fn steps(&self) -> Option<(usize, usize)> {
        self.now.as_ref().map(Opening::steps)
    }

    /// Begins to read a project instead of any other.
    pub(super) fn begin(&mut self, path: &Path, who: ReviewerIdentity, wake: Wake) {
        self.leave();
        let begun = self.begun.take().filter(|begun| begun.path() == path);
        self.now = Some(begun.unwrap_or_else(|| Opening::start(path, who, wake, self.left.take())));
    }

    fn leave(&mut self) {
        self.left = self.now.take().or(self.left.take());
        self.left.iter().for_each(Opening::stop);
        self.listed.clear();
    }

    fn take_listed(&mut self) {
        let Some(opening) = &self.now else { return };
        let mut more = opening.take_listed();
        if !more.is_empty() {
            self.listed.append(&mut more);
            self.listed.sort();
        }
    }
}

/// Begins to read the project among these paths that the window will open first, beside the window's own start.
pub(in crate::ui) fn begin_first(
    paths: &[PathBuf],
    settings: &mut Settings,
    window: &Arc<OnceLock<Context>>,
) -> Option<Opening> {
    let path = paths
        .iter()
        .find(|path| files::kind_of(path) == PathKind::Project)?;
    let window = Arc::clone(window);
    let wake = move || {
        if let Some(ctx) = window.get() {
            ctx.request_repaint_after(SOON);
        }
    };
    Some(Opening::start(path, settings.identity(), Arc::new(wake), None))
}

impl App {
    /// Takes in what has been read of a project that is being opened, and enters it once that is all.
    pub(super) fn poll_opening(&mut self, patience: Option<Duration>) {
        let Some(opening) = &self.opening.now else { return };
        let Some(outcome) = opening.poll(patience, &self.core.wake) else {
            self.opening.take_listed();
            return;
        };
        self.opening.now = None;
        self.opening.listed = Vec::new();
        match outcome {
            Ok(session) => self.enter(session),
            Err(error) => self.core.notify_error(&error),
        }
        if self.core.dialog.is_some() {
            return;
        }
        if self.core.settings.has_named_reviewer() {
            self.ask_who_it_is(None);
        } else {
            self.ask_for_name();
        }
    }

    /// Stops reading the project that is being opened. What was to be added to it is forgotten, too.
    pub(super) fn cancel_opening(&mut self) {
        if self.opening.is_under_way() {
            self.opening.leave();
            self.slices.import.waiting.clear();
        }
    }

    /// What is shown while a project is read: the titles of its articles as they come.
    pub(super) fn reading_ui(&self, ui: &mut Ui) {
        let theme = Theme::from_ctx(ui.ctx());
        let frame = plain_frame(theme.panel).inner_margin(Margin::same(10));
        let width = self.core.settings.left_panel.width.unwrap_or(size::SIDE);
        Panel::left("reading")
            .exact_size(width)
            .frame(frame)
            .show(ui, |ui| {
                let listed = &self.opening.listed;
                ScrollArea::vertical()
                    .auto_shrink(false)
                    .show_rows(ui, ROW, listed.len(), |ui, rows| {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        for article in listed.get(rows).unwrap_or_default() {
                            title_ui(ui, article);
                        }
                    });
            });
        CentralPanel::no_frame()
            .frame(plain_frame(theme.paper))
            .show(ui, |ui| {
                let path = self.opening.now.as_ref().map(Opening::path);
                let path = path.unwrap_or(Path::new(""));
                empty_ui(ui, &fl!("window-reading-folder", path = path));
            });
    }
}

fn title_ui(ui: &mut Ui, article: &ListedArticle) {
    let theme = Theme::from_ctx(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW), Sense::hover());
    text_at(
        ui.painter(),
        rect.left_center(),
        Align2::LEFT_CENTER,
        &article.title,
        font::BODY,
        theme.soft,
        rect.width(),
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, article.title.as_str()));
}
