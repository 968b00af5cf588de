//! One change of the contents: all of it is committed, or none.

use super::contents::{CodeParameters, Contents, Entry, EntryDetails, EntryId, EntryKind, RequestId};
use super::error::CommitError;
use super::history::HistoryEvent;
use super::policy::ServerPolicy;
use crate::crypto::SecretBytes;
use crate::time::UnixTime;

/// An entry to be added.
#[derive(Debug)]
pub struct NewEntry {
    /// What kind of secret it holds.
    pub kind: EntryKind,
    /// What the user sees.
    pub details: EntryDetails,
    /// How its codes are made.
    pub parameters: CodeParameters,
    /// First counter, for counter-based codes.
    pub counter: u64,
    /// When it was added.
    pub created: UnixTime,
    /// What its server asks of the vault.
    pub policy: Option<ServerPolicy>,
    /// The secret. At most 16 KiB.
    pub secret: SecretBytes,
}

/// An entry that was taken out, its secret still sealed, and where it was.
#[derive(Debug)]
pub struct RemovedEntry {
    #[expect(dead_code, reason = "used by restore_entry")]
    entry: Box<Entry>,
    #[expect(dead_code, reason = "used by restore_entry")]
    position: usize,
}

/// A change in the making. See [`OpenVault::change`](super::OpenVault::change).
pub struct Change<'vault> {
    contents: &'vault mut Contents,
}

impl Change<'_> {
    /// The contents as this change has made them so far.
    pub fn contents(&self) -> &Contents {
        self.contents
    }

    /// Adds an entry at the end. Never replaces one, whatever it is called.
    pub fn add_entry(&mut self, _entry: NewEntry) -> Result<EntryId, CommitError> {
        Err(CommitError::Unknown)
    }

    /// Edits what the user sees of an entry.
    pub fn edit_entry(
        &mut self,
        _id: EntryId,
        _edit: impl FnOnce(&mut EntryDetails),
    ) -> Result<(), CommitError> {
        Err(CommitError::NoSuchEntry)
    }

    /// Sets the next counter to use, which may only grow. Kept in both files.
    pub fn advance_counter(&mut self, _id: EntryId, _next: u64) -> Result<(), CommitError> {
        Err(CommitError::NoSuchEntry)
    }

    /// Replaces an entry's secret (a new revision). Kept in both files.
    pub fn replace_secret(&mut self, _id: EntryId, _secret: &SecretBytes) -> Result<(), CommitError> {
        Err(CommitError::NoSuchEntry)
    }

    /// Takes an entry out. Kept in both files. Its sealed secret lives on in what is returned, for an undo.
    pub fn remove_entry(&mut self, _id: EntryId) -> Result<RemovedEntry, CommitError> {
        Err(CommitError::NoSuchEntry)
    }

    /// Puts an entry back where it was. By reference: a commit that fails loses nothing, and may be tried again.
    pub fn restore_entry(&mut self, _removed: &RemovedEntry) -> Result<(), CommitError> {
        Err(CommitError::BeyondLimit)
    }

    /// Moves an entry to a position in the list; beyond the end means the end.
    pub fn move_entry(&mut self, _id: EntryId, _position: usize) -> Result<(), CommitError> {
        Err(CommitError::NoSuchEntry)
    }

    /// Sets a setting (name at most 128 bytes, value at most 64 KiB, at most 1,024 of them).
    pub fn set_setting(&mut self, _name: &str, _value: Vec<u8>) -> Result<(), CommitError> {
        Err(CommitError::BeyondLimit)
    }

    /// Removes a setting; nothing happens where there is none.
    pub fn remove_setting(&mut self, _name: &str) {}

    /// Remembers that a request was answered, until `until`; `now` drops those that are over. Kept in both files.
    /// A request seen before is refused.
    pub fn remember_request(
        &mut self,
        _request: RequestId,
        _until: UnixTime,
        _now: UnixTime,
    ) -> Result<(), CommitError> {
        Err(CommitError::Replayed)
    }

    /// Adds an event to the history, which forgets its oldest beyond its limit.
    pub fn record(&mut self, _event: HistoryEvent) -> Result<(), CommitError> {
        Err(CommitError::BeyondLimit)
    }

    /// Asks that this change be acknowledged only once both files hold it, whatever it touches.
    pub fn keep_in_both_files(&mut self) {}
}
