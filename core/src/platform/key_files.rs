//! Device keys as files (class F): for a machine without a keyring, a demo, a script. Protects little: whoever copies
//! the folder has the keys and the anchor.

use super::disk::{Disk, OsDisk};
use super::durable;
use crate::crypto::{Secret, SecretBytes, hmac_sha256};
use crate::ports::{Anchor, AnchorError, AssuranceClass, DeviceKeyError, DeviceKeyId, Random, SlotKeys};
use data_encoding::HEXLOWER;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const ANCHOR_RECORD: &str = "anchor";
const ANCHOR_KEY: &str = "anchor.key";
const RECORD_LIMIT: usize = 512;
const KEY_LENGTH: usize = 32;

/// Keys and anchor in a folder of their own: one file of 32 random bytes per key, readable by its owner only.
pub struct KeyFiles<D> {
    disk: D,
    random: Arc<dyn Random>,
    // One change at a time: two threads that make the same key would each believe in their own.
    turn: Mutex<()>,
}

impl KeyFiles<OsDisk> {
    /// The keys in the folder at `path`, which is made where missing, open to its owner only.
    pub fn open(path: &Path, random: Arc<dyn Random>) -> Result<Self, DeviceKeyError> {
        OsDisk::open(path).map(|disk| Self::on(disk, random)).map_err(|_| DeviceKeyError::Unavailable)
    }
}

impl<D: Disk> KeyFiles<D> {
    /// The keys in the folder that `disk` is.
    pub fn on(disk: D, random: Arc<dyn Random>) -> Self {
        Self { disk, random, turn: Mutex::new(()) }
    }

    fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A key; one of another length is no key. `Err` where the disk does not answer.
    fn key(&self, name: &str) -> Result<Option<SecretBytes>, Unreadable> {
        let bytes = durable::read(&self.disk, name, KEY_LENGTH).map_err(|_| Unreadable)?;
        Ok(bytes.map(SecretBytes::new).filter(|key| key.len() == KEY_LENGTH))
    }

    fn make_key(&self, name: &str) -> Result<SecretBytes, Unreadable> {
        let mut bytes = vec![0; KEY_LENGTH];
        let filled = self.random.fill(&mut bytes);
        let key = SecretBytes::new(bytes);
        filled.map_err(|_| Unreadable)?;
        // Exposed: this class keeps its keys in plain files.
        durable::replace(&self.disk, name, key.expose()).map_err(|_| Unreadable)?;
        Ok(key)
    }

    fn record(&self) -> Result<Option<Vec<u8>>, AnchorError> {
        durable::read(&self.disk, ANCHOR_RECORD, RECORD_LIMIT).map_err(|_| AnchorError::Unavailable)
    }
}

/// The folder did not answer, or the random source did not.
struct Unreadable;

impl From<Unreadable> for DeviceKeyError {
    fn from(_: Unreadable) -> Self {
        Self::Unavailable
    }
}

impl From<Unreadable> for AnchorError {
    fn from(_: Unreadable) -> Self {
        Self::Unavailable
    }
}

impl<D: Disk> SlotKeys for KeyFiles<D> {
    fn class(&self) -> AssuranceClass {
        AssuranceClass::File
    }

    fn create(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError> {
        let _turn = self.turn();
        if self.key(&name(id))?.is_some() {
            // It may be there from an attempt whose outcome was unknown.
            return durable::settle(&self.disk).map_err(|_| DeviceKeyError::Unavailable);
        }
        self.make_key(&name(id)).map(drop).map_err(DeviceKeyError::from)
    }

    fn delete(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError> {
        let _turn = self.turn();
        durable::remove(&self.disk, &name(id)).map_err(|_| DeviceKeyError::Unavailable)
    }

    fn prf(&self, id: DeviceKeyId, input: &[u8; 32]) -> Result<Secret<32>, DeviceKeyError> {
        let key = self.key(&name(id))?.ok_or(DeviceKeyError::Missing)?;
        Ok(hmac_sha256(&key, &[input]))
    }
}

impl<D: Disk> Anchor for KeyFiles<D> {
    fn load(&self) -> Result<Option<Vec<u8>>, AnchorError> {
        self.record()
    }

    fn store(&self, record: &[u8]) -> Result<(), AnchorError> {
        if record.len() > RECORD_LIMIT {
            return Err(AnchorError::Unavailable);
        }
        let _turn = self.turn();
        durable::replace(&self.disk, ANCHOR_RECORD, record).map_err(|_| AnchorError::Unavailable)
    }

    /// The key is made at first use; beside a record that is not empty its absence is a loss.
    fn mac(&self, message: &[u8]) -> Result<[u8; 32], AnchorError> {
        let _turn = self.turn();
        let key = match self.key(ANCHOR_KEY)? {
            Some(key) => key,
            None if self.record()?.is_some_and(|record| !record.is_empty()) => {
                return Err(AnchorError::KeyMissing);
            }
            None => self.make_key(ANCHOR_KEY)?,
        };
        // Exposed: a MAC is no secret.
        Ok(*hmac_sha256(&key, &[message]).expose())
    }
}

fn name(id: DeviceKeyId) -> String {
    format!("{}.key", HEXLOWER.encode(&id.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{FailingRandom, SeededRandom, conformance};

    const ID: DeviceKeyId = DeviceKeyId([0xab; 16]);

    fn keys(folder: &Path) -> KeyFiles<OsDisk> {
        KeyFiles::open(folder, Arc::new(SeededRandom::new(1))).unwrap()
    }

    #[test]
    fn conform() {
        let folder = tempfile::tempdir().unwrap();
        conformance::slot_keys(&keys(folder.path()));
        conformance::anchor(&keys(folder.path()));
    }

    #[test]
    fn keys_outlive_the_process() {
        let folder = tempfile::tempdir().unwrap();
        keys(folder.path()).create(ID).unwrap();
        let answer = || *keys(folder.path()).prf(ID, &[1; 32]).unwrap().expose();
        assert_eq!(answer(), answer());
        assert_eq!(keys(folder.path()).mac(b"m"), keys(folder.path()).mac(b"m"));
    }

    #[test]
    fn a_cut_key_file_is_no_key() {
        let folder = tempfile::tempdir().unwrap();
        let keys = keys(folder.path());
        keys.create(ID).unwrap();
        let path = folder.path().join(name(ID));
        std::fs::File::options().write(true).open(path).unwrap().set_len(31).unwrap();
        assert_eq!(keys.prf(ID, &[1; 32]).err(), Some(DeviceKeyError::Missing));
    }

    #[test]
    fn a_lost_anchor_key_is_told_and_not_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let keys = keys(folder.path());
        keys.mac(b"m").unwrap();
        keys.store(b"record").unwrap();
        std::fs::remove_file(folder.path().join(ANCHOR_KEY)).unwrap();
        assert_eq!(keys.mac(b"m"), Err(AnchorError::KeyMissing));
        keys.store(b"").unwrap();
        assert!(keys.mac(b"m").is_ok());
    }

    #[test]
    fn no_random_bytes_no_key() {
        let folder = tempfile::tempdir().unwrap();
        let keys = KeyFiles::open(folder.path(), Arc::new(FailingRandom::after(0))).unwrap();
        assert_eq!(keys.create(ID), Err(DeviceKeyError::Unavailable));
        assert_eq!(keys.prf(ID, &[1; 32]).err(), Some(DeviceKeyError::Missing));
    }
}
