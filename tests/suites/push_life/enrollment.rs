//! From the link to the account: nothing before consent, nothing lost, nothing left.

use crate::phone::{ACCOUNT, ISSUER, Network, PIN, Phone, Steps, enroll, enrollment, offered, secret};
use countersign::authenticator::{
    AccountKind, BiometricsState, Cancellation, CodeError, Confirmation, EnrollmentError, EnrollmentStep,
    Filter, OnlineEnrollment, OnlineEnrollmentError, PolicyObstacle, PolicyView, PushCallError, PushWarning,
    Reachability, ServerError,
};
use countersign::http::{DevelopmentHttp, Reach, ServerOrigin};
use countersign::otp::Algorithm;
use countersign::ports::DeviceKeyError;
use countersign::testing::{FakeSigningKeys, block_on};

fn server_said(error: ServerError) -> OnlineEnrollmentError {
    OnlineEnrollmentError::Call(PushCallError::Server(error))
}

#[test]
fn an_account_is_offered_judged_enrolled_and_gives_offline_codes() {
    let phone = Phone::new();
    let app = phone.set_up();
    let link = phone.server().link(ISSUER, ACCOUNT);
    let offer = offered(&app, &link);
    assert_eq!(
        (offer.issuer.as_str(), offer.account.as_str(), offer.kind),
        (ISSUER, ACCOUNT, AccountKind::Push)
    );
    assert_eq!(offer.server.as_ref().map(|server| server.name.as_str()), Some("login.example.com"));
    let push = offer.push.as_ref().unwrap();
    assert_eq!(push.policy, PolicyView { pin_minimum: 6, biometrics: false });
    assert_eq!((push.obstacle, push.private_network, push.begun), (None, false, false));
    assert_eq!(phone.http.sent(), [], "nothing is sent before consent");
    assert_eq!(app.confirm_offer(offer.id, Confirmation::default()), Err(EnrollmentError::NeedsServer));

    let steps = Steps::default();
    let row = block_on(app.enroll_online(offer.id, enrollment(), &steps, &Cancellation::new())).unwrap();
    let expected = [EnrollmentStep::MakingKeys, EnrollmentStep::AskingServer, EnrollmentStep::Storing];
    assert_eq!(*steps.0.lock().unwrap(), expected);
    assert_eq!((row.kind, row.reachability), (AccountKind::Push, Reachability::Reachable));
    assert_eq!(app.accounts(&Filter::default()).unwrap(), core::slice::from_ref(&row));
    let detail = app.account(row.id).unwrap();
    let push = detail.push.unwrap();
    assert!(push.offline_codes && push.keys_in_hardware && !push.private_network);
    assert_eq!(
        (detail.algorithm, detail.digits, detail.period_seconds),
        (Some(Algorithm::Sha256), 6, Some(30))
    );

    let code = app.code(row.id).unwrap();
    let theirs = totp_rs::Builder::new()
        .with_algorithm(totp_rs::Algorithm::SHA256)
        .with_digits(6)
        .with_step_duration(30)
        .with_secret(phone.server().account().seed.to_vec())
        .build_noncompliant();
    assert_eq!(code.code, theirs.generate(1_800_000_000).to_string(), "as the server computes it");
    assert_eq!(app.next_code(row.id), Err(CodeError::TimeBased));
    assert!(app.export_key_uri(row.id, secret_pin()).is_err(), "no push key, and no seed, leaves the phone");
    let app = phone.restarted(app);
    assert_eq!(app.code(row.id).unwrap().code, code.code);
}

fn secret_pin() -> countersign::crypto::SecretBytes {
    secret(PIN)
}

#[test]
fn two_enrollments_are_two_accounts() {
    let phone = Phone::without_signing_keys();
    let (app, first) = phone.enrolled();
    let link = phone.server().link(ISSUER, ACCOUNT);
    let offer = offered(&app, &link);
    assert_eq!(offer.similar.iter().map(|row| row.id).collect::<Vec<_>>(), [first]);
    let second = enroll(&app, &offer, enrollment()).unwrap();
    assert_ne!(first, second);
    assert_eq!(app.accounts(&Filter::default()).unwrap().len(), 2);
    assert!(!app.account(first).unwrap().push.unwrap().keys_in_hardware);
}

#[test]
fn a_lost_answer_is_asked_for_again_with_the_same_keys_also_after_a_restart() {
    for hardware in [None, Some(FakeSigningKeys::new())] {
        let phone = Phone::of_class(countersign::ports::AssuranceClass::Hardware, hardware);
        let app = phone.set_up();
        let link = phone.server().link(ISSUER, ACCOUNT);
        phone.set_network(Network::AnswersLost);
        let lost = enroll(&app, &offered(&app, &link), enrollment());
        assert_eq!(lost, Err(server_said(ServerError::Unreachable)));
        assert_eq!(app.accounts(&Filter::default()).unwrap(), [], "no account that is none");
        let app = phone.restarted(app);
        phone.set_network(Network::Up);
        let offer = offered(&app, &link);
        assert!(offer.push.as_ref().unwrap().begun);
        let id = enroll(&app, &offer, enrollment()).unwrap();
        assert_eq!(phone.server().account().id, "acct-0", "the same account");
        assert!(app.code(id).is_ok());
        // Once more: the token is spent, and nothing of the second attempt stays.
        let again = enroll(&app, &offered(&app, &link), enrollment());
        assert_eq!(again, Err(server_said(ServerError::InvitationUsed)));
        assert!(!offered(&app, &link).push.unwrap().begun);
        assert_eq!(app.accounts(&Filter::default()).unwrap().len(), 1);
        if let Some(keys) = &phone.signing_keys {
            assert_eq!(keys.ids().len(), 2, "one device key and one user key");
        }
    }
}

/// What receives is in hardware too, where the device has that: the vault holds no private key of the account.
#[test]
fn the_seed_of_offline_codes_is_opened_by_the_device() {
    let codes: Vec<String> = [Phone::new(), Phone::without_agreement_keys(), Phone::without_signing_keys()]
        .iter()
        .map(|phone| {
            let (app, id) = phone.enrolled();
            let signing = phone.signing_keys.as_ref().map_or(0, |keys| keys.ids().len());
            let receiving = phone.agreement_keys.as_ref().map_or(0, |keys| keys.ids().len());
            assert!(matches!((signing, receiving), (2, 1) | (2, 0) | (0, 0)), "{signing}, {receiving}");
            assert_eq!(receiving == 1, phone.agreement_keys.is_some());
            app.code(id).unwrap().code
        })
        .collect();
    assert!(codes.iter().all(|code| *code == codes[0]), "whoever opens it: {codes:?}");
}

/// A device that does not open the seed: nobody says that the server misbehaved, and enrolling goes on with the same keys.
#[test]
fn a_device_that_does_not_agree_is_asked_again() {
    let phone = Phone::new();
    let app = phone.set_up();
    let link = phone.server().link(ISSUER, ACCOUNT);
    let offer = offered(&app, &link);
    let keys = phone.agreement_keys.as_ref().unwrap();
    // The first call makes the key.
    keys.faults().once_after(1, DeviceKeyError::Unavailable);
    let refused = enroll(&app, &offer, enrollment());
    assert_eq!(refused, Err(OnlineEnrollmentError::Call(PushCallError::NotSigned)));
    let app = phone.restarted(app);
    let id = enroll(&app, &offered(&app, &link), enrollment()).unwrap();
    assert!(app.code(id).is_ok());
    assert_eq!((keys.ids().len(), phone.server().account().id.as_str()), (1, "acct-0"));

    keys.faults().once_after(0, DeviceKeyError::Unavailable);
    let link = phone.server().link(ISSUER, ACCOUNT);
    let refused = enroll(&app, &offered(&app, &link), enrollment());
    assert_eq!(refused, Err(OnlineEnrollmentError::Call(PushCallError::NotSigned)));
    assert_eq!(phone.signing_keys.as_ref().unwrap().ids().len(), 2, "what was made before it is destroyed");
}

#[test]
fn a_cancelled_enrollment_leaves_nothing() {
    let phone = Phone::new();
    let app = phone.set_up();
    let link = phone.server().link(ISSUER, ACCOUNT);
    let before = phone.slot_keys.ids();
    let cancelled = Cancellation::new();
    cancelled.cancel();
    let offer = offered(&app, &link);
    let outcome = block_on(app.enroll_online(offer.id, enrollment(), &(), &cancelled));
    assert_eq!(outcome, Err(OnlineEnrollmentError::Call(PushCallError::Cancelled)));
    assert_eq!(phone.http.sent(), []);
    assert_eq!(phone.signing_keys.as_ref().unwrap().ids(), []);
    assert_eq!(phone.slot_keys.ids(), before);
    assert!(!offered(&app, &link).push.unwrap().begun);
    assert!(enroll(&app, &offer, enrollment()).is_ok(), "the offer is still there");
}

#[test]
fn a_policy_that_this_phone_does_not_meet_is_refused_before_anything_is_sent() {
    let phone = Phone::new();
    let app = phone.set_up();
    let refused = |policy: (u8, bool)| {
        phone.server().policy = policy;
        let link = phone.server().link(ISSUER, ACCOUNT);
        let offer = offered(&app, &link);
        let obstacle = offer.push.as_ref().unwrap().obstacle;
        let outcome = enroll(&app, &offer, enrollment());
        if let Some(obstacle) = obstacle {
            assert_eq!(outcome, Err(OnlineEnrollmentError::Call(PushCallError::Policy(obstacle))));
        }
        obstacle
    };
    assert_eq!(refused((8, false)), Some(PolicyObstacle::PinTooShort { minimum: 8 }));
    assert_eq!(refused((6, true)), Some(PolicyObstacle::BiometricsNeeded));
    assert_eq!(phone.http.sent(), []);
    app.enable_biometrics(secret(PIN)).unwrap();
    app.change_pin(secret(PIN), secret("49381726"), secret("49381726")).unwrap();
    assert_eq!(refused((8, true)), None);
    assert_eq!(
        app.disable_biometrics(secret("49381726")).map_err(|error| error.to_string()),
        Err("a server's policy forbids it".to_owned())
    );
    let short = app.change_pin(secret("49381726"), secret("582947"), secret("582947"));
    assert!(short.is_err(), "not below the policy while the account exists");
    let told = app.protection().unwrap();
    assert_eq!(
        (told.rules.minimum_length, told.biometrics),
        (8, BiometricsState::Held),
        "told before it is tried"
    );
    for holders in [&told.rules_held_by, &told.biometrics_held_by] {
        let [holder] = &holders[..] else { panic!("{holders:?}") };
        assert_eq!((holder.issuer.as_str(), holder.account_name.as_str()), (ISSUER, ACCOUNT));
        assert_eq!(holder.server.as_deref(), Some("login.example.com"));
    }
    // Opened by biometrics, nobody knows how long the PIN is.
    drop(app);
    let app = phone.started();
    app.unlock_with_biometrics(countersign::authenticator::Acceptance::NewestOnly).unwrap();
    let link = phone.server().link(ISSUER, ACCOUNT);
    let unknown = Some(PolicyObstacle::PinUnknown { minimum: 8 });
    assert_eq!(offered(&app, &link).push.unwrap().obstacle, unknown);
    app.confirm_present_pin(secret("49381726")).unwrap();
    assert_eq!(offered(&app, &link).push.unwrap().obstacle, None);
}

#[test]
fn a_device_without_biometrics_cannot_have_an_account_that_needs_them() {
    let phone = Phone::without_biometrics();
    let app = phone.set_up();
    phone.server().policy = (4, true);
    let link = phone.server().link(ISSUER, ACCOUNT);
    let obstacle = offered(&app, &link).push.unwrap().obstacle;
    assert_eq!(obstacle, Some(PolicyObstacle::BiometricsNotAvailable));
}

#[test]
fn a_private_network_needs_a_consent_of_its_own() {
    let phone = Phone::new();
    let app = phone.set_up();
    let origin = ServerOrigin::parse("https://login.example.com", DevelopmentHttp::Off).unwrap();
    phone.http.resolve(&origin, Some(Reach::Private));
    let link = phone.server().link(ISSUER, ACCOUNT);
    let offer = offered(&app, &link);
    assert_eq!(enroll(&app, &offer, enrollment()), Err(server_said(ServerError::PrivateNetwork)));
    assert_eq!(phone.http.sent(), [], "not a packet");
    let agreed = OnlineEnrollment { private_network: true, ..enrollment() };
    let id = enroll(&app, &offer, agreed).unwrap();
    assert!(app.account(id).unwrap().push.unwrap().private_network);
    assert!(crate::phone::poll(&app, id).is_ok(), "the consent is kept with the account");
}

#[test]
fn what_no_server_may_say_makes_no_account() {
    let changes: [fn(&mut countersign_tests::push_rig::Server); 2] = [
        |server| server.policy = (8, true),
        |server| server.key = countersign_tests::push_rig::seeded_signer(99),
    ];
    for change in changes {
        let phone = Phone::new();
        let app = phone.set_up();
        let link = phone.server().link(ISSUER, ACCOUNT);
        let offer = offered(&app, &link);
        change(&mut phone.server());
        assert_eq!(enroll(&app, &offer, enrollment()), Err(server_said(ServerError::Misbehaved)));
        assert_eq!(app.accounts(&Filter::default()).unwrap(), []);
    }
}

#[test]
fn names_are_the_users_and_devices_have_one() {
    let phone = Phone::new();
    let app = phone.set_up();
    let link = phone.server().link(ISSUER, ACCOUNT);
    let offer = offered(&app, &link);
    let nameless = OnlineEnrollment { device_name: String::new(), ..enrollment() };
    let refused = OnlineEnrollmentError::Call(PushCallError::InvalidDevice);
    assert_eq!(enroll(&app, &offer, nameless), Err(refused));
    let confirmation = Confirmation {
        issuer: Some("Work".to_owned()),
        information: "the big one".to_owned(),
        tags: vec!["work".to_owned()],
        ..Confirmation::default()
    };
    let id = enroll(&app, &offer, OnlineEnrollment { confirmation, ..enrollment() }).unwrap();
    let row = app.account(id).unwrap().row;
    assert_eq!((row.issuer.as_str(), row.account.as_str()), ("Work", ACCOUNT));
    assert_eq!((row.information.as_str(), row.tags), ("the big one", vec!["work".to_owned()]));
}

/// The certificates that a server has of an account's two keys, in bytes.
fn certificates(phone: &Phone) -> [Vec<Vec<u8>>; 2] {
    let attestation = phone.server().account().attestation.clone();
    ["device", "user"].map(|key| {
        let chain = attestation[key].as_array().cloned().unwrap_or_default();
        let decoded = |text: &serde_json::Value| {
            data_encoding::BASE64URL_NOPAD.decode(text.as_str().unwrap().as_bytes()).unwrap()
        };
        chain.iter().map(decoded).collect()
    })
}

#[test]
fn keys_are_attested_for_the_code_where_the_server_asks_and_the_user_is_told() {
    let phone = Phone::vouched_for();
    let app = phone.set_up();
    phone.server().attestation = Some("ask");
    let link = phone.server().link(ISSUER, ACCOUNT);
    let offer = offered(&app, &link);
    assert!(offer.push.as_ref().unwrap().warnings.contains(&PushWarning::AttestationAsked));
    phone.set_network(Network::AnswersLost);
    assert!(enroll(&app, &offer, enrollment()).is_err());
    let first = certificates(&phone);
    let app = phone.restarted(app);
    phone.set_network(Network::Up);
    enroll(&app, &offered(&app, &link), enrollment()).unwrap();

    let (_, token) = link.split_once("&t=").unwrap();
    let challenge = countersign::crypto::sha256(&[token.split('&').next().unwrap().as_bytes()]);
    let keys = {
        let mut server = phone.server();
        [server.account().device, server.account().user]
    };
    for (chain, key) in certificates(&phone).iter().zip(keys) {
        let holds = |part: &[u8]| chain[0].windows(part.len()).any(|window| window == part);
        assert_eq!(chain.len(), 2);
        assert!(holds(key.0.as_point()) && holds(&challenge), "this key, for this code");
    }
    assert_eq!(first, certificates(&phone), "an enrollment that goes on has the same keys");

    // Who is not asked says nothing.
    phone.server().attestation = None;
    let link = phone.server().link(ISSUER, ACCOUNT);
    let offer = offered(&app, &link);
    assert!(!offer.push.as_ref().unwrap().warnings.contains(&PushWarning::AttestationAsked));
    enroll(&app, &offer, enrollment()).unwrap();
    assert!(phone.server().account().attestation.is_null());
}

#[test]
fn a_device_that_nobody_vouches_for_enrolls_where_it_may_and_says_so_where_not() {
    for phone in [Phone::new(), Phone::without_signing_keys()] {
        let app = phone.set_up();
        phone.server().attestation = Some("ask");
        let link = phone.server().link(ISSUER, ACCOUNT);
        enroll(&app, &offered(&app, &link), enrollment()).unwrap();
        assert!(phone.server().account().attestation.is_null());

        phone.server().attestation = Some("must");
        let link = phone.server().link(ISSUER, ACCOUNT);
        let (offer, before) = (offered(&app, &link), phone.http.sent().len());
        let obstacle = PolicyObstacle::AttestationNotAvailable;
        assert_eq!(offer.push.as_ref().unwrap().obstacle, Some(obstacle));
        let refused = enroll(&app, &offer, enrollment());
        assert_eq!(refused, Err(OnlineEnrollmentError::Call(PushCallError::Policy(obstacle))));
        assert_eq!(phone.http.sent().len(), before, "nothing is sent");
    }
}

#[test]
fn a_server_that_does_not_take_the_keys_says_so_and_nothing_is_left() {
    let phone = Phone::vouched_for();
    let app = phone.set_up();
    let link = phone.server().link(ISSUER, ACCOUNT);
    // The code did not say it.
    phone.server().attestation = Some("must");
    let refused = enroll(&app, &offered(&app, &link), enrollment());
    assert_eq!(refused, Err(server_said(ServerError::NotAttested)));
    assert_eq!(phone.signing_keys.as_ref().unwrap().ids(), []);
    assert!(!offered(&app, &link).push.unwrap().begun);
}
