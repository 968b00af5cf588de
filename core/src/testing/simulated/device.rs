//! Disk, device keys and anchor of one device, with one record of everything in order.

use super::disk::SimulatedDisk;
use super::medium::{Event, Image, Medium};
use crate::crypto::{Secret, SecretBytes, hmac_sha256, sha256};
use crate::ports::{Anchor, AnchorError, AssuranceClass, DeviceKeyError, DeviceKeyId, SlotKeys};
use crate::testing::{Faults, locked};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

/// A device of the hardware class. Clones are handles of the same device.
#[derive(Clone, Debug, Default)]
pub struct SimulatedDevice {
    disk: SimulatedDisk,
    key_faults: Faults<DeviceKeyError>,
    anchor_faults: Faults<AnchorError>,
    // Keys, anchor and the last acknowledged change as they are now; `files` stays empty.
    now: Arc<Mutex<Image>>,
}

/// One state in which a power cut may leave a device.
#[derive(Debug)]
pub struct Crash {
    /// The number of recorded operations before the power cut.
    pub moment: usize,
    /// The last change that had been acknowledged.
    pub acknowledged: u64,
    /// The device, started again.
    pub device: SimulatedDevice,
}

impl SimulatedDevice {
    /// A new device: empty disk, no keys, no anchor.
    pub fn new() -> Self {
        Self::default()
    }

    /// A device that holds an image, as after a restart.
    pub fn of(image: &Image) -> Self {
        Self { disk: SimulatedDisk::of(image), now: Arc::new(Mutex::new(image.clone())), ..Self::default() }
    }

    /// The folder.
    pub fn disk(&self) -> &SimulatedDisk {
        &self.disk
    }

    /// When the device keys refuse.
    pub fn key_faults(&self) -> &Faults<DeviceKeyError> {
        &self.key_faults
    }

    /// When the anchor refuses. Whether a failed store has happened all the same is
    /// [`SimulatedDisk::failed_changes_land`].
    pub fn anchor_faults(&self) -> &Faults<AnchorError> {
        &self.anchor_faults
    }

    /// What the device holds now, as if everything had reached the medium.
    pub fn image(&self) -> Image {
        Image { files: self.disk.files(), ..locked(&self.now).clone() }
    }

    /// The device keys.
    pub fn slot_keys(&self) -> SimulatedKeys {
        SimulatedKeys(self.clone())
    }

    /// The anchor.
    pub fn anchor(&self) -> SimulatedAnchor {
        SimulatedAnchor(self.clone())
    }

    /// The code under test has told the user that change number `change` is done.
    pub fn acknowledge(&self, change: u64) {
        self.happened(Event::Acknowledged { change });
    }

    /// Forgets the record: [`crashes`](Self::crashes) begins here from now on.
    pub fn begin(&self) {
        let mut state = locked(&self.disk.state);
        let record = std::mem::take(&mut state.record);
        record.iter().for_each(|event| state.start.apply(event));
    }

    /// Every state in which a power cut since [`begin`](Self::begin) may have left the device, each once; a sample
    /// (fixed by `seed`) where unforced sectors allow too many.
    pub fn crashes(&self, seed: u64) -> Vec<Crash> {
        let (mut medium, record) = {
            let state = locked(&self.disk.state);
            (state.start.clone(), state.record.clone())
        };
        let mut draw = draws(seed);
        let mut seen = BTreeSet::new();
        let mut crashes = Vec::new();
        let mut collect = |moment: usize, medium: &Medium| {
            for image in medium.crashes(&mut draw) {
                let device = Self::of(&image);
                let acknowledged = image.acknowledged;
                if seen.insert(image) {
                    crashes.push(Crash { moment, acknowledged, device });
                }
            }
        };
        collect(0, &medium);
        for (moment, event) in (1..).zip(&record) {
            medium.apply(event);
            collect(moment, &medium);
        }
        crashes
    }

    /// Appends to the record and brings keys and anchor up to date.
    fn happened(&self, event: Event) {
        let mut now = locked(&self.now);
        match &event {
            Event::KeyMade { id, number } => drop(now.keys.insert(*id, *number)),
            Event::KeyDeleted { id } => drop(now.keys.remove(id)),
            Event::AnchorStored { record } => now.anchor = Some(record.clone()),
            Event::Acknowledged { change } => now.acknowledged = *change,
            _ => {}
        }
        locked(&self.disk.state).record.push(event);
    }
}

/// The device keys of a [`SimulatedDevice`]: made and deleted durably and at once.
#[derive(Clone, Debug)]
pub struct SimulatedKeys(SimulatedDevice);

impl SimulatedKeys {
    /// The keys that exist.
    pub fn ids(&self) -> Vec<DeviceKeyId> {
        locked(&self.0.now).keys.keys().copied().collect()
    }
}

impl SlotKeys for SimulatedKeys {
    fn class(&self) -> AssuranceClass {
        AssuranceClass::Hardware
    }

    fn create(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError> {
        self.0.key_faults.call()?;
        let exists = locked(&self.0.now).keys.contains_key(&id);
        if !exists {
            // No two keys of a device are alike, also not of one id: the length of the record differs.
            let number = locked(&self.0.disk.state).record.len();
            let made = locked(&self.0.now).keys.values().copied().max().unwrap_or_default();
            let number = made.saturating_add(1).saturating_add(u64::try_from(number).unwrap_or_default());
            self.0.happened(Event::KeyMade { id, number });
        }
        Ok(())
    }

    fn delete(&self, id: DeviceKeyId) -> Result<(), DeviceKeyError> {
        self.0.key_faults.call()?;
        self.0.happened(Event::KeyDeleted { id });
        Ok(())
    }

    fn prf(&self, id: DeviceKeyId, input: &[u8; 32]) -> Result<Secret<32>, DeviceKeyError> {
        self.0.key_faults.call()?;
        let number = locked(&self.0.now).keys.get(&id).copied().ok_or(DeviceKeyError::Missing)?;
        let key = sha256(&[b"simulated key", &id.0, &number.to_be_bytes()]);
        Ok(hmac_sha256(&SecretBytes::from(key.as_slice()), &[input]))
    }
}

/// The anchor of a [`SimulatedDevice`]: stored durably and at once.
#[derive(Clone, Debug)]
pub struct SimulatedAnchor(SimulatedDevice);

impl Anchor for SimulatedAnchor {
    fn load(&self) -> Result<Option<Vec<u8>>, AnchorError> {
        self.0.anchor_faults.call()?;
        Ok(locked(&self.0.now).anchor.clone())
    }

    fn store(&self, record: &[u8]) -> Result<(), AnchorError> {
        if record.len() > 512 {
            return Err(AnchorError::Unavailable);
        }
        let outcome = self.0.anchor_faults.call();
        if outcome.is_ok() || self.0.disk.do_failed_changes_land() {
            self.0.happened(Event::AnchorStored { record: record.to_vec() });
        }
        outcome
    }

    fn mac(&self, message: &[u8]) -> Result<[u8; 32], AnchorError> {
        self.0.anchor_faults.call()?;
        // Exposed: a MAC is no secret.
        Ok(*hmac_sha256(&SecretBytes::from(b"simulated anchor key".as_slice()), &[message]).expose())
    }
}

/// Numbers that repeat for a seed (SplitMix64).
fn draws(mut state: u64) -> impl FnMut() -> u64 {
    move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::{Disk, VaultFiles};
    use crate::ports::{FileSlot, VaultStore};
    use crate::testing::{conformance, put_back};

    #[test]
    fn conforms() {
        conformance::slot_keys(&SimulatedDevice::new().slot_keys());
        conformance::anchor(&SimulatedDevice::new().anchor());
    }

    /// Three replacements of one file: after every crash the file is whole, and no older than what was acknowledged.
    #[test]
    fn a_replaced_file_is_old_or_new_and_never_lost() {
        let device = SimulatedDevice::new();
        let files = VaultFiles::on(device.disk().clone());
        let version = |change: u64| vec![u8::try_from(change).unwrap(); 9000];
        for change in 1..=3 {
            put_back(&files, FileSlot::A, &version(change)).unwrap();
            device.acknowledge(change);
        }
        let crashes = device.crashes(1);
        for Crash { moment, acknowledged, device } in &crashes {
            let found = VaultFiles::on(device.disk().clone()).read(FileSlot::A, 10_000).unwrap();
            let versions: Vec<_> = [*acknowledged, acknowledged + 1].map(version).into();
            match found {
                None => assert_eq!(*acknowledged, 0, "moment {moment}"),
                Some(bytes) => assert!(versions.contains(&bytes), "moment {moment}"),
            }
        }
        assert!(crashes.len() > 200, "{}", crashes.len());
    }

    /// The same without the fsync of the file: the simulation must show the loss.
    #[test]
    fn a_missing_fsync_is_seen() {
        let device = SimulatedDevice::new();
        let disk = device.disk();
        let mut file = disk.create("vault.a.0.new").unwrap();
        disk.write(&mut file, &[1; 9000]).unwrap();
        disk.rename("vault.a.0.new", "vault.a").unwrap();
        disk.sync_folder().unwrap();
        device.acknowledge(1);
        let torn = device.crashes(1).iter().any(|crash| {
            crash.acknowledged == 1
                && crash.device.disk().read("vault.a", 9000).unwrap() != Some(vec![1; 9000])
        });
        assert!(torn);
    }

    #[test]
    fn a_record_begins_where_it_is_told_to() {
        let device = SimulatedDevice::new();
        device.acknowledge(1);
        device.begin();
        assert_eq!(device.crashes(0).len(), 1);
        device.acknowledge(2);
        let acknowledged: Vec<_> = device.crashes(0).iter().map(|crash| crash.acknowledged).collect();
        assert_eq!(acknowledged, [1, 2]);
    }
}
