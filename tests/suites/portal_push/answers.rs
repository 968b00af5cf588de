//! Requests and answers: sections 5 and 6 of the protocol. One outcome for each request, whatever is sent.

use countersign::jose::{Signer, sign};
use countersign_portal::domain::{Attempt, AttemptState, Comparison, Factor, Origin, Reason, Stage};
use countersign_portal::policy::Verification;
use countersign_portal::service::attempts::{self, NewAttempt};
use countersign_portal::service::{authenticators, second_factor, users};
use countersign_tests::counted;
use countersign_tests::portal_rig::{Phone, Place, Portals, User};
use serde_json::{Value, json};
use std::time::Duration;

/// Asks for the second factor of a user.
pub async fn start(user: &User, mode: Verification) -> Attempt {
    let name = user.name.parse().expect("a name");
    let account = users::by_name(&user.portal, &name).await.expect("a database").expect("the user");
    let client =
        countersign_portal::domain::Client { address: "203.0.113.7".to_owned(), ..Default::default() };
    let mode = Some(mode);
    let new = NewAttempt {
        user: &account,
        origin: Origin::Portal,
        event: "login",
        endpoint: "Webmail",
        client,
        mode,
    };
    attempts::start(&user.portal, new).await.expect("a request")
}

async fn state(user: &User, attempt: &Attempt) -> Attempt {
    attempts::state(&user.portal, attempt.id).await.expect("the attempt")
}

fn number(attempt: &Attempt) -> Value {
    let Comparison::Number(number) = &attempt.comparison else { panic!("{attempt:?}") };
    json!({"number": **number})
}

async fn result(phone: &mut Phone, answer: &str) -> String {
    phone.outcome(answer).await["result"].as_str().expect("a result").to_owned()
}

/// One user with one phone.
async fn scene(place: Place) -> (Portals, User, Phone) {
    let portals = Portals::one(place).await;
    let user = portals.user("anna").await;
    let (_, phone) = user.enroll_phone(&portals.url(0), "Pixel").await;
    (portals, user, phone)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_is_approved_with_the_number_of_the_page() {
    for place in Place::BOTH {
        let (_portals, mut user, mut phone) = scene(place).await;
        // The first factor was proved in this session.
        assert_eq!(user.session().await.opened_with, Some(Factor::Push));

        assert_eq!(user.log_in().await.stage, Stage::SecondFactor);
        let session = user.session().await;
        let attempt = second_factor::start_push(&user.portal, &session, &user.visitor, "Portal")
            .await
            .expect("a request");
        let request = phone.request(10).await;
        assert_eq!((&request.1["event"], &request.1["mode"]), (&json!("login"), &json!("enter")));
        assert_eq!(request.1["message"], "anna: login at Portal from 203.0.113.7");
        let approval = phone.approval(&request, &number(&attempt));
        let outcome = phone.outcome(&approval).await;
        assert_eq!((&outcome["result"], &outcome["counter"]), (&json!("approved"), &json!(1)));

        let session = user.session().await;
        let token = user.token().clone();
        let progress = second_factor::finish_push(&user.portal, &session, &user.visitor, &token).await;
        let session = user.continue_with(progress.expect("the approval is taken"));
        assert_eq!((session.stage, session.opened_with), (Stage::LoggedIn, Some(Factor::Push)));
        assert_eq!(authenticators::list(&user.portal, &session).await.expect("a list").len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_has_one_outcome() {
    for place in Place::BOTH {
        let (portals, user, mut phone) = scene(place).await;

        // Approved; the same bytes again; then anything else.
        let attempt = start(&user, Verification::Enter).await;
        let request = phone.request(0).await;
        let approval = phone.approval(&request, &number(&attempt));
        let first = phone.answer(&approval).await.expect_statement("outcome");
        assert_eq!(phone.answer(&approval).await.expect_statement("outcome"), first);
        let denial = phone.denial(&request, "not_me");
        let outcome = phone.outcome(&denial).await;
        assert_eq!((&outcome["result"], &outcome["first"]), (&json!("already"), &json!("approved")));
        assert_eq!(phone.answer(&approval).await.expect_statement("outcome"), first);
        assert_eq!(state(&user, &attempt).await.state, AttemptState::Approved);

        // Denied is final, and fraud is written down.
        let attempt = start(&user, Verification::Enter).await;
        let request = phone.request(0).await;
        let denial = phone.denial(&request, "not_me");
        assert_eq!(result(&mut phone, &denial).await, "denied");
        let approval = phone.approval(&request, &number(&attempt));
        let outcome = phone.outcome(&approval).await;
        assert_eq!((&outcome["result"], &outcome["first"]), (&json!("already"), &json!("denied")));
        let after = state(&user, &attempt).await;
        assert_eq!((after.state, after.reason), (AttemptState::Denied, Some(Reason::NotMe)));
        let log = users::audit_log(&user.portal, None, u64::MAX >> 1, 100).await.expect("a log");
        assert!(log.iter().any(|line| line.event == "fraud reported"));

        // A wrong number ends it.
        let attempt = start(&user, Verification::Enter).await;
        let request = phone.request(0).await;
        let wrong = phone.approval(&request, &json!({"number": "12345"}));
        assert_eq!(result(&mut phone, &wrong).await, "wrong_number");
        let right = phone.approval(&request, &number(&attempt));
        assert_eq!(result(&mut phone, &right).await, "already");
        assert_eq!(state(&user, &attempt).await.reason, Some(Reason::WrongNumber));

        // Too late.
        let attempt = start(&user, Verification::Enter).await;
        let request = phone.request(0).await;
        portals.clock.advance(Duration::from_secs(120));
        let approval = phone.approval(&request, &number(&attempt));
        assert_eq!(result(&mut phone, &approval).await, "expired");
        assert_eq!(state(&user, &attempt).await.state, AttemptState::Expired);

        // A newer one, and the page that is left.
        let older = start(&user, Verification::Enter).await;
        let request = phone.request(0).await;
        let newer = start(&user, Verification::Enter).await;
        let approval = phone.approval(&request, &number(&older));
        assert_eq!(result(&mut phone, &approval).await, "superseded");
        assert_eq!(state(&user, &older).await.state, AttemptState::Superseded);
        let request = phone.request(0).await;
        attempts::cancel(&user.portal, newer.id).await.expect("taken back");
        assert!(phone.requests(0, &[]).await.is_empty());
        let approval = phone.approval(&request, &number(&newer));
        assert_eq!(result(&mut phone, &approval).await, "superseded");
        assert_eq!(state(&user, &newer).await.state, AttemptState::Cancelled);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_denial_and_no_forgery_becomes_an_approval() {
    let (_portals, user, mut phone) = scene(Place::File).await;
    let attempt = start(&user, Verification::Enter).await;
    let request = phone.request(0).await;
    phone.counter += 1;
    let (approve, deny) =
        (json!({"decision": "approve", "uv": "pin"}), json!({"decision": "deny", "reason": "not_me"}));
    let right = number(&attempt);
    let with = |more: Value| {
        let mut members = right.clone();
        members.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        members
    };
    let mut forged_request = request.clone();
    forged_request.0.push('A');
    let p = &phone;
    let wrong = [
        // Key, type and decision do not fit each other.
        p.answer_with(&p.device, "cs-approve+jwt", &request, &approve, &right),
        p.answer_with(&p.user, "cs-deny+jwt", &request, &deny, &json!({})),
        p.answer_with(&p.device, "cs-deny+jwt", &request, &approve, &right),
        p.answer_with(&p.user, "cs-approve+jwt", &request, &deny, &right),
        p.answer_with(&p.device, "cs-deny+jwt", &request, &approve, &json!({"reason": "not_me"})),
        p.answer_with(&p.user, "cs-resume+jwt", &request, &approve, &right),
        p.answer_with(&p.user, "dpop+jwt", &request, &approve, &right),
        // Members that the mode does not ask for, or not the one it asks for.
        p.answer_with(&p.user, "cs-approve+jwt", &request, &approve, &json!({})),
        p.answer_with(&p.user, "cs-approve+jwt", &request, &approve, &with(json!({"code": "123456"}))),
        p.answer_with(&p.user, "cs-approve+jwt", &request, &approve, &with(json!({"secret": "x"}))),
        p.answer_with(&p.user, "cs-approve+jwt", &request, &approve, &with(json!({"reason": "not_me"}))),
        p.answer_with(&p.user, "cs-approve+jwt", &request, &json!({"decision": "approve"}), &right),
        p.answer_with(&p.user, "cs-approve+jwt", &request, &approve, &with(json!({"uv": "none"}))),
        p.answer_with(&p.user, "cs-approve+jwt", &request, &approve, &json!({"number": 123_456})),
        // For another request, account, server or device.
        p.answer_with(&p.user, "cs-approve+jwt", &forged_request, &approve, &right),
        p.answer_with(&p.user, "cs-approve+jwt", &request, &approve, &with(json!({"sub": "other"}))),
        p.answer_with(
            &p.user,
            "cs-approve+jwt",
            &request,
            &approve,
            &with(json!({"aud": "https://x.example"})),
        ),
        p.answer_with(&p.user, "cs-approve+jwt", &request, &approve, &with(json!({"iss": p.server_key}))),
        p.answer_with(&p.user, "cs-approve+jwt", &request, &approve, &with(json!({"ctr": -1}))),
        p.answer_with(&p.user, "cs-approve+jwt", &request, &approve, &with(json!({"ctr": (1_u64 << 53)}))),
    ];
    let count = wrong.len();
    for answer in wrong {
        let received = phone.answer(&answer).await;
        assert!(matches!(received.status, 400 | 401 | 404), "{received:?}");
        assert_eq!(state(&user, &attempt).await.state, AttemptState::Open);
    }
    let approval = phone.approval(&request, &right);
    assert_eq!(result(&mut phone, &approval).await, "approved");
    counted(&format!("answers that change nothing: {count}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_mode_asks_for_its_own() {
    for place in Place::BOTH {
        let (_portals, user, mut phone) = scene(place).await;

        let attempt = start(&user, Verification::None).await;
        let request = phone.request(0).await;
        assert!(request.1.get("digits").is_none());
        let approval = phone.approval(&request, &json!({}));
        assert_eq!(result(&mut phone, &approval).await, "approved");
        assert_eq!(state(&user, &attempt).await.decided_with, Some(Factor::Push));

        let attempt = start(&user, Verification::Scan).await;
        let request = phone.request(0).await;
        let Comparison::Scan(text) = &attempt.comparison else { panic!("{attempt:?}") };
        let prefix = format!("countersign:scan?r={}&s=", attempt.id);
        let secret = text.strip_prefix(&prefix).expect("the text of section 5");
        let approval = phone.approval(&request, &json!({"secret": secret}));
        assert_eq!(result(&mut phone, &approval).await, "approved");

        // The phone shows a code, and the page asks for it once.
        for (typed, expected) in [("4711", AttemptState::Approved), ("4712", AttemptState::Denied)] {
            let attempt = start(&user, Verification::Show).await;
            let request = phone.request(0).await;
            assert_eq!(request.1["digits"], 6);
            let short = phone.approval(&request, &json!({"code": "4711"}));
            assert_eq!(phone.answer(&short).await.failure(), (400, "malformed"));
            let approval = phone.approval(&request, &json!({"code": "004711"}));
            assert_eq!(result(&mut phone, &approval).await, "await_code");
            assert_eq!(state(&user, &attempt).await.state, AttemptState::AwaitingCode);
            let after = attempts::enter_shown_code(&user.portal, attempt.id, &format!("00{typed}")).await;
            assert_eq!(after.expect("an attempt").state, expected);
            let again = attempts::enter_shown_code(&user.portal, attempt.id, "004711").await;
            assert_eq!(again.expect("an attempt").state, expected, "one try");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_counter_that_went_back_approves_nothing_and_still_denies() {
    for place in Place::BOTH {
        let (portals, user, mut phone) = scene(place).await;
        let attempt = start(&user, Verification::Enter).await;
        let request = phone.request(0).await;
        phone.counter = 16;
        let approval = phone.approval(&request, &number(&attempt));
        assert_eq!(result(&mut phone, &approval).await, "approved");

        let attempt = start(&user, Verification::Enter).await;
        let request = phone.request(0).await;
        phone.counter = 16;
        let copy = phone.approval(&request, &number(&attempt));
        let outcome = phone.outcome(&copy).await;
        assert_eq!((&outcome["result"], &outcome["counter"]), (&json!("counter"), &json!(17)));
        assert_eq!(state(&user, &attempt).await.state, AttemptState::Open);
        let log = users::audit_log(&user.portal, None, u64::MAX >> 1, 100).await.expect("a log");
        assert!(log.iter().any(|line| line.event == "possible copy"));
        phone.counter = 2;
        let denial = phone.denial(&request, "cancelled");
        assert_eq!(result(&mut phone, &denial).await, "denied");
        assert_eq!(state(&user, &attempt).await.state, AttemptState::Denied);
        let mails = portals.mails(4).await;
        assert!(mails.iter().any(|mail| mail.contains("possible copy")), "{mails:?}");

        // After the user was verified, the phone learns where it stands.
        let said = json!({"uv": "pin", "n": "AAAAAAAAAAAAAAAAAAAAAA"});
        let payload = json!({
            "iss": phone.device.public_key().thumbprint(), "aud": phone.base,
            "sub": phone.account, "n": said["n"], "uv": said["uv"],
        });
        let statement =
            |key| sign("cs-resume+jwt", key, false, payload.to_string().as_bytes()).expect("signed");
        let (by_device, by_user) = (statement(&phone.device), statement(&phone.user));
        let account = phone.account.clone();
        let (refused, _) =
            phone.call("/v1/counter", &json!({"account": account, "statement": by_device})).await;
        assert_eq!(refused.failure(), (401, "invalid_proof"));
        let (answer, _) = phone.call("/v1/counter", &json!({"account": account, "statement": by_user})).await;
        let counter = phone.read("cs-counter+jwt", &answer.expect_statement("counter"));
        assert_eq!((&counter["counter"], &counter["n"]), (&json!(17), &said["n"]));
    }
}
