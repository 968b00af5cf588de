//! A panic ends here: it reaches no shell, and not a word of it is written anywhere.
//!
//! The core does not panic by itself (its lints see to that); a library below it might. What a call was doing is not
//! known then, so the answer is [`StorageError::Uncertain`]: look at what is shown now before trying again.

use countersign::authenticator::StorageError;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

/// Makes this library's panics silent. Its panic hook is its own: it is linked with a standard library of its own, and no
/// other library or app in the process is changed.
pub(crate) fn silence_panics() {
    static SILENT: Once = Once::new();
    SILENT.call_once(|| panic::set_hook(Box::new(|_| ())));
}

/// The outcome of a call.
pub(crate) fn contained<T, E: From<StorageError>>(call: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    // The core looks at its state anew after a call that did not come to its end.
    panic::catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|_| Err(StorageError::Uncertain.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_answer() {
        silence_panics();
        assert_eq!(contained(|| Ok::<_, StorageError>(7)), Ok(7));
        assert_eq!(contained(|| Err::<u8, _>(StorageError::Full)), Err(StorageError::Full));
        assert_eq!(contained(|| -> Result<u8, _> { panic!("1234") }), Err(StorageError::Uncertain));
    }
}
