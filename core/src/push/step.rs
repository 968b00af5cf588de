//! How a protocol talks to its server without sending anything: each step is a value, and whoever runs it carries
//! requests out and brings outcomes back.

use super::{Ended, Keychain, PushAccount, PushError};
use crate::http::{HttpRequest, HttpResponse};
use crate::ports::{HttpError, Random};
use crate::time::Now;
use core::fmt;

/// What to do next.
#[derive(Debug)]
pub enum Step<T> {
    /// Send this, and give the outcome to what waits for it.
    Send(HttpRequest, Pending<T>),
    /// The exchange is over, and this came of it.
    Done(T),
    /// The exchange is over, and nothing came of it.
    Refused(PushError),
}

/// What came of one request.
pub type Outcome = Result<HttpResponse, HttpError>;

/// What a step is given from outside: the time, randomness, and the account's private keys as far as they are at hand.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The moment of the step.
    pub now: Now,
    /// Ids and nonces.
    pub random: &'a dyn Random,
    /// Who signs.
    pub keys: &'a dyn Keychain,
}

impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").field("now", &self.now).finish_non_exhaustive()
    }
}

/// What waits for an outcome, once.
pub struct Pending<T>(Continuation<T>);

/// What to do with an outcome.
type Continuation<T> = Box<dyn FnOnce(Outcome, Context<'_>) -> Step<T> + Send>;

impl<T> Pending<T> {
    pub(super) fn new(then: impl FnOnce(Outcome, Context<'_>) -> Step<T> + Send + 'static) -> Self {
        Self(Box::new(then))
    }

    /// Goes on with the outcome.
    pub fn resume(self, outcome: Outcome, context: Context<'_>) -> Step<T> {
        (self.0)(outcome, context)
    }
}

impl<T> fmt::Debug for Pending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pending")
    }
}

impl<T: 'static> Step<T> {
    /// The same exchange with another result.
    pub fn map<U: 'static>(self, then: impl FnOnce(T) -> U + Send + 'static) -> Step<U> {
        match self {
            Self::Send(request, pending) => Step::Send(
                request,
                Pending::new(move |outcome, context| pending.resume(outcome, context).map(then)),
            ),
            Self::Done(value) => Step::Done(then(value)),
            Self::Refused(error) => Step::Refused(error),
        }
    }
}

impl<T> From<PushError> for Step<T> {
    fn from(error: PushError) -> Self {
        Self::Refused(error)
    }
}

/// What a call for an account brings: what it asked for, or the signed statement that the account has ended. Either way
/// the account has learned something.
#[derive(Debug)]
pub struct Reply<T> {
    /// What the account learned: apply it and keep the account, also where the account has ended.
    pub update: Update,
    /// What the call asked for.
    pub outcome: Result<T, Ended>,
}

/// What an account learned. A change and not a copy: exchanges run side by side, and none undoes what another learned.
#[must_use]
#[derive(Default)]
pub struct Update(Vec<Change>);

/// One thing that was learned.
type Change = Box<dyn FnOnce(&mut PushAccount) + Send>;

impl Update {
    pub(super) fn with(mut self, change: impl FnOnce(&mut PushAccount) + Send + 'static) -> Self {
        self.0.push(Box::new(change));
        self
    }

    /// This, and then that.
    pub(super) fn and(mut self, then: Self) -> Self {
        self.0.extend(then.0);
        self
    }

    /// Changes the account that the call was made for.
    pub fn apply(self, account: &mut PushAccount) {
        self.0.into_iter().for_each(|change| change(account));
    }
}

impl fmt::Debug for Update {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Update")
    }
}
