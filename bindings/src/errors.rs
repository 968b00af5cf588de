//! What can go wrong, told as what the caller can do. These are the core's own errors; no variant carries free text.

use countersign::authenticator::{
    AccountError, AccountRow, ActivationError, CodeError, EnrollmentError, OlderCopy, SettingsError,
    SetupError, StorageError, UnlockError, Unusable, WeakPin,
};
use countersign::enroll::{EnrollError, ManualError};
use std::time::Duration;

/// Nothing could be written. Nothing was lost: the vault is as it was, or it says so itself at the next start.
#[uniffi::remote(Error)]
pub enum StorageError {
    /// Make room on the device and try again.
    Full,
    /// Reading, writing or the device's key store failed. Try again.
    Failed,
    /// The change may or may not have been stored. Look at what is shown now before trying again.
    Uncertain,
}

/// A setup step was refused.
#[uniffi::remote(Error)]
pub enum SetupError {
    /// Another step comes first: ask for the stage again.
    OutOfOrder,
    /// This is not the license version that is shown.
    WrongLicense,
    /// Choose another PIN.
    WeakPin(WeakPin),
    /// The second PIN is not the first: choose again.
    PinsDiffer,
    /// The device has not enough memory for the key derivation. Close other apps and try again.
    OutOfMemory,
    /// Nothing was stored.
    Storage(StorageError),
}

/// Why a new PIN was refused.
#[uniffi::remote(Enum)]
#[uniffi(name = "PinWeakness")]
pub enum WeakPin {
    /// Fewer characters than the rules ask for.
    TooShort {
        /// The least number of characters.
        minimum: usize,
    },
    /// More than 64 characters.
    TooLong,
    /// Among the first that a thief would try: a sequence, a repeat, a date, a keypad pattern.
    TooCommon,
    /// Not readable as text.
    NotText,
}

/// The vault stayed locked.
#[uniffi::remote(Error)]
pub enum UnlockError {
    /// Try again, with what is left. Counted, durably.
    WrongPin {
        /// Wrong PINs left before the vault is erased.
        attempts_left: u32,
        /// How long the next attempt has to wait.
        delay: Duration,
    },
    /// No PIN is like this (4 to 64 characters of text). Nothing was tried or counted.
    NotAPin,
    /// Wait. Nothing was counted.
    Wait(Duration),
    /// That was the last attempt: the vault is erased.
    Erased,
    /// The files are older than, or differ from, what this device remembers. The PIN was right: ask the user, then
    /// call again and accept it.
    #[uniffi(name = "OlderFiles")]
    OlderCopy(OlderCopy),
    /// The recovery code is mistyped, or not one that opens this vault. Nothing was counted.
    WrongRecoveryCode,
    /// This way in was never set up, or the device made its key void.
    NotAvailable,
    /// The user dismissed the prompt. Nothing was counted.
    Cancelled,
    /// No vault to open: ask for the stage again.
    NotLocked,
    /// No PIN will open it here.
    #[uniffi(name = "NotUsable")]
    Unusable(Unusable),
    /// The device has not enough memory for the key derivation. Nothing was counted.
    OutOfMemory,
    /// The device failed. Nothing is lost; try again.
    Storage(StorageError),
}

/// A call on the open vault was refused.
#[uniffi::remote(Error)]
pub enum AccountError {
    /// Unlock first.
    Locked,
    /// There is no such account (any more).
    Unknown,
    /// A text is longer than the field takes, or there are too many tags.
    TooLong,
    /// A label of an account cannot be empty.
    EmptyLabel,
    /// The time to undo is over.
    TooLate,
    /// The vault was opened with the recovery code: choose a new PIN first.
    NewPinNeeded,
    /// Nothing was stored.
    Storage(StorageError),
}

/// No code could be made.
#[uniffi::remote(Error)]
pub enum CodeError {
    /// Unlock first.
    Locked,
    /// There is no such account (any more).
    Unknown,
    /// The sealed secret of this account is damaged. The other accounts are not.
    Damaged,
    /// This account's codes come by counter: ask for the next one.
    CounterBased,
    /// This account's codes come by time.
    TimeBased,
    /// This push account's server allows no offline codes.
    NoCodes,
    /// This push account's keys were lost with a forgotten PIN: enroll it again.
    EnrollAgain,
    /// The last of 2^64 codes was shown: enroll again.
    Exhausted,
    /// The vault was opened with the recovery code: choose a new PIN first.
    NewPinNeeded,
    /// The counter could not be stored, so no code is shown: it might be shown twice.
    Storage(StorageError),
}

/// A text or picture was not taken as an enrollment.
#[uniffi::remote(Error)]
pub enum EnrollmentError {
    /// Unlock first.
    Locked,
    /// The text is no enrollment, or not a valid one; the reason says what it is instead or where it is wrong.
    Unreadable(EnrollError),
    /// What was typed is no account; the reason says which field is wrong.
    Manual(ManualError),
    /// The account needs an issuer or a name.
    EmptyLabel,
    /// This is an offer of a push account, which its server makes: enroll it online.
    NeedsServer,
    /// The offer was dismissed, confirmed, or lost with a lock.
    UnknownOffer,
    /// An account has this very secret already. Confirm again and say that a second one is wanted.
    SameSecret(Box<AccountRow>),
    /// The vault was opened with the recovery code: choose a new PIN first.
    NewPinNeeded,
    /// A text is longer than the field takes, or there are too many tags.
    TooLong,
    /// Nothing was stored.
    Storage(StorageError),
}

/// A secret was not handed out, or the PIN was not changed.
#[uniffi::remote(Error)]
pub enum ActivationError {
    /// Unlock first.
    Locked,
    /// There is no such account (any more).
    Unknown,
    /// The PIN was wrong, delayed, or the last one: see inside.
    Pin(UnlockError),
    /// Choose another new PIN.
    WeakPin(WeakPin),
    /// The new PIN and its confirmation differ.
    PinsDiffer,
    /// This account's secret is damaged.
    Damaged,
    /// The vault was opened with the recovery code: choose a new PIN first.
    NewPinNeeded,
    /// No new PIN is asked for.
    OldPinNeeded,
    /// A push account never leaves this phone, not even its offline codes: enroll the other phone at the server.
    NotExportable,
    /// A server's policy asks for what would be removed.
    LockedByPolicy,
    /// Nothing was changed or handed out.
    Storage(StorageError),
}

/// A setting was not changed.
#[uniffi::remote(Error)]
pub enum SettingsError {
    /// Unlock first.
    Locked,
    /// The value is outside its range.
    OutOfRange,
    /// Nothing was stored.
    Storage(StorageError),
}
