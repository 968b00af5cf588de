//! When an account is polled: at once when the app is opened, then again and again while it is open, and more and more
//! rarely while its server does not answer.

use super::PushError;
use crate::crypto::random_array;
use crate::ports::{Random, RandomFailed};
use crate::time::BootTime;
use std::time::Duration;

/// The least time from the beginning of a poll to the next: a server without long polls is not asked more often.
pub const SHORTEST_INTERVAL: Duration = Duration::from_secs(3);
/// How long a server may hold an answer back.
pub const LONG_POLL: Duration = Duration::from_secs(25);
/// The first pause after a failure; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
/// The longest pause after failures.
pub const LONGEST_PAUSE: Duration = Duration::from_secs(5 * 60);
/// The longest pause that a server may ask for.
pub const LONGEST_ASKED: Duration = Duration::from_secs(60 * 60);

/// When to poll one account. A value: it counts nothing by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PollSchedule {
    failures: u32,
    not_before: Option<BootTime>,
    /// The server asked for the pause: opening the app does not end it.
    asked: bool,
}

impl PollSchedule {
    /// How long to wait before the next poll; zero for at once.
    pub fn due_in(&self, now: BootTime) -> Duration {
        // After a restart nothing is known, and a poll does no harm.
        self.not_before.and_then(|moment| moment.since(now)).unwrap_or_default()
    }

    /// The user opened the app or asked for a refresh, or a wake-up came: poll now, unless the server asked to wait.
    pub const fn hurry(&mut self) {
        if !self.asked {
            self.not_before = None;
        }
    }

    /// A poll that began at `began` was answered.
    pub const fn answered(&mut self, began: BootTime) {
        *self = Self { failures: 0, not_before: Some(began.after(SHORTEST_INTERVAL)), asked: false };
    }

    /// A poll failed. Pauses are spread by up to a half, so that phones do not come back all at once.
    pub fn failed(
        &mut self,
        error: &PushError,
        now: BootTime,
        random: &dyn Random,
    ) -> Result<(), RandomFailed> {
        self.failures = self.failures.saturating_add(1);
        let doublings = self.failures.saturating_sub(1).min(16);
        let own = FIRST_PAUSE.saturating_mul(1 << doublings).min(LONGEST_PAUSE);
        let [spread] = random_array::<1>(random)?;
        let own = own.saturating_sub(own / 2 * u32::from(spread) / 256);
        let asked = match error {
            PushError::Busy(time) => (*time).min(LONGEST_ASKED),
            _ => Duration::ZERO,
        };
        self.asked = !asked.is_zero();
        self.not_before = Some(now.after(own.max(asked)));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::HttpError;
    use crate::testing::SeededRandom;
    use crate::time::BootId;

    const UNREACHABLE: PushError = PushError::NotReachable(HttpError::Unreachable);

    fn at(seconds: u64) -> BootTime {
        BootTime { boot: BootId([1; 16]), elapsed: Duration::from_secs(seconds) }
    }

    #[test]
    fn pauses_grow_to_their_limit_and_end_with_an_answer() {
        let random = SeededRandom::new(1);
        let mut schedule = PollSchedule::default();
        assert_eq!(schedule.due_in(at(0)), Duration::ZERO);
        for doubling in 0..40 {
            schedule.failed(&UNREACHABLE, at(100), &random).unwrap();
            let full = FIRST_PAUSE.saturating_mul(1 << doubling.min(10)).min(LONGEST_PAUSE);
            let pause = schedule.due_in(at(100));
            assert!(pause <= full && pause >= full / 2, "{doubling}: {pause:?}");
        }
        schedule.answered(at(200));
        assert_eq!(schedule.due_in(at(200)), SHORTEST_INTERVAL);
        assert_eq!(schedule.due_in(at(225)), Duration::ZERO, "a long poll took its time");
        schedule.failed(&UNREACHABLE, at(300), &random).unwrap();
        assert!(schedule.due_in(at(300)) <= FIRST_PAUSE);
    }

    #[test]
    fn opening_the_app_ends_a_pause_but_not_one_that_the_server_asked_for() {
        let random = SeededRandom::new(1);
        let mut schedule = PollSchedule::default();
        schedule.failed(&UNREACHABLE, at(0), &random).unwrap();
        schedule.hurry();
        assert_eq!(schedule.due_in(at(0)), Duration::ZERO);
        schedule.failed(&PushError::Busy(Duration::from_secs(90)), at(0), &random).unwrap();
        schedule.hurry();
        assert_eq!(schedule.due_in(at(0)), Duration::from_secs(90));
        schedule.failed(&PushError::Busy(Duration::from_secs(1 << 40)), at(0), &random).unwrap();
        assert_eq!(schedule.due_in(at(0)), LONGEST_ASKED);
        let restarted = BootTime { boot: BootId([2; 16]), elapsed: Duration::ZERO };
        assert_eq!(schedule.due_in(restarted), Duration::ZERO);
    }
}
