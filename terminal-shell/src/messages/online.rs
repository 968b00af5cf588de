//! What went wrong with a server or a request, in words that say what to do.

use super::{enrollment, storage, unlock};
use crate::texts::Texts;
use crate::words;
use countersign::authenticator::{
    DecisionError, OnlineEnrollmentError, PolicyObstacle, PushCallError, ServerError,
};
use countersign::ports::CertificateProblem;

/// Why a call about a push account was refused.
pub(crate) fn call(texts: &Texts, error: &PushCallError) -> String {
    texts.say(match error {
        PushCallError::Locked => "error-locked",
        PushCallError::UnknownAccount => "error-unknown-account",
        PushCallError::UnknownRequest => "request-gone",
        PushCallError::Offline => "online-none",
        PushCallError::Running => "online-running",
        PushCallError::Cancelled => "online-cancelled",
        PushCallError::Ended => "push-ended",
        PushCallError::EnrollAgain => "push-enroll-again",
        PushCallError::NotSupported => "push-not-supported",
        PushCallError::InvalidDevice => "push-device-name-wrong",
        PushCallError::NewPinNeeded => "error-new-pin-needed",
        PushCallError::Damaged => "push-record-damaged",
        PushCallError::NotSigned => "push-not-signed",
        PushCallError::Policy(reason) => return obstacle(texts, *reason),
        PushCallError::Pin(error) => return unlock(texts, error),
        PushCallError::Server(error) => return server(texts, *error),
        PushCallError::Storage(error) => return storage(texts, *error),
    })
}

/// What a server did.
pub(crate) fn server(texts: &Texts, error: ServerError) -> String {
    texts.say(match error {
        ServerError::Unreachable => "server-unreachable",
        ServerError::PrivateNetwork => "server-private-network",
        ServerError::ForbiddenAddress => "server-forbidden-address",
        ServerError::Unprotected => "server-unprotected",
        ServerError::Misbehaved => "server-misbehaved",
        ServerError::Incompatible => "server-incompatible",
        ServerError::UnknownAccount => "server-unknown-account",
        ServerError::CounterBehind => "server-counter-behind",
        ServerError::ProofRefused => "server-proof-refused",
        ServerError::UnknownInvitation => "server-unknown-invitation",
        ServerError::InvitationUsed => "server-invitation-used",
        ServerError::InvitationExpired => "server-invitation-expired",
        ServerError::NotAttested => "server-not-attested",
        ServerError::Busy(wait) => {
            return texts.say_with("server-busy", &[("time", words::clock_face(wait).into())]);
        }
        ServerError::Certificate(problem) => {
            let what = texts.say(certificate(problem));
            return texts.say_with("server-certificate", &[("what", what.into())]);
        }
    })
}

const fn certificate(problem: CertificateProblem) -> &'static str {
    match problem {
        CertificateProblem::Expired => "certificate-expired",
        CertificateProblem::NotYetValid => "certificate-not-yet-valid",
        CertificateProblem::WrongHost => "certificate-wrong-host",
        CertificateProblem::UnknownIssuer => "certificate-unknown-issuer",
        CertificateProblem::Revoked => "certificate-revoked",
        CertificateProblem::NotForThisUse => "certificate-not-for-this-use",
        CertificateProblem::Malformed => "certificate-malformed",
    }
}

/// What has to be done before a server's policy is met.
pub(crate) fn obstacle(texts: &Texts, obstacle: PolicyObstacle) -> String {
    match obstacle {
        PolicyObstacle::BiometricsNotAvailable => texts.say("obstacle-biometrics-not-available"),
        PolicyObstacle::AttestationNotAvailable => texts.say("obstacle-attestation-not-available"),
        PolicyObstacle::BiometricsNeeded => texts.say("obstacle-biometrics-needed"),
        PolicyObstacle::PinTooShort { minimum } => {
            texts.say_with("obstacle-pin-too-short", &[("minimum", minimum.into())])
        }
        PolicyObstacle::PinUnknown { minimum } => {
            texts.say_with("obstacle-pin-unknown", &[("minimum", minimum.into())])
        }
    }
}

/// Why a request was not decided.
pub(crate) fn decision(texts: &Texts, error: &DecisionError) -> String {
    texts.say(match error {
        DecisionError::TooSoon => "decision-too-soon",
        DecisionError::Expired => "decision-expired",
        DecisionError::NotOnScreen => "decision-not-on-screen",
        DecisionError::AlreadyAnswered => "decision-already-answered",
        DecisionError::OtherComparison => "decision-other-comparison",
        DecisionError::NotALoginCode => "decision-not-a-login-code",
        DecisionError::OtherLogin => "decision-other-login",
        DecisionError::PolicyNotAccepted => "decision-policy",
        DecisionError::ActivationOver => "decision-activation-over",
        DecisionError::NotDigits(digits) => {
            return texts.say_with("decision-not-digits", &[("digits", (*digits).into())]);
        }
        DecisionError::Call(error) => return call(texts, error),
    })
}

/// Why a push account was not added.
pub(crate) fn online_enrollment(texts: &Texts, error: &OnlineEnrollmentError) -> String {
    match error {
        OnlineEnrollmentError::NotOnline => texts.say("enroll-not-online"),
        OnlineEnrollmentError::Offer(error) => enrollment(texts, error),
        OnlineEnrollmentError::Call(error) => call(texts, error),
    }
}
