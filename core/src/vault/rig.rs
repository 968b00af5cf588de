//! For unit tests: a vault on a device made of fakes, and everything that a test does to it.

use super::testing::{self, StretchedPin};
use super::{
    Acceptance, Change, CodeParameters, CommitError, EntryDetails, EntryId, EntryKind, NewEntry, OpenVault,
    State, UnlockError, Vault, VaultPorts,
};
use crate::crypto::SecretBytes;
use crate::ports::AssuranceClass;
use crate::testing::{
    FakeAgreementKeys, FakeAnchor, FakeBiometricKey, FakeClock, FakeSigningKeys, FakeSlotKeys, MemoryFiles,
    MemoryStore, SeededRandom,
};
use crate::time::UnixTime;
use std::sync::Arc;

/// The PIN of every vault here.
pub(super) const PIN: u8 = 1;

/// A device of the hardware class, with a biometric sensor.
pub(super) struct Rig {
    pub(super) store: MemoryStore,
    pub(super) early_store: MemoryStore,
    pub(super) slot_keys: FakeSlotKeys,
    pub(super) signing_keys: FakeSigningKeys,
    pub(super) agreement_keys: FakeAgreementKeys,
    pub(super) biometric_key: FakeBiometricKey,
    pub(super) anchor: FakeAnchor,
    pub(super) clock: FakeClock,
    pub(super) random: SeededRandom,
}

impl Rig {
    pub(super) fn new() -> Self {
        Self {
            store: MemoryStore::new(),
            early_store: MemoryStore::new(),
            slot_keys: FakeSlotKeys::new(AssuranceClass::Hardware),
            signing_keys: FakeSigningKeys::new(),
            agreement_keys: FakeAgreementKeys::new(),
            biometric_key: FakeBiometricKey::new(),
            anchor: FakeAnchor::new(),
            clock: FakeClock::default(),
            random: SeededRandom::new(1),
        }
    }

    /// Another device that got a copy of the files and nothing else.
    pub(super) fn with_files_of(other: &Self) -> Self {
        let rig = Self { random: SeededRandom::new(2), ..Self::new() };
        rig.store.restore(other.store.snapshot());
        rig
    }

    fn ports(&self) -> VaultPorts {
        VaultPorts {
            store: Arc::new(self.store.clone()),
            slot_keys: Arc::new(self.slot_keys.clone()),
            early_store: Some(Arc::new(self.early_store.clone())),
            signing_keys: Some(Arc::new(self.signing_keys.clone())),
            agreement_keys: Some(Arc::new(self.agreement_keys.clone())),
            biometric_key: Some(Arc::new(self.biometric_key.clone())),
            anchor: Arc::new(self.anchor.clone()),
            clock: Arc::new(self.clock.clone()),
            random: Arc::new(self.random.clone()),
        }
    }

    pub(super) fn vault(&self) -> Vault {
        Vault::open(self.ports()).unwrap()
    }

    pub(super) fn state(&self) -> State {
        self.vault().state()
    }

    pub(super) fn create(&self) -> OpenVault {
        testing::create(self.vault(), &StretchedPin::number(PIN)).unwrap()
    }

    pub(super) fn unlock(&self, accept: Acceptance) -> Result<OpenVault, UnlockError> {
        testing::unlock(self.vault(), &StretchedPin::number(PIN), accept).map_err(|refused| refused.error)
    }

    /// Every fake works again.
    pub(super) fn heal(&self) {
        self.store.faults().heal();
        self.early_store.faults().heal();
        self.signing_keys.faults().heal();
        self.agreement_keys.faults().heal();
        self.slot_keys.faults().heal();
        self.biometric_key.faults().heal();
        self.anchor.load_faults().heal();
        self.anchor.store_faults().heal();
    }

    pub(super) fn has_no_files(&self) -> bool {
        self.store.snapshot() == MemoryFiles::default()
    }
}

/// An entry by this name.
pub(super) fn entry(name: &str, kind: EntryKind) -> NewEntry {
    NewEntry {
        kind,
        details: EntryDetails { account: name.to_owned(), ..EntryDetails::default() },
        parameters: CodeParameters::default(),
        counter: 1,
        created: UnixTime::from_seconds(1),
        policy: None,
        secret: SecretBytes::from(name.as_bytes()),
    }
}

/// Adds an entry whose secret is its name.
pub(super) fn add(vault: &mut OpenVault, name: &str, kind: EntryKind) -> EntryId {
    vault.change(|change| change.add_entry(entry(name, kind))).unwrap()
}

/// A change that succeeds and touches nothing that must never go back.
pub(super) fn touch(vault: &mut OpenVault, value: u8) {
    vault.change(|change: &mut Change<'_>| change.set_setting("touched", vec![value])).unwrap();
}

/// A change that is refused after it was made.
pub(super) fn refused(
    vault: &mut OpenVault,
    edit: impl FnOnce(&mut Change<'_>) -> Result<(), CommitError>,
) -> CommitError {
    let outcome: Result<(), CommitError> = vault.change(|change| {
        edit(change)?;
        Err(CommitError::BeyondLimit)
    });
    outcome.unwrap_err()
}
