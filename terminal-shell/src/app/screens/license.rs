//! Setup, first step: the license.

use super::{Intent, Screen};
use crate::app::look::Look;
use crate::app::parts::{Hint, gap, paragraph, readable};
use crate::app::scroll::Scroll;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

#[derive(Debug)]
pub(crate) struct License {
    version: u32,
    text: &'static str,
    scroll: Scroll,
}

impl License {
    pub(crate) fn new(version: u32, text: &'static str) -> Self {
        Self { version, text, scroll: Scroll::default() }
    }
}

impl Screen for License {
    fn title(&self) -> &'static str {
        "title-license"
    }

    fn aside(&self, look: &Look<'_>) -> String {
        look.texts.say_with("setup-step", &[("step", 1.into()), ("steps", 4.into())])
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        vec![
            Hint::new(look, "Enter", "hint-accept"),
            Hint::new(look, "q", "hint-decline"),
            Hint::new(look, "↑↓", "hint-scroll"),
        ]
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        match key.code {
            KeyCode::Enter => Some(Intent::AcceptLicense(self.version)),
            KeyCode::Char('q') | KeyCode::Esc => Some(Intent::Quit),
            _ => {
                self.scroll.key(key);
                None
            }
        }
    }

    fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        let rest = paragraph(frame, body, Line::styled(look.say("setup-welcome"), look.palette.strong));
        let lines = self.text.lines().map(Line::raw).collect();
        self.scroll.render(look, frame, readable(gap(rest)), lines);
    }
}
