//! Bringing what happened before the PIN into the vault, each event exactly once.
//!
//! First the vault holds the events and their names, in both files; then they leave the queue. Interrupted between the
//! two, the next merge finds the names in the vault and adds nothing. Names stay in the vault for some thousand events,
//! so that an old copy of the store repeats nothing either.

use super::super::contents::Contents;
use super::super::error::CommitError;
use super::super::history::HistoryEvent;
use super::super::open::OpenVault;
use super::{EarlyError, EarlyEvent};
use crate::time::UnixTime;

/// Under which name the vault keeps the names of merged events.
const MERGED: &str = "early.merged";
/// Names that are kept.
const MOST_NAMES: usize = 4096;
const NAME_LENGTH: usize = 16;

impl OpenVault {
    /// Merges what waits into the vault: counters, requests answered, history. `now` drops requests that are over;
    /// `lost` makes the line of the history for events that gave way before they could be merged.
    ///
    /// # Errors
    /// As any change. What was not merged waits on.
    pub fn merge_early(
        &mut self,
        now: UnixTime,
        lost: impl FnOnce(u32) -> HistoryEvent,
    ) -> Result<(), CommitError> {
        let (events, dropped) = match self.early() {
            Ok(early) => (early.events().cloned().collect::<Vec<_>>(), early.dropped()),
            // Nothing there, or nothing readable: nothing to merge.
            Err(_) => return Ok(()),
        };
        if events.is_empty() && dropped == 0 {
            return Ok(());
        }
        let known = merged_names(self.contents());
        let fresh: Vec<&EarlyEvent> = events.iter().filter(|event| !known.contains(&event.id)).collect();
        if !fresh.is_empty() || dropped > 0 {
            self.change(|change| {
                for event in &fresh {
                    let counter = change.contents().entry(event.entry).map(|entry| entry.counter());
                    // The account may have been deleted on another day.
                    if counter.is_some_and(|counter| counter < event.counter) {
                        change.advance_counter(event.entry, event.counter)?;
                    }
                    for (request, until) in &event.requests {
                        if !change.contents().has_seen(*request) {
                            change.remember_request(*request, *until, now)?;
                        }
                    }
                    change.record(event.history.clone())?;
                }
                if dropped > 0 {
                    change.record(lost(dropped))?;
                }
                let names = known.iter().copied().chain(fresh.iter().map(|event| event.id));
                let names: Vec<_> = names.collect();
                let kept = names.iter().skip(names.len().saturating_sub(MOST_NAMES));
                change.set_setting(MERGED, kept.flatten().copied().collect())?;
                change.keep_in_both_files();
                Ok::<_, CommitError>(())
            })?;
        }
        let merged: Vec<[u8; NAME_LENGTH]> = events.iter().map(|event| event.id).collect();
        // If they stay in the queue, their names keep them from being merged again.
        let _ = self.change_early(|early| {
            early.forget_merged(&merged);
            Ok::<_, EarlyError>(())
        });
        Ok(())
    }
}

/// The names of events that the vault holds, oldest first.
fn merged_names(contents: &Contents) -> Vec<[u8; NAME_LENGTH]> {
    let names = contents.setting(MERGED).unwrap_or_default();
    names.as_chunks::<NAME_LENGTH>().0.to_vec()
}
