//! Signals that ask the program to end: noted, so that it can put the terminal right and remove what it made.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How often it is looked whether the program was asked to end.
const LOOK_AGAIN: Duration = Duration::from_millis(500);
/// The exit code of a program that a signal has ended.
const ENDED_BY_SIGNAL: i32 = 130;

/// Whether the program was asked to end.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ending(Arc<AtomicBool>);

impl Ending {
    /// Watches for the signals that end a program. A second one ends it at once.
    #[cfg(unix)]
    pub(crate) fn watch() -> Self {
        use signal_hook::consts::TERM_SIGNALS;
        use signal_hook::flag;
        let ending = Self::default();
        // Where a signal cannot be watched it keeps its usual effect, so the order matters: first the hard end that
        // acts once the flag is set, then the flag.
        for signal in TERM_SIGNALS.iter().chain(&[signal_hook::consts::SIGHUP]) {
            let _ = flag::register_conditional_shutdown(*signal, ENDED_BY_SIGNAL, Arc::clone(&ending.0));
            let _ = flag::register(*signal, Arc::clone(&ending.0));
        }
        ending
    }

    /// This system has no such signals.
    #[cfg(not(unix))]
    pub(crate) fn watch() -> Self {
        Self::default()
    }

    /// Ends the program some time after it was asked to end, whatever it is doing: reading from a terminal that is gone
    /// never returns. Nothing is lost, because every change is on the disk before it is told.
    pub(crate) fn insist(&self, after: Duration) {
        let ending = self.clone();
        std::thread::spawn(move || {
            while !ending.is_asked_for() {
                std::thread::sleep(LOOK_AGAIN);
            }
            std::thread::sleep(after);
            std::process::exit(ENDED_BY_SIGNAL);
        });
    }

    /// Whether one came.
    pub(crate) fn is_asked_for(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
