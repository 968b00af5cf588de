//! The end of a push account: the server is told first, and then it is deleted here. What the user wants deleted while the
//! server cannot be reached waits in the list until the server was told; meanwhile it asks for nothing, and can be kept.

use super::Authenticator;
use super::Ports;
use super::cancel::Cancellation;
use super::push::{Broken, Ground, Notes, PushRecord, destroy_hardware_keys};
use super::push_error::PushCallError;
use super::records::is_account;
use super::state::Open;
use super::views::AccountId;
use crate::ports::DeviceKeyId;
use crate::push;
use crate::vault::{self, EntryKind};

impl Authenticator {
    /// Ends a push account at its server, and then deletes it here. There is no undo.
    ///
    /// # Errors
    /// [`PushCallError::Server`] where the server was not told: nothing was deleted. Say so, and let the user choose:
    /// [`end_account_later`](Self::end_account_later) tells the server once it can be reached;
    /// [`delete_account`](Self::delete_account) deletes the account here only, and the server goes on asking a phone that
    /// is no more, until its user removes it there.
    pub async fn end_account(&self, id: AccountId, cancellation: &Cancellation) -> Result<(), PushCallError> {
        let told = self.tell_the_end(id, cancellation).await;
        self.noted(id, told)?;
        self.delete_account(id).map(drop).map_err(PushCallError::from)
    }

    /// Ends a push account as soon as its server can be reached: the next [`poll`](Self::poll) tells it, also while the
    /// vault is locked, and once it has signed that the account has ended, the account is deleted here (where that came
    /// while locked, at the next unlocking). Until then it stays in the list
    /// ([`end_pending`](super::PushAccountView::end_pending)), asks for nothing, and can be
    /// [kept](Self::keep_account).
    ///
    /// # Errors
    /// [`PushCallError::Ended`] where its server has ended it already: only [`delete_account`](Self::delete_account) is
    /// left. [`PushCallError::Storage`] where it could not be kept.
    pub fn end_account_later(&self, id: AccountId) -> Result<(), PushCallError> {
        self.set_ending(id, true)
    }

    /// The user wants to keep an account that was to be ended later, and whose server was not told yet.
    ///
    /// # Errors
    /// [`PushCallError::Ended`] where it has ended meanwhile.
    pub fn keep_account(&self, id: AccountId) -> Result<(), PushCallError> {
        self.set_ending(id, false)
    }

    fn set_ending(&self, id: AccountId, ending: bool) -> Result<(), PushCallError> {
        self.with_open_ground(|ground| {
            ground.speaks(id)?;
            let record = PushRecord { ending, ..ground.record(id)? };
            ground.commit::<PushCallError>(id, record, Notes::default())?;
            let line = ground.line(id);
            // What was open is not decided any more; what is open then comes with the next poll.
            line.inbox = push::Inbox::default();
            line.schedule.hurry();
            Ok(())
        })
    }

    /// In a poll: whether the account was to be ended, which is then done.
    pub(super) async fn ended_instead(
        &self,
        id: AccountId,
        cancellation: &Cancellation,
    ) -> Result<bool, Broken> {
        if !self.with_ground(|ground| Ok::<_, PushCallError>(ground.record(id)?.ending))? {
            return Ok(false);
        }
        self.tell_the_end(id, cancellation).await?;
        // A locked phone leaves the rest to the next unlocking.
        let _ = self.delete_account(id);
        Ok(true)
    }

    /// Tells the server, unless it has signed the end already.
    async fn tell_the_end(&self, id: AccountId, cancellation: &Cancellation) -> Result<(), Broken> {
        if self.with_ground(|ground| Ok::<_, PushCallError>(ground.record(id)?.account.ended().is_some()))? {
            return Ok(());
        }
        let reply = self
            .converse_at_once(id, cancellation, |ground, keys| {
                let (account, protocol) = ground.speaks(id)?;
                let unenrollment = protocol.unenrollment().ok_or(PushCallError::NotSupported)?;
                Ok(unenrollment.unenroll(&account, ground.context(keys)))
            })
            .await?;
        self.with_ground(|ground| ground.absorb(id, reply.update).map(drop))?;
        Ok(())
    }
}

impl Open {
    /// Deletes what the user wanted deleted, once its server has signed that it has ended: where the app was locked or
    /// died in between.
    pub(super) fn finish_endings(&mut self, ports: &Ports) {
        let entries = self.vault.contents().entries().iter();
        let push = entries.filter(|entry| entry.kind() == EntryKind::Push && is_account(entry));
        let over: Vec<AccountId> = push
            .filter(|entry| {
                let state = entry.state().map(|state| PushRecord::decode(state, ports.development_http));
                matches!(state, Some(Ok(record)) if record.ending && record.account.ended().is_some())
            })
            .map(vault::Entry::id)
            .collect();
        for id in over {
            // What cannot be deleted now is deleted at the next unlocking.
            let _ = self.delete(ports, id);
        }
    }
}

impl Ground<'_> {
    /// Forgets a deleted push account everywhere but in the vault, which has forgotten it already.
    pub(super) fn forget_push(&mut self, id: AccountId, hardware: &[DeviceKeyId]) {
        let ports = self.ports;
        self.lines().forget(id);
        destroy_hardware_keys(ports, hardware);
        if let Ok(open) = self.open()
            && open.vault.early().is_ok()
        {
            // What stays behind is dropped at the next unlock.
            let _ = open.vault.change_early(|early| {
                early.remove_account(id);
                Ok::<_, PushCallError>(())
            });
        }
    }
}
