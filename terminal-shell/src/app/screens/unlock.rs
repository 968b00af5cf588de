//! Unlock: PIN or recovery code, attempts left, the countdown of a delay, the question about older files.

use super::{Intent, Screen};
use crate::app::field::Field;
use crate::app::look::Look;
use crate::app::parts::{Hint, first_line, gap, paragraph, question, readable};
use crate::words;
use countersign::authenticator::{LockView, OlderCopy};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use std::time::Duration;

/// From this many failures on the screen says how many attempts are left: a single slip is no reason to worry anyone.
const ATTEMPTS: u32 = 10;

#[derive(Debug)]
pub(crate) struct Unlock {
    view: LockView,
    field: Field,
    with_recovery_code: bool,
    older: Option<OlderCopy>,
}

impl Unlock {
    pub(crate) fn new(view: LockView) -> Self {
        Self { view, field: Field::hiding(), with_recovery_code: false, older: None }
    }

    /// What the core says now: the delay runs down, attempts go.
    pub(crate) fn update(&mut self, view: LockView) {
        self.view = view;
    }

    /// The PIN was right, but the files are older than the device remembers: ask.
    pub(crate) fn ask_about(&mut self, older: OlderCopy) {
        self.older = Some(older);
    }

    fn waits(&self) -> bool {
        self.view.delay > Duration::ZERO
    }
}

impl Screen for Unlock {
    fn title(&self) -> &'static str {
        "title-unlock"
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        if self.older.is_some() {
            return vec![];
        }
        let mut hints = vec![Hint::new(look, "Enter", "hint-unlock")];
        hints.push(Hint::new(look, "Esc", "hint-quit"));
        let other = if self.with_recovery_code { "hint-use-pin" } else { "hint-use-recovery-code" };
        hints.push(Hint::new(look, "Tab", other));
        hints
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        if self.older.is_some() {
            return match key.code {
                KeyCode::Char('y' | 'j') => {
                    self.older = None;
                    Some(Intent::AcceptOlderCopy)
                }
                KeyCode::Char('n') | KeyCode::Esc => {
                    self.older = None;
                    Some(Intent::DeclineOlderCopy)
                }
                _ => None,
            };
        }
        match key.code {
            KeyCode::Esc => Some(Intent::Quit),
            KeyCode::Tab => {
                self.with_recovery_code = !self.with_recovery_code;
                self.field.clear();
                None
            }
            KeyCode::Enter if self.field.is_empty() || self.waits() => None,
            KeyCode::Enter => {
                let secret = self.field.take_secret();
                let recovery = self.with_recovery_code;
                Some(if recovery { Intent::UnlockWithRecoveryCode(secret) } else { Intent::Unlock(secret) })
            }
            _ => {
                self.field.key(key);
                None
            }
        }
    }

    fn paste(&mut self, text: &str) -> Option<Intent> {
        self.field.paste(text);
        None
    }

    fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        let (asked, name) = match (self.with_recovery_code, self.view.passphrase) {
            (true, _) => ("unlock-with-recovery-code", "field-recovery-code"),
            (false, true) => ("unlock-with-passphrase", "field-passphrase"),
            (false, false) => ("unlock-with-pin", "field-pin"),
        };
        let mut rest = paragraph(frame, body, look.say(asked));
        if self.view.attempts_left < ATTEMPTS {
            let text =
                look.texts.say_with("unlock-attempts-left", &[("attempts", self.view.attempts_left.into())]);
            let style = if self.view.attempts_left <= 3 { look.palette.bad } else { look.palette.warning };
            rest = paragraph(frame, gap(rest), Line::styled(text, style));
        }
        if self.waits() {
            let text =
                look.texts.say_with("unlock-wait", &[("time", words::clock_face(self.view.delay).into())]);
            paragraph(frame, gap(rest), Line::styled(text, look.palette.warning));
        } else {
            let (label, rest) = first_line(gap(rest));
            frame.render_widget(Span::styled(look.say(name), look.palette.accent), label);
            let (line, _) = first_line(readable(rest));
            self.field.render(look, frame, line, self.older.is_none());
        }
        if let Some(older) = self.older {
            let text = crate::messages::older_copy(older);
            let hints =
                [Hint::new(look, yes_key(look), "hint-go-on"), Hint::new(look, "n", "hint-stay-locked")];
            question(look, frame, &look.say("older-title"), look.say(text), &hints);
        }
    }
}

/// The key for yes, as the language has it; both work in both.
pub(crate) fn yes_key(look: &Look<'_>) -> &'static str {
    match look.texts.language() {
        countersign::authenticator::Language::English => "y",
        countersign::authenticator::Language::German => "j",
    }
}
