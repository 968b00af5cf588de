//! `setup`: license, device key, PIN, notifications. Whatever is not on the command line is asked for.

use crate::arguments::{DeviceKey, Global, Setup};
use crate::console::Console;
use crate::messages;
use crate::place::{self, Opened, Place};
use crate::problem::Problem;
use countersign::authenticator::{Authenticator, LICENSE_TEXT, PinRules, SetupError, SetupStep, Stage};

pub(super) fn run(
    setup: &Setup,
    global: &Global,
    place: &Place,
    console: &mut Console,
) -> Result<(), Problem> {
    let mut opened = place.open()?;
    if opened.core.stage() == Stage::Erased {
        opened.core.start_over()?;
    }
    match opened.core.stage() {
        Stage::Setup(SetupStep::License { version }) => {
            accept_license(setup, console)?;
            opened.core.accept_license(version)?;
        }
        Stage::Setup(_) => {}
        Stage::Unusable(reason) => return Err(Problem::Unusable(reason)),
        _ => return Err(Problem::AlreadySetUp),
    }
    if opened.class.is_none() {
        // The core holds the vault's lock: it is closed before it is opened with its keys.
        drop(opened);
        opened = decide(global, place, console)?;
    }
    choose_pin(&opened.core, console)?;
    let wanted = setup.notifications
        || (Console::has_person() && console.ask(&console.say("notifications-question"))?);
    opened.core.choose_notifications(wanted)?;
    console.tell(&console.say("setup-done"));
    Ok(())
}

fn accept_license(setup: &Setup, console: &Console) -> Result<(), Problem> {
    if setup.accept_license {
        return Ok(());
    }
    if !Console::has_person() {
        return Err(Problem::LicenseNotAccepted);
    }
    console.tell(LICENSE_TEXT);
    console.insist(&console.say("setup-license-question"))
}

/// Where the device key is kept: where the command line says, else in the keyring; else the user is asked.
fn decide(global: &Global, place: &Place, console: &Console) -> Result<Opened, Problem> {
    let choice = match global.device_key {
        Some(choice) => choice,
        None if place::keyring_available() => DeviceKey::Keyring,
        None if Console::has_person() => {
            console.tell(&console.say("device-key-none"));
            console.insist(&console.say("device-key-question"))?;
            DeviceKey::File
        }
        None => return Err(Problem::NoKeyring),
    };
    if choice == DeviceKey::File {
        console.tell(&console.say("class-file-warning"));
    }
    place.decide(choice)
}

/// Asks for the PIN until it is good and was typed twice alike; a script has one try.
fn choose_pin(core: &Authenticator, console: &mut Console) -> Result<(), Problem> {
    loop {
        let rules = match core.stage() {
            Stage::Setup(SetupStep::ChoosePin(rules)) => Some(rules),
            Stage::Setup(SetupStep::ConfirmPin) => None,
            _ => return Ok(()),
        };
        let outcome = match rules {
            Some(rules) => {
                explain(rules, console);
                core.choose_pin(console.pin("prompt-new-pin")?)
            }
            None => core.confirm_pin(console.pin("prompt-pin-again")?),
        };
        match outcome {
            Err(error @ (SetupError::WeakPin(_) | SetupError::PinsDiffer)) if !console.has_pin() => {
                console.tell(&messages::setup(&console.texts, &error));
            }
            outcome => {
                outcome?;
            }
        }
    }
}

fn explain(rules: PinRules, console: &Console) {
    if console.has_pin() {
        return;
    }
    let key = if rules.passphrase { "new-pin-passphrase" } else { "new-pin-digits" };
    let values = [("minimum", rules.minimum_length.into()), ("maximum", rules.maximum_length.into())];
    console.tell(&console.texts.say_with(key, &values));
}
