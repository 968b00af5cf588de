//! The facade: the whole app as one object. A shell draws what it says and calls what the user asks for.
//!
//! One file per use case: [`setup`](Authenticator::accept_license), [`unlock`](Authenticator::unlock),
//! [`pin`](Authenticator::change_pin), [`accounts`](Authenticator::accounts), [`codes`](Authenticator::code),
//! [`enrollment`](Authenticator::read_text), [`transfer`](Authenticator::export_key_uri),
//! [`history`](Authenticator::history), [`settings`](Authenticator::settings),
//! [`appearance`](Authenticator::appearance). `views` is what they return, `error` what they refuse with;
//! [`observer`](Authenticator::observe) tells a shell what to ask for anew.
//!
//! Push approvals: [`enroll_online`](Authenticator::enroll_online), [`requests`](Authenticator::requests),
//! [`decisions`](Authenticator::approve), [`delivery`](Authenticator::report) of what was signed,
//! [`push_life`](Authenticator::devices), [`ending`](Authenticator::end_account), [`rotation`](Authenticator::rotate_keys), [`policy`](Authenticator::accept_policy); `push/` is what they share,
//! `push_views` and `push_error` what they return and refuse with.
//!
//! There is no protocol, cryptography or file format here; it decides what is asked when, and in which order.
//! Calls block: a PIN costs a key derivation (0.1–0.5 s), everything else milliseconds. Those that ask a server are
//! async, need no runtime of their own, are given a [`Cancellation`], and hold no lock while they wait.

mod accounts;
mod appearance;
mod cancel;
mod codes;
mod decisions;
mod delivery;
mod ending;
mod enroll_online;
mod enrollment;
mod error;
mod history;
mod observer;
mod offers;
mod pin;
mod policy;
mod protection;
mod push;
mod push_error;
mod push_life;
mod push_views;
mod records;
mod request_list;
mod requests;
mod rotation;
mod settings;
mod setup;
mod state;
mod transfer;
mod unlock;
mod views;

pub use accounts::{AccountChange, Filter};
pub use appearance::{Appearance, Language, Theme};
pub use cancel::Cancellation;
pub use decisions::{Compared, DenyReason, Verify};
pub use enroll_online::{EnrollmentProgress, EnrollmentStep, OnlineEnrollment};
pub use enrollment::{Confirmation, ManualEntry};
pub use error::{
    AccountError, ActivationError, CodeError, EnrollmentError, OpenError, SettingsError, SetupError,
    StorageError, UnlockError, WeakPin,
};
pub use observer::{Change, Observer};
pub use push_error::{DecisionError, OnlineEnrollmentError, PushCallError, ServerError};
pub use push_views::{
    AnswerStatus, DeviceView, EndedView, OutcomeView, PolicyObstacle, PolicyView, PollView, PushAccountView,
    PushOfferView, ReenrollmentView, RequestId, RequestKind, RequestView, RequestsView, VerificationView,
};
pub use settings::{ClockOffset, Settings};
pub use setup::{LICENSE_TEXT, LICENSE_VERSION};
pub use views::{
    AccountDetail, AccountId, AccountKind, AccountRow, BiometricsState, CodeView, HistoryEvent, HistoryId,
    HistoryRow, HolderView, LockView, OfferId, OfferView, OffersView, OlderCopy, PinRules, ProtectionView,
    PushDetail, Reachability, SetupStep, Stage, UnlockNotice, Unusable,
};

use crate::http::DevelopmentHttp;
use crate::ports::{
    AgreementKeys, Anchor, BiometricKey, Clock, HttpClient, KeyAttestation, Preferences, Random, SigningKeys,
    SlotKeys, VaultStore,
};
use crate::vault::VaultPorts;
use observer::Observed;
use std::sync::{Arc, Mutex};

/// What an offer of a push account warns of.
pub use crate::enroll::PushWarning;
/// Where a server sends wake-ups.
pub use crate::push::Channel;
/// How long a server may hold the answer to a poll back.
pub use crate::push::schedule::LONG_POLL;
/// Whether the user has said yes to files that are older than this device remembers.
pub use crate::vault::Acceptance;

/// What the outside lends. Each has a default in `platform/` (on a desktop) or comes from the shell.
#[derive(Clone)]
pub struct Ports {
    /// The device's clocks.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Random>,
    /// The vault's two files.
    pub store: Arc<dyn VaultStore>,
    /// Two more files, in a place of their own, for what opens before the PIN. Only a device whose keys are hardware
    /// uses them; `None` elsewhere.
    pub early_store: Option<Arc<dyn VaultStore>>,
    /// Device keys behind the PIN.
    pub slot_keys: Arc<dyn SlotKeys>,
    /// Signing keys that hardware keeps; `None` where the device has none, and push keys are then sealed in the vault.
    pub signing_keys: Option<Arc<dyn SigningKeys>>,
    /// What vouches for those keys, where the device can. Used only beside `signing_keys`.
    pub key_attestation: Option<Arc<dyn KeyAttestation>>,
    /// Keys that hardware keeps and that only receive; `None` where the device has none, and these push keys are then
    /// sealed in the vault. Used only beside `signing_keys`.
    pub agreement_keys: Option<Arc<dyn AgreementKeys>>,
    /// The key behind a biometric prompt, where the device has one.
    pub biometric_key: Option<Arc<dyn BiometricKey>>,
    /// The record that notices old files.
    pub anchor: Arc<dyn Anchor>,
    /// What is known before the PIN.
    pub preferences: Arc<dyn Preferences>,
    /// The way to servers; `None` for an app that never goes online.
    pub http: Option<Arc<dyn HttpClient>>,
    /// Whether servers on this device may be talked to without TLS. [`DevelopmentHttp::Off`] in every release.
    pub development_http: DevelopmentHttp,
}

impl Ports {
    fn of_vault(&self) -> VaultPorts {
        VaultPorts {
            store: Arc::clone(&self.store),
            slot_keys: Arc::clone(&self.slot_keys),
            early_store: self.early_store.clone(),
            signing_keys: self.signing_keys.clone(),
            agreement_keys: self.agreement_keys.clone(),
            biometric_key: self.biometric_key.clone(),
            anchor: Arc::clone(&self.anchor),
            clock: Arc::clone(&self.clock),
            random: Arc::clone(&self.random),
        }
    }
}

impl core::fmt::Debug for Ports {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Ports")
    }
}

/// The app behind every shell. Shared between threads as it is; one call runs at a time.
pub struct Authenticator {
    ports: Ports,
    state: Mutex<Observed>,
    observer: Mutex<Option<Arc<dyn Observer>>>,
}

impl core::fmt::Debug for Authenticator {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Authenticator")
    }
}
