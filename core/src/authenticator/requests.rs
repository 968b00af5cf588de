//! Requests: asking servers for them, listing what is open, and putting one on the screen. All of it works while the
//! vault is locked, on devices whose keys are in hardware.

use super::Authenticator;
use super::cancel::Cancellation;
use super::push::{Broken, Ground, Notes, PushRecord};
use super::push_error::PushCallError;
use super::push_views::{OutcomeView, PollView, RequestId, RequestView, RequestsView};
use super::views::{AccountId, HistoryEvent, Reachability};
use crate::push::schedule::LONG_POLL;
use crate::push::{self, Challenge, Poll, Polled, PushError, Update};
use crate::time::{BootTime, UnixTime};
use crate::vault;
use std::time::Duration;

impl Authenticator {
    /// Everything that is open, and how each account stands with its server. Sends nothing; cheap enough for each redraw.
    ///
    /// # Errors
    /// [`PushCallError::Locked`] while the vault is locked, unless
    /// [`LockView::requests_while_locked`](super::LockView::requests_while_locked).
    pub fn requests(&self) -> Result<RequestsView, PushCallError> {
        self.with_ground(|ground| {
            let mut view = RequestsView { requests: Vec::new(), accounts: Vec::new() };
            for id in ground.accounts()? {
                ground.sweep(id);
                view.requests.extend(ground.request_views(id));
                view.accounts.push(ground.status(id));
            }
            Ok(view)
        })
    }

    /// Asks the server of one account for its open requests. `wait` is how long the server may hold its answer back until
    /// there is something new: zero when the user pulls to refresh, 25 s ([`LONG_POLL`]) in a loop while the app is open;
    /// more is cut to that. Answers that were not acknowledged are sent again first.
    ///
    /// When to call it next says [`next_poll_in`](super::PushAccountView::next_poll_in), after failures as well. One poll runs at a time for
    /// each account.
    ///
    /// # Errors
    /// [`PushCallError::Running`] while another poll of this account runs; [`PushCallError::Ended`] once its server has
    /// ended the account, or was told of an end that [waited](Self::end_account_later); [`PushCallError::Server`] for what the server did. No request changes then.
    pub async fn poll(
        &self,
        id: AccountId,
        wait: Duration,
        cancellation: &Cancellation,
    ) -> Result<PollView, PushCallError> {
        self.http()?;
        let turn = PollTurn::take(self, id)?;
        let began = self.now().boot;
        let polled = self.polled(id, wait, cancellation).await;
        drop(turn);
        match polled {
            Ok((outcomes, polled)) => {
                self.with_ground(|ground| ground.take_list(id, began, polled, outcomes))
            }
            Err(broken) => {
                self.note_failure(id, &broken);
                Err(broken.into())
            }
        }
    }

    async fn polled(
        &self,
        id: AccountId,
        wait: Duration,
        cancellation: &Cancellation,
    ) -> Result<(Vec<OutcomeView>, Polled), Broken> {
        if self.ended_instead(id, cancellation).await? {
            return Err(PushCallError::Ended.into());
        }
        // First: with its keys, a rotation takes along the answers that wait.
        self.finish_rotation(id, cancellation).await?;
        let outcomes = self.deliver_waiting(id, cancellation).await?;
        let reply = self
            .converse(id, cancellation, |ground, keys| {
                let record = ground.record(id)?;
                if record.account.ended().is_some() {
                    return Err(PushCallError::Ended);
                }
                let protocol = push::protocol(record.account.protocol()).ok_or(PushCallError::Damaged)?;
                let known = ground.line(id).inbox.names();
                let poll = Poll { known: &known, wait: wait.min(LONG_POLL) };
                Ok(protocol.poll(&record.account, &poll, ground.context(keys)))
            })
            .await?;
        self.with_ground(|ground| ground.absorb(id, reply.update))?;
        let polled = reply.outcome.map_err(|_| PushCallError::Ended)?;
        Ok((outcomes, polled))
    }

    /// What a failed exchange says about the line. Whatever failed, the next poll waits: nobody is asked in a busy loop.
    pub(super) fn note_failure(&self, id: AccountId, broken: &Broken) {
        let (error, reached) = match broken {
            Broken::Here(PushCallError::Cancelled | PushCallError::Running | PushCallError::Ended) => return,
            Broken::Here(_) => (&PushError::Misused, None),
            Broken::Server(error) => match PushCallError::from(*error) {
                PushCallError::Server(said) => (error, Some(said.was_reached())),
                _ => (error, None),
            },
        };
        // A vault that was locked meanwhile has no line to note it on.
        let _ = self.with_ground(|ground| {
            let (now, random) = (ground.now(), &*ground.ports.random);
            if let Some(line) = ground.lines().known(id) {
                if let Some(reached) = reached {
                    line.reachability =
                        if reached { Reachability::Reachable } else { Reachability::Unreachable };
                }
                // Without randomness the pause is not spread, and the next poll comes at once.
                let _ = line.schedule.failed(error, now.boot, random);
            }
            Ok::<_, PushCallError>(())
        });
    }

    /// The user opened the app or pulled to refresh: the next poll of every account is due now, unless its server asked
    /// to wait.
    ///
    /// # Errors
    /// As [`requests`](Self::requests).
    pub fn hurry_polls(&self) -> Result<(), PushCallError> {
        self.with_ground(|ground| {
            for id in ground.accounts()? {
                ground.line(id).schedule.hurry();
            }
            Ok(())
        })
    }

    /// Reads what a push channel delivered, already decrypted. It is a hint and nothing in it is shown: the account that
    /// is returned is to be polled now. `None` where it means nothing here.
    ///
    /// # Errors
    /// As [`requests`](Self::requests).
    pub fn wake_up(&self, message: &[u8]) -> Result<Option<AccountId>, PushCallError> {
        self.with_ground(|ground| {
            let Some(wake_up) = push::wake_up(message) else { return Ok(None) };
            for id in ground.accounts()? {
                let named =
                    ground.record(id).is_ok_and(|record| record.account.wake() == Some(wake_up.account));
                if named {
                    ground.line(id).schedule.hurry();
                    return Ok(Some(id));
                }
            }
            Ok(None)
        })
    }

    /// Puts a request on the screen: from now on decisions are about this one, taps in the first 700 ms are ignored, and a
    /// code that the user will type into the login page is drawn. Call it when the screen appears, also for a request
    /// that [`poll`](Self::poll) prompted for.
    ///
    /// # Errors
    /// [`PushCallError::UnknownRequest`] where it has ended meanwhile.
    pub fn open_request(&self, request: RequestId) -> Result<RequestView, PushCallError> {
        self.with_ground(|ground| {
            let (now, random) = (ground.now(), &*ground.ports.random);
            let id = ground.lines().account_of(request).ok_or(PushCallError::UnknownRequest)?;
            ground.sweep(id);
            let inbox = &mut ground.line(id).inbox;
            let opened = inbox.open(request, now.boot, random).map_err(|_| super::StorageError::Failed)?;
            opened.ok_or(PushCallError::UnknownRequest)?;
            inbox.screen_changed(now.boot);
            ground.shown_view(id).ok_or(PushCallError::UnknownRequest)
        })
    }

    /// Says that something else on the request's screen has changed (it was turned, covered, came back): taps in the next
    /// 700 ms are ignored. Not for a countdown.
    pub fn request_screen_changed(&self, request: RequestId) {
        // A request that is gone has no screen.
        let _ = self.with_ground(|ground| {
            let now = ground.now().boot;
            if let Some(id) = ground.lines().account_of(request) {
                ground.line(id).inbox.screen_changed(now);
            }
            Ok::<_, PushCallError>(())
        });
    }
}

/// The turn of one poll: lists of one account come in the order of their calls.
struct PollTurn<'a> {
    app: &'a Authenticator,
    id: AccountId,
}

impl<'a> PollTurn<'a> {
    fn take(app: &'a Authenticator, id: AccountId) -> Result<Self, PushCallError> {
        app.with_ground(|ground| {
            ground.record(id)?;
            let line = ground.line(id);
            if core::mem::replace(&mut line.polling, true) { Err(PushCallError::Running) } else { Ok(()) }
        })?;
        Ok(Self { app, id })
    }
}

impl Drop for PollTurn<'_> {
    fn drop(&mut self) {
        // Lines that were forgotten with a lock hold no turn.
        let _ = self.app.with_ground(|ground| {
            if let Some(line) = ground.lines().known(self.id) {
                line.polling = false;
            }
            Ok::<_, PushCallError>(())
        });
    }
}

impl Ground<'_> {
    /// Keeps what an exchange taught the account: durably, unless it was only a nonce.
    pub(super) fn absorb(&mut self, id: AccountId, update: Update) -> Result<PushRecord, PushCallError> {
        let mut record = self.record(id)?;
        let before = record.account.clone();
        update.apply(&mut record.account);
        self.line(id).reachability = Reachability::Reachable;
        if !record.account.is_worth_keeping(&before) {
            self.remember(id, record.clone());
            return Ok(record);
        }
        let mut notes = Notes::default();
        if before.ended().is_none() && record.account.ended().is_some() {
            notes.history.push(self.event(HistoryEvent::AccountEnded, id));
            self.line(id).inbox = push::Inbox::default();
        }
        self.commit::<PushCallError>(id, record, notes)?;
        self.record(id)
    }

    /// A line of the history about an account, with its server and its label of today.
    pub(super) fn event(&mut self, event: HistoryEvent, id: AccountId) -> vault::HistoryEvent {
        let (issuer, account) = self.label(id);
        let server = self.record(id).ok().map(|record| record.host());
        let record = event.record(self.now().wall, Some(id), &super::records::label(&issuer, &account));
        vault::HistoryEvent { server, ..record }
    }

    /// Takes a list: what arrived, what ended, and the one request to ask about now.
    fn take_list(
        &mut self,
        id: AccountId,
        began: BootTime,
        polled: Polled,
        outcomes: Vec<OutcomeView>,
    ) -> Result<PollView, PushCallError> {
        let (now, random) = (self.now(), &*self.ports.random);
        let record = self.record(id)?;
        self.note_server_time(&record.host(), polled.server_time, now.wall);
        let mut ended: Vec<RequestId> = self.sweep(id);
        let oldest = self.oldest_acceptable(polled.server_time, now.wall);
        let answered: Vec<RequestId> = polled
            .requests
            .iter()
            .filter(|challenge| challenge.request().issued() < oldest || self.has_answered(challenge.id()))
            .map(Challenge::id)
            .collect();
        let line = self.line(id);
        line.schedule.answered(began);
        let merged = line.inbox.merge(polled.requests, |request| answered.contains(&request), now.boot);
        self.relax_policy(id)?;
        ended.extend(merged.ended.iter().map(|request| request.id));
        let prompt = self.line(id).inbox.prompt(&record.account.storm, now, random);
        let prompt = prompt.map_err(|_| super::StorageError::Failed)?;
        Ok(PollView {
            account: id,
            arrived: merged.arrived,
            ended,
            prompt: prompt.and_then(|_| self.shown_view(id)),
            outcomes,
            status: self.status(id),
        })
    }

    /// Requests made before this moment of the server's clock are refused: an older copy of the vault was accepted then.
    fn oldest_acceptable(&mut self, server_time: UnixTime, here: UnixTime) -> UnixTime {
        let not_before =
            self.open().map_or(UnixTime::default(), |open| open.vault.contents().requests_not_before());
        if not_before == UnixTime::default() {
            return not_before;
        }
        let server = i64::try_from(server_time.milliseconds()).unwrap_or(i64::MAX);
        not_before.shifted(server.saturating_sub(i64::try_from(here.milliseconds()).unwrap_or(i64::MAX)))
    }

    /// Takes out what is over, and writes it into the history.
    pub(super) fn sweep(&mut self, id: AccountId) -> Vec<RequestId> {
        let now = self.now().boot;
        let over = self.line(id).sweep(now);
        if over.is_empty() {
            return Vec::new();
        }
        let mut notes = Notes::default();
        for (_, shown) in &over {
            let event = self.event(HistoryEvent::RequestExpired, id);
            notes.history.push(vault::HistoryEvent { shown: Some(shown.clone()), ..event });
        }
        if let Ok(record) = self.record(id) {
            // What cannot be written now is over all the same.
            let _ = self.commit::<PushCallError>(id, record, notes);
        }
        over.into_iter().map(|(request, _)| request).collect()
    }
}
