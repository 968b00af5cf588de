//! First launch: license, PIN, the same PIN again, notifications.

use crate::authenticator::Authenticator;
use countersign::authenticator::{
    LICENSE_TEXT, LICENSE_VERSION, LockView, OlderCopy, PinRules, SetupError, SetupStep, Stage, StorageError,
    Unusable,
};
use countersign::crypto::SecretBytes;
use countersign::ports::AssuranceClass;
use std::time::Duration;

/// Which screen the app shows first, and what that screen needs.
#[uniffi::remote(Enum)]
pub enum Stage {
    /// First launch, or a first launch that was interrupted: this is the step to go on with.
    Setup(#[uniffi(name = "step")] SetupStep),
    /// A vault that waits for its PIN.
    Locked(#[uniffi(name = "view")] LockView),
    /// The vault was opened with the recovery code: a new PIN comes before everything else.
    NewPinNeeded(#[uniffi(name = "rules")] PinRules),
    /// The vault is open.
    Unlocked,
    /// The vault was erased after too many wrong PINs. Setting up again makes a new, empty one.
    Erased,
    /// The vault cannot be opened here, and no PIN changes that.
    Unusable(#[uniffi(name = "reason")] Unusable),
}

/// The steps of a first launch, in their order.
#[uniffi::remote(Enum)]
pub enum SetupStep {
    /// Show the license of this version and ask for consent.
    License {
        /// The version of the text that is to be accepted.
        version: u32,
    },
    /// Ask for a new PIN.
    ChoosePin(#[uniffi(name = "rules")] PinRules),
    /// Ask for the same PIN again.
    ConfirmPin,
    /// Ask whether notifications may be shown (recommended). The vault exists already.
    Notifications,
}

/// What a new PIN must be.
#[uniffi::remote(Record)]
pub struct PinRules {
    /// The least number of characters.
    pub minimum_length: usize,
    /// The greatest number of characters.
    pub maximum_length: usize,
    /// Whether the device keeps its keys so poorly that a passphrase is asked for instead of digits.
    pub passphrase: bool,
    /// How well this device keeps keys.
    #[uniffi(name = "assurance")]
    pub class: AssuranceClass,
}

/// The unlock screen.
#[uniffi::remote(Record)]
pub struct LockView {
    /// Known failures that are left before the vault is erased.
    pub attempts_left: u32,
    /// How long to wait before the next attempt; zero when one may be made now.
    pub delay: Duration,
    /// How well the device keeps its part of the key.
    #[uniffi(name = "assurance")]
    pub class: AssuranceClass,
    /// Whether the vault's PIN is a passphrase, as `PinRules` asked for when it was chosen: letters are typed, not ten
    /// digits.
    pub passphrase: bool,
    /// Whether a biometric prompt can open this vault.
    pub biometrics: bool,
    /// Whether requests can be seen and rejected while locked. Devices without keys in hardware unlock first.
    pub requests_while_locked: bool,
    /// Set where the files are not what this device remembers: the right PIN alone will not open them.
    pub older_copy: Option<OlderCopy>,
}

/// What the device remembers differently about the files. Opening them needs the PIN and an explicit yes, because
/// changes made since then (deletions, used counters) are undone by it.
#[uniffi::remote(Enum)]
pub enum OlderCopy {
    /// They are older than the last state on this device: a backup was put back.
    RolledBack,
    /// They are another history than this device's: the vault was also used elsewhere.
    Forked,
    /// The device remembers nothing about them, so it cannot tell how old they are.
    NotRemembered,
}

/// Why a vault cannot be opened here.
#[uniffi::remote(Enum)]
pub enum Unusable {
    /// Both files are damaged. Nothing was counted as an attempt; restore the files from a backup.
    Damaged,
    /// The device remembers a vault whose files are gone; restore them from a backup.
    FilesMissing,
    /// A newer version of the app wrote it. Update the app.
    NewerVersion,
    /// The device's key is gone: the files were copied here, or the key store was wiped. Only the recovery code
    /// opens them.
    DeviceKeyMissing,
    /// Another process has it open.
    InUse,
}

/// What the user accepts at the first launch. A paragraph is one line.
#[uniffi::export]
pub fn license_text() -> String {
    LICENSE_TEXT.to_owned()
}

/// The version of the license text. It grows when the text changes, and the text is then shown again.
#[uniffi::export]
pub fn license_version() -> u32 {
    LICENSE_VERSION
}

#[uniffi::export]
impl Authenticator {
    /// Which screen to show now. Cheap; ask after every call that may have changed it.
    ///
    /// # Errors
    /// Only a defect of this library.
    pub fn stage(&self) -> Result<Stage, StorageError> {
        self.answer(|core| core.stage())
    }

    /// Accepts the license.
    ///
    /// # Errors
    /// `WrongLicense` unless `version` is the one that was shown; `OutOfOrder` when no license is asked for.
    pub fn accept_license(&self, version: u32) -> Result<Stage, SetupError> {
        self.call(|core| core.accept_license(version))
    }

    /// Takes a new PIN as UTF-8, to be confirmed. It is kept in memory only; a restart asks for it again.
    ///
    /// # Errors
    /// `WeakPin` says what is wrong with it.
    pub fn choose_pin(&self, pin: SecretBytes) -> Result<Stage, SetupError> {
        self.call(|core| core.choose_pin(pin))
    }

    /// Takes the PIN again, makes the vault and leaves it open. Takes as long as one key derivation (0.1–0.5 s).
    ///
    /// # Errors
    /// `PinsDiffer` starts over with the first PIN. When the vault could not be stored, nothing was made, and the same PIN
    /// may be confirmed again.
    pub async fn confirm_pin(&self, pin: SecretBytes) -> Result<Stage, SetupError> {
        self.derive(move |core| core.confirm_pin(pin)).await
    }

    /// Answers the last question of the setup.
    ///
    /// # Errors
    /// `OutOfOrder` before the vault exists.
    pub fn choose_notifications(&self, wanted: bool) -> Result<Stage, SetupError> {
        self.call(|core| core.choose_notifications(wanted))
    }

    /// Gives up a vault that was erased or that cannot be opened here, and begins the setup of a new one. What is left of
    /// the old one is destroyed: ask first.
    ///
    /// # Errors
    /// `OutOfOrder` while there is a vault that a PIN can open, or one of a newer version.
    pub fn start_over(&self) -> Result<Stage, SetupError> {
        self.call(|core| core.start_over())
    }
}
