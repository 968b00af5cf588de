//! Nonces of calls (section 3; RFC 9449 §8): the time, signed by the server key. Every process issues and knows them, and
//! none is stored.
//!
//! A nonce also says which server key was announced in the answer that it came with. A phone that uses it has that
//! answer, and so trusts that key.

use crate::portal::Portal;
use crate::seal::Purpose;
use countersign::crypto::ConstantTimeEq as _;
use countersign::jose::{Digest, Encoded};

/// How long a nonce is taken, in seconds.
pub(super) const LIFE_SECONDS: u64 = 300;

/// A nonce that was issued here, not too long ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Nonce {
    /// When it was issued, in Unix seconds.
    pub(super) issued: u64,
    announced: [u8; 8],
}

impl Nonce {
    /// Whether it came with the announcement of this key.
    pub(super) fn announces(&self, key: &Digest) -> bool {
        self.announced == mark(Some(key))
    }
}

/// A nonce of now.
pub(super) fn issue(portal: &Portal, announced: Option<&Digest>) -> String {
    let (time, announced) = (portal.now().to_be_bytes(), mark(announced));
    let mut bytes = [0; 32];
    let parts = time.into_iter().chain(announced).chain(signature(portal, &time, &announced));
    bytes.iter_mut().zip(parts).for_each(|(to, from)| *to = from);
    Encoded(bytes).to_string()
}

/// The nonce of a proof, if it was issued here in the last five minutes.
pub(super) fn read(portal: &Portal, text: &str) -> Option<Nonce> {
    let bytes = text.parse::<Encoded<32>>().ok()?.0;
    let (time, rest) = bytes.split_first_chunk::<8>()?;
    let (announced, given) = rest.split_first_chunk::<8>()?;
    let genuine: bool = signature(portal, time, announced).ct_eq(given).into();
    let issued = u64::from_be_bytes(*time);
    // A second of another process's clock may lie ahead of ours.
    let fresh = portal.now().saturating_sub(issued) <= LIFE_SECONDS;
    (genuine && fresh).then_some(Nonce { issued, announced: *announced })
}

fn signature(portal: &Portal, time: &[u8; 8], announced: &[u8; 8]) -> [u8; 16] {
    let whole = portal.key().keyed_hash(Purpose::Nonce, &[time, announced]).0;
    let mut half = [0; 16];
    half.iter_mut().zip(whole).for_each(|(to, from)| *to = from);
    half
}

/// Eight bytes that stand for a key; zeros for none.
fn mark(key: Option<&Digest>) -> [u8; 8] {
    key.and_then(|key| key.0.first_chunk::<8>().copied()).unwrap_or_default()
}
