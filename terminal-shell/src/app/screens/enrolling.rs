//! Enrolling: a push account is being added with its server: how far it has come, and what to do where it fails.

use super::unlock::yes_key;
use super::{Intent, Screen};
use crate::app::look::Look;
use crate::app::parts::{Hint, gap, paragraph, question};
use crate::words;
use countersign::authenticator::{EnrollmentStep, OfferView, OnlineEnrollment};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

#[derive(Debug)]
pub(crate) struct Enrolling {
    offer: OfferView,
    enrollment: OnlineEnrollment,
    state: State,
}

#[derive(Debug)]
enum State {
    Running(EnrollmentStep),
    /// It failed: why, in words.
    Failed(String),
    /// The server has turned out to be in a private network.
    AsksForConsent,
}

/// The steps in their order, with the key of each.
const STEPS: [(EnrollmentStep, &str); 3] = [
    (EnrollmentStep::MakingKeys, "enrolling-keys"),
    (EnrollmentStep::AskingServer, "enrolling-server"),
    (EnrollmentStep::Storing, "enrolling-storing"),
];

impl Enrolling {
    pub(crate) fn new(offer: OfferView, enrollment: OnlineEnrollment) -> Self {
        Self { offer, enrollment, state: State::Running(EnrollmentStep::MakingKeys) }
    }

    /// It has come to this step.
    pub(crate) fn reached(&mut self, step: EnrollmentStep) {
        self.state = State::Running(step);
    }

    /// It failed, and can be tried again.
    pub(crate) fn failed(&mut self, why: String) {
        self.state = State::Failed(why);
    }

    /// The server is in a private network, which the user has not agreed to.
    pub(crate) fn ask_for_consent(&mut self) {
        self.state = State::AsksForConsent;
    }

    fn again(&mut self) -> Option<Intent> {
        self.state = State::Running(EnrollmentStep::MakingKeys);
        Some(Intent::Enroll(Box::new(self.offer.clone()), self.enrollment.clone()))
    }
}

impl Screen for Enrolling {
    fn title(&self) -> &'static str {
        "title-enrolling"
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        match self.state {
            State::Running(_) => vec![Hint::new(look, "Esc", "hint-cancel")],
            State::Failed(_) => {
                vec![Hint::new(look, "Enter", "hint-try-again"), Hint::new(look, "Esc", "hint-do-not-add")]
            }
            State::AsksForConsent => vec![Hint::new(look, "Esc", "hint-do-not-add")],
        }
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        match (&self.state, key.code) {
            (State::Running(_), KeyCode::Esc) => Some(Intent::StopWaiting),
            (State::Running(_), _) => None,
            (_, KeyCode::Esc | KeyCode::Char('n')) => Some(Intent::Dismiss(self.offer.id)),
            (State::Failed(_), KeyCode::Enter) => self.again(),
            (State::AsksForConsent, KeyCode::Char('y' | 'j')) => {
                self.enrollment.private_network = true;
                self.again()
            }
            _ => None,
        }
    }

    fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        let name = words::label(&self.offer.issuer, &self.offer.account);
        let mut rest = paragraph(frame, body, Line::styled(name, look.palette.strong));
        if let Some(server) = &self.offer.server {
            let text = look.texts.say_with("offer-server", &[("server", server.name.as_str().into())]);
            rest = paragraph(frame, rest, Line::styled(text, look.palette.muted));
        }
        rest = gap(rest);
        match &self.state {
            State::Running(reached) => {
                let at = STEPS.iter().position(|(step, _)| step == reached).unwrap_or(0);
                for (index, (_, text)) in STEPS.iter().enumerate() {
                    let (mark, style) = match index.cmp(&at) {
                        std::cmp::Ordering::Less => ("✓", look.palette.good),
                        std::cmp::Ordering::Equal => ("▸", look.palette.accent),
                        std::cmp::Ordering::Greater => ("·", look.palette.muted),
                    };
                    rest = paragraph(frame, rest, Line::styled(format!("{mark} {}", look.say(text)), style));
                }
            }
            State::Failed(why) => {
                rest = paragraph(frame, rest, Line::styled(format!("✗ {why}"), look.palette.bad));
                paragraph(frame, gap(rest), look.say("enrolling-failed"));
            }
            State::AsksForConsent => {
                let hints =
                    [Hint::new(look, yes_key(look), "hint-go-on"), Hint::new(look, "n", "hint-do-not-add")];
                let text = look.say("private-network-question");
                question(look, frame, &look.say("private-network-title"), text, &hints);
            }
        }
    }
}
