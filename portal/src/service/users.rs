//! What administrators do: users and the audit log.

use super::notices::record;
use super::passwords::set_initial;
use crate::domain::{AccountName, AuditEvent, AuditRecord, EmailAddress, Language, User};
use crate::error::{InvalidInput, Refusal};
use crate::portal::Portal;
use crate::store::{audit, sessions, users};
use crate::token::{Id, new_id};

/// A user to be added.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// The name to log in with.
    pub name: AccountName,
    /// An address for notices, if it is known.
    pub email: Option<EmailAddress>,
    /// The language of mails.
    pub language: Language,
    /// Whether the admin area is open to it.
    pub administrator: bool,
}

/// Adds a user with an initial password, which has to be changed at the first login. False where the name is taken.
pub async fn add(portal: &Portal, new: NewUser, password: &str) -> Result<bool, Refusal> {
    if password.is_empty() {
        return Err(Refusal::Invalid(InvalidInput::PasswordTooShort));
    }
    let hash = portal.passwords().hash(password).await?;
    let now = portal.now();
    let user = User {
        id: new_id()?,
        name: new.name,
        password_changed: now,
        password_initial: true,
        email: new.email,
        language: new.language,
        administrator: new.administrator,
        disabled: false,
    };
    let mut change = portal.database().change().await?;
    let added = users::insert(change.connection(), &user, &hash, now).await?;
    if added {
        record(portal, &mut change, &user, AuditEvent::UserChanged, "added", "").await?;
    }
    change.commit().await?;
    Ok(added)
}

/// The user of a name.
pub async fn by_name(portal: &Portal, name: &AccountName) -> Result<Option<User>, Refusal> {
    let mut reader = portal.database().reader().await?;
    Ok(users::by_name(&mut reader, name).await?)
}

/// Up to `limit` users whose names come after `after`.
pub async fn page(portal: &Portal, after: &str, limit: u32) -> Result<Vec<User>, Refusal> {
    let mut reader = portal.database().reader().await?;
    Ok(users::page(&mut reader, after, limit.min(500)).await?)
}

/// Opens or closes an account. Closing ends its sessions.
pub async fn set_disabled(portal: &Portal, id: Id, disabled: bool) -> Result<(), Refusal> {
    let mut change = portal.database().change().await?;
    let user = users::by_id(change.connection(), id).await?.ok_or(Refusal::NotFound)?;
    users::set_disabled(change.connection(), id, disabled).await?;
    sessions::delete_others(change.connection(), id, None).await?;
    let detail = if disabled { "disabled" } else { "enabled" };
    record(portal, &mut change, &user, AuditEvent::UserChanged, detail, "").await?;
    Ok(change.commit().await?)
}

/// Gives a user a new initial password.
pub async fn reset(portal: &Portal, name: &AccountName, password: &str) -> Result<(), Refusal> {
    let user = by_name(portal, name).await?.ok_or(Refusal::NotFound)?;
    set_initial(portal, user.id, password).await?;
    let mut change = portal.database().change().await?;
    record(portal, &mut change, &user, AuditEvent::UserChanged, "initial password", "").await?;
    Ok(change.commit().await?)
}

/// Up to `limit` lines of the audit log from before `before` (milliseconds since 1970), newest first; of one user or of
/// all.
pub async fn audit_log(
    portal: &Portal,
    user: Option<Id>,
    before: u64,
    limit: u32,
) -> Result<Vec<AuditRecord>, Refusal> {
    let mut reader = portal.database().reader().await?;
    Ok(audit::page(&mut reader, user, before, limit.min(500)).await?)
}
