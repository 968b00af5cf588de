//! Fakes of every port, a simulated disk, and one conformance suite per port. Never in a release.
//!
//! A fake is a handle: its clones share one state, so a test keeps one and gives the other to the code under test.
//! What a fake does when things go wrong is decided by its [`Faults`].

mod agreement_keys;
mod anchor;
mod biometric_key;
mod clock;
pub mod conformance;
mod faults;
mod http;
mod preferences;
pub mod push;
mod random;
mod signing_keys;
#[cfg(feature = "platform")]
pub mod simulated;
mod slot_keys;
mod store;

pub use agreement_keys::FakeAgreementKeys;
pub use anchor::FakeAnchor;
pub use biometric_key::FakeBiometricKey;
pub use clock::FakeClock;
pub use faults::Faults;
pub use http::{FakeHttp, Outcome, block_on};
pub use preferences::MemoryPreferences;
pub use random::{FailingRandom, SeededRandom};
pub use signing_keys::FakeSigningKeys;
pub use slot_keys::FakeSlotKeys;
pub use store::{MemoryFiles, MemoryStore, put_back};

use std::sync::{Mutex, MutexGuard, PoisonError};

/// The state behind a fake; a test that panicked while holding it has failed already.
fn locked<T>(state: &Mutex<T>) -> MutexGuard<'_, T> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
