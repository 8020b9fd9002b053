//! A program's window under a test's hands: pointer, keys, clipboard, pictures, and what the
//! accessibility bus tells of its widgets. Where it runs stands in `desktop.rs`.
//!
//! All places are in pixels from the window's upper left corner. After whatever hands do the program is waited for until it
//! has nothing left to do, so that the next is done on what is seen then.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, ExitStatus, Stdio};

use image::RgbaImage;
use serde::Deserialize;

use super::desktop::{Desktop, PYTHON, comes_true, wait_until};

/// A running program and its window. Dropping it kills it.
pub(crate) struct Program<'a> {
    desktop: &'a Desktop,
    child: Child,
    log: PathBuf,
    /// The window's id, as the tools of X take it.
    pub window: String,
}

/// One widget, as the accessibility bus tells it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Widget {
    /// What it is: `push button`, `label`, `text`, `check box`.
    pub role: String,
    /// What it is called.
    pub name: String,
    /// What else is said of it.
    pub description: String,
    /// Its text or number, if it has one.
    pub value: String,
    /// Where its caret stands, in characters, if it has one.
    pub caret: Option<i32>,
    /// From where to where it is selected, in characters.
    pub selection: Option<Vec<i32>>,
    /// Of checked, editable, enabled, expanded, focused, selected and showing, those that hold.
    pub states: Vec<String>,
    /// How deep it lies in the tree; the program itself is 0.
    pub depth: usize,
    /// Its left edge.
    pub x: i32,
    /// Its upper edge.
    pub y: i32,
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
}

impl Widget {
    /// The middle of it.
    pub(crate) fn centre(&self) -> (i32, i32) {
        (self.x + self.width / 2, self.y + self.height / 2)
    }

    /// Whether a state holds.
    pub(crate) fn is(&self, state: &str) -> bool {
        self.states.iter().any(|known| known == state)
    }
}

impl<'a> Program<'a> {
    /// Starts Sayso with these arguments, and waits until its window stands still.
    pub(crate) fn sayso(desktop: &'a Desktop, arguments: &[&str]) -> Self {
        Self::start(desktop, env!("CARGO_BIN_EXE_sayso"), arguments, &[])
    }

    /// Starts any program with further environment, and waits until its window stands still.
    pub(crate) fn start(
        desktop: &'a Desktop,
        program: &str,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Self {
        let known = desktop.windows();
        let log = desktop.home().join(format!("program-{}.log", known.len()));
        let file = File::options()
            .create(true)
            .append(true)
            .open(&log)
            .expect("a log in the home");
        let output = file.try_clone().expect("a second handle");
        let mut command = desktop.command(program);
        command
            .args(arguments)
            .envs(environment.iter().copied())
            .stdout(output)
            .stderr(file);
        let child = command
            .spawn()
            .unwrap_or_else(|error| panic!("{program} does not start: {error}"));
        let mut program = Self {
            desktop,
            child,
            log,
            window: String::new(),
        };
        program.find_window(&known);
        program.settle();
        program
    }

    fn find_window(&mut self, known: &[String]) {
        let is_there = comes_true(|| {
            let mut windows = self.desktop.windows().into_iter();
            let fresh = windows.find(|window| !known.contains(window));
            self.window = fresh.unwrap_or_default();
            !self.window.is_empty() || !self.is_running()
        });
        assert!(
            is_there && !self.window.is_empty(),
            "the program shows no window:\n{}",
            self.log()
        );
    }

    /// Its process id.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// What it has printed.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Whether it still runs.
    pub(crate) fn is_running(&mut self) -> bool {
        self.child.try_wait().is_ok_and(|ended| ended.is_none())
    }

    /// Kills it as a power cut would.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("the program still runs");
        drop(self.child.wait());
    }

    /// Closes the window by the window manager and waits for the program's end.
    pub(crate) fn close(self) -> ExitStatus {
        self.desktop.run("wmctrl", &["-i", "-c", &self.window]);
        self.end()
    }

    /// Waits for the program's end.
    pub(crate) fn end(mut self) -> ExitStatus {
        let mut status = None;
        wait_until("the program ends", || {
            status = self.child.try_wait().ok().flatten();
            status.is_some()
        });
        status.expect("it has ended")
    }

    /// The window's width and height.
    pub(crate) fn size(&self) -> (u32, u32) {
        let picture = self.picture();
        picture.dimensions()
    }

    /// Gives the window another size and waits until it stands still.
    pub(crate) fn resize(&self, width: u32, height: u32) {
        let place = format!("0,0,0,{width},{height}");
        self.desktop
            .run("wmctrl", &["-i", "-r", &self.window, "-e", &place]);
        wait_until("the window has its new size", || self.size() == (width, height));
        self.settle();
    }

    /// The window's title.
    pub(crate) fn title(&self) -> String {
        self.desktop
            .run("xdotool", &["getwindowname", &self.window])
            .trim()
            .to_owned()
    }

    /// A picture of the window.
    pub(crate) fn picture(&self) -> RgbaImage {
        self.desktop.picture_of(&self.window)
    }

    /// Writes a picture of the window to a PNG file.
    pub(crate) fn screenshot(&self, path: &Path) {
        let picture = self.picture();
        picture
            .save(path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }

    /// Waits until the window has been drawn and two pictures in a row are the same.
    pub(crate) fn settle(&self) {
        let mut before = RgbaImage::default();
        wait_until("the window stands still", || {
            self.rest();
            let now = self.picture();
            let same = now == before && is_drawn(&now);
            before = now;
            same
        });
    }

    /// Waits until the program has nothing left to do: none of its threads has run from one look to the next.
    pub(crate) fn rest(&self) {
        let mut before = None;
        wait_until("the program comes to rest", || {
            let now = runs_of_sleepers(self.pid());
            let rests = now.is_some() && now == before;
            before = now;
            rests
        });
    }

    /// Does something with the pointer or the keys, in the words of xdotool.
    fn do_by_hand(&self, what: &[&str]) {
        // The server answers the question once it has passed on what was done before.
        let asked = [what, &["getmouselocation"]].concat();
        self.desktop.run("xdotool", &asked);
    }

    /// Moves the pointer.
    pub(crate) fn move_to(&self, at: (i32, i32)) {
        self.steer_to(at);
        self.rest();
    }

    fn steer_to(&self, (x, y): (i32, i32)) {
        let (x, y) = (x.to_string(), y.to_string());
        self.do_by_hand(&["mousemove", "--window", &self.window, &x, &y]);
    }

    /// Presses and lets go of the left button at a place.
    pub(crate) fn click(&self, at: (i32, i32)) {
        self.click_times(at, 1);
    }

    /// Clicks with the middle button.
    pub(crate) fn click_in_the_middle(&self, at: (i32, i32)) {
        self.move_to(at);
        self.do_by_hand(&["click", "2"]);
        self.rest();
    }

    /// Presses and lets go of the left button several times: 2 takes the word, 3 the sentence.
    pub(crate) fn click_times(&self, at: (i32, i32), times: u32) {
        self.move_to(at);
        self.do_by_hand(&["click", "--repeat", &times.to_string(), "--delay", "60", "1"]);
        self.rest();
    }

    /// Clicks while a key (`ctrl`, `shift`) is held.
    pub(crate) fn click_holding(&self, key: &str, at: (i32, i32)) {
        self.move_to(at);
        self.hold(key);
        self.do_by_hand(&["click", "1"]);
        self.rest();
        self.let_go(key);
    }

    fn hold(&self, key: &str) {
        self.do_by_hand(&["keydown", key]);
        self.rest();
    }

    fn let_go(&self, key: &str) {
        self.do_by_hand(&["keyup", key]);
        self.rest();
    }

    /// Drags with the left button to a place and holds it there until something is so.
    pub(crate) fn drag_and_hold(
        &self,
        from: (i32, i32),
        to: (i32, i32),
        what: &str,
        is_so: impl FnMut() -> bool,
    ) {
        self.move_to(from);
        self.do_by_hand(&["mousedown", "1"]);
        self.rest();
        self.move_to((i32::midpoint(from.0, to.0), i32::midpoint(from.1, to.1)));
        // From there on the page may scroll and never rest.
        self.steer_to(to);
        wait_until(what, is_so);
        self.do_by_hand(&["mouseup", "1"]);
        self.rest();
    }

    /// Turns the wheel by so many notches, downwards if positive.
    pub(crate) fn scroll(&self, at: (i32, i32), notches: i32) {
        self.move_to(at);
        let button = if notches > 0 { "5" } else { "4" };
        let times = notches.unsigned_abs().to_string();
        self.do_by_hand(&["click", "--repeat", &times, "--delay", "30", button]);
        self.rest();
    }

    /// Drags with the left button from one place to another, by a few steps as a hand would.
    pub(crate) fn drag(&self, from: (i32, i32), to: (i32, i32)) {
        self.move_to(from);
        self.do_by_hand(&["mousedown", "1"]);
        self.rest();
        for step in 1..=6 {
            let part = |from: i32, to: i32| from + (to - from) * step / 6;
            self.move_to((part(from.0, to.0), part(from.1, to.1)));
        }
        self.do_by_hand(&["mouseup", "1"]);
        self.rest();
    }

    /// Drags while a key (`alt`, `ctrl`) is held.
    pub(crate) fn drag_holding(&self, key: &str, from: (i32, i32), to: (i32, i32)) {
        self.hold(key);
        self.drag(from, to);
        self.let_go(key);
    }

    /// Presses chords one after the other, as xdotool names them: `&["ctrl+z", "Return", "1"]`.
    pub(crate) fn keys(&self, chords: &[&str]) {
        for chord in chords {
            self.do_by_hand(&["key", "--delay", "20", chord]);
            self.rest();
        }
    }

    /// Presses chords one after the other, faster than any frame is drawn.
    pub(crate) fn burst(&self, chords: &[&str]) {
        let arguments = [&["key", "--delay", "0"], chords].concat();
        self.desktop.run("xdotool", &arguments);
    }

    /// Presses the keys of these codes one after the other while others are held: codes are X's for places on the
    /// keyboard, and which sign is there is the layout's business.
    pub(crate) fn codes(&self, held: &[u8], codes: &[u8]) {
        let held = held.iter().map(u8::to_string).collect::<Vec<_>>();
        for code in &held {
            self.desktop.run("xdotool", &["keydown", code]);
        }
        for code in codes {
            self.keys(&[&code.to_string()]);
        }
        for code in &held {
            self.desktop.run("xdotool", &["keyup", code]);
        }
    }

    /// Types text key by key; text that the keyboard does not have is pasted.
    pub(crate) fn type_text(&self, text: &str) {
        if text.is_ascii() {
            self.desktop
                .run("xdotool", &["type", "--delay", "25", "--", text]);
            self.rest();
        } else {
            self.paste(text);
        }
    }

    /// Puts text on the clipboard and presses Ctrl V.
    pub(crate) fn paste(&self, text: &str) {
        self.desktop.copy_to_clipboard(text);
        self.keys(&["ctrl+v"]);
    }

    /// All widgets, parents before children. Takes about a third of a second.
    pub(crate) fn widgets(&self) -> Vec<Widget> {
        self.try_widgets()
            .unwrap_or_else(|error| panic!("{error}\n{}", self.log()))
    }

    fn try_widgets(&self) -> Result<Vec<Widget>, String> {
        let place = self.desktop.run("xwininfo", &["-id", &self.window]);
        let corner = |what: &str| {
            let line = place.lines().find_map(|line| line.trim().strip_prefix(what));
            line.and_then(|number| number.trim().parse::<i32>().ok())
                .unwrap_or(0)
        };
        let (left, top) = (corner("Absolute upper-left X:"), corner("Absolute upper-left Y:"));
        let list = self.ask_bus(&[])?;
        let mut widgets = Vec::new();
        for line in list.lines() {
            let mut widget: Widget = serde_json::from_str(line).map_err(|error| error.to_string())?;
            widget.x -= left;
            widget.y -= top;
            widgets.push(widget);
        }
        Ok(widgets)
    }

    fn ask_bus(&self, more: &[&str]) -> Result<String, String> {
        let script = include_str!("widgets.py");
        let mut asking = self
            .desktop
            .command(PYTHON)
            .args(["-", &self.pid().to_string()])
            .args(more)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| error.to_string())?;
        let mut input = asking.stdin.take().ok_or("no way to give Python its script")?;
        input
            .write_all(script.as_bytes())
            .map_err(|error| error.to_string())?;
        drop(input);
        let answer = asking.wait_with_output().map_err(|error| error.to_string())?;
        if answer.status.success() {
            return Ok(String::from_utf8_lossy(&answer.stdout).into_owned());
        }
        Err(String::from_utf8_lossy(&answer.stderr).into_owned())
    }

    /// The first widget that passes a test, once there is one.
    pub(crate) fn wait_for(&self, what: &str, test: impl Fn(&Widget) -> bool) -> Widget {
        let mut found = None;
        let mut seen = Ok(Vec::new());
        let is_there = comes_true(|| {
            seen = self.try_widgets();
            found = seen.iter().flatten().find(|widget| test(widget)).cloned();
            found.is_some()
        });
        if let (true, Some(found)) = (is_there, found) {
            return found;
        }
        let seen = seen.map_or_else(|error| error, |widgets| outline(&widgets));
        panic!("there is no {what}, but\n{seen}\n{}", self.log())
    }

    /// The first widget of this name, once there is one.
    pub(crate) fn widget(&self, name: &str) -> Widget {
        self.wait_for(&format!("widget named '{name}'"), |widget| widget.name == name)
    }

    /// The first widget of this role and name, once there is one; a field and the label that names
    /// it share their name.
    pub(crate) fn widget_as(&self, role: &str, name: &str) -> Widget {
        self.wait_for(&format!("{role} named '{name}'"), |widget| {
            widget.role == role && widget.name == name
        })
    }

    /// The paragraph of the article that is this text, whatever claims are told of in it.
    pub(crate) fn paragraph(&self, text: &str) -> Widget {
        self.wait_for(&format!("paragraph '{text}'"), |widget| {
            widget.role == "paragraph" && without_claims(&widget.name) == text
        })
    }

    /// Clicks with the pointer into the middle of the widget of this name.
    pub(crate) fn click_on(&self, name: &str) {
        let at = self.widget(name).centre();
        self.click(at);
    }

    /// Does what a click on the widget would, by the accessibility bus alone.
    pub(crate) fn act_on(&self, name: &str) {
        self.widget(name);
        self.ask_bus(&[name, ""])
            .unwrap_or_else(|error| panic!("'{name}': {error}"));
    }
}

impl Drop for Program<'_> {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The tree of widgets as text, for a failure's message.
pub(crate) fn outline(widgets: &[Widget]) -> String {
    let line = |widget: &Widget| {
        let indent = "  ".repeat(widget.depth);
        let Widget {
            role,
            name,
            value,
            x,
            y,
            width,
            height,
            ..
        } = widget;
        format!("{indent}{role} '{name}' '{value}' at {x},{y} size {width}×{height}\n")
    };
    widgets.iter().map(line).collect()
}

/// A paragraph's words without what is told of claims in them: '(claim by …) ', ' (end of claim)'.
pub(crate) fn without_claims(name: &str) -> String {
    let mut words = String::new();
    let mut rest = name;
    while let Some((before, told)) = rest.split_once('(') {
        let Some((what, after)) = told.split_once(')') else {
            break;
        };
        if what.starts_with("claim ") && what != "claim goes on" {
            words.push_str(before);
            rest = after.strip_prefix(' ').unwrap_or(after);
        } else if what == "claim goes on" || what.starts_with("end of claim") {
            words.push_str(before.strip_suffix(' ').unwrap_or(before));
            rest = after;
        } else {
            words.push_str(before);
            words.push('(');
            rest = told;
        }
    }
    words + rest
}

/// How often the threads of a process have gone to sleep since they were started; none while one is awake. A process that
/// has ended is asleep for good.
fn runs_of_sleepers(pid: u32) -> Option<u64> {
    let mut runs = 0;
    for thread in std::fs::read_dir(format!("/proc/{pid}/task"))
        .into_iter()
        .flatten()
        .flatten()
    {
        let status = std::fs::read_to_string(thread.path().join("status")).unwrap_or_default();
        let after = |name: &str| {
            status
                .lines()
                .find_map(|line| Some(line.strip_prefix(name)?.trim()))
        };
        if after("State:").is_some_and(|state| state.starts_with(['R', 'D'])) {
            return None;
        }
        runs += after("voluntary_ctxt_switches:")
            .and_then(|count| count.parse::<u64>().ok())
            .unwrap_or(0);
    }
    Some(runs)
}

/// Whether a picture shows more than one plain colour.
fn is_drawn(picture: &RgbaImage) -> bool {
    let first = picture.pixels().next();
    picture.pixels().any(|pixel| Some(pixel) != first)
}
