//! Setup on a machine without a keyring: the choice of a key file, and what it is worth.

use super::{Intent, Screen};
use crate::app::look::Look;
use crate::app::parts::{Hint, gap, paragraph};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

#[derive(Debug)]
pub(crate) struct DeviceKey;

impl Screen for DeviceKey {
    fn title(&self) -> &'static str {
        "title-device-key"
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        vec![Hint::new(look, "f", "hint-use-key-file"), Hint::new(look, "q", "hint-quit")]
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        match key.code {
            KeyCode::Char('f') => Some(Intent::UseKeyFile),
            KeyCode::Char('q') | KeyCode::Esc => Some(Intent::Quit),
            _ => None,
        }
    }

    fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        let rest = paragraph(frame, body, look.say("device-key-none"));
        let warning = Line::styled(look.say("class-file-warning"), look.palette.warning);
        let rest = paragraph(frame, gap(rest), warning);
        paragraph(frame, gap(rest), look.say("device-key-choice"));
    }
}
