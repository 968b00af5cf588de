//! Several processes on one PostgreSQL behave as one; one process on a SQLite file; what was acknowledged survives a kill.

use countersign_portal::domain::{AttemptState, Comparison};
use countersign_portal::service::attempts;
use countersign_portal::service::phones::{self, SetupState};
use countersign_portal::service::second_factor;
use countersign_portal::{Portal, StartError};
use countersign_tests::portal_rig::{Phone, Place, Portals};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn three_processes_behave_as_one() {
    let mut portals = Portals::one(Place::Server).await;
    portals.start().await;
    portals.start().await;
    let user = portals.user("anna").await;

    // The page waits at the first, and the phone enrolls at the second.
    let setup = phones::begin(&user.portal, &user.session().await, "push").await.expect("a link");
    let waiting = {
        let (portal, session) = (Arc::clone(&user.portal), user.session().await);
        tokio::spawn(async move { phones::wait(&portal, &session, setup.id, PATIENCE).await })
    };
    let mut phone = Phone::scan(&setup.link, &portals.url(1), "Pixel");
    phone.enroll().await.expect_statement("account");
    let enrolled = waiting.await.expect("no panic").expect("a state");
    assert_eq!(enrolled, SetupState::Enrolled { name: "Pixel".to_owned() });

    for round in 0..5 {
        // Once, in the middle, every listener's connection is killed.
        if round == 2 {
            let (server, name) = portals.server.as_ref().expect("a server");
            let killed = server.run(
                "postgres",
                &format!(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                     WHERE datname = '{name}' AND (query ILIKE 'LISTEN%' OR query = 'SELECT 1')"
                ),
            );
            assert_eq!(killed.trim(), "3");
        }
        // The phone long-polls at the second, the request is made at the first, the page waits at the third.
        let poll = tokio::spawn(async move {
            let request = phone.request(30).await;
            (phone, request)
        });
        let session = user.session().await;
        let attempt = second_factor::start_push(&user.portal, &session, &user.visitor, "Portal").await;
        let attempt = attempt.expect("a request");
        let page = {
            let portal = Arc::clone(portals.portal(2));
            tokio::spawn(
                async move { attempts::wait(&portal, attempt.id, AttemptState::Open, PATIENCE).await },
            )
        };
        let request;
        (phone, request) = poll.await.expect("no panic");
        let Comparison::Number(number) = &attempt.comparison else { panic!("{attempt:?}") };
        let approval = phone.approval(&request, &json!({"number": **number}));
        assert_eq!(phone.outcome(&approval).await["result"], "approved");
        assert_eq!(page.await.expect("no panic").expect("a state").state, AttemptState::Approved);
        // A proof that one process has seen is seen for all.
        let body = json!({"account": phone.account});
        let call = phone.prepare("/v1/devices", &body);
        assert_eq!(phone.send(&call).await.status, 200);
        phone.url = portals.url(2);
        assert_eq!(phone.send(&call).await.failure(), (401, "invalid_proof"));
        phone.url = portals.url(1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_process_on_a_file_is_refused() {
    let portals = Portals::one(Place::File).await;
    let second = Portal::start(portals.config.clone()).await;
    let Err(StartError::Database(error)) = second else { panic!("{second:?}") };
    assert!(error.to_string().contains("another process uses this database"), "{error}");
    let mut portals = portals;
    for running in portals.running.drain(..) {
        running.stop().await;
    }
    portals.config.listen = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    portals.start().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_that_stops_lets_waiting_phones_go() {
    let mut portals = Portals::one(Place::File).await;
    let user = portals.user("anna").await;
    let (_, mut phone) = user.enroll_phone(&portals.url(0), "Pixel").await;
    let poll = tokio::spawn(async move { phone.requests(30, &[]).await });
    let topics = || portals.portal(0).database().hub().topics();
    while topics() < 2 {
        tokio::task::yield_now().await;
    }
    for running in portals.running.drain(..) {
        running.stop().await;
    }
    assert!(poll.await.expect("an answer").is_empty());
}
