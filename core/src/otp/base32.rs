//! Base32 (RFC 4648 §6) as people and servers write it: either case, with or without padding, with spaces and dashes
//! between groups.

use crate::crypto::{SecretBytes, Zeroizing};
use data_encoding::BASE32_NOPAD;

/// What is wrong with a base32 text, and at which byte of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base32Error {
    /// A character that base32 does not have (`0`, `1`, `8` and `9` are the usual ones), or one after the padding.
    Character {
        /// Where it is.
        position: usize,
    },
    /// A number of characters that no bytes give: one is missing.
    Length,
}

/// Bytes that came out of a base32 text.
pub(crate) struct Decoded {
    /// The bytes.
    pub(crate) bytes: SecretBytes,
    /// The last character had bits that belong to no byte. Every decoder drops them; an encoder leaves them zero.
    pub(crate) loose_bits: bool,
}

/// The bytes of a base32 text, given as `(position, character)`; at most `length` characters are expected.
pub(crate) fn decode(
    characters: impl Iterator<Item = (usize, u8)>,
    length: usize,
) -> Result<Decoded, Base32Error> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(length.saturating_mul(5) / 8 + 1));
    let (mut buffer, mut bits, mut count, mut padded) = (0_u32, 0_u32, 0_usize, false);
    for (position, character) in characters {
        let value = match character {
            b'=' => {
                padded = true;
                continue;
            }
            b' ' | b'-' => continue,
            _ if padded => return Err(Base32Error::Character { position }),
            b'A'..=b'Z' => character - b'A',
            b'a'..=b'z' => character - b'a',
            b'2'..=b'7' => character - b'2' + 26,
            _ => return Err(Base32Error::Character { position }),
        };
        count += 1;
        buffer = (buffer << 5 | u32::from(value)) & 0xFFF;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((buffer >> bits & 0xFF) as u8);
        }
    }
    // §6: a last group of 1, 3 or 6 characters would end inside a byte that has no rest.
    if matches!(count % 8, 1 | 3 | 6) {
        return Err(Base32Error::Length);
    }
    let loose_bits = buffer & ((1 << bits) - 1) != 0;
    Ok(Decoded { bytes: SecretBytes::new(core::mem::take(&mut *bytes)), loose_bits })
}

/// Characters of `length` bytes without padding.
pub(super) fn encoded_length(length: usize) -> usize {
    BASE32_NOPAD.encode_len(length)
}

/// Appends the base32 text of `bytes`, upper case, without padding.
pub(super) fn encode_onto(bytes: &[u8], text: &mut String) {
    BASE32_NOPAD.encode_append(bytes, text);
}
