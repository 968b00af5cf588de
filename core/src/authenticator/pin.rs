//! The PIN after setup: changing it, choosing a new one after the recovery code, and the recovery code itself.

use super::Authenticator;
use super::error::{ActivationError, WeakPin};
use super::state::Open;
use super::unlock::unlock_error;
use super::views::{HistoryEvent, Stage};
use crate::crypto::{ConstantTimeEq, SecretBytes, wipe_stack};
use crate::vault::{Pin, PinPolicy, SlotError};

impl Authenticator {
    /// Changes the PIN. The old one is tried as at unlocking: charged, counted, and the tenth wrong one erases.
    /// Afterwards no older copy of the vault's files opens on a device that keeps its keys.
    ///
    /// # Errors
    /// [`ActivationError::Pin`] for the old PIN; [`ActivationError::WeakPin`] and [`ActivationError::PinsDiffer`]
    /// for the new one, before anything is tried.
    pub fn change_pin(
        &self,
        old: SecretBytes,
        new: SecretBytes,
        again: SecretBytes,
    ) -> Result<(), ActivationError> {
        self.with_vault(HistoryEvent::PinChanged, |open| {
            let new = self.confirmed_pin(new, again, open.vault.contents().policy())?;
            open.vault.change_pin(&typed_pin(old)?, &new)?;
            open.pin_length = Some(new.policy_length());
            Ok(())
        })
    }

    /// Chooses a new PIN after the vault was opened with the recovery code.
    ///
    /// # Errors
    /// [`ActivationError::OldPinNeeded`] where no new PIN is asked for.
    pub fn set_new_pin(&self, new: SecretBytes, again: SecretBytes) -> Result<Stage, ActivationError> {
        self.with_vault(HistoryEvent::PinChanged, |open| {
            let new = self.confirmed_pin(new, again, open.vault.contents().policy())?;
            open.vault.set_pin(&new)?;
            open.pin_length = Some(new.policy_length());
            // Push keys are gone: what opens before the PIN forgets them too.
            open.settle_push(&self.ports);
            Ok(())
        })?;
        Ok(self.stage())
    }

    /// Makes a recovery code: 128 random bits as text, to be printed and kept elsewhere. It replaces an earlier one,
    /// and it is shown this once. It opens one-time codes, not push keys.
    ///
    /// # Errors
    /// [`ActivationError::Pin`] for the PIN, which is tried as at unlocking.
    pub fn make_recovery_code(&self, pin: SecretBytes) -> Result<SecretBytes, ActivationError> {
        self.with_vault(HistoryEvent::RecoveryCodeMade, |open| {
            Ok(open.vault.add_recovery_slot(&typed_pin(pin)?)?.to_text())
        })
    }

    /// Removes the recovery code: the printed one opens nothing any more.
    ///
    /// # Errors
    /// As [`make_recovery_code`](Self::make_recovery_code).
    pub fn remove_recovery_code(&self, pin: SecretBytes) -> Result<(), ActivationError> {
        self.with_vault(HistoryEvent::RecoveryCodeRemoved, |open| {
            Ok(open.vault.remove_recovery_slot(&typed_pin(pin)?)?)
        })
    }

    /// Whether there is a recovery code.
    ///
    /// # Errors
    /// [`ActivationError::Locked`].
    pub fn has_recovery_code(&self) -> Result<bool, ActivationError> {
        self.with_open(|open| Ok(open.vault.has_recovery_slot()), ActivationError::Locked)
    }

    /// Does something that needs the PIN, then writes it into the history. A vault that was erased by a tenth wrong
    /// PIN is closed here.
    pub(super) fn with_vault<T>(
        &self,
        event: HistoryEvent,
        act: impl FnOnce(&mut Open) -> Result<T, ActivationError>,
    ) -> Result<T, ActivationError> {
        let now = self.ports.clock.wall();
        let outcome = self.with_open(
            |open| {
                let done = act(open)?;
                let record = event.record(now, None, "");
                // What was done is durable; a history that could not be written does not undo it.
                let _ = open.vault.change(|change| change.record(record));
                Ok(done)
            },
            ActivationError::Locked,
        );
        wipe_stack();
        self.lock_when_erased(outcome)
    }

    /// A PIN that may become this device's, or what is wrong with it.
    pub(super) fn new_pin(&self, pin: SecretBytes, policy: PinPolicy) -> Result<Pin, WeakPin> {
        let pin = Pin::new(pin)?;
        pin.check(self.ports.slot_keys.class(), policy)?;
        Ok(pin)
    }

    fn confirmed_pin(
        &self,
        new: SecretBytes,
        again: SecretBytes,
        policy: PinPolicy,
    ) -> Result<Pin, ActivationError> {
        let new = self.new_pin(new, policy)?;
        match Pin::new(again) {
            Ok(again) if bool::from(new.ct_eq(&again)) => Ok(new),
            _ => Err(ActivationError::PinsDiffer),
        }
    }
}

/// A PIN as typed, to be tried. What cannot be a PIN is refused uncounted.
pub(super) fn typed_pin(pin: SecretBytes) -> Result<Pin, ActivationError> {
    Pin::new(pin).map_err(|_| ActivationError::Pin(super::UnlockError::NotAPin))
}

impl From<SlotError> for ActivationError {
    fn from(error: SlotError) -> Self {
        match error {
            SlotError::Pin(error) => Self::WeakPin(error.into()),
            SlotError::Refused(error) => Self::Pin(unlock_error(error, crate::vault::State::Erased)),
            SlotError::NoBiometrics => Self::Pin(super::UnlockError::NotAvailable),
            SlotError::RequiredByPolicy => Self::LockedByPolicy,
            SlotError::NeedsNewPin => Self::NewPinNeeded,
            SlotError::NeedsOldPin => Self::OldPinNeeded,
            SlotError::Commit(error) => error.into(),
        }
    }
}
