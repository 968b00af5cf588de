//! What every push protocol must survive: one suite, run against a scripted server of each protocol. A suite panics
//! where the protocol does not conform.

use super::{FakeClock, SeededRandom};
use crate::http::{BODY_LIMIT, DevelopmentHttp, HttpRequest, HttpResponse};
use crate::ports::{Clock, HttpError};
use crate::push::{
    AccountSecrets, Activation, AnswerOutcome, Challenge, Channel, Comparison, Context, DenyReason, Enrolled,
    Inbox, Invitation, Outcome, Poll, Polled, PushAccount, PushError, PushProtocol, Recognised, Reply, Shown,
    Signed, SignedAnswer, Step, Tap, ThisDevice, UserVerification,
};
use crate::time::Now;
use std::time::Duration;

/// The server side of one protocol, as a script.
pub trait ScriptedServer {
    /// The protocol it speaks.
    fn protocol(&self) -> &'static dyn PushProtocol;

    /// The text of a new invitation, good for one account.
    fn invite(&mut self) -> String;

    /// Asks the phone of the newest account for a decision, with nothing to compare, good for two minutes.
    fn ask(&mut self);

    /// Answers as an honest server.
    fn answer(&mut self, request: &HttpRequest) -> Outcome;

    /// What became of each request of [`ask`](Self::ask), in order: approved, denied, or nothing yet.
    fn decided(&self) -> Vec<Option<bool>>;

    /// Time passes on the server.
    fn advance(&mut self, time: Duration);

    /// From now on it signs with a key that no phone knows.
    fn forget_key(&mut self);
}

/// Runs an exchange to its end; `answer` is the server.
pub fn run<T>(
    mut step: Step<T>,
    context: Context<'_>,
    mut answer: impl FnMut(&HttpRequest) -> Outcome,
) -> Result<T, PushError> {
    loop {
        match step {
            Step::Send(request, pending) => {
                assert!(request.is_valid(), "a request that cannot be sent");
                step = pending.resume(answer(&request), context);
            }
            Step::Done(value) => return Ok(value),
            Step::Refused(error) => return Err(error),
        }
    }
}

/// A phone with one account.
#[derive(Debug)]
pub struct Phone {
    /// What the vault would keep.
    pub account: PushAccount,
    /// What the vault would seal.
    pub secrets: AccountSecrets,
    /// Its open requests.
    pub inbox: Inbox,
    clock: FakeClock,
    random: SeededRandom,
}

impl Phone {
    /// Enrolls a new phone. Takes new keys from `seed`'s randomness and the system's.
    pub fn enroll(server: &mut dyn ScriptedServer, seed: u64) -> Result<Self, PushError> {
        let (clock, random) = (FakeClock::default(), SeededRandom::new(seed));
        let text = server.invite();
        let invitation = invitation(server.protocol(), &text).ok_or(PushError::Misused)?;
        let secrets = server.protocol().new_keys(&random)?;
        let context = Context { now: now(&clock), random: &random, keys: &secrets };
        let device = this_device().ok_or(PushError::Misused)?;
        let step = server.protocol().enroll(&invitation, &device, context);
        let Enrolled { account, .. } = run(step, context, |request| server.answer(request))?;
        Ok(Self { account, secrets, inbox: Inbox::default(), clock, random })
    }

    /// What a step is given.
    pub fn context(&self) -> Context<'_> {
        Context { now: now(&self.clock), random: &self.random, keys: &self.secrets }
    }

    /// Time passes on the phone.
    pub fn advance(&self, time: Duration) {
        self.clock.advance(time);
    }

    /// Runs a call for the account, and keeps what it learned.
    pub fn call<T>(
        &mut self,
        step: impl FnOnce(&PushAccount, Context<'_>) -> Step<Reply<T>>,
        answer: impl FnMut(&HttpRequest) -> Outcome,
    ) -> Result<T, PushError> {
        let step = step(&self.account, self.context());
        let Reply { update, outcome } = run(step, self.context(), answer)?;
        update.apply(&mut self.account);
        outcome.map_err(|_| PushError::Misused)
    }

    /// Polls, and shows the oldest request.
    pub fn poll(
        &mut self,
        protocol: &dyn PushProtocol,
        answer: impl FnMut(&HttpRequest) -> Outcome,
    ) -> Result<(), PushError> {
        let known = self.inbox.names();
        let poll = Poll { known: &known, wait: Duration::ZERO };
        let Polled { requests, .. } =
            self.call(|account, context| protocol.poll(account, &poll, context), answer)?;
        let now = now(&self.clock);
        self.inbox.merge(requests, |_| false, now.boot);
        self.inbox.prompt(&self.account.storm, now, &self.random)?;
        Ok(())
    }

    /// The request on the screen, tapped and with the user verified for it, a second after it appeared.
    pub fn tapped(&mut self) -> Option<(Challenge<Shown>, Tap, Activation)> {
        self.advance(Duration::from_secs(1));
        let challenge = self.inbox.take_shown()?;
        let now = now(&self.clock).boot;
        let tap = challenge.tap(now)?;
        let activation = challenge.activated(UserVerification::Pin, now);
        Some((challenge, tap, activation))
    }

    /// Approves or denies the request on the screen, and keeps what must be kept before the answer is sent.
    pub fn sign(&mut self, protocol: &dyn PushProtocol, approve: bool) -> Option<SignedAnswer> {
        let (challenge, tap, activation) = self.tapped()?;
        let now = now(&self.clock).boot;
        let signed = if approve {
            let comparison = Comparison::nothing(&challenge).ok()?;
            let approval = challenge.approve(tap, comparison, activation, now).ok()?;
            protocol.approve(&self.account, approval, self.context())
        } else {
            let denial = challenge.deny(tap, DenyReason::NotMe, now).ok()?;
            protocol.deny(&self.account, denial, self.context())
        };
        let Signed { answer, update } = signed.ok()?;
        update.apply(&mut self.account);
        Some(answer)
    }

    /// Sends an answer.
    pub fn deliver(
        &mut self,
        protocol: &dyn PushProtocol,
        signed: &SignedAnswer,
        answer: impl FnMut(&HttpRequest) -> Outcome,
    ) -> Result<AnswerOutcome, PushError> {
        self.call(|account, context| protocol.deliver(account, signed, context), answer)
    }
}

/// Runs every check; `server` makes a new server each time.
pub fn push_protocol(server: &dyn Fn() -> Box<dyn ScriptedServer>) {
    for check in [
        an_account_is_made_and_kept,
        a_lost_enrollment_is_repeated,
        requests_are_answered,
        a_denial_is_final,
        a_lost_answer_is_repeated_byte_for_byte,
        a_recorded_answer_answers_no_other_call,
        a_request_ends_in_time,
        accounts_do_not_mix,
        another_key_is_not_believed,
        no_damaged_answer_is_believed,
        the_order_of_members_and_unknown_ones_do_not_matter,
        nothing_is_learned_from_a_failure,
    ] {
        assert!(check(&mut *server()).is_some(), "a check that could not be made");
    }
}

fn an_account_is_made_and_kept(server: &mut dyn ScriptedServer) -> Option<()> {
    let phone = enrolled(server, 7)?;
    let kept = PushAccount::decode(&phone.account.encode(), DevelopmentHttp::Off);
    assert_eq!(kept.as_ref(), Ok(&phone.account), "what is kept is read again");
    assert_eq!(phone.account.protocol(), server.protocol().id());
    let text = server.invite();
    for length in 0..text.len() {
        if let Some(Ok(Recognised::Invitation(_))) =
            server.protocol().recognise(text.get(..length).unwrap_or_default(), DevelopmentHttp::Off)
        {
            // What is left out at the end is what an invitation may lack.
            assert!(length > text.len() / 2, "half an invitation is none");
        }
    }
    Some(())
}

fn a_lost_enrollment_is_repeated(server: &mut dyn ScriptedServer) -> Option<()> {
    let (clock, random) = (FakeClock::default(), SeededRandom::new(5));
    let protocol = server.protocol();
    let text = server.invite();
    let (invitation, secrets) = (invitation(protocol, &text)?, protocol.new_keys(&random).ok()?);
    let device = this_device()?;
    let context = Context { now: now(&clock), random: &random, keys: &secrets };
    let lost = run(protocol.enroll(&invitation, &device, context), context, |request| {
        let _ = server.answer(request);
        Err(HttpError::TimedOut)
    });
    assert!(matches!(lost, Err(PushError::NotReachable(HttpError::TimedOut))), "{lost:?}");
    let again =
        run(protocol.enroll(&invitation, &device, context), context, |request| server.answer(request));
    assert!(again.is_ok(), "the same invitation and keys enroll again: {again:?}");
    Some(())
}

fn requests_are_answered(server: &mut dyn ScriptedServer) -> Option<()> {
    let protocol = server.protocol();
    for (seed, approve) in [(7, true), (8, false)] {
        let mut phone = enrolled(server, seed)?;
        server.ask();
        assert_eq!(phone.poll(protocol, |request| server.answer(request)), Ok(()));
        let signed = phone.sign(protocol, approve);
        assert_eq!(server.decided().last(), Some(&None), "nothing was sent yet");
        let outcome = signed.map(|signed| phone.deliver(protocol, &signed, |request| server.answer(request)));
        let expected = if approve { AnswerOutcome::Approved } else { AnswerOutcome::Denied };
        assert_eq!(outcome, Some(Ok(expected)));
        assert_eq!(server.decided().last(), Some(&Some(approve)));
    }
    Some(())
}

fn a_denial_is_final(server: &mut dyn ScriptedServer) -> Option<()> {
    let protocol = server.protocol();
    let mut phone = enrolled(server, 7)?;
    server.ask();
    let mut answers = Vec::new();
    for approve in [false, true] {
        phone.inbox = Inbox::default();
        assert_eq!(phone.poll(protocol, |request| server.answer(request)), Ok(()));
        answers.extend(phone.sign(protocol, approve));
    }
    for answer in &answers {
        let outcome = phone.deliver(protocol, answer, |request| server.answer(request));
        assert!(!matches!(outcome, Ok(AnswerOutcome::Approved | AnswerOutcome::AwaitCode)), "{outcome:?}");
    }
    assert_eq!((answers.len(), server.decided()), (2, vec![Some(false)]));
    Some(())
}

fn a_lost_answer_is_repeated_byte_for_byte(server: &mut dyn ScriptedServer) -> Option<()> {
    let protocol = server.protocol();
    let mut phone = enrolled(server, 7)?;
    server.ask();
    assert_eq!(phone.poll(protocol, |request| server.answer(request)), Ok(()));
    let signed = phone.sign(protocol, true)?;
    let mut bodies = Vec::new();
    let lost = phone.deliver(protocol, &signed, |request| {
        bodies.push(request.body.clone());
        let _ = server.answer(request);
        Err(HttpError::Unreachable)
    });
    assert!(lost.is_err());
    // As it would be after a restart.
    let kept = SignedAnswer::decode(&signed.encode());
    assert_eq!(kept.as_ref(), Some(&signed));
    let outcome = phone.deliver(protocol, &signed, |request| {
        bodies.push(request.body.clone());
        server.answer(request)
    });
    assert_eq!(outcome, Ok(AnswerOutcome::Approved), "the outcome of the first");
    assert!(bodies.windows(2).all(|pair| matches!(pair, [one, other] if one == other)), "the same bytes");
    Some(())
}

fn a_recorded_answer_answers_no_other_call(server: &mut dyn ScriptedServer) -> Option<()> {
    let protocol = server.protocol();
    let mut phone = enrolled(server, 7)?;
    server.ask();
    let mut recorded = None;
    let polled = phone.poll(protocol, |request| {
        let answer = server.answer(request);
        recorded = Some(answer.clone());
        answer
    });
    assert_eq!(polled, Ok(()));
    let (before, open) = (phone.account.clone(), phone.inbox.ids());
    let replayed = phone.poll(protocol, |_| recorded.clone().unwrap_or(Err(HttpError::Unreachable)));
    assert!(matches!(replayed, Err(PushError::ServerMisbehaved(_))), "{replayed:?}");
    assert_eq!((&phone.account, phone.inbox.ids()), (&before, open), "nothing changed");
    Some(())
}

fn a_request_ends_in_time(server: &mut dyn ScriptedServer) -> Option<()> {
    let protocol = server.protocol();
    let mut phone = enrolled(server, 7)?;
    server.ask();
    assert_eq!(phone.poll(protocol, |request| server.answer(request)), Ok(()));
    let late = phone.sign(protocol, true);
    phone.inbox = Inbox::default();
    assert_eq!(phone.poll(protocol, |request| server.answer(request)), Ok(()));
    for time in [Duration::from_secs(600), Duration::from_secs(1)] {
        phone.advance(time);
        server.advance(time);
    }
    assert!(phone.tapped().is_none(), "what is over is not tapped");
    let outcome = late.map(|late| phone.deliver(protocol, &late, |request| server.answer(request)));
    assert_eq!(outcome, Some(Ok(AnswerOutcome::Expired)));
    assert_eq!(server.decided(), [None]);
    Some(())
}

fn accounts_do_not_mix(server: &mut dyn ScriptedServer) -> Option<()> {
    let protocol = server.protocol();
    let (mut other, mut phone) = (enrolled(server, 7)?, enrolled(server, 8)?);
    server.ask();
    assert_eq!(phone.poll(protocol, |request| server.answer(request)), Ok(()));
    let signed = phone.sign(protocol, true);
    let by_other = signed.map(|signed| other.deliver(protocol, &signed, |request| server.answer(request)));
    assert_eq!(by_other, Some(Err(PushError::Misused)), "the answer of another account");
    let mixed = {
        let context = Context { keys: &other.secrets, ..phone.context() };
        let step = protocol.poll(&phone.account, &Poll::default(), context);
        run(step, context, |request| server.answer(request)).map(|_| ())
    };
    assert!(mixed.is_err(), "the keys of another account");
    assert_eq!(server.decided(), [None]);
    Some(())
}

fn another_key_is_not_believed(server: &mut dyn ScriptedServer) -> Option<()> {
    let protocol = server.protocol();
    let mut phone = enrolled(server, 7)?;
    server.ask();
    server.forget_key();
    let before = phone.account.clone();
    let polled = phone.poll(protocol, |request| server.answer(request));
    assert!(matches!(polled, Err(PushError::ServerMisbehaved(_))), "{polled:?}");
    assert_eq!((&phone.account, phone.inbox.ids().len()), (&before, 0), "nothing changed");
    Some(())
}

fn no_damaged_answer_is_believed(server: &mut dyn ScriptedServer) -> Option<()> {
    let protocol = server.protocol();
    let mut phone = enrolled(server, 7)?;
    server.ask();
    let mut damaged = |damage: &dyn Fn(Vec<u8>) -> Vec<u8>| {
        let before = phone.account.clone();
        let polled = phone.poll(protocol, |request| change(server.answer(request), damage));
        assert!(matches!(polled, Err(PushError::ServerMisbehaved(_))), "{polled:?}");
        assert_eq!((&phone.account, phone.inbox.ids().len()), (&before, 0), "nothing changed");
    };
    for part in 0..64 {
        damaged(&|body| body.get(..body.len() * part / 64).unwrap_or_default().to_vec());
    }
    damaged(&|body| [body.as_slice(), b"x"].concat());
    damaged(&|_| vec![b'a'; BODY_LIMIT]);
    damaged(&|_| vec![b'['; BODY_LIMIT]);
    for part in 0..200 {
        // One letter becomes another one of the same alphabet, so that the fault is not of form.
        damaged(&|mut body| {
            let position = body.len() * part / 200;
            let letters = body.iter_mut().skip(position).filter(|byte| byte.is_ascii_alphanumeric());
            letters.take(1).for_each(|byte| *byte = if *byte == b'A' { b'B' } else { b'A' });
            body
        });
    }
    Some(())
}

fn the_order_of_members_and_unknown_ones_do_not_matter(server: &mut dyn ScriptedServer) -> Option<()> {
    let protocol = server.protocol();
    let mut phone = enrolled(server, 7)?;
    server.ask();
    let more = |body: Vec<u8>| {
        let Ok(serde_json::Value::Object(members)) = serde_json::from_slice(&body) else { return body };
        let written = members.iter().rev().map(|(name, value)| format!("\"{name}\" : {value}"));
        let all: Vec<String> = [r#""later":{"a":[1,null]}"#.to_owned()].into_iter().chain(written).collect();
        format!(" {{ {} }}\n", all.join(" , ")).into_bytes()
    };
    assert_eq!(phone.poll(protocol, |request| change(server.answer(request), &more)), Ok(()));
    assert_eq!(phone.inbox.ids().len(), 1);
    Some(())
}

fn nothing_is_learned_from_a_failure(server: &mut dyn ScriptedServer) -> Option<()> {
    let protocol = server.protocol();
    let mut phone = enrolled(server, 7)?;
    let before = phone.account.clone();
    for status in [400, 401, 403, 404, 409, 410, 413, 418, 429, 500, 503] {
        let body = br#"{"error":"unknown_account"}"#.to_vec();
        let refused = phone
            .poll(protocol, |_| HttpResponse::new(status, [], body.clone()).map_err(|_| HttpError::TooLarge));
        assert!(refused.is_err(), "{status}");
        assert_eq!(phone.account, before, "{status} changed the account");
        assert!(phone.account.ended().is_none(), "{status} ended the account");
    }
    let unreachable = phone.poll(protocol, |_| Err(HttpError::Unreachable));
    assert_eq!(unreachable, Err(PushError::NotReachable(HttpError::Unreachable)));
    Some(())
}

/// A phone that is enrolled; each has keys of its own, and ids of its own seed.
fn enrolled(server: &mut dyn ScriptedServer, seed: u64) -> Option<Phone> {
    let phone = Phone::enroll(server, seed);
    assert!(phone.is_ok(), "enrolling: {phone:?}");
    phone.ok()
}

fn invitation(protocol: &dyn PushProtocol, text: &str) -> Option<Invitation> {
    match protocol.recognise(text, DevelopmentHttp::Off) {
        Some(Ok(Recognised::Invitation(invitation))) => Some(*invitation),
        _ => None,
    }
}

fn this_device() -> Option<ThisDevice> {
    ThisDevice::new("Pixel 9", "Countersign 0.1.0", Channel::None).ok()
}

fn change(outcome: Outcome, body: &dyn Fn(Vec<u8>) -> Vec<u8>) -> Outcome {
    let response = outcome?;
    let nonce = response.header("dpop-nonce").map(|nonce| ("dpop-nonce".to_owned(), nonce.to_owned()));
    if !response.is_success() {
        return Ok(response);
    }
    let body = body(response.body().to_vec());
    HttpResponse::new(response.status(), nonce, body).map_err(|_| HttpError::TooLarge)
}

fn now(clock: &FakeClock) -> Now {
    Now { wall: clock.wall(), boot: clock.boot() }
}
