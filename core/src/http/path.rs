//! What stands behind the origin in a request.

use core::fmt;

/// An absolute path, with a query where a protocol needs one: what HTTP calls the origin form (RFC 9112 §3.2.1).
///
/// It is sent exactly as it was given, so what a URL parser would rewrite (`..`, `//`, a space) is refused.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RequestPath(String);

/// No path that a request may carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an absolute path in canonical form")]
pub struct InvalidPath;

/// Far beyond any endpoint; servers refuse less.
const LONGEST: usize = 2048;

impl RequestPath {
    /// Takes `/`, `/a/b` or `/a/b?c=d`: characters of RFC 3986 §3.3 and §3.4 with complete percent-encodings, no empty
    /// or dot segment (a last one may be empty), no fragment, at most 2048 bytes.
    pub fn parse(text: &str) -> Result<Self, InvalidPath> {
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let segments = path.strip_prefix('/').ok_or(InvalidPath)?;
        let (folders, last) = segments.rsplit_once('/').map_or((None, segments), |(a, b)| (Some(a), b));
        let mut folders = folders.into_iter().flat_map(|folders| folders.split('/'));
        let canonical = text.len() <= LONGEST
            && folders.all(|segment| !segment.is_empty() && !is_dots(segment))
            && !is_dots(last)
            && is_spelt(path, b"/")
            && is_spelt(query, b"/?");
        canonical.then(|| Self(text.to_owned())).ok_or(InvalidPath)
    }

    /// The path and the query, as sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The path only: a query can carry what no log should show.
impl fmt::Debug for RequestPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.split_once('?') {
            Some((path, _)) => write!(f, "{path}?…"),
            None => f.write_str(&self.0),
        }
    }
}

/// `.` and `..`, also percent-encoded: URL parsers resolve both.
fn is_dots(segment: &str) -> bool {
    matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..")
}

/// Only `pchar` (RFC 3986 §3.3) and `besides`. The apostrophe is left out: URL parsers encode it in queries.
fn is_spelt(text: &str, besides: &[u8]) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let fits = match byte {
            b'%' => {
                [bytes.next(), bytes.next()].iter().all(|hex| hex.is_some_and(|hex| hex.is_ascii_hexdigit()))
            }
            _ => {
                byte.is_ascii_alphanumeric() || b"-._~!$&()*+,;=:@".contains(&byte) || besides.contains(&byte)
            }
        };
        if !fits {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_paths_are_kept_and_others_refused() {
        for text in ["/", "/a", "/a/", "/a/b.json", "/a%20b/~c", "/a?b=c&d=/e?", "/...", "/.a", "/a;b=c:d@e"]
        {
            assert_eq!(RequestPath::parse(text).as_ref().map(RequestPath::as_str), Ok(text), "{text}");
        }
        let long = format!("/{}", "a".repeat(LONGEST));
        for text in [
            "",
            "a",
            "//",
            "//a",
            "/a//b",
            "/a//",
            "/.",
            "/..",
            "/a/../b",
            "/a/./b",
            "/a/%2e%2E/b",
            "/%2e",
            "/.%2e",
            "/a b",
            "/a\tb",
            "/a\r\nb",
            "/a\\b",
            "/ä",
            "/a%",
            "/a%2",
            "/a%2g",
            "/a#b",
            "/a?b#c",
            "/a'b",
            "/a\"b",
            "/a<b",
            "/a|b",
            "https://a/",
            "*",
            &long,
        ] {
            assert_eq!(RequestPath::parse(text), Err(InvalidPath), "{text}");
        }
    }

    #[test]
    fn a_query_stays_out_of_logs() {
        let path = RequestPath::parse("/a/b?token=secret").unwrap();
        assert_eq!(format!("{path:?}"), "/a/b?…");
    }
}
