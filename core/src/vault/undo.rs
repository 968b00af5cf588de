//! Taking a change back: one step for each thing that was done, undone in reverse.

use super::contents::{CodeParameters, Contents, Entry, EntryDetails, EntryId, RequestId, SlotsInUse};
use super::history::HistoryRecord;
use super::policy::ServerPolicy;
use crate::time::UnixTime;
use minicbor::bytes::ByteVec;

/// How many files must hold a change before it is acknowledged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Durability {
    /// The newest file: survives every crash.
    #[default]
    Newest,
    /// Both files: survives the loss of one, so it never goes back.
    Both,
}

impl Durability {
    pub(super) fn wants_both(self) -> bool {
        self == Self::Both
    }
}

/// Everything that a change did, newest last.
#[derive(Default)]
pub(super) struct Undo(Vec<Step>);

pub(super) enum Step {
    Added,
    Edited(EntryId, Box<EntryDetails>),
    Counter(EntryId, u64),
    Secret { id: EntryId, revision: u64, sealed: Vec<u8>, needs_enrollment: bool },
    State(EntryId, Option<ByteVec>),
    Policy(EntryId, Option<ServerPolicy>),
    Parameters(EntryId, CodeParameters),
    Removed(usize, Box<Entry>),
    Restored(usize),
    Moved { from: usize, to: usize },
    Setting(String, Option<ByteVec>),
    RequestSeen(RequestId),
    RequestForgotten(RequestId, UnixTime),
    Recorded { forgotten: Option<HistoryRecord>, start: [u8; 32] },
    SlotsInUse(SlotsInUse),
    PushKeyLost(EntryId),
}

impl Undo {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn note(&mut self, step: Step) {
        self.0.push(step);
    }

    pub(super) fn set_slots_in_use(&mut self, contents: &mut Contents, slots: SlotsInUse) {
        self.note(Step::SlotsInUse(contents.slots_in_use));
        contents.slots_in_use = slots;
    }

    /// The push key is a new one: what the old one sealed has to be enrolled again.
    pub(super) fn mark_push_keys_lost(&mut self, contents: &mut Contents) {
        use super::contents::EntryKind;
        for entry in contents.entries.iter_mut() {
            if entry.kind == EntryKind::Push && !entry.needs_enrollment {
                entry.needs_enrollment = true;
                self.note(Step::PushKeyLost(entry.id));
            }
        }
    }

    /// Undoes everything. Positions and ids are those of the moment each step was noted, which reverse order brings
    /// back one by one.
    pub(super) fn apply(self, contents: &mut Contents) {
        for step in self.0.into_iter().rev() {
            step.undo(contents);
        }
    }
}

impl Step {
    fn undo(self, contents: &mut Contents) {
        match self {
            Self::Added => contents.entries.pop(),
            Self::Edited(id, details) => with(contents, id, |entry| entry.details = *details),
            Self::Counter(id, counter) => with(contents, id, |entry| entry.counter = counter),
            Self::Secret { id, revision, sealed, needs_enrollment } => with(contents, id, |entry| {
                entry.revision = revision;
                entry.sealed = sealed;
                entry.needs_enrollment = needs_enrollment;
            }),
            Self::State(id, state) => with(contents, id, |entry| entry.state = state),
            Self::Parameters(id, parameters) => with(contents, id, |entry| entry.parameters = parameters),
            Self::Policy(id, policy) => with(contents, id, |entry| entry.policy = policy),
            Self::Removed(position, entry) => contents.entries.insert(position, *entry),
            Self::Restored(position) => drop(contents.entries.remove(position)),
            Self::Moved { from, to } => contents.entries.shift(to, from),
            Self::Setting(name, Some(value)) => {
                contents.settings.insert(name, value);
            }
            Self::Setting(name, None) => {
                contents.settings.remove(&name);
            }
            Self::RequestSeen(request) => {
                contents.requests.remove(&request);
            }
            Self::RequestForgotten(request, until) => {
                contents.requests.insert(request, until);
            }
            Self::Recorded { forgotten, start } => contents.history.unpush(forgotten, start),
            Self::SlotsInUse(slots) => contents.slots_in_use = slots,
            Self::PushKeyLost(id) => with(contents, id, |entry| entry.needs_enrollment = false),
        }
    }
}

fn with(contents: &mut Contents, id: EntryId, edit: impl FnOnce(&mut Entry)) {
    if let Some(entry) = contents.entries.find_mut(id) {
        edit(entry);
    }
}

#[cfg(test)]
mod tests;
