//! What the user took from the login page, or is to bring there: part of what an approval signs.

use super::{Challenge, RequestId, Shown, Verification};
use crate::crypto::random_array;
use crate::jose::Encoded;
use crate::ports::{Random, RandomFailed};
use core::fmt;

/// What was compared, for one request. In the form that the request asks for: it may still be the wrong number.
#[derive(PartialEq, Eq)]
pub struct Comparison {
    request: RequestId,
    pub(super) compared: Compared,
}

/// The value itself.
#[derive(PartialEq, Eq)]
pub(super) enum Compared {
    /// The request asks for nothing.
    Nothing,
    /// The number that was typed.
    Number(String),
    /// The secret that was scanned.
    Secret(String),
    /// The code that the phone shows.
    Code(String),
}

/// Why something typed or scanned is no comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ComparisonError {
    /// The request asks for something else.
    #[error("the request asks for something else")]
    NotAsked,
    /// Not this many digits and nothing else.
    #[error("not a number of {0} digits")]
    NotDigits(u8),
    /// The code that was scanned is of no login page.
    #[error("not the code of a login page")]
    NotALoginCode,
    /// The code that was scanned is of another login: a reason for alarm.
    #[error("the code of another login")]
    OtherLogin,
}

impl Comparison {
    /// Nothing, where the request asks for nothing.
    pub fn nothing(challenge: &Challenge<Shown>) -> Result<Self, ComparisonError> {
        match challenge.request().verification() {
            Verification::None => Ok(Self::of(challenge, Compared::Nothing)),
            _ => Err(ComparisonError::NotAsked),
        }
    }

    /// The number that the user typed. White space in it does not count.
    pub fn typed(challenge: &Challenge<Shown>, text: &str) -> Result<Self, ComparisonError> {
        let Verification::Enter { digits } = *challenge.request().verification() else {
            return Err(ComparisonError::NotAsked);
        };
        let number: String =
            text.chars().filter(|c| !c.is_whitespace()).take(usize::from(digits) + 1).collect();
        if number.len() != usize::from(digits) || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ComparisonError::NotDigits(digits));
        }
        Ok(Self::of(challenge, Compared::Number(number)))
    }

    /// The text of the QR code on the login page.
    pub fn scanned(challenge: &Challenge<Shown>, text: &str) -> Result<Self, ComparisonError> {
        let Verification::Scan { prefix } = challenge.request().verification() else {
            return Err(ComparisonError::NotAsked);
        };
        let text = text.trim();
        let scheme = prefix.split_once('?').map_or(prefix.as_str(), |(scheme, _)| scheme);
        let is_login_code = text.starts_with(scheme);
        let secret = text.strip_prefix(prefix.as_str()).ok_or(if is_login_code {
            ComparisonError::OtherLogin
        } else {
            ComparisonError::NotALoginCode
        })?;
        secret.parse::<Encoded<16>>().map_err(|_| ComparisonError::NotALoginCode)?;
        Ok(Self::of(challenge, Compared::Secret(secret.to_owned())))
    }

    /// The code that the phone shows.
    pub fn shown(challenge: &Challenge<Shown>) -> Result<Self, ComparisonError> {
        let code = challenge.code().ok_or(ComparisonError::NotAsked)?;
        Ok(Self::of(challenge, Compared::Code(code.to_owned())))
    }

    pub(super) fn belongs_to(&self, request: RequestId, verification: &Verification) -> bool {
        let fits = matches!(
            (&self.compared, verification),
            (Compared::Nothing, Verification::None)
                | (Compared::Number(_), Verification::Enter { .. })
                | (Compared::Secret(_), Verification::Scan { .. })
                | (Compared::Code(_), Verification::Show { .. })
        );
        fits && self.request == request
    }

    const fn of(challenge: &Challenge<Shown>, compared: Compared) -> Self {
        Self { request: challenge.id(), compared }
    }
}

/// Not the value: whoever knows it passes for someone who sees the login page.
impl fmt::Debug for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Comparison(redacted)")
    }
}

/// Random digits, each as likely as any other.
pub(super) fn draw_code(digits: u8, random: &dyn Random) -> Result<String, RandomFailed> {
    let mut code = String::with_capacity(digits.into());
    while code.len() < usize::from(digits) {
        // 250 is the last multiple of ten below 256: what is above would make small digits more likely.
        let bytes: [u8; 16] = random_array(random)?;
        let fair = bytes.into_iter().filter(|byte| *byte < 250);
        let left = usize::from(digits) - code.len();
        code.extend(fair.take(left).map(|byte| char::from(b'0' + byte % 10)));
    }
    Ok(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{FailingRandom, SeededRandom};

    #[test]
    fn codes_have_their_digits_and_every_digit_is_as_likely() {
        let random = SeededRandom::new(3);
        let mut counts = [0_u32; 10];
        for _ in 0..2000 {
            let code = draw_code(8, &random).unwrap();
            assert_eq!(code.len(), 8);
            code.bytes().for_each(|digit| counts[usize::from(digit - b'0')] += 1);
        }
        // 1,600 of each are expected; six standard deviations are 228.
        assert!(counts.iter().all(|count| (1372..1828).contains(count)), "{counts:?}");
        assert_eq!(draw_code(4, &FailingRandom::after(0)), Err(RandomFailed));
    }
}
