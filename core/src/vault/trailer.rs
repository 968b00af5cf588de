//! The end of a vault's files: a plain SHA-256 over everything before it. It protects nothing; it tells a damaged file
//! from a wrong PIN before an attempt is charged.

use crate::crypto::sha256;
use crate::ports::{FileSlot, StoreError, Trailer, VaultStore};
use std::thread::{self, ScopedJoinHandle};

/// How long it is.
pub(super) const TRAILER_LENGTH: usize = 32;

/// From here on a thread of its own costs less than it saves.
const WORTH_A_THREAD: usize = 256 * 1024;

/// The bytes before the trailer, where it is theirs.
pub(super) fn checked(bytes: &[u8]) -> Option<(&[u8], &Trailer)> {
    let (content, trailer) = bytes.split_last_chunk::<TRAILER_LENGTH>()?;
    (sha256(&[content]) == *trailer).then_some((content, trailer))
}

/// Replaces a file by `content` and its trailer, which is computed while the content of a large file is written.
pub(super) fn replace(store: &dyn VaultStore, slot: FileSlot, content: &[u8]) -> Result<Trailer, StoreError> {
    let compute = || sha256(&[content]);
    thread::scope(|scope| {
        let worth_it = content.len() >= WORTH_A_THREAD;
        let mut computing =
            worth_it.then(|| thread::Builder::new().spawn_scoped(scope, compute).ok()).flatten();
        let mut asked = None;
        store.replace(slot, content, &mut || {
            let computed = computing.take().map(ScopedJoinHandle::join);
            *asked.get_or_insert_with(|| computed.and_then(Result::ok).unwrap_or_else(compute))
        })?;
        // A store that never asked has written no trailer.
        asked.ok_or(StoreError::Unknown)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::MemoryStore;

    #[test]
    fn a_file_ends_in_the_hash_of_what_stands_before() {
        for length in [0, 1, WORTH_A_THREAD - 1, WORTH_A_THREAD, 3 * WORTH_A_THREAD] {
            let (store, content) = (MemoryStore::new(), vec![7; length]);
            let trailer = replace(&store, FileSlot::A, &content).unwrap();
            let file = store.snapshot().a.unwrap();
            assert_eq!(checked(&file), Some((content.as_slice(), &trailer)));
            assert_eq!(trailer, sha256(&[&content]));
        }
    }

    #[test]
    fn what_the_store_refuses_is_refused() {
        for length in [1, WORTH_A_THREAD] {
            let store = MemoryStore::new();
            store.faults().once_after(0, StoreError::Full);
            assert_eq!(replace(&store, FileSlot::A, &vec![7; length]), Err(StoreError::Full));
        }
    }

    #[test]
    fn a_store_that_writes_no_trailer_is_noticed() {
        struct Forgetful;
        impl VaultStore for Forgetful {
            fn lock(&self) -> Result<Box<dyn Send + Sync>, StoreError> {
                Ok(Box::new(()))
            }
            fn read(&self, _: FileSlot, _: usize) -> Result<Option<Vec<u8>>, StoreError> {
                Ok(None)
            }
            fn replace(
                &self,
                _: FileSlot,
                _: &[u8],
                _: &mut dyn FnMut() -> Trailer,
            ) -> Result<(), StoreError> {
                Ok(())
            }
            fn remove(&self, _: FileSlot) -> Result<(), StoreError> {
                Ok(())
            }
        }
        assert_eq!(replace(&Forgetful, FileSlot::A, b"content"), Err(StoreError::Unknown));
    }
}
