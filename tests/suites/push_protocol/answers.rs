//! Two phones, one server, and answers that are sent in any order: late, again, by the other phone, or never. What the
//! server made of a request is what its user decided, and the first word stands.

use countersign::push::countersign::Countersign;
use countersign::push::{AnswerOutcome, Inbox, PushError, RequestId, SignedAnswer, Verdict};
use countersign::testing::push::{Phone, ScriptedServer as _};
use countersign_tests::counted;
use countersign_tests::generator::Random;
use countersign_tests::push_rig::{Ask, Fate, Server};
use countersign_tests::vault_rig::campaign;
use std::collections::HashMap;
use std::time::Duration;

const ORDERS: u64 = 50;
const EVENTS: usize = 60;

/// An answer that was signed, and what the server said to it first.
struct Sent {
    phone: usize,
    answer: SignedAnswer,
    first: Option<AnswerOutcome>,
}

struct Scene {
    random: Random,
    server: Server,
    phones: Vec<Phone>,
    answers: Vec<Sent>,
    /// What each user decided, by request.
    decided: HashMap<RequestId, Verdict>,
    delivered: u64,
}

#[test]
fn the_first_word_stands_in_any_order() {
    let orders = if campaign() { 10 * ORDERS } else { ORDERS };
    let (mut delivered, mut fates) = (0, HashMap::<_, u64>::new());
    for order in 0..orders {
        let mut scene = Scene::new(order);
        for _ in 0..EVENTS {
            scene.event();
        }
        delivered += scene.delivered;
        for fate in scene.server.fates() {
            *fates.entry(format!("{fate:?}")).or_default() += 1;
        }
    }
    assert!(fates.get("Approved").is_some_and(|count| *count > orders), "{fates:?}");
    assert!(fates.get("Denied").is_some_and(|count| *count > orders / 2), "{fates:?}");
    counted(&format!("answers delivered in any order: {delivered} in {orders} orders"));
}

impl Scene {
    fn new(order: u64) -> Self {
        let mut server = Server::new(order);
        let phones = [1, 2].map(|seed| Phone::enroll(&mut server, order * 10 + seed).unwrap());
        Self {
            random: Random::new(order, 5),
            server,
            phones: phones.into(),
            answers: Vec::new(),
            decided: HashMap::new(),
            delivered: 0,
        }
    }

    fn event(&mut self) {
        let phone = self.random.below(2);
        match self.random.below(10) {
            0 | 1 => {
                self.server.ask_account(phone, &Ask::default());
            }
            2..=4 => self.decide(phone),
            5..=7 => self.deliver(),
            8 => self.deliver_by_the_other(),
            _ => {
                let time = Duration::from_secs(self.random.below(50) as u64);
                self.server.advance(time);
                self.phones.iter().for_each(|phone| phone.advance(time));
                // A lock: what is in memory is gone.
                self.phones[phone].inbox = Inbox::default();
            }
        }
    }

    /// The user polls and decides what is shown, unless it was decided before.
    fn decide(&mut self, phone: usize) {
        let (user, server) = (&mut self.phones[phone], &mut self.server);
        user.poll(&Countersign, |request| server.serve(request)).unwrap();
        // The phone and the server share one time; a tap takes the phone a second further, which the server follows.
        server.advance(Duration::from_secs(1));
        self.phones[1 - phone].advance(Duration::from_secs(1));
        let user = &mut self.phones[phone];
        let Some(shown) = user.inbox.shown().map(|shown| shown.id()) else {
            return user.advance(Duration::from_secs(1));
        };
        if self.decided.contains_key(&shown) {
            user.inbox = Inbox::default();
            return user.advance(Duration::from_secs(1));
        }
        let approve = self.random.chance(0.6);
        if let Some(answer) = user.sign(&Countersign, approve) {
            let verdict = if approve { Verdict::Approved } else { Verdict::NotMe };
            assert_eq!((answer.request(), answer.verdict()), (shown, verdict));
            assert!(self.decided.insert(shown, verdict).is_none());
            self.answers.push(Sent { phone, answer, first: None });
        }
    }

    fn deliver(&mut self) {
        let position = self.random.below(self.answers.len());
        let Some(sent) = self.answers.get_mut(position) else { return };
        let (user, server) = (&mut self.phones[sent.phone], &mut self.server);
        let before = server.fates();
        let outcome = user.deliver(&Countersign, &sent.answer, |request| server.serve(request)).unwrap();
        self.delivered += 1;
        match sent.first {
            Some(first) => {
                assert_eq!(outcome, first, "a repeat gets the first outcome");
                assert_eq!(server.fates(), before, "and changes nothing");
            }
            None => sent.first = Some(outcome),
        }
        let approves = sent.answer.verdict() == Verdict::Approved;
        let changed: Vec<(Fate, Fate)> =
            before.into_iter().zip(server.fates()).filter(|(before, after)| before != after).collect();
        let expected = if approves { Fate::Approved } else { Fate::Denied };
        assert!(
            changed.len() <= 1 && changed.iter().all(|change| *change == (Fate::Open, expected)),
            "{changed:?}"
        );
        assert_eq!(
            outcome == AnswerOutcome::Approved,
            approves && sent.first == Some(AnswerOutcome::Approved)
        );
    }

    fn deliver_by_the_other(&mut self) {
        let position = self.random.below(self.answers.len());
        let Some(sent) = self.answers.get(position) else { return };
        let (other, server) = (&mut self.phones[1 - sent.phone], &mut self.server);
        let before = server.fates();
        let outcome = other.deliver(&Countersign, &sent.answer, |request| server.serve(request));
        assert_eq!((outcome, server.fates()), (Err(PushError::Misused), before));
    }
}
