//! Randomness: the seam's default over `ring`, and the two shapes in which the core asks for it.

use super::secret::Secret;
use crate::ports::{Random, RandomFailed};
use ring::rand::{SecureRandom, SystemRandom};

/// The operating system's random source.
#[derive(Debug)]
pub struct RingRandom(SystemRandom);

impl RingRandom {
    /// The operating system's random source.
    pub fn new() -> Self {
        Self(SystemRandom::new())
    }
}

impl Default for RingRandom {
    fn default() -> Self {
        Self::new()
    }
}

impl Random for RingRandom {
    fn fill(&self, out: &mut [u8]) -> Result<(), RandomFailed> {
        self.0.fill(out).map_err(|_| RandomFailed)
    }
}

/// `N` random bytes that are no secret: a salt, a nonce, an id.
pub fn random_array<const N: usize>(random: &dyn Random) -> Result<[u8; N], RandomFailed> {
    let mut bytes = [0; N];
    random.fill(&mut bytes)?;
    Ok(bytes)
}

/// `N` random secret bytes: a key.
pub fn random_secret<const N: usize>(random: &dyn Random) -> Result<Secret<N>, RandomFailed> {
    Secret::filled_by(|bytes| random.fill(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{FailingRandom, SeededRandom};

    #[test]
    fn draws_follow_the_source() {
        let (left, right) = (SeededRandom::new(1), SeededRandom::new(1));
        assert_eq!(random_array::<24>(&left).unwrap(), *random_secret::<24>(&right).unwrap().expose());
        assert_ne!(random_array::<24>(&left).unwrap(), random_array::<24>(&left).unwrap());
    }

    #[test]
    fn a_failed_source_gives_no_bytes() {
        let random = FailingRandom::after(0);
        assert_eq!(random_array::<12>(&random), Err(RandomFailed));
        assert!(random_secret::<32>(&random).is_err());
    }
}
