//! Prepared keys: the secret goes through the hash once, each code then costs two compressions.

use super::{Algorithm, Code, CodeParameters, Counter, Period, SharedSecret, TimedCode};
use crate::crypto::{MacKey, Zeroize};
use crate::time::UnixTime;

/// A secret ready for making codes. Wiped on drop.
#[derive(Debug)]
pub enum PreparedKey {
    /// Its codes depend on time: TOTP, Steam Guard, day password.
    Timed(TimedKey),
    /// Its codes depend on a counter: HOTP.
    Counted(CountedKey),
}

/// A key whose codes depend on time.
#[derive(Debug)]
pub struct TimedKey {
    key: CountedKey,
    period: Period,
}

/// A key whose codes depend on a counter (RFC 4226).
#[derive(Debug)]
pub struct CountedKey {
    mac: MacKey,
    algorithm: Algorithm,
    shape: Shape,
    length: u8,
}

/// How a truncated value becomes text.
#[derive(Clone, Copy, Debug)]
enum Shape {
    Decimal,
    Steam,
}

impl PreparedKey {
    /// Prepares `secret` for codes of these parameters.
    pub fn new(parameters: &CodeParameters, secret: &SharedSecret) -> Self {
        let algorithm = parameters.algorithm();
        let shape = match parameters {
            CodeParameters::Steam => Shape::Steam,
            _ => Shape::Decimal,
        };
        let mac = MacKey::new(algorithm, secret.bytes());
        let key = CountedKey { mac, algorithm, shape, length: parameters.length() };
        match parameters.period() {
            Some(period) => Self::Timed(TimedKey { key, period }),
            None => Self::Counted(key),
        }
    }
}

impl TimedKey {
    /// The code at `now`, with its period (RFC 6238 §4.2: T0 = 0, X = the period).
    pub fn code_at(&self, now: UnixTime) -> TimedCode {
        self.code_of_step(self.step_at(now))
    }

    /// The code at `now` and the one after it.
    pub fn current_and_next(&self, now: UnixTime) -> (TimedCode, TimedCode) {
        let step = self.step_at(now);
        (self.code_of_step(step), self.code_of_step(step.saturating_add(1)))
    }

    /// The codes a server would accept at `now` that allows for `tolerance` periods before and after
    /// (RFC 6238 §5.2 recommends 1), oldest first.
    pub fn codes_accepted_at(&self, now: UnixTime, tolerance: u8) -> impl Iterator<Item = TimedCode> + '_ {
        let (step, tolerance) = (self.step_at(now), u64::from(tolerance));
        (step.saturating_sub(tolerance)..=step.saturating_add(tolerance)).map(|step| self.code_of_step(step))
    }

    /// How long one code lasts.
    pub const fn period(&self) -> Period {
        self.period
    }

    fn step_at(&self, now: UnixTime) -> u64 {
        now.seconds() / u64::from(self.period.seconds())
    }

    fn code_of_step(&self, step: u64) -> TimedCode {
        let seconds = u64::from(self.period.seconds());
        TimedCode {
            code: self.key.code(Counter(step)),
            valid_from: UnixTime::from_seconds(step.saturating_mul(seconds)),
            valid_until: UnixTime::from_seconds(step.saturating_add(1).saturating_mul(seconds)),
        }
    }
}

impl CountedKey {
    /// The code of a counter. The counter after it must be durable before the code is shown (RFC 4226 §7.2).
    pub fn code(&self, counter: Counter) -> Code {
        let value = self.truncated(counter);
        match self.shape {
            Shape::Decimal => Code::decimal(value, self.length),
            Shape::Steam => Code::steam(value, self.length),
        }
    }

    /// Dynamic truncation (RFC 4226 §5.3; RFC 6238 §1.2 for the longer hashes): the low four bits of the last byte say
    /// where four bytes are taken, and their top bit is dropped.
    fn truncated(&self, counter: Counter) -> u32 {
        let mut mac = [0; 64];
        self.mac.mac_into(&counter.0.to_be_bytes(), &mut mac);
        // The shortest MAC has 20 bytes and the offset is at most 15: four bytes are always there.
        let offset = mac.get(self.algorithm.output_length() - 1).map_or(0, |last| usize::from(last & 0xF));
        let value = mac.iter().skip(offset).take(4).fold(0, |value, byte| value << 8 | u32::from(*byte));
        mac.zeroize();
        value & 0x7FFF_FFFF
    }
}
