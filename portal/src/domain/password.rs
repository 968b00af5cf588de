//! Which passwords are taken: long enough, not among those that everyone tries, and new (NIST SP 800-63B-4 §3.1.1.2: no
//! rules about kinds of characters).

use super::AccountName;
use crate::error::InvalidInput;

/// The longest password in bytes: what a request to hash one may cost is bounded.
const LONGEST: usize = 256;

/// What people choose and others try first; compared in lower case, without what is put around such words.
const COMMON: &[&str] = &[
    "password",
    "passwort",
    "kennwort",
    "qwertyuiop",
    "qwertzuiop",
    "iloveyou",
    "sunshine",
    "princess",
    "football",
    "baseball",
    "letmein",
    "welcome",
    "willkommen",
    "administrator",
    "changeme",
    "trustno",
    "countersign",
    "hallo",
    "schatz",
    "sommer",
    "winter",
    "monkey",
    "dragon",
    "superman",
    "computer",
    "internet",
    "geheim",
    "test",
];

/// Judges a new password. Whether it is the old one is for the caller to see, who can compare hashes.
pub fn check_new_password(password: &str, name: &AccountName, minimum: u8) -> Result<(), InvalidInput> {
    if password.len() > LONGEST {
        return Err(InvalidInput::PasswordTooLong);
    }
    if password.chars().count() < usize::from(minimum) {
        return Err(InvalidInput::PasswordTooShort);
    }
    let lower = password.to_lowercase();
    let core = lower.trim_matches(|character: char| !character.is_alphabetic());
    let mut distinct: Vec<char> = lower.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    let named = name.as_str().chars().count() >= 4 && lower.contains(name.as_str());
    if named || COMMON.contains(&core) || distinct.len() < 4 || is_run(&lower) {
        return Err(InvalidInput::PasswordTooCommon);
    }
    Ok(())
}

/// Characters that follow each other: `1234567890`, `abcdefghij`, and backwards.
fn is_run(text: &str) -> bool {
    let characters: Vec<u32> = text.chars().map(u32::from).collect();
    let steps = |step: i64| {
        characters
            .windows(2)
            .filter(|pair| matches!(pair, [a, b] if i64::from(*b) - i64::from(*a) == step))
            .count()
    };
    let most = characters.len().saturating_sub(2);
    steps(1) >= most || steps(-1) >= most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everyone_tries_is_refused() {
        let name = AccountName::parse("cxxxxx.xx").unwrap();
        let check = |password: &str| check_new_password(password, &name, 10);
        for good in ["correct horse battery", "gLk2-9sQ!x", "müde Ärzte üben", "zehn Zeichen"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        assert_eq!(check("short"), Err(InvalidInput::PasswordTooShort));
        assert_eq!(check(&"ab9-".repeat(65)), Err(InvalidInput::PasswordTooLong));
        for common in [
            "password123",
            "!!Password!!",
            "1234567890",
            "0987654321",
            "abcdefghijk",
            "aaaaaaaaaaaa",
            "my-cxxxxx.xx-1",
        ] {
            assert_eq!(check(common), Err(InvalidInput::PasswordTooCommon), "{common}");
        }
    }
}
