//! What servers may ask of the PIN: a longer minimum (at most 8) and biometrics. Nothing else, and never less.

use super::wire;

/// The least a PIN may be long.
pub(super) const LEAST_MINIMUM: u8 = 4;
/// The most a server may raise the minimum to.
pub(super) const GREATEST_MINIMUM: u8 = 8;

/// What one server asks, for as long as its account exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct ServerPolicy {
    #[cbor(n(0), decode_with = "wire::minimum_length::decode")]
    minimum_length: u8,
    #[n(1)]
    biometrics_required: bool,
}

impl ServerPolicy {
    /// A policy with a minimum PIN length of 4–8 characters; `None` for any other.
    pub const fn new(minimum_length: u8, biometrics_required: bool) -> Option<Self> {
        if minimum_length < LEAST_MINIMUM || minimum_length > GREATEST_MINIMUM {
            return None;
        }
        Some(Self { minimum_length, biometrics_required })
    }

    /// Minimum length of the PIN in characters: 4–8.
    pub const fn minimum_length(self) -> u8 {
        self.minimum_length
    }

    /// Whether biometrics must be set up.
    pub const fn biometrics_required(self) -> bool {
        self.biometrics_required
    }
}

/// What holds for the PIN: the strictest of all servers' policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PinPolicy {
    minimum_length: u8,
    biometrics_required: bool,
}

impl Default for PinPolicy {
    fn default() -> Self {
        Self { minimum_length: LEAST_MINIMUM, biometrics_required: false }
    }
}

impl PinPolicy {
    /// This policy, and that server's too.
    #[must_use]
    pub fn tightened_by(self, server: ServerPolicy) -> Self {
        Self {
            minimum_length: self.minimum_length.max(server.minimum_length),
            biometrics_required: self.biometrics_required || server.biometrics_required,
        }
    }

    /// Minimum length of the PIN in characters: 4–8.
    pub const fn minimum_length(self) -> u8 {
        self.minimum_length
    }

    /// Whether biometrics must stay set up.
    pub const fn biometrics_required(self) -> bool {
        self.biometrics_required
    }
}
