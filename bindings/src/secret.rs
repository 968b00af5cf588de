//! A secret on its way out: the one type in which any leaves, so that the calls that return it are counted.

use crate::containment::contained;
use countersign::authenticator::StorageError;
use countersign::crypto::SecretBytes;
use std::sync::{Mutex, PoisonError};

/// A text that was handed out under a fresh PIN, and that this library wipes again.
///
/// It prints as nothing. Read it as late as possible, keep what was read no longer than it is shown, and wipe both.
#[derive(uniffi::Object)]
pub struct SecretText(Mutex<Option<SecretBytes>>);

impl SecretText {
    pub(crate) fn new(text: SecretBytes) -> Self {
        Self(Mutex::new(Some(text)))
    }
}

#[uniffi::export]
impl SecretText {
    /// The text as UTF-8, so that the caller can overwrite it after use; `None` once it was wiped.
    ///
    /// # Errors
    /// Only a defect of this library.
    pub fn read(&self) -> Result<Option<Vec<u8>>, StorageError> {
        contained(|| {
            let text = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            // Exposed: this is the call that hands it out.
            Ok(text.as_ref().map(|text| text.expose().to_vec()))
        })
    }

    /// Overwrites the text here. Destroying the object does the same.
    pub fn wipe(&self) {
        drop(self.0.lock().unwrap_or_else(PoisonError::into_inner).take());
    }
}

impl core::fmt::Debug for SecretText {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("SecretText(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_read_until_it_is_wiped_and_never_shown() {
        let secret = SecretText::new(SecretBytes::from(b"otpauth".as_slice()));
        assert_eq!(format!("{secret:?}"), "SecretText(redacted)");
        assert_eq!(secret.read(), Ok(Some(b"otpauth".to_vec())));
        secret.wipe();
        assert_eq!(secret.read(), Ok(None));
    }
}
