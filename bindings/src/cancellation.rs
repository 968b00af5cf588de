//! Giving up a call that waits for a server: what a shell's "Cancel" does.

use countersign::authenticator as core;

/// A handle that cancels the calls it was given to, from any thread. Cancelled once, it stays so: make one for each call.
///
/// Cancelling a Swift `Task` does not end a call, only this handle does. A cancelled Kotlin coroutine or Python task
/// uses its handle by itself.
#[derive(Debug, Default, uniffi::Object)]
pub struct Cancellation(core::Cancellation);

impl Cancellation {
    pub(crate) fn handle(&self) -> core::Cancellation {
        self.0.clone()
    }
}

#[uniffi::export]
impl Cancellation {
    /// A handle that has cancelled nothing yet.
    #[uniffi::constructor]
    pub fn new() -> Self {
        Self::default()
    }

    /// Cancels every call that was given this handle, now and later. A call that has its answer already comes to its end.
    pub fn cancel(&self) {
        self.0.cancel();
    }

    /// Whether it was used.
    pub fn is_cancelled(&self) -> bool {
        self.0.is_cancelled()
    }
}
