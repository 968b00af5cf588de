//! The record outside the files: what the device remembers of its vault.
//!
//! It is authenticated by a device key that needs no PIN. Whoever can put an old copy of the files back cannot,
//! where the class is worth its name, put the record back too.

use super::attempts::{Attempts, Wait};
use super::bytes::Fields;
use super::error::VaultFailure;
use crate::crypto::ConstantTimeEq;
use crate::ports::{Anchor, AnchorError, DeviceKeyId};
use crate::time::BootId;
use std::time::Duration;

const MAGIC: [u8; 4] = *b"CSAN";
const VERSION: u8 = 1;
const LABEL: &[u8] = b"countersign vault 1 anchor";
/// Device keys remembered at most: two in use, a few on their way out.
const MOST_KEYS: usize = 12;

/// Where a vault is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LifeState {
    /// Being made: files without a live anchor were never acknowledged.
    Creating,
    Live,
    /// Being erased: goes on at the next opening.
    Erasing,
    /// Gone.
    Erased,
}

/// One commit, by number and trailer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Commit {
    pub(super) generation: u64,
    pub(super) hash: [u8; 32],
}

/// What a device key is for, and so which port holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyPurpose {
    Slot,
    Biometric,
    /// Opens what is kept before the PIN. One of the slot keys' port.
    Early,
}

/// What the device remembers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AnchorRecord {
    pub(super) state: LifeState,
    pub(super) vault_id: [u8; 16],
    pub(super) epoch: u64,
    /// The newest commit whose body was authenticated; generation 0 where none is remembered.
    pub(super) newest: Commit,
    /// What the other file held then.
    pub(super) previous: Commit,
    pub(super) attempts: Attempts,
    /// Every device key that exists for this vault, so that erasing finds them without the files.
    pub(super) keys: Vec<(KeyPurpose, DeviceKeyId)>,
}

impl AnchorRecord {
    pub(super) fn new(state: LifeState, vault_id: [u8; 16]) -> Self {
        Self {
            state,
            vault_id,
            epoch: 0,
            newest: Commit::default(),
            previous: Commit::default(),
            attempts: Attempts::default(),
            keys: Vec::new(),
        }
    }

    /// The stored record. One that is missing, malformed, or not authentic remembers nothing: `None`.
    pub(super) fn load(anchor: &dyn Anchor) -> Result<Option<Self>, VaultFailure> {
        let Some(stored) = anchor.load()? else { return Ok(None) };
        let Some((record, mac)) = stored.split_last_chunk::<32>() else { return Ok(None) };
        match anchor.mac(&authenticated(record)) {
            Ok(expected) if bool::from(expected.ct_eq(mac)) => Ok(Self::read(record)),
            Ok(_) | Err(AnchorError::KeyMissing) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Stores the record, authenticated.
    pub(super) fn store(&self, anchor: &dyn Anchor) -> Result<(), VaultFailure> {
        let mut record = self.to_bytes();
        let mac = anchor.mac(&authenticated(&record))?;
        record.extend_from_slice(&mac);
        Ok(anchor.store(&record)?)
    }

    /// Remembers a device key. Where too many are on their way out, the oldest is forgotten.
    pub(super) fn remember_key(&mut self, purpose: KeyPurpose, id: DeviceKeyId) {
        if !self.keys.contains(&(purpose, id)) {
            // The key of what opens before the PIN is not on its way out, however old it is.
            while self.keys.len() >= MOST_KEYS
                && let Some(oldest) = self.keys.iter().position(|(purpose, _)| *purpose != KeyPurpose::Early)
            {
                self.keys.remove(oldest);
            }
            self.keys.push((purpose, id));
        }
    }

    /// The key of what opens before the PIN.
    pub(super) fn early_key(&self) -> Option<DeviceKeyId> {
        self.keys.iter().find(|(purpose, _)| *purpose == KeyPurpose::Early).map(|(_, id)| *id)
    }

    pub(super) fn has_biometric_key(&self, id: DeviceKeyId) -> bool {
        self.keys.contains(&(KeyPurpose::Biometric, id))
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(512);
        out.extend_from_slice(&MAGIC);
        out.extend_from_slice(&[VERSION, state_number(self.state)]);
        out.extend_from_slice(&self.vault_id);
        out.extend_from_slice(&self.epoch.to_be_bytes());
        for commit in [&self.newest, &self.previous] {
            out.extend_from_slice(&commit.generation.to_be_bytes());
            out.extend_from_slice(&commit.hash);
        }
        let Attempts { charges, failures, pending, wait } = self.attempts;
        out.extend_from_slice(&[charges, failures, u8::from(pending)]);
        let wait =
            wait.unwrap_or(Wait { length: Duration::ZERO, boot: BootId([0; 16]), since: Duration::ZERO });
        out.extend_from_slice(&u32::try_from(wait.length.as_secs()).unwrap_or(u32::MAX).to_be_bytes());
        out.extend_from_slice(&wait.boot.0);
        out.extend_from_slice(&u64::try_from(wait.since.as_millis()).unwrap_or(u64::MAX).to_be_bytes());
        out.push(u8::try_from(self.keys.len()).unwrap_or(u8::MAX));
        for (purpose, id) in &self.keys {
            out.push(purpose_number(*purpose));
            out.extend_from_slice(&id.0);
        }
        out
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut fields = Fields::of(bytes);
        if fields.array()? != MAGIC || fields.u8()? != VERSION {
            return None;
        }
        let record = Self {
            state: state_of_number(fields.u8()?)?,
            vault_id: fields.array()?,
            epoch: fields.u64()?,
            newest: Commit { generation: fields.u64()?, hash: fields.array()? },
            previous: Commit { generation: fields.u64()?, hash: fields.array()? },
            attempts: Attempts {
                charges: fields.u8()?,
                failures: fields.u8()?,
                pending: fields.u8()? != 0,
                wait: {
                    let length = Duration::from_secs(u64::from(fields.u32()?));
                    let (boot, since) = (BootId(fields.array()?), Duration::from_millis(fields.u64()?));
                    (!length.is_zero()).then_some(Wait { length, boot, since })
                },
            },
            keys: {
                let count = fields.u8()?;
                let mut key = || Some((purpose_of_number(fields.u8()?)?, DeviceKeyId(fields.array()?)));
                (0..count).map(|_| key()).collect::<Option<_>>()?
            },
        };
        fields.is_empty().then_some(record)
    }
}

/// The record under its own label, so that its MAC is good for nothing else.
fn authenticated(record: &[u8]) -> Vec<u8> {
    [LABEL, record].concat()
}

const fn state_number(state: LifeState) -> u8 {
    match state {
        LifeState::Creating => 1,
        LifeState::Live => 2,
        LifeState::Erasing => 3,
        LifeState::Erased => 4,
    }
}

const fn state_of_number(number: u8) -> Option<LifeState> {
    match number {
        1 => Some(LifeState::Creating),
        2 => Some(LifeState::Live),
        3 => Some(LifeState::Erasing),
        4 => Some(LifeState::Erased),
        _ => None,
    }
}

const fn purpose_number(purpose: KeyPurpose) -> u8 {
    match purpose {
        KeyPurpose::Slot => 1,
        KeyPurpose::Biometric => 2,
        KeyPurpose::Early => 3,
    }
}

const fn purpose_of_number(number: u8) -> Option<KeyPurpose> {
    match number {
        1 => Some(KeyPurpose::Slot),
        2 => Some(KeyPurpose::Biometric),
        3 => Some(KeyPurpose::Early),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::FakeAnchor;

    fn record() -> AnchorRecord {
        let wait = Wait {
            length: Duration::from_secs(60),
            boot: BootId([5; 16]),
            since: Duration::from_millis(1_234),
        };
        let mut record = AnchorRecord {
            epoch: 7,
            newest: Commit { generation: 9, hash: [1; 32] },
            previous: Commit { generation: 8, hash: [2; 32] },
            attempts: Attempts { charges: 3, failures: 2, pending: true, wait: Some(wait) },
            ..AnchorRecord::new(LifeState::Live, [3; 16])
        };
        record.remember_key(KeyPurpose::Slot, DeviceKeyId([1; 16]));
        record.remember_key(KeyPurpose::Biometric, DeviceKeyId([2; 16]));
        record
    }

    #[test]
    fn what_is_stored_is_loaded_in_every_state() {
        let states = [LifeState::Creating, LifeState::Live, LifeState::Erasing, LifeState::Erased];
        for state in states {
            let (anchor, record) = (FakeAnchor::new(), AnchorRecord { state, ..record() });
            record.store(&anchor).unwrap();
            assert_eq!(AnchorRecord::load(&anchor), Ok(Some(record)));
        }
    }

    #[test]
    fn a_changed_record_remembers_nothing() {
        let anchor = FakeAnchor::new();
        record().store(&anchor).unwrap();
        let stored = anchor.snapshot().unwrap();
        for bit in 0..stored.len() * 8 {
            let mut changed = stored.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            anchor.restore(Some(changed));
            assert_eq!(AnchorRecord::load(&anchor), Ok(None), "bit {bit}");
        }
        for length in 0..stored.len() {
            anchor.restore(stored.get(..length).map(<[u8]>::to_vec));
            assert_eq!(AnchorRecord::load(&anchor), Ok(None), "{length} bytes");
        }
        anchor.restore(Some(stored));
        anchor.lose_key();
        assert_eq!(AnchorRecord::load(&anchor), Ok(None), "without its key");
    }

    #[test]
    fn the_oldest_key_is_forgotten_and_the_record_fits_its_place() {
        let (anchor, mut record) = (FakeAnchor::new(), record());
        for number in 0..=u8::MAX {
            record.remember_key(KeyPurpose::Slot, DeviceKeyId([number; 16]));
            record.remember_key(KeyPurpose::Slot, DeviceKeyId([number; 16]));
        }
        assert_eq!(record.keys.len(), MOST_KEYS);
        assert_eq!(record.keys.last(), Some(&(KeyPurpose::Slot, DeviceKeyId([u8::MAX; 16]))));
        record.store(&anchor).unwrap();
        assert_eq!(AnchorRecord::load(&anchor), Ok(Some(record)));
    }
}
