//! The vault's two files in memory.

use super::{Faults, locked};
use crate::ports::{FileSlot, StoreError, Trailer, VaultStore};
use std::sync::{Arc, Mutex};

/// The bytes of both files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemoryFiles {
    /// `vault.a`.
    pub a: Option<Vec<u8>>,
    /// `vault.b`.
    pub b: Option<Vec<u8>>,
}

impl MemoryFiles {
    /// One of the two.
    pub fn slot(&mut self, slot: FileSlot) -> &mut Option<Vec<u8>> {
        match slot {
            FileSlot::A => &mut self.a,
            FileSlot::B => &mut self.b,
        }
    }
}

/// A store without a disk. Clones are other processes' views of the same folder: they share the files and the lock.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    state: Arc<Mutex<State>>,
    faults: Faults<StoreError>,
}

#[derive(Debug, Default)]
struct State {
    files: MemoryFiles,
    replaced: u64,
    failed_writes_land: bool,
    // The one live guard holds this.
    guard: std::sync::Weak<()>,
}

impl MemoryStore {
    /// An empty folder.
    pub fn new() -> Self {
        Self::default()
    }

    /// When this store refuses. Taking the lock is not counted.
    pub fn faults(&self) -> &Faults<StoreError> {
        &self.faults
    }

    /// Whether a replace or remove that reports [`StoreError::Unknown`] has happened all the same.
    pub fn failed_writes_land(&self, land: bool) {
        locked(&self.state).failed_writes_land = land;
    }

    /// A copy of both files.
    pub fn snapshot(&self) -> MemoryFiles {
        locked(&self.state).files.clone()
    }

    /// Puts an older copy back, or a damaged one.
    pub fn restore(&self, files: MemoryFiles) {
        locked(&self.state).files = files;
    }

    /// Number of files replaced so far.
    pub fn replaced(&self) -> u64 {
        locked(&self.state).replaced
    }

    fn change(&self, slot: FileSlot, bytes: Option<Vec<u8>>) -> Result<(), StoreError> {
        let outcome = self.faults.call();
        let mut state = locked(&self.state);
        if outcome.is_ok() || (outcome == Err(StoreError::Unknown) && state.failed_writes_land) {
            state.replaced = state.replaced.saturating_add(u64::from(bytes.is_some()));
            *state.files.slot(slot) = bytes;
        }
        outcome
    }
}

/// Replaces a file by bytes that end in their trailer already: a copy put back, or anything else of at least 32 bytes.
pub fn put_back(store: &dyn VaultStore, slot: FileSlot, file: &[u8]) -> Result<(), StoreError> {
    let (content, trailer) = file.split_last_chunk().ok_or(StoreError::Failed)?;
    store.replace(slot, content, &mut || *trailer)
}

impl VaultStore for MemoryStore {
    fn lock(&self) -> Result<Box<dyn Send + Sync>, StoreError> {
        let mut state = locked(&self.state);
        if state.guard.strong_count() > 0 {
            return Err(StoreError::Locked);
        }
        let guard = Arc::new(());
        state.guard = Arc::downgrade(&guard);
        Ok(Box::new(guard))
    }

    fn read(&self, slot: FileSlot, limit: usize) -> Result<Option<Vec<u8>>, StoreError> {
        self.faults.call()?;
        match locked(&self.state).files.slot(slot) {
            Some(bytes) if bytes.len() > limit => Err(StoreError::TooLarge),
            bytes => Ok(bytes.clone()),
        }
    }

    fn replace(
        &self,
        slot: FileSlot,
        content: &[u8],
        trailer: &mut dyn FnMut() -> Trailer,
    ) -> Result<(), StoreError> {
        self.change(slot, Some([content, &trailer()].concat()))
    }

    fn remove(&self, slot: FileSlot) -> Result<(), StoreError> {
        self.change(slot, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::conformance;

    #[test]
    fn conforms() {
        let store = MemoryStore::new();
        conformance::vault_store(&store, &store.clone());
    }

    #[test]
    fn a_refused_write_changes_nothing() {
        let store = MemoryStore::new();
        store.faults().once_after(0, StoreError::Full);
        assert_eq!(store.replace(FileSlot::A, b"x", &mut || [0; 32]), Err(StoreError::Full));
        assert_eq!(store.snapshot(), MemoryFiles::default());
    }
}
