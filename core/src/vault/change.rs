//! One change of the contents: all of it is committed, or none.

use super::contents::{CodeParameters, Contents, Entry, EntryDetails, EntryId, EntryKind, RequestId};
use super::error::{CommitError, VaultFailure};
use super::history::HistoryEvent;
use super::keys::VaultKeys;
use super::policy::ServerPolicy;
use super::record::{LONGEST_SECRET, RecordName};
use super::undo::{Durability, Step, Undo};
use crate::crypto::{SecretBytes, random_array};
use crate::ports::Random;
use crate::time::UnixTime;

/// Longest text of an entry or an event that does not say otherwise, in bytes.
const LONGEST_TEXT: usize = 1024;
/// Longest note of the user.
const LONGEST_INFORMATION: usize = 4096;
/// Longest text shown, and longest signed bytes, in the history.
const LONGEST_SHOWN: usize = 16 * 1024;
const MOST_TAGS: usize = 32;
/// Longest state that is kept beside a secret.
const LONGEST_STATE: usize = 64 * 1024;
const LONGEST_SETTING_NAME: usize = 128;
const LONGEST_SETTING: usize = 64 * 1024;
const MOST_SETTINGS: usize = 1024;
/// Requests remembered at a time.
const MOST_REQUESTS: usize = 65_536;

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
    entry: Box<Entry>,
    position: usize,
}

/// A change in the making. See [`OpenVault::change`](super::OpenVault::change).
pub struct Change<'vault> {
    contents: &'vault mut Contents,
    keys: &'vault VaultKeys,
    vault_id: &'vault [u8; 16],
    random: &'vault dyn Random,
    undo: Undo,
    durability: Durability,
}

impl<'vault> Change<'vault> {
    pub(super) fn new(
        contents: &'vault mut Contents,
        keys: &'vault VaultKeys,
        vault_id: &'vault [u8; 16],
        random: &'vault dyn Random,
    ) -> Self {
        Self { contents, keys, vault_id, random, undo: Undo::default(), durability: Durability::default() }
    }

    /// How to take it back, and how many files must hold it.
    pub(super) fn finish(self) -> (Undo, Durability) {
        (self.undo, self.durability)
    }
}

impl Change<'_> {
    /// The contents as this change has made them so far.
    pub fn contents(&self) -> &Contents {
        self.contents
    }

    /// Adds an entry at the end. Never replaces one, whatever it is called.
    pub fn add_entry(&mut self, entry: NewEntry) -> Result<EntryId, CommitError> {
        check_details(&entry.details)?;
        let id = EntryId(random_array(self.random).map_err(VaultFailure::from)?);
        let sealed = self.seal(id, 1, entry.kind, &entry.secret)?;
        self.contents.entries.push(Entry {
            id,
            kind: entry.kind,
            revision: 1,
            details: entry.details,
            parameters: entry.parameters,
            counter: entry.counter,
            created: entry.created,
            policy: entry.policy,
            needs_enrollment: false,
            sealed,
            state: None,
        });
        self.undo.note(Step::Added);
        Ok(id)
    }

    /// Edits what the user sees of an entry.
    pub fn edit_entry(
        &mut self,
        id: EntryId,
        edit: impl FnOnce(&mut EntryDetails),
    ) -> Result<(), CommitError> {
        let entry = entry_mut(self.contents, id)?;
        let before = entry.details.clone();
        edit(&mut entry.details);
        if let Err(error) = check_details(&entry.details) {
            entry.details = before;
            return Err(error);
        }
        if entry.details != before {
            self.undo.note(Step::Edited(id, Box::new(before)));
        }
        Ok(())
    }

    /// Sets the next counter to use, which may only grow. Kept in both files.
    pub fn advance_counter(&mut self, id: EntryId, next: u64) -> Result<(), CommitError> {
        let entry = entry_mut(self.contents, id)?;
        if next <= entry.counter {
            return Err(CommitError::CounterWentBack);
        }
        self.undo.note(Step::Counter(id, entry.counter));
        entry.counter = next;
        self.durability = Durability::Both;
        Ok(())
    }

    /// Replaces an entry's secret (a new revision). Kept in both files.
    pub fn replace_secret(&mut self, id: EntryId, secret: &SecretBytes) -> Result<(), CommitError> {
        let entry = entry_mut(self.contents, id)?;
        let (revision, kind) = (entry.revision.checked_add(1).ok_or(CommitError::BeyondLimit)?, entry.kind);
        let sealed = self.seal(id, revision, kind, secret)?;
        let entry = entry_mut(self.contents, id)?;
        self.undo.note(Step::Secret {
            id,
            revision: entry.revision,
            sealed: core::mem::replace(&mut entry.sealed, sealed),
            needs_enrollment: entry.needs_enrollment,
        });
        entry.revision = revision;
        entry.needs_enrollment = false;
        self.durability = Durability::Both;
        Ok(())
    }

    /// Sets what the owner of an entry's kind keeps beside its secret, at most 64 KiB.
    pub fn set_entry_state(&mut self, id: EntryId, state: Vec<u8>) -> Result<(), CommitError> {
        if state.len() > LONGEST_STATE {
            return Err(CommitError::BeyondLimit);
        }
        let entry = entry_mut(self.contents, id)?;
        if entry.state.as_ref().is_some_and(|known| known.as_slice() == state.as_slice()) {
            return Ok(());
        }
        let before = entry.state.replace(state.into());
        self.undo.note(Step::State(id, before));
        Ok(())
    }

    /// Sets how an entry's codes are made: its server has said so anew.
    pub fn set_parameters(&mut self, id: EntryId, parameters: CodeParameters) -> Result<(), CommitError> {
        let entry = entry_mut(self.contents, id)?;
        if entry.parameters != parameters {
            self.undo.note(Step::Parameters(id, entry.parameters));
            entry.parameters = parameters;
        }
        Ok(())
    }

    /// Sets what an entry's server asks of the vault, as the user agreed to it.
    pub fn set_policy(&mut self, id: EntryId, policy: Option<ServerPolicy>) -> Result<(), CommitError> {
        let entry = entry_mut(self.contents, id)?;
        if entry.policy != policy {
            self.undo.note(Step::Policy(id, entry.policy));
            entry.policy = policy;
        }
        Ok(())
    }

    /// Takes an entry out. Kept in both files. Its sealed secret lives on in what is returned, for an undo.
    pub fn remove_entry(&mut self, id: EntryId) -> Result<RemovedEntry, CommitError> {
        let entries = &mut self.contents.entries;
        let position = entries.position(id).ok_or(CommitError::NoSuchEntry)?;
        let entry = Box::new(entries.remove(position).ok_or(CommitError::NoSuchEntry)?);
        self.undo.note(Step::Removed(position, entry.clone()));
        self.durability = Durability::Both;
        Ok(RemovedEntry { entry, position })
    }

    /// Puts an entry back where it was; nothing happens where it still is. By reference: a commit that fails loses
    /// nothing, and may be tried again.
    pub fn restore_entry(&mut self, removed: &RemovedEntry) -> Result<(), CommitError> {
        if self.contents.entry(removed.entry.id).is_some() {
            return Ok(());
        }
        let position = removed.position.min(self.contents.entries.len());
        self.contents.entries.insert(position, (*removed.entry).clone());
        self.undo.note(Step::Restored(position));
        Ok(())
    }

    /// Moves an entry to a position in the list; beyond the end means the end.
    pub fn move_entry(&mut self, id: EntryId, position: usize) -> Result<(), CommitError> {
        let entries = &mut self.contents.entries;
        let from = entries.position(id).ok_or(CommitError::NoSuchEntry)?;
        let to = position.min(entries.len().saturating_sub(1));
        if from != to {
            entries.shift(from, to);
            self.undo.note(Step::Moved { from, to });
        }
        Ok(())
    }

    /// Sets a setting (name at most 128 bytes, value at most 64 KiB, at most 1,024 of them).
    pub fn set_setting(&mut self, name: &str, value: Vec<u8>) -> Result<(), CommitError> {
        let settings = &mut self.contents.settings;
        let known = settings.get(name);
        if known.is_some_and(|known| known.as_slice() == value.as_slice()) {
            return Ok(());
        }
        let one_too_many = known.is_none() && settings.len() >= MOST_SETTINGS;
        if name.len() > LONGEST_SETTING_NAME || value.len() > LONGEST_SETTING || one_too_many {
            return Err(CommitError::BeyondLimit);
        }
        let before = settings.insert(name.to_owned(), value.into());
        self.undo.note(Step::Setting(name.to_owned(), before));
        Ok(())
    }

    /// Removes a setting; nothing happens where there is none.
    pub fn remove_setting(&mut self, name: &str) {
        if let Some(before) = self.contents.settings.remove(name) {
            self.undo.note(Step::Setting(name.to_owned(), Some(before)));
        }
    }

    /// Remembers that a request was answered, until `until`; `now` drops those that are over. Kept in both files.
    /// A request seen before is refused, and so is one that was made before an older copy was accepted.
    pub fn remember_request(
        &mut self,
        request: RequestId,
        until: UnixTime,
        now: UnixTime,
    ) -> Result<(), CommitError> {
        if self.contents.has_seen(request) {
            return Err(CommitError::Replayed);
        }
        let over: Vec<_> =
            self.contents.requests.iter().filter(|(_, until)| **until < now).map(|(id, _)| *id).collect();
        for id in over {
            if let Some(until) = self.contents.requests.remove(&id) {
                self.undo.note(Step::RequestForgotten(id, until));
            }
        }
        if self.contents.requests.len() >= MOST_REQUESTS {
            return Err(CommitError::BeyondLimit);
        }
        self.contents.requests.insert(request, until);
        self.undo.note(Step::RequestSeen(request));
        self.durability = Durability::Both;
        Ok(())
    }

    /// Adds an event to the history, which forgets its oldest beyond its limit.
    pub fn record(&mut self, event: HistoryEvent) -> Result<(), CommitError> {
        let within = |length: Option<usize>, limit| length.is_none_or(|length| length <= limit);
        let fits = within(event.server.as_ref().map(String::len), LONGEST_TEXT)
            && within(event.shown.as_ref().map(String::len), LONGEST_SHOWN)
            && within(event.signed.as_ref().map(Vec::len), LONGEST_SHOWN);
        if !fits {
            return Err(CommitError::BeyondLimit);
        }
        let start = self.contents.history.start;
        let forgotten = self.contents.history.push(event);
        self.undo.note(Step::Recorded { forgotten, start });
        Ok(())
    }

    /// Asks that this change be acknowledged only once both files hold it, whatever it touches.
    pub fn keep_in_both_files(&mut self) {
        self.durability = Durability::Both;
    }

    fn seal(
        &self,
        id: EntryId,
        revision: u64,
        kind: EntryKind,
        secret: &SecretBytes,
    ) -> Result<Vec<u8>, CommitError> {
        if secret.len() > LONGEST_SECRET {
            return Err(CommitError::BeyondLimit);
        }
        let name = RecordName { vault_id: self.vault_id, id, revision, kind };
        let sealed = name.seal(self.random, self.keys, secret).map_err(VaultFailure::from)?;
        sealed.ok_or(CommitError::NeedsNewPin)
    }
}

fn entry_mut(contents: &mut Contents, id: EntryId) -> Result<&mut Entry, CommitError> {
    contents.entries.find_mut(id).ok_or(CommitError::NoSuchEntry)
}

fn check_details(details: &EntryDetails) -> Result<(), CommitError> {
    let texts = [&details.issuer, &details.account].into_iter().chain(&details.tags);
    let fits = texts.chain(&details.icon).chain(&details.server).all(|text| text.len() <= LONGEST_TEXT)
        && details.information.len() <= LONGEST_INFORMATION
        && details.tags.len() <= MOST_TAGS;
    if fits { Ok(()) } else { Err(CommitError::BeyondLimit) }
}
