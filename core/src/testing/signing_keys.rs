//! Signing keys in memory, as hardware keeps them: used by name, never given out.

use super::{Faults, locked};
use crate::crypto::{P256Key, P256PublicKey};
use crate::ports::{DeviceKeyError, DeviceKeyId, KeyAttestation, SigningKeyUse, SigningKeys};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Arc, Mutex};

/// A device that signs, and says that it does: its certificates are none that anybody could verify. Its clones share the keys.
#[derive(Clone, Debug, Default)]
pub struct FakeSigningKeys {
    keys: Arc<Mutex<BTreeMap<DeviceKeyId, (SigningKeyUse, P256Key)>>>,
    signed: Arc<Mutex<Vec<SigningKeyUse>>>,
    certificates: Arc<Mutex<BTreeMap<DeviceKeyId, Vec<Vec<u8>>>>>,
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
        locked(&self.certificates).remove(&id);
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

impl KeyAttestation for FakeSigningKeys {
    fn create_attested(
        &self,
        id: DeviceKeyId,
        purpose: SigningKeyUse,
        challenge: &[u8; 32],
    ) -> Result<P256PublicKey, DeviceKeyError> {
        let public = self.create(id, purpose)?;
        // A sequence of two octet strings, where a certificate would have far more.
        let said = [&[0x30, 101, 0x04, 65][..], public.as_point(), &[0x04, 32], challenge].concat();
        locked(&self.certificates).entry(id).or_insert_with(|| vec![said, vec![0x30, 0]]);
        Ok(public)
    }

    fn certificates(&self, id: DeviceKeyId) -> Result<Vec<Vec<u8>>, DeviceKeyError> {
        self.faults.call()?;
        locked(&self.certificates).get(&id).cloned().ok_or(DeviceKeyError::Missing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::conformance;

    #[test]
    fn conforms() {
        let keys = FakeSigningKeys::new();
        conformance::signing_keys(&keys);
        conformance::key_attestation(&keys, &keys);
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
