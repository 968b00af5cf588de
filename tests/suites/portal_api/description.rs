//! `openapi.json`: it is there without a key, and names what the API has. Whether the API keeps to it is tried by
//! `tests/api` with thousands of calls.

use super::http::request;
use countersign_tests::portal_rig::{Place, Portals};

#[tokio::test(flavor = "multi_thread")]
async fn the_description_names_every_call() {
    let portals = Portals::one(Place::File).await;
    let address = portals.running[0].address();
    let answer = request(address, "GET", "/api/v1/openapi.json", &[], &[]).await.expect(200);
    assert!(answer["openapi"].as_str().expect("a version").starts_with("3.1"));
    assert_eq!(answer["servers"][0]["url"], format!("http://{address}/api/v1"));
    let paths: Vec<&String> = answer["paths"].as_object().expect("paths").keys().collect();
    assert_eq!(
        paths,
        [
            "/attempts",
            "/attempts/{id}",
            "/attempts/{id}/cancel",
            "/attempts/{id}/code",
            "/password",
            "/users/{user}/factors"
        ]
    );
    for (path, item) in answer["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            let path = path.replace("{id}", "AAAAAAAAAAAAAAAAAAAAAA").replace("{user}", "anna");
            let refused = request(address, &method.to_uppercase(), &format!("/api/v1{path}"), &[], &[]).await;
            assert_eq!(refused.problem().0, 401, "{method} {path} is answered without a key");
            assert!(operation["summary"].is_string() && operation["responses"]["default"].is_object());
        }
    }
}
