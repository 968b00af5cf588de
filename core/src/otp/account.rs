//! Everything that one scanned or typed text says about an account with one-time codes.

use super::{CodeParameters, Label, PreparedKey, SharedSecret};

/// An account with one-time codes, as enrolled: not stored anywhere yet.
#[derive(Debug)]
pub struct OneTimeAccount {
    /// Who issued it, for example a company; empty where the text did not say.
    pub issuer: Label,
    /// Whose it is, for example a user name; empty where the text did not say.
    pub account: Label,
    /// How its codes are made.
    pub parameters: CodeParameters,
    /// The secret it shares with the server.
    pub secret: SharedSecret,
}

impl OneTimeAccount {
    /// The key ready for making codes.
    pub fn prepare(&self) -> PreparedKey {
        PreparedKey::new(&self.parameters, &self.secret)
    }
}
