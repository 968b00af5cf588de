//! Locked, open, locked by itself, erased: and what a recovery code, an export and an older copy ask for.

use crate::device::{Device, PIN, add, labels, numbered_uri, secret};
use countersign::authenticator::{
    Acceptance, AccountError, ActivationError, Authenticator, EnrollmentError, Filter, HistoryEvent,
    OlderCopy, OpenError, Settings, SetupStep, Stage, UnlockError, UnlockNotice,
};
use countersign::time::UnixTime;
use std::time::Duration;

fn unlock(app: &Authenticator, pin: &str) -> Result<Vec<UnlockNotice>, UnlockError> {
    app.unlock(secret(pin), Acceptance::NewestOnly)
}

#[test]
fn a_locked_vault_shows_nothing() {
    let app = Device::new().set_up();
    let row = add(&app, &numbered_uri(1));
    let offer = app.read_text(&numbered_uri(2)).unwrap().offers.remove(0);
    app.lock();
    assert!(matches!(app.stage(), Stage::Locked(_)));
    assert_eq!(app.accounts(&Filter::default()), Err(AccountError::Locked));
    assert!(app.code(row.id).is_err());
    assert_eq!(app.read_text(&numbered_uri(3)).map(drop), Err(EnrollmentError::Locked));
    assert_eq!(unlock(&app, PIN), Ok(vec![]));
    assert_eq!(labels(&app), ["Shop:user1"]);
    let gone = app.confirm_offer(offer.id, Default::default()).map(drop);
    assert_eq!(gone, Err(EnrollmentError::UnknownOffer), "an offer does not survive a lock");
}

#[test]
fn an_idle_app_locks_itself_and_an_active_one_does_not() {
    let device = Device::new();
    let app = device.set_up();
    app.change_settings(Settings { auto_lock: Duration::from_secs(60), ..Settings::default() }).unwrap();
    device.clock.advance(Duration::from_secs(59));
    assert!(!app.lock_if_idle());
    app.user_was_active();
    device.clock.advance(Duration::from_secs(59));
    // Looking at the list is no activity: a screen that redraws itself must not keep the vault open.
    app.accounts(&Filter::default()).unwrap();
    device.clock.advance(Duration::from_secs(1));
    assert_eq!(app.accounts(&Filter::default()), Err(AccountError::Locked));
    assert!(app.lock_if_idle());
    unlock(&app, PIN).unwrap();
    device.clock.set_wall(UnixTime::from_seconds(4_000_000_000));
    assert!(!app.lock_if_idle(), "the wall clock decides nothing");
    device.clock.reboot();
    assert!(app.lock_if_idle(), "an open vault does not outlive a boot");
}

#[test]
fn ten_wrong_pins_erase_whatever_is_restarted_or_set_back_between_them() {
    let device = Device::new();
    let app = device.set_up();
    add(&app, &numbered_uri(1));
    drop(app);
    let old = device.store.snapshot();
    for attempt in 1..=9 {
        let app = device.app();
        let Err(UnlockError::WrongPin { attempts_left, delay }) = unlock(&app, "000001") else {
            panic!("attempt {attempt}");
        };
        assert_eq!(attempts_left, 10 - attempt);
        assert_eq!(delay.is_zero(), attempt < 4, "attempt {attempt}: {delay:?}");
        drop(app);
        device.store.restore(old.clone());
        device.clock.set_wall(UnixTime::from_seconds(1_900_000_000 + u64::from(attempt)));
        if !delay.is_zero() {
            assert!(
                matches!(unlock(&device.app(), PIN), Err(UnlockError::Wait(_))),
                "even the right one waits"
            );
        }
        device.clock.advance(delay);
    }
    let app = device.app();
    assert_eq!(unlock(&app, "000001"), Err(UnlockError::Erased));
    assert_eq!(app.stage(), Stage::Erased);
    drop(app);
    device.store.restore(old);
    let app = device.app();
    assert_ne!(unlock(&app, PIN), Ok(vec![]), "an old copy does not come back to life");
    assert_eq!(app.stage(), Stage::Erased);
    assert_eq!(
        app.start_over().map(|stage| matches!(stage, Stage::Setup(SetupStep::ChoosePin(_)))),
        Ok(true)
    );
    app.choose_pin(secret(PIN)).unwrap();
    app.confirm_pin(secret(PIN)).unwrap();
    assert_eq!(labels(&app), [""; 0]);
    println!("10 wrong PINs over 10 restarts, 9 clock changes and 9 restored files: erased at the tenth");
}

#[test]
fn a_changed_pin_opens_and_the_old_one_does_not() {
    let device = Device::new();
    let app = device.set_up();
    let change = |old: &str, new: &str, again: &str| app.change_pin(secret(old), secret(new), secret(again));
    assert!(matches!(
        change("493818", "725930", "725930"),
        Err(ActivationError::Pin(UnlockError::WrongPin { .. }))
    ));
    assert_eq!(change(PIN, "725930", "725931"), Err(ActivationError::PinsDiffer));
    assert!(matches!(change(PIN, "1234", "1234"), Err(ActivationError::WeakPin(_))));
    let old_files = device.store.snapshot();
    change(PIN, "725930", "725930").unwrap();
    assert_eq!(app.history().unwrap()[0].event, HistoryEvent::PinChanged);
    app.lock();
    assert!(matches!(unlock(&app, PIN), Err(UnlockError::WrongPin { .. })));
    unlock(&app, "725930").unwrap();
    drop(app);
    device.store.restore(old_files);
    let app = device.app();
    assert!(app.unlock(secret(PIN), Acceptance::OlderCopy).is_err(), "the old copy's device key is gone");
}

#[test]
fn an_export_asks_for_the_pin_and_is_remembered() {
    let device = Device::new();
    let app = device.set_up();
    let row = add(&app, &numbered_uri(1));
    let refused = app.export_key_uri(row.id, secret("493818")).map(drop);
    assert!(matches!(refused, Err(ActivationError::Pin(UnlockError::WrongPin { attempts_left: 9, .. }))));
    let uri = app.export_key_uri(row.id, secret(PIN)).unwrap();
    let other = Device::new().set_up();
    let copy = add(&other, uri.expose());
    assert_eq!(other.code(copy.id).unwrap().code, app.code(row.id).unwrap().code);
    let newest = app.history().unwrap().remove(0);
    assert_eq!((newest.event, newest.label.as_str()), (HistoryEvent::AccountExported, "Shop: user1"));
    assert!(!format!("{uri:?}").contains("otpauth"));
}

#[test]
fn a_recovery_code_opens_the_codes_and_asks_for_a_new_pin() {
    let device = Device::new();
    let app = device.set_up();
    let row = add(&app, &numbered_uri(1));
    let code = app.make_recovery_code(secret(PIN)).unwrap();
    assert_eq!(app.has_recovery_code(), Ok(true));
    drop(app);
    let app = device.app();
    let wrong = app.unlock_with_recovery_code(secret("AAAA-AAAA"), Acceptance::NewestOnly);
    assert_eq!(wrong, Err(UnlockError::WrongRecoveryCode));
    app.unlock_with_recovery_code(code, Acceptance::NewestOnly).unwrap();
    assert!(matches!(app.stage(), Stage::NewPinNeeded(_)));
    assert!(app.code(row.id).is_ok());
    app.set_new_pin(secret("725930"), secret("725930")).unwrap();
    assert_eq!(app.stage(), Stage::Unlocked);
    drop(app);
    let app = device.app();
    assert!(matches!(unlock(&app, PIN), Err(UnlockError::WrongPin { .. })));
    unlock(&app, "725930").unwrap();
    assert_eq!(labels(&app), ["Shop:user1"]);
}

#[test]
fn an_older_copy_opens_only_after_an_explicit_yes() {
    let device = Device::new();
    let app = device.set_up();
    add(&app, &numbered_uri(1));
    drop(app);
    let old = device.store.snapshot();
    let app = device.app();
    unlock(&app, PIN).unwrap();
    add(&app, &numbered_uri(2));
    add(&app, &numbered_uri(3));
    drop(app);
    device.store.restore(old);
    let app = device.app();
    let Stage::Locked(view) = app.stage() else { panic!("{:?}", app.stage()) };
    assert_eq!(view.older_copy, Some(OlderCopy::RolledBack));
    assert_eq!(unlock(&app, PIN), Err(UnlockError::OlderCopy(OlderCopy::RolledBack)));
    let accepted = app.unlock(secret(PIN), Acceptance::OlderCopy);
    assert_eq!(accepted, Ok(vec![UnlockNotice::Accepted(OlderCopy::RolledBack)]));
    assert_eq!(app.history().unwrap()[0].event, HistoryEvent::RollBackAccepted);
    assert_eq!(labels(&app), ["Shop:user1"]);
}

#[test]
fn a_second_app_is_told_that_the_vault_is_in_use() {
    let device = Device::new();
    let _app = device.set_up();
    assert_eq!(Authenticator::open(device.ports()).map(drop), Err(OpenError::InUse));
}
