//! What is kept of a push account beside its secrets: in the vault's entry, and in what opens before the PIN.

use super::super::push_error::PushCallError;
use super::keys::HardwareKey;
use crate::http::DevelopmentHttp;
use crate::ports::{DeviceKeyId, NetworkConsent};
use crate::push::{Policy, PreparedRotation, PushAccount, SignedAnswer};
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

/// Answers that wait for the server's acknowledgement at most; the oldest give way.
const MOST_ANSWERS: usize = 16;

/// What is kept of a push account. No secret.
#[derive(Clone, Debug)]
pub(in super::super) struct PushRecord {
    /// Grows with each change, so that the newer of two copies is known.
    pub(in super::super) revision: u64,
    pub(in super::super) account: PushAccount,
    /// What the user agreed to of what the server asks.
    pub(in super::super) agreed: Policy,
    /// The user agreed to a server in a private network.
    pub(in super::super) private_network: bool,
    /// Signed, and not acknowledged yet: sent again byte for byte.
    pub(in super::super) answers: Vec<SignedAnswer>,
    /// New keys that the old ones have signed for, not acknowledged yet.
    pub(in super::super) rotation: Option<PreparedRotation>,
    /// How often the keys were replaced.
    pub(in super::super) rotations: u64,
    /// The user wants it deleted, and its server is to be told first.
    pub(in super::super) ending: bool,
    /// Keys that hardware keeps, and those that a rotation brings.
    pub(in super::super) hardware: Option<HardwareKeys>,
    pub(in super::super) next_hardware: Option<HardwareKeys>,
}

/// The keys of an account in hardware.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(in super::super) struct HardwareKeys {
    #[n(0)]
    pub(in super::super) device: HardwareKey,
    /// Not in what opens before the PIN.
    #[n(1)]
    pub(in super::super) user: Option<HardwareKey>,
    /// Not there either; `None` also where the device keeps no such key, and it is sealed in the vault.
    #[n(2)]
    pub(in super::super) agreement: Option<HardwareKey>,
}

impl HardwareKeys {
    pub(in super::super) fn ids(self) -> impl Iterator<Item = DeviceKeyId> {
        [Some(self.device), self.user, self.agreement].into_iter().flatten().map(HardwareKey::id)
    }
}

/// What is written. Fields are only ever added.
#[derive(Encode, Decode)]
#[cbor(map)]
struct Stored {
    #[n(0)]
    revision: u64,
    #[n(1)]
    account: ByteVec,
    #[n(2)]
    private_network: bool,
    #[n(3)]
    answers: Vec<SignedAnswer>,
    #[n(4)]
    rotation: Option<StoredRotation>,
    #[n(5)]
    hardware: Option<HardwareKeys>,
    #[n(6)]
    next_hardware: Option<HardwareKeys>,
    #[n(7)]
    agreed: Policy,
    #[cbor(n(8), default)]
    rotations: u64,
    #[cbor(n(9), default)]
    ending: bool,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct StoredRotation {
    #[n(0)]
    body: ByteVec,
    #[n(1)]
    counter: u64,
}

impl PushRecord {
    /// A new account.
    pub(in super::super) fn new(account: PushAccount, private_network: bool) -> Self {
        Self {
            revision: 1,
            agreed: account.policy(),
            account,
            private_network,
            answers: Vec::new(),
            rotation: None,
            rotations: 0,
            ending: false,
            hardware: None,
            next_hardware: None,
        }
    }

    pub(in super::super) fn decode(
        bytes: &[u8],
        development: DevelopmentHttp,
    ) -> Result<Self, PushCallError> {
        let stored: Stored = minicbor::decode(bytes).map_err(|_| PushCallError::Damaged)?;
        let account =
            PushAccount::decode(&stored.account, development).map_err(|_| PushCallError::Damaged)?;
        let rotation = stored
            .rotation
            .map(|rotation| PreparedRotation { body: rotation.body.into(), counter: rotation.counter });
        Ok(Self {
            revision: stored.revision,
            account,
            agreed: stored.agreed,
            private_network: stored.private_network,
            answers: stored.answers,
            rotation,
            rotations: stored.rotations,
            ending: stored.ending,
            hardware: stored.hardware,
            next_hardware: stored.next_hardware,
        })
    }

    /// The revision of stored bytes, without reading the rest of it; 0 where there is none.
    pub(in super::super) fn revision_of(bytes: &[u8]) -> u64 {
        minicbor::decode::<Stored>(bytes).map_or(0, |stored| stored.revision)
    }

    /// For the vault.
    pub(in super::super) fn encode(&self) -> Vec<u8> {
        self.encoded(self.hardware, self.next_hardware)
    }

    /// For what opens before the PIN: nothing that leads to the key that approves.
    pub(in super::super) fn encode_early(&self) -> Vec<u8> {
        let device_only = |pair: HardwareKeys| HardwareKeys { user: None, agreement: None, ..pair };
        self.encoded(self.hardware.map(device_only), None)
    }

    fn encoded(&self, hardware: Option<HardwareKeys>, next_hardware: Option<HardwareKeys>) -> Vec<u8> {
        let rotation = self
            .rotation
            .as_ref()
            .map(|rotation| StoredRotation { body: rotation.body.clone().into(), counter: rotation.counter });
        let stored = Stored {
            revision: self.revision,
            account: self.account.encode().into(),
            private_network: self.private_network,
            answers: self.answers.clone(),
            rotation,
            hardware,
            next_hardware,
            agreed: self.agreed,
            rotations: self.rotations,
            ending: self.ending,
        };
        // A vector takes everything that is encoded into it.
        minicbor::to_vec(&stored).unwrap_or_default()
    }

    /// Takes what the locked phone learned; what only the vault knows stays.
    pub(in super::super) fn with_early(&self, early: Self) -> Self {
        Self {
            hardware: self.hardware,
            next_hardware: self.next_hardware,
            rotation: self.rotation.clone(),
            ending: self.ending,
            ..early
        }
    }

    /// What the server asks now, where that is more than the user agreed to.
    pub(in super::super) fn asked(&self) -> Option<Policy> {
        let asked = self.account.policy();
        (!self.agreed.covers(asked)).then_some(asked)
    }

    /// Keeps an answer until it is acknowledged.
    pub(in super::super) fn await_outcome(&mut self, answer: SignedAnswer) {
        self.answers.push(answer);
        let beyond = self.answers.len().saturating_sub(MOST_ANSWERS);
        self.answers.drain(..beyond);
    }

    /// Where the user agreed that requests of this account may go.
    pub(in super::super) const fn consent(&self) -> NetworkConsent {
        if self.private_network { NetworkConsent::PrivateToo } else { NetworkConsent::PublicOnly }
    }

    /// The server's host, as it is shown.
    pub(in super::super) fn host(&self) -> String {
        self.account.origin().host().to_string()
    }

    /// The names of every hardware key of the account.
    pub(in super::super) fn hardware_ids(&self) -> Vec<DeviceKeyId> {
        [self.hardware, self.next_hardware].into_iter().flatten().flat_map(HardwareKeys::ids).collect()
    }
}
