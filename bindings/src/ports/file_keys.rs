//! Device keys as files, for a machine without hardware keys: a server's script, an emulator, a test.

use super::{Anchor, AnchorError, DeviceKeyError, DevicePorts, SlotKeys};
use countersign::crypto::RingRandom;
use countersign::platform::{KeyFiles, OsDisk};
use countersign::ports::{self, AssuranceClass, DeviceKeyId};
use std::path::Path;
use std::sync::Arc;

/// Keys and anchor as files in a folder of their own, which is made where missing, open to its owner only. They protect
/// little: whoever copies the folder has them, so a passphrase is asked for instead of a PIN.
///
/// # Errors
/// `Unavailable` where the folder cannot be made or read.
#[uniffi::export]
pub fn file_keys(folder: String) -> Result<DevicePorts, DeviceKeyError> {
    let keys = KeyFiles::open(Path::new(&folder), Arc::new(RingRandom::new()))?;
    let keys = Arc::new(Files(keys));
    let (slot_keys, anchor) = (Arc::clone(&keys), keys);
    Ok(DevicePorts {
        slot_keys,
        anchor,
        signing_keys: None,
        key_attestation: None,
        agreement_keys: None,
        biometric_key: None,
    })
}

struct Files(KeyFiles<OsDisk>);

impl SlotKeys for Files {
    fn assurance(&self) -> Result<AssuranceClass, DeviceKeyError> {
        Ok(ports::SlotKeys::class(&self.0))
    }

    fn create(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError> {
        Ok(ports::SlotKeys::create(&self.0, id)?)
    }

    fn delete(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError> {
        Ok(ports::SlotKeys::delete(&self.0, id)?)
    }

    fn prf(&self, id: DeviceKeyId, input: Vec<u8>) -> Result<Vec<u8>, DeviceKeyError> {
        let input = input.try_into().map_err(|_| DeviceKeyError::Unavailable)?;
        // Exposed: the core takes it back at once.
        Ok(ports::SlotKeys::prf(&self.0, id, &input)?.expose().to_vec())
    }
}

impl Anchor for Files {
    fn load(&self) -> Result<Option<Vec<u8>>, AnchorError> {
        Ok(ports::Anchor::load(&self.0)?)
    }

    fn store(&self, record: Vec<u8>) -> Result<(), AnchorError> {
        Ok(ports::Anchor::store(&self.0, &record)?)
    }

    fn mac(&self, message: Vec<u8>) -> Result<Vec<u8>, AnchorError> {
        Ok(ports::Anchor::mac(&self.0, &message)?.to_vec())
    }
}
