//! Time as a value. Nothing but `platform/` reads a clock; everything else is told what time it is.

pub(crate) mod cbor;

use std::time::Duration;

/// A moment on the wall clock: milliseconds since 1970-01-01 00:00 UTC, never negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixTime(u64);

impl UnixTime {
    /// A moment given in whole seconds; saturates far beyond any date that matters.
    pub const fn from_seconds(seconds: u64) -> Self {
        Self(seconds.saturating_mul(1000))
    }

    /// A moment given in milliseconds.
    pub const fn from_milliseconds(milliseconds: u64) -> Self {
        Self(milliseconds)
    }

    /// Whole seconds since 1970, rounded down: what RFC 6238 calls the current Unix time.
    pub const fn seconds(self) -> u64 {
        self.0 / 1000
    }

    /// Milliseconds since 1970.
    pub const fn milliseconds(self) -> u64 {
        self.0
    }

    /// This moment moved by a signed number of milliseconds (a clock correction); stops at 1970.
    #[must_use]
    pub const fn shifted(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add_signed(milliseconds))
    }
}

/// Which start of the device a [`BootTime`] belongs to. Random per boot on Linux (`boot_id`); a shell may use
/// any value that changes with each restart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BootId(pub [u8; 16]);

/// A moment on the boot-time clock: it cannot be set by hand and goes on while the device sleeps
/// (`CLOCK_BOOTTIME`, `elapsedRealtime`, `mach_continuous_time`), so delays and expiry run on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BootTime {
    /// The boot that `elapsed` counts from.
    pub boot: BootId,
    /// Time since that boot.
    pub elapsed: Duration,
}

impl BootTime {
    /// The time from `earlier` to this moment; `None` where the device was restarted in between, or `earlier` is later.
    pub fn since(self, earlier: Self) -> Option<Duration> {
        if self.boot == earlier.boot { self.elapsed.checked_sub(earlier.elapsed) } else { None }
    }

    /// This moment and some time, on the same boot.
    #[must_use]
    pub const fn after(self, time: Duration) -> Self {
        Self { boot: self.boot, elapsed: self.elapsed.saturating_add(time) }
    }
}

/// One moment, on both clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// What the user's clock shows.
    pub wall: UnixTime,
    /// What cannot be set.
    pub boot: BootTime,
}

impl Now {
    /// The time from `earlier` to this moment: by the boot clock, and across a restart by the wall clock, where less than
    /// nothing counts as nothing.
    pub fn since(self, earlier: Self) -> Duration {
        self.boot.since(earlier.boot).unwrap_or_else(|| {
            let passed = self.wall.milliseconds().saturating_sub(earlier.wall.milliseconds());
            Duration::from_millis(passed)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(boot: u8, elapsed: u64, wall: u64) -> Now {
        let boot = BootTime { boot: BootId([boot; 16]), elapsed: Duration::from_secs(elapsed) };
        Now { wall: UnixTime::from_seconds(wall), boot }
    }

    #[test]
    fn time_passes_by_the_boot_clock_and_across_a_restart_by_the_wall_clock() {
        for (from, to, boot, passed) in [
            (at(1, 5, 100), at(1, 8, 9_000), Some(3), 3),
            (at(1, 5, 100), at(1, 8, 1), Some(3), 3),
            (at(1, 5, 100), at(2, 1, 160), None, 60),
            (at(1, 5, 100), at(2, 1, 40), None, 0),
            (at(1, 8, 100), at(1, 5, 140), None, 40),
        ] {
            assert_eq!(to.boot.since(from.boot), boot.map(Duration::from_secs));
            assert_eq!(to.since(from), Duration::from_secs(passed));
        }
    }
}
