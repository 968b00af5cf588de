//! The overview of a user's authenticators; comments, tests, deleting.

use super::attempts::{self, NewAttempt};
use super::email::{Mailed, mail_login_code};
use super::factors::check_code_of;
use super::notices::{record, tell};
use crate::domain::{
    Attempt, AuditEvent, Authenticator, AuthenticatorKind, AuthenticatorState, Client, Comment, Factor,
    Origin, Session, User, Visitor,
};
use crate::error::{Refusal, Unavailable};
use crate::events::Topic;
use crate::mail::Notice;
use crate::portal::Portal;
use crate::store::{Change, authenticators, phones, sessions, users};
use crate::token::Id;

/// One row of the overview.
#[derive(Clone, Debug)]
pub struct Row {
    /// The authenticator.
    pub authenticator: Authenticator,
    /// The phone, of a push authenticator.
    pub phone: Option<PhoneRow>,
}

/// What the overview shows of a phone.
#[derive(Clone, Debug)]
pub struct PhoneRow {
    /// What it calls itself.
    pub name: String,
    /// Its app.
    pub app: String,
    /// Where its keys are kept, where its maker vouches for them: `trusted-environment`, `security-chip`.
    pub kept: Option<String>,
    /// When it enrolled.
    pub added: u64,
    /// When it last called, to the minute.
    pub seen: u64,
}

/// All authenticators of the session's user, pending ones left out.
pub async fn list(portal: &Portal, session: &Session) -> Result<Vec<Row>, Refusal> {
    let user = session.logged_in()?;
    let mut reader = portal.database().reader().await?;
    let phones = phones::of_user(&mut reader, user).await?;
    let mut rows = Vec::new();
    for authenticator in authenticators::of_user(&mut reader, user).await? {
        if authenticator.state == AuthenticatorState::Pending {
            continue;
        }
        let phone =
            phones.iter().find(|phone| phone.authenticator == authenticator.id).map(|phone| PhoneRow {
                name: phone.name.clone(),
                app: phone.app.clone(),
                kept: phone.kept.clone(),
                added: phone.added,
                seen: phone.seen,
            });
        rows.push(Row { authenticator, phone });
    }
    Ok(rows)
}

/// The user of a session that is logged in.
pub async fn user(portal: &Portal, session: &Session) -> Result<User, Refusal> {
    let user = session.logged_in()?;
    let mut reader = portal.database().reader().await?;
    users::by_id(&mut reader, user).await?.ok_or(Refusal::NotLoggedIn)
}

/// Whether a factor counts for the session's user: from then on pages ask for one.
pub async fn factor_counts(portal: &Portal, session: &Session) -> Result<bool, Refusal> {
    let user = session.logged_in()?;
    let mut reader = portal.database().reader().await?;
    Ok(authenticators::one_counts(&mut reader, user).await?)
}

/// Changes a comment.
pub async fn edit(portal: &Portal, session: &Session, id: Id, comment: &str) -> Result<(), Refusal> {
    let comment = Comment::parse(comment).map_err(Refusal::Invalid)?;
    let mut change = portal.database().change().await?;
    let (user, authenticator) = own(&mut change, session, id).await?;
    session.may_edit(authenticators::one_counts(change.connection(), user.id).await?)?;
    authenticators::set_comment(change.connection(), user.id, id, &comment).await?;
    let notice = Notice::AuthenticatorEdited(authenticator.kind, comment.to_string());
    tell(portal, &mut change, &user, &notice).await?;
    record(portal, &mut change, &user, AuditEvent::AuthenticatorEdited, authenticator.kind.name(), "")
        .await?;
    Ok(change.commit().await?)
}

/// Deletes an authenticator, behind a fresh confirmation. A phone is told that its account has ended.
pub async fn delete(portal: &Portal, session: &Session, id: Id) -> Result<(), Refusal> {
    let mut change = portal.database().change().await?;
    let (user, authenticator) = own(&mut change, session, id).await?;
    session.may_destroy(authenticators::one_counts(change.connection(), user.id).await?, portal.now())?;
    sessions::set_confirmed(change.connection(), &session.id, None).await?;
    remove(portal, &mut change, &user, &authenticator).await?;
    Ok(change.commit().await?)
}

/// Deletes an authenticator and tells whom it concerns.
pub(super) async fn remove(
    portal: &Portal,
    change: &mut Change<'_>,
    user: &User,
    authenticator: &Authenticator,
) -> Result<(), Unavailable> {
    if let Some(phone) = phones::of_authenticator(change.connection(), authenticator.id).await? {
        phones::end(change.connection(), phone.account, "server", portal.now()).await?;
        change.wake(Topic::Requests(phone.account));
    }
    authenticators::delete(change.connection(), user.id, authenticator.id).await?;
    let notice = Notice::AuthenticatorDeleted(authenticator.kind, authenticator.comment.to_string());
    tell(portal, change, user, &notice).await?;
    if authenticator.kind == AuthenticatorKind::Email && authenticator.address == user.email {
        users::set_email(change.connection(), user.id, None).await?;
    }
    record(portal, change, user, AuditEvent::AuthenticatorDeleted, authenticator.kind.name(), "").await
}

/// Tests an authenticator app, or the offline codes of phones: a right code proves it.
pub async fn test_code(
    portal: &Portal,
    session: &Session,
    visitor: &Visitor,
    id: Id,
    typed: &str,
) -> Result<(), Refusal> {
    let mut change = portal.database().change().await?;
    let (user, authenticator) = own(&mut change, session, id).await?;
    drop(change);
    let factor = match authenticator.kind {
        AuthenticatorKind::Totp | AuthenticatorKind::Hotp => Factor::Totp,
        AuthenticatorKind::Push => Factor::Offline,
        AuthenticatorKind::Email => Factor::Email,
    };
    check_code_of(portal, &user, visitor, factor, Some(id), typed).await?;
    let mut change = portal.database().change().await?;
    sessions::set_opened_with(change.connection(), &session.id, factor).await?;
    Ok(change.commit().await?)
}

/// Tests the phones: a request that opens nothing.
pub async fn test_push(portal: &Portal, session: &Session, visitor: &Visitor) -> Result<Attempt, Refusal> {
    let user = user(portal, session).await?;
    let client =
        Client { address: visitor.address.to_string(), place: String::new(), agent: visitor.agent.clone() };
    let endpoint = portal.config().issuer.clone();
    let new = NewAttempt {
        user: &user,
        origin: Origin::Test,
        event: "test",
        endpoint: &endpoint,
        client,
        mode: None,
    };
    attempts::start(portal, new).await
}

/// Tests the e-mail authenticator: mails a code for [`test_code`].
pub async fn test_email(portal: &Portal, session: &Session) -> Result<Mailed, Refusal> {
    let user = user(portal, session).await?;
    mail_login_code(portal, &user).await
}

/// One authenticator of the session's user.
pub(super) async fn own(
    change: &mut Change<'_>,
    session: &Session,
    id: Id,
) -> Result<(User, Authenticator), Refusal> {
    let user = session.logged_in()?;
    let user = users::by_id(change.connection(), user).await?.ok_or(Refusal::NotLoggedIn)?;
    let found = authenticators::of_user_by_id(change.connection(), user.id, id).await?;
    Ok((user, found.ok_or(Refusal::NotFound)?))
}
