//! Denials that pile up: someone else may know the password and hope for one careless tap. After three in ten minutes
//! the account is muted for a while: its requests are listed, but none is prompted for.

use super::cbor;
use crate::time::Now;
use minicbor::{Decode, Encode};
use std::time::Duration;

/// So many denials mute.
pub const DENIALS: usize = 3;
/// If they come within this time.
pub const WITHIN: Duration = Duration::from_secs(10 * 60);
/// For so long.
pub const MUTED_FOR: Duration = Duration::from_secs(15 * 60);

/// The last denials of one account. Survives restarts as part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Storm {
    /// The last denials, oldest first; never more than mute.
    #[n(0)]
    denials: Vec<Moment>,
    /// When it was muted last.
    #[n(1)]
    muted: Option<Moment>,
    /// Denials in all.
    #[n(2)]
    count: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
struct Moment(#[cbor(n(0), with = "cbor::now")] Now);

impl Storm {
    /// A request was denied. True where this one mutes the account.
    pub fn denied(&mut self, now: Now) -> bool {
        self.count = self.count.saturating_add(1);
        self.denials.retain(|denial| now.since(denial.0) < WITHIN);
        self.denials.push(Moment(now));
        let mutes = self.denials.len() >= DENIALS;
        if mutes {
            self.denials.clear();
            self.muted = Some(Moment(now));
        }
        mutes
    }

    /// How long the account is still muted; `None` where it is not.
    pub fn muted_for(&self, now: Now) -> Option<Duration> {
        let passed = now.since(self.muted?.0);
        MUTED_FOR.checked_sub(passed).filter(|left| !left.is_zero())
    }

    /// How many requests were denied since the account exists.
    pub const fn count(&self) -> u64 {
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::Clock;
    use crate::testing::FakeClock;

    fn now(clock: &FakeClock) -> Now {
        Now { wall: clock.wall(), boot: clock.boot() }
    }

    #[test]
    fn three_denials_in_ten_minutes_mute_for_fifteen() {
        let clock = FakeClock::default();
        let mut storm = Storm::default();
        let minutes = |count: u64| clock.advance(Duration::from_secs(60 * count));
        assert!(!storm.denied(now(&clock)));
        minutes(9);
        assert!(!storm.denied(now(&clock)));
        minutes(1);
        assert!(!storm.denied(now(&clock)), "the first is ten minutes old");
        minutes(8);
        assert_eq!(storm.muted_for(now(&clock)), None);
        assert!(storm.denied(now(&clock)));
        assert_eq!(storm.muted_for(now(&clock)), Some(MUTED_FOR));
        minutes(14);
        assert_eq!(storm.muted_for(now(&clock)), Some(Duration::from_secs(60)));
        minutes(1);
        assert_eq!((storm.muted_for(now(&clock)), storm.count()), (None, 4));
        assert!(!storm.denied(now(&clock)), "counting begins anew");
    }

    #[test]
    fn a_restart_does_not_forget_and_a_clock_that_is_set_does_not_free() {
        let clock = FakeClock::default();
        let mut storm = Storm::default();
        storm.denied(now(&clock));
        storm.denied(now(&clock));
        clock.set_wall(crate::time::UnixTime::from_seconds(0));
        let kept = minicbor::to_vec(&storm).unwrap();
        clock.advance(Duration::from_secs(60));
        let mut storm: Storm = minicbor::decode(&kept).unwrap();
        clock.reboot();
        assert!(storm.denied(now(&clock)), "across a restart, with a clock that went back");
        let mut read: Storm = minicbor::decode(&minicbor::to_vec(&storm).unwrap()).unwrap();
        assert_eq!(read, storm);
        clock.set_wall(crate::time::UnixTime::from_seconds(4_000_000_000));
        assert!(read.muted_for(now(&clock)).is_some(), "the wall clock does not count within one boot");
        assert!(!read.denied(now(&clock)));
    }
}
