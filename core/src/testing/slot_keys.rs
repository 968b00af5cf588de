//! Device keys in memory: HMAC-SHA-256 under random keys, as an Android Keystore does it.

use super::{Faults, SeededRandom, locked};
use crate::crypto::{Secret, SecretBytes, hmac_sha256};
use crate::ports::{AssuranceClass, DeviceKeyError, DeviceKeyId, Random, SlotKeys};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Arc, Mutex};

/// Device keys of any class. There is no way to take a key out or to bring a deleted one back, which is what a
/// test of the hardware class relies on.
#[derive(Clone, Debug)]
pub struct FakeSlotKeys {
    class: AssuranceClass,
    random: SeededRandom,
    keys: Arc<Mutex<BTreeMap<DeviceKeyId, SecretBytes>>>,
    faults: Faults<DeviceKeyError>,
}

impl FakeSlotKeys {
    /// A device without keys.
    pub fn new(class: AssuranceClass) -> Self {
        Self { class, random: SeededRandom::new(0x510), keys: Arc::default(), faults: Faults::default() }
    }

    /// When this device refuses.
    pub fn faults(&self) -> &Faults<DeviceKeyError> {
        &self.faults
    }

    /// The keys that exist.
    pub fn ids(&self) -> Vec<DeviceKeyId> {
        locked(&self.keys).keys().copied().collect()
    }
}

impl SlotKeys for FakeSlotKeys {
    fn class(&self) -> AssuranceClass {
        self.class
    }

    fn create(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError> {
        self.faults.call()?;
        if let Entry::Vacant(place) = locked(&self.keys).entry(id) {
            let mut key = vec![0; 32];
            self.random.fill(&mut key).map_err(|_| DeviceKeyError::Unavailable)?;
            place.insert(SecretBytes::new(key));
        }
        Ok(())
    }

    fn delete(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError> {
        self.faults.call()?;
        locked(&self.keys).remove(&id);
        Ok(())
    }

    fn prf(&self, id: DeviceKeyId, input: &[u8; 32]) -> Result<Secret<32>, DeviceKeyError> {
        self.faults.call()?;
        let keys = locked(&self.keys);
        Ok(hmac_sha256(keys.get(&id).ok_or(DeviceKeyError::Missing)?, &[input]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::conformance;

    #[test]
    fn conforms() {
        conformance::slot_keys(&FakeSlotKeys::new(AssuranceClass::Hardware));
    }

    #[test]
    fn refuses_when_told_to() {
        let keys = FakeSlotKeys::new(AssuranceClass::Test);
        keys.faults().always(DeviceKeyError::Unavailable);
        assert_eq!(keys.create(DeviceKeyId([1; 16])), Err(DeviceKeyError::Unavailable));
        assert_eq!(keys.ids(), []);
    }
}
