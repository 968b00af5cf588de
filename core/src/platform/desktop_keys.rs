//! Which device keys a desktop uses: the keyring, or key files where the user chose so. Decided once, at setup.

use super::disk::OsDisk;
use super::{KeyFiles, KeyringKeys, durable};
use crate::crypto::random_array;
use crate::ports::{Anchor, AssuranceClass, DeviceKeyError, Random, SlotKeys};
use data_encoding::HEXLOWER;
use std::path::Path;
use std::sync::Arc;

/// The file that says what was chosen: `file`, or `keyring` and the vault's name in it.
const CHOICE: &str = "choice";
const CHOICE_LIMIT: usize = 64;

/// The device keys of one vault.
#[derive(Clone)]
pub struct DesktopKeys {
    class: AssuranceClass,
    slot_keys: Arc<dyn SlotKeys>,
    anchor: Arc<dyn Anchor>,
}

impl DesktopKeys {
    /// Whether this desktop has a keyring that answers (class S). If not, the user is told that key files protect
    /// little and asked whether to use them.
    pub fn keyring_available() -> bool {
        KeyringKeys::available()
    }

    /// The keys that were chosen for the vault whose keys live in the folder at `path`; `None` where nothing was
    /// chosen yet.
    pub fn open(path: &Path, random: Arc<dyn Random>) -> Result<Option<Self>, DeviceKeyError> {
        if !path.is_dir() {
            return Ok(None);
        }
        let Some(text) = read_choice(&open_disk(path)?)? else { return Ok(None) };
        match text.split_once(' ') {
            None if text == "file" => Self::files(path, random).map(Some),
            Some(("keyring", vault)) => Ok(Some(Self::keyring(vault, random))),
            // Damaged, or of a later version: never a reason to choose again and lose the keys.
            _ => Err(DeviceKeyError::Unavailable),
        }
    }

    /// Chooses the keys of a new vault. `class` is [`AssuranceClass::Keyring`] or [`AssuranceClass::File`]; every
    /// other class, and a keyring that does not keep what it is given, is [`DeviceKeyError::Unavailable`].
    ///
    /// The keys of an earlier choice in the same folder are left behind: delete them with the old vault first.
    pub fn choose(
        path: &Path,
        class: AssuranceClass,
        random: Arc<dyn Random>,
    ) -> Result<Self, DeviceKeyError> {
        let disk = open_disk(path)?;
        let (text, keys) = match class {
            AssuranceClass::File => ("file".to_owned(), Self::files(path, random)?),
            AssuranceClass::Keyring => {
                let vault = random_array::<8>(&*random).map_err(|_| DeviceKeyError::Unavailable)?;
                let vault = HEXLOWER.encode(&vault);
                let keys = Self::keyring(&vault, random);
                // Makes the anchor's key: the trial that shows whether the keyring keeps anything.
                keys.anchor.mac(&[]).map_err(|_| DeviceKeyError::Unavailable)?;
                (format!("keyring {vault}"), keys)
            }
            AssuranceClass::Test | AssuranceClass::Hardware => return Err(DeviceKeyError::Unavailable),
        };
        durable::replace(&disk, CHOICE, text.as_bytes()).map_err(|_| DeviceKeyError::Unavailable)?;
        Ok(keys)
    }

    /// The class that was chosen.
    pub const fn class(&self) -> AssuranceClass {
        self.class
    }

    /// The keys of the slots.
    pub fn slot_keys(&self) -> Arc<dyn SlotKeys> {
        Arc::clone(&self.slot_keys)
    }

    /// The anchor.
    pub fn anchor(&self) -> Arc<dyn Anchor> {
        Arc::clone(&self.anchor)
    }

    fn files(path: &Path, random: Arc<dyn Random>) -> Result<Self, DeviceKeyError> {
        let keys = Arc::new(KeyFiles::open(path, random)?);
        Ok(Self { class: AssuranceClass::File, slot_keys: keys.clone(), anchor: keys })
    }

    fn keyring(vault: &str, random: Arc<dyn Random>) -> Self {
        let keys = Arc::new(KeyringKeys::of_vault(vault, random));
        Self { class: AssuranceClass::Keyring, slot_keys: keys.clone(), anchor: keys }
    }
}

fn open_disk(path: &Path) -> Result<OsDisk, DeviceKeyError> {
    OsDisk::open(path).map_err(|_| DeviceKeyError::Unavailable)
}

fn read_choice(disk: &OsDisk) -> Result<Option<String>, DeviceKeyError> {
    let bytes = durable::read(disk, CHOICE, CHOICE_LIMIT).map_err(|_| DeviceKeyError::Unavailable)?;
    bytes.map(String::from_utf8).transpose().map_err(|_| DeviceKeyError::Unavailable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::DeviceKeyId;
    use crate::testing::SeededRandom;

    fn random() -> Arc<dyn Random> {
        Arc::new(SeededRandom::new(3))
    }

    #[test]
    fn a_choice_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("device");
        assert!(DesktopKeys::open(&path, random()).unwrap().is_none());
        assert!(!path.exists(), "looking makes nothing");

        let id = DeviceKeyId([5; 16]);
        let chosen = DesktopKeys::choose(&path, AssuranceClass::File, random()).unwrap();
        chosen.slot_keys().create(id).unwrap();
        let opened = DesktopKeys::open(&path, random()).unwrap().unwrap();
        assert_eq!(opened.class(), AssuranceClass::File);
        let answer = |keys: &DesktopKeys| *keys.slot_keys().prf(id, &[0; 32]).unwrap().expose();
        assert_eq!(answer(&opened), answer(&chosen));
    }

    #[test]
    fn a_damaged_choice_is_not_taken_for_none() {
        let folder = tempfile::tempdir().unwrap();
        for text in ["", "fil", "file ", "keyringx", "\u{fffd}"] {
            durable::replace(&open_disk(folder.path()).unwrap(), CHOICE, text.as_bytes()).unwrap();
            assert!(DesktopKeys::open(folder.path(), random()).is_err(), "{text:?}");
        }
    }

    #[test]
    fn no_other_class_can_be_chosen() {
        let folder = tempfile::tempdir().unwrap();
        for class in [AssuranceClass::Test, AssuranceClass::Hardware] {
            assert!(DesktopKeys::choose(folder.path(), class, random()).is_err());
        }
    }
}
