//! Ten recovery codes, each used once, for whoever has lost everything else.

use super::notices::{record, tell};
use crate::domain::{AuditEvent, Session, User};
use crate::error::{Refusal, Unavailable};
use crate::mail::Notice;
use crate::portal::Portal;
use crate::seal::Purpose;
use crate::store::codes::{self, RecoveryUse};
use crate::store::{Change, authenticators, sessions, users};
use crate::token::Id;
use countersign::crypto::{RingRandom, Zeroizing, random_secret};
use countersign::jose::Digest;

/// How many are made.
pub const COUNT: usize = 10;

/// Letters and digits that are not mistaken for each other: 32 of them, five bits each.
const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

/// A code as it is shown once: four groups of four, 80 bits.
#[derive(Clone)]
pub struct RecoveryCode(Zeroizing<String>);

impl RecoveryCode {
    fn random() -> Result<Self, Unavailable> {
        let bytes = random_secret::<16>(&RingRandom::new())?;
        let mut text = Zeroizing::new(String::with_capacity(19));
        // Exposed: each byte becomes a letter of the code.
        for (index, byte) in bytes.expose().iter().enumerate() {
            if index > 0 && index % 4 == 0 {
                text.push('-');
            }
            text.push(char::from(ALPHABET.get(usize::from(byte % 32)).copied().unwrap_or(b'a')));
        }
        Ok(Self(text))
    }

    /// The code, to be shown or printed. Each use says why it needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCode(redacted)")
    }
}

/// Makes new codes; the old ones end. They are shown once. Needs a confirmation.
pub async fn make(portal: &Portal, session: &Session) -> Result<Vec<RecoveryCode>, Refusal> {
    let mut change = portal.database().change().await?;
    let user = session.logged_in()?;
    let counts = authenticators::one_counts(change.connection(), user).await?;
    let user = session.may_destroy(counts, portal.now())?;
    if !counts {
        // Without a factor there is nothing to recover, and codes would be the only factor.
        return Err(Refusal::FactorNeeded);
    }
    let user = users::by_id(change.connection(), user).await?.ok_or(Refusal::NotLoggedIn)?;
    let made = std::iter::repeat_with(RecoveryCode::random).take(COUNT).collect::<Result<Vec<_>, _>>()?;
    // Exposed: hashed under the server key.
    let hashes: Vec<Digest> = made.iter().map(|code| hash(portal, user.id, code.expose())).collect();
    codes::set_recovery(change.connection(), user.id, &hashes, portal.now()).await?;
    sessions::set_confirmed(change.connection(), &session.id, None).await?;
    tell(portal, &mut change, &user, &Notice::RecoveryCodesMade).await?;
    record(portal, &mut change, &user, AuditEvent::RecoveryCodesMade, "", "").await?;
    change.commit().await?;
    Ok(made)
}

/// How many codes a user has left.
pub async fn left(portal: &Portal, user: Id) -> Result<u64, Refusal> {
    let mut reader = portal.database().reader().await?;
    Ok(codes::recovery_left(&mut reader, user).await?)
}

/// Uses a code.
pub(super) async fn use_recovery_code(
    portal: &Portal,
    change: &mut Change<'_>,
    user: &User,
    typed: &str,
) -> Result<(), Refusal> {
    let code = hash(portal, user.id, typed);
    match codes::use_recovery(change.connection(), user.id, &code, portal.now()).await? {
        RecoveryUse::Accepted => {}
        RecoveryUse::Used => return Err(Refusal::CodeUsed),
        RecoveryUse::Unknown => return Err(Refusal::WrongCode),
    }
    let left = codes::recovery_left(change.connection(), user.id).await?;
    tell(portal, change, user, &Notice::RecoveryCodeUsed(left)).await?;
    record(portal, change, user, AuditEvent::RecoveryCodeUsed, "", "").await?;
    Ok(())
}

/// The keyed hash of a code as it may be typed: any case, spaces and dashes anywhere.
fn hash(portal: &Portal, user: Id, typed: &str) -> Digest {
    let plain: Zeroizing<String> = Zeroizing::new(
        typed
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(32)
            .map(|letter| letter.to_ascii_lowercase())
            .collect(),
    );
    portal.key().keyed_hash(Purpose::RecoveryCode, &[&user.0, plain.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_four_groups_of_four() {
        let code = RecoveryCode::random().unwrap();
        let groups: Vec<&str> = code.expose().split('-').collect();
        assert!(groups.len() == 4 && groups.iter().all(|group| group.len() == 4), "{groups:?}");
        assert!(code.expose().bytes().all(|byte| byte == b'-' || ALPHABET.contains(&byte)));
        assert_eq!(format!("{code:?}"), "RecoveryCode(redacted)");
    }
}
