//! Authenticators: what the user has, adding one, and recovery codes.

use crate::web::frame::Frame;
use askama::Template;

/// What the user has, and what can be added.
#[derive(Template)]
#[template(path = "authenticators/overview.html")]
pub(crate) struct Authenticators {
    pub p: Frame,
    pub kept: Vec<Kept>,
    /// Phones that the user has not yet called their own.
    pub new_phones: Vec<NewPhone>,
    /// Unused recovery codes, once there is something to recover.
    pub recovery_left: Option<u64>,
}

/// One authenticator that the user has.
pub(crate) struct Kept {
    pub id: String,
    pub icon: &'static str,
    pub kind: String,
    pub name: String,
    pub detail: String,
}

/// A phone that the user has not yet called their own.
pub(crate) struct NewPhone {
    pub id: String,
    pub name: String,
}

/// First page of adding an authenticator.
#[derive(Template)]
#[template(path = "authenticators/new.html")]
pub(crate) struct NewAuthenticator {
    pub p: Frame,
    pub title: String,
    pub lead: String,
    pub icon: &'static str,
    /// Where the form goes.
    pub action: &'static str,
    /// An address, not a comment.
    pub asks_address: bool,
    pub value: String,
    pub hint: String,
    /// What the button says.
    pub submit: String,
    /// Offers codes by counter instead.
    pub offers_counter: bool,
}

/// The QR code of an enrollment.
#[derive(Template)]
#[template(path = "authenticators/smartphone.html")]
pub(crate) struct Smartphone {
    pub p: Frame,
    /// The path of this page.
    pub here: String,
    /// What the address of the page carries, for the picture's.
    pub code: String,
    pub user: String,
    /// The text of the code; `None` when its time is over.
    pub link: Option<String>,
    /// Width and height of the picture in pixels.
    pub side: usize,
    /// Seconds that are left, and that there were.
    pub left: u64,
    pub of: u64,
}

/// The QR code and the secret of an authenticator app.
#[derive(Template)]
#[template(path = "authenticators/totp.html")]
pub(crate) struct TotpCode {
    pub p: Frame,
    /// The path of this page.
    pub here: String,
    pub title: String,
    pub user: String,
    /// The text of the code.
    pub uri: String,
    /// The secret in groups of four.
    pub secret: String,
    pub parameters: String,
    pub side: usize,
}

/// One authenticator.
#[derive(Template)]
#[template(path = "authenticators/edit.html")]
pub(crate) struct Edit {
    pub p: Frame,
    pub id: String,
    pub icon: &'static str,
    pub name: String,
    pub comment: String,
    /// Whether it can be brought back in step.
    pub by_counter: bool,
    /// Labels and values.
    pub facts: Vec<(String, String)>,
}

/// Two codes that follow one another.
#[derive(Template)]
#[template(path = "authenticators/resynchronize.html")]
pub(crate) struct Resynchronize {
    pub p: Frame,
    pub id: String,
    pub title: String,
}

/// Recovery codes: how many are left, or the new ones.
#[derive(Template)]
#[template(path = "authenticators/recovery.html")]
pub(crate) struct RecoveryCodes {
    pub p: Frame,
    pub user: String,
    /// New ones, shown once; else empty.
    pub codes: Vec<String>,
    pub left: u64,
    /// Whether there is a factor that they could stand in for.
    pub possible: bool,
}
