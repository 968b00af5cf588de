//! The address below which a server's calls are.

use crate::http::{DevelopmentHttp, InvalidOrigin, RequestPath, ServerOrigin};
use crate::push::PushError;
use core::fmt;

/// An absolute URL without query, fragment or last slash, in its one spelling: what both sides sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Base {
    pub(super) origin: ServerOrigin,
    /// Empty, or a path that begins with `/` and ends otherwise.
    path: String,
}

/// The longest path in front of a protocol's own.
const LONGEST_PATH: usize = 256;

/// Why a text is no base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InvalidBase {
    /// Its server is not acceptable.
    Origin(InvalidOrigin),
    /// Its path is not.
    Path,
    /// There is a query.
    Query,
    /// It is spelt otherwise than both sides would sign.
    NotCanonical,
}

impl Base {
    /// Reads a base.
    pub(super) fn parse(text: &str, development: DevelopmentHttp) -> Result<Self, InvalidBase> {
        let (origin, path) = ServerOrigin::split(text, development).map_err(InvalidBase::Origin)?;
        if path.contains('?') {
            return Err(InvalidBase::Query);
        }
        let base = Self::new(origin, path.to_owned()).ok_or(InvalidBase::Path)?;
        if base.to_string() == text { Ok(base) } else { Err(InvalidBase::NotCanonical) }
    }

    /// A base from its parts; `None` where the path is not acceptable.
    pub(super) fn new(origin: ServerOrigin, path: String) -> Option<Self> {
        let fits = path.len() <= LONGEST_PATH && !path.ends_with('/');
        let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
        let spelt = path.is_empty() || path.bytes().all(unreserved) && RequestPath::parse(&path).is_ok();
        (fits && spelt).then_some(Self { origin, path })
    }

    /// The path in front of the protocol's own.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// The path of one call.
    pub(super) fn call(&self, endpoint: &str) -> Result<RequestPath, PushError> {
        RequestPath::parse(&format!("{}{endpoint}", self.path)).map_err(|_| PushError::Misused)
    }
}

impl fmt::Display for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_has_one_spelling() {
        let parse = |text: &str| Base::parse(text, DevelopmentHttp::Off);
        for text in
            ["https://login.example.com", "https://login.example.com:8443/a/b", "https://[2600::1]/cs"]
        {
            assert_eq!(parse(text).unwrap().to_string(), text);
        }
        for (text, error) in [
            ("https://Login.example.com", InvalidBase::NotCanonical),
            ("https://login.example.com:443/a", InvalidBase::NotCanonical),
            ("HTTPS://login.example.com", InvalidBase::NotCanonical),
            ("https://login.example.com/", InvalidBase::Path),
            ("https://login.example.com/a/", InvalidBase::Path),
            ("https://login.example.com/a/../b", InvalidBase::Path),
            ("https://login.example.com/a#b", InvalidBase::Path),
            ("https://login.example.com/a%20b", InvalidBase::Path),
            ("https://login.example.com/a:b", InvalidBase::Path),
            ("https://login.example.com/a?b", InvalidBase::Query),
            ("https://login.example.com?b", InvalidBase::Query),
            ("http://login.example.com", InvalidBase::Origin(InvalidOrigin::PlainHttp)),
        ] {
            assert_eq!(parse(text), Err(error), "{text}");
        }
        assert!(Base::parse("http://127.0.0.1:8080/cs", DevelopmentHttp::Loopback).is_ok());
    }
}
