//! New keys for a push account. They are kept, sealed in the vault and signed for by the old ones, before anything is sent;
//! the old ones stay until the server's answer was verified. Whenever the app dies, one of the two sets is the account's,
//! and the next call finds out which.

use super::cancel::Cancellation;
use super::decisions::Verify;
use super::enroll_online::offline_parameters;
use super::push::{
    Broken, Ground, HardwareKeys, Keys, NewSecret, Notes, PushRecord, SealedKeys, Whose,
    destroy_hardware_keys, new_keys,
};
use super::push_error::{PushCallError, ServerError};
use super::push_views::RequestId;
use super::views::{AccountId, HistoryEvent};
use super::{Authenticator, StorageError};
use crate::ports::DeviceKeyId;
use crate::push::{self, AccountActivation, AccountPurpose, Enrolled, PushError, Refusal};
use std::sync::Arc;

/// How a rotation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// None is under way (any more), or none that this call can go on with.
    Settled,
    /// The server says, unsigned, that it cannot take these new keys. The old ones go on.
    NotTaken,
}

impl Authenticator {
    /// Gives the account new keys; the old ones sign for them. The user is verified as for an approval. The new keys are
    /// kept before anything is sent, and where no answer comes, the next call asks for it again. All open requests are
    /// withdrawn by it.
    ///
    /// # Errors
    /// [`PushCallError::Pin`] where the user was not verified; [`ServerError::CounterBehind`] where the server knows a
    /// later signature of this phone: the old keys go on, and after [`resume_counter`](Self::resume_counter) the keys can
    /// be replaced; as any call to a server.
    pub async fn rotate_keys(
        &self,
        id: AccountId,
        by: Verify,
        cancellation: &Cancellation,
    ) -> Result<(), PushCallError> {
        self.http()?;
        let prepared = self.with_open_ground(|ground| ground.prepare_rotation(id, by));
        self.lock_when_erased(prepared)?;
        let standing = self.go_on_with_rotation(id, cancellation).await;
        match self.noted(id, standing)? {
            Standing::Settled => Ok(()),
            Standing::NotTaken => Err(ServerError::CounterBehind.into()),
        }
    }

    /// Goes on with a rotation whose answer was lost, before anything else is said to the server. Nothing to do where
    /// there is none; a locked phone leaves it to the next unlocking, because only the vault has the next keys.
    pub(super) async fn finish_rotation(
        &self,
        id: AccountId,
        cancellation: &Cancellation,
    ) -> Result<(), Broken> {
        self.go_on_with_rotation(id, cancellation).await.map(drop)
    }

    /// The same before a request is decided: what the old keys sign counts further, and the server would then refuse the
    /// rotation. Where the new keys are taken, the request was withdrawn with the old ones.
    pub(super) async fn finish_rotation_before(
        &self,
        request: RequestId,
        cancellation: &Cancellation,
    ) -> Result<(), PushCallError> {
        let asked = self.with_ground(|ground| Ok::<_, PushCallError>(ground.lines().account_of(request)))?;
        let Some(id) = asked else { return Ok(()) };
        let finished = self.finish_rotation(id, cancellation).await;
        self.noted(id, finished)
    }

    async fn go_on_with_rotation(
        &self,
        id: AccountId,
        cancellation: &Cancellation,
    ) -> Result<Standing, Broken> {
        let begun = self.with_ground(|ground| {
            let record = ground.record(id)?;
            let Some(rotation) = record.rotation.clone() else { return Ok(None) };
            if ground.open().is_err() || ground.line(id).rotation_not_taken {
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
        let Some((step, consent)) = begun else { return Ok(Standing::Settled) };
        let reply = self.exchange(step, consent, cancellation, |ground| ground.keys(id, Whose::Present));
        let reply = match reply.await {
            Err(Broken::Server(PushError::ServerRefused(Refusal::CounterBehind))) => {
                // Nobody signed this, so nothing is given up: only the other calls no longer wait for it.
                self.with_ground(|ground| {
                    ground.line(id).rotation_not_taken = true;
                    Ok::<_, PushCallError>(())
                })?;
                return Ok(Standing::NotTaken);
            }
            reply => reply?,
        };
        self.with_open_ground(|ground| {
            ground.absorb(id, reply.update)?;
            let enrolled = reply.outcome.map_err(|_| PushCallError::Ended)?;
            ground.take_next_keys(id, enrolled)
        })?;
        Ok(Standing::Settled)
    }
}

impl Ground<'_> {
    /// Makes the next keys and signs for them, and keeps both before anything is sent. A rotation that waits for its
    /// answer is not begun again.
    fn prepare_rotation(&mut self, id: AccountId, by: Verify) -> Result<(), PushCallError> {
        let ports = self.ports;
        let (account, protocol) = self.speaks(id)?;
        let rotating = protocol.key_rotation().ok_or(PushCallError::NotSupported)?;
        let mut record = self.record(id)?;
        let present = self.keys(id, Whose::Present)?;
        let verification = self.open()?.verify(by)?;
        self.line(id).rotation_not_taken = false;
        if record.rotation.is_some() {
            return Ok(());
        }
        let activation = AccountActivation::new(AccountPurpose::RotateKeys, verification, self.now().boot);
        let (secrets, hardware) = new_keys(ports, protocol, None)?;
        let destroy = || destroy_hardware_keys(ports, &names(hardware));
        let copy = push::AccountSecrets::decode(&secrets.encode()).map_err(|_| PushCallError::Damaged)?;
        let next = Keys::new(copy, hardware, ports)?;
        let prepared = rotating.prepare_rotation(&account, &next, activation, self.context(&present));
        let prepared = prepared.inspect_err(|_| destroy())?;
        record.account.signed_with(prepared.counter);
        record.rotation = Some(prepared);
        record.next_hardware = hardware;
        let sealed = SealedKeys { next: Some(secrets), ..self.open()?.sealed_keys(id)? };
        let secret = Some(NewSecret { sealed: sealed.encode(), parameters: None });
        let kept: Result<(), PushCallError> = self.commit(id, record, Notes { secret, ..Notes::default() });
        kept.inspect_err(|error| {
            // Keys that may be on the disk may be sent, and must then be there.
            if *error != PushCallError::Storage(StorageError::Uncertain) {
                destroy();
            }
        })
    }

    /// The server has acknowledged the next keys: they are the present ones now.
    fn take_next_keys(&mut self, id: AccountId, enrolled: Enrolled) -> Result<(), PushCallError> {
        let (ports, now) = (self.ports, self.now());
        let before = self.record(id)?;
        if before.rotation.is_none() {
            // Another call that asked for the same answer was first.
            return Ok(());
        }
        let event = self.event(HistoryEvent::KeysReplaced, id);
        let next = self.open()?.sealed_keys(id)?.next.ok_or(PushCallError::Damaged)?;
        let next = match enrolled.offline_seed {
            Some(seed) => next.with_offline(seed),
            None => next,
        };
        let record = PushRecord {
            account: enrolled.account,
            rotation: None,
            rotations: before.rotations.saturating_add(1),
            hardware: before.next_hardware,
            next_hardware: None,
            // What the old keys signed and the server never acknowledged was withdrawn with its request.
            answers: Vec::new(),
            ..before
        };
        let parameters = Some(offline_parameters(&record.account));
        let secret = Some(NewSecret { sealed: SealedKeys::new(next).encode(), parameters });
        let host = record.host();
        self.line(id).inbox = push::Inbox::default();
        let notes = Notes { history: vec![event], secret, ..Notes::default() };
        self.commit::<PushCallError>(id, record, notes)?;
        destroy_hardware_keys(ports, &names(before.hardware));
        self.note_server_time(&host, enrolled.server_time, now.wall);
        Ok(())
    }

    /// The server has signed, for the present keys, that it counts at least as far as the rotation did: it has not taken
    /// the next keys, and can no longer take them.
    pub(super) fn give_up_rotation(&mut self, id: AccountId, counter: u64) -> Result<(), PushCallError> {
        let mut record = self.record(id)?;
        if record.rotation.as_ref().is_none_or(|rotation| rotation.counter > counter) {
            return Ok(());
        }
        let hardware = record.next_hardware.take();
        record.rotation = None;
        let sealed = SealedKeys { next: None, ..self.open()?.sealed_keys(id)? };
        let secret = Some(NewSecret { sealed: sealed.encode(), parameters: None });
        self.commit::<PushCallError>(id, record, Notes { secret, ..Notes::default() })?;
        self.line(id).rotation_not_taken = false;
        destroy_hardware_keys(self.ports, &names(hardware));
        Ok(())
    }
}

fn names(hardware: Option<HardwareKeys>) -> Vec<DeviceKeyId> {
    hardware.into_iter().flat_map(HardwareKeys::ids).collect()
}
