//! What goes on beside the screen: polls of every push account, and the one call that the user waits for.

use crate::online::Online;
use crate::polling::{News, Pollers};
use countersign::authenticator::{
    AccountId, AccountRow, Authenticator, Cancellation, DecisionError, DeviceView, EnrollmentProgress,
    EnrollmentStep, OnlineEnrollmentError, OutcomeView, PushAccountView, PushCallError,
};
use std::future::Future;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

/// What came of a call, or how far it has come.
#[derive(Debug)]
pub(super) enum Event {
    Step(EnrollmentStep),
    Enrolled(Result<AccountRow, OnlineEnrollmentError>),
    Decided(Result<OutcomeView, DecisionError>),
    Devices(AccountId, Result<Vec<DeviceView>, PushCallError>),
    Ended(AccountId, Result<(), PushCallError>),
    Reported(Result<(), PushCallError>),
    Resumed(Result<(), PushCallError>),
    Rotated(AccountId, Result<(), PushCallError>),
}

/// The polls, and the call.
pub(super) struct Background {
    pollers: Pollers,
    cancellation: Cancellation,
    sender: Sender<Event>,
    receiver: Receiver<Event>,
}

impl Default for Background {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self { pollers: Pollers::default(), cancellation: Cancellation::new(), sender, receiver }
    }
}

impl Background {
    /// Keeps the polls going; gives what they brought.
    pub(super) fn poll(
        &mut self,
        core: &Arc<Authenticator>,
        online: &Online,
        accounts: &[PushAccountView],
    ) -> Vec<News> {
        self.pollers.tick(core, online, accounts)
    }

    /// Starts the call that the user waits for; an earlier one is no longer waited for.
    pub(super) fn call<Work>(&mut self, online: &Online, call: impl FnOnce(Cancellation, Steps) -> Work)
    where
        Work: Future<Output = Event> + Send + 'static,
    {
        self.cancellation = Cancellation::new();
        let work = call(self.cancellation.clone(), Steps(self.sender.clone()));
        let sender = self.sender.clone();
        online.handle().spawn(async move {
            // Nobody listens any more: the vault was locked.
            let _ = sender.send(work.await);
        });
    }

    /// What came of calls since the last time.
    pub(super) fn events(&self) -> Vec<Event> {
        self.receiver.try_iter().collect()
    }

    /// Gives up the call. What was signed before is kept and sent with a later poll.
    pub(super) fn stop_waiting(&self) {
        self.cancellation.cancel();
    }

    /// Gives up everything, for a vault that is being locked.
    pub(super) fn stop(&mut self) {
        self.cancellation.cancel();
        self.pollers.stop();
        *self = Self::default();
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        self.cancellation.cancel();
    }
}

/// Who is told how far an enrollment has come.
pub(super) struct Steps(Sender<Event>);

impl EnrollmentProgress for Steps {
    fn reached(&self, step: EnrollmentStep) {
        // Nobody listens any more: the vault was locked.
        let _ = self.0.send(Event::Step(step));
    }
}
