//! Power cuts: every state in which one may leave the device while the vault is made, changed, unlocked or erased.
//!
//! In each of them the vault opens with the right PIN, holds every acknowledged change whole, a change in flight whole
//! or not at all, and has counted nothing against the user. `COUNTERSIGN_CAMPAIGN=1` runs ten times as many.

use countersign::platform::Disk;
use countersign::testing::simulated::{Crash, Image, SimulatedDevice};
use countersign::vault::{Finding, State, UnlockError};
use countersign_tests::counted;
use countersign_tests::vault_rig::{Draw, Model, Rig, Step, campaign, unlock};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// Steps of one sequence, between making the vault and erasing it.
const STEPS: u64 = 24;

#[derive(Debug, Default)]
struct Counts {
    states: BTreeMap<&'static str, u64>,
    damaged: u64,
    went_on: u64,
}

impl Counts {
    fn add(&mut self, other: &Self) {
        for (what, count) in &other.states {
            *self.states.entry(what).or_default() += count;
        }
        self.damaged += other.damaged;
        self.went_on += other.went_on;
    }
}

#[test]
fn crashes_lose_nothing_acknowledged() {
    let sequences: u64 = if campaign() { 440 } else { 44 };
    let counts = in_parallel(sequences, |seed| Sequence::start(seed).run());
    let total: u64 = counts.states.values().sum();
    for (what, count) in &counts.states {
        counted(&format!("crash states, {what}: {count}"));
    }
    counted(&format!("crash states in all: {total} in {sequences} sequences of {STEPS} changes"));
    counted(&format!("crash states with one file damaged as well: {}", counts.damaged));
    counted(&format!("sequences continued after a crash: {}", counts.went_on));
    let least = if campaign() { 1_000_000 } else { 100_000 };
    assert!(total >= least, "{total} crash states are fewer than {least}");
}

/// Runs the sequences on two threads; each depends on its seed alone.
fn in_parallel(sequences: u64, run: impl Fn(u64) -> Counts + Sync) -> Counts {
    let (next, counts) = (AtomicU64::new(0), Mutex::new(Counts::default()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= sequences {
                        return;
                    }
                    let one = run(seed);
                    counts.lock().expect("no sequence failed").add(&one);
                }
            });
        }
    });
    counts.into_inner().expect("no sequence failed")
}

/// One vault's life.
struct Sequence {
    rig: Rig,
    draw: Draw,
    starts: u64,
    change: u64,
    /// The contents after each acknowledged change since the last one that must never go back, that one included.
    /// Where one file is damaged, the vault may be at any of them.
    kept: Vec<Model>,
    counts: Counts,
}

impl Sequence {
    fn start(seed: u64) -> Self {
        let rig = Rig::on(SimulatedDevice::new(), seed << 32);
        Self {
            rig,
            draw: Draw::new(seed),
            starts: seed << 32,
            change: 1,
            kept: Vec::new(),
            counts: Counts::default(),
        }
    }

    fn run(mut self) -> Counts {
        self.create();
        for _ in 0..STEPS {
            self.step();
            if self.draw.below(3) == 0 {
                self.go_on_after_a_crash();
            }
        }
        self.erase();
        self.counts
    }

    fn now(&self) -> &Model {
        self.kept.last().expect("a vault was made")
    }

    fn restarted(&mut self, device: SimulatedDevice) -> Rig {
        self.starts += 1;
        Rig::on(device, self.starts)
    }

    /// Making the vault: before the acknowledgement there is none, or an empty one.
    fn create(&mut self) {
        drop(self.rig.create(1));
        self.rig.device.acknowledge(1);
        self.kept = vec![Model { pin: 1, ..Model::default() }];
        for crash in self.crashes("making a vault") {
            let acknowledged = crash.acknowledged;
            let rig = self.restarted(crash.device);
            let vault = rig.vault().expect("readable");
            if acknowledged == 0 && vault.state() == State::New {
                // The user starts again, and nothing is in the way.
                drop(vault);
                drop(rig.create(1));
            } else {
                let open =
                    unlock(vault, 1).map_err(|refused| refused.error).expect("the PIN that was chosen");
                assert_eq!(&Model::of(&open, 1), self.now());
            }
        }
    }

    /// One change, and every crash from unlocking to its acknowledgement.
    fn step(&mut self) {
        let before = self.now().clone();
        let step = Step::draw(&before, &mut self.draw);
        let after = step.applied_to(&before);
        self.change += 1;
        self.rig.device.begin();
        let vault = self.rig.vault().expect("readable");
        let mut vault = unlock(vault, before.pin).map_err(|refused| refused.error).expect("the right PIN");
        step.perform(&mut vault, before.pin).unwrap_or_else(|broken| panic!("{step:?}: {broken:?}"));
        self.rig.device.acknowledge(self.change);
        assert_eq!(Model::of(&vault, after.pin), after, "{step:?} did something else");
        drop(vault);

        for (number, crash) in (0..).zip(self.crashes(name(&step))) {
            self.check(number, crash, &step, &before, &after);
        }
        if step.must_never_go_back() {
            self.kept.clear();
        }
        self.kept.push(after);
    }

    fn check(&mut self, number: u64, crash: Crash, step: &Step, before: &Model, after: &Model) {
        let acknowledged = crash.acknowledged == self.change;
        let image = crash.device.image();
        let context = || format!("{step:?}, crash at {}, acknowledged: {acknowledged}", crash.moment);

        let allowed: Vec<&Model> = if acknowledged { vec![after] } else { vec![before, after] };
        let found = self.open(image.clone(), &allowed, None, &context);
        assert!(allowed.contains(&&found), "{}:\n{found:?}\nis none of\n{allowed:?}", context());

        if acknowledged && before.pin != after.pin {
            let vault = self.restarted(SimulatedDevice::of(&image)).vault().expect("readable");
            let error = unlock(vault, before.pin).err().map(|refused| refused.error);
            assert!(
                matches!(error, Some(UnlockError::WrongPin { .. })),
                "{}: the old PIN: {error:?}",
                context()
            );
        }
        if number.is_multiple_of(16) {
            self.damage_one_file(&image, acknowledged, step, after, &context);
        }
    }

    /// Opens a copy of the device with one of the allowed PINs.
    fn open(
        &mut self,
        image: Image,
        allowed: &[&Model],
        damaged: Option<&str>,
        context: &dyn Fn() -> String,
    ) -> Model {
        let rig = self.restarted(SimulatedDevice::of(&image));
        let vault = rig.vault().unwrap_or_else(|error| panic!("{}: {error}", context()));
        let State::Locked(locked) = vault.state() else {
            panic!("{}: {:?}, damaged {damaged:?}", context(), vault.state());
        };
        assert_eq!(locked.attempts_left, 10, "{}: something was counted", context());
        let recovered = matches!(locked.finding, Some(Finding::Recovered { .. }));
        assert!(
            locked.finding.is_none() || (damaged.is_some() && recovered),
            "{}: {:?}, damaged {damaged:?}",
            context(),
            locked.finding
        );
        let mut pins: Vec<u8> = allowed.iter().rev().map(|model| model.pin).collect();
        pins.dedup();
        let mut vault = vault;
        for pin in pins {
            match unlock(vault, pin) {
                Ok(open) => return Model::of(&open, pin),
                Err(refused) => {
                    assert!(
                        matches!(refused.error, UnlockError::WrongPin { .. }),
                        "{}: {}, damaged {damaged:?}",
                        context(),
                        refused.error
                    );
                    vault = refused.vault;
                }
            }
        }
        panic!("{}: no PIN opens it, damaged {damaged:?}", context());
    }

    /// The medium loses one of the two files as well: what must never go back is in the other one.
    fn damage_one_file(
        &mut self,
        image: &Image,
        acknowledged: bool,
        step: &Step,
        after: &Model,
        context: &dyn Fn() -> String,
    ) {
        let kept = self.kept.clone();
        let allowed: Vec<&Model> = match (acknowledged, step.must_never_go_back()) {
            (true, true) => vec![after],
            (_, _) => kept.iter().chain([after]).collect(),
        };
        for name in ["vault.a", "vault.b"] {
            let mut image = image.clone();
            let Some(file) = image.files.get_mut(name) else { continue };
            let position = self.draw.below(file.len());
            file[position] ^= 1 << self.draw.below(8);
            let found = self.open(image, &allowed, Some(name), context);
            assert!(allowed.contains(&&found), "{}, {name} damaged:\n{found:?}\nin\n{allowed:?}", context());
            self.counts.damaged += 1;
        }
    }

    /// The next change happens on a device that has lost power during the last one.
    fn go_on_after_a_crash(&mut self) {
        let mut crashes = self.rig.device.crashes(self.change);
        let crash = crashes.swap_remove(self.draw.below(crashes.len()));
        let (kept, acknowledged) = (self.kept.clone(), crash.acknowledged == self.change);
        let last = kept.len() - 1;
        let allowed: Vec<&Model> =
            kept.iter().skip(if acknowledged { last } else { last.saturating_sub(1) }).collect();
        // Where the last change must never go back, the one before it is not kept any more.
        if kept.len() == 1 && !acknowledged {
            return;
        }
        let image = crash.device.image();
        let found = self.open(image.clone(), &allowed, None, &|| "going on".to_owned());
        if &found != self.now() {
            self.kept.pop();
        }
        assert_eq!(&found, self.now());
        self.rig = self.restarted(SimulatedDevice::of(&image));
        self.counts.went_on += 1;
    }

    /// Erasing: before the acknowledgement the vault is whole or going to be erased, afterwards nothing is left.
    fn erase(&mut self) {
        let before = self.now().clone();
        self.change += 1;
        self.rig.device.begin();
        let vault = self.rig.vault().expect("readable");
        let vault = vault.erase().map_err(|refused| refused.error).expect("a healthy device");
        assert_eq!(vault.state(), State::Erased);
        self.rig.device.acknowledge(self.change);
        drop(vault);
        for crash in self.crashes("erasing") {
            let acknowledged = crash.acknowledged == self.change;
            let rig = self.restarted(crash.device);
            let vault = rig.vault().expect("readable");
            if !acknowledged && matches!(vault.state(), State::Locked(_)) {
                let open = unlock(vault, before.pin).map_err(|refused| refused.error).expect("not erased");
                assert_eq!(Model::of(&open, before.pin), before);
                continue;
            }
            assert_eq!(vault.state(), State::Erased, "crash at {}", crash.moment);
            assert_eq!(rig.device.slot_keys().ids(), [], "crash at {}", crash.moment);
            let files = rig.device.disk().list().expect("a healthy disk");
            assert!(!files.iter().any(|name| name != "vault.lock"), "crash at {}: {files:?}", crash.moment);
        }
    }

    fn crashes(&mut self, what: &'static str) -> Vec<Crash> {
        let crashes = self.rig.device.crashes(self.change);
        *self.counts.states.entry(what).or_default() += crashes.len() as u64;
        crashes
    }
}

fn name(step: &Step) -> &'static str {
    match step {
        Step::SetSetting { .. } => "a setting",
        Step::AddAccount { .. } => "adding an account",
        Step::Describe { .. } | Step::Move { .. } | Step::Record { .. } => "editing, moving, recording",
        Step::Advance { .. } => "advancing a counter",
        Step::ReplaceSecret { .. } => "replacing a secret",
        Step::Remove { .. } => "removing an account",
        Step::Answer { .. } => "answering a request",
        Step::ChangePin { .. } => "changing the PIN",
        Step::AddRecoveryCode | Step::RemoveRecoveryCode => "making or removing a recovery code",
    }
}
