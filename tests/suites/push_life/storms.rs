//! Someone else knows the password and hopes for one careless tap.

use crate::phone::{Network, Phone, deny, poll};
use countersign::authenticator::{Compared, DenyReason, PushCallError, Reachability, ServerError};
use std::time::Duration;

#[test]
fn a_thousand_pushes_make_one_prompt() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    app.lock();
    let wake = phone.server().account().wake;
    let message = format!(r#"{{"v":1,"w":"{wake}"}}"#);
    let mut prompts = 0;
    for _ in 0..1_000 {
        if phone.server().fates().len() < 16 {
            phone.server().ask(&countersign_tests::push_rig::Ask { life: 600, ..Default::default() });
        }
        assert_eq!(app.wake_up(message.as_bytes()), Ok(Some(id)));
        prompts += usize::from(poll(&app, id).unwrap().prompt.is_some());
    }
    assert_eq!(prompts, 1);
    let requests = app.requests().unwrap();
    assert_eq!((requests.requests.len(), requests.requests[0].others), (16, 15), "all of them are listed");
    assert_eq!(app.wake_up(b"{\"v\":1,\"w\":\"AAAAAAAAAAAAAAAAAAAAAA\"}"), Ok(None));
    assert_eq!(app.wake_up(b"anything"), Ok(None));
}

#[test]
fn three_denials_mute_across_restarts_and_the_list_still_shows() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    for number in 0..3 {
        // The second while locked: it counts as well.
        if number == 1 {
            app.lock();
        }
        phone.asked("none");
        let request = phone.prompted(&app, id).id;
        deny(&app, request, DenyReason::NotMe).unwrap();
    }
    let app = phone.restarted(app);
    phone.asked("none");
    let view = poll(&app, id).unwrap();
    assert_eq!((view.arrived.len(), view.prompt.is_none()), (1, true), "no prompt");
    let muted = view.status.muted_for.expect("muted");
    assert!(muted <= Duration::from_secs(15 * 60) && muted > Duration::from_secs(14 * 60), "{muted:?}");
    let listed = app.requests().unwrap().requests.remove(0);
    let opened = app.open_request(listed.id).unwrap();
    assert!(opened.on_screen, "who opens the app can decide");
    phone.wait(Duration::from_secs(1));
    let approved = crate::phone::approve(&app, opened.id, Compared::Nothing, crate::phone::PIN);
    assert!(approved.is_ok());
    phone.wait(Duration::from_secs(15 * 60));
    let app = phone.unlocked(app);
    phone.asked("none");
    let view = poll(&app, id).unwrap();
    assert_eq!((view.status.muted_for, view.prompt.is_some()), (None, true));
    assert_eq!(app.account(id).unwrap().push.unwrap().denied, 3);
}

#[test]
fn polls_back_off_while_the_server_is_away_and_the_dot_says_so() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    app.lock();
    let status = || app.requests().unwrap().accounts.remove(0);
    poll(&app, id).unwrap();
    assert_eq!(status().reachability, Reachability::Reachable);
    phone.set_network(Network::Down);
    let unreachable = Err(PushCallError::Server(ServerError::Unreachable));
    let mut pauses = Vec::new();
    for _ in 0..12 {
        assert_eq!(poll(&app, id).map(drop), unreachable);
        pauses.push(status().next_poll_in);
        phone.wait(Duration::from_secs(600));
    }
    assert_eq!(status().reachability, Reachability::Unreachable);
    assert!(pauses[0] <= Duration::from_secs(2) && pauses[11] >= Duration::from_secs(150), "{pauses:?}");
    app.hurry_polls().unwrap();
    assert_eq!(status().next_poll_in, Duration::ZERO);
    phone.set_network(Network::Up);
    poll(&app, id).unwrap();
    assert_eq!(status().reachability, Reachability::Reachable);
    let app = phone.unlocked(app);
    assert_eq!(app.account(id).unwrap().row.reachability, Reachability::Reachable, "in the list too");
}
