//! What other applications ask for: a second factor of a user, its outcome, which factors there are, a password check.
//!
//! A user who does not exist, one who is disabled and one who has no such factor get the same answer.

use super::attempts::{self, NewAttempt};
use super::email::mail_login_code_in;
use super::factors::check_code;
use super::known_browsers::{known, token};
use super::login::{check_password, must_change_password};
use super::notices::record;
use super::rates::{Limited, Rates, TooMany};
use super::second_factor::{Choice, choices_of};
use crate::domain::{
    AccountName, Application, Attempt, AttemptState, AuditEvent, Client, Comparison, Factor, Origin, Reason,
    User, Visitor,
};
use crate::error::{Refusal, Unavailable};
use crate::events::Topic;
use crate::portal::Portal;
use crate::seal::Purpose;
use crate::store::code_attempts::{self, CodeAttempt};
use crate::store::{authenticators, users};
use crate::token::{Id, new_id};
use countersign::jose::Encoded;
use countersign::otp::Label;
use std::net::IpAddr;
use std::time::Duration;
use tokio::time::Instant;

/// A second factor that an application wants.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// The name of the user.
    pub user: &'a str,
    /// Which factor.
    pub factor: Factor,
    /// What for.
    pub event: String,
    /// Where; the application's name where nothing is said.
    pub endpoint: Option<String>,
    /// Who seems to log in.
    pub client: Client,
    /// A text by which the application can repeat the call: there is one attempt for it, however often it is called.
    pub repeat: Option<&'a str>,
}

/// Who seems to be at an application's page, as far as failures are counted.
#[derive(Clone, Copy, Debug)]
pub struct AtThePage<'a> {
    /// The token of a browser that the application knows, from an attempt that was approved before.
    pub browser: Option<&'a str>,
    /// The application's own address, used where it does not say from which one the user comes.
    pub caller: IpAddr,
}

/// A second factor that an application asked for, and how it stands.
#[derive(Clone, Debug)]
pub struct SecondFactor {
    /// Its id.
    pub id: Id,
    /// Whose factor.
    pub user: Id,
    /// Which one.
    pub factor: Factor,
    /// What for.
    pub event: String,
    /// Where.
    pub endpoint: String,
    /// Who seems to log in.
    pub client: Client,
    /// How it stands.
    pub state: AttemptState,
    /// Why it was denied.
    pub reason: Option<Reason>,
    /// What the application's page shows.
    pub comparison: Comparison,
    /// Where the code was mailed to, masked.
    pub mailed_to: Option<String>,
    /// By which the application knows the browser again, once it is approved.
    pub browser: Option<String>,
    /// When it began.
    pub created: u64,
    /// When its time is over.
    pub expires: u64,
}

/// What a password check tells the application.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The user.
    pub user: User,
    /// Whether the user has to choose a new password in the self-service first.
    pub must_change_password: bool,
    /// Whether a factor counts for the user: whoever logs in has to give one.
    pub factor_counts: bool,
}

/// Why an application does not get what it asks for.
#[derive(Debug, thiserror::Error)]
pub enum NotGiven {
    /// There is no such user, or the user has no such factor.
    #[error("the user has no such factor")]
    NoFactor,
    /// The text to repeat a call by was used for another call.
    #[error("another call was made with the same key")]
    OtherCall,
    /// Nothing can be entered any more, or yet.
    #[error("the attempt takes no code")]
    TakesNoCode,
    /// The user is being asked for too much.
    #[error("too many attempts for one user")]
    TooMany(TooMany),
    /// As for a person.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl From<TooMany> for NotGiven {
    fn from(too_many: TooMany) -> Self {
        Self::TooMany(too_many)
    }
}

impl From<Unavailable> for NotGiven {
    fn from(error: Unavailable) -> Self {
        Self::Refused(error.into())
    }
}

/// The factors that a user can give, the best first; none for a user who does not exist.
pub async fn factors(portal: &Portal, user: &str) -> Result<Vec<Choice>, Refusal> {
    match open_user(portal, user).await? {
        Some(user) => choices_of(portal, user.id).await,
        None => Ok(Vec::new()),
    }
}

/// Checks a name and a password for an application.
pub async fn password(
    portal: &Portal,
    application: &Application,
    user: &str,
    password: &str,
    client: &Client,
    at: AtThePage<'_>,
) -> Result<Checked, Refusal> {
    let known = open_user(portal, user).await?;
    let visitor = visitor(portal, application, known.as_ref(), client, at);
    let user = check_password(portal, user, &visitor, password).await?;
    let mut reader = portal.database().reader().await?;
    let factor_counts = authenticators::one_counts(&mut reader, user.id).await?;
    Ok(Checked { must_change_password: must_change_password(portal, &user), factor_counts, user })
}

/// Asks for a second factor: sends a request to the user's phones, mails a code, or waits for a code of the user's own.
///
/// Each is charged against what one user may be asked for in a minute; a call that is repeated is not charged again.
pub async fn start(
    portal: &Portal,
    rates: &Rates,
    application: &Application,
    wanted: Wanted<'_>,
) -> Result<SecondFactor, NotGiven> {
    let wanted = cleaned(wanted);
    let user = open_user(portal, wanted.user).await?.ok_or(NotGiven::NoFactor)?;
    let id = match wanted.repeat {
        Some(key) => repeated_id(portal, application, key),
        None => new_id()?,
    };
    let endpoint = wanted.endpoint.clone().unwrap_or_else(|| application.name.clone());
    let started = match find(portal, application, id).await? {
        Some(existing) => existing,
        None => {
            let limit = u64::from(portal.policy().attempts_per_minute);
            rates.charge(portal, Limited::Account, &user.id.to_string(), limit).await??;
            match wanted.factor {
                Factor::Push => start_push(portal, application, &user, id, &wanted, &endpoint).await?,
                _ => start_code(portal, application, &user, id, &wanted, &endpoint).await?,
            }
        }
    };
    let same = started.user == user.id
        && started.factor == wanted.factor
        && started.event == wanted.event
        && started.endpoint == endpoint
        && started.client == wanted.client;
    if same { Ok(started) } else { Err(NotGiven::OtherCall) }
}

async fn start_push(
    portal: &Portal,
    application: &Application,
    user: &User,
    id: Id,
    wanted: &Wanted<'_>,
    endpoint: &str,
) -> Result<SecondFactor, NotGiven> {
    let new = NewAttempt {
        user,
        origin: Origin::Application(application.id),
        event: &wanted.event,
        endpoint,
        client: wanted.client.clone(),
        mode: None,
    };
    match attempts::start_as(portal, id, new).await {
        Ok(attempt) => Ok(of_phone(attempt)),
        Err(Refusal::NotFound) => Err(NotGiven::NoFactor),
        Err(refusal) => Err(refusal.into()),
    }
}

async fn start_code(
    portal: &Portal,
    application: &Application,
    user: &User,
    id: Id,
    wanted: &Wanted<'_>,
    endpoint: &str,
) -> Result<SecondFactor, NotGiven> {
    if !choices_of(portal, user.id).await?.iter().any(|choice| choice.factor() == wanted.factor) {
        return Err(NotGiven::NoFactor);
    }
    let mut change = portal.database().change().await?;
    users::lock(change.connection(), user.id).await?;
    if let Some(existing) = code_attempts::by_id(change.connection(), id).await? {
        // The same call was made at the same moment.
        return Ok(of_code(existing, portal.now()));
    }
    let now = portal.now();
    let (mailed_to, seconds) = match wanted.factor {
        Factor::Email => {
            let mailed = mail_login_code_in(portal, &mut change, user).await?;
            (Some(mailed.address), mailed.seconds)
        }
        _ => (None, portal.policy().request_seconds),
    };
    let attempt = CodeAttempt {
        id,
        application: application.id,
        user: user.id,
        factor: wanted.factor,
        event: wanted.event.clone(),
        endpoint: endpoint.to_owned(),
        client: wanted.client.clone(),
        mailed_to,
        state: AttemptState::AwaitingCode,
        created: now,
        expires: now.saturating_add(seconds),
    };
    code_attempts::insert(change.connection(), &attempt).await?;
    change.commit().await?;
    Ok(of_code(attempt, now))
}

/// How an attempt of this application stands.
pub async fn state(portal: &Portal, application: &Application, id: Id) -> Result<SecondFactor, Refusal> {
    let attempt = find(portal, application, id).await?.ok_or(Refusal::NotFound)?;
    Ok(with_browser(portal, application, attempt))
}

/// Waits, without a connection to the database, until an attempt is no longer in the state `known`, or for `at_most`.
pub async fn wait(
    portal: &Portal,
    application: &Application,
    id: Id,
    known: AttemptState,
    at_most: Duration,
) -> Result<SecondFactor, Refusal> {
    let deadline = Instant::now() + at_most;
    let mut waiter = portal.database().hub().register(Topic::Attempt(id));
    loop {
        let attempt = state(portal, application, id).await?;
        if attempt.state != known
            || attempt.state.is_final()
            || portal.is_closing()
            || Instant::now() >= deadline
        {
            return Ok(attempt);
        }
        let left = Duration::from_secs(attempt.expires.saturating_sub(portal.now()).max(1));
        waiter.until_changed(deadline.min(Instant::now() + left)).await;
    }
}

/// Takes a code. A wrong one is counted against the user and the address that the user comes from, or the known browser.
pub async fn enter_code(
    portal: &Portal,
    application: &Application,
    id: Id,
    typed: &str,
    at: AtThePage<'_>,
) -> Result<SecondFactor, NotGiven> {
    let attempt = state(portal, application, id).await?;
    if attempt.state != AttemptState::AwaitingCode {
        return Err(NotGiven::TakesNoCode);
    }
    if attempt.factor == Factor::Push {
        attempts::enter_shown_code(portal, id, typed).await?;
        return Ok(state(portal, application, id).await?);
    }
    let mut reader = portal.database().reader().await?;
    let user = users::by_id(&mut reader, attempt.user).await?.filter(|user| !user.disabled);
    drop(reader);
    let user = user.ok_or(NotGiven::NoFactor)?;
    let visitor = visitor(portal, application, Some(&user), &attempt.client, at);
    check_code(portal, &user, &visitor, attempt.factor, typed).await?;
    let mut change = portal.database().change().await?;
    if code_attempts::decide(change.connection(), id, AttemptState::Approved, portal.now()).await? {
        change.wake(Topic::Attempt(id));
        let detail = format!("approved with {} at {}", attempt.factor.name(), attempt.endpoint);
        record(portal, &mut change, &user, AuditEvent::RequestDecided, &detail, &attempt.client.address)
            .await?;
    }
    change.commit().await?;
    Ok(state(portal, application, id).await?)
}

/// Takes an attempt back. A decided one stays as it is.
pub async fn cancel(portal: &Portal, application: &Application, id: Id) -> Result<SecondFactor, Refusal> {
    let attempt = state(portal, application, id).await?;
    if attempt.factor == Factor::Push {
        attempts::cancel(portal, id).await?;
    } else {
        let mut change = portal.database().change().await?;
        if code_attempts::decide(change.connection(), id, AttemptState::Cancelled, portal.now()).await? {
            change.wake(Topic::Attempt(id));
        }
        change.commit().await?;
    }
    state(portal, application, id).await
}

/// An attempt, if it is one of this application.
async fn find(
    portal: &Portal,
    application: &Application,
    id: Id,
) -> Result<Option<SecondFactor>, Unavailable> {
    let mut reader = portal.database().reader().await?;
    if let Some(attempt) = code_attempts::by_id(&mut reader, id).await? {
        return Ok((attempt.application == application.id).then(|| of_code(attempt, portal.now())));
    }
    drop(reader);
    match attempts::state(portal, id).await {
        Ok(attempt) if attempt.origin == Origin::Application(application.id) => Ok(Some(of_phone(attempt))),
        Ok(_) | Err(Refusal::NotFound) => Ok(None),
        Err(Refusal::Unavailable(problem)) => Err(problem),
        Err(_) => Err(Unavailable::Damaged),
    }
}

async fn open_user(portal: &Portal, name: &str) -> Result<Option<User>, Unavailable> {
    let Ok(name) = AccountName::parse(name) else { return Ok(None) };
    let mut reader = portal.database().reader().await?;
    Ok(users::by_name(&mut reader, &name).await?.filter(|user| !user.disabled))
}

/// The id of an attempt that can be asked for again: the same for the same key of the same application, and nobody else
/// can tell it.
fn repeated_id(portal: &Portal, application: &Application, key: &str) -> Id {
    let digest = portal.key().keyed_hash(Purpose::Repeat, &[&application.id.0, key.as_bytes()]);
    let mut id = [0; 16];
    id.iter_mut().zip(digest.0).for_each(|(to, from)| *to = from);
    Encoded(id)
}

/// What is shown on phones and kept: one line each, without what deceives or breaks a screen, and not too long.
fn cleaned(wanted: Wanted<'_>) -> Wanted<'_> {
    let line = |text: &str, limit| attempts::cut(Label::clean(text).as_str(), limit);
    let Client { address, place, agent } = &wanted.client;
    Wanted {
        event: line(&wanted.event, 64),
        endpoint: wanted.endpoint.as_deref().map(|endpoint| line(endpoint, 64)),
        client: Client { address: line(address, 256), place: line(place, 256), agent: line(agent, 256) },
        ..wanted
    }
}

fn visitor(
    portal: &Portal,
    application: &Application,
    user: Option<&User>,
    client: &Client,
    at: AtThePage<'_>,
) -> Visitor {
    let vouched = user.zip(at.browser).and_then(|(user, token)| known(portal, application, user, token));
    Visitor {
        address: client.address.parse().unwrap_or(at.caller),
        agent: client.agent.chars().take(128).collect(),
        browser: None,
        vouched,
    }
}

/// With the token by which the application knows the browser again, once the user has given the factor.
fn with_browser(portal: &Portal, application: &Application, attempt: SecondFactor) -> SecondFactor {
    let approved = attempt.state == AttemptState::Approved;
    let browser = approved.then(|| token(portal, application, attempt.user, attempt.id, attempt.created));
    SecondFactor { browser, ..attempt }
}

fn of_phone(attempt: Attempt) -> SecondFactor {
    SecondFactor {
        id: attempt.id,
        user: attempt.user,
        factor: Factor::Push,
        event: attempt.event,
        endpoint: attempt.endpoint,
        client: attempt.client,
        state: attempt.state,
        reason: attempt.reason,
        comparison: attempt.comparison,
        mailed_to: None,
        browser: None,
        created: attempt.created,
        expires: attempt.expires,
    }
}

fn of_code(attempt: CodeAttempt, now: u64) -> SecondFactor {
    SecondFactor {
        id: attempt.id,
        user: attempt.user,
        factor: attempt.factor,
        event: attempt.event,
        endpoint: attempt.endpoint,
        client: attempt.client,
        state: attempt.state.at(now, attempt.expires),
        reason: None,
        comparison: Comparison::Nothing,
        mailed_to: attempt.mailed_to,
        browser: None,
        created: attempt.created,
        expires: attempt.expires,
    }
}
