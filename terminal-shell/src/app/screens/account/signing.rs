//! What the user signs for on an account's page with the PIN: new keys, and going on after the server knew a later signature.

use super::super::Intent;
use crate::app::field::Field;
use crate::app::look::Look;
use crate::app::parts::{Hint, first_line, gap, paragraph};
use countersign::authenticator::AccountId;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// What is signed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signed {
    NewKeys,
    Counter,
}

#[derive(Debug)]
pub(super) struct Signing {
    signed: Signed,
    pin: Field,
    /// The server is being asked.
    waits: bool,
}

/// What a key did.
pub(super) enum Key {
    Done(Option<Box<Intent>>),
    /// The user does not want it.
    Close,
}

impl Signing {
    pub(super) const fn signed(&self) -> Signed {
        self.signed
    }

    pub(super) fn of(signed: Signed) -> Self {
        Self { signed, pin: Field::hiding(), waits: false }
    }

    pub(super) fn key(&mut self, key: KeyEvent, id: AccountId) -> Key {
        match key.code {
            KeyCode::Esc if self.waits => Key::Done(Some(Box::new(Intent::StopWaiting))),
            KeyCode::Esc => Key::Close,
            _ if self.waits => Key::Done(None),
            KeyCode::Enter if self.pin.is_empty() => Key::Done(None),
            KeyCode::Enter => {
                self.waits = true;
                let pin = self.pin.take_secret();
                Key::Done(Some(Box::new(match self.signed {
                    Signed::NewKeys => Intent::RotateKeys(id, pin),
                    Signed::Counter => Intent::ResumeCounter(id, pin),
                })))
            }
            _ => {
                self.pin.key(key);
                Key::Done(None)
            }
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        if !self.waits {
            self.pin.paste(text);
        }
    }

    pub(super) fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        match (self.waits, self.signed) {
            (true, _) => vec![Hint::new(look, "Esc", "hint-stop-waiting")],
            (false, Signed::NewKeys) => {
                vec![Hint::new(look, "Enter", "hint-new-keys"), Hint::new(look, "Esc", "hint-back")]
            }
            (false, Signed::Counter) => {
                vec![Hint::new(look, "Enter", "hint-go-on"), Hint::new(look, "Esc", "hint-back")]
            }
        }
    }

    pub(super) fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, area: Rect) {
        let (explained, asked) = match self.signed {
            Signed::NewKeys => ("account-new-keys-explained", "account-new-keys-pin"),
            Signed::Counter => ("account-counter-explained", "request-resume-pin"),
        };
        let rest = gap(paragraph(frame, area, look.say(explained)));
        if self.waits {
            paragraph(frame, rest, Line::styled(look.say("request-deciding"), look.palette.accent));
            return;
        }
        let rest = paragraph(frame, rest, Line::styled(look.say(asked), look.palette.accent));
        self.pin.render(look, frame, first_line(rest).0, true);
    }
}
