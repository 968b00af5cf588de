//! E-mail, smartphone, TOTP, HOTP: what a user has besides the password.

use crate::error::InvalidInput;
use crate::token::Id;
use countersign::otp::Label;
use std::fmt;

/// One authenticator of a user.
#[derive(Clone, Debug)]
pub struct Authenticator {
    /// Its id.
    pub id: Id,
    /// Whose it is.
    pub user: Id,
    /// What it is.
    pub kind: AuthenticatorKind,
    /// What the user calls it.
    pub comment: Comment,
    /// Whether it can be used, and counts.
    pub state: AuthenticatorState,
    /// The address, of an e-mail authenticator.
    pub address: Option<super::EmailAddress>,
    /// When it was made.
    pub created: u64,
    /// When it was last used.
    pub used: Option<u64>,
}

/// The kinds of authenticators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AuthenticatorKind {
    /// Codes by mail.
    Email,
    /// Requests on a phone, and the phone's offline codes.
    Push,
    /// Codes of an authenticator app, by time.
    Totp,
    /// Codes of an authenticator app, by counter.
    Hotp,
}

impl AuthenticatorKind {
    /// The kinds whose codes are those of an authenticator app.
    pub const APPS: [Self; 2] = [Self::Totp, Self::Hotp];

    /// Its name in the database and in addresses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Push => "push",
            Self::Totp => "totp",
            Self::Hotp => "hotp",
        }
    }

    /// The kind of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Email, Self::Push, Self::Totp, Self::Hotp].into_iter().find(|kind| kind.name() == name)
    }
}

/// How far an authenticator is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthenticatorState {
    /// Being set up: not usable.
    Pending,
    /// Saved, and usable, but never proved to work: nobody is asked for it yet.
    Unproved,
    /// It was used once: from now on it counts, and logging in needs a factor.
    Counts,
}

impl AuthenticatorState {
    /// Its name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Unproved => "unproved",
            Self::Counts => "counts",
        }
    }

    /// The state of a name in the database.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Pending, Self::Unproved, Self::Counts].into_iter().find(|state| state.name() == name)
    }
}

/// With what someone showed who they are, besides the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factor {
    /// A request, approved on a phone.
    Push,
    /// The code of an authenticator app, by time or by counter.
    Totp,
    /// The offline code of a phone.
    Offline,
    /// A code by mail.
    Email,
    /// A recovery code.
    Recovery,
}

impl Factor {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Push, Self::Totp, Self::Offline, Self::Email, Self::Recovery];

    /// Its name in the database, in forms and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Push => "push",
            Self::Totp => "totp",
            Self::Offline => "offline",
            Self::Email => "email",
            Self::Recovery => "recovery",
        }
    }

    /// The factor of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|factor| factor.name() == name)
    }
}

/// What a user calls an authenticator: cleaned, at most 64 characters, may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comment(String);

impl Comment {
    /// Cleans what was typed.
    pub fn parse(text: &str) -> Result<Self, InvalidInput> {
        let clean = Label::clean(text).to_string();
        if clean.chars().count() <= 64 { Ok(Self(clean)) } else { Err(InvalidInput::Comment) }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Comment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
