//! Agreement keys in memory, as hardware keeps them: used by name, never given out.

use super::{Faults, locked};
use crate::crypto::{AgreementKey, P256PublicKey, RingRandom, Secret, p256_agree};
use crate::ports::{AgreementKeys, DeviceKeyError, DeviceKeyId};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// A device that receives. Its clones share the keys.
#[derive(Clone, Debug, Default)]
pub struct FakeAgreementKeys {
    keys: Arc<Mutex<BTreeMap<DeviceKeyId, (P256PublicKey, Secret<32>)>>>,
    faults: Faults<DeviceKeyError>,
}

impl FakeAgreementKeys {
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
}

impl AgreementKeys for FakeAgreementKeys {
    fn create(&self, id: DeviceKeyId) -> Result<P256PublicKey, DeviceKeyError> {
        self.faults.call()?;
        let mut keys = locked(&self.keys);
        if let Some((public, _)) = keys.get(&id) {
            return Ok(*public);
        }
        let private = AgreementKey::generate(&RingRandom::new()).map_err(|_| DeviceKeyError::Unavailable)?;
        let public =
            AgreementKey::from_bytes(&private).map_err(|_| DeviceKeyError::Unavailable)?.public_key();
        keys.insert(id, (public, private));
        Ok(public)
    }

    fn delete(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError> {
        self.faults.call()?;
        locked(&self.keys).remove(&id);
        Ok(())
    }

    fn agree(&self, id: DeviceKeyId, point: &P256PublicKey) -> Result<Secret<32>, DeviceKeyError> {
        self.faults.call()?;
        let keys = locked(&self.keys);
        let (_, private) = keys.get(&id).ok_or(DeviceKeyError::Missing)?;
        p256_agree(private, point).map_err(|_| DeviceKeyError::Unavailable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::conformance;

    #[test]
    fn conforms() {
        conformance::agreement_keys(&FakeAgreementKeys::new());
    }
}
