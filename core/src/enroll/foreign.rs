//! Texts that are no enrollment for this app, recognised by name so that the answer helps.

use super::ServerHost;
use core::fmt;

/// A text that belongs elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// What it is.
    pub kind: ForeignKind,
    /// The server it points to, where it names one.
    pub host: Option<ServerHost>,
}

/// What a foreign text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ForeignKind {
    /// A Duo Mobile activation code.
    Duo,
}

impl fmt::Display for ForeignKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Duo => "a Duo activation code",
        })
    }
}
