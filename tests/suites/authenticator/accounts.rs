//! The list: searching, renaming, ordering, deleting and bringing back.

use crate::device::{Device, add, labels, numbered_uri};
use countersign::authenticator::{
    AccountChange, AccountError, AccountRow, Authenticator, Filter, HistoryEvent,
};
use std::time::Duration;

fn three(app: &Authenticator) -> [AccountRow; 3] {
    [1, 2, 3].map(|number| add(app, &numbered_uri(number)))
}

#[test]
fn accounts_are_found_by_what_they_say() {
    let app = Device::new().set_up();
    let [one, two, three] = three(&app);
    let change = AccountChange {
        issuer: Some("Grüße GmbH".into()),
        information: Some("work laptop".into()),
        tags: Some(vec!["work".into(), " work ".into(), "VPN".into(), String::new()]),
        favourite: Some(true),
        ..AccountChange::default()
    };
    let changed = app.change_account(two.id, change).unwrap();
    assert_eq!(changed.tags, ["work", "VPN"]);
    assert_eq!(app.tags().unwrap(), ["VPN", "work"]);

    let found =
        |filter: Filter| -> Vec<_> { app.accounts(&filter).unwrap().iter().map(|row| row.id).collect() };
    let searching = |search: &str| found(Filter { search: search.into(), ..Filter::default() });
    assert_eq!(searching(""), [one.id, two.id, three.id]);
    assert_eq!(searching("GRÜSSE"), [], "ß is not ss");
    assert_eq!(searching("grüße"), [two.id]);
    assert_eq!(searching("vpn LAPTOP"), [two.id]);
    assert_eq!(searching("shop user3"), [three.id]);
    assert_eq!(searching("nobody"), []);
    assert_eq!(found(Filter { tag: Some("work".into()), ..Filter::default() }), [two.id]);
    assert_eq!(found(Filter { favourites_only: true, ..Filter::default() }), [two.id]);
}

#[test]
fn a_label_is_cleaned_and_never_empty() {
    let app = Device::new().set_up();
    let [one, ..] = three(&app);
    let renamed = |issuer: &str, account: &str| {
        let change = AccountChange {
            issuer: Some(issuer.into()),
            account: Some(account.into()),
            ..AccountChange::default()
        };
        app.change_account(one.id, change)
    };
    assert_eq!(renamed("", " \u{200b} "), Err(AccountError::EmptyLabel));
    let row = renamed("Bank\u{202e}knaB", "me\x1b[31m").unwrap();
    assert!(!row.issuer.contains('\u{202e}') && !row.account.contains('\x1b'), "{row:?}");
    let information = AccountChange { information: Some("x".repeat(5000)), ..AccountChange::default() };
    assert_eq!(app.change_account(one.id, information), Err(AccountError::TooLong));
}

#[test]
fn the_order_is_the_users() {
    let app = Device::new().set_up();
    let [one, ..] = three(&app);
    app.move_account(one.id, 2).unwrap();
    assert_eq!(labels(&app), ["Shop:user2", "Shop:user3", "Shop:user1"]);
    app.move_account(one.id, 0).unwrap();
    assert_eq!(labels(&app), ["Shop:user1", "Shop:user2", "Shop:user3"]);
}

#[test]
fn a_deleted_account_comes_back_for_a_while() {
    let device = Device::new();
    let app = device.set_up();
    let [_, two, _] = three(&app);
    let code = app.code(two.id).unwrap().code;
    let window = app.delete_account(two.id).unwrap();
    assert_eq!(labels(&app), ["Shop:user1", "Shop:user3"]);
    assert_eq!(app.undo_delete(two.id).unwrap().id, two.id);
    assert_eq!(labels(&app), ["Shop:user1", "Shop:user2", "Shop:user3"]);
    assert_eq!(app.code(two.id).unwrap().code, code);

    app.delete_account(two.id).unwrap();
    device.clock.advance(window + Duration::from_millis(1));
    assert_eq!(app.undo_delete(two.id), Err(AccountError::TooLate));
    assert_eq!(app.account(two.id).map(drop), Err(AccountError::Unknown));
    let events: Vec<_> = app.history().unwrap().into_iter().map(|row| row.event).collect();
    assert_eq!(
        events,
        [
            HistoryEvent::AccountDeleted,
            HistoryEvent::AccountRestored,
            HistoryEvent::AccountDeleted,
            HistoryEvent::AccountAdded,
            HistoryEvent::AccountAdded,
            HistoryEvent::AccountAdded,
            HistoryEvent::VaultCreated,
        ]
    );
}

#[test]
fn an_undo_that_finds_no_room_can_be_tried_again() {
    let device = Device::new();
    let app = device.set_up();
    let [one, ..] = three(&app);
    app.delete_account(one.id).unwrap();
    device.store.faults().once_after(0, countersign::ports::StoreError::Full);
    assert!(matches!(app.undo_delete(one.id), Err(AccountError::Storage(_))));
    assert_eq!(app.undo_delete(one.id).unwrap().id, one.id);
}
