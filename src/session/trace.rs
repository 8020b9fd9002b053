//! The log, and what is written when the program crashes.
//!
//! Log lines go to a file a day in the folder `log` of the user's state folder, and the last of them into the crash
//! file. Neither ever holds an article's text: log lines name ids, counts, kinds and paths, of a panic's message only
//! what the standard library words itself is kept, and of other crates only those that deal with the window and the
//! system may log.

use std::backtrace::Backtrace;
use std::collections::VecDeque;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use etcetera::BaseStrategy;
use tracing::Level;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Layer as _, fmt};

use super::clock;
use crate::import;
use crate::store;
use crate::store::files::PathKind;

/// The number of days that have a log file; older files are removed.
const MAX_LOG_FILES: usize = 7;

/// The number of log lines in a crash file.
const MAX_LINES_IN_CRASH: usize = 200;

/// The crates whose warnings are logged: they know the window and the system, and see no article.
const SYSTEM_CRATES: [&str; 8] = [
    "accesskit",
    "arboard",
    "eframe",
    "egui_glow",
    "egui_winit",
    "glutin",
    "rfd",
    "winit",
];

/// Starts logging and writes a crash file when the program panics. Where `verbose`, log lines go to the standard error
/// as well. Only the first call has an effect.
///
/// Where the user's state folder cannot be written, there is no log file; nothing else changes.
pub fn start(verbose: bool) {
    let recent = RecentLines::default();
    let file = log_file().map(|file| fmt::layer().with_ansi(false).with_writer(Mutex::new(file)));
    let terminal = verbose.then(|| fmt::layer().with_writer(io::stderr).with_target(false));
    let started = tracing_subscriber::registry()
        .with(
            fmt::layer()
                .with_ansi(false)
                .with_writer(recent.clone())
                .with_filter(targets(Level::DEBUG)),
        )
        .with(file.with_filter(targets(Level::INFO)))
        .with(terminal.with_filter(targets(Level::DEBUG)))
        .try_init();
    if started.is_ok() {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panicked| {
            // A reader that panics over a broken file is a refused file.
            if import::is_guarded() {
                tracing::warn!(at = %place_of(panicked), "a reader panicked");
                return;
            }
            before(panicked);
            write_crash_file(panicked, &recent);
        }));
        tracing::info!(version = env!("CARGO_PKG_VERSION"), "started");
    }
}

/// The newest crash file that was not reported yet. It is given once.
pub fn untold_crash() -> Option<PathBuf> {
    store::crash::take_unreported(&crash_folder()?)
}

/// Where the program keeps its log and its crash files: the folder that `SAYSO_STATE_DIR` names, else where the system
/// keeps such things; `None` where there is no such place.
pub fn state_folder() -> Option<PathBuf> {
    let named = std::env::var_os("SAYSO_STATE_DIR").filter(|folder| !folder.is_empty());
    if let Some(folder) = named {
        return Some(PathBuf::from(folder));
    }
    let places = etcetera::choose_base_strategy().ok()?;
    let folder = places.state_dir().unwrap_or_else(|| places.data_dir());
    Some(folder.join("sayso"))
}

fn crash_folder() -> Option<PathBuf> {
    Some(state_folder()?.join("crashes"))
}

fn log_file() -> Option<RollingFileAppender> {
    let folder = state_folder()?.join("log");
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("sayso")
        .filename_suffix("log");
    // Where there is no folder yet, looking for old files in it would be told as an error.
    let file = if store::files::kind_of(&folder) == PathKind::Folder {
        file.max_log_files(MAX_LOG_FILES)
    } else {
        file
    };
    file.build(folder).ok()
}

fn targets(own: Level) -> Targets {
    let system = SYSTEM_CRATES.map(|name| (name, LevelFilter::WARN));
    Targets::new()
        .with_target(env!("CARGO_PKG_NAME"), own)
        .with_targets(system)
}

/// The last lines of the log.
#[derive(Clone, Default)]
struct RecentLines(Arc<Mutex<VecDeque<String>>>);

impl RecentLines {
    fn lines(&self) -> MutexGuard<'_, VecDeque<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Write for RecentLines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut lines = self.lines();
        if lines.len() == MAX_LINES_IN_CRASH {
            lines.pop_front();
        }
        lines.push_back(String::from_utf8_lossy(bytes).into_owned());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for RecentLines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

fn write_crash_file(panicked: &PanicHookInfo<'_>, recent: &RecentLines) {
    let now = clock::now();
    let text = crash_report(panicked, recent, &now.to_string());
    let name = format!("sayso-{}", now.to_string().replace(':', "-"));
    let written = crash_folder().map(|folder| store::crash::write(&folder, &name, &text));
    if let Some(Ok(path)) = written {
        // The terminal may be gone.
        let _ = writeln!(
            io::stderr(),
            "sayso: what is known of this crash is in {}",
            path.display()
        );
    }
}

fn crash_report(panicked: &PanicHookInfo<'_>, recent: &RecentLines, now: &str) -> String {
    let thread = thread::current();
    let mut text = format!(
        "Sayso {} crashed at {now}.\nSystem: {} {}\nThread: {}\nPlace: {}\nMessage: {}\n\nCalls:\n{}\n\nLog:\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        thread.name().unwrap_or("without a name"),
        place_of(panicked),
        message_without_text(panicked),
        Backtrace::force_capture(),
    );
    for line in recent.lines().iter() {
        let _ = write!(text, "{line}");
    }
    text
}

fn place_of(panicked: &PanicHookInfo<'_>) -> String {
    panicked
        .location()
        .map_or_else(|| "unknown".to_owned(), ToString::to_string)
}

/// The panic's message as far as it cannot quote an article: a message without arguments, or the beginning of one that
/// the standard library words.
fn message_without_text(panicked: &PanicHookInfo<'_>) -> String {
    const FROM_STD: [&str; 9] = [
        "attempt to ",
        "byte index ",
        "called `Option::unwrap()`",
        "called `Result::unwrap()`",
        "end byte index ",
        "index out of bounds: ",
        "range ",
        "slice index ",
        "start byte index ",
    ];
    if let Some(fixed) = panicked.payload().downcast_ref::<&'static str>() {
        return (*fixed).to_owned();
    }
    let message = panicked.payload_as_str().unwrap_or_default();
    let Some(known) = FROM_STD.iter().find(|known| message.starts_with(**known)) else {
        return "left out, because it may quote an article".to_owned();
    };
    let quote = |c: char| matches!(c, '`' | '"' | '\'' | ';');
    let rest = message.get(known.len()..).unwrap_or_default();
    let end = rest.find(quote).unwrap_or(rest.len());
    format!("{known}{}", rest.get(..end).unwrap_or_default())
}
