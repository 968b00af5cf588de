//! Bytes in Shift_JIS, in which many codes are written without saying so. Its pairs of bytes are the characters of the Kanji
//! mode.

use super::characters::KANJI;

/// Half-width Katakana, one byte each, and where they begin in Unicode.
const KATAKANA: core::ops::RangeInclusive<u8> = 0xA1..=0xDF;
const FIRST_KATAKANA: u32 = 0xFF61;

/// So many bytes above ASCII in a row, with a sign among them, are no word of Latin letters.
const NO_WORD: usize = 3;

/// Bytes as Shift_JIS, the rows of the standard and those of Kanji mode; `None` where they are not that.
pub(super) fn read(bytes: &[u8]) -> Option<String> {
    let mut text = String::new();
    let mut rest = bytes.iter().copied();
    while let Some(first) = rest.next() {
        text.push(match first {
            0..0x80 => char::from(first),
            _ if KATAKANA.contains(&first) => {
                char::from_u32(FIRST_KATAKANA + u32::from(first - KATAKANA.start()))?
            }
            _ => pair(first, rest.next()?)?,
        });
    }
    Some(text)
}

/// Whether bytes that are Shift_JIS and could be ISO/IEC 8859-1 as well are rather the former: control characters of the
/// latter, or a row of its signs and letters that is no word.
pub(super) fn is_likely(bytes: &[u8]) -> bool {
    let sign = |byte: &u8| matches!(byte, 0xA0..0xC0 | 0xD7 | 0xF7);
    let no_word = |run: &[u8]| run.len() >= NO_WORD && run.iter().any(sign);
    bytes.iter().any(|byte| matches!(byte, 0x80..0xA0)) || bytes.split(u8::is_ascii).any(no_word)
}

/// Two bytes are a character of Kanji mode, counted from 0x8140 or from 0xC140, with 0xC0 of them in a row.
fn pair(first: u8, second: u8) -> Option<char> {
    let pair = usize::from(u16::from_be_bytes([first, second]));
    let counted = match pair {
        0x8140..=0x9FFC => pair - 0x8140,
        0xE040..=0xEBBF => pair - 0xC140,
        _ => return None,
    };
    let (row, place) = (counted >> 8, counted & 0xFF);
    if place < 0xC0 { KANJI.character(row * 0xC0 + place) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shift_jis_is_read() {
        // "点" and "茗" of the standard's example, Katakana of half a width, and ASCII.
        assert_eq!(read(b"a\x93\x5F\xE4\xAA\xC3\xDE!").unwrap(), "a点茗ﾃﾞ!");
        assert_eq!(read(b"").unwrap(), "");
    }

    #[test]
    fn what_is_none_is_refused() {
        for bytes in
            [&b"\x93"[..], b"\x93\x20", b"\x80", b"\xA0", b"\xFF", b"\xFC\x40", b"\x81\xFF", b"\xEB\xC0"]
        {
            assert_eq!(read(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn latin_words_stay_latin() {
        // "Zoë", "«École»", "Størksen & Søn", "¡Olé!" and "°C" against words in Japanese.
        for latin in [
            &b"Zo\xEB l"[..],
            b"\xAB\xC9cole\xBB",
            b"St\xF8rksen & S\xF8n",
            b"\xA1Ol\xE9!",
            b"\xB0C",
            b"plain",
        ] {
            assert!(!is_likely(latin), "{latin:?}");
        }
        for japanese in
            [&b"\xC3\xDE\xBB\xDE\xB2\xDDQR"[..], b"AD:SUB:\x88\xA2;;", b"Google \x83\x82\x83o\x83C\x83\x8B"]
        {
            assert!(is_likely(japanese) && read(japanese).is_some(), "{japanese:?}");
        }
    }
}
