//! The header of a vault file: everything that is readable without a key.
//!
//! Its first twelve bytes (magic, format, minimum reader) and the trailer at the file's end stay where they are in
//! every future format, so that any program can tell "damaged" from "newer than I am".

use super::bytes::Fields;
use super::slot::{SLOT_COUNT, SLOT_LENGTH, SlotTable};
use crate::ports::AssuranceClass;

/// First bytes of every vault file of any format.
pub(super) const MAGIC: [u8; 8] = *b"\x93CSVLT\r\n";
/// The format that this program writes.
pub(super) const FORMAT: u16 = 1;
/// The oldest reader that understands it.
pub(super) const MINIMUM_READER: u16 = 1;
/// The format number bound into slots: it changes only if slots themselves do, because a slot cannot be made anew
/// without its secret.
pub(super) const FORMAT_OF_SLOTS: u16 = 1;
/// Argon2id, HKDF-SHA-256, AES-256-GCM.
pub(super) const SUITE: u8 = 1;
/// Bytes of a header of format 1.
pub(super) const HEADER_LENGTH: usize = 128 + SLOT_COUNT * SLOT_LENGTH;

/// What makes a vault this vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    pub(super) class: AssuranceClass,
    pub(super) vault_id: [u8; 16],
}

impl Identity {
    pub(super) const fn class_number(&self) -> u8 {
        match self.class {
            AssuranceClass::Test => 0,
            AssuranceClass::File => 1,
            AssuranceClass::Keyring => 2,
            AssuranceClass::Hardware => 3,
        }
    }
}

/// A header of format 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// Format of the file it was read from.
    pub(super) format: u16,
    pub(super) identity: Identity,
    /// Number of the commit: 1 for the first.
    pub(super) generation: u64,
    /// Grows with each change of a slot.
    pub(super) epoch: u64,
    /// Trailer of the commit before.
    pub(super) previous: [u8; 32],
    /// Makes the key of this commit's body.
    pub(super) commit_salt: [u8; 32],
    /// Bytes of the sealed body, tag included.
    pub(super) body_length: u32,
    pub(super) slots: SlotTable,
}

impl Header {
    /// Reads a header of format 1 (or of an older one with the same layout).
    pub(super) fn read(bytes: &[u8; HEADER_LENGTH]) -> Option<Self> {
        let mut fields = Fields::of(bytes);
        let magic: [u8; 8] = fields.array()?;
        let format = fields.u16()?;
        let _minimum_reader = fields.u16()?;
        let suite = fields.u8()?;
        let class = class_of_number(fields.u8()?)?;
        let reserved = fields.u16()?;
        let body_length = fields.u32()?;
        let identity = Identity { class, vault_id: fields.array()? };
        let (generation, epoch) = (fields.u64()?, fields.u64()?);
        let (previous, commit_salt) = (fields.array()?, fields.array()?);
        let reserved_too: [u8; 12] = fields.array()?;
        let slots = SlotTable::read(&mut fields)?;
        let well_formed =
            magic == MAGIC && suite == SUITE && reserved == 0 && reserved_too == [0; 12] && fields.is_empty();
        well_formed.then_some(Self {
            format,
            identity,
            generation,
            epoch,
            previous,
            commit_salt,
            body_length,
            slots,
        })
    }

    /// Appends the header's bytes.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&MAGIC);
        out.extend_from_slice(&self.format.to_be_bytes());
        out.extend_from_slice(&MINIMUM_READER.min(self.format).to_be_bytes());
        out.extend_from_slice(&[SUITE, self.identity.class_number(), 0, 0]);
        out.extend_from_slice(&self.body_length.to_be_bytes());
        out.extend_from_slice(&self.identity.vault_id);
        out.extend_from_slice(&self.generation.to_be_bytes());
        out.extend_from_slice(&self.epoch.to_be_bytes());
        out.extend_from_slice(&self.previous);
        out.extend_from_slice(&self.commit_salt);
        out.extend_from_slice(&[0; 12]);
        self.slots.write(out);
    }
}

const fn class_of_number(number: u8) -> Option<AssuranceClass> {
    match number {
        // A test's vault never opens in a release.
        #[cfg(any(test, feature = "testing"))]
        0 => Some(AssuranceClass::Test),
        1 => Some(AssuranceClass::File),
        2 => Some(AssuranceClass::Keyring),
        3 => Some(AssuranceClass::Hardware),
        _ => None,
    }
}
