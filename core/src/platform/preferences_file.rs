//! Preferences as one file in the data folder.

use super::disk::{Disk, OsDisk};
use super::durable;
use crate::ports::{Preferences, StoreError};
use std::path::Path;

const NAME: &str = "preferences";
const LIMIT: usize = 4096;

/// The file `preferences` in a folder.
#[derive(Clone, Debug)]
pub struct PreferencesFile<D> {
    disk: D,
}

impl PreferencesFile<OsDisk> {
    /// The preferences in the folder at `path`, which is made where missing, open to its owner only.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        OsDisk::open(path).map(Self::on).map_err(|_| StoreError::Failed)
    }
}

impl<D: Disk> PreferencesFile<D> {
    /// The preferences in the folder that `disk` is.
    pub const fn on(disk: D) -> Self {
        Self { disk }
    }
}

impl<D: Disk> Preferences for PreferencesFile<D> {
    fn load(&self) -> Result<Option<Vec<u8>>, StoreError> {
        durable::read(&self.disk, NAME, LIMIT)
    }

    fn store(&self, bytes: &[u8]) -> Result<(), StoreError> {
        if bytes.len() > LIMIT {
            return Err(StoreError::TooLarge);
        }
        // Nobody else's: the app that stores them is the one that holds the vault's lock, or asks before there is one.
        durable::clean(&self.disk, NAME);
        durable::replace(&self.disk, NAME, bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::conformance;

    #[test]
    fn conforms() {
        let folder = tempfile::tempdir().unwrap();
        conformance::preferences(&PreferencesFile::open(folder.path()).unwrap());
    }
}
