//! Enrolling a push account at its server.

use crate::authenticator::Authenticator;
use crate::cancellation::Cancellation;
use crate::observer::ListenerError;
use countersign::authenticator::{
    self as core, AccountRow, ApnsEnvironment, Channel, Confirmation, EnrollmentStep, OfferId,
    OnlineEnrollment, OnlineEnrollmentError,
};
use std::sync::Arc;

/// What the user decided about an offer of a push account.
#[uniffi::remote(Record)]
pub struct OnlineEnrollment {
    /// As for any account. Nothing is asked twice: each enrollment has keys of its own.
    pub confirmation: Confirmation,
    /// What the server shows in its list of devices: 1 to 64 bytes.
    pub device_name: String,
    /// The app and its version: 1 to 64 bytes.
    pub app: String,
    /// Where wake-ups go.
    pub channel: Channel,
    /// "Yes, to a server in my own network": needed where the offer or an error says so.
    pub private_network: bool,
}

/// How far an enrollment has come.
#[uniffi::remote(Enum)]
pub enum EnrollmentStep {
    /// Keys are made and kept.
    MakingKeys,
    /// The server is asked.
    AskingServer,
    /// Its answer was verified; the account is being stored.
    Storing,
}

/// Where a server sends wake-ups.
#[derive(Clone, Debug, uniffi::Enum)]
pub enum PushChannel {
    /// Nowhere: the phone polls when it is opened.
    Nowhere,
    /// To a push resource (RFC 8030), encrypted (RFC 8291).
    UnifiedPush {
        /// Its URL, https; at most 1,024 bytes.
        endpoint: String,
        /// The phone's public key for wake-ups: an uncompressed point of P-256, 65 bytes.
        p256dh: Vec<u8>,
        /// What the keys are mixed with: 16 bytes. It opens wake-ups, which say nothing.
        auth: Vec<u8>,
    },
    /// Through Firebase Cloud Messaging.
    Fcm {
        /// The app's registration token: 1 to 4,096 characters of visible ASCII.
        token: String,
    },
    /// Through the Apple Push Notification service.
    Apns {
        /// The device token: 32 to 100 bytes.
        token: Vec<u8>,
        /// What the app is called there, its bundle's id: 1 to 155 characters.
        topic: String,
        /// Which of Apple's two services knows the token.
        environment: ApnsEnvironment,
    },
}

/// Apple's services: a token of one is unknown to the other.
#[uniffi::remote(Enum)]
pub enum ApnsEnvironment {
    /// For apps from the store, and for those that are tested before they are in it.
    Production,
    /// For apps that a developer installs.
    Sandbox,
}

uniffi::custom_type!(
    /// Where a server sends wake-ups.
    Channel, PushChannel, {
        remote,
        lower: |channel| channel.into(),
        try_lift: |channel| Ok(channel.into()),
    }
);

impl From<Channel> for PushChannel {
    fn from(channel: Channel) -> Self {
        match channel {
            Channel::None => Self::Nowhere,
            Channel::UnifiedPush { endpoint, p256dh, auth } => {
                Self::UnifiedPush { endpoint, p256dh: p256dh.into(), auth: auth.into() }
            }
            Channel::Fcm { token } => Self::Fcm { token },
            Channel::Apns { token, topic, environment } => Self::Apns { token, topic, environment },
        }
    }
}

impl From<PushChannel> for Channel {
    fn from(channel: PushChannel) -> Self {
        match channel {
            PushChannel::Nowhere => Self::None,
            PushChannel::UnifiedPush { endpoint, p256dh, auth } => {
                Self::unified_push(endpoint, &p256dh, &auth)
            }
            PushChannel::Fcm { token } => Self::Fcm { token },
            PushChannel::Apns { token, topic, environment } => Self::Apns { token, topic, environment },
        }
    }
}

/// Who is told how far an enrollment has come, on a thread of this library. What it throws is ignored.
#[uniffi::export(foreign)]
pub trait EnrollmentProgress: Send + Sync {
    /// The enrollment has come to this step.
    fn reached(&self, step: EnrollmentStep) -> Result<(), ListenerError>;
}

struct Progress(Arc<dyn EnrollmentProgress>);

impl core::EnrollmentProgress for Progress {
    fn reached(&self, step: EnrollmentStep) {
        // Who listens decides nothing.
        let _ = self.0.reached(step);
    }
}

#[uniffi::export]
impl Authenticator {
    /// Adds an offered push account: makes its keys, asks its server, and stores what came of it. Nothing is sent before
    /// this call. As long as the server takes, at most some half minute.
    ///
    /// `cancellation` gives up at any time before the answer is stored, and leaves nothing on this phone. A call that got
    /// no answer keeps keys and invitation: reading the same code again and enrolling goes on where it was.
    ///
    /// # Errors
    /// `Policy` where this device does not meet what the server asks; `PrivateNetwork` where a consent is missing;
    /// `InvitationUsed`, `InvitationExpired` and `UnknownInvitation` ask for a new code.
    pub async fn enroll_online(
        &self,
        offer: OfferId,
        enrollment: OnlineEnrollment,
        progress: Arc<dyn EnrollmentProgress>,
        cancellation: Arc<Cancellation>,
    ) -> Result<AccountRow, OnlineEnrollmentError> {
        self.ask(cancellation, |core, cancel| async move {
            core.enroll_online(offer, enrollment, &Progress(progress), &cancel).await
        })
        .await
    }
}
