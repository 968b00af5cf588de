//! The printed recovery code: 128 random bits, as text that survives pen and paper.

use crate::crypto::Secret;

/// A recovery code.
#[derive(Debug)]
pub struct RecoveryCode(#[expect(dead_code, reason = "used by the recovery slot")] Secret<16>);

/// The text is no recovery code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryCodeError {
    /// It has the wrong number of characters.
    #[error("a recovery code has another length")]
    Length,
    /// A character cannot occur in a recovery code.
    #[error("a character cannot occur in a recovery code")]
    Character,
    /// The check characters do not fit: a typing error.
    #[error("the recovery code is mistyped")]
    Checksum,
}

impl RecoveryCode {
    /// Reads a typed code: case, spaces and dashes do not matter, and letters that look like digits are digits.
    pub fn parse(_text: &[u8]) -> Result<Self, RecoveryCodeError> {
        Err(RecoveryCodeError::Length)
    }

    /// The code as printed: groups of letters and digits.
    pub fn to_text(&self) -> crate::crypto::SecretBytes {
        crate::crypto::SecretBytes::new(Vec::new())
    }
}
