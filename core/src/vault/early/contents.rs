//! What the store holds: accounts, requests answered, and events that wait for the vault to be opened.

use super::super::contents::{EntryId, RequestId};
use super::super::history::HistoryEvent;
use super::super::wire;
use super::EarlyError;
use crate::crypto::SecretBytes;
use crate::ports::DeviceKeyId;
use crate::time::UnixTime;
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, VecDeque};

/// Accounts at most.
const MOST_ACCOUNTS: usize = 256;
/// Longest record of an account.
const LONGEST_RECORD: usize = 16 * 1024;
/// Longest state of an account.
const LONGEST_STATE: usize = 64 * 1024;
/// Hardware keys of one account: three in use, three on their way out.
const MOST_KEYS: usize = 6;
/// Events that wait at most; the oldest give way and are counted.
const MOST_EVENTS: usize = 256;
/// Bytes of text and signatures that wait at most.
const MOST_EVENT_BYTES: usize = 512 * 1024;
/// Requests remembered at most.
const MOST_REQUESTS: usize = 4096;

/// One push account, as far as a locked phone needs it. No approve key, no seed of codes, no label.
#[derive(Debug, Encode, Decode)]
#[cbor(map)]
pub struct EarlyAccount {
    /// What its protocol needs to poll, verify and deny, in the encoding of its owner. At most 16 KiB.
    #[cbor(n(0), with = "wire::secret")]
    pub record: SecretBytes,
    /// What changes with each request: counts, answers on their way. At most 64 KiB, no secret.
    #[n(1)]
    pub state: ByteVec,
    /// The greatest counter that was signed for the account.
    #[n(2)]
    pub counter: u64,
    /// Keys that hardware keeps for the account, so that erasing finds them. At most six.
    #[cbor(n(3), with = "wire::key_ids")]
    pub keys: Vec<DeviceKeyId>,
}

/// Something that was decided or noticed before the PIN.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct EarlyEvent {
    /// Names the event for ever, so that it is merged once. Random.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub id: [u8; 16],
    /// The account.
    #[n(1)]
    pub entry: EntryId,
    /// The counter that was signed; zero where nothing was.
    #[n(2)]
    pub counter: u64,
    /// The requests that were answered by it, and until when each is remembered: none or one.
    #[cbor(n(3), with = "wire::requests")]
    pub requests: BTreeMap<RequestId, UnixTime>,
    /// The line of the history.
    #[n(4)]
    pub history: HistoryEvent,
}

/// Everything the store holds.
#[derive(Debug, Default, Encode, Decode)]
#[cbor(map)]
pub struct EarlyContents {
    #[n(0)]
    accounts: BTreeMap<EntryId, EarlyAccount>,
    #[n(1)]
    events: VecDeque<EarlyEvent>,
    #[cbor(n(2), with = "wire::requests")]
    answered: BTreeMap<RequestId, UnixTime>,
    #[n(3)]
    dropped: u32,
}

impl EarlyContents {
    /// The accounts, by the vault's name for each.
    pub fn accounts(&self) -> impl Iterator<Item = (EntryId, &EarlyAccount)> {
        self.accounts.iter().map(|(id, account)| (*id, account))
    }

    /// One account.
    pub fn account(&self, id: EntryId) -> Option<&EarlyAccount> {
        self.accounts.get(&id)
    }

    /// Whether this request was answered before.
    pub fn has_answered(&self, request: RequestId) -> bool {
        self.answered.contains_key(&request)
    }

    /// What waits to be merged, oldest first.
    pub fn events(&self) -> impl Iterator<Item = &EarlyEvent> {
        self.events.iter()
    }

    /// How many events gave way to newer ones since the last merge.
    pub fn dropped(&self) -> u32 {
        self.dropped
    }

    /// Adds an account, or replaces what is kept of it. Its counter never goes back.
    pub fn put_account(&mut self, id: EntryId, mut account: EarlyAccount) -> Result<(), EarlyError> {
        let known = self.accounts.get(&id);
        let fits = account.record.len() <= LONGEST_RECORD
            && account.state.len() <= LONGEST_STATE
            && account.keys.len() <= MOST_KEYS
            && (known.is_some() || self.accounts.len() < MOST_ACCOUNTS);
        if !fits {
            return Err(EarlyError::BeyondLimit);
        }
        account.counter = account.counter.max(known.map_or(0, |known| known.counter));
        self.accounts.insert(id, account);
        Ok(())
    }

    /// Changes what changes with each request.
    pub fn set_state(&mut self, id: EntryId, state: Vec<u8>) -> Result<(), EarlyError> {
        if state.len() > LONGEST_STATE {
            return Err(EarlyError::BeyondLimit);
        }
        self.account_mut(id)?.state = state.into();
        Ok(())
    }

    /// Notes that an account signed with this counter. A smaller one than is known changes nothing.
    pub fn note_counter(&mut self, id: EntryId, signed: u64) -> Result<(), EarlyError> {
        let account = self.account_mut(id)?;
        account.counter = account.counter.max(signed);
        Ok(())
    }

    /// Forgets an account, and gives back the names of its hardware keys. Its events stay.
    pub fn remove_account(&mut self, id: EntryId) -> Vec<DeviceKeyId> {
        self.accounts.remove(&id).map(|account| account.keys).unwrap_or_default()
    }

    /// Forgets every account that is not among `kept`.
    pub fn keep_accounts(&mut self, kept: &[EntryId]) {
        self.accounts.retain(|id, _| kept.contains(id));
    }

    /// Remembers that a request was answered, until `until`; `now` drops those that are over. A request seen before is
    /// refused.
    pub fn remember_request(
        &mut self,
        request: RequestId,
        until: UnixTime,
        now: UnixTime,
    ) -> Result<(), EarlyError> {
        if self.answered.contains_key(&request) {
            return Err(EarlyError::Replayed);
        }
        self.answered.retain(|_, until| *until >= now);
        if self.answered.len() >= MOST_REQUESTS {
            return Err(EarlyError::BeyondLimit);
        }
        self.answered.insert(request, until);
        Ok(())
    }

    /// Adds an event. Beyond the limit the oldest gives way, and is counted.
    pub fn queue(&mut self, event: EarlyEvent) -> Result<(), EarlyError> {
        if event.length() > MOST_EVENT_BYTES / 8 {
            return Err(EarlyError::BeyondLimit);
        }
        self.events.push_back(event);
        while self.events.len() > MOST_EVENTS
            || self.events.iter().map(EarlyEvent::length).sum::<usize>() > MOST_EVENT_BYTES
        {
            self.events.pop_front();
            self.dropped = self.dropped.saturating_add(1);
        }
        Ok(())
    }

    /// Forgets events that the vault holds now.
    pub(super) fn forget_merged(&mut self, merged: &[[u8; 16]]) {
        self.events.retain(|event| !merged.contains(&event.id));
        self.dropped = 0;
    }

    fn account_mut(&mut self, id: EntryId) -> Result<&mut EarlyAccount, EarlyError> {
        self.accounts.get_mut(&id).ok_or(EarlyError::NoSuchAccount)
    }
}

impl EarlyEvent {
    fn length(&self) -> usize {
        let history = &self.history;
        let texts = [&history.server, &history.shown].into_iter().flatten().map(String::len);
        texts.chain(history.signed.as_ref().map(Vec::len)).sum::<usize>().saturating_add(128)
    }
}
