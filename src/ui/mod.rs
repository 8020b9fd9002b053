//! The window, the only room that knows egui. Its slices gather rows and draw them; what the user asks for goes into an
//! outbox, and is carried out by `app` once the frame is drawn.

pub mod app;
pub mod article;
pub mod articles;
pub mod bus;
pub mod check;
pub mod claims;
pub mod compare;
pub mod export;
pub mod find;
pub mod guidelines;
pub mod help;
pub mod import;
pub mod inspector;
pub mod kit;
pub mod project;
pub mod review_queue;
pub mod sidebar;
pub mod speaker_picker;
pub mod speakers;
pub mod suggestions;
pub mod tour;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use eframe::egui::{self, FontData, FontDefinitions, FontFamily, Vec2};

use crate::session::files::{self, PathKind};
use crate::session::opening::Opening;
use crate::session::settings::Settings;

pub use self::project::files::{FileDialogs, SystemDialogs};
pub use app::App;

use crate::session::trace;
/// The program's name as the desktop knows it.
const APP_ID: &str = "sayso";

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// Neither X11 nor Wayland is there to open a window on.
    #[error("{}", fl!("cli-no-display"))]
    NoDisplay,
    /// There is said to be a display, and it cannot be reached.
    #[error("{}", fl!("window-display-silent"))]
    Silent,
    /// The display has no OpenGL of the kind that is needed.
    #[error("{}", fl!("window-no-opengl"))]
    NoOpenGl,
    /// The system refused a window for another reason, which the log holds.
    #[error("{}", fl!("window-refused"))]
    Refused,
}

impl WindowError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoDisplay => fl!("cli-no-display.hint"),
            Self::Silent => fl!("window-display-silent.hint"),
            Self::NoOpenGl => fl!("window-no-opengl.hint"),
            Self::Refused => fl!("window-refused.hint"),
        }
    }

    /// The libraries tell where they were built and what they tried, which is for the log alone.
    fn from_library(error: &eframe::Error) -> Self {
        tracing::error!(%error, "no window");
        match error {
            eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_) => Self::Silent,
            eframe::Error::Glutin(_) | eframe::Error::NoGlutinConfigs(..) | eframe::Error::OpenGL(_) => {
                Self::NoOpenGl
            }
            eframe::Error::AppCreation(_) => Self::Refused,
        }
    }
}

/// Opens the window on these paths, projects or articles, and returns when it is closed.
pub fn run(paths: Vec<PathBuf>) -> Result<(), WindowError> {
    if cfg!(target_os = "linux") && !has_display() {
        return Err(WindowError::NoDisplay);
    }
    let (mut settings, problem) = Settings::load();
    let window: Arc<OnceLock<egui::Context>> = Arc::default();
    let opening = begin_first(&paths, &mut settings, &window);
    let mut viewport = egui::ViewportBuilder::default()
        .with_title("Sayso")
        .with_app_id(APP_ID)
        .with_min_inner_size(Vec2::new(720.0, 480.0))
        .with_inner_size(Vec2::from(settings.window.size))
        .with_maximized(settings.window.maximised)
        .with_icon(project::sample::icon());
    if let Some((x, y)) = settings.window.position {
        viewport = viewport.with_position(egui::Pos2::new(x, y));
    }
    let options = eframe::NativeOptions {
        viewport,
        renderer: eframe::Renderer::Glow,
        // Nothing here fades from one colour to another, so there are no bands to hide.
        dithering: false,
        ..eframe::NativeOptions::default()
    };
    eframe::run_native(
        "Sayso",
        options,
        Box::new(move |creation| {
            prepare(&creation.egui_ctx);
            let _only_once = window.set(creation.egui_ctx.clone());
            let mut app = App::new(&creation.egui_ctx, settings, paths, Box::new(SystemDialogs));
            app.going_on_with(opening);
            app.end_on_signals();
            app.notify_problem(problem.as_ref());
            app.notify_crash(trace::untold_crash().as_deref());
            Ok(Box::new(app))
        }),
    )
    .map_err(|error| WindowError::from_library(&error))
}

/// Begins to read the project among these paths that the window will open first, beside the window's own start.
fn begin_first(
    paths: &[PathBuf],
    settings: &mut Settings,
    window: &Arc<OnceLock<egui::Context>>,
) -> Option<Opening> {
    let path = paths
        .iter()
        .find(|path| files::kind_of(path) == PathKind::Project)?;
    let window = Arc::clone(window);
    let wake = move || {
        if let Some(ctx) = window.get() {
            ctx.request_repaint();
        }
    };
    Some(Opening::start(path, settings.identity(), Arc::new(wake), None))
}

/// Gives egui our fonts and colours.
pub fn prepare(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    kit::theme::install(ctx);
    ctx.options_mut(|options| {
        // Zooming is the article's: Ctrl + makes its type larger and leaves the window alone.
        options.zoom_with_keyboard = false;
        options.max_passes = std::num::NonZeroUsize::new(2).unwrap_or(options.max_passes);
    });
}

/// egui needs a face for what little it writes itself; every other text goes through `typeset`.
fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let faces: [(&str, &'static [u8]); 2] = [
        ("inter", crate::typeset::INTER),
        (kit::button::ICONS, kit::icons::FONT),
    ];
    for (name, bytes) in faces {
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.insert(family, vec!["inter".to_owned()]);
    }
    let icons = kit::button::ICONS.to_owned();
    fonts
        .families
        .insert(FontFamily::Name(kit::button::ICONS.into()), vec![icons]);
    fonts
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
