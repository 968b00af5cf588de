//! Our own protocol, phone side: `core/docs/push-protocol.md`, section by section.
//!
//! | file | idea |
//! | --- | --- |
//! | `statement` | what each signature is for |
//! | `link`, `scan`, `wake_up` | texts from outside: enrollment links, codes of login pages, hints |
//! | `json`, `base`, `server` | members within their bounds; the server's address; what it signs |
//! | `call` | one call: proof, nonce, status, the end of an account |
//! | `own` | what is remembered of an account |
//! | `enroll`, `account`, `rotate` | making an account, and giving it new keys |
//! | `requests`, `answers` | what is asked, and what is signed in answer |
//! | `life_cycle` | report, channel, devices, the end, the counter |

mod account;
mod answers;
mod base;
mod call;
mod enroll;
mod json;
mod life_cycle;
mod link;
mod own;
mod requests;
mod rotate;
mod scan;
mod server;
pub mod statement;
mod wake_up;

use super::{
    AccountActivation, AccountSecrets, AnswerOutcome, Approval, Channel, ChannelUpdate, Context,
    CounterResume, Denial, DeviceList, Enrolled, Invitation, KeyRotation, Keychain, LinkError, ListedDevice,
    Poll, Polled, PreparedRotation, ProtocolId, PushAccount, PushError, PushProtocol, Recognised, Reply,
    Reporting, Signed, SignedAnswer, Step, ThisDevice, Unenrollment, WakeUp,
};
use crate::http::DevelopmentHttp;
use crate::ports::Random;
use core::convert::Infallible;
use std::sync::Arc;

pub use account::OFFLINE_INFO;

/// What accounts of this protocol are kept under.
const ID: ProtocolId = ProtocolId(1);
/// Its name.
const NAME: &str = "countersign";

/// The Countersign push protocol, version 1.
#[derive(Clone, Copy, Debug)]
pub struct Countersign;

impl PushProtocol for Countersign {
    fn id(&self) -> ProtocolId {
        ID
    }

    fn name(&self) -> &'static str {
        NAME
    }

    fn recognise(&self, text: &str, development: DevelopmentHttp) -> Option<Result<Recognised, LinkError>> {
        link::recognise(text, development)
    }

    fn new_keys(&self, random: &dyn Random) -> Result<AccountSecrets, PushError> {
        AccountSecrets::generate(random).map_err(|_| PushError::RandomFailed)
    }

    fn enroll(&self, invitation: &Invitation, device: &ThisDevice, context: Context<'_>) -> Step<Enrolled> {
        enroll::enroll(invitation, device, context)
    }

    fn poll(&self, account: &PushAccount, poll: &Poll<'_>, context: Context<'_>) -> Step<Reply<Polled>> {
        requests::poll(account, poll, context)
    }

    fn wake_up(&self, message: &[u8]) -> Option<WakeUp> {
        wake_up::wake_up(message)
    }

    fn approve(
        &self,
        account: &PushAccount,
        approval: Approval,
        context: Context<'_>,
    ) -> Result<Signed, PushError> {
        answers::approve(account, &approval, context)
    }

    fn deny(&self, account: &PushAccount, denial: Denial, context: Context<'_>) -> Result<Signed, PushError> {
        answers::deny(account, &denial, context)
    }

    fn deliver(
        &self,
        account: &PushAccount,
        answer: &SignedAnswer,
        context: Context<'_>,
    ) -> Step<Reply<AnswerOutcome>> {
        answers::deliver(account, answer, context)
    }

    fn reporting(&self) -> Option<&dyn Reporting> {
        Some(self)
    }

    fn channel_update(&self) -> Option<&dyn ChannelUpdate> {
        Some(self)
    }

    fn key_rotation(&self) -> Option<&dyn KeyRotation> {
        Some(self)
    }

    fn unenrollment(&self) -> Option<&dyn Unenrollment> {
        Some(self)
    }

    fn device_list(&self) -> Option<&dyn DeviceList> {
        Some(self)
    }

    fn counter_resume(&self) -> Option<&dyn CounterResume> {
        Some(self)
    }
}

impl Reporting for Countersign {
    fn report(&self, account: &PushAccount, answer: &SignedAnswer, context: Context<'_>) -> Step<Reply<()>> {
        life_cycle::report(account, answer, context)
    }
}

impl ChannelUpdate for Countersign {
    fn update_channel(
        &self,
        account: &PushAccount,
        channel: &Channel,
        context: Context<'_>,
    ) -> Step<Reply<()>> {
        life_cycle::update_channel(account, channel, context)
    }
}

impl KeyRotation for Countersign {
    fn prepare_rotation(
        &self,
        account: &PushAccount,
        next: &dyn Keychain,
        activation: AccountActivation,
        context: Context<'_>,
    ) -> Result<PreparedRotation, PushError> {
        rotate::prepare(account, next, activation, context)
    }

    fn rotate(
        &self,
        account: &PushAccount,
        rotation: &PreparedRotation,
        next: Arc<dyn Keychain>,
        context: Context<'_>,
    ) -> Step<Reply<Enrolled>> {
        rotate::rotate(account, rotation, next, context)
    }
}

impl Unenrollment for Countersign {
    fn unenroll(&self, account: &PushAccount, context: Context<'_>) -> Step<Reply<Infallible>> {
        life_cycle::unenroll(account, context)
    }
}

impl DeviceList for Countersign {
    fn devices(&self, account: &PushAccount, context: Context<'_>) -> Step<Reply<Vec<ListedDevice>>> {
        life_cycle::devices(account, context)
    }
}

impl CounterResume for Countersign {
    fn resume_counter(
        &self,
        account: &PushAccount,
        activation: AccountActivation,
        context: Context<'_>,
    ) -> Step<Reply<u64>> {
        life_cycle::resume_counter(account, activation, context)
    }
}
