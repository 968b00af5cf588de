//! Approving and denying: what was shown is what is signed, once, by someone who was verified for it.

use crate::phone::{MOMENT, Network, PIN, Phone, approve, deny, flipped, poll, secret};
use countersign::authenticator::{
    AnswerStatus, Cancellation, Compared, DecisionError, DenyReason, HistoryEvent, PushCallError,
    RequestKind, Stage, UnlockError, VerificationView, Verify,
};
use countersign::ports::DeviceKeyError;
use countersign::testing::block_on;
use countersign_tests::push_rig::{Ask, Fate};
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

fn wrong_pin(outcome: &Result<impl Sized, DecisionError>) -> Option<u32> {
    match outcome {
        Err(DecisionError::Call(PushCallError::Pin(UnlockError::WrongPin { attempts_left, .. }))) => {
            Some(*attempts_left)
        }
        _ => None,
    }
}

#[test]
fn every_mode_from_the_prompt_to_the_outcome() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    for mode in ["none", "enter", "scan", "show"] {
        let position = phone.asked(mode);
        let shown = phone.prompted(&app, id);
        assert_eq!((shown.event.as_str(), shown.endpoint.as_str()), ("login", "Webmail"));
        assert_eq!(shown.client_place.as_deref(), Some("Vienna, AT"));
        assert_eq!((shown.issuer.as_str(), shown.server.as_str()), ("Example Hosting", "login.example.com"));
        assert_eq!(shown.low_assurance, mode == "none");
        assert!(shown.on_screen && shown.others == 0);
        let (compared, expected) = match shown.verification {
            VerificationView::None => (Compared::Nothing, AnswerStatus::Approved),
            VerificationView::Enter { digits: 6 } => {
                (Compared::Number("428 163".to_owned()), AnswerStatus::Approved)
            }
            VerificationView::Scan => {
                (Compared::Scanned(phone.server().login_code(position)), AnswerStatus::Approved)
            }
            VerificationView::Show { digits: 8 } => {
                let code = shown.code.clone().unwrap();
                assert_eq!(code.len(), 8);
                (Compared::CodeShown, AnswerStatus::AwaitCode { code })
            }
            other => panic!("{other:?}"),
        };
        let outcome = approve(&app, shown.id, compared, PIN).unwrap();
        assert_eq!((outcome.status, outcome.approved), (expected, true), "{mode}");
        assert_eq!(app.requests().unwrap().requests, []);
    }
    let events: Vec<_> = app.history().unwrap().into_iter().take(4).map(|row| row.event).collect();
    assert_eq!(events, [HistoryEvent::RequestApproved; 4]);
}

#[test]
fn what_is_about_to_happen_is_told_by_its_signed_name() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    for (event, kind, shown) in [
        ("login", RequestKind::Login, "login"),
        ("confirmation", RequestKind::Confirmation, "confirmation"),
        ("test", RequestKind::Test, "test"),
        ("delete all backups", RequestKind::Other, "delete all backups"),
        // It looks like a login, and is none that this app knows.
        ("lo\u{200b}gin", RequestKind::Other, "login"),
        ("", RequestKind::Other, ""),
    ] {
        phone.server().ask(&Ask { change: json!({ "event": event }), ..Ask::default() });
        let request = phone.prompted(&app, id);
        assert_eq!((request.kind, request.event.as_str()), (kind, shown), "{event:?}");
        approve(&app, request.id, Compared::Nothing, PIN).unwrap();
    }
}

#[test]
fn a_wrong_number_ends_the_request_and_what_is_no_number_ends_nothing() {
    let phone = Phone::without_signing_keys();
    let (app, id) = phone.enrolled();
    let position = phone.asked("enter");
    let request = phone.prompted(&app, id).id;
    for (compared, error) in [
        (Compared::Nothing, DecisionError::OtherComparison),
        (Compared::CodeShown, DecisionError::OtherComparison),
        (Compared::Scanned("countersign:scan?r=x&s=y".to_owned()), DecisionError::OtherComparison),
        (Compared::Number("42816".to_owned()), DecisionError::NotDigits(6)),
        (Compared::Number("42816x".to_owned()), DecisionError::NotDigits(6)),
    ] {
        // Costs no attempt either: the PIN is wrong on purpose.
        assert_eq!(approve(&app, request, compared, "000000"), Err(error));
    }
    assert_eq!(phone.fate(position), Fate::Open);
    let outcome = approve(&app, request, Compared::Number("428164".to_owned()), PIN).unwrap();
    assert_eq!((outcome.status, phone.fate(position)), (AnswerStatus::WrongNumber, Fate::Denied));
    let event = app.history().unwrap().remove(0).event;
    assert_eq!(event, HistoryEvent::AnswerNotTaken);
}

#[test]
fn the_code_of_another_login_is_a_reason_for_alarm() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    let (_, other) = (phone.asked("scan"), phone.asked("scan"));
    let request = phone.prompted(&app, id).id;
    let code = phone.server().login_code(other);
    assert_eq!(approve(&app, request, Compared::Scanned(code), PIN), Err(DecisionError::OtherLogin));
    let wifi = Compared::Scanned("WIFI:S:x;;".to_owned());
    assert_eq!(approve(&app, request, wifi, PIN), Err(DecisionError::NotALoginCode));
}

#[test]
fn a_wrong_pin_counts_as_at_unlocking() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    let position = phone.asked("none");
    let request = phone.prompted(&app, id).id;
    assert_eq!(wrong_pin(&approve(&app, request, Compared::Nothing, "000001")), Some(9));
    drop(app);
    let app = phone.started();
    let Stage::Locked(lock) = app.stage() else { panic!() };
    assert_eq!(lock.attempts_left, 9, "durable, and the same count");
    app.unlock(secret(PIN), countersign::authenticator::Acceptance::NewestOnly).unwrap();
    let request = phone.prompted(&app, id).id;
    // Four are free of delays; the tenth is far beyond any request's life.
    for left in [9, 8, 7] {
        assert_eq!(wrong_pin(&approve(&app, request, Compared::Nothing, "000001")), Some(left));
    }
    assert!(approve(&app, request, Compared::Nothing, "000001").is_err());
    let wait = approve(&app, request, Compared::Nothing, PIN);
    assert!(matches!(wait, Err(DecisionError::Call(PushCallError::Pin(UnlockError::Wait(_))))), "{wait:?}");
    assert_eq!(phone.fate(position), Fate::Open);
    assert_eq!(phone.server().calls.iter().filter(|path| path.ends_with("/answers")).count(), 0);
}

#[test]
fn the_tenth_wrong_pin_takes_the_push_keys_along() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    app.lock();
    for _ in 0..9 {
        // The delays pass; the count stays.
        let _ = app.unlock(secret("000001"), countersign::authenticator::Acceptance::NewestOnly);
        phone.wait(Duration::from_secs(5 * 3600));
    }
    phone.asked("none");
    let request = poll(&app, id).unwrap().prompt.unwrap().id;
    app.open_request(request).unwrap();
    assert!(matches!(app.stage(), Stage::Locked(lock) if lock.attempts_left == 1));
    let erased = app.unlock(secret("000001"), countersign::authenticator::Acceptance::NewestOnly);
    assert_eq!(erased, Err(UnlockError::Erased));
    assert_eq!(app.requests(), Err(PushCallError::Locked));
    assert_eq!(phone.signing_keys.as_ref().unwrap().ids(), [], "the keys went with it");
    assert_eq!(phone.agreement_keys.as_ref().unwrap().ids(), []);
    assert_eq!(phone.early_store.snapshot(), countersign::testing::MemoryFiles::default());
}

#[test]
fn an_activation_is_for_one_request_and_one_signature() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    let first = phone.asked("none");
    let request = phone.prompted(&app, id).id;
    assert!(approve(&app, request, Compared::Nothing, PIN).is_ok());
    let signed = phone.signing_keys.as_ref().unwrap();
    let user_signatures = || signed.signatures(countersign::ports::SigningKeyUse::User);
    let after_first = user_signatures();
    // Again without the PIN there is no way; with it, the request is gone.
    assert_eq!(approve(&app, request, Compared::Nothing, PIN), Err(DecisionError::AlreadyAnswered));
    assert_eq!(deny(&app, request, DenyReason::NotMe), Err(DecisionError::AlreadyAnswered));
    phone.asked("none");
    let second = phone.prompted(&app, id).id;
    assert!(wrong_pin(&approve(&app, second, Compared::Nothing, "000001")).is_some());
    assert_eq!(user_signatures(), after_first, "unlocking and the last approval verify nobody for this one");
    assert_eq!(phone.fate(first), Fate::Approved);
}

#[test]
fn biometrics_activate_and_a_dismissed_prompt_signs_nothing() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    let position = phone.asked("none");
    let request = phone.prompted(&app, id).id;
    let by_finger = |app: &countersign::authenticator::Authenticator| {
        block_on(app.approve(request, Compared::Nothing, Verify::Biometrics, &Cancellation::new()))
    };
    let not_available = DecisionError::Call(PushCallError::Pin(UnlockError::NotAvailable));
    assert_eq!(by_finger(&app), Err(not_available), "not set up");
    app.enable_biometrics(secret(PIN)).unwrap();
    phone.biometric_key.as_ref().unwrap().faults().once_after(0, DeviceKeyError::Cancelled);
    let cancelled = DecisionError::Call(PushCallError::Pin(UnlockError::Cancelled));
    assert_eq!((by_finger(&app), phone.fate(position)), (Err(cancelled), Fate::Open));
    assert_eq!(by_finger(&app).unwrap().status, AnswerStatus::Approved);
}

#[test]
fn a_tap_right_after_a_change_of_the_screen_is_none() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    phone.asked("none");
    let request = poll(&app, id).unwrap().prompt.unwrap().id;
    app.open_request(request).unwrap();
    assert_eq!(approve(&app, request, Compared::Nothing, PIN), Err(DecisionError::TooSoon));
    assert_eq!(deny(&app, request, DenyReason::NotMe), Err(DecisionError::TooSoon));
    phone.clock.advance(Duration::from_millis(699));
    assert_eq!(deny(&app, request, DenyReason::NotMe), Err(DecisionError::TooSoon));
    phone.clock.advance(Duration::from_millis(1));
    // A newer one arrives beside it: announced, and the finger is stopped once more.
    phone.asked("none");
    let view = poll(&app, id).unwrap();
    assert_eq!((view.arrived.len(), view.prompt, view.status.open_requests), (1, None, 2));
    assert_eq!(deny(&app, request, DenyReason::NotMe), Err(DecisionError::TooSoon));
    phone.wait(MOMENT);
    app.request_screen_changed(request);
    assert_eq!(deny(&app, request, DenyReason::NotMe), Err(DecisionError::TooSoon));
    phone.wait(MOMENT);
    let shown = app.requests().unwrap().requests.remove(0);
    assert_eq!((shown.id, shown.on_screen, shown.others), (request, true, 1), "never replaced");
    assert_eq!(deny(&app, request, DenyReason::NotMe).unwrap().status, AnswerStatus::Denied);
    // The other one is not on the screen before it was opened.
    let other = app.requests().unwrap().requests.remove(0);
    assert!(!other.on_screen);
    assert_eq!(approve(&app, other.id, Compared::Nothing, PIN), Err(DecisionError::NotOnScreen));
}

#[test]
fn an_expired_request_is_gone_and_remembered() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    phone.asked("none");
    let request = phone.prompted(&app, id);
    assert_eq!(request.seconds_left, 120);
    phone.clock.set_wall(countersign::time::UnixTime::from_seconds(1_000));
    assert!(app.requests().unwrap().requests.len() == 1, "the user's clock has no say");
    phone.wait(Duration::from_secs(119));
    let app = phone.unlocked(app);
    assert_eq!(app.requests().unwrap().requests, []);
    let unknown = DecisionError::Call(PushCallError::UnknownRequest);
    assert_eq!(approve(&app, request.id, Compared::Nothing, PIN), Err(unknown));
    let row = app.history().unwrap().remove(0);
    assert_eq!((row.event, row.can_be_reported), (HistoryEvent::RequestExpired, false));
    assert_eq!(row.shown.first().map(String::as_str), Some("login"));
}

#[test]
fn a_decision_tells_what_was_shown_and_can_be_reported() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    let position = phone.asked("none");
    let request = phone.prompted(&app, id).id;
    deny(&app, request, DenyReason::NotMe).unwrap();
    let row = app.history().unwrap().remove(0);
    assert_eq!((row.event, row.can_be_reported), (HistoryEvent::RequestDeniedNotMe, true));
    assert_eq!(row.label, "Example Hosting: cxxxxx.xx");
    assert_eq!(row.server.as_deref(), Some("login.example.com"));
    let shown = ["login", "Webmail", "203.0.113.7", "Vienna, AT", "Firefox on Linux", "Login of cxxxxx.xx"];
    assert_eq!(row.shown, shown);
    block_on(app.report(row.id, &Cancellation::new())).unwrap();
    assert!(phone.server().request(position).reported);
    assert_eq!(app.history().unwrap().remove(0).event, HistoryEvent::RequestReported);
    let added = app.history().unwrap().into_iter().find(|row| row.event == HistoryEvent::AccountAdded);
    let unknown = block_on(app.report(added.unwrap().id, &Cancellation::new()));
    assert_eq!(unknown, Err(PushCallError::UnknownRequest));
}

/// Every letter of what a server signed, changed on the way: nothing is shown, and nothing on the disk changes.
#[test]
fn what_is_not_verified_shows_nothing_and_changes_nothing() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    app.lock();
    phone.asked("enter");
    // How long an answer is; the request in it was never seen.
    static LENGTH: AtomicUsize = AtomicUsize::new(0);
    phone.set_network(Network::Changes(|_, answer| {
        LENGTH.fetch_max(answer.body().len(), Ordering::SeqCst);
        flipped(&answer, 20)
    }));
    assert!(poll(&app, id).is_err());
    let (before, length) = (phone.disk(), LENGTH.load(Ordering::SeqCst));
    assert!(length > 1_000, "{length}");
    for position in 0..length {
        phone.set_network(Network::Flips(position));
        match poll(&app, id) {
            Err(PushCallError::Server(_)) => {}
            other => panic!("letter {position}: {other:?}"),
        }
        assert_eq!(app.requests().unwrap().requests, [], "letter {position}");
    }
    assert!(phone.disk() == before, "not a byte");
    phone.set_network(Network::Up);
    phone.wait(Duration::from_secs(3600));
    phone.asked("enter");
    assert!(poll(&app, id).unwrap().prompt.is_some(), "unchanged, it is shown");
    countersign_tests::counted(&format!("letters of a signed list, each changed and refused: {length}"));
}
