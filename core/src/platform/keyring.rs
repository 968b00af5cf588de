//! Device keys in the operating system's keyring (class S): Secret Service on Linux, Keychain on macOS, Credential
//! Manager on Windows. Any process of the same user can ask it.
//!
//! The keyring keeps bytes and computes nothing, so the pseudo-random function runs here, over a key that is fetched
//! for each answer and wiped after it. `keyring` connects once per process, at the first call. On phones its stores
//! ask for no user authentication (Android) or let items migrate (Apple), so it is not built there.

use crate::crypto::{Secret, SecretBytes, hmac_sha256};
use crate::ports::{Anchor, AnchorError, AssuranceClass, DeviceKeyError, DeviceKeyId, Random, SlotKeys};
use data_encoding::HEXLOWER;
use keyring::{Entry, Error};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The service under which every item stands.
const SERVICE: &str = "countersign";
const ANCHOR_RECORD: &str = "anchor";
const ANCHOR_KEY: &str = "anchor-key";
const RECORD_LIMIT: usize = 512;
const KEY_LENGTH: usize = 32;
/// Stands before each stored value: not every keyring keeps an empty one.
const VERSION: u8 = 1;

/// Keys and anchor of one vault in the keyring.
pub struct KeyringKeys {
    vault: String,
    random: Arc<dyn Random>,
    // One change at a time: two threads that make the same key would each believe in their own.
    turn: Mutex<()>,
}

impl KeyringKeys {
    /// Whether a keyring answers. The first call connects and may wait for the user to unlock the keyring.
    pub fn available() -> bool {
        Entry::store_status().is_ok() && matches!(value(SERVICE), Ok(_) | Err(Error::NoEntry))
    }

    /// The keys of the vault that is known to the keyring as `vault`: a name that no other vault of this user has.
    pub fn of_vault(vault: &str, random: Arc<dyn Random>) -> Self {
        Self { vault: vault.to_owned(), random, turn: Mutex::new(()) }
    }

    fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn name(&self, item: &str) -> String {
        format!("{}/{item}", self.vault)
    }

    /// A key; one of another length is no key. `Err` where the keyring does not answer.
    fn key(&self, item: &str) -> Result<Option<SecretBytes>, NoAnswer> {
        let bytes = found(value(&self.name(item)))?.map(SecretBytes::new);
        Ok(bytes.filter(|key| key.len() == KEY_LENGTH))
    }

    fn make_key(&self, item: &str) -> Result<SecretBytes, NoAnswer> {
        let mut bytes = vec![0; KEY_LENGTH];
        let filled = self.random.fill(&mut bytes);
        let key = SecretBytes::new(bytes);
        filled.map_err(|_| NoAnswer)?;
        // Exposed: the keyring keeps it.
        self.keep(item, key.expose())?;
        Ok(key)
    }

    /// Stores a value and reads it back: a keyring that only pretends would cost the whole vault.
    fn keep(&self, item: &str, bytes: &[u8]) -> Result<(), NoAnswer> {
        let name = self.name(item);
        let stored = SecretBytes::new([&[VERSION], bytes].concat());
        // Exposed: the keyring keeps it.
        Entry::new(SERVICE, &name)
            .and_then(|entry| entry.set_secret(stored.expose()))
            .map_err(|_| NoAnswer)?;
        let read = found(value(&name))?.map(SecretBytes::new);
        // Exposed: compared by the one who just wrote it.
        if read.is_some_and(|read| read.expose() == bytes) { Ok(()) } else { Err(NoAnswer) }
    }

    fn record(&self) -> Result<Option<Vec<u8>>, NoAnswer> {
        found(value(&self.name(ANCHOR_RECORD)))
    }
}

/// The keyring did not answer, or the random source did not.
struct NoAnswer;

impl From<NoAnswer> for DeviceKeyError {
    fn from(_: NoAnswer) -> Self {
        Self::Unavailable
    }
}

impl From<NoAnswer> for AnchorError {
    fn from(_: NoAnswer) -> Self {
        Self::Unavailable
    }
}

impl SlotKeys for KeyringKeys {
    fn class(&self) -> AssuranceClass {
        AssuranceClass::Keyring
    }

    fn create(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError> {
        let _turn = self.turn();
        if self.key(&item(id))?.is_none() {
            self.make_key(&item(id))?;
        }
        Ok(())
    }

    fn delete(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError> {
        let _turn = self.turn();
        let deleted = Entry::new(SERVICE, &self.name(&item(id))).and_then(|entry| entry.delete_credential());
        match deleted {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(_) => Err(DeviceKeyError::Unavailable),
        }
    }

    fn prf(&self, id: DeviceKeyId, input: &[u8; 32]) -> Result<Secret<32>, DeviceKeyError> {
        let key = self.key(&item(id))?.ok_or(DeviceKeyError::Missing)?;
        Ok(hmac_sha256(&key, &[input]))
    }
}

impl Anchor for KeyringKeys {
    fn load(&self) -> Result<Option<Vec<u8>>, AnchorError> {
        Ok(self.record()?)
    }

    fn store(&self, record: &[u8]) -> Result<(), AnchorError> {
        if record.len() > RECORD_LIMIT {
            return Err(AnchorError::Unavailable);
        }
        let _turn = self.turn();
        Ok(self.keep(ANCHOR_RECORD, record)?)
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

fn item(id: DeviceKeyId) -> String {
    HEXLOWER.encode(&id.0)
}

/// The value under a name, without the byte before it.
fn value(name: &str) -> Result<Vec<u8>, Error> {
    let mut stored = Entry::new(SERVICE, name)?.get_secret()?;
    if stored.first() != Some(&VERSION) {
        return Err(Error::BadStoreFormat(String::new()));
    }
    // In place, so that no second copy of a key is left behind.
    stored.remove(0);
    Ok(stored)
}

fn found(value: Result<Vec<u8>, Error>) -> Result<Option<Vec<u8>>, NoAnswer> {
    match value {
        Ok(bytes) => Ok(Some(bytes)),
        Err(Error::NoEntry) => Ok(None),
        Err(_) => Err(NoAnswer),
    }
}
