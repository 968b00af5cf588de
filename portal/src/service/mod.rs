//! The use cases: what pages, the push protocol, the API and commands call.
//!
//! Each function is one change of the database (or none): it loads, asks the rules of [`domain`](crate::domain), stores,
//! writes the audit log, queues mails and wakes who waits. A [`Refusal`](crate::error::Refusal) says what a person can do.
//!
//! | file | use cases |
//! | --- | --- |
//! | `sessions` | begin, resume, log off; tokens of forms |
//! | `login` | name, password, what comes next |
//! | `guard` | charging attempts, locking out |
//! | `passwords` | changing a password, resetting it by mail |
//! | `second_factor` | choosing and giving a factor: to log in, or to confirm |
//! | `factors` | judging codes of any factor, each accepted once |
//! | `attempts` | requests on phones: start, watch, cancel, the shown code |
//! | `authenticators` | the overview, comments, deleting |
//! | `email` | codes by mail, the address |
//! | `totp` | setting up an authenticator app |
//! | `resynchronization` | bringing an app by counter back in step |
//! | `phones` | setting up a phone |
//! | `carried` | what a page carries along, sealed to its session |
//! | `notices` | telling by mail and writing down what was changed |
//! | `recovery` | recovery codes |
//! | `users` | what administrators do with users; audit |
//! | `administration` | the door of the admin area; resetting authenticators |
//! | `imports` | users from a file |
//! | `api_keys` | keys of other applications |
//! | `applications` | what other applications ask for |
//! | `known_browsers` | browsers that an application knows again |
//! | `rates` | how often someone may call |

pub mod administration;
pub mod api_keys;
pub mod applications;
pub mod attempts;
pub mod authenticators;
pub mod carried;
pub mod email;
mod factors;
mod guard;
pub mod imports;
mod known_browsers;
pub mod login;
pub(crate) mod notices;
pub mod passwords;
pub mod phones;
pub mod rates;
pub mod recovery;
pub mod resynchronization;
pub mod second_factor;
pub mod sessions;
pub mod totp;
pub mod users;

pub use factors::check_code;
