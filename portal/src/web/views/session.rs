//! Pages that say or ask one thing, devices, and what goes wrong.

use crate::web::frame::Frame;
use askama::Template;

/// One message and a next step.
#[derive(Template)]
#[template(path = "message.html")]
pub(crate) struct Message {
    pub p: Frame,
    pub icon: &'static str,
    pub title: String,
    pub text: String,
    /// Path and label.
    pub next: Option<(String, String)>,
    /// Seconds after which the page goes on by itself, and where to.
    pub goes_on: Option<(u32, &'static str)>,
}

/// A question before something happens.
#[derive(Template)]
#[template(path = "question.html")]
pub(crate) struct Question {
    pub p: Frame,
    pub icon: &'static str,
    pub title: String,
    pub text: String,
    /// Where the form goes, and what its button says.
    pub action: String,
    pub label: String,
    pub dangerous: bool,
    pub back: String,
}

/// Phones and browsers.
#[derive(Template)]
#[template(path = "session/devices.html")]
pub(crate) struct Devices {
    pub p: Frame,
    pub groups: Vec<DeviceGroup>,
}

/// Devices of one kind.
pub(crate) struct DeviceGroup {
    pub name: String,
    pub icon: &'static str,
    pub devices: Vec<Device>,
    /// What is said where there are none.
    pub none: String,
}

/// One device.
pub(crate) struct Device {
    pub name: String,
    pub detail: String,
    /// Path and label of its page.
    pub link: Option<(String, String)>,
}

/// The page behind a QR code, in a browser.
#[derive(Template)]
#[template(path = "enroll.html")]
pub(crate) struct EnrollHelp {
    pub p: Frame,
}

/// What went wrong.
#[derive(Template)]
#[template(path = "error.html")]
pub(crate) struct ErrorPage {
    pub p: Frame,
    pub title: String,
    pub text: String,
    /// Path and label of a way on.
    pub next: (String, String),
}
