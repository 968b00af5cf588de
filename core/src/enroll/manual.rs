//! An account typed by hand.

use super::{Existing, FingerprintKey, Offer};
use crate::otp::base32::{self, Base32Error};
use crate::otp::{CodeParameters, Label, OneTimeAccount, SecretLengthError, SharedSecret, Warning};

/// Characters for which room is made at once; more than any accepted secret needs.
const LONGEST_SECRET: usize = 4096;

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
        let (issuer, account) = (Label::clean(self.issuer), Label::clean(self.account));
        if issuer.is_empty() && account.is_empty() {
            return Err(ManualError::NoName);
        }
        let characters = self.secret.bytes().enumerate();
        let decoded =
            base32::decode(characters, self.secret.len().min(LONGEST_SECRET)).map_err(
                |error| match error {
                    Base32Error::Character { position } => ManualError::SecretCharacter(position),
                    Base32Error::Length => ManualError::SecretIncomplete,
                },
            )?;
        let secret = SharedSecret::new(decoded.bytes).map_err(|error| match error {
            SecretLengthError::TooShort => ManualError::SecretTooShort,
            SecretLengthError::TooLong => ManualError::SecretTooLong,
        })?;
        let warnings = [
            (decoded.loose_bits, Warning::LooseBits),
            (secret.is_short(), Warning::ShortSecret),
            (account.is_empty(), Warning::NoAccountName),
        ];
        let warnings = warnings.into_iter().filter_map(|(so, warning)| so.then_some(warning)).collect();
        let contents = OneTimeAccount { issuer, account, parameters: self.parameters, secret };
        Ok(Offer::new(contents, warnings, existing, fingerprints))
    }
}

impl core::fmt::Debug for Manual<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Manual(redacted)")
    }
}
