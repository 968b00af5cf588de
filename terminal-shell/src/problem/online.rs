//! Exit codes of what servers and requests refuse.

use super::{of_enrollment as of_offer, of_unlock};
use crate::exit_code::ExitCode;
use countersign::authenticator::{DecisionError, OnlineEnrollmentError, PushCallError};

pub(super) const fn of_call(error: &PushCallError) -> ExitCode {
    match error {
        PushCallError::UnknownAccount | PushCallError::UnknownRequest => ExitCode::NotFound,
        PushCallError::InvalidDevice => ExitCode::Usage,
        PushCallError::NewPinNeeded | PushCallError::Damaged => ExitCode::Unusable,
        PushCallError::Cancelled => ExitCode::Declined,
        PushCallError::Server(_) | PushCallError::Offline => ExitCode::Server,
        PushCallError::Storage(_) => ExitCode::Storage,
        PushCallError::Pin(error) => of_unlock(error),
        PushCallError::Locked
        | PushCallError::Running
        | PushCallError::Ended
        | PushCallError::EnrollAgain
        | PushCallError::NotSupported
        | PushCallError::Policy(_)
        | PushCallError::NotSigned => ExitCode::Failed,
    }
}

pub(super) const fn of_decision(error: &DecisionError) -> ExitCode {
    match error {
        DecisionError::Expired | DecisionError::AlreadyAnswered | DecisionError::OtherLogin => {
            ExitCode::NotTaken
        }
        DecisionError::OtherComparison | DecisionError::NotDigits(_) => ExitCode::Usage,
        DecisionError::NotALoginCode => ExitCode::Unreadable,
        DecisionError::TooSoon
        | DecisionError::NotOnScreen
        | DecisionError::PolicyNotAccepted
        | DecisionError::ActivationOver => ExitCode::Failed,
        DecisionError::Call(error) => of_call(error),
    }
}

pub(super) const fn of_enrollment(error: &OnlineEnrollmentError) -> ExitCode {
    match error {
        OnlineEnrollmentError::NotOnline => ExitCode::Usage,
        OnlineEnrollmentError::Offer(error) => of_offer(error),
        OnlineEnrollmentError::Call(error) => of_call(error),
    }
}
