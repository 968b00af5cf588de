//! The printed recovery code: 128 random bits, as text that survives pen and paper.
//!
//! Seven groups of four characters of Crockford's base32 (no I, L, O, U): the 128 bits, then 12 bits of check, so
//! that a slip of the pen is told from a wrong code.

use super::slot::SlotTerms;
use crate::crypto::{Secret, SecretBytes, Zeroizing, hkdf_sha256, random_secret, sha256};
use crate::ports::{Random, RandomFailed};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters without dashes: 140 bits.
const CHARACTERS: usize = 28;
const GROUP: usize = 4;

/// A recovery code.
#[derive(Debug)]
pub struct RecoveryCode(Secret<16>);

/// The text is no recovery code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryCodeError {
    /// It has the wrong number of characters.
    #[error("a recovery code has another length")]
    Length,
    /// A character cannot occur in a recovery code.
    #[error("a character cannot occur in a recovery code")]
    Character,
    /// The check characters do not fit: a typing error.
    #[error("the recovery code is mistyped")]
    Checksum,
}

impl RecoveryCode {
    pub(super) fn random(random: &dyn Random) -> Result<Self, RandomFailed> {
        random_secret(random).map(Self)
    }

    /// Reads a typed code: case, spaces and dashes do not matter, and letters that look like digits are digits.
    pub fn parse(text: &[u8]) -> Result<Self, RecoveryCodeError> {
        let mut bits = Zeroizing::new([0_u8; CHARACTERS]);
        let mut count = 0;
        for character in
            text.iter().filter(|character| !matches!(character, b' ' | b'-' | b'\t' | b'\r' | b'\n'))
        {
            let value = value(*character).ok_or(RecoveryCodeError::Character)?;
            *bits.get_mut(count).ok_or(RecoveryCodeError::Length)? = value;
            count += 1;
        }
        if count != CHARACTERS {
            return Err(RecoveryCodeError::Length);
        }
        let bytes = Zeroizing::new(joined(&bits));
        let (code, check) = bytes.split_first_chunk::<16>().ok_or(RecoveryCodeError::Length)?;
        let code = Secret::taken_from(&mut Zeroizing::new(*code));
        if check != check_of(&code) {
            return Err(RecoveryCodeError::Checksum);
        }
        Ok(Self(code))
    }

    /// The code as printed: groups of letters and digits.
    pub fn to_text(&self) -> SecretBytes {
        let mut bytes = Zeroizing::new([0_u8; 18]);
        // Exposed: the one text in which the user gets it.
        let check = check_of(&self.0);
        let source = self.0.expose().iter().chain(&check);
        bytes.iter_mut().zip(source).for_each(|(to, from)| *to = *from);
        let mut text = Vec::with_capacity(CHARACTERS + CHARACTERS / GROUP);
        for position in 0..CHARACTERS {
            if position > 0 && position.is_multiple_of(GROUP) {
                text.push(b'-');
            }
            text.push(ALPHABET.get(usize::from(five_bits(&bytes, position))).copied().unwrap_or(b'?'));
        }
        SecretBytes::new(text)
    }

    /// What wraps the recovery slot. 128 random bits need no costly derivation.
    pub(super) fn stretched(&self, terms: &SlotTerms) -> Secret<32> {
        // Exposed: keying material of HKDF.
        hkdf_sha256(&[self.0.expose()], &terms.salt, &[b"countersign vault 1 recovery code"])
    }
}

/// 12 bits, in the upper bits of two bytes.
fn check_of(code: &Secret<16>) -> [u8; 2] {
    // Exposed: hashed; 12 bits of the digest are part of the secret text.
    let [first, second, ..] = sha256(&[b"countersign recovery code check", code.expose()]);
    [first, second & 0xF0]
}

fn value(character: u8) -> Option<u8> {
    let character = match character.to_ascii_uppercase() {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        other => other,
    };
    ALPHABET.iter().position(|known| *known == character).and_then(|position| u8::try_from(position).ok())
}

/// The five bits of the character at this position.
fn five_bits(bytes: &[u8; 18], position: usize) -> u8 {
    let bit = |number: usize| bytes.get(number / 8).map_or(0, |byte| byte >> (7 - number % 8) & 1);
    (0..5).fold(0, |value, offset| value << 1 | bit(position * 5 + offset))
}

/// 28 times five bits as 17½ bytes.
fn joined(values: &[u8; CHARACTERS]) -> [u8; 18] {
    let mut bytes = [0; 18];
    for (position, value) in values.iter().enumerate() {
        for offset in 0..5 {
            let number = position * 5 + offset;
            if let Some(byte) = bytes.get_mut(number / 8) {
                *byte |= (value >> (4 - offset) & 1) << (7 - number % 8);
            }
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::SeededRandom;

    fn text(code: &RecoveryCode) -> String {
        String::from_utf8(code.to_text().expose().to_vec()).unwrap()
    }

    #[test]
    fn what_is_printed_is_read() {
        let random = SeededRandom::new(5);
        for _ in 0..1000 {
            let code = RecoveryCode::random(&random).unwrap();
            let printed = text(&code);
            assert_eq!(printed.len(), 34);
            for typed in [
                printed.clone(),
                printed.to_lowercase(),
                printed.replace('-', " "),
                printed.replace('-', "").replace('0', "o").replace('1', "l"),
            ] {
                let read = RecoveryCode::parse(typed.as_bytes()).unwrap();
                assert_eq!(read.0.expose(), code.0.expose(), "{typed}");
            }
        }
    }

    #[test]
    fn slips_of_the_pen_are_noticed() {
        let printed = text(&RecoveryCode::random(&SeededRandom::new(6)).unwrap());
        let parse = |text: &str| RecoveryCode::parse(text.as_bytes()).map(drop);
        assert_eq!(parse(printed.get(1..).unwrap()), Err(RecoveryCodeError::Length));
        assert_eq!(parse(&format!("{printed}0")), Err(RecoveryCodeError::Length));
        assert_eq!(
            parse(&printed.replacen(printed.get(..1).unwrap(), "U", 1)),
            Err(RecoveryCodeError::Character)
        );
        let mut noticed = 0;
        for (position, character) in printed.char_indices().filter(|(_, character)| *character != '-') {
            for other in ALPHABET.iter().map(|byte| char::from(*byte)).filter(|other| *other != character) {
                let mut slip = printed.clone();
                slip.replace_range(position..=position, &other.to_string());
                noticed += u32::from(parse(&slip) == Err(RecoveryCodeError::Checksum));
            }
        }
        // 12 bits of check let one slip in 4,096 through.
        assert!(noticed >= 28 * 31 - 3, "{noticed}");
        assert!(
            !format!("{:?}", RecoveryCode::parse(printed.as_bytes())).contains(printed.get(..4).unwrap())
        );
    }
}
