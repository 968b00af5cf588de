//! A vault file as a whole: header, sealed body, trailer.

use super::anchor::Commit;
use super::bytes::Fields;
use super::contents::Contents;
use super::error::VaultFailure;
use super::header::{FORMAT, HEADER_LENGTH, Header, MAGIC};
use super::keys::VaultKeys;
use super::migration::reader_of;
use super::trailer::{self, TRAILER_LENGTH};
use super::wire::Appending;
use crate::crypto::{NONCE_LENGTH, TAG_LENGTH, Zeroize, wipe_stack};

/// No vault file is larger.
pub(super) const LONGEST_FILE: usize = 64 * 1024 * 1024;
/// The body's plaintext is padded to a multiple of this, so that the file's size tells little.
const PADDING: usize = 4096;
/// The key of a body is used for one commit, so its nonce is fixed.
const NONCE: [u8; NONCE_LENGTH] = [0; NONCE_LENGTH];

/// What the bytes of a file turned out to be.
pub(super) enum Reading {
    /// Not what was written. The generation is what the damaged header claims, if it can be read at all.
    Damaged {
        claimed_generation: Option<u64>,
    },
    /// Intact, and from a newer program.
    Newer {
        format: u16,
        minimum_reader: u16,
    },
    Intact(Box<VaultFile>),
}

/// An intact file.
pub(super) struct VaultFile {
    pub(super) header: Header,
    /// The trailer.
    pub(super) hash: [u8; 32],
    bytes: Vec<u8>,
}

/// The body is not authentic under the vault's keys, or not what this program writes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct BadBody;

impl Reading {
    pub(super) fn of(bytes: Vec<u8>) -> Self {
        let damaged = |bytes: &[u8]| Self::Damaged { claimed_generation: claimed_generation(bytes) };
        let Some((content, trailer)) = trailer::checked(&bytes) else { return damaged(&bytes) };
        let Some((format, minimum_reader)) = version(content) else { return damaged(&bytes) };
        if format > FORMAT || minimum_reader > FORMAT {
            return Self::Newer { format, minimum_reader };
        }
        let header = reader_of(format).and_then(|reader| (reader.header)(content));
        let Some(header) = header else { return damaged(&bytes) };
        let body = content.len().checked_sub(HEADER_LENGTH);
        if body != usize::try_from(header.body_length).ok() {
            return damaged(&bytes);
        }
        let hash = *trailer;
        Self::Intact(Box::new(VaultFile { header, hash, bytes }))
    }
}

impl VaultFile {
    pub(super) const fn commit(&self) -> Commit {
        Commit { generation: self.header.generation, hash: self.hash }
    }

    pub(super) fn length(&self) -> usize {
        self.bytes.len()
    }

    /// Decrypts the body where it stands and reads it. Nothing readable is left behind.
    pub(super) fn contents(&mut self, keys: &VaultKeys) -> Result<Contents, BadBody> {
        let reader = reader_of(self.header.format).ok_or(BadBody)?;
        let (header, rest) = self.bytes.split_at_mut_checked(HEADER_LENGTH).ok_or(BadBody)?;
        let (body, _) = rest.split_last_chunk_mut::<TRAILER_LENGTH>().ok_or(BadBody)?;
        let key = keys.body(&self.header.identity.vault_id, &self.header.commit_salt);
        let opened = key.open_in_place(NONCE, header, body).map_err(|_| BadBody).and_then(|plaintext| {
            let contents = (reader.contents)(plaintext);
            plaintext.zeroize();
            contents
        });
        wipe_stack();
        opened
    }
}

/// The bytes of a new file before its trailer. `header.body_length` is set here; `expected_length` saves growing.
pub(super) fn seal(
    header: &mut Header,
    keys: &VaultKeys,
    contents: &Contents,
    expected_length: usize,
) -> Result<Vec<u8>, VaultFailure> {
    let mut file = Vec::with_capacity(expected_length.max(4 * PADDING));
    file.resize(HEADER_LENGTH, 0);
    minicbor::encode(contents, Appending(&mut file)).map_err(|_| VaultFailure::TooLarge)?;
    let padded = file.len().saturating_sub(HEADER_LENGTH).next_multiple_of(PADDING);
    file.resize(HEADER_LENGTH.saturating_add(padded), 0);
    if file.len() + TAG_LENGTH + TRAILER_LENGTH > LONGEST_FILE {
        file.zeroize();
        return Err(VaultFailure::TooLarge);
    }
    header.body_length = u32::try_from(padded + TAG_LENGTH).map_err(|_| VaultFailure::TooLarge)?;
    let mut header_bytes = Vec::with_capacity(HEADER_LENGTH);
    header.write(&mut header_bytes);

    let (place, body) = file.split_at_mut_checked(HEADER_LENGTH).ok_or(VaultFailure::TooLarge)?;
    place.copy_from_slice(&header_bytes);
    let key = keys.body(&header.identity.vault_id, &header.commit_salt);
    let tag = key.seal_slice_in_place(NONCE, place, body).map_err(|_| VaultFailure::TooLarge)?;
    wipe_stack();
    file.extend_from_slice(&tag);
    Ok(file)
}

/// Format and minimum reader, where every format keeps them.
fn version(content: &[u8]) -> Option<(u16, u16)> {
    let mut fields = Fields::of(content);
    (fields.array()? == MAGIC).then_some(())?;
    Some((fields.u16()?, fields.u16()?))
}

fn claimed_generation(bytes: &[u8]) -> Option<u64> {
    let header = bytes.first_chunk::<HEADER_LENGTH>().and_then(Header::read)?;
    Some(header.generation)
}
