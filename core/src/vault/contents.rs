//! What an open vault shows: entries in the user's order, settings, requests seen, history.

use super::history::History;
use super::policy::{PinPolicy, ServerPolicy};
use crate::time::UnixTime;
use std::collections::BTreeMap;

/// Names one entry for ever. Random.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId(pub [u8; 16]);

/// Names one push request: what a protocol considers unique, hashed to 32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RequestId(pub [u8; 32]);

/// What kind of secret an entry holds, and so which of the vault's two keys seals it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// The seed of one-time codes.
    OneTimeCode,
    /// The private key that signs push approvals. The recovery code does not open it.
    Push,
}

/// What the user sees and may edit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryDetails {
    /// Who issued the account. At most 1,024 bytes, as every text here unless it says otherwise.
    pub issuer: String,
    /// The account's name at the issuer.
    pub account: String,
    /// The user's own notes, at most 4,096 bytes.
    pub information: String,
    /// The user's tags, at most 32.
    pub tags: Vec<String>,
    /// Whether the user wants it at the top.
    pub favourite: bool,
    /// Name of an icon that a shell knows.
    pub icon: Option<String>,
    /// Host of the server, where there is one.
    pub server: Option<String>,
}

/// How codes are made, in numbers that the vault keeps and does not interpret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CodeParameters {
    /// Which algorithm family.
    pub kind: u16,
    /// Which hash.
    pub algorithm: u8,
    /// Length of a code.
    pub digits: u8,
    /// Seconds that a code lives; 0 where that means nothing.
    pub period_seconds: u32,
}

/// One account.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    pub(super) id: EntryId,
    pub(super) kind: EntryKind,
    pub(super) revision: u64,
    pub(super) details: EntryDetails,
    pub(super) parameters: CodeParameters,
    pub(super) counter: u64,
    pub(super) created: UnixTime,
    pub(super) policy: Option<ServerPolicy>,
    pub(super) needs_enrollment: bool,
    pub(super) sealed: Vec<u8>,
}

impl Entry {
    /// Its name.
    pub fn id(&self) -> EntryId {
        self.id
    }

    /// What kind of secret it holds.
    pub fn kind(&self) -> EntryKind {
        self.kind
    }

    /// How often its secret was sealed: 1 for a new entry.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// What the user sees.
    pub fn details(&self) -> &EntryDetails {
        &self.details
    }

    /// How its codes are made.
    pub fn parameters(&self) -> CodeParameters {
        self.parameters
    }

    /// The next counter to use, for counter-based codes.
    pub fn counter(&self) -> u64 {
        self.counter
    }

    /// When it was added.
    pub fn created(&self) -> UnixTime {
        self.created
    }

    /// What its server asks of the vault for as long as the entry exists.
    pub fn policy(&self) -> Option<ServerPolicy> {
        self.policy
    }

    /// Whether its push key was lost with a forgotten PIN, so that it has to be enrolled again.
    pub fn needs_enrollment(&self) -> bool {
        self.needs_enrollment
    }
}

/// Everything an open vault holds, except the secrets' plaintext.
#[derive(Debug, Default)]
pub struct Contents {
    pub(super) entries: Vec<Entry>,
    pub(super) settings: BTreeMap<String, Vec<u8>>,
    pub(super) requests: BTreeMap<RequestId, UnixTime>,
    pub(super) requests_not_before: UnixTime,
    pub(super) history: History,
}

impl Contents {
    /// The entries in the user's order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// One entry.
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// One setting, in whatever encoding its owner chose.
    pub fn setting(&self, name: &str) -> Option<&[u8]> {
        self.settings.get(name).map(Vec::as_slice)
    }

    /// All settings, by name.
    pub fn settings(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.settings.iter().map(|(name, value)| (name.as_str(), value.as_slice()))
    }

    /// Whether this request was answered before.
    pub fn has_seen(&self, request: RequestId) -> bool {
        self.requests.contains_key(&request)
    }

    /// Requests made before this moment are refused: the vault was an older copy then and cannot know them.
    pub fn requests_not_before(&self) -> UnixTime {
        self.requests_not_before
    }

    /// What was decided, newest last.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// What all enrolled servers together ask of the PIN.
    pub fn policy(&self) -> PinPolicy {
        self.entries
            .iter()
            .filter_map(|entry| entry.policy)
            .fold(PinPolicy::default(), PinPolicy::tightened_by)
    }
}
