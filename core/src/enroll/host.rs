//! The server a text points to.

/// The host name of a server, as the user sees it before anything is sent there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerHost {
    /// The host name, cleaned, lower case, without port; `xn--` names stay as they are.
    pub name: String,
    /// The name mixes scripts or hides letters of other scripts (`xn--`): it may imitate another.
    pub deceptive: bool,
}
