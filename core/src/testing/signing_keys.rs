//! Signing keys in memory, as hardware keeps them: used by name, never given out.

use super::{Faults, locked};
use crate::crypto::{P256Key, P256PublicKey};
use crate::ports::{DeviceKeyError, DeviceKeyId, SigningKeyUse, SigningKeys};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Arc, Mutex};

/// A device that signs. Its clones share the keys.
#[derive(Clone, Debug, Default)]
pub struct FakeSigningKeys {
    keys: Arc<Mutex<BTreeMap<DeviceKeyId, (SigningKeyUse, P256Key)>>>,
    signed: Arc<Mutex<Vec<SigningKeyUse>>>,
    faults: Faults<DeviceKeyError>,
}

impl FakeSigningKeys {
    /// A device without keys.
    pub fn new() -> Self {
        Self::default()
    }

    /// When this device refuses.
    pub fn faults(&self) -> &Faults<DeviceKeyError> {
        &self.faults
    }

    /// The keys that exist.
    pub fn ids(&self) -> Vec<DeviceKeyId> {
        locked(&self.keys).keys().copied().collect()
    }

    /// How many signatures were made by keys of this use.
    pub fn signatures(&self, purpose: SigningKeyUse) -> usize {
        locked(&self.signed).iter().filter(|used| **used == purpose).count()
    }
}

impl SigningKeys for FakeSigningKeys {
    fn create(&self, id: DeviceKeyId, purpose: SigningKeyUse) -> Result<P256PublicKey, DeviceKeyError> {
        self.faults.call()?;
        let mut keys = locked(&self.keys);
        let (_, key) = match keys.entry(id) {
            Entry::Occupied(place) => place.into_mut(),
            Entry::Vacant(place) => {
                let pkcs8 = P256Key::generate().map_err(|_| DeviceKeyError::Unavailable)?;
                let key = P256Key::from_pkcs8(&pkcs8).map_err(|_| DeviceKeyError::Unavailable)?;
                place.insert((purpose, key))
            }
        };
        P256PublicKey::from_point(key.public_key()).map_err(|_| DeviceKeyError::Unavailable)
    }

    fn delete(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError> {
        self.faults.call()?;
        locked(&self.keys).remove(&id);
        Ok(())
    }

    fn sign(&self, id: DeviceKeyId, message: &[u8]) -> Result<[u8; 64], DeviceKeyError> {
        self.faults.call()?;
        let keys = locked(&self.keys);
        let (purpose, key) = keys.get(&id).ok_or(DeviceKeyError::Missing)?;
        let signature = key.sign(message).map_err(|_| DeviceKeyError::Unavailable)?;
        locked(&self.signed).push(*purpose);
        Ok(signature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::conformance;

    #[test]
    fn conforms() {
        conformance::signing_keys(&FakeSigningKeys::new());
    }

    #[test]
    fn signatures_are_counted_by_use_and_refusals_are_not() {
        let keys = FakeSigningKeys::new();
        let id = DeviceKeyId([1; 16]);
        keys.create(id, SigningKeyUse::User).unwrap();
        keys.sign(id, b"message").unwrap();
        keys.faults().once_after(0, DeviceKeyError::Cancelled);
        assert_eq!(keys.sign(id, b"message"), Err(DeviceKeyError::Cancelled));
        assert_eq!((keys.signatures(SigningKeyUse::User), keys.signatures(SigningKeyUse::Device)), (1, 0));
    }
}
