//! The secret that phone and server share, and the texts that carry it.

use super::base32;
use crate::crypto::{SecretBytes, Zeroizing};
use core::fmt;

/// A shared secret of 80 bits to 8,192 bits.
///
/// RFC 4226 §4 (R6) demands 128 bits and recommends 160; many servers in use give 80, so from there on a secret is
/// accepted, and [`is_short`](Self::is_short) below 128.
#[derive(Debug)]
pub struct SharedSecret(SecretBytes);

/// A secret of a length that is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretLengthError {
    /// Less than 80 bits: it could be guessed.
    #[error("the secret has less than 80 bits")]
    TooShort,
    /// More than 8,192 bits: no server makes such.
    #[error("the secret has more than 8192 bits")]
    TooLong,
}

impl SharedSecret {
    /// The shortest accepted secret in bytes.
    pub const SHORTEST: usize = 10;
    /// The longest accepted secret in bytes.
    pub const LONGEST: usize = 1024;
    /// What RFC 4226 demands, in bytes.
    const RECOMMENDED: usize = 16;

    /// Takes a secret of 10 to 1,024 bytes.
    pub fn new(bytes: SecretBytes) -> Result<Self, SecretLengthError> {
        match bytes.len() {
            ..Self::SHORTEST => Err(SecretLengthError::TooShort),
            Self::SHORTEST..=Self::LONGEST => Ok(Self(bytes)),
            _ => Err(SecretLengthError::TooLong),
        }
    }

    /// Whether it has less than the 128 bits that RFC 4226 demands.
    pub fn is_short(&self) -> bool {
        self.0.len() < Self::RECOMMENDED
    }

    /// The bytes, for preparing a key, sealing a record, or computing a fingerprint.
    pub const fn bytes(&self) -> &SecretBytes {
        &self.0
    }

    /// The secret in base32 without padding, as key URIs have it.
    pub fn to_base32(&self) -> SecretText {
        SecretText::with_capacity(base32::encoded_length(self.0.len()), |text| {
            // Exposed: the user asked for the secret as text.
            base32::encode_onto(self.0.expose(), text);
        })
    }
}

/// A text with a secret in it: redacted in `Debug`, wiped on drop.
pub struct SecretText(Zeroizing<String>);

impl SecretText {
    /// A text that `write` appends, at most `capacity` bytes of it, so that no re-allocation leaves a copy behind.
    pub(crate) fn with_capacity(capacity: usize, write: impl FnOnce(&mut String)) -> Self {
        let mut text = Zeroizing::new(String::with_capacity(capacity));
        write(&mut text);
        debug_assert!(text.len() <= capacity, "a secret text outgrew its buffer");
        Self(text)
    }

    /// The text. Each use says why it needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText(redacted)")
    }
}
