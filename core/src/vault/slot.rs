//! Key slots: each wraps the vault's keys for one way in.
//!
//! The table has room for sixteen slots at fixed places; a place that is not used holds random bytes, so the file
//! does not tell which are. `core/docs/vault-format.md` §"Slots" gives every byte.

use super::bytes::Fields;
use super::header::{FORMAT_OF_SLOTS, Identity, MAGIC, SUITE};
use super::keys::VaultKeys;
use crate::crypto::{
    AeadKey, Argon2Parameters, NONCE_LENGTH, Secret, TAG_LENGTH, Unauthentic, hkdf_sha256, random_array,
    sha256,
};
use crate::ports::{DeviceKeyId, Random, RandomFailed};

/// Bytes of one slot.
pub(super) const SLOT_LENGTH: usize = 256;
/// Places in the table: PIN, biometric, recovery, ten single-use hardware keys (not used yet), three spare.
pub(super) const SLOT_COUNT: usize = 16;
/// Longest blob a biometric key may seal its secret into.
pub(super) const DEVICE_DATA_LENGTH: usize = 128;

const PLAINTEXT_LENGTH: usize = 64;
const SEALED_LENGTH: usize = PLAINTEXT_LENGTH + TAG_LENGTH;
/// Each wrapping key seals once, so its nonce is fixed.
const NONCE: [u8; NONCE_LENGTH] = [0; NONCE_LENGTH];

/// The ways in, by their place in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SlotKind {
    Pin,
    Biometric,
    Recovery,
}

impl SlotKind {
    const fn place(self) -> usize {
        match self {
            Self::Pin => 0,
            Self::Biometric => 1,
            Self::Recovery => 2,
        }
    }

    const fn number(self) -> u8 {
        match self {
            Self::Pin => 1,
            Self::Biometric => 2,
            Self::Recovery => 3,
        }
    }

    const fn label(self) -> &'static [u8] {
        match self {
            Self::Pin => b"countersign vault 1 slot pin",
            Self::Biometric => b"countersign vault 1 slot biometric",
            Self::Recovery => b"countersign vault 1 slot recovery",
        }
    }
}

/// What a slot says in the clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SlotTerms {
    /// Random; also the name of the slot's device key.
    pub(super) id: [u8; 16],
    /// The vault's epoch when the slot was made.
    pub(super) epoch: u64,
    /// Salt of the key derivation.
    pub(super) salt: [u8; 16],
    /// Its cost.
    pub(super) cost: Argon2Parameters,
}

impl SlotTerms {
    /// Terms for a new slot.
    pub(super) fn random(
        random: &dyn Random,
        epoch: u64,
        cost: Argon2Parameters,
    ) -> Result<Self, RandomFailed> {
        Ok(Self { id: random_array(random)?, epoch, salt: random_array(random)?, cost })
    }

    pub(super) const fn device_key(&self) -> DeviceKeyId {
        DeviceKeyId(self.id)
    }

    /// What the device key is asked for: bound to vault and slot, and made from the stretched PIN, so that each
    /// guess needs both the derivation and the device.
    pub(super) fn device_key_input(&self, vault_id: &[u8; 16], stretched: &Secret<32>) -> [u8; 32] {
        // Exposed: hashed; the digest goes to the device key.
        sha256(&[b"countersign vault 1 slot key input", vault_id, &self.id, stretched.expose()])
    }

    /// The key that wraps this slot, from the secrets of its way in.
    fn wrapping_key(&self, kind: SlotKind, vault_id: &[u8; 16], secrets: &[&Secret<32>]) -> AeadKey {
        // Exposed: keying material of HKDF.
        let parts: Vec<&[u8]> = secrets.iter().map(|secret| secret.expose().as_slice()).collect();
        AeadKey::new(&hkdf_sha256(&parts, vault_id, &[kind.label(), &self.id, &self.epoch.to_be_bytes()]))
    }

    fn associated_data(&self, kind: SlotKind, identity: &Identity) -> Vec<u8> {
        let mut aad = Vec::with_capacity(80);
        aad.extend_from_slice(&MAGIC);
        aad.extend_from_slice(&FORMAT_OF_SLOTS.to_be_bytes());
        aad.extend_from_slice(&[SUITE, identity.class_number()]);
        aad.extend_from_slice(&identity.vault_id);
        aad.extend_from_slice(&self.id);
        aad.push(kind.number());
        aad.extend_from_slice(&self.epoch.to_be_bytes());
        aad.extend_from_slice(&self.salt);
        aad.extend_from_slice(&cost_bytes(self.cost));
        aad
    }
}

/// All sixteen places, as they stand in the file.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct SlotTable(Vec<[u8; SLOT_LENGTH]>);

impl SlotTable {
    /// A table in which no place is used.
    pub(super) fn random(random: &dyn Random) -> Result<Self, RandomFailed> {
        (0..SLOT_COUNT).map(|_| random_array(random)).collect::<Result<_, _>>().map(Self)
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Option<Self> {
        (0..SLOT_COUNT).map(|_| fields.array()).collect::<Option<_>>().map(Self)
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        self.0.iter().for_each(|slot| out.extend_from_slice(slot));
    }

    fn slot(&self, kind: SlotKind) -> Option<Slot> {
        Slot::read(self.0.get(kind.place())?)
    }

    /// What the slot says in the clear; `None` where its costs are beyond the bounds, so it cannot be a slot.
    pub(super) fn terms(&self, kind: SlotKind) -> Option<SlotTerms> {
        self.slot(kind).map(|slot| slot.terms)
    }

    /// The blob that a biometric key sealed.
    pub(super) fn device_data(&self, kind: SlotKind) -> Option<Vec<u8>> {
        self.slot(kind)?.device_data()
    }

    /// Unwraps the keys with the secrets of one way in.
    pub(super) fn open(
        &self,
        kind: SlotKind,
        identity: &Identity,
        secrets: &[&Secret<32>],
    ) -> Result<VaultKeys, Unauthentic> {
        let slot = self.slot(kind).ok_or(Unauthentic)?;
        let key = slot.terms.wrapping_key(kind, &identity.vault_id, secrets);
        let plaintext = key.open(NONCE, &slot.terms.associated_data(kind, identity), &slot.sealed)?;
        // Exposed: split into the two keys right here.
        let (accounts, push) = plaintext.expose().split_at_checked(32).ok_or(Unauthentic)?;
        Ok(VaultKeys {
            accounts: Secret::from_slice(accounts).ok_or(Unauthentic)?,
            push: if kind == SlotKind::Recovery { None } else { Secret::from_slice(push) },
        })
    }

    /// Puts a new slot at its place.
    pub(super) fn seal(
        &mut self,
        random: &dyn Random,
        kind: SlotKind,
        terms: SlotTerms,
        identity: &Identity,
        secrets: &[&Secret<32>],
        contents: SlotContents<'_>,
    ) -> Result<(), RandomFailed> {
        let mut plaintext = Vec::with_capacity(SEALED_LENGTH);
        // Exposed: wrapped in place, two lines below.
        plaintext.extend_from_slice(contents.keys.accounts.expose());
        match (&contents.keys.push, kind) {
            (Some(push), SlotKind::Pin | SlotKind::Biometric) => plaintext.extend_from_slice(push.expose()),
            _ => plaintext.extend_from_slice(&[0; 32]),
        }
        let key = terms.wrapping_key(kind, &identity.vault_id, secrets);
        key.seal_in_place(NONCE, &terms.associated_data(kind, identity), &mut plaintext)
            .map_err(|_| RandomFailed)?;
        let slot = Slot {
            terms,
            device_data_length: u16::try_from(contents.device_data.len()).unwrap_or(u16::MAX),
            sealed: plaintext.as_slice().try_into().map_err(|_| RandomFailed)?,
            device_data: {
                let mut padded: [u8; DEVICE_DATA_LENGTH] = random_array(random)?;
                padded.iter_mut().zip(contents.device_data).for_each(|(to, from)| *to = *from);
                padded
            },
        };
        if let (Some(place), Some(bytes)) = (self.0.get_mut(kind.place()), slot.to_bytes()) {
            *place = bytes;
        }
        Ok(())
    }

    /// Makes a place unused.
    pub(super) fn clear(&mut self, random: &dyn Random, kind: SlotKind) -> Result<(), RandomFailed> {
        if let Some(place) = self.0.get_mut(kind.place()) {
            random.fill(place)?;
        }
        Ok(())
    }
}

impl core::fmt::Debug for SlotTable {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("SlotTable")
    }
}

/// What a new slot wraps and carries.
pub(super) struct SlotContents<'a> {
    pub(super) keys: &'a VaultKeys,
    /// At most [`DEVICE_DATA_LENGTH`] bytes.
    pub(super) device_data: &'a [u8],
}

/// One place of the table, read as a slot.
struct Slot {
    terms: SlotTerms,
    device_data_length: u16,
    sealed: [u8; SEALED_LENGTH],
    device_data: [u8; DEVICE_DATA_LENGTH],
}

impl Slot {
    fn read(bytes: &[u8; SLOT_LENGTH]) -> Option<Self> {
        let mut fields = Fields::of(bytes);
        Some(Self {
            terms: SlotTerms {
                id: fields.array()?,
                epoch: fields.u64()?,
                salt: fields.array()?,
                cost: {
                    let (memory, passes, lanes) = (fields.u32()?, fields.u8()?, fields.u8()?);
                    Argon2Parameters::new(memory, u32::from(passes), u32::from(lanes))?
                },
            },
            device_data_length: fields.u16()?,
            sealed: fields.array()?,
            device_data: fields.array()?,
        })
    }

    fn to_bytes(&self) -> Option<[u8; SLOT_LENGTH]> {
        let mut bytes = Vec::with_capacity(SLOT_LENGTH);
        bytes.extend_from_slice(&self.terms.id);
        bytes.extend_from_slice(&self.terms.epoch.to_be_bytes());
        bytes.extend_from_slice(&self.terms.salt);
        bytes.extend_from_slice(&cost_bytes(self.terms.cost));
        bytes.extend_from_slice(&self.device_data_length.to_be_bytes());
        bytes.extend_from_slice(&self.sealed);
        bytes.extend_from_slice(&self.device_data);
        bytes.as_slice().try_into().ok()
    }

    fn device_data(&self) -> Option<Vec<u8>> {
        self.device_data.get(..usize::from(self.device_data_length)).map(<[u8]>::to_vec)
    }
}

/// Memory in KiB, passes, lanes. The last two fit a byte: they are bounded to 10 and 4.
fn cost_bytes(cost: Argon2Parameters) -> [u8; 6] {
    let [a, b, c, d] = cost.memory_kib().to_be_bytes();
    let small = |number: u32| u8::try_from(number).unwrap_or(u8::MAX);
    [a, b, c, d, small(cost.passes()), small(cost.lanes())]
}
