//! Reads a key URI, strictly: every place in the text that is wrong is told, none is guessed.

use super::{KeyUriError, KeyUriProblem, LONGEST_TEXT, Parameter, Parsed};
use crate::crypto::Zeroizing;
use crate::otp::base32::{self, Base32Error};
use crate::otp::percent::{PercentError, Piece, Plus};
use crate::otp::{
    Algorithm, CodeKind, CodeParameters, Counter, Digits, Label, OneTimeAccount, Period, SecretLengthError,
    SharedSecret, Warning,
};
use core::ops::Range;

/// More parameters than any key URI has.
const MOST_PARAMETERS: usize = 64;
/// Parameters of servers and other apps that mean nothing for the codes. `image` is never fetched.
const IGNORED: [&str; 9] =
    ["image", "creator", "serial", "pin", "app_force_unlock", "offline", "color", "icon", "lock"];

/// Reads a key URI. White space around it is ignored.
pub fn parse(text: &str) -> Result<Parsed, KeyUriError> {
    if text.len() > LONGEST_TEXT {
        return Err(wrong(KeyUriProblem::TooLong, 0..text.len()));
    }
    let start = text.len() - text.trim_start().len();
    let rest = after_scheme(Piece { text: text.trim(), start })?;
    if let Some((before, _)) = rest.split_once("#") {
        let at = before.range().end;
        return Err(wrong(KeyUriProblem::Fragment, at..at + 1));
    }
    let end = rest.range().end;
    let (path, query) = rest.split_once("?").unwrap_or((rest, Piece { text: "", start: end }));
    let (kind, label) = path.split_once("/").unwrap_or((path, Piece { text: "", start: path.range().end }));
    let kind = kind_of(kind)?;
    let mut warnings = Vec::new();
    let parameters = Parameters::read(query, &mut warnings)?;
    let secret = parameters.secret(end, &mut warnings)?;
    let (issuer, account) = names(label, &parameters, &mut warnings)?;
    let parameters = parameters.of_codes(kind, &issuer, &mut warnings)?;
    Ok(Parsed { account: OneTimeAccount { issuer, account, parameters, secret }, warnings })
}

fn wrong(problem: KeyUriProblem, position: Range<usize>) -> KeyUriError {
    KeyUriError { problem, position }
}

impl From<PercentError> for KeyUriError {
    fn from(error: PercentError) -> Self {
        match error {
            PercentError::Escape(position) => wrong(KeyUriProblem::BadEscape, position),
            PercentError::NotUtf8(position) => wrong(KeyUriProblem::NotUtf8, position),
        }
    }
}

fn after_scheme(whole: Piece<'_>) -> Result<Piece<'_>, KeyUriError> {
    match whole.split_once("://") {
        Some((scheme, rest)) if scheme.text.eq_ignore_ascii_case("otpauth") => Ok(rest),
        _ => Err(wrong(KeyUriProblem::NotAKeyUri, whole.range())),
    }
}

fn kind_of(kind: Piece<'_>) -> Result<CodeKind, KeyUriError> {
    match kind.text.to_ascii_lowercase().as_str() {
        "totp" => Ok(CodeKind::Totp),
        "hotp" => Ok(CodeKind::Hotp),
        "steam" => Ok(CodeKind::Steam),
        "daypassword" => Ok(CodeKind::DayPassword),
        _ => Err(wrong(KeyUriProblem::UnknownKind, kind.range())),
    }
}

/// The values that are present, as they stand in the text.
#[derive(Default)]
struct Parameters<'a> {
    secret: Option<Piece<'a>>,
    issuer: Option<Piece<'a>>,
    algorithm: Option<Piece<'a>>,
    digits: Option<Piece<'a>>,
    period: Option<Piece<'a>>,
    counter: Option<Piece<'a>>,
    encoder: Option<Piece<'a>>,
}

impl<'a> Parameters<'a> {
    fn read(query: Piece<'a>, warnings: &mut Vec<Warning>) -> Result<Self, KeyUriError> {
        let mut parameters = Self::default();
        let mut seen: Vec<String> = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.text.is_empty()) {
            let (name, value) =
                pair.split_once("=").unwrap_or((pair, Piece { text: "", start: pair.range().end }));
            let known = name.decoded(Plus::Space)?.to_ascii_lowercase();
            if seen.contains(&known) {
                return Err(wrong(KeyUriProblem::Duplicate, pair.range()));
            }
            if seen.len() == MOST_PARAMETERS {
                return Err(wrong(KeyUriProblem::TooManyParameters, pair.range()));
            }
            match known.as_str() {
                "secret" => parameters.secret = Some(value),
                "issuer" => parameters.issuer = Some(value),
                "algorithm" => parameters.algorithm = Some(value),
                "digits" => parameters.digits = Some(value),
                "period" => parameters.period = Some(value),
                "counter" => parameters.counter = Some(value),
                "encoder" => parameters.encoder = Some(value),
                "2step_salt" | "2step_output" | "2step_difficulty" => {
                    return Err(wrong(KeyUriProblem::TwoStep, pair.range()));
                }
                other if IGNORED.contains(&other) => {}
                _ => warnings.push(Warning::UnknownParameter(pair.range())),
            }
            seen.push(known);
        }
        Ok(parameters)
    }

    fn secret(&self, end: usize, warnings: &mut Vec<Warning>) -> Result<SharedSecret, KeyUriError> {
        let piece = self.secret.ok_or_else(|| wrong(KeyUriProblem::MissingSecret, end..end))?;
        let characters = piece.bytes(Plus::Literal).collect::<Result<Vec<_>, _>>().map(Zeroizing::new)?;
        if characters.is_empty() {
            return Err(wrong(KeyUriProblem::MissingSecret, piece.range()));
        }
        let decoded =
            base32::decode(characters.iter().copied(), characters.len()).map_err(|error| match error {
                Base32Error::Character { position } => {
                    wrong(KeyUriProblem::SecretCharacter, position..position + 1)
                }
                Base32Error::Length => wrong(KeyUriProblem::SecretIncomplete, piece.range()),
            })?;
        if decoded.loose_bits {
            warnings.push(Warning::LooseBits);
        }
        let secret = SharedSecret::new(decoded.bytes).map_err(|error| match error {
            SecretLengthError::TooShort => wrong(KeyUriProblem::SecretTooShort, piece.range()),
            SecretLengthError::TooLong => wrong(KeyUriProblem::SecretTooLong, piece.range()),
        })?;
        if secret.is_short() {
            warnings.push(Warning::ShortSecret);
        }
        Ok(secret)
    }

    fn of_codes(
        &self,
        kind: CodeKind,
        issuer: &Label,
        warnings: &mut Vec<Warning>,
    ) -> Result<CodeParameters, KeyUriError> {
        if self.is_steam(kind, issuer, warnings)? {
            return self.steam();
        }
        let algorithm = self.algorithm()?.unwrap_or(Algorithm::Sha1);
        let digits = self.digits()?.unwrap_or(Digits::SIX);
        let meaningless = if kind == CodeKind::Hotp { self.period } else { self.counter };
        warnings.extend(meaningless.map(|piece| Warning::UnknownParameter(piece.range())));
        Ok(match kind {
            CodeKind::Hotp => {
                let counter = self.counter()?;
                if counter.is_none() {
                    warnings.push(Warning::CounterMissing);
                }
                CodeParameters::Hotp { algorithm, digits, counter: counter.unwrap_or_default() }
            }
            CodeKind::DayPassword => CodeParameters::DayPassword {
                algorithm,
                digits,
                period: self.period()?.unwrap_or(Period::ONE_DAY),
            },
            CodeKind::Totp | CodeKind::Steam => {
                let period = self.period()?.unwrap_or(Period::THIRTY_SECONDS);
                if period > Period::LONGEST_USUAL {
                    warnings.push(Warning::LongPeriod(period));
                }
                CodeParameters::Totp { algorithm, digits, period }
            }
        })
    }

    /// Steam Guard: by its own kind, by `encoder=steam`, or by the issuer where the digits are not another number.
    fn is_steam(
        &self,
        kind: CodeKind,
        issuer: &Label,
        warnings: &mut Vec<Warning>,
    ) -> Result<bool, KeyUriError> {
        if let Some(encoder) = self.encoder {
            return match encoder.text.to_ascii_lowercase().as_str() {
                "steam" if matches!(kind, CodeKind::Totp | CodeKind::Steam) => Ok(true),
                "steam" => Err(wrong(KeyUriProblem::Contradiction(Parameter::Encoder), encoder.range())),
                _ => Err(wrong(KeyUriProblem::Value(Parameter::Encoder), encoder.range())),
            };
        }
        let by_issuer = kind == CodeKind::Totp
            && issuer.as_str().eq_ignore_ascii_case("steam")
            && self.digits.is_none_or(|digits| digits.text == "5");
        if by_issuer {
            warnings.push(Warning::TakenAsSteam);
        }
        Ok(by_issuer || kind == CodeKind::Steam)
    }

    /// Steam Guard leaves nothing open; a parameter may only repeat what is so anyway.
    fn steam(&self) -> Result<CodeParameters, KeyUriError> {
        let checks = [(self.digits, "5", Parameter::Digits), (self.period, "30", Parameter::Period)];
        for (piece, implied, parameter) in checks {
            if let Some(piece) = piece.filter(|piece| piece.text != implied) {
                return Err(wrong(KeyUriProblem::Contradiction(parameter), piece.range()));
            }
        }
        match (self.algorithm()?, self.algorithm) {
            (Some(Algorithm::Sha256 | Algorithm::Sha512), Some(piece)) => {
                Err(wrong(KeyUriProblem::Contradiction(Parameter::Algorithm), piece.range()))
            }
            _ => Ok(CodeParameters::Steam),
        }
    }

    fn algorithm(&self) -> Result<Option<Algorithm>, KeyUriError> {
        value(self.algorithm, Parameter::Algorithm, Algorithm::from_name)
    }

    fn digits(&self) -> Result<Option<Digits>, KeyUriError> {
        value(self.digits, Parameter::Digits, |text| Digits::new(number(text)?))
    }

    fn period(&self) -> Result<Option<Period>, KeyUriError> {
        value(self.period, Parameter::Period, |text| Period::from_seconds(number(text)?))
    }

    fn counter(&self) -> Result<Option<Counter>, KeyUriError> {
        value(self.counter, Parameter::Counter, |text| number(text).map(Counter))
    }
}

/// A value that is missing is `None`; one that is present and not allowed is an error.
fn value<T>(
    piece: Option<Piece<'_>>,
    parameter: Parameter,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>, KeyUriError> {
    let Some(piece) = piece else { return Ok(None) };
    let text = piece.decoded(Plus::Space)?;
    read(&text).map(Some).ok_or_else(|| wrong(KeyUriProblem::Value(parameter), piece.range()))
}

/// A whole number without a sign: `str::parse` alone would take `+6`.
fn number<T: core::str::FromStr>(text: &str) -> Option<T> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// Issuer and account. The label is split at its first colon, plain or escaped, before anything is decoded.
fn names(
    label: Piece<'_>,
    parameters: &Parameters<'_>,
    warnings: &mut Vec<Warning>,
) -> Result<(Label, Label), KeyUriError> {
    let (in_label, account) = split_label(label);
    let mut cleaned = false;
    let mut clean = |text: String| {
        let label = Label::clean(&text);
        cleaned |= label.as_str() != text.trim();
        label
    };
    let account = clean(account.decoded(Plus::Literal)?);
    let in_label = in_label.map(|piece| piece.decoded(Plus::Literal)).transpose()?.map(&mut clean);
    let issuer = parameters.issuer.map(|piece| piece.decoded(Plus::Space)).transpose()?.map(&mut clean);
    let issuer =
        match (issuer.filter(|issuer| !issuer.is_empty()), in_label.filter(|label| !label.is_empty())) {
            (Some(issuer), Some(in_label)) => {
                if issuer != in_label {
                    warnings.push(Warning::IssuerMismatch { in_label });
                }
                issuer
            }
            (issuer, in_label) => issuer.or(in_label).unwrap_or_default(),
        };
    if cleaned {
        warnings.push(Warning::LabelCleaned);
    }
    if issuer.mixes_scripts() || account.mixes_scripts() {
        warnings.push(Warning::MixedScripts);
    }
    if account.is_empty() {
        warnings.push(Warning::NoAccountName);
    }
    Ok((issuer, account))
}

fn split_label(label: Piece<'_>) -> (Option<Piece<'_>>, Piece<'_>) {
    let splits = [":", "%3A", "%3a"].into_iter().filter_map(|colon| label.split_once(colon));
    match splits.min_by_key(|(before, _)| before.text.len()) {
        Some((issuer, account)) => (Some(issuer), account),
        None => (None, label),
    }
}

#[cfg(test)]
mod tests;
