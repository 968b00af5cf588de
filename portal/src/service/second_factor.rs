//! A second factor: to finish a login, or to confirm something in a session that is logged in. The session's stage says
//! which; the functions are the same.

use super::attempts::{self, NewAttempt};
use super::email::{Mailed, mail_login_code};
use super::factors::check_code;
use super::login::{Progress, logged_in};
use super::sessions::insert;
use crate::domain::{
    Attempt, AttemptState, AuthenticatorKind, AuthenticatorState, Client, Factor, Origin, Session, Stage,
    User, Visitor,
};
use crate::error::Refusal;
use crate::portal::Portal;
use crate::store::{authenticators, codes, phones, sessions, users};
use crate::token::{Id, Token};

/// A factor that a user can give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// A request to these phones.
    Push {
        /// What they call themselves.
        phones: Vec<String>,
    },
    /// The code of an authenticator app.
    Totp,
    /// The offline code of a phone.
    Offline,
    /// A code by mail.
    Email {
        /// Where it would be sent, masked.
        address: String,
    },
    /// A recovery code.
    Recovery,
}

impl Choice {
    /// The factor.
    pub const fn factor(&self) -> Factor {
        match self {
            Self::Push { .. } => Factor::Push,
            Self::Totp => Factor::Totp,
            Self::Offline => Factor::Offline,
            Self::Email { .. } => Factor::Email,
            Self::Recovery => Factor::Recovery,
        }
    }
}

/// The factors that the user of a session can give, the best first.
pub async fn choices(portal: &Portal, session: &Session) -> Result<Vec<Choice>, Refusal> {
    let user = user_of(portal, session).await?;
    choices_of(portal, user.id).await
}

/// The factors that a user can give, the best first.
pub async fn choices_of(portal: &Portal, user: Id) -> Result<Vec<Choice>, Refusal> {
    let mut reader = portal.database().reader().await?;
    let mut choices = Vec::new();
    let phones = phones::of_user(&mut reader, user).await?;
    let offline = !phones.is_empty() && portal.policy().offline_codes;
    if !phones.is_empty() {
        choices.push(Choice::Push { phones: phones.into_iter().map(|phone| phone.name).collect() });
    }
    let mut existing = authenticators::of_user(&mut reader, user).await?;
    existing.retain(|one| one.state != AuthenticatorState::Pending);
    if existing.iter().any(|one| AuthenticatorKind::APPS.contains(&one.kind)) {
        choices.push(Choice::Totp);
    }
    if offline {
        choices.push(Choice::Offline);
    }
    let address = existing.iter().find_map(|one| one.address.as_ref());
    if let Some(address) = address {
        choices.push(Choice::Email { address: address.masked() });
    }
    if codes::recovery_left(&mut reader, user).await? > 0 {
        choices.push(Choice::Recovery);
    }
    Ok(choices)
}

/// Sends a request to the phones of the session's user; the session remembers it.
pub async fn start_push(
    portal: &Portal,
    session: &Session,
    visitor: &Visitor,
    endpoint: &str,
) -> Result<Attempt, Refusal> {
    let user = user_of(portal, session).await?;
    let event = if session.stage == Stage::LoggedIn { "confirmation" } else { "login" };
    let client =
        Client { address: visitor.address.to_string(), place: String::new(), agent: visitor.agent.clone() };
    let new = NewAttempt { user: &user, origin: Origin::Portal, event, endpoint, client, mode: None };
    let attempt = attempts::start(portal, new).await?;
    let mut change = portal.database().change().await?;
    sessions::set_attempt(change.connection(), &session.id, Some(attempt.id)).await?;
    change.commit().await?;
    Ok(attempt)
}

/// The attempt that a session waits for. Only its own: an id from outside is never taken.
pub fn attempt_of(session: &Session) -> Result<Id, Refusal> {
    session.attempt.ok_or(Refusal::NotFound)
}

/// Takes the approval of the session's attempt, once: logs in, or confirms.
pub async fn finish_push(
    portal: &Portal,
    session: &Session,
    visitor: &Visitor,
    token: &Token,
) -> Result<Progress, Refusal> {
    let user = user_of(portal, session).await?;
    let attempt = attempts::state(portal, attempt_of(session)?).await?;
    if attempt.state != AttemptState::Approved || attempt.user != user.id {
        return Err(Refusal::NotFound);
    }
    let mut change = portal.database().change().await?;
    if !sessions::take_attempt(change.connection(), &session.id, attempt.id).await? {
        return Err(Refusal::NotFound);
    }
    change.commit().await?;
    passed(portal, session, visitor, &user, Factor::Push, token).await
}

/// Mails a code to the session's user.
pub async fn mail_code(portal: &Portal, session: &Session) -> Result<Mailed, Refusal> {
    let user = user_of(portal, session).await?;
    mail_login_code(portal, &user).await
}

/// Takes a code: logs in, or confirms. `token` is the session's own, which stays where it confirms.
pub async fn enter_code(
    portal: &Portal,
    session: &Session,
    visitor: &Visitor,
    factor: Factor,
    typed: &str,
    token: &Token,
) -> Result<Progress, Refusal> {
    let user = user_of(portal, session).await?;
    check_code(portal, &user, visitor, factor, typed).await?;
    passed(portal, session, visitor, &user, factor, token).await
}

async fn passed(
    portal: &Portal,
    session: &Session,
    visitor: &Visitor,
    user: &User,
    factor: Factor,
    token: &Token,
) -> Result<Progress, Refusal> {
    let now = portal.now();
    let mut change = portal.database().change().await?;
    if session.stage == Stage::LoggedIn {
        sessions::set_confirmed(change.connection(), &session.id, Some(now)).await?;
        sessions::set_opened_with(change.connection(), &session.id, factor).await?;
        change.commit().await?;
        let session = Session {
            confirmed: Some(now),
            opened_with: session.opened_with.or(Some(factor)),
            attempt: None,
            ..session.clone()
        };
        return Ok(Progress { token: token.clone(), session, browser: None });
    }
    sessions::delete(change.connection(), &session.id).await?;
    let progress = logged_in(portal, &mut change, user, visitor, Some(factor)).await?;
    change.commit().await?;
    Ok(progress)
}

/// The user of a session that is asked for a factor, or is logged in.
async fn user_of(portal: &Portal, session: &Session) -> Result<User, Refusal> {
    let user = match session.stage {
        Stage::SecondFactor => session.at(Stage::SecondFactor)?,
        _ => session.logged_in()?,
    };
    let mut reader = portal.database().reader().await?;
    let user = users::by_id(&mut reader, user).await?;
    user.filter(|user| !user.disabled).ok_or(Refusal::NotLoggedIn)
}

/// Ends the second step and begins anew: another name.
pub async fn start_over(portal: &Portal, session: &Session) -> Result<Progress, Refusal> {
    if let Some(attempt) = session.attempt {
        attempts::cancel(portal, attempt).await?;
    }
    let mut change = portal.database().change().await?;
    sessions::delete(change.connection(), &session.id).await?;
    let progress = insert(portal, &mut change, Stage::Begun, None, None).await?;
    change.commit().await?;
    Ok(progress)
}
