//! When the vault opens: what happened before the PIN is merged, and what opens before the PIN is put in place for the
//! next time.

use super::super::Ports;
use super::super::records::is_account;
use super::super::state::Open;
use super::super::views::{AccountId, HistoryEvent};
use super::record::PushRecord;
use crate::vault::{self, CommitError, EarlyError, EntryKind};

impl Open {
    /// Merges, adopts and mirrors. What fails waits for the next time: reading a vault needs none of it.
    pub(in super::super) fn settle_push(&mut self, ports: &Ports) {
        if ports.early_store.is_none() || !vault::opens_before_the_pin(self.vault.class()) {
            return;
        }
        let now = ports.clock.wall();
        let _ =
            self.vault.merge_early(now, |lost| HistoryEvent::EventsLost.record(now, None, &lost.to_string()));
        let accounts = self.push_accounts();
        for id in &accounts {
            let _ = self.adopt(ports, *id);
        }
        let kept = accounts.clone();
        if !accounts.is_empty() || self.vault.early().is_ok_and(|early| early.accounts().next().is_some()) {
            let _ = self.vault.change_early(|early| {
                early.keep_accounts(&kept);
                Ok::<_, EarlyError>(())
            });
        }
        for id in accounts {
            let state = self.vault.contents().entry(id).and_then(vault::Entry::state);
            let record = state.map(|state| PushRecord::decode(state, ports.development_http));
            if let Some(Ok(record)) = record
                && !self.is_mirrored(id, &record)
            {
                let _ = self.mirror(ports, id, &record);
            }
        }
    }

    /// The push accounts whose keys are there.
    fn push_accounts(&self) -> Vec<AccountId> {
        let entries = self.vault.contents().entries().iter();
        let push = entries.filter(|entry| {
            entry.kind() == EntryKind::Push && is_account(entry) && !entry.needs_enrollment()
        });
        push.map(vault::Entry::id).collect()
    }

    /// Takes over what the locked phone learned of an account, where that is newer.
    fn adopt(&mut self, ports: &Ports, id: AccountId) -> Result<(), CommitError> {
        let Ok(Some(early)) =
            self.vault.early().map(|early| early.account(id).map(|account| account.state.to_vec()))
        else {
            return Ok(());
        };
        let Some(state) = self.vault.contents().entry(id).and_then(vault::Entry::state) else {
            return Ok(());
        };
        if PushRecord::revision_of(&early) <= PushRecord::revision_of(state) {
            return Ok(());
        }
        let decode = |bytes: &[u8]| PushRecord::decode(bytes, ports.development_http);
        let (Ok(mine), Ok(early)) = (decode(state), decode(&early)) else { return Ok(()) };
        // The locked phone had the keys of before: the account has another device key now, and begins anew there.
        if early.rotations != mine.rotations {
            return Ok(());
        }
        let adopted = mine.with_early(early).encode();
        self.vault.change(|change| {
            change.set_entry_state(id, adopted)?;
            change.keep_in_both_files();
            Ok(())
        })
    }

    fn is_mirrored(&mut self, id: AccountId, record: &PushRecord) -> bool {
        let state = record.encode_early();
        self.vault
            .early()
            .is_ok_and(|early| early.account(id).is_some_and(|account| account.state.as_slice() == state))
    }
}
