//! Requests, policies and servers in words.

use super::{label, moment};
use crate::texts::Texts;
use countersign::authenticator::{
    AnswerStatus, PolicyView, ProtectionView, PushWarning, RequestKind, RequestView, VerificationView,
};

/// Every PIN has so many characters: a server that asks for no more asks for nothing.
const LEAST_PIN: u8 = 4;

/// Which servers ask for a PIN of the length that it must have; `None` where no server does.
pub(crate) fn pin_held(texts: &Texts, protection: &ProtectionView) -> Option<String> {
    let holders = &protection.rules_held_by;
    let servers: Vec<&str> = holders.iter().filter_map(|holder| holder.server.as_deref()).collect();
    let values =
        [("minimum", protection.rules.minimum_length.into()), ("servers", servers.join(", ").into())];
    (!holders.is_empty()).then(|| texts.say_with("change-pin-held", &values))
}

/// What a request asks, the risky part first: "Someone wants to log in …".
pub(crate) fn headline(texts: &Texts, request: &RequestView) -> String {
    // The issuer is the server, which is named below.
    let account = match request.account_name.as_str() {
        "" => request.issuer.as_str(),
        name => name,
    };
    let values = [
        ("account", account.into()),
        ("endpoint", request.endpoint.as_str().into()),
        ("event", request.event.as_str().into()),
    ];
    let key = match request.kind {
        RequestKind::Login => "request-head-login",
        RequestKind::Confirmation => "request-head-confirm",
        RequestKind::Test => "request-head-test",
        RequestKind::Other => "request-head-other",
    };
    texts.say_with(key, &values)
}

/// What is known of a request: the key of each label, and the fact. What only the server claims comes first: it is
/// what the user can judge.
pub(crate) fn facts(texts: &Texts, request: &RequestView) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    let from = [&request.client_address, &request.client_place];
    let from: Vec<&str> = from.into_iter().flatten().map(String::as_str).collect();
    let from = if from.is_empty() { texts.say("request-from-unknown") } else { from.join(", ") };
    facts.push(("request-from", from));
    facts.extend(request.client_agent.clone().map(|agent| ("request-with", agent)));
    facts.push(("request-made", moment(texts, request.made)));
    facts.push(("request-account", label(&request.issuer, &request.account_name)));
    facts.push(("request-server", request.server.clone()));
    if !request.message.is_empty() {
        facts.push(("request-message", request.message.clone()));
    }
    facts
}

/// What speaks against a request, or for care.
pub(crate) fn cautions(texts: &Texts, request: &RequestView) -> Vec<String> {
    let mut cautions = Vec::new();
    if request.others > 0 {
        let count = request.others.saturating_add(1);
        cautions.push(texts.say_with("request-others", &[("count", count.into())]));
    }
    if request.doubtful {
        cautions.push(texts.say("request-doubtful"));
    }
    if request.low_assurance {
        cautions.push(texts.say(match request.verification {
            VerificationView::None => "request-low-assurance-none",
            _ => "request-low-assurance-short",
        }));
    }
    cautions
}

/// How a request is compared with the login page, for scripts: stable, in no language.
pub(crate) const fn verification_name(verification: VerificationView) -> &'static str {
    match verification {
        VerificationView::None => "none",
        VerificationView::Enter { .. } => "enter",
        VerificationView::Scan => "scan",
        VerificationView::Show { .. } => "show",
    }
}

/// What a server asks of this app, one line each.
pub(crate) fn policy(texts: &Texts, policy: PolicyView) -> Vec<String> {
    let mut lines = Vec::new();
    if policy.pin_minimum > LEAST_PIN {
        lines.push(texts.say_with("policy-pin", &[("minimum", policy.pin_minimum.into())]));
    }
    if policy.biometrics {
        lines.push(texts.say("policy-biometrics"));
    }
    if lines.is_empty() {
        lines.push(texts.say("policy-none"));
    }
    lines
}

/// The key of what an offer of a push account warns of.
pub(crate) const fn push_warning(warning: PushWarning) -> &'static str {
    match warning {
        PushWarning::MixedScriptHost => "warning-host-mixed",
        PushWarning::ForeignScriptHost => "warning-host-foreign",
        PushWarning::PrivateHost => "warning-host-private",
        PushWarning::ThisDevice => "warning-host-this-device",
        PushWarning::NoServersAddress => "warning-host-no-server",
        PushWarning::Unprotected => "warning-unprotected",
        PushWarning::NamesCleaned => "warning-label-cleaned",
        PushWarning::MixedScriptNames => "warning-mixed-scripts",
        PushWarning::AttestationAsked => "warning-attestation-asked",
    }
}

/// What became of an answer.
pub(crate) fn outcome(texts: &Texts, status: &AnswerStatus) -> String {
    texts.say(match status {
        AnswerStatus::Approved => "outcome-approved",
        AnswerStatus::Denied => "outcome-denied",
        AnswerStatus::WrongNumber => "outcome-wrong-number",
        AnswerStatus::Expired => "outcome-expired",
        AnswerStatus::Superseded => "outcome-superseded",
        AnswerStatus::Already { approved: true } => "outcome-already-approved",
        AnswerStatus::Already { approved: false } => "outcome-already-denied",
        AnswerStatus::CounterBehind => "outcome-counter-behind",
        AnswerStatus::NotDelivered => "outcome-not-delivered",
        AnswerStatus::AwaitCode { code } => {
            return texts.say_with("outcome-await-code", &[("code", in_groups(code).into())]);
        }
    })
}

/// What became of an answer, for scripts: stable, in no language.
pub(crate) const fn outcome_name(status: &AnswerStatus) -> &'static str {
    match status {
        AnswerStatus::Approved => "approved",
        AnswerStatus::AwaitCode { .. } => "awaits_code",
        AnswerStatus::Denied => "denied",
        AnswerStatus::WrongNumber => "wrong_number",
        AnswerStatus::Expired => "expired",
        AnswerStatus::Superseded => "superseded",
        AnswerStatus::Already { .. } => "answered_before",
        AnswerStatus::CounterBehind => "counter_behind",
        AnswerStatus::NotDelivered => "not_delivered",
    }
}

/// Digits as people read them: `123 456`.
pub(crate) fn in_groups(digits: &str) -> String {
    let digits: Vec<char> = digits.chars().collect();
    let size = if !digits.len().is_multiple_of(3) && digits.len().is_multiple_of(4) { 4 } else { 3 };
    digits.chunks(size).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_come_in_groups_that_fit() {
        for (digits, read) in [
            ("12", "12"),
            ("1234", "1234"),
            ("12345", "123 45"),
            ("123456", "123 456"),
            ("12345678", "1234 5678"),
        ] {
            assert_eq!(in_groups(digits), read);
        }
    }
}
