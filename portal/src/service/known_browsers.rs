//! How an application lets the portal know a browser again in which the user has logged in: by a token that it keeps in
//! a cookie of its own. Strangers who guess at the user's codes do not use up the tries of such a browser.
//!
//! The portal keeps nothing. A token names user, attempt and time, under a keyed hash; it is good for one user at one
//! application, for 90 days, and until the password changes.

use super::guard::KNOWN_SECONDS;
use crate::domain::{Application, User};
use crate::portal::Portal;
use crate::seal::Purpose;
use crate::token::Id;
use countersign::crypto::ConstantTimeEq as _;
use countersign::jose::{Digest, hash};
use data_encoding::BASE64URL_NOPAD;

/// User, attempt, time, keyed hash.
const LENGTH: usize = 16 + 16 + 8 + 32;

/// The token for the browser in which an attempt of this application was approved.
pub(super) fn token(portal: &Portal, application: &Application, user: Id, attempt: Id, at: u64) -> String {
    let said = [user.0.as_slice(), &attempt.0, &at.to_be_bytes()].concat();
    let signed = signature(portal, application, &said);
    BASE64URL_NOPAD.encode(&[said.as_slice(), &signed.0].concat())
}

/// The browser of a token, where it is one that this user has logged in with at this application.
pub(super) fn known(portal: &Portal, application: &Application, user: &User, token: &str) -> Option<Digest> {
    let bytes = BASE64URL_NOPAD.decode(token.as_bytes()).ok().filter(|bytes| bytes.len() == LENGTH)?;
    let (said, signed) = bytes.split_last_chunk::<32>()?;
    let (about, at) = said.split_last_chunk::<8>()?;
    if !bool::from(signature(portal, application, said).0.ct_eq(signed)) {
        return None;
    }
    let at = u64::from_be_bytes(*at);
    let young = portal.now().saturating_sub(at) <= KNOWN_SECONDS;
    (about.starts_with(&user.id.0) && young && at >= user.password_changed).then(|| hash(token.as_bytes()))
}

fn signature(portal: &Portal, application: &Application, said: &[u8]) -> Digest {
    portal.key().keyed_hash(Purpose::KnownBrowser, &[&application.id.0, said])
}
