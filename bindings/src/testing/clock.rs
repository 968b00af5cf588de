//! The app on a clock that a test sets.

use crate::authenticator::Authenticator;
use crate::opening::{OpenError, Surroundings, open_on};
use crate::ports::DevicePorts;
use countersign::testing::FakeClock;
use countersign::time::UnixTime;
use std::sync::Arc;
use std::time::Duration;

/// A clock that stands still until it is told otherwise.
#[derive(uniffi::Object)]
pub struct TestClock(FakeClock);

#[uniffi::export]
impl TestClock {
    /// A clock at `wall`.
    #[uniffi::constructor]
    pub fn new(wall: UnixTime) -> Self {
        Self(FakeClock::at(wall))
    }

    /// Time passes, on the wall clock and since the boot alike.
    pub fn advance(&self, time: Duration) {
        self.0.advance(time);
    }
}

#[uniffi::export]
impl Authenticator {
    /// Opens the app as `open` does, on a test's clock.
    ///
    /// # Errors
    /// As `open`.
    #[uniffi::constructor]
    pub fn open_with_clock(
        surroundings: Surroundings,
        device: DevicePorts,
        clock: Arc<TestClock>,
    ) -> Result<Self, OpenError> {
        open_on(Arc::new(clock.0.clone()), surroundings, device)
    }
}
