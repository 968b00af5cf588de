//! Reading both files, choosing the newest, and holding it against what the device remembers.

use super::anchor::{AnchorRecord, Commit, LifeState};
use super::error::VaultFailure;
use super::file::{LONGEST_FILE, Reading, VaultFile};
use super::header::Header;
use super::state::Finding;
use crate::ports::{FileSlot, StoreError, VaultStore};

/// What the two files are.
pub(super) enum Files {
    None,
    Damaged,
    Newer { format: u16, minimum_reader: u16 },
    Intact(Box<Found>),
}

/// An intact copy, and what lies beside it.
pub(super) struct Found {
    pub(super) newest: Copy,
    pub(super) other: Neighbour,
}

/// An intact file and its place.
pub(super) struct Copy {
    pub(super) slot: FileSlot,
    pub(super) file: Box<VaultFile>,
}

/// The file beside the newest.
pub(super) enum Neighbour {
    Absent,
    Damaged { claimed_generation: Option<u64> },
    Intact(Copy),
}

impl Files {
    pub(super) fn load(
        store: &dyn VaultStore,
        remembered: Option<&AnchorRecord>,
    ) -> Result<Self, VaultFailure> {
        let (a, b) = (read(store, FileSlot::A)?, read(store, FileSlot::B)?);
        for reading in [&a, &b].into_iter().flatten() {
            // Never a fall-back to the older file beside it: that would undo what the newer program did.
            if let Reading::Newer { format, minimum_reader } = *reading {
                return Ok(Self::Newer { format, minimum_reader });
            }
        }
        Ok(match (neighbour(FileSlot::A, a), neighbour(FileSlot::B, b)) {
            (Neighbour::Absent, Neighbour::Absent) => Self::None,
            (Neighbour::Intact(a), Neighbour::Intact(b)) => {
                let (newest, other) = if prefers(&a, &b, remembered) { (a, b) } else { (b, a) };
                Self::intact(newest, Neighbour::Intact(other))
            }
            (Neighbour::Intact(newest), other) | (other, Neighbour::Intact(newest)) => {
                Self::intact(newest, other)
            }
            _ => Self::Damaged,
        })
    }

    fn intact(newest: Copy, other: Neighbour) -> Self {
        Self::Intact(Box::new(Found { newest, other }))
    }
}

impl Found {
    pub(super) fn finding(&self, remembered: Option<&AnchorRecord>) -> Option<Finding> {
        judge(&self.newest, self.other.lost(), remembered)
    }

    /// The header whose slots are tried.
    ///
    /// A newest file that is not the one the device remembers under that number may be forged, or damaged behind a
    /// fitting checksum, and a forged slot turns the right PIN into a wrong one. Where exactly the copy that lay
    /// beside the remembered file is intact, its slots are the ones to trust.
    pub(super) fn header_to_open(&self, remembered: Option<&AnchorRecord>) -> &Header {
        let newest = self.newest.file.commit();
        match (&self.other, remembered) {
            (Neighbour::Intact(beside), Some(record))
                if newest.generation == record.newest.generation
                    && newest != record.newest
                    && beside.file.commit() == record.previous =>
            {
                &beside.file.header
            }
            _ => &self.newest.file.header,
        }
    }
}

impl Neighbour {
    /// Whether this file was lost, and which generation it claims to have been.
    pub(super) const fn lost(&self) -> Lost {
        match self {
            Self::Absent => Lost::Yes { claimed_generation: None },
            Self::Damaged { claimed_generation } => Lost::Yes { claimed_generation: *claimed_generation },
            Self::Intact(_) => Lost::No,
        }
    }
}

/// Whether the file beside a copy was lost to damage.
#[derive(Clone, Copy)]
pub(super) enum Lost {
    No,
    Yes { claimed_generation: Option<u64> },
}

/// How far a file can be ahead of the one beside it: a change is written at most twice before the device remembers it.
/// A damaged file that claims more has a damaged claim.
const AHEAD: u64 = 2;

/// Holds an intact copy against what the device remembers.
pub(super) fn judge(copy: &Copy, beside: Lost, remembered: Option<&AnchorRecord>) -> Option<Finding> {
    let commit = copy.file.commit();
    let generation = commit.generation;
    let claimed_next = match beside {
        Lost::Yes { claimed_generation: Some(claimed) }
            if claimed > generation && claimed <= generation.saturating_add(AHEAD) =>
        {
            Some(Finding::Recovered { lost_generation: claimed })
        }
        _ => None,
    };
    let vault_id = copy.file.header.identity.vault_id;
    let Some(record) = remembered.filter(|record| record.vault_id == vault_id) else {
        return Some(Finding::Unanchored);
    };
    let Commit { generation: remembered, hash } = record.newest;
    if record.state == LifeState::Creating {
        return claimed_next;
    }
    if remembered == 0 {
        return Some(Finding::Unanchored);
    }
    if generation > remembered {
        // Written, and the program ended before the anchor was told.
        return claimed_next;
    }
    if generation == remembered {
        return if commit.hash == hash { claimed_next } else { Some(Finding::Forked { generation }) };
    }
    // Older than remembered. That is damage only if this is exactly the copy that lay beside the newest one.
    match beside {
        Lost::Yes { .. } if commit == record.previous => {
            Some(Finding::Recovered { lost_generation: remembered })
        }
        _ => Some(Finding::RolledBack { generation, remembered }),
    }
}

/// Whether `a` is the one to open: the vault that the device remembers first, then the newer one, then the one
/// whose hash is remembered.
fn prefers(a: &Copy, b: &Copy, remembered: Option<&AnchorRecord>) -> bool {
    let rank = |copy: &Copy| {
        let commit = copy.file.commit();
        let known = remembered.is_some_and(|record| record.vault_id == copy.file.header.identity.vault_id);
        (known, commit.generation, remembered.is_some_and(|record| record.newest == commit))
    };
    rank(a) >= rank(b)
}

fn neighbour(slot: FileSlot, reading: Option<Reading>) -> Neighbour {
    match reading {
        None => Neighbour::Absent,
        Some(Reading::Intact(file)) => Neighbour::Intact(Copy { slot, file }),
        Some(Reading::Damaged { claimed_generation }) => Neighbour::Damaged { claimed_generation },
        // Answered before.
        Some(Reading::Newer { .. }) => Neighbour::Damaged { claimed_generation: None },
    }
}

/// One file. What cannot be read twice in a row is damaged: the medium is broken there.
fn read(store: &dyn VaultStore, slot: FileSlot) -> Result<Option<Reading>, VaultFailure> {
    let attempt = || store.read(slot, LONGEST_FILE);
    match attempt().or_else(|error| if error == StoreError::Failed { attempt() } else { Err(error) }) {
        Ok(bytes) => Ok(bytes.map(Reading::of)),
        Err(StoreError::Failed | StoreError::TooLarge) => {
            Ok(Some(Reading::Damaged { claimed_generation: None }))
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests;
