//! Passwords, codes and what a session may do: each code once, in whatever process; lockout; confirmations; mails.

use countersign::crypto::SecretBytes;
use countersign::otp::{
    Algorithm, CodeParameters, Counter, Digits, Period, PreparedKey, SharedSecret, key_uri,
};
use countersign::time::UnixTime;
use countersign_portal::domain::{Factor, Stage, User as Account};
use countersign_portal::error::{InvalidInput, Refusal};
use countersign_portal::service::{
    authenticators, check_code, email, login, passwords, phones, recovery, second_factor, totp, users,
};
use countersign_tests::portal_rig::{Place, Portals, User, visitor};
use std::sync::Arc;
use std::time::Duration;

async fn account(user: &User) -> Account {
    let name = user.name.parse().expect("a name");
    users::by_name(&user.portal, &name).await.expect("a database").expect("the user")
}

fn code_at(key: &PreparedKey, seconds: u64) -> String {
    let PreparedKey::Timed(key) = key else { panic!("a TOTP key") };
    key.code_at(UnixTime::from_seconds(seconds)).code.as_str().to_owned()
}

/// An authenticator app that has scanned a key URI.
fn scanned(text: &str) -> PreparedKey {
    key_uri::parse(text).expect("a key URI").account.prepare()
}

fn offline_key(seed: &SecretBytes) -> PreparedKey {
    let secret = SharedSecret::new(SecretBytes::from(seed.expose())).expect("a secret");
    let (algorithm, digits, period) = (Algorithm::Sha256, Digits::SIX, Period::THIRTY_SECONDS);
    PreparedKey::new(&CodeParameters::Totp { algorithm, digits, period }, &secret)
}

/// The code of a mail.
fn mailed_code(mail: &str) -> String {
    let line = mail.lines().find(|line| line.starts_with("    ")).expect("an indented line");
    line.trim().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_is_accepted_once_by_whichever_process() {
    let mut portals = Portals::one(Place::Server).await;
    portals.start().await;
    let user = portals.user("anna").await;
    let account = account(&user).await;
    let setup = totp::begin(&user.portal, &user.session().await, "app").await.expect("a QR code");
    let app = scanned(setup.key_uri.expose());
    let now = || user.portal.now();
    let first = code_at(&app, now());
    totp::save(&user.portal, &user.session().await, setup.id, Some(&first)).await.expect("the code");
    assert_eq!(user.session().await.opened_with, Some(Factor::Totp));
    let (left, right) = (Arc::clone(portals.portal(0)), Arc::clone(portals.portal(1)));
    let again = check_code(&right, &account, &visitor(), Factor::Totp, &first).await;
    assert!(matches!(again, Err(Refusal::CodeUsed)), "{again:?}");
    for _ in 0..10 {
        portals.clock.advance(Duration::from_secs(30));
        let code = code_at(&app, now());
        let (here, elsewhere) = (visitor(), visitor());
        let (one, other) = tokio::join!(
            check_code(&left, &account, &here, Factor::Totp, &code),
            check_code(&right, &account, &elsewhere, Factor::Totp, &code),
        );
        let outcomes = [one.is_ok(), other.is_ok()];
        assert!(outcomes == [true, false] || outcomes == [false, true], "{one:?} {other:?}");
    }
    // An earlier step than the last accepted one is over, although it lies in the window.
    let earlier = check_code(&left, &account, &visitor(), Factor::Totp, &code_at(&app, now() - 30)).await;
    assert!(matches!(earlier, Err(Refusal::CodeUsed)), "{earlier:?}");
    let ahead = check_code(&left, &account, &visitor(), Factor::Totp, &code_at(&app, now() + 60)).await;
    assert!(ahead.is_ok(), "two steps ahead: {ahead:?}");
    portals.clock.advance(Duration::from_secs(600));
    let far = check_code(&left, &account, &visitor(), Factor::Totp, &code_at(&app, now() + 90)).await;
    assert!(matches!(far, Err(Refusal::WrongCode)), "three steps ahead: {far:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_counter_is_accepted_once_by_whichever_process() {
    let mut portals = Portals::one(Place::Server).await;
    portals.start().await;
    let user = portals.user("anna").await;
    let account = account(&user).await;
    let setup = totp::begin_counter(&user.portal, &user.session().await, "app").await.expect("a QR code");
    let PreparedKey::Counted(app) = scanned(setup.key_uri.expose()) else { panic!("an HOTP key") };
    let code = |counter| app.code(Counter(counter)).as_str().to_owned();
    totp::save(&user.portal, &user.session().await, setup.id, Some(&code(0))).await.expect("the code");
    let (left, right) = (Arc::clone(portals.portal(0)), Arc::clone(portals.portal(1)));
    for counter in 1..10 {
        let (typed, here, elsewhere) = (code(counter), visitor(), visitor());
        let (one, other) = tokio::join!(
            check_code(&left, &account, &here, Factor::Totp, &typed),
            check_code(&right, &account, &elsewhere, Factor::Totp, &typed),
        );
        let outcomes = [one.is_ok(), other.is_ok()];
        assert!(outcomes == [true, false] || outcomes == [false, true], "{one:?} {other:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_without_a_network_gives_codes() {
    for place in Place::BOTH {
        let portals = Portals::one(place).await;
        let user = portals.user("anna").await;
        let (_, phone) = user.enroll_phone(&portals.url(0), "Pixel").await;
        let account = account(&user).await;
        let key = offline_key(phone.offline.as_ref().expect("a seed"));
        let now = user.portal.now();
        let try_code = async |seconds| {
            check_code(&user.portal, &account, &visitor(), Factor::Offline, &code_at(&key, seconds)).await
        };
        assert!(matches!(try_code(now - 330).await, Err(Refusal::WrongCode)));
        assert!(try_code(now - 300).await.is_ok());
        assert!(matches!(try_code(now - 300).await, Err(Refusal::CodeUsed)));
        assert!(try_code(now + 300).await.is_ok());
        assert!(matches!(try_code(now).await, Err(Refusal::CodeUsed)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_counts_once_a_code_has_proved_it() {
    for place in Place::BOTH {
        let portals = Portals::one(place).await;
        let mut user = portals.user("anna").await;
        let session = user.session().await;
        let bad = email::set_address(&user.portal, &session, "anna@").await;
        assert!(matches!(bad, Err(Refusal::Invalid(InvalidInput::Address))));
        let sent = email::set_address(&user.portal, &session, "new@example.com").await.expect("a mail");
        assert_eq!((sent.address.as_str(), sent.seconds), ("n•••@example.com", 120));
        let soon = email::set_address(&user.portal, &session, "new@example.com").await;
        assert!(matches!(soon, Err(Refusal::MailedTooOften { seconds: 30 })), "{soon:?}");
        // The first mail told of the changed password.
        let code = mailed_code(&portals.mails(2).await[1]);
        let wrong = if code == "000000" { "000001" } else { "000000" };
        assert!(matches!(email::prove(&user.portal, &session, "", wrong).await, Err(Refusal::WrongCode)));
        assert!(!authenticators::factor_counts(&user.portal, &session).await.expect("an answer"));
        email::prove(&user.portal, &session, "private", &code).await.expect("the code");
        assert!(authenticators::factor_counts(&user.portal, &session).await.expect("an answer"));
        assert_eq!(user.session().await.opened_with, Some(Factor::Email));

        assert_eq!(user.log_in().await.stage, Stage::SecondFactor);
        let session = user.session().await;
        second_factor::mail_code(&user.portal, &session).await.expect("a mail");
        let mails = portals.mails(5).await;
        let code = mailed_code(mails.iter().rev().find(|mail| mail.contains("your code")).expect("a code"));
        let token = user.token().clone();
        let (visitor, portal) = (user.visitor.clone(), Arc::clone(&user.portal));
        let progress =
            second_factor::enter_code(&portal, &session, &visitor, Factor::Email, &code, &token).await;
        assert_eq!(user.continue_with(progress.expect("the code")).opened_with, Some(Factor::Email));
        let account = account(&user).await;
        let again = check_code(&portal, &account, &visitor, Factor::Email, &code).await;
        assert!(matches!(again, Err(Refusal::CodeExpired)), "{again:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn recovery_codes_are_used_once_each() {
    for place in Place::BOTH {
        let portals = Portals::one(place).await;
        let user = portals.user("anna").await;
        let early = recovery::make(&user.portal, &user.session().await).await;
        assert!(matches!(early, Err(Refusal::FactorNeeded)), "{early:?}");
        let (_, phone) = user.enroll_phone(&portals.url(0), "Pixel").await;
        let early = recovery::make(&user.portal, &user.session().await).await;
        assert!(matches!(early, Err(Refusal::ConfirmationNeeded)), "{early:?}");

        let code = code_at(&offline_key(phone.offline.as_ref().expect("a seed")), user.portal.now());
        let session = user.session().await;
        let confirmed = second_factor::enter_code(
            &user.portal,
            &session,
            &visitor(),
            Factor::Offline,
            &code,
            user.token(),
        )
        .await;
        assert_eq!(confirmed.expect("the code").token, *user.token());
        let codes = recovery::make(&user.portal, &user.session().await).await.expect("codes");
        assert_eq!(codes.len(), 10);
        let again = recovery::make(&user.portal, &user.session().await).await;
        assert!(matches!(again, Err(Refusal::ConfirmationNeeded)), "one confirmation, one use");

        let account = account(&user).await;
        let typed = codes[3].expose().to_uppercase().replace('-', " ");
        let first = check_code(&user.portal, &account, &visitor(), Factor::Recovery, &typed).await;
        assert!(first.is_ok(), "{first:?}");
        let second =
            check_code(&user.portal, &account, &visitor(), Factor::Recovery, codes[3].expose()).await;
        assert!(matches!(second, Err(Refusal::CodeUsed)), "{second:?}");
        assert_eq!(recovery::left(&user.portal, account.id).await.expect("a count"), 9);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn failures_lock_out_and_strangers_lock_out_nobody() {
    for place in Place::BOTH {
        let portals = Portals::one(place).await;
        let mut user = portals.user("anna").await;
        let portal = Arc::clone(&user.portal);
        let guess = async |name: &str, from: &countersign_portal::domain::Visitor| {
            login::check_password(&portal, name, from, "wrong")
                .await
                .map(|_| ())
                .expect_err("a wrong password")
        };
        let stranger = countersign_portal::domain::Visitor { address: [198, 51, 100, 1].into(), ..visitor() };
        // Whether the name exists makes no difference.
        for name in ["anna", "nobody", "no such name at all"] {
            assert!(matches!(guess(name, &stranger).await, Refusal::WrongCredentials), "{name}");
            assert!(matches!(guess(name, &stranger).await, Refusal::WrongCredentials), "{name}");
            assert!(matches!(guess(name, &stranger).await, Refusal::Locked { seconds: 300 }), "{name}");
            assert!(matches!(guess(name, &stranger).await, Refusal::Locked { seconds: 300 }), "{name}");
        }
        // Many strangers lock the account for strangers, and the browser that the user has used stays open.
        for last in 2..40 {
            guess(
                "anna",
                &countersign_portal::domain::Visitor { address: [198, 51, 100, last].into(), ..visitor() },
            )
            .await;
        }
        let elsewhere = countersign_portal::domain::Visitor { address: [192, 0, 2, 1].into(), ..visitor() };
        assert!(matches!(guess("anna", &elsewhere).await, Refusal::Locked { .. }));
        assert_eq!(user.log_in().await.stage, Stage::LoggedIn);
        // Locks end by time.
        portals.clock.advance(Duration::from_secs(301));
        let right = login::check_password(&portal, "anna", &stranger, "correct horse battery").await;
        assert!(right.is_ok(), "{right:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_lock_out_lasts_longer_until_a_login_succeeds() {
    for place in Place::BOTH {
        let portals = Portals::one(place).await;
        let user = portals.user("anna").await;
        let stranger = countersign_portal::domain::Visitor { address: [198, 51, 100, 1].into(), ..visitor() };
        // Guesses until it is locked: for how many seconds, by the last guess and by one more.
        let lock_out = async || {
            for _ in 0..2 {
                let guess = login::check_password(&user.portal, "anna", &stranger, "wrong").await;
                assert!(matches!(guess, Err(Refusal::WrongCredentials)), "{guess:?}");
            }
            let mut seconds = Vec::new();
            for _ in 0..2 {
                let guess = login::check_password(&user.portal, "anna", &stranger, "wrong").await;
                let Err(Refusal::Locked { seconds: locked }) = guess else { panic!("{guess:?}") };
                seconds.push(locked);
            }
            assert_eq!(seconds[0], seconds[1]);
            portals.clock.advance(Duration::from_secs(seconds[0] + 1));
            seconds[0]
        };
        let mut lasted = Vec::new();
        for _ in 0..6 {
            lasted.push(lock_out().await);
        }
        assert_eq!(lasted, [300, 600, 1200, 2400, 3600, 3600], "{place:?}");
        let right = login::check_password(&user.portal, "anna", &stranger, "correct horse battery").await;
        assert!(right.is_ok(), "{right:?}");
        assert_eq!(lock_out().await, 300, "a login begins anew");
        assert_eq!(lock_out().await, 600);
        portals.clock.advance(Duration::from_secs(2 * 3600));
        assert_eq!(lock_out().await, 300, "so does time");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn guesses_in_parallel_gain_nothing() {
    let portals = Portals::one(Place::Server).await;
    let user = portals.user("anna").await;
    let stranger = countersign_portal::domain::Visitor { address: [198, 51, 100, 1].into(), ..visitor() };
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let (portal, stranger) = (Arc::clone(&user.portal), stranger.clone());
            tokio::spawn(async move {
                let guess = login::check_password(&portal, "anna", &stranger, "wrong").await;
                matches!(guess, Err(Refusal::WrongCredentials))
            })
        })
        .collect();
    let mut judged = 0;
    for task in tasks {
        judged += usize::from(task.await.expect("no panic"));
    }
    assert!(judged <= 3, "{judged} guesses were judged");
}

#[tokio::test(flavor = "multi_thread")]
async fn once_a_factor_counts_a_password_alone_changes_nothing() {
    let portals = Portals::one(Place::File).await;
    let user = portals.user("anna").await;
    // Somebody who knows the password was logged in before there was a factor.
    let mut thief = User { visitor: visitor(), ..user_again(&user) };
    thief.log_in().await;
    let (id, _) = user.enroll_phone(&portals.url(0), "Pixel").await;
    let session = thief.session().await;
    assert_eq!((session.stage, session.opened_with), (Stage::LoggedIn, None));
    let refused =
        |outcome: Result<(), Refusal>| assert!(matches!(outcome, Err(Refusal::FactorNeeded)), "{outcome:?}");
    let portal = &thief.portal;
    refused(phones::begin(portal, &session, "mine").await.map(|_| ()));
    refused(totp::begin(portal, &session, "mine").await.map(|_| ()));
    refused(email::set_address(portal, &session, "thief@example.com").await.map(|_| ()));
    refused(authenticators::edit(portal, &session, id, "mine").await);
    refused(authenticators::delete(portal, &session, id).await);
    refused(phones::not_mine(portal, &session, id).await);
    refused(recovery::make(portal, &session).await.map(|_| ()));
    let new = "another fine password";
    refused(passwords::change(portal, &session, &visitor(), Some("correct horse battery"), new, new).await);
}

/// The same person at another browser.
fn user_again(user: &User) -> User {
    User { name: user.name.clone(), portal: Arc::clone(&user.portal), visitor: visitor(), session: None }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_reset_by_a_link_that_works_once() {
    for place in Place::BOTH {
        let portals = Portals::one(place).await;
        let mut user = portals.user("anna").await;
        passwords::request_reset(&user.portal, &visitor(), "nobody");
        passwords::request_reset(&user.portal, &visitor(), "anna");
        let mail = portals.mails(2).await.remove(1).replace("=\r\n", "");
        let token = mail.split("/reset/").nth(1).expect("a link").get(..43).expect("a token").to_owned();
        let progress = passwords::open_reset(&user.portal, &token).await.expect("the link");
        assert_eq!(progress.session.stage, Stage::NewPassword);
        assert!(matches!(passwords::open_reset(&user.portal, &token).await, Err(Refusal::CodeExpired)));
        let set = async |new: &str, again: &str| {
            passwords::change(&user.portal, &progress.session, &visitor(), None, new, again).await
        };
        let invalid = |outcome: Result<(), Refusal>, why: InvalidInput| {
            assert!(matches!(&outcome, Err(Refusal::Invalid(found)) if *found == why), "{outcome:?}");
        };
        invalid(set("one new password", "another").await, InvalidInput::PasswordsDiffer);
        invalid(set("short", "short").await, InvalidInput::PasswordTooShort);
        invalid(set("password1234", "password1234").await, InvalidInput::PasswordTooCommon);
        let same = "correct horse battery";
        invalid(set(same, same).await, InvalidInput::PasswordUnchanged);
        set("one new password", "one new password").await.expect("changed");
        assert_eq!(user.log_in_with("one new password").await.stage, Stage::LoggedIn);
    }
}
