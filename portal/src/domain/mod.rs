//! The rules: what a name, a password, a session, an authenticator and an attempt are, and when something is allowed.
//!
//! No SQL and no HTTP: values come in, decisions go out, and what time it is is an argument.
//!
//! | file | idea |
//! | --- | --- |
//! | `account` | users and their names |
//! | `password` | which passwords are taken |
//! | `visitor` | who calls, and how an address counts |
//! | `lockout` | how failures are counted, and whom they lock out |
//! | `session` | the stages of a login, and what a session may do |
//! | `application` | other applications, and what their keys permit |
//! | `authenticator` | e-mail, smartphone, TOTP, HOTP |
//! | `step_code` | codes of time steps, each accepted once |
//! | `counter_code` | codes of a counter, each accepted once |
//! | `attempt` | a second factor that is asked for, and its one outcome |
//! | `message` | what a phone shows about a request |
//! | `audit` | what is written down |

mod account;
mod application;
mod attempt;
mod audit;
mod authenticator;
mod counter_code;
mod lockout;
mod message;
mod password;
mod session;
mod step_code;
mod visitor;

pub use account::{AccountName, EmailAddress, Language, User};
pub use application::{Application, Permission, Permissions};
pub use attempt::{Attempt, AttemptState, Client, Comparison, Origin, Reason};
pub use audit::{AuditEvent, AuditRecord};
pub use authenticator::{Authenticator, AuthenticatorKind, AuthenticatorState, Comment, Factor};
pub use counter_code::CounterCodes;
pub use lockout::{Counted, LockoutRules, Scope};
pub use message::request_message;
pub use password::check_new_password;
pub use session::{CONFIRMATION_SECONDS, Session, Stage};
pub use step_code::{Acceptance, StepCodes};
pub use visitor::{Visitor, network_of};
