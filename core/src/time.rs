//! Time as a value. Nothing but `platform/` reads a clock; everything else is told what time it is.

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
