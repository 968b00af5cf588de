//! Codes of time steps (TOTP, offline codes of a phone), each accepted once (RFC 6238 §5.2).

use countersign::crypto::ConstantTimeEq as _;
use countersign::otp::{
    Algorithm, Code, CodeParameters, Digits, Period, PreparedKey, SharedSecret, TimedKey,
};
use countersign::time::UnixTime;

/// How codes of time steps are made and accepted.
#[derive(Debug)]
pub struct StepCodes {
    key: TimedKey,
    period: u64,
    /// How many steps before and after the server's own are accepted.
    window: u8,
}

/// What a typed code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acceptance {
    /// Right, and of a step (of codes by counter: a counter) above the last accepted one: this is the new last one.
    New(u64),
    /// Right, but it, or a later one, was accepted before.
    Used,
    /// Not a code that is accepted now.
    Wrong,
}

impl StepCodes {
    /// Codes of `secret`. `None` for digits or a period that no code has.
    pub fn new(
        secret: &SharedSecret,
        algorithm: Algorithm,
        digits: u8,
        period: u32,
        window: u8,
    ) -> Option<Self> {
        let parameters = CodeParameters::Totp {
            algorithm,
            digits: Digits::new(digits)?,
            period: Period::from_seconds(period)?,
        };
        match PreparedKey::new(&parameters, secret) {
            PreparedKey::Timed(key) => Some(Self { key, period: u64::from(period), window }),
            PreparedKey::Counted(_) => None,
        }
    }

    /// Judges what was typed, spaces left out, in constant time per step. `last` is the last accepted step.
    pub fn judge(&self, typed: &str, now: UnixTime, last: u64) -> Acceptance {
        let typed = without_spaces(typed);
        let mut matching = None;
        for timed in self.key.codes_accepted_at(now, self.window) {
            if is_code(&timed.code, &typed) {
                matching = Some(timed.valid_from.seconds() / self.period);
            }
        }
        match matching {
            Some(step) if step > last => Acceptance::New(step),
            Some(_) => Acceptance::Used,
            None => Acceptance::Wrong,
        }
    }
}

/// What was typed, as far as a code can be long.
pub(super) fn without_spaces(typed: &str) -> String {
    typed.chars().filter(|character| !character.is_whitespace()).take(16).collect()
}

/// Whether `typed` is this code, in constant time.
pub(super) fn is_code(code: &Code, typed: &str) -> bool {
    code.as_str().as_bytes().ct_eq(typed.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use countersign::crypto::SecretBytes;

    /// RFC 6238 appendix B: SHA-1, eight digits.
    fn codes(window: u8) -> StepCodes {
        let secret = SharedSecret::new(SecretBytes::from(b"12345678901234567890".as_slice())).unwrap();
        StepCodes::new(&secret, Algorithm::Sha1, 8, 30, window).unwrap()
    }

    #[test]
    fn a_code_is_accepted_in_its_window_and_once() {
        let at = UnixTime::from_seconds;
        assert_eq!(codes(2).judge("94287082", at(59), 0), Acceptance::New(1));
        assert_eq!(codes(2).judge(" 9428 7082 ", at(59), 0), Acceptance::New(1));
        assert_eq!(codes(2).judge("94287082", at(59), 1), Acceptance::Used);
        assert_eq!(codes(2).judge("94287082", at(59), 7), Acceptance::Used);
        assert_eq!(codes(2).judge("94287082", at(119), 0), Acceptance::New(1));
        assert_eq!(codes(2).judge("94287082", at(120), 0), Acceptance::Wrong);
        assert_eq!(codes(0).judge("94287082", at(60), 0), Acceptance::Wrong);
        for wrong in ["", "9428708", "942870822", "94287083"] {
            assert_eq!(codes(2).judge(wrong, at(59), 0), Acceptance::Wrong, "{wrong}");
        }
    }
}
