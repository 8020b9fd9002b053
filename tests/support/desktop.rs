//! A desktop of its own for a test: virtual display, window manager, session bus, accessibility
//! bus, an empty home. What is done on it with a program stands in `program.rs`.
//!
//! Everything that is started here is ended when the desktop is dropped, by its process id.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Completion, Trial};
use tempfile::TempDir;

/// How long anything may take on a busy machine with two cores and no graphics card.
const PATIENCE: Duration = Duration::from_mins(1);

/// What must be there, and the Debian package that brings it.
const NEEDED: &[(Need, &str)] = &[
    (Need::Program("Xvfb"), "xvfb"),
    (Need::Program("setxkbmap"), "x11-xkb-utils"),
    (Need::Program("openbox"), "openbox"),
    (Need::Program("wmctrl"), "wmctrl"),
    (Need::Program("xdotool"), "xdotool"),
    (Need::Program("xclip"), "xclip"),
    (Need::Program("import"), "imagemagick"),
    (Need::Program("xwininfo"), "x11-utils"),
    (Need::Program("dbus-daemon"), "dbus-x11"),
    (Need::Program("dbus-send"), "dbus-x11"),
    (Need::File(ACCESSIBILITY_BUS), "at-spi2-core"),
    (Need::PythonModule("pyatspi"), "python3-pyatspi"),
    (Need::Library("libGL.so.1"), "libgl1"),
    (Need::Library("libX11.so.6"), "libx11-6"),
    (Need::Library("libXcursor.so.1"), "libxcursor1"),
    (Need::Library("libXi.so.6"), "libxi6"),
    (Need::Library("libxkbcommon-x11.so.0"), "libxkbcommon-x11-0"),
];

const ACCESSIBILITY_BUS: &str = "/usr/libexec/at-spi-bus-launcher";

/// The distribution's own Python: modules of packages are not seen by any other.
pub(crate) const PYTHON: &str = "/usr/bin/python3";

/// No decoration, windows in the corner, and no key of the window manager's own: all keys are
/// the program's.
const WINDOW_MANAGER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <theme><keepBorder>no</keepBorder></theme>
  <keyboard/>
  <focus><focusNew>yes</focusNew></focus>
  <desktops><number>1</number></desktops>
  <applications>
    <application class="*" type="normal"><decor>no</decor><position force="yes"><x>0</x><y>0</y></position></application>
  </applications>
</openbox_config>
"#;

enum Need {
    Program(&'static str),
    Library(&'static str),
    File(&'static str),
    PythonModule(&'static str),
}

impl Need {
    fn is_met(&self) -> bool {
        match self {
            Need::Program(name) => on_path(name),
            Need::File(path) => Path::new(path).exists(),
            Need::Library(name) => ["/sbin/ldconfig", "ldconfig"]
                .into_iter()
                .filter_map(|ldconfig| Command::new(ldconfig).arg("-p").output().ok())
                .any(|output| String::from_utf8_lossy(&output.stdout).contains(name)),
            Need::PythonModule(name) => Command::new(PYTHON)
                .args(["-c", &format!("import {name}")])
                .stderr(Stdio::null())
                .status()
                .is_ok_and(|status| status.success()),
        }
    }
}

fn on_path(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
}

/// A test's name and what it does on a desktop of its own.
pub(crate) type DesktopTest = (&'static str, fn(&Desktop));

/// The functions of these names as tests on a desktop.
#[macro_export]
macro_rules! desktop_tests {
    ($($test:ident),* $(,)?) => { &[$((stringify!($test), $test)),*] };
}

/// Runs tests as the usual harness does, which has no way for a test to tell that it could not be run: where packages are
/// missing these are told and counted as ignored. In CI they fail.
pub(crate) fn run_tests(tests: &[DesktopTest]) -> ExitCode {
    let missing = missing_packages();
    let why_not = (!missing.is_empty()).then(|| format!("missing system packages: {}", missing.join(" ")));
    let ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
    let trial = |&(name, test): &DesktopTest| {
        let why_not = why_not.clone();
        Trial::ignorable_test(name, move || match why_not {
            Some(why_not) if ci => Err(why_not.into()),
            Some(why_not) => Ok(Completion::ignored_with(why_not)),
            None => {
                test(&Desktop::start(1280, 800));
                Ok(Completion::Completed)
            }
        })
    };
    libtest_mimic::run(&Arguments::from_args(), tests.iter().map(trial).collect()).exit_code()
}

/// The Debian packages that a desktop needs and this machine lacks.
pub(crate) fn missing_packages() -> Vec<&'static str> {
    let mut missing: Vec<_> = NEEDED
        .iter()
        .filter(|(need, _)| !need.is_met())
        .map(|(_, package)| *package)
        .collect();
    missing.dedup();
    missing
}

/// The desktop. One to a test; tests with a desktop each may run side by side.
pub(crate) struct Desktop {
    /// The display, as `DISPLAY` wants it.
    pub display: String,
    /// What every program on this desktop is told by its environment.
    environment: BTreeMap<&'static str, String>,
    home: TempDir,
    started: RefCell<Vec<Child>>,
    clipboard: RefCell<Option<Child>>,
}

impl Desktop {
    /// Starts a desktop with a screen of this size, in pixels.
    pub(crate) fn start(width: u32, height: u32) -> Self {
        let mut desktop = Self {
            display: String::new(),
            environment: BTreeMap::new(),
            home: tempfile::tempdir().expect("a temporary folder"),
            started: RefCell::default(),
            clipboard: RefCell::default(),
        };
        desktop.set_up_home();
        desktop.start_display(width, height);
        desktop.start_window_manager();
        desktop.start_buses();
        desktop
    }

    /// The home folder, which holds the folders for settings, data and the rest; gone afterwards.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// A command that runs on this desktop and knows nothing of any other.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.envs(&self.environment).stdin(Stdio::null());
        for foreign in [
            "WAYLAND_DISPLAY",
            "AT_SPI_BUS_ADDRESS",
            "XAUTHORITY",
            "SESSION_MANAGER",
        ] {
            command.env_remove(foreign);
        }
        command
    }

    /// Puts a program of this name before all others on the path, for instance a `zenity` that
    /// answers at once: `"#!/bin/sh\necho /tmp/chosen.txt"`.
    pub(crate) fn fake_program(&self, name: &str, script: &str) {
        let path = self.home().join("bin").join(name);
        write(&path, script);
        let status = Command::new("chmod").arg("+x").arg(&path).status();
        assert!(
            status.is_ok_and(|status| status.success()),
            "chmod +x {}",
            path.display()
        );
    }

    /// A copy of a folder of the repository (`projects/baghdad-talks`) in the home, to work on.
    pub(crate) fn copy_of(&self, folder: &str) -> PathBuf {
        let original = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let copy = self
            .home()
            .join(original.file_name().expect("a folder with a name"));
        self.run(
            "cp",
            &["-R", &original.to_string_lossy(), &copy.to_string_lossy()],
        );
        copy
    }

    /// Runs a helper to its end and gives what it printed; one that fails fails the test.
    pub(crate) fn run(&self, program: &str, arguments: &[&str]) -> String {
        let output = self.command(program).args(arguments).output();
        let output = output.unwrap_or_else(|error| panic!("{program} cannot be run: {error}"));
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{program} {arguments:?}: {errors}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Like [`Self::run`], but none where the helper fails.
    pub(crate) fn try_run(&self, program: &str, arguments: &[&str]) -> Option<String> {
        let output = self.command(program).args(arguments).output().ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Gives the keyboard another layout, as setxkbmap names it: `fr`. To be done before a program starts.
    pub(crate) fn set_layout(&self, layout: &str) {
        self.run("setxkbmap", &[layout]);
    }

    /// Puts text on the clipboard, as another program would.
    pub(crate) fn copy_to_clipboard(&self, text: &str) {
        let mut xclip = self
            .command("xclip")
            .args(["-quiet", "-selection", "clipboard", "-in"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("xclip starts");
        let mut input = xclip.stdin.take().expect("xclip reads");
        input.write_all(text.as_bytes()).expect("xclip reads on");
        drop(input);
        let before = self.clipboard.replace(Some(xclip));
        end(before);
        wait_until("the clipboard has the text", || {
            self.clipboard().as_deref() == Some(text)
        });
    }

    /// The clipboard's text; none when it has no text.
    pub(crate) fn clipboard(&self) -> Option<String> {
        self.try_run("xclip", &["-selection", "clipboard", "-out"])
    }

    /// What a middle click pastes: what was selected last in any program.
    pub(crate) fn selected(&self) -> Option<String> {
        self.try_run("xclip", &["-selection", "primary", "-out"])
    }

    /// What the clipboard holds for a program that asks for this kind: `text/html`.
    pub(crate) fn clipboard_as(&self, kind: &str) -> Option<String> {
        self.try_run("xclip", &["-selection", "clipboard", "-target", kind, "-out"])
    }

    /// The windows that the window manager knows.
    pub(crate) fn windows(&self) -> Vec<String> {
        let list = self.try_run("wmctrl", &["-l"]).unwrap_or_default();
        list.lines()
            .filter_map(|line| line.split_whitespace().next())
            .map(str::to_owned)
            .collect()
    }

    /// A picture of the whole screen.
    pub(crate) fn screenshot(&self) -> image::RgbaImage {
        self.picture_of("root")
    }

    /// A picture of one window, or of `root`.
    pub(crate) fn picture_of(&self, window: &str) -> image::RgbaImage {
        let path = self.home().join("picture.png");
        let shown = path.to_string_lossy();
        self.run("import", &["-silent", "-window", window, &shown]);
        image::open(&path).expect("import writes PNG").into_rgba8()
    }

    fn set_up_home(&mut self) {
        let home = self.home().to_path_buf();
        let text = |path: &Path| path.to_string_lossy().into_owned();
        for (name, folder) in [
            ("HOME", ""),
            ("XDG_CONFIG_HOME", ".config"),
            ("XDG_DATA_HOME", ".local/share"),
            ("XDG_STATE_HOME", ".local/state"),
            ("XDG_CACHE_HOME", ".cache"),
            ("XDG_RUNTIME_DIR", "run"),
        ] {
            let folder = home.join(folder);
            std::fs::create_dir_all(&folder).expect("folders in the home");
            self.environment.insert(name, text(&folder));
        }
        std::fs::create_dir_all(home.join("bin")).expect("folders in the home");
        let run = Command::new("chmod").arg("700").arg(home.join("run")).status();
        assert!(run.is_ok_and(|status| status.success()), "chmod 700 run");
        let path = std::env::var("PATH").unwrap_or_default();
        self.environment
            .insert("PATH", format!("{}:{path}", text(&home.join("bin"))));
        for (name, value) in [
            ("LIBGL_ALWAYS_SOFTWARE", "1"),
            ("LC_ALL", "C.UTF-8"),
            ("TZ", "UTC"),
            ("XDG_CURRENT_DESKTOP", "openbox"),
        ] {
            self.environment.insert(name, value.to_owned());
        }
    }

    fn start_display(&mut self, width: u32, height: u32) {
        let screen = format!("{width}x{height}x24");
        // The server picks a free number and says it once it listens. It would begin anew when the only program that it
        // knows leaves, and cut off the window manager that is just coming.
        let arguments = [
            "-displayfd",
            "1",
            "-noreset",
            "-screen",
            "0",
            &screen,
            "-nolisten",
            "tcp",
        ];
        let number = self.start_and_read("Xvfb", &arguments);
        self.display = format!(":{number}");
        self.environment.insert("DISPLAY", self.display.clone());
    }

    fn start_window_manager(&self) {
        let file = self.home().join(".config/window-manager.xml");
        write(&file, WINDOW_MANAGER);
        self.start_quietly(
            "openbox",
            &["--sm-disable", "--config-file", &file.to_string_lossy()],
        );
        wait_until("the window manager is ready", || {
            self.try_run("wmctrl", &["-m"]).is_some()
        });
    }

    fn start_buses(&mut self) {
        let arguments = ["--session", "--nofork", "--nopidfile", "--print-address=1"];
        let address = self.start_and_read("dbus-daemon", &arguments);
        self.environment.insert("DBUS_SESSION_BUS_ADDRESS", address);
        self.start_quietly(ACCESSIBILITY_BUS, &["--launch-immediately"]);
        // Programs say what they show only where somebody is said to listen.
        let say = [
            "--session",
            "--print-reply",
            "--dest=org.a11y.Bus",
            "/org/a11y/bus",
            "org.freedesktop.DBus.Properties.Set",
            "string:org.a11y.Status",
            "string:IsEnabled",
            "variant:boolean:true",
        ];
        wait_until("the accessibility bus is on", || {
            self.try_run("dbus-send", &say).is_some()
        });
    }

    fn start_quietly(&self, program: &str, arguments: &[&str]) {
        let child = self
            .command(program)
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let child = child.unwrap_or_else(|error| panic!("{program} does not start: {error}"));
        self.started.borrow_mut().push(child);
    }

    /// Starts a server and gives the line by which it says that it is ready.
    fn start_and_read(&self, program: &str, arguments: &[&str]) -> String {
        let child = self
            .command(program)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut child = child.unwrap_or_else(|error| panic!("{program} does not start: {error}"));
        let output = child.stdout.take().expect("its output is a pipe");
        self.started.borrow_mut().push(child);
        let mut line = String::new();
        BufReader::new(output)
            .read_line(&mut line)
            .expect("it says that it is ready");
        assert!(!line.trim().is_empty(), "{program} ended before it was ready");
        line.trim().to_owned()
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        end(self.clipboard.take());
        let mut started = self.started.take();
        // The buses start programs on their own, which belong to what started them and are ended
        // first, so that their parents still see it.
        for pid in started
            .iter()
            .flat_map(|child| descendants(child.id()))
            .collect::<Vec<_>>()
        {
            drop(
                Command::new("kill")
                    .args(["-KILL", &pid.to_string()])
                    .stderr(Stdio::null())
                    .status(),
            );
            let begun = Instant::now();
            while Path::new(&format!("/proc/{pid}")).exists() && begun.elapsed() < Duration::from_millis(200)
            {
                std::thread::sleep(Duration::from_millis(5));
            }
        }
        started.reverse();
        for child in started {
            end(child);
        }
    }
}

/// Ends a process that was started here.
pub(crate) fn end(child: impl Into<Option<Child>>) {
    if let Some(mut child) = child.into() {
        drop(child.kill());
        drop(child.wait());
    }
}

/// Waits until something is so, or fails the test by saying what was not.
pub(crate) fn wait_until(what: &str, is_so: impl FnMut() -> bool) {
    assert!(comes_true(is_so), "not within {PATIENCE:?}: {what}");
}

/// Whether something becomes so while anybody would wait.
pub(crate) fn comes_true(mut is_so: impl FnMut() -> bool) -> bool {
    let begun = Instant::now();
    while !is_so() {
        if begun.elapsed() > PATIENCE {
            return false;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    true
}

/// The processes that a process has started, and those that they have.
fn descendants(pid: u32) -> Vec<u32> {
    let threads = PathBuf::from(format!("/proc/{pid}/task"));
    let mut found = Vec::new();
    for thread in std::fs::read_dir(threads).into_iter().flatten().flatten() {
        let children = std::fs::read_to_string(thread.path().join("children")).unwrap_or_default();
        for child in children.split_whitespace().filter_map(|child| child.parse().ok()) {
            found.extend(descendants(child));
            found.push(child);
        }
    }
    found
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test's own file need not be written whole"
)]
fn write(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
