//! The device a vault lives on: its ports, the lock on its files, and what it remembers.

use super::VaultPorts;
use super::anchor::{AnchorRecord, KeyPurpose, LifeState};
use super::early::EarlyStore;
use super::error::VaultFailure;
use crate::ports::{DeviceKeyError, DeviceKeyId};

/// Passed on from the locked to the open vault and back.
pub(super) struct Device {
    pub(super) ports: VaultPorts,
    /// Holds the files for this process.
    _guard: Box<dyn Send + Sync>,
    /// What opens before the PIN, once it was read.
    pub(super) early: Option<EarlyStore>,
    /// The anchor's record as it was last read or stored; `None` where the device remembers nothing.
    pub(super) anchor: Option<AnchorRecord>,
}

impl Device {
    pub(super) fn new(ports: VaultPorts, guard: Box<dyn Send + Sync>) -> Self {
        Self { ports, _guard: guard, early: None, anchor: None }
    }

    pub(super) fn reload_anchor(&mut self) -> Result<(), VaultFailure> {
        self.anchor = AnchorRecord::load(&*self.ports.anchor)?;
        Ok(())
    }

    /// Stores a record; on failure what is in memory is still what was read last.
    pub(super) fn store_anchor(&mut self, record: AnchorRecord) -> Result<(), VaultFailure> {
        record.store(&*self.ports.anchor)?;
        self.anchor = Some(record);
        Ok(())
    }

    /// The record, or a new one for a vault of which this device remembers nothing.
    pub(super) fn anchor_or_new(&self, vault_id: [u8; 16]) -> AnchorRecord {
        self.anchor.clone().unwrap_or_else(|| AnchorRecord::new(LifeState::Live, vault_id))
    }

    pub(super) fn is(&self, state: LifeState) -> bool {
        self.anchor.as_ref().is_some_and(|record| record.state == state)
    }

    /// Deletes every remembered device key except those still in use, and forgets them.
    pub(super) fn delete_keys_except(&mut self, used: &[DeviceKeyId]) -> Result<(), VaultFailure> {
        let Some(mut record) = self.anchor.clone() else { return Ok(()) };
        let before = record.keys.len();
        for (purpose, id) in core::mem::take(&mut record.keys) {
            if used.contains(&id) {
                record.keys.push((purpose, id));
            } else {
                self.delete_key(purpose, id)?;
            }
        }
        if record.keys.len() == before { Ok(()) } else { self.store_anchor(record) }
    }

    fn delete_key(&self, purpose: KeyPurpose, id: DeviceKeyId) -> Result<(), DeviceKeyError> {
        match (purpose, &self.ports.biometric_key) {
            (KeyPurpose::Slot | KeyPurpose::Early, _) => self.ports.slot_keys.delete(id),
            (KeyPurpose::Biometric, Some(port)) => port.delete(id),
            // A device that no longer has the port no longer has its keys.
            (KeyPurpose::Biometric, None) => Ok(()),
        }
    }
}

impl core::fmt::Debug for Device {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Device")
    }
}
