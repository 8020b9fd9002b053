//! From the start of the process to the first painted frame, beside an empty window, on a virtual
//! display with software rendering.
//!
//! The programs know nothing of being measured: it is looked from outside when their window shows
//! and its middle is no longer the black of the bare display.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use x11rb::connection::Connection as _;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    ChangeWindowAttributesAux, ConnectionExt as _, EventMask, ImageFormat, MapState, Window,
};
use x11rb::rust_connection::RustConnection;

use crate::clock::in_turns;
use crate::material::{Material, thousands};
use crate::table::{Bar, Table};

const ROUNDS: usize = 15;
/// How long a window may take before it is given up.
const PATIENCE: Duration = Duration::from_mins(1);

/// Measures it for the sample project and for every generated one.
pub(crate) fn measure(material: &Material, table: &mut Table) {
    let Some(display) = Display::start(material.folder()) else {
        return;
    };
    let sample = copy_of_sample(material.folder());
    let sayso = Path::new(env!("CARGO_BIN_EXE_sayso"));
    let empty = empty_window();
    let [figure, window, bare] = in_turns(
        ROUNDS,
        [
            &mut || display.first_frame(sayso, Some(&sample)),
            &mut || display.first_frame(&empty, None),
            &mut || display.first_frame(&empty, Some(Path::new("bare"))),
        ],
    );
    let name = "first frame, sample project (beside an empty window)";
    table.beside(name, "ms", figure, window, Bar::Ratio(1.5));
    let name = "first frame, sample project (beside a window that paints not even its background)";
    table.beside(name, "ms", figure, bare, Bar::None);
    for (articles, project) in material.projects() {
        let [figure, reference] = in_turns(
            3,
            [&mut || display.first_frame(sayso, Some(project)), &mut || {
                display.first_frame(&empty, None)
            }],
        );
        let name = format!(
            "first frame, {} articles (beside an empty window)",
            thousands(articles)
        );
        table.beside(name, "ms", figure, reference, Bar::Ratio(1.5));
    }
}

/// The example beside this program's folder.
fn empty_window() -> PathBuf {
    let this = std::env::current_exe().expect("the path of this program");
    let profile = this.ancestors().nth(2).expect("the folder of the profile");
    let path = profile.join("examples/empty_window");
    assert!(
        path.is_file(),
        "there is no {}: make bench builds it",
        path.display()
    );
    path
}

fn copy_of_sample(folder: &Path) -> PathBuf {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/baghdad-talks");
    let copied = Command::new("cp").arg("-R").args([&sample, folder]).status();
    assert!(
        copied.is_ok_and(|status| status.success()),
        "the sample is copied"
    );
    folder.join("baghdad-talks")
}

/// A virtual display of its own, ended when dropped.
struct Display {
    process: Child,
    name: String,
    server: RustConnection,
    root: Window,
    home: PathBuf,
}

impl Display {
    /// None where there is no Xvfb, which is said loudly, and is a failure in CI.
    fn start(folder: &Path) -> Option<Self> {
        let process = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1280x800x24",
                "-nolisten",
                "tcp",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut process) = process else {
            let ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
            assert!(!ci, "missing system package: xvfb");
            eprintln!("*** SKIPPED the first frame: missing system package: xvfb ***");
            return None;
        };
        let mut number = String::new();
        let output = process.stdout.as_mut().expect("the display's output");
        BufReader::new(output)
            .read_line(&mut number)
            .expect("the display's number");
        let name = format!(":{}", number.trim());
        // Kept for as long as the display: it would start afresh when its last client leaves.
        let (server, screen) = x11rb::connect(Some(&name)).expect("the display answers");
        let root = server.setup().roots.get(screen).expect("a screen").root;
        let windows = ChangeWindowAttributesAux::new().event_mask(EventMask::SUBSTRUCTURE_NOTIFY);
        let asked = server.change_window_attributes(root, &windows);
        asked
            .expect("the display answers")
            .check()
            .expect("the display obeys");
        Some(Self {
            process,
            name,
            server,
            root,
            home: folder.join("home"),
        })
    }

    /// How long it takes from the start of a program with this argument until its window is painted.
    fn first_frame(&self, program: &Path, argument: Option<&Path>) -> Duration {
        let begun = Instant::now();
        let mut child = Command::new(program)
            .args(argument)
            .env("DISPLAY", &self.name)
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("HOME", &self.home)
            .env("SAYSO_CONFIG_DIR", &self.home)
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let painted = self.wait_until_painted(begun);
        let took = begun.elapsed();
        end(&mut child);
        assert!(painted, "{} drew no window", program.display());
        took
    }

    fn wait_until_painted(&self, begun: Instant) -> bool {
        let mut shown = None;
        while begun.elapsed() < PATIENCE {
            while let Some(event) = self.server.poll_for_event().expect("the display lives") {
                if let Event::MapNotify(event) = event
                    && event.event == self.root
                {
                    shown = Some(event.window);
                }
            }
            if shown.is_some_and(|window| is_painted(&self.server, window)) {
                return true;
            }
            // Short against what is measured, long enough to leave the processor to the program.
            std::thread::sleep(Duration::from_micros(500));
        }
        false
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

/// Ends a process that was started here, in the middle of whatever it does.
fn end(child: &mut Child) {
    let ended = child.kill().and_then(|()| child.wait());
    ended.expect("the process ends");
}

/// Whether the middle of a window shows anything but black.
fn is_painted(server: &RustConnection, window: Window) -> bool {
    let reply = || {
        let attributes = server.get_window_attributes(window).ok()?.reply().ok()?;
        if attributes.map_state != MapState::VIEWABLE {
            return None;
        }
        let size = server.get_geometry(window).ok()?.reply().ok()?;
        let (x, y) = ((size.width / 2).cast_signed(), (size.height / 2).cast_signed());
        let image = server.get_image(ImageFormat::Z_PIXMAP, window, x, y, 1, 1, u32::MAX);
        image.ok()?.reply().ok()
    };
    // The fourth byte of a pixel is padding.
    reply().is_some_and(|image| image.data.iter().take(3).any(|level| *level != 0))
}
