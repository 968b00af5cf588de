//! First launch: license → PIN → the same PIN again → notifications. Interrupted at any step, it goes on there.

use super::appearance::Remembered;
use super::error::{SetupError, WeakPin};
use super::settings::Stored;
use super::state::{Open, State, Waiting, failure, take_waiting};
use super::views::{HistoryEvent, SetupStep, Stage};
use super::{Authenticator, Change, StorageError};
use crate::crypto::{Argon2Parameters, ConstantTimeEq, SecretBytes};
use crate::vault::{CommitError, CreateError, PinPolicy, VaultFailure};

/// The version of [`LICENSE_TEXT`]. It grows when the text changes, and the text is then shown again.
pub const LICENSE_VERSION: u32 = 1;

/// What the user accepts at the first launch. A paragraph is one line: the shell breaks it to its screen.
pub const LICENSE_TEXT: &str = include_str!("license.txt");

impl Authenticator {
    /// Accepts the license.
    ///
    /// # Errors
    /// [`SetupError::WrongLicense`] unless `version` is [`LICENSE_VERSION`]; [`SetupError::OutOfOrder`] when no
    /// license is asked for.
    pub fn accept_license(&self, version: u32) -> Result<Stage, SetupError> {
        let asked = matches!(self.stage(), Stage::Setup(SetupStep::License { .. }));
        if !asked {
            return Err(SetupError::OutOfOrder);
        }
        if version != LICENSE_VERSION {
            return Err(SetupError::WrongLicense);
        }
        self.remember(Remembered { license: Some(version), ..self.remembered() })?;
        if let State::Open(open) = &mut *self.state() {
            open.change_stored(|stored| stored.license = Some(version)).map_err(SetupError::from)?;
        }
        // Before there is a vault, only the preferences know.
        self.tell(Change::Stage);
        Ok(self.stage())
    }

    /// Takes a new PIN, to be confirmed. It is kept in memory only; a restart asks for it again.
    ///
    /// # Errors
    /// [`SetupError::WeakPin`] says what is wrong with it.
    pub fn choose_pin(&self, pin: SecretBytes) -> Result<Stage, SetupError> {
        self.expect_step(|step| matches!(step, SetupStep::ChoosePin(_) | SetupStep::ConfirmPin))?;
        let pin = self.new_pin(pin, PinPolicy::default())?;
        if let State::Waiting(waiting) = &mut *self.state() {
            waiting.chosen = Some(pin);
        }
        Ok(self.stage())
    }

    /// Takes the PIN again, makes the vault and leaves it open. Takes as long as one key derivation.
    ///
    /// # Errors
    /// [`SetupError::PinsDiffer`] starts over with [`SetupStep::ChoosePin`]. When the vault could not be stored,
    /// nothing was made, and the same PIN may be confirmed again.
    pub fn confirm_pin(&self, pin: SecretBytes) -> Result<Stage, SetupError> {
        self.expect_step(|step| matches!(step, SetupStep::ConfirmPin))?;
        let again = self.new_pin(pin, PinPolicy::default());
        let mut state = self.state();
        let waiting = take_waiting(&mut state).ok_or(SetupError::OutOfOrder)?;
        let (next, outcome) = self.create_vault(waiting, again);
        *state = next;
        drop(state);
        crate::crypto::wipe_stack();
        outcome.map(|()| self.stage())
    }

    fn create_vault(
        &self,
        mut waiting: Waiting,
        again: Result<crate::vault::Pin, WeakPin>,
    ) -> (State, Result<(), SetupError>) {
        let chosen = match (waiting.chosen.take(), again) {
            (Some(chosen), Ok(again)) if bool::from(chosen.ct_eq(&again)) => chosen,
            _ => return (State::Waiting(waiting), Err(SetupError::PinsDiffer)),
        };
        let starting_over = waiting.starting_over;
        match waiting.vault.create(&chosen, Argon2Parameters::RECOMMENDED) {
            Ok(vault) => {
                let mut open = Open {
                    pin_length: Some(chosen.policy_length()),
                    ..Open::new(vault, self.ports.clock.boot())
                };
                let outcome = self.first_records(&mut open).map_err(SetupError::from);
                (State::Open(Box::new(open)), outcome)
            }
            Err(refused) => {
                let waiting = Waiting { chosen: Some(chosen), starting_over, ..Waiting::new(refused.vault) };
                (State::Waiting(waiting), Err(refused.error.into()))
            }
        }
    }

    /// The first commit: what was accepted before there was a vault.
    fn first_records(&self, open: &mut Open) -> Result<(), CommitError> {
        let license = self.remembered().license;
        let event = HistoryEvent::VaultCreated.record(self.ports.clock.wall(), None, "");
        open.vault.change(|change| {
            let stored = Stored { license, ..Stored::default() };
            change.set_setting(Stored::NAME, stored.to_bytes())?;
            change.record(event)
        })
    }

    /// Answers the last question of the setup.
    ///
    /// # Errors
    /// [`SetupError::OutOfOrder`] before the vault exists.
    pub fn choose_notifications(&self, wanted: bool) -> Result<Stage, SetupError> {
        self.with_open(
            |open| Ok(open.change_stored(|stored| stored.notifications = Some(wanted))?),
            SetupError::OutOfOrder,
        )?;
        Ok(self.stage())
    }

    /// Gives up a vault that was erased or that cannot be opened here, and begins the setup of a new one. What is
    /// left of the old one is destroyed: ask first.
    ///
    /// # Errors
    /// [`SetupError::OutOfOrder`] while there is a vault that a PIN can open, or one of a newer version.
    pub fn start_over(&self) -> Result<Stage, SetupError> {
        use crate::vault::State as Found;
        let mut state = self.state();
        let waiting = take_waiting(&mut state).ok_or(SetupError::OutOfOrder)?;
        let (next, outcome) = match waiting.vault.state() {
            // Erased too: files that were put back since go, or nothing could be made beside them.
            Found::Erased | Found::Damaged | Found::FilesMissing | Found::DeviceKeyMissing(_) => {
                match waiting.vault.erase() {
                    Ok(vault) => (Waiting { starting_over: true, ..Waiting::new(vault) }, Ok(())),
                    Err(refused) => (Waiting::new(refused.vault), Err(failure(refused.error.0).into())),
                }
            }
            Found::New | Found::Locked(_) | Found::NewerVersion { .. } => {
                (waiting, Err(SetupError::OutOfOrder))
            }
        };
        *state = State::Waiting(next);
        drop(state);
        outcome.map(|()| self.stage())
    }

    fn expect_step(&self, expected: impl FnOnce(SetupStep) -> bool) -> Result<(), SetupError> {
        match self.stage() {
            Stage::Setup(step) if expected(step) => Ok(()),
            _ => Err(SetupError::OutOfOrder),
        }
    }
}

impl From<CreateError> for SetupError {
    fn from(error: CreateError) -> Self {
        match error {
            CreateError::Exists => Self::OutOfOrder,
            CreateError::Pin(error) => Self::WeakPin(error.into()),
            CreateError::Failed(VaultFailure::Kdf(crate::crypto::KdfError::OutOfMemory)) => Self::OutOfMemory,
            CreateError::Failed(error) => Self::Storage(failure(error)),
        }
    }
}

impl From<CommitError> for SetupError {
    fn from(error: CommitError) -> Self {
        Self::Storage(StorageError::from(error))
    }
}
