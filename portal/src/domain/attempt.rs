//! A second factor that is asked for on phones, and its one outcome.

use super::Factor;
use crate::policy::Verification;
use crate::token::Id;
use countersign::crypto::Zeroizing;
use std::fmt;

/// Where an attempt comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The portal's own login or a confirmation in it.
    Portal,
    /// A user's test of a phone.
    Test,
    /// Another application, by the id of its API key.
    Application(Id),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Portal => f.write_str("portal"),
            Self::Test => f.write_str("test"),
            Self::Application(id) => write!(f, "application {id}"),
        }
    }
}

impl Origin {
    /// The origin of a text in the database.
    pub fn from_text(text: &str) -> Option<Self> {
        match text {
            "portal" => Some(Self::Portal),
            "test" => Some(Self::Test),
            _ => text.strip_prefix("application ")?.parse().ok().map(Self::Application),
        }
    }
}

/// What the server claims about the one who logs in. Empty where it is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Client {
    /// The address.
    pub address: String,
    /// Where that is.
    pub place: String,
    /// Browser and system.
    pub agent: String,
}

/// A second-factor attempt.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// Its id: the id of the request on the phones.
    pub id: Id,
    /// Whose factor is asked for.
    pub user: Id,
    /// Who asks.
    pub origin: Origin,
    /// What for: `login`, `test`, …
    pub event: String,
    /// Where: `Webmail`, …
    pub endpoint: String,
    /// Who seems to log in.
    pub client: Client,
    /// How page and phone are compared.
    pub mode: Verification,
    /// What the page shows for that.
    pub comparison: Comparison,
    /// How it stands. Read with the time, so that an attempt whose time is over is [`AttemptState::Expired`].
    pub state: AttemptState,
    /// Why it was denied.
    pub reason: Option<Reason>,
    /// With what it was approved.
    pub decided_with: Option<Factor>,
    /// When it began, in Unix seconds.
    pub created: u64,
    /// When its time is over.
    pub expires: u64,
}

/// What a login page shows or asks for, so that the phone's user approves this login and no other.
#[derive(Clone, PartialEq, Eq)]
pub enum Comparison {
    /// Nothing.
    Nothing,
    /// This number, to be typed on the phone.
    Number(Zeroizing<String>),
    /// A QR code with this text, to be scanned by the phone.
    Scan(Zeroizing<String>),
    /// A field for the code of this many digits that the phone shows.
    AskForCode(u8),
}

/// Not what is compared: whoever has it can approve.
impl fmt::Debug for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nothing => "Nothing",
            Self::Number(_) => "Number(redacted)",
            Self::Scan(_) => "Scan(redacted)",
            Self::AskForCode(_) => "AskForCode",
        })
    }
}

/// How an attempt stands. All but the first two are final.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AttemptState {
    /// Waiting for a phone.
    Open,
    /// Approved on a phone; the page now asks for the code that the phone shows.
    AwaitingCode,
    /// Approved.
    Approved,
    /// Denied: see its reason.
    Denied,
    /// Nobody answered in time.
    Expired,
    /// A newer attempt of the same user took its place.
    Superseded,
    /// Whoever asked for it took it back.
    Cancelled,
}

impl AttemptState {
    const ALL: [Self; 7] = [
        Self::Open,
        Self::AwaitingCode,
        Self::Approved,
        Self::Denied,
        Self::Expired,
        Self::Superseded,
        Self::Cancelled,
    ];

    /// Its name in the database and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::AwaitingCode => "await_code",
            Self::Approved => "approved",
            Self::Denied => "denied",
            Self::Expired => "expired",
            Self::Superseded => "superseded",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether nothing changes any more.
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::Open | Self::AwaitingCode)
    }

    /// The state at `now` of an attempt that was stored in this state.
    #[must_use]
    pub const fn at(self, now: u64, expires: u64) -> Self {
        if !self.is_final() && now >= expires { Self::Expired } else { self }
    }
}

/// Why an attempt was denied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The user says that someone else is logging in.
    NotMe,
    /// The user does not want to log in after all.
    Cancelled,
    /// The number, the secret or the code was not the one of the page.
    WrongNumber,
}

impl Reason {
    /// Its name in the database, in the protocol and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotMe => "not_me",
            Self::Cancelled => "cancelled",
            Self::WrongNumber => "wrong_number",
        }
    }

    /// The reason of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::NotMe, Self::Cancelled, Self::WrongNumber].into_iter().find(|reason| reason.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_undecided_expires() {
        for state in AttemptState::ALL {
            assert_eq!(AttemptState::from_name(state.name()), Some(state));
            assert_eq!(state.at(99, 100), state);
            assert_eq!(
                state.at(100, 100) == AttemptState::Expired,
                !state.is_final() || state == AttemptState::Expired
            );
        }
    }
}
