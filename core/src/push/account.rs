//! One enrolled account, as the vault keeps it: public facts, and what its protocol remembers.

use super::{Storm, WakeId, cbor};
use crate::http::{DevelopmentHttp, Scheme, ServerOrigin};
use crate::otp::{Algorithm, CodeParameters, Digits, Period};
use crate::time::{self, UnixTime};
use minicbor::{Decode, Encode};

/// The most bytes that an account takes.
pub const LONGEST_ACCOUNT: usize = 16 * 1024;

/// Which protocol an account speaks. Kept for ever: a number is never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct ProtocolId(#[n(0)] pub u16);

/// One enrolled account. Its private keys are not here: see [`AccountSecrets`](super::AccountSecrets).
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct PushAccount {
    /// Which protocol it speaks.
    #[n(0)]
    pub(super) protocol: ProtocolId,
    #[cbor(n(1), with = "cbor::origin")]
    pub(super) origin: ServerOrigin,
    #[n(2)]
    pub(super) wake: Option<WakeId>,
    #[n(3)]
    pub(super) policy: Policy,
    /// The highest number that an answer was signed with.
    #[n(4)]
    pub(super) counter: u64,
    #[n(5)]
    pub(super) offline: Option<OfflineCodes>,
    #[n(6)]
    pub(super) ended: Option<Ended>,
    /// Denials, so that they count across restarts.
    #[n(7)]
    pub storm: Storm,
    /// What the protocol remembers, in its own encoding.
    #[cbor(n(8), with = "minicbor::bytes")]
    pub(super) own: Vec<u8>,
    /// The newest text that the server wants to find in the next call. Lost without harm.
    #[n(9)]
    pub(super) nonce: Option<String>,
}

/// What a server asks of the vault for as long as the account exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Policy {
    /// The least number of characters that the PIN has, 4 to 8.
    #[cbor(n(0), decode_with = "cbor::pin_minimum")]
    pub(super) pin_minimum: u8,
    /// Whether biometrics must be set up.
    #[n(1)]
    pub(super) biometrics: bool,
}

/// What every PIN has, whoever asks.
const PIN_LEAST: u8 = 4;
/// The most that a server may ask for.
const PIN_MOST: u8 = 8;

impl Default for Policy {
    /// Nothing that a phone does not demand by itself.
    fn default() -> Self {
        Self { pin_minimum: PIN_LEAST, biometrics: false }
    }
}

impl Policy {
    /// A policy; `None` for a minimum outside 4 to 8.
    pub fn new(pin_minimum: u8, biometrics: bool) -> Option<Self> {
        (PIN_LEAST..=PIN_MOST).contains(&pin_minimum).then_some(Self { pin_minimum, biometrics })
    }

    /// The least number of characters that the PIN has, 4 to 8.
    pub const fn pin_minimum(self) -> u8 {
        self.pin_minimum
    }

    /// Whether biometrics must be set up.
    pub const fn biometrics(self) -> bool {
        self.biometrics
    }

    /// Whether who agreed to this policy has agreed to `other` as well.
    pub fn covers(self, other: Self) -> bool {
        self.pin_minimum >= other.pin_minimum && self.biometrics >= other.biometrics
    }
}

/// How offline codes are made from the seed among the account's secrets: TOTP with SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct OfflineCodes {
    /// Length of a code.
    #[cbor(n(0), with = "cbor::digits")]
    pub digits: Digits,
    /// How long a code lives.
    #[cbor(n(1), with = "cbor::period")]
    pub period: Period,
}

impl OfflineCodes {
    /// The same, as codes are computed from it.
    pub const fn parameters(self) -> CodeParameters {
        CodeParameters::Totp { algorithm: Algorithm::Sha256, digits: self.digits, period: self.period }
    }
}

/// The server's signed statement that an account has ended. The account stays until the user deletes it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Ended {
    /// Who ended it.
    #[n(0)]
    pub by: EndedBy,
    /// When, by the server's clock.
    #[cbor(n(1), with = "time::cbor")]
    pub at: UnixTime,
}

/// Who ended an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum EndedBy {
    /// This phone asked for it.
    #[n(0)]
    Phone,
    /// The server: its user, or its administrator.
    #[n(1)]
    Server,
}

/// The bytes are no account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the account's record is damaged")]
pub struct AccountDamaged;

impl PushAccount {
    /// Which protocol it speaks.
    pub const fn protocol(&self) -> ProtocolId {
        self.protocol
    }

    /// The server.
    pub const fn origin(&self) -> &ServerOrigin {
        &self.origin
    }

    /// What a wake-up names the account by; `None` where its protocol has no such name.
    pub const fn wake(&self) -> Option<WakeId> {
        self.wake
    }

    /// What the server asks of the vault now. Until the vault meets it, nothing is approved.
    pub const fn policy(&self) -> Policy {
        self.policy
    }

    /// How offline codes are made; `None` where the server has not allowed any.
    pub const fn offline(&self) -> Option<OfflineCodes> {
        self.offline
    }

    /// The server's statement that the account has ended.
    pub const fn ended(&self) -> Option<&Ended> {
        self.ended.as_ref()
    }

    /// The highest number that an answer was signed with. Must never go back.
    pub const fn counter(&self) -> u64 {
        self.counter
    }

    /// Whether this account, after an [`Update`](super::Update), knows more than `before` that is worth keeping: anything
    /// but the nonce that came with an answer, which is lost without harm.
    pub fn is_worth_keeping(&self, before: &Self) -> bool {
        let without_nonce = |account: &Self| Self { nonce: None, ..account.clone() };
        without_nonce(self) != without_nonce(before)
    }

    /// An answer or a rotation was signed with this number: no later one is signed with it or one below.
    pub const fn signed_with(&mut self, counter: u64) {
        if counter > self.counter {
            self.counter = counter;
        }
    }

    /// The bytes that the vault keeps.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(512);
        // Writing to a Vec cannot fail.
        let _ = minicbor::encode(self, &mut bytes);
        bytes
    }

    /// Reads the bytes of [`encode`](Self::encode). An account of a development server exists only where those are allowed.
    pub fn decode(bytes: &[u8], development: DevelopmentHttp) -> Result<Self, AccountDamaged> {
        if bytes.len() > LONGEST_ACCOUNT {
            return Err(AccountDamaged);
        }
        let account: Self = minicbor::decode(bytes).map_err(|_| AccountDamaged)?;
        let allowed = account.origin.scheme() == Scheme::Https || development == DevelopmentHttp::Loopback;
        allowed.then_some(account).ok_or(AccountDamaged)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_covers_what_asks_no_more() {
        let policy = |pin, biometrics| Policy::new(pin, biometrics).unwrap();
        assert!(policy(6, true).covers(policy(6, true)));
        assert!(policy(6, true).covers(Policy::default()));
        assert!(policy(6, false).covers(policy(4, false)));
        assert!(!policy(6, false).covers(policy(7, false)));
        assert!(!policy(6, false).covers(policy(6, true)));
        assert!(!Policy::default().covers(policy(5, false)));
        for minimum in 0..=u8::MAX {
            assert_eq!(Policy::new(minimum, false).is_some(), (4..=8).contains(&minimum));
            let forged = minicbor::to_vec(Policy { pin_minimum: minimum, biometrics: true }).unwrap();
            assert_eq!(minicbor::decode::<Policy>(&forged).is_ok(), (4..=8).contains(&minimum));
        }
    }
}
