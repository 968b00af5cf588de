//! The one tokio runtime: where the way to servers works, and where a call runs that takes its time.

use countersign::authenticator::{Cancellation, StorageError};
use std::sync::OnceLock;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::JoinHandle;

/// Polls of a few accounts, and a decision beside them.
const WORKERS: usize = 2;
/// Derivations of a key take 64 MiB each: never many at once.
const MOST_BLOCKING: usize = 4;

/// The runtime. It is started with the first authenticator and lives as long as the process.
pub(crate) fn runtime() -> Result<&'static Handle, StorageError> {
    static RUNTIME: OnceLock<Option<Runtime>> = OnceLock::new();
    let started = RUNTIME.get_or_init(|| {
        Builder::new_multi_thread()
            .worker_threads(WORKERS)
            .max_blocking_threads(MOST_BLOCKING)
            .thread_name("countersign")
            .enable_all()
            .build()
            .ok()
    });
    started.as_ref().map(Runtime::handle).ok_or(StorageError::Failed)
}

/// The outcome of work on the runtime. A panic in it is contained there.
pub(crate) async fn outcome<T, E: From<StorageError>>(task: JoinHandle<Result<T, E>>) -> Result<T, E> {
    task.await.unwrap_or_else(|_| Err(StorageError::Uncertain.into()))
}

/// Cancels a call whose caller has gone: a coroutine that was cancelled, a future that was dropped. The call then comes to
/// its end in good order, as after [`Cancellation::cancel`].
pub(crate) struct CancelWhenDropped(Option<Cancellation>);

impl CancelWhenDropped {
    pub(crate) const fn new(cancellation: Cancellation) -> Self {
        Self(Some(cancellation))
    }

    /// The call has come to its end.
    pub(crate) fn done(mut self) {
        self.0 = None;
    }
}

impl Drop for CancelWhenDropped {
    fn drop(&mut self) {
        if let Some(cancellation) = &self.0 {
            cancellation.cancel();
        }
    }
}
