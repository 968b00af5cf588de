//! When a fake refuses, and with which error.

use super::locked;
use std::sync::{Arc, Mutex};

/// The faults of one fake. Calls are counted from 0, over all methods of the port that can fail.
#[derive(Debug)]
pub struct Faults<E>(Arc<Mutex<State<E>>>);

#[derive(Debug)]
struct State<E> {
    calls: u64,
    plan: Plan<E>,
}

#[derive(Clone, Copy, Debug)]
enum Plan<E> {
    None,
    /// This call only.
    Call(u64, E),
    /// This call and all after it.
    From(u64, E),
}

impl<E> Clone for Faults<E> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<E> Default for Faults<E> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(State { calls: 0, plan: Plan::None })))
    }
}

impl<E: Copy> Faults<E> {
    /// Every call fails from now on.
    pub fn always(&self, error: E) {
        let mut state = locked(&self.0);
        state.plan = Plan::From(state.calls, error);
    }

    /// The `n`-th call from now fails, once; 0 is the next one.
    pub fn once_after(&self, n: u64, error: E) {
        let mut state = locked(&self.0);
        state.plan = Plan::Call(state.calls.saturating_add(n), error);
    }

    /// The `n`-th call from now and all after it fail: the device went away.
    pub fn from_call(&self, n: u64, error: E) {
        let mut state = locked(&self.0);
        state.plan = Plan::From(state.calls.saturating_add(n), error);
    }

    /// No call fails any more.
    pub fn heal(&self) {
        locked(&self.0).plan = Plan::None;
    }

    /// Calls so far, failed ones included.
    pub fn calls(&self) -> u64 {
        locked(&self.0).calls
    }

    /// Counts one call and says whether it may go on.
    pub(super) fn call(&self) -> Result<(), E> {
        let mut state = locked(&self.0);
        let call = state.calls;
        state.calls = call.saturating_add(1);
        match state.plan {
            Plan::Call(n, error) if n == call => Err(error),
            Plan::From(n, error) if n <= call => Err(error),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_counts_from_now() {
        let faults = Faults::default();
        assert_eq!(faults.call(), Ok(()));
        faults.once_after(1, 'x');
        assert_eq!([faults.call(), faults.call(), faults.call()], [Ok(()), Err('x'), Ok(())]);
        faults.from_call(1, 'y');
        assert_eq!([faults.call(), faults.call(), faults.call()], [Ok(()), Err('y'), Err('y')]);
        faults.heal();
        assert_eq!((faults.call(), faults.calls()), (Ok(()), 8));
    }
}
