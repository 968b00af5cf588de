//! What servers ask of the PIN and of biometrics, and how this device comes to meet it.

use super::error::ActivationError;
use super::pin::typed_pin;
use super::push::{Ground, Notes, PushRecord};
use super::push_error::PushCallError;
use super::push_views::PolicyObstacle;
use super::state::Open;
use super::views::{AccountId, HistoryEvent};
use super::{Authenticator, Ports};
use crate::crypto::SecretBytes;
use crate::push::{AttestationWish, Invitation, Policy};
use crate::vault::{PIN_MINIMUM, ServerPolicy};

impl Authenticator {
    /// Tells the app how long the present PIN is, where it was opened without one: see
    /// [`PolicyObstacle::PinUnknown`]. The PIN is tried as at unlocking.
    ///
    /// # Errors
    /// [`ActivationError::Pin`] for the PIN.
    pub fn confirm_present_pin(&self, pin: SecretBytes) -> Result<(), ActivationError> {
        let pin = typed_pin(pin)?;
        let outcome = self.with_open(
            |open| {
                open.vault.try_pin(&pin)?;
                open.pin_length = Some(pin.policy_length());
                Ok(())
            },
            ActivationError::Locked,
        );
        self.lock_when_erased(outcome)
    }

    /// Lets biometrics open the vault and approve requests, behind the device's prompt. The PIN is tried as at unlocking.
    ///
    /// # Errors
    /// [`ActivationError::Pin`] for the PIN, and with [`UnlockError::NotAvailable`](super::UnlockError::NotAvailable)
    /// where the device has no biometrics.
    pub fn enable_biometrics(&self, pin: SecretBytes) -> Result<(), ActivationError> {
        self.with_vault(HistoryEvent::BiometricsAdded, |open| {
            Ok(open.vault.add_biometric_slot(&typed_pin(pin)?)?)
        })
    }

    /// No longer lets biometrics open the vault, and destroys their key.
    ///
    /// # Errors
    /// [`ActivationError::LockedByPolicy`] while a server requires them.
    pub fn disable_biometrics(&self, pin: SecretBytes) -> Result<(), ActivationError> {
        self.with_vault(HistoryEvent::BiometricsRemoved, |open| {
            Ok(open.vault.remove_biometric_slot(&typed_pin(pin)?)?)
        })
    }

    /// The user agrees to what a server asks now
    /// ([`PushAccountView::policy_change`](super::PushAccountView::policy_change)). From then on it holds, and requests
    /// can be approved again.
    ///
    /// # Errors
    /// [`PushCallError::Policy`] where this device does not meet it yet; nothing is changed then.
    /// [`PushCallError::NotSupported`] where the server asks for nothing new.
    pub fn accept_policy(&self, id: AccountId) -> Result<(), PushCallError> {
        self.with_open_ground(|ground| {
            let mut record = ground.record(id)?;
            let asked = record.asked().ok_or(PushCallError::NotSupported)?;
            let ports = ground.ports;
            if let Some(obstacle) = ground.open()?.obstacle(asked, ports) {
                return Err(PushCallError::Policy(obstacle));
            }
            record.agreed = asked;
            let event = ground.event(HistoryEvent::PolicyAccepted, id);
            ground.keep_policy(id, record, Notes { history: vec![event], ..Notes::default() })
        })
    }
}

impl Ground<'_> {
    /// Keeps what was agreed, for the PIN rules too.
    pub(super) fn keep_policy(
        &mut self,
        id: AccountId,
        record: PushRecord,
        notes: Notes,
    ) -> Result<(), PushCallError> {
        let policy = server_policy(record.agreed);
        let open = self.open()?;
        open.vault.change(|change| change.set_policy(id, policy)).map_err(PushCallError::from)?;
        self.commit(id, record, notes)
    }

    /// A server that asks for less than the user agreed to gives the user back what is above it.
    pub(super) fn relax_policy(&mut self, id: AccountId) -> Result<(), PushCallError> {
        let mut record = self.record(id)?;
        if self.open().is_err() || record.asked().is_some() || record.agreed == record.account.policy() {
            return Ok(());
        }
        record.agreed = record.account.policy();
        self.keep_policy(id, record, Notes::default())
    }
}

impl Open {
    /// What stands between this device and an account that is offered: its policy, and a server that takes attested keys only.
    pub(super) fn enrollment_obstacle(
        &self,
        invitation: &Invitation,
        ports: &Ports,
    ) -> Option<PolicyObstacle> {
        let able = ports.signing_keys.is_some() && ports.key_attestation.is_some();
        let required = invitation.attestation == AttestationWish::Required;
        let unattested = (required && !able).then_some(PolicyObstacle::AttestationNotAvailable);
        self.obstacle(invitation.policy, ports).or(unattested)
    }

    /// What stands between this device and a policy.
    pub(super) fn obstacle(&self, policy: Policy, ports: &Ports) -> Option<PolicyObstacle> {
        if policy.biometrics() && ports.biometric_key.is_none() {
            return Some(PolicyObstacle::BiometricsNotAvailable);
        }
        if policy.biometrics() && !self.vault.has_biometric_slot() {
            return Some(PolicyObstacle::BiometricsNeeded);
        }
        let minimum = policy.pin_minimum();
        if minimum <= PIN_MINIMUM {
            return None;
        }
        match self.pin_length {
            Some(length) if length >= minimum => None,
            Some(_) => Some(PolicyObstacle::PinTooShort { minimum }),
            None => Some(PolicyObstacle::PinUnknown { minimum }),
        }
    }
}

/// A policy as the vault keeps it; `None` where the server asks for nothing.
pub(super) fn server_policy(policy: Policy) -> Option<ServerPolicy> {
    if policy == Policy::default() {
        return None;
    }
    ServerPolicy::new(policy.pin_minimum(), policy.biometrics())
}
