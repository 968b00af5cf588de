//! The anchor in memory.

use super::{Faults, locked};
use crate::crypto::{SecretBytes, hmac_sha256};
use crate::ports::{Anchor, AnchorError};
use std::sync::{Arc, Mutex};

/// An anchor whose loads, stores and key fail when told to.
#[derive(Clone, Debug, Default)]
pub struct FakeAnchor {
    state: Arc<Mutex<State>>,
    loads: Faults<AnchorError>,
    stores: Faults<AnchorError>,
}

#[derive(Debug, Default)]
struct State {
    record: Option<Vec<u8>>,
    stored: u64,
    failed_stores_land: bool,
    key_missing: bool,
}

impl FakeAnchor {
    /// A device that never stored a record.
    pub fn new() -> Self {
        Self::default()
    }

    /// When [`load`](Anchor::load) and [`mac`](Anchor::mac) refuse.
    pub fn load_faults(&self) -> &Faults<AnchorError> {
        &self.loads
    }

    /// When [`store`](Anchor::store) refuses. The old record then stands.
    pub fn store_faults(&self) -> &Faults<AnchorError> {
        &self.stores
    }

    /// Whether a store that reports failure has replaced the record all the same.
    pub fn failed_stores_land(&self, land: bool) {
        locked(&self.state).failed_stores_land = land;
    }

    /// The device loses the anchor's key; the record stays.
    pub fn lose_key(&self) {
        locked(&self.state).key_missing = true;
    }

    /// The record as it stands: what an attacker with the home folder could copy (classes S and F only).
    pub fn snapshot(&self) -> Option<Vec<u8>> {
        locked(&self.state).record.clone()
    }

    /// Puts a record back.
    pub fn restore(&self, record: Option<Vec<u8>>) {
        locked(&self.state).record = record;
    }

    /// Number of records stored so far.
    pub fn stored(&self) -> u64 {
        locked(&self.state).stored
    }
}

impl Anchor for FakeAnchor {
    fn load(&self) -> Result<Option<Vec<u8>>, AnchorError> {
        self.loads.call()?;
        Ok(locked(&self.state).record.clone())
    }

    fn store(&self, record: &[u8]) -> Result<(), AnchorError> {
        let outcome = self.stores.call();
        let mut state = locked(&self.state);
        if record.len() > 512 {
            return Err(AnchorError::Unavailable);
        }
        if outcome.is_ok() || state.failed_stores_land {
            state.record = Some(record.to_vec());
            state.stored = state.stored.saturating_add(1);
        }
        outcome
    }

    fn mac(&self, message: &[u8]) -> Result<[u8; 32], AnchorError> {
        self.loads.call()?;
        if locked(&self.state).key_missing {
            return Err(AnchorError::KeyMissing);
        }
        // Exposed: the MAC itself is no secret.
        Ok(*hmac_sha256(&SecretBytes::new(vec![0xa5; 32]), &[message]).expose())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::conformance;

    #[test]
    fn conforms() {
        conformance::anchor(&FakeAnchor::new());
    }

    #[test]
    fn a_failed_store_leaves_the_old_or_the_new_record() {
        let anchor = FakeAnchor::new();
        anchor.store(b"old").unwrap();
        anchor.store_faults().once_after(0, AnchorError::Unavailable);
        assert_eq!(anchor.store(b"new"), Err(AnchorError::Unavailable));
        assert_eq!(anchor.load(), Ok(Some(b"old".to_vec())));
        anchor.failed_stores_land(true);
        anchor.store_faults().once_after(0, AnchorError::Unavailable);
        assert_eq!(anchor.store(b"new"), Err(AnchorError::Unavailable));
        assert_eq!(anchor.load(), Ok(Some(b"new".to_vec())));
    }
}
