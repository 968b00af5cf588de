//! `kill -9` at any moment of a real process on a real disk, and two processes at one vault.
//!
//! `COUNTERSIGN_CAMPAIGN=1` kills ten times as often.

use countersign::vault::testing::StretchedPin;
use countersign::vault::{OpenError, State, UnlockError, Vault, testing};
use countersign_tests::counted;
use countersign_tests::vault_rig::{Draw, Life, Model, campaign, real_ports, unlock};
use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

/// Changes of one life, several kills long.
const LENGTH: usize = 24;

struct Process {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Process {
    fn start(folder: &Path, seed: u64, first: usize, erase: bool) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vault_child"));
        command.arg(folder).args([seed.to_string(), first.to_string(), LENGTH.to_string()]);
        command.args(erase.then_some("erase"));
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the child starts");
        let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        Self { child, lines }
    }

    fn next(&mut self) -> Option<String> {
        self.lines.next().map(|line| line.expect("text"))
    }

    /// SIGKILL, and what had been acknowledged and not yet been read.
    fn kill(mut self) -> Vec<String> {
        self.child.kill().expect("killed");
        let rest = self.lines.by_ref().map(|line| line.expect("text")).collect();
        self.child.wait().expect("it is gone");
        rest
    }
}

#[test]
fn killed_at_any_moment() {
    let kills = if campaign() { 2000 } else { 200 };
    let (mut done, mut changes, mut in_flight, mut erased, mut new) = (0, 0, 0, 0, 0);
    let mut seed = 0;
    while done < kills {
        let folder = tempfile::tempdir().expect("a folder");
        let life = Life::new(seed, LENGTH);
        let mut draw = Draw::new(!seed);
        let mut at = 0;
        // One life: killed again and again until its end, which every other life makes by erasing.
        loop {
            let erase = seed % 2 == 0;
            let mut process = Process::start(folder.path(), seed, at, erase);
            let mut acknowledged = Vec::new();
            for _ in 0..draw.below(6) {
                acknowledged.extend(process.next());
                if acknowledged.last().is_some_and(|last| last == "erased" || *last == LENGTH.to_string()) {
                    break;
                }
            }
            // Some way into what comes next.
            std::thread::sleep(Duration::from_micros(draw.number() % 4000));
            acknowledged.extend(process.kill());
            done += 1;

            let known = acknowledged.iter().filter_map(|line| line.parse().ok()).next_back().unwrap_or(at);
            changes += known - at;
            let vault = Vault::open(real_ports(folder.path())).expect("the lock died with the process");
            match vault.state() {
                State::New => {
                    assert!(acknowledged.is_empty() && at == 0, "{acknowledged:?}: looks like no vault");
                    new += 1;
                    continue;
                }
                State::Erased => {
                    assert!(erase && known == LENGTH, "{acknowledged:?}: erased by nobody");
                    erased += 1;
                    break;
                }
                State::Locked(_) => assert!(!acknowledged.iter().any(|line| line == "erased"), "not erased"),
                state => panic!("seed {seed}, {acknowledged:?}: {state:?}"),
            }
            at = holds(vault, &life, known);
            in_flight += usize::from(at > known);
            if at == LENGTH && !erase {
                break;
            }
        }
        seed += 1;
    }
    counted(&format!("kill -9 runs: {done}, acknowledged changes checked: {changes}"));
    counted(&format!(
        "of them with an unacknowledged change found whole: {in_flight}, erased: {erased}, before there was a vault: {new}"
    ));
    assert!(changes > 0 && in_flight > 0, "the kills come in the middle of changes");
}

/// Which of the two contents that may stand does.
fn holds(mut vault: Vault, life: &Life, known: usize) -> usize {
    let State::Locked(locked) = vault.state() else { panic!("{:?}", vault.state()) };
    assert_eq!((locked.attempts_left, locked.finding), (10, None));
    let (before, after) = (&life.models[known], life.models.get(known + 1));
    for (number, model) in [(known, Some(before)), (known + 1, after)] {
        let Some(model) = model else { continue };
        match unlock(vault, model.pin) {
            Ok(open) => {
                let found = Model::of(&open, model.pin);
                if Some(&found) == after {
                    return known + 1;
                }
                assert_eq!(&found, before, "after change {known}, in flight: {:?}", life.steps.get(known));
                return known;
            }
            Err(refused) => {
                assert!(matches!(refused.error, UnlockError::WrongPin { .. }), "{number}: {}", refused.error);
                vault = refused.vault;
            }
        }
    }
    panic!("no PIN opens it after change {known}, in flight: {:?}", life.steps.get(known));
}

#[test]
fn two_processes_cannot_open_one_vault() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut process = Process::start(folder.path(), 1, 0, false);
    assert_eq!(process.next().as_deref(), Some("ready"));
    // All the while it works, and after that.
    loop {
        assert_eq!(Vault::open(real_ports(folder.path())).err(), Some(OpenError::InUse));
        if process.next() == Some(LENGTH.to_string()) {
            break;
        }
    }
    process.kill();
    // And the other way round.
    let mine = Vault::open(real_ports(folder.path())).expect("the lock died with the process");
    let mut process = Process::start(folder.path(), 1, LENGTH, false);
    println!("(the panic of a child that says InUse is what this test is after)");
    assert_eq!(process.next(), None, "it must not get as far as acknowledging anything");
    assert!(!process.child.wait().expect("it gives up").success());
    drop(mine);
}

/// The count of wrong PINs is on the disk before the answer is: it outlives the process.
#[test]
fn wrong_pins_are_remembered_by_the_next_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let vault = Vault::open(real_ports(folder.path())).expect("an empty folder");
    let open = testing::create(vault, &StretchedPin::number(Life::PIN)).map_err(|refused| refused.error);
    drop(open.expect("a new vault"));
    for failure in 1..=4 {
        let vault = Vault::open(real_ports(folder.path())).expect("nobody else has it");
        let refused = unlock(vault, 99).expect_err("the wrong PIN");
        let UnlockError::WrongPin { attempts_left, .. } = refused.error else { panic!("{}", refused.error) };
        assert_eq!(attempts_left, 10 - failure);
    }
    // From here on it takes time, which only a fake clock passes; see vault_faults_attempts.
    let vault = Vault::open(real_ports(folder.path())).expect("nobody else has it");
    let refused = unlock(vault, Life::PIN).expect_err("too early");
    assert!(matches!(refused.error, UnlockError::Delayed { .. }), "{}", refused.error);
}
