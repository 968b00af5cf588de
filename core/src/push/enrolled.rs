//! Both ends of an enrollment: what a phone says about itself, and what comes back.

use super::PushAccount;
use crate::crypto::SecretBytes;
use crate::otp::Label;
use crate::time::UnixTime;

/// The most certificates of one key, and the most bytes of all.
const MOST_CERTIFICATES: usize = 8;
const MOST_BYTES: usize = 16 * 1024;

/// What a phone says about itself when it enrolls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThisDevice {
    pub(super) name: String,
    pub(super) app: String,
    pub(super) channel: Channel,
    pub(super) attestation: Option<Attestation>,
}

/// The certificates of a device's keys: see [`KeyAttestation`](crate::ports::KeyAttestation).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attestation {
    pub(super) device: Vec<Vec<u8>>,
    pub(super) user: Vec<Vec<u8>>,
}

impl Attestation {
    /// The certificates of the key that proves the device and of the one that approves, in DER, each key's own first. `None`
    /// where there are none for one of them, more than eight, or more than 16 KiB for both.
    pub fn new(device: Vec<Vec<u8>>, user: Vec<Vec<u8>>) -> Option<Self> {
        let fit = |chain: &Vec<Vec<u8>>| (1..=MOST_CERTIFICATES).contains(&chain.len());
        let bytes: usize = device.iter().chain(&user).map(Vec::len).sum();
        (fit(&device) && fit(&user) && bytes <= MOST_BYTES).then_some(Self { device, user })
    }
}

/// A name of the device or the app is empty or longer than 64 bytes, or the channel is not usable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a name of this device is empty or too long, or its channel is not usable")]
pub struct InvalidDevice;

impl ThisDevice {
    /// A device with a name that its user knows it by, and the app with its version. 1 to 64 bytes each.
    pub fn new(name: &str, app: &str, channel: Channel) -> Result<Self, InvalidDevice> {
        let fits = |text: &str| (1..=64).contains(&text.len());
        let usable = fits(name) && fits(app) && channel.is_usable();
        usable
            .then(|| Self { name: name.to_owned(), app: app.to_owned(), channel, attestation: None })
            .ok_or(InvalidDevice)
    }

    /// With certificates for its keys, where the server asked for them.
    #[must_use]
    pub fn attested(mut self, attestation: Option<Attestation>) -> Self {
        self.attestation = attestation;
        self
    }
}

/// Where a server sends wake-ups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Channel {
    /// Nowhere: the phone polls when it is opened.
    #[default]
    None,
    /// To a push resource (RFC 8030), encrypted (RFC 8291).
    UnifiedPush {
        /// Its URL, https; at most 1,024 bytes.
        endpoint: String,
        /// The phone's public key for wake-ups: an uncompressed point of P-256.
        p256dh: [u8; 65],
        /// The secret that the keys are mixed with. It opens wake-ups, which say nothing.
        auth: [u8; 16],
    },
}

impl Channel {
    /// A channel to a push resource, from what a shell's push library gives. One of another length than `p256dh` and
    /// `auth` have is a channel that no server can use.
    pub fn unified_push(endpoint: String, p256dh: &[u8], auth: &[u8]) -> Self {
        match (p256dh.try_into(), auth.try_into()) {
            (Ok(p256dh), Ok(auth)) => Self::UnifiedPush { endpoint, p256dh, auth },
            _ => Self::UnifiedPush { endpoint: String::new(), p256dh: [0; 65], auth: [0; 16] },
        }
    }

    /// Whether a server can use it.
    pub fn is_usable(&self) -> bool {
        match self {
            Self::None => true,
            Self::UnifiedPush { endpoint, .. } => endpoint.len() <= 1024 && endpoint.starts_with("https://"),
        }
    }
}

/// What came of an enrollment, or of a change of keys.
#[derive(Debug)]
pub struct Enrolled {
    /// The account, to be kept.
    pub account: PushAccount,
    /// The issuer's name as the server has it, cleaned.
    pub issuer: Label,
    /// The account's name as the server has it, cleaned.
    pub name: Label,
    /// The seed of offline codes, where the server allows them: it goes among the account's secrets. How codes are made
    /// from it is in the account.
    pub offline_seed: Option<SecretBytes>,
    /// The server's time when it answered.
    pub server_time: UnixTime,
}
