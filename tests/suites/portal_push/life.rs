//! The life of an account: several phones, the channel, new keys of phone and server, the end (section 7).

use countersign::jose::hash;
use countersign_portal::error::Refusal;
use countersign_portal::service::{authenticators, phones, second_factor};
use countersign_tests::portal_rig::{Place, Portals};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn phones_are_listed_and_end_by_a_statement_only() {
    for place in Place::BOTH {
        let portals = Portals::one(place).await;
        let user = portals.user("anna").await;
        let (_, mut first) = user.enroll_phone(&portals.url(0), "First").await;
        let (second_id, mut second) = user.enroll_phone(&portals.url(0), "Second").await;

        let (answer, proof) = first.call("/v1/devices", &json!({"account": first.account.clone()})).await;
        let list = first.read("cs-devices+jwt", &answer.expect_statement("devices"));
        assert_eq!(list["n"], json!(proof));
        let names: Vec<_> =
            list["devices"].as_array().expect("a list").iter().map(|one| &one["name"]).collect();
        assert_eq!(names.len(), 2);
        assert!(names.contains(&&json!("First")) && names.contains(&&json!("Second")));
        assert_eq!(
            list["devices"].as_array().expect("a list").iter().filter(|one| one["this"] == true).count(),
            1
        );

        let channel = json!({
            "kind": "unifiedpush", "endpoint": "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV",
            "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "auth": "BTBZMqHH6r4Tts7J_aSIgg",
        });
        let body = json!({"account": first.account, "channel": channel});
        let (answer, proof) = first.call("/v1/channel", &body).await;
        let done = first.read("cs-done+jwt", &answer.expect_statement("done"));
        assert_eq!((&done["n"], &done["bh"]), (&json!(proof), &json!(hash(body.to_string().as_bytes()))));

        // The portal ends one: "not mine", while it is new. Whatever it asks from now on is answered by its end.
        phones::not_mine(&user.portal, &user.session().await, second_id).await.expect("it is gone");
        for (path, body) in [
            ("/v1/devices", json!({"account": second.account})),
            ("/v1/requests", json!({"account": second.account, "wait": 30, "known": []})),
            ("/v1/unenroll", json!({"account": second.account})),
        ] {
            let (answer, _) = second.call(path, &body).await;
            let ended = second.read("cs-ended+jwt", &answer.expect_statement("ended"));
            assert_eq!(ended["by"], "server");
        }
        // The phone ends the other.
        let (answer, _) = first.call("/v1/unenroll", &json!({"account": first.account.clone()})).await;
        assert_eq!(first.read("cs-ended+jwt", &answer.expect_statement("ended"))["by"], "phone");
        assert!(authenticators::list(&user.portal, &user.session().await).await.expect("a list").is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_phone_is_deleted_behind_a_confirmation_only() {
    let portals = Portals::one(Place::File).await;
    let user = portals.user("anna").await;
    let (id, _) = user.enroll_phone(&portals.url(0), "First").await;
    for _ in 0..3 {
        portals.clock.advance(std::time::Duration::from_secs(290));
        user.session().await;
    }
    let session = user.session().await;
    assert!(matches!(phones::not_mine(&user.portal, &session, id).await, Err(Refusal::ConfirmationNeeded)));
    let deleted = authenticators::delete(&user.portal, &session, id).await;
    assert!(matches!(deleted, Err(Refusal::ConfirmationNeeded)), "{deleted:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_changes_its_keys() {
    for place in Place::BOTH {
        let portals = Portals::one(place).await;
        let user = portals.user("anna").await;
        let (_, mut phone) = user.enroll_phone(&portals.url(0), "Pixel").await;
        let (body, device, new_user, agreement) = phone.rotation();
        let first = phone.call("/v1/keys", &body).await.0.expect_statement("account");
        // Lost: asked for again with the old key, then with the new one.
        assert_eq!(phone.call("/v1/keys", &body).await.0.expect_statement("account"), first);
        let account = phone.account.clone();
        (phone.device, phone.user, phone.agreement) = (device, new_user, agreement);
        assert_eq!(phone.call("/v1/keys", &body).await.0.expect_statement("account"), first);
        let old_seed = phone.offline.take().expect("a seed");
        phone.take_account(&first, hash(body["rotation"].as_str().expect("a text").as_bytes()));
        assert_eq!(phone.account, account);
        assert_ne!(phone.offline.as_ref().expect("a seed").expose(), old_seed.expose());
        assert!(phone.requests(0, &[]).await.is_empty());
        // A second rotation must be signed by the user key that is the account's now, with a higher counter.
        let (mut again, ..) = phone.rotation();
        again["rotation"] = body["rotation"].clone();
        let refused = phone.call("/v1/keys", &again).await.0;
        assert!(refused.status == 200, "the same rotation is a repeat: {refused:?}");
        let (other, ..) = phone.rotation();
        let mut mixed = other.clone();
        mixed["user_statement"] = body["user_statement"].clone();
        assert!(matches!(phone.call("/v1/keys", &mixed).await.0.status, 400 | 401));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_changes_its_key_and_no_phone_is_lost() {
    for place in Place::BOTH {
        let portals = Portals::one(place).await;
        let user = portals.user("anna").await;
        let (_, mut phone) = user.enroll_phone(&portals.url(0), "Pixel").await;
        let old = phone.trusted.clone();
        let next = user.portal.signing().rotate(&user.portal).await.expect("a new key");

        // Announced by the old key, for as long as the phone has not used the nonce that came with it.
        let body = json!({"account": phone.account, "wait": 0, "known": []});
        let nonce = phone.nonce.clone();
        let (answer, _) = phone.call("/v1/requests", &body).await;
        phone.nonce = nonce;
        let (again, _) = phone.call("/v1/requests", &body).await;
        for answer in [&answer, &again] {
            let list = phone.read("cs-requests+jwt", &answer.expect_statement("requests"));
            let announced =
                phone.read("cs-server-key+jwt", list["server_key"].as_str().expect("a statement"));
            let key: countersign::jose::Jwk =
                serde_json::from_value(announced["jwk"].clone()).expect("a key");
            assert_eq!(key.thumbprint(), next);
            phone.trusted.push(key);
        }
        // Now it has: the new key speaks, and the old one no longer.
        phone.trusted.retain(|key| !old.contains(key));
        assert!(phone.requests(0, &[]).await.is_empty());
        let (_, later) = user.enroll_phone(&portals.url(0), "Later").await;
        assert_eq!(later.server_key, next);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn wake_ups_go_only_where_they_may() {
    use tokio::io::AsyncReadExt;
    let mut portals = Portals::new(Place::File);
    portals.config.wake_up_hosts = vec!["localhost".to_owned()];
    portals.start().await;
    let user = portals.user("anna").await;
    let (allowed, private) = (
        tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port"),
        tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port"),
    );
    let port = |listener: &tokio::net::TcpListener| listener.local_addr().expect("an address").port();
    let endpoints = [
        format!("https://127.0.0.1:{}/p", port(&private)),
        format!("https://localhost:{}/p", port(&allowed)),
    ];
    for (name, endpoint) in ["Private", "Allowed"].into_iter().zip(&endpoints) {
        let (_, mut phone) = user.enroll_phone(&portals.url(0), name).await;
        let channel = json!({
            "kind": "unifiedpush", "endpoint": endpoint, "auth": "BTBZMqHH6r4Tts7J_aSIgg",
            "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        });
        let (answer, _) =
            phone.call("/v1/channel", &json!({"account": phone.account, "channel": channel})).await;
        answer.expect_statement("done");
    }
    let session = user.session().await;
    second_factor::start_push(&user.portal, &session, &user.visitor, "Portal").await.expect("a request");
    // TLS begins where the configuration names the host (and ends, because nobody trusts this one).
    let (mut connection, _) = allowed.accept().await.expect("a connection");
    let mut first = [0];
    connection.read_exact(&mut first).await.expect("a byte");
    assert_eq!(first, [0x16], "a TLS handshake");
    drop(connection);
    for running in portals.running.drain(..) {
        running.stop().await;
    }
    let none =
        std::future::poll_fn(|context| std::task::Poll::Ready(private.poll_accept(context).is_pending()));
    assert!(none.await, "nothing goes to a private address that is not named");
}
