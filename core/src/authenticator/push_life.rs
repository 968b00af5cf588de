//! The life of a push account after its enrollment: wake-ups, the counter after a restored copy, devices, a new phone.

use super::Authenticator;
use super::cancel::Cancellation;
use super::decisions::Verify;
use super::push::{Broken, Ground, Notes, PushRecord};
use super::push_error::PushCallError;
use super::push_views::{DeviceView, ReenrollmentView};
use super::records::is_account;
use super::views::{AccountId, HistoryEvent};
use crate::push::{self, AccountActivation, AccountPurpose, Channel, PushProtocol};
use crate::time::UnixTime;
use crate::vault::EntryKind;

impl Authenticator {
    /// Tells the server where wake-ups go from now on; [`Channel::None`] for nowhere.
    ///
    /// # Errors
    /// [`PushCallError::InvalidDevice`] for a channel that no server can use; [`PushCallError::Server`] where the server
    /// was not told: try again.
    pub async fn update_channel(
        &self,
        id: AccountId,
        channel: Channel,
        cancellation: &Cancellation,
    ) -> Result<(), PushCallError> {
        if !channel.is_usable() {
            return Err(PushCallError::InvalidDevice);
        }
        let reply = self
            .converse(id, cancellation, |ground, keys| {
                let (account, protocol) = ground.speaks(id)?;
                let update = protocol.channel_update().ok_or(PushCallError::NotSupported)?;
                Ok(update.update_channel(&account, &channel, ground.context(keys)))
            })
            .await;
        let reply = self.noted(id, reply)?;
        self.with_ground(|ground| ground.absorb(id, reply.update).map(drop))?;
        reply.outcome.map_err(|_| PushCallError::Ended)
    }

    /// The user agrees that requests of this account go to a server in a private network: after
    /// [`ServerError::PrivateNetwork`](super::ServerError::PrivateNetwork), when the server has moved there.
    ///
    /// # Errors
    /// [`PushCallError::Locked`]; [`PushCallError::Storage`] where it could not be kept.
    pub fn allow_private_network(&self, id: AccountId) -> Result<(), PushCallError> {
        self.with_open_ground(|ground| {
            let record = PushRecord { private_network: true, ..ground.record(id)? };
            ground.commit(id, record, Notes::default())
        })
    }

    /// The user's devices, as the server lists them.
    ///
    /// # Errors
    /// As any call to a server.
    pub async fn devices(
        &self,
        id: AccountId,
        cancellation: &Cancellation,
    ) -> Result<Vec<DeviceView>, PushCallError> {
        let reply = self
            .converse(id, cancellation, |ground, keys| {
                let (account, protocol) = ground.speaks(id)?;
                let list = protocol.device_list().ok_or(PushCallError::NotSupported)?;
                Ok(list.devices(&account, ground.context(keys)))
            })
            .await;
        let reply = self.noted(id, reply)?;
        self.with_ground(|ground| ground.absorb(id, reply.update).map(drop))?;
        let devices = reply.outcome.map_err(|_| PushCallError::Ended)?;
        Ok(devices.into_iter().map(DeviceView::from).collect())
    }

    /// Goes on after [`AnswerStatus::CounterBehind`](super::AnswerStatus::CounterBehind) or
    /// [`ServerError::CounterBehind`](super::ServerError::CounterBehind), when the vault was restored from a copy: fetches
    /// the counter from the server. The user is verified as for an approval. New keys that the server can no longer take
    /// are given up by it.
    ///
    /// # Errors
    /// [`PushCallError::Pin`] where the user was not verified; as any call to a server.
    pub async fn resume_counter(
        &self,
        id: AccountId,
        by: Verify,
        cancellation: &Cancellation,
    ) -> Result<(), PushCallError> {
        self.http()?;
        let verified = self.with_open_ground(|ground| {
            ground.speaks(id)?;
            ground.open()?.verify(by)
        });
        let verification = self.lock_when_erased(verified)?;
        let activation = AccountActivation::new(AccountPurpose::ResumeCounter, verification, self.now().boot);
        let reply = self
            .converse_at_once(id, cancellation, |ground, keys| {
                let (account, protocol) = ground.speaks(id)?;
                let resume = protocol.counter_resume().ok_or(PushCallError::NotSupported)?;
                Ok(resume.resume_counter(&account, activation, ground.context(keys)))
            })
            .await;
        let reply = self.noted(id, reply)?;
        self.with_ground(|ground| {
            let record = ground.absorb(id, reply.update)?;
            let counter = reply.outcome.map_err(|_| PushCallError::Ended)?;
            let event = ground.event(HistoryEvent::CounterResumed, id);
            ground.commit::<PushCallError>(id, record, Notes { history: vec![event], ..Notes::default() })?;
            ground.give_up_rotation(id, counter)
        })
    }

    /// What has to be done on a new phone, where push keys never arrive: every push account, with where to enroll again.
    /// Keep it with a backup, or read it on the new phone after restoring one.
    ///
    /// # Errors
    /// [`PushCallError::Locked`].
    pub fn reenrollments(&self) -> Result<Vec<ReenrollmentView>, PushCallError> {
        self.with_open_ground(|ground| {
            let development = ground.ports.development_http;
            let entries = ground.open()?.vault.contents().entries().iter();
            let push = entries.filter(|entry| entry.kind() == EntryKind::Push && is_account(entry));
            Ok(push
                .map(|entry| {
                    let record = entry.state().and_then(|state| PushRecord::decode(state, development).ok());
                    let address = record.map(|record| record.account.origin().to_string());
                    ReenrollmentView {
                        account: entry.id(),
                        issuer: entry.details().issuer.clone(),
                        account_name: entry.details().account.clone(),
                        server: entry.details().server.clone().unwrap_or_default(),
                        address: address.unwrap_or_default(),
                        needed_here: entry.needs_enrollment(),
                    }
                })
                .collect())
        })
    }

    /// Notes a failure on the account's line.
    pub(super) fn noted<T>(&self, id: AccountId, outcome: Result<T, Broken>) -> Result<T, PushCallError> {
        outcome.map_err(|broken| {
            self.note_failure(id, &broken);
            broken.into()
        })
    }
}

impl Ground<'_> {
    /// An account that has not ended, and its protocol.
    pub(super) fn speaks(
        &mut self,
        id: AccountId,
    ) -> Result<(push::PushAccount, &'static dyn PushProtocol), PushCallError> {
        let account = self.record(id)?.account;
        if account.ended().is_some() {
            return Err(PushCallError::Ended);
        }
        let protocol = push::protocol(account.protocol()).ok_or(PushCallError::Damaged)?;
        Ok((account, protocol))
    }

    /// Corrects the clock for one server from the time that it signed. Drift below five seconds is left alone, as is a
    /// difference of more than a day, which is no drift.
    pub(super) fn note_server_time(&mut self, host: &str, server: UnixTime, here: UnixTime) {
        let Ok(open) = self.open() else { return };
        let signed = |time: UnixTime| i64::try_from(time.milliseconds()).unwrap_or(i64::MAX);
        // The server counts whole seconds: on average it is half a second further.
        let offset = signed(server).saturating_add(500).saturating_sub(signed(here));
        // A correction that could not be stored is found again with the next answer.
        let _ = open.correct_clock(host, offset);
    }
}
