//! Sessions of browsers: begun before anything is known, renewed at each step of trust, ended by rest, age or log-off.

use super::login::Progress;
use crate::domain::{AuditEvent, Factor, Session, Stage};
use crate::error::{Refusal, Unavailable};
use crate::portal::Portal;
use crate::seal::Purpose;
use crate::store::{Change, audit, sessions, users};
use crate::token::{Id, Token};
use countersign::crypto::ConstantTimeEq as _;

/// Who caused a call: a session that only a page's polling keeps asking about goes to rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// A person.
    Person,
    /// A page by itself.
    Polling,
}

/// Begins a session in which nothing is known yet.
pub async fn begin(portal: &Portal) -> Result<Progress, Refusal> {
    let mut change = portal.database().change().await?;
    let progress = insert(portal, &mut change, Stage::Begun, None, None).await?;
    change.commit().await?;
    Ok(progress)
}

/// The session of a token, if its time is not over.
pub async fn resume(portal: &Portal, token: &Token, activity: Activity) -> Result<Option<Session>, Refusal> {
    let now = portal.now();
    let mut reader = portal.database().reader().await?;
    let found = sessions::by_id(&mut reader, &token.hash()).await?;
    drop(reader);
    let Some(session) = found else { return Ok(None) };
    let policy = portal.policy();
    if session.is_over(now, policy.idle_seconds, policy.session_seconds) {
        let mut change = portal.database().change().await?;
        sessions::delete(change.connection(), &session.id).await?;
        change.commit().await?;
        return Ok(None);
    }
    if activity == Activity::Person && now > session.used {
        let mut change = portal.database().change().await?;
        sessions::touch(change.connection(), &session.id, now).await?;
        change.commit().await?;
    }
    Ok(Some(session))
}

/// Ends a session.
pub async fn log_off(portal: &Portal, session: &Session) -> Result<(), Refusal> {
    let mut change = portal.database().change().await?;
    sessions::delete(change.connection(), &session.id).await?;
    if let Some(user) = session.user
        && let Some(user) = users::by_id(change.connection(), user).await?
    {
        let entry = audit::Entry {
            at: portal.time().milliseconds(),
            user: Some(user.id),
            subject: user.name.as_str(),
            event: AuditEvent::LoggedOff,
            detail: "",
            source: "",
        };
        audit::write(change.connection(), entry).await?;
    }
    Ok(change.commit().await?)
}

/// Ends all other sessions of the user.
pub async fn log_off_others(portal: &Portal, session: &Session) -> Result<(), Refusal> {
    let user = session.logged_in()?;
    let mut change = portal.database().change().await?;
    sessions::delete_others(change.connection(), user, Some(&session.id)).await?;
    Ok(change.commit().await?)
}

/// The token that the forms of a session carry (against cross-site requests).
pub fn form_token(portal: &Portal, session: &Token) -> String {
    // Exposed: under the server key, so that the page does not show the session's token.
    portal.key().keyed_hash(Purpose::Form, &[session.expose().as_bytes()]).to_string()
}

/// Whether a form carries the token of its session.
pub fn is_form_token(portal: &Portal, session: &Token, given: &str) -> bool {
    form_token(portal, session).as_bytes().ct_eq(given.as_bytes()).into()
}

/// Adds a session with a new token.
pub(super) async fn insert(
    portal: &Portal,
    change: &mut Change<'_>,
    stage: Stage,
    user: Option<Id>,
    opened_with: Option<Factor>,
) -> Result<Progress, Unavailable> {
    let token = Token::random()?;
    let now = portal.now();
    let session = Session {
        id: token.hash(),
        stage,
        user,
        opened_with,
        confirmed: None,
        attempt: None,
        created: now,
        used: now,
    };
    sessions::insert(change.connection(), &session).await?;
    Ok(Progress { token, session, browser: None })
}
