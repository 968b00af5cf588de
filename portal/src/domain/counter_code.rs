//! Codes of a counter (HOTP, RFC 4226), each accepted once.

use super::step_code::{Acceptance, is_code, without_spaces};
use countersign::otp::{Algorithm, CodeParameters, CountedKey, Counter, Digits, PreparedKey, SharedSecret};

/// How codes of a counter are made and accepted.
#[derive(Debug)]
pub struct CounterCodes {
    key: CountedKey,
}

impl CounterCodes {
    /// Codes of `secret` with SHA-1. `None` for digits that no code has.
    pub fn new(secret: &SharedSecret, digits: u8) -> Option<Self> {
        let parameters = CodeParameters::Hotp {
            algorithm: Algorithm::Sha1,
            digits: Digits::new(digits)?,
            counter: Counter::default(),
        };
        match PreparedKey::new(&parameters, secret) {
            PreparedKey::Counted(key) => Some(Self { key }),
            PreparedKey::Timed(_) => None,
        }
    }

    /// Judges what was typed, spaces left out, in constant time per counter: right is the code of `next`, or of a counter
    /// up to `look_ahead` after it (RFC 4226 §7.4). Of the codes before, only the last one is known as used.
    pub fn judge(&self, typed: &str, next: u64, look_ahead: u8) -> Acceptance {
        let typed = without_spaces(typed);
        let mut matching = None;
        for counter in next..=next.saturating_add(u64::from(look_ahead)) {
            if self.is_code_of(counter, &typed) {
                matching = matching.or(Some(counter));
            }
        }
        match (matching, next.checked_sub(1)) {
            (Some(counter), _) => Acceptance::New(counter),
            (None, Some(last)) if self.is_code_of(last, &typed) => Acceptance::Used,
            (None, _) => Acceptance::Wrong,
        }
    }

    /// The counter of `second`, where `first` and `second` follow one another and `first` is the code of `next`, or of a
    /// counter up to `window` after it (RFC 4226 §7.4).
    pub fn resynchronize(&self, [first, second]: [&str; 2], next: u64, window: u16) -> Option<u64> {
        let (first, second) = (without_spaces(first), without_spaces(second));
        let mut found = None;
        for counter in next..=next.saturating_add(u64::from(window)) {
            let after = counter.saturating_add(1);
            if self.is_code_of(counter, &first) && self.is_code_of(after, &second) {
                found = found.or(Some(after));
            }
        }
        found
    }

    fn is_code_of(&self, counter: u64, typed: &str) -> bool {
        is_code(&self.key.code(Counter(counter)), typed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use countersign::crypto::SecretBytes;

    /// RFC 4226 appendix D: the codes of the counters 0 to 9.
    const CODES: [&str; 10] =
        ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];

    fn codes() -> CounterCodes {
        let secret = SharedSecret::new(SecretBytes::from(b"12345678901234567890".as_slice())).unwrap();
        CounterCodes::new(&secret, 6).unwrap()
    }

    #[test]
    fn a_code_is_accepted_in_its_window_and_once() {
        for (counter, code) in (0..).zip(CODES) {
            assert_eq!(codes().judge(code, counter, 0), Acceptance::New(counter));
            assert_eq!(codes().judge(code, counter + 1, 10), Acceptance::Used, "{code}");
            assert_eq!(codes().judge(code, counter + 2, 10), Acceptance::Wrong, "{code}");
        }
        assert_eq!(codes().judge(" 520 489 ", 4, 5), Acceptance::New(9));
        assert_eq!(codes().judge("520489", 3, 5), Acceptance::Wrong, "six ahead");
        for wrong in ["", "75522", "7552240", "755225"] {
            assert_eq!(codes().judge(wrong, 0, 10), Acceptance::Wrong, "{wrong}");
        }
    }

    #[test]
    fn two_codes_that_follow_one_another_resynchronize() {
        let resynchronize = |pair, next, window| codes().resynchronize(pair, next, window);
        assert_eq!(resynchronize(["399871", "520489"], 0, 8), Some(9));
        assert_eq!(resynchronize(["399 871", "520489"], 8, 0), Some(9));
        assert_eq!(resynchronize(["399871", "520489"], 0, 7), None, "behind the window");
        assert_eq!(resynchronize(["399871", "520489"], 9, 100), None, "used before");
        assert_eq!(resynchronize(["520489", "399871"], 0, 100), None, "in the wrong order");
        assert_eq!(resynchronize(["162583", "520489"], 0, 100), None, "one left out");
        assert_eq!(resynchronize(["399871", "399871"], 0, 100), None, "one code twice");
        assert_eq!(resynchronize(["", ""], 0, 100), None);
    }

    #[test]
    fn the_last_counters_are_no_trouble() {
        assert_eq!(codes().judge("no code", u64::MAX, 10), Acceptance::Wrong);
        assert_eq!(codes().resynchronize(["a", "b"], u64::MAX, 100), None);
    }
}
