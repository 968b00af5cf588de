//! The first launch, interrupted at every step.

use crate::device::{Device, PIN, secret};
use countersign::authenticator::{
    Acceptance, Appearance, Authenticator, BiometricsState, LICENSE_VERSION, Language, Ports, SettingsError,
    SetupError, SetupStep, Stage, Theme, WeakPin,
};
use countersign::ports::{AssuranceClass, StoreError};
use countersign::testing::FakeSlotKeys;

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
fn a_locked_vault_says_whether_its_pin_is_a_passphrase() {
    for (class, phrase, passphrase) in [
        (AssuranceClass::Hardware, PIN, false),
        (AssuranceClass::Keyring, "seven green kites", true),
        (AssuranceClass::File, "seven green kites", true),
    ] {
        let mut device = Device::new();
        device.slot_keys = FakeSlotKeys::new(class);
        let app = device.app();
        let Ok(Stage::Setup(SetupStep::ChoosePin(rules))) = app.accept_license(LICENSE_VERSION) else {
            panic!("{class:?}");
        };
        assert_eq!(rules.passphrase, passphrase, "{class:?}: asked for");
        app.choose_pin(secret(phrase)).unwrap();
        app.confirm_pin(secret(phrase)).unwrap();
        app.lock();
        let Stage::Locked(view) = app.stage() else { panic!("{class:?}") };
        assert_eq!(view.passphrase, passphrase, "{class:?}: and told again");
    }
}

#[test]
fn what_guards_the_vault_is_told_while_it_is_open() {
    let device = Device::new();
    let app = device.set_up();
    let told = app.protection().unwrap();
    assert_eq!((told.rules.minimum_length, told.rules.passphrase), (4, false));
    assert_eq!(
        (&told.rules_held_by[..], &told.biometrics_held_by[..]),
        (&[][..], &[][..]),
        "no server holds anything"
    );
    assert_eq!((told.biometrics, told.recovery_code), (BiometricsState::Off, false));
    app.enable_biometrics(secret(PIN)).unwrap();
    app.make_recovery_code(secret(PIN)).unwrap();
    let told = app.protection().unwrap();
    assert_eq!((told.biometrics, told.recovery_code), (BiometricsState::On, true));
    app.disable_biometrics(secret(PIN)).unwrap();
    app.lock();
    assert_eq!(app.protection(), Err(SettingsError::Locked));
    let bare = Device::new();
    let app = Authenticator::open(Ports { biometric_key: None, ..bare.ports() }).unwrap();
    app.accept_license(LICENSE_VERSION).unwrap();
    app.choose_pin(secret(PIN)).unwrap();
    app.confirm_pin(secret(PIN)).unwrap();
    assert_eq!(app.protection().unwrap().biometrics, BiometricsState::NotAvailable);
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
