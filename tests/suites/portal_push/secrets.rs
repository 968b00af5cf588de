//! What lies in the database: no secret can be read out of it.

use countersign_portal::domain::{Factor, Permissions};
use countersign_portal::service::{api_keys, email, phones, recovery, second_factor, totp};
use countersign_tests::counted;
use countersign_tests::portal_rig::{Phone, Place, Portals, visitor};
use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD, HEXLOWER};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_dump_of_the_database_holds_no_secret() {
    for place in Place::BOTH {
        let mut portals = Portals::one(place).await;
        let user = portals.user("anna").await;
        let portal = std::sync::Arc::clone(&user.portal);
        let mut secrets = vec!["correct horse battery".to_owned()];
        secrets.push(user.token().expose().to_owned());
        secrets.extend(user.visitor.browser.iter().map(|browser| browser.expose().to_owned()));

        let setup = totp::begin(&portal, &user.session().await, "app").await.expect("a QR code");
        let seed = BASE32_NOPAD.decode(setup.secret.expose().as_bytes()).expect("base32");
        secrets.push(setup.secret.expose().to_owned());
        secrets.extend([HEXLOWER.encode(&seed), BASE64URL_NOPAD.encode(&seed)]);
        secrets.push(String::from_utf8_lossy(&seed).into_owned());

        let link = phones::begin(&portal, &user.session().await, "push").await.expect("a link");
        let mut phone = Phone::scan(&link.link, &portals.url(0), "Pixel");
        secrets.push(phone.token.clone());
        phone.enroll().await.expect_statement("account");
        let offline = phone.offline.as_ref().expect("a seed").expose();
        secrets.extend([HEXLOWER.encode(offline), BASE64URL_NOPAD.encode(offline)]);
        secrets.push(String::from_utf8_lossy(offline).into_owned());
        let token = "cGh:APA91b-this-phone";
        let body = json!({"account": phone.account, "channel": {"kind": "fcm", "token": token}});
        assert_eq!(phone.call("/v1/channel", &body).await.0.status, 200);
        secrets.push(token.to_owned());
        let waiting = phones::begin(&portal, &user.session().await, "second").await.expect("a link");
        secrets.push(Phone::scan(&waiting.link, &portals.url(0), "x").token);

        email::set_address(&portal, &user.session().await, "anna@example.org").await.expect("a mail");
        let permissions = Permissions::parse("second_factor").expect("a permission");
        let key =
            api_keys::add(&portal, "webmail", permissions, "").await.expect("a key").expect("it is new");
        secrets.push(key.expose().to_owned());
        let attempt = second_factor::start_push(&portal, &user.session().await, &visitor(), "Portal").await;
        let request = phone.request(0).await;
        let countersign_portal::domain::Comparison::Number(number) = attempt.expect("a request").comparison
        else {
            panic!("a number")
        };
        let approval = phone.approval(&request, &json!({"number": *number}));
        assert_eq!(phone.outcome(&approval).await["result"], "approved");
        let session = user.session().await;
        let token = user.token().clone();
        second_factor::finish_push(&portal, &session, &visitor(), &token).await.expect("confirmed");
        let codes = recovery::make(&portal, &user.session().await).await.expect("codes");
        secrets
            .extend(codes.iter().flat_map(|code| [code.expose().to_owned(), code.expose().replace('-', "")]));
        assert!(session.opened_with == Some(Factor::Push));

        drop((portal, user));
        let dump = portals.dump().await;
        // The search finds what is there.
        assert!(dump.contains("anna") && dump.contains("$argon2id$") && dump.contains(&phone.account));
        for secret in &secrets {
            assert!(!dump.contains(secret.as_str()), "{secret:?} lies in the database");
        }
        counted(&format!("secrets looked for in a dump ({place:?}): {}", secrets.len()));
    }
}
