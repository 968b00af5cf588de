//! What happened, newest first.

use super::Authenticator;
use super::error::AccountError;
use super::views::{HistoryEvent, HistoryRow};

impl Authenticator {
    /// The history, newest first. The vault keeps the last 500 events.
    ///
    /// # Errors
    /// [`AccountError::Locked`].
    pub fn history(&self) -> Result<Vec<HistoryRow>, AccountError> {
        self.with_open(
            |open| {
                let records = open.vault.contents().history().records().rev();
                let rows = records.map(|record| {
                    let event = record.event();
                    HistoryRow {
                        time: event.time,
                        event: HistoryEvent::of_number(event.kind),
                        label: event.shown.clone().unwrap_or_default(),
                    }
                });
                Ok(rows.collect())
            },
            AccountError::Locked,
        )
    }
}
