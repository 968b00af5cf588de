//! What can go wrong, one enum per thing a caller does. No variant carries text or a secret.

use super::pin::PinError;
use super::state::Finding;
use crate::crypto::KdfError;
use crate::ports::{AnchorError, DeviceKeyError, RandomFailed, StoreError};
use std::time::Duration;

/// Something below the vault did not work. Never an attempt, never a reason to erase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultFailure {
    /// The files could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The anchor could not be read or written.
    #[error(transparent)]
    Anchor(#[from] AnchorError),
    /// A device key did not answer.
    #[error(transparent)]
    DeviceKey(#[from] DeviceKeyError),
    /// The key derivation could not run.
    #[error(transparent)]
    Kdf(#[from] KdfError),
    /// There is no randomness.
    #[error(transparent)]
    Random(#[from] RandomFailed),
    /// The contents do not fit a vault file (64 MiB).
    #[error("the vault is full")]
    TooLarge,
    /// The files read back are not what this open vault wrote.
    #[error("the vault's files changed underneath")]
    Damaged,
}

/// Why [`Vault::open`](super::Vault::open) failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Another process has the vault open.
    #[error("the vault is open in another process")]
    InUse,
    /// Something below did not work; try again.
    #[error(transparent)]
    Failed(#[from] VaultFailure),
}

/// Why no vault was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CreateError {
    /// There is a vault, or what is left of one. Nothing is ever overwritten; see [`Vault::erase`](super::Vault::erase).
    #[error("there is a vault already")]
    Exists,
    /// The PIN is not acceptable.
    #[error(transparent)]
    Pin(#[from] PinError),
    /// Something below did not work; nothing was made.
    #[error(transparent)]
    Failed(#[from] VaultFailure),
}

/// Why the vault stays locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnlockError {
    /// The PIN is wrong. This was counted, durably, before it was said.
    #[error("the PIN is wrong, {attempts_left} attempts left")]
    WrongPin {
        /// Wrong PINs left before everything is erased: 1–9.
        attempts_left: u8,
        /// How long the next attempt has to wait; zero at first.
        delay: Duration,
    },
    /// It is too early for the next attempt. Nothing was tried or counted.
    #[error("too many wrong PINs: wait")]
    Delayed {
        /// How long still.
        remaining: Duration,
    },
    /// Too many wrong PINs: everything has been erased (or the erasing has begun and will be finished).
    #[error("the vault was erased")]
    Erased,
    /// The recovery code is well-formed but not this vault's.
    #[error("the recovery code does not open this vault")]
    WrongRecoveryCode,
    /// There is no biometric slot.
    #[error("biometrics are not set up")]
    NoBiometricSlot,
    /// The PIN is right, but the files are not the newest this device knew. The user must say yes to that:
    /// [`Acceptance::OlderCopy`](super::Acceptance::OlderCopy). Not counted.
    #[error("the vault's files are an older copy")]
    OlderCopy(Finding),
    /// The vault is damaged. Not counted.
    #[error("the vault is damaged")]
    Damaged,
    /// [`State`](super::State) is not `Locked`, so there is nothing to unlock.
    #[error("there is no vault to unlock")]
    NotLocked,
    /// Something below did not work. Not counted.
    #[error(transparent)]
    Failed(#[from] VaultFailure),
}

/// Why a change is not committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// There is no entry of that id.
    #[error("there is no such entry")]
    NoSuchEntry,
    /// A counter may only grow.
    #[error("a counter never goes back")]
    CounterWentBack,
    /// This request was answered before.
    #[error("this request was seen before")]
    Replayed,
    /// A text, number or list is beyond its limit.
    #[error("a field is beyond its limit")]
    BeyondLimit,
    /// This vault was opened with the recovery code and holds no key for push secrets.
    #[error("a new PIN must be set first")]
    NeedsNewPin,
    /// The change may or may not be on the disk. What [`OpenVault::contents`](super::OpenVault::contents) shows
    /// afterwards is what the disk was found to hold.
    #[error("the outcome of the change is unknown")]
    Unknown,
    /// The change did not reach both files, where it must; the newest holds it. Treat it as not done (show no
    /// code, send no answer); the next change brings the other file along.
    #[error("the change did not reach both files")]
    NotInBoth(VaultFailure),
    /// Nothing was changed.
    #[error(transparent)]
    Failed(#[from] VaultFailure),
}

/// Why a secret was not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// There is no entry of that id.
    #[error("there is no such entry")]
    NoSuchEntry,
    /// The recovery code does not open push keys: the account has to be enrolled again.
    #[error("the account must be enrolled again")]
    EnrollAgain,
    /// The sealed record is not what the vault sealed.
    #[error("the record is damaged")]
    Damaged,
}

/// Why the PIN or a slot was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SlotError {
    /// The new PIN is not acceptable.
    #[error(transparent)]
    Pin(#[from] PinError),
    /// The old PIN is wrong, or it is too early to try, or everything has been erased now: as at unlock.
    #[error(transparent)]
    Refused(UnlockError),
    /// The device has no biometric key to lend, or gave one that does not fit.
    #[error("this device has no biometric key")]
    NoBiometrics,
    /// The policy of an enrolled server requires the slot.
    #[error("a server requires biometrics")]
    RequiredByPolicy,
    /// This vault was opened with the recovery code: set a new PIN first.
    #[error("a new PIN must be set first")]
    NeedsNewPin,
    /// A new PIN without the old one is for a vault opened with the recovery code or biometrics.
    #[error("the old PIN is needed")]
    NeedsOldPin,
    /// As at any commit.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

/// Why erasing did not finish. It goes on at the next [`Vault::open`](super::Vault::open).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct EraseError(#[from] pub VaultFailure);
