//! An account typed by hand.

use super::{Existing, FingerprintKey, Offer};
use crate::otp::CodeParameters;

/// What the user typed.
pub struct Manual<'a> {
    /// Who issued the account; may be empty.
    pub issuer: &'a str,
    /// Whose account it is; may be empty.
    pub account: &'a str,
    /// The secret in base32: either case, spaces and dashes allowed.
    pub secret: &'a str,
    /// How its codes are made.
    pub parameters: CodeParameters,
}

/// Why a typed account is no offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ManualError {
    /// Neither issuer nor account name was given.
    #[error("the account has no name")]
    NoName,
    /// A character that base32 does not have, at this byte of the secret.
    #[error("byte {0} of the secret is not base32")]
    SecretCharacter(usize),
    /// A character of the secret is missing.
    #[error("a character of the secret is missing")]
    SecretIncomplete,
    /// The secret has less than 80 bits, or is empty.
    #[error("the secret is too short")]
    SecretTooShort,
    /// The secret has more than 8,192 bits.
    #[error("the secret is too long")]
    SecretTooLong,
}

impl Manual<'_> {
    /// The offer, compared with the accounts that exist.
    pub fn offer<'a, Id: Copy>(
        &self,
        existing: impl Iterator<Item = Existing<'a, Id>>,
        fingerprints: &FingerprintKey,
    ) -> Result<Offer<Id>, ManualError> {
        let _ = (existing, fingerprints);
        Err(ManualError::NoName)
    }
}

impl core::fmt::Debug for Manual<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Manual(redacted)")
    }
}
