//! The vault was erased: say so, and start over.

use super::{Intent, Screen};
use crate::app::look::Look;
use crate::app::parts::{Hint, gap, paragraph};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

#[derive(Debug)]
pub(crate) struct Erased;

impl Screen for Erased {
    fn title(&self) -> &'static str {
        "title-erased"
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        vec![Hint::new(look, "s", "hint-start-over"), Hint::new(look, "q", "hint-quit")]
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        match key.code {
            KeyCode::Char('s') => Some(Intent::StartOver),
            KeyCode::Char('q') | KeyCode::Esc => Some(Intent::Quit),
            _ => None,
        }
    }

    fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        let rest = paragraph(frame, body, Line::styled(look.say("erased-what"), look.palette.bad));
        paragraph(frame, gap(rest), look.say("erased-next"));
    }
}
