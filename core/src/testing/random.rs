//! Random bytes that repeat, and a source that fails.

use super::locked;
use crate::crypto::sha256;
use crate::ports::{Random, RandomFailed};
use std::sync::{Arc, Mutex};

/// The same bytes for the same seed, in the same order of calls.
#[derive(Clone, Debug)]
pub struct SeededRandom {
    seed: u64,
    position: Arc<Mutex<u64>>,
}

impl SeededRandom {
    /// A source of its own.
    pub fn new(seed: u64) -> Self {
        Self { seed, position: Arc::default() }
    }
}

impl Random for SeededRandom {
    fn fill(&self, out: &mut [u8]) -> Result<(), RandomFailed> {
        let mut position = locked(&self.position);
        for chunk in out.chunks_mut(32) {
            let block = sha256(&[b"seeded random", &self.seed.to_be_bytes(), &position.to_be_bytes()]);
            chunk.iter_mut().zip(block).for_each(|(to, from)| *to = from);
            *position = position.wrapping_add(1);
        }
        Ok(())
    }
}

/// A source that gives nothing, from the first call or after some good ones.
#[derive(Clone, Debug)]
pub struct FailingRandom {
    good: SeededRandom,
    left: Arc<Mutex<u64>>,
}

impl FailingRandom {
    /// Answers `calls` times, then fails for ever.
    pub fn after(calls: u64) -> Self {
        Self { good: SeededRandom::new(0), left: Arc::new(Mutex::new(calls)) }
    }
}

impl Random for FailingRandom {
    fn fill(&self, out: &mut [u8]) -> Result<(), RandomFailed> {
        let mut left = locked(&self.left);
        *left = left.checked_sub(1).ok_or(RandomFailed)?;
        self.good.fill(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::RingRandom;
    use crate::testing::conformance;

    #[test]
    fn conform() {
        conformance::random(&SeededRandom::new(7));
        conformance::random(&FailingRandom::after(u64::MAX));
        conformance::random(&RingRandom::new());
    }

    #[test]
    fn a_seed_repeats() {
        let draw = |seed| {
            let mut out = [0; 50];
            SeededRandom::new(seed).fill(&mut out).map(|()| out)
        };
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
    }

    #[test]
    fn failing_fails() {
        let random = FailingRandom::after(1);
        assert_eq!(random.fill(&mut [0]), Ok(()));
        assert_eq!(random.fill(&mut [0]), Err(RandomFailed));
    }
}
