//! The e-mail authenticator: an address that counts once a code has proved it, and codes to log in with.

use super::notices::{record, tell};
use crate::domain::{
    AuditEvent, Authenticator, AuthenticatorKind, AuthenticatorState, Comment, EmailAddress, Factor, Session,
    User,
};
use crate::error::{InvalidInput, Refusal, Unavailable};
use crate::mail::{MailedSecret, Notice, queue};
use crate::portal::Portal;
use crate::seal::Purpose;
use crate::store::codes::{self, EmailCode};
use crate::store::{Change, authenticators, sessions, users};
use crate::token::{Id, new_id};
use countersign::crypto::{ConstantTimeEq as _, RingRandom, Zeroizing, random_secret};

/// A code that proves a new address.
pub(super) const PROVE: &str = "prove";
/// A code to log in or to confirm with.
pub(super) const LOGIN: &str = "login";

/// How often one code can be tried.
const TRIES: u64 = 3;

/// A code that is on its way.
#[derive(Clone, Debug)]
pub struct Mailed {
    /// The address, masked.
    pub address: String,
    /// How long the code is valid, in seconds.
    pub seconds: u64,
    /// How many more can be sent before the time is over.
    pub sends_left: u64,
}

/// Mails a code to a new address, which does not count before [`prove`]. Changing an address that counts needs a
/// confirmation.
pub async fn set_address(portal: &Portal, session: &Session, typed: &str) -> Result<Mailed, Refusal> {
    let address = EmailAddress::parse(typed).map_err(Refusal::Invalid)?;
    let mut change = portal.database().change().await?;
    let user = may_set(portal, &mut change, session).await?;
    let mailed = mail_code(portal, &mut change, &user, PROVE, &address).await?;
    change.commit().await?;
    Ok(mailed)
}

/// Adding an address needs what adding needs; replacing one that counts needs what deleting needs.
async fn may_set(portal: &Portal, change: &mut Change<'_>, session: &Session) -> Result<User, Refusal> {
    let user = session.logged_in()?;
    let existing = authenticators::of_user(change.connection(), user).await?;
    let counts = existing.iter().any(|one| one.state == AuthenticatorState::Counts);
    let replaces = existing.iter().any(|one| one.kind == AuthenticatorKind::Email);
    if replaces {
        session.may_destroy(counts, portal.now())?;
    } else {
        session.may_edit(counts)?;
    }
    users::by_id(change.connection(), user).await?.ok_or(Refusal::NotLoggedIn)
}

/// Takes the code that was mailed to a new address: from now on it counts, in place of an earlier one.
pub async fn prove(portal: &Portal, session: &Session, comment: &str, typed: &str) -> Result<Id, Refusal> {
    let comment = Comment::parse(comment).map_err(Refusal::Invalid)?;
    let mut change = portal.database().change().await?;
    let user = may_set(portal, &mut change, session).await?;
    users::lock(change.connection(), user.id).await?;
    let address = match use_code(portal, &mut change, user.id, PROVE, typed).await {
        Ok(address) => address,
        Err(refusal) => {
            // The try stays charged.
            change.commit().await?;
            return Err(refusal);
        }
    };
    let existing = authenticators::of_user(change.connection(), user.id).await?;
    let old = existing.iter().filter(|one| one.kind == AuthenticatorKind::Email);
    for old in old {
        authenticators::delete(change.connection(), user.id, old.id).await?;
    }
    let id = new_id()?;
    let now = portal.now();
    let authenticator = Authenticator {
        id,
        user: user.id,
        kind: AuthenticatorKind::Email,
        comment: comment.clone(),
        state: AuthenticatorState::Counts,
        address: Some(address.clone()),
        created: now,
        used: None,
    };
    authenticators::insert(change.connection(), &authenticator, None).await?;
    if user.email.as_ref() != Some(&address) {
        tell(portal, &mut change, &user, &Notice::AddressChanged).await?;
        users::set_email(change.connection(), user.id, Some(&address)).await?;
    }
    sessions::set_opened_with(change.connection(), &session.id, Factor::Email).await?;
    sessions::set_confirmed(change.connection(), &session.id, None).await?;
    let notice = Notice::AuthenticatorAdded(AuthenticatorKind::Email, comment.to_string());
    queue(portal, &mut change, &address, user.language, &notice).await?;
    record(portal, &mut change, &user, AuditEvent::AuthenticatorAdded, AuthenticatorKind::Email.name(), "")
        .await?;
    change.commit().await?;
    Ok(id)
}

/// Mails a code to the user's proved address: to log in, to confirm, to test.
pub async fn mail_login_code(portal: &Portal, user: &User) -> Result<Mailed, Refusal> {
    let mut change = portal.database().change().await?;
    let mailed = mail_login_code_in(portal, &mut change, user).await?;
    change.commit().await?;
    Ok(mailed)
}

/// The same, as a part of a change.
pub(super) async fn mail_login_code_in(
    portal: &Portal,
    change: &mut Change<'_>,
    user: &User,
) -> Result<Mailed, Refusal> {
    let existing = authenticators::of_user(change.connection(), user.id).await?;
    let proved = existing.into_iter().find(|one| one.kind == AuthenticatorKind::Email);
    let address = proved.and_then(|one| one.address).ok_or(Refusal::NotFound)?;
    mail_code(portal, change, user, LOGIN, &address).await
}

async fn mail_code(
    portal: &Portal,
    change: &mut Change<'_>,
    user: &User,
    purpose: &str,
    address: &EmailAddress,
) -> Result<Mailed, Refusal> {
    let (policy, now) = (portal.policy(), portal.now());
    users::lock(change.connection(), user.id).await?;
    let before = codes::email(change.connection(), user.id, purpose).await?.filter(|code| code.expires > now);
    if let Some(before) = &before {
        let again = before.sent.saturating_add(policy.email_resend_seconds);
        let exhausted = before.sends >= u64::from(policy.email_maximum_sends);
        let until = if exhausted { before.expires } else { again };
        if until > now {
            return Err(Refusal::MailedTooOften { seconds: until.saturating_sub(now) });
        }
    }
    let id = new_id()?;
    let code = random_digits(policy.email_code_digits)?;
    let sends = before.map_or(1, |before| before.sends.saturating_add(1));
    let record = EmailCode {
        id,
        user: user.id,
        address: address.clone(),
        code: portal.key().keyed_hash(Purpose::EmailCode, &[&id.0, code.as_bytes()]),
        sends,
        sent: now,
        expires: now.saturating_add(policy.email_code_seconds),
    };
    codes::set_email(change.connection(), purpose, &record).await?;
    let seconds = policy.email_code_seconds;
    let notice = Notice::Code { code: MailedSecret(code), seconds };
    queue(portal, change, address, user.language, &notice).await?;
    let sends_left = u64::from(policy.email_maximum_sends).saturating_sub(sends);
    Ok(Mailed { address: address.masked(), seconds, sends_left })
}

/// Uses a mailed code: the address that it proves.
pub(super) async fn use_code(
    portal: &Portal,
    change: &mut Change<'_>,
    user: Id,
    purpose: &str,
    typed: &str,
) -> Result<EmailAddress, Refusal> {
    let code = codes::email(change.connection(), user, purpose).await?.ok_or(Refusal::CodeExpired)?;
    if code.expires <= portal.now() || !codes::charge_email(change.connection(), code.id, TRIES).await? {
        return Err(Refusal::CodeExpired);
    }
    let typed: String = typed.chars().filter(char::is_ascii_digit).take(16).collect();
    let given = portal.key().keyed_hash(Purpose::EmailCode, &[&code.id.0, typed.as_bytes()]);
    if !bool::from(given.0.ct_eq(&code.code.0)) {
        return Err(Refusal::WrongCode);
    }
    if !codes::use_email(change.connection(), code.id).await? {
        return Err(Refusal::CodeUsed);
    }
    Ok(code.address)
}

/// A random number of so many digits, each value as likely as any other.
pub(super) fn random_digits(count: u8) -> Result<Zeroizing<String>, Unavailable> {
    let mut text = Zeroizing::new(String::with_capacity(usize::from(count)));
    while text.len() < usize::from(count) {
        let bytes = random_secret::<32>(&RingRandom::new())?;
        // Exposed: each byte below 250 becomes a digit; others would make some digits likelier.
        let digits =
            bytes.expose().iter().filter(|byte| **byte < 250).map(|byte| char::from(b'0' + byte % 10));
        for digit in digits.take(usize::from(count).saturating_sub(text.len())) {
            text.push(digit);
        }
    }
    Ok(text)
}

/// Refuses to add where the user has as many authenticators as the policy allows.
pub(super) fn check_room(portal: &Portal, existing: &[Authenticator]) -> Result<(), Refusal> {
    let used = existing.iter().filter(|one| one.state != AuthenticatorState::Pending).count();
    if used >= usize::from(portal.policy().maximum_authenticators) {
        return Err(Refusal::Invalid(InvalidInput::TooManyAuthenticators));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_as_many_as_asked_for() {
        for count in [2, 6, 10] {
            let digits = random_digits(count).unwrap();
            assert!(digits.len() == usize::from(count) && digits.bytes().all(|byte| byte.is_ascii_digit()));
        }
    }
}
