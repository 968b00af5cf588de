//! What a portal is started with: where it listens, what it is called, where its data lies.

use crate::policy::Policy;
use crate::push_services::{AppleAccess, FirebaseAccount};
use countersign::http::{DevelopmentHttp, ServerOrigin};
use countersign::platform::SystemClock;
use countersign::ports::Clock;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

/// Everything that is decided before the portal starts.
#[derive(Clone)]
pub struct Config {
    /// Where it listens. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// Its address as phones and browsers see it; `None` for a development portal, which takes
    /// `http://` and the address that it listens on.
    pub public_url: Option<PublicUrl>,
    /// The name by which phones and mails call it.
    pub issuer: String,
    /// Where accounts and requests are kept.
    pub database: DatabaseLocation,
    /// Where the key comes from under which secrets are sealed in the database.
    pub server_key: KeySource,
    /// How mail is sent.
    pub mail: MailConfig,
    /// What administrators decide.
    pub policy: Policy,
    /// Proxies whose `X-Forwarded-For` names the client. From any other peer that header means nothing.
    pub trusted_proxies: Vec<IpAddr>,
    /// Hosts to which wake-ups may go although they are in a private network.
    pub wake_up_hosts: Vec<String>,
    /// Authorities besides the platform's whose certificates push services may have, as DER.
    pub wake_up_roots: Vec<Vec<u8>>,
    /// Access to Firebase Cloud Messaging. Without it, phones with that channel are not woken.
    pub firebase: Option<Arc<FirebaseAccount>>,
    /// Access to the Apple Push Notification service. Without it, phones with that channel are not woken.
    pub apple: Option<Arc<AppleAccess>>,
    /// Authorities of phones' makers, whose word about keys counts, as DER.
    pub attestation_roots: Vec<Vec<u8>>,
    /// Whether the demo application is answered at `/demo`.
    pub demo: bool,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
}

impl Config {
    /// A development portal: loopback, a free port, plain http, everything below `folder`.
    pub fn development(folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            public_url: None,
            issuer: "Countersign".to_owned(),
            database: DatabaseLocation::File(folder.join("portal.sqlite")),
            server_key: KeySource::File(folder.join("server.key")),
            mail: MailConfig::Folder(folder.join("mail")),
            policy: Policy::default(),
            trusted_proxies: Vec::new(),
            wake_up_hosts: Vec::new(),
            wake_up_roots: Vec::new(),
            firebase: None,
            apple: None,
            attestation_roots: Vec::new(),
            demo: false,
            clock: Arc::new(SystemClock::new()),
        }
    }
}

/// Neither a database address (it has a password) nor a key.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("listen", &self.listen)
            .field("public_url", &self.public_url)
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}

/// Where accounts and requests are kept.
#[derive(Clone)]
pub enum DatabaseLocation {
    /// A SQLite file, of one process.
    File(PathBuf),
    /// A PostgreSQL database, of any number of processes: `postgres://user:password@host/name`.
    Postgres(String),
}

impl DatabaseLocation {
    /// Reads `DATABASE_URL`: a `postgres://` address, `sqlite:PATH`, or the path of a file.
    pub fn parse(text: &str) -> Self {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Self::Postgres(text.to_owned());
        }
        let path = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:")).unwrap_or(text);
        Self::File(PathBuf::from(path))
    }
}

/// Where the key comes from under which secrets are sealed.
#[derive(Clone)]
pub enum KeySource {
    /// A file of mode 0600, made at the first start.
    File(PathBuf),
    /// 32 bytes as base64url, from the environment: for several processes on one database.
    Text(Arc<countersign::crypto::Zeroizing<String>>),
}

/// How mail is sent.
#[derive(Clone)]
pub enum MailConfig {
    /// Into a folder, one file each: for development.
    Folder(PathBuf),
    /// To a server.
    Smtp {
        /// `smtps://`, or `smtp://` with STARTTLS demanded; credentials may be in it.
        url: String,
        /// The sender.
        from: String,
        /// Whether plain SMTP without TLS may be spoken: with a server on this machine only.
        plain: bool,
    },
}

/// The portal's address as phones and browsers see it: a *base* of the push protocol. No query, fragment or last slash.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicUrl {
    origin: ServerOrigin,
    path: String,
}

/// A text is no base of the push protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an https address without query, fragment and last slash")]
pub struct InvalidPublicUrl;

impl PublicUrl {
    /// Takes `https://host[:port][/path]`. Plain `http` only for loopback hosts, and only with `development`.
    pub fn parse(text: &str, development: DevelopmentHttp) -> Result<Self, InvalidPublicUrl> {
        let (origin, path) = ServerOrigin::split(text, development).map_err(|_| InvalidPublicUrl)?;
        let usual = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        let segments = path.split('/').skip(1);
        let plain = segments.into_iter().all(|segment| !matches!(segment, "" | "." | ".."));
        if path.bytes().all(usual) && plain {
            Ok(Self { origin, path: path.to_owned() })
        } else {
            Err(InvalidPublicUrl)
        }
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> &ServerOrigin {
        &self.origin
    }

    /// What stands before every path of the portal: empty, or `/path`.
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.path)
    }
}

impl fmt::Debug for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_is_an_address_and_nothing_more() {
        for text in [
            "https://login.example.com",
            "https://login.example.com/countersign",
            "https://a.example:8443/a/b",
        ] {
            assert_eq!(
                PublicUrl::parse(text, DevelopmentHttp::Off).map(|url| url.to_string()),
                Ok(text.to_owned())
            );
        }
        for text in [
            "http://login.example.com",
            "http://127.0.0.1:8080",
            "https://login.example.com/",
            "https://login.example.com/a/",
            "https://login.example.com/a//b",
            "https://login.example.com/../a",
            "https://login.example.com/a?b",
            "https://login.example.com/a#b",
            "login.example.com",
        ] {
            assert_eq!(PublicUrl::parse(text, DevelopmentHttp::Off), Err(InvalidPublicUrl), "{text}");
        }
        assert!(PublicUrl::parse("http://127.0.0.1:8080", DevelopmentHttp::Loopback).is_ok());
    }
}
