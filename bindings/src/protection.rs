//! What guards the vault now, and which servers hold it there.

use crate::authenticator::Authenticator;
use countersign::authenticator::{
    AccountId, BiometricsState, HolderView, PinRules, ProtectionView, SettingsError,
};

/// What guards the vault, and which servers hold it there: all that a screen says before it offers a change.
#[uniffi::remote(Record)]
pub struct ProtectionView {
    /// What a new PIN must be now.
    pub rules: PinRules,
    /// The accounts whose servers ask for as many characters; empty where the device itself asks for no fewer.
    pub rules_held_by: Vec<HolderView>,
    /// Whether biometrics open the vault.
    pub biometrics: BiometricsState,
    /// The accounts whose servers ask for biometrics.
    pub biometrics_held_by: Vec<HolderView>,
    /// Whether there is a recovery code.
    pub recovery_code: bool,
}

/// Whether biometrics open the vault, and whether that can be changed.
#[uniffi::remote(Enum)]
pub enum BiometricsState {
    /// The device has none to lend.
    NotAvailable,
    /// They do not, and can be set up.
    Off,
    /// They do, and can be removed.
    On,
    /// They do, and a server asks for them: they cannot be removed while its account is here.
    Held,
}

/// An account whose server holds a setting.
#[uniffi::remote(Record)]
pub struct HolderView {
    /// Which account.
    pub account: AccountId,
    /// Who issued it. May be empty.
    pub issuer: String,
    /// Whose account it is there.
    pub account_name: String,
    /// The host of its server, where one is known.
    pub server: Option<String>,
}

#[uniffi::export]
impl Authenticator {
    /// What guards the vault, and what a server's policy forbids to change, told before it is tried.
    ///
    /// # Errors
    /// `Locked`.
    pub fn protection(&self) -> Result<ProtectionView, SettingsError> {
        self.call(|core| core.protection())
    }
}
