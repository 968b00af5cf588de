//! The count as a model: what a thief may try, whatever is killed or restarted in between.

use super::*;
use proptest::prelude::*;

const BOOT: BootId = BootId([1; 16]);

fn at(seconds: u64) -> BootTime {
    BootTime { boot: BOOT, elapsed: Duration::from_secs(seconds) }
}

#[test]
fn delays_grow_after_the_fourth_attempt() {
    let mut attempts = Attempts::default();
    let mut delays = Vec::new();
    for _ in 0..10 {
        attempts.charge(at(0));
        attempts.settle_failure(at(0));
        delays.push(attempts.remaining(at(0)).as_secs());
    }
    assert_eq!(delays, [0, 0, 0, 30, 60, 300, 900, 3600, 14_400, 14_400]);
    assert!(attempts.are_exhausted());
    assert_eq!(attempts.left(), 0);
}

#[test]
fn a_delay_runs_on_the_boot_clock_and_anew_after_a_restart() {
    let mut attempts = Attempts::default();
    (0..4).for_each(|_| attempts.charge(at(100)));
    assert_eq!(attempts.remaining(at(100)), Duration::from_secs(30));
    assert_eq!(attempts.remaining(at(129)), Duration::from_secs(1));
    assert_eq!(attempts.remaining(at(130)), Duration::ZERO);
    let restarted = BootTime { boot: BootId([2; 16]), elapsed: Duration::from_secs(1000) };
    assert_eq!(attempts.remaining(restarted), Duration::from_secs(30), "time off is not known");
    assert!(attempts.notice_restart(restarted));
    assert!(!attempts.notice_restart(restarted));
    let later = BootTime { elapsed: Duration::from_secs(1030), ..restarted };
    assert_eq!(attempts.remaining(later), Duration::ZERO);
}

#[test]
fn a_boot_clock_that_went_back_does_not_shorten_a_delay() {
    let mut attempts = Attempts::default();
    (0..4).for_each(|_| attempts.charge(at(100)));
    assert_eq!(attempts.remaining(at(50)), Duration::from_secs(30));
    assert!(attempts.notice_restart(at(50)));
    assert_eq!(attempts.remaining(at(60)), Duration::from_secs(20));
}

#[derive(Clone, Copy, Debug)]
enum Event {
    Wrong,
    Killed,
    Right,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn erased_at_the_tenth_known_failure_or_the_twentieth_charge_and_not_later(
        events in proptest::collection::vec(
            prop_oneof![8 => Just(Event::Wrong), 8 => Just(Event::Killed), 1 => Just(Event::Right)],
            0..60,
        )
    ) {
        let mut attempts = Attempts::default();
        let (mut failures, mut charges) = (0, 0);
        for event in events {
            prop_assert_eq!(attempts.are_exhausted(), failures >= 10 || charges >= 20);
            if attempts.are_exhausted() {
                break;
            }
            attempts.charge(at(0));
            charges += 1;
            match event {
                Event::Wrong => {
                    attempts.settle_failure(at(0));
                    failures += 1;
                }
                Event::Killed => {}
                Event::Right => {
                    attempts.settle_success();
                    (failures, charges) = (0, 0);
                }
            }
        }
    }
}
