//! The changes that are tried: each on the vault, and the same one on the model.

use super::Draw;
use super::model::{Account, Model, request};
use countersign::crypto::SecretBytes;
use countersign::time::UnixTime;
use countersign::vault::testing::{self, StretchedPin};
use countersign::vault::{
    Change, CodeParameters, CommitError, EntryDetails, EntryId, EntryKind, HistoryEvent, NewEntry, OpenVault,
    SlotError,
};

/// Requests are remembered for longer than any test takes.
const LATER: UnixTime = UnixTime::from_seconds(4_000_000_000);
const NOW: UnixTime = UnixTime::from_seconds(1_767_225_600);

/// One change of a vault. Numbers name accounts by their place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is what it is called")]
pub enum Step {
    SetSetting { name: u8, value: u64 },
    AddAccount { name: u64 },
    Describe { account: usize, information: u64 },
    Move { account: usize, to: usize },
    Advance { account: usize },
    ReplaceSecret { account: usize, secret: u64 },
    Remove { account: usize },
    Answer { request: u8 },
    Record { shown: u64 },
    ChangePin { to: u8 },
    AddRecoveryCode,
    RemoveRecoveryCode,
}

/// Why a step was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// A change of the contents was.
    Commit(CommitError),
    /// A change of the PIN or of a slot was.
    Slot(SlotError),
}

impl From<CommitError> for Broken {
    fn from(error: CommitError) -> Self {
        Self::Commit(error)
    }
}

impl From<SlotError> for Broken {
    fn from(error: SlotError) -> Self {
        Self::Slot(error)
    }
}

impl Step {
    /// A step that makes sense for this model.
    pub fn draw(model: &Model, draw: &mut Draw) -> Self {
        let accounts = model.accounts.len();
        loop {
            let kind = draw.below(16);
            if (4..=11).contains(&kind) && accounts == 0 {
                continue;
            }
            return match kind {
                0 | 1 => Self::SetSetting { name: draw.number() as u8 % 8, value: draw.number() },
                2 | 3 => Self::AddAccount { name: draw.number() },
                4 => Self::Describe { account: draw.below(accounts), information: draw.number() },
                5 => Self::Move { account: draw.below(accounts), to: draw.below(accounts) },
                6..=8 => Self::Advance { account: draw.below(accounts) },
                9 => Self::ReplaceSecret { account: draw.below(accounts), secret: draw.number() },
                10 | 11 => Self::Remove { account: draw.below(accounts) },
                12 => match (0..=u8::MAX).find(|number| !model.requests.contains(number)) {
                    Some(request) => Self::Answer { request },
                    None => continue,
                },
                13 => Self::Record { shown: draw.number() },
                14 => Self::ChangePin { to: model.pin.wrapping_add(1) },
                _ if model.recovery => Self::RemoveRecoveryCode,
                _ => Self::AddRecoveryCode,
            };
        }
    }

    /// Whether what this step did must never go back, not even when the newest file is damaged.
    pub fn must_never_go_back(&self) -> bool {
        match self {
            Self::Advance { .. }
            | Self::ReplaceSecret { .. }
            | Self::Remove { .. }
            | Self::Answer { .. }
            | Self::ChangePin { .. }
            | Self::AddRecoveryCode
            | Self::RemoveRecoveryCode => true,
            Self::SetSetting { .. }
            | Self::AddAccount { .. }
            | Self::Describe { .. }
            | Self::Move { .. }
            | Self::Record { .. } => false,
        }
    }

    /// The model after this step.
    #[must_use]
    pub fn applied_to(&self, model: &Model) -> Model {
        let mut model = model.clone();
        match *self {
            Self::SetSetting { name, value } => drop(model.settings.insert(setting(name), bytes(value))),
            // Three parts that must come or not come together.
            Self::AddAccount { name } => {
                model.accounts.push(Account {
                    name: text(name),
                    information: String::new(),
                    counter: 1,
                    secret: bytes(!name),
                });
                model.settings.insert("last account".to_owned(), bytes(name));
                model.history.push(Some(text(name)));
            }
            Self::Describe { account, information } => {
                model.accounts[account].information = text(information)
            }
            Self::Move { account, to } => {
                let moved = model.accounts.remove(account);
                model.accounts.insert(to, moved);
            }
            Self::Advance { account } => model.accounts[account].counter += 1,
            Self::ReplaceSecret { account, secret } => model.accounts[account].secret = bytes(secret),
            Self::Remove { account } => drop(model.accounts.remove(account)),
            Self::Answer { request } => drop(model.requests.insert(request)),
            Self::Record { shown } => model.history.push(Some(text(shown))),
            Self::ChangePin { to } => model.pin = to,
            Self::AddRecoveryCode => model.recovery = true,
            Self::RemoveRecoveryCode => model.recovery = false,
        }
        model
    }

    /// Does the step. `pin` is the number of the PIN so far.
    pub fn perform(&self, vault: &mut OpenVault, pin: u8) -> Result<(), Broken> {
        let pin = StretchedPin::number(pin);
        match *self {
            Self::ChangePin { to } => Ok(testing::change_pin(vault, &pin, &StretchedPin::number(to))?),
            Self::AddRecoveryCode => Ok(testing::add_recovery_slot(vault, &pin).map(drop)?),
            Self::RemoveRecoveryCode => Ok(testing::remove_recovery_slot(vault, &pin)?),
            _ => vault.change(|change| self.edit(change)).map_err(Broken::Commit),
        }
    }

    fn edit(&self, change: &mut Change<'_>) -> Result<(), CommitError> {
        match *self {
            Self::SetSetting { name, value } => change.set_setting(&setting(name), bytes(value)),
            Self::AddAccount { name } => {
                change.add_entry(new_entry(name))?;
                change.set_setting("last account", bytes(name))?;
                change.record(event(name))
            }
            Self::Describe { account, information } => {
                let id = id(change, account)?;
                change.edit_entry(id, |details| details.information = text(information))
            }
            Self::Move { account, to } => {
                let id = id(change, account)?;
                change.move_entry(id, to)
            }
            Self::Advance { account } => {
                let id = id(change, account)?;
                let counter = change.contents().entry(id).map_or(0, countersign::vault::Entry::counter);
                change.advance_counter(id, counter + 1)
            }
            Self::ReplaceSecret { account, secret } => {
                let id = id(change, account)?;
                change.replace_secret(id, &SecretBytes::new(bytes(secret)))
            }
            Self::Remove { account } => {
                let id = id(change, account)?;
                change.remove_entry(id).map(drop)
            }
            Self::Answer { request: number } => change.remember_request(request(number), LATER, NOW),
            Self::Record { shown } => change.record(event(shown)),
            Self::ChangePin { .. } | Self::AddRecoveryCode | Self::RemoveRecoveryCode => Ok(()),
        }
    }
}

fn id(change: &Change<'_>, account: usize) -> Result<EntryId, CommitError> {
    change.contents().entries().get(account).map(|entry| entry.id()).ok_or(CommitError::NoSuchEntry)
}

fn new_entry(name: u64) -> NewEntry {
    NewEntry {
        kind: if name.is_multiple_of(2) { EntryKind::OneTimeCode } else { EntryKind::Push },
        details: EntryDetails { account: text(name), ..EntryDetails::default() },
        parameters: CodeParameters { kind: 1, algorithm: 1, digits: 6, period_seconds: 0 },
        counter: 1,
        created: NOW,
        policy: None,
        secret: SecretBytes::new(bytes(!name)),
    }
}

fn event(shown: u64) -> HistoryEvent {
    HistoryEvent { kind: 1, time: NOW, server: None, entry: None, shown: Some(text(shown)), signed: None }
}

fn setting(name: u8) -> String {
    format!("setting {name}")
}

fn text(number: u64) -> String {
    format!("{number:016x}")
}

/// 1–200 bytes, so that files grow and shrink.
fn bytes(number: u64) -> Vec<u8> {
    let length = usize::try_from(number % 200).unwrap_or_default() + 1;
    number.to_be_bytes().iter().copied().cycle().take(length).collect()
}
