//! One-time codes: HOTP (RFC 4226), TOTP (RFC 6238), Steam Guard and privacyIDEA's day password; the texts that
//! enroll them (key URIs and Google Authenticator's migration payloads); and the labels that come with them.
//!
//! Nothing here reads a clock or keeps state: time and counters are arguments. A secret is prepared once into a
//! [`PreparedKey`]; each code then costs two compressions of the hash and no allocation.
//!
//! | file | idea |
//! | --- | --- |
//! | `parameters` | what makes a code: algorithm, digits, period, counter, as types that hold only allowed values |
//! | `secret` | the shared secret and its minimum length, base32 both ways |
//! | `code` | a code as text, and the time it is valid |
//! | `key` | prepared keys: from time or counter to code |
//! | `label` | issuer and account names, cleaned of what could deceive or break a screen |
//! | `warning` | what is told to the user before an account is added |
//! | `key_uri` | `otpauth://` texts, read strictly and written |
//! | `migration` | `otpauth-migration://` batches, and collecting their parts |

mod account;
pub(crate) mod base32;
mod code;
mod key;
pub mod key_uri;
mod label;
pub mod migration;
mod parameters;
pub(crate) mod percent;
mod secret;
mod warning;

pub use crate::crypto::MacAlgorithm as Algorithm;
pub use account::OneTimeAccount;
pub use code::{Code, TimedCode};
pub use key::{CountedKey, PreparedKey, TimedKey};
pub use label::Label;
pub(crate) use label::{clean_line, mixes_scripts};
pub use parameters::{CodeKind, CodeParameters, Counter, Digits, Period};
pub use secret::{SecretLengthError, SecretText, SharedSecret};
pub use warning::Warning;
