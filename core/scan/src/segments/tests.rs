//! Segments of every mode, and what is cut off or out of range.

use super::*;

/// Bits as text, spaces left out, filled up with zeros to whole bytes.
fn data(bits: &str) -> Vec<u8> {
    let bits: Vec<u8> = bits.bytes().filter(|bit| *bit != b' ').map(|bit| bit - b'0').collect();
    bits.chunks(8)
        .map(|byte| byte.iter().fold(0, |value, bit| value << 1 | bit) << (8 - byte.len()))
        .collect()
}

fn bytes(text: &[u8]) -> String {
    let bytes: String = text.iter().map(|byte| format!("{byte:08b}")).collect();
    format!("0100 {:08b} {bytes}", text.len())
}

fn read(bits: &str) -> Option<String> {
    text(&data(bits), 1)
}

#[test]
fn the_examples_of_the_standard() {
    // 7.4.3, 7.4.4 and annex I; 7.4.6.
    let numeric = "0001 0000001000 0000001100 0101011001 1000011 0000";
    assert_eq!(read(numeric).unwrap(), "01234567");
    assert_eq!(
        read("0001 0000010000 0000001100 0101011001 1010100110 1110000101 0011101010 0101").unwrap(),
        { "0123456789012345" }
    );
    assert_eq!(read("0010 000000101 00111001110 11100111001 000010 0000").unwrap(), "AC-42");
    assert_eq!(read("1000 00000010 0110110011111 1101010101010 0000").unwrap(), "点茗");
}

#[test]
fn hanzi_are_read() {
    assert_eq!(read("1101 0001 00000001 0001111000001").unwrap(), "阿");
}

#[test]
fn nothing_and_only_its_end_are_empty() {
    assert_eq!(text(&[], 1).unwrap(), "");
    assert_eq!(read("0000").unwrap(), "");
    assert_eq!(text(&[0xEC, 0x11], 1), None);
}

#[test]
fn the_length_of_a_count_depends_on_the_version() {
    for (version, count) in [(9, 8), (10, 16), (26, 16), (27, 16), (40, 16)] {
        let bits = format!("0100 {:0count$b} 01000001 0000", 1);
        assert_eq!(text(&data(&bits), version).unwrap(), "A", "{version}");
    }
    for (version, count) in [(9, 10), (10, 12), (26, 12), (27, 14), (40, 14)] {
        assert_eq!(
            text(&data(&format!("0001 {:0count$b} 0111 0000", 1)), version).unwrap(),
            "7",
            "{version}"
        );
    }
    for (version, count) in [(9, 9), (10, 11), (27, 13)] {
        assert_eq!(text(&data(&format!("0010 {:0count$b} 001010 0000", 1)), version).unwrap(), "A");
    }
    for (version, count) in [(9, 8), (10, 10), (27, 12)] {
        assert_eq!(text(&data(&format!("1000 {:0count$b} 0110110011111", 1)), version).unwrap(), "点");
    }
}

#[test]
fn unnamed_bytes_are_utf_8_or_else_shift_jis_or_else_latin_1() {
    assert_eq!(read(&bytes("Zoë 点".as_bytes())).unwrap(), "Zoë 点");
    assert_eq!(read(&bytes(b"Zo\xEB")).unwrap(), "Zoë");
    assert_eq!(read(&bytes(b"\xC3\xDE\xBB\xDE\xB2\xDDQR")).unwrap(), "ﾃﾞｻﾞｲﾝQR");
    // Beside Kanji, what could be a word of another language is Japanese.
    let word = bytes(b"\xC0\xDE\xCC\xDE\xD9QR");
    assert_eq!(read(&word).unwrap(), "ÀÞÌÞÙQR");
    assert_eq!(read(&[word, "1000 00000001 0110110011111".into()].concat()).unwrap(), "ﾀﾞﾌﾞﾙQR点");
    // A character may lie across two segments.
    let halves = [bytes(&[0xC3]), bytes(&[0xAB])].concat();
    assert_eq!(read(&halves).unwrap(), "ë");
}

#[test]
fn named_character_sets_are_read_or_refused() {
    let eci = |designator: u8, text: &[u8]| format!("0111 {designator:08b} {}", bytes(text));
    assert_eq!(read(&eci(26, "ë".as_bytes())).unwrap(), "ë");
    assert_eq!(read(&eci(26, b"\xEB")), None);
    assert_eq!(read(&eci(3, b"\xC3\xAB")).unwrap(), "Ã«");
    assert_eq!(read(&eci(25, b"\x70\xB9\xD8\x3D\xDD\x11")).unwrap(), "点🔑");
    assert_eq!(read(&eci(25, b"\x70")), None);
    assert_eq!(read(&eci(20, b"\x93\x5F")).unwrap(), "点");
    assert_eq!(read(&eci(20, b"\x93")), None);
    // Windows-1251: as far as it is ASCII.
    assert_eq!(read(&eci(22, b"otpauth")).unwrap(), "otpauth");
    assert_eq!(read(&eci(22, b"\x93\x5F")), None);
    // A designator of two bytes and one of three, then back.
    let long = format!("0111 1000000000011010 {}", bytes("ë".as_bytes()));
    assert_eq!(read(&long).unwrap(), "ë");
    let longer = format!("0111 110000000000000000000011 {}", bytes(b"\xEB"));
    assert_eq!(read(&longer).unwrap(), "ë");
    assert_eq!(read("0111 11100000"), None);
    assert_eq!(read(&[bytes(b"\xEB"), eci(26, "ë".as_bytes())].concat()).unwrap(), "ëë");
}

#[test]
fn segments_follow_one_another() {
    let mixed =
        [&bytes(b"otp:"), "0010 000000001 001010", "0001 0000000011 0001111011", &bytes(b"!")].concat();
    assert_eq!(read(&mixed).unwrap(), "otp:A123!");
    // One of several codes, and a mark that separates fields.
    assert_eq!(read(&format!("0011 0000 0001 10101010 {}", bytes(b"part"))).unwrap(), "part");
    let percent = 45 * 38 + 38;
    let fields = format!("0010 000000100 {percent:011b} {:011b} 0000", 45 * 38 + 10);
    assert_eq!(read(&fields).unwrap(), "%%%A");
    assert_eq!(read(&format!("0101 {fields}")).unwrap(), "%\u{1D}A");
    assert_eq!(read(&format!("1001 00110111 {fields}")).unwrap(), "%\u{1D}A");
}

#[test]
fn what_is_cut_off_or_out_of_range_is_no_text() {
    let whole = data(&bytes(b"otpauth://totp/a"));
    for length in 2..whole.len() - 1 {
        assert_eq!(text(&whole[..length], 1), None, "{length}");
    }
    assert_eq!(read("0001 0000000011 1111101000"), None, "a thousand in three digits");
    assert_eq!(read("0001 0000000010 1100100"), None, "a hundred in two digits");
    assert_eq!(read("0001 0000000001 1010"), None, "ten in one digit");
    assert_eq!(read("0010 000000010 11111101001"), None, "a pair above 44, 44");
    assert_eq!(read("0010 000000001 101101"), None, "a character above 44");
    assert_eq!(read("1000 00000001 1111111111111"), None, "no such Kanji");
    assert_eq!(read("1101 0010 00000001 0001111000001"), None, "no such set of Hanzi");
    for mode in ["0110", "1010", "1011", "1100", "1110", "1111"] {
        assert_eq!(read(&format!("{mode} 00000000000000000000")), None, "{mode}");
    }
}

#[test]
fn any_bytes_have_an_answer() {
    let mut state = 1u32;
    for length in 0..400 {
        let noise: Vec<u8> = (0..length)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            })
            .collect();
        for version in [1, 10, 40] {
            if let Some(text) = text(&noise, version) {
                assert!(text.chars().count() <= 8 * length);
            }
        }
    }
}
