//! The vault: accounts behind a PIN, in two files that no crash can spoil.
//!
//! [`Vault`] is the vault of this device while it is locked: it knows what it can without the PIN. Unlocking turns
//! it into an [`OpenVault`], which shows [`Contents`], opens one secret at a time, and commits changes; locking
//! turns it back. `core/docs/vault-format.md` describes every byte that is written.
//!
//! What the vault does not know: what a code is, what a server said, what a screen shows.

mod anchor;
mod attempt;
mod attempts;
mod bytes;
mod change;
mod commit;
mod contents;
mod create;
mod device;
mod early;
mod entries;
mod erase;
mod error;
mod file;
mod header;
mod history;
mod keys;
mod load;
mod locked;
mod migration;
mod open;
mod pin;
mod policy;
mod record;
mod recovery_code;
#[cfg(test)]
mod rig;
mod slot;
mod slots;
mod state;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod trailer;
mod undo;
mod unlock;
mod wire;

use crate::ports::{AgreementKeys, Anchor, BiometricKey, Clock, Random, SigningKeys, SlotKeys, VaultStore};
use std::sync::Arc;

pub use change::{Change, NewEntry, RemovedEntry};
pub use contents::{CodeParameters, Contents, Entry, EntryDetails, EntryId, EntryKind, RequestId};
pub use early::{EarlyAccount, EarlyContents, EarlyError, EarlyEvent, opens_before_the_pin};
pub use entries::Entries;
pub use error::{
    CommitError, CreateError, EraseError, OpenError, SecretError, SlotError, UnlockError, VaultFailure,
};
pub use history::{History, HistoryEvent, HistoryRecord};
pub use locked::{Acceptance, Refused, Vault};
pub use open::OpenVault;
pub use pin::{PASSPHRASE_MINIMUM, PIN_MAXIMUM, PIN_MINIMUM, Pin, PinError};
pub use policy::{PinPolicy, ServerPolicy};
pub use recovery_code::{RecoveryCode, RecoveryCodeError};
pub use state::{Finding, Locked, State};

/// What the vault needs from outside.
#[derive(Clone)]
pub struct VaultPorts {
    /// The two files.
    pub store: Arc<dyn VaultStore>,
    /// Device keys mixed into the PIN's derivation.
    pub slot_keys: Arc<dyn SlotKeys>,
    /// The two files of what opens before the PIN, in a place of their own; `None` where the device keeps none.
    pub early_store: Option<Arc<dyn VaultStore>>,
    /// Signing keys that hardware keeps, where the device has them: erasing the vault destroys those it knows of.
    pub signing_keys: Option<Arc<dyn SigningKeys>>,
    /// Agreement keys likewise.
    pub agreement_keys: Option<Arc<dyn AgreementKeys>>,
    /// The key behind a biometric prompt, where the device has one.
    pub biometric_key: Option<Arc<dyn BiometricKey>>,
    /// The record outside the files.
    pub anchor: Arc<dyn Anchor>,
    /// Both clocks.
    pub clock: Arc<dyn Clock>,
    /// Salts, keys, nonces, ids.
    pub random: Arc<dyn Random>,
}

impl core::fmt::Debug for VaultPorts {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("VaultPorts")
    }
}
