//! Each verification mode from the request to its outcome: what was compared is inside the signature.

use countersign::push::countersign::Countersign;
use countersign::push::{
    AnswerOutcome, Comparison, ComparisonError, DenyReason, PushError, PushProtocol, Signed, SignedAnswer,
    Verdict, Verification,
};
use countersign::testing::push::Phone;
use countersign_tests::push_rig::{Ask, Fate, Server};
use serde_json::{Value, json};
use std::time::Duration;

fn scene(ask: &Ask) -> (Server, Phone) {
    let mut server = Server::new(2);
    let phone = Phone::enroll(&mut server, 3).unwrap();
    server.ask(ask);
    (server, phone)
}

fn of(mode: &'static str) -> Ask {
    Ask { mode, ..Ask::default() }
}

/// Approves the request on the screen with what `compare` makes of it.
fn approve(
    server: &mut Server,
    phone: &mut Phone,
    compare: impl Fn(
        &countersign::push::Challenge<countersign::push::Shown>,
    ) -> Result<Comparison, ComparisonError>,
) -> (SignedAnswer, AnswerOutcome) {
    phone.poll(&Countersign, |request| server.serve(request)).unwrap();
    let (challenge, tap, activation) = phone.tapped().unwrap();
    let comparison = compare(&challenge).unwrap();
    let now = phone.context().now.boot;
    let approval = challenge.approve(tap, comparison, activation, now).unwrap();
    let Signed { answer, update } = Countersign.approve(&phone.account, approval, phone.context()).unwrap();
    update.apply(&mut phone.account);
    let outcome = phone.deliver(&Countersign, &answer, |request| server.serve(request)).unwrap();
    (answer, outcome)
}

#[test]
fn a_typed_number_decides() {
    for (typed, outcome, fate) in [
        ("428163", AnswerOutcome::Approved, Fate::Approved),
        (" 428 163\n", AnswerOutcome::Approved, Fate::Approved),
        ("428164", AnswerOutcome::WrongNumber, Fate::Denied),
    ] {
        let (mut server, mut phone) = scene(&of("enter"));
        let answer = approve(&mut server, &mut phone, |challenge| {
            assert_eq!(challenge.request().verification(), &Verification::Enter { digits: 6 });
            for wrong in ["", "42816", "4281633", "42816a", "４２８１６３", "-28163", "428163428163"] {
                assert_eq!(
                    Comparison::typed(challenge, wrong).err(),
                    Some(ComparisonError::NotDigits(6)),
                    "{wrong}"
                );
            }
            assert_eq!(Comparison::nothing(challenge).err(), Some(ComparisonError::NotAsked));
            assert_eq!(Comparison::scanned(challenge, "x").err(), Some(ComparisonError::NotAsked));
            assert_eq!(Comparison::shown(challenge).err(), Some(ComparisonError::NotAsked));
            Comparison::typed(challenge, typed)
        });
        assert_eq!((answer.1, server.fates()), (outcome, vec![fate]), "{typed}");
        assert!(!format!("{:?}", answer.0).contains("428"));
    }
}

#[test]
fn a_scanned_secret_decides() {
    let (mut server, mut phone) = scene(&of("scan"));
    let other = server.ask(&of("scan"));
    let (code, other) = (server.login_code(0), server.login_code(other));
    let answer = approve(&mut server, &mut phone, |challenge| {
        for (wrong, error) in [
            (other.clone(), ComparisonError::OtherLogin),
            (code.replace("&s=", "&t="), ComparisonError::OtherLogin),
            (format!("{code}A"), ComparisonError::NotALoginCode),
            (code[..code.len() - 1].to_owned(), ComparisonError::NotALoginCode),
            ("https://example.org/".to_owned(), ComparisonError::NotALoginCode),
        ] {
            assert_eq!(Comparison::scanned(challenge, &wrong).err(), Some(error), "{wrong}");
        }
        Comparison::scanned(challenge, &code)
    });
    assert_eq!((answer.1, server.fates()[0]), (AnswerOutcome::Approved, Fate::Approved));
}

#[test]
fn a_shown_code_is_signed_and_kept_for_the_login_page() {
    let (mut server, mut phone) = scene(&of("show"));
    let shown = std::cell::RefCell::new(String::new());
    let answer = approve(&mut server, &mut phone, |challenge| {
        shown.replace(challenge.code().unwrap().to_owned());
        Comparison::shown(challenge)
    });
    let code = shown.into_inner();
    assert!(code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_digit()));
    assert_eq!(answer.0.code(), Some(code.as_str()));
    assert_eq!((answer.1, server.fates()[0]), (AnswerOutcome::AwaitCode, Fate::AwaitCode));
}

#[test]
fn a_request_with_a_member_out_of_bounds_makes_the_list_invalid() {
    let long = |length: usize| "x".repeat(length);
    for (mode, change) in [
        ("none", json!({"mode": "pick"})),
        ("none", json!({"mode": null})),
        ("none", json!({"digits": 6})),
        ("scan", json!({"digits": 6})),
        ("enter", json!({"digits": null})),
        ("enter", json!({"digits": 1})),
        ("enter", json!({"digits": 9})),
        ("enter", json!({"digits": "6"})),
        ("show", json!({"digits": 3})),
        ("none", json!({"event": long(65)})),
        ("none", json!({"endpoint": 7})),
        ("none", json!({"message": long(513)})),
        ("none", json!({"message": null})),
        ("none", json!({"client": null})),
        ("none", json!({"client": {"agent": long(257)}})),
        ("none", json!({"client": {"place": 1}})),
        ("none", json!({"nonce": "AAAA"})),
        ("none", json!({"jti": "AAAA"})),
        ("none", json!({"exp": 1_800_000_000})),
        ("none", json!({"exp": 1_800_000_601})),
        ("none", json!({"exp": 1_800_000_060.5})),
        ("none", json!({"iss": "https://login.example.com/other"})),
        ("none", json!({"sub": "acct-1"})),
        ("none", json!({"aud": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})),
    ] {
        let (mut server, mut phone) = scene(&Ask { mode, change: change.clone(), ..Ask::default() });
        server.ask(&Ask::default());
        let before = phone.account.clone();
        let polled = phone.poll(&Countersign, |request| server.serve(request));
        assert!(matches!(polled, Err(PushError::ServerMisbehaved(_))), "{change}: {polled:?}");
        assert_eq!((&phone.account, phone.inbox.ids().len()), (&before, 0), "{change}");
    }
}

#[test]
fn what_is_shown_is_what_was_signed_and_cleaned() {
    let change = json!({"message": "Transfer\u{202E} 1\u{0007}00", "client": {"agent": "p\u{430}ypal"}});
    let (mut server, mut phone) = scene(&Ask { change, ..Ask::default() });
    phone.poll(&Countersign, |request| server.serve(request)).unwrap();
    let request = phone.inbox.shown().unwrap().request();
    assert_eq!(request.message().shown(), "Transfer 100");
    assert!(request.is_doubtful() && request.message().is_changed());
    assert_eq!((request.event().shown(), request.endpoint().shown()), ("login", "Webmail"));
    assert_eq!(request.client_address(), None);
    // All of it is inside the statement whose hash is signed.
    let payload = request.statement().split('.').nth(1).unwrap();
    let payload: Value =
        serde_json::from_slice(&data_encoding::BASE64URL_NOPAD.decode(payload.as_bytes()).unwrap()).unwrap();
    assert_eq!(payload["message"], request.message().signed());
}

#[test]
fn both_reasons_of_a_denial_are_told() {
    for (reason, verdict) in
        [(DenyReason::NotMe, Verdict::NotMe), (DenyReason::Cancelled, Verdict::Cancelled)]
    {
        let (mut server, mut phone) = scene(&of("enter"));
        phone.poll(&Countersign, |request| server.serve(request)).unwrap();
        let (challenge, tap, _) = phone.tapped().unwrap();
        let denial = challenge.deny(tap, reason, phone.context().now.boot).unwrap();
        let signed = Countersign.deny(&phone.account, denial, phone.context()).unwrap();
        signed.update.apply(&mut phone.account);
        assert_eq!(signed.answer.verdict(), verdict);
        let outcome = phone.deliver(&Countersign, &signed.answer, |request| server.serve(request));
        assert_eq!((outcome, server.fates()), (Ok(AnswerOutcome::Denied), vec![Fate::Denied]));
    }
}

#[test]
fn a_server_that_twists_an_answer_is_not_believed() {
    // A denial that "was approved", an approval that "was denied", a code nobody asked for.
    for (approves, result) in [
        (false, "approved"),
        (false, "await_code"),
        (false, "counter"),
        (true, "denied"),
        (true, "await_code"),
    ] {
        let (mut server, mut phone) = scene(&of("none"));
        phone.poll(&Countersign, |request| server.serve(request)).unwrap();
        let signed = phone.sign(&Countersign, approves).unwrap();
        let outcome = phone.deliver(&Countersign, &signed, |request| {
            let honest = server.serve(request)?;
            let body: Value = serde_json::from_slice(honest.body()).unwrap();
            let Some(text) = body["outcome"].as_str() else { return Ok(honest) };
            let payload =
                data_encoding::BASE64URL_NOPAD.decode(text.split('.').nth(1).unwrap().as_bytes()).unwrap();
            let mut payload: Value = serde_json::from_slice(&payload).unwrap();
            payload["result"] = json!(result);
            let twisted = server.say(countersign::push::countersign::statement::OUTCOME, &payload);
            Ok(countersign_tests::push_rig::response(200, &json!({"outcome": twisted}), "nonce"))
        });
        assert!(matches!(outcome, Err(PushError::ServerMisbehaved(_))), "{approves} {result}: {outcome:?}");
    }
}

#[test]
fn an_answer_after_its_time_is_told_so() {
    let (mut server, mut phone) = scene(&Ask { life: 5, ..of("none") });
    phone.poll(&Countersign, |request| server.serve(request)).unwrap();
    let left = phone.inbox.shown().unwrap().left(phone.context().now.boot);
    assert_eq!(left, Some(Duration::from_secs(5)));
    phone.advance(Duration::from_secs(5));
    assert!(phone.tapped().is_none());
}
