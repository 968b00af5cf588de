//! What happened, newest first.

use crate::authenticator::Authenticator;
use countersign::authenticator::{AccountError, HistoryEvent, HistoryId, HistoryRow};
use countersign::time::UnixTime;

/// One line of the history.
#[uniffi::remote(Record)]
pub struct HistoryRow {
    /// Which line.
    pub id: HistoryId,
    /// When it happened, by the device's clock.
    pub time: UnixTime,
    /// What happened.
    pub event: HistoryEvent,
    /// The account's label as it was shown then; empty for events of the whole vault. For an event of a request, the
    /// account's label as it is now; empty where it was deleted.
    pub label: String,
    /// The host of the server, for an event of a request.
    pub server: Option<String>,
    /// What was shown of a request, line by line.
    pub shown: Vec<String>,
    /// Whether the request can be reported as suspicious: see `report`.
    pub can_be_reported: bool,
}

/// What the history remembers.
#[uniffi::remote(Enum)]
pub enum HistoryEvent {
    /// The vault was set up.
    VaultCreated,
    /// An account was added.
    AccountAdded,
    /// An account was renamed or its information changed.
    AccountChanged,
    /// An account was deleted.
    AccountDeleted,
    /// A deletion was undone.
    AccountRestored,
    /// An account's secret was exported.
    AccountExported,
    /// The PIN was changed.
    PinChanged,
    /// A recovery code was made.
    RecoveryCodeMade,
    /// The recovery code was removed.
    RecoveryCodeRemoved,
    /// The vault was opened with the recovery code.
    RecoveryCodeUsed,
    /// Older files than the device remembers were accepted by the user.
    RollBackAccepted,
    /// A request was approved.
    RequestApproved,
    /// A request was denied: the user changed their mind.
    RequestDenied,
    /// A request was denied: the user had not started it.
    RequestDeniedNotMe,
    /// A request expired unanswered.
    RequestExpired,
    /// A decided request was reported as suspicious.
    RequestReported,
    /// The server did not take an answer as it was given: too late, superseded, a wrong number, another answer first.
    AnswerNotTaken,
    /// So many events of the locked phone gave way before the vault was opened.
    EventsLost,
    /// A server stated that an account has ended.
    AccountEnded,
    /// An account has new keys.
    KeysReplaced,
    /// The user agreed to what a server asks of this app now.
    PolicyAccepted,
    /// The counter of an account went on from the server's, after a restored copy.
    CounterResumed,
    /// Unlocking by biometrics was set up.
    BiometricsAdded,
    /// Unlocking by biometrics was removed.
    BiometricsRemoved,
    /// An event of a newer version of the app.
    Other,
}

#[uniffi::export]
impl Authenticator {
    /// The history, newest first. The vault keeps the last 500 events.
    ///
    /// # Errors
    /// `Locked`.
    pub fn history(&self) -> Result<Vec<HistoryRow>, AccountError> {
        self.call(|core| core.history())
    }
}
