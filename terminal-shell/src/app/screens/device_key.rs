//! Setup on a machine without a keyring: the choice of a key file, and what it is worth.

use super::{Intent, Screen};
use crate::app::look::Look;
use crate::app::parts::Hint;
use crate::app::scroll::Scroll;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

#[derive(Debug, Default)]
pub(crate) struct DeviceKey {
    scroll: Scroll,
}

impl Screen for DeviceKey {
    fn title(&self) -> &'static str {
        "title-device-key"
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        let mut hints = vec![Hint::new(look, "f", "hint-use-key-file"), Hint::new(look, "q", "hint-quit")];
        hints.extend(self.scroll.hint(look));
        hints
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        match key.code {
            KeyCode::Char('f') => Some(Intent::UseKeyFile),
            KeyCode::Char('q') | KeyCode::Esc => Some(Intent::Quit),
            _ => {
                self.scroll.key(key);
                None
            }
        }
    }

    fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        let told = vec![
            Line::raw(look.say("device-key-none")),
            Line::styled(look.say("class-file-warning"), look.palette.warning),
            Line::raw(look.say("device-key-choice")),
        ];
        self.scroll.above(look, frame, body, told, 0);
    }
}
