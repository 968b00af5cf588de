//! The list of authenticators: finding, renaming, tagging, ordering, deleting with a time to undo.

use crate::authenticator::Authenticator;
use countersign::authenticator::{
    AccountChange, AccountDetail, AccountError, AccountId, AccountKind, AccountRow, Filter, PolicyView,
    PushAccountView, PushDetail, Reachability,
};
use countersign::otp::Algorithm;
use countersign::time::UnixTime;
use std::time::Duration;

/// One row of the list of authenticators.
#[uniffi::remote(Record)]
pub struct AccountRow {
    /// Which account.
    pub id: AccountId,
    /// Who issued it. May be empty.
    pub issuer: String,
    /// Whose account it is there.
    pub account: String,
    /// The user's own words about it. May be empty.
    pub information: String,
    /// The user's tags, in the user's order.
    pub tags: Vec<String>,
    /// Whether the user marked it.
    pub favourite: bool,
    /// What kind of authenticator it is.
    pub kind: AccountKind,
    /// The dot before the row.
    pub reachability: Reachability,
}

/// Kinds of authenticators, as a list distinguishes them.
#[uniffi::remote(Enum)]
pub enum AccountKind {
    /// A code that changes with time (RFC 6238).
    Totp,
    /// A code that changes with each use (RFC 4226): it is shown only when asked for.
    Hotp,
    /// Steam Guard: five letters and digits.
    Steam,
    /// A code that lives for hours or days (privacyIDEA's day password).
    DayPassword,
    /// A push account: its server asks, and this phone accepts or rejects. It may have offline codes, which change with
    /// time.
    Push,
    /// A kind that a newer version of the app added. It shows no code here.
    Unknown,
}

/// The dot of a row: is the server that sends requests to this account reachable?
#[uniffi::remote(Enum)]
pub enum Reachability {
    /// Grey: this account needs no server.
    NotNeeded,
    /// Not known yet: its server was not asked since the app was started.
    Unknown,
    /// Green: the server answered the last time.
    Reachable,
    /// Red: the server did not answer the last time.
    Unreachable,
}

/// One account with everything its own screen shows.
#[uniffi::remote(Record)]
pub struct AccountDetail {
    /// The account as the list shows it.
    pub row: AccountRow,
    /// When it was added.
    pub created: UnixTime,
    /// The hash inside the code; `None` where there is no code.
    pub algorithm: Option<Algorithm>,
    /// Digits (or letters) of a code.
    pub digits: u32,
    /// Seconds that a code lives; `None` where it lives until it is used.
    pub period_seconds: Option<u64>,
    /// The next counter of an HOTP account.
    pub counter: Option<u64>,
    /// The server it belongs to, where one is known.
    pub server: Option<String>,
    /// By how many milliseconds the device's clock is corrected for this account.
    pub clock_offset_milliseconds: i64,
    /// What only a push account has.
    pub push: Option<PushDetail>,
}

/// The part of an account's screen that only a push account has.
#[uniffi::remote(Record)]
pub struct PushDetail {
    /// How it stands with its server.
    pub status: PushAccountView,
    /// What the server asks of this app, as the user agreed to it.
    pub policy: PolicyView,
    /// The user agreed to a server in a private network.
    pub private_network: bool,
    /// Whether it has offline codes: then `code` gives them.
    pub offline_codes: bool,
    /// Whether its signing keys are in the device's hardware.
    pub keys_in_hardware: bool,
    /// How many requests were denied since it exists.
    pub denied: u64,
    /// New keys were signed for and the server has not acknowledged them yet.
    pub rotation_pending: bool,
}

/// Which accounts to list.
#[uniffi::remote(Record)]
#[uniffi(name = "AccountFilter")]
pub struct Filter {
    /// Words that must all occur somewhere in issuer, account, information or tags; case does not matter.
    #[uniffi(default = "")]
    pub search: String,
    /// Only accounts with this tag.
    #[uniffi(default = None)]
    pub tag: Option<String>,
    /// Only favourites.
    #[uniffi(default = false)]
    pub favourites_only: bool,
}

/// What to change of an account; `None` leaves a field as it is.
#[uniffi::remote(Record)]
pub struct AccountChange {
    /// A new issuer; it may be empty.
    #[uniffi(default = None)]
    pub issuer: Option<String>,
    /// A new account name.
    #[uniffi(default = None)]
    pub account: Option<String>,
    /// New words about it; they may be empty.
    #[uniffi(default = None)]
    pub information: Option<String>,
    /// New tags instead of the old ones; at most 32.
    #[uniffi(default = None)]
    pub tags: Option<Vec<String>>,
    /// Whether it is a favourite.
    #[uniffi(default = None)]
    pub favourite: Option<bool>,
}

#[uniffi::export]
impl Authenticator {
    /// The accounts that pass the filter, in the user's order. Opens no secret.
    ///
    /// # Errors
    /// `Locked`.
    pub fn accounts(&self, filter: Filter) -> Result<Vec<AccountRow>, AccountError> {
        self.call(|core| core.accounts(&filter))
    }

    /// Everything about one account but its secret.
    ///
    /// # Errors
    /// `Locked`, `Unknown`.
    pub fn account(&self, id: AccountId) -> Result<AccountDetail, AccountError> {
        self.call(|core| core.account(id))
    }

    /// All tags in use, sorted.
    ///
    /// # Errors
    /// `Locked`.
    pub fn tags(&self) -> Result<Vec<String>, AccountError> {
        self.call(|core| core.tags())
    }

    /// Changes what the user sees of an account. Texts are cleaned of what could deceive.
    ///
    /// # Errors
    /// `EmptyLabel` where neither issuer nor account would be left, `TooLong` for more than 32 tags or 4,096 bytes of
    /// information.
    pub fn change_account(&self, id: AccountId, change: AccountChange) -> Result<AccountRow, AccountError> {
        self.call(|core| core.change_account(id, change))
    }

    /// Moves an account to a position in the whole list, counted from 0; beyond the end means the end.
    ///
    /// # Errors
    /// `Locked`, `Unknown`.
    pub fn move_account(&self, id: AccountId, position: usize) -> Result<(), AccountError> {
        self.call(|core| core.move_account(id, position))
    }

    /// Deletes an account. It can be brought back for the time that is returned, as long as the vault stays open. A push
    /// account is deleted here only, and for good (zero is returned): `end_account` tells its server too.
    ///
    /// # Errors
    /// `Locked`, `Unknown`.
    pub fn delete_account(&self, id: AccountId) -> Result<Duration, AccountError> {
        self.call(|core| core.delete_account(id))
    }

    /// Brings a deleted account back to where it was.
    ///
    /// # Errors
    /// `TooLate` after the window, or after a lock.
    pub fn undo_delete(&self, id: AccountId) -> Result<AccountRow, AccountError> {
        self.call(|core| core.undo_delete(id))
    }
}
