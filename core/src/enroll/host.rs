//! The server a text points to.

use crate::http::{HostScript, ServerOrigin};
use crate::otp::{Label, mixes_scripts};

/// The host name of a server, as the user sees it before anything is sent there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerHost {
    /// The host name, cleaned, lower case, without port; `xn--` names stay as they are.
    pub name: String,
    /// The name mixes scripts or has letters beyond ASCII (also hidden in `xn--`): it may imitate another.
    pub deceptive: bool,
}

impl From<&ServerOrigin> for ServerHost {
    fn from(origin: &ServerOrigin) -> Self {
        Self { name: origin.host().to_string(), deceptive: origin.script() != HostScript::Ascii }
    }
}

impl ServerHost {
    /// The host of a text of the shape `scheme://user@host:port/…`; `None` where there is none.
    pub(super) fn of(text: &str) -> Option<Self> {
        let (_, rest) = text.split_once("://")?;
        let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
        let host = authority.rsplit('@').next().unwrap_or_default();
        // A port is digits behind the last colon; an IPv6 address keeps its colons inside brackets.
        let host = match host.rsplit_once(':') {
            Some((before, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => before,
            _ => host,
        };
        let name = Label::clean(&host.to_lowercase()).as_str().to_owned();
        let punycode = name.split('.').any(|label| label.starts_with("xn--"));
        let deceptive = punycode || !name.is_ascii() || mixes_scripts(&name);
        (!name.is_empty()).then_some(Self { name, deceptive })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_found_and_marked() {
        for (text, name, deceptive) in [
            ("https://Login.Example.org/x?y", "login.example.org", false),
            ("https://example.org:8443/", "example.org", false),
            ("https://good.example@evil.example/", "evil.example", false),
            ("https://[::1]:8443/", "[::1]", false),
            ("https://xn--pypal-4ve.com/", "xn--pypal-4ve.com", true),
            ("https://p\u{430}ypal.com/", "p\u{430}ypal.com", true),
        ] {
            assert_eq!(ServerHost::of(text), Some(ServerHost { name: name.into(), deceptive }), "{text}");
        }
        for text in ["", "mailto:a@b", "https:///x", "https://?x"] {
            assert_eq!(ServerHost::of(text), None, "{text}");
        }
    }
}
