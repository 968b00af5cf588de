//! Logging in with name and password, and changing it.

use crate::web::frame::Frame;
use askama::Template;

/// First step of the login.
#[derive(Template)]
#[template(path = "login/user.html")]
pub(crate) struct LoginName {
    pub p: Frame,
    /// What was typed before.
    pub user: String,
}

/// Second step of the login.
#[derive(Template)]
#[template(path = "login/password.html")]
pub(crate) struct LoginPassword {
    pub p: Frame,
    /// The name as it was typed, whether somebody has it or not.
    pub user: String,
}

/// Name and initial password on one page.
#[derive(Template)]
#[template(path = "login/first.html")]
pub(crate) struct FirstLogin {
    pub p: Frame,
    /// What was typed before.
    pub user: String,
}

/// A new password, twice.
#[derive(Template)]
#[template(path = "password/new.html")]
pub(crate) struct NewPassword {
    pub p: Frame,
    /// Why there is to be a new one.
    pub lead: String,
    /// Where the form goes.
    pub action: String,
    /// Whose it is, for password managers.
    pub user: String,
    /// Whether the old one is asked for.
    pub ask_old: bool,
    /// The fewest characters that are taken.
    pub minimum: u64,
}

/// A link by mail is asked for.
#[derive(Template)]
#[template(path = "password/forgotten.html")]
pub(crate) struct Forgotten {
    pub p: Frame,
}
