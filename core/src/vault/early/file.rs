//! A file of the store: header, sealed body, trailer. The same shape as the vault's own files, and none of its keys.

use super::super::bytes::Fields;
use super::super::header::Identity;
use super::super::trailer::{self, TRAILER_LENGTH};
use super::EarlyContents;
use crate::crypto::{AeadKey, NONCE_LENGTH, Secret, TAG_LENGTH, Zeroize, hkdf_sha256, sha256, wipe_stack};
use crate::ports::DeviceKeyError;

/// No file of the store is larger.
pub(super) const LONGEST_FILE: usize = 16 * 1024 * 1024;
const MAGIC: [u8; 8] = *b"\x93CSERL\r\n";
const FORMAT: u16 = 1;
const SUITE: u8 = 1;
const HEADER_LENGTH: usize = 76;
/// The body's plaintext is padded to a multiple of this, so that the file's size tells little.
const PADDING: usize = 4096;
/// The key of a body is used for one file, so its nonce is fixed.
const NONCE: [u8; NONCE_LENGTH] = [0; NONCE_LENGTH];

/// Which file: what its sealing is bound to, besides the device key.
#[derive(Clone, Copy, Debug)]
pub(super) struct FileName<'a> {
    pub(super) identity: &'a Identity,
    pub(super) generation: u64,
    pub(super) salt: [u8; 32],
}

/// What the bytes of a file turned out to be.
pub(super) enum Reading {
    /// Not what was written, or another vault's.
    Damaged,
    /// Intact, and from a newer program.
    Newer,
    /// Whole. Whether it is authentic is known once it is opened.
    Whole { generation: u64, salt: [u8; 32], bytes: Vec<u8> },
}

/// What the device key is asked for.
pub(super) fn key_input(identity: &Identity) -> [u8; 32] {
    sha256(&[b"countersign early 1 key input", &identity.vault_id])
}

impl Reading {
    pub(super) fn of(bytes: Vec<u8>, identity: &Identity) -> Self {
        read(&bytes, identity).map_or(Self::Damaged, |header| match header {
            Header::Newer => Self::Newer,
            Header::Known { generation, salt } => Self::Whole { generation, salt, bytes },
        })
    }
}

enum Header {
    Newer,
    Known { generation: u64, salt: [u8; 32] },
}

fn read(bytes: &[u8], identity: &Identity) -> Option<Header> {
    let (content, _) = trailer::checked(bytes)?;
    let mut fields = Fields::of(content);
    if fields.array()? != MAGIC {
        return None;
    }
    let (format, minimum_reader) = (fields.u16()?, fields.u16()?);
    if format > FORMAT || minimum_reader > FORMAT {
        return Some(Header::Newer);
    }
    let (suite, class, reserved, body_length) = (fields.u8()?, fields.u8()?, fields.u16()?, fields.u32()?);
    let (vault_id, generation, salt) = (fields.array::<16>()?, fields.u64()?, fields.array()?);
    let body = content.len().checked_sub(HEADER_LENGTH)?;
    let fits = suite == SUITE
        && class == identity.class_number()
        && reserved == 0
        && vault_id == identity.vault_id
        && usize::try_from(body_length).ok() == Some(body);
    fits.then_some(Header::Known { generation, salt })
}

impl FileName<'_> {
    /// The contents of a whole file; `None` where they are not authentic under this key, or not what is written here.
    pub(super) fn open(self, device_secret: &Secret<32>, mut bytes: Vec<u8>) -> Option<EarlyContents> {
        let (header, rest) = bytes.split_at_mut_checked(HEADER_LENGTH)?;
        let (body, _) = rest.split_last_chunk_mut::<TRAILER_LENGTH>()?;
        let opened = self.key(device_secret).open_in_place(NONCE, header, body).ok().and_then(|plaintext| {
            let contents = minicbor::decode(plaintext).ok();
            plaintext.zeroize();
            contents
        });
        wipe_stack();
        opened
    }

    /// The bytes of a file with these contents, before its trailer.
    pub(super) fn seal(
        self,
        device_secret: &Secret<32>,
        contents: &EarlyContents,
    ) -> Result<Vec<u8>, DeviceKeyError> {
        let mut file = Vec::with_capacity(4 * PADDING);
        file.resize(HEADER_LENGTH, 0);
        // Writing to a Vec cannot fail.
        let _ = minicbor::encode(contents, &mut file);
        let padded = file.len().saturating_sub(HEADER_LENGTH).next_multiple_of(PADDING);
        file.resize(HEADER_LENGTH.saturating_add(padded), 0);
        let header = self.header(padded);
        let tag = file
            .split_at_mut_checked(HEADER_LENGTH)
            .and_then(|(place, body)| {
                place.copy_from_slice(&header);
                self.key(device_secret).seal_slice_in_place(NONCE, &header, body).ok()
            })
            .ok_or(DeviceKeyError::Unavailable);
        wipe_stack();
        match tag {
            Ok(tag) => file.extend_from_slice(&tag),
            Err(error) => {
                file.zeroize();
                return Err(error);
            }
        }
        Ok(file)
    }

    fn header(&self, body: usize) -> Vec<u8> {
        let length = u32::try_from(body.saturating_add(TAG_LENGTH)).unwrap_or(u32::MAX);
        let mut out = Vec::with_capacity(HEADER_LENGTH);
        out.extend_from_slice(&MAGIC);
        out.extend_from_slice(&FORMAT.to_be_bytes());
        out.extend_from_slice(&FORMAT.to_be_bytes());
        out.extend_from_slice(&[SUITE, self.identity.class_number(), 0, 0]);
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(&self.identity.vault_id);
        out.extend_from_slice(&self.generation.to_be_bytes());
        out.extend_from_slice(&self.salt);
        out
    }

    fn key(&self, device_secret: &Secret<32>) -> AeadKey {
        // Exposed: keying material of HKDF.
        AeadKey::new(&hkdf_sha256(
            &[device_secret.expose()],
            &self.salt,
            &[b"countersign early 1 body", &self.identity.vault_id],
        ))
    }
}
