//! Users and their names.

use crate::error::InvalidInput;
use crate::token::Id;
use countersign::otp::Label;
use std::fmt;
use std::str::FromStr;

/// A user of the portal.
#[derive(Clone, Debug)]
pub struct User {
    /// Its id.
    pub id: Id,
    /// The name that is typed to log in.
    pub name: AccountName,
    /// When the password was set.
    pub password_changed: u64,
    /// Whether the password is the initial one, to be changed at the first login.
    pub password_initial: bool,
    /// The address for notices and for resetting the password: proved, or given by an administrator.
    pub email: Option<EmailAddress>,
    /// The language of mails and requests.
    pub language: Language,
    /// Whether the admin area is open to it.
    pub administrator: bool,
    /// Whether it may not log in.
    pub disabled: bool,
}

/// A name to log in with: 1 to 64 visible characters, lower case, so that `Anna` and `anna` are one account.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AccountName(String);

impl AccountName {
    /// The name in its one spelling.
    pub fn parse(text: &str) -> Result<Self, InvalidInput> {
        if text.len() > 256 {
            return Err(InvalidInput::Name);
        }
        let lower = text.trim().to_lowercase();
        let clean = Label::clean(&lower).to_string();
        let fits = clean == lower
            && (1..=64).contains(&clean.chars().count())
            && !clean.contains(char::is_whitespace);
        if fits { Ok(Self(clean)) } else { Err(InvalidInput::Name) }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AccountName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for AccountName {
    type Err = InvalidInput;

    fn from_str(text: &str) -> Result<Self, InvalidInput> {
        Self::parse(text)
    }
}

/// An address that a mail can be sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Takes what mail servers take (RFC 5321), at most 254 bytes.
    pub fn parse(text: &str) -> Result<Self, InvalidInput> {
        let text = text.trim();
        let known = text.len() <= 254 && text.parse::<lettre::Address>().is_ok();
        if known { Ok(Self(text.to_owned())) } else { Err(InvalidInput::Address) }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address as it is shown to someone who may not be its owner: `a•••@example.com`.
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.rsplit_once('@').unwrap_or(("", &self.0));
        format!("{}•••@{domain}", local.chars().next().unwrap_or('•'))
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for EmailAddress {
    type Err = InvalidInput;

    fn from_str(text: &str) -> Result<Self, InvalidInput> {
        Self::parse(text)
    }
}

/// The languages of mails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
}

impl Language {
    /// Its code (ISO 639-1).
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }
}

impl FromStr for Language {
    type Err = InvalidInput;

    fn from_str(code: &str) -> Result<Self, InvalidInput> {
        match code {
            "en" => Ok(Self::English),
            "de" => Ok(Self::German),
            _ => Err(InvalidInput::Name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_spelling() {
        assert_eq!(AccountName::parse(" Cxxxxx.XX ").unwrap().as_str(), "cxxxxx.xx");
        for wrong in ["", " ", "a b", "a\u{202e}b", "a\nb", &"a".repeat(65)] {
            assert_eq!(AccountName::parse(wrong), Err(InvalidInput::Name), "{wrong:?}");
        }
    }

    #[test]
    fn an_address_is_masked() {
        assert_eq!(EmailAddress::parse("anna@example.com").unwrap().masked(), "a•••@example.com");
        for wrong in ["", "anna", "anna@", "@example.com", "a b@example.com", "a@example.com\r\nBcc: x@y.z"] {
            assert!(EmailAddress::parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
