//! What a page carries along in its own address: sealed to the session, so that the page can be loaded again, by any
//! process, and what it carries says nothing to anybody else.

use crate::domain::Session;
use crate::error::Refusal;
use crate::portal::Portal;
use crate::seal::Purpose;
use countersign::crypto::Zeroizing;

/// Seals a text to a session: base64url.
pub fn seal(portal: &Portal, session: &Session, text: &str) -> Result<String, Refusal> {
    Ok(portal.key().seal(Purpose::Carried, &session.id.to_string(), text.as_bytes())?)
}

/// The text that was sealed; `None` where it was sealed to another session, or is none of ours.
pub fn open(portal: &Portal, session: &Session, sealed: &str) -> Option<Zeroizing<String>> {
    portal.key().open_text(Purpose::Carried, &session.id.to_string(), sealed).ok()
}
