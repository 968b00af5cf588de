//! A failing device: an error on every call that every operation makes to the disk, the device keys and the anchor,
//! once and for good, with and without the effect that it denies.
//!
//! Whatever the error, what the vault says is true: "nothing was changed" means so, "unknown" shows what the disk
//! holds, and after the device has recovered the next change works.

use countersign::ports::{AnchorError, DeviceKeyError};
use countersign::testing::simulated::{Crash, Image, SimulatedDevice};
use countersign::vault::{CommitError, OpenError, SlotError, State, UnlockError};
use countersign_tests::counted;
use countersign_tests::vault_rig::{Broken, Model, Rig, Step, unlock};
use std::collections::BTreeSet;
use std::io::ErrorKind;

const PIN: u8 = 1;

/// Which port fails, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Port {
    Disk(ErrorKind),
    Keys(DeviceKeyError),
    Anchor(AnchorError),
}

const PORTS: [Port; 4] = [
    Port::Disk(ErrorKind::StorageFull),
    Port::Disk(ErrorKind::Other),
    Port::Keys(DeviceKeyError::Unavailable),
    Port::Anchor(AnchorError::Unavailable),
];

#[derive(Clone, Copy, Debug)]
struct Fault {
    port: Port,
    call: u64,
    for_good: bool,
    land: bool,
}

impl Fault {
    fn arm(self, device: &SimulatedDevice) {
        let Self { port, call, for_good, land } = self;
        device.disk().failed_changes_land(land);
        match (port, for_good) {
            (Port::Disk(error), false) => device.disk().faults().once_after(call, error),
            (Port::Disk(error), true) => device.disk().faults().from_call(call, error),
            (Port::Keys(error), false) => device.key_faults().once_after(call, error),
            (Port::Keys(error), true) => device.key_faults().from_call(call, error),
            (Port::Anchor(error), false) => device.anchor_faults().once_after(call, error),
            (Port::Anchor(error), true) => device.anchor_faults().from_call(call, error),
        }
    }
}

fn heal(device: &SimulatedDevice) {
    device.disk().faults().heal();
    device.key_faults().heal();
    device.anchor_faults().heal();
}

fn calls(device: &SimulatedDevice, port: Port) -> u64 {
    match port {
        Port::Disk(_) => device.disk().faults().calls(),
        Port::Keys(_) => device.key_faults().calls(),
        Port::Anchor(_) => device.anchor_faults().calls(),
    }
}

/// Every fault on every call that `operate` makes, each on a fresh copy of the device.
fn under_each_fault(
    image: &Image,
    operate: impl Fn(&Rig, &dyn Fn(), Option<Fault>),
    judge: impl Fn(Fault, &Rig),
) -> u64 {
    let mut cases = 0;
    for port in PORTS {
        let rig = Rig::on(SimulatedDevice::of(image), 2);
        let before = std::cell::Cell::new(0);
        operate(&rig, &|| before.set(calls(&rig.device, port)), None);
        for call in 0..calls(&rig.device, port) - before.get() {
            for (for_good, land) in [(false, false), (false, true), (true, false), (true, true)] {
                let fault = Fault { port, call, for_good, land };
                let rig = Rig::on(SimulatedDevice::of(image), 2);
                operate(&rig, &|| fault.arm(&rig.device), Some(fault));
                heal(&rig.device);
                judge(fault, &rig);
                cases += 1;
            }
        }
    }
    cases
}

/// A vault with two accounts and a recovery code.
fn prepared() -> (Image, Model) {
    let rig = Rig::on(SimulatedDevice::new(), 1);
    let mut vault = rig.create(PIN);
    let mut model = Model { pin: PIN, ..Model::default() };
    for step in [Step::AddAccount { name: 2 }, Step::AddAccount { name: 3 }, Step::AddRecoveryCode] {
        step.perform(&mut vault, PIN).expect("a healthy device");
        model = step.applied_to(&model);
    }
    drop(vault);
    (rig.device.image(), model)
}

/// What the device holds, found with whichever PIN opens it; nothing was counted and nothing is in the way.
fn found(device: &SimulatedDevice, pins: &[u8], what: &dyn Fn() -> String) -> Model {
    let rig = Rig::on(device.clone(), 3);
    let mut vault = rig.vault().unwrap_or_else(|error| panic!("{}: {error}", what()));
    let State::Locked(locked) = vault.state() else { panic!("{}: {:?}", what(), vault.state()) };
    assert_eq!((locked.attempts_left, locked.finding), (10, None), "{}", what());
    for pin in pins {
        match unlock(vault, *pin) {
            Ok(open) => return Model::of(&open, *pin),
            Err(refused) => {
                assert!(
                    matches!(refused.error, UnlockError::WrongPin { .. }),
                    "{}: {}",
                    what(),
                    refused.error
                );
                vault = refused.vault;
            }
        }
    }
    panic!("{}: no PIN opens it", what());
}

#[test]
fn changing() {
    let (image, before) = prepared();
    for step in [
        Step::SetSetting { name: 1, value: 8 },
        Step::AddAccount { name: 4 },
        Step::Advance { account: 0 },
        Step::ReplaceSecret { account: 1, secret: 99 },
        Step::Remove { account: 0 },
        Step::Answer { request: 1 },
        Step::ChangePin { to: 2 },
        Step::AddRecoveryCode,
        Step::RemoveRecoveryCode,
    ] {
        let after = step.applied_to(&before);
        let pins: &[u8] = if after.pin == before.pin { &[PIN] } else { &[after.pin, before.pin] };
        let crashes = std::cell::Cell::new(0);
        let said = std::cell::Cell::new(None);
        let cases = under_each_fault(
            &image,
            |rig, arm, fault| {
                let vault = rig.vault().expect("readable");
                let mut vault = unlock(vault, PIN).map_err(|refused| refused.error).expect("the right PIN");
                rig.device.begin();
                arm();
                let outcome = step.perform(&mut vault, PIN);
                heal(&rig.device);
                said.set(Some(outcome));

                // In the same process, and with the device well again: shown is what is true, and the next change works.
                let pin = if vault_pin_is_new(rig, &after, pins) { after.pin } else { before.pin };
                let shown = Model::of(&vault, pin);
                let expected = expected(outcome, &before, &after);
                assert!(expected.contains(&&shown), "{step:?}, {outcome:?}: shows\n{shown:?}");
                let stored = found(&copy(rig), pins, &|| format!("{step:?}, {outcome:?}"));
                let doubt = outcome.is_err_and(broken_in_doubt);
                // A disk that fails for good cannot be asked what it holds; it is before the next change.
                if !(doubt && fault.is_some_and(|fault| fault.for_good)) {
                    assert_eq!(shown, stored, "{step:?}, {fault:?}, {outcome:?}: shown and stored differ");
                }
                rig.device.acknowledge(1);
                let next = Step::Record { shown: 5 };
                next.perform(&mut vault, pin)
                    .unwrap_or_else(|broken| panic!("{step:?}, {outcome:?}, next: {broken:?}"));
                let stored_next = found(&copy(rig), pins, &|| format!("{step:?}, {outcome:?}, next"));
                assert_eq!(stored_next, next.applied_to(&stored), "{step:?}, {outcome:?}: the next change");
            },
            |fault, rig| {
                // A power cut anywhere in all this.
                let outcome = said.take().expect("the step was tried");
                for crash in distinct(rig.device.crashes(1)) {
                    let what = || format!("{step:?}, {fault:?}, {outcome:?}, crash at {}", crash.moment);
                    let mut model = found(&crash.device, pins, &what);
                    if model.history.len() > after.history.len() || model.history.last() == Some(&recorded())
                    {
                        model.history.pop();
                    }
                    assert!(model == before || model == after, "{}:\n{model:?}", what());
                    if outcome.is_ok() && crash.acknowledged == 1 {
                        assert_eq!(model, after, "{}", what());
                    }
                    crashes.set(crashes.get() + 1);
                }
            },
        );
        counted(&format!("faults during {step:?}: {cases}, crash states after them: {}", crashes.get()));
    }
}

/// The crash states, one of those that differ only in what a left-over temporary file holds.
fn distinct(crashes: Vec<Crash>) -> Vec<Crash> {
    let mut seen = BTreeSet::new();
    let mut is_new = |crash: &Crash| {
        let mut image = crash.device.image();
        image.files.retain(|name, _| !name.ends_with(".new"));
        seen.insert(image)
    };
    crashes.into_iter().filter(|crash| is_new(crash)).collect()
}

fn broken_in_doubt(broken: Broken) -> bool {
    matches!(
        broken,
        Broken::Commit(CommitError::Unknown) | Broken::Slot(SlotError::Commit(CommitError::Unknown))
    )
}

fn recorded() -> Option<String> {
    Some(format!("{:016x}", 5))
}

/// A restarted copy of the device; the original goes on.
fn copy(rig: &Rig) -> SimulatedDevice {
    SimulatedDevice::of(&rig.device.image())
}

fn vault_pin_is_new(rig: &Rig, after: &Model, pins: &[u8]) -> bool {
    found(&copy(rig), pins, &|| "the PIN".to_owned()).pin == after.pin
}

/// What may stand after an answer.
fn expected<'a>(outcome: Result<(), Broken>, before: &'a Model, after: &'a Model) -> Vec<&'a Model> {
    match outcome {
        Ok(()) => vec![after],
        Err(Broken::Commit(error) | Broken::Slot(SlotError::Commit(error))) => match error {
            CommitError::Failed(_) => vec![before],
            CommitError::NotInBoth(_) => vec![after],
            CommitError::Unknown => vec![before, after],
            error => panic!("{error}"),
        },
        Err(Broken::Slot(SlotError::Refused(UnlockError::Failed(_)))) => vec![before],
        Err(Broken::Slot(error)) => panic!("{error}"),
    }
}

#[test]
fn opening_and_unlocking() {
    let (image, before) = prepared();
    let cases = under_each_fault(
        &image,
        |rig, arm, _| {
            arm();
            let vault = match rig.vault() {
                Ok(vault) => vault,
                Err(OpenError::Failed(_)) => return,
                Err(error) => panic!("{error}"),
            };
            // A device that does not answer is not a vault that is not there.
            match vault.state() {
                State::Locked(_) => {}
                // The files cannot be read, as often as it is tried.
                State::Damaged => return,
                state => panic!("{state:?}"),
            }
            match unlock(vault, PIN) {
                Ok(vault) => assert_eq!(Model::of(&vault, PIN), before),
                Err(refused) => assert!(
                    matches!(refused.error, UnlockError::Failed(_) | UnlockError::Damaged),
                    "{}",
                    refused.error
                ),
            }
        },
        |fault, rig| {
            for crash in distinct(rig.device.crashes(1)) {
                let what = || format!("{fault:?}, crash at {}", crash.moment);
                assert_eq!(found(&crash.device, &[PIN], &what), before, "{}", what());
            }
        },
    );
    counted(&format!("faults during opening and unlocking: {cases}"));
}

#[test]
fn making() {
    let cases = under_each_fault(
        &Image::default(),
        |rig, arm, _| {
            arm();
            let Ok(vault) = rig.vault() else { return };
            let pin = countersign::vault::testing::StretchedPin::number(PIN);
            if countersign::vault::testing::create(vault, &pin).is_ok() {
                rig.device.acknowledge(1);
            }
        },
        |fault, rig| {
            for crash in distinct(rig.device.crashes(1)) {
                let what = || format!("{fault:?}, crash at {}", crash.moment);
                let made = crash.acknowledged == 1;
                let rig = Rig::on(crash.device, 3);
                let vault = rig.vault().unwrap_or_else(|error| panic!("{}: {error}", what()));
                match vault.state() {
                    State::New => {
                        assert!(!made, "{}", what());
                        drop(vault);
                        drop(rig.create(PIN));
                    }
                    State::Locked(_) => {
                        let vault = unlock(vault, PIN).map_err(|refused| refused.error);
                        let vault = vault.unwrap_or_else(|error| panic!("{}: {error}", what()));
                        assert_eq!(Model::of(&vault, PIN), Model { pin: PIN, ..Model::default() });
                    }
                    state => panic!("{}: {state:?}", what()),
                }
            }
        },
    );
    counted(&format!("faults during making a vault: {cases}"));
}

#[test]
fn erasing() {
    let (image, before) = prepared();
    let cases = under_each_fault(
        &image,
        |rig, arm, _| {
            let vault = rig.vault().expect("readable");
            rig.device.begin();
            arm();
            if vault.erase().is_ok() {
                rig.device.acknowledge(1);
            }
        },
        |fault, rig| {
            for crash in distinct(rig.device.crashes(1)) {
                let what = || format!("{fault:?}, crash at {}", crash.moment);
                let erased = crash.acknowledged == 1;
                let rig = Rig::on(crash.device.clone(), 3);
                let vault = rig.vault().unwrap_or_else(|error| panic!("{}: {error}", what()));
                match vault.state() {
                    State::Erased => {
                        assert_eq!(rig.device.slot_keys().ids(), [], "{}", what());
                        drop(vault);
                        drop(rig.create(2));
                    }
                    State::Locked(_) => {
                        assert!(!erased, "{}", what());
                        drop(vault);
                        assert_eq!(found(&crash.device, &[PIN], &what), before);
                    }
                    state => panic!("{}: {state:?}", what()),
                }
            }
        },
    );
    counted(&format!("faults during erasing: {cases}"));
}
