//! Counting attempts at the PIN: a pure model, kept in the anchor.
//!
//! An attempt is charged before the key derivation runs and settled before its outcome is shown. A charge that was
//! never settled (the process was killed) is "interrupted": it makes the next attempt wait like a failure, but only
//! ten *known* failures erase — or twenty charges, so that killing the process buys at most ten more guesses.

use crate::time::{BootId, BootTime};
use std::time::Duration;

/// Known failures in a row after which everything is erased.
pub(super) const MOST_FAILURES: u8 = 10;
/// Charges since the last success after which everything is erased.
pub(super) const MOST_CHARGES: u8 = 20;

/// The count since the last success.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Attempts {
    pub(super) charges: u8,
    pub(super) failures: u8,
    /// Whether the last charge has no outcome yet.
    pub(super) pending: bool,
    pub(super) wait: Option<Wait>,
}

/// A delay and the moment it runs from, on the clock that cannot be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wait {
    pub(super) length: Duration,
    pub(super) boot: BootId,
    pub(super) since: Duration,
}

impl Attempts {
    /// Whether the vault must be erased: ten known failures, or twenty charges none of which is still being tried.
    pub(super) const fn are_exhausted(&self) -> bool {
        self.failures >= MOST_FAILURES || self.charges >= MOST_CHARGES
    }

    /// How many more wrong PINs are possible.
    pub(super) const fn left(&self) -> u8 {
        let failures = MOST_FAILURES.saturating_sub(self.failures);
        let charges = MOST_CHARGES.saturating_sub(self.charges);
        if failures < charges { failures } else { charges }
    }

    /// How long the next attempt has to wait. After a restart of the device the whole delay runs again, since
    /// nobody can tell how long it was off.
    pub(super) fn remaining(&self, now: BootTime) -> Duration {
        match self.wait {
            Some(wait) if wait.boot == now.boot => now
                .elapsed
                .checked_sub(wait.since)
                .map_or(wait.length, |waited| wait.length.saturating_sub(waited)),
            Some(wait) => wait.length,
            None => Duration::ZERO,
        }
    }

    /// Lets the delay run from now if the device was restarted since; whether anything changed.
    pub(super) fn notice_restart(&mut self, now: BootTime) -> bool {
        match &mut self.wait {
            Some(wait) if wait.boot != now.boot || wait.since > now.elapsed => {
                (wait.boot, wait.since) = (now.boot, now.elapsed);
                true
            }
            _ => false,
        }
    }

    /// Charges one attempt: as if it failed, until its outcome is known.
    pub(super) fn charge(&mut self, now: BootTime) {
        self.charges = self.charges.saturating_add(1);
        self.pending = true;
        self.start_waiting(now);
    }

    /// Settles the charge: the PIN was wrong.
    pub(super) fn settle_failure(&mut self, now: BootTime) {
        self.failures = self.failures.saturating_add(1);
        self.pending = false;
        self.start_waiting(now);
    }

    /// Settles the charge: the PIN was right.
    pub(super) fn settle_success(&mut self) {
        *self = Self::default();
    }

    fn start_waiting(&mut self, now: BootTime) {
        let length = delay_after(self.charges);
        self.wait = (!length.is_zero()).then_some(Wait { length, boot: now.boot, since: now.elapsed });
    }
}

/// How long to wait after so many attempts in a row.
const fn delay_after(charges: u8) -> Duration {
    Duration::from_secs(match charges {
        0..4 => 0,
        4 => 30,
        5 => 60,
        6 => 5 * 60,
        7 => 15 * 60,
        8 => 60 * 60,
        _ => 4 * 60 * 60,
    })
}

#[cfg(test)]
mod tests;
