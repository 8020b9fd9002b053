//! The whole window under a hand, without a display: every panel is drawn, and the time of a frame is
//! everything the program does between the events and the shapes, egui included; only putting the
//! shapes on a screen is not in it. What a hand does on it stands in the other modules.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use eframe::egui::{Context, Event, Key, Modifiers, RawInput, Rect, pos2, vec2};
use sayso::model::Project;
use sayso::session::jobs::Job;
use sayso::session::settings::{ReviewerSettings, Settings};
use sayso::session::{SaveState, Session, Wake};
use sayso::ui::app::message::Message;
use sayso::ui::project::files::Question;
use sayso::ui::{self, App, FileDialogs};

use crate::clock::time;

/// How long the disk may take.
const PATIENCE: Duration = Duration::from_mins(2);

/// The window.
pub(crate) struct Desk {
    ctx: Context,
    app: App,
    now: f64,
}

/// Nobody chooses a file here.
struct NoDialogs;

impl FileDialogs for NoDialogs {
    fn ask(&self, _question: Question, wake: Wake) -> Job<Vec<PathBuf>> {
        Job::start(wake, |_| Vec::new())
    }
}

impl Desk {
    /// Opens the window on a project and waits until it rests.
    pub(crate) fn open(project: &Path) -> Self {
        let ctx = Context::default();
        ui::prepare(&ctx);
        let settings = Settings {
            reviewer: Some(ReviewerSettings {
                id: "r-bench".to_owned(),
                name: "Bench".to_owned(),
                is_named: true,
            }),
            ..Settings::default()
        };
        let file = project.with_extension("settings.ron");
        let app = App::new(&ctx, settings, vec![project.to_owned()], Box::new(NoDialogs));
        let mut desk = Self {
            ctx,
            app: app.keeping_settings_in(file),
            now: 0.0,
        };
        desk.rest();
        desk
    }

    /// The open session.
    pub(crate) fn session(&self) -> &Session {
        self.app.session().expect("an open project")
    }

    /// The open project.
    pub(crate) fn project(&self) -> &Project {
        self.session().project()
    }

    /// Whether articles that were read wait to be looked at.
    pub(crate) fn is_asking(&self) -> bool {
        self.app.slices().import.review.is_some()
    }

    /// Draws a frame with these events.
    pub(crate) fn frame(&mut self, events: Vec<Event>) -> Duration {
        self.now += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1280.0, 800.0))),
            time: Some(self.now),
            events,
            ..RawInput::default()
        };
        time(|| self.ctx.run_ui(input, |ui| self.app.frame(ui)))
    }

    /// Does what a click or a key would ask for, and draws what came of it: the times of both.
    pub(crate) fn ask(&mut self, action: impl Into<Message>) -> (Duration, Duration) {
        let took = time(|| self.app.ask(&self.ctx, action));
        (took, self.frame(Vec::new()))
    }

    /// Presses a digit: the frame that hears it and the frame that shows what came of it.
    pub(crate) fn digit(&mut self, key: Key, sign: &str) -> [Duration; 2] {
        let press = |pressed| Event::Key {
            key,
            physical_key: Some(key),
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        let heard = self.frame(vec![press(true), Event::Text(sign.to_owned())]);
        let shown = self.frame(Vec::new());
        self.frame(vec![press(false)]);
        [heard, shown]
    }

    /// Draws frames until nothing moves and everything is on disk.
    pub(crate) fn rest(&mut self) {
        let begun = Instant::now();
        loop {
            for _ in 0..10 {
                self.frame(Vec::new());
            }
            let saved = self.session().save_state() == SaveState::Saved;
            let article = self.app.core().place.article.as_ref();
            let article = article.and_then(|id| self.project().article(id));
            if saved && article.is_none_or(|article| article.text.is_some()) {
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "the disk is too slow");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}
