//! The demo application in a browser: password, choice of a factor, live outcome, inside.

use super::browser::Browser;
use countersign_tests::portal_rig::{Place, Portals};
use serde_json::json;

async fn demo(place: Place) -> Portals {
    let mut portals = Portals::new(place);
    portals.config.demo = true;
    portals.start().await;
    portals
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_that_is_accepted_on_the_phone() {
    for place in Place::BOTH {
        let portals = demo(place).await;
        let user = portals.user("anna").await;
        let (_, mut phone) = user.enroll_phone(&portals.url(0), "Annas phone").await;
        approve_once(&portals, &mut phone).await;
        let mut browser = Browser::new(portals.running[0].address());
        browser.get("/demo").await;
        let wrong = browser.post("/demo", "user=anna&password=wrong").await;
        assert!(wrong.status == 200 && wrong.text.contains("aria-invalid"), "{wrong:?}");
        let choice = browser.post("/demo", "user=anna&password=correct+horse+battery").await;
        assert!(choice.text.contains("Annas phone"), "{choice:?}");
        let waiting = browser.post("/demo/factor", "way=push").await;
        let request = phone.request(0).await;
        assert_eq!((&request.1["endpoint"], &request.1["event"]), (&json!("demo"), &json!("login")));
        let number: String = number_of(&waiting.text);
        let state = browser.get("/demo/push/state").await;
        assert_eq!(state.expect(200), json!({"state": "waiting"}));
        let (address, cookie) = (browser.address, browser.cookie.clone());
        let told = tokio::spawn(async move {
            super::http::request(address, "GET", "/demo/push/events", &[("cookie", &cookie)], &[]).await
        });
        let answer = phone.approval(&request, &json!({"number": number}));
        assert_eq!(phone.outcome(&answer).await["result"], "approved");
        let told = told.await.expect("an answer");
        assert!(told.text.contains("data: accepted") || told.text.contains("data:accepted"), "{told:?}");
        // Not inside before the demo has asked the portal itself.
        let inside = browser.post("/demo/push", "x=").await;
        assert!(inside.text.contains("anna") && inside.text.contains("/demo/leave"), "{inside:?}");
        browser.post("/demo/leave", "x=").await;
        assert!(!browser.get("/demo/inside").await.text.contains("/demo/leave"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_that_is_rejected_is_not_inside() {
    let portals = demo(Place::File).await;
    let user = portals.user("anna").await;
    let (_, mut phone) = user.enroll_phone(&portals.url(0), "phone").await;
    approve_once(&portals, &mut phone).await;
    let mut browser = Browser::new(portals.running[0].address());
    browser.get("/demo").await;
    browser.post("/demo", "user=anna&password=correct+horse+battery").await;
    browser.post("/demo/factor", "way=push").await;
    let request = phone.request(0).await;
    let denial = phone.denial(&request, "not_me");
    phone.outcome(&denial).await;
    let page = browser.post("/demo/push", "x=").await;
    assert!(page.text.contains("outcome-bad"), "{page:?}");
    let kept_out = browser.get("/demo/inside").await;
    assert!(!kept_out.text.contains("/demo/leave"), "{kept_out:?}");
    // A form that is not of this page is not taken.
    browser.token = "forged".to_owned();
    assert_eq!(browser.post("/demo/factor", "way=push").await.status, 403);
}

/// The phone counts as a factor once it was used.
async fn approve_once(portals: &Portals, phone: &mut countersign_tests::portal_rig::Phone) {
    let application = super::http::Application::new(portals, "before", "second_factor").await;
    let start = json!({"user": "anna", "method": "push"});
    let attempt = application.post("/attempts", &start).await.expect(201);
    let request = phone.request(0).await;
    let answer = phone.approval(&request, &json!({"number": attempt["number"]}));
    assert_eq!(phone.outcome(&answer).await["result"], "approved");
}

/// The number that a page shows: the digits between its groups' marks.
fn number_of(page: &str) -> String {
    let (_, rest) = page.split_once("id=\"number\"").expect("a number");
    let (number, _) = rest.split_once("</p>").expect("its end");
    number.split("<b>").skip(1).filter_map(|group| group.split("</b>").next()).collect()
}
