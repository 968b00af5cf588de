//! Unlocking by PIN, recovery code or biometrics; locking by hand and by itself.

use super::error::UnlockError;
use super::state::{Open, State, Waiting, asks_for_passphrase, close, failure, take_waiting};
use super::views::{HistoryEvent, LockView, OlderCopy, UnlockNotice, Unusable};
use super::{Acceptance, Authenticator};
use crate::crypto::{KdfError, SecretBytes};
use crate::ports::DeviceKeyError;
use crate::vault::{self, Finding, Locked, OpenVault, Pin, RecoveryCode, Refused, Vault, VaultFailure};

impl Authenticator {
    /// Opens the vault with the PIN. Takes as long as one key derivation (0.1–0.5 s).
    ///
    /// The attempt is charged durably before the derivation runs. Damage, a device error or a lack of memory is no
    /// attempt. `accept` is [`Acceptance::NewestOnly`], unless the user has just said yes to
    /// [`UnlockError::OlderCopy`].
    ///
    /// # Errors
    /// Each variant of [`UnlockError`] says what to do next; the vault is as locked as before.
    pub fn unlock(&self, pin: SecretBytes, accept: Acceptance) -> Result<Vec<UnlockNotice>, UnlockError> {
        // What cannot be a PIN is not this vault's; it costs nothing to say so, and tells nothing.
        let pin = Pin::new(pin).map_err(|_| self.not_a_pin())?;
        self.open_with(accept, None, Some(pin.policy_length()), |vault| vault.unlock(&pin, accept))
    }

    /// Opens the vault with the printed recovery code. It opens one-time codes only, and the next step is a new PIN
    /// ([`Stage::NewPinNeeded`](super::Stage::NewPinNeeded)).
    ///
    /// # Errors
    /// As [`unlock`](Self::unlock); a wrong recovery code is not counted (it has 128 bits).
    pub fn unlock_with_recovery_code(
        &self,
        code: SecretBytes,
        accept: Acceptance,
    ) -> Result<Vec<UnlockNotice>, UnlockError> {
        // Exposed: the text is parsed right here.
        let code = RecoveryCode::parse(code.expose()).map_err(|_| UnlockError::WrongRecoveryCode)?;
        let event = Some(HistoryEvent::RecoveryCodeUsed);
        self.open_with(accept, event, None, |vault| vault.unlock_with_recovery_code(&code, accept))
    }

    /// Opens the vault with the key behind the biometric prompt, which this call shows.
    ///
    /// # Errors
    /// As [`unlock`](Self::unlock); [`UnlockError::NotAvailable`] where biometrics were not set up or have changed.
    pub fn unlock_with_biometrics(&self, accept: Acceptance) -> Result<Vec<UnlockNotice>, UnlockError> {
        self.open_with(accept, None, None, |vault| vault.unlock_with_biometrics(accept))
    }

    /// Locks the vault. Nothing of it stays in memory.
    pub fn lock(&self) {
        close(&mut self.state());
    }

    /// Restarts the time to the automatic lock: call it for each touch or key, not for a redraw.
    pub fn user_was_active(&self) {
        if let State::Open(open) = &mut *self.state() {
            open.last_activity = self.ports.clock.boot();
        }
    }

    /// Locks a vault that was idle for as long as the settings say. Call it now and then; says whether the vault is
    /// locked now.
    pub fn lock_if_idle(&self) -> bool {
        let mut state = self.state();
        self.lock_when_idle(&mut state);
        !matches!(*state, State::Open(_))
    }

    fn open_with(
        &self,
        accept: Acceptance,
        event: Option<HistoryEvent>,
        pin_length: Option<u8>,
        unlock: impl FnOnce(Vault) -> Result<OpenVault, Refused<vault::UnlockError>>,
    ) -> Result<Vec<UnlockNotice>, UnlockError> {
        let mut state = self.state();
        let Waiting { vault, lines, .. } = take_waiting(&mut state).ok_or(UnlockError::NotLocked)?;
        match unlock(vault) {
            Ok(vault) => {
                let mut open = Open { lines, pin_length, ..Open::new(vault, self.ports.clock.boot()) };
                open.lines.read_anew();
                let notices = self.notices(&mut open, accept, event);
                if !open.vault.needs_new_pin() {
                    open.settle_push(&self.ports);
                    open.finish_endings(&self.ports);
                }
                *state = State::Open(Box::new(open));
                crate::crypto::wipe_stack();
                Ok(notices)
            }
            Err(Refused { vault, error }) => {
                let error = unlock_error(error, vault.state());
                *state = State::Waiting(Waiting { lines, ..Waiting::new(vault) });
                Err(error)
            }
        }
    }

    /// What the user should know, written down in the history where it was the user's decision.
    fn notices(&self, open: &mut Open, accept: Acceptance, event: Option<HistoryEvent>) -> Vec<UnlockNotice> {
        let notice = open.vault.finding().map(|finding| match OlderCopy::of(finding) {
            Some(copy) => UnlockNotice::Accepted(copy),
            None => UnlockNotice::Recovered { lost_generation: lost_generation(finding) },
        });
        let accepted = matches!(notice, Some(UnlockNotice::Accepted(_))) && accept == Acceptance::OlderCopy;
        let events = [event, accepted.then_some(HistoryEvent::RollBackAccepted)];
        for event in events.into_iter().flatten() {
            let record = event.record(self.ports.clock.wall(), None, "");
            // The vault is open whether or not this line of its history could be stored.
            let _ = open.vault.change(|change| change.record(record));
        }
        notice.into_iter().collect()
    }

    /// A text that no PIN can be (too short, too long, not text): refused as any wrong PIN is shown, uncounted.
    fn not_a_pin(&self) -> UnlockError {
        match &*self.state() {
            State::Waiting(waiting) => match waiting.vault.state() {
                vault::State::Locked(locked) if !locked.delay.is_zero() => UnlockError::Wait(locked.delay),
                vault::State::Locked(_) => UnlockError::NotAPin,
                _ => UnlockError::NotLocked,
            },
            _ => UnlockError::NotLocked,
        }
    }
}

impl LockView {
    pub(super) fn of(locked: &Locked, early_store: bool) -> Self {
        Self {
            attempts_left: locked.attempts_left.into(),
            delay: locked.delay,
            class: locked.class,
            passphrase: asks_for_passphrase(locked.class),
            biometrics: locked.biometrics,
            requests_while_locked: early_store && vault::opens_before_the_pin(locked.class),
            older_copy: locked.finding.and_then(OlderCopy::of),
        }
    }
}

impl OlderCopy {
    fn of(finding: Finding) -> Option<Self> {
        match finding {
            Finding::Recovered { .. } => None,
            Finding::RolledBack { .. } => Some(Self::RolledBack),
            Finding::Forked { .. } => Some(Self::Forked),
            Finding::Unanchored => Some(Self::NotRemembered),
        }
    }
}

fn lost_generation(finding: Finding) -> u64 {
    match finding {
        Finding::Recovered { lost_generation } => lost_generation,
        _ => 0,
    }
}

/// The vault's refusal, with what the unlock screen shows after it.
pub(super) fn unlock_error(error: vault::UnlockError, state: vault::State) -> UnlockError {
    use vault::UnlockError as Refusal;
    match error {
        Refusal::WrongPin { attempts_left, delay } => {
            UnlockError::WrongPin { attempts_left: attempts_left.into(), delay }
        }
        Refusal::Delayed { remaining } => UnlockError::Wait(remaining),
        Refusal::Erased => UnlockError::Erased,
        Refusal::WrongRecoveryCode => UnlockError::WrongRecoveryCode,
        Refusal::NoBiometricSlot => UnlockError::NotAvailable,
        Refusal::OlderCopy(finding) => match OlderCopy::of(finding) {
            Some(copy) => UnlockError::OlderCopy(copy),
            None => UnlockError::Unusable(Unusable::Damaged),
        },
        Refusal::Damaged => UnlockError::Unusable(Unusable::Damaged),
        Refusal::NotLocked => not_locked(state),
        Refusal::Failed(error) => failed(error),
    }
}

fn not_locked(state: vault::State) -> UnlockError {
    match state {
        vault::State::Erased => UnlockError::Erased,
        vault::State::Damaged => UnlockError::Unusable(Unusable::Damaged),
        vault::State::FilesMissing => UnlockError::Unusable(Unusable::FilesMissing),
        vault::State::NewerVersion { .. } => UnlockError::Unusable(Unusable::NewerVersion),
        vault::State::DeviceKeyMissing(_) => UnlockError::Unusable(Unusable::DeviceKeyMissing),
        vault::State::New | vault::State::Locked(_) => UnlockError::NotLocked,
    }
}

fn failed(error: VaultFailure) -> UnlockError {
    match error {
        VaultFailure::Kdf(KdfError::OutOfMemory) => UnlockError::OutOfMemory,
        VaultFailure::DeviceKey(DeviceKeyError::Cancelled) => UnlockError::Cancelled,
        VaultFailure::DeviceKey(DeviceKeyError::Invalidated) => UnlockError::NotAvailable,
        VaultFailure::DeviceKey(DeviceKeyError::Missing) => UnlockError::Unusable(Unusable::DeviceKeyMissing),
        VaultFailure::Damaged => UnlockError::Unusable(Unusable::Damaged),
        other => UnlockError::Storage(failure(other)),
    }
}
