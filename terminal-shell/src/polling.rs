//! Polls in the background: one for each push account, again and again, as the core says when.

use crate::online::Online;
use countersign::authenticator::{
    AccountId, Authenticator, Cancellation, PollView, PushAccountView, PushCallError,
};
use countersign::push::schedule::LONG_POLL;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::JoinHandle;

/// What a poll brought.
#[derive(Debug)]
pub(crate) enum News {
    /// The server answered.
    Polled(Box<PollView>),
    /// It did not, or refused.
    Failed(AccountId, PushCallError),
}

/// The polls that run. Dropped, they are given up.
pub(crate) struct Pollers {
    running: HashMap<AccountId, JoinHandle<()>>,
    cancellation: Cancellation,
    sender: Sender<News>,
    receiver: Receiver<News>,
}

impl Default for Pollers {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self { running: HashMap::new(), cancellation: Cancellation::new(), sender, receiver }
    }
}

impl Pollers {
    /// Starts the polls that are due and gives what came since the last time. To be called again and again while the
    /// vault is open.
    pub(crate) fn tick(
        &mut self,
        core: &Arc<Authenticator>,
        online: &Online,
        accounts: &[PushAccountView],
    ) -> Vec<News> {
        self.running.retain(|_, poll| !poll.is_finished());
        for account in accounts.iter().filter(|account| is_due(account)) {
            self.running.entry(account.id).or_insert_with(|| {
                let (core, id) = (Arc::clone(core), account.id);
                let (cancellation, sender) = (self.cancellation.clone(), self.sender.clone());
                online.handle().spawn(async move {
                    let news = match core.poll(id, LONG_POLL, &cancellation).await {
                        Ok(view) => News::Polled(Box::new(view)),
                        Err(error) => News::Failed(id, error),
                    };
                    // Nobody listens any more: the vault was locked.
                    let _ = sender.send(news);
                })
            });
        }
        self.receiver.try_iter().collect()
    }

    /// Gives up every poll, for a vault that is being locked. Later ticks start anew.
    pub(crate) fn stop(&mut self) {
        self.cancellation.cancel();
        *self = Self::default();
    }
}

impl Drop for Pollers {
    fn drop(&mut self) {
        self.cancellation.cancel();
    }
}

fn is_due(account: &PushAccountView) -> bool {
    account.next_poll_in.is_zero() && account.ended.is_none() && !account.enroll_again
}
