//! Random tokens: session ids, links, API keys. The database has their hashes only.

use crate::error::Unavailable;
use countersign::crypto::{RingRandom, Zeroizing, random_array, random_secret};
use countersign::jose::{Digest, Encoded, hash};
use data_encoding::BASE64URL_NOPAD;
use std::fmt;

/// An id that is no secret: 16 random bytes, as base64url.
pub type Id = Encoded<16>;

/// A new id.
pub fn new_id() -> Result<Id, Unavailable> {
    Ok(Encoded(random_array(&RingRandom::new())?))
}

/// 32 random bytes as base64url: whoever has it may.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Zeroizing<String>);

impl Token {
    /// A new token.
    pub fn random() -> Result<Self, Unavailable> {
        let bytes = random_secret::<32>(&RingRandom::new())?;
        // Exposed: this is the token's text.
        Ok(Self(Zeroizing::new(BASE64URL_NOPAD.encode(bytes.expose()))))
    }

    /// A token that came from outside; `None` where it cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<Encoded<32>>().ok().map(|_| Self(Zeroizing::new(text.to_owned())))
    }

    /// SHA-256 of its text: what the database keeps.
    pub fn hash(&self) -> Digest {
        hash(self.0.as_bytes())
    }

    /// The text. Each use says why it needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_back_and_never_shown() {
        let token = Token::random().unwrap();
        assert_eq!(Token::parse(token.expose()), Some(token.clone()));
        assert_ne!(Token::random().unwrap(), token);
        assert_eq!(format!("{token:?}"), "Token(redacted)");
        assert_eq!(Token::parse("short"), None);
    }
}
