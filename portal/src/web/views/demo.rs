//! The demo application.

use crate::web::frame::Frame;
use askama::Template;

/// Its login page.
#[derive(Template)]
#[template(path = "demo/login.html")]
pub(crate) struct DemoLogin {
    pub p: Frame,
    /// What was typed before.
    pub user: String,
}

/// The page behind it.
#[derive(Template)]
#[template(path = "demo/inside.html")]
pub(crate) struct DemoInside {
    pub p: Frame,
    pub user: String,
    /// Whether a second factor was given.
    pub with_factor: bool,
}
