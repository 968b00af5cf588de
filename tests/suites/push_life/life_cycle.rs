//! After the enrollment: channels, devices, a restored copy, the server's clock and policy.

use crate::phone::{MOMENT, Network, PIN, Phone, approve, poll, secret};
use countersign::authenticator::{
    Acceptance, AnswerStatus, Cancellation, Channel, CodeError, Compared, DecisionError, DenyReason,
    PolicyObstacle, PolicyView, PushCallError, ServerError, UnlockError, Verify,
};
use countersign::testing::block_on;
use countersign_tests::push_rig::{Fate, seeded_signer};
use std::time::Duration;

/// A shell runs these calls on whatever threads its runtime has.
#[test]
fn every_call_to_a_server_can_move_between_threads() {
    fn movable<T: Send>(_: &T) {}
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    let never = Cancellation::new();
    let request = countersign::authenticator::RequestId([0; 32]);
    movable(&app.poll(id, Duration::ZERO, &never));
    movable(&app.approve(request, Compared::Nothing, Verify::Biometrics, &never));
    movable(&app.deny(request, DenyReason::NotMe, &never));
    movable(&app.rotate_keys(id, Verify::Biometrics, &never));
    movable(&app.resume_counter(id, Verify::Biometrics, &never));
    movable(&app.update_channel(id, Channel::None, &never));
    movable(&app.devices(id, &never));
    movable(&app.end_account(id, &never));
    let link = phone.server().link(crate::phone::ISSUER, crate::phone::ACCOUNT);
    let offer = crate::phone::offered(&app, &link);
    movable(&app.enroll_online(offer.id, crate::phone::enrollment(), &(), &never));
}

pub fn by_pin(pin: &str) -> Verify {
    Verify::Pin(secret(pin))
}

#[test]
fn the_channel_is_told_and_devices_are_listed() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    let never = Cancellation::new();
    let endpoint = "https://push.example/abc".to_owned();
    let channel = Channel::UnifiedPush { endpoint: endpoint.clone(), p256dh: PUBLIC_KEY, auth: [7; 16] };
    block_on(app.update_channel(id, channel, &never)).unwrap();
    assert_eq!(phone.server().account().channel["endpoint"], endpoint);
    let plain = Channel::UnifiedPush {
        endpoint: "http://push.example".to_owned(),
        p256dh: PUBLIC_KEY,
        auth: [7; 16],
    };
    assert_eq!(block_on(app.update_channel(id, plain, &never)), Err(PushCallError::InvalidDevice));
    let devices = block_on(app.devices(id, &never)).unwrap();
    assert!(devices.iter().filter(|device| device.this_device).count() == 1, "{devices:?}");
}

/// The generator of the curve: a point that everyone knows.
const PUBLIC_KEY: [u8; 65] = [
    0x04, 0x6b, 0x17, 0xd1, 0xf2, 0xe1, 0x2c, 0x42, 0x47, 0xf8, 0xbc, 0xe6, 0xe5, 0x63, 0xa4, 0x40, 0xf2,
    0x77, 0x03, 0x7d, 0x81, 0x2d, 0xeb, 0x33, 0xa0, 0xf4, 0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2, 0x96, 0x4f,
    0xe3, 0x42, 0xe2, 0xfe, 0x1a, 0x7f, 0x9b, 0x8e, 0xe7, 0xeb, 0x4a, 0x7c, 0x0f, 0x9e, 0x16, 0x2b, 0xce,
    0x33, 0x57, 0x6b, 0x31, 0x5e, 0xce, 0xcb, 0xb6, 0x40, 0x68, 0x37, 0xbf, 0x51, 0xf5,
];

#[test]
fn a_restored_copy_is_noticed_and_goes_on_after_the_counter_was_fetched() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    drop(app);
    let copy = phone.disk();
    let app = phone.started();
    app.unlock(secret(PIN), Acceptance::NewestOnly).unwrap();
    phone.asked("none");
    let request = phone.prompted(&app, id).id;
    approve(&app, request, Compared::Nothing, PIN).unwrap();
    drop(app);
    phone.store.restore(copy.0);
    phone.early_store.restore(copy.1);
    let app = phone.started();
    assert!(matches!(app.unlock(secret(PIN), Acceptance::NewestOnly), Err(UnlockError::OlderCopy(_))));
    app.unlock(secret(PIN), Acceptance::OlderCopy).unwrap();
    phone.wait(Duration::from_secs(2));
    let position = phone.asked("none");
    let request = phone.prompted(&app, id).id;
    let outcome = approve(&app, request, Compared::Nothing, PIN).unwrap();
    assert_eq!((outcome.status, phone.fate(position)), (AnswerStatus::CounterBehind, Fate::Open));
    block_on(app.resume_counter(id, by_pin(PIN), &Cancellation::new())).unwrap();
    // A request is decided once: this one stays refused, and the user logs in anew.
    assert_eq!(poll(&app, id).unwrap().prompt, None);
    let again = approve(&app, request, Compared::Nothing, PIN);
    assert_eq!((again, phone.fate(position)), (Err(DecisionError::AlreadyAnswered), Fate::Open));
    phone.server().request(position).fate = Fate::Superseded;
    let position = phone.asked("none");
    let request = phone.prompted(&app, id).id;
    approve(&app, request, Compared::Nothing, PIN).unwrap();
    assert_eq!(phone.fate(position), Fate::Approved);
}

/// What was made before an older copy was accepted is not asked about: the copy cannot know whether it was answered.
#[test]
fn requests_from_before_an_accepted_copy_are_refused() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    drop(app);
    let copy = phone.disk();
    let app = phone.started();
    app.unlock(secret(PIN), Acceptance::NewestOnly).unwrap();
    let position = phone.asked("none");
    let request = phone.prompted(&app, id).id;
    approve(&app, request, Compared::Nothing, PIN).unwrap();
    phone.server().request(position).fate = Fate::Open;
    drop(app);
    phone.store.restore(copy.0);
    phone.early_store.restore(copy.1);
    phone.wait(MOMENT);
    let app = phone.started();
    app.unlock(secret(PIN), Acceptance::OlderCopy).unwrap();
    let view = poll(&app, id).unwrap();
    assert_eq!((view.arrived, view.prompt), (vec![], None));
}

#[test]
fn a_stricter_policy_is_accepted_before_anything_is_approved() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    phone.server().new_policy = Some((8, false));
    let position = phone.asked("none");
    let request = phone.prompted(&app, id).id;
    let asked = Some(PolicyView { pin_minimum: 8, biometrics: false });
    assert_eq!(app.requests().unwrap().accounts[0].policy_change, asked);
    let refused = approve(&app, request, Compared::Nothing, PIN);
    assert_eq!(refused, Err(DecisionError::PolicyNotAccepted));
    let obstacle = PushCallError::Policy(PolicyObstacle::PinTooShort { minimum: 8 });
    assert_eq!(app.accept_policy(id), Err(obstacle));
    app.change_pin(secret(PIN), secret("49381726"), secret("49381726")).unwrap();
    app.accept_policy(id).unwrap();
    assert_eq!(app.accept_policy(id), Err(PushCallError::NotSupported), "nothing new is asked");
    approve(&app, request, Compared::Nothing, "49381726").unwrap();
    assert_eq!(phone.fate(position), Fate::Approved);
    assert!(app.change_pin(secret("49381726"), secret("582947"), secret("582947")).is_err());
    // The server asks for less: what is above it is the user's again.
    phone.server().new_policy = Some((4, false));
    poll(&app, id).unwrap();
    app.change_pin(secret("49381726"), secret("582947"), secret("582947")).unwrap();
}

#[test]
fn the_server_changes_its_key_and_the_old_one_is_no_longer_believed() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    phone.server().next_key = Some(seeded_signer(42));
    poll(&app, id).unwrap();
    let app = phone.restarted(app);
    let old = core::mem::replace(&mut phone.server().key, seeded_signer(42));
    phone.server().next_key = None;
    phone.asked("none");
    assert!(poll(&app, id).unwrap().prompt.is_some());
    let app = phone.restarted(app);
    phone.server().key = old;
    assert_eq!(poll(&app, id).map(drop), Err(PushCallError::Server(ServerError::Misbehaved)));
}

#[test]
fn the_servers_time_corrects_the_codes_of_that_server() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    assert_eq!(app.clock_offsets().unwrap(), [], "right within five seconds");
    phone.server().time += 90;
    poll(&app, id).unwrap();
    let offsets = app.clock_offsets().unwrap();
    assert_eq!(offsets[0].server.as_deref(), Some("login.example.com"));
    assert!((89_000..=91_000).contains(&offsets[0].milliseconds), "{offsets:?}");
    assert_eq!(app.code(id).unwrap().clock_offset_milliseconds, offsets[0].milliseconds);
    let before = phone.disk();
    poll(&app, id).unwrap();
    assert!(phone.disk() == before, "a steady correction and a new nonce are no commit");
    phone.server().time -= 90;
    poll(&app, id).unwrap();
    assert_eq!(app.clock_offsets().unwrap(), []);
    phone.server().time += 200_000;
    poll(&app, id).unwrap();
    assert_eq!(app.clock_offsets().unwrap(), [], "more than a day is no drift");
}

/// Neither an unsigned refusal nor a damaged statement ends an account.
#[test]
fn an_unsigned_refusal_ends_nothing() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    phone.set_network(Network::Changes(|_, answer| {
        let nonce = answer.header("dpop-nonce").map(|nonce| ("dpop-nonce".to_owned(), nonce.to_owned()));
        let body = br#"{"error":"unknown_account"}"#.to_vec();
        countersign::http::HttpResponse::new(404, nonce, body).unwrap()
    }));
    let before = phone.disk();
    assert_eq!(poll(&app, id).map(drop), Err(PushCallError::Server(ServerError::UnknownAccount)));
    assert!(phone.disk() == before);
    phone.set_network(Network::Up);
    phone.wait(MOMENT);
    assert!(poll(&app, id).is_ok());
}

#[test]
fn a_new_phone_says_what_has_to_be_enrolled_again() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    let inventory = app.reenrollments().unwrap();
    assert_eq!(inventory.len(), 1);
    assert_eq!(inventory[0].address, "https://login.example.com");
    assert!(!inventory[0].needed_here);
    let code = app.make_recovery_code(secret(PIN)).unwrap();
    app.lock();
    app.unlock_with_recovery_code(code, Acceptance::NewestOnly).unwrap();
    app.set_new_pin(secret("582947"), secret("582947")).unwrap();
    assert!(app.reenrollments().unwrap()[0].needed_here);
    assert_eq!(app.code(id), Err(CodeError::EnrollAgain));
    assert_eq!(poll(&app, id).map(drop), Err(PushCallError::EnrollAgain));
    assert!(app.requests().unwrap().accounts[0].enroll_again);
    app.lock();
    assert_eq!(app.requests().unwrap().accounts, [], "and nothing of it opens before the PIN");
}
