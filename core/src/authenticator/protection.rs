//! What guards the vault now, and which servers hold it there.

use super::error::SettingsError;
use super::state::Open;
use super::views::{BiometricsState, HolderView, ProtectionView};
use super::{Authenticator, Ports};
use crate::vault::{Entry, PIN_MINIMUM, ServerPolicy};

impl Authenticator {
    /// What guards the vault, and what a server's policy forbids to change, told before it is tried.
    ///
    /// # Errors
    /// [`SettingsError::Locked`].
    pub fn protection(&self) -> Result<ProtectionView, SettingsError> {
        self.with_open(
            |open| {
                let minimum = open.vault.contents().policy().minimum_length();
                let rules = self.pin_rules(minimum);
                let raised = minimum > PIN_MINIMUM && rules.minimum_length == usize::from(minimum);
                Ok(ProtectionView {
                    rules,
                    rules_held_by: open.holders(|policy| raised && policy.minimum_length() == minimum),
                    biometrics: open.biometrics(&self.ports),
                    biometrics_held_by: open.holders(ServerPolicy::biometrics_required),
                    recovery_code: open.vault.has_recovery_slot(),
                })
            },
            SettingsError::Locked,
        )
    }
}

impl Open {
    /// The accounts whose servers ask for what `holds` looks for.
    fn holders(&self, holds: impl Fn(ServerPolicy) -> bool) -> Vec<HolderView> {
        let entries = self.vault.contents().entries().iter();
        entries.filter(|entry| entry.policy().is_some_and(&holds)).map(holder).collect()
    }

    fn biometrics(&self, ports: &Ports) -> BiometricsState {
        let required = self.vault.contents().policy().biometrics_required();
        match (self.vault.has_biometric_slot(), required) {
            (true, true) => BiometricsState::Held,
            (true, false) => BiometricsState::On,
            (false, _) if ports.biometric_key.is_none() => BiometricsState::NotAvailable,
            (false, _) => BiometricsState::Off,
        }
    }
}

fn holder(entry: &Entry) -> HolderView {
    let details = entry.details();
    HolderView {
        account: entry.id(),
        issuer: details.issuer.clone(),
        account_name: details.account.clone(),
        server: details.server.clone(),
    }
}
