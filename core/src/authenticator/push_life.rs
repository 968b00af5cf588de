//! The life of a push account after its enrollment: wake-ups, new keys, the counter after a restored copy, devices, a new
//! phone, the end.

use super::Authenticator;
use super::cancel::Cancellation;
use super::decisions::Verify;
use super::enroll_online::offline_parameters;
use super::push::{
    Broken, Ground, HardwarePair, Keys, Notes, PushRecord, SealedKeys, Whose, destroy_hardware_keys, new_keys,
};
use super::push_error::PushCallError;
use super::push_views::{DeviceView, ReenrollmentView};
use super::records::is_account;
use super::views::{AccountId, HistoryEvent};
use crate::push::{self, AccountActivation, AccountPurpose, Channel, Enrolled, PushProtocol};
use crate::time::UnixTime;
use crate::vault::{CommitError, EntryKind};
use std::sync::Arc;

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

    /// Gives the account new keys; the old ones sign for them. The user is verified as for an approval. The new keys are
    /// kept before anything is sent, and where no answer comes, the next poll asks for it again. All open requests are
    /// withdrawn by it.
    ///
    /// # Errors
    /// [`PushCallError::Pin`] where the user was not verified; as any call to a server.
    pub async fn rotate_keys(
        &self,
        id: AccountId,
        by: Verify,
        cancellation: &Cancellation,
    ) -> Result<(), PushCallError> {
        self.http()?;
        let prepared = self.with_open_ground(|ground| ground.prepare_rotation(id, by));
        self.lock_when_erased(prepared)?;
        let finished = self.finish_rotation(id, cancellation).await;
        self.noted(id, finished)
    }

    /// Goes on with a rotation whose answer was lost. Nothing to do where there is none; a locked phone leaves it to the
    /// next unlocking, because only the vault has the next keys.
    pub(super) async fn finish_rotation(
        &self,
        id: AccountId,
        cancellation: &Cancellation,
    ) -> Result<(), Broken> {
        let begun = self.with_ground(|ground| {
            let record = ground.record(id)?;
            let Some(rotation) = record.rotation.clone() else { return Ok(None) };
            if ground.open().is_err() {
                return Ok(None);
            }
            let (account, protocol) = ground.speaks(id)?;
            let rotating = protocol.key_rotation().ok_or(PushCallError::NotSupported)?;
            // The next keys live as long as this one call: the answer's seed is sealed to one of them.
            let next = Arc::new(ground.keys(id, Whose::Next)?);
            let keys = ground.keys(id, Whose::Present)?;
            let step = rotating.rotate(&account, &rotation, next, ground.context(&keys));
            Ok::<_, PushCallError>(Some((step, record.consent())))
        })?;
        let Some((step, consent)) = begun else { return Ok(()) };
        let reply =
            self.exchange(step, consent, cancellation, |ground| ground.keys(id, Whose::Present)).await?;
        self.with_open_ground(|ground| {
            ground.absorb(id, reply.update)?;
            let enrolled = reply.outcome.map_err(|_| PushCallError::Ended)?;
            ground.take_next_keys(id, enrolled)
        })?;
        Ok(())
    }

    /// Goes on after [`AnswerStatus::CounterBehind`](super::AnswerStatus::CounterBehind), when the vault was restored from
    /// a copy: fetches the counter from the server. The user is verified as for an approval.
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
            .converse(id, cancellation, |ground, keys| {
                let (account, protocol) = ground.speaks(id)?;
                let resume = protocol.counter_resume().ok_or(PushCallError::NotSupported)?;
                Ok(resume.resume_counter(&account, activation, ground.context(keys)))
            })
            .await;
        let reply = self.noted(id, reply)?;
        self.with_ground(|ground| {
            let record = ground.absorb(id, reply.update)?;
            reply.outcome.map_err(|_| PushCallError::Ended)?;
            let event = ground.event(HistoryEvent::CounterResumed, id);
            ground.commit(id, record, Notes { history: vec![event], ..Notes::default() })
        })
    }

    /// Ends a push account at its server, and then deletes it here. There is no undo.
    ///
    /// # Errors
    /// [`PushCallError::Server`] where the server was not told: nothing was deleted. Say so, and if the user wants it gone
    /// all the same, [`delete_account`](Self::delete_account) deletes it here only; the server goes on asking a phone
    /// that is no more, until its user removes it there.
    pub async fn end_account(&self, id: AccountId, cancellation: &Cancellation) -> Result<(), PushCallError> {
        let ended =
            self.with_ground(|ground| Ok::<_, PushCallError>(ground.record(id)?.account.ended().is_some()))?;
        if !ended {
            let reply = self
                .converse(id, cancellation, |ground, keys| {
                    let (account, protocol) = ground.speaks(id)?;
                    let unenrollment = protocol.unenrollment().ok_or(PushCallError::NotSupported)?;
                    Ok(unenrollment.unenroll(&account, ground.context(keys)))
                })
                .await;
            let reply = self.noted(id, reply)?;
            self.with_ground(|ground| ground.absorb(id, reply.update).map(drop))?;
        }
        self.delete_account(id).map(drop).map_err(PushCallError::from)
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
    fn noted<T>(&self, id: AccountId, outcome: Result<T, Broken>) -> Result<T, PushCallError> {
        outcome.map_err(|broken| {
            self.note_failure(id, &broken);
            broken.into()
        })
    }
}

impl Ground<'_> {
    /// An account that has not ended, and its protocol.
    fn speaks(
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

    /// Makes the next keys and signs for them, and keeps both before anything is sent. A rotation that waits for its
    /// answer is not begun again.
    fn prepare_rotation(&mut self, id: AccountId, by: Verify) -> Result<(), PushCallError> {
        let ports = self.ports;
        let (account, protocol) = self.speaks(id)?;
        let rotating = protocol.key_rotation().ok_or(PushCallError::NotSupported)?;
        let mut record = self.record(id)?;
        let present = self.keys(id, Whose::Present)?;
        let verification = self.open()?.verify(by)?;
        if record.rotation.is_some() {
            return Ok(());
        }
        let activation = AccountActivation::new(AccountPurpose::RotateKeys, verification, self.now().boot);
        let (secrets, hardware) = new_keys(ports, protocol)?;
        let destroy = || {
            destroy_hardware_keys(
                ports,
                &hardware.into_iter().flat_map(HardwarePair::ids).collect::<Vec<_>>(),
            );
        };
        let copy = push::AccountSecrets::decode(&secrets.encode()).map_err(|_| PushCallError::Damaged)?;
        let next = Keys::new(copy, hardware, ports.signing_keys.as_ref())?;
        let prepared = rotating.prepare_rotation(&account, &next, activation, self.context(&present));
        let prepared = prepared.inspect_err(|_| destroy())?;
        record.account.signed_with(prepared.counter);
        record.rotation = Some(prepared);
        record.next_hardware = hardware;
        let open = self.open()?;
        let sealed = SealedKeys { next: Some(secrets), ..open.sealed_keys(id)? };
        let kept: Result<(), CommitError> = open.vault.change(|change| {
            change.replace_secret(id, &sealed.encode())?;
            change.set_entry_state(id, record.encode())
        });
        kept.inspect_err(|_| destroy())?;
        self.commit(id, record, Notes::default())
    }

    /// The server has acknowledged the next keys: they are the present ones now.
    fn take_next_keys(&mut self, id: AccountId, enrolled: Enrolled) -> Result<(), PushCallError> {
        let (ports, now) = (self.ports, self.now());
        let before = self.record(id)?;
        let event = self.event(HistoryEvent::KeysReplaced, id);
        let open = self.open()?;
        let next = open.sealed_keys(id)?.next.ok_or(PushCallError::Damaged)?;
        let next = match enrolled.offline_seed {
            Some(seed) => next.with_offline(seed),
            None => next,
        };
        let record = PushRecord {
            account: enrolled.account,
            rotation: None,
            hardware: before.next_hardware,
            next_hardware: None,
            // What the old keys signed and the server never acknowledged was withdrawn with its request.
            answers: Vec::new(),
            ..before.clone()
        };
        let (sealed, parameters) = (SealedKeys::new(next).encode(), offline_parameters(&record.account));
        let kept: Result<(), CommitError> = open.vault.change(|change| {
            change.replace_secret(id, &sealed)?;
            change.set_parameters(id, parameters)?;
            change.set_entry_state(id, record.encode())
        });
        kept?;
        let host = record.host();
        let line = self.line(id);
        line.inbox = push::Inbox::default();
        self.commit::<PushCallError>(id, record, Notes { history: vec![event], ..Notes::default() })?;
        let old: Vec<_> = before.hardware.into_iter().flat_map(HardwarePair::ids).collect();
        destroy_hardware_keys(ports, &old);
        self.note_server_time(&host, enrolled.server_time, now.wall);
        Ok(())
    }

    /// Forgets a deleted push account everywhere but in the vault, which has forgotten it already.
    pub(super) fn forget_push(&mut self, id: AccountId, hardware: &[crate::ports::DeviceKeyId]) {
        let ports = self.ports;
        self.lines().forget(id);
        destroy_hardware_keys(ports, hardware);
        if let Ok(open) = self.open()
            && open.vault.early().is_ok()
        {
            // What stays behind is dropped at the next unlock.
            let _ = open.vault.change_early(|early| {
                early.remove_account(id);
                Ok::<_, PushCallError>(())
            });
        }
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
