//! Other applications: what an API key permits.

use crate::token::Id;
use std::fmt;

/// An application that may use the API.
#[derive(Clone, Debug)]
pub struct Application {
    /// The id of its API key.
    pub id: Id,
    /// Its name: the endpoint that phones show where it names none.
    pub name: String,
    /// What its key permits.
    pub permissions: Permissions,
    /// When the key was made.
    pub created: u64,
    /// When it was last used, to the minute.
    pub used: Option<u64>,
}

/// One thing that an API key may permit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Asking for second factors, and which ones a user has.
    SecondFactor,
    /// Having names and passwords checked.
    Password,
}

impl Permission {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::SecondFactor, Self::Password];

    /// Its name in the database, in commands and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SecondFactor => "second_factor",
            Self::Password => "password",
        }
    }

    /// The permission of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|permission| permission.name() == name)
    }
}

/// What an API key permits: never nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permissions(Vec<Permission>);

impl Permissions {
    /// Each of them once; `None` where there is none.
    pub fn new(permissions: &[Permission]) -> Option<Self> {
        let kept: Vec<Permission> =
            Permission::ALL.into_iter().filter(|permission| permissions.contains(permission)).collect();
        (!kept.is_empty()).then_some(Self(kept))
    }

    /// The permissions of names separated by spaces; `None` where one is not known, or there is none.
    pub fn parse(text: &str) -> Option<Self> {
        let permissions: Option<Vec<Permission>> =
            text.split_ascii_whitespace().map(Permission::from_name).collect();
        Self::new(&permissions?)
    }

    /// Whether `permission` is among them.
    pub fn include(&self, permission: Permission) -> bool {
        self.0.contains(&permission)
    }
}

impl fmt::Display for Permissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.0.iter().map(|permission| permission.name()).collect();
        f.write_str(&names.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permissions_are_read_back_and_never_empty() {
        let both = Permissions::parse("password second_factor password").unwrap();
        assert_eq!(both.to_string(), "second_factor password");
        assert_eq!(Permissions::parse(&both.to_string()), Some(both.clone()));
        assert!(both.include(Permission::Password));
        assert!(!Permissions::parse("second_factor").unwrap().include(Permission::Password));
        for wrong in ["", " ", "all", "password,second_factor", "Password"] {
            assert_eq!(Permissions::parse(wrong), None, "{wrong:?}");
        }
    }
}
