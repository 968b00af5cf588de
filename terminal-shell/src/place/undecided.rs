//! No device keys yet: the license comes before the choice where to keep them.

use countersign::crypto::Secret;
use countersign::ports::{Anchor, AnchorError, AssuranceClass, DeviceKeyError, DeviceKeyId, SlotKeys};

/// Remembers nothing and makes nothing.
pub(super) struct Undecided;

impl SlotKeys for Undecided {
    fn class(&self) -> AssuranceClass {
        AssuranceClass::File
    }

    fn create(&self, _: DeviceKeyId) -> Result<(), DeviceKeyError> {
        Err(DeviceKeyError::Unavailable)
    }

    fn delete(&self, _: DeviceKeyId) -> Result<(), DeviceKeyError> {
        Err(DeviceKeyError::Unavailable)
    }

    fn prf(&self, _: DeviceKeyId, _: &[u8; 32]) -> Result<Secret<32>, DeviceKeyError> {
        Err(DeviceKeyError::Missing)
    }
}

impl Anchor for Undecided {
    fn load(&self) -> Result<Option<Vec<u8>>, AnchorError> {
        Ok(None)
    }

    fn store(&self, _: &[u8]) -> Result<(), AnchorError> {
        Err(AnchorError::Unavailable)
    }

    fn mac(&self, _: &[u8]) -> Result<[u8; 32], AnchorError> {
        Err(AnchorError::Unavailable)
    }
}
