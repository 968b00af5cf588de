//! The locked vault: what can be done without, and with, the PIN.

use super::VaultPorts;
use super::error::{CreateError, EraseError, OpenError, UnlockError};
use super::open::OpenVault;
use super::pin::Pin;
use super::recovery_code::RecoveryCode;
use super::state::State;
use crate::crypto::Argon2Parameters;

/// The vault of this device, taken for this process, locked.
#[derive(Debug)]
pub struct Vault(Box<VaultPorts>);

/// A refusal, and the vault to go on with.
#[derive(Debug)]
pub struct Refused<E> {
    /// The vault, as locked as before.
    pub vault: Vault,
    /// Why.
    pub error: E,
}

/// What the user has said yes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Acceptance {
    /// Nothing: the files must be the newest.
    #[default]
    NewestOnly,
    /// "Yes, I know these files are an older copy": opens in spite of a [`Finding`](super::Finding).
    OlderCopy,
}

impl Vault {
    /// Takes the vault for this process and looks at it. Finishes an erasing that was interrupted.
    pub fn open(ports: VaultPorts) -> Result<Self, OpenError> {
        Ok(Self(Box::new(ports)))
    }

    /// What there is, now: delays run down.
    pub fn state(&self) -> State {
        State::New
    }

    /// Makes a vault, where [`state`](Self::state) is [`State::New`] or [`State::Erased`].
    pub fn create(self, _pin: &Pin, _cost: Argon2Parameters) -> Result<OpenVault, Refused<CreateError>> {
        Err(Refused { vault: self, error: CreateError::Exists })
    }

    /// Opens the vault with the PIN. Takes as long as the key derivation (0.1–0.5 s).
    ///
    /// The attempt is charged durably before the derivation begins and its outcome is stored before it is
    /// returned. The tenth wrong PIN erases everything.
    pub fn unlock(self, _pin: &Pin, _accept: Acceptance) -> Result<OpenVault, Refused<UnlockError>> {
        Err(Refused { vault: self, error: UnlockError::NotLocked })
    }

    /// Opens the vault with the printed recovery code: one-time codes only, and a new PIN must be set
    /// ([`OpenVault::set_pin`]) before anything else is changed. Works on any device and costs no attempt.
    pub fn unlock_with_recovery_code(
        self,
        _code: &RecoveryCode,
        _accept: Acceptance,
    ) -> Result<OpenVault, Refused<UnlockError>> {
        Err(Refused { vault: self, error: UnlockError::NotLocked })
    }

    /// Opens the vault with the key behind the biometric prompt (which this call shows).
    pub fn unlock_with_biometrics(self, _accept: Acceptance) -> Result<OpenVault, Refused<UnlockError>> {
        Err(Refused { vault: self, error: UnlockError::NotLocked })
    }

    /// Destroys everything, for good: keys first, then files. Afterwards the state is [`State::Erased`].
    pub fn erase(self) -> Result<Self, Refused<EraseError>> {
        Ok(self)
    }
}
