//! What an open vault shows: entries in the user's order, settings, requests seen, history.

use super::entries::Entries;
use super::history::History;
use super::policy::{PinPolicy, ServerPolicy};
use super::wire;
use crate::time::{self, UnixTime};
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;

/// Names one entry for ever. Random.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode)]
#[cbor(transparent)]
pub struct EntryId(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 16]);

/// Names one push request: what a protocol considers unique, hashed to 32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RequestId(pub [u8; 32]);

/// What kind of secret an entry holds, and so which of the vault's two keys seals it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum EntryKind {
    /// The seed of one-time codes.
    #[n(1)]
    OneTimeCode,
    /// The private key that signs push approvals. The recovery code does not open it.
    #[n(2)]
    Push,
}

/// What the user sees and may edit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct EntryDetails {
    /// Who issued the account. At most 1,024 bytes, as every text here unless it says otherwise.
    #[n(0)]
    pub issuer: String,
    /// The account's name at the issuer.
    #[n(1)]
    pub account: String,
    /// The user's own notes, at most 4,096 bytes.
    #[cbor(n(2), skip_if = "String::is_empty")]
    pub information: String,
    /// The user's tags, at most 32.
    #[cbor(n(3), skip_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Whether the user wants it at the top.
    #[cbor(n(4), skip_if = "is_false")]
    pub favourite: bool,
    /// Name of an icon that a shell knows.
    #[n(5)]
    pub icon: Option<String>,
    /// Host of the server, where there is one.
    #[n(6)]
    pub server: Option<String>,
}

/// How codes are made, in numbers that the vault keeps and does not interpret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct CodeParameters {
    /// Which algorithm family.
    #[n(0)]
    pub kind: u16,
    /// Which hash.
    #[n(1)]
    pub algorithm: u8,
    /// Length of a code.
    #[n(2)]
    pub digits: u8,
    /// Seconds that a code lives; 0 where that means nothing.
    #[n(3)]
    pub period_seconds: u32,
}

/// One account.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Entry {
    #[n(0)]
    pub(super) id: EntryId,
    #[n(1)]
    pub(super) kind: EntryKind,
    #[n(2)]
    pub(super) revision: u64,
    #[n(3)]
    pub(super) details: EntryDetails,
    #[n(4)]
    pub(super) parameters: CodeParameters,
    #[cbor(n(5), skip_if = "is_zero")]
    pub(super) counter: u64,
    #[cbor(n(6), with = "time::cbor")]
    pub(super) created: UnixTime,
    #[n(7)]
    pub(super) policy: Option<ServerPolicy>,
    #[cbor(n(8), skip_if = "is_false")]
    pub(super) needs_enrollment: bool,
    /// Nonce, ciphertext, tag.
    #[cbor(n(9), with = "minicbor::bytes")]
    pub(super) sealed: Vec<u8>,
    /// What the owner of its kind keeps beside the secret.
    #[n(10)]
    pub(super) state: Option<ByteVec>,
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

    /// What the owner of its kind keeps beside the secret, in an encoding of its own.
    pub fn state(&self) -> Option<&[u8]> {
        self.state.as_ref().map(|state| state.as_slice())
    }

    /// Whether its push key was lost with a forgotten PIN, so that it has to be enrolled again.
    pub fn needs_enrollment(&self) -> bool {
        self.needs_enrollment
    }
}

/// Everything an open vault holds, except the secrets' plaintext.
#[derive(Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Contents {
    #[n(0)]
    pub(super) entries: Entries,
    #[cbor(n(1), default)]
    pub(super) settings: BTreeMap<String, ByteVec>,
    #[cbor(n(2), with = "wire::requests", default)]
    pub(super) requests: BTreeMap<RequestId, UnixTime>,
    #[cbor(n(3), with = "time::cbor", default)]
    pub(super) requests_not_before: UnixTime,
    #[cbor(n(4), default)]
    pub(super) history: History,
    #[cbor(n(5), default)]
    pub(super) slots_in_use: SlotsInUse,
}

/// Which places of the slot table are used besides the PIN's; the table itself does not tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(super) struct SlotsInUse {
    #[n(0)]
    pub(super) biometric: bool,
    #[n(1)]
    pub(super) recovery: bool,
}

impl Contents {
    /// The entries in the user's order.
    pub fn entries(&self) -> &Entries {
        &self.entries
    }

    /// One entry.
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// One setting, in whatever encoding its owner chose.
    pub fn setting(&self, name: &str) -> Option<&[u8]> {
        self.settings.get(name).map(|value| value.as_slice())
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

fn is_false(flag: &bool) -> bool {
    !flag
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}
