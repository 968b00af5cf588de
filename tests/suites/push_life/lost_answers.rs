//! Answers that get lost, and phones that die: what was signed is sent again, byte for byte, and nothing else.

use crate::phone::{Network, PIN, Phone, approve, deny, poll};
use countersign::authenticator::{
    AnswerStatus, Compared, DecisionError, DenyReason, HistoryEvent, PushCallError,
};
use countersign::ports::StoreError;
use countersign_tests::push_rig::Fate;

fn answers(phone: &Phone) -> Vec<Vec<u8>> {
    let sent = phone.http.sent();
    let answers = sent.iter().filter(|request| request.path.as_str().ends_with("/v1/answers"));
    answers.filter_map(|request| request.body.clone()).collect()
}

#[test]
fn a_lost_answer_is_repeated_byte_for_byte_across_restarts() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    let position = phone.asked("show");
    let shown = phone.prompted(&app, id);
    phone.set_network(Network::LosesAnswersTo("/v1/answers"));
    let outcome = approve(&app, shown.id, Compared::CodeShown, PIN).unwrap();
    assert_eq!((outcome.status, phone.fate(position)), (AnswerStatus::NotDelivered, Fate::AwaitCode));
    assert_eq!(approve(&app, shown.id, Compared::CodeShown, PIN), Err(DecisionError::AlreadyAnswered));
    let app = phone.restarted(app);
    assert!(poll(&app, id).is_err(), "still lost");
    let app = phone.restarted(app);
    phone.set_network(Network::Up);
    let view = poll(&app, id).unwrap();
    let code = shown.code.unwrap();
    assert_eq!(view.outcomes[0].status, AnswerStatus::AwaitCode { code });
    assert_eq!((view.prompt, view.arrived), (None, vec![]));
    let sent = answers(&phone);
    assert!(sent.len() >= 3 && sent.iter().all(|body| *body == sent[0]), "always the same bytes");
    assert_eq!(poll(&app, id).unwrap().outcomes, [], "acknowledged");
}

/// The phone dies between the decision that is stored and the answer that is sent.
#[test]
fn a_decision_outlives_a_phone_that_dies_before_it_is_sent() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    let position = phone.asked("none");
    let request = phone.prompted(&app, id).id;
    phone.set_network(Network::Down);
    let outcome = approve(&app, request, Compared::Nothing, PIN).unwrap();
    assert_eq!((outcome.status, phone.fate(position)), (AnswerStatus::NotDelivered, Fate::Open));
    let app = phone.restarted(app);
    phone.set_network(Network::Up);
    let view = poll(&app, id).unwrap();
    assert_eq!(
        view.outcomes.iter().map(|outcome| &outcome.status).collect::<Vec<_>>(),
        [&AnswerStatus::Approved]
    );
    assert_eq!((phone.fate(position), view.prompt), (Fate::Approved, None));
}

/// A decision that is not on the disk is not sent.
#[test]
fn nothing_is_sent_before_both_files_hold_the_decision() {
    for broken in 0..4 {
        let phone = Phone::without_signing_keys();
        let (app, id) = phone.enrolled();
        let position = phone.asked("none");
        let request = phone.prompted(&app, id).id;
        phone.store.faults().from_call(broken, StoreError::Full);
        let outcome = deny(&app, request, DenyReason::NotMe);
        if outcome.is_err() {
            assert!(matches!(outcome, Err(DecisionError::Call(PushCallError::Storage(_)))), "{outcome:?}");
            assert_eq!((answers(&phone).len(), phone.fate(position)), (0, Fate::Open), "broken at {broken}");
        }
        phone.store.faults().heal();
    }
}

#[test]
fn an_answer_that_came_too_late_says_so() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    let position = phone.asked("none");
    let request = phone.prompted(&app, id).id;
    phone.server().request(position).fate = Fate::Superseded;
    let outcome = approve(&app, request, Compared::Nothing, PIN).unwrap();
    assert_eq!(outcome.status, AnswerStatus::Superseded);
    assert_eq!(app.history().unwrap().remove(0).event, HistoryEvent::AnswerNotTaken);

    let position = phone.asked("none");
    let request = phone.prompted(&app, id).id;
    phone.server().request(position).fate = Fate::Denied;
    let outcome = approve(&app, request, Compared::Nothing, PIN).unwrap();
    assert_eq!(outcome.status, AnswerStatus::Already { approved: false });

    phone.asked("none");
    let request = phone.prompted(&app, id).id;
    phone.server().time += 600;
    let outcome = approve(&app, request, Compared::Nothing, PIN).unwrap();
    assert_eq!(outcome.status, AnswerStatus::Expired);
}

#[test]
fn a_request_that_ended_elsewhere_leaves_the_list() {
    let phone = Phone::new();
    let (app, id) = phone.enrolled();
    let position = phone.asked("none");
    let request = phone.prompted(&app, id).id;
    phone.server().request(position).fate = Fate::Superseded;
    assert_eq!(poll(&app, id).unwrap().ended, [request]);
    let unknown = DecisionError::Call(PushCallError::UnknownRequest);
    assert_eq!(deny(&app, request, DenyReason::Cancelled), Err(unknown));
}
