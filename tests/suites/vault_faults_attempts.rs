//! Ten wrong PINs, whatever is done in between: restarts, reboots, the clock set, the process killed, an old vault file
//! put back. Class H (double).
//!
//! The vault is erased at the tenth known failure or the twentieth charge since the last success, never earlier and
//! never later; and after a change of the PIN the old one opens no old copy.

use countersign::testing::simulated::{Image, SimulatedDevice};
use countersign::time::UnixTime;
use countersign::vault::testing::StretchedPin;
use countersign::vault::{Acceptance, State, UnlockError, Vault, testing};
use countersign_tests::counted;
use countersign_tests::vault_rig::{Draw, Model, Rig, Step, campaign, unlock};
use std::time::Duration;

const RIGHT: u8 = 1;
const WRONG: u8 = 200;

#[derive(Debug, Default)]
struct Counts {
    tenth_failure: u64,
    twentieth_charge: u64,
    interrupted: u64,
    restored: u64,
    attempts: u64,
}

#[test]
fn erased_at_the_tenth_failure_or_the_twentieth_charge() {
    let sequences = if campaign() { 5000 } else { 500 };
    let mut counts = Counts::default();
    for seed in 0..sequences {
        Thief::new(seed).run(&mut counts);
    }
    counted(&format!("vaults under attack: {sequences}, attempts: {}", counts.attempts));
    counted(&format!("erased at the tenth known failure: {}", counts.tenth_failure));
    counted(&format!("erased at the twentieth charge: {}", counts.twentieth_charge));
    counted(&format!("attempts interrupted by a kill: {}", counts.interrupted));
    counted(&format!("old files put back: {}", counts.restored));
    assert!(counts.tenth_failure > 0 && counts.twentieth_charge > 0, "{counts:?}");
}

/// Someone who has the device, and the model of what it must have counted.
struct Thief {
    rig: Rig,
    draw: Draw,
    starts: u64,
    old_files: Image,
    failures: u8,
    charges: u8,
    kills: bool,
}

impl Thief {
    fn new(seed: u64) -> Self {
        let rig = Rig::on(SimulatedDevice::new(), seed << 16);
        let mut vault = rig.create(RIGHT);
        Step::AddAccount { name: 2 }.perform(&mut vault, RIGHT).expect("a healthy device");
        let old_files = rig.device.image();
        Step::Advance { account: 0 }.perform(&mut vault, RIGHT).expect("a healthy device");
        drop(vault);
        // Every other thief kills the process most of the time.
        let kills = seed % 2 == 1;
        Self { rig, draw: Draw::new(seed), starts: seed << 16, old_files, failures: 0, charges: 0, kills }
    }

    fn run(mut self, counts: &mut Counts) {
        for _ in 0..200 {
            self.meddle(counts);
            counts.attempts += 1;
            if self.try_wrong_pin(counts) {
                if self.failures == 10 {
                    counts.tenth_failure += 1
                } else {
                    counts.twentieth_charge += 1
                }
                self.stays_erased();
                return;
            }
            if self.draw.below(40) == 0 && self.failures < 6 {
                self.owner_comes_back();
            }
        }
        panic!(
            "200 attempts, and the vault still stands: {} failures, {} charges",
            self.failures, self.charges
        );
    }

    fn restart(&mut self, image: &Image) {
        self.starts += 1;
        self.rig = self.rig.restarted(image, self.starts);
    }

    fn vault(&self) -> Vault {
        self.rig.vault().expect("readable")
    }

    fn delay(&self) -> Duration {
        match self.vault().state() {
            State::Locked(locked) => locked.delay,
            state => panic!("{state:?}"),
        }
    }

    /// Nothing of this changes what has been counted, and nothing shortens a delay.
    fn meddle(&mut self, counts: &mut Counts) {
        let delay = self.delay();
        match self.draw.below(6) {
            0 => self.restart(&self.rig.device.image()),
            1 => self.rig.clock.set_wall(UnixTime::from_seconds(self.draw.number() % 4_000_000_000)),
            2 => self.rig.clock.reboot(),
            3 => {
                let mut image = self.rig.device.image();
                image.files.clone_from(&self.old_files.files);
                self.restart(&image);
                counts.restored += 1;
            }
            _ => {}
        }
        assert!(self.delay() >= delay, "a delay was shortened from {delay:?} to {:?}", self.delay());
        let delay = self.delay();
        assert!(delay <= delay_after(self.charges), "{} charges, delay {delay:?}", self.charges);
        if !delay.is_zero() {
            // One second too early: refused, and not counted.
            self.rig.clock.advance(delay - Duration::from_secs(1));
            let before = self.rig.device.image().anchor;
            let error = unlock(self.vault(), WRONG).expect_err("too early").error;
            assert_eq!(error, UnlockError::Delayed { remaining: Duration::from_secs(1) });
            assert!(self.rig.device.image().anchor == before, "counted although refused");
            self.rig.clock.advance(Duration::from_secs(1));
        }
    }

    /// One attempt, perhaps killed. Whether the vault is erased now.
    fn try_wrong_pin(&mut self, counts: &mut Counts) -> bool {
        let before = self.rig.device.image().anchor;
        self.rig.device.begin();
        let refused = unlock(self.vault(), WRONG).expect_err("the wrong PIN");
        let outcome = refused.error;
        drop(refused);
        let end = self.rig.device.image().anchor;
        if self.kills && self.draw.below(8) != 0 {
            let mut crashes = self.rig.device.crashes(0);
            let crash = crashes.swap_remove(self.draw.below(crashes.len()));
            let image = crash.device.image();
            self.restart(&image);
            if image.anchor == before {
                return false;
            }
            // Erasing begins with the known failure; until then the charge alone is known.
            let stands = matches!(self.vault().state(), State::Locked(_));
            if image.anchor != end && (stands || outcome != UnlockError::Erased) {
                counts.interrupted += 1;
                self.charges += 1;
                return self.judge(None);
            }
        }
        self.charges += 1;
        self.failures += 1;
        self.judge(Some(outcome))
    }

    fn judge(&self, outcome: Option<UnlockError>) -> bool {
        let due = self.failures >= 10 || self.charges >= 20;
        let what = format!("{} failures, {} charges, {outcome:?}", self.failures, self.charges);
        match outcome {
            Some(UnlockError::WrongPin { attempts_left, delay }) => {
                assert!(!due, "not erased: {what}");
                assert_eq!(attempts_left, (10 - self.failures).min(20 - self.charges), "{what}");
                assert_eq!(delay, delay_after(self.charges), "{what}");
            }
            Some(UnlockError::Erased) => assert!(due, "erased too early: {what}"),
            Some(error) => panic!("{error}: {what}"),
            None => {}
        }
        let state = self.vault().state();
        if due {
            assert_eq!(state, State::Erased, "{what}");
        } else {
            let State::Locked(locked) = state else { panic!("{state:?}: {what}") };
            assert_eq!(locked.attempts_left, (10 - self.failures).min(20 - self.charges), "{what}");
            assert_eq!(locked.delay, delay_after(self.charges), "{what}");
        }
        due
    }

    /// The tombstone stays, whatever files are put back.
    fn stays_erased(&mut self) {
        let mut image = self.rig.device.image();
        image.files.clone_from(&self.old_files.files);
        self.restart(&image);
        assert_eq!(self.vault().state(), State::Erased);
        assert_eq!(self.rig.device.slot_keys().ids(), []);
        let error = unlock(self.vault(), RIGHT).expect_err("erased").error;
        assert!(matches!(error, UnlockError::Erased | UnlockError::NotLocked), "{error}");
    }

    /// The right PIN clears what was counted.
    fn owner_comes_back(&mut self) {
        self.rig.clock.advance(self.delay());
        let accepted = testing::unlock(self.vault(), &StretchedPin::number(RIGHT), Acceptance::OlderCopy);
        let vault = accepted.map_err(|refused| refused.error).expect("the right PIN");
        assert_eq!(Model::of(&vault, RIGHT).accounts.len(), 1);
        drop(vault);
        (self.failures, self.charges) = (0, 0);
        let State::Locked(locked) = self.vault().state() else { panic!("{:?}", self.vault().state()) };
        assert_eq!((locked.attempts_left, locked.delay), (10, Duration::ZERO));
    }
}

/// After the 4th: 30 s, 1 min, 5 min, 15 min, 1 h, and 4 h from then on.
fn delay_after(charges: u8) -> Duration {
    Duration::from_secs(match charges {
        0..=3 => 0,
        4 => 30,
        5 => 60,
        6 => 5 * 60,
        7 => 15 * 60,
        8 => 60 * 60,
        _ => 4 * 60 * 60,
    })
}

#[test]
fn a_reboot_starts_the_running_delay_again() {
    let rig = Rig::on(SimulatedDevice::new(), 9);
    drop(rig.create(RIGHT));
    for _ in 0..4 {
        drop(unlock(rig.vault().expect("readable"), WRONG).expect_err("the wrong PIN"));
    }
    let remaining = || match rig.vault().expect("readable").state() {
        State::Locked(locked) => locked.delay,
        state => panic!("{state:?}"),
    };
    assert_eq!(remaining(), Duration::from_secs(30));
    rig.clock.advance(Duration::from_secs(20));
    assert_eq!(remaining(), Duration::from_secs(10));
    rig.clock.reboot();
    assert_eq!(remaining(), Duration::from_secs(30));
    rig.clock.advance(Duration::from_secs(30));
    assert_eq!(remaining(), Duration::ZERO);
}

#[test]
fn the_old_pin_opens_no_old_copy() {
    let rig = Rig::on(SimulatedDevice::new(), 10);
    let mut vault = rig.create(RIGHT);
    let mut copies = vec![rig.device.image().files];
    for step in
        [Step::AddAccount { name: 2 }, Step::Advance { account: 0 }, Step::SetSetting { name: 1, value: 1 }]
    {
        step.perform(&mut vault, RIGHT).expect("a healthy device");
        copies.push(rig.device.image().files);
    }
    rig.device.begin();
    let change = Step::ChangePin { to: 2 };
    change.perform(&mut vault, RIGHT).expect("a healthy device");
    drop(vault);
    // Also each pair of files that stood on the disk while the PIN was being changed.
    copies.extend(rig.device.crashes(0).iter().map(|crash| crash.device.image().files));

    let mut new_ones = 0;
    for (number, files) in (0_u64..).zip(&copies) {
        let mut image = rig.device.image();
        image.files.clone_from(files);
        for pin in [RIGHT, 2] {
            let rig = Rig::on(SimulatedDevice::of(&image), 100 + number);
            let Ok(vault) = rig.vault() else { continue };
            let opened = testing::unlock(vault, &StretchedPin::number(pin), Acceptance::OlderCopy);
            assert!(opened.is_err() || pin == 2, "copy {number} opens with the old PIN");
            new_ones += u64::from(opened.is_ok());
        }
    }
    assert!(new_ones > 0, "the control: the newest copy opens with the new PIN");
    counted(&format!("old copies tried with the old PIN: {}", copies.len()));
}
