//! A defect on purpose, so that a test sees what of it crosses.

use crate::authenticator::Authenticator;
use countersign::authenticator::StorageError;

#[uniffi::export]
impl Authenticator {
    /// Panics with `text`, unless that is empty.
    ///
    /// # Errors
    /// `Uncertain`, and not a word of `text`.
    pub fn panic(&self, text: String) -> Result<(), StorageError> {
        self.call(|_| {
            assert!(text.is_empty(), "{text}");
            Ok(())
        })
    }

    /// As `panic`, on the runtime.
    ///
    /// # Errors
    /// As `panic`.
    pub async fn panic_later(&self, text: String) -> Result<(), StorageError> {
        self.derive(move |_| {
            assert!(text.is_empty(), "{text}");
            Ok(())
        })
        .await
    }
}
