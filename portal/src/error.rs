//! What went wrong, in two tiers: what a person can do something about, and what only the operator can.

use countersign::crypto::{HpkeError, SignatureError};
use countersign::ports::RandomFailed;

/// The portal itself cannot do it now. Pages say "try again later"; the cause goes to the operator's log.
#[derive(Debug, thiserror::Error)]
pub enum Unavailable {
    /// The database did not answer, or refused.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// What is stored cannot be read: another server key, or damage.
    #[error("stored data is damaged, or sealed under another server key")]
    Damaged,
    /// The system's random source failed.
    #[error("the system's random source failed")]
    Random,
    /// Hashing a password failed, for want of memory.
    #[error("a password could not be hashed")]
    Hashing,
}

impl From<RandomFailed> for Unavailable {
    fn from(_: RandomFailed) -> Self {
        Self::Random
    }
}

impl From<SignatureError> for Unavailable {
    fn from(error: SignatureError) -> Self {
        match error {
            SignatureError::SigningFailed => Self::Random,
            SignatureError::BadKey | SignatureError::BadSignature => Self::Damaged,
        }
    }
}

impl From<HpkeError> for Unavailable {
    fn from(error: HpkeError) -> Self {
        match error {
            HpkeError::RandomFailed => Self::Random,
            HpkeError::BadKey | HpkeError::Unauthentic => Self::Damaged,
        }
    }
}

/// Why the portal did not do what a person asked: one variant for each thing that they can do.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Name and password do not fit, or there is no such account: nobody is told which.
    #[error("name or password is wrong")]
    WrongCredentials,
    /// Too many failures: wait.
    #[error("locked for {seconds} seconds")]
    Locked {
        /// How long to wait.
        seconds: u64,
    },
    /// There is no session in the state that this needs: log in again.
    #[error("not logged in")]
    NotLoggedIn,
    /// The session was opened without a factor although one counts: log in again with it.
    #[error("a second factor is needed")]
    FactorNeeded,
    /// This needs a factor once more, given within the last two minutes.
    #[error("a confirmation by a factor is needed")]
    ConfirmationNeeded,
    /// A code is wrong.
    #[error("the code is wrong")]
    WrongCode,
    /// A code was right, and was used before.
    #[error("the code was used already")]
    CodeUsed,
    /// A code's or link's time is over, or it was tried too often: ask for a new one.
    #[error("the code is no longer valid")]
    CodeExpired,
    /// A code was mailed a moment ago, or too often.
    #[error("no more mail for {seconds} seconds")]
    MailedTooOften {
        /// How long to wait.
        seconds: u64,
    },
    /// There is no such thing, or it is not this user's.
    #[error("not found")]
    NotFound,
    /// Something that was typed cannot be taken.
    #[error("{0}")]
    Invalid(InvalidInput),
    /// The portal cannot do it now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        Self::Unavailable(error.into())
    }
}

impl From<RandomFailed> for Refusal {
    fn from(error: RandomFailed) -> Self {
        Self::Unavailable(error.into())
    }
}

/// What is wrong with something that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidInput {
    /// The password has too few characters.
    #[error("the password is too short")]
    PasswordTooShort,
    /// The password has more than 256 bytes.
    #[error("the password is too long")]
    PasswordTooLong,
    /// The password contains the name, or is one of those that are tried first.
    #[error("the password contains the name, or is one of those that are tried first")]
    PasswordTooCommon,
    /// The new password is the old one.
    #[error("the new password is the old one")]
    PasswordUnchanged,
    /// The two new passwords differ.
    #[error("the new passwords differ")]
    PasswordsDiffer,
    /// No mail can be sent to this address.
    #[error("no mail can be sent to this address")]
    Address,
    /// The comment is longer than 64 characters.
    #[error("the comment is longer than 64 characters")]
    Comment,
    /// An account's name is not 1 to 64 visible characters.
    #[error("a name is 1 to 64 visible characters")]
    Name,
    /// The user has as many authenticators as the policy allows.
    #[error("there are as many authenticators as the policy allows")]
    TooManyAuthenticators,
}
