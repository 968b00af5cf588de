//! The second factor: choosing one, a request at the phone, a code that is typed.

use crate::web::frame::Frame;
use askama::Template;

/// Which factor?
#[derive(Template)]
#[template(path = "factor/choose.html")]
pub(crate) struct ChooseFactor {
    pub p: Frame,
    /// Where the pages of this question are: `/login`, `/confirm`.
    pub at: String,
    pub lead: String,
    pub ways: Vec<Way>,
    pub another_way: bool,
}

/// One factor that the user has.
pub(crate) struct Way {
    /// The factor's name in forms.
    pub value: &'static str,
    pub icon: &'static str,
    pub name: String,
    pub detail: String,
}

/// A request is at the phone.
#[derive(Template)]
#[template(path = "factor/push.html")]
pub(crate) struct PushRequest {
    pub p: Frame,
    pub at: String,
    pub title: String,
    pub lead: String,
    /// What came of it; `None` while it is open.
    pub outcome: Option<Outcome>,
    /// What is to be typed or scanned.
    pub shown: Shown,
    /// Seconds that are left, and that there were.
    pub left: u64,
    pub of: u64,
    /// Whether the page waits, and completes by itself.
    pub waits: bool,
    /// The path of this page.
    pub here: String,
    /// Where the form goes that asks the phone again, and the way it names.
    pub ask_again: String,
    pub again: &'static str,
    pub another_way: bool,
}

/// What came of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Accepted,
    Rejected,
    TimedOut,
    WrongNumber,
    Superseded,
}

impl Outcome {
    /// Its name for the script of waiting pages.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::TimedOut => "timed-out",
            Self::WrongNumber => "wrong-number",
            Self::Superseded => "superseded",
        }
    }

    /// The key of the text that says it.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Accepted => "outcome-accepted",
            Self::Rejected => "outcome-rejected",
            Self::TimedOut => "outcome-timed-out",
            Self::WrongNumber => "outcome-wrong-number",
            Self::Superseded => "outcome-superseded",
        }
    }

    /// The key of the text that says what to do then.
    pub(crate) const fn advice(self) -> &'static str {
        match self {
            Self::Accepted => "outcome-accepted",
            Self::Rejected => "advice-rejected",
            Self::TimedOut => "advice-timed-out",
            Self::WrongNumber => "advice-wrong-number",
            Self::Superseded => "advice-superseded",
        }
    }

    /// Its icon.
    pub(crate) const fn icon(self) -> &'static str {
        match self {
            Self::Accepted => "check",
            Self::Rejected | Self::WrongNumber => "cross",
            Self::TimedOut | Self::Superseded => "late",
        }
    }

    /// Its class in the style sheet.
    pub(crate) const fn look(self) -> &'static str {
        match self {
            Self::Accepted => "outcome-good",
            Self::Rejected | Self::WrongNumber => "outcome-bad",
            Self::TimedOut | Self::Superseded => "outcome-late",
        }
    }

    /// Whether the login goes on.
    pub(crate) const fn is_accepted(self) -> bool {
        matches!(self, Self::Accepted)
    }
}

/// What a page shows for the phone.
pub(crate) enum Shown {
    /// Nothing to compare.
    Nothing,
    /// A number in groups of digits, to be typed on the phone.
    Number(Vec<String>),
    /// A QR code, to be scanned by the phone.
    Picture(ShownPicture),
    /// A field for the code that the phone shows.
    Code,
}

impl Shown {
    /// Whether something is typed into the page, which then must not be loaded anew under the typist.
    pub(crate) const fn is_typed(&self) -> bool {
        matches!(self, Self::Code)
    }
}

/// A QR code that is served at a path.
pub(crate) struct ShownPicture {
    pub path: String,
    /// Width and height in pixels.
    pub side: usize,
}

/// A code is typed.
#[derive(Template)]
#[template(path = "factor/code.html")]
pub(crate) struct EnterCode {
    pub p: Frame,
    pub at: String,
    pub title: String,
    pub lead: String,
    pub label: String,
    /// Where the form goes.
    pub action: String,
    /// Digits, not a text.
    pub numeric: bool,
    /// Of an e-mailed code: where the form goes that sends another one.
    pub send_again: Option<String>,
    pub another_way: bool,
}
