//! One-time codes.

use crate::authenticator::Authenticator;
use countersign::authenticator::{AccountId, CodeError, CodeView, StorageError};
use countersign::otp::{Algorithm, CodeParameters, Counter, Digits, Period};
use countersign::time::UnixTime;

/// A code, ready to be shown, spoken and copied.
#[uniffi::remote(Record)]
pub struct CodeView {
    /// Which account.
    pub id: AccountId,
    /// The code itself, to be copied: `123456`.
    pub code: String,
    /// The code grouped for reading: `123 456`.
    pub grouped: String,
    /// The code for a screen reader: `1 2 3, 4 5 6`.
    pub spoken: String,
    /// From when on the server accepts it; `None` for a code that does not depend on time.
    pub valid_from: Option<UnixTime>,
    /// Until when (exclusive), on the device's clock.
    pub valid_until: Option<UnixTime>,
    /// Whole seconds left, rounded up; 0 where it does not depend on time.
    pub seconds_left: u64,
    /// The period in seconds, for a countdown; 0 where it does not depend on time.
    pub period_seconds: u64,
    /// The code after this one, grouped; `None` where it does not depend on time.
    pub next: Option<String>,
    /// By how many milliseconds the device's clock was corrected for it.
    pub clock_offset_milliseconds: i64,
}

/// The code of one row, or why there is none. An error concerns its row only.
#[derive(Debug, uniffi::Enum)]
pub enum CodeOutcome {
    /// The code.
    Shown {
        /// The code, ready to be shown.
        code: CodeView,
    },
    /// There is none.
    Refused {
        /// Why.
        error: CodeError,
    },
}

impl From<Result<CodeView, CodeError>> for CodeOutcome {
    fn from(outcome: Result<CodeView, CodeError>) -> Self {
        match outcome {
            Ok(code) => Self::Shown { code },
            Err(error) => Self::Refused { error },
        }
    }
}

/// How an account's codes are made.
#[uniffi::remote(Enum)]
pub enum CodeParameters {
    /// Time-based codes (RFC 6238).
    Totp {
        /// The hash.
        algorithm: Algorithm,
        /// The length of a code.
        digits: Digits,
        /// How long a code lasts.
        period: Period,
    },
    /// Counter-based codes (RFC 4226).
    Hotp {
        /// The hash.
        algorithm: Algorithm,
        /// The length of a code.
        digits: Digits,
        /// The counter of the next code. Whoever shows a code first stores the counter after it.
        counter: Counter,
    },
    /// Steam Guard: five letters and digits from TOTP with SHA-1 and 30 s.
    Steam,
    /// privacyIDEA's day password: TOTP whose period is hours or days.
    DayPassword {
        /// The hash.
        algorithm: Algorithm,
        /// The length of a code.
        digits: Digits,
        /// How long a code lasts.
        period: Period,
    },
}

/// The hash inside a code.
#[uniffi::remote(Enum)]
pub enum Algorithm {
    /// SHA-1, what nearly every server uses.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

#[uniffi::export]
impl Authenticator {
    /// The code of a time-based account now, on the corrected clock.
    ///
    /// # Errors
    /// `CounterBased` for an account whose codes come one at a time: ask for `next_code`.
    pub fn code(&self, id: AccountId) -> Result<CodeView, CodeError> {
        self.call(|core| core.code(id))
    }

    /// The codes of several accounts now: the rows that are on the screen.
    ///
    /// # Errors
    /// Only a defect of this library.
    pub fn codes(&self, ids: Vec<AccountId>) -> Result<Vec<CodeOutcome>, StorageError> {
        self.call(|core| Ok(core.codes(&ids).into_iter().map(CodeOutcome::from).collect()))
    }

    /// The code of a time-based account at any time of the device's clock.
    ///
    /// # Errors
    /// As `code`.
    pub fn code_at(&self, id: AccountId, time: UnixTime) -> Result<CodeView, CodeError> {
        self.call(|core| core.code_at(id, time))
    }

    /// The next code of a counter-based account. The counter after it is stored before the code is returned, so no code is
    /// ever shown twice.
    ///
    /// # Errors
    /// `Storage` when the counter could not be stored: no code then. `TimeBased` for an account whose codes come by time.
    pub fn next_code(&self, id: AccountId) -> Result<CodeView, CodeError> {
        self.call(|core| core.next_code(id))
    }
}
