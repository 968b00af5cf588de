//! Codes: one secret is opened for each, for microseconds, and the view that leaves holds only the code.

use super::Authenticator;
use super::error::CodeError;
use super::records::parameters;
use super::state::Open;
use super::views::{AccountId, CodeView};
use crate::crypto::wipe_stack;
use crate::otp::{Code, CodeParameters, CountedKey, PreparedKey, SharedSecret, TimedKey};
use crate::time::UnixTime;
use crate::vault::{Entry, EntryKind, SecretError};

impl Authenticator {
    /// The code of a time-based account now, on the corrected clock.
    ///
    /// # Errors
    /// [`CodeError::CounterBased`] for an HOTP account: ask for [`next_code`](Self::next_code).
    pub fn code(&self, id: AccountId) -> Result<CodeView, CodeError> {
        self.code_at(id, self.ports.clock.wall())
    }

    /// The codes of several accounts now: the rows that are on the screen. An error concerns its row only.
    pub fn codes(&self, ids: &[AccountId]) -> Vec<Result<CodeView, CodeError>> {
        let now = self.ports.clock.wall();
        let outcome = self.with_open(
            |open| {
                let codes = ids.iter().map(|id| open.code_at(*id, now)).collect();
                wipe_stack();
                Ok(codes)
            },
            CodeError::Locked,
        );
        outcome.unwrap_or_else(|error: CodeError| ids.iter().map(|_| Err(error.clone())).collect())
    }

    /// The code of a time-based account at any time of the device's clock.
    ///
    /// # Errors
    /// As [`code`](Self::code).
    pub fn code_at(&self, id: AccountId, time: UnixTime) -> Result<CodeView, CodeError> {
        self.with_open(
            |open| {
                let code = open.code_at(id, time);
                wipe_stack();
                code
            },
            CodeError::Locked,
        )
    }

    /// The next code of an HOTP account. Both files hold the counter after it before the code is returned, so no
    /// code is ever shown twice, whatever happens.
    ///
    /// # Errors
    /// [`CodeError::Storage`] when the counter could not be stored: no code then. [`CodeError::TimeBased`] for an
    /// account whose codes come by time.
    pub fn next_code(&self, id: AccountId) -> Result<CodeView, CodeError> {
        self.with_open(
            |open| {
                let (parameters, secret) = open.key_material(id)?;
                let counter = parameters.counter().ok_or(CodeError::TimeBased)?;
                let next = counter.next().ok_or(CodeError::Exhausted)?;
                let PreparedKey::Counted(key) = PreparedKey::new(&parameters, &secret) else {
                    return Err(CodeError::TimeBased);
                };
                open.vault.change(|change| change.advance_counter(id, next.0))?;
                let view = CodeView::counted(id, &key, counter);
                drop((key, secret));
                wipe_stack();
                Ok(view)
            },
            CodeError::Locked,
        )
    }
}

impl Open {
    fn code_at(&self, id: AccountId, time: UnixTime) -> Result<CodeView, CodeError> {
        let (parameters, secret) = self.key_material(id)?;
        let PreparedKey::Timed(key) = PreparedKey::new(&parameters, &secret) else {
            return Err(CodeError::CounterBased);
        };
        let server = self.vault.contents().entry(id).and_then(|entry| entry.details().server.as_deref());
        Ok(CodeView::timed(id, &key, time, self.stored().offset(server)))
    }

    /// One account's parameters and its opened secret.
    pub(super) fn key_material(&self, id: AccountId) -> Result<(CodeParameters, SharedSecret), CodeError> {
        let entry = self.vault.contents().entry(id).ok_or(CodeError::Unknown)?;
        if entry.kind() == EntryKind::Push {
            return self.offline_key(entry);
        }
        let parameters = parameters(entry).ok_or(CodeError::Damaged)?;
        let secret = self.vault.open_secret(id).map_err(|error| match error {
            SecretError::NoSuchEntry => CodeError::Unknown,
            SecretError::EnrollAgain => CodeError::EnrollAgain,
            SecretError::Damaged => CodeError::Damaged,
        })?;
        Ok((parameters, SharedSecret::new(secret).map_err(|_| CodeError::Damaged)?))
    }

    /// The offline codes of a push account, from the seed that its server sealed to this phone.
    fn offline_key(&self, entry: &Entry) -> Result<(CodeParameters, SharedSecret), CodeError> {
        if entry.needs_enrollment() {
            return Err(CodeError::EnrollAgain);
        }
        let parameters = parameters(entry).ok_or(CodeError::NoCodes)?;
        let sealed = self.sealed_keys(entry.id()).map_err(|_| CodeError::Damaged)?;
        let seed = sealed.present.offline().ok_or(CodeError::NoCodes)?;
        Ok((parameters, seed.map_err(|_| CodeError::Damaged)?))
    }
}

impl CodeView {
    /// The code of `time` on the device's clock, which the server's is ahead of by `offset` milliseconds.
    fn timed(id: AccountId, key: &TimedKey, time: UnixTime, offset: i64) -> Self {
        let corrected = time.shifted(offset);
        let (current, next) = key.current_and_next(corrected);
        let on_device = |moment: UnixTime| moment.shifted(offset.saturating_neg());
        Self {
            valid_from: Some(on_device(current.valid_from)),
            valid_until: Some(on_device(current.valid_until)),
            seconds_left: current.seconds_left(corrected),
            period_seconds: key.period().seconds().into(),
            next: Some(grouped(next.code.as_str())),
            clock_offset_milliseconds: offset,
            ..Self::untimed(id, &current.code)
        }
    }

    fn counted(id: AccountId, key: &CountedKey, counter: crate::otp::Counter) -> Self {
        Self::untimed(id, &key.code(counter))
    }

    fn untimed(id: AccountId, code: &Code) -> Self {
        let code = code.as_str();
        Self {
            id,
            code: code.to_owned(),
            grouped: grouped(code),
            spoken: spoken(code),
            valid_from: None,
            valid_until: None,
            seconds_left: 0,
            period_seconds: 0,
            next: None,
            clock_offset_milliseconds: 0,
        }
    }
}

/// Sizes of the groups in which a code of this length is read: `3 3`, `4 4`, `3 4`, …; five letters stay together.
fn groups(length: usize) -> &'static [usize] {
    match length {
        6 => &[3, 3],
        7 => &[3, 4],
        8 => &[4, 4],
        9 => &[3, 3, 3],
        10 => &[3, 3, 4],
        _ => &[],
    }
}

/// `123 456`.
fn grouped(code: &str) -> String {
    joined(code, " ", "")
}

/// `1 2 3, 4 5 6`: digit by digit, with a pause between groups.
fn spoken(code: &str) -> String {
    joined(code, ", ", " ")
}

fn joined(code: &str, between_groups: &str, between_characters: &str) -> String {
    let mut ends = groups(code.chars().count()).iter().scan(0, |end, size| {
        *end += size;
        Some(*end)
    });
    let mut end = ends.next();
    let mut text = String::with_capacity(code.len() * 3);
    for (position, character) in code.chars().enumerate() {
        if Some(position) == end {
            text.push_str(between_groups);
            end = ends.next();
        } else if position > 0 {
            text.push_str(between_characters);
        }
        text.push(character);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_grouped_for_the_eye_and_the_ear() {
        for (code, seen, heard) in [
            ("123456", "123 456", "1 2 3, 4 5 6"),
            ("1234567", "123 4567", "1 2 3, 4 5 6 7"),
            ("12345678", "1234 5678", "1 2 3 4, 5 6 7 8"),
            ("123456789", "123 456 789", "1 2 3, 4 5 6, 7 8 9"),
            ("1234567890", "123 456 7890", "1 2 3, 4 5 6, 7 8 9 0"),
            ("2G7YK", "2G7YK", "2 G 7 Y K"),
        ] {
            assert_eq!(grouped(code), seen);
            assert_eq!(spoken(code), heard);
        }
    }
}
