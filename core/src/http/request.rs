//! One request, as data.

use super::{BODY_LIMIT, RequestPath, ServerOrigin};
use core::fmt;
use std::time::Duration;

/// The longest time a request may ask a server to hold its answer back.
pub const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// Headers that a request has beside the client's own.
const MOST_HEADERS: usize = 16;
/// Signed proofs are the longest values there are.
const LONGEST_VALUE: usize = 8 * 1024;
/// What only the client says: about the connection, the length, and what it takes back.
const RESERVED: &[&str] = &[
    "accept-encoding",
    "connection",
    "content-length",
    "cookie",
    "expect",
    "host",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "range",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// What a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Reads; has no body.
    Get,
    /// Says something.
    Post,
}

/// One request to one server. [`ports::HttpClient`](crate::ports::HttpClient) adds `Host` and `Content-Length` and
/// nothing that tells the user apart.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// What is asked for.
    pub method: Method,
    /// The server.
    pub origin: ServerOrigin,
    /// The path on it, with a query where the protocol has one.
    pub path: RequestPath,
    /// Names (lower case) and values (visible ASCII and spaces), at most 16 of at most 8 KiB; none that is about the
    /// connection.
    pub headers: Vec<(&'static str, String)>,
    /// The body of a post, at most [`BODY_LIMIT`] bytes.
    pub body: Option<Vec<u8>>,
    /// How long the server may hold the answer back (a long poll), on top of the client's own time-out; at most
    /// [`LONGEST_WAIT`].
    pub wait: Option<Duration>,
}

impl HttpRequest {
    /// A request that reads.
    pub fn get(origin: ServerOrigin, path: RequestPath) -> Self {
        Self { method: Method::Get, origin, path, headers: Vec::new(), body: None, wait: None }
    }

    /// A request that says `body`, of the media type `content_type`.
    pub fn post(origin: ServerOrigin, path: RequestPath, content_type: &str, body: Vec<u8>) -> Self {
        let headers = vec![("content-type", content_type.to_owned())];
        Self { method: Method::Post, origin, path, headers, body: Some(body), wait: None }
    }

    /// The same request with one more header.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The same request as a long poll.
    #[must_use]
    pub fn with_wait(mut self, wait: Duration) -> Self {
        self.wait = Some(wait);
        self
    }

    /// Whether it can be sent as it is: only a post has a body, of a size in its limit; the wait is in its limit; each
    /// header has a name and a value of the right characters, and none is the connection's own.
    pub fn is_valid(&self) -> bool {
        let body = match (self.method, &self.body) {
            (Method::Get, body) => body.is_none(),
            (Method::Post, body) => body.as_ref().is_none_or(|body| body.len() <= BODY_LIMIT),
        };
        let headers = self.headers.len() <= MOST_HEADERS
            && self.headers.iter().all(|(name, value)| {
                let token = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
                let spelt = !name.is_empty() && name.bytes().all(token) && !RESERVED.contains(name);
                spelt && value.len() <= LONGEST_VALUE && value.bytes().all(|byte| matches!(byte, b' '..=b'~'))
            });
        body && headers && self.wait.is_none_or(|wait| wait <= LONGEST_WAIT)
    }

    /// The value of a header by its lower-case name: the first, where there are several.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}

/// No header value and no body: both carry proofs and tokens.
impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("origin", &self.origin)
            .field("path", &self.path)
            .field("headers", &self.headers.iter().map(|(name, _)| *name).collect::<Vec<_>>())
            .field("body_length", &self.body.as_ref().map(Vec::len))
            .field("wait", &self.wait)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::DevelopmentHttp;

    #[test]
    fn a_request_shows_no_values() {
        let origin = ServerOrigin::parse("https://example.org", DevelopmentHttp::Off).unwrap();
        let path = RequestPath::parse("/a").unwrap();
        let request = HttpRequest::post(origin, path, "application/json", b"canary-body".to_vec())
            .with_header("dpop", "canary-proof".to_owned())
            .with_wait(Duration::from_secs(30));
        assert_eq!(request.header("dpop"), Some("canary-proof"));
        let shown = format!("{request:?}");
        assert!(
            shown.contains("https://example.org") && shown.contains("dpop") && !shown.contains("canary"),
            "{shown}"
        );
    }
}
