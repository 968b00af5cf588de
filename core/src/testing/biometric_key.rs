//! A biometric key in memory, with a finger that the test holds.

use super::{Faults, SeededRandom, locked};
use crate::crypto::{AeadKey, Secret, random_secret};
use crate::ports::{BiometricKey, DeviceKeyError, DeviceKeyId};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// A biometric sensor that accepts unless its [`Faults`] say `Cancelled`.
#[derive(Clone, Debug)]
pub struct FakeBiometricKey {
    random: SeededRandom,
    keys: Arc<Mutex<BTreeMap<DeviceKeyId, State>>>,
    faults: Faults<DeviceKeyError>,
}

#[derive(Debug)]
enum State {
    Good(Box<AeadKey>),
    Invalidated,
}

impl FakeBiometricKey {
    /// A sensor without keys.
    pub fn new() -> Self {
        Self { random: SeededRandom::new(0xb10), keys: Arc::default(), faults: Faults::default() }
    }

    /// When this device refuses.
    pub fn faults(&self) -> &Faults<DeviceKeyError> {
        &self.faults
    }

    /// A new fingerprint is enrolled: every key made so far is void.
    pub fn enroll_another_finger(&self) {
        locked(&self.keys).values_mut().for_each(|key| *key = State::Invalidated);
    }
}

impl Default for FakeBiometricKey {
    fn default() -> Self {
        Self::new()
    }
}

impl BiometricKey for FakeBiometricKey {
    fn seal(&self, id: DeviceKeyId, secret: &Secret<32>) -> Result<Vec<u8>, DeviceKeyError> {
        self.faults.call()?;
        let key = random_secret(&self.random).map_err(|_| DeviceKeyError::Unavailable)?;
        let key = AeadKey::new(&key);
        // Exposed: sealed right here. The key is new, so the nonce is used once.
        let sealed = key.seal([0; 12], &id.0, secret.expose()).map_err(|_| DeviceKeyError::Unavailable)?;
        locked(&self.keys).insert(id, State::Good(Box::new(key)));
        Ok(sealed)
    }

    fn release(&self, id: DeviceKeyId, sealed: &[u8]) -> Result<Secret<32>, DeviceKeyError> {
        self.faults.call()?;
        match locked(&self.keys).get(&id) {
            None => Err(DeviceKeyError::Missing),
            Some(State::Invalidated) => Err(DeviceKeyError::Invalidated),
            Some(State::Good(key)) => {
                let opened = key.open([0; 12], &id.0, sealed).map_err(|_| DeviceKeyError::Missing)?;
                // Exposed: moved from one secret type into the other.
                Secret::from_slice(opened.expose()).ok_or(DeviceKeyError::Missing)
            }
        }
    }

    fn delete(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError> {
        self.faults.call()?;
        locked(&self.keys).remove(&id);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::conformance;

    #[test]
    fn conforms() {
        conformance::biometric_key(&FakeBiometricKey::new());
    }

    #[test]
    fn another_finger_voids_the_key() {
        let biometric = FakeBiometricKey::new();
        let id = DeviceKeyId([1; 16]);
        let sealed = biometric.seal(id, &Secret::taken_from(&mut [7; 32])).unwrap();
        biometric.enroll_another_finger();
        assert_eq!(biometric.release(id, &sealed).err(), Some(DeviceKeyError::Invalidated));
    }
}
