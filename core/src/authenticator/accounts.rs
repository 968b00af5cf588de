//! The list of authenticators: finding, renaming, tagging, ordering, deleting with a time to undo.

use super::error::AccountError;
use super::push::{Ground, PushRecord};
use super::records::{is_account, label, parameters};
use super::state::{Open, Removed, elapsed};
use super::views::{AccountDetail, AccountId, AccountKind, AccountRow, HistoryEvent, PushDetail};
use super::{Authenticator, Ports};
use crate::otp::{Label, Period};
use crate::time::BootTime;
use crate::vault::{Entry, EntryDetails};
use std::collections::BTreeSet;
use std::time::Duration;

/// How long a deleted account can be brought back.
const UNDO_WINDOW: Duration = Duration::from_secs(30);
/// Tags of one account.
const MOST_TAGS: usize = 32;
/// Bytes of the user's own words about an account.
const LONGEST_INFORMATION: usize = 4096;

/// Which accounts to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that must all occur somewhere in issuer, account, information or tags; case does not matter.
    pub search: String,
    /// Only accounts with this tag.
    pub tag: Option<String>,
    /// Only favourites.
    pub favourites_only: bool,
}

/// What to change of an account; `None` leaves a field as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountChange {
    /// A new issuer; it may be empty.
    pub issuer: Option<String>,
    /// A new account name.
    pub account: Option<String>,
    /// New words about it; they may be empty.
    pub information: Option<String>,
    /// New tags instead of the old ones; at most 32.
    pub tags: Option<Vec<String>>,
    /// Whether it is a favourite.
    pub favourite: Option<bool>,
}

impl Authenticator {
    /// The accounts that pass the filter, in the user's order. Opens no secret.
    ///
    /// # Errors
    /// [`AccountError::Locked`].
    pub fn accounts(&self, filter: &Filter) -> Result<Vec<AccountRow>, AccountError> {
        let words: Vec<String> = filter.search.split_whitespace().map(str::to_lowercase).collect();
        self.with_open(
            |open| {
                let entries = open.vault.contents().entries().iter();
                let admitted = entries.filter(|entry| is_account(entry) && filter.admits(entry, &words));
                Ok(admitted.map(|entry| open.row_of(entry)).collect())
            },
            AccountError::Locked,
        )
    }

    /// Everything about one account but its secret.
    ///
    /// # Errors
    /// [`AccountError::Locked`], [`AccountError::Unknown`].
    pub fn account(&self, id: AccountId) -> Result<AccountDetail, AccountError> {
        self.with_open(
            |open| {
                let entry = open.vault.contents().entry(id).ok_or(AccountError::Unknown)?;
                let offset = open.stored().offset(entry.details().server.as_deref());
                let detail = AccountDetail::of(entry, open.row_of(entry), offset);
                let push = Ground::on_open(&self.ports, open).detail(id);
                Ok(AccountDetail { push, ..detail })
            },
            AccountError::Locked,
        )
    }

    /// All tags in use, sorted.
    ///
    /// # Errors
    /// [`AccountError::Locked`].
    pub fn tags(&self) -> Result<Vec<String>, AccountError> {
        self.with_open(
            |open| {
                let entries = open.vault.contents().entries().iter();
                let tags: BTreeSet<&String> = entries.flat_map(|entry| &entry.details().tags).collect();
                Ok(tags.into_iter().cloned().collect())
            },
            AccountError::Locked,
        )
    }

    /// Changes what the user sees of an account. Texts are cleaned of what could deceive.
    ///
    /// # Errors
    /// [`AccountError::EmptyLabel`] where neither issuer nor account would be left, [`AccountError::TooLong`] for
    /// more than 32 tags or 4,096 bytes of information.
    pub fn change_account(&self, id: AccountId, change: AccountChange) -> Result<AccountRow, AccountError> {
        let now = self.ports.clock.wall();
        self.with_open(
            |open| {
                let mut details =
                    open.vault.contents().entry(id).ok_or(AccountError::Unknown)?.details().clone();
                change.apply(&mut details)?;
                let label = label(&details.issuer, &details.account);
                open.vault.change(|vault| {
                    vault.edit_entry(id, |entry| *entry = details)?;
                    vault.record(HistoryEvent::AccountChanged.record(now, Some(id), &label))
                })?;
                open.row(id)
            },
            AccountError::Locked,
        )
    }

    /// Moves an account to a position in the whole list, counted from 0; beyond the end means the end.
    ///
    /// # Errors
    /// [`AccountError::Locked`], [`AccountError::Unknown`].
    pub fn move_account(&self, id: AccountId, position: usize) -> Result<(), AccountError> {
        self.with_open(
            |open| Ok(open.vault.change(|change| change.move_entry(id, position))?),
            AccountError::Locked,
        )
    }

    /// Deletes an account: from now on neither file has it. It can be brought back for the time that is returned,
    /// as long as the vault stays open. A push account is deleted here only, and for good (zero is returned: its keys are
    /// destroyed): [`end_account`](Self::end_account) tells its server too.
    ///
    /// # Errors
    /// [`AccountError::Locked`], [`AccountError::Unknown`].
    pub fn delete_account(&self, id: AccountId) -> Result<Duration, AccountError> {
        self.with_open(|open| open.delete(&self.ports, id), AccountError::Locked)
    }

    /// Brings a deleted account back to where it was.
    ///
    /// # Errors
    /// [`AccountError::TooLate`] after the window, or after a lock.
    pub fn undo_delete(&self, id: AccountId) -> Result<AccountRow, AccountError> {
        let (wall, boot) = (self.ports.clock.wall(), self.ports.clock.boot());
        self.with_open(
            |open| {
                open.forget_removed(boot);
                let Open { vault, removed, .. } = open;
                let kept = removed.get(&id).ok_or(AccountError::TooLate)?;
                vault.change(|change| {
                    change.restore_entry(&kept.entry)?;
                    change.record(HistoryEvent::AccountRestored.record(wall, Some(id), ""))
                })?;
                removed.remove(&id);
                open.row(id)
            },
            AccountError::Locked,
        )
    }
}

impl Filter {
    fn admits(&self, entry: &Entry, words: &[String]) -> bool {
        let details = entry.details();
        (!self.favourites_only || details.favourite)
            && self.tag.as_ref().is_none_or(|tag| details.tags.contains(tag))
            && (words.is_empty() || {
                let texts = [&details.issuer, &details.account, &details.information];
                let texts: Vec<String> =
                    texts.into_iter().chain(&details.tags).map(|text| text.to_lowercase()).collect();
                words.iter().all(|word| texts.iter().any(|text| text.contains(word)))
            })
    }
}

impl AccountChange {
    fn apply(self, details: &mut EntryDetails) -> Result<(), AccountError> {
        let cleaned = |text: String| Label::clean(&text).as_str().to_owned();
        if let Some(issuer) = self.issuer {
            details.issuer = cleaned(issuer);
        }
        if let Some(account) = self.account {
            details.account = cleaned(account);
        }
        if let Some(information) = self.information {
            details.information = information_text(&information)?;
        }
        if let Some(tags) = self.tags {
            details.tags = tag_list(&tags)?;
        }
        if let Some(favourite) = self.favourite {
            details.favourite = favourite;
        }
        if details.issuer.is_empty() && details.account.is_empty() {
            return Err(AccountError::EmptyLabel);
        }
        Ok(())
    }
}

/// The user's own words about an account: lines are kept, what could deceive is not.
pub(super) fn information_text(text: &str) -> Result<String, AccountError> {
    if text.len() > LONGEST_INFORMATION {
        return Err(AccountError::TooLong);
    }
    let lines: Vec<String> = text.lines().map(|line| Label::clean(line).as_str().to_owned()).collect();
    Ok(lines.join("\n").trim().to_owned())
}

/// Tags as the user gave them, cleaned, without empty and repeated ones.
pub(super) fn tag_list(tags: &[String]) -> Result<Vec<String>, AccountError> {
    let mut list: Vec<String> = Vec::new();
    for tag in tags {
        let tag = Label::clean(tag).as_str().to_owned();
        if !tag.is_empty() && !list.contains(&tag) {
            list.push(tag);
        }
    }
    if list.len() > MOST_TAGS { Err(AccountError::TooLong) } else { Ok(list) }
}

impl AccountDetail {
    fn of(entry: &Entry, row: AccountRow, clock_offset_milliseconds: i64) -> Self {
        let parameters = parameters(entry);
        Self {
            row,
            created: entry.created(),
            algorithm: parameters.map(|parameters| parameters.algorithm()),
            digits: parameters.map_or(0, |parameters| parameters.length().into()),
            period_seconds: parameters
                .and_then(|parameters| parameters.period())
                .map(Period::seconds)
                .map(u64::from),
            counter: parameters.and_then(|parameters| parameters.counter()).map(|counter| counter.0),
            server: entry.details().server.clone(),
            clock_offset_milliseconds,
            push: None,
        }
    }
}

impl Open {
    /// One account as a row.
    pub(super) fn row(&self, id: AccountId) -> Result<AccountRow, AccountError> {
        let entry = self.vault.contents().entry(id).filter(|entry| is_account(entry));
        entry.map(|entry| self.row_of(entry)).ok_or(AccountError::Unknown)
    }

    /// A row, with its dot.
    fn row_of(&self, entry: &Entry) -> AccountRow {
        let row = AccountRow::of(entry);
        match self.lines.find(entry.id()) {
            Some(line) => AccountRow { reachability: line.reachability, ..row },
            None => row,
        }
    }

    /// The names of the hardware keys of a push account.
    fn hardware_keys(&self, id: AccountId, ports: &Ports) -> Vec<crate::ports::DeviceKeyId> {
        let state = self.vault.contents().entry(id).and_then(Entry::state);
        let record = state.and_then(|state| PushRecord::decode(state, ports.development_http).ok());
        record.map(|record| record.hardware_ids()).unwrap_or_default()
    }

    /// Deletes an account; gives the time for which it can be brought back.
    pub(super) fn delete(&mut self, ports: &Ports, id: AccountId) -> Result<Duration, AccountError> {
        let (wall, boot) = (ports.clock.wall(), ports.clock.boot());
        self.forget_removed(boot);
        let row = self.row(id)?;
        let label = label(&row.issuer, &row.account);
        let hardware = self.hardware_keys(id, ports);
        let entry = self.vault.change(|change| {
            change.record(HistoryEvent::AccountDeleted.record(wall, Some(id), &label))?;
            change.remove_entry(id)
        })?;
        if row.kind == AccountKind::Push {
            drop(entry);
            Ground::on_open(ports, self).forget_push(id, &hardware);
            return Ok(Duration::ZERO);
        }
        self.removed.insert(id, Removed { entry, until: boot.after(UNDO_WINDOW) });
        Ok(UNDO_WINDOW)
    }

    /// Forgets deletions whose time to undo is over.
    fn forget_removed(&mut self, now: BootTime) {
        self.removed.retain(|_, removed| elapsed(now, removed.until).is_some_and(|left| !left.is_zero()));
    }
}

impl Ground<'_> {
    /// What only a push account's screen shows; `None` for other accounts.
    fn detail(&mut self, id: AccountId) -> Option<PushDetail> {
        if !self.accounts().is_ok_and(|accounts| accounts.contains(&id)) {
            return None;
        }
        let status = self.status(id);
        let record = self.record(id).ok();
        let account = record.as_ref().map(|record| &record.account);
        Some(PushDetail {
            status,
            policy: record.as_ref().map(|record| record.agreed).unwrap_or_default().into(),
            private_network: record.as_ref().is_some_and(|record| record.private_network),
            offline_codes: account.is_some_and(|account| account.offline().is_some()),
            keys_in_hardware: record.as_ref().is_some_and(|record| record.hardware.is_some()),
            denied: account.map_or(0, |account| account.storm.count()),
            rotation_pending: record.as_ref().is_some_and(|record| record.rotation.is_some()),
        })
    }
}
