//! What a server answered, as data. A redirect is none: the client turns it into an error.

use super::BODY_LIMIT;
use core::fmt;

/// The answer to one request, with any status but those of redirects.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpResponse {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// A body of more than [`BODY_LIMIT`] bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the body is larger than any answer may be")]
pub struct ResponseTooLarge;

impl HttpResponse {
    /// An answer. Header names are taken in lower case.
    pub fn new(
        status: u16,
        headers: impl IntoIterator<Item = (String, String)>,
        body: Vec<u8>,
    ) -> Result<Self, ResponseTooLarge> {
        if body.len() > BODY_LIMIT {
            return Err(ResponseTooLarge);
        }
        let headers = headers.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
        Ok(Self { status, headers, body })
    }

    /// The status code, 200 to 599 without 300 to 399.
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// Whether the status is one of success, 200 to 299.
    pub const fn is_success(&self) -> bool {
        matches!(self.status, 200..=299)
    }

    /// The value of a header by its lower-case name. `None` also where it was sent more than once: two values are no
    /// value that both ends agree on.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(known, _)| known == name);
        match (values.next(), values.next()) {
            (Some((_, value)), None) => Some(value),
            _ => None,
        }
    }

    /// The body, at most [`BODY_LIMIT`] bytes.
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

/// No header value and no body.
impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse")
            .field("status", &self.status)
            .field("headers", &self.headers.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>())
            .field("body_length", &self.body.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_found_by_their_lower_case_name_if_there_is_one() {
        let headers = [("DPoP-Nonce", "canary-1"), ("a", "canary-2"), ("A", "canary-3")];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let response = HttpResponse::new(200, headers, b"canary-4".to_vec()).unwrap();
        assert_eq!(response.header("dpop-nonce"), Some("canary-1"));
        assert_eq!((response.header("a"), response.header("b")), (None, None));
        assert!(response.is_success());
        assert!(!format!("{response:?}").contains("canary"));
    }

    #[test]
    fn a_body_has_a_limit() {
        assert!(HttpResponse::new(200, [], vec![0; BODY_LIMIT]).is_ok());
        assert_eq!(HttpResponse::new(200, [], vec![0; BODY_LIMIT + 1]), Err(ResponseTooLarge));
    }
}
