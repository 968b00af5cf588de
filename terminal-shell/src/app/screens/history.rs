//! History: what happened, the newest first.

use super::{Intent, Place, Screen};
use crate::app::look::Look;
use crate::app::parts::{Hint, paragraph};
use crate::app::scroll::Scroll;
use crate::words;
use countersign::authenticator::HistoryRow;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

#[derive(Debug)]
pub(crate) struct History {
    rows: Vec<HistoryRow>,
    scroll: Scroll,
}

impl History {
    pub(crate) fn new(rows: Vec<HistoryRow>) -> Self {
        Self { rows, scroll: Scroll::default() }
    }
}

impl Screen for History {
    fn title(&self) -> &'static str {
        "title-history"
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        vec![Hint::new(look, "Esc", "hint-back"), Hint::new(look, "↑↓", "hint-scroll")]
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        if matches!(key.code, KeyCode::Esc | KeyCode::Char('q')) {
            return Some(Intent::Show(Place::Authenticators));
        }
        self.scroll.key(key);
        None
    }

    fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        if self.rows.is_empty() {
            paragraph(frame, body, look.say("history-empty"));
            return;
        }
        let lines = self.rows.iter().map(|row| {
            Line::from(vec![
                Span::styled(format!("{}  ", words::moment(look.texts, row.time)), look.palette.muted),
                Span::raw(look.say(words::event(row.event))),
                Span::styled(format!("  {}", row.label), look.palette.strong),
            ])
        });
        self.scroll.render(look, frame, body, lines.collect());
    }
}
