//! Readers of every format that was ever written. A new format is a new row; no row is ever removed.
//!
//! Only the newest format is written. An older file stays in its slot until the newer one has been written to the
//! other slot, read back and opened: see [`OpenVault::migrate`](super::OpenVault). The steps for a new format are
//! in `core/docs/howto/change-the-vault-format.md`.

use super::contents::Contents;
use super::file::BadBody;
use super::header::{FORMAT, HEADER_LENGTH, Header};

/// How to read one format.
pub(super) struct Reader {
    format: u16,
    /// The header, from all bytes of a file before its trailer; `None` where they are no header.
    pub(super) header: fn(&[u8]) -> Option<Header>,
    /// The contents, from the body's plaintext.
    pub(super) contents: fn(&[u8]) -> Result<Contents, BadBody>,
}

const READERS: &[Reader] = &[
    Reader { format: FORMAT, header: header_of_format_1, contents: contents_of_format_1 },
    // Stands for "the format before" in the tests of this frame.
    #[cfg(test)]
    Reader { format: 0, header: header_of_format_1, contents: contents_of_format_1 },
];

/// The reader of a format.
pub(super) fn reader_of(format: u16) -> Option<&'static Reader> {
    READERS.iter().find(|reader| reader.format == format)
}

fn header_of_format_1(content: &[u8]) -> Option<Header> {
    content.first_chunk::<HEADER_LENGTH>().and_then(Header::read)
}

/// One CBOR item, then zeros.
fn contents_of_format_1(plaintext: &[u8]) -> Result<Contents, BadBody> {
    let mut decoder = minicbor::Decoder::new(plaintext);
    let contents = decoder.decode().map_err(|_| BadBody)?;
    let padding = plaintext.get(decoder.position()..).unwrap_or_default();
    if padding.iter().any(|byte| *byte != 0) {
        return Err(BadBody);
    }
    Ok(contents)
}
