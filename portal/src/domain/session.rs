//! The stages of a login, and what a session may do.

use super::Factor;
use crate::error::Refusal;
use crate::token::Id;
use countersign::jose::Digest;

/// How long a factor that was given once more counts as a confirmation.
pub const CONFIRMATION_SECONDS: u64 = 120;

/// One browser's session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The hash of its token.
    pub id: Digest,
    /// How far the login is.
    pub stage: Stage,
    /// Whose it is, once the password was right.
    pub user: Option<Id>,
    /// The factor it was opened with, or the first that was proved in it.
    pub opened_with: Option<Factor>,
    /// When a factor was given once more.
    pub confirmed: Option<u64>,
    /// The attempt whose outcome it waits for.
    pub attempt: Option<Id>,
    /// When it began.
    pub created: u64,
    /// When a person last used it.
    pub used: u64,
}

/// How far a login is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nothing was typed yet.
    Begun,
    /// A name was typed. Nobody knows whether it exists.
    Named,
    /// The password was right; a second factor is asked for.
    SecondFactor,
    /// The password was right, or a reset link was opened; a new password is asked for.
    NewPassword,
    /// Logged in.
    LoggedIn,
}

impl Stage {
    /// Its name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::Named => "named",
            Self::SecondFactor => "second factor",
            Self::NewPassword => "new password",
            Self::LoggedIn => "logged in",
        }
    }

    /// The stage of a name in the database.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Begun, Self::Named, Self::SecondFactor, Self::NewPassword, Self::LoggedIn]
            .into_iter()
            .find(|stage| stage.name() == name)
    }
}

impl Session {
    /// The user, where the session is logged in.
    pub fn logged_in(&self) -> Result<Id, Refusal> {
        self.at(Stage::LoggedIn)
    }

    /// The user, where the session is at one stage behind the password.
    pub fn at(&self, stage: Stage) -> Result<Id, Refusal> {
        match self.user {
            Some(user) if self.stage == stage => Ok(user),
            _ => Err(Refusal::NotLoggedIn),
        }
    }

    /// Whether it may add and edit authenticators: until a factor counts, whoever has the password; then only a session
    /// that was opened with a factor or in which one was proved.
    pub fn may_edit(&self, factor_counts: bool) -> Result<Id, Refusal> {
        let user = self.logged_in()?;
        if factor_counts && self.opened_with.is_none() { Err(Refusal::FactorNeeded) } else { Ok(user) }
    }

    /// Whether it may delete, change the address or make recovery codes: only behind a fresh confirmation, once a
    /// factor counts.
    pub fn may_destroy(&self, factor_counts: bool, now: u64) -> Result<Id, Refusal> {
        let user = self.may_edit(factor_counts)?;
        let fresh = self.confirmed.is_some_and(|at| now.saturating_sub(at) <= CONFIRMATION_SECONDS);
        if factor_counts && !fresh { Err(Refusal::ConfirmationNeeded) } else { Ok(user) }
    }

    /// Whether its time is over.
    pub fn is_over(&self, now: u64, idle_seconds: u64, session_seconds: u64) -> bool {
        now.saturating_sub(self.used) > idle_seconds || now.saturating_sub(self.created) > session_seconds
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use countersign::jose::Encoded;

    fn session(opened_with: Option<Factor>, confirmed: Option<u64>) -> Session {
        Session {
            id: Encoded([0; 32]),
            stage: Stage::LoggedIn,
            user: Some(Encoded([1; 16])),
            opened_with,
            confirmed,
            attempt: None,
            created: 1000,
            used: 1000,
        }
    }

    #[test]
    fn once_a_factor_counts_a_password_alone_changes_nothing() {
        assert!(session(None, None).may_edit(false).is_ok());
        assert!(matches!(session(None, Some(1000)).may_edit(true), Err(Refusal::FactorNeeded)));
        assert!(session(Some(Factor::Push), None).may_edit(true).is_ok());
    }

    #[test]
    fn what_destroys_needs_a_fresh_confirmation() {
        let now = 1000 + CONFIRMATION_SECONDS;
        assert!(matches!(
            session(Some(Factor::Push), None).may_destroy(true, now),
            Err(Refusal::ConfirmationNeeded)
        ));
        assert!(session(Some(Factor::Push), Some(1000)).may_destroy(true, now).is_ok());
        let late = session(Some(Factor::Push), Some(1000)).may_destroy(true, now + 1);
        assert!(matches!(late, Err(Refusal::ConfirmationNeeded)));
        assert!(matches!(session(None, Some(1000)).may_destroy(true, now), Err(Refusal::FactorNeeded)));
    }

    #[test]
    fn a_session_ends_by_rest_and_by_age() {
        let session = session(None, None);
        assert!(!session.is_over(1300, 300, 28_800));
        assert!(session.is_over(1301, 300, 28_800));
        assert!(Session { used: 40_000, ..session }.is_over(40_001, 300, 28_800));
    }
}
