//! Preferences in memory.

use super::{Faults, locked};
use crate::ports::{Preferences, StoreError};
use std::sync::{Arc, Mutex};

/// Preferences without a disk.
#[derive(Clone, Debug, Default)]
pub struct MemoryPreferences {
    bytes: Arc<Mutex<Option<Vec<u8>>>>,
    faults: Faults<StoreError>,
}

impl MemoryPreferences {
    /// Nothing stored yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// When they refuse.
    pub fn faults(&self) -> &Faults<StoreError> {
        &self.faults
    }
}

impl Preferences for MemoryPreferences {
    fn load(&self) -> Result<Option<Vec<u8>>, StoreError> {
        self.faults.call()?;
        Ok(locked(&self.bytes).clone())
    }

    fn store(&self, bytes: &[u8]) -> Result<(), StoreError> {
        self.faults.call()?;
        if bytes.len() > 4096 {
            return Err(StoreError::TooLarge);
        }
        *locked(&self.bytes) = Some(bytes.to_vec());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::conformance;

    #[test]
    fn conform() {
        conformance::preferences(&MemoryPreferences::new());
    }
}
