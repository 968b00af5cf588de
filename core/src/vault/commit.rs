//! Committing: one whole file per commit, into the slot that does not hold the newest.

use super::anchor::{Commit, LifeState};
use super::error::{CommitError, VaultFailure};
use super::file::{self, Reading, VaultFile};
use super::header::FORMAT;
use super::load::{Files, Neighbour};
use super::open::{Access, OpenVault};
use super::trailer;
use super::undo::{Durability, Undo};
use crate::crypto::random_array;
use crate::ports::{FileSlot, StoreError};

impl OpenVault {
    /// Commits what stands in `contents`; `undo` takes it back where nothing reached the disk.
    pub(super) fn commit(&mut self, undo: Undo, durability: Durability) -> Result<(), CommitError> {
        if let Err(failure) = self.write_next() {
            undo.apply(&mut self.contents);
            return Err(self.after_failure(failure));
        }
        let second = if durability.wants_both() { self.write_next() } else { Ok(()) };
        let anchored = self.advance_anchor();
        if let Err(failure) = second {
            self.must_reload |= leaves_doubt(failure);
            return Err(CommitError::NotInBoth(failure));
        }
        if anchored.is_err() {
            // The files hold the change; whether the device remembers it is not known.
            self.must_reload = true;
            return Err(CommitError::Unknown);
        }
        Ok(())
    }

    /// The first commit of a new vault.
    pub(super) fn commit_to_both(&mut self) -> Result<(), VaultFailure> {
        self.write_next()?;
        self.write_next()?;
        self.advance_anchor()
    }

    /// After unlocking: what a crash, damage or an older program left is put right, so that both files open alike;
    /// then keys that nothing uses any more are deleted. `accepted` is the user's yes to an older copy.
    ///
    /// Room on the disk is no condition for reading a vault: what only tidies up may fail.
    pub(super) fn settle_in(&mut self, accepted: bool, twins: bool) -> Result<(), VaultFailure> {
        if accepted {
            let now = self.device.ports.clock.wall();
            self.contents.requests_not_before = self.contents.requests_not_before.max(now);
        }
        if self.access == Access::Recovery {
            return Ok(());
        }
        if accepted {
            // The anchor follows only once both files say that the older copy was accepted.
            return self.commit_to_both();
        }
        let healed = self.migrate().is_ok() && (twins || self.write_next().is_ok());
        self.advance_anchor()?;
        if healed {
            let _ = self.delete_unused_keys();
        }
        Ok(())
    }

    /// Deletes the device keys of slots that are no more. Only after both files hold the present slots.
    pub(super) fn delete_unused_keys(&mut self) -> Result<(), VaultFailure> {
        let used = self.device_keys_in_use();
        self.device.delete_keys_except(&used)
    }

    /// Rewrites a vault of an older format. The old file stays in its slot until the new one has been read back and
    /// opened; only then may a commit replace it.
    pub(super) fn migrate(&mut self) -> Result<(), VaultFailure> {
        if self.header.format == FORMAT {
            return Ok(());
        }
        self.contents.entries.forget_encodings();
        let before = (self.header.clone(), self.newest, self.slot, self.other, self.file_length);
        let migrated = self.write_next().and_then(|()| {
            let mut file = self.read_back(self.slot)?;
            let contents = file.contents(&self.keys).map_err(|_| VaultFailure::Damaged)?;
            if contents == self.contents { Ok(()) } else { Err(VaultFailure::Damaged) }
        });
        if migrated.is_err() {
            (self.header, self.newest, self.slot, self.other, self.file_length) = before;
        }
        migrated
    }

    /// Reads the files after an unknown outcome: what they hold is what happened.
    pub(super) fn reload(&mut self) -> Result<(), VaultFailure> {
        self.device.reload_anchor()?;
        let files = Files::load(&*self.device.ports.store, self.device.anchor.as_ref())?;
        let Files::Intact(found) = files else { return Err(VaultFailure::Damaged) };
        let mut copy = found.newest;
        let mut other = match found.other {
            Neighbour::Intact(copy) => Some(copy),
            _ => None,
        };
        let contents = match (copy.file.contents(&self.keys), other.take()) {
            (Ok(contents), beside) => {
                self.other = beside.map(|copy| copy.file.commit());
                contents
            }
            (Err(_), Some(mut beside)) => {
                let contents = beside.file.contents(&self.keys).map_err(|_| VaultFailure::Damaged)?;
                (copy, self.other) = (beside, None);
                contents
            }
            (Err(_), None) => return Err(VaultFailure::Damaged),
        };
        self.contents = contents;
        self.header = copy.file.header.clone();
        (self.newest, self.slot) = (copy.file.commit(), copy.slot);
        self.advance_anchor()?;
        self.must_reload = false;
        Ok(())
    }

    /// Writes the contents as the next generation into the file that does not hold the newest one.
    pub(super) fn write_next(&mut self) -> Result<(), VaultFailure> {
        let mut header = self.header.clone();
        header.format = FORMAT;
        header.generation = self.next_generation();
        header.previous = self.newest.hash;
        header.commit_salt = random_array(&*self.device.ports.random)?;
        self.contents.entries.encode_changed();
        let content = file::seal(&mut header, &self.keys, &self.contents, self.file_length)?;
        let hash = trailer::replace(&*self.device.ports.store, self.slot.other(), &content)?;
        self.other = (self.newest.generation != 0).then_some(self.newest);
        self.newest = Commit { generation: header.generation, hash };
        self.slot = self.slot.other();
        self.file_length = content.len();
        self.header = header;
        Ok(())
    }

    /// Greater than anything these files or the device's memory know, and living in the other file.
    fn next_generation(&self) -> u64 {
        let known =
            self.device.anchor.as_ref().filter(|record| record.vault_id == self.header.identity.vault_id);
        let remembered = known.map_or(0, |record| record.newest.generation);
        let next = self.newest.generation.max(remembered).saturating_add(1);
        if FileSlot::of_generation(next) == self.slot { next.saturating_add(1) } else { next }
    }

    /// Lets the device remember the newest commit, whose body this open vault wrote or authenticated.
    fn advance_anchor(&mut self) -> Result<(), VaultFailure> {
        let vault_id = self.header.identity.vault_id;
        let mut record = self.device.anchor_or_new(vault_id);
        record.state = LifeState::Live;
        record.vault_id = vault_id;
        record.epoch = self.header.epoch;
        record.newest = self.newest;
        record.previous = self.other.unwrap_or_default();
        if self.device.anchor.as_ref() == Some(&record) {
            return Ok(());
        }
        self.device.store_anchor(record)
    }

    fn read_back(&self, slot: FileSlot) -> Result<Box<VaultFile>, VaultFailure> {
        match self.device.ports.store.read(slot, file::LONGEST_FILE)?.map(Reading::of) {
            Some(Reading::Intact(file)) => Ok(file),
            _ => Err(VaultFailure::Damaged),
        }
    }

    /// What to say after nothing is known to have been written. Where that is in doubt, the files are asked at once.
    fn after_failure(&mut self, failure: VaultFailure) -> CommitError {
        if !leaves_doubt(failure) {
            return CommitError::Failed(failure);
        }
        self.must_reload = true;
        // If they cannot be read now, they are read before the next change.
        let _ = self.reload();
        CommitError::Unknown
    }
}

const fn leaves_doubt(failure: VaultFailure) -> bool {
    matches!(failure, VaultFailure::Store(StoreError::Unknown))
}

#[cfg(test)]
mod tests;
