//! Bringing an authenticator by counter (HOTP) back in step, by two codes that follow one another (RFC 4226 §7.4).

use super::authenticators::own;
use super::factors::{counter_codes, settle};
use super::guard::{Guard, Tried};
use super::notices::{record, tell};
use crate::domain::{
    AuditEvent, Authenticator, AuthenticatorKind, AuthenticatorState, Factor, Session, User, Visitor,
};
use crate::error::Refusal;
use crate::mail::Notice;
use crate::portal::Portal;
use crate::store::{Change, authenticators, sessions};
use crate::token::Id;

/// Takes two codes, charged against the lockout as one guess. They are used then, and prove the authenticator.
pub async fn resynchronize(
    portal: &Portal,
    session: &Session,
    visitor: &Visitor,
    id: Id,
    typed: [&str; 2],
) -> Result<(), Refusal> {
    let mut change = portal.database().change().await?;
    let (user, authenticator) = own(&mut change, session, id).await?;
    session.may_edit(authenticators::one_counts(change.connection(), user.id).await?)?;
    drop(change);
    if authenticator.kind != AuthenticatorKind::Hotp || authenticator.state == AuthenticatorState::Pending {
        return Err(Refusal::NotFound);
    }
    let guard = Guard::charge(portal, Tried::Code, user.name.as_str(), Some(&user), visitor).await?;
    let mut change = portal.database().change().await?;
    let judged = judge(portal, &mut change, session, &user, &authenticator, typed).await;
    settle(portal, change, guard, &user, visitor, judged).await
}

async fn judge(
    portal: &Portal,
    change: &mut Change<'_>,
    session: &Session,
    user: &User,
    authenticator: &Authenticator,
    typed: [&str; 2],
) -> Result<(), Refusal> {
    let id = authenticator.id;
    let codes = authenticators::codes(change.connection(), id).await?.ok_or(Refusal::NotFound)?;
    let window = portal.policy().hotp_resync_window;
    let found = counter_codes(portal, id, &codes)?.resynchronize(typed, codes.next_counter, window);
    let counter = found.ok_or(Refusal::WrongCode)?;
    if !authenticators::accept_counter(change.connection(), id, counter).await? {
        return Err(Refusal::CodeUsed);
    }
    authenticators::set_used(change.connection(), id, portal.now()).await?;
    sessions::set_opened_with(change.connection(), &session.id, Factor::Totp).await?;
    tell(portal, change, user, &Notice::CodesResynchronized(authenticator.comment.to_string())).await?;
    let kind = authenticator.kind.name();
    Ok(record(portal, change, user, AuditEvent::CodesResynchronized, kind, "").await?)
}
