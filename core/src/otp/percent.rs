//! Percent-encoding (RFC 3986 §2.1), with places: each decoded byte knows where it came from.

use core::ops::Range;

/// A part of a text, and where in the whole it begins.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece<'a> {
    pub(crate) text: &'a str,
    pub(crate) start: usize,
}

/// Why a piece cannot be decoded, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PercentError {
    /// A `%` without two hexadecimal digits.
    Escape(Range<usize>),
    /// The decoded bytes are not UTF-8.
    NotUtf8(Range<usize>),
}

/// What a plain `+` stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plus {
    /// Itself: in a path.
    Literal,
    /// A space: in a query, where form encoders write it so. Whoever means a plus there writes `%2B`.
    Space,
}

impl<'a> Piece<'a> {
    /// The place of the piece in the whole text.
    pub(crate) const fn range(self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// What is before and after the first `separator`.
    pub(crate) fn split_once(self, separator: &str) -> Option<(Self, Self)> {
        let (before, after) = self.text.split_once(separator)?;
        Some((self.sub(before, 0), self.sub(after, before.len() + separator.len())))
    }

    /// The parts between `separator`s.
    pub(crate) fn split(self, separator: char) -> impl Iterator<Item = Self> + 'a {
        let mut start = self.start;
        self.text.split(separator).map(move |text| {
            let piece = Piece { text, start };
            start += text.len() + separator.len_utf8();
            piece
        })
    }

    const fn sub(self, text: &'a str, offset: usize) -> Self {
        Piece { text, start: self.start + offset }
    }

    /// The decoded bytes, each with the place of the character or escape it came from.
    pub(crate) fn bytes(self, plus: Plus) -> impl Iterator<Item = Result<(usize, u8), PercentError>> + 'a {
        let mut bytes = self.text.bytes().zip(self.start..);
        core::iter::from_fn(move || {
            let (byte, position) = bytes.next()?;
            Some(match byte {
                b'+' if plus == Plus::Space => Ok((position, b' ')),
                b'%' => {
                    let mut digit = || bytes.next().and_then(|(byte, _)| (byte as char).to_digit(16));
                    match (digit(), digit()) {
                        (Some(high), Some(low)) => Ok((position, (high << 4 | low) as u8)),
                        _ => Err(PercentError::Escape(position..position + 1)),
                    }
                }
                _ => Ok((position, byte)),
            })
        })
    }

    /// The decoded text. Its buffer never grows, so that no copy of a secret is left behind.
    pub(crate) fn decoded(self, plus: Plus) -> Result<String, PercentError> {
        let mut bytes = Vec::with_capacity(self.text.len());
        for byte in self.bytes(plus) {
            bytes.push(byte?.1);
        }
        String::from_utf8(bytes).map_err(|_| PercentError::NotUtf8(self.range()))
    }
}

/// Appends `text`, with everything but RFC 3986's unreserved characters (§2.3) and `@` escaped.
pub(crate) fn encode_onto(text: &str, output: &mut String) {
    const HEXADECIMAL: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let digit = |value: u8| HEXADECIMAL.get(usize::from(value)).copied().unwrap_or('0');
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'@') {
            output.push(char::from(byte));
        } else {
            output.push('%');
            output.push(digit(byte >> 4));
            output.push(digit(byte & 0xF));
        }
    }
}

/// The most bytes that `text` can take when encoded.
pub(crate) const fn longest_encoded(text: &str) -> usize {
    text.len() * 3
}
