//! Changing a password, and resetting it by mail.

use super::login::Progress;
use super::notices::{record, tell};
use super::sessions::insert;
use crate::domain::{AccountName, AuditEvent, Session, Stage, User, Visitor, check_new_password};
use crate::error::{InvalidInput, Refusal, Unavailable};
use crate::mail::{MailedSecret, Notice};
use crate::portal::Portal;
use crate::store::{authenticators, codes, sessions, users};
use crate::token::{Id, Token};
use countersign::crypto::Zeroizing;
use std::sync::Arc;

/// Changes the password: of a session that was asked for a new one, without `current`; of one that is logged in, with it.
/// All other sessions of the user end, and so does one that was asked for a new password: log in with it.
pub async fn change(
    portal: &Portal,
    session: &Session,
    visitor: &Visitor,
    current: Option<&str>,
    new: &str,
    again: &str,
) -> Result<(), Refusal> {
    let user = match session.stage {
        Stage::NewPassword => session.at(Stage::NewPassword)?,
        _ => session.logged_in()?,
    };
    let mut reader = portal.database().reader().await?;
    let user = users::by_id(&mut reader, user).await?.ok_or(Refusal::NotLoggedIn)?;
    let factor_counts = authenticators::one_counts(&mut reader, user.id).await?;
    drop(reader);
    if session.stage == Stage::LoggedIn {
        session.may_edit(factor_counts)?;
        super::login::check_password(portal, user.name.as_str(), visitor, current.unwrap_or_default())
            .await?;
    }
    if new != again {
        return Err(Refusal::Invalid(InvalidInput::PasswordsDiffer));
    }
    check_new_password(new, &user.name, portal.policy().minimum_password_length).map_err(Refusal::Invalid)?;
    replace(portal, session, &user, new, &visitor.address.to_string()).await
}

/// Whose password a session is asked to change.
pub async fn whose(portal: &Portal, session: &Session) -> Result<User, Refusal> {
    let user = session.at(Stage::NewPassword)?;
    let mut reader = portal.database().reader().await?;
    users::by_id(&mut reader, user).await?.ok_or(Refusal::NotLoggedIn)
}

async fn replace(
    portal: &Portal,
    session: &Session,
    user: &User,
    new: &str,
    source: &str,
) -> Result<(), Refusal> {
    let mut reader = portal.database().reader().await?;
    let old = users::password(&mut reader, user.id).await?.ok_or(Refusal::NotLoggedIn)?;
    drop(reader);
    if portal.passwords().verify(new, Some(&old)).await? {
        return Err(Refusal::Invalid(InvalidInput::PasswordUnchanged));
    }
    let hash = portal.passwords().hash(new).await?;
    let mut change = portal.database().change().await?;
    if !users::replace_password(change.connection(), user.id, &old, &hash, false, portal.now()).await? {
        // Another call changed it in the meantime.
        return Err(Refusal::NotLoggedIn);
    }
    let keep = (session.stage == Stage::LoggedIn).then_some(&session.id);
    sessions::delete_others(change.connection(), user.id, keep).await?;
    tell(portal, &mut change, user, &Notice::PasswordChanged).await?;
    record(portal, &mut change, user, AuditEvent::PasswordChanged, "", source).await?;
    Ok(change.commit().await?)
}

/// Mails a link that resets the password, if there is such an account with an address. Nobody is told whether there is:
/// it happens behind the caller's back, so that the time it takes tells nothing either.
pub fn request_reset(portal: &Arc<Portal>, visitor: &Visitor, typed: &str) {
    let (portal, visitor, typed) = (Arc::clone(portal), visitor.clone(), typed.to_owned());
    tokio::spawn(async move {
        if let Err(error) = mail_reset(&portal, &visitor, &typed).await {
            eprintln!("portal: resetting a password: {error}");
        }
    });
}

async fn mail_reset(portal: &Portal, visitor: &Visitor, typed: &str) -> Result<(), Unavailable> {
    let mut change = portal.database().change().await?;
    let found = match AccountName::parse(typed) {
        Ok(name) => users::by_name(change.connection(), &name).await?,
        Err(_) => None,
    };
    let Some(user) = found.filter(|user| !user.disabled && user.email.is_some()) else { return Ok(()) };
    let now = portal.now();
    // One link a minute: a stranger cannot fill a mailbox.
    let lifetime = portal.policy().reset_seconds;
    let token = Token::random()?;
    if !codes::set_reset(change.connection(), &token.hash(), user.id, now, lifetime).await? {
        return Ok(());
    }
    // Exposed: the link is mailed to the account's address.
    let link = Zeroizing::new(format!("{}/reset/{}", portal.public_url(), token.expose()));
    let notice = Notice::Reset { link: MailedSecret(link), minutes: lifetime / 60 };
    tell(portal, &mut change, &user, &notice).await?;
    record(portal, &mut change, &user, AuditEvent::ResetRequested, "", &visitor.address.to_string()).await?;
    change.commit().await
}

/// Opens the link of a mail: a session that is asked for a new password. The link is spent.
pub async fn open_reset(portal: &Portal, token: &str) -> Result<Progress, Refusal> {
    let token = Token::parse(token).ok_or(Refusal::CodeExpired)?;
    let mut change = portal.database().change().await?;
    let user = codes::take_reset(change.connection(), &token.hash(), portal.now())
        .await?
        .ok_or(Refusal::CodeExpired)?;
    let progress = insert(portal, &mut change, Stage::NewPassword, Some(user), None).await?;
    change.commit().await?;
    Ok(progress)
}

/// Gives a user a new initial password, which has to be changed at the next login. All sessions of the user end.
pub async fn set_initial(portal: &Portal, user: Id, password: &str) -> Result<(), Refusal> {
    let hash = portal.passwords().hash(password).await?;
    let mut change = portal.database().change().await?;
    let old = users::password(change.connection(), user).await?.ok_or(Refusal::NotFound)?;
    if !users::replace_password(change.connection(), user, &old, &hash, true, portal.now()).await? {
        return Err(Refusal::Unavailable(Unavailable::Damaged));
    }
    sessions::delete_others(change.connection(), user, None).await?;
    Ok(change.commit().await?)
}
