//! What a protocol is: the contract that each folder beside this file fulfils.
//!
//! A protocol holds no state and does no I/O. What every protocol can do is in [`PushProtocol`]; what only some can is
//! a trait of its own, and a protocol without it says `None`: nobody offers the user what would not work.

use super::{
    AccountActivation, AccountSecrets, AnswerOutcome, Approval, Challenge, Channel, Context, Denial,
    Enrolled, Invitation, Keychain, LinkError, Policy, ProtocolId, PushAccount, PushError, Recognised, Reply,
    Signed, SignedAnswer, Step, ThisDevice, Verified, WakeUp,
};
use crate::http::DevelopmentHttp;
use crate::otp::Label;
use crate::ports::Random;
use crate::time::UnixTime;
use core::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

/// One server's way to ask a phone.
pub trait PushProtocol: Send + Sync {
    /// What accounts of it are kept under. Never changes.
    fn id(&self) -> ProtocolId;

    /// Its name, as its documentation has it.
    fn name(&self) -> &'static str;

    /// What a text is to this protocol; `None` for a text of another one.
    fn recognise(&self, text: &str, development: DevelopmentHttp) -> Option<Result<Recognised, LinkError>>;

    /// The keys that a new account needs.
    fn new_keys(&self, random: &dyn Random) -> Result<AccountSecrets, PushError>;

    /// Enrolls this phone; `context.keys` are the new account's. Begins only after the user agreed. May be begun again
    /// with the same invitation and keys when the answer was lost.
    fn enroll(&self, invitation: &Invitation, device: &ThisDevice, context: Context<'_>) -> Step<Enrolled>;

    /// Asks for the open requests.
    fn poll(&self, account: &PushAccount, poll: &Poll<'_>, context: Context<'_>) -> Step<Reply<Polled>>;

    /// Reads what a push channel delivered; `None` where it is not of this protocol. It is a hint: the account that it
    /// names is polled.
    fn wake_up(&self, message: &[u8]) -> Option<WakeUp>;

    /// Signs an approval.
    fn approve(
        &self,
        account: &PushAccount,
        approval: Approval,
        context: Context<'_>,
    ) -> Result<Signed, PushError>;

    /// Signs a denial.
    fn deny(&self, account: &PushAccount, denial: Denial, context: Context<'_>) -> Result<Signed, PushError>;

    /// Sends a signed answer, the first time or again.
    fn deliver(
        &self,
        account: &PushAccount,
        answer: &SignedAnswer,
        context: Context<'_>,
    ) -> Step<Reply<AnswerOutcome>>;

    /// Reporting a decided request as suspicious.
    fn reporting(&self) -> Option<&dyn Reporting>;

    /// Telling the server where wake-ups go now.
    fn channel_update(&self) -> Option<&dyn ChannelUpdate>;

    /// Replacing the phone's keys.
    fn key_rotation(&self) -> Option<&dyn KeyRotation>;

    /// Ending the account from the phone.
    fn unenrollment(&self) -> Option<&dyn Unenrollment>;

    /// Listing the user's devices.
    fn device_list(&self) -> Option<&dyn DeviceList>;

    /// Going on after a restored backup.
    fn counter_resume(&self) -> Option<&dyn CounterResume>;
}

/// How to poll.
#[derive(Clone, Debug, Default)]
pub struct Poll<'a> {
    /// What the protocol calls the requests that the phone has: see [`Inbox::names`](super::Inbox::names).
    pub known: &'a [String],
    /// How long the server may wait for a request that is not known. Zero for an answer at once.
    pub wait: Duration,
}

/// What a poll brings.
#[derive(Debug)]
pub struct Polled {
    /// All open requests, oldest first.
    pub requests: Vec<Challenge<Verified>>,
    /// The server's time when it answered.
    pub server_time: UnixTime,
    /// What the server asks of the vault now, where that has changed. The update puts it into the account; the vault may
    /// not meet it yet, and nothing is approved until it does.
    pub policy: Option<Policy>,
}

/// Reporting a decided request as suspicious.
pub trait Reporting: Send + Sync {
    /// Reports the request that `answer` answered.
    fn report(&self, account: &PushAccount, answer: &SignedAnswer, context: Context<'_>) -> Step<Reply<()>>;
}

/// Telling the server where wake-ups go now.
pub trait ChannelUpdate: Send + Sync {
    /// Wake-ups go there from now on.
    fn update_channel(
        &self,
        account: &PushAccount,
        channel: &Channel,
        context: Context<'_>,
    ) -> Step<Reply<()>>;
}

/// Replacing the phone's keys.
pub trait KeyRotation: Send + Sync {
    /// Signs that `next` are the account's keys from now on.
    fn prepare_rotation(
        &self,
        account: &PushAccount,
        next: &dyn Keychain,
        activation: AccountActivation,
        context: Context<'_>,
    ) -> Result<PreparedRotation, PushError>;

    /// Replaces the keys, the first time or again when the answer was lost: before any other call. The old keys stay until
    /// this is done; all requests that were open are withdrawn.
    fn rotate(
        &self,
        account: &PushAccount,
        rotation: &PreparedRotation,
        next: Arc<dyn Keychain>,
        context: Context<'_>,
    ) -> Step<Reply<Enrolled>>;
}

/// New keys, signed for by the old ones. Kept, with the new keys, until the rotation is done: it can only be repeated
/// with these bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreparedRotation {
    /// What is sent. No secret.
    pub body: Vec<u8>,
    /// The highest number that the account has signed with, to be kept **before** it is sent: see
    /// [`PushAccount::signed_with`].
    pub counter: u64,
}

/// Ending the account from the phone.
pub trait Unenrollment: Send + Sync {
    /// Ends the account on the server. All that can come of it is the server's statement, in [`Reply::outcome`].
    fn unenroll(&self, account: &PushAccount, context: Context<'_>) -> Step<Reply<Infallible>>;
}

/// Listing the user's devices.
pub trait DeviceList: Send + Sync {
    /// The user's devices.
    fn devices(&self, account: &PushAccount, context: Context<'_>) -> Step<Reply<Vec<ListedDevice>>>;
}

/// One of the user's devices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedDevice {
    /// Its name, cleaned.
    pub name: Label,
    /// When it was added, by the server's clock.
    pub added: UnixTime,
    /// When it was last seen, by the server's clock.
    pub seen: UnixTime,
    /// Whether it is this one.
    pub this: bool,
}

/// Going on after a restored backup, whose counter is behind the server's.
pub trait CounterResume: Send + Sync {
    /// Fetches the counter. The update of the reply sets it, and its outcome says it.
    fn resume_counter(
        &self,
        account: &PushAccount,
        activation: AccountActivation,
        context: Context<'_>,
    ) -> Step<Reply<u64>>;
}
