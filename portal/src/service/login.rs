//! The two steps of a login: a name, of which nobody is told whether it exists, and a password.

use super::guard::{Guard, Tried};
use super::sessions::insert;
use crate::domain::{AccountName, AuditEvent, Factor, Session, Stage, User, Visitor};
use crate::error::{Refusal, Unavailable};
use crate::portal::Portal;
use crate::seal::Purpose;
use crate::store::{Change, audit, authenticators, sessions, users};
use crate::token::Token;

/// A session after a step: its stage says which page comes next. The browser gets the new token.
#[derive(Clone, Debug)]
pub struct Progress {
    /// The new token of the session.
    pub token: Token,
    /// The session.
    pub session: Session,
    /// A token for the browser to keep for long: a login has succeeded in it.
    pub browser: Option<Token>,
}

/// Takes the name. Whether there is such an account is not looked up.
pub async fn name(portal: &Portal, session: &Session, typed: &str) -> Result<(), Refusal> {
    if !matches!(session.stage, Stage::Begun | Stage::Named) {
        return Err(Refusal::NotLoggedIn);
    }
    let typed: String = typed.trim().chars().take(128).collect();
    let sealed = portal.key().seal(Purpose::TypedName, &session.id.to_string(), typed.as_bytes())?;
    let mut change = portal.database().change().await?;
    sessions::set_typed_name(change.connection(), &session.id, &sealed).await?;
    Ok(change.commit().await?)
}

/// The name that was typed in this session, to be shown again.
pub async fn typed_name(portal: &Portal, session: &Session) -> Result<String, Refusal> {
    let mut reader = portal.database().reader().await?;
    let sealed = sessions::typed_name(&mut reader, &session.id).await?.ok_or(Refusal::NotLoggedIn)?;
    Ok(portal.key().open_text(Purpose::TypedName, &session.id.to_string(), &sealed)?.to_string())
}

/// Takes the password. The new session's stage is [`Stage::NewPassword`] where the password has to be changed,
/// [`Stage::SecondFactor`] where a factor counts, else [`Stage::LoggedIn`].
pub async fn password(
    portal: &Portal,
    session: &Session,
    visitor: &Visitor,
    password: &str,
) -> Result<Progress, Refusal> {
    let typed = typed_name(portal, session).await?;
    if !matches!(session.stage, Stage::Named) {
        return Err(Refusal::NotLoggedIn);
    }
    let user = check_password(portal, &typed, visitor, password).await?;
    let mut change = portal.database().change().await?;
    sessions::delete(change.connection(), &session.id).await?;
    let progress = after_password(portal, &mut change, &user, visitor).await?;
    change.commit().await?;
    Ok(progress)
}

/// Checks a name and a password, for pages and for the login pages of other applications. Locks out whoever fails too
/// often; costs the same whether the account exists or not.
pub async fn check_password(
    portal: &Portal,
    typed: &str,
    visitor: &Visitor,
    password: &str,
) -> Result<User, Refusal> {
    let name = AccountName::parse(typed);
    let mut reader = portal.database().reader().await?;
    let user = match &name {
        Ok(name) => users::by_name(&mut reader, name).await?,
        Err(_) => None,
    };
    let hash = match &user {
        Some(user) => users::password(&mut reader, user.id).await?,
        None => None,
    };
    drop(reader);
    let counted = name.as_ref().map_or_else(|_| typed.to_lowercase(), ToString::to_string);
    let guard = Guard::charge(portal, Tried::Password, &counted, user.as_ref(), visitor).await?;
    let bounded: String = password.chars().take(1024).collect();
    let right = portal.passwords().verify(&bounded, hash.as_deref()).await?;
    match user {
        Some(user) if right && !user.disabled => {
            let mut change = portal.database().change().await?;
            guard.passed(&mut change).await?;
            change.commit().await?;
            Ok(user)
        }
        user => {
            let refusal = Refusal::WrongCredentials;
            Err(guard.failed(portal, &counted, user.as_ref(), visitor, refusal).await?)
        }
    }
}

async fn after_password(
    portal: &Portal,
    change: &mut Change<'_>,
    user: &User,
    visitor: &Visitor,
) -> Result<Progress, Unavailable> {
    if must_change_password(portal, user) {
        return insert(portal, change, Stage::NewPassword, Some(user.id), None).await;
    }
    if authenticators::one_counts(change.connection(), user.id).await? {
        return insert(portal, change, Stage::SecondFactor, Some(user.id), None).await;
    }
    logged_in(portal, change, user, visitor, None).await
}

/// Whether the password is the initial one, or older than the policy allows.
pub(super) fn must_change_password(portal: &Portal, user: &User) -> bool {
    let days = u64::from(portal.policy().maximum_password_days);
    let age = portal.now().saturating_sub(user.password_changed);
    user.password_initial || (days > 0 && age > days.saturating_mul(86_400))
}

/// Opens a session that is logged in, and makes the browser known.
pub(super) async fn logged_in(
    portal: &Portal,
    change: &mut Change<'_>,
    user: &User,
    visitor: &Visitor,
    factor: Option<Factor>,
) -> Result<Progress, Unavailable> {
    let mut progress = insert(portal, change, Stage::LoggedIn, Some(user.id), factor).await?;
    let browser = match &visitor.browser {
        Some(browser) => browser.clone(),
        None => Token::random()?,
    };
    users::remember_browser(change.connection(), user.id, &browser.hash(), portal.now()).await?;
    progress.browser = Some(browser);
    let entry = audit::Entry {
        at: portal.time().milliseconds(),
        user: Some(user.id),
        subject: user.name.as_str(),
        event: AuditEvent::LoginSucceeded,
        detail: factor.map_or("password", Factor::name),
        source: &visitor.address.to_string(),
    };
    audit::write(change.connection(), entry).await?;
    Ok(progress)
}
