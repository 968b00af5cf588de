//! What refusals, dates and kinds of authenticators are called on pages.

use super::answer::{Problem, see_other};
use super::cookies::SetCookies;
use super::frame::Notice;
use crate::domain::{AuthenticatorKind, Factor};
use crate::error::{InvalidInput, Refusal};
use crate::portal::Portal;
use crate::texts::Texts;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// What a person can mend on the page itself: the field, and what is wrong with it. Everything else is a [`Problem`].
pub(crate) fn mistake(
    texts: &Texts,
    refusal: Refusal,
    field: &'static str,
    portal: &Portal,
) -> Result<(&'static str, String), Problem> {
    let text = match refusal {
        Refusal::WrongCredentials => texts.say("problem-credentials"),
        Refusal::Locked { seconds } => texts.with("problem-locked", "time", duration(texts, seconds)),
        Refusal::WrongCode => texts.say("problem-code"),
        Refusal::CodeUsed => texts.say("problem-code-used"),
        Refusal::CodeExpired => texts.say("problem-code-expired"),
        Refusal::MailedTooOften { seconds } => {
            texts.with("problem-mailed-too-often", "time", duration(texts, seconds))
        }
        Refusal::Invalid(input) => {
            let (own, key) = invalid(input);
            return Ok((own.unwrap_or(field), texts.say(key)));
        }
        other => return Err(problem(other, portal)),
    };
    Ok((field, text))
}

/// The field that an input belongs to, where that is always the same, and what is wrong with it.
const fn invalid(input: InvalidInput) -> (Option<&'static str>, &'static str) {
    match input {
        InvalidInput::PasswordTooShort => (Some("new"), "problem-password-short"),
        InvalidInput::PasswordTooLong => (Some("new"), "problem-password-long"),
        InvalidInput::PasswordTooCommon => (Some("new"), "problem-password-common"),
        InvalidInput::PasswordUnchanged => (Some("new"), "problem-password-unchanged"),
        InvalidInput::PasswordsDiffer => (Some("again"), "problem-passwords-differ"),
        InvalidInput::Address => (Some("address"), "problem-address"),
        InvalidInput::Comment => (Some("comment"), "problem-comment"),
        InvalidInput::Name => (None, "problem-name"),
        InvalidInput::TooManyAuthenticators => (None, "problem-too-many"),
    }
}

/// Why there is no page, where a person cannot mend it on this one. The operator's log has the cause.
pub(crate) fn problem(refusal: Refusal, portal: &Portal) -> Problem {
    let root = portal.public_url().path();
    match refusal {
        Refusal::NotLoggedIn | Refusal::FactorNeeded => Problem::Login(root.to_owned()),
        Refusal::ConfirmationNeeded => Problem::Step(Box::new(see_other(&format!("{root}/confirm/factor")))),
        Refusal::NotFound => Problem::NotFound,
        Refusal::Locked { seconds } | Refusal::MailedTooOften { seconds } => Problem::Slow(seconds),
        Refusal::Unavailable(cause) => {
            eprintln!("portal: {cause}");
            Problem::Unavailable
        }
        Refusal::WrongCredentials
        | Refusal::WrongCode
        | Refusal::CodeUsed
        | Refusal::CodeExpired
        | Refusal::Invalid(_) => Problem::Malformed,
    }
}

/// To the confirmation by a factor, and then back to `path`.
pub(crate) fn confirm_first(portal: &Portal, path: &str) -> Problem {
    let mut response = see_other(&format!("{}/confirm/factor", portal.public_url().path()));
    SetCookies::of(portal).then(path).add_to(response.headers_mut());
    Problem::Step(Box::new(response))
}

/// What a step may have to say on the page that follows it.
pub(crate) fn notice(texts: &Texts, key: &str) -> Option<Notice> {
    match key {
        "authenticator-added"
        | "authenticator-saved"
        | "authenticator-deleted"
        | "codes-resynchronized"
        | "test-passed"
        | "confirmed"
        | "password-changed-inside"
        | "others-logged-off" => Some(Notice::Good(texts.say(key))),
        "phone-removed" => Some(Notice::Bad(texts.say(key))),
        "session-over" => Some(Notice::Info(texts.say(key))),
        _ => None,
    }
}

/// A day, in UTC.
pub(crate) fn date(texts: &Texts, seconds: u64) -> String {
    let moment = i64::try_from(seconds).ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    let date = moment.unwrap_or_default().to_zoned(TimeZone::UTC).date();
    let number = |part: i8| u64::try_from(part).unwrap_or_default();
    let year = u64::try_from(date.year()).unwrap_or_default();
    texts.numbers("date", &[("day", number(date.day())), ("month", number(date.month())), ("year", year)])
}

/// A time to wait: seconds up to two minutes, then whole minutes, rounded up.
pub(crate) fn duration(texts: &Texts, seconds: u64) -> String {
    match seconds {
        0..=120 => texts.count("time-seconds", seconds),
        _ => texts.count("time-minutes", seconds.div_ceil(60)),
    }
}

/// The key of a kind's name, and its icon.
pub(crate) const fn kind(kind: AuthenticatorKind) -> (&'static str, &'static str) {
    match kind {
        AuthenticatorKind::Email => ("kind-email", "mail"),
        AuthenticatorKind::Push => ("kind-smartphone", "phone"),
        AuthenticatorKind::Totp => ("kind-totp", "digits"),
        AuthenticatorKind::Hotp => ("kind-hotp", "digits"),
    }
}

/// A factor's icon.
pub(crate) const fn factor_icon(factor: Factor) -> &'static str {
    match factor {
        Factor::Push => "phone",
        Factor::Totp => "digits",
        Factor::Offline => "clock",
        Factor::Email => "mail",
        Factor::Recovery => "paper",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Language;

    #[test]
    fn a_day_is_written_as_its_readers_write_it() {
        assert_eq!(date(Texts::of(Language::English), 1_795_737_600), "27 November 2026");
        assert_eq!(date(Texts::of(Language::German), 1_795_737_600), "27. November 2026");
    }

    #[test]
    fn nobody_is_told_to_come_back_too_early() {
        let texts = Texts::of(Language::English);
        assert_eq!(duration(texts, 1), "1 second");
        assert_eq!(duration(texts, 120), "120 seconds");
        assert_eq!(duration(texts, 121), "3 minutes");
    }
}
