//! The end of an account: by its server, by the user, and by a user whose server cannot be reached.

use crate::phone::{MOMENT, Network, PIN, Phone, poll, secret};
use countersign::authenticator::{
    Acceptance, AccountId, Authenticator, Cancellation, CodeError, Filter, HistoryEvent, PushCallError,
    ServerError,
};
use countersign::http::HttpResponse;
use countersign::ports::StoreError;
use countersign::testing::block_on;
use std::time::Duration;

fn accounts(app: &Authenticator) -> usize {
    app.accounts(&Filter::default()).unwrap().len()
}

/// An account that waits for its server to be told of its end.
fn waiting(phone: &Phone) -> (Authenticator, AccountId) {
    let (app, id) = phone.enrolled();
    phone.asked("none");
    phone.prompted(&app, id);
    phone.set_network(Network::Down);
    let untold = block_on(app.end_account(id, &Cancellation::new()));
    assert_eq!(untold, Err(PushCallError::Server(ServerError::Unreachable)));
    app.end_account_later(id).unwrap();
    (app, id)
}

fn end_pending(app: &Authenticator) -> bool {
    app.requests().unwrap().accounts[0].end_pending
}

#[test]
fn the_server_ends_an_account_and_only_the_user_deletes_it() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    phone.asked("none");
    phone.prompted(&app, id);
    phone.server().account().ended = Some("server");
    assert_eq!(poll(&app, id).map(drop), Err(PushCallError::Ended));
    let status = app.account(id).unwrap().push.unwrap().status;
    assert!(!status.ended.unwrap().by_this_phone);
    assert_eq!(status.open_requests, 0);
    let calls = phone.server().calls.len();
    assert_eq!(poll(&app, id).map(drop), Err(PushCallError::Ended));
    assert_eq!(phone.server().calls.len(), calls, "nobody is asked any more");
    let app = phone.restarted(app);
    assert_eq!(app.accounts(&Filter::default()).unwrap().len(), 1);
    block_on(app.end_account(id, &Cancellation::new())).unwrap();
    assert_eq!(app.accounts(&Filter::default()).unwrap(), []);
    assert_eq!(phone.signing_keys.as_ref().unwrap().ids(), []);
}

#[test]
fn deleting_tells_the_server_or_says_that_it_could_not() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    phone.set_network(Network::Down);
    let never = Cancellation::new();
    let untold = block_on(app.end_account(id, &never));
    assert_eq!(untold, Err(PushCallError::Server(ServerError::Unreachable)));
    assert_eq!(app.accounts(&Filter::default()).unwrap().len(), 1, "nothing was deleted");
    phone.set_network(Network::Up);
    block_on(app.end_account(id, &never)).unwrap();
    assert_eq!(phone.server().account().ended, Some("phone"));
    assert_eq!((app.accounts(&Filter::default()).unwrap(), app.code(id)), (vec![], Err(CodeError::Unknown)));

    let id = phone.enroll(&app).unwrap();
    phone.set_network(Network::Down);
    assert_eq!(app.delete_account(id), Ok(Duration::ZERO), "after the user's yes, for good");
    assert_eq!(app.accounts(&Filter::default()).unwrap(), []);
    assert_eq!(phone.signing_keys.as_ref().unwrap().ids(), []);
    assert_eq!(phone.agreement_keys.as_ref().unwrap().ids(), []);
    app.lock();
    assert_eq!(app.requests().unwrap().accounts, []);
}

#[test]
fn an_end_that_waits_is_told_at_the_next_poll() {
    let phone = Phone::new();
    let (app, id) = waiting(&phone);
    let view = app.requests().unwrap();
    assert!(view.requests.is_empty(), "it asks for nothing any more");
    assert_eq!((end_pending(&app), accounts(&app)), (true, 1));
    assert_eq!(poll(&app, id).map(drop), Err(PushCallError::Server(ServerError::Unreachable)));
    let app = phone.restarted(app);
    assert_eq!((end_pending(&app), accounts(&app)), (true, 1));
    phone.set_network(Network::LosesAnswersTo("/v1/unenroll"));
    assert!(poll(&app, id).is_err());
    assert_eq!(accounts(&app), 1, "nobody has signed it yet");
    phone.set_network(Network::Up);
    assert_eq!(poll(&app, id).map(drop), Err(PushCallError::Ended));
    assert_eq!(phone.server().account().ended, Some("phone"));
    assert_eq!(accounts(&app), 0);
    assert_eq!(phone.signing_keys.as_ref().unwrap().ids(), []);
    assert!(app.history().unwrap().iter().any(|row| row.event == HistoryEvent::AccountDeleted));
    assert!(phone.server().calls.iter().all(|call| !call.ends_with("/v1/answers")));
}

#[test]
fn an_end_that_waits_can_be_taken_back() {
    let phone = Phone::new();
    let (app, id) = waiting(&phone);
    app.keep_account(id).unwrap();
    assert!(!end_pending(&app));
    phone.set_network(Network::Up);
    phone.wait(MOMENT);
    assert!(poll(&app, id).unwrap().prompt.is_some(), "what is open asks again");
    assert_eq!(phone.server().account().ended, None);
    phone.server().account().ended = Some("server");
    assert_eq!(poll(&app, id).map(drop), Err(PushCallError::Ended));
    assert_eq!(accounts(&app), 1, "its server has ended it, and nobody has asked to delete it");
    assert_eq!(app.end_account_later(id), Err(PushCallError::Ended));
}

/// The locked phone tells the server with its device key; the vault follows when it is opened.
#[test]
fn an_end_that_waits_is_told_while_locked_and_done_at_unlocking() {
    let phone = Phone::new();
    let (app, id) = waiting(&phone);
    app.lock();
    phone.set_network(Network::Up);
    phone.wait(Duration::from_secs(60));
    assert_eq!(poll(&app, id).map(drop), Err(PushCallError::Ended));
    assert_eq!(phone.server().account().ended, Some("phone"));
    app.unlock(secret(PIN), Acceptance::NewestOnly).unwrap();
    assert_eq!(accounts(&app), 0);
    assert_eq!(phone.signing_keys.as_ref().unwrap().ids(), []);
    app.lock();
    assert_eq!(app.requests().unwrap().accounts, []);
}

/// The phone dies between the server's statement and the deletion, also one that keeps nothing for before the PIN.
#[test]
fn an_end_that_was_told_is_done_at_the_next_start() {
    for make in [Phone::new, Phone::without_signing_keys] {
        for broken in 0.. {
            let phone = make();
            let (app, id) = waiting(&phone);
            phone.set_network(Network::Up);
            let calls = phone.store.faults().calls();
            phone.store.faults().from_call(broken, StoreError::Full);
            let polled = poll(&app, id);
            let reached = phone.store.faults().calls() - calls > broken;
            phone.store.faults().heal();
            let app = phone.restarted(app);
            if accounts(&app) == 1 {
                assert!(polled.is_err());
                assert_eq!(poll(&app, id).map(drop), Err(PushCallError::Ended), "after {broken}");
            }
            assert_eq!(accounts(&app), 0, "after {broken}");
            if !reached {
                break;
            }
        }
    }
}

/// Whatever a server says unsigned, the account stays.
#[test]
fn an_unsigned_answer_deletes_nothing() {
    let phone = Phone::new();
    let (app, id) = waiting(&phone);
    phone.set_network(Network::Changes(|_, answer| {
        let nonce = answer.header("dpop-nonce").map(|nonce| ("dpop-nonce".to_owned(), nonce.to_owned()));
        HttpResponse::new(404, nonce, br#"{"error":"unknown_account"}"#.to_vec()).unwrap()
    }));
    assert_eq!(poll(&app, id).map(drop), Err(PushCallError::Server(ServerError::UnknownAccount)));
    assert_eq!((end_pending(&app), accounts(&app)), (true, 1));
    assert_eq!(app.delete_account(id), Ok(Duration::ZERO), "here only, after the user's yes");
    assert_eq!(accounts(&app), 0);
}
