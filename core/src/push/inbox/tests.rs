//! The open requests of an account: one on the screen, never replaced.

use super::*;
use crate::ports::Clock;
use crate::push::testing::verified;
use crate::push::{Comparison, UserVerification, Verification};
use crate::testing::{FakeClock, SeededRandom};
use crate::time::UnixTime;
use std::time::Duration;

fn now(clock: &FakeClock) -> Now {
    Now { wall: clock.wall(), boot: clock.boot() }
}

fn list(clock: &FakeClock, names: &[&str]) -> Vec<Challenge<Verified>> {
    let made = |name: &&str| {
        let server = UnixTime::from_seconds(1_000);
        verified(name, Verification::None, server, Duration::from_secs(60), server, clock.boot())
    };
    names.iter().map(made).collect()
}

fn names(inbox: &Inbox) -> Vec<String> {
    inbox.names()
}

#[test]
fn a_shown_request_is_never_replaced_and_a_newer_one_is_announced_beside_it() {
    let (clock, random, mut inbox) = (FakeClock::default(), SeededRandom::new(1), Inbox::default());
    let merged = inbox.merge(list(&clock, &["a", "b"]), |_| false, clock.boot());
    assert_eq!((merged.arrived.len(), merged.ended.len()), (2, 0));
    let first = inbox.prompt(&Storm::default(), now(&clock), &random).unwrap();
    assert_eq!(inbox.shown().map(Challenge::id), first);
    assert_eq!(inbox.prompt(&Storm::default(), now(&clock), &random), Ok(None));
    clock.advance(Duration::from_secs(1));
    assert!(inbox.shown().unwrap().tap(clock.boot()).is_some());

    inbox.merge(list(&clock, &["a", "b", "c"]), |_| false, clock.boot());
    assert_eq!(names(&inbox), ["a", "b", "c"]);
    assert!(inbox.shown().unwrap().tap(clock.boot()).is_none(), "the screen has changed");
    clock.advance(Duration::from_secs(1));
    inbox.merge(list(&clock, &["a", "b", "c"]), |_| false, clock.boot());
    assert!(inbox.shown().unwrap().tap(clock.boot()).is_some(), "nothing has changed");
    let left = inbox.shown().unwrap().left(clock.boot());
    assert_eq!(left, Some(Duration::from_secs(58)), "a later list does not lengthen a life");

    let merged = inbox.merge(list(&clock, &["b", "c"]), |_| false, clock.boot());
    assert_eq!(merged.ended.iter().map(Request::name).collect::<Vec<_>>(), ["a"]);
    assert!(inbox.shown().is_none());
}

#[test]
fn a_muted_account_is_listed_and_prompts_for_nothing() {
    let (clock, random, mut inbox) = (FakeClock::default(), SeededRandom::new(1), Inbox::default());
    let mut storm = Storm::default();
    for _ in 0..3 {
        storm.denied(now(&clock));
    }
    for wave in 0..1_000 {
        let name = format!("wave {wave}");
        inbox.merge(list(&clock, &[&name]), |_| false, clock.boot());
        assert_eq!(inbox.prompt(&storm, now(&clock), &random), Ok(None), "{name}");
    }
    let id = inbox.ids()[0];
    assert!(inbox.open(id, clock.boot(), &random).unwrap().is_some(), "the user opened it");
}

#[test]
fn a_thousand_requests_make_one_prompt() {
    let (clock, random, mut inbox) = (FakeClock::default(), SeededRandom::new(1), Inbox::default());
    let all: Vec<String> = (0..1_000).map(|number| number.to_string()).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let mut prompts = 0;
    for start in 0..1_000 {
        inbox.merge(list(&clock, &all[..=start]), |_| false, clock.boot());
        prompts += usize::from(inbox.prompt(&Storm::default(), now(&clock), &random).unwrap().is_some());
    }
    assert_eq!((prompts, inbox.ids().len()), (1, MOST_OPEN));
}

#[test]
fn what_was_answered_or_is_over_does_not_come_back() {
    let (clock, random, mut inbox) = (FakeClock::default(), SeededRandom::new(1), Inbox::default());
    inbox.merge(list(&clock, &["a", "b"]), |_| false, clock.boot());
    let answered = inbox.ids()[0];
    inbox.merge(list(&clock, &["a", "b"]), |id| id == answered, clock.boot());
    assert_eq!(names(&inbox), ["b"]);
    clock.advance(Duration::from_secs(60));
    assert_eq!(inbox.prompt(&Storm::default(), now(&clock), &random), Ok(None));
    assert!(inbox.ids().is_empty());
}

#[test]
fn what_was_not_decided_goes_back_to_its_place() {
    let (clock, random, mut inbox) = (FakeClock::default(), SeededRandom::new(1), Inbox::default());
    inbox.merge(list(&clock, &["a", "b"]), |_| false, clock.boot());
    let ids = inbox.ids();
    inbox.prompt(&Storm::default(), now(&clock), &random).unwrap();
    inbox.open(ids[1], clock.boot(), &random).unwrap();
    assert_eq!((names(&inbox)[0].as_str(), inbox.waiting().len()), ("b", 1), "the first went back");
    clock.advance(Duration::from_secs(1));
    let challenge = inbox.take_shown().unwrap();
    let tap = challenge.tap(clock.boot()).unwrap();
    let comparison = Comparison::nothing(&challenge).unwrap();
    let activation = challenge.activated(UserVerification::Pin, clock.boot());
    clock.advance(Duration::from_secs(59));
    let undecided = challenge.approve(tap, comparison, activation, clock.boot()).unwrap_err();
    inbox.put_back(*undecided);
    assert_eq!(inbox.shown().map(Challenge::id), Some(ids[1]));
    assert_eq!(inbox.expire(clock.boot()).len(), 2);
}
