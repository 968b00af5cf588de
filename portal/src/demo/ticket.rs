//! What the demo knows of a browser: in a cookie that the browser cannot change, so that any process can go on with it.

use crate::token::{Token, new_id};
use countersign::crypto::{ConstantTimeEq as _, SecretBytes, hmac_sha256};
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};

/// The name of the cookie.
pub(super) const COOKIE: &str = "countersign-demo";

/// How long a login may take, and last: ten minutes.
const SECONDS: u64 = 600;

/// How far a login at the demo is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ticket {
    /// Told apart from every other one.
    pub(super) id: String,
    /// Whose password was right.
    pub(super) user: Option<String>,
    /// The attempt that it waits for.
    pub(super) attempt: Option<String>,
    /// Whether the login is complete.
    pub(super) inside: bool,
    /// When it was made.
    made: u64,
}

/// The key that tickets are signed with.
pub(super) struct TicketKey(SecretBytes);

impl TicketKey {
    /// A key of its own, from the application's key.
    pub(super) fn new(key: &Token) -> Self {
        // Exposed: the input of a key derivation.
        let secret = SecretBytes::from(key.expose().as_bytes());
        let derived = hmac_sha256(&secret, &[b"countersign demo tickets"]);
        // Exposed: HMAC's key is of any length and so of another type.
        Self(SecretBytes::from(derived.expose().as_slice()))
    }

    /// The cookie's value.
    pub(super) fn seal(&self, ticket: &Ticket) -> String {
        let said = BASE64URL_NOPAD.encode(serde_json::to_string(ticket).unwrap_or_default().as_bytes());
        let signature = self.signature("ticket", &said);
        format!("{said}.{signature}")
    }

    /// The ticket of a cookie's value, if it is one of ours and its time is not over.
    pub(super) fn open(&self, value: &str, now: u64) -> Option<Ticket> {
        let (said, signature) = value.split_once('.')?;
        if !bool::from(self.signature("ticket", said).as_bytes().ct_eq(signature.as_bytes())) {
            return None;
        }
        let ticket: Ticket = serde_json::from_slice(&BASE64URL_NOPAD.decode(said.as_bytes()).ok()?).ok()?;
        (now.saturating_sub(ticket.made) <= SECONDS).then_some(ticket)
    }

    /// What the forms of a ticket carry, so that no other site can post them.
    pub(super) fn form_token(&self, ticket: &Ticket) -> String {
        self.signature("form", &ticket.id)
    }

    fn signature(&self, what: &str, text: &str) -> String {
        // Exposed: a signature is no secret.
        let mac = hmac_sha256(&self.0, &[what.as_bytes(), b"\0", text.as_bytes()]);
        BASE64URL_NOPAD.encode(mac.expose())
    }
}

impl Ticket {
    /// One of which nothing is known. `None` where the random source fails.
    pub(super) fn begin(now: u64) -> Option<Self> {
        let id = new_id().ok()?.to_string();
        Some(Self { id, user: None, attempt: None, inside: false, made: now })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_believed_only_as_it_was_made() {
        let key = TicketKey::new(&Token::random().unwrap());
        let ticket = Ticket { user: Some("anna".to_owned()), ..Ticket::begin(1000).unwrap() };
        let value = key.seal(&ticket);
        assert_eq!(key.open(&value, 1000 + SECONDS), Some(ticket.clone()));
        assert_eq!(key.open(&value, 1001 + SECONDS), None);
        let inside = Ticket { inside: true, ..ticket.clone() };
        let forged =
            format!("{}.{}", key.seal(&inside).split_once('.').unwrap().0, value.split_once('.').unwrap().1);
        assert_eq!(key.open(&forged, 1000), None);
        assert_eq!(TicketKey::new(&Token::random().unwrap()).open(&value, 1000), None);
        assert_ne!(key.form_token(&ticket), key.form_token(&Ticket::begin(1000).unwrap()));
    }
}
