//! What administrators do to a user's authenticators, and the door of the admin area.

use super::authenticators::remove;
use super::notices::record;
use crate::domain::{AuditEvent, Authenticator, AuthenticatorState, CONFIRMATION_SECONDS, Session, User};
use crate::error::Refusal;
use crate::portal::Portal;
use crate::store::phones::{self, Phone};
use crate::store::{administrators, authenticators, codes, sessions, users};
use crate::token::Id;

/// How long the admin area stays open to a session that does nothing in it.
pub const IDLE_SECONDS: u64 = 600;

/// Lets an administrator in: with a factor given within the last two minutes, which is spent; then for as long as the area
/// is used. [`Refusal::NotFound`] for everyone else, [`Refusal::ConfirmationNeeded`] where a factor has to be given.
pub async fn enter(portal: &Portal, session: &Session) -> Result<User, Refusal> {
    let id = session.logged_in()?;
    let now = portal.now();
    let mut change = portal.database().change().await?;
    let user = users::by_id(change.connection(), id).await?;
    let user = user.filter(|user| user.administrator && !user.disabled).ok_or(Refusal::NotFound)?;
    if !authenticators::one_counts(change.connection(), id).await? || session.opened_with.is_none() {
        return Err(Refusal::FactorNeeded);
    }
    let used = administrators::used(change.connection(), &session.id).await?;
    let inside = used.is_some_and(|used| now.saturating_sub(used) <= IDLE_SECONDS);
    let fresh = session.confirmed.is_some_and(|at| now.saturating_sub(at) <= CONFIRMATION_SECONDS);
    if !inside && !fresh {
        return Err(Refusal::ConfirmationNeeded);
    }
    if !inside {
        sessions::set_confirmed(change.connection(), &session.id, None).await?;
        record(portal, &mut change, &user, AuditEvent::LoginSucceeded, "admin area", "").await?;
    }
    if !inside || used != Some(now) {
        administrators::set_used(change.connection(), &session.id, now).await?;
    }
    change.commit().await?;
    Ok(user)
}

/// A user and what belongs to it.
#[derive(Debug)]
pub struct Account {
    /// The user.
    pub user: User,
    /// The user's authenticators, pending ones left out.
    pub authenticators: Vec<Authenticator>,
    /// The user's phones.
    pub phones: Vec<Phone>,
    /// How many recovery codes are left.
    pub recovery_codes: u64,
}

/// A user by name, with authenticators and phones.
pub async fn account(portal: &Portal, id: Id) -> Result<Account, Refusal> {
    let mut reader = portal.database().reader().await?;
    let user = users::by_id(&mut reader, id).await?.ok_or(Refusal::NotFound)?;
    let mut authenticators = authenticators::of_user(&mut reader, id).await?;
    authenticators.retain(|one| one.state != AuthenticatorState::Pending);
    let phones = phones::of_user(&mut reader, id).await?;
    let recovery_codes = codes::recovery_left(&mut reader, id).await?;
    Ok(Account { user, authenticators, phones, recovery_codes })
}

/// Deletes all authenticators and recovery codes of a user, and ends the user's sessions: then the password alone opens the
/// account again, to set up new ones. Phones are told that their accounts have ended.
pub async fn reset_authenticators(portal: &Portal, id: Id, source: &str) -> Result<(), Refusal> {
    let mut change = portal.database().change().await?;
    let user = users::by_id(change.connection(), id).await?.ok_or(Refusal::NotFound)?;
    users::lock(change.connection(), id).await?;
    for authenticator in authenticators::of_user(change.connection(), id).await? {
        remove(portal, &mut change, &user, &authenticator).await?;
    }
    codes::set_recovery(change.connection(), id, &[], portal.now()).await?;
    sessions::delete_others(change.connection(), id, None).await?;
    record(portal, &mut change, &user, AuditEvent::UserChanged, "authenticators reset", source).await?;
    Ok(change.commit().await?)
}
