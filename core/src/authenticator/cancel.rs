//! Giving up a call that waits for a server, from another thread: what a shell's "Cancel" does.

use core::future::{Future, poll_fn};
use core::pin::pin;
use core::task::{Poll, Waker};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A handle that cancels the calls it was given to. Clones are the same handle; cancelled once, it stays so.
#[derive(Clone, Debug, Default)]
pub struct Cancellation(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    cancelled: bool,
    waiting: Vec<Waker>,
}

impl Cancellation {
    /// A handle that has cancelled nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Cancels every call that was given this handle, now and later. A call that has its answer already comes to its
    /// end.
    pub fn cancel(&self) {
        let waiting = {
            let mut state = self.state();
            state.cancelled = true;
            core::mem::take(&mut state.waiting)
        };
        waiting.into_iter().for_each(Waker::wake);
    }

    /// Whether it was used.
    pub fn is_cancelled(&self) -> bool {
        self.state().cancelled
    }

    /// The outcome of `work`, or `None` where it was cancelled before; `work` is then dropped.
    pub(super) async fn unless<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let mut work = pin!(work);
        poll_fn(|context| {
            {
                let mut state = self.state();
                if state.cancelled {
                    return Poll::Ready(None);
                }
                if !state.waiting.iter().any(|waker| waker.will_wake(context.waker())) {
                    state.waiting.push(context.waker().clone());
                }
            }
            work.as_mut().poll(context).map(Some)
        })
        .await
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::block_on;
    use core::future::pending;

    #[test]
    fn a_cancelled_call_ends_also_while_it_waits() {
        let handle = Cancellation::new();
        assert_eq!(block_on(handle.unless(async { 7 })), Some(7));
        let other = handle.clone();
        let waiting = std::thread::spawn(move || block_on(other.unless(pending::<()>())));
        handle.cancel();
        assert_eq!(waiting.join().unwrap(), None);
        assert_eq!(block_on(handle.unless(async { 7 })), None, "for good");
    }
}
