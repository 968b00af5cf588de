//! The place of the vault's files under a disk that fails: every call of every operation, with every kind of failure,
//! and every crash during and after it.
//!
//! `Full` and `Failed` mean that nothing changed, `Unknown` that the old or the new file stands, success that the new
//! one does, also after a power cut.

use countersign::crypto::RingRandom;
use countersign::platform::{KeyFiles, VaultFiles};
use countersign::ports::{
    Anchor, AnchorError, DeviceKeyError, DeviceKeyId, FileSlot, SlotKeys, StoreError, VaultStore,
};
use countersign::testing::put_back;
use countersign::testing::simulated::{SimulatedDevice, SimulatedDisk};
use countersign_tests::counted;
use std::io::ErrorKind;
use std::sync::Arc;

const OLD: &[u8] = &[1; 3000];
const NEW: &[u8] = &[2; 5000];
const KINDS: [ErrorKind; 3] = [ErrorKind::StorageFull, ErrorKind::QuotaExceeded, ErrorKind::Other];

/// One way for a disk to fail.
#[derive(Clone, Copy, Debug)]
#[expect(dead_code, reason = "printed where a promise is broken")]
struct Fault {
    call: u64,
    kind: ErrorKind,
    /// Whether all later calls fail as well.
    for_good: bool,
    /// Whether a rename, removal or fsync of the folder that reports failure has happened.
    land: bool,
}

/// Runs `operate` on a fresh device from `prepare`, once per fault on each of its calls.
fn under_each_fault<T>(
    prepare: impl Fn() -> SimulatedDevice,
    operate: impl Fn(&SimulatedDisk) -> T,
    judge: impl Fn(Fault, &SimulatedDevice, T),
) -> u64 {
    let undisturbed = prepare();
    let calls = |disk: &SimulatedDisk| disk.faults().calls();
    let before = calls(undisturbed.disk());
    operate(undisturbed.disk());
    let calls = calls(undisturbed.disk()) - before;
    assert!(calls > 2, "the operation uses the disk");

    let mut cases = 0;
    for call in 0..calls {
        for kind in KINDS {
            for (for_good, land) in [(false, false), (false, true), (true, false), (true, true)] {
                let fault = Fault { call, kind, for_good, land };
                let device = prepare();
                device.disk().failed_changes_land(land);
                let faults = device.disk().faults();
                if for_good {
                    faults.from_call(call, kind)
                } else {
                    faults.once_after(call, kind)
                }
                let outcome = operate(device.disk());
                device.disk().faults().heal();
                judge(fault, &device, outcome);
                cases += 1;
            }
        }
    }
    cases
}

fn read(disk: &SimulatedDisk) -> Option<Vec<u8>> {
    VaultFiles::on(disk.clone()).read(FileSlot::A, 10_000).expect("the disk has been healed")
}

/// The vault's file now and after every crash must be one of `allowed`.
fn holds(fault: Fault, device: &SimulatedDevice, allowed: &[Option<&[u8]>]) -> u64 {
    let found = read(device.disk());
    assert!(allowed.contains(&found.as_deref()), "{fault:?}: now");
    let crashes = device.crashes(1);
    for crash in &crashes {
        let found = read(crash.device.disk());
        assert!(allowed.contains(&found.as_deref()), "{fault:?}: after a crash at {}", crash.moment);
    }
    crashes.len() as u64
}

fn with_old_file() -> SimulatedDevice {
    let device = SimulatedDevice::new();
    put_back(&VaultFiles::on(device.disk().clone()), FileSlot::A, OLD).expect("a healthy disk");
    device.begin();
    device
}

#[test]
fn replacing() {
    let crashes = std::cell::Cell::new(0);
    let cases = under_each_fault(
        with_old_file,
        |disk| put_back(&VaultFiles::on(disk.clone()), FileSlot::A, NEW),
        |fault, device, outcome| {
            match outcome {
                Ok(()) => panic!("{fault:?}: no call of a replacement may fail unseen"),
                Err(StoreError::Full | StoreError::Failed) => {
                    assert!(read(device.disk()).as_deref() == Some(OLD), "{fault:?}: {outcome:?}");
                }
                Err(StoreError::Unknown) => {}
                Err(error) => panic!("{fault:?}: {error}"),
            }
            if fault.kind == ErrorKind::Other {
                assert_ne!(outcome, Err(StoreError::Full), "{fault:?}");
            }
            crashes.set(crashes.get() + holds(fault, device, &[Some(OLD), Some(NEW)]));

            // The next attempt on a healthy disk succeeds and is durable, whatever the first left behind.
            device.begin();
            put_back(&VaultFiles::on(device.disk().clone()), FileSlot::A, NEW).expect("a healthy disk");
            device.begin();
            crashes.set(crashes.get() + holds(fault, device, &[Some(NEW)]));
        },
    );
    counted(&format!("faults while replacing a file: {cases}, crash states after them: {}", crashes.get()));
}

#[test]
fn removing() {
    let crashes = std::cell::Cell::new(0);
    let cases = under_each_fault(
        with_old_file,
        |disk| VaultFiles::on(disk.clone()).remove(FileSlot::A),
        |fault, device, outcome| {
            match outcome {
                Ok(()) => panic!("{fault:?}: no call of a removal may fail unseen"),
                Err(StoreError::Failed) => {
                    assert!(read(device.disk()).as_deref() == Some(OLD), "{fault:?}: {outcome:?}")
                }
                Err(StoreError::Unknown) => {}
                Err(error) => panic!("{fault:?}: {error}"),
            }
            crashes.set(crashes.get() + holds(fault, device, &[Some(OLD), None]));
            device.begin();
            VaultFiles::on(device.disk().clone()).remove(FileSlot::A).expect("a healthy disk");
            device.begin();
            crashes.set(crashes.get() + holds(fault, device, &[None]));
        },
    );
    counted(&format!("faults while removing a file: {cases}, crash states after them: {}", crashes.get()));
}

#[test]
fn reading_and_locking() {
    for kind in KINDS {
        let device = with_old_file();
        let files = VaultFiles::on(device.disk().clone());
        device.disk().faults().once_after(0, kind);
        assert_eq!(files.read(FileSlot::A, 10_000), Err(StoreError::Failed), "never an absent file");
        device.disk().faults().once_after(0, kind);
        assert_eq!(files.lock().err(), Some(StoreError::Failed), "never somebody else's lock");
        assert!(files.lock().is_ok());
    }
}

/// Making a device key: a key that was reported made answers for ever, one that was not is made by the next attempt.
#[test]
fn device_key_files() {
    let id = DeviceKeyId([1; 16]);
    let keys = |disk: &SimulatedDisk| KeyFiles::on(disk.clone(), Arc::new(RingRandom::new()));
    let answer = |disk: &SimulatedDisk| keys(disk).prf(id, &[0; 32]).map(|output| *output.expose());
    let cases = under_each_fault(
        SimulatedDevice::new,
        |disk| keys(disk).create(id),
        |fault, device, outcome| {
            assert!(matches!(outcome, Ok(()) | Err(DeviceKeyError::Unavailable)), "{fault:?}: {outcome:?}");
            keys(device.disk()).create(id).expect("a healthy disk");
            let made = answer(device.disk());
            assert!(made.is_ok(), "{fault:?}");
            if outcome.is_ok() {
                for crash in device.crashes(1) {
                    let found = answer(crash.device.disk());
                    assert!(found == made || found == Err(DeviceKeyError::Missing), "{fault:?}");
                }
            }
            device.begin();
            for crash in device.crashes(1) {
                assert_eq!(answer(crash.device.disk()), made, "{fault:?}");
            }
            device.disk().faults().once_after(0, fault.kind);
            assert_eq!(answer(device.disk()), Err(DeviceKeyError::Unavailable), "never a missing key");
        },
    );
    counted(&format!("faults while making a device key: {cases}"));
}

/// The anchor's record: old or new after a failure, new after success.
#[test]
fn anchor_file() {
    let anchor = |disk: &SimulatedDisk| KeyFiles::on(disk.clone(), Arc::new(RingRandom::new()));
    let cases = under_each_fault(
        || {
            let device = SimulatedDevice::new();
            anchor(device.disk()).store(OLD.split_at(500).0).expect("a healthy disk");
            device.begin();
            device
        },
        |disk| anchor(disk).store(NEW.split_at(512).0),
        |fault, device, outcome| {
            assert!(matches!(outcome, Ok(()) | Err(AnchorError::Unavailable)), "{fault:?}: {outcome:?}");
            for crash in device.crashes(1) {
                let record = anchor(crash.device.disk()).load().expect("a healthy disk");
                let record = record.unwrap_or_default();
                assert!(record == OLD.split_at(500).0 || record == NEW.split_at(512).0, "{fault:?}");
            }
            device.begin();
            if outcome.is_ok() {
                for crash in device.crashes(1) {
                    let record = anchor(crash.device.disk()).load();
                    assert_eq!(record, Ok(Some(NEW.split_at(512).0.to_vec())), "{fault:?}");
                }
            }
        },
    );
    counted(&format!("faults while storing the anchor: {cases}"));
}
