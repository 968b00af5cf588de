//! A sequence of changes that two processes can work out for themselves.

use super::{Draw, Model, Step};
use countersign::crypto::RingRandom;
use countersign::platform::{KeyFiles, SystemClock, VaultFiles};
use countersign::vault::VaultPorts;
use std::path::Path;
use std::sync::Arc;

/// The changes of one seed. Change `n` leads from contents `n` to contents `n + 1`; contents 0 are those of a new vault.
#[derive(Debug)]
pub struct Life {
    /// The changes.
    pub steps: Vec<Step>,
    /// What the vault holds before each of them, and after the last.
    pub models: Vec<Model>,
}

impl Life {
    /// The first PIN of every life.
    pub const PIN: u8 = 1;

    /// The first `length` changes of a seed.
    pub fn new(seed: u64, length: usize) -> Self {
        let mut draw = Draw::new(seed);
        let mut models = vec![Model { pin: Self::PIN, ..Model::default() }];
        let mut steps = Vec::new();
        for _ in 0..length {
            let model = models.last().expect("never empty");
            let step = Step::draw(model, &mut draw);
            let after = step.applied_to(model);
            models.push(after);
            steps.push(step);
        }
        Self { steps, models }
    }
}

/// The ports of a real vault in a real folder: files, keys of class F, the system's clock and randomness.
pub fn real_ports(folder: &Path) -> VaultPorts {
    let random = Arc::new(RingRandom::new());
    let keys =
        Arc::new(KeyFiles::open(&folder.join("device"), random.clone()).expect("a folder for the keys"));
    VaultPorts {
        store: Arc::new(VaultFiles::open(folder).expect("a folder for the vault")),
        slot_keys: keys.clone(),
        early_store: None,
        signing_keys: None,
        agreement_keys: None,
        biometric_key: None,
        anchor: keys,
        clock: Arc::new(SystemClock::new()),
        random,
    }
}
