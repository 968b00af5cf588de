//! Add: the path of a picture, or a pasted text.

use super::{Intent, Place, Screen};
use crate::app::field::Field;
use crate::app::look::Look;
use crate::app::parts::{Hint, first_line, gap, paragraph, readable};
use crate::app::scroll::Scroll;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

#[derive(Debug)]
pub(crate) struct Add {
    field: Field,
    scroll: Scroll,
}

impl Add {
    pub(crate) fn new() -> Self {
        Self { field: Field::showing(""), scroll: Scroll::default() }
    }
}

impl Screen for Add {
    fn title(&self) -> &'static str {
        "title-add"
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        vec![
            Hint::new(look, "Enter", "hint-read"),
            Hint::new(look, "Tab", "hint-manual"),
            Hint::new(look, "Esc", "hint-back"),
        ]
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        match key.code {
            KeyCode::Esc => Some(Intent::Show(Place::Authenticators)),
            KeyCode::Tab => Some(Intent::Show(Place::Manual)),
            KeyCode::Enter if self.field.is_empty() => None,
            KeyCode::Enter => Some(Intent::Read(self.field.text().to_owned())),
            _ if self.scroll.page_key(key) => None,
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
        let told = vec![Line::raw(look.say("add-explained"))];
        let rest = self.scroll.above(look, frame, body, told, 2);
        let (label, rest) = first_line(rest);
        frame.render_widget(Span::styled(look.say("add-field"), look.palette.accent), label);
        let (line, rest) = first_line(readable(rest));
        self.field.render(look, frame, line, true);
        paragraph(frame, gap(rest), Span::styled(look.say("add-manual"), look.palette.muted));
    }
}
