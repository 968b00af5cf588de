//! A phone made of fakes. Restarting the app keeps what a phone keeps.

use countersign::authenticator::{AccountRow, Authenticator, Confirmation, Filter, Ports, SetupStep, Stage};
use countersign::crypto::SecretBytes;
use countersign::http::DevelopmentHttp;
use countersign::ports::AssuranceClass;
use countersign::testing::{
    FakeAnchor, FakeBiometricKey, FakeClock, FakeSlotKeys, MemoryPreferences, MemoryStore, SeededRandom,
};
use countersign::time::UnixTime;
use std::sync::Arc;

pub const PIN: &str = "493817";
pub const SEED: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

pub struct Device {
    pub clock: FakeClock,
    pub store: MemoryStore,
    pub early_store: MemoryStore,
    pub anchor: FakeAnchor,
    pub slot_keys: FakeSlotKeys,
    pub preferences: MemoryPreferences,
    random: SeededRandom,
}

impl Device {
    pub fn new() -> Self {
        Self {
            clock: FakeClock::at(UnixTime::from_seconds(1_800_000_000)),
            store: MemoryStore::new(),
            early_store: MemoryStore::new(),
            anchor: FakeAnchor::new(),
            slot_keys: FakeSlotKeys::new(AssuranceClass::Hardware),
            preferences: MemoryPreferences::new(),
            random: SeededRandom::new(7),
        }
    }

    pub fn ports(&self) -> Ports {
        Ports {
            clock: Arc::new(self.clock.clone()),
            random: Arc::new(self.random.clone()),
            store: Arc::new(self.store.clone()),
            slot_keys: Arc::new(self.slot_keys.clone()),
            early_store: Some(Arc::new(self.early_store.clone())),
            signing_keys: None,
            key_attestation: None,
            agreement_keys: None,
            biometric_key: Some(Arc::new(FakeBiometricKey::new())),
            anchor: Arc::new(self.anchor.clone()),
            preferences: Arc::new(self.preferences.clone()),
            http: None,
            development_http: DevelopmentHttp::Off,
        }
    }

    /// The app, started.
    pub fn app(&self) -> Authenticator {
        Authenticator::open(self.ports()).unwrap()
    }

    /// The app, set up and open.
    pub fn set_up(&self) -> Authenticator {
        let app = self.app();
        app.accept_license(countersign::authenticator::LICENSE_VERSION).unwrap();
        app.choose_pin(secret(PIN)).unwrap();
        assert_eq!(app.confirm_pin(secret(PIN)), Ok(Stage::Setup(SetupStep::Notifications)));
        assert_eq!(app.choose_notifications(true), Ok(Stage::Unlocked));
        app
    }
}

pub fn secret(text: &str) -> SecretBytes {
    SecretBytes::from(text.as_bytes())
}

/// Adds what a text offers, as it is.
pub fn add(app: &Authenticator, text: &str) -> AccountRow {
    let offers = app.read_text(text).unwrap();
    let [offer] = &offers.offers[..] else { panic!("{} offers", offers.offers.len()) };
    app.confirm_offer(offer.id, Confirmation::default()).unwrap()
}

pub fn labels(app: &Authenticator) -> Vec<String> {
    let rows = app.accounts(&Filter::default()).unwrap();
    rows.iter().map(|row| format!("{}:{}", row.issuer, row.account)).collect()
}

/// A key URI with a secret of its own.
pub fn numbered_uri(number: u32) -> String {
    let bytes: Vec<u8> =
        (0..20).map(|i| u8::try_from(i).unwrap() ^ number.to_be_bytes()[(i % 4) as usize]).collect();
    format!(
        "otpauth://totp/Shop:user{number}?secret={}&issuer=Shop",
        data_encoding::BASE32_NOPAD.encode(&bytes)
    )
}
