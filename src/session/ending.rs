//! Hears when the system or a terminal asks the process to end, so that the window can save first.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Wake;

/// Whether the process was asked to end.
#[derive(Clone, Debug, Default)]
pub struct Ending(Arc<AtomicBool>);

impl Ending {
    /// Listens for `SIGTERM`, `SIGHUP` and `SIGINT` from now on. A second signal, or a window that does not close within
    /// a few seconds, ends the process at once. `None` where there are no signals.
    #[cfg(unix)]
    pub fn on_signals(wake: Wake) -> Option<Self> {
        use std::thread;

        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
        use signal_hook::iterator::Signals;

        let heard = |error: std::io::Error| tracing::warn!(%error, "signals are not heard");
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT]).map_err(heard).ok()?;
        let ending = Self::default();
        let asked = ending.clone();
        let listen = move || {
            for signal in signals.forever() {
                if asked.0.swap(true, Ordering::SeqCst) {
                    end_now(signal);
                }
                tracing::info!(signal, "asked to end");
                wake();
                let _ = thread::Builder::new().name("ending".to_owned()).spawn(move || {
                    thread::sleep(PATIENCE);
                    end_now(signal);
                });
            }
        };
        let listening = thread::Builder::new().name("signals".to_owned()).spawn(listen);
        listening.map_err(heard).ok()?;
        Some(ending)
    }

    /// Listens for `SIGTERM`, `SIGHUP` and `SIGINT`: there are none here.
    #[cfg(not(unix))]
    pub fn on_signals(_wake: Wake) -> Option<Self> {
        None
    }

    /// Whether the process was asked to end.
    pub fn is_asked_for(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// How long the window may take to save; what is typed is on disk by then either way.
#[cfg(unix)]
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

/// Ends the process as if the signal had not been heard.
#[cfg(unix)]
fn end_now(signal: i32) {
    let _ = signal_hook::low_level::emulate_default_handler(signal);
}
