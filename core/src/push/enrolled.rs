//! Both ends of an enrollment: what a phone says about itself, and what comes back.

use super::{Channel, PushAccount};
use crate::crypto::SecretBytes;
use crate::otp::Label;
use crate::time::UnixTime;

/// What a phone says about itself when it enrolls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThisDevice {
    pub(super) name: String,
    pub(super) app: String,
    pub(super) channel: Channel,
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
        usable.then(|| Self { name: name.to_owned(), app: app.to_owned(), channel }).ok_or(InvalidDevice)
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
