//! The vault's two files in a folder, locked against a second process.

use super::disk::{Disk, OsDisk};
use super::durable;
use crate::ports::{FileSlot, StoreError, Trailer, VaultStore};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

/// The file whose lock says that the vault is open. It stays; only the lock on it comes and goes.
const LOCK: &str = "vault.lock";

/// `vault.a` and `vault.b` in a folder.
#[derive(Debug)]
pub struct VaultFiles<D> {
    disk: D,
    /// Whether the outcome of the last change is unknown. What is read then may not be on the medium yet, and nobody
    /// may build on it before it is.
    unsettled: AtomicBool,
}

impl VaultFiles<OsDisk> {
    /// The vault in the folder at `path`, which is made where missing, open to its owner only.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        OsDisk::open(path).map(Self::on).map_err(|_| StoreError::Failed)
    }
}

impl<D: Disk> VaultFiles<D> {
    /// The vault in the folder that `disk` is.
    pub const fn on(disk: D) -> Self {
        Self { disk, unsettled: AtomicBool::new(false) }
    }

    /// Forces what an earlier change of unknown outcome left behind.
    fn settle(&self) -> Result<(), StoreError> {
        if self.unsettled.load(Ordering::Acquire) {
            durable::settle(&self.disk).map_err(|_| StoreError::Failed)?;
            self.unsettled.store(false, Ordering::Release);
        }
        Ok(())
    }

    fn noted(&self, outcome: Result<(), StoreError>) -> Result<(), StoreError> {
        if outcome == Err(StoreError::Unknown) {
            self.unsettled.store(true, Ordering::Release);
        }
        outcome
    }
}

impl<D: Disk> VaultStore for VaultFiles<D> {
    fn lock(&self) -> Result<Box<dyn Send + Sync>, StoreError> {
        let guard = self.disk.lock(LOCK).map_err(|_| StoreError::Failed)?.ok_or(StoreError::Locked)?;
        // Under the lock nobody is writing, so every temporary file is a crash's left-over.
        durable::clean(&self.disk, name(FileSlot::A));
        durable::clean(&self.disk, name(FileSlot::B));
        // And a rename of the process before may not have reached the medium.
        durable::settle(&self.disk).map_err(|_| StoreError::Failed)?;
        Ok(guard)
    }

    fn read(&self, slot: FileSlot, limit: usize) -> Result<Option<Vec<u8>>, StoreError> {
        self.settle()?;
        durable::read(&self.disk, name(slot), limit)
    }

    fn replace(
        &self,
        slot: FileSlot,
        content: &[u8],
        trailer: &mut dyn FnMut() -> Trailer,
    ) -> Result<(), StoreError> {
        self.settle()?;
        self.noted(durable::replace_in_parts(&self.disk, name(slot), content, Some(trailer)))
    }

    fn remove(&self, slot: FileSlot) -> Result<(), StoreError> {
        self.settle()?;
        self.noted(durable::remove(&self.disk, name(slot)))
    }
}

const fn name(slot: FileSlot) -> &'static str {
    match slot {
        FileSlot::A => "vault.a",
        FileSlot::B => "vault.b",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::conformance;
    use std::fs;

    #[test]
    fn conforms_on_a_real_disk() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("made").join("here");
        let [mine, other] = [(); 2].map(|()| VaultFiles::open(&path).unwrap());
        conformance::vault_store(&mine, &other);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_look() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("made").join("here");
        let store = VaultFiles::open(&path).unwrap();
        let _guard = store.lock().unwrap();
        store.replace(FileSlot::A, b"bytes", &mut || [0; 32]).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder.path().join("made")), 0o700);
        assert_eq!(mode(&path), 0o700);
        assert_eq!(mode(&path.join("vault.a")), 0o600);
        assert_eq!(mode(&path.join("vault.lock")), 0o600);
    }

    #[test]
    fn the_lock_cleans_left_overs_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["vault.a.0.new", "vault.b.3.new", "vault.a.old", "note.txt"] {
            fs::File::create(folder.path().join(name)).unwrap();
        }
        let store = VaultFiles::open(folder.path()).unwrap();
        let guard = store.lock().unwrap();
        let mut names = store.disk.list().unwrap();
        names.sort();
        assert_eq!(names, ["note.txt", "vault.a.old", "vault.lock"]);

        // The one who does not get the lock leaves the other's temporary file alone.
        fs::File::create(folder.path().join("vault.a.0.new")).unwrap();
        assert_eq!(store.lock().err(), Some(StoreError::Locked));
        assert!(folder.path().join("vault.a.0.new").exists());
        drop(guard);
    }
}
