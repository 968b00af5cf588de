//! Which server: scheme, host and port, in the one spelling that everything later compares, shows and connects to.
//!
//! A text is refused where programs disagree about what it means (RFC 3986 against the URL standard of browsers): user
//! names before `@`, backslashes, percent-encoded hosts, addresses in octal, as one number or with missing parts.

use super::Reach;
use core::fmt;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use unicode_security::{MixedScript, RestrictionLevel, RestrictionLevelDetection};

/// A server: `https`, a host and a port.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServerOrigin {
    scheme: Scheme,
    host: Host,
    port: u16,
}

/// How the connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// TLS with a certificate that the platform trusts.
    Https,
    /// Not at all: this device itself only, and only while developing.
    Http,
}

/// Whether a developer may talk to a server on this device without TLS. Never decided by anything that was scanned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DevelopmentHttp {
    /// Only `https`.
    #[default]
    Off,
    /// `http` too, where the host is a loopback address or `localhost`.
    Loopback,
}

/// The host of a server.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Host {
    /// A DNS name in lower-case ASCII; other scripts as `xn--` (UTS 46).
    Name(String),
    /// An address that no resolver is asked for.
    Address(IpAddr),
}

/// Which letters a host is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HostScript {
    /// ASCII only.
    Ascii,
    /// Also others, each label in one script or in scripts that belong together. A whole label can still imitate.
    Other,
    /// A label mixes scripts (UTS 39 §5.2): most likely it imitates another host.
    Mixed,
}

/// Why a text names no server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidOrigin {
    /// It begins with something else than `https://`, or `http://`.
    #[error("not an https address")]
    Scheme,
    /// It begins with `http://`, and this is not a development server on this device.
    #[error("the connection would not be protected")]
    PlainHttp,
    /// Something stands before an `@`.
    #[error("a user name stands before the host")]
    UserInfo,
    /// There is no host.
    #[error("there is no host")]
    EmptyHost,
    /// The host is no name of the DNS and no address.
    #[error("the host is not a name or an address")]
    Host,
    /// An address that programs read differently: octal, hexadecimal, as one number, or IPv4 inside IPv6.
    #[error("an address in an ambiguous spelling")]
    AmbiguousAddress,
    /// The port is not a number from 1 to 65535 in its shortest spelling.
    #[error("the port is not valid")]
    Port,
    /// A path, a query or a fragment follows.
    #[error("more than a server's address")]
    Trailing,
}

impl ServerOrigin {
    /// Takes `https://host` or `https://host:port`, with or without a last `/`.
    pub fn parse(text: &str, development: DevelopmentHttp) -> Result<Self, InvalidOrigin> {
        match Self::split(text, development)? {
            (origin, "" | "/") => Ok(origin),
            _ => Err(InvalidOrigin::Trailing),
        }
    }

    /// Takes the origin in front of a longer address, and what follows it: nothing, or a text that begins with `/`, `?`
    /// or `#`.
    pub fn split(text: &str, development: DevelopmentHttp) -> Result<(Self, &str), InvalidOrigin> {
        let (scheme, rest) = text.split_once("://").ok_or(InvalidOrigin::Scheme)?;
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "https" => Scheme::Https,
            "http" => Scheme::Http,
            _ => return Err(InvalidOrigin::Scheme),
        };
        let length = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at_checked(length).unwrap_or((rest, ""));
        if authority.contains('@') {
            return Err(InvalidOrigin::UserInfo);
        }
        let (host, port) = split_port(authority)?;
        let host = Host::parse(host)?;
        let port = match port {
            None => scheme.default_port(),
            Some(text) => parse_port(text)?,
        };
        let origin = Self { scheme, host, port };
        let loopback = origin.reach() == Some(Reach::Loopback);
        if scheme == Scheme::Http && !(loopback && development == DevelopmentHttp::Loopback) {
            return Err(InvalidOrigin::PlainHttp);
        }
        Ok((origin, rest))
    }

    /// How the connection is protected.
    pub const fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The host.
    pub const fn host(&self) -> &Host {
        &self.host
    }

    /// The port, 1 to 65535, also where it is the scheme's own.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// The reach of a host that is known without asking the DNS: an address, or `localhost` (RFC 6761 §6.3). `None`
    /// for any other name: whoever connects asks for the addresses and judges each.
    pub fn reach(&self) -> Option<Reach> {
        match &self.host {
            Host::Address(address) => Some(Reach::of(*address)),
            Host::Name(name) => {
                (name == "localhost" || name.ends_with(".localhost")).then_some(Reach::Loopback)
            }
        }
    }

    /// Which letters the host is written in, `xn--` read as what it stands for.
    pub fn script(&self) -> HostScript {
        let Host::Name(name) = &self.host else { return HostScript::Ascii };
        let (name, _) =
            Uts46::new().to_unicode(name.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast);
        let one_script = |label: &str| {
            label.is_single_script() || label.check_restriction_level(RestrictionLevel::HighlyRestrictive)
        };
        match () {
            () if name.is_ascii() => HostScript::Ascii,
            () if name.split('.').all(one_script) => HostScript::Other,
            () => HostScript::Mixed,
        }
    }
}

impl Scheme {
    const fn default_port(self) -> u16 {
        match self {
            Self::Https => 443,
            Self::Http => 80,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Https => "https",
            Self::Http => "http",
        }
    }
}

/// The serialisation of RFC 6454 §6.2: lower case, the scheme's own port left out, no last `/`.
impl fmt::Display for ServerOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme.as_str(), self.host)?;
        if self.port == self.scheme.default_port() { Ok(()) } else { write!(f, ":{}", self.port) }
    }
}

impl fmt::Debug for ServerOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// As in an address: IPv6 in brackets.
impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Address(IpAddr::V4(address)) => write!(f, "{address}"),
            Self::Address(IpAddr::V6(address)) => write!(f, "[{address}]"),
        }
    }
}

impl Host {
    fn parse(text: &str) -> Result<Self, InvalidOrigin> {
        if text.is_empty() {
            return Err(InvalidOrigin::EmptyHost);
        }
        if let Some(inside) = text.strip_prefix('[') {
            return parse_v6(inside.strip_suffix(']').ok_or(InvalidOrigin::Host)?);
        }
        if text.len() > LONGEST_HOST {
            return Err(InvalidOrigin::Host);
        }
        let name = Uts46::new()
            .to_ascii(text.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, DnsLength::Verify)
            .map_err(|_| InvalidOrigin::Host)?
            .into_owned();
        // What browsers read as a number (URL standard, "ends in a number") is an address in four decimal parts or
        // nothing: looked at after mapping, which turns full-width digits and dots into plain ones.
        if ends_in_number(&name) {
            let address: Ipv4Addr = text.parse().map_err(|_| InvalidOrigin::AmbiguousAddress)?;
            return Ok(Self::Address(address.into()));
        }
        Ok(Self::Name(name))
    }
}

/// Far beyond 253 characters of ASCII, in any script: work on longer texts is bounded by this.
const LONGEST_HOST: usize = 1024;

fn parse_v6(text: &str) -> Result<Host, InvalidOrigin> {
    let address: Ipv6Addr = text.parse().map_err(|_| InvalidOrigin::Host)?;
    match address.to_ipv4_mapped() {
        Some(_) => Err(InvalidOrigin::AmbiguousAddress),
        None => Ok(Host::Address(address.into())),
    }
}

fn ends_in_number(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or_default();
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let hexadecimal = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    digits(last) || last.strip_prefix("0x").is_some_and(hexadecimal)
}

/// The host, and the text behind the colon that begins a port.
fn split_port(authority: &str) -> Result<(&str, Option<&str>), InvalidOrigin> {
    if authority.starts_with('[') {
        return match authority.split_once(']') {
            Some((_, "")) => Ok((authority, None)),
            Some((_, after)) => {
                let port = after.strip_prefix(':').ok_or(InvalidOrigin::Host)?;
                Ok((authority.strip_suffix(after).unwrap_or(authority), Some(port)))
            }
            None => Err(InvalidOrigin::Host),
        };
    }
    Ok(authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port))))
}

fn parse_port(text: &str) -> Result<u16, InvalidOrigin> {
    let shortest = !text.starts_with(['0', '+']);
    text.parse().ok().filter(|_| shortest).ok_or(InvalidOrigin::Port)
}

#[cfg(test)]
mod tests;
