//! The vault cannot be opened here, and no PIN changes that: what is wrong, and what can still be done.

use super::unlock::yes_key;
use super::{Intent, Screen};
use crate::app::field::Field;
use crate::app::look::Look;
use crate::app::parts::{Hint, first_line, gap, paragraph, question, readable};
use countersign::authenticator::Unusable as Reason;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

#[derive(Debug)]
pub(crate) struct Unusable {
    reason: Reason,
    folder: String,
    recovery_code: Option<Field>,
    asks_to_start_over: bool,
}

impl Unusable {
    pub(crate) fn new(reason: Reason, folder: String) -> Self {
        Self { reason, folder, recovery_code: None, asks_to_start_over: false }
    }

    fn can_start_over(&self) -> bool {
        match self.reason {
            Reason::Damaged | Reason::FilesMissing | Reason::DeviceKeyMissing => true,
            Reason::NewerVersion | Reason::InUse => false,
        }
    }
}

impl Screen for Unusable {
    fn title(&self) -> &'static str {
        "title-unusable"
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        if self.recovery_code.is_some() {
            return vec![Hint::new(look, "Enter", "hint-unlock"), Hint::new(look, "Esc", "hint-back")];
        }
        let mut hints = vec![Hint::new(look, "q", "hint-quit")];
        if self.reason == Reason::DeviceKeyMissing {
            hints.push(Hint::new(look, "r", "hint-use-recovery-code"));
        }
        if self.can_start_over() {
            hints.push(Hint::new(look, "s", "hint-start-over"));
        }
        hints
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        if self.asks_to_start_over {
            self.asks_to_start_over = false;
            return matches!(key.code, KeyCode::Char('y' | 'j')).then_some(Intent::StartOver);
        }
        if let Some(field) = &mut self.recovery_code {
            match key.code {
                KeyCode::Esc => self.recovery_code = None,
                KeyCode::Enter if !field.is_empty() => {
                    return Some(Intent::UnlockWithRecoveryCode(field.take_secret()));
                }
                _ => {
                    field.key(key);
                }
            }
            return None;
        }
        match key.code {
            KeyCode::Char('q') | KeyCode::Esc => return Some(Intent::Quit),
            KeyCode::Char('r') if self.reason == Reason::DeviceKeyMissing => {
                self.recovery_code = Some(Field::hiding());
            }
            KeyCode::Char('s') if self.can_start_over() => self.asks_to_start_over = true,
            _ => {}
        }
        None
    }

    fn paste(&mut self, text: &str) -> Option<Intent> {
        if let Some(field) = &mut self.recovery_code {
            field.paste(text);
        }
        None
    }

    fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        let reason = crate::messages::unusable(look.texts, self.reason);
        let rest = paragraph(frame, body, Line::styled(reason, look.palette.bad));
        let folder = look.texts.say_with("unusable-folder", &[("folder", self.folder.as_str().into())]);
        let rest = paragraph(frame, gap(rest), Line::styled(folder, look.palette.muted));
        if let Some(field) = &self.recovery_code {
            let (label, rest) = first_line(gap(rest));
            frame.render_widget(Span::styled(look.say("field-recovery-code"), look.palette.accent), label);
            let (line, _) = first_line(readable(rest));
            field.render(look, frame, line, true);
        }
        if self.asks_to_start_over {
            let hints =
                [Hint::new(look, yes_key(look), "hint-start-over"), Hint::new(look, "n", "hint-back")];
            question(look, frame, &look.say("start-over-title"), look.say("start-over-question"), &hints);
        }
    }
}
