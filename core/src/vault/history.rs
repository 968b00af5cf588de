//! What was decided: bounded, and each record carries the hash of the one before it.

use super::contents::EntryId;
use super::wire;
use crate::crypto::sha256;
use crate::time::{self, UnixTime};
use minicbor::{Decode, Encode};
use std::collections::VecDeque;

const DEFAULT_LIMIT: u32 = 500;

/// Something worth remembering.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct HistoryEvent {
    /// What happened, as a number that the facade gives its meaning.
    #[n(0)]
    pub kind: u16,
    /// When.
    #[cbor(n(1), with = "time::cbor")]
    pub time: UnixTime,
    /// Which server it was about, if any. At most 1,024 bytes.
    #[n(2)]
    pub server: Option<String>,
    /// Which entry it was about, if any.
    #[n(3)]
    pub entry: Option<EntryId>,
    /// What the user was shown. At most 16 KiB.
    #[n(4)]
    pub shown: Option<String>,
    /// What was signed. At most 16 KiB.
    #[cbor(n(5), with = "wire::optional_bytes", has_nil)]
    pub signed: Option<Vec<u8>>,
}

/// An event and its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct HistoryRecord {
    #[n(0)]
    pub(super) event: HistoryEvent,
    #[cbor(n(1), with = "minicbor::bytes")]
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
#[derive(Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct History {
    #[n(0)]
    pub(super) limit: u32,
    /// Hash of the last record that was forgotten; zeros where none was.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub(super) start: [u8; 32],
    #[n(2)]
    pub(super) records: VecDeque<HistoryRecord>,
}

impl Default for History {
    fn default() -> Self {
        Self { limit: DEFAULT_LIMIT, start: [0; 32], records: VecDeque::new() }
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
        let mut previous = &self.start;
        self.records.iter().all(|record| {
            let fits = chained(previous, &record.event) == record.hash;
            previous = &record.hash;
            fits
        })
    }

    /// Adds an event; gives back the oldest record if that was one too many.
    pub(super) fn push(&mut self, event: HistoryEvent) -> Option<HistoryRecord> {
        let previous = self.records.back().map_or(&self.start, |record| &record.hash);
        let hash = chained(previous, &event);
        self.records.push_back(HistoryRecord { event, hash });
        let over = self.records.len() > usize::try_from(self.limit).unwrap_or(usize::MAX);
        let forgotten = if over { self.records.pop_front() } else { None };
        if let Some(record) = &forgotten {
            self.start = record.hash;
        }
        forgotten
    }

    /// Takes the last [`push`](Self::push) back, given what it forgot and what the start was before.
    pub(super) fn unpush(&mut self, forgotten: Option<HistoryRecord>, start: [u8; 32]) {
        self.records.pop_back();
        if let Some(record) = forgotten {
            self.records.push_front(record);
        }
        self.start = start;
    }
}

/// SHA-256 of the hash before and the event's CBOR.
fn chained(previous: &[u8; 32], event: &HistoryEvent) -> [u8; 32] {
    let mut encoded = Vec::with_capacity(256);
    // Writing to a Vec cannot fail.
    let _ = minicbor::encode(event, &mut encoded);
    sha256(&[previous, &encoded])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(kind: u16) -> HistoryEvent {
        let shown = Some(format!("event {kind}"));
        HistoryEvent { kind, time: UnixTime::from_seconds(1), server: None, entry: None, shown, signed: None }
    }

    fn kinds(history: &History) -> Vec<u16> {
        history.records().map(|record| record.event().kind).collect()
    }

    #[test]
    fn the_oldest_is_forgotten_and_the_chain_holds() {
        let mut history = History { limit: 3, ..History::default() };
        for kind in 1..=5 {
            let forgotten = history.push(event(kind)).map(|record| record.event.kind);
            assert_eq!(forgotten, kind.checked_sub(3).filter(|kind| *kind > 0));
            assert!(history.is_unbroken());
        }
        assert_eq!((kinds(&history), history.limit()), (vec![3, 4, 5], 3));
    }

    #[test]
    fn what_was_pushed_is_taken_back() {
        let mut history = History { limit: 2, ..History::default() };
        for kind in 1..=3 {
            history.push(event(kind));
        }
        let (before, start) = (minicbor::to_vec(&history).unwrap(), history.start);
        let forgotten = history.push(event(4));
        history.unpush(forgotten, start);
        assert_eq!(minicbor::to_vec(&history).unwrap(), before);
    }

    #[test]
    fn a_changed_missing_or_moved_record_breaks_the_chain() {
        let made = || {
            let mut history = History::default();
            (1..=4).for_each(|kind| drop(history.push(event(kind))));
            history
        };
        let breaks: [fn(&mut History); 5] = [
            |history| history.records[1].event.shown = Some("another".to_owned()),
            |history| history.records[3].hash[0] ^= 1,
            |history| drop(history.records.remove(1)),
            |history| history.records.swap(1, 2),
            |history| history.start[0] ^= 1,
        ];
        for (number, change) in breaks.iter().enumerate() {
            let mut history = made();
            assert!(history.is_unbroken());
            change(&mut history);
            assert!(!history.is_unbroken(), "break {number}");
        }
    }
}
