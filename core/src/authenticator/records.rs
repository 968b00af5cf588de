//! How the app's terms are kept in the vault, which stores numbers and texts without judging them.
//!
//! The numbers here outlive every release: they are added to, never reused.

use super::settings::Stored;
use super::state::Open;
use super::views::{AccountId, AccountKind, AccountRow, HistoryEvent, Reachability};
use crate::otp::{Algorithm, CodeKind, CodeParameters, Counter, Digits, Period};
use crate::time::UnixTime;
use crate::vault::{self, CommitError, Contents, Entry, EntryKind};

/// What the vault keeps of an account's parameters; the counter is kept beside them.
pub(super) fn stored_parameters(parameters: &CodeParameters) -> vault::CodeParameters {
    let kind = match parameters.kind() {
        CodeKind::Totp => 1,
        CodeKind::Hotp => 2,
        CodeKind::Steam => 3,
        CodeKind::DayPassword => 4,
    };
    let algorithm = match parameters.algorithm() {
        Algorithm::Sha1 => 1,
        Algorithm::Sha256 => 2,
        Algorithm::Sha512 => 3,
    };
    vault::CodeParameters {
        kind,
        algorithm,
        digits: parameters.length(),
        period_seconds: parameters.period().map_or(0, Period::seconds),
    }
}

/// An entry's parameters; `None` where a newer version wrote what this one does not know.
pub(super) fn parameters(entry: &Entry) -> Option<CodeParameters> {
    let stored = entry.parameters();
    let algorithm = match stored.algorithm {
        1 => Algorithm::Sha1,
        2 => Algorithm::Sha256,
        3 => Algorithm::Sha512,
        _ => return None,
    };
    let digits = Digits::new(stored.digits);
    let period = Period::from_seconds(stored.period_seconds);
    Some(match stored.kind {
        1 => CodeParameters::Totp { algorithm, digits: digits?, period: period? },
        2 => CodeParameters::Hotp { algorithm, digits: digits?, counter: Counter(entry.counter()) },
        3 => CodeParameters::Steam,
        4 => CodeParameters::DayPassword { algorithm, digits: digits?, period: period? },
        _ => return None,
    })
}

/// Whether an entry is an account. A push entry without a state is an enrollment that is not finished.
pub(super) fn is_account(entry: &Entry) -> bool {
    entry.kind() != EntryKind::Push || entry.state().is_some()
}

impl From<CodeKind> for AccountKind {
    fn from(kind: CodeKind) -> Self {
        match kind {
            CodeKind::Totp => Self::Totp,
            CodeKind::Hotp => Self::Hotp,
            CodeKind::Steam => Self::Steam,
            CodeKind::DayPassword => Self::DayPassword,
        }
    }
}

impl AccountRow {
    pub(super) fn of(entry: &Entry) -> Self {
        let details = entry.details();
        Self {
            id: entry.id(),
            issuer: details.issuer.clone(),
            account: details.account.clone(),
            information: details.information.clone(),
            tags: details.tags.clone(),
            favourite: details.favourite,
            kind: match entry.kind() {
                EntryKind::Push => AccountKind::Push,
                EntryKind::OneTimeCode => {
                    parameters(entry).map_or(AccountKind::Unknown, |parameters| parameters.kind().into())
                }
            },
            reachability: match entry.kind() {
                EntryKind::Push => Reachability::Unknown,
                EntryKind::OneTimeCode => Reachability::NotNeeded,
            },
        }
    }
}

/// `Issuer: account`, as the history shows what was done to which account.
pub(super) fn label(issuer: &str, account: &str) -> String {
    match (issuer.is_empty(), account.is_empty()) {
        (true, _) => account.to_owned(),
        (_, true) => issuer.to_owned(),
        _ => format!("{issuer}: {account}"),
    }
}

impl HistoryEvent {
    const NUMBERS: [(Self, u16); 24] = [
        (Self::VaultCreated, 1),
        (Self::AccountAdded, 2),
        (Self::AccountChanged, 3),
        (Self::AccountDeleted, 4),
        (Self::AccountRestored, 5),
        (Self::AccountExported, 6),
        (Self::PinChanged, 7),
        (Self::RecoveryCodeMade, 8),
        (Self::RecoveryCodeUsed, 9),
        (Self::RollBackAccepted, 10),
        (Self::RecoveryCodeRemoved, 11),
        (Self::RequestApproved, 12),
        (Self::RequestDenied, 13),
        (Self::RequestDeniedNotMe, 14),
        (Self::RequestExpired, 15),
        (Self::RequestReported, 16),
        (Self::AnswerNotTaken, 17),
        (Self::EventsLost, 18),
        (Self::AccountEnded, 19),
        (Self::KeysReplaced, 20),
        (Self::PolicyAccepted, 21),
        (Self::CounterResumed, 22),
        (Self::BiometricsAdded, 23),
        (Self::BiometricsRemoved, 24),
    ];

    fn number(self) -> u16 {
        Self::NUMBERS.iter().find(|(event, _)| *event == self).map_or(0, |(_, number)| *number)
    }

    pub(super) fn of_number(number: u16) -> Self {
        Self::NUMBERS.iter().find(|(_, known)| *known == number).map_or(Self::Other, |(event, _)| *event)
    }

    /// This event as the vault keeps it.
    pub(super) fn record(self, time: UnixTime, entry: Option<AccountId>, label: &str) -> vault::HistoryEvent {
        vault::HistoryEvent {
            kind: self.number(),
            time,
            server: None,
            entry,
            shown: (!label.is_empty()).then(|| label.to_owned()),
            signed: None,
        }
    }
}

impl Stored {
    /// Under which name the vault keeps the settings.
    pub(super) const NAME: &'static str = "settings";

    /// The settings record; the defaults where there is none (or none that this version can read).
    pub(super) fn of(contents: &Contents) -> Self {
        contents.setting(Self::NAME).and_then(|bytes| minicbor::decode(bytes).ok()).unwrap_or_default()
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        // A vector takes everything that is encoded into it.
        minicbor::to_vec(self).unwrap_or_default()
    }
}

impl Open {
    /// Changes the settings record.
    pub(super) fn change_stored(&mut self, edit: impl FnOnce(&mut Stored)) -> Result<(), CommitError> {
        self.vault.change(|change| {
            let mut stored = Stored::of(change.contents());
            edit(&mut stored);
            change.set_setting(Stored::NAME, stored.to_bytes())
        })
    }
}
