//! A code: up to ten characters in a fixed buffer, wiped on drop, and the time it is valid.

use crate::crypto::Zeroize;
use crate::time::UnixTime;
use core::fmt;

/// One code, 5 to 10 characters. Redacted in `Debug`, wiped on drop.
#[derive(PartialEq, Eq)]
pub struct Code {
    characters: [u8; Self::LONGEST],
    length: u8,
}

impl Code {
    /// Characters of the longest code.
    pub const LONGEST: usize = 10;

    /// The last `length` decimal digits of a truncated value (RFC 4226 §5.3).
    pub(super) fn decimal(value: u32, length: u8) -> Self {
        Self::filled(value, length, |rest| (b'0' + (rest % 10) as u8, rest / 10), Order::LastFirst)
    }

    /// Steam Guard's five characters of a truncated value.
    pub(super) fn steam(value: u32, length: u8) -> Self {
        const ALPHABET: [u8; 26] = *b"23456789BCDFGHJKMNPQRTVWXY";
        let character = |rest: u32| ALPHABET.get((rest % 26) as usize).copied().unwrap_or(b'?');
        Self::filled(value, length, |rest| (character(rest), rest / 26), Order::FirstFirst)
    }

    fn filled(value: u32, length: u8, step: impl Fn(u32) -> (u8, u32), order: Order) -> Self {
        let mut code = Self { characters: [b'0'; Self::LONGEST], length };
        let mut rest = value;
        let mut put = |slot: &mut u8| (*slot, rest) = step(rest);
        let used = code.characters.iter_mut().take(usize::from(length));
        match order {
            Order::FirstFirst => used.for_each(&mut put),
            Order::LastFirst => used.rev().for_each(&mut put),
        }
        code
    }

    /// The characters, to be shown or copied.
    pub fn as_str(&self) -> &str {
        let used = self.characters.get(..usize::from(self.length)).unwrap_or_default();
        core::str::from_utf8(used).unwrap_or_default()
    }
}

/// Which end of a code its first computed character belongs to.
enum Order {
    FirstFirst,
    LastFirst,
}

impl Drop for Code {
    fn drop(&mut self) {
        self.characters.zeroize();
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(redacted)")
    }
}

/// A code that depends on time, and when it is valid.
#[derive(Debug, PartialEq, Eq)]
pub struct TimedCode {
    /// The code.
    pub code: Code,
    /// The first moment of its period.
    pub valid_from: UnixTime,
    /// The first moment after its period.
    pub valid_until: UnixTime,
}

impl TimedCode {
    /// Seconds left at `now`, rounded up, so that 0 means "over"; 0 also where `now` is past the period.
    pub const fn seconds_left(&self, now: UnixTime) -> u64 {
        self.valid_until.milliseconds().saturating_sub(now.milliseconds()).div_ceil(1000)
    }
}
