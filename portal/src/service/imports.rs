//! Users from a file: one line each, `name,email,language,initial password`. Empty lines and lines that begin with `#`
//! do not count; e-mail, language and password may be left empty. The password is the rest of its line, commas and all;
//! where there is none, one is made and shown once.

use super::users::{self, NewUser};
use crate::domain::{AccountName, EmailAddress, Language};
use crate::error::{Refusal, Unavailable};
use crate::portal::Portal;
use countersign::crypto::{RingRandom, Zeroizing, random_secret};
use data_encoding::BASE32_NOPAD;

/// The longest file, in bytes.
pub const LONGEST_FILE: usize = 1024 * 1024;
/// The most users that one file adds.
pub const MOST_USERS: usize = 10_000;

/// A user of a file.
#[derive(Debug)]
pub struct ImportedUser {
    new: NewUser,
    password: Option<Zeroizing<String>>,
}

/// What is wrong with a file. Nothing of it was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// The file is too long.
    #[error("the file is longer than 1 MiB or has more than 10000 users")]
    TooLong,
    /// A name, address or language is not one.
    #[error("line {line}: the {what} is not valid")]
    Invalid {
        /// The line, from 1.
        line: usize,
        /// What of it.
        what: &'static str,
    },
    /// A name is in the file twice.
    #[error("line {line}: the name is in the file twice")]
    Twice {
        /// The line, from 1.
        line: usize,
    },
}

/// What an import did.
#[derive(Debug)]
pub struct Imported {
    /// How many users were added.
    pub added: usize,
    /// Initial passwords that were made, to be handed to their users.
    pub made: Vec<(AccountName, Zeroizing<String>)>,
    /// Names that existed, and were left as they are.
    pub taken: Vec<AccountName>,
}

/// Reads a file, all of it or nothing.
pub fn read(text: &str) -> Result<Vec<ImportedUser>, ImportError> {
    let lines = text.lines().enumerate().map(|(index, line)| (index.saturating_add(1), line.trim_end()));
    let lines: Vec<(usize, &str)> =
        lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')).collect();
    if text.len() > LONGEST_FILE || lines.len() > MOST_USERS {
        return Err(ImportError::TooLong);
    }
    let mut names = std::collections::HashSet::new();
    let mut users = Vec::with_capacity(lines.len());
    for (line, text) in lines {
        let user = user(line, text)?;
        if !names.insert(user.new.name.clone()) {
            return Err(ImportError::Twice { line });
        }
        users.push(user);
    }
    Ok(users)
}

fn user(line: usize, text: &str) -> Result<ImportedUser, ImportError> {
    let mut fields = text.splitn(4, ',');
    let mut field = || fields.next().unwrap_or_default();
    let (name, email, language, password) = (field(), field().trim(), field().trim(), field());
    let invalid = |what| ImportError::Invalid { line, what };
    let email = match email {
        "" => None,
        email => Some(EmailAddress::parse(email).map_err(|_| invalid("e-mail address"))?),
    };
    let language = match language {
        "" => Language::default(),
        language => language.parse().map_err(|_| invalid("language"))?,
    };
    let name = AccountName::parse(name).map_err(|_| invalid("name"))?;
    let password = (!password.is_empty()).then(|| Zeroizing::new(password.to_owned()));
    Ok(ImportedUser { new: NewUser { name, email, language, administrator: false }, password })
}

/// Adds users. One whose name is taken is left as it is.
pub async fn add(portal: &Portal, users: Vec<ImportedUser>) -> Result<Imported, Refusal> {
    let mut imported = Imported { added: 0, made: Vec::new(), taken: Vec::new() };
    for ImportedUser { new, password } in users {
        let name = new.name.clone();
        let (password, made) = match password {
            Some(password) => (password, false),
            None => (initial_password()?, true),
        };
        if !users::add(portal, new, &password).await? {
            imported.taken.push(name);
            continue;
        }
        imported.added = imported.added.saturating_add(1);
        if made {
            imported.made.push((name, password));
        }
    }
    Ok(imported)
}

/// An initial password: 80 random bits as letters and digits, in groups of four.
pub fn initial_password() -> Result<Zeroizing<String>, Unavailable> {
    let bytes = random_secret::<10>(&RingRandom::new())?;
    // Exposed: becomes the password's text.
    let letters = Zeroizing::new(BASE32_NOPAD.encode(bytes.expose()).to_lowercase());
    let mut text = Zeroizing::new(String::with_capacity(19));
    for (index, letter) in letters.chars().enumerate() {
        if index > 0 && index % 4 == 0 {
            text.push('-');
        }
        text.push(letter);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_line_by_line() {
        let text = "# people\n\nAnna,anna@example.com,de,first, second\nben\ncleo,,,\n";
        let users = read(text).unwrap();
        let names: Vec<&str> = users.iter().map(|user| user.new.name.as_str()).collect();
        assert_eq!(names, ["anna", "ben", "cleo"]);
        assert_eq!(users[0].new.language, Language::German);
        assert_eq!(users[0].password.as_deref().map(String::as_str), Some("first, second"));
        assert!(users[1].password.is_none() && users[2].password.is_none());
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        for (text, error) in [
            ("anna\na b\n", ImportError::Invalid { line: 2, what: "name" }),
            ("anna,nowhere\n", ImportError::Invalid { line: 1, what: "e-mail address" }),
            ("\nanna,,fr\n", ImportError::Invalid { line: 2, what: "language" }),
            ("anna\nben\nANNA\n", ImportError::Twice { line: 3 }),
        ] {
            assert_eq!(read(text).unwrap_err(), error);
        }
        assert_eq!(read(&"#\n".repeat(LONGEST_FILE)).unwrap_err(), ImportError::TooLong);
    }

    #[test]
    fn a_made_password_is_four_groups() {
        let password = initial_password().unwrap();
        assert_eq!(password.split('-').map(str::len).collect::<Vec<_>>(), [4, 4, 4, 4]);
        assert_ne!(password, initial_password().unwrap());
    }
}
