//! Requests that were answered are never asked about again, however often a server repeats them.

use crate::phone::{MOMENT, PIN, Phone, approve, deny, poll};
use countersign::authenticator::{Acceptance, Compared, DecisionError, DenyReason, Stage, UnlockError};
use countersign_tests::counted;
use countersign_tests::push_rig::Fate;
use std::time::Duration;

/// Fifteen answered requests in each list, again and again, across restarts, locked and open.
#[test]
fn ten_thousand_replays_are_refused() {
    let phone = Phone::new();
    let (mut app, id) = phone.enrolled();
    let mut answered = Vec::new();
    for _ in 0..15 {
        let position =
            phone.server().ask(&countersign_tests::push_rig::Ask { life: 600, ..Default::default() });
        // From the list: after three denials nothing is prompted for.
        let request = poll(&app, id).unwrap().arrived[0];
        app.open_request(request).unwrap();
        phone.wait(MOMENT);
        deny(&app, request, DenyReason::Cancelled).unwrap();
        phone.server().request(position).fate = Fate::Open;
        answered.push(request);
    }
    let (mut replays, mut restarts) = (0, 0);
    while replays < 10_000 {
        let view = poll(&app, id).unwrap();
        assert_eq!((view.arrived, view.prompt), (vec![], None));
        replays += answered.len();
        if replays / 1_000 > restarts {
            restarts += 1;
            app = phone.restarted(app);
            if restarts % 2 == 0 {
                app.lock();
            }
        }
    }
    app = phone.restarted(app);
    for request in answered {
        assert_eq!(approve(&app, request, Compared::Nothing, PIN), Err(DecisionError::AlreadyAnswered));
    }
    counted(&format!("replayed requests, none asked about again: {replays}, across {restarts} restarts"));
}

#[test]
fn a_thousand_requests_keep_the_failure_count() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    app.lock();
    for _ in 0..3 {
        let wrong = app.unlock(crate::phone::secret("000001"), Acceptance::NewestOnly);
        assert!(matches!(wrong, Err(UnlockError::WrongPin { .. })));
    }
    let attempts_left = || match app.stage() {
        Stage::Locked(lock) => lock.attempts_left,
        stage => panic!("{stage:?}"),
    };
    assert_eq!(attempts_left(), 7);
    for _ in 0..1_000 {
        phone.asked("none");
        poll(&app, id).unwrap();
        phone.wait(Duration::from_secs(30));
    }
    assert_eq!(attempts_left(), 7, "a new request gives no new attempts");
}
