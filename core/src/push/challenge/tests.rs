//! The states of a request, and each thing that an approval must have.

use super::*;
use crate::push::testing::verified;
use crate::testing::SeededRandom;
use crate::time::BootId;

fn at(milliseconds: u64) -> BootTime {
    BootTime { boot: BootId([1; 16]), elapsed: Duration::from_millis(milliseconds) }
}

fn arrived(name: &str) -> Challenge<Verified> {
    // Made at 1,000 s, good for 60; the list came 10 seconds later.
    verified(
        name,
        Verification::None,
        UnixTime::from_seconds(1_000),
        Duration::from_secs(60),
        UnixTime::from_seconds(1_010),
        at(0),
    )
}

fn shown(name: &str, since: u64) -> Challenge<Shown> {
    arrived(name).show(at(since), &SeededRandom::new(1)).unwrap()
}

fn tap(challenge: &Challenge<Shown>, now: u64) -> Tap {
    challenge.tap(at(now)).unwrap()
}

/// Approves, with one thing taken from elsewhere.
fn reason(approved: Result<Approval, Box<Undecided>>) -> Option<NotDecided> {
    approved.err().map(|undecided| undecided.reason)
}

#[test]
fn time_runs_from_the_servers_time_on_the_clock_that_cannot_be_set() {
    let challenge = shown("a", 0);
    assert_eq!(challenge.left(at(0)), Some(Duration::from_secs(50)));
    assert_eq!(challenge.left(at(49_999)), Some(Duration::from_millis(1)));
    assert_eq!(challenge.left(at(50_000)), None);
    let restarted = BootTime { boot: BootId([2; 16]), elapsed: Duration::ZERO };
    assert_eq!(challenge.left(restarted), None, "after a restart nobody knows how long it slept");
    let over = verified(
        "b",
        Verification::None,
        UnixTime::from_seconds(1_000),
        Duration::from_secs(60),
        UnixTime::from_seconds(2_000),
        at(0),
    );
    assert_eq!(over.left(at(0)), None);
}

#[test]
fn a_tap_counts_once_the_screen_has_settled() {
    let mut challenge = shown("a", 1_000);
    assert!(challenge.tap(at(1_699)).is_none() && challenge.tap(at(999)).is_none());
    assert!(challenge.tap(at(1_700)).is_some());
    challenge.screen_changed(at(3_000));
    assert!(challenge.tap(at(3_699)).is_none());
    assert!(challenge.tap(at(3_700)).is_some());
    assert!(challenge.tap(at(50_000)).is_none(), "over");
}

#[test]
fn an_approval_needs_everything_for_this_request() {
    let approve = |challenge: Challenge<Shown>, tap, comparison, activation, now| {
        reason(challenge.approve(tap, comparison, activation, at(now)))
    };
    let make = || {
        let challenge = shown("a", 1_000);
        let comparison = Comparison::nothing(&challenge).unwrap();
        let activation = challenge.activated(UserVerification::Pin, at(3_000));
        let tap = tap(&challenge, 2_000);
        (challenge, tap, comparison, activation)
    };
    let (challenge, t, c, a) = make();
    assert_eq!(approve(challenge, t, c, a, 3_500), None);
    let (challenge, t, c, a) = make();
    assert_eq!(approve(challenge, t, c, a, 50_000), Some(NotDecided::Expired));

    let other = shown("b", 1_000);
    let (challenge, _, c, a) = make();
    assert_eq!(approve(challenge, tap(&other, 2_000), c, a, 3_500), Some(NotDecided::OtherTap));
    let (challenge, t, _, a) = make();
    let comparison = Comparison::nothing(&other).unwrap();
    assert_eq!(approve(challenge, t, comparison, a, 3_500), Some(NotDecided::OtherComparison));
    let (challenge, t, c, _) = make();
    let activation = other.activated(UserVerification::Pin, at(3_000));
    assert_eq!(approve(challenge, t, c, activation, 3_500), Some(NotDecided::OtherActivation));
}

#[test]
fn what_was_given_before_it_was_shown_or_long_ago_is_not_good() {
    let before = shown("a", 0);
    let (old_tap, activation) = (tap(&before, 900), before.activated(UserVerification::Pin, at(900)));
    let challenge = before.hide().show(at(1_000), &SeededRandom::new(1)).unwrap();
    let comparison = Comparison::nothing(&challenge).unwrap();
    let undecided = challenge.approve(old_tap, comparison, activation, at(2_000)).unwrap_err();
    assert_eq!(undecided.reason, NotDecided::OtherTap, "on the screen before");

    let challenge = undecided.challenge;
    let comparison = Comparison::nothing(&challenge).unwrap();
    let early = shown("a", 0).activated(UserVerification::Pin, at(900));
    let fresh = tap(&challenge, 2_000);
    let undecided = challenge.approve(fresh, comparison, early, at(2_000)).unwrap_err();
    assert_eq!(undecided.reason, NotDecided::OtherActivation);

    for (now, expected) in [(61_000, None), (61_001, Some(NotDecided::ActivationOver))] {
        let challenge = verified(
            "c",
            Verification::None,
            UnixTime::from_seconds(0),
            Duration::from_secs(600),
            UnixTime::from_seconds(0),
            at(0),
        )
        .show(at(0), &SeededRandom::new(1))
        .unwrap();
        let activation = challenge.activated(UserVerification::Biometric, at(1_000));
        let comparison = Comparison::nothing(&challenge).unwrap();
        let tap = tap(&challenge, 1_000);
        assert_eq!(reason(challenge.approve(tap, comparison, activation, at(now))), expected);
    }
}

#[test]
fn a_denial_needs_a_tap_and_no_activation() {
    let challenge = shown("a", 0);
    let tap = tap(&challenge, 700);
    let denial = challenge.deny(tap, DenyReason::NotMe, at(700)).unwrap();
    assert_eq!((denial.reason(), denial.request().name()), (DenyReason::NotMe, "a"));
    let (challenge, other) = (shown("a", 0), shown("b", 0));
    let undecided =
        challenge.deny(super::tests::tap(&other, 700), DenyReason::Cancelled, at(700)).unwrap_err();
    assert_eq!(undecided.reason, NotDecided::OtherTap);
}
