//! The screens of push approvals: what must be readable, what a key means, and what never moves under a finger.

use super::*;
use crate::app::screens::requests::Requests;
use countersign::authenticator::{
    AnswerStatus, Compared, DenyReason, DeviceView, EnrollmentStep, HistoryId, OnlineEnrollment, OutcomeView,
    PolicyObstacle, PolicyView, PushAccountView, PushDetail, PushOfferView, PushWarning, ReenrollmentView,
    RequestId, RequestKind, RequestView, RequestsView, VerificationView,
};

const ACCOUNT: AccountId = AccountId([9; 16]);

pub(super) fn request(number: u8, verification: VerificationView) -> RequestView {
    RequestView {
        id: RequestId([number; 32]),
        account: ACCOUNT,
        issuer: "Countersign".into(),
        account_name: "cxxxxx.xx".into(),
        server: "login.example.com".into(),
        kind: RequestKind::Login,
        event: "login".into(),
        endpoint: "Webmail".into(),
        client_address: Some("203.0.113.7".into()),
        client_place: Some("Vienna".into()),
        client_agent: Some("Firefox on Linux".into()),
        message: "Login to your mail".into(),
        doubtful: false,
        verification,
        low_assurance: verification == VerificationView::None,
        made: NOW,
        seconds_left: 90,
        on_screen: false,
        code: matches!(verification, VerificationView::Show { .. }).then(|| "471147".into()),
        others: 0,
    }
}

fn account() -> PushAccountView {
    PushAccountView {
        id: ACCOUNT,
        server: "login.example.com".into(),
        reachability: Reachability::Reachable,
        open_requests: 0,
        muted_for: None,
        next_poll_in: Duration::ZERO,
        undelivered: 0,
        policy_change: None,
        ended: None,
        end_pending: false,
        enroll_again: false,
    }
}

fn view(requests: Vec<RequestView>) -> RequestsView {
    RequestsView { requests, accounts: vec![account()] }
}

pub(super) fn opened(verification: VerificationView) -> Requests {
    let mut screen = Requests::default();
    screen.update(view(vec![request(1, verification)]));
    screen.open(request(1, verification));
    screen
}

fn keys(screen: &mut dyn Screen, text: &str) -> Option<Intent> {
    text.chars().map(|key| press(screen, KeyCode::Char(key))).last().flatten()
}

fn push_offer() -> OfferView {
    let server = Some(countersign::enroll::ServerHost { name: "127.0.0.1".into(), deceptive: false });
    OfferView {
        kind: AccountKind::Push,
        algorithm: None,
        digits: 0,
        period_seconds: None,
        server,
        warnings: vec![],
        similar: vec![],
        same_secret: None,
        push: Some(PushOfferView {
            policy: PolicyView { pin_minimum: 6, biometrics: false },
            obstacle: None,
            private_network: true,
            warnings: vec![PushWarning::ThisDevice, PushWarning::Unprotected],
            begun: false,
        }),
        ..offer()
    }
}

fn push_detail() -> AccountDetail {
    AccountDetail {
        row: row(9, "Countersign", "cxxxxx.xx", AccountKind::Push),
        push: Some(PushDetail {
            status: account(),
            policy: PolicyView { pin_minimum: 6, biometrics: false },
            private_network: false,
            offline_codes: true,
            keys_in_hardware: false,
            denied: 3,
            rotation_pending: false,
        }),
        ..detail()
    }
}

/// Every screen of this kind, for what holds of all screens.
pub(super) fn every_screen() -> Vec<Box<dyn Screen>> {
    let decided = |status| {
        let mut screen = opened(VerificationView::None);
        keys(&mut screen, "a1");
        press(&mut screen, KeyCode::Enter);
        screen.decided(&OutcomeView { request: RequestId([1; 32]), approved: true, status });
        screen
    };
    let mut rejecting = opened(VerificationView::None);
    keys(&mut rejecting, "r");
    let mut several = Requests::default();
    several.update(view(vec![request(1, VerificationView::None), request(2, VerificationView::Scan)]));
    let mut empty = Requests::default();
    empty.update(view(vec![]));
    let mut signing = account::Account::new(push_detail(), false);
    keys(&mut signing, "k");
    let mut untold = account::Account::new(push_detail(), false);
    untold.ask_what_to_delete("The server cannot be reached. Try again later.".into());
    let mut going_on = account::Account::new(push_detail(), false);
    going_on.ask_to_go_on();
    let mut devices = devices::Devices::new(ACCOUNT, "Countersign: cxxxxx.xx".into());
    devices.set(vec![DeviceView { name: "laptop".into(), added: NOW, seen: NOW, this_device: true }]);
    let enrolling = enrolling::Enrolling::new(push_offer(), OnlineEnrollment::default());
    let mut failed = enrolling::Enrolling::new(push_offer(), OnlineEnrollment::default());
    failed.failed("The server cannot be reached.".into());
    let again = ReenrollmentView {
        account: ACCOUNT,
        issuer: "Countersign".into(),
        account_name: "cxxxxx.xx".into(),
        server: "login.example.com".into(),
        address: "https://login.example.com".into(),
        needed_here: true,
    };
    vec![
        Box::new(empty),
        Box::new(several),
        Box::new(opened(VerificationView::None)),
        Box::new(opened(VerificationView::Enter { digits: 6 })),
        Box::new(opened(VerificationView::Scan)),
        Box::new(opened(VerificationView::Show { digits: 6 })),
        Box::new(rejecting),
        Box::new(decided(AnswerStatus::Approved)),
        Box::new(decided(AnswerStatus::CounterBehind)),
        Box::new(devices),
        Box::new(enrolling),
        Box::new(failed),
        Box::new(reenrollments::Reenrollments::new(vec![again])),
        Box::new(offer::Offer::new(push_offer(), (1, 1))),
        Box::new(account::Account::new(push_detail(), false)),
        Box::new(signing),
        Box::new(untold),
        Box::new(going_on),
    ]
}

#[test]
fn a_request_says_what_it_asks_and_what_to_do_in_every_size_and_language() {
    for (language, head, act) in [
        (Language::English, "Someone wants to log in", "6 digits"),
        (Language::German, "Jemand will sich bei Webmail", "6 Ziffern"),
    ] {
        for size in SIZES {
            let picture = drawn(&opened(VerificationView::Enter { digits: 6 }), language, size);
            for expected in [head, act, "_ _ _   _ _ _", "1:30"] {
                assert!(picture.contains(expected), "no {expected} at {size:?} in\n{picture}");
            }
        }
    }
    let picture = large(&opened(VerificationView::None));
    for expected in ["203.0.113.7, Vienna", "Firefox on Linux", "Low assurance", "the server says", "Webmail"]
    {
        assert!(picture.contains(expected), "no {expected} in\n{picture}");
    }
}

#[test]
fn the_number_is_typed_and_approved_with_a_pin() {
    let mut screen = opened(VerificationView::Enter { digits: 6 });
    assert!(press(&mut screen, KeyCode::Enter).is_none());
    keys(&mut screen, "12345");
    press(&mut screen, KeyCode::Enter);
    assert!(large(&screen).contains("1 2 3   4 5 _"), "one digit is missing:\n{}", large(&screen));
    keys(&mut screen, "67");
    press(&mut screen, KeyCode::Enter);
    keys(&mut screen, "secret");
    let picture = large(&screen);
    assert!(picture.contains("••••••") && !picture.contains("secret"), "{picture}");
    match press(&mut screen, KeyCode::Enter) {
        Some(Intent::Approve(id, Compared::Number(number), pin)) => {
            assert_eq!((id, number.as_str()), (RequestId([1; 32]), "123456"));
            assert_eq!(pin.expose(), b"secret");
        }
        other => panic!("{other:?}"),
    }
    assert!(press(&mut screen, KeyCode::Enter).is_none(), "it is answered once");
    screen.undecided(true);
    keys(&mut screen, "right");
    assert!(matches!(press(&mut screen, KeyCode::Enter), Some(Intent::Approve(_, Compared::Number(_), _))));
}

#[test]
fn rejecting_asks_why() {
    for (key, reason) in [('n', DenyReason::NotMe), ('c', DenyReason::Cancelled)] {
        let mut screen = opened(VerificationView::Enter { digits: 6 });
        assert!(keys(&mut screen, "r").is_none());
        assert!(large(&screen).contains("Reject?"));
        let intent = press(&mut screen, KeyCode::Char(key));
        assert!(matches!(intent, Some(Intent::Deny(_, given)) if given == reason));
    }
}

#[test]
fn what_is_open_stays_when_another_request_arrives_and_says_so_when_it_is_over() {
    let mut screen = opened(VerificationView::Enter { digits: 6 });
    keys(&mut screen, "123");
    let mut first = request(1, VerificationView::Enter { digits: 6 });
    first.others = 1;
    let second = request(2, VerificationView::Enter { digits: 6 });
    // The newer one comes first in what the core lists.
    assert_eq!(screen.update(view(vec![second.clone(), first])), None);
    let picture = large(&screen);
    assert!(picture.contains("1 2 3   _ _ _") && picture.contains("2 requests are open"), "{picture}");
    assert!(picture.contains("someone else may be logging in"), "{picture}");

    assert_eq!(screen.update(view(vec![second])), None);
    assert!(large(&screen).contains("This request is over"));
    assert!(keys(&mut screen, "456").is_none());
    assert!(press(&mut screen, KeyCode::Enter).is_none(), "back to the list, and nothing is decided");
    assert!(large(&screen).contains("1 open"));
}

#[test]
fn the_selection_stays_on_its_request_and_a_first_one_is_opened() {
    let (one, two, three) = (
        request(1, VerificationView::None),
        request(2, VerificationView::None),
        request(3, VerificationView::None),
    );
    let mut screen = Requests::default();
    assert_eq!(screen.update(view(vec![])), None);
    assert_eq!(screen.update(view(vec![one.clone()])), Some(one.id), "nothing is under the cursor");
    screen.update(view(vec![two.clone(), one.clone()]));
    press(&mut screen, KeyCode::Down);
    screen.update(view(vec![three.clone(), two.clone(), one]));
    assert!(matches!(press(&mut screen, KeyCode::Enter), Some(Intent::OpenRequest(id)) if id == two.id));
    screen.update(view(vec![three, two.clone()]));
    assert!(matches!(press(&mut screen, KeyCode::Enter), Some(Intent::OpenRequest(id)) if id == two.id));
}

#[test]
fn an_outcome_is_told_whole_in_every_size_and_language() {
    for language in [Language::English, Language::German] {
        for status in [AnswerStatus::CounterBehind, AnswerStatus::WrongNumber, AnswerStatus::NotDelivered] {
            let mut screen = opened(VerificationView::None);
            keys(&mut screen, "a1");
            press(&mut screen, KeyCode::Enter);
            let text = crate::words::outcome(&Texts::of(language), &status);
            screen.decided(&OutcomeView { request: RequestId([1; 32]), approved: true, status });
            let told: String = text.split_whitespace().collect();
            for size in SIZES {
                let picture = drawn(&screen, language, size);
                let shown: String = picture.split_whitespace().collect();
                assert!(shown.contains(&told), "{text} at {size:?}:\n{picture}");
            }
        }
    }
}

#[test]
fn a_muted_account_says_for_how_long() {
    let mut screen = Requests::default();
    let muted = PushAccountView { muted_for: Some(Duration::from_secs(754)), ..account() };
    screen.update(RequestsView { requests: vec![], accounts: vec![muted] });
    assert!(large(&screen).contains("muted after several rejections, still 12:34"), "{}", large(&screen));
}

#[test]
fn a_server_that_asks_for_more_is_agreed_to_before_anything_is_approved() {
    let mut screen = opened(VerificationView::None);
    let policy_change = Some(PolicyView { pin_minimum: 8, biometrics: false });
    let accounts = vec![PushAccountView { policy_change, ..account() }];
    screen.update(RequestsView { requests: vec![request(1, VerificationView::None)], accounts });
    assert!(large(&screen).contains("at least 8 characters"), "{}", large(&screen));
    assert!(keys(&mut screen, "a").is_none());
    assert!(!large(&screen).contains("approves this one request"));
    assert!(matches!(keys(&mut screen, "g"), Some(Intent::AcceptPolicy(id)) if id == ACCOUNT));
}

#[test]
fn a_scan_and_a_shown_code_are_said_plainly() {
    let mut screen = opened(VerificationView::Scan);
    keys(&mut screen, "alogin.png");
    let scan = press(&mut screen, KeyCode::Enter);
    assert!(matches!(scan, Some(Intent::ScanLoginPage(path)) if path == "login.png"));
    screen.scanned("text".into());
    keys(&mut screen, "1234");
    let approve = press(&mut screen, KeyCode::Enter);
    assert!(matches!(approve, Some(Intent::Approve(_, Compared::Scanned(text), _)) if text == "text"));
    assert!(large(&opened(VerificationView::Show { digits: 6 })).contains("471 147"));
}

#[test]
fn an_offer_of_a_server_asks_for_consent_and_names_what_is_in_the_way() {
    let mut screen = offer::Offer::new(push_offer(), (1, 1));
    let picture = large(&screen);
    for expected in
        ["127.0.0.1", "at least 6 characters", "not protected", "Nothing is sent before you add it"]
    {
        assert!(picture.contains(expected), "no {expected} in\n{picture}");
    }
    let save = KeyEvent::new(KeyCode::Char('s'), KeyModifiers::CONTROL);
    assert!(screen.key(save).is_none());
    assert!(large(&screen).contains("Only go on if you know it"));
    assert!(
        matches!(keys(&mut screen, "y"), Some(Intent::Enroll(_, enrollment)) if enrollment.private_network)
    );

    let mut blocked = push_offer();
    blocked.push.as_mut().unwrap().obstacle = Some(PolicyObstacle::PinTooShort { minimum: 6 });
    let mut screen = offer::Offer::new(blocked, (1, 1));
    assert!(large(&screen).contains("too short for this server"));
    assert!(screen.key(save).is_none());
}

#[test]
fn an_enrollment_shows_its_steps_and_can_be_tried_again() {
    let mut screen = enrolling::Enrolling::new(push_offer(), OnlineEnrollment::default());
    screen.reached(EnrollmentStep::AskingServer);
    assert!(large(&screen).contains("✓ Keys are made") && large(&screen).contains("▸ The server is asked"));
    assert!(matches!(press(&mut screen, KeyCode::Esc), Some(Intent::StopWaiting)));
    screen.failed("No answer.".into());
    assert!(matches!(press(&mut screen, KeyCode::Enter), Some(Intent::Enroll(..))));
    screen.ask_for_consent();
    assert!(
        matches!(keys(&mut screen, "y"), Some(Intent::Enroll(_, enrollment)) if enrollment.private_network)
    );
}

#[test]
fn dots_say_by_shape_how_the_server_is() {
    let mut list = Authenticators::default();
    list.set_accounts(vec![row(9, "Countersign", "cxxxxx.xx", AccountKind::Push)], 1, vec![]);
    for (reachability, open_requests, expected) in [
        (Reachability::Reachable, 0, " ● Countersign"),
        (Reachability::Unknown, 0, " ○ Countersign"),
        (Reachability::Unreachable, 0, " ✗ Countersign"),
        (Reachability::Reachable, 2, "▲ 2 requests wait"),
    ] {
        list.set_push(&[PushAccountView { reachability, open_requests, ..account() }]);
        assert!(large(&list).contains(expected), "no {expected} in\n{}", large(&list));
    }
}

#[test]
fn a_push_account_is_ended_at_its_server_and_here_only_when_asked_twice() {
    let mut screen = account::Account::new(push_detail(), false);
    assert!(large(&screen).contains("Offline code") && large(&screen).contains("Rejected so far"));
    keys(&mut screen, "d");
    assert!(large(&screen).contains("Its server is told"));
    assert!(matches!(keys(&mut screen, "y"), Some(Intent::End(_))));
    for (key, expected) in [("w", true), ("h", false)] {
        screen.ask_what_to_delete("The server cannot be reached.".into());
        assert!(large(&screen).contains("Delete it later, once the"), "{}", large(&screen));
        match keys(&mut screen, key) {
            Some(Intent::EndLater(id)) if expected => assert_eq!(id, ACCOUNT),
            Some(Intent::Delete(id)) if !expected => assert_eq!(id, ACCOUNT),
            other => panic!("{other:?}"),
        }
    }
    screen.ask_what_to_delete("The server cannot be reached.".into());
    assert!(keys(&mut screen, "y").is_none(), "yes is no answer to which of the two");

    let mut ending = push_detail();
    ending.push.as_mut().unwrap().status.end_pending = true;
    let mut screen = account::Account::new(ending, false);
    assert!(large(&screen).contains("deleted as soon as its server was"), "{}", large(&screen));
    assert!(keys(&mut screen, "k").is_none());
    assert!(matches!(keys(&mut screen, "b"), Some(Intent::Keep(id)) if id == ACCOUNT));
}

#[test]
fn new_keys_are_signed_for_with_the_pin_and_a_counter_that_is_behind_comes_first() {
    let mut screen = account::Account::new(push_detail(), false);
    keys(&mut screen, "k");
    assert!(large(&screen).contains("signs for the new keys"), "{}", large(&screen));
    assert!(press(&mut screen, KeyCode::Enter).is_none(), "without a PIN nothing happens");
    keys(&mut screen, "secret");
    assert!(!large(&screen).contains("secret"));
    assert!(
        matches!(press(&mut screen, KeyCode::Enter), Some(Intent::RotateKeys(id, pin)) if id == ACCOUNT && pin.expose() == b"secret")
    );
    assert!(press(&mut screen, KeyCode::Enter).is_none(), "it is signed once");
    assert!(matches!(press(&mut screen, KeyCode::Esc), Some(Intent::StopWaiting)));
    screen.ask_for_pin_again();
    keys(&mut screen, "right");
    assert!(matches!(press(&mut screen, KeyCode::Enter), Some(Intent::RotateKeys(..))));
    screen.ask_to_go_on();
    assert!(large(&screen).contains("knows a later signature"), "{}", large(&screen));
    keys(&mut screen, "secret");
    assert!(matches!(press(&mut screen, KeyCode::Enter), Some(Intent::ResumeCounter(..))));
    screen.signed();
    assert!(large(&screen).contains("Offline code"));

    let mut waits = push_detail();
    waits.push.as_mut().unwrap().rotation_pending = true;
    assert!(large(&account::Account::new(waits, false)).contains("not acknowledged them yet"));
}

#[test]
fn a_decided_request_opens_in_the_history_and_is_reported_after_a_question() {
    let id = HistoryId([3; 32]);
    let mut decided = history_row(HistoryEvent::RequestApproved);
    decided.id = id;
    decided.shown = vec!["endpoint: Webmail".into()];
    decided.can_be_reported = true;
    let mut screen = history::History::new(vec![history_row(HistoryEvent::AccountAdded), decided]);
    assert!(press(&mut screen, KeyCode::Enter).is_none(), "nothing to open");
    press(&mut screen, KeyCode::Down);
    press(&mut screen, KeyCode::Enter);
    assert!(large(&screen).contains("endpoint: Webmail"));
    assert!(keys(&mut screen, "rx").is_none(), "anything but yes is no");
    assert!(matches!(keys(&mut screen, "ry"), Some(Intent::Report(line)) if line == id));
}
