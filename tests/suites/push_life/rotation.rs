//! New keys: kept before they are sent, and one of the two sets is the account's wherever the phone dies.

use crate::life_cycle::by_pin;
use crate::phone::{MOMENT, Network, PIN, Phone, approve, deny, poll, secret};
use countersign::authenticator::{
    Acceptance, AccountId, Authenticator, Cancellation, Compared, DecisionError, DenyReason, HistoryEvent,
    PushCallError, ServerError, UnlockError,
};
use countersign::ports::StoreError;
use countersign::testing::block_on;
use countersign_tests::push_rig::Fate;
use std::time::Duration;

fn rotate(app: &Authenticator, id: AccountId) -> Result<(), PushCallError> {
    block_on(app.rotate_keys(id, by_pin(PIN), &Cancellation::new()))
}

fn is_pending(app: &Authenticator, id: AccountId) -> bool {
    app.account(id).unwrap().push.unwrap().rotation_pending
}

/// A request is approved: the keys at hand are those that the server knows.
fn proves_itself(phone: &Phone, app: &Authenticator, id: AccountId) {
    let position = phone.asked("none");
    let request = phone.prompted(app, id).id;
    approve(app, request, Compared::Nothing, PIN).unwrap();
    assert_eq!(phone.fate(position), Fate::Approved);
}

#[test]
fn new_keys_replace_the_old_ones_also_when_the_answer_is_lost() {
    for phone in [Phone::new(), Phone::without_signing_keys(), Phone::without_agreement_keys()] {
        let (app, id) = phone.enrolled();
        let (before, code) = (phone.server().account().device, app.code(id).unwrap().code);
        let never = Cancellation::new();
        let wrong = block_on(app.rotate_keys(id, by_pin("000001"), &never));
        assert!(matches!(wrong, Err(PushCallError::Pin(UnlockError::WrongPin { .. }))));
        assert_eq!(phone.server().account().device, before);

        phone.server().account().seed = [9; 32];
        phone.set_network(Network::LosesAnswersTo("/v1/keys"));
        let lost = block_on(app.rotate_keys(id, by_pin(PIN), &never));
        assert_eq!(lost, Err(PushCallError::Server(ServerError::Unreachable)));
        assert!(app.account(id).unwrap().push.unwrap().rotation_pending);
        assert_ne!(phone.server().account().device, before, "the server knows the new ones only");
        let app = phone.restarted(app);
        phone.set_network(Network::Up);
        poll(&app, id).unwrap();
        assert!(!app.account(id).unwrap().push.unwrap().rotation_pending);
        assert_ne!(app.code(id).unwrap().code, code, "with a new seed of offline codes");
        let position = phone.asked("none");
        let request = phone.prompted(&app, id).id;
        approve(&app, request, Compared::Nothing, PIN).unwrap();
        assert_eq!(phone.fate(position), Fate::Approved);
        if let Some(keys) = &phone.signing_keys {
            assert_eq!(keys.ids().len(), 2, "the old ones are destroyed");
        }
        if let Some(keys) = &phone.agreement_keys {
            assert_eq!(keys.ids().len(), 1, "and the one that received");
        }
        // The locked phone has the new device key.
        app.lock();
        let position = phone.asked("none");
        let request = phone.prompted(&app, id).id;
        deny(&app, request, DenyReason::Cancelled).unwrap();
        assert_eq!(phone.fate(position), Fate::Denied);
        app.unlock(secret(PIN), Acceptance::NewestOnly).unwrap();
        let events: Vec<_> = app.history().unwrap().into_iter().map(|row| row.event).collect();
        assert!(events.contains(&HistoryEvent::KeysReplaced));
    }
}

/// The answer is lost again and again, and the phone starts anew each time: always the same bytes are sent.
#[test]
fn a_rotation_is_repeated_byte_for_byte_until_it_is_acknowledged() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    phone.set_network(Network::LosesAnswersTo("/v1/keys"));
    let mut app = app;
    assert_eq!(rotate(&app, id), Err(PushCallError::Server(ServerError::Unreachable)));
    for _ in 0..3 {
        app = phone.restarted(app);
        assert!(poll(&app, id).is_err(), "still lost");
        assert_eq!(rotate(&app, id), Err(PushCallError::Server(ServerError::Unreachable)));
    }
    let sent = phone.http.sent();
    let bodies: Vec<_> = sent.iter().filter(|request| request.path.as_str().ends_with("/v1/keys")).collect();
    assert!(bodies.len() >= 7 && bodies.iter().all(|request| request.body == bodies[0].body));
    phone.set_network(Network::Up);
    poll(&app, id).unwrap();
    assert!(!is_pending(&app, id));
    proves_itself(&phone, &app, id);
    let first = phone.server().account().device;
    rotate(&app, id).unwrap();
    assert_ne!(phone.server().account().device, first, "and then once more");
    proves_itself(&phone, &app, id);
}

/// The phone dies before anything was sent: the old keys go on until the new ones are told.
#[test]
fn a_rotation_that_was_never_sent_is_sent_at_the_next_call() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    let before = phone.server().account().device;
    phone.set_network(Network::Down);
    assert_eq!(rotate(&app, id), Err(PushCallError::Server(ServerError::Unreachable)));
    assert_eq!(phone.server().account().device, before);
    let app = phone.restarted(app);
    phone.set_network(Network::Up);
    block_on(app.devices(id, &Cancellation::new())).unwrap();
    assert!(!is_pending(&app, id));
    assert_ne!(phone.server().account().device, before, "whatever the next call is");
    proves_itself(&phone, &app, id);
}

/// The disk fails at each write in turn, for good, and the phone dies: the account lives on after the next start.
#[test]
fn the_account_outlives_a_disk_that_fails_anywhere_in_a_rotation() {
    let (full, lands_unknown) = ((StoreError::Full, false), (StoreError::Unknown, true));
    for (early, (error, lands)) in [(false, full), (false, lands_unknown), (true, full)] {
        for broken in 0.. {
            let phone = Phone::new();
            let (app, id) = phone.enrolled();
            let store = if early { &phone.early_store } else { &phone.store };
            store.failed_writes_land(lands);
            store.faults().from_call(broken, error);
            let calls = store.faults().calls();
            let outcome = rotate(&app, id);
            let reached = store.faults().calls() - calls > broken;
            drop(app);
            store.faults().heal();
            let app = phone.started();
            app.unlock(secret(PIN), Acceptance::NewestOnly).unwrap();
            poll(&app, id).unwrap_or_else(|error| panic!("{error:?} after {broken}, {outcome:?}"));
            assert!(!is_pending(&app, id));
            proves_itself(&phone, &app, id);
            app.lock();
            let position = phone.asked("none");
            let request = phone.prompted(&app, id).id;
            deny(&app, request, DenyReason::Cancelled).unwrap();
            assert_eq!(phone.fate(position), Fate::Denied, "also locked, after {broken}");
            if !reached {
                break;
            }
        }
    }
}

/// What opens before the PIN could not be told of the new keys, and then changed by itself, so that it seems the newer
/// one: its old account is not taken over.
#[test]
fn what_a_locked_phone_learned_with_the_old_keys_does_not_bring_them_back() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    let positions = [phone.asked("none"), phone.asked("none")];
    let requests = poll(&app, id).unwrap().arrived;
    phone.set_network(Network::LosesAnswersTo("/v1/answers"));
    for request in requests {
        app.open_request(request).unwrap();
        phone.wait(Duration::from_secs(30));
        deny(&app, request, DenyReason::Cancelled).unwrap();
    }
    assert_eq!(positions.map(|position| phone.fate(position)), [Fate::Denied; 2]);
    phone.set_network(Network::LosesAnswersTo("/v1/keys"));
    assert!(rotate(&app, id).is_err());
    phone.set_network(Network::Up);
    phone.early_store.faults().always(StoreError::Failed);
    poll(&app, id).unwrap();
    assert!(!is_pending(&app, id));
    app.lock();
    phone.early_store.faults().heal();
    // Locked, it drops one answer after the other once they are over for certain, and counts its changes.
    phone.wait(Duration::from_secs(24 * 60 * 60 + 60));
    for _ in 0..5 {
        phone.wait(Duration::from_secs(25));
        assert!(poll(&app, id).is_err(), "the server knows the new keys only");
    }
    app.unlock(secret(PIN), Acceptance::NewestOnly).unwrap();
    phone.wait(MOMENT);
    proves_itself(&phone, &app, id);
}

/// A denial by the locked phone counts further than the rotation that waits: the server refuses it, nothing else stands
/// still, and after the counter was fetched the keys can be replaced.
#[test]
fn a_rotation_that_was_overtaken_is_given_up_for_a_new_one() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    let before = phone.server().account().device;
    phone.set_network(Network::Down);
    assert!(rotate(&app, id).is_err());
    phone.set_network(Network::Up);
    app.lock();
    let position = phone.asked("none");
    let request = phone.prompted(&app, id).id;
    deny(&app, request, DenyReason::Cancelled).unwrap();
    assert_eq!(phone.fate(position), Fate::Denied);
    app.unlock(secret(PIN), Acceptance::NewestOnly).unwrap();

    assert_eq!(rotate(&app, id), Err(PushCallError::Server(ServerError::CounterBehind)));
    assert!(is_pending(&app, id), "nobody signed that it is over");
    proves_itself(&phone, &app, id);
    assert_eq!(phone.server().account().device, before);

    block_on(app.resume_counter(id, by_pin(PIN), &Cancellation::new())).unwrap();
    assert!(!is_pending(&app, id));
    assert_eq!(phone.signing_keys.as_ref().unwrap().ids().len(), 2, "what was given up is destroyed");
    assert_eq!(phone.agreement_keys.as_ref().unwrap().ids().len(), 1);
    rotate(&app, id).unwrap();
    assert_ne!(phone.server().account().device, before);
    proves_itself(&phone, &app, id);
}

/// A decision waits for the rotation, so that it cannot overtake it.
#[test]
fn a_decision_does_not_overtake_a_rotation() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    let position = phone.asked("none");
    let request = phone.prompted(&app, id).id;
    phone.set_network(Network::Down);
    assert!(rotate(&app, id).is_err());
    let unreachable = DecisionError::Call(PushCallError::Server(ServerError::Unreachable));
    assert_eq!(approve(&app, request, Compared::Nothing, PIN), Err(unreachable.clone()));
    assert_eq!(deny(&app, request, DenyReason::NotMe), Err(unreachable));
    phone.set_network(Network::Up);
    let withdrawn = DecisionError::Call(PushCallError::UnknownRequest);
    assert_eq!(deny(&app, request, DenyReason::NotMe), Err(withdrawn));
    assert_eq!(phone.fate(position), Fate::Superseded);
    assert!(!is_pending(&app, id));
    proves_itself(&phone, &app, id);
}
