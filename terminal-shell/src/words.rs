//! The core's views in words: kinds, parameters, warnings, events, moments.

use crate::texts::Texts;
use countersign::authenticator::{
    AccountDetail, AccountKind, HistoryEvent, Language, OfferView, Reachability, UnlockNotice,
};
use countersign::otp::{Algorithm, Warning};
use countersign::ports::AssuranceClass;
use countersign::time::UnixTime;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::time::Duration;

mod push;

pub(crate) use push::{
    cautions, facts, headline, in_groups, outcome, outcome_name, pin_held, policy, push_warning,
    verification_name,
};

/// The name of an account in one line: `issuer: account`, or what there is of it.
pub(crate) fn label(issuer: &str, account: &str) -> String {
    match (issuer.is_empty(), account.is_empty()) {
        (true, _) => account.to_owned(),
        (false, true) => issuer.to_owned(),
        (false, false) => format!("{issuer}: {account}"),
    }
}

/// The key of a kind's name.
pub(crate) const fn kind(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Totp => "kind-totp",
        AccountKind::Hotp => "kind-hotp",
        AccountKind::Steam => "kind-steam",
        AccountKind::DayPassword => "kind-day",
        AccountKind::Push => "kind-push",
        AccountKind::Unknown => "kind-unknown",
    }
}

/// A kind for scripts: stable, in no language.
pub(crate) const fn kind_name(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Totp => "totp",
        AccountKind::Hotp => "hotp",
        AccountKind::Steam => "steam",
        AccountKind::DayPassword => "day",
        AccountKind::Push => "push",
        AccountKind::Unknown => "unknown",
    }
}

/// `by time (TOTP), 6 digits, every 30 s, SHA1`
pub(crate) fn parameters(texts: &Texts, offer: &OfferView) -> String {
    in_words(texts, offer.kind, offer.digits, offer.period_seconds, offer.algorithm)
}

/// The same of an account.
pub(crate) fn detail_parameters(texts: &Texts, detail: &AccountDetail) -> String {
    in_words(texts, detail.row.kind, detail.digits, detail.period_seconds, detail.algorithm)
}

fn in_words(
    texts: &Texts,
    of: AccountKind,
    digits: u32,
    period: Option<u64>,
    algorithm: Option<Algorithm>,
) -> String {
    let mut words = vec![texts.say(kind(of))];
    // A push account without offline codes has no digits.
    if of == AccountKind::Unknown || digits == 0 {
        return words.concat();
    }
    words.push(texts.say_with("parameter-digits", &[("count", digits.into())]));
    words.extend(period.map(|period| texts.say_with("parameter-period", &[("seconds", period.into())])));
    words.extend(algorithm.map(|algorithm| algorithm.key_uri_name().to_owned()));
    words.join(", ")
}

/// What is unusual about an offer.
pub(crate) fn warning(texts: &Texts, warning: &Warning) -> String {
    match warning {
        Warning::IssuerMismatch { in_label } => {
            texts.say_with("warning-issuer-mismatch", &[("issuer", in_label.as_str().into())])
        }
        Warning::ShortSecret => texts.say("warning-short-secret"),
        Warning::LooseBits => texts.say("warning-loose-bits"),
        Warning::LongPeriod(period) => {
            texts.say_with("warning-long-period", &[("seconds", period.seconds().into())])
        }
        Warning::LabelCleaned => texts.say("warning-label-cleaned"),
        Warning::MixedScripts => texts.say("warning-mixed-scripts"),
        Warning::NoAccountName => texts.say("warning-no-account-name"),
        Warning::CounterMissing => texts.say("warning-counter-missing"),
        Warning::TakenAsSteam => texts.say("warning-taken-as-steam"),
        Warning::UnknownParameter(_) => texts.say("warning-unknown-parameter"),
        // The core may learn to warn of more than this shell has words for.
        _ => texts.say("warning-other"),
    }
}

/// Which parts of an export were not read yet: "part 2 of 3 is missing".
pub(crate) fn missing_parts(texts: &Texts, parts: &[u32]) -> String {
    let list: Vec<String> = parts.iter().map(ToString::to_string).collect();
    texts
        .say_with("enroll-missing-parts", &[("count", parts.len().into()), ("parts", list.join(", ").into())])
}

/// What the user should know after an unlock.
pub(crate) fn notice(texts: &Texts, notice: UnlockNotice) -> String {
    match notice {
        UnlockNotice::Recovered { .. } => texts.say("notice-recovered"),
        UnlockNotice::Accepted(_) => texts.say("notice-older-copy"),
    }
}

/// The key of how a server was reached the last time.
pub(crate) const fn reachability(reachability: Reachability) -> &'static str {
    match reachability {
        Reachability::NotNeeded => "reach-not-needed",
        Reachability::Unknown => "reach-unknown",
        Reachability::Reachable => "reach-reachable",
        Reachability::Unreachable => "reach-unreachable",
    }
}

/// The key of an event.
pub(crate) const fn event(event: HistoryEvent) -> &'static str {
    match event {
        HistoryEvent::VaultCreated => "event-vault-created",
        HistoryEvent::AccountAdded => "event-account-added",
        HistoryEvent::AccountChanged => "event-account-changed",
        HistoryEvent::AccountDeleted => "event-account-deleted",
        HistoryEvent::AccountRestored => "event-account-restored",
        HistoryEvent::AccountExported => "event-account-exported",
        HistoryEvent::PinChanged => "event-pin-changed",
        HistoryEvent::RecoveryCodeMade => "event-recovery-code-made",
        HistoryEvent::RecoveryCodeRemoved => "event-recovery-code-removed",
        HistoryEvent::RecoveryCodeUsed => "event-recovery-code-used",
        HistoryEvent::RollBackAccepted => "event-roll-back-accepted",
        HistoryEvent::RequestApproved => "event-request-approved",
        HistoryEvent::RequestDenied => "event-request-denied",
        HistoryEvent::RequestDeniedNotMe => "event-request-denied-not-me",
        HistoryEvent::RequestExpired => "event-request-expired",
        HistoryEvent::RequestReported => "event-request-reported",
        HistoryEvent::AnswerNotTaken => "event-answer-not-taken",
        HistoryEvent::EventsLost => "event-events-lost",
        HistoryEvent::AccountEnded => "event-account-ended",
        HistoryEvent::KeysReplaced => "event-keys-replaced",
        HistoryEvent::PolicyAccepted => "event-policy-accepted",
        HistoryEvent::CounterResumed => "event-counter-resumed",
        HistoryEvent::BiometricsAdded => "event-biometrics-added",
        HistoryEvent::BiometricsRemoved => "event-biometrics-removed",
        HistoryEvent::Other => "event-other",
    }
}

/// The key of the words for how well the keys are kept.
pub(crate) const fn class(class: AssuranceClass) -> &'static str {
    match class {
        AssuranceClass::Hardware => "class-hardware",
        AssuranceClass::Keyring => "class-keyring",
        AssuranceClass::File => "class-file",
        AssuranceClass::Test => "class-test",
    }
}

/// `0:30`, `1:04:00`.
pub(crate) fn clock_face(time: Duration) -> String {
    let seconds = time.as_millis().div_ceil(1000);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// A correction of the clock: `+1.5 s`.
pub(crate) fn offset(texts: &Texts, milliseconds: i64) -> String {
    let sign = if milliseconds < 0 { '-' } else { '+' };
    let (seconds, rest) = (milliseconds.unsigned_abs() / 1000, milliseconds.unsigned_abs() % 1000 / 100);
    let point = match texts.language() {
        Language::English => '.',
        Language::German => ',',
    };
    format!("{sign}{seconds}{point}{rest} s")
}

/// A moment in the user's time zone, as the language writes it.
pub(crate) fn moment(texts: &Texts, time: UnixTime) -> String {
    let format = match texts.language() {
        Language::English => "%Y-%m-%d %H:%M",
        Language::German => "%d.%m.%Y %H:%M",
    };
    timestamp(time).to_zoned(TimeZone::system()).strftime(format).to_string()
}

/// A moment for scripts: RFC 3339, in UTC, to the second.
pub(crate) fn moment_for_scripts(time: UnixTime) -> String {
    timestamp(UnixTime::from_seconds(time.seconds())).to_string()
}

fn timestamp(time: UnixTime) -> Timestamp {
    // Times beyond the year 9999 are no times of this app; they read as the end of it.
    let milliseconds = i64::try_from(time.milliseconds()).unwrap_or(i64::MAX);
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_get_utc() {
        assert_eq!(
            moment_for_scripts(UnixTime::from_milliseconds(1_234_567_890_999)),
            "2009-02-13T23:31:30Z"
        );
        assert!(moment_for_scripts(UnixTime::from_milliseconds(u64::MAX)).starts_with("9999-12-30"));
    }

    #[test]
    fn corrections_have_a_sign() {
        let english = Texts::of(Language::English);
        assert_eq!(offset(&english, 1500), "+1.5 s");
        assert_eq!(offset(&Texts::of(Language::German), -61_250), "-61,2 s");
    }
}
