//! Where a call stands: on the open vault, or on what opens before the PIN. The same calls work on either, and what a
//! locked phone may not do fails with `Locked`.

use super::super::Authenticator;
use super::super::push_error::PushCallError;
use super::super::records::is_account;
use super::super::state::{Open, State, Waiting};
use super::super::views::AccountId;
use super::super::{Ports, StorageError};
use super::keys::{Keys, SealedKeys, Whose};
use super::line::{Line, Lines};
use super::record::PushRecord;
use crate::crypto::{SecretBytes, random_array, wipe_stack};
use crate::push::{AccountSecrets, RequestId};
use crate::time::{Now, UnixTime};
use crate::vault::{self, CommitError, EarlyAccount, EarlyError, EarlyEvent, EntryKind, HistoryEvent};
use std::collections::BTreeMap;

/// Where a call stands.
pub(in super::super) struct Ground<'a> {
    pub(in super::super) ports: &'a Ports,
    place: Place<'a>,
}

enum Place<'a> {
    Open(&'a mut Open),
    Locked(&'a mut Waiting),
}

/// What is committed together with an account's record.
#[derive(Default)]
pub(in super::super) struct Notes {
    /// Lines of the history.
    pub(in super::super) history: Vec<HistoryEvent>,
    /// The request that was answered, and until when it is remembered. It is refused where it was answered before.
    pub(in super::super) answered: Option<(RequestId, UnixTime)>,
    /// Other keys, sealed; on an open vault only.
    pub(in super::super) secret: Option<NewSecret>,
}

/// What the vault seals for the account from now on.
pub(in super::super) struct NewSecret {
    pub(in super::super) sealed: SecretBytes,
    /// How its offline codes are made, where that changes too.
    pub(in super::super) parameters: Option<vault::CodeParameters>,
}

impl Authenticator {
    /// Runs `act` on the open vault, or on what opens before the PIN where the device has that.
    pub(in super::super) fn with_ground<T, E: From<PushCallError>>(
        &self,
        act: impl FnOnce(&mut Ground<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut state = self.state();
        self.lock_when_idle(&mut state);
        let place = match &mut *state {
            State::Open(open) if open.vault.needs_new_pin() => {
                return Err(PushCallError::NewPinNeeded.into());
            }
            State::Open(open) => Place::Open(open),
            State::Waiting(waiting) => match waiting.vault.early() {
                Ok(_) => Place::Locked(waiting),
                Err(error) => return Err(PushCallError::from(error).into()),
            },
            State::Between => return Err(PushCallError::Locked.into()),
        };
        let outcome = act(&mut Ground { ports: &self.ports, place });
        wipe_stack();
        outcome
    }

    /// Runs `act` on the open vault only.
    pub(in super::super) fn with_open_ground<T, E: From<PushCallError>>(
        &self,
        act: impl FnOnce(&mut Ground<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.with_ground(|ground| {
            ground.open()?;
            act(ground)
        })
    }

    /// Both clocks.
    pub(in super::super) fn now(&self) -> Now {
        Now { wall: self.ports.clock.wall(), boot: self.ports.clock.boot() }
    }
}

impl<'a> Ground<'a> {
    /// On an open vault.
    pub(in super::super) const fn on_open(ports: &'a Ports, open: &'a mut Open) -> Self {
        Self { ports, place: Place::Open(open) }
    }

    /// Both clocks.
    pub(in super::super) fn now(&self) -> Now {
        Now { wall: self.ports.clock.wall(), boot: self.ports.clock.boot() }
    }

    /// The open vault.
    pub(in super::super) fn open(&mut self) -> Result<&mut Open, PushCallError> {
        match &mut self.place {
            Place::Open(open) => Ok(open),
            Place::Locked(_) => Err(PushCallError::Locked),
        }
    }

    /// The lines in memory.
    pub(in super::super) fn lines(&mut self) -> &mut Lines {
        match &mut self.place {
            Place::Open(open) => &mut open.lines,
            Place::Locked(waiting) => &mut waiting.lines,
        }
    }

    pub(in super::super) fn line(&mut self, id: AccountId) -> &mut Line {
        self.lines().line(id)
    }

    /// The push accounts, in the user's order where that is known.
    pub(in super::super) fn accounts(&mut self) -> Result<Vec<AccountId>, PushCallError> {
        Ok(match &mut self.place {
            Place::Open(open) => {
                let entries = open.vault.contents().entries().iter();
                let push = entries.filter(|entry| entry.kind() == EntryKind::Push && is_account(entry));
                push.map(vault::Entry::id).collect()
            }
            Place::Locked(waiting) => waiting.vault.early()?.accounts().map(|(id, _)| id).collect(),
        })
    }

    /// Issuer and account name; empty while locked.
    pub(in super::super) fn label(&self, id: AccountId) -> (String, String) {
        match &self.place {
            Place::Open(open) => open.vault.contents().entry(id).map_or_else(Default::default, |entry| {
                (entry.details().issuer.clone(), entry.details().account.clone())
            }),
            Place::Locked(_) => Default::default(),
        }
    }

    /// Whether this request was answered before, or cannot be known.
    pub(in super::super) fn has_answered(&mut self, request: RequestId) -> bool {
        let request = vault::RequestId(request.0);
        match &mut self.place {
            Place::Open(open) => open.vault.contents().has_seen(request),
            Place::Locked(waiting) => waiting.vault.early().is_ok_and(|early| early.has_answered(request)),
        }
    }

    /// What is kept of an account, as it is now.
    pub(in super::super) fn record(&mut self, id: AccountId) -> Result<PushRecord, PushCallError> {
        if let Some(record) = &self.line(id).record {
            return Ok(record.clone());
        }
        let development = self.ports.development_http;
        let stored = self.stored(id);
        if stored.is_err() {
            self.lines().forget(id);
        }
        let (bytes, counter) = stored?;
        let mut record = PushRecord::decode(&bytes, development)?;
        record.account.signed_with(counter);
        self.line(id).record = Some(record.clone());
        Ok(record)
    }

    /// The bytes of a record, and the greatest counter that is known beside it.
    fn stored(&mut self, id: AccountId) -> Result<(Vec<u8>, u64), PushCallError> {
        match &mut self.place {
            Place::Open(open) => {
                let entry = open.vault.contents().entry(id).filter(|entry| entry.kind() == EntryKind::Push);
                let entry = entry.ok_or(PushCallError::UnknownAccount)?;
                if entry.needs_enrollment() {
                    return Err(PushCallError::EnrollAgain);
                }
                let state = entry.state().ok_or(PushCallError::UnknownAccount)?;
                Ok((state.to_vec(), entry.counter()))
            }
            Place::Locked(waiting) => {
                let account = waiting.vault.early()?.account(id).ok_or(PushCallError::UnknownAccount)?;
                Ok((account.state.to_vec(), account.counter))
            }
        }
    }

    /// The keys of an account that are at hand here. Locked, that is the device key.
    pub(in super::super) fn keys(&mut self, id: AccountId, whose: Whose) -> Result<Keys, PushCallError> {
        let record = self.record(id)?;
        let ports = self.ports;
        match (&mut self.place, whose) {
            (Place::Open(open), Whose::Present) => {
                Keys::new(open.sealed_keys(id)?.present, record.hardware, ports)
            }
            (Place::Open(open), Whose::Next) => {
                let next = open.sealed_keys(id)?.next.ok_or(PushCallError::Damaged)?;
                Keys::new(next, record.next_hardware, ports)
            }
            (Place::Locked(waiting), Whose::Present) => {
                let account = waiting.vault.early()?.account(id).ok_or(PushCallError::UnknownAccount)?;
                let device = AccountSecrets::decode(&account.record).map_err(|_| PushCallError::Damaged)?;
                Keys::new(device, record.hardware, ports)
            }
            (Place::Locked(_), Whose::Next) => Err(PushCallError::Locked),
        }
    }

    /// Keeps what was learned in memory only: a nonce is not worth a commit.
    pub(in super::super) fn remember(&mut self, id: AccountId, record: PushRecord) {
        self.line(id).record = Some(record);
    }

    /// Keeps a changed record together with its notes, durably: in both files of the vault and then in what opens before
    /// the PIN, or there alone while locked. All of it or nothing.
    pub(in super::super) fn commit<E>(
        &mut self,
        id: AccountId,
        mut record: PushRecord,
        notes: Notes,
    ) -> Result<(), E>
    where
        E: From<CommitError> + From<EarlyError> + From<StorageError>,
    {
        record.revision = record.revision.saturating_add(1);
        // Whatever comes of it, what is in memory is read anew unless the commit succeeds.
        self.line(id).record = None;
        match &mut self.place {
            Place::Open(open) => {
                open.commit_push::<E>(self.ports, id, &record, notes)?;
                // A mirror that fails is put right at the next unlock.
                let _ = open.mirror(self.ports, id, &record);
            }
            Place::Locked(waiting) => waiting.commit_push::<E>(self.ports, id, &record, notes)?,
        }
        self.line(id).record = Some(record);
        Ok(())
    }
}

impl Open {
    /// Everything that is sealed for a push account.
    pub(in super::super) fn sealed_keys(&self, id: AccountId) -> Result<SealedKeys, PushCallError> {
        let secret = self.vault.open_secret(id).map_err(|error| match error {
            vault::SecretError::NoSuchEntry => PushCallError::UnknownAccount,
            vault::SecretError::EnrollAgain => PushCallError::EnrollAgain,
            vault::SecretError::Damaged => PushCallError::Damaged,
        })?;
        SealedKeys::decode(&secret)
    }

    fn commit_push<E: From<CommitError>>(
        &mut self,
        ports: &Ports,
        id: AccountId,
        record: &PushRecord,
        notes: Notes,
    ) -> Result<(), E> {
        let now = ports.clock.wall();
        self.vault.change(|change| {
            if let Some((request, until)) = notes.answered {
                change.remember_request(vault::RequestId(request.0), until, now)?;
            }
            let counter = change.contents().entry(id).map(vault::Entry::counter);
            if counter.is_some_and(|counter| counter < record.account.counter()) {
                change.advance_counter(id, record.account.counter())?;
            }
            change.set_entry_state(id, record.encode())?;
            if let Some(secret) = &notes.secret {
                change.replace_secret(id, &secret.sealed)?;
                if let Some(parameters) = secret.parameters {
                    change.set_parameters(id, parameters)?;
                }
            }
            for event in notes.history {
                change.record(event)?;
            }
            change.keep_in_both_files();
            Ok(())
        })
    }

    /// Brings what opens before the PIN up to the vault. Where the device has no such thing, there is nothing to do.
    pub(in super::super) fn mirror(
        &mut self,
        ports: &Ports,
        id: AccountId,
        record: &PushRecord,
    ) -> Result<(), PushCallError> {
        if ports.early_store.is_none() || !vault::opens_before_the_pin(self.vault.class()) {
            return Ok(());
        }
        let sealed = self.sealed_keys(id)?;
        let account = EarlyAccount {
            record: sealed.present.device_only().map_err(|_| PushCallError::Damaged)?.encode(),
            state: record.encode_early().into(),
            counter: record.account.counter(),
            keys: record.hardware_ids(),
        };
        let answered: Vec<_> = record
            .answers
            .iter()
            .map(|answer| (vault::RequestId(answer.request().0), answer.remember_until()))
            .collect();
        let now = ports.clock.wall();
        self.vault.change_early(|early| {
            early.put_account(id, account)?;
            for (request, until) in answered {
                if !early.has_answered(request) {
                    early.remember_request(request, until, now)?;
                }
            }
            Ok::<_, PushCallError>(())
        })
    }
}

impl Waiting {
    fn commit_push<E: From<EarlyError> + From<StorageError>>(
        &mut self,
        ports: &Ports,
        id: AccountId,
        record: &PushRecord,
        notes: Notes,
    ) -> Result<(), E> {
        let now = ports.clock.wall();
        let names = notes.history.iter().map(|_| random_array(&*ports.random));
        let names = names.collect::<Result<Vec<[u8; 16]>, _>>().map_err(|_| E::from(StorageError::Failed))?;
        let counter = record.account.counter();
        let requests: BTreeMap<_, _> =
            notes.answered.map(|(request, until)| (vault::RequestId(request.0), until)).into_iter().collect();
        self.vault.change_early(|early| {
            for (request, until) in &requests {
                early.remember_request(*request, *until, now)?;
            }
            early.set_state(id, record.encode_early())?;
            early.note_counter(id, counter)?;
            for (name, history) in names.into_iter().zip(notes.history) {
                let requests = requests.clone();
                early.queue(EarlyEvent { id: name, entry: id, counter, requests, history })?;
            }
            Ok(())
        })
    }
}
