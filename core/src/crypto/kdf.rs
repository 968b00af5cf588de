//! Argon2id (RFC 9106), with costs that are bounded before anything is allocated.

use super::secret::Secret;
use argon2::{Algorithm, Argon2, Block, Params, Version};

/// What one derivation costs. Values read from a file are checked before a byte is allocated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argon2Parameters {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl Argon2Parameters {
    /// 64 MiB, 3 passes, 4 lanes: RFC 9106's second recommended option.
    pub const RECOMMENDED: Self = Self { memory_kib: 64 * 1024, passes: 3, lanes: 4 };
    /// The least that is accepted: 19 MiB, 2 passes, 1 lane (OWASP's lower bound).
    pub const LEAST: Self = Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 };

    /// Parameters within the accepted range: 19–256 MiB, 2–10 passes, 1–4 lanes; `None` outside it.
    pub fn new(memory_kib: u32, passes: u32, lanes: u32) -> Option<Self> {
        let accepted = (19 * 1024..=256 * 1024).contains(&memory_kib)
            && (2..=10).contains(&passes)
            && (1..=4).contains(&lanes);
        accepted.then_some(Self { memory_kib, passes, lanes })
    }

    /// Memory in KiB.
    pub const fn memory_kib(self) -> u32 {
        self.memory_kib
    }

    /// Passes over the memory.
    pub const fn passes(self) -> u32 {
        self.passes
    }

    /// Lanes, computed in parallel where there are cores.
    pub const fn lanes(self) -> u32 {
        self.lanes
    }
}

/// The derivation could not run. Says nothing about the PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KdfError {
    /// The device has no memory for it right now.
    #[error("not enough memory for the key derivation")]
    OutOfMemory,
    /// Argon2 refused its input: a salt below 8 bytes, or an input beyond 2^32 bytes.
    #[error("the key derivation refused its input")]
    BadInput,
}

/// Argon2id of `password` and `salt`: 32 bytes.
pub fn argon2id(password: &[u8], salt: &[u8], parameters: Argon2Parameters) -> Result<Secret<32>, KdfError> {
    let params = Params::new(parameters.memory_kib, parameters.passes, parameters.lanes, Some(32))
        .map_err(|_| KdfError::BadInput)?;
    derive(&Argon2::new(Algorithm::Argon2id, Version::V0x13, params), password, salt)
}

fn derive(argon2: &Argon2<'_>, password: &[u8], salt: &[u8]) -> Result<Secret<32>, KdfError> {
    let mut memory = Memory::of(argon2.params().block_count())?;
    Secret::filled_by(|output| argon2.hash_password_into_with_memory(password, salt, output, &mut memory.0))
        .map_err(|_| KdfError::BadInput)
}

/// Argon2's working memory: asked for politely, because on a phone 64 MiB can be refused, and wiped afterwards.
struct Memory(Vec<Block>);

impl Memory {
    fn of(blocks: usize) -> Result<Self, KdfError> {
        let mut memory = Vec::new();
        memory.try_reserve_exact(blocks).map_err(|_| KdfError::OutOfMemory)?;
        memory.resize(blocks, Block::default());
        Ok(Self(memory))
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::{AssociatedData, ParamsBuilder};
    use data_encoding::HEXLOWER;

    #[test]
    fn costs_outside_the_range_are_refused_before_any_work() {
        assert!(Argon2Parameters::new(19 * 1024, 2, 1).is_some());
        assert!(Argon2Parameters::new(256 * 1024, 10, 4).is_some());
        for (memory, passes, lanes) in [
            (19 * 1024 - 1, 2, 1),
            (256 * 1024 + 1, 2, 1),
            (u32::MAX, 3, 4),
            (64 * 1024, 1, 4),
            (64 * 1024, 11, 4),
            (64 * 1024, 3, 0),
            (64 * 1024, 3, 5),
        ] {
            assert_eq!(Argon2Parameters::new(memory, passes, lanes), None, "{memory} {passes} {lanes}");
        }
    }

    /// RFC 9106 §5.3. Its 32 KiB are far below what [`Argon2Parameters`] accepts, and it uses a secret and
    /// associated data, so the vector enters one step below the public function.
    #[test]
    fn the_vector_of_rfc_9106() {
        let params = ParamsBuilder::new()
            .m_cost(32)
            .t_cost(3)
            .p_cost(4)
            .data(AssociatedData::new(&[4; 12]).unwrap())
            .output_len(32)
            .build()
            .unwrap();
        let argon2 = Argon2::new_with_secret(&[3; 8], Algorithm::Argon2id, Version::V0x13, params).unwrap();
        let tag = derive(&argon2, &[1; 32], &[2; 16]).unwrap();
        assert_eq!(
            HEXLOWER.encode(tag.expose()),
            "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
        );
    }

    #[test]
    fn a_salt_below_eight_bytes_is_refused() {
        for length in 0..8 {
            let answer = argon2id(b"2580", &[0; 8][..length], Argon2Parameters::LEAST);
            assert_eq!(answer.err(), Some(KdfError::BadInput), "{length}");
        }
    }

    #[test]
    fn each_cost_and_each_input_changes_the_key() {
        let key = |password: &[u8], salt: [u8; 16], passes, lanes| {
            let costs = Argon2Parameters::new(19 * 1024, passes, lanes).unwrap();
            *argon2id(password, &salt, costs).unwrap().expose()
        };
        let base = key(b"2580", [0; 16], 2, 1);
        assert_eq!(base, key(b"2580", [0; 16], 2, 1));
        for other in [
            key(b"2581", [0; 16], 2, 1),
            key(b"2580", [1; 16], 2, 1),
            key(b"2580", [0; 16], 3, 1),
            key(b"2580", [0; 16], 2, 2),
        ] {
            assert_ne!(base, other);
        }
    }
}
