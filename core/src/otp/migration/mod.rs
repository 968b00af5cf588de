//! Google Authenticator's export: `otpauth-migration://offline?data=…`, one or several QR codes with many accounts.
//!
//! One text is one [`Batch`], useful by itself; a [`Collector`] takes note of the parts, in any order, and says which
//! are missing.

mod collector;
mod payload;

use super::{OneTimeAccount, Warning};

pub use collector::{CollectError, Collector};
pub use payload::parse;

/// One QR code of an export.
#[derive(Debug)]
pub struct Batch {
    /// Which part of which export it is.
    pub part: Part,
    /// Its accounts, in order; one that cannot be used does not spoil the others.
    pub entries: Vec<Result<Entry, EntryError>>,
}

/// The place of one QR code in an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which export it belongs to: a random number, the same in all its parts.
    pub export: i32,
    /// Which part it is, counted from 1.
    pub number: u16,
    /// How many parts the export has.
    pub total: u16,
}

/// An account of an export.
#[derive(Debug)]
pub struct Entry {
    /// The account.
    pub account: OneTimeAccount,
    /// What the user should know before it is added.
    pub warnings: Vec<Warning>,
}

/// Why a text is no migration payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MigrationError {
    /// The text is longer than [`key_uri::LONGEST_TEXT`](super::key_uri::LONGEST_TEXT).
    #[error("the text is too long")]
    TooLong,
    /// It does not begin with `otpauth-migration://offline?`.
    #[error("not a migration payload")]
    NotMigration,
    /// It has no parameter `data`, or two.
    #[error("the data parameter is missing or occurs twice")]
    NoData,
    /// `data` is not base64.
    #[error("the data is not base64")]
    NotBase64,
    /// The payload is cut off or is not a protocol buffer.
    #[error("the data is damaged")]
    Damaged,
    /// Part number and number of parts contradict each other, or there are more than 1,000 parts.
    #[error("the part numbers cannot be")]
    BadPartNumbers,
}

/// Why one account of an export cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an account of the export cannot be used: {problem}")]
pub struct EntryError {
    /// Which account of the part, counted from 0.
    pub position: usize,
    /// What is wrong with it.
    pub problem: EntryProblem,
}

/// What is wrong with one account of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EntryProblem {
    /// The secret has less than 80 bits, or there is none.
    #[error("the secret is too short")]
    SecretTooShort,
    /// The secret has more than 8,192 bits.
    #[error("the secret is too long")]
    SecretTooLong,
    /// A hash that is not supported, MD5 for example.
    #[error("the algorithm is not supported")]
    Algorithm,
    /// A number of digits that is not known.
    #[error("the number of digits is not known")]
    Digits,
    /// A kind of code that is not known.
    #[error("the kind of code is not known")]
    Kind,
    /// A negative counter.
    #[error("the counter is negative")]
    Counter,
    /// A name that is not UTF-8.
    #[error("the name is not UTF-8")]
    NotUtf8,
}
