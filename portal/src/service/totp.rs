//! Setting up an authenticator app: codes by time (TOTP, RFC 6238) or by counter (HOTP, RFC 4226).

use super::email::check_room;
use super::factors::step_code;
use super::notices::{record, tell};
use crate::domain::{
    AuditEvent, Authenticator, AuthenticatorKind, AuthenticatorState, Comment, Factor, Session,
};
use crate::error::{Refusal, Unavailable};
use crate::mail::Notice;
use crate::portal::Portal;
use crate::seal::Purpose;
use crate::store::{authenticators, sessions, users};
use crate::token::{Id, new_id};
use countersign::crypto::{RingRandom, SecretBytes, random_secret};
use countersign::otp::{
    Algorithm, CodeParameters, Counter, Digits, Label, OneTimeAccount, Period, SecretText, SharedSecret,
    key_uri,
};

/// What the page shows until it is saved.
#[derive(Debug)]
pub struct TotpSetup {
    /// The authenticator, pending.
    pub id: Id,
    /// TOTP or HOTP.
    pub kind: AuthenticatorKind,
    /// The text of the QR code: a key URI.
    pub key_uri: SecretText,
    /// The secret in base32, for typing it.
    pub secret: SecretText,
}

/// Begins codes by time: a pending authenticator with a new secret of 160 bits.
pub async fn begin(portal: &Portal, session: &Session, comment: &str) -> Result<TotpSetup, Refusal> {
    begin_kind(portal, session, AuthenticatorKind::Totp, comment).await
}

/// The same with codes by counter.
pub async fn begin_counter(portal: &Portal, session: &Session, comment: &str) -> Result<TotpSetup, Refusal> {
    begin_kind(portal, session, AuthenticatorKind::Hotp, comment).await
}

async fn begin_kind(
    portal: &Portal,
    session: &Session,
    kind: AuthenticatorKind,
    comment: &str,
) -> Result<TotpSetup, Refusal> {
    let comment = Comment::parse(comment).map_err(Refusal::Invalid)?;
    let mut change = portal.database().change().await?;
    let user = session.logged_in()?;
    let existing = authenticators::of_user(change.connection(), user).await?;
    session.may_edit(existing.iter().any(|one| one.state == AuthenticatorState::Counts))?;
    check_room(portal, &existing)?;
    for pending in existing.iter().filter(|one| is_pending(one)) {
        authenticators::delete(change.connection(), user, pending.id).await?;
    }
    let id = new_id()?;
    let seed = random_secret::<20>(&RingRandom::new())?;
    let policy = portal.policy();
    let codes = authenticators::CodeRecord {
        // Exposed: sealed right here.
        seed_sealed: portal.key().seal(Purpose::TotpSeed, &id.to_string(), seed.expose())?,
        digits: policy.code_digits,
        period: policy.code_period,
        last_step: 0,
        next_counter: 0,
    };
    let authenticator = Authenticator {
        id,
        user,
        kind,
        comment,
        state: AuthenticatorState::Pending,
        address: None,
        created: portal.now(),
        used: None,
    };
    authenticators::insert(change.connection(), &authenticator, Some(&codes)).await?;
    change.commit().await?;
    show(portal, session, id).await
}

/// The same once more, while it is pending: the page was loaded again.
pub async fn show(portal: &Portal, session: &Session, id: Id) -> Result<TotpSetup, Refusal> {
    let user = session.logged_in()?;
    let mut reader = portal.database().reader().await?;
    let authenticator = authenticators::of_user_by_id(&mut reader, user, id).await?;
    let kind = authenticator.filter(is_pending).ok_or(Refusal::NotFound)?.kind;
    let codes = authenticators::codes(&mut reader, id).await?.ok_or(Refusal::NotFound)?;
    let user = users::by_id(&mut reader, user).await?.ok_or(Refusal::NotLoggedIn)?;
    let seed = portal.key().open_sealed(Purpose::TotpSeed, &id.to_string(), &codes.seed_sealed)?;
    // Exposed: copied into the type that key URIs are written from.
    let secret = SharedSecret::new(SecretBytes::from(seed.expose())).map_err(|_| Unavailable::Damaged)?;
    let (Some(digits), Some(period)) = (Digits::new(codes.digits), Period::from_seconds(codes.period)) else {
        return Err(Unavailable::Damaged.into());
    };
    let algorithm = Algorithm::Sha1;
    let parameters = match kind {
        AuthenticatorKind::Hotp => {
            CodeParameters::Hotp { algorithm, digits, counter: Counter(codes.next_counter) }
        }
        _ => CodeParameters::Totp { algorithm, digits, period },
    };
    let account = OneTimeAccount {
        issuer: Label::clean(&portal.config().issuer),
        account: Label::clean(user.name.as_str()),
        parameters,
        secret,
    };
    Ok(TotpSetup { id, kind, key_uri: key_uri::write(&account), secret: account.secret.to_base32() })
}

/// Saves it. With a code it is proved and counts at once; without one it counts after its first use.
pub async fn save(portal: &Portal, session: &Session, id: Id, code: Option<&str>) -> Result<(), Refusal> {
    let mut change = portal.database().change().await?;
    let user = session.logged_in()?;
    session.may_edit(authenticators::one_counts(change.connection(), user).await?)?;
    let user = users::by_id(change.connection(), user).await?.ok_or(Refusal::NotLoggedIn)?;
    let authenticator = authenticators::of_user_by_id(change.connection(), user.id, id).await?;
    let authenticator = authenticator.filter(is_pending).ok_or(Refusal::NotFound)?;
    authenticators::set_state(change.connection(), id, AuthenticatorState::Unproved).await?;
    if let Some(code) = code {
        step_code(portal, &mut change, user.id, &[authenticator.kind], Some(id), code).await?;
        sessions::set_opened_with(change.connection(), &session.id, Factor::Totp).await?;
    }
    let notice = Notice::AuthenticatorAdded(authenticator.kind, authenticator.comment.to_string());
    tell(portal, &mut change, &user, &notice).await?;
    let kind = authenticator.kind.name();
    record(portal, &mut change, &user, AuditEvent::AuthenticatorAdded, kind, "").await?;
    Ok(change.commit().await?)
}

fn is_pending(authenticator: &Authenticator) -> bool {
    AuthenticatorKind::APPS.contains(&authenticator.kind)
        && authenticator.state == AuthenticatorState::Pending
}
