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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minimum_outside_its_bounds_is_no_policy_not_even_from_a_file() {
        for length in 0..=u8::MAX {
            let policy = ServerPolicy::new(length, true);
            assert_eq!(policy.is_some(), (LEAST_MINIMUM..=GREATEST_MINIMUM).contains(&length));
            let forged = minicbor::to_vec(ServerPolicy { minimum_length: length, biometrics_required: true });
            let read = minicbor::decode::<ServerPolicy>(&forged.unwrap()).ok();
            assert_eq!(read, policy, "{length}");
        }
    }

    #[test]
    fn servers_only_ever_tighten() {
        let all: Vec<ServerPolicy> = (LEAST_MINIMUM..=GREATEST_MINIMUM)
            .flat_map(|length| [false, true].map(|required| ServerPolicy::new(length, required).unwrap()))
            .collect();
        for first in &all {
            for second in &all {
                let policy = PinPolicy::default().tightened_by(*first).tightened_by(*second);
                let least = first.minimum_length().max(second.minimum_length());
                assert_eq!(policy.minimum_length(), least);
                let required = first.biometrics_required() || second.biometrics_required();
                assert_eq!(policy.biometrics_required(), required);
            }
        }
    }
}
