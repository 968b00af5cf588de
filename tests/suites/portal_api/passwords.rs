//! Checking passwords for applications.

use super::http::Application;
use countersign_portal::domain::{AccountName, Language};
use countersign_portal::service::users;
use countersign_tests::portal_rig::{Place, Portals};
use serde_json::json;

const RIGHT: &str = "correct horse battery";

#[tokio::test(flavor = "multi_thread")]
async fn a_right_password_says_what_comes_next() {
    let portals = Portals::one(Place::File).await;
    let user = portals.user("anna").await;
    let application = Application::new(&portals, "webmail", "password second_factor").await;
    let check = async |name: &str, password: &str| {
        application.post("/password", &json!({"user": name, "password": password})).await
    };
    let expected =
        |second: bool| json!({"user": "anna", "must_change_password": false, "second_factor": second});
    assert_eq!(check(" Anna ", RIGHT).await.expect(200), expected(false));
    user.enroll_phone(&portals.url(0), "phone").await;
    let after = check("anna", RIGHT).await.expect(200);
    assert_eq!(after["user"], "anna");

    let new = users::NewUser {
        name: AccountName::parse("ben").expect("a name"),
        email: None,
        language: Language::English,
        administrator: false,
    };
    users::add(portals.portal(0), new, "initial").await.expect("added");
    assert_eq!(check("ben", "initial").await.expect(200)["must_change_password"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_unknown_and_disabled_are_one_answer_and_lock_alike() {
    let portals = Portals::one(Place::File).await;
    portals.user("anna").await;
    portals.user("closed").await;
    let closed = users::by_name(portals.portal(0), &AccountName::parse("closed").expect("a name")).await;
    let closed = closed.expect("read").expect("a user");
    users::set_disabled(portals.portal(0), closed.id, true).await.expect("closed");
    let application = Application::new(&portals, "webmail", "password second_factor").await;
    for (number, (name, password)) in
        [("anna", "wrong"), ("nobody", "wrong"), ("closed", RIGHT), ("\u{0}", "wrong")]
            .into_iter()
            .enumerate()
    {
        let client = json!({"address": format!("203.0.113.{number}")});
        let body = json!({"user": name, "password": password, "client": client});
        let mut answers = Vec::new();
        for _ in 0..4 {
            answers.push(application.post("/password", &body).await.problem());
        }
        let wrong = (403, "wrong_credentials".to_owned());
        let locked = (429, "locked".to_owned());
        assert_eq!(answers, [wrong.clone(), wrong, locked.clone(), locked], "{name}");
    }
    // What a user has is told of nobody.
    for name in ["nobody", "closed", "%00"] {
        assert_eq!(
            application.get(&format!("/users/{name}/factors")).await.expect(200),
            json!({"factors": []})
        );
    }
    for name in ["anna", "nobody", "closed"] {
        let start = application.post("/attempts", &json!({"user": name, "method": "push"})).await;
        assert_eq!(start.problem(), (404, "no_such_factor".to_owned()), "{name}");
    }
}
