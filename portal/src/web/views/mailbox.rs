//! The mails of a development portal.

use crate::web::frame::Frame;
use askama::Template;

/// One mail.
pub(crate) struct Mail {
    pub to: String,
    pub subject: String,
    pub body: String,
}

/// All mails.
#[derive(Template)]
#[template(path = "mailbox.html")]
pub(crate) struct Mailbox {
    pub p: Frame,
    pub mails: Vec<Mail>,
}
