//! Writes a key URI that [`parse`](super::parse) reads back exactly.

use crate::otp::percent::{encode_onto, longest_encoded};
use crate::otp::{CodeKind, OneTimeAccount, SecretText};
use core::fmt::Write as _;

/// More than scheme, kind, names of parameters and all numbers take.
const FRAME: usize = 192;

/// The account as a key URI. It holds the secret. Every parameter is written, so that no reader has to guess.
pub fn write(account: &OneTimeAccount) -> SecretText {
    let secret = account.secret.to_base32();
    let (issuer, name) = (account.issuer.as_str(), account.account.as_str());
    // Exposed: only its length.
    let capacity = FRAME + 2 * longest_encoded(issuer) + longest_encoded(name) + secret.expose().len();
    SecretText::with_capacity(capacity, |text| {
        text.push_str("otpauth://");
        text.push_str(kind_name(account.parameters.kind()));
        text.push('/');
        // A label is split at its first colon. An issuer with a colon of its own stands in its parameter only, and
        // an account with one is kept whole by an empty issuer before it.
        if !issuer.contains(':') && !issuer.is_empty() {
            encode_onto(issuer, text);
            text.push(':');
        } else if name.contains(':') {
            text.push(':');
        }
        encode_onto(name, text);
        text.push_str("?secret=");
        // Exposed: the text that the user asked for.
        text.push_str(secret.expose());
        if !issuer.is_empty() {
            text.push_str("&issuer=");
            encode_onto(issuer, text);
        }
        write_parameters(account, text);
    })
}

fn write_parameters(account: &OneTimeAccount, text: &mut String) {
    let parameters = &account.parameters;
    if parameters.kind() == CodeKind::Steam {
        return;
    }
    // Writing to a String cannot fail.
    let _ =
        write!(text, "&algorithm={}&digits={}", parameters.algorithm().key_uri_name(), parameters.length());
    if let Some(period) = parameters.period() {
        let _ = write!(text, "&period={}", period.seconds());
    }
    if let Some(counter) = parameters.counter() {
        let _ = write!(text, "&counter={}", counter.0);
    }
}

const fn kind_name(kind: CodeKind) -> &'static str {
    match kind {
        CodeKind::Totp => "totp",
        CodeKind::Hotp => "hotp",
        CodeKind::Steam => "steam",
        CodeKind::DayPassword => "daypassword",
    }
}
