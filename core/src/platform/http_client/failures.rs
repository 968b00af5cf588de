//! From the errors of five libraries to what the user can do.

use crate::ports::{CertificateProblem, HttpError};
use rustls::CertificateError;
use std::error::Error;
use std::io;

/// What an exchange failed of. The first cause that says something decides.
pub(super) fn of(error: &reqwest::Error) -> HttpError {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if let Some(found) = said_by(error) {
            return found;
        }
        // An I/O error hands out the cause of what it wraps, and skips what it wraps.
        cause = match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(wrapped) => Some(wrapped),
            None => error.source(),
        };
    }
    if error.is_timeout() { HttpError::TimedOut } else { HttpError::Unreachable }
}

fn said_by(error: &(dyn Error + 'static)) -> Option<HttpError> {
    if let Some(refusal) = error.downcast_ref::<HttpError>() {
        return Some(*refusal);
    }
    if let Some(tls) = error.downcast_ref::<rustls::Error>() {
        return Some(match tls {
            rustls::Error::InvalidCertificate(problem) => HttpError::Certificate(certificate(problem)),
            rustls::Error::NoCertificatesPresented => {
                HttpError::Certificate(CertificateProblem::UnknownIssuer)
            }
            _ => HttpError::Tls,
        });
    }
    if let Some(http) = error.downcast_ref::<hyper::Error>() {
        return http.is_parse().then_some(HttpError::ProtocolViolation);
    }
    if let Some(io) = error.downcast_ref::<io::Error>() {
        // How hyper reports chunks that are none. TLS wraps its own errors in the same kind.
        let invalid = matches!(io.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData);
        let tls = io.get_ref().is_some_and(|inner| inner.is::<rustls::Error>());
        return (invalid && !tls).then_some(HttpError::ProtocolViolation);
    }
    #[cfg(feature = "http2")]
    if let Some(found) = super::http2::said_by(error) {
        return Some(found);
    }
    None
}

fn certificate(problem: &CertificateError) -> CertificateProblem {
    match problem {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => CertificateProblem::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            CertificateProblem::NotYetValid
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            CertificateProblem::WrongHost
        }
        CertificateError::UnknownIssuer => CertificateProblem::UnknownIssuer,
        CertificateError::Revoked => CertificateProblem::Revoked,
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
            CertificateProblem::NotForThisUse
        }
        CertificateError::Other(other) => {
            other.0.downcast_ref().map_or(CertificateProblem::NotForThisUse, path)
        }
        _ => CertificateProblem::Malformed,
    }
}

/// What rustls has no name for.
const fn path(problem: &webpki::Error) -> CertificateProblem {
    use webpki::Error::{
        CaUsedAsEndEntity, CertDistrusted, EndEntityUsedAsCa, MaximumPathBuildCallsExceeded,
        MaximumPathDepthExceeded, MaximumSignatureChecksExceeded, NameConstraintViolation,
        PathLenConstraintViolated,
    };
    match problem {
        NameConstraintViolation | CaUsedAsEndEntity | EndEntityUsedAsCa | PathLenConstraintViolated => {
            CertificateProblem::NotForThisUse
        }
        CertDistrusted
        | MaximumPathBuildCallsExceeded
        | MaximumPathDepthExceeded
        | MaximumSignatureChecksExceeded => CertificateProblem::UnknownIssuer,
        _ => CertificateProblem::Malformed,
    }
}
