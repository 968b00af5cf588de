//! The one object, and the three ways in which a call reaches the core.

use crate::cancellation::Cancellation;
use crate::containment::contained;
use crate::runtime::{CancelWhenDropped, outcome, runtime};
use countersign::authenticator::{self as core, StorageError};
use countersign::ports::BoxFuture;
use std::sync::Arc;

/// The app behind every shell: a vault of accounts, their codes, and the requests of their servers.
///
/// Shared between threads as it is; one call runs at a time. Calls that take longer than some milliseconds are async.
/// Every call can fail with a storage error, and `Uncertain` means: look at what is shown now before trying again.
#[derive(uniffi::Object)]
pub struct Authenticator {
    core: Arc<core::Authenticator>,
}

impl Authenticator {
    pub(crate) fn new(core: core::Authenticator) -> Self {
        Self { core: Arc::new(core) }
    }

    /// A call of some milliseconds, on the caller's thread.
    pub(crate) fn call<T, E: From<StorageError>>(
        &self,
        call: impl FnOnce(&core::Authenticator) -> Result<T, E>,
    ) -> Result<T, E> {
        contained(|| call(&self.core))
    }

    /// A call that the core does not refuse.
    pub(crate) fn answer<T>(&self, call: impl FnOnce(&core::Authenticator) -> T) -> Result<T, StorageError> {
        self.call(|core| Ok(call(core)))
    }

    /// A call that derives a key: on a thread of its own. It comes to its end also when nobody waits for it any more.
    pub(crate) async fn derive<T: Send + 'static, E: From<StorageError> + Send + 'static>(
        &self,
        call: impl FnOnce(&core::Authenticator) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        let core = Arc::clone(&self.core);
        // Boxed, as below: the runtime's code is there once for each kind of answer, and not once for each call.
        let call: Box<dyn FnOnce() -> Result<T, E> + Send> = Box::new(move || call(&core));
        outcome(runtime()?.spawn_blocking(call)).await
    }

    /// A call that asks a server, on the runtime. When nobody waits for it any more, it is cancelled.
    pub(crate) async fn ask<T, E, F>(
        &self,
        cancellation: Arc<Cancellation>,
        call: impl FnOnce(Arc<core::Authenticator>, core::Cancellation) -> F,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
        F: Future<Output = Result<T, E>> + Send + 'static,
    {
        let handle = cancellation.handle();
        let waiting = CancelWhenDropped::new(handle.clone());
        let call: BoxFuture<'static, Result<T, E>> = Box::pin(call(Arc::clone(&self.core), handle));
        let outcome = outcome(runtime()?.spawn(call)).await;
        waiting.done();
        outcome
    }
}
