//! Writes a key URI.

use crate::otp::{OneTimeAccount, SecretText};

/// The account as a key URI that [`parse`](super::parse) reads back exactly. It holds the secret.
pub fn write(account: &OneTimeAccount) -> SecretText {
    account.secret.to_base32()
}
