//! History: what happened, the newest first. A decided request opens to what was shown, and can be reported.

use super::unlock::yes_key;
use super::{Intent, Place, Screen};
use crate::app::look::Look;
use crate::app::parts::{Hint, below, first_line, fit, paragraph, question, readable};
use crate::app::scroll::Scroll;
use crate::words;
use countersign::authenticator::HistoryRow;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use std::cell::Cell;

#[derive(Debug)]
pub(crate) struct History {
    rows: Vec<HistoryRow>,
    selected: usize,
    /// The first row of the last drawing, and how many it had room for.
    first: Cell<usize>,
    fitting: Cell<usize>,
    opened: bool,
    asks_to_report: bool,
    scroll: Scroll,
}

impl History {
    pub(crate) fn new(rows: Vec<HistoryRow>) -> Self {
        Self {
            rows,
            selected: 0,
            first: Cell::new(0),
            fitting: Cell::new(1),
            opened: false,
            asks_to_report: false,
            scroll: Scroll::default(),
        }
    }

    fn row(&self) -> Option<&HistoryRow> {
        self.rows.get(self.selected)
    }

    fn move_by(&mut self, step: isize) {
        let last = self.rows.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(step).min(last);
    }

    fn key_in_list(&mut self, key: KeyEvent) -> Option<Intent> {
        let page = isize::try_from(self.fitting.get()).unwrap_or(1);
        match key.code {
            KeyCode::Esc | KeyCode::Char('q') => return Some(Intent::Show(Place::Authenticators)),
            KeyCode::Up | KeyCode::Char('k') => self.move_by(-1),
            KeyCode::Down | KeyCode::Char('j') => self.move_by(1),
            KeyCode::PageUp => self.move_by(-page),
            KeyCode::PageDown | KeyCode::Char(' ') => self.move_by(page),
            KeyCode::Home => self.move_by(isize::MIN),
            KeyCode::End => self.move_by(isize::MAX),
            KeyCode::Enter | KeyCode::Right if self.row().is_some_and(|row| !row.shown.is_empty()) => {
                self.opened = true;
                self.scroll = Scroll::default();
            }
            _ => {}
        }
        None
    }

    fn draw_list(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        let fitting = usize::from(body.height).max(1);
        let mut first = self.first.get().min(self.selected);
        if self.selected >= first + fitting {
            first = self.selected + 1 - fitting;
        }
        self.first.set(first);
        self.fitting.set(fitting);
        let mut rest = body;
        for (index, row) in self.rows.iter().enumerate().skip(first).take(fitting) {
            let (line, after) = first_line(rest);
            rest = after;
            let (mark, style) =
                if index == self.selected { ("▌", look.palette.accent) } else { (" ", look.palette.base) };
            let time = format!("{}  ", words::moment(look.texts, row.time));
            let event = look.say(words::event(row.event));
            let used = 2 + Span::raw(time.as_str()).width() + Span::raw(event.as_str()).width();
            let label = fit(&row.label, usize::from(line.width).saturating_sub(used + 4));
            let more = if row.shown.is_empty() { "" } else { " ›" };
            let spans = vec![
                Span::styled(mark, style),
                Span::styled(time, look.palette.muted),
                Span::raw(event),
                Span::styled(format!("  {label}"), look.palette.strong),
                Span::styled(more, look.palette.accent),
            ];
            frame.render_widget(Line::from(spans), line);
        }
    }

    fn draw_row(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect, row: &HistoryRow) {
        let rest =
            paragraph(frame, body, Line::styled(look.say(words::event(row.event)), look.palette.strong));
        let mut about = vec![words::moment(look.texts, row.time), row.label.clone()];
        about.extend(row.server.clone());
        about.retain(|part| !part.is_empty());
        let rest = paragraph(frame, rest, Line::styled(about.join(" · "), look.palette.muted));
        let lines = row.shown.iter().map(|line| Line::raw(line.clone())).collect();
        self.scroll.render(look, frame, readable(below(rest, u16::from(rest.height > 2))), lines);
    }
}

impl Screen for History {
    fn title(&self) -> &'static str {
        "title-history"
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        let mut hints = vec![Hint::new(look, "Esc", "hint-back")];
        if self.opened {
            if self.row().is_some_and(|row| row.can_be_reported) {
                hints.insert(0, Hint::new(look, "r", "hint-report"));
            }
            hints.extend(self.scroll.hint(look));
            return hints;
        }
        if self.row().is_some_and(|row| !row.shown.is_empty()) {
            hints.push(Hint::new(look, "Enter", "hint-details"));
        }
        hints.push(Hint::new(look, "↑↓", "hint-choose"));
        hints
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        if !self.opened {
            return self.key_in_list(key);
        }
        let row = self.rows.get(self.selected)?;
        if self.asks_to_report {
            self.asks_to_report = false;
            return matches!(key.code, KeyCode::Char('y' | 'j')).then_some(Intent::Report(row.id));
        }
        match key.code {
            KeyCode::Esc | KeyCode::Left | KeyCode::Char('q') => self.opened = false,
            KeyCode::Char('r') if row.can_be_reported => self.asks_to_report = true,
            _ => {
                self.scroll.key(key);
            }
        }
        None
    }

    fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        match self.row() {
            None => {
                paragraph(frame, body, look.say("history-empty"));
            }
            Some(row) if self.opened => self.draw_row(look, frame, body, row),
            Some(_) => self.draw_list(look, frame, body),
        }
        if self.asks_to_report {
            let hints = [Hint::new(look, yes_key(look), "hint-report"), Hint::new(look, "n", "hint-back")];
            let text = look.say("history-report-question");
            question(look, frame, &look.say("history-report-title"), text, &hints);
        }
    }
}
