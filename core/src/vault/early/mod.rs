//! The store that opens before the PIN: what a locked phone needs to poll, verify and deny, and no more.
//!
//! It lies in two files of its own, sealed under a device key that needs no PIN, and exists for classes whose device
//! keys are worth that: hardware (and the tests' double). Elsewhere the vault is unlocked first. What happens before
//! the PIN waits in its queue until the vault is open and is then merged, each event exactly once. Losing it loses no
//! account: the vault holds everything that it holds, and puts it in place anew.
//!
//! What it cannot notice: an old copy of its own files. Events that were merged are known by name to the vault, and
//! counters only grow there, so an old copy repeats nothing; what was queued after it was made is lost with it.

mod contents;
mod file;
mod merge;
mod store;
#[cfg(test)]
mod tests;

pub use contents::{EarlyAccount, EarlyContents, EarlyEvent};

pub(super) use store::EarlyStore;

use super::error::VaultFailure;
use super::locked::{Known, Vault};
use super::open::OpenVault;
use crate::ports::AssuranceClass;

/// Why the store gave or took nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EarlyError {
    /// This device has none: its class is not worth it. Unlock first.
    #[error("this device keeps nothing that opens before the PIN")]
    NotAvailable,
    /// There is none yet, or it is damaged. It is put in place once the vault is open.
    #[error("nothing opens before the PIN yet")]
    Missing,
    /// It holds no such account.
    #[error("there is no such account")]
    NoSuchAccount,
    /// This request was answered before.
    #[error("this request was seen before")]
    Replayed,
    /// A field, or the number of accounts, requests or keys, is beyond its limit.
    #[error("a field is beyond its limit")]
    BeyondLimit,
    /// A newer program wrote it. It stays untouched.
    #[error("a newer version wrote it")]
    NewerVersion,
    /// Something below did not work. What is read afterwards is what the files hold.
    #[error(transparent)]
    Failed(#[from] VaultFailure),
}

/// Whether a class has such a store.
pub const fn opens_before_the_pin(class: AssuranceClass) -> bool {
    match class {
        AssuranceClass::Hardware | AssuranceClass::Test => true,
        AssuranceClass::Keyring | AssuranceClass::File => false,
    }
}

impl Vault {
    /// What opens before the PIN. Read from its files at the first call.
    ///
    /// # Errors
    /// [`EarlyError::NotAvailable`] where this device has none, and where there is no locked vault.
    pub fn early(&mut self) -> Result<&EarlyContents, EarlyError> {
        let class = self.class_of_locked()?;
        self.device.early(class)
    }

    /// Changes what opens before the PIN, durably: all that `edit` does, or nothing.
    ///
    /// # Errors
    /// As [`early`](Self::early), and what `edit` fails with.
    pub fn change_early<T, E: From<EarlyError>>(
        &mut self,
        edit: impl FnOnce(&mut EarlyContents) -> Result<T, E>,
    ) -> Result<T, E> {
        let class = self.class_of_locked()?;
        self.device.change_early(class, edit)
    }

    fn class_of_locked(&self) -> Result<AssuranceClass, EarlyError> {
        match &self.known {
            Known::Locked(summary, _) => Ok(summary.class),
            _ => Err(EarlyError::NotAvailable),
        }
    }
}

impl OpenVault {
    /// What opens before the PIN.
    ///
    /// # Errors
    /// [`EarlyError::Missing`] where nothing was put there yet, or it is damaged.
    pub fn early(&mut self) -> Result<&EarlyContents, EarlyError> {
        let class = self.class();
        self.device.early(class)
    }

    /// Changes what opens before the PIN, durably. Where there is nothing yet, or nothing readable, it begins empty.
    ///
    /// # Errors
    /// [`EarlyError::NotAvailable`] where this device has none; what `edit` fails with, and then nothing is changed.
    pub fn change_early<T, E: From<EarlyError>>(
        &mut self,
        edit: impl FnOnce(&mut EarlyContents) -> Result<T, E>,
    ) -> Result<T, E> {
        let identity = self.header.identity.clone();
        match self.device.early(identity.class) {
            Ok(_) => {}
            Err(EarlyError::Missing) => self.device.begin_early(&identity)?,
            Err(error) => return Err(error.into()),
        }
        self.device.change_early(identity.class, edit)
    }
}
