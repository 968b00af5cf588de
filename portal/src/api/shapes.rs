//! The JSON of the API, and what it means.

use super::input::check_length;
use super::problem::Problem;
use crate::domain::{AttemptState, Client, Comparison, Factor, Reason};
use crate::service::applications::SecondFactor;
use crate::service::second_factor::Choice;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A kind of second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Method {
    /// A request that the user approves on a phone.
    Push,
    /// The code of an authenticator app.
    Totp,
    /// The offline code of a phone.
    Offline,
    /// A code by mail.
    Email,
    /// A recovery code, each of which works once.
    Recovery,
}

impl From<Method> for Factor {
    fn from(method: Method) -> Self {
        match method {
            Method::Push => Self::Push,
            Method::Totp => Self::Totp,
            Method::Offline => Self::Offline,
            Method::Email => Self::Email,
            Method::Recovery => Self::Recovery,
        }
    }
}

impl From<Factor> for Method {
    fn from(factor: Factor) -> Self {
        match factor {
            Factor::Push => Self::Push,
            Factor::Totp => Self::Totp,
            Factor::Offline => Self::Offline,
            Factor::Email => Self::Email,
            Factor::Recovery => Self::Recovery,
        }
    }
}

/// How an attempt stands. Only `open` and `await_code` can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    /// It waits for a phone.
    Open,
    /// It waits for a code, to be typed into the application's page.
    AwaitCode,
    /// The user has given the factor: let them in.
    Approved,
    /// The user has refused, or it was the wrong number.
    Denied,
    /// Nobody answered in time.
    Expired,
    /// A newer request to the same user took its place.
    Superseded,
    /// The application took it back.
    Cancelled,
}

impl From<State> for AttemptState {
    fn from(state: State) -> Self {
        match state {
            State::Open => Self::Open,
            State::AwaitCode => Self::AwaitingCode,
            State::Approved => Self::Approved,
            State::Denied => Self::Denied,
            State::Expired => Self::Expired,
            State::Superseded => Self::Superseded,
            State::Cancelled => Self::Cancelled,
        }
    }
}

impl From<AttemptState> for State {
    fn from(state: AttemptState) -> Self {
        match state {
            AttemptState::Open => Self::Open,
            AttemptState::AwaitingCode => Self::AwaitCode,
            AttemptState::Approved => Self::Approved,
            AttemptState::Denied => Self::Denied,
            AttemptState::Expired => Self::Expired,
            AttemptState::Superseded => Self::Superseded,
            AttemptState::Cancelled => Self::Cancelled,
        }
    }
}

/// Why an attempt was denied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Why {
    /// The user says that someone else is logging in.
    NotMe,
    /// The user does not want to log in after all.
    Cancelled,
    /// The number or code was not the one of the page.
    WrongNumber,
}

/// What the application knows about the one who logs in. The phone shows it as the application's claim; failures are
/// counted against the address.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClientBody {
    /// The address that the user comes from.
    #[schema(max_length = 256, example = "203.0.113.7")]
    address: Option<String>,
    /// Where that is.
    #[schema(max_length = 256, example = "Zürich")]
    place: Option<String>,
    /// Browser and system.
    #[schema(max_length = 256, example = "Firefox on Windows")]
    agent: Option<String>,
}

impl ClientBody {
    pub(crate) fn into_client(self) -> Result<Client, Problem> {
        let checked = |name: &str, text: Option<String>| {
            let text = text.unwrap_or_default();
            check_length(name, &text, 0, 256).map(|()| text)
        };
        Ok(Client {
            address: checked("address", self.address)?,
            place: checked("place", self.place)?,
            agent: checked("agent", self.agent)?,
        })
    }
}

/// A second factor to be asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StartBody {
    /// The name that the user logs in with.
    #[schema(min_length = 1, max_length = 256, example = "anna")]
    pub(crate) user: String,
    pub(crate) method: Method,
    /// What for, as the phone shows it.
    #[schema(min_length = 1, max_length = 64, example = "login")]
    pub(crate) event: Option<String>,
    /// Where, as the phone shows it; the application's name where nothing is said.
    #[schema(min_length = 1, max_length = 64, example = "Webmail")]
    pub(crate) endpoint: Option<String>,
    pub(crate) client: Option<ClientBody>,
}

/// A code that a user typed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodeBody {
    /// As it was typed: spaces and dashes do not matter.
    #[schema(min_length = 1, max_length = 64, example = "123456")]
    pub(crate) code: String,
    /// The `browser` of an attempt that was approved before, where the application has kept it in a cookie of this
    /// browser: others who guess at the user's codes do not use up its tries. One that is not good is ignored.
    #[schema(max_length = 256)]
    pub(crate) browser: Option<String>,
}

/// A user and a password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasswordBody {
    /// The name that the user typed.
    #[schema(min_length = 1, max_length = 256, example = "anna")]
    pub(crate) user: String,
    /// The password as it was typed.
    #[schema(min_length = 1, max_length = 1024)]
    pub(crate) password: String,
    /// The `browser` of an attempt that was approved before, where the application has kept it in a cookie of this
    /// browser: others who guess at the user's password do not use up its tries. One that is not good is ignored.
    #[schema(max_length = 256)]
    pub(crate) browser: Option<String>,
    pub(crate) client: Option<ClientBody>,
}

/// A password that was right.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PasswordAnswer {
    /// The user's name in its one spelling.
    pub(crate) user: String,
    /// Whether the user has to choose a new password in the self-service before logging in anywhere.
    pub(crate) must_change_password: bool,
    /// Whether the user has a second factor, which then has to be asked for.
    pub(crate) second_factor: bool,
}

/// A second factor that was asked for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AttemptAnswer {
    /// Its id.
    #[schema(pattern = "^[A-Za-z0-9_-]{22}$")]
    id: String,
    method: Method,
    /// What for.
    event: String,
    /// Where.
    endpoint: String,
    state: State,
    /// Why it was denied.
    reason: Option<Why>,
    /// Show this number on the page: the user types it on the phone.
    #[schema(pattern = "^[0-9]{2,8}$")]
    number: Option<String>,
    /// Show this text as a QR code on the page: the user scans it with the phone.
    scan: Option<String>,
    /// How many digits the code has that the phone shows after approving, to be typed into the page.
    #[schema(minimum = 4, maximum = 8)]
    code_digits: Option<u8>,
    /// The address that the code was mailed to, with its name hidden.
    mailed_to: Option<String>,
    /// Once it is approved: keep this in a cookie of the browser, for 90 days, out of reach of scripts, and send it with
    /// passwords and codes that are typed there. It opens nothing.
    browser: Option<String>,
    /// When it began, in Unix seconds.
    created: u64,
    /// When its time is over, in Unix seconds.
    expires: u64,
}

impl From<SecondFactor> for AttemptAnswer {
    fn from(attempt: SecondFactor) -> Self {
        // What is compared is of use only while the attempt is open.
        let comparison = match attempt.state.is_final() {
            true => Comparison::Nothing,
            false => attempt.comparison,
        };
        let (number, scan, code_digits) = match comparison {
            Comparison::Nothing => (None, None, None),
            Comparison::Number(number) => (Some(number.to_string()), None, None),
            Comparison::Scan(text) => (None, Some(text.to_string()), None),
            Comparison::AskForCode(digits) => (None, None, Some(digits)),
        };
        Self {
            id: attempt.id.to_string(),
            method: attempt.factor.into(),
            event: attempt.event,
            endpoint: attempt.endpoint,
            state: attempt.state.into(),
            reason: attempt.reason.map(|reason| match reason {
                Reason::NotMe => Why::NotMe,
                Reason::Cancelled => Why::Cancelled,
                Reason::WrongNumber => Why::WrongNumber,
            }),
            number,
            scan,
            code_digits,
            mailed_to: attempt.mailed_to,
            browser: attempt.browser,
            created: attempt.created,
            expires: attempt.expires,
        }
    }
}

/// The factors of a user.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FactorsAnswer {
    /// The best first. Empty where there is none, and where there is no such user.
    pub(crate) factors: Vec<FactorAnswer>,
}

/// A factor that a user can give.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FactorAnswer {
    method: Method,
    /// What the phones call themselves, with `push`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    phones: Vec<String>,
    /// Where codes are mailed to, with its name hidden, with `email`.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
}

impl From<Choice> for FactorAnswer {
    fn from(choice: Choice) -> Self {
        let method = choice.factor().into();
        match choice {
            Choice::Push { phones } => Self { method, phones, address: None },
            Choice::Email { address } => Self { method, phones: Vec::new(), address: Some(address) },
            Choice::Totp | Choice::Offline | Choice::Recovery => {
                Self { method, phones: Vec::new(), address: None }
            }
        }
    }
}
