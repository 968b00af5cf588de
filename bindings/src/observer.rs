//! Being told of changes.

use crate::authenticator::Authenticator;
use countersign::authenticator::{self as core, Change, StorageError};
use std::sync::Arc;
use uniffi::UnexpectedUniFFICallbackError;

/// What changed: ask for it anew.
#[uniffi::remote(Enum)]
pub enum Change {
    /// Another screen: `stage`. After a lock or an unlock everything else is to be asked anew as
    /// well, and is not told of by itself.
    Stage,
    /// The list of accounts, or one of them: `accounts`.
    Accounts,
    /// Open requests, or how an account stands with its server (the dot before its row):
    /// `requests`.
    Requests,
    /// The history: `history`.
    History,
    /// Settings, corrections of the clock, language or theme: `settings`,
    /// `appearance`.
    Settings,
}

/// What a listener throws. It is ignored: who listens decides nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum ListenerError {
    /// The listener failed.
    #[error("the listener failed")]
    Failed,
}

impl From<UnexpectedUniFFICallbackError> for ListenerError {
    fn from(_: UnexpectedUniFFICallbackError) -> Self {
        Self::Failed
    }
}

/// Who is told of changes: on the thread of the call that made them, which can be one of this library, and never with a
/// lock held. It may call the authenticator. What it throws is ignored.
#[uniffi::export(foreign)]
pub trait ChangeListener: Send + Sync {
    /// Something changed: ask for it anew.
    fn changed(&self, change: Change) -> Result<(), ListenerError>;
}

struct Listener(Arc<dyn ChangeListener>);

impl core::Observer for Listener {
    fn changed(&self, change: Change) {
        // Who listens decides nothing.
        let _ = self.0.changed(change);
    }
}

#[uniffi::export]
impl Authenticator {
    /// Tells `listener` of every change from now on, instead of an earlier listener.
    ///
    /// # Errors
    /// Only a defect of this library.
    pub fn observe(&self, listener: Arc<dyn ChangeListener>) -> Result<(), StorageError> {
        self.answer(|core| core.observe(Arc::new(Listener(listener))))
    }

    /// Tells nobody any more. A change that is being told comes to its end.
    ///
    /// # Errors
    /// Only a defect of this library.
    pub fn stop_observing(&self) -> Result<(), StorageError> {
        self.answer(|core| core.stop_observing())
    }
}
