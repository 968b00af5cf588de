//! The text of a code's data: segments in modes of their own (ISO/IEC 18004, 7.4).
//!
//! Texts of which nothing says in what character set they are count as UTF-8 where they are that, else as Shift_JIS where
//! they look like it, else as the standard's ISO/IEC 8859-1. A character set named by an ECI is read where it is one of
//! these, ASCII or UTF-16; others only as far as they agree with ASCII: a text that is not understood is no text, rather
//! than a wrong one.

use super::characters::{Characters, HANZI, KANJI};
use super::shift_jis;

/// The characters of the alphanumeric mode, in the order of their values (7.3.4).
const ALPHANUMERIC: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// Stands between the fields of a text that is marked by FNC1 (7.4.8.2).
const FIELD_SEPARATOR: u8 = 0x1D;

/// The text of `data`, all blocks one after the other, of a code of this version; `None` where it is not well formed.
pub(super) fn text(data: &[u8], version: usize) -> Option<String> {
    let mut bits = Bits { bytes: data, at: 0 };
    let mut text = Text::default();
    // Without room for a mode, or with nothing but zeros in it, the text is at its end.
    while let Some(mode) = bits.take(4).filter(|mode| *mode != 0) {
        match mode {
            0b0001 => {
                let count = bits.count(version, [10, 12, 14])?;
                text.push(&numeric(&mut bits, count)?);
            }
            0b0010 => {
                let count = bits.count(version, [9, 11, 13])?;
                let characters = alphanumeric(&mut bits, count)?;
                text.push(&if text.in_fields { with_separators(&characters) } else { characters });
            }
            0b0100 => {
                let count = bits.count(version, [8, 16, 16])?;
                let bytes: Option<Vec<u8>> = (0..count).map(|_| bits.byte()).collect();
                text.push_bytes(bytes?);
            }
            0b1000 => {
                text.push_characters(&mut bits, version, KANJI)?;
                text.japanese = true;
            }
            // Hanzi, of the one set of characters that there is.
            0b1101 => {
                bits.take(4).filter(|set| *set == 1)?;
                text.push_characters(&mut bits, version, HANZI)?;
            }
            0b0111 => text.characters = CharacterSet::named(designator(&mut bits)?),
            // FNC1, first and second position, the latter with an application indicator.
            0b0101 => text.in_fields = true,
            0b1001 => {
                bits.take(8)?;
                text.in_fields = true;
            }
            // One of several codes: its number, their number, and the parity of the whole.
            0b0011 => {
                bits.take(16)?;
            }
            _ => return None,
        }
    }
    text.read()
}

/// Groups of three digits in ten bits; two take seven, one takes four (7.4.3).
fn numeric(bits: &mut Bits<'_>, count: usize) -> Option<Vec<u8>> {
    let mut digits = Vec::new();
    while digits.len() < count {
        let group = (count - digits.len()).min(3);
        let value = bits.take(1 + 3 * group)?;
        let (ones, tens, hundreds) = (value % 10, value / 10 % 10, value / 100);
        let all = [hundreds, tens, ones];
        let (above, digits_of_group) = all.split_at_checked(3 - group)?;
        if hundreds > 9 || above.iter().any(|digit| *digit != 0) {
            return None;
        }
        digits.extend(digits_of_group.iter().map(|digit| b'0' + *digit as u8));
    }
    Some(digits)
}

/// Pairs of characters in eleven bits; one takes six (7.4.4).
fn alphanumeric(bits: &mut Bits<'_>, count: usize) -> Option<Vec<u8>> {
    let mut characters = Vec::new();
    let of_value = |value: usize| ALPHANUMERIC.get(value).copied();
    for _ in 0..count / 2 {
        let pair = bits.take(11)?;
        characters.extend([of_value(pair / 45)?, of_value(pair % 45)?]);
    }
    if count % 2 == 1 {
        characters.push(of_value(bits.take(6)?)?);
    }
    Some(characters)
}

/// In a text marked by FNC1, `%` separates fields, and `%%` is a percent sign (7.4.8.2).
fn with_separators(characters: &[u8]) -> Vec<u8> {
    let mut separated = Vec::new();
    let mut rest = characters.iter().copied().peekable();
    while let Some(character) = rest.next() {
        let single = character == b'%' && rest.next_if_eq(&b'%').is_none();
        separated.push(if single { FIELD_SEPARATOR } else { character });
    }
    separated
}

/// An ECI designator of one to three bytes (7.4.2.2).
fn designator(bits: &mut Bits<'_>) -> Option<usize> {
    let first = bits.take(8)?;
    match first {
        0..0x80 => Some(first),
        0x80..0xC0 => Some((first & 0x3F) << 8 | bits.take(8)?),
        0xC0..0xE0 => Some((first & 0x1F) << 16 | bits.take(16)?),
        _ => None,
    }
}

/// In what the bytes of a segment are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum CharacterSet {
    #[default]
    Unnamed,
    Latin1,
    ShiftJis,
    Utf8,
    Utf16,
    /// Something else, of which only what it has in common with ASCII is read.
    Other,
}

impl CharacterSet {
    /// The set that an ECI designator names.
    fn named(designator: usize) -> Self {
        match designator {
            1 | 3 => Self::Latin1,
            20 => Self::ShiftJis,
            25 => Self::Utf16,
            26 => Self::Utf8,
            _ => Self::Other,
        }
    }

    /// `japanese` where the rest of the text is.
    fn read(self, bytes: &[u8], japanese: bool) -> Option<String> {
        let latin = || bytes.iter().map(|byte| char::from(*byte)).collect();
        let strict = std::str::from_utf8(bytes).ok().map(str::to_owned);
        match self {
            Self::Unnamed => {
                let likely = || japanese || shift_jis::is_likely(bytes);
                strict.or_else(|| shift_jis::read(bytes).filter(|_| likely())).or_else(|| Some(latin()))
            }
            Self::Latin1 => Some(latin()),
            Self::ShiftJis => shift_jis::read(bytes),
            Self::Utf8 => strict,
            Self::Utf16 => {
                let (units, rest) = bytes.as_chunks();
                let units = units.iter().map(|unit| u16::from_be_bytes(*unit));
                rest.is_empty().then(|| char::decode_utf16(units).collect::<Result<_, _>>().ok()).flatten()
            }
            Self::Other => strict.filter(|text| text.is_ascii()),
        }
    }
}

/// A text in the making: which character set bytes without a name are in shows at its end.
#[derive(Default)]
struct Text {
    runs: Vec<Run>,
    characters: CharacterSet,
    in_fields: bool,
    /// Has characters in Kanji mode.
    japanese: bool,
}

enum Run {
    Read(String),
    Bytes(CharacterSet, Vec<u8>),
}

impl Text {
    fn push(&mut self, ascii: &[u8]) {
        self.runs.push(Run::Read(ascii.iter().map(|byte| char::from(*byte)).collect()));
    }

    /// A character may lie across two segments: bytes that follow bytes are one run.
    fn push_bytes(&mut self, mut bytes: Vec<u8>) {
        match self.runs.last_mut() {
            Some(Run::Bytes(characters, run)) if *characters == self.characters => run.append(&mut bytes),
            _ => self.runs.push(Run::Bytes(self.characters, bytes)),
        }
    }

    /// Thirteen bits for each character (7.4.6).
    fn push_characters(&mut self, bits: &mut Bits<'_>, version: usize, table: Characters) -> Option<()> {
        let count = bits.count(version, [8, 10, 12])?;
        let read: Option<String> = (0..count).map(|_| table.character(bits.take(13)?)).collect();
        self.runs.push(Run::Read(read?));
        Some(())
    }

    fn read(self) -> Option<String> {
        let japanese = self.japanese;
        self.runs
            .into_iter()
            .map(|run| match run {
                Run::Read(text) => Some(text),
                Run::Bytes(characters, bytes) => characters.read(&bytes, japanese),
            })
            .collect()
    }
}

/// Bits of bytes, the highest first.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    /// The next bits, at most 16, as a number; `None` where there are not as many.
    fn take(&mut self, count: usize) -> Option<usize> {
        let end = self.at.checked_add(count).filter(|end| *end <= self.bytes.len() * 8)?;
        let mut value = 0;
        for at in self.at..end {
            let byte = self.bytes.get(at / 8).copied()?;
            value = value << 1 | usize::from(byte >> (7 - at % 8) & 1);
        }
        self.at = end;
        Some(value)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(8).map(|value| value as u8)
    }

    /// How many characters a segment has; the field's length depends on the version: up to 9, up to 26, above (7.4.1).
    fn count(&mut self, version: usize, [small, middle, large]: [usize; 3]) -> Option<usize> {
        self.take(match version {
            ..10 => small,
            10..27 => middle,
            _ => large,
        })
    }
}

#[cfg(test)]
mod tests;
