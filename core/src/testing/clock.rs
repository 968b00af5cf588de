//! A clock that a test sets.

use super::locked;
use crate::ports::Clock;
use crate::time::{BootId, BootTime, UnixTime};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A clock that stands still until it is told otherwise.
#[derive(Clone, Debug)]
pub struct FakeClock(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    wall: UnixTime,
    boot: BootTime,
}

impl FakeClock {
    /// A clock at `wall`, one minute after the first boot.
    pub fn at(wall: UnixTime) -> Self {
        let boot = BootTime { boot: BootId([1; 16]), elapsed: Duration::from_secs(60) };
        Self(Arc::new(Mutex::new(State { wall, boot })))
    }

    /// Time passes, on both clocks alike.
    pub fn advance(&self, time: Duration) {
        let mut state = locked(&self.0);
        let milliseconds = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        state.wall = UnixTime::from_milliseconds(state.wall.milliseconds().saturating_add(milliseconds));
        state.boot.elapsed = state.boot.elapsed.saturating_add(time);
    }

    /// The user sets the wall clock; the boot clock does not notice.
    pub fn set_wall(&self, wall: UnixTime) {
        locked(&self.0).wall = wall;
    }

    /// The device restarts: a new boot id, and the boot clock begins at zero.
    pub fn reboot(&self) {
        let mut state = locked(&self.0);
        let number = u128::from_be_bytes(state.boot.boot.0).wrapping_add(1);
        state.boot = BootTime { boot: BootId(number.to_be_bytes()), elapsed: Duration::ZERO };
    }
}

impl Default for FakeClock {
    /// 2026-01-01 00:00 UTC.
    fn default() -> Self {
        Self::at(UnixTime::from_seconds(1_767_225_600))
    }
}

impl Clock for FakeClock {
    fn wall(&self) -> UnixTime {
        locked(&self.0).wall
    }

    fn boot(&self) -> BootTime {
        locked(&self.0).boot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conforms() {
        crate::testing::conformance::clock(&FakeClock::default());
    }

    #[test]
    fn the_two_clocks_are_apart() {
        let clock = FakeClock::default();
        let before = clock.boot();
        clock.set_wall(UnixTime::from_seconds(0));
        assert_eq!(clock.boot(), before);
        clock.advance(Duration::from_secs(5));
        assert_eq!(clock.wall(), UnixTime::from_seconds(5));
        assert_eq!(clock.boot().elapsed, before.elapsed + Duration::from_secs(5));
        clock.reboot();
        assert_ne!(clock.boot().boot, before.boot);
        assert_eq!(clock.boot().elapsed, Duration::ZERO);
    }
}
