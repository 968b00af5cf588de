//! Locked or open, and the way between: the one place that holds the vault.

use super::error::{OpenError, StorageError};
use super::observer::{Held, Observed};
use super::offers::Offers;
use super::push::Lines;
use super::settings::Stored;
use super::views::{LockView, PinRules, SetupStep, Stage, Unusable};
use super::{Authenticator, Ports};
use crate::ports::{AssuranceClass, StoreError};
use crate::time::BootTime;
use crate::vault::{self, EntryId, OpenVault, Pin, RemovedEntry, Vault, VaultFailure};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// What the authenticator holds.
pub(super) enum State {
    /// No PIN was given yet.
    Waiting(Waiting),
    /// The vault is open.
    Open(Box<Open>),
    /// Only while a call moves the vault from one to the other. A call that never came back leaves this behind, and
    /// the next one opens the files anew.
    Between,
}

/// A vault that is locked, or not made yet.
pub(super) struct Waiting {
    pub(super) vault: Vault,
    /// The PIN of a setup in progress, until it is confirmed.
    pub(super) chosen: Option<Pin>,
    /// Whether the user has agreed to set up again after an erasure.
    pub(super) starting_over: bool,
    /// The lines to the servers of push accounts, where they live on while locked.
    pub(super) lines: Lines,
}

/// An open vault and what lives only as long as it is open.
pub(super) struct Open {
    pub(super) vault: OpenVault,
    pub(super) last_activity: BootTime,
    /// Offers that were shown and neither confirmed nor dismissed.
    pub(super) offers: Offers,
    /// Deleted accounts that can still be brought back.
    pub(super) removed: BTreeMap<EntryId, Removed>,
    /// The lines to the servers of push accounts.
    pub(super) lines: Lines,
    /// The length of the PIN, at most 8 of it; `None` where the vault was opened without one.
    pub(super) pin_length: Option<u8>,
}

pub(super) struct Removed {
    pub(super) entry: RemovedEntry,
    pub(super) until: BootTime,
}

impl Waiting {
    pub(super) fn new(vault: Vault) -> Self {
        Self { vault, chosen: None, starting_over: false, lines: Lines::default() }
    }
}

impl Open {
    pub(super) fn new(vault: OpenVault, now: BootTime) -> Self {
        Self {
            vault,
            last_activity: now,
            offers: Offers::default(),
            removed: BTreeMap::new(),
            lines: Lines::default(),
            pin_length: None,
        }
    }

    pub(super) fn stored(&self) -> Stored {
        Stored::of(self.vault.contents())
    }
}

impl Authenticator {
    /// Takes the vault for this process and looks at it. Nothing is made, and nothing is opened.
    ///
    /// # Errors
    /// [`OpenError::InUse`] while another process has the vault; [`OpenError::Storage`] when its place cannot be
    /// read.
    pub fn open(ports: Ports) -> Result<Self, OpenError> {
        let vault = Vault::open(ports.of_vault())?;
        let state = Observed::new(State::Waiting(Waiting::new(vault)));
        Ok(Self { ports, state: Mutex::new(state), observer: Mutex::new(None) })
    }

    /// Which screen to show now. Cheap; ask after every call that may have changed it.
    pub fn stage(&self) -> Stage {
        match &*self.state() {
            State::Open(open) => self.open_stage(open),
            State::Waiting(waiting) => self.waiting_stage(waiting),
            State::Between => Stage::Unusable(Unusable::InUse),
        }
    }

    fn open_stage(&self, open: &Open) -> Stage {
        let stored = open.stored();
        if open.vault.needs_new_pin() {
            Stage::NewPinNeeded(self.pin_rules(open.vault.contents().policy().minimum_length()))
        } else if stored.license != Some(super::LICENSE_VERSION) {
            Stage::Setup(SetupStep::License { version: super::LICENSE_VERSION })
        } else if stored.notifications.is_none() {
            Stage::Setup(SetupStep::Notifications)
        } else {
            Stage::Unlocked
        }
    }

    fn waiting_stage(&self, waiting: &Waiting) -> Stage {
        match waiting.vault.state() {
            vault::State::New => Stage::Setup(self.first_step(waiting)),
            vault::State::Erased if waiting.starting_over => Stage::Setup(self.first_step(waiting)),
            vault::State::Erased => Stage::Erased,
            vault::State::Locked(locked) => {
                Stage::Locked(LockView::of(&locked, self.ports.early_store.is_some()))
            }
            vault::State::Damaged => Stage::Unusable(Unusable::Damaged),
            vault::State::FilesMissing => Stage::Unusable(Unusable::FilesMissing),
            vault::State::NewerVersion { .. } => Stage::Unusable(Unusable::NewerVersion),
            vault::State::DeviceKeyMissing(_) => Stage::Unusable(Unusable::DeviceKeyMissing),
        }
    }

    fn first_step(&self, waiting: &Waiting) -> SetupStep {
        if self.remembered().license != Some(super::LICENSE_VERSION) {
            SetupStep::License { version: super::LICENSE_VERSION }
        } else if waiting.chosen.is_none() {
            SetupStep::ChoosePin(self.pin_rules(0))
        } else {
            SetupStep::ConfirmPin
        }
    }

    /// What a new PIN must be on this device under a policy's minimum.
    pub(super) fn pin_rules(&self, policy_minimum: u8) -> PinRules {
        let class = self.ports.slot_keys.class();
        let passphrase = asks_for_passphrase(class);
        let device_minimum = if passphrase { vault::PASSPHRASE_MINIMUM } else { vault::PIN_MINIMUM };
        PinRules {
            minimum_length: usize::from(device_minimum.max(policy_minimum)),
            maximum_length: usize::from(vault::PIN_MAXIMUM),
            passphrase,
            class,
        }
    }

    /// The state, for one call.
    pub(super) fn state(&self) -> Held<'_> {
        let observer = self.observer();
        let mut state = Held::new(self.state.lock().unwrap_or_else(PoisonError::into_inner), observer);
        if matches!(*state, State::Between)
            && let Ok(vault) = Vault::open(self.ports.of_vault())
        {
            *state = State::Waiting(Waiting::new(vault));
        }
        state
    }

    /// Runs `act` on the open vault, or fails with `locked`. A vault that was idle too long locks first.
    pub(super) fn with_open<T, E>(
        &self,
        act: impl FnOnce(&mut Open) -> Result<T, E>,
        locked: E,
    ) -> Result<T, E> {
        let mut state = self.state();
        self.lock_when_idle(&mut state);
        match &mut *state {
            State::Open(open) => act(open),
            _ => Err(locked),
        }
    }

    /// Locks an open vault that was idle for as long as the settings say, or since another boot.
    pub(super) fn lock_when_idle(&self, state: &mut State) {
        let now = self.ports.clock.boot();
        if let State::Open(open) = state {
            let idle = elapsed(open.last_activity, now);
            // Zero means "as soon as the app is left", which is the shell's to say.
            let limit = open.stored().settings().auto_lock;
            if idle.is_none_or(|idle| !limit.is_zero() && idle >= limit) {
                close(state);
            }
        }
    }
}

/// Takes the locked vault out, for a call that may open it; anything else stays where it is.
pub(super) fn take_waiting(state: &mut State) -> Option<Waiting> {
    match std::mem::replace(state, State::Between) {
        State::Waiting(waiting) => Some(waiting),
        other => {
            *state = other;
            None
        }
    }
}

/// Locks: every key, label, offer and pending undo goes.
pub(super) fn close(state: &mut State) {
    *state = match std::mem::replace(state, State::Between) {
        State::Open(open) => {
            let mut lines = open.lines;
            let mut vault = open.vault.lock();
            // What is open stays open only where the locked phone may know of it.
            if vault.early().is_ok() {
                lines.read_anew()
            } else {
                lines.clear()
            }
            State::Waiting(Waiting { lines, ..Waiting::new(vault) })
        }
        other => other,
    };
    crate::crypto::wipe_stack();
}

/// Whether a device keeps its keys so poorly that a passphrase has to do what a PIN cannot.
pub(super) const fn asks_for_passphrase(class: AssuranceClass) -> bool {
    matches!(class, AssuranceClass::File | AssuranceClass::Keyring)
}

/// Time from `from` to `to`; `None` across a reboot.
pub(super) fn elapsed(from: BootTime, to: BootTime) -> Option<Duration> {
    (from.boot == to.boot).then(|| to.elapsed.saturating_sub(from.elapsed))
}

/// A failure below the vault, as the user can act on it.
pub(super) fn failure(failure: VaultFailure) -> StorageError {
    match failure {
        VaultFailure::Store(error) => storage_error(error),
        _ => StorageError::Failed,
    }
}

pub(super) fn storage_error(error: StoreError) -> StorageError {
    match error {
        StoreError::Full => StorageError::Full,
        StoreError::Unknown => StorageError::Uncertain,
        StoreError::TooLarge | StoreError::Locked | StoreError::Failed => StorageError::Failed,
    }
}
