//! Any order of events: polls, wake-ups, repeated and shortened lists, taps, activations, locks, restarts, and values
//! kept from before. A model that knows only what the user did says when a decision may exist: no approval without a tap
//! on that request and an activation for it, both while it was on the screen, and none twice.
//!
//! `COUNTERSIGN_CAMPAIGN=1` runs ten times as many orders.

use countersign::ports::Clock;
use countersign::push::storm::{DENIALS, MUTED_FOR, WITHIN};
use countersign::push::testing::verified;
use countersign::push::{
    ACTIVATION_LIFE, Activation, Challenge, Comparison, DenyReason, Inbox, RequestId, SETTLING, Storm, Tap,
    UserVerification, Verification, Verified,
};
use countersign::testing::{FakeClock, SeededRandom};
use countersign::time::{Now, UnixTime};
use countersign_tests::counted;
use countersign_tests::generator::Random;
use countersign_tests::vault_rig::campaign;
use std::collections::HashSet;
use std::time::Duration;

const ORDERS: u64 = 100_000;
const EVENTS: usize = 40;

/// A moment of the simulation, on no clock of the device: milliseconds, and how often it was restarted.
#[derive(Clone, Copy, PartialEq)]
struct Moment {
    time: u64,
    boot: u32,
}

/// A value that the user's hand or finger made, and what the model knows of it.
struct Kept<T> {
    value: T,
    request: RequestId,
    at: Moment,
}

/// What is on the screen, as far as the model knows.
#[derive(Clone, Copy)]
struct Screen {
    request: RequestId,
    since: Moment,
    changed: Moment,
}

/// A request of the server.
#[derive(Clone, Copy)]
struct Open {
    number: u64,
    issued: u64,
    life: u64,
}

struct Life {
    random: Random,
    clock: FakeClock,
    now: Moment,
    inbox: Inbox,
    storm: Storm,
    open: Vec<Open>,
    made: u64,
    screen: Option<Screen>,
    deadlines: Vec<(RequestId, Moment)>,
    taps: Vec<Kept<Tap>>,
    activations: Vec<Kept<Activation>>,
    comparisons: Vec<Kept<Comparison>>,
    denials: Vec<u64>,
    muted: Option<u64>,
    answered: HashSet<RequestId>,
    approvals: u64,
    refused: u64,
}

#[test]
fn no_order_of_events_approves_by_itself() {
    let orders = if campaign() { 10 * ORDERS } else { ORDERS };
    let (mut approvals, mut refused, mut denials) = (0, 0, 0);
    for order in 0..orders {
        let mut life = Life::new(order);
        for _ in 0..EVENTS {
            life.event();
            life.check();
        }
        approvals += life.approvals;
        refused += life.refused;
        denials += life.storm.count();
    }
    assert!(
        approvals > orders / 20 && denials > orders / 20,
        "the orders lead to decisions: {approvals} {denials}"
    );
    counted(&format!(
        "orders of {EVENTS} events: {orders}; approvals {approvals}, denials {denials}, refused {refused}"
    ));
}

impl Life {
    fn new(order: u64) -> Self {
        Self {
            random: Random::new(order, 17),
            clock: FakeClock::default(),
            now: Moment { time: 0, boot: 0 },
            inbox: Inbox::default(),
            storm: Storm::default(),
            open: Vec::new(),
            made: 0,
            screen: None,
            deadlines: Vec::new(),
            taps: Vec::new(),
            activations: Vec::new(),
            comparisons: Vec::new(),
            denials: Vec::new(),
            muted: None,
            answered: HashSet::new(),
            approvals: 0,
            refused: 0,
        }
    }

    fn event(&mut self) {
        match self.random.below(32) {
            0..=2 => self.ask(),
            3..=6 => self.poll(),
            7..=9 => self.prompt(),
            10 => self.open(),
            11..=13 => self.pass(900),
            14..=16 => self.pass(1_500),
            17 => self.pass(90_000),
            18..=20 => self.tap(),
            21..=23 => self.verify_user(),
            24 | 25 => self.compare(),
            26..=28 => self.approve(),
            29 => self.deny(),
            30 if self.random.chance(0.3) => self.restart(),
            30 => self.lock(),
            // The usual way, without detours.
            _ => {
                self.poll();
                self.prompt();
                self.pass(2_500);
                self.tap();
                self.compare();
                self.verify_user();
                if self.random.chance(0.3) { self.deny() } else { self.approve() }
            }
        }
    }

    fn here(&self) -> Now {
        Now { wall: self.clock.wall(), boot: self.clock.boot() }
    }

    fn ask(&mut self) {
        let life = 1_000 * (1 + self.random.below(120)) as u64;
        self.open.push(Open { number: self.made, issued: self.now.time, life });
        self.made += 1;
    }

    /// A list of what is open; sometimes the server forgot one, sometimes it still lists what was answered.
    fn poll(&mut self) {
        let forgotten = self.random.chance(0.2).then(|| self.random.below(self.open.len()));
        if let Some(forgotten) = forgotten.filter(|forgotten| *forgotten < self.open.len()) {
            self.open.remove(forgotten);
        }
        let now = self.now.time;
        self.open.retain(|open| now < open.issued + open.life);
        let list: Vec<Challenge<Verified>> =
            self.open.iter().take(16).map(|open| self.challenge(open)).collect();
        let listed: Vec<RequestId> =
            list.iter().map(Challenge::id).filter(|id| !self.answered.contains(id)).collect();
        let known = self.inbox.ids();
        for challenge in &list {
            if !known.contains(&challenge.id()) {
                self.deadlines.retain(|(id, _)| *id != challenge.id());
                let left = challenge.left(self.clock.boot()).unwrap_or_default();
                let end = self.now.time + u64::try_from(left.as_millis()).unwrap();
                self.deadlines.push((challenge.id(), Moment { time: end, ..self.now }));
            }
        }
        let changed =
            known.iter().any(|id| !listed.contains(id)) || listed.iter().any(|id| !known.contains(id));
        let answered = self.answered.clone();
        self.inbox.merge(list, |id| answered.contains(&id), self.clock.boot());
        self.screen = self.screen.filter(|screen| listed.contains(&screen.request));
        if let Some(screen) = self.screen.as_mut().filter(|_| changed) {
            screen.changed = self.now;
        }
    }

    fn challenge(&self, open: &Open) -> Challenge<Verified> {
        let at = |time| UnixTime::from_milliseconds(1_800_000_000_000 + time);
        verified(
            &open.number.to_string(),
            Verification::None,
            at(open.issued),
            Duration::from_millis(open.life),
            at(self.now.time),
            self.clock.boot(),
        )
    }

    fn prompt(&mut self) {
        self.expire_screen();
        let muted = self.muted.is_some_and(|since| self.now.time < since + millis(MUTED_FOR));
        let appeared = self.inbox.prompt(&self.storm, self.here(), &SeededRandom::new(1)).unwrap();
        if appeared.is_some() {
            assert!(!muted, "a muted account prompts");
            assert!(self.screen.is_none(), "a request was replaced under the finger");
        }
        self.appears(appeared);
    }

    fn open(&mut self) {
        self.expire_screen();
        let ids = self.inbox.ids();
        let Some(id) = ids.get(self.random.below(ids.len())).copied() else { return };
        let shown = self.inbox.open(id, self.clock.boot(), &SeededRandom::new(1)).unwrap().map(Challenge::id);
        if self.screen.is_none_or(|screen| Some(screen.request) != shown) {
            self.appears(shown);
        }
    }

    fn appears(&mut self, request: Option<RequestId>) {
        if let Some(request) = request {
            self.screen = Some(Screen { request, since: self.now, changed: self.now });
        }
    }

    fn expire_screen(&mut self) {
        self.screen = self.screen.filter(|screen| !self.is_over(screen.request));
    }

    fn is_over(&self, request: RequestId) -> bool {
        let deadline = self.deadlines.iter().find(|(id, _)| *id == request).map(|(_, end)| *end);
        deadline.is_none_or(|end| end.boot != self.now.boot || self.now.time >= end.time)
    }

    fn pass(&mut self, most: usize) {
        let time = self.random.below(most) as u64;
        self.clock.advance(Duration::from_millis(time));
        self.now.time += time;
        if self.random.chance(0.1) {
            // The user sets the clock, which must matter to nothing.
            let wall = self.clock.wall();
            self.clock.set_wall(UnixTime::from_seconds(self.random.bits() >> 32));
            let _ = self.inbox.ids();
            self.clock.set_wall(wall);
        }
    }

    fn tap(&mut self) {
        let Some(screen) = self.screen else { return assert!(self.inbox.shown().is_none()) };
        let tap = self.inbox.shown().unwrap().tap(self.clock.boot());
        let settled = self.now.time - screen.changed.time >= millis(SETTLING);
        assert_eq!(tap.is_some(), settled && !self.is_over(screen.request), "a tap");
        self.taps.extend(tap.map(|value| Kept { value, request: screen.request, at: self.now }));
    }

    fn verify_user(&mut self) {
        let Some(screen) = self.screen else { return };
        let value = self.inbox.shown().unwrap().activated(UserVerification::Pin, self.clock.boot());
        self.activations.push(Kept { value, request: screen.request, at: self.now });
    }

    fn compare(&mut self) {
        let Some(screen) = self.screen else { return };
        let value = Comparison::nothing(self.inbox.shown().unwrap()).unwrap();
        self.comparisons.push(Kept { value, request: screen.request, at: self.now });
    }

    /// Decides with whatever was kept, of whatever age and request.
    fn approve(&mut self) {
        let (Some(screen), Some(tap), Some(activation), Some(comparison)) = (
            self.screen,
            pick(&mut self.taps, &mut self.random),
            pick(&mut self.activations, &mut self.random),
            pick(&mut self.comparisons, &mut self.random),
        ) else {
            return;
        };
        let this_time = |request: RequestId, at: Moment| {
            request == screen.request && at.boot == screen.since.boot && at.time >= screen.since.time
        };
        let fresh = self.now.time - activation.at.time <= millis(ACTIVATION_LIFE);
        let expected = !self.is_over(screen.request)
            && this_time(tap.request, tap.at)
            && this_time(activation.request, activation.at)
            && fresh
            && comparison.request == screen.request;
        let challenge = self.inbox.take_shown().unwrap();
        let decided = challenge.approve(tap.value, comparison.value, activation.value, self.clock.boot());
        assert_eq!(
            decided.is_ok(),
            expected,
            "{:?}",
            decided.as_ref().err().map(|undecided| undecided.reason)
        );
        match decided {
            Ok(approval) => {
                assert!(self.answered.insert(approval.request().id), "approved twice");
                self.screen = None;
                self.approvals += 1;
            }
            Err(undecided) => {
                self.inbox.put_back(*undecided);
                self.refused += 1;
            }
        }
    }

    fn deny(&mut self) {
        let (Some(screen), Some(tap)) = (self.screen, pick(&mut self.taps, &mut self.random)) else { return };
        let expected = !self.is_over(screen.request)
            && tap.request == screen.request
            && tap.at.boot == screen.since.boot
            && tap.at.time >= screen.since.time;
        let challenge = self.inbox.take_shown().unwrap();
        match challenge.deny(tap.value, DenyReason::NotMe, self.clock.boot()) {
            Ok(denial) => {
                assert!(expected && self.answered.insert(denial.request().id));
                self.screen = None;
                self.count_denial();
            }
            Err(undecided) => {
                assert!(!expected);
                self.inbox.put_back(*undecided);
                self.refused += 1;
            }
        }
    }

    fn count_denial(&mut self) {
        let now = self.now.time;
        self.denials.retain(|denial| now - denial < millis(WITHIN));
        self.denials.push(now);
        let mutes = self.denials.len() >= DENIALS;
        assert_eq!(self.storm.denied(self.here()), mutes);
        if mutes {
            self.denials.clear();
            self.muted = Some(now);
        }
    }

    /// What is in memory is gone; what was kept by mistake is not.
    fn lock(&mut self) {
        self.inbox = Inbox::default();
        self.screen = None;
    }

    fn restart(&mut self) {
        self.lock();
        self.clock.reboot();
        self.now.boot += 1;
        // As it is read from the vault.
        let muted = self.storm.muted_for(self.here());
        assert_eq!(
            muted.is_some(),
            self.muted.is_some_and(|since| self.now.time < since + millis(MUTED_FOR))
        );
    }

    fn check(&mut self) {
        let shown = self.inbox.shown().map(Challenge::id);
        assert_eq!(shown, self.screen.map(|screen| screen.request), "what is on the screen");
        assert!(
            self.inbox.ids().iter().all(|id| !self.answered.contains(id)),
            "an answered request came back"
        );
        let unique: HashSet<RequestId> = self.inbox.ids().into_iter().collect();
        assert_eq!(unique.len(), self.inbox.ids().len(), "a request twice");
    }
}

/// Takes one of the kept values, mostly the newest.
fn pick<T>(kept: &mut Vec<Kept<T>>, random: &mut Random) -> Option<Kept<T>> {
    if random.chance(0.7) {
        return kept.pop();
    }
    let position = random.below(kept.len());
    (position < kept.len()).then(|| kept.swap_remove(position))
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap()
}
