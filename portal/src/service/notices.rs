//! Telling a user by mail, and writing down, what was changed.

use crate::domain::{AuditEvent, User};
use crate::error::Unavailable;
use crate::mail::{Notice, queue};
use crate::portal::Portal;
use crate::store::{Change, audit};

/// Mails a notice to the user's address, if there is one.
pub(crate) async fn tell(
    portal: &Portal,
    change: &mut Change<'_>,
    user: &User,
    notice: &Notice,
) -> Result<(), Unavailable> {
    match &user.email {
        Some(address) => queue(portal, change, address, user.language, notice).await,
        None => Ok(()),
    }
}

/// Writes down what happened to a user's account.
pub(crate) async fn record(
    portal: &Portal,
    change: &mut Change<'_>,
    user: &User,
    event: AuditEvent,
    detail: &str,
    source: &str,
) -> Result<(), Unavailable> {
    let at = portal.time().milliseconds();
    let entry = audit::Entry { at, user: Some(user.id), subject: user.name.as_str(), event, detail, source };
    audit::write(change.connection(), entry).await
}
