//! What a phone says and what the server answers: sections 3 to 7 of the protocol.

use countersign_portal::domain::{AttemptState, Comparison, Factor, Stage};
use countersign_portal::service::{attempts, authenticators, second_factor};
use countersign_tests::counted;
use countersign_tests::portal_rig::{Place, Portals};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_login_is_approved_with_the_number_of_the_page() {
    for place in Place::BOTH {
        let portals = Portals::one(place).await;
        let mut user = portals.user("anna").await;
        let (_, mut phone) = user.enroll_phone(&portals.url(0), "Pixel").await;
        // The first factor was proved in this session.
        assert_eq!(user.session().await.opened_with, Some(Factor::Push));

        assert_eq!(user.log_in().await.stage, Stage::SecondFactor);
        let session = user.session().await;
        let attempt = second_factor::start_push(&user.portal, &session, &user.visitor, "Portal")
            .await
            .expect("a request");
        let Comparison::Number(number) = &attempt.comparison else { panic!("{attempt:?}") };
        let request = phone.request(10).await;
        assert_eq!(request.1["event"], "login");
        assert_eq!(request.1["mode"], "enter");
        let approval = phone.approval(&request, &json!({"number": **number}));
        let outcome = phone.outcome(&approval).await;
        assert_eq!((outcome["result"].as_str(), outcome["counter"].as_u64()), (Some("approved"), Some(1)));

        let session = user.session().await;
        let token = user.token().clone();
        let progress = second_factor::finish_push(&user.portal, &session, &user.visitor, &token).await;
        let session = user.continue_with(progress.expect("the approval is taken"));
        assert_eq!((session.stage, session.opened_with), (Stage::LoggedIn, Some(Factor::Push)));
        assert_eq!(
            attempts::state(&user.portal, attempt.id).await.expect("it").state,
            AttemptState::Approved
        );
        assert_eq!(authenticators::list(&user.portal, &session).await.expect("a list").len(), 1);
    }
    counted("logins approved on a phone: 2");
}
