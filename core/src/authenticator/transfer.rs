//! Handing a secret out, under a fresh activation: the PIN, given for this one call.

use super::Authenticator;
use super::error::{ActivationError, CodeError};
use super::pin::typed_pin;
use super::records::label;
use super::views::{AccountId, HistoryEvent};
use crate::crypto::{SecretBytes, wipe_stack};
use crate::otp::{Label, OneTimeAccount, SecretText, key_uri};
use crate::vault::EntryKind;

impl Authenticator {
    /// An account as a key URI, with its secret: whoever reads it can make the same codes. The PIN is tried as at
    /// unlocking, and the export is written into the history before the text is handed out.
    ///
    /// # Errors
    /// [`ActivationError::NotExportable`] for a push account, whose codes belong to this phone.
    /// [`ActivationError::Pin`] for the PIN; [`ActivationError::Storage`] where the history could not be written:
    /// nothing is handed out then.
    pub fn export_key_uri(&self, id: AccountId, pin: SecretBytes) -> Result<SecretText, ActivationError> {
        let now = self.ports.clock.wall();
        let outcome = self.with_open(
            |open| {
                let entry = open.vault.contents().entry(id).ok_or(ActivationError::Unknown)?;
                if entry.kind() == EntryKind::Push {
                    return Err(ActivationError::NotExportable);
                }
                let details = entry.details();
                let (issuer, account) = (Label::clean(&details.issuer), Label::clean(&details.account));
                let shown = label(issuer.as_str(), account.as_str());
                open.vault.try_pin(&typed_pin(pin)?)?;
                let (parameters, secret) = open.key_material(id)?;
                let event = HistoryEvent::AccountExported.record(now, Some(id), &shown);
                open.vault.change(|change| change.record(event))?;
                Ok(key_uri::write(&OneTimeAccount { issuer, account, parameters, secret }))
            },
            ActivationError::Locked,
        );
        wipe_stack();
        if matches!(outcome, Err(ActivationError::Pin(super::UnlockError::Erased))) {
            self.lock();
        }
        outcome
    }
}

impl From<CodeError> for ActivationError {
    fn from(error: CodeError) -> Self {
        match error {
            CodeError::Locked => Self::Locked,
            CodeError::Unknown => Self::Unknown,
            CodeError::NewPinNeeded => Self::NewPinNeeded,
            CodeError::Storage(error) => Self::Storage(error),
            CodeError::Damaged
            | CodeError::CounterBased
            | CodeError::TimeBased
            | CodeError::NoCodes
            | CodeError::EnrollAgain
            | CodeError::Exhausted => Self::Damaged,
        }
    }
}
