//! Damage: every single bit of a small vault flipped and every truncation, as it is and with the trailer recomputed.
//!
//! Damage is never taken for a wrong PIN, never charged, never looks like no vault at all, and never changes what an
//! open vault shows.

use countersign::testing::simulated::{Image, SimulatedDevice};
use countersign::time::UnixTime;
use countersign::vault::testing::{StretchedPin, recompute_trailer};
use countersign::vault::{Acceptance, Finding, State, UnlockError, testing};
use countersign_tests::counted;
use countersign_tests::vault_rig::{Model, Rig, Step, unlock};
use std::collections::BTreeMap;

const PIN: u8 = 1;

/// A small vault: both files, and what each of them holds.
struct Small {
    image: Image,
    newest: &'static str,
    older: &'static str,
    generation: u64,
    /// The device two commits earlier.
    old: Image,
    before: Model,
    after: Model,
}

impl Small {
    fn make() -> Self {
        let rig = Rig::on(SimulatedDevice::new(), 1);
        let mut vault = rig.create(PIN);
        let mut model = Model { pin: PIN, ..Model::default() };
        for step in [
            Step::AddAccount { name: 2 },
            Step::AddAccount { name: 3 },
            Step::Advance { account: 0 },
            Step::SetSetting { name: 1, value: 7 },
        ] {
            step.perform(&mut vault, PIN).expect("a healthy device");
            model = step.applied_to(&model);
        }
        let old = rig.device.image();
        let second = Step::SetSetting { name: 2, value: 9 };
        second.perform(&mut vault, PIN).expect("a healthy device");
        model = second.applied_to(&model);
        let before = model.clone();
        let last = Step::SetSetting { name: 1, value: 8 };
        last.perform(&mut vault, PIN).expect("a healthy device");
        let after = last.applied_to(&model);
        let generation = vault.generation();
        let even = generation.is_multiple_of(2);
        drop(vault);
        let (newest, older) = if even { ("vault.a", "vault.b") } else { ("vault.b", "vault.a") };
        Self { image: rig.device.image(), newest, older, generation, old, before, after }
    }

    fn with(&self, name: &str, change: impl FnOnce(&mut Vec<u8>)) -> Image {
        let mut image = self.image.clone();
        change(image.files.get_mut(name).expect("both files are there"));
        image
    }

    fn bits(&self, name: &str) -> impl Iterator<Item = (usize, u8)> + use<> {
        (0..self.image.files[name].len()).flat_map(|byte| (0..8).map(move |bit| (byte, 1 << bit)))
    }

    /// The newest file is unreadable, and the one before it opens.
    fn recovers(&self, image: Image, what: &str) {
        let anchor = image.anchor.clone();
        let rig = Rig::on(SimulatedDevice::of(&image), 2);
        let vault = rig.vault().expect("readable");
        let State::Locked(locked) = vault.state() else { panic!("{what}: {:?}", vault.state()) };
        assert_eq!(locked.attempts_left, 10, "{what}");
        assert!(matches!(locked.finding, Some(Finding::Recovered { .. })), "{what}: {:?}", locked.finding);
        assert!(rig.device.image().anchor == anchor, "{what}: something was charged");
        let vault = unlock(vault, PIN).unwrap_or_else(|refused| panic!("{what}: {}", refused.error));
        assert!(Model::of(&vault, PIN) == self.before, "{what}");
    }

    /// The older file is unreadable, and nothing is lost. Whether a false alarm was given: where the damage makes that
    /// file claim to have been the next commit.
    fn opens(&self, image: Image, what: &str) -> bool {
        let rig = Rig::on(SimulatedDevice::of(&image), 2);
        let vault = rig.vault().expect("readable");
        let State::Locked(locked) = vault.state() else { panic!("{what}: {:?}", vault.state()) };
        assert_eq!(locked.attempts_left, 10, "{what}");
        let vault = unlock(vault, PIN).unwrap_or_else(|refused| panic!("{what}: {}", refused.error));
        assert!(Model::of(&vault, PIN) == self.after, "{what}");
        match locked.finding {
            None => false,
            Some(Finding::Recovered { lost_generation }) if lost_generation <= self.generation + 2 => true,
            Some(finding) => panic!("{what}: {finding:?}"),
        }
    }
}

/// Neither file is intact: said so, and nothing is charged, however often the PIN is tried.
fn is_damaged(image: &Image, what: &str) {
    let rig = Rig::on(SimulatedDevice::of(image), 2);
    let vault = rig.vault().expect("readable");
    assert_eq!(vault.state(), State::Damaged, "{what}");
    let refused = unlock(vault, PIN).expect_err("damaged");
    assert!(
        matches!(refused.error, UnlockError::Damaged | UnlockError::NotLocked),
        "{what}: {}",
        refused.error
    );
    assert!(rig.device.image().anchor == image.anchor, "{what}: something was charged");
    let files = |image: &Image| (image.files.get("vault.a").cloned(), image.files.get("vault.b").cloned());
    assert!(files(&rig.device.image()) == files(image), "{what}: the files were touched");
}

#[test]
fn every_bit_of_the_newest_file_flipped() {
    let small = Small::make();
    let mut count = 0;
    for (byte, bit) in small.bits(small.newest) {
        let what = format!("byte {byte}, bit {bit:#04x}");
        small.recovers(small.with(small.newest, |file| file[byte] ^= bit), &what);
        count += 1;
    }
    counted(&format!("bits of the newest file flipped: {count}"));
}

#[test]
fn every_bit_of_the_older_file_flipped() {
    let small = Small::make();
    let (mut count, mut alarms) = (0, 0);
    for (byte, bit) in small.bits(small.older) {
        let what = format!("byte {byte}, bit {bit:#04x}");
        alarms += u64::from(small.opens(small.with(small.older, |file| file[byte] ^= bit), &what));
        count += 1;
    }
    counted(&format!("bits of the older file flipped: {count}, false alarms: {alarms}"));
    assert!(alarms <= 2, "only a bit of the generation's last byte can look like a lost commit");
}

#[test]
fn every_bit_of_both_files_flipped() {
    let small = Small::make();
    let mut count = 0;
    for (byte, bit) in small.bits(small.newest) {
        let mut image = small.with(small.newest, |file| file[byte] ^= bit);
        let older = image.files.get_mut(small.older).expect("both files are there");
        let last = older.len() - 1;
        older[byte.min(last)] ^= bit;
        is_damaged(&image, &format!("byte {byte}, bit {bit:#04x}"));
        count += 1;
    }
    counted(&format!("bits of both files flipped: {count}"));
}

/// A forger who fits the checksum to his change: each inner layer gives its own answer.
#[test]
fn every_bit_flipped_and_the_trailer_recomputed() {
    let small = Small::make();
    let mut answers: BTreeMap<String, u64> = BTreeMap::new();
    let trailer = small.image.files[small.newest].len() - 32;
    for (byte, bit) in small.bits(small.newest).filter(|(byte, _)| *byte < trailer) {
        let what = format!("byte {byte}, bit {bit:#04x}");
        let image = small.with(small.newest, |file| {
            file[byte] ^= bit;
            recompute_trailer(file);
        });
        *answers.entry(forged(&small, &image, &what)).or_default() += 1;
    }
    let mut total = 0;
    for (answer, count) in answers {
        counted(&format!("bits flipped with a fitting trailer, {answer}: {count}"));
        total += count;
    }
    assert_eq!(total, trailer as u64 * 8);
}

/// The answer to a file that was forged without the keys. Whatever opens holds what was there before.
fn forged(small: &Small, image: &Image, what: &str) -> String {
    let rig = Rig::on(SimulatedDevice::of(image), 2);
    let vault = rig.vault().expect("readable");
    let state = vault.state();
    match state {
        State::Locked(locked) => assert_eq!(locked.attempts_left, 10, "{what}"),
        State::NewerVersion { .. } => return "newer version".to_owned(),
        State::Damaged => return "damaged".to_owned(),
        State::DeviceKeyMissing(_) => return "device key missing".to_owned(),
        State::New | State::Erased | State::FilesMissing => panic!("{what}: {state:?}"),
    }
    let accept = |vault| testing::unlock(vault, &StretchedPin::number(PIN), Acceptance::OlderCopy);
    let refused = match unlock(vault, PIN) {
        Ok(vault) => {
            let found = Model::of(&vault, PIN);
            assert!(found == small.before || found == small.after, "{what}: {found:?}");
            let found = if found == small.after { "the newest" } else { "the one before" };
            let open = vault.finding();
            return format!("opens {found} ({open:?})");
        }
        Err(refused) => refused,
    };
    match refused.error {
        UnlockError::OlderCopy(finding) => match accept(refused.vault) {
            Ok(vault) => {
                let found = Model::of(&vault, PIN);
                assert!(found == small.before || found == small.after, "{what}: {found:?}");
                format!("asks, then opens ({finding:?})")
            }
            Err(refused) => format!("asks, then refuses: {}", refused.error),
        },
        error @ (UnlockError::Damaged | UnlockError::WrongPin { .. }) => format!("refuses: {error}"),
        error => panic!("{what}: {error}"),
    }
}

#[test]
fn every_truncation() {
    let small = Small::make();
    let length = |name: &str| small.image.files[name].len();
    for cut in 0..length(small.newest) {
        small.recovers(small.with(small.newest, |file| file.truncate(cut)), &format!("newest cut to {cut}"));
    }
    for cut in 0..length(small.older) {
        small.opens(small.with(small.older, |file| file.truncate(cut)), &format!("older cut to {cut}"));
    }
    let both = length(small.newest).min(length(small.older));
    for cut in 0..both {
        let mut image = small.with(small.newest, |file| file.truncate(cut));
        image.files.get_mut(small.older).expect("both files are there").truncate(cut);
        is_damaged(&image, &format!("both cut to {cut}"));
    }
    counted(&format!(
        "truncations: {} of the newest file, {} of the older, {both} of both",
        length(small.newest),
        length(small.older)
    ));

    // A cut file whose last 32 bytes were made to fit.
    for cut in 32..length(small.newest) {
        let what = format!("cut to {cut} with a fitting trailer");
        let image = small.with(small.newest, |file| {
            file.truncate(cut);
            recompute_trailer(file);
        });
        forged(&small, &image, &what);
    }
    // And one that grew.
    for more in [1, 16, 4096] {
        small.recovers(small.with(small.newest, |file| file.resize(file.len() + more, 0)), "grown");
    }
}

#[test]
fn missing_files() {
    let small = Small::make();
    let mut image = small.image.clone();
    image.files.remove(small.older);
    small.opens(image.clone(), "older missing");
    image.files.remove(small.newest);
    let rig = Rig::on(SimulatedDevice::of(&image), 2);
    assert_eq!(rig.vault().expect("readable").state(), State::FilesMissing);

    // Without the newest file, the one that lay beside it opens: what must never go back is in both.
    let mut image = small.image.clone();
    image.files.remove(small.newest);
    small.recovers(image, "newest missing");
}

/// An old copy is not damage: right PIN, explicit yes, nothing else, however few of its files are put back.
#[test]
fn old_copies() {
    let small = Small::make();
    let both: Vec<&str> = vec![small.newest, small.older];
    for names in [both.clone(), both[..1].to_vec(), both[1..].to_vec()] {
        let what = format!("{names:?} put back");
        let mut image = small.image.clone();
        image.files.retain(|name, _| name == "vault.lock");
        let old = names.iter().map(|name| ((*name).to_owned(), small.old.files[*name].clone()));
        image.files.extend(old);
        let rig = Rig::on(SimulatedDevice::of(&image), 2);
        let refused = unlock(rig.vault().expect("readable"), PIN).expect_err("an older copy");
        assert!(
            matches!(refused.error, UnlockError::OlderCopy(Finding::RolledBack { .. })),
            "{what}: {}",
            refused.error
        );
        let wrong = unlock(refused.vault, PIN + 1).expect_err("the wrong PIN");
        assert!(
            matches!(wrong.error, UnlockError::WrongPin { attempts_left: 9, .. }),
            "{what}: {}",
            wrong.error
        );
        let accepted = testing::unlock(wrong.vault, &StretchedPin::number(PIN), Acceptance::OlderCopy);
        let vault = accepted.unwrap_or_else(|refused| panic!("{what}: {}", refused.error));
        assert!(
            vault.contents().requests_not_before() > UnixTime::default(),
            "{what}: older requests are refused"
        );
        drop(vault);
        // Accepted once, it is the newest.
        let vault =
            unlock(rig.vault().expect("readable"), PIN).unwrap_or_else(|refused| panic!("{}", refused.error));
        assert_eq!(vault.finding(), None, "{what}");
    }
}

/// The anchor's record belongs to the device; one that is not authentic is none, and the user is asked.
#[test]
fn every_bit_of_the_anchor_flipped() {
    let small = Small::make();
    let record = small.image.anchor.clone().expect("a record");
    for byte in 0..record.len() {
        for bit in 0..8 {
            let what = format!("byte {byte}, bit {bit}");
            let mut image = small.image.clone();
            let mut record = record.clone();
            record[byte] ^= 1 << bit;
            image.anchor = Some(record);
            let rig = Rig::on(SimulatedDevice::of(&image), 2);
            let vault = rig.vault().expect("readable");
            let State::Locked(locked) = vault.state() else { panic!("{what}: {:?}", vault.state()) };
            assert_eq!(locked.finding, Some(Finding::Unanchored), "{what}");
            let refused = unlock(vault, PIN).expect_err("the user is asked");
            assert_eq!(refused.error, UnlockError::OlderCopy(Finding::Unanchored), "{what}");
            let accepted = testing::unlock(refused.vault, &StretchedPin::number(PIN), Acceptance::OlderCopy);
            let vault = accepted.map_err(|refused| refused.error).expect("the user said yes");
            assert!(Model::of(&vault, PIN) == small.after, "{what}");
        }
    }
    counted(&format!("bits of the anchor flipped: {}", record.len() * 8));
}
