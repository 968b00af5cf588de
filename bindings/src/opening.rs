//! Opening the app: a folder, a way to servers, and the device's keys.

use crate::authenticator::Authenticator;
use crate::containment::{contained, silence_panics};
use crate::ports::{
    DeviceKeyError, DevicePorts, ForeignAgreementKeys, ForeignAnchor, ForeignBiometricKey,
    ForeignKeyAttestation, ForeignSigningKeys, ForeignSlotKeys,
};
use crate::runtime::runtime;
use countersign::authenticator::{self as core, Ports, StorageError};
use countersign::crypto::RingRandom;
use countersign::http::DevelopmentHttp;
use countersign::platform::http_client::{HttpsSettings, TrustError, TrustedRoots};
use countersign::platform::{HttpsClient, PreferencesFile, SystemClock, VaultFiles};
use countersign::ports::{AgreementKeys, BiometricKey, Clock, KeyAttestation, SigningKeys};
use std::path::Path;
use std::sync::Arc;

/// Whether a developer may talk to a server on this device without TLS. Never decided by anything that was scanned.
#[uniffi::remote(Enum)]
pub enum DevelopmentHttp {
    /// Only `https`.
    Off,
    /// `http` too, where the host is a loopback address or `localhost`.
    Loopback,
}

/// Whose certificates count. Never decided by anything that was scanned.
#[uniffi::remote(Enum)]
pub enum TrustedRoots {
    /// The platform's: the folders and files of a Linux, the verifier of an Apple device or of Windows; and these, as
    /// DER (a company's own authority). Android's are only reachable from its shell: hand them in with
    /// `Only`.
    Platform(#[uniffi(name = "more")] Vec<Vec<u8>>),
    /// These only, as DER.
    Only(#[uniffi(name = "roots")] Vec<Vec<u8>>),
}

/// Where the app keeps its files, and which servers it may talk to.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Surroundings {
    /// A folder of the app's own that no backup copies. It is made where missing, open to its owner only.
    pub folder: String,
    /// Whose certificates count.
    pub roots: TrustedRoots,
    /// Whether servers on this device may be talked to without TLS: `Off` in every release.
    pub development_http: DevelopmentHttp,
}

/// The app could not start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum OpenError {
    /// Another process has the vault open, or another authenticator of this process is not destroyed yet. Close it there.
    #[error("the vault is open in another process")]
    InUse,
    /// There are no certificates to trust, or one that was handed in is none.
    #[error("there are no trusted roots")]
    Roots,
    /// The device does not say how well it keeps its keys. Try again.
    #[error("the device's keys do not answer")]
    DeviceKeys,
    /// The vault's place cannot be read. Check the folder.
    #[error(transparent)]
    Storage {
        /// Why.
        error: StorageError,
    },
}

impl From<core::OpenError> for OpenError {
    fn from(error: core::OpenError) -> Self {
        match error {
            core::OpenError::InUse => Self::InUse,
            core::OpenError::Storage(error) => Self::Storage { error },
        }
    }
}

impl From<StorageError> for OpenError {
    fn from(error: StorageError) -> Self {
        Self::Storage { error }
    }
}

impl From<TrustError> for OpenError {
    fn from(_: TrustError) -> Self {
        Self::Roots
    }
}

impl From<DeviceKeyError> for OpenError {
    fn from(_: DeviceKeyError) -> Self {
        Self::DeviceKeys
    }
}

#[uniffi::export]
impl Authenticator {
    /// Opens the app: takes the vault for this process and looks at it. Nothing is made, nothing is opened, nothing is
    /// sent. Takes some milliseconds where the platform's certificates are read.
    ///
    /// # Errors
    /// Each variant says what to do; nothing was changed.
    #[uniffi::constructor]
    pub fn open(surroundings: Surroundings, device: DevicePorts) -> Result<Self, OpenError> {
        open_on(Arc::new(SystemClock::new()), surroundings, device)
    }
}

/// Opens the app on a clock.
pub(crate) fn open_on(
    clock: Arc<dyn Clock>,
    surroundings: Surroundings,
    device: DevicePorts,
) -> Result<Authenticator, OpenError> {
    silence_panics();
    contained(|| {
        let ports = ports(clock, surroundings, device)?;
        Ok(Authenticator::new(core::Authenticator::open(ports)?))
    })
}

fn ports(clock: Arc<dyn Clock>, surroundings: Surroundings, device: DevicePorts) -> Result<Ports, OpenError> {
    let folder = Path::new(&surroundings.folder);
    let slot_keys = ForeignSlotKeys::new(device.slot_keys)?;
    let settings = HttpsSettings { roots: surroundings.roots, ..HttpsSettings::new(Arc::clone(&clock)) };
    let http = HttpsClient::open(runtime()?.clone(), settings)?;
    let files = |folder: &Path| VaultFiles::open(folder).map_err(|_| StorageError::Failed);
    Ok(Ports {
        clock,
        random: Arc::new(RingRandom::new()),
        store: Arc::new(files(folder)?),
        early_store: Some(Arc::new(files(&folder.join("before-pin"))?)),
        slot_keys: Arc::new(slot_keys),
        signing_keys: device
            .signing_keys
            .map(|keys| Arc::new(ForeignSigningKeys(keys)) as Arc<dyn SigningKeys>),
        key_attestation: device
            .key_attestation
            .map(|keys| Arc::new(ForeignKeyAttestation(keys)) as Arc<dyn KeyAttestation>),
        agreement_keys: device
            .agreement_keys
            .map(|keys| Arc::new(ForeignAgreementKeys(keys)) as Arc<dyn AgreementKeys>),
        biometric_key: device
            .biometric_key
            .map(|key| Arc::new(ForeignBiometricKey(key)) as Arc<dyn BiometricKey>),
        anchor: Arc::new(ForeignAnchor(device.anchor)),
        preferences: Arc::new(PreferencesFile::open(folder).map_err(|_| StorageError::Failed)?),
        http: Some(Arc::new(http)),
        development_http: surroundings.development_http,
    })
}
