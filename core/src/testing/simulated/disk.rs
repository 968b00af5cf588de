//! The folder as a running program sees it, recording every operation.

use super::medium::{Event, Image, Inode, Medium, put};
use crate::platform::Disk;
use crate::testing::{Faults, locked};
use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, Weak};

/// A disk in memory. Clones are other handles of the same folder.
#[derive(Clone, Debug, Default)]
pub struct SimulatedDisk {
    pub(super) state: Arc<Mutex<State>>,
    faults: Faults<io::ErrorKind>,
}

/// A file that is being written.
#[derive(Debug)]
pub struct SimulatedFile {
    inode: Inode,
    offset: usize,
}

#[derive(Debug, Default)]
pub(super) struct State {
    /// The medium when the record began.
    pub(super) start: Medium,
    pub(super) record: Vec<Event>,
    names: BTreeMap<String, Inode>,
    contents: BTreeMap<Inode, Vec<u8>>,
    next: Inode,
    failed_changes_land: bool,
    // Each lock's one live guard holds this.
    locks: BTreeMap<String, Weak<()>>,
}

impl SimulatedDisk {
    /// A disk that holds an image, as after a restart.
    pub(super) fn of(image: &Image) -> Self {
        let names: BTreeMap<_, _> = image.files.keys().cloned().zip(0..).collect();
        let contents: BTreeMap<_, _> = (0..).zip(image.files.values().cloned()).collect();
        let next = u64::try_from(contents.len()).unwrap_or(u64::MAX);
        let state = State { start: Medium::of(image), names, contents, next, ..State::default() };
        Self { state: Arc::new(Mutex::new(state)), faults: Faults::default() }
    }

    /// When this disk refuses, and how: [`io::ErrorKind::StorageFull`], or another kind for a failing device.
    pub fn faults(&self) -> &Faults<io::ErrorKind> {
        &self.faults
    }

    /// Whether a rename, a removal or an fsync of the folder that reports failure has happened all the same.
    pub fn failed_changes_land(&self, land: bool) {
        locked(&self.state).failed_changes_land = land;
    }

    pub(super) fn do_failed_changes_land(&self) -> bool {
        locked(&self.state).failed_changes_land
    }

    /// The files as a running program sees them.
    pub(super) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let state = locked(&self.state);
        let file = |(name, inode): (&String, &Inode)| {
            (name.clone(), state.contents.get(inode).cloned().unwrap_or_default())
        };
        state.names.iter().map(file).collect()
    }

    /// A change of the folder that may fail: it happens if it succeeds, or lands in spite of its failure.
    fn change(&self, happen: impl FnOnce(&mut State) -> io::Result<()>) -> io::Result<()> {
        let outcome = self.call();
        let mut state = locked(&self.state);
        if outcome.is_ok() || state.failed_changes_land {
            happen(&mut state)?;
        }
        outcome
    }

    fn call(&self) -> io::Result<()> {
        self.faults.call().map_err(io::Error::from)
    }
}

impl Disk for SimulatedDisk {
    type File = SimulatedFile;

    fn create(&self, name: &str) -> io::Result<SimulatedFile> {
        self.call()?;
        let mut state = locked(&self.state);
        if state.names.contains_key(name) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let inode = state.next;
        state.next = inode.saturating_add(1);
        state.names.insert(name.to_owned(), inode);
        state.contents.insert(inode, Vec::new());
        state.record.push(Event::Created { name: name.to_owned(), inode });
        Ok(SimulatedFile { inode, offset: 0 })
    }

    fn write(&self, file: &mut SimulatedFile, bytes: &[u8]) -> io::Result<()> {
        let outcome = self.call();
        // A failed write has written a part.
        let (half, _) = bytes.split_at(bytes.len() / 2);
        let written = if outcome.is_ok() { bytes } else { half };
        let SimulatedFile { inode, offset } = *file;
        let mut state = locked(&self.state);
        put(state.contents.entry(inode).or_default(), offset, written);
        state.record.push(Event::Written { inode, offset, bytes: written.to_vec() });
        file.offset = offset.saturating_add(written.len());
        outcome
    }

    fn sync(&self, file: &mut SimulatedFile) -> io::Result<()> {
        let outcome = self.call();
        let inode = file.inode;
        let event = if outcome.is_ok() { Event::Synced { inode } } else { Event::SyncFailed { inode } };
        locked(&self.state).record.push(event);
        outcome
    }

    fn read(&self, name: &str, limit: usize) -> io::Result<Option<Vec<u8>>> {
        self.call()?;
        let state = locked(&self.state);
        let bytes = state.names.get(name).and_then(|inode| state.contents.get(inode));
        Ok(bytes.map(|bytes| bytes.get(..=limit).unwrap_or(bytes).to_vec()))
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.change(|state| {
            let inode = state.names.remove(from).ok_or(io::ErrorKind::NotFound)?;
            state.names.insert(to.to_owned(), inode);
            state.record.push(Event::Renamed { from: from.to_owned(), to: to.to_owned(), inode });
            Ok(())
        })
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        self.change(|state| {
            state.names.remove(name).ok_or(io::ErrorKind::NotFound)?;
            state.record.push(Event::Removed { name: name.to_owned() });
            Ok(())
        })
    }

    fn sync_folder(&self) -> io::Result<()> {
        self.change(|state| {
            state.record.push(Event::FolderSynced);
            Ok(())
        })
    }

    fn list(&self) -> io::Result<Vec<String>> {
        self.call()?;
        Ok(locked(&self.state).names.keys().cloned().collect())
    }

    fn lock(&self, name: &str) -> io::Result<Option<Box<dyn Send + Sync>>> {
        self.call()?;
        let mut state = locked(&self.state);
        if state.locks.get(name).is_some_and(|guard| guard.strong_count() > 0) {
            return Ok(None);
        }
        let guard = Arc::new(());
        state.locks.insert(name.to_owned(), Arc::downgrade(&guard));
        Ok(Some(Box::new(guard)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::VaultFiles;
    use crate::testing::conformance;

    #[test]
    fn conforms_below_the_vault_files() {
        let disk = SimulatedDisk::default();
        conformance::vault_store(&VaultFiles::on(disk.clone()), &VaultFiles::on(disk));
    }

    #[test]
    fn conforms_below_the_preferences() {
        conformance::preferences(&crate::platform::PreferencesFile::on(SimulatedDisk::default()));
    }

    #[test]
    fn a_failed_change_happens_or_not_as_told() {
        for land in [false, true] {
            let disk = SimulatedDisk::default();
            disk.create("a").unwrap();
            disk.failed_changes_land(land);
            disk.faults().once_after(0, io::ErrorKind::Other);
            assert!(disk.rename("a", "b").is_err());
            assert_eq!(disk.list().unwrap(), [if land { "b" } else { "a" }]);
        }
    }
}
