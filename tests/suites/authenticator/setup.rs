//! The first launch, interrupted at every step.

use crate::device::{Device, PIN, secret};
use countersign::authenticator::{
    Acceptance, Appearance, LICENSE_VERSION, Language, SetupError, SetupStep, Stage, Theme, WeakPin,
};
use countersign::ports::StoreError;

#[test]
fn every_step_is_resumed_where_it_was_left() {
    let device = Device::new();
    let license = Stage::Setup(SetupStep::License { version: LICENSE_VERSION });
    assert_eq!(device.app().stage(), license);
    assert_eq!(device.app().choose_pin(secret(PIN)), Err(SetupError::OutOfOrder));
    assert_eq!(device.app().accept_license(LICENSE_VERSION + 1), Err(SetupError::WrongLicense));
    assert_eq!(device.app().stage(), license);

    let after = device.app().accept_license(LICENSE_VERSION).unwrap();
    assert!(matches!(after, Stage::Setup(SetupStep::ChoosePin(_))));
    assert_eq!(device.app().stage(), after);

    let app = device.app();
    assert_eq!(app.choose_pin(secret(PIN)), Ok(Stage::Setup(SetupStep::ConfirmPin)));
    drop(app);
    assert_eq!(device.app().stage(), after, "a chosen PIN is kept nowhere");

    let app = device.app();
    app.choose_pin(secret(PIN)).unwrap();
    assert_eq!(app.confirm_pin(secret(PIN)), Ok(Stage::Setup(SetupStep::Notifications)));
    drop(app);
    let app = device.app();
    assert!(matches!(app.stage(), Stage::Locked(_)));
    app.unlock(secret(PIN), Acceptance::NewestOnly).unwrap();
    assert_eq!(app.stage(), Stage::Setup(SetupStep::Notifications));
    assert_eq!(app.choose_notifications(false), Ok(Stage::Unlocked));
    assert!(!app.settings().unwrap().notifications);
    drop(app);
    assert!(matches!(device.app().stage(), Stage::Locked(_)));
}

#[test]
fn weak_and_different_pins_are_refused() {
    let app = Device::new().app();
    app.accept_license(LICENSE_VERSION).unwrap();
    for (pin, reason) in [
        ("123", WeakPin::TooShort { minimum: 4 }),
        ("123456", WeakPin::TooCommon),
        ("1111", WeakPin::TooCommon),
        (&"7".repeat(65), WeakPin::TooLong),
    ] {
        assert_eq!(app.choose_pin(secret(pin)), Err(SetupError::WeakPin(reason)), "{pin}");
    }
    app.choose_pin(secret(PIN)).unwrap();
    assert_eq!(app.confirm_pin(secret("493818")), Err(SetupError::PinsDiffer));
    assert!(matches!(app.stage(), Stage::Setup(SetupStep::ChoosePin(_))));
}

#[test]
fn a_full_disk_makes_no_vault_and_loses_no_step() {
    let device = Device::new();
    let app = device.app();
    app.accept_license(LICENSE_VERSION).unwrap();
    app.choose_pin(secret(PIN)).unwrap();
    device.store.faults().once_after(0, StoreError::Full);
    assert!(matches!(app.confirm_pin(secret(PIN)), Err(SetupError::Storage(_))));
    assert!(matches!(app.stage(), Stage::Setup(_)), "{:?}", app.stage());
    if app.stage() != Stage::Setup(SetupStep::ConfirmPin) {
        app.choose_pin(secret(PIN)).unwrap();
    }
    assert_eq!(app.confirm_pin(secret(PIN)), Ok(Stage::Setup(SetupStep::Notifications)));
}

#[test]
fn appearance_is_known_before_the_pin() {
    let device = Device::new();
    let wanted = Appearance { language: Some(Language::German), theme: Theme::Dark };
    device.app().change_appearance(wanted).unwrap();
    assert_eq!(device.app().appearance(), wanted);
    device.app().accept_license(LICENSE_VERSION).unwrap();
    assert_eq!(device.app().appearance(), wanted, "one does not overwrite the other");
}
