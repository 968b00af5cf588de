//! What can go wrong, told as what the caller can do. One enum per use case; no variant carries free text.

use super::state::failure;
use super::views::{AccountRow, OlderCopy, Unusable};
use crate::vault::{self, CommitError, PinError};
use std::time::Duration;
use thiserror::Error;

/// Nothing could be written. Nothing was lost: the vault is as it was, or it says so itself at the next start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum StorageError {
    /// Make room on the device and try again.
    #[error("no space left on the device")]
    Full,
    /// Reading, writing or the device's key store failed. Try again.
    #[error("the device failed to read or write")]
    Failed,
    /// The change may or may not have been stored. Look at what is shown now before trying again.
    #[error("it is not known whether the change was stored")]
    Uncertain,
}

/// The app could not start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum OpenError {
    /// Another process has the vault open. Close it there.
    #[error("the vault is open in another process")]
    InUse,
    /// The vault's place cannot be read. Check the folder.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// A setup step was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SetupError {
    /// Another step comes first: ask for the stage again.
    #[error("another step comes first")]
    OutOfOrder,
    /// This is not the license version that is shown.
    #[error("this is not the current license")]
    WrongLicense,
    /// Choose another PIN.
    #[error(transparent)]
    WeakPin(#[from] WeakPin),
    /// The second PIN is not the first: choose again.
    #[error("the two PINs differ")]
    PinsDiffer,
    /// The device has not enough memory for the key derivation. Close other apps and try again.
    #[error("not enough memory")]
    OutOfMemory,
    /// Nothing was stored.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why a new PIN was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WeakPin {
    /// Fewer characters than the rules ask for.
    #[error("at least {minimum} characters are needed")]
    TooShort {
        /// The least number of characters.
        minimum: usize,
    },
    /// More than 64 characters.
    #[error("at most 64 characters are possible")]
    TooLong,
    /// Among the first that a thief would try: a sequence, a repeat, a date, a keypad pattern.
    #[error("this PIN is too easy to guess")]
    TooCommon,
    /// Not readable as text.
    #[error("the PIN is not valid text")]
    NotText,
}

/// The vault stayed locked.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum UnlockError {
    /// Try again, with what is left. Counted, durably.
    #[error("wrong PIN, {attempts_left} attempts left")]
    WrongPin {
        /// Wrong PINs left before the vault is erased.
        attempts_left: u32,
        /// How long the next attempt has to wait.
        delay: Duration,
    },
    /// No PIN is like this (4 to 64 characters of text). Nothing was tried or counted.
    #[error("this cannot be a PIN")]
    NotAPin,
    /// Wait. Nothing was counted.
    #[error("too early: wait {} s", .0.as_secs())]
    Wait(Duration),
    /// That was the last attempt: the vault is erased.
    #[error("the vault was erased")]
    Erased,
    /// The files are older than, or differ from, what this device remembers. The PIN was right: ask the user, then
    /// call again and accept it.
    #[error("the vault's files are older than this device remembers")]
    OlderCopy(OlderCopy),
    /// The recovery code is mistyped, or not one that opens this vault. Nothing was counted.
    #[error("wrong recovery code")]
    WrongRecoveryCode,
    /// This way in was never set up, or the device made its key void.
    #[error("this way of unlocking is not available")]
    NotAvailable,
    /// The user dismissed the prompt. Nothing was counted.
    #[error("cancelled")]
    Cancelled,
    /// No vault to open: ask for the stage again.
    #[error("there is no locked vault")]
    NotLocked,
    /// No PIN will open it here.
    #[error("the vault cannot be opened here")]
    Unusable(Unusable),
    /// The device has not enough memory for the key derivation. Nothing was counted.
    #[error("not enough memory")]
    OutOfMemory,
    /// The device failed. Nothing is lost; try again.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// A call on the open vault was refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AccountError {
    /// Unlock first.
    #[error("the vault is locked")]
    Locked,
    /// There is no such account (any more).
    #[error("there is no such account")]
    Unknown,
    /// A text is longer than the field takes, or there are too many tags.
    #[error("the text is too long")]
    TooLong,
    /// A label of an account cannot be empty.
    #[error("the account's name cannot be empty")]
    EmptyLabel,
    /// The time to undo is over.
    #[error("it is too late to undo")]
    TooLate,
    /// The vault was opened with the recovery code: choose a new PIN first.
    #[error("a new PIN must be chosen first")]
    NewPinNeeded,
    /// Nothing was stored.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// No code could be made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CodeError {
    /// Unlock first.
    #[error("the vault is locked")]
    Locked,
    /// There is no such account (any more).
    #[error("there is no such account")]
    Unknown,
    /// The sealed secret of this account is damaged. The other accounts are not.
    #[error("this account's secret is damaged")]
    Damaged,
    /// This account's codes come by counter: ask for the next one.
    #[error("this account's codes come one at a time")]
    CounterBased,
    /// This account's codes come by time.
    #[error("this account's codes come by time")]
    TimeBased,
    /// This push account's server allows no offline codes.
    #[error("this account has no codes")]
    NoCodes,
    /// This push account's keys were lost with a forgotten PIN: enroll it again.
    #[error("this account must be enrolled again")]
    EnrollAgain,
    /// The last of 2^64 codes was shown: enroll again.
    #[error("the counter is exhausted")]
    Exhausted,
    /// The vault was opened with the recovery code: choose a new PIN first.
    #[error("a new PIN must be chosen first")]
    NewPinNeeded,
    /// The counter could not be stored, so no code is shown: it might be shown twice.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// A text or picture was not taken as an enrollment.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EnrollmentError {
    /// Unlock first.
    #[error("the vault is locked")]
    Locked,
    /// The text is no enrollment, or not a valid one; the reason says what it is instead or where it is wrong.
    #[error(transparent)]
    Unreadable(#[from] crate::enroll::EnrollError),
    /// What was typed is no account; the reason says which field is wrong.
    #[error(transparent)]
    Manual(#[from] crate::enroll::ManualError),
    /// The account needs an issuer or a name.
    #[error("the account's name cannot be empty")]
    EmptyLabel,
    /// This is an offer of a push account, which its server makes: enroll it online.
    #[error("this account is made by its server")]
    NeedsServer,
    /// The offer was dismissed, confirmed, or lost with a lock.
    #[error("there is no such offer")]
    UnknownOffer,
    /// An account has this very secret already. Confirm again and say that a second one is wanted.
    #[error("an account with the same secret exists")]
    SameSecret(Box<AccountRow>),
    /// The vault was opened with the recovery code: choose a new PIN first.
    #[error("a new PIN must be chosen first")]
    NewPinNeeded,
    /// A text is longer than the field takes, or there are too many tags.
    #[error("the text is too long")]
    TooLong,
    /// Nothing was stored.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// A secret was not handed out, or the PIN was not changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ActivationError {
    /// Unlock first.
    #[error("the vault is locked")]
    Locked,
    /// There is no such account (any more).
    #[error("there is no such account")]
    Unknown,
    /// The PIN was wrong, delayed, or the last one: see inside.
    #[error(transparent)]
    Pin(#[from] UnlockError),
    /// Choose another new PIN.
    #[error(transparent)]
    WeakPin(#[from] WeakPin),
    /// The new PIN and its confirmation differ.
    #[error("the two PINs differ")]
    PinsDiffer,
    /// This account's secret is damaged.
    #[error("this account's secret is damaged")]
    Damaged,
    /// The vault was opened with the recovery code: choose a new PIN first.
    #[error("a new PIN must be chosen first")]
    NewPinNeeded,
    /// No new PIN is asked for.
    #[error("the old PIN is needed")]
    OldPinNeeded,
    /// A push account never leaves this phone, not even its offline codes: enroll the other phone at the server.
    #[error("a push account cannot be exported")]
    NotExportable,
    /// A server's policy asks for what would be removed.
    #[error("a server's policy forbids it")]
    LockedByPolicy,
    /// Nothing was changed or handed out.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// A setting was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SettingsError {
    /// Unlock first.
    #[error("the vault is locked")]
    Locked,
    /// The value is outside its range.
    #[error("the value is out of range")]
    OutOfRange,
    /// Nothing was stored.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl From<vault::OpenError> for OpenError {
    fn from(error: vault::OpenError) -> Self {
        match error {
            vault::OpenError::InUse => Self::InUse,
            vault::OpenError::Failed(error) => Self::Storage(failure(error)),
        }
    }
}

impl From<PinError> for WeakPin {
    fn from(error: PinError) -> Self {
        match error {
            PinError::NotText => Self::NotText,
            PinError::TooShort { minimum } => Self::TooShort { minimum: minimum.into() },
            PinError::TooLong => Self::TooLong,
            PinError::TooCommon => Self::TooCommon,
        }
    }
}

/// What a commit says where only its storage can fail; the other answers belong to the use case.
impl From<CommitError> for StorageError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Failed(error) => failure(error),
            CommitError::Unknown | CommitError::NotInBoth(_) => Self::Uncertain,
            _ => Self::Failed,
        }
    }
}

impl From<CommitError> for SettingsError {
    fn from(error: CommitError) -> Self {
        Self::Storage(error.into())
    }
}

impl From<CommitError> for AccountError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::NoSuchEntry => Self::Unknown,
            CommitError::BeyondLimit => Self::TooLong,
            CommitError::NeedsNewPin => Self::NewPinNeeded,
            other => Self::Storage(other.into()),
        }
    }
}

impl From<CommitError> for CodeError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::NoSuchEntry => Self::Unknown,
            CommitError::NeedsNewPin => Self::NewPinNeeded,
            other => Self::Storage(other.into()),
        }
    }
}

impl From<CommitError> for EnrollmentError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::BeyondLimit => Self::TooLong,
            CommitError::NeedsNewPin => Self::NewPinNeeded,
            other => Self::Storage(other.into()),
        }
    }
}

impl From<CommitError> for ActivationError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::NoSuchEntry => Self::Unknown,
            CommitError::NeedsNewPin => Self::NewPinNeeded,
            other => Self::Storage(other.into()),
        }
    }
}
