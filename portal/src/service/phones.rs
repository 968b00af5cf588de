//! Setting up a phone: a link as a QR code, which the page renews, until a phone has used it.

use super::authenticators::{own, remove};
use super::email::check_room;
use crate::domain::{Authenticator, AuthenticatorKind, AuthenticatorState, Comment, Session, User};
use crate::error::{Refusal, Unavailable};
use crate::events::Topic;
use crate::portal::Portal;
use crate::store::authenticators::{self, Enrollment};
use crate::store::{Change, phones, users};
use crate::token::{Id, Token, new_id};
use countersign::crypto::Zeroizing;
use countersign::jose::Signer as _;
use std::fmt::Write as _;
use std::time::Duration;
use tokio::time::Instant;

/// How long a phone can be disowned without a confirmation, after it enrolled.
const NOT_MINE_SECONDS: u64 = 600;

/// What the page shows while it waits for the phone.
#[derive(Clone)]
pub struct PhoneSetup {
    /// The authenticator, pending.
    pub id: Id,
    /// The text of the QR code, and a link for a browser on the phone itself. Whoever has it can enroll a phone.
    pub link: Zeroizing<String>,
    /// When it is no longer valid.
    pub expires: u64,
}

/// Not the link.
impl std::fmt::Debug for PhoneSetup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PhoneSetup")
            .field("id", &self.id)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

/// How far setting up a phone is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetupState {
    /// No phone yet.
    Waiting,
    /// The link is no longer valid: renew it.
    Expired,
    /// This phone has enrolled.
    Enrolled {
        /// What it calls itself.
        name: String,
    },
}

/// Begins: a pending authenticator and its link. Earlier pending phones of the user are dropped.
pub async fn begin(portal: &Portal, session: &Session, comment: &str) -> Result<PhoneSetup, Refusal> {
    let comment = Comment::parse(comment).map_err(Refusal::Invalid)?;
    let mut change = portal.database().change().await?;
    let user = session.logged_in()?;
    let existing = authenticators::of_user(change.connection(), user).await?;
    session.may_edit(existing.iter().any(|one| one.state == AuthenticatorState::Counts))?;
    check_room(portal, &existing)?;
    for pending in existing.iter().filter(|one| is_pending(one)) {
        authenticators::delete(change.connection(), user, pending.id).await?;
    }
    let id = new_id()?;
    let authenticator = Authenticator {
        id,
        user,
        kind: AuthenticatorKind::Push,
        comment,
        state: AuthenticatorState::Pending,
        address: None,
        created: portal.now(),
        used: None,
    };
    authenticators::insert(change.connection(), &authenticator, None).await?;
    let user = users::by_id(change.connection(), user).await?.ok_or(Refusal::NotLoggedIn)?;
    let setup = new_link(portal, &mut change, session, &user, id).await?;
    change.commit().await?;
    Ok(setup)
}

/// A new link for a pending authenticator; the earlier one ends.
pub async fn renew(portal: &Portal, session: &Session, id: Id) -> Result<PhoneSetup, Refusal> {
    let mut change = portal.database().change().await?;
    let (user, authenticator) = own(&mut change, session, id).await?;
    session.may_edit(authenticators::one_counts(change.connection(), user.id).await?)?;
    if !is_pending(&authenticator) {
        return Err(Refusal::NotFound);
    }
    let setup = new_link(portal, &mut change, session, &user, id).await?;
    change.commit().await?;
    Ok(setup)
}

/// How far it is.
pub async fn state(portal: &Portal, session: &Session, id: Id) -> Result<SetupState, Refusal> {
    let user = session.logged_in()?;
    let mut reader = portal.database().reader().await?;
    let found = authenticators::of_user_by_id(&mut reader, user, id).await?.ok_or(Refusal::NotFound)?;
    if let Some(phone) = phones::of_authenticator(&mut reader, id).await? {
        return Ok(SetupState::Enrolled { name: phone.name });
    }
    let valid =
        is_pending(&found) && authenticators::has_valid_enrollment(&mut reader, id, portal.now()).await?;
    Ok(if valid { SetupState::Waiting } else { SetupState::Expired })
}

/// Waits, without a connection to the database, until it is no longer waiting, or for `at_most`.
pub async fn wait(
    portal: &Portal,
    session: &Session,
    id: Id,
    at_most: Duration,
) -> Result<SetupState, Refusal> {
    let deadline = Instant::now() + at_most;
    let mut waiter = portal.database().hub().register(Topic::Authenticator(id));
    loop {
        let state = state(portal, session, id).await?;
        if state != SetupState::Waiting || portal.is_closing() || Instant::now() >= deadline {
            return Ok(state);
        }
        waiter.until_changed(deadline).await;
    }
}

/// Takes a pending authenticator back: the page was left.
pub async fn cancel(portal: &Portal, session: &Session, id: Id) -> Result<(), Refusal> {
    let mut change = portal.database().change().await?;
    let (user, authenticator) = own(&mut change, session, id).await?;
    if authenticator.state == AuthenticatorState::Pending {
        authenticators::delete(change.connection(), user.id, id).await?;
    }
    Ok(change.commit().await?)
}

/// "Not mine": deletes a phone that has just enrolled with the code of this page, without a confirmation.
pub async fn not_mine(portal: &Portal, session: &Session, id: Id) -> Result<(), Refusal> {
    let mut change = portal.database().change().await?;
    let (user, authenticator) = own(&mut change, session, id).await?;
    session.may_edit(authenticators::one_counts(change.connection(), user.id).await?)?;
    let phone = phones::of_authenticator(change.connection(), id).await?.ok_or(Refusal::NotFound)?;
    if portal.now().saturating_sub(phone.added) > NOT_MINE_SECONDS {
        return Err(Refusal::ConfirmationNeeded);
    }
    remove(portal, &mut change, &user, &authenticator).await?;
    Ok(change.commit().await?)
}

/// The link of the push protocol, section 4.1.
async fn new_link(
    portal: &Portal,
    change: &mut Change<'_>,
    session: &Session,
    user: &User,
    id: Id,
) -> Result<PhoneSetup, Unavailable> {
    let expires = portal.now().saturating_add(portal.policy().enrollment_seconds);
    let token = Token::random()?;
    let signer = portal.signing().newest(portal, change.connection()).await?;
    let server_key = signer.public_key().thumbprint();
    let policy = link_policy(portal);
    authenticators::delete_unused_enrollments(change.connection(), id).await?;
    let enrollment = Enrollment {
        token: token.hash(),
        authenticator: id,
        user: user.id,
        session: session.id,
        server_key,
        policy: policy.clone(),
        expires,
        key_hash: None,
        account: None,
    };
    authenticators::insert_enrollment(change.connection(), &enrollment).await?;
    // Exposed: this link is what carries the token to the phone.
    let link = Zeroizing::new(format!(
        "{}/enroll#v=1&t={}&k={}&i={}&a={}&p={policy}{}",
        portal.public_url(),
        token.expose(),
        server_key,
        percent_encoded(&portal.config().issuer),
        percent_encoded(user.name.as_str()),
        portal.policy().key_attestation.in_link(),
    ));
    Ok(PhoneSetup { id, link, expires })
}

fn link_policy(portal: &Portal) -> String {
    let policy = portal.policy();
    let biometrics = if policy.require_biometrics { ",bio" } else { "" };
    format!("pin{}{biometrics}", policy.minimum_pin_length)
}

fn percent_encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

fn is_pending(authenticator: &Authenticator) -> bool {
    authenticator.kind == AuthenticatorKind::Push && authenticator.state == AuthenticatorState::Pending
}
