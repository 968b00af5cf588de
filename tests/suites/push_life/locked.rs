//! A locked phone: it polls, shows and denies where its keys are in hardware, and unlocks first elsewhere.

use crate::phone::{MOMENT, Network, PIN, Phone, approve, deny, poll, secret};
use countersign::authenticator::{
    Acceptance, AnswerStatus, Compared, DecisionError, DenyReason, HistoryEvent, PushCallError, Stage,
};
use countersign::ports::AssuranceClass;
use countersign::push::{AccountSecrets, Keychain};
use countersign::testing::{FakeSigningKeys, MemoryFiles};
use countersign_tests::push_rig::Fate;

#[test]
fn a_locked_phone_denies_and_the_vault_learns_of_it_once() {
    for hardware in [None, Some(FakeSigningKeys::new())] {
        let phone = Phone::of_class(AssuranceClass::Hardware, hardware);
        let (app, id) = phone.enrolled();
        app.lock();
        drop(app);
        let app = phone.started();
        let Stage::Locked(lock) = app.stage() else { panic!() };
        assert!(lock.requests_while_locked);
        let position = phone.asked("enter");
        let shown = phone.prompted(&app, id);
        assert_eq!(
            (shown.issuer.as_str(), shown.account_name.as_str()),
            ("", ""),
            "no labels before the PIN"
        );
        assert_eq!((shown.event.as_str(), shown.server.as_str()), ("login", "login.example.com"));
        let number = Compared::Number("428163".to_owned());
        let locked = DecisionError::Call(PushCallError::Locked);
        assert_eq!(approve(&app, shown.id, number, PIN), Err(locked), "approving needs the vault");
        let outcome = deny(&app, shown.id, DenyReason::NotMe).unwrap();
        assert_eq!((outcome.status, phone.fate(position)), (AnswerStatus::Denied, Fate::Denied));
        assert_eq!(deny(&app, shown.id, DenyReason::NotMe), Err(DecisionError::AlreadyAnswered));

        for _ in 0..2 {
            app.unlock(secret(PIN), Acceptance::NewestOnly).unwrap();
            let history = app.history().unwrap();
            let denied: Vec<_> =
                history.iter().filter(|row| row.event == HistoryEvent::RequestDeniedNotMe).collect();
            assert_eq!(denied.len(), 1);
            assert!(denied[0].can_be_reported && denied[0].shown.contains(&"Webmail".to_owned()));
            assert_eq!(approve(&app, shown.id, Compared::Nothing, PIN), Err(DecisionError::AlreadyAnswered));
            app.lock();
        }
        // The next answer is signed above the one that was given while locked.
        app.unlock(secret(PIN), Acceptance::NewestOnly).unwrap();
        let position = phone.asked("none");
        let request = phone.prompted(&app, id).id;
        let outcome = approve(&app, request, Compared::Nothing, PIN).unwrap();
        assert_eq!((outcome.status, phone.fate(position)), (AnswerStatus::Approved, Fate::Approved));
        app.lock();
        phone.asked("none");
        let request = phone.prompted(&app, id).id;
        assert_eq!(deny(&app, request, DenyReason::Cancelled).unwrap().status, AnswerStatus::Denied);
        assert_eq!(phone.server().account().counter, 3);
    }
}

#[test]
fn a_request_that_came_while_locked_is_approved_after_unlocking() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    app.lock();
    let position = phone.asked("none");
    let request = poll(&app, id).unwrap().prompt.unwrap().id;
    app.unlock(secret(PIN), Acceptance::NewestOnly).unwrap();
    let shown = app.open_request(request).unwrap();
    assert_eq!(shown.issuer, "Example Hosting");
    phone.wait(MOMENT);
    approve(&app, request, Compared::Nothing, PIN).unwrap();
    assert_eq!(phone.fate(position), Fate::Approved);
}

#[test]
fn without_hardware_nothing_is_known_before_unlocking() {
    for class in [AssuranceClass::File, AssuranceClass::Keyring] {
        let phone = Phone::of_class(class, None);
        let (app, id) = phone.enrolled();
        phone.asked("none");
        let request = phone.prompted(&app, id).id;
        app.lock();
        let Stage::Locked(lock) = app.stage() else { panic!() };
        assert!(!lock.requests_while_locked);
        assert_eq!(app.requests(), Err(PushCallError::Locked));
        assert_eq!(poll(&app, id).map(drop), Err(PushCallError::Locked));
        let locked = DecisionError::Call(PushCallError::Locked);
        assert_eq!(deny(&app, request, DenyReason::NotMe), Err(locked));
        assert_eq!(phone.early_store.snapshot(), MemoryFiles::default());
    }
}

#[test]
fn a_denial_that_was_not_delivered_while_locked_is_sent_again_after_unlocking() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    app.lock();
    let position = phone.asked("none");
    let request = phone.prompted(&app, id).id;
    phone.set_network(Network::Down);
    assert_eq!(deny(&app, request, DenyReason::NotMe).unwrap().status, AnswerStatus::NotDelivered);
    let app = phone.restarted(app);
    assert_eq!(app.requests().unwrap().accounts[0].undelivered, 1);
    phone.set_network(Network::Up);
    let view = poll(&app, id).unwrap();
    assert_eq!(view.outcomes[0].status, AnswerStatus::Denied);
    assert_eq!((phone.fate(position), view.status.undelivered), (Fate::Denied, 0));
}

/// What a thief of the whole phone could open with the device's own keys: no approve key, no seed, no label.
#[test]
fn what_opens_before_the_pin_holds_no_more_than_it_needs() {
    let phone = Phone::without_signing_keys();
    let (app, id) = phone.enrolled();
    drop(app);
    let mut vault = countersign::vault::Vault::open(phone.vault_ports()).unwrap();
    let early = vault.early().unwrap();
    let account = early.account(id).unwrap();
    let keys = AccountSecrets::decode(&account.record).unwrap();
    assert!(keys.device().is_some());
    assert!(keys.user().is_none() && keys.agreement().is_none() && keys.offline().is_none());
    for label in ["Example Hosting", "cxxxxx.xx"] {
        let found = account.state.windows(label.len()).any(|window| window == label.as_bytes());
        assert!(!found, "{label}");
    }
}

#[test]
fn a_lost_store_is_put_in_place_by_the_next_unlocking() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    drop(app);
    phone.early_store.restore(MemoryFiles { a: Some(vec![1; 99]), b: None });
    let app = phone.started();
    assert_eq!(poll(&app, id).map(drop), Err(PushCallError::Locked));
    app.unlock(secret(PIN), Acceptance::NewestOnly).unwrap();
    app.lock();
    phone.asked("none");
    assert!(poll(&app, id).unwrap().prompt.is_some());
}
