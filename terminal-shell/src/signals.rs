//! Signals that ask the program to end: noted, so that it can put the terminal right and remove what it made.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
#[cfg(unix)]
use std::time::Duration;

/// How long the program may take to end by itself once its terminal is gone. Reading from such a terminal can spin
/// without ever coming back, and a vault must not stay open behind it.
#[cfg(unix)]
const AFTER_HANG_UP: Duration = Duration::from_secs(2);
/// What a shell reports of a program that SIGHUP ended.
#[cfg(unix)]
const HUNG_UP: i32 = 129;

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
        for signal in TERM_SIGNALS {
            let _ = flag::register_conditional_shutdown(*signal, 130, Arc::clone(&ending.0));
            let _ = flag::register(*signal, Arc::clone(&ending.0));
        }
        ending.watch_the_terminal();
        ending
    }

    /// Ends the program after its terminal was closed: by itself if it can, otherwise at once. A commit that is cut off
    /// loses nothing that was acknowledged.
    #[cfg(unix)]
    fn watch_the_terminal(&self) {
        let Ok(mut signals) = signal_hook::iterator::Signals::new([signal_hook::consts::SIGHUP]) else {
            return;
        };
        let asked = Arc::clone(&self.0);
        std::thread::spawn(move || {
            if signals.forever().next().is_some() {
                asked.store(true, Ordering::Relaxed);
                std::thread::sleep(AFTER_HANG_UP);
                std::process::exit(HUNG_UP);
            }
        });
    }

    /// This system has no such signals.
    #[cfg(not(unix))]
    pub(crate) fn watch() -> Self {
        Self::default()
    }

    /// Whether one came.
    pub(crate) fn is_asked_for(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
