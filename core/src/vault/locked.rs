//! The locked vault: what can be done without the PIN, and what the PIN then does.

use super::VaultPorts;
use super::anchor::LifeState;
use super::device::Device;
use super::error::{CreateError, EraseError, OpenError, UnlockError, VaultFailure};
use super::load::{Files, Found};
use super::open::OpenVault;
use super::pin::{Pin, PinSource};
use super::recovery_code::RecoveryCode;
use super::slot::SlotKind;
use super::state::{Locked, State};
use super::{create, erase, unlock};
use crate::crypto::Argon2Parameters;
use crate::ports::{AssuranceClass, DeviceKeyError, StoreError};

/// The vault of this device, taken for this process, locked.
#[derive(Debug)]
pub struct Vault {
    pub(super) device: Box<Device>,
    pub(super) known: Known,
}

/// What looking at the files and the anchor gave.
pub(super) enum Known {
    New,
    Erased(Option<Box<Found>>),
    Damaged,
    FilesMissing,
    Newer { format: u16, minimum_reader: u16 },
    Locked(Summary, Option<Box<Found>>),
}

/// What stays known of a locked vault when its files are not in memory.
#[derive(Clone, Copy)]
pub(super) struct Summary {
    pub(super) class: AssuranceClass,
    pub(super) biometrics: bool,
    pub(super) key_missing: bool,
    pub(super) finding: Option<super::state::Finding>,
}

/// A refusal, and the vault to go on with.
#[derive(Debug)]
pub struct Refused<E> {
    /// The vault, as locked as before.
    pub vault: Vault,
    /// Why.
    pub error: E,
}

/// What the user has said yes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Acceptance {
    /// Nothing: the files must be the newest.
    #[default]
    NewestOnly,
    /// "Yes, I know these files are an older copy": opens in spite of a [`Finding`](super::Finding).
    OlderCopy,
}

impl Vault {
    /// Takes the vault for this process and looks at it. Finishes an erasing that was interrupted.
    pub fn open(ports: VaultPorts) -> Result<Self, OpenError> {
        let guard = ports.store.lock().map_err(|error| match error {
            StoreError::Locked => OpenError::InUse,
            error => OpenError::Failed(error.into()),
        })?;
        let early_guard = ports.early_store.as_ref().map(|early| early.lock()).transpose();
        let early_guard = early_guard.map_err(|error| match error {
            StoreError::Locked => OpenError::InUse,
            error => OpenError::Failed(error.into()),
        })?;
        let guards = Box::new((guard, early_guard));
        let mut vault = Self { device: Box::new(Device::new(ports, guards)), known: Known::New };
        vault.look()?;
        Ok(vault)
    }

    /// What there is, now: delays run down.
    pub fn state(&self) -> State {
        match &self.known {
            Known::New => State::New,
            Known::Erased(_) => State::Erased,
            Known::Damaged => State::Damaged,
            Known::FilesMissing => State::FilesMissing,
            Known::Newer { format, minimum_reader } => {
                State::NewerVersion { format: *format, minimum_reader: *minimum_reader }
            }
            Known::Locked(summary, _) => {
                let attempts = self.device.anchor.as_ref().map(|record| record.attempts).unwrap_or_default();
                let locked = Locked {
                    class: summary.class,
                    attempts_left: attempts.left(),
                    delay: attempts.remaining(self.device.ports.clock.boot()),
                    biometrics: summary.biometrics,
                    finding: summary.finding,
                };
                if summary.key_missing { State::DeviceKeyMissing(locked) } else { State::Locked(locked) }
            }
        }
    }

    /// Makes a vault, where [`state`](Self::state) is [`State::New`] or [`State::Erased`] (and no files were put
    /// back since; [`erase`](Self::erase) removes those).
    pub fn create(self, pin: &Pin, cost: Argon2Parameters) -> Result<OpenVault, Refused<CreateError>> {
        if let Err(error) = pin.check(self.device.ports.slot_keys.class(), super::PinPolicy::default()) {
            return Err(Refused { vault: self, error: error.into() });
        }
        create::create(self, &PinSource::Typed(pin), cost)
    }

    /// Opens the vault with the PIN. Takes as long as the key derivation (0.1–0.5 s).
    ///
    /// The attempt is charged durably before the derivation begins and its outcome is stored before it is
    /// returned. The tenth wrong PIN erases everything.
    pub fn unlock(self, pin: &Pin, accept: Acceptance) -> Result<OpenVault, Refused<UnlockError>> {
        unlock::with_pin(self, &PinSource::Typed(pin), accept)
    }

    /// Opens the vault with the printed recovery code: one-time codes only, and a new PIN must be set
    /// ([`OpenVault::set_pin`]) before anything else is changed. Works on any device and costs no attempt.
    pub fn unlock_with_recovery_code(
        self,
        code: &RecoveryCode,
        accept: Acceptance,
    ) -> Result<OpenVault, Refused<UnlockError>> {
        unlock::with_recovery_code(self, code, accept)
    }

    /// Opens the vault with the key behind the biometric prompt (which this call shows).
    pub fn unlock_with_biometrics(self, accept: Acceptance) -> Result<OpenVault, Refused<UnlockError>> {
        unlock::with_biometrics(self, accept)
    }

    /// Destroys everything, for good: keys first, then files. Afterwards the state is [`State::Erased`].
    pub fn erase(mut self) -> Result<Self, Refused<EraseError>> {
        match self.erase_now() {
            Ok(()) => Ok(self),
            Err(error) => Err(Refused { vault: self, error: EraseError(error) }),
        }
    }

    /// Reads anchor and files anew.
    pub(super) fn look(&mut self) -> Result<(), VaultFailure> {
        self.device.reload_anchor()?;
        self.note_restart()?;
        let exhausted = self.device.anchor.as_ref().is_some_and(|record| record.attempts.are_exhausted());
        if self.device.is(LifeState::Erasing) || (self.device.is(LifeState::Live) && exhausted) {
            return self.erase_now();
        }
        let store = &*self.device.ports.store;
        let remembered = self.device.anchor.as_ref();
        let files = Files::load(store, remembered)?;
        self.known = match files {
            Files::Newer { format, minimum_reader } => Known::Newer { format, minimum_reader },
            Files::Intact(found) if self.device.is(LifeState::Erased) => Known::Erased(Some(found)),
            _ if self.device.is(LifeState::Erased) => Known::Erased(None),
            Files::None if self.device.is(LifeState::Live) => Known::FilesMissing,
            Files::None => Known::New,
            Files::Damaged => Known::Damaged,
            Files::Intact(found) => Known::Locked(self.summary(&found), Some(found)),
        };
        Ok(())
    }

    /// Erases, or goes on erasing.
    pub(super) fn erase_now(&mut self) -> Result<(), VaultFailure> {
        erase::erase(&mut self.device)?;
        self.known = Known::Erased(None);
        Ok(())
    }

    /// After a restart of the device the running delay starts anew; written down, so that it runs down from here.
    fn note_restart(&mut self) -> Result<(), VaultFailure> {
        let now = self.device.ports.clock.boot();
        let Some(mut record) = self.device.anchor.clone() else { return Ok(()) };
        if record.attempts.notice_restart(now) { self.device.store_anchor(record) } else { Ok(()) }
    }

    fn summary(&self, found: &Found) -> Summary {
        let header = found.header_to_open(self.device.anchor.as_ref());
        let slot_keys = &self.device.ports.slot_keys;
        let terms = header.slots.terms(SlotKind::Pin);
        // A key of another class is another device's; otherwise asking for anything tells whether there is a key.
        let key_missing = slot_keys.class() != header.identity.class
            || terms.is_some_and(|terms| {
                matches!(slot_keys.prf(terms.device_key(), &[0; 32]), Err(DeviceKeyError::Missing))
            });
        Summary {
            class: header.identity.class,
            biometrics: self.device.ports.biometric_key.is_some()
                && unlock::biometric_terms(&self.device, header).is_some(),
            key_missing,
            finding: found.finding(self.device.anchor.as_ref()),
        }
    }
}

impl core::fmt::Debug for Known {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Known")
    }
}
