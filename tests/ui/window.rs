//! A window under a test's hands: the real `App`, drawn without a display, with the hands of a
//! user on it and its project on disk. What is proved with it stands in the other files.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, Instant};

use eframe::egui;
use egui::{Event, Key, Modifiers, Pos2, Rect, Role, Vec2, vec2};
use egui_kittest::kittest::{By, NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};
use sayso::model::{Anchor, ArticleId, Attribution, Claim, Polarity, Project};
use sayso::session::jobs::Job;
use sayso::session::settings::{ReviewerSettings, Settings, SuggestionSettings, ThemeChoice};
use sayso::session::{Session, Wake};
use sayso::text::Span;
use sayso::ui::{App, FileDialogs};
use tempfile::TempDir;

use crate::support::cpu_renderer::CpuRenderer;

/// How long anything that happens on another thread may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(4);
/// From one frame to the next, in seconds. Every event has a frame of its own.
const FRAME: f32 = 1.0 / 60.0;
/// So many frames later a click is not the second of a double click.
const LATER: usize = 30;

/// Ctrl, as the window hears it.
pub(crate) const CTRL: Modifiers = Modifiers {
    ctrl: true,
    command: true,
    ..Modifiers::NONE
};
/// Ctrl and Shift.
pub(crate) const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..CTRL };

/// What the system's file dialogs will answer, in order; without an answer there is no dialog.
type Answers = Rc<RefCell<VecDeque<Vec<PathBuf>>>>;

struct Scripted(Answers);

impl FileDialogs for Scripted {
    fn ask(&self, _question: sayso::ui::project::files::Question, wake: Wake) -> Job<Vec<PathBuf>> {
        let answer = self.0.borrow_mut().pop_front().unwrap_or_default();
        Job::start(wake, move |_| answer)
    }
}

type Making = Box<dyn FnOnce(&egui::Context) -> App>;

/// The app, made in the first frame, because it wants the context.
#[derive(Default)]
struct Made {
    app: Option<App>,
    making: Option<Making>,
}

/// The window.
pub(crate) struct Window {
    harness: Harness<'static, Made>,
    answers: Answers,
    folder: TempDir,
    /// What hands have done so far, in order.
    acts: Vec<String>,
}

/// How a window is to be opened.
pub(crate) struct Opening {
    /// Its size in points.
    pub size: Vec2,
    /// The reviewer; without one they are asked.
    pub reviewer: Option<&'static str>,
    /// Light or dark.
    pub theme: ThemeChoice,
    /// Whether claims are suggested.
    pub suggestions: bool,
    /// Whether a frame waits for the project that it opens.
    pub waits: bool,
}

impl Default for Opening {
    fn default() -> Self {
        Self {
            size: vec2(1280.0, 800.0),
            reviewer: Some("Amal"),
            theme: ThemeChoice::Light,
            suggestions: false,
            waits: true,
        }
    }
}

impl Opening {
    /// Opens the window on these paths, which may lie in the folder.
    pub(crate) fn on(self, folder: TempDir, paths: &[PathBuf]) -> Window {
        let settings = Settings {
            reviewer: self.reviewer.map(|name| ReviewerSettings {
                id: "r-amal".to_owned(),
                name: name.to_owned(),
                is_named: true,
            }),
            theme: self.theme,
            suggestions: SuggestionSettings {
                shown: self.suggestions,
                ..SuggestionSettings::default()
            },
            ..Settings::default()
        };
        let answers = Answers::default();
        let waits = self.waits;
        let (dialogs, paths) = (Scripted(Rc::clone(&answers)), paths.to_vec());
        let file = folder.path().join("settings.ron");
        let made = Made {
            app: None,
            making: Some(Box::new(move |ctx| {
                let app = App::new(ctx, settings, paths, Box::new(dialogs)).keeping_settings_in(file);
                if waits { app } else { app.without_patience() }
            })),
        };
        let harness = Harness::builder()
            .with_size(self.size)
            .with_step_dt(FRAME)
            .with_os(egui::os::OperatingSystem::Nix)
            .renderer(CpuRenderer::default())
            .with_context_setup(sayso::ui::prepare)
            .build_ui_state(
                |ui, made: &mut Made| {
                    if let Some(making) = made.making.take() {
                        made.app = Some(making(ui.ctx()));
                    }
                    if let Some(app) = &mut made.app {
                        let whole = ui.ctx().content_rect();
                        ui.scope_builder(egui::UiBuilder::new().max_rect(whole), |ui| app.frame(ui));
                    }
                },
                made,
            );
        let mut window = Window {
            harness,
            answers,
            folder,
            acts: Vec::new(),
        };
        window.rest();
        window
    }
}

impl Window {
    /// On a copy of the sample project.
    pub(crate) fn on_sample() -> Self {
        Self::on_copy_of_sample(Opening::default())
    }

    /// On a copy of the sample project, opened so.
    pub(crate) fn on_copy_of_sample(opening: Opening) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("talks");
        copy_folder(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/baghdad-talks"),
            &path,
        );
        opening.on(folder, &[path]).with_text()
    }

    /// On a new project with one article of this text.
    pub(crate) fn on_text(title: &str, text: &str) -> Self {
        Self::on_text_so(title, text, Opening::default())
    }

    /// The same, opened so.
    pub(crate) fn on_text_so(title: &str, text: &str, opening: Opening) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("talks");
        let who = sayso::session::ReviewerIdentity {
            id: "r-amal".into(),
            name: "Amal".to_owned(),
        };
        let head = sayso::model::Head::titled("Talks");
        let mut session =
            Session::create(&path, &head, who, sayso::session::no_wake()).expect("a new project");
        let metadata = sayso::model::Metadata {
            title: title.to_owned(),
            language: Some("en".to_owned()),
            ..sayso::model::Metadata::default()
        };
        session
            .add_articles(vec![(metadata, text.into())])
            .expect("an article");
        session.close().expect("everything is written");
        opening.on(folder, &[path]).with_text()
    }

    /// On a new project that is filled so, opened so.
    pub(crate) fn on_project(opening: Opening, fill: impl FnOnce(&mut Session)) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("talks");
        let who = sayso::session::ReviewerIdentity {
            id: "r-amal".into(),
            name: "Amal".to_owned(),
        };
        let head = sayso::model::Head::titled("Baghdad talks");
        let mut session =
            Session::create(&path, &head, who, sayso::session::no_wake()).expect("a new project");
        fill(&mut session);
        session.close().expect("everything is written");
        opening.on(folder, &[path]).with_text()
    }

    /// On no project.
    pub(crate) fn on_nothing() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Opening::default().on(folder, &[])
    }

    fn with_text(mut self) -> Self {
        self.wait_until("the article is read", |window| {
            window.app().place_of(Span::new(0, 1)).is_some()
        });
        self
    }

    /// The temporary folder that everything lies in.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Lets go of the window and keeps the folder, to open another on it.
    pub(crate) fn leave(self) -> TempDir {
        drop(self.harness);
        self.folder
    }

    /// The app itself, to look at.
    pub(crate) fn app(&self) -> &App {
        self.harness
            .state()
            .app
            .as_ref()
            .expect("made in the first frame")
    }

    /// Does something as if the user had asked for it, for states that are not the point of a test.
    pub(crate) fn ask(&mut self, action: impl Into<sayso::ui::app::message::Message>) {
        let ctx = self.harness.ctx.clone();
        if let Some(app) = &mut self.harness.state_mut().app {
            app.ask(&ctx, action);
        }
        self.rest();
    }

    /// The project as the window has it.
    pub(crate) fn project(&self) -> &Project {
        self.app().session().expect("an open project").project()
    }

    /// The open article.
    pub(crate) fn article(&self) -> ArticleId {
        self.app().core().place.article.clone().expect("an open article")
    }

    /// The text of the open article.
    pub(crate) fn text(&self) -> std::sync::Arc<str> {
        let article = self.project().article(&self.article()).expect("it is there");
        article.text.clone().expect("it has been read")
    }

    /// The selected claim.
    pub(crate) fn claim(&self) -> &Claim {
        let id = self.app().core().place.claim.clone().expect("a selected claim");
        self.project().claim(&self.article(), &id).expect("it is there")
    }

    /// The selected words.
    pub(crate) fn selected(&self) -> String {
        let selection = self
            .app()
            .core()
            .place
            .selection
            .map(sayso::ui::bus::place::Selection::span);
        let text = self.text();
        let words = selection.and_then(|span| span.slice(&text));
        words.unwrap_or_default().to_owned()
    }

    /// The name of a speaker.
    pub(crate) fn speaker_on_key(&self, key: usize) -> String {
        let id = self.app().core().keys.speaker(key).expect("a speaker on the key");
        self.project().speaker(id).expect("it is there").name.clone()
    }

    /// What hands have done so far: drags and keys, in order.
    pub(crate) fn acts(&self) -> Vec<&str> {
        self.acts.iter().map(String::as_str).collect()
    }

    // Frames.

    /// Draws so many frames.
    pub(crate) fn frames(&mut self, count: usize) {
        self.harness.run_steps(count);
    }

    /// Lets what was done have its effect.
    pub(crate) fn rest(&mut self) {
        self.frames(3);
    }

    /// Draws frames until something is so.
    pub(crate) fn wait_until(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while !is_so(self) {
            assert!(
                begun.elapsed() < PATIENCE,
                "not within {PATIENCE:?}: {what}\n{self:?}"
            );
            std::thread::sleep(Duration::from_millis(5));
            self.frames(1);
        }
    }

    /// Waits until all is on disk, and opens it from there, as another program would.
    pub(crate) fn saved(&mut self) -> Project {
        self.wait_until("everything is saved", |window| window.shows("Saved"));
        let folder = self.app().session().expect("an open project").path().to_owned();
        let look = Session::look(&folder).expect("the project opens again");
        assert_eq!(look.problems(), [], "what was saved is in order");
        look.project().clone()
    }

    /// Waits until all is on disk, where some of it is broken.
    pub(crate) fn saved_unproved(&mut self) {
        self.wait_until("everything is saved", |window| window.shows("Saved"));
    }

    /// The file of the open article, as it lies on disk once all is saved.
    pub(crate) fn saved_file(&mut self) -> String {
        self.saved();
        let folder = self.app().session().expect("an open project").path();
        let file = folder.join("articles").join(format!("{}.ron", self.article()));
        std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    }

    /// Every file of the project by its name, as it lies on disk once all is saved.
    pub(crate) fn saved_files(&mut self) -> BTreeMap<String, String> {
        self.saved();
        let folder = self.app().session().expect("an open project").path();
        let mut files = BTreeMap::new();
        for folder in [folder.to_owned(), folder.join("articles")] {
            for entry in std::fs::read_dir(&folder).expect("a readable folder") {
                let path = entry.expect("a readable folder").path();
                if path
                    .extension()
                    .is_some_and(|ending| ending == "ron" || ending == "txt")
                {
                    let text = std::fs::read_to_string(&path).expect("a readable file");
                    files.insert(path.display().to_string(), text);
                }
            }
        }
        files
    }

    // What is on the screen.

    /// Every widget of this name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> Vec<Node<'a>> {
        self.harness.query_all(By::new().label(name)).collect()
    }

    /// Whether something of this name is on the screen.
    pub(crate) fn shows(&self, name: &str) -> bool {
        !self.all(name).is_empty()
    }

    /// Whether something whose name contains this is on the screen.
    pub(crate) fn shows_some(&self, part: &str) -> bool {
        self.harness
            .query_all(By::new().label_contains(part))
            .next()
            .is_some()
    }

    /// The names of all widgets of a role, in order.
    pub(crate) fn names(&self, role: Role) -> Vec<String> {
        let nodes = self.harness.query_all(By::new().role(role));
        let name = |node: Node<'_>| node.accesskit_node().label().or(node.value());
        nodes.filter_map(name).collect()
    }

    /// The only widget of this role and name.
    pub(crate) fn widget<'a>(&'a self, role: Role, name: &'a str) -> Node<'a> {
        let found: Vec<_> = self.harness.query_all(By::new().role(role).label(name)).collect();
        match found.as_slice() {
            [node] => *node,
            [] => panic!("no {role:?} named '{name}'\n{self:?}"),
            several => panic!("{} times {role:?} named '{name}'\n{self:?}", several.len()),
        }
    }

    /// What a field holds or a choice shows.
    pub(crate) fn value(&self, role: Role, name: &str) -> String {
        self.widget(role, name).value().unwrap_or_default()
    }

    /// Whether a button, row or switch is on.
    pub(crate) fn is_on(&self, role: Role, name: &str) -> bool {
        let toggled = self.widget(role, name).accesskit_node().toggled();
        toggled == Some(egui::accesskit::Toggled::True)
    }

    /// The name of the widget that has the keyboard.
    pub(crate) fn focused(&self) -> Option<String> {
        let mut nodes = self.harness.query_all(By::new());
        let node = nodes.find(|node| node.is_focused() && node.accesskit_node().role() != Role::Window)?;
        node.accesskit_node().label().or(node.value())
    }

    /// The roles and places of what can be pressed or typed into and has no name.
    pub(crate) fn nameless(&self) -> Vec<String> {
        let wanted = [
            Role::Button,
            Role::CheckBox,
            Role::ComboBox,
            Role::Link,
            Role::RadioButton,
            Role::TextInput,
        ];
        self.harness
            .query_all(By::new())
            .filter(|node| wanted.contains(&node.accesskit_node().role()))
            .filter(|node| {
                node.accesskit_node()
                    .label()
                    .is_none_or(|name| name.trim().is_empty())
            })
            .map(|node| format!("{:?} at {:?}", node.accesskit_node().role(), node.rect()))
            .collect()
    }

    /// The picture of the window.
    pub(crate) fn picture(&mut self) -> image::RgbaImage {
        self.harness.render().expect("it can be drawn")
    }

    /// What a key puts on the clipboard. A window hears C and X with nothing but Ctrl as events of the
    /// clipboard, and any other key as itself.
    pub(crate) fn copied(&mut self, held: Modifiers, key: Key) -> Option<String> {
        self.harness.event(Event::ModifiersChanged(held));
        self.frames(1);
        let event = match key {
            Key::C if held == CTRL => Event::Copy,
            Key::X if held == CTRL => Event::Cut,
            key => press_of(key, held, true),
        };
        self.harness.event(event);
        let copied = self.put_out(|output| {
            let commands = output.platform_output.commands.iter();
            commands.rev().find_map(|command| match command {
                egui::OutputCommand::CopyText(text) => Some(text.clone()),
                _ => None,
            })
        });
        self.harness.event(Event::ModifiersChanged(Modifiers::NONE));
        self.rest();
        copied
    }

    /// Whether the window asks the desktop for an input method's letters.
    pub(crate) fn asks_for_an_input_method(&mut self) -> bool {
        self.put_out(|output| Some(output.platform_output.ime.is_some()))
            .unwrap_or_default()
    }

    /// An input method composes, and has this so far.
    pub(crate) fn compose(&mut self, text: &str) {
        self.harness.event(Event::Ime(egui::ImeEvent::Preedit {
            text: text.to_owned(),
            active_range_chars: None,
        }));
        self.rest();
    }

    /// An input method has done.
    pub(crate) fn commit(&mut self, text: &str) {
        self.harness
            .event(Event::Ime(egui::ImeEvent::Commit(text.to_owned())));
        self.rest();
    }

    /// Whether the window asks the desktop to close it when a key is pressed.
    pub(crate) fn asks_to_close(&mut self, modifiers: Modifiers, key: Key) -> bool {
        self.harness.event(Event::ModifiersChanged(modifiers));
        self.frames(1);
        self.harness.event(press_of(key, modifiers, true));
        let asked = self.put_out(|output| {
            let mut windows = output.viewport_output.values();
            let asks =
                |window: &egui::ViewportOutput| window.commands.contains(&egui::ViewportCommand::Close);
            windows.any(asks).then_some(())
        });
        self.harness.event(press_of(key, modifiers, false));
        self.harness.event(Event::ModifiersChanged(Modifiers::NONE));
        asked.is_some()
    }

    /// What is found in what the window hands out in one of the next frames.
    fn put_out<T>(&mut self, find: impl Fn(&egui::FullOutput) -> Option<T>) -> Option<T> {
        (0..3).find_map(|_| {
            self.frames(1);
            find(self.harness.output())
        })
    }

    // Keys.

    /// Presses a key.
    pub(crate) fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.acts.push(key.name().to_owned());
        self.harness.key_press_modifiers(modifiers, key);
        self.rest();
    }

    /// Presses a key that puts a sign into text: the key, then what it types.
    pub(crate) fn strike(&mut self, key: Key, sign: &str) {
        self.acts.push(sign.to_owned());
        // A real window hears both in one frame, and whoever takes the key must take the sign too.
        let press = |pressed| press_of(key, Modifiers::NONE, pressed);
        let events = &mut self.harness.input_mut().events;
        events.extend([press(true), Event::Text(sign.to_owned())]);
        self.frames(1);
        self.harness.event(press(false));
        self.rest();
    }

    /// Presses the key in this place of an American keyboard, on a keyboard that has a sign there, as a
    /// real window tells of it: a key of that sign or, where there is none, of the place; and what is
    /// typed, unless Ctrl is held.
    pub(crate) fn strike_place(&mut self, held: Modifiers, place: Key, sign: &str) {
        self.acts.push(sign.to_owned());
        let press = |pressed| Event::Key {
            key: Key::from_name(sign).unwrap_or(place),
            physical_key: Some(place),
            pressed,
            repeat: false,
            modifiers: held,
        };
        let events = &mut self.harness.input_mut().events;
        events.extend([Event::ModifiersChanged(held), press(true)]);
        events.extend((!held.command).then(|| Event::Text(sign.to_owned())));
        self.frames(1);
        self.harness.event(press(false));
        self.harness.event(Event::ModifiersChanged(Modifiers::NONE));
        self.rest();
    }

    /// Presses the key of a digit.
    pub(crate) fn digit(&mut self, digit: usize) {
        let keys = [
            Key::Num0,
            Key::Num1,
            Key::Num2,
            Key::Num3,
            Key::Num4,
            Key::Num5,
            Key::Num6,
            Key::Num7,
            Key::Num8,
            Key::Num9,
        ];
        self.strike(keys[digit], &digit.to_string());
    }

    /// Types text, letter by letter.
    pub(crate) fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            match Key::from_name(&letter.to_uppercase().to_string()) {
                Some(key) => self.strike(key, &letter.to_string()),
                None => {
                    self.harness.event(Event::Text(letter.to_string()));
                    self.rest();
                }
            }
        }
        self.rest();
    }

    /// Presses Enter.
    pub(crate) fn enter(&mut self) {
        self.press(Modifiers::NONE, Key::Enter);
    }

    /// Presses a key that asks for the clipboard, which has this on it; the desktop answers a frame later.
    pub(crate) fn strike_with_clipboard(&mut self, key: Key, sign: &str, clipboard: Option<&str>) {
        self.acts.push(sign.to_owned());
        let events = &mut self.harness.input_mut().events;
        events.extend([press_of(key, Modifiers::NONE, true), Event::Text(sign.to_owned())]);
        let asked = self.put_out(|output| {
            let mut windows = output.viewport_output.values();
            let asks = |window: &egui::ViewportOutput| {
                window.commands.contains(&egui::ViewportCommand::RequestPaste)
            };
            windows.any(asks).then_some(())
        });
        assert!(asked.is_some(), "the clipboard is asked for");
        if let Some(clipboard) = clipboard {
            self.harness.event(Event::Paste(clipboard.to_owned()));
        }
        self.harness.event(press_of(key, Modifiers::NONE, false));
        self.rest();
    }

    /// Presses Ctrl V with this on the clipboard, as the window hears it.
    pub(crate) fn paste(&mut self, text: &str) {
        self.harness.event(Event::Paste(text.to_owned()));
        self.rest();
    }

    // Pointer.

    /// Clicks at a place.
    pub(crate) fn click_at(&mut self, at: Pos2, modifiers: Modifiers) {
        self.button(at, true, modifiers);
        self.button(at, false, modifiers);
        self.rest();
        self.frames(LATER);
    }

    fn button(&mut self, at: Pos2, pressed: bool, modifiers: Modifiers) {
        self.harness.event_modifiers(Event::PointerMoved(at), modifiers);
        self.harness.event_modifiers(
            Event::PointerButton {
                pos: at,
                button: egui::PointerButton::Primary,
                pressed,
                modifiers,
            },
            modifiers,
        );
        self.frames(1);
    }

    /// Clicks on the only widget of this role and name, scrolling to it where it is out of sight.
    pub(crate) fn click_on(&mut self, role: Role, name: &str) {
        self.widget(role, name).scroll_to_me();
        self.frames(8);
        let at = self.widget(role, name).rect().center();
        assert!(
            self.screen().contains(at),
            "'{name}' is not on the screen, but at {at:?}"
        );
        self.click_at(at, Modifiers::NONE);
    }

    /// Clicks on the only button of this name.
    pub(crate) fn click(&mut self, name: &str) {
        self.click_on(Role::Button, name);
    }

    /// Presses the button that takes in what was read, and waits until it has come in.
    pub(crate) fn take_in(&mut self, button: &str) {
        let before = self.app().session().map(Session::revision);
        self.click(button);
        self.wait_until("what was read has come in", |window| {
            let session = window.app().session().expect("an open project");
            Some(session.revision()) != before && session.long_edit_progress().is_none()
        });
        self.rest();
    }

    /// Clicks into a field, takes all that is in it, and types.
    pub(crate) fn fill(&mut self, name: &str, text: &str) {
        self.click_on(Role::TextInput, name);
        self.press(CTRL, Key::A);
        self.type_text(text);
    }

    /// Drops a choice down and picks one.
    pub(crate) fn choose(&mut self, name: &str, picked: &str) {
        self.click_on(Role::ComboBox, name);
        self.click(picked);
    }

    /// The part of the window that is drawn.
    pub(crate) fn screen(&self) -> Rect {
        self.harness.ctx.content_rect()
    }

    /// Turns the wheel over the article, upwards if positive.
    pub(crate) fn wheel(&mut self, points: f32) {
        let at = self.page().center();
        self.harness.hover_at(at);
        self.harness.event(Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, points),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        });
        self.frames(8);
    }

    /// Where the article stands.
    fn page(&self) -> Rect {
        self.widget(Role::Document, "Article text").rect()
    }

    /// Where these words stand in the text, which must hold them once. Of 'Holm [said that] the' it
    /// is the words between the brackets.
    pub(crate) fn span(&self, words: &str) -> Span {
        let text = self.text();
        let before = words.find('[').unwrap_or(0);
        let length = words.find(']').map_or(words.len(), |end| end - before - 1);
        let plain = words.replace(['[', ']'], "");
        let mut found = text.match_indices(&plain);
        let (start, _) = found.next().unwrap_or_else(|| panic!("'{plain}' is in the text"));
        assert!(found.next().is_none(), "'{plain}' is in the text once");
        Span::new(start + before, start + before + length)
    }

    /// Where the letter that ends at a byte stands on the screen, at its right edge.
    fn place(&self, span: Span) -> Option<Pos2> {
        let page = self.page();
        let below = self.app().place_of(span)?;
        let at = below - vec2(0.0, 18.0);
        (below.y < page.bottom() - 1.0 && at.y > page.top() + 20.0).then_some(at)
    }

    /// Scrolls until the first and the last letter of these words are on the screen, and says where
    /// the one begins and the other ends.
    pub(crate) fn ends(&mut self, words: Span) -> (Pos2, Pos2) {
        for attempt in 0..40 {
            if let Some(ends) = self.ends_on_screen(words) {
                return ends;
            }
            // Once to the top, then down bit by bit.
            self.wheel(if attempt == 0 { 1e6 } else { -160.0 });
        }
        panic!("'{}' never came on the screen", &self.text()[words.range()])
    }

    fn ends_on_screen(&self, words: Span) -> Option<(Pos2, Pos2)> {
        let text = self.text();
        let before = text[..words.start].chars().next_back().map_or(0, char::len_utf8);
        let mut letters = text[words.range()].chars();
        let first = letters.next().map_or(0, char::len_utf8);
        let last = letters.next_back().map_or(first, char::len_utf8);
        let to = self.place(Span::new(words.end - last, words.end))?;
        let after_first = self.place(Span::new(words.start, words.start + first))?;
        let before_first = self.place(Span::new(words.start - before, words.start));
        // Just inside the first letter: the edge of the claim before it would be dragged otherwise.
        // Where the words begin a line, what is before them stands on another.
        let from = before_first
            .filter(|place| before > 0 && (place.y - after_first.y).abs() < 2.0)
            .map_or(after_first - vec2(14.0, 0.0), |place| place + vec2(2.0, 0.0));
        Some((from, to))
    }

    /// Drags over these words with the left button held.
    pub(crate) fn drag_over(&mut self, words: &str) {
        let span = self.span(words);
        self.drag(span, Modifiers::NONE);
    }

    /// Drags over words with the left button and keys held.
    pub(crate) fn drag(&mut self, words: Span, modifiers: Modifiers) {
        let (from, to) = self.ends(words);
        self.drag_from(from, to, modifiers);
    }

    /// Drags from one place to another.
    pub(crate) fn drag_from(&mut self, from: Pos2, to: Pos2, modifiers: Modifiers) {
        self.acts.push("drag".to_owned());
        self.button(from, true, modifiers);
        for step in 1..=4_u8 {
            let at = from + (to - from) * (f32::from(step) / 4.0);
            self.harness.event_modifiers(Event::PointerMoved(at), modifiers);
            self.frames(1);
        }
        self.button(to, false, modifiers);
        self.rest();
    }

    /// Drags over words while frames take so long that the pointer is far away when the press is seen.
    pub(crate) fn drag_in_slow_frames(&mut self, words: Span) {
        let (from, to) = self.ends(words);
        let button = |pos, pressed| Event::PointerButton {
            pos,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        let half = from + (to - from) / 2.0;
        for events in [
            vec![Event::PointerMoved(from)],
            vec![button(from, true), Event::PointerMoved(half)],
            vec![Event::PointerMoved(to), button(to, false)],
        ] {
            self.harness.input_mut().events.extend(events);
            self.frames(1);
        }
        self.rest();
    }

    /// Clicks once, twice or three times in the middle of these words.
    pub(crate) fn click_words(&mut self, words: &str, times: usize, modifiers: Modifiers) {
        let span = self.span(words);
        let (from, to) = self.ends(span);
        let at = if (from.y - to.y).abs() < 1.0 {
            from + (to - from) / 2.0
        } else {
            from
        };
        for _ in 0..times {
            self.button(at, true, modifiers);
            self.button(at, false, modifiers);
        }
        self.frames(LATER);
    }

    /// Holds files over the window and lets go.
    pub(crate) fn drop_files(&mut self, paths: &[PathBuf]) {
        for path in paths {
            let file: std::sync::Arc<dyn egui::DroppedFile + Send + Sync> =
                std::sync::Arc::new(Dropped(path.clone()));
            self.harness.input_mut().dropped_files.push(file);
        }
        self.rest();
    }

    /// Asks the window to close, as its cross does; tells whether it does.
    pub(crate) fn close(&mut self) -> bool {
        let root = self.harness.input_mut().viewports.entry(egui::ViewportId::ROOT);
        root.or_default().events.push(egui::ViewportEvent::Close);
        self.frames(1);
        let stays = self.has_asked_for(&egui::ViewportCommand::CancelClose);
        self.rest();
        !stays
    }

    /// Whether the window asked its system for something in the last frame.
    pub(crate) fn has_asked_for(&self, wanted: &egui::ViewportCommand) -> bool {
        let asked = self.harness.output().viewport_output.get(&egui::ViewportId::ROOT);
        asked.is_some_and(|asked| asked.commands.contains(wanted))
    }

    /// What the system's next file dialog will answer.
    pub(crate) fn answer_next(&mut self, paths: &[PathBuf]) {
        self.answers.borrow_mut().push_back(paths.to_vec());
    }
}

fn press_of(key: Key, modifiers: Modifiers, pressed: bool) -> Event {
    Event::Key {
        key,
        physical_key: Some(key),
        pressed,
        repeat: false,
        modifiers,
    }
}

/// The tree of widgets, for a failure's message.
impl std::fmt::Debug for Window {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for node in self.harness.query_all(By::new()) {
            let node = node.accesskit_node();
            let name = node.label().or(node.value()).unwrap_or_default();
            if !name.is_empty() {
                writeln!(f, "{:?} '{name}'", node.role())?;
            }
        }
        Ok(())
    }
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// A claim as a line: pieces, and who says so through which words.
pub(crate) fn in_words(project: &Project, claim: &Claim) -> String {
    use sayso::model::{Quotation, Voice};
    let mut line = format!("[{}]", joined(&claim.spans));
    match &claim.voice {
        Voice::ToBeAttributed => line.push_str(" nobody"),
        Voice::Article => line.push_str(" the article"),
        Voice::Attributed(chain) => {
            line.extend(chain.iter().map(|link| link_in_words(project, link)));
        }
    }
    line.push_str(match claim.quotation {
        None => "",
        Some(Quotation::Direct) => " direct",
        Some(Quotation::Indirect) => " indirect",
        Some(Quotation::Mixed) => " mixed",
    });
    line
}

fn link_in_words(project: &Project, link: &Attribution) -> String {
    let name = |id| project.speaker(id).map_or("?", |speaker| speaker.name.as_str());
    let names: Vec<&str> = link.speakers.iter().map(name).collect();
    let denies = match link.polarity {
        Polarity::Affirms => "",
        Polarity::Denies => ", denies",
    };
    let inferred = if link.inferred { ", inferred" } else { "" };
    let (source, cue) = (joined(&link.source), joined(&link.cue));
    format!(" <- {} ({source} | {cue}{denies}{inferred})", names.join(" & "))
}

fn joined(anchors: &[Anchor]) -> String {
    let words: Vec<&str> = anchors.iter().map(|anchor| anchor.words.as_str()).collect();
    words.join(" + ")
}

/// Copies a folder with all that is in it.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a new folder");
    for entry in std::fs::read_dir(from).expect("a readable folder") {
        let entry = entry.expect("a readable folder");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
