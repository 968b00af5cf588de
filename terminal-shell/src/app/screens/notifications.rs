//! Setup, last step: notifications.

use super::{Intent, Screen};
use crate::app::look::Look;
use crate::app::parts::{Hint, gap, paragraph};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

#[derive(Debug)]
pub(crate) struct Notifications;

impl Screen for Notifications {
    fn title(&self) -> &'static str {
        "title-notifications"
    }

    fn aside(&self, look: &Look<'_>) -> String {
        look.texts.say_with("setup-step", &[("step", 4.into()), ("steps", 4.into())])
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        vec![Hint::new(look, "Enter", "hint-allow"), Hint::new(look, "n", "hint-not-now")]
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        match key.code {
            KeyCode::Enter | KeyCode::Char('y' | 'j') => Some(Intent::ChooseNotifications(true)),
            KeyCode::Char('n') | KeyCode::Esc => Some(Intent::ChooseNotifications(false)),
            _ => None,
        }
    }

    fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        let rest =
            paragraph(frame, body, Line::styled(look.say("notifications-question"), look.palette.strong));
        paragraph(frame, gap(rest), look.say("notifications-explained"));
    }
}
