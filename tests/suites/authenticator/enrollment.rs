//! Offers: judged before anything is stored, and nothing is ever overwritten.

use crate::device::{Device, SEED, add, labels, numbered_uri, secret};
use countersign::authenticator::{
    AccountKind, Confirmation, EnrollmentError, Filter, HistoryEvent, ManualEntry,
};
use countersign::otp::{Algorithm, CodeParameters};
use std::collections::BTreeSet;

#[test]
fn an_offer_stores_nothing_until_it_is_confirmed() {
    let device = Device::new();
    let app = device.set_up();
    let before = device.store.snapshot();
    let offers = app.read_text(&numbered_uri(1)).unwrap();
    let [offer] = &offers.offers[..] else { panic!() };
    assert_eq!((offer.issuer.as_str(), offer.account.as_str()), ("Shop", "user1"));
    assert_eq!((offer.kind, offer.algorithm, offer.digits), (AccountKind::Totp, Some(Algorithm::Sha1), 6));
    assert_eq!(device.store.snapshot(), before);
    app.dismiss_offer(offer.id);
    let answer = app.confirm_offer(offer.id, Confirmation::default());
    assert_eq!(answer.map(drop), Err(EnrollmentError::UnknownOffer));
    assert_eq!(device.store.snapshot(), before);
}

#[test]
fn the_users_own_words_are_kept() {
    let app = Device::new().set_up();
    let offer = app.read_text(&numbered_uri(1)).unwrap().offers.remove(0);
    let confirmation = Confirmation {
        issuer: Some("My shop".into()),
        account: None,
        information: "second floor".into(),
        tags: vec!["home".into()],
        same_secret_wanted: false,
    };
    let row = app.confirm_offer(offer.id, confirmation).unwrap();
    assert_eq!((row.issuer.as_str(), row.account.as_str()), ("My shop", "user1"));
    assert_eq!((row.information.as_str(), &row.tags[..]), ("second floor", &["home".to_owned()][..]));
    let history = app.history().unwrap();
    assert_eq!((history[0].event, history[0].label.as_str()), (HistoryEvent::AccountAdded, "My shop: user1"));
}

#[test]
fn the_same_label_makes_a_second_account_and_the_same_secret_asks() {
    let app = Device::new().set_up();
    let first = add(&app, &numbered_uri(1));
    let same_label = numbered_uri(2).replace("user2", "user1");
    let offer = app.read_text(&same_label).unwrap().offers.remove(0);
    assert_eq!(offer.similar, std::slice::from_ref(&first));
    assert_eq!(offer.same_secret, None);
    app.confirm_offer(offer.id, Confirmation::default()).unwrap();
    assert_eq!(labels(&app), ["Shop:user1", "Shop:user1"]);

    let offer = app.read_text(&numbered_uri(1).replace("user1", "other")).unwrap().offers.remove(0);
    assert_eq!(offer.same_secret, Some(first.clone()));
    let refused = app.confirm_offer(offer.id, Confirmation::default());
    assert_eq!(refused, Err(EnrollmentError::SameSecret(Box::new(first))));
    let wanted = Confirmation { same_secret_wanted: true, ..Confirmation::default() };
    app.confirm_offer(offer.id, wanted).unwrap();
    assert_eq!(labels(&app).len(), 3);
}

#[test]
fn two_offers_with_one_secret_ask_at_the_second() {
    let app = Device::new().set_up();
    let [one, two] = [1, 1].map(|number| app.read_text(&numbered_uri(number)).unwrap().offers.remove(0));
    assert_eq!(two.same_secret, None, "nothing is stored yet");
    app.confirm_offer(one.id, Confirmation::default()).unwrap();
    let second = app.confirm_offer(two.id, Confirmation::default());
    assert!(matches!(second, Err(EnrollmentError::SameSecret(_))));
}

#[test]
fn a_thousand_colliding_codes_leave_the_old_secrets_alone() {
    let device = Device::new();
    let app = device.set_up();
    let first = add(&app, &numbered_uri(0).replace("user0", "user"));
    let code = app.code(first.id).unwrap().code;
    let mut ids = BTreeSet::from([first.id]);
    let collisions = 1_000;
    for number in 1..=collisions {
        let row = add(&app, &numbered_uri(number).replace(&format!("user{number}"), "user"));
        assert!(ids.insert(row.id), "an id was used twice");
    }
    assert_eq!(app.code(first.id).unwrap().code, code);
    assert_eq!(app.accounts(&Filter::default()).unwrap().len(), collisions as usize + 1);
    println!("{collisions} colliding enrollments, every account kept");
}

#[test]
fn an_account_typed_by_hand_is_an_offer_too() {
    let app = Device::new().set_up();
    let entry = |issuer: &str, typed: &str| ManualEntry {
        issuer: issuer.into(),
        account: String::new(),
        secret: secret(typed),
        parameters: CodeParameters::USUAL,
    };
    let spaced = SEED.to_lowercase().replace("gezd", "gezd ");
    let offer = app.offer_manual(entry("Typed", &spaced)).unwrap();
    let row = app.confirm_offer(offer.id, Confirmation::default()).unwrap();
    assert_eq!(row.issuer, "Typed");
    assert!(matches!(app.offer_manual(entry("Typed", "GEZDG1")), Err(EnrollmentError::Manual(_))));
    assert!(matches!(app.offer_manual(entry("", SEED)), Err(EnrollmentError::Manual(_))));
}
