//! What happened, newest first.

use super::Authenticator;
use super::error::AccountError;
use super::records::label;
use super::state::Open;
use super::views::{HistoryEvent, HistoryId, HistoryRow};
use crate::push::SignedAnswer;
use crate::vault::HistoryRecord;

impl Authenticator {
    /// The history, newest first. The vault keeps the last 500 events.
    ///
    /// # Errors
    /// [`AccountError::Locked`].
    pub fn history(&self) -> Result<Vec<HistoryRow>, AccountError> {
        self.with_open(
            |open| {
                let records = open.vault.contents().history().records().rev();
                Ok(records.map(|record| row(record, open)).collect())
            },
            AccountError::Locked,
        )
    }
}

fn row(record: &HistoryRecord, open: &Open) -> HistoryRow {
    let stored = record.event();
    let event = HistoryEvent::of_number(stored.kind);
    let shown = stored.shown.clone().unwrap_or_default();
    let of_today = || {
        let entry = stored.entry.and_then(|id| open.vault.contents().entry(id));
        entry.map_or_else(String::new, |entry| label(&entry.details().issuer, &entry.details().account))
    };
    let of_request = event.is_of_request();
    HistoryRow {
        id: HistoryId(*record.hash()),
        time: stored.time,
        event,
        label: if of_request { of_today() } else { shown.clone() },
        server: stored.server.clone(),
        shown: if of_request { shown.lines().map(str::to_owned).collect() } else { Vec::new() },
        can_be_reported: event.can_be_reported()
            && stored.entry.is_some_and(|id| open.vault.contents().entry(id).is_some())
            && stored.signed.as_deref().is_some_and(|signed| SignedAnswer::decode(signed).is_some()),
    }
}

impl HistoryEvent {
    /// Whether a line tells what was shown of a request.
    const fn is_of_request(self) -> bool {
        self.can_be_reported() || matches!(self, Self::RequestExpired | Self::RequestReported)
    }

    const fn can_be_reported(self) -> bool {
        matches!(self, Self::RequestApproved | Self::RequestDenied | Self::RequestDeniedNotMe)
    }
}
