//! Reading and writing the store's files: the newest authentic one counts, the next goes into the other's place.

use super::super::anchor::KeyPurpose;
use super::super::device::Device;
use super::super::error::VaultFailure;
use super::super::header::Identity;
use super::super::trailer::{self, TRAILER_LENGTH};
use super::file::{self, FileName, LONGEST_FILE, Reading};
use super::{EarlyContents, EarlyError, opens_before_the_pin};
use crate::crypto::{Secret, random_array};
use crate::ports::{AssuranceClass, DeviceKeyError, DeviceKeyId, FileSlot, StoreError, VaultStore};
use std::sync::Arc;

/// The store in memory, as its newest file has it.
pub(in super::super) struct EarlyStore {
    contents: EarlyContents,
    generation: u64,
}

/// The files, and the key's name.
struct Place {
    files: Arc<dyn VaultStore>,
    identity: Identity,
    key: DeviceKeyId,
}

impl Device {
    /// What the store holds.
    pub(in super::super) fn early(&mut self, class: AssuranceClass) -> Result<&EarlyContents, EarlyError> {
        if self.early.is_none() {
            self.early = Some(self.load_early(class)?);
        }
        self.early.as_ref().map(|early| &early.contents).ok_or(EarlyError::Missing)
    }

    /// Changes the store and writes it. After a failure what is in memory is forgotten: the files say what happened.
    pub(in super::super) fn change_early<T, E: From<EarlyError>>(
        &mut self,
        class: AssuranceClass,
        edit: impl FnOnce(&mut EarlyContents) -> Result<T, E>,
    ) -> Result<T, E> {
        self.early(class)?;
        let mut early = self.early.take().ok_or(EarlyError::Missing)?;
        let value = edit(&mut early.contents)?;
        early.generation = early.generation.saturating_add(1);
        let place = self.early_place(class)?;
        self.write_early(&place, &early).map_err(EarlyError::from)?;
        self.early = Some(early);
        Ok(value)
    }

    /// Begins an empty store beside this vault. Its key is remembered before it is made, so that erasing finds it.
    pub(in super::super) fn begin_early(&mut self, identity: &Identity) -> Result<(), EarlyError> {
        let files = self.early_files(identity.class)?;
        let newest = match self.newest_generation(&*files, identity) {
            Err(EarlyError::Missing) => 0,
            newest => newest?,
        };
        let mut record = self.anchor_or_new(identity.vault_id);
        let key = match record.early_key() {
            Some(key) => key,
            None => DeviceKeyId(random_array(&*self.ports.random).map_err(VaultFailure::from)?),
        };
        record.remember_key(KeyPurpose::Early, key);
        if self.anchor.as_ref() != Some(&record) {
            self.store_anchor(record)?;
        }
        self.ports.slot_keys.create(key).map_err(VaultFailure::from)?;
        let early = EarlyStore { contents: EarlyContents::default(), generation: newest.saturating_add(1) };
        self.write_early(&Place { files, identity: identity.clone(), key }, &early)?;
        self.early = Some(early);
        Ok(())
    }

    /// Removes the store's files. Its key is one of the device's keys, and goes with them.
    pub(in super::super) fn remove_early(&mut self) -> Result<(), VaultFailure> {
        self.early = None;
        if let Some(files) = &self.ports.early_store {
            for slot in [FileSlot::A, FileSlot::B] {
                files.remove(slot)?;
            }
        }
        Ok(())
    }

    fn load_early(&self, class: AssuranceClass) -> Result<EarlyStore, EarlyError> {
        let place = self.early_place(class)?;
        let (mut whole, mut unread) = (Vec::new(), None);
        for slot in [FileSlot::A, FileSlot::B] {
            match read(&*place.files, slot, &place.identity) {
                Ok(Some(Reading::Newer)) => return Err(EarlyError::NewerVersion),
                Ok(Some(Reading::Whole { generation, salt, bytes })) => whole.push((generation, salt, bytes)),
                Ok(Some(Reading::Damaged) | None) => {}
                Err(failure) => unread = Some(failure),
            }
        }
        whole.sort_by_key(|(generation, ..)| std::cmp::Reverse(*generation));
        if !whole.is_empty() {
            let secret = self.early_secret(&place)?;
            for (generation, salt, bytes) in whole {
                let name = FileName { identity: &place.identity, generation, salt };
                if let Some(contents) = name.open(&secret, bytes) {
                    return Ok(EarlyStore { contents, generation });
                }
            }
        }
        Err(unread.map_or(EarlyError::Missing, EarlyError::Failed))
    }

    fn write_early(&self, place: &Place, early: &EarlyStore) -> Result<(), VaultFailure> {
        let salt = random_array(&*self.ports.random)?;
        let secret = self.early_secret(place).map_err(|error| match error {
            EarlyError::Failed(failure) => failure,
            _ => DeviceKeyError::Missing.into(),
        })?;
        let name = FileName { identity: &place.identity, generation: early.generation, salt };
        let content = name.seal(&secret, &early.contents)?;
        if content.len().saturating_add(TRAILER_LENGTH) > LONGEST_FILE {
            return Err(VaultFailure::TooLarge);
        }
        trailer::replace(&*place.files, FileSlot::of_generation(early.generation), &content)?;
        Ok(())
    }

    /// The greatest generation that the files claim, authentic or not.
    fn newest_generation(&self, files: &dyn VaultStore, identity: &Identity) -> Result<u64, EarlyError> {
        let mut newest = None;
        for slot in [FileSlot::A, FileSlot::B] {
            match read(files, slot, identity)? {
                Some(Reading::Newer) => return Err(EarlyError::NewerVersion),
                Some(Reading::Whole { generation, .. }) => newest = newest.max(Some(generation)),
                Some(Reading::Damaged) | None => {}
            }
        }
        newest.ok_or(EarlyError::Missing)
    }

    /// A lost key is a lost store: it begins anew once the vault is open.
    fn early_secret(&self, place: &Place) -> Result<Secret<32>, EarlyError> {
        match self.ports.slot_keys.prf(place.key, &file::key_input(&place.identity)) {
            Err(DeviceKeyError::Missing | DeviceKeyError::Invalidated) => Err(EarlyError::Missing),
            secret => Ok(secret.map_err(VaultFailure::from)?),
        }
    }

    fn early_files(&self, class: AssuranceClass) -> Result<Arc<dyn VaultStore>, EarlyError> {
        let worth_it = opens_before_the_pin(class);
        self.ports.early_store.clone().filter(|_| worth_it).ok_or(EarlyError::NotAvailable)
    }

    fn early_place(&self, class: AssuranceClass) -> Result<Place, EarlyError> {
        let files = self.early_files(class)?;
        let record = self.anchor.as_ref().ok_or(EarlyError::Missing)?;
        let key = record.early_key().ok_or(EarlyError::Missing)?;
        Ok(Place { files, identity: Identity { class, vault_id: record.vault_id }, key })
    }
}

/// One file. What cannot be read twice in a row is damaged: the medium is broken there.
fn read(
    files: &dyn VaultStore,
    slot: FileSlot,
    identity: &Identity,
) -> Result<Option<Reading>, VaultFailure> {
    let attempt = || files.read(slot, LONGEST_FILE);
    match attempt().or_else(|error| if error == StoreError::Failed { attempt() } else { Err(error) }) {
        Ok(bytes) => Ok(bytes.map(|bytes| Reading::of(bytes, identity))),
        Err(StoreError::Failed | StoreError::TooLarge) => Ok(Some(Reading::Damaged)),
        Err(error) => Err(error.into()),
    }
}
