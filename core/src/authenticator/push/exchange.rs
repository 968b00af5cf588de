//! Running a protocol's steps: each is made under the lock, sent without it, and its outcome brought back under the lock.
//!
//! Keys are opened anew for each step. A vault that locks meanwhile ends a conversation that needs more than the device
//! key, and no key outlives a lock in the memory of a call that waits.

use super::super::Authenticator;
use super::super::cancel::Cancellation;
use super::super::push_error::PushCallError;
use super::super::views::AccountId;
use super::ground::Ground;
use super::keys::{Keys, Whose};
use crate::ports::{HttpClient, NetworkConsent};
use crate::push::{Context, PushError, Step};
use std::sync::Arc;

/// Why a conversation came to nothing.
#[derive(Debug)]
pub(in super::super) enum Broken {
    /// What the server did.
    Server(PushError),
    /// What happened here.
    Here(PushCallError),
}

impl From<PushCallError> for Broken {
    fn from(error: PushCallError) -> Self {
        Self::Here(error)
    }
}

impl From<Broken> for PushCallError {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Server(error) => error.into(),
            Broken::Here(error) => error,
        }
    }
}

impl Authenticator {
    /// The way to servers.
    pub(in super::super) fn http(&self) -> Result<Arc<dyn HttpClient>, PushCallError> {
        self.ports.http.clone().ok_or(PushCallError::Offline)
    }

    /// Goes on with a conversation until it is over.
    pub(in super::super) async fn exchange<T: 'static>(
        &self,
        mut step: Step<T>,
        consent: NetworkConsent,
        cancellation: &Cancellation,
        keys: impl Fn(&mut Ground<'_>) -> Result<Keys, PushCallError>,
    ) -> Result<T, Broken> {
        let http = self.http()?;
        loop {
            match step {
                Step::Done(value) => return Ok(value),
                Step::Refused(error) => return Err(Broken::Server(error)),
                Step::Send(request, pending) => {
                    let outcome = cancellation.unless(http.send(request, consent)).await;
                    let outcome = outcome.ok_or(PushCallError::Cancelled)?;
                    step = self.with_ground(|ground| {
                        let keys = keys(ground)?;
                        Ok::<_, PushCallError>(pending.resume(outcome, ground.context(&keys)))
                    })?;
                }
            }
        }
    }

    /// A conversation of one account, after a rotation that waits for its answer: with the keys that it has then.
    pub(in super::super) async fn converse<T: 'static>(
        &self,
        id: AccountId,
        cancellation: &Cancellation,
        begin: impl FnOnce(&mut Ground<'_>, &Keys) -> Result<Step<T>, PushCallError>,
    ) -> Result<T, Broken> {
        self.finish_rotation(id, cancellation).await?;
        self.converse_at_once(id, cancellation, begin).await
    }

    /// A conversation of one account, with the keys that it has now.
    pub(in super::super) async fn converse_at_once<T: 'static>(
        &self,
        id: AccountId,
        cancellation: &Cancellation,
        begin: impl FnOnce(&mut Ground<'_>, &Keys) -> Result<Step<T>, PushCallError>,
    ) -> Result<T, Broken> {
        self.http()?;
        let (step, consent) = self.with_ground(|ground| {
            let consent = ground.record(id)?.consent();
            let keys = ground.keys(id, Whose::Present)?;
            Ok::<_, PushCallError>((begin(ground, &keys)?, consent))
        })?;
        self.exchange(step, consent, cancellation, |ground| ground.keys(id, Whose::Present)).await
    }
}

impl Ground<'_> {
    /// What a step is given.
    pub(in super::super) fn context<'k>(&'k self, keys: &'k Keys) -> Context<'k> {
        Context { now: self.now(), random: &*self.ports.random, keys }
    }
}
