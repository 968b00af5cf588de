//! Key URIs: `otpauth://totp/Issuer:account?secret=…`, read strictly and written.
//!
//! The format is Google Authenticator's ("Key Uri Format"), with what other servers and apps add: Steam Guard,
//! privacyIDEA's day password. A value that is missing has its documented default; a value that is present but wrong
//! is an error with its place in the text, never a default.

mod parse;
mod write;

use super::{OneTimeAccount, Warning};
use core::ops::Range;

pub use parse::parse;
pub use write::write;

/// The longest text that is read, in bytes. The densest QR code holds 2,953.
pub const LONGEST_TEXT: usize = 16 * 1024;

/// What a key URI says.
#[derive(Debug)]
pub struct Parsed {
    /// The account.
    pub account: OneTimeAccount,
    /// What the user should know before it is added.
    pub warnings: Vec<Warning>,
}

/// The parameters a key URI may have and this reader knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Parameter {
    /// The shared secret in base32.
    Secret,
    /// The issuer.
    Issuer,
    /// The hash.
    Algorithm,
    /// The length of a code.
    Digits,
    /// How long a code lasts, in seconds.
    Period,
    /// The counter of the next HOTP code.
    Counter,
    /// How the code is spelled: `steam`.
    Encoder,
}

/// Why a text is no key URI that could be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem} (bytes {} to {})", position.start, position.end)]
pub struct KeyUriError {
    /// What is wrong.
    pub problem: KeyUriProblem,
    /// The bytes of the text that are wrong; empty at the end of the text where something is missing.
    pub position: Range<usize>,
}

/// What is wrong with a key URI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyUriProblem {
    /// The text is longer than [`LONGEST_TEXT`].
    #[error("the text is too long")]
    TooLong,
    /// It does not begin with `otpauth://`.
    #[error("not a key URI")]
    NotAKeyUri,
    /// The kind of code is none of `totp`, `hotp`, `steam`, `daypassword`.
    #[error("an unknown kind of code")]
    UnknownKind,
    /// A `#`, after which a URI has nothing for us: it should have been written `%23`.
    #[error("a '#' that should be written %23")]
    Fragment,
    /// A `%` that is not followed by two hexadecimal digits.
    #[error("a '%' without two hexadecimal digits")]
    BadEscape,
    /// Escaped bytes that are not UTF-8.
    #[error("not UTF-8")]
    NotUtf8,
    /// More parameters than any key URI has.
    #[error("too many parameters")]
    TooManyParameters,
    /// A parameter that occurs twice.
    #[error("a parameter occurs twice")]
    Duplicate,
    /// There is no secret.
    #[error("there is no secret")]
    MissingSecret,
    /// A character that base32 does not have.
    #[error("the secret is not base32")]
    SecretCharacter,
    /// The secret's number of characters cannot be: one is missing.
    #[error("a character of the secret is missing")]
    SecretIncomplete,
    /// The secret has less than 80 bits.
    #[error("the secret is too short")]
    SecretTooShort,
    /// The secret has more than 8,192 bits.
    #[error("the secret is too long")]
    SecretTooLong,
    /// A parameter's value is not one it can have.
    #[error("a parameter's value is not allowed")]
    Value(Parameter),
    /// A parameter that this kind of code does not have, with another value than it implies.
    #[error("a parameter contradicts the kind of code")]
    Contradiction(Parameter),
    /// A two-step enrollment: the phone would have to make a part of the secret (privacyIDEA `2step_*`).
    #[error("two-step enrollment is not supported")]
    TwoStep,
}
