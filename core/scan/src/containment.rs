//! Panics of foreign decoders end here: caught, and without a word of what they were reading.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether this thread runs a decoder whose panics are expected.
    static CONTAINED: Cell<bool> = const { Cell::new(false) };
}

/// Runs a decoder; `None` if it panicked.
///
/// The message of a panic can quote what was read, so the process's panic hook is wrapped once: it stays silent
/// for threads that are in here and is what it was for all others. What the decoder was working on is dropped with
/// it; nothing half-done is seen again.
pub(super) fn contained<T>(decoder: impl FnOnce() -> T) -> Option<T> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let loud = panic::take_hook();
        panic::set_hook(Box::new(move |report| {
            // A thread that is being torn down has no flag any more and is not in a decoder.
            if !CONTAINED.try_with(Cell::get).unwrap_or(false) {
                loud(report);
            }
        }));
    });
    let before = CONTAINED.replace(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(decoder));
    CONTAINED.set(before);
    outcome.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_answer() {
        assert_eq!(contained(|| 7), Some(7));
        assert_eq!(contained(|| -> u8 { panic!("of a decoder") }), None);
        assert!(!CONTAINED.get());
    }
}
