//! The life of an account: its end, new keys on either side, the counter, devices, the channel, policies, pauses.

use countersign::http::{DevelopmentHttp, HttpResponse};
use countersign::jose::Signer;
use countersign::push::countersign::Countersign;
use countersign::push::{
    AccountActivation, AccountPurpose, AccountSecrets, AnswerOutcome, ApnsEnvironment, Channel,
    ChannelUpdate, CounterResume, DeviceList, EndedBy, Fault, Invitation, KeyRotation, Keychain, PushAccount,
    PushError, PushProtocol, Recognised, Refusal, Reporting, ThisDevice, Unenrollment, UserVerification,
    WakeId, recognise, wake_up,
};
use countersign::testing::SeededRandom;
use countersign::testing::push::{Phone, ScriptedServer as _, run};
use countersign_tests::push_rig::{Ask, Fate, Server, response, seeded_signer};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

fn scene() -> (Server, Phone) {
    let mut server = Server::new(2);
    let phone = Phone::enroll(&mut server, 3).unwrap();
    (server, phone)
}

fn activation(phone: &Phone, purpose: AccountPurpose) -> AccountActivation {
    AccountActivation::new(purpose, UserVerification::Pin, phone.context().now.boot)
}

#[test]
fn the_seed_of_offline_codes_arrives_sealed() {
    let mut server = Server::new(2);
    let text = server.link("Example Hosting", "cxxxxx.xx");
    let random = SeededRandom::new(1);
    let secrets = AccountSecrets::generate(&random).unwrap();
    let (_, phone) = scene();
    let context = countersign::push::Context { keys: &secrets, random: &random, now: phone.context().now };
    let device = ThisDevice::new("Pixel 9", "Countersign 0.1.0", Channel::None).unwrap();
    let step = Countersign.enroll(&invitation(&text), &device, context);
    let enrolled = run(step, context, |request| server.serve(request)).unwrap();
    let seed = enrolled.offline_seed.unwrap();
    assert_eq!(seed.expose(), server.account().seed);
    assert_eq!((enrolled.issuer.as_str(), enrolled.name.as_str()), ("Example Hosting", "cxxxxx.xx"));
    assert_eq!(
        enrolled.account.offline().map(|codes| (codes.digits.count(), codes.period.seconds())),
        Some((6, 30))
    );
    assert!(secrets.with_offline(seed).offline().unwrap().is_ok());
    assert_eq!(server.calls, ["/countersign/v1/enrollments"; 2], "the first call has no nonce yet");
}

fn invitation(text: &str) -> Invitation {
    match recognise(text, DevelopmentHttp::Off) {
        Some(Ok(Recognised::Invitation(invitation))) => *invitation,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_the_user_did_not_agree_to_makes_no_account() {
    for (issuer, account, policy, fault) in [
        ("Example Hosting", "cxxxxx.xx", (4, false), Fault::StricterPolicy),
        ("Example Hosting", "someone", (6, false), Fault::OtherName),
        ("Exarnple Hosting", "cxxxxx.xx", (6, false), Fault::OtherName),
    ] {
        let mut server = Server::new(2);
        server.policy = policy;
        let text = server.link(issuer, account);
        server.policy = (6, false);
        let random = SeededRandom::new(1);
        let secrets = AccountSecrets::generate(&random).unwrap();
        let (_, phone) = scene();
        let context =
            countersign::push::Context { keys: &secrets, random: &random, now: phone.context().now };
        let device = ThisDevice::new("Pixel 9", "Countersign 0.1.0", Channel::None).unwrap();
        let step = Countersign.enroll(&invitation(&text), &device, context);
        let refused = run(step, context, |request| server.serve(request)).unwrap_err();
        assert!(matches!(refused, PushError::ServerMisbehaved(found) if found.fault == fault), "{refused:?}");
    }
}

#[test]
fn a_second_phone_cannot_use_the_token() {
    let mut server = Server::new(2);
    let text = server.link("Example Hosting", "cxxxxx.xx");
    let random = SeededRandom::new(1);
    let (_, phone) = scene();
    let enroll = |server: &mut Server| {
        let secrets = AccountSecrets::generate(&random).unwrap();
        let context =
            countersign::push::Context { keys: &secrets, random: &random, now: phone.context().now };
        let device = ThisDevice::new("Pixel 9", "Countersign 0.1.0", Channel::None).unwrap();
        run(Countersign.enroll(&invitation(&text), &device, context), context, |request| {
            server.serve(request)
        })
    };
    assert!(enroll(&mut server).is_ok());
    assert_eq!(enroll(&mut server).err(), Some(PushError::ServerRefused(Refusal::TokenUsed)));
}

#[test]
fn only_a_signed_statement_ends_an_account() {
    let (mut server, mut phone) = scene();
    server.account().ended = Some("server");
    let polled = phone.poll(&Countersign, |request| server.serve(request));
    assert!(polled.is_err());
    assert_eq!(phone.account.ended().map(|ended| ended.by), Some(EndedBy::Server));
    let kept = PushAccount::decode(&phone.account.encode(), DevelopmentHttp::Off).unwrap();
    assert!(kept.ended().is_some() && kept.is_worth_keeping(&scene().1.account));

    let (mut server, mut phone) = scene();
    server.forget_key();
    server.account().ended = Some("server");
    let polled = phone.poll(&Countersign, |request| server.serve(request));
    assert!(matches!(polled, Err(PushError::ServerMisbehaved(_))) && phone.account.ended().is_none());

    let (mut server, mut phone) = scene();
    let ended = phone
        .call(|account, context| Countersign.unenroll(account, context), |request| server.serve(request));
    assert!(ended.is_err());
    assert_eq!(phone.account.ended().map(|ended| ended.by), Some(EndedBy::Phone));
    let answered = phone.call(
        |account, context| Countersign.unenroll(account, context),
        |_| Ok(response(200, &json!({"done": "x"}), "nonce")),
    );
    assert!(matches!(answered, Err(PushError::ServerMisbehaved(_))), "{answered:?}");
}

#[test]
fn a_rotation_survives_a_lost_answer() {
    let (mut server, mut phone) = scene();
    server.ask(&Ask::default());
    let next = Arc::new(AccountSecrets::generate(&SeededRandom::new(9)).unwrap());
    let other = activation(&phone, AccountPurpose::ResumeCounter);
    let refused = Countersign.prepare_rotation(&phone.account, &*next, other, phone.context());
    assert_eq!(refused.err(), Some(PushError::Misused), "verified for something else");
    let good = activation(&phone, AccountPurpose::RotateKeys);
    let rotation = Countersign.prepare_rotation(&phone.account, &*next, good, phone.context()).unwrap();
    phone.account.signed_with(rotation.counter);
    let mut rotate = |phone: &mut Phone, lose: bool| {
        phone.call(
            |account, context| Countersign.rotate(account, &rotation, next.clone(), context),
            |request| {
                let answer = server.serve(request);
                if lose && answer.as_ref().is_ok_and(HttpResponse::is_success) {
                    return Err(countersign::ports::HttpError::TimedOut);
                }
                answer
            },
        )
    };
    assert!(rotate(&mut phone, true).is_err());
    let rotated = rotate(&mut phone, false).unwrap();
    assert_eq!(rotated.offline_seed.unwrap().expose(), server.account().seed);
    assert_eq!(server.account().device, next.device().unwrap().public_key());
    phone.account = rotated.account;
    phone.secrets = Arc::into_inner(next).unwrap();
    server.ask(&Ask::default());
    phone.poll(&Countersign, |request| server.serve(request)).unwrap();
    let signed = phone.sign(&Countersign, true).unwrap();
    let outcome = phone.deliver(&Countersign, &signed, |request| server.serve(request));
    assert_eq!(outcome, Ok(AnswerOutcome::Approved));
    assert_eq!(server.fates(), [Fate::Superseded, Fate::Approved]);
}

#[test]
fn keys_in_use_are_no_new_keys() {
    let (_, phone) = scene();
    let activation = activation(&phone, AccountPurpose::RotateKeys);
    let same = Countersign.prepare_rotation(&phone.account, &phone.secrets, activation, phone.context());
    assert_eq!(same.err(), Some(PushError::Misused));
}

#[test]
fn a_new_server_key_is_followed_and_the_old_one_left() {
    let (mut server, mut phone) = scene();
    let poll =
        |server: &mut Server, phone: &mut Phone| phone.poll(&Countersign, |request| server.serve(request));
    server.next_key = Some(seeded_signer(50));
    assert_eq!(poll(&mut server, &mut phone), Ok(()), "announced");
    assert_eq!(poll(&mut server, &mut phone), Ok(()), "the old one is still good");
    // Another takes the place of one that was announced and not used.
    server.next_key = Some(seeded_signer(51));
    assert_eq!(poll(&mut server, &mut phone), Ok(()));
    let old = std::mem::replace(&mut server.key, seeded_signer(50));
    server.next_key = None;
    assert!(poll(&mut server, &mut phone).is_err(), "no longer announced");
    server.key = seeded_signer(51);
    assert_eq!(poll(&mut server, &mut phone), Ok(()), "the next one");
    server.key = old;
    assert!(poll(&mut server, &mut phone).is_err(), "the old one is over");
    // A stranger announces itself.
    server.key = seeded_signer(52);
    server.next_key = Some(seeded_signer(52));
    assert!(poll(&mut server, &mut phone).is_err());
}

#[test]
fn a_restored_copy_resumes_with_the_users_leave() {
    let (mut server, mut phone) = scene();
    server.account().counter = 16;
    server.ask(&Ask::default());
    phone.poll(&Countersign, |request| server.serve(request)).unwrap();
    let signed = phone.sign(&Countersign, true).unwrap();
    let outcome = phone.deliver(&Countersign, &signed, |request| server.serve(request));
    assert_eq!((outcome, server.fates()), (Ok(AnswerOutcome::CounterBehind), vec![Fate::Open]));

    let stale = activation(&phone, AccountPurpose::ResumeCounter);
    phone.advance(Duration::from_secs(61));
    let resume = |phone: &mut Phone, server: &mut Server, activation| {
        phone.call(
            |account, context| Countersign.resume_counter(account, activation, context),
            |request| server.serve(request),
        )
    };
    assert_eq!(resume(&mut phone, &mut server, stale), Err(PushError::Misused));
    let fresh = activation(&phone, AccountPurpose::ResumeCounter);
    assert_eq!(resume(&mut phone, &mut server, fresh), Ok(16));
    assert_eq!(phone.account.counter(), 16);
    server.ask(&Ask::default());
    phone.inbox = countersign::push::Inbox::default();
    phone.poll(&Countersign, |request| server.serve(request)).unwrap();
    let signed = phone.sign(&Countersign, true).unwrap();
    let outcome = phone.deliver(&Countersign, &signed, |request| server.serve(request));
    assert_eq!(outcome, Ok(AnswerOutcome::Approved));
}

#[test]
fn a_denial_with_a_low_count_still_ends_the_request() {
    let (mut server, mut phone) = scene();
    server.account().counter = 16;
    server.ask(&Ask::default());
    phone.poll(&Countersign, |request| server.serve(request)).unwrap();
    let signed = phone.sign(&Countersign, false).unwrap();
    let outcome = phone.deliver(&Countersign, &signed, |request| server.serve(request));
    assert_eq!((outcome, server.fates()), (Ok(AnswerOutcome::Denied), vec![Fate::Denied]));
}

#[test]
fn devices_channel_and_report() {
    let (mut server, mut phone) = scene();
    let devices = phone
        .call(|account, context| Countersign.devices(account, context), |request| server.serve(request))
        .unwrap();
    assert_eq!(
        devices.iter().map(|device| (device.name.as_str(), device.this)).collect::<Vec<_>>(),
        [("Pixel 9", true), ("Old phone", false)]
    );

    let channel = Channel::UnifiedPush {
        endpoint: "https://push.example.org/abc".to_owned(),
        p256dh: *seeded_signer(7).public_key().0.as_point(),
        auth: [7; 16],
    };
    let update = |phone: &mut Phone, server: &mut Server, channel: &Channel| {
        phone.call(
            |account, context| Countersign.update_channel(account, channel, context),
            |request| server.serve(request),
        )
    };
    assert_eq!(update(&mut phone, &mut server, &channel), Ok(()));
    assert_eq!(server.account().channel["kind"], "unifiedpush");
    assert_eq!(server.account().channel["auth"], "BwcHBwcHBwcHBwcHBwcHBw");
    let insecure =
        Channel::UnifiedPush { endpoint: "http://push".to_owned(), p256dh: [4; 65], auth: [0; 16] };
    assert_eq!(update(&mut phone, &mut server, &insecure), Err(PushError::Misused));

    let google = Channel::Fcm { token: "cGh:APA91b-_".to_owned() };
    assert_eq!(update(&mut phone, &mut server, &google), Ok(()));
    assert_eq!(server.account().channel, json!({"kind": "fcm", "token": "cGh:APA91b-_"}));
    let apple = |length, environment| Channel::Apns {
        token: vec![0xa7; length],
        topic: "app.countersign.ios".to_owned(),
        environment,
    };
    for (environment, name) in
        [(ApnsEnvironment::Production, "production"), (ApnsEnvironment::Sandbox, "sandbox")]
    {
        assert_eq!(update(&mut phone, &mut server, &apple(32, environment)), Ok(()));
        let said = json!({"kind": "apns", "token": "a7".repeat(32), "topic": "app.countersign.ios", "environment": name});
        assert_eq!(server.account().channel, said);
    }
    assert_eq!(
        update(&mut phone, &mut server, &apple(31, ApnsEnvironment::Sandbox)),
        Err(PushError::Misused)
    );

    server.ask(&Ask::default());
    phone.poll(&Countersign, |request| server.serve(request)).unwrap();
    let signed = phone.sign(&Countersign, true).unwrap();
    phone.deliver(&Countersign, &signed, |request| server.serve(request)).unwrap();
    let reported = phone.call(
        |account, context| Countersign.report(account, &signed, context),
        |request| server.serve(request),
    );
    assert_eq!(reported, Ok(()));
    assert!(server.request(0).reported);
}

#[test]
fn a_policy_is_refreshed_and_a_wake_up_names_its_account() {
    let (mut server, mut phone) = scene();
    assert_eq!(phone.account.policy().pin_minimum(), 6);
    server.new_policy = Some((8, true));
    phone.poll(&Countersign, |request| server.serve(request)).unwrap();
    assert_eq!((phone.account.policy().pin_minimum(), phone.account.policy().biometrics()), (8, true));

    let wake = server.account().wake;
    let message = json!({"v": 1, "w": wake}).to_string();
    assert_eq!(wake_up(message.as_bytes()).map(|wake| wake.account), phone.account.wake());
    assert_eq!(phone.account.wake(), Some(WakeId(wake.0)));
}

#[test]
fn a_nonce_is_renewed_once_and_pauses_are_kept() {
    let (mut server, mut phone) = scene();
    server.forget_nonces();
    server.calls.clear();
    assert_eq!(phone.poll(&Countersign, |request| server.serve(request)), Ok(()));
    assert_eq!(server.calls.len(), 2, "the old nonce, then the new one");
    assert_eq!(phone.poll(&Countersign, |request| server.serve(request)), Ok(()));
    assert_eq!(server.calls.len(), 3, "the newest nonce is kept");

    let mut asked = 0;
    let refused = phone.poll(&Countersign, |_| {
        asked += 1;
        Ok(response(401, &json!({"error": "use_dpop_nonce"}), "never-enough"))
    });
    assert_eq!((refused, asked), (Err(PushError::ServerRefused(Refusal::Proof)), 2));

    for (header, pause) in
        [(Some("17"), 17), (Some("99999999999999999999999"), 3600), (Some("-1"), 60), (None, 60)]
    {
        let headers = header.map(|value| ("Retry-After".to_owned(), value.to_owned()));
        let busy = phone.poll(&Countersign, |_| {
            Ok(HttpResponse::new(429, headers.clone(), br#"{"error":"slow_down"}"#.to_vec()).unwrap())
        });
        assert_eq!(busy, Err(PushError::Busy(Duration::from_secs(pause))), "{header:?}");
    }
}
