//! What makes a code, apart from the secret: each a type that cannot hold a value outside its range.

use super::Algorithm;

/// How many digits a code has: 6 to 10.
///
/// RFC 4226 §5.3 asks for at least 6. The truncated value has 31 bits, so a tenth digit is at most 2 and an
/// eleventh would always be 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digits(u8);

impl Digits {
    /// What nearly every server uses, and what a key URI without the parameter means.
    pub const SIX: Self = Self(6);
    /// The other common length.
    pub const EIGHT: Self = Self(8);

    /// 6 to 10 digits; `None` for any other number.
    pub const fn new(count: u8) -> Option<Self> {
        if matches!(count, 6..=10) { Some(Self(count)) } else { None }
    }

    /// The number of digits.
    pub const fn count(self) -> u8 {
        self.0
    }
}

/// How long one code lasts, in seconds: 1 s to 366 days.
///
/// 30 s is what nearly every server uses (RFC 6238 §5.2). A TOTP code that lasts longer than
/// [`LONGEST_USUAL`](Self::LONGEST_USUAL) is accepted but flagged; a day password lasts long by nature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period(u32);

impl Period {
    /// RFC 6238's default, and what a key URI without the parameter means.
    pub const THIRTY_SECONDS: Self = Self(30);
    /// A day: what a day password without the parameter means.
    pub const ONE_DAY: Self = Self(24 * 60 * 60);
    /// The longest period of a TOTP code that raises no warning: 120 s.
    pub const LONGEST_USUAL: Self = Self(120);
    /// The longest period there is: 366 days.
    pub const LONGEST: Self = Self(366 * 24 * 60 * 60);

    /// 1 second to 366 days; `None` outside that.
    pub const fn from_seconds(seconds: u32) -> Option<Self> {
        if seconds >= 1 && seconds <= Self::LONGEST.0 { Some(Self(seconds)) } else { None }
    }

    /// The period in seconds.
    pub const fn seconds(self) -> u32 {
        self.0
    }
}

/// The moving factor of HOTP (RFC 4226 §5.1): which code comes next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Counter(pub u64);

impl Counter {
    /// The counter after this one; `None` after the last of 2^64.
    #[must_use]
    pub const fn next(self) -> Option<Self> {
        match self.0.checked_add(1) {
            Some(next) => Some(Self(next)),
            None => None,
        }
    }
}

/// How an account's codes are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CodeParameters {
    /// Time-based codes (RFC 6238).
    Totp {
        /// The hash.
        algorithm: Algorithm,
        /// The length of a code.
        digits: Digits,
        /// How long a code lasts.
        period: Period,
    },
    /// Counter-based codes (RFC 4226).
    Hotp {
        /// The hash.
        algorithm: Algorithm,
        /// The length of a code.
        digits: Digits,
        /// The counter of the next code. Whoever shows a code first stores the counter after it.
        counter: Counter,
    },
    /// Steam Guard: five letters and digits from TOTP with SHA-1 and 30 s.
    Steam,
    /// privacyIDEA's day password: TOTP whose period is hours or days.
    DayPassword {
        /// The hash.
        algorithm: Algorithm,
        /// The length of a code.
        digits: Digits,
        /// How long a code lasts.
        period: Period,
    },
}

/// The kinds of one-time codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeKind {
    /// Time-based codes (RFC 6238).
    Totp,
    /// Counter-based codes (RFC 4226).
    Hotp,
    /// Steam Guard.
    Steam,
    /// privacyIDEA's day password.
    DayPassword,
}

impl CodeParameters {
    /// Characters of a Steam Guard code.
    pub const STEAM_LENGTH: u8 = 5;

    /// SHA-1, six digits, 30 s: what a key URI that names none of them means.
    pub const USUAL: Self =
        Self::Totp { algorithm: Algorithm::Sha1, digits: Digits::SIX, period: Period::THIRTY_SECONDS };

    /// The kind of code.
    pub const fn kind(&self) -> CodeKind {
        match self {
            Self::Totp { .. } => CodeKind::Totp,
            Self::Hotp { .. } => CodeKind::Hotp,
            Self::Steam => CodeKind::Steam,
            Self::DayPassword { .. } => CodeKind::DayPassword,
        }
    }

    /// The hash inside the HMAC.
    pub const fn algorithm(&self) -> Algorithm {
        match *self {
            Self::Totp { algorithm, .. }
            | Self::Hotp { algorithm, .. }
            | Self::DayPassword { algorithm, .. } => algorithm,
            Self::Steam => Algorithm::Sha1,
        }
    }

    /// Characters of one code: 5 to 10.
    pub const fn length(&self) -> u8 {
        match *self {
            Self::Totp { digits, .. } | Self::Hotp { digits, .. } | Self::DayPassword { digits, .. } => {
                digits.count()
            }
            Self::Steam => Self::STEAM_LENGTH,
        }
    }

    /// How long one code lasts; `None` for HOTP, whose codes do not depend on time.
    pub const fn period(&self) -> Option<Period> {
        match *self {
            Self::Totp { period, .. } | Self::DayPassword { period, .. } => Some(period),
            Self::Steam => Some(Period::THIRTY_SECONDS),
            Self::Hotp { .. } => None,
        }
    }

    /// The counter of the next HOTP code; `None` for codes that depend on time.
    pub const fn counter(&self) -> Option<Counter> {
        match *self {
            Self::Hotp { counter, .. } => Some(counter),
            _ => None,
        }
    }
}

impl Algorithm {
    /// The name a key URI gives the hash: `SHA1`, `SHA256`, `SHA512`.
    pub const fn key_uri_name(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA1",
            Self::Sha256 => "SHA256",
            Self::Sha512 => "SHA512",
        }
    }

    /// The hash a name means, however it is spelled: `SHA1`, `sha-256`, `HmacSHA512`, `HMAC-SHA-1`.
    /// `None` for every other name, MD5 among them.
    pub fn from_name(name: &str) -> Option<Self> {
        let plain: String = name
            .chars()
            .take(NAME_LIMIT)
            .filter(|c| !matches!(c, '-' | '_' | ' '))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        match plain.strip_prefix("HMAC").unwrap_or(&plain) {
            "SHA1" => Some(Self::Sha1),
            "SHA256" => Some(Self::Sha256),
            "SHA512" => Some(Self::Sha512),
            _ => None,
        }
    }
}

/// Longer than every spelling of an algorithm's name.
const NAME_LIMIT: usize = 32;
