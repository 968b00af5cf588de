//! What a vault must hold, written down apart from the vault.

use countersign::vault::{OpenVault, RequestId};
use std::collections::{BTreeMap, BTreeSet};

/// Everything a vault holds, in plain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// Number of the PIN.
    pub pin: u8,
    /// Whether there is a recovery code.
    pub recovery: bool,
    /// The accounts in the user's order.
    pub accounts: Vec<Account>,
    /// The settings.
    pub settings: BTreeMap<String, Vec<u8>>,
    /// The requests that were answered, of those whose numbers are below 256.
    pub requests: BTreeSet<u8>,
    /// What was recorded, oldest first.
    pub history: Vec<Option<String>>,
}

/// One account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// A name that no other account ever had.
    pub name: String,
    /// What the user wrote about it.
    pub information: String,
    /// The next counter.
    pub counter: u64,
    /// The secret.
    pub secret: Vec<u8>,
}

impl Model {
    /// What an open vault holds, every secret opened. The number of the PIN is the one that opened it.
    pub fn of(vault: &OpenVault, pin: u8) -> Self {
        let contents = vault.contents();
        assert!(contents.history().is_unbroken(), "the history's chain");
        let account = |entry: &countersign::vault::Entry| Account {
            name: entry.details().account.clone(),
            information: entry.details().information.clone(),
            counter: entry.counter(),
            secret: vault.open_secret(entry.id()).expect("an intact record").expose().to_vec(),
        };
        Self {
            pin,
            recovery: vault.has_recovery_slot(),
            accounts: contents.entries().iter().map(account).collect(),
            settings: contents.settings().map(|(name, value)| (name.to_owned(), value.to_vec())).collect(),
            requests: (0..=u8::MAX).filter(|number| contents.has_seen(request(*number))).collect(),
            history: contents.history().records().map(|record| record.event().shown.clone()).collect(),
        }
    }
}

/// The request of a number.
pub(super) fn request(number: u8) -> RequestId {
    RequestId([number; 32])
}
