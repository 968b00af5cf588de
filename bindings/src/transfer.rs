//! Handing a secret out, under a fresh PIN.

use crate::authenticator::Authenticator;
use crate::secret::SecretText;
use countersign::authenticator::{AccountId, ActivationError};
use countersign::crypto::SecretBytes;

#[uniffi::export]
impl Authenticator {
    /// An account as a key URI, with its secret: whoever reads it can make the same codes. The PIN is tried as at
    /// unlocking, and the export is written into the history before the text is handed out.
    ///
    /// # Errors
    /// `NotExportable` for a push account, whose codes belong to this phone. `Pin` for the PIN; `Storage` where the history
    /// could not be written: nothing is handed out then.
    pub async fn export_key_uri(
        &self,
        id: AccountId,
        pin: SecretBytes,
    ) -> Result<SecretText, ActivationError> {
        self.derive(move |core| {
            // Exposed: moved into the type in which secrets leave.
            core.export_key_uri(id, pin)
                .map(|uri| SecretText::new(SecretBytes::from(uri.expose().as_bytes())))
        })
        .await
    }
}
