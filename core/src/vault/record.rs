//! Records: every entry's secret, sealed by itself, so that a list opens none and a code opens exactly one.

use super::contents::{Entry, EntryId, EntryKind};
use super::error::SecretError;
use super::keys::VaultKeys;
use crate::crypto::{AeadKey, NONCE_LENGTH, SecretBytes, TAG_LENGTH, random_array, wipe_stack};
use crate::ports::{Random, RandomFailed};

/// Longest secret a record takes.
pub(super) const LONGEST_SECRET: usize = 16 * 1024;

/// Which record: what its sealing is bound to.
#[derive(Clone, Copy)]
pub(super) struct RecordName<'a> {
    pub(super) vault_id: &'a [u8; 16],
    pub(super) id: EntryId,
    pub(super) revision: u64,
    pub(super) kind: EntryKind,
}

impl RecordName<'_> {
    /// Nonce, ciphertext, tag. `None` where the vault holds no key of that kind.
    pub(super) fn seal(
        self,
        random: &dyn Random,
        keys: &VaultKeys,
        secret: &SecretBytes,
    ) -> Result<Option<Vec<u8>>, RandomFailed> {
        let Some(key) = self.key(keys) else { return Ok(None) };
        let nonce: [u8; NONCE_LENGTH] = random_array(random)?;
        let mut sealed = Vec::with_capacity(NONCE_LENGTH + secret.len() + TAG_LENGTH);
        sealed.extend_from_slice(&nonce);
        // Exposed: encrypted in place, on the next line.
        sealed.extend_from_slice(secret.expose());
        let (_, body) = sealed.split_at_mut_checked(NONCE_LENGTH).ok_or(RandomFailed)?;
        let tag = key.seal_slice_in_place(nonce, &self.associated_data(), body).map_err(|_| RandomFailed)?;
        sealed.extend_from_slice(&tag);
        wipe_stack();
        Ok(Some(sealed))
    }

    fn open(self, keys: &VaultKeys, sealed: &[u8]) -> Result<SecretBytes, SecretError> {
        let key = self.key(keys).ok_or(SecretError::EnrollAgain)?;
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_LENGTH>().ok_or(SecretError::Damaged)?;
        let opened = key.open(*nonce, &self.associated_data(), sealed).map_err(|_| SecretError::Damaged);
        wipe_stack();
        opened
    }

    fn key(self, keys: &VaultKeys) -> Option<AeadKey> {
        match self.kind {
            EntryKind::OneTimeCode => Some(keys.account_records(self.vault_id)),
            EntryKind::Push => keys.push_records(self.vault_id),
        }
    }

    fn associated_data(self) -> [u8; 41] {
        let mut aad = [0; 41];
        let kind = match self.kind {
            EntryKind::OneTimeCode => 1,
            EntryKind::Push => 2,
        };
        let bytes =
            self.vault_id.iter().chain(&self.id.0).copied().chain(self.revision.to_be_bytes()).chain([kind]);
        aad.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
        aad
    }
}

impl Entry {
    /// Opens this entry's secret.
    pub(super) fn open(&self, keys: &VaultKeys, vault_id: &[u8; 16]) -> Result<SecretBytes, SecretError> {
        if self.needs_enrollment {
            return Err(SecretError::EnrollAgain);
        }
        RecordName { vault_id, id: self.id, revision: self.revision, kind: self.kind }
            .open(keys, &self.sealed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::SeededRandom;

    const VAULT: [u8; 16] = [1; 16];
    const NAME: RecordName<'_> =
        RecordName { vault_id: &VAULT, id: EntryId([2; 16]), revision: 3, kind: EntryKind::OneTimeCode };

    fn sealed(keys: &VaultKeys, name: RecordName<'_>) -> Vec<u8> {
        name.seal(&SeededRandom::new(4), keys, &SecretBytes::from(b"seed".as_slice())).unwrap().unwrap()
    }

    #[test]
    fn a_record_opens_under_its_own_name_only() {
        let keys = VaultKeys::random(&SeededRandom::new(5)).unwrap();
        let record = sealed(&keys, NAME);
        assert_eq!(NAME.open(&keys, &record).unwrap().expose(), b"seed");
        let others = [
            RecordName { vault_id: &[9; 16], ..NAME },
            RecordName { id: EntryId([9; 16]), ..NAME },
            RecordName { revision: 4, ..NAME },
            RecordName { kind: EntryKind::Push, ..NAME },
        ];
        for other in others {
            assert_eq!(other.open(&keys, &record).unwrap_err(), SecretError::Damaged);
        }
        for length in 0..record.len() {
            assert!(NAME.open(&keys, record.get(..length).unwrap_or_default()).is_err());
        }
        for position in 0..record.len() {
            let mut changed = record.clone();
            changed[position] ^= 1;
            assert_eq!(NAME.open(&keys, &changed).unwrap_err(), SecretError::Damaged);
        }
    }

    #[test]
    fn without_the_push_key_push_records_are_neither_opened_nor_sealed() {
        let mut keys = VaultKeys::random(&SeededRandom::new(5)).unwrap();
        let name = RecordName { kind: EntryKind::Push, ..NAME };
        let record = sealed(&keys, name);
        keys.push = None;
        assert_eq!(name.open(&keys, &record).unwrap_err(), SecretError::EnrollAgain);
        let secret = SecretBytes::from(b"key".as_slice());
        assert_eq!(name.seal(&SeededRandom::new(4), &keys, &secret), Ok(None));
        assert_eq!(NAME.open(&keys, &sealed(&keys, NAME)).unwrap().expose(), b"seed");
    }
}
