//! A vault under test: on a device that can be made to fail, and beside a model that says what it must hold.

mod life;
mod model;
mod step;

pub use life::{Life, real_ports};
pub use model::{Account, Model};
pub use step::{Broken, Step};

use countersign::platform::VaultFiles;
use countersign::ports::{Clock, VaultStore};
use countersign::testing::simulated::{Image, SimulatedDevice};
use countersign::testing::{FakeClock, SeededRandom};
use countersign::vault::testing::StretchedPin;
use countersign::vault::{
    Acceptance, OpenError, OpenVault, Refused, UnlockError, Vault, VaultPorts, testing,
};
use std::sync::Arc;

/// Whether the full campaign was asked for.
pub fn campaign() -> bool {
    std::env::var_os("COUNTERSIGN_CAMPAIGN").is_some_and(|value| value == "1")
}

/// Numbers that repeat for a seed (SplitMix64).
#[derive(Clone, Debug)]
pub struct Draw(u64);

impl Draw {
    /// The numbers of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.number() % bound as u64).expect("below a usize")
    }
}

/// What a vault needs, on a simulated device of the hardware class.
#[derive(Clone, Debug)]
pub struct Rig {
    /// Disk, keys and anchor.
    pub device: SimulatedDevice,
    /// Both clocks.
    pub clock: FakeClock,
    random: SeededRandom,
}

impl Rig {
    /// A device, just started. Each start has a seed of its own: no random byte comes twice.
    pub fn on(device: SimulatedDevice, seed: u64) -> Self {
        Self { device, clock: FakeClock::default(), random: SeededRandom::new(seed) }
    }

    /// The same device started again, or an image of it; the clocks run on.
    #[must_use]
    pub fn restarted(&self, image: &Image, seed: u64) -> Self {
        Self { clock: self.clock.clone(), ..Self::on(SimulatedDevice::of(image), seed) }
    }

    /// The vault's ports.
    pub fn ports(&self) -> VaultPorts {
        self.ports_with(Arc::new(VaultFiles::on(self.device.disk().clone())))
    }

    /// The vault's ports, with another place for the files.
    pub fn ports_with(&self, store: Arc<dyn VaultStore>) -> VaultPorts {
        let clock: Arc<dyn Clock> = Arc::new(self.clock.clone());
        VaultPorts {
            store,
            slot_keys: Arc::new(self.device.slot_keys()),
            early_store: None,
            signing_keys: None,
            agreement_keys: None,
            biometric_key: None,
            anchor: Arc::new(self.device.anchor()),
            clock,
            random: Arc::new(self.random.clone()),
        }
    }

    /// The vault, locked.
    pub fn vault(&self) -> Result<Vault, OpenError> {
        Vault::open(self.ports())
    }

    /// A new vault, open.
    pub fn create(&self, pin: u8) -> OpenVault {
        let vault = self.vault().expect("a fresh device");
        testing::create(vault, &StretchedPin::number(pin))
            .map_err(|refused| refused.error)
            .expect("a fresh device")
    }
}

/// Unlocks without the key derivation, accepting the newest files only.
pub fn unlock(vault: Vault, pin: u8) -> Result<OpenVault, Refused<UnlockError>> {
    testing::unlock(vault, &StretchedPin::number(pin), Acceptance::NewestOnly)
}
