//! Codes: the RFCs' own, on a corrected clock, and a counter that never goes back.

use crate::device::{Device, PIN, SEED, add, secret};
use countersign::authenticator::{Acceptance, AccountKind, ClockOffset, CodeError, SettingsError};
use countersign::ports::StoreError;
use countersign::time::UnixTime;

#[test]
fn totp_codes_are_those_of_rfc_6238() {
    let app = Device::new().set_up();
    let row = add(&app, &format!("otpauth://totp/RFC:6238?secret={SEED}&digits=8&issuer=RFC"));
    for (seconds, code, grouped) in [
        (59, "94287082", "9428 7082"),
        (1_111_111_109, "07081804", "0708 1804"),
        (20_000_000_000, "65353130", "6535 3130"),
    ] {
        let view = app.code_at(row.id, UnixTime::from_seconds(seconds)).unwrap();
        assert_eq!((view.code.as_str(), view.grouped.as_str()), (code, grouped));
        assert_eq!(view.valid_from, Some(UnixTime::from_seconds(seconds / 30 * 30)));
        assert_eq!(view.valid_until, Some(UnixTime::from_seconds(seconds / 30 * 30 + 30)));
        assert_eq!(view.seconds_left, 30 - seconds % 30);
    }
    assert_eq!(app.next_code(row.id).map(drop), Err(CodeError::TimeBased));
}

#[test]
fn the_next_code_is_the_one_that_comes() {
    let device = Device::new();
    let app = device.set_up();
    let row = add(&app, &format!("otpauth://totp/a?secret={SEED}"));
    let now = app.code(row.id).unwrap();
    device.clock.advance(std::time::Duration::from_secs(30));
    assert_eq!(app.code(row.id).unwrap().grouped, now.next.unwrap());
}

#[test]
fn hotp_codes_are_those_of_rfc_4226_and_none_is_shown_twice() {
    let device = Device::new();
    let app = device.set_up();
    let row = add(&app, &format!("otpauth://hotp/RFC:4226?secret={SEED}&counter=0&issuer=RFC"));
    assert_eq!(row.kind, AccountKind::Hotp);
    assert_eq!(app.code(row.id).map(drop), Err(CodeError::CounterBased));
    let codes: Vec<_> = (0..3).map(|_| app.next_code(row.id).unwrap().code).collect();
    assert_eq!(codes, ["755224", "287082", "359152"]);

    // A counter that could not be stored shows no code, and the next attempt goes on without a repetition.
    device.store.faults().once_after(0, StoreError::Failed);
    assert!(matches!(app.next_code(row.id), Err(CodeError::Storage(_))));
    let next = app.next_code(row.id).unwrap().code;
    assert!(["969429", "338314"].contains(&next.as_str()), "{next}");
    let counter = app.account(row.id).unwrap().counter;

    drop(app);
    let app = device.app();
    app.unlock(secret(PIN), Acceptance::NewestOnly).unwrap();
    assert_eq!(app.account(row.id).unwrap().counter, counter);
}

#[test]
fn the_clock_is_corrected_and_says_so() {
    let app = Device::new().set_up();
    let row = add(&app, &format!("otpauth://totp/a?secret={SEED}"));
    let time = UnixTime::from_seconds(1_111_111_000);
    let later = app.code_at(row.id, UnixTime::from_seconds(1_111_111_045)).unwrap();
    app.set_clock_offset(None, 45_000).unwrap();
    let corrected = app.code_at(row.id, time).unwrap();
    assert_eq!(corrected.code, later.code);
    assert_eq!(corrected.clock_offset_milliseconds, 45_000);
    // The times in the view are the device's: the countdown runs on the clock that the user sees.
    assert_eq!(
        corrected.valid_from.unwrap().milliseconds() + 45_000,
        later.valid_from.unwrap().milliseconds()
    );
    assert_eq!(corrected.seconds_left, later.seconds_left);
    assert_eq!(app.clock_offsets().unwrap(), [ClockOffset { server: None, milliseconds: 45_000 }]);
    assert_eq!(app.set_clock_offset(None, 86_400_001), Err(SettingsError::OutOfRange));
    app.set_clock_offset(None, 0).unwrap();
    assert_eq!(app.clock_offsets().unwrap(), []);
}
