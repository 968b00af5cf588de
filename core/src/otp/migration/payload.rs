//! Reads one payload: percent-encoding, base64, then the few protocol buffer fields that the format has.
//!
//! The message, as exports in the wild show it: 1 accounts (repeated), 2 version, 3 number of parts, 4 part counted
//! from 0, 5 export's id; an account: 1 secret, 2 name, 3 issuer, 4 algorithm (1 SHA-1, 2 SHA-256, 3 SHA-512,
//! 4 MD5), 5 digits (1 six, 2 eight), 6 kind (1 HOTP, 2 TOTP), 7 counter. A field that is absent, or 0, is "not
//! said".

use super::{Batch, Entry, EntryError, EntryProblem, MigrationError, Part};
use crate::crypto::{SecretBytes, Zeroizing};
use crate::otp::key_uri::LONGEST_TEXT;
use crate::otp::percent::{Piece, Plus};
use crate::otp::{
    Algorithm, CodeParameters, Counter, Digits, Label, OneTimeAccount, Period, SecretLengthError,
    SharedSecret, Warning,
};
use data_encoding::BASE64_NOPAD;

/// More parts than any export has.
const MOST_PARTS: u16 = 1_000;

/// Reads one QR code of an export. White space around it is ignored.
pub fn parse(text: &str) -> Result<Batch, MigrationError> {
    if text.len() > LONGEST_TEXT {
        return Err(MigrationError::TooLong);
    }
    let bytes = decoded(data_of(text.trim())?)?;
    let (mut entries, mut size, mut index, mut id) = (Vec::new(), 0, 0, 0);
    let mut message = Message(&bytes);
    while let Some((field, value)) = message.next()? {
        match (field, value) {
            (1, Value::Bytes(account)) => {
                let position = entries.len();
                entries.push(entry(account)?.map_err(|problem| EntryError { position, problem }));
            }
            (3, Value::Number(number)) => size = number,
            (4, Value::Number(number)) => index = number,
            (5, Value::Number(number)) => id = number,
            _ => {}
        }
    }
    Ok(Batch { part: part(id, index, size)?, entries })
}

/// The value of `data`, still encoded.
fn data_of(text: &str) -> Result<Piece<'_>, MigrationError> {
    let (head, query) = text.split_once('?').ok_or(MigrationError::NotMigration)?;
    let head = head.strip_suffix('/').unwrap_or(head);
    if !head.eq_ignore_ascii_case("otpauth-migration://offline") {
        return Err(MigrationError::NotMigration);
    }
    let mut values = query.split('&').filter_map(|pair| pair.strip_prefix("data="));
    match (values.next(), values.next()) {
        (Some(data), None) if !data.is_empty() => Ok(Piece { text: data, start: 0 }),
        _ => Err(MigrationError::NoData),
    }
}

/// The bytes behind percent-encoding and base64, in either alphabet, with or without padding.
fn decoded(data: Piece<'_>) -> Result<Zeroizing<Vec<u8>>, MigrationError> {
    let text = Zeroizing::new(data.decoded(Plus::Literal).map_err(|_| MigrationError::NotBase64)?);
    let plain = text.bytes().filter(|byte| *byte != b'=').map(|byte| match byte {
        b'-' => b'+',
        b'_' => b'/',
        // Where a plus went through a form decoder on its way.
        b' ' => b'+',
        other => other,
    });
    let plain = Zeroizing::new(plain.collect::<Vec<u8>>());
    BASE64_NOPAD.decode(&plain).map(Zeroizing::new).map_err(|_| MigrationError::NotBase64)
}

/// Where the part belongs. An export of one part may leave both numbers out.
fn part(id: u64, index: u64, size: u64) -> Result<Part, MigrationError> {
    let total = u16::try_from(size.max(1)).ok().filter(|total| *total <= MOST_PARTS);
    let number = u16::try_from(index).ok().and_then(|index| index.checked_add(1));
    match (number, total) {
        // A negative id is written as the 64-bit two's complement of it: its lower half is the number.
        (Some(number), Some(total)) if number <= total => Ok(Part { export: id as i32, number, total }),
        _ => Err(MigrationError::BadPartNumbers),
    }
}

/// One account. The outer error spoils the whole payload, the inner one only this account.
fn entry(message: &[u8]) -> Result<Result<Entry, EntryProblem>, MigrationError> {
    let mut fields = Fields::default();
    let mut message = Message(message);
    while let Some((field, value)) = message.next()? {
        match (field, value) {
            (1, Value::Bytes(bytes)) => fields.secret = bytes,
            (2, Value::Bytes(bytes)) => fields.name = bytes,
            (3, Value::Bytes(bytes)) => fields.issuer = bytes,
            (4, Value::Number(number)) => fields.algorithm = number,
            (5, Value::Number(number)) => fields.digits = number,
            (6, Value::Number(number)) => fields.kind = number,
            (7, Value::Number(number)) => fields.counter = number,
            _ => {}
        }
    }
    Ok(fields.entry())
}

#[derive(Default)]
struct Fields<'a> {
    secret: &'a [u8],
    name: &'a [u8],
    issuer: &'a [u8],
    algorithm: u64,
    digits: u64,
    kind: u64,
    counter: u64,
}

impl Fields<'_> {
    fn entry(&self) -> Result<Entry, EntryProblem> {
        let mut warnings = Vec::new();
        let secret = SharedSecret::new(SecretBytes::from(self.secret)).map_err(|error| match error {
            SecretLengthError::TooShort => EntryProblem::SecretTooShort,
            SecretLengthError::TooLong => EntryProblem::SecretTooLong,
        })?;
        if secret.is_short() {
            warnings.push(Warning::ShortSecret);
        }
        let (issuer, account) = self.names(&mut warnings)?;
        let account = OneTimeAccount { issuer, account, parameters: self.parameters()?, secret };
        Ok(Entry { account, warnings })
    }

    fn parameters(&self) -> Result<CodeParameters, EntryProblem> {
        let algorithm = match self.algorithm {
            0 | 1 => Algorithm::Sha1,
            2 => Algorithm::Sha256,
            3 => Algorithm::Sha512,
            _ => return Err(EntryProblem::Algorithm),
        };
        let digits = match self.digits {
            0 | 1 => Digits::SIX,
            2 => Digits::EIGHT,
            _ => return Err(EntryProblem::Digits),
        };
        match self.kind {
            1 if i64::try_from(self.counter).is_ok() => {
                Ok(CodeParameters::Hotp { algorithm, digits, counter: Counter(self.counter) })
            }
            1 => Err(EntryProblem::Counter),
            0 | 2 => Ok(CodeParameters::Totp { algorithm, digits, period: Period::THIRTY_SECONDS }),
            _ => Err(EntryProblem::Kind),
        }
    }

    /// The name often repeats the issuer before a colon.
    fn names(&self, warnings: &mut Vec<Warning>) -> Result<(Label, Label), EntryProblem> {
        let text = |bytes| core::str::from_utf8(bytes).map_err(|_| EntryProblem::NotUtf8);
        let (name, issuer) = (text(self.name)?, text(self.issuer)?);
        let (in_name, account) = match name.split_once(':') {
            Some((before, after)) if issuer.trim().is_empty() || before.trim() == issuer.trim() => {
                (before, after)
            }
            _ => ("", name),
        };
        let chosen = if issuer.trim().is_empty() { in_name } else { issuer };
        let (issuer, label) = (Label::clean(chosen), Label::clean(account));
        if issuer.as_str() != chosen.trim() || label.as_str() != account.trim() {
            warnings.push(Warning::LabelCleaned);
        }
        if issuer.mixes_scripts() || label.mixes_scripts() {
            warnings.push(Warning::MixedScripts);
        }
        if label.is_empty() {
            warnings.push(Warning::NoAccountName);
        }
        Ok((issuer, label))
    }
}

/// What is left of a protocol buffer message. Nothing is copied, and nothing is read past its end.
struct Message<'a>(&'a [u8]);

enum Value<'a> {
    Number(u64),
    Bytes(&'a [u8]),
    Other,
}

impl<'a> Message<'a> {
    /// The next field and its value; `None` at the end.
    fn next(&mut self) -> Result<Option<(u64, Value<'a>)>, MigrationError> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let tag = self.number()?;
        let value = match tag & 7 {
            0 => Value::Number(self.number()?),
            1 => self.take(8).map(|_| Value::Other)?,
            2 => {
                let length = usize::try_from(self.number()?).map_err(|_| MigrationError::Damaged)?;
                Value::Bytes(self.take(length)?)
            }
            5 => self.take(4).map(|_| Value::Other)?,
            _ => return Err(MigrationError::Damaged),
        };
        Ok(Some((tag >> 3, value)))
    }

    /// A base-128 number of at most ten bytes.
    fn number(&mut self) -> Result<u64, MigrationError> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let [byte] = *self.take(1)? else { return Err(MigrationError::Damaged) };
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(MigrationError::Damaged)
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], MigrationError> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(MigrationError::Damaged)?;
        self.0 = rest;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests;
