//! Text longer than the screen.

use super::look::Look;
use super::parts::{Hint, below, readable};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Wrap};
use std::cell::Cell;

/// How far a text is scrolled. Drawing knows how long the text is and keeps it in range.
#[derive(Debug, Default)]
pub(crate) struct Scroll {
    line: Cell<usize>,
    page: Cell<usize>,
    /// Whether the last drawing had no room for all of it.
    overflows: Cell<bool>,
}

impl Scroll {
    /// Scrolls. `false` for a key that does something else.
    pub(crate) fn key(&self, key: KeyEvent) -> bool {
        let (line, page) = (self.line.get(), self.page.get().max(1));
        self.line.set(match key.code {
            KeyCode::Up | KeyCode::Char('k') => line.saturating_sub(1),
            KeyCode::Down | KeyCode::Char('j') => line.saturating_add(1),
            KeyCode::PageUp => line.saturating_sub(page),
            KeyCode::PageDown | KeyCode::Char(' ') => line.saturating_add(page),
            KeyCode::Home => 0,
            KeyCode::End => usize::MAX,
            _ => return false,
        });
        true
    }

    /// Scrolls by pages only, beside fields that need the other keys.
    pub(crate) fn page_key(&self, key: KeyEvent) -> bool {
        matches!(key.code, KeyCode::PageUp | KeyCode::PageDown) && self.key(key)
    }

    /// The hint to scroll, where there was more than the last drawing had room for.
    pub(crate) fn hint(&self, look: &Look<'_>) -> Option<Hint> {
        self.overflows.get().then(|| Hint::new(look, "PgDn", "hint-scroll"))
    }

    /// Draws `paragraphs` at the top of `area` and gives what is left below, at least `reserved` lines: fields stay in
    /// sight on a low screen. The empty lines between paragraphs go first; then the text is scrolled.
    pub(crate) fn above(
        &self,
        look: &Look<'_>,
        frame: &mut Frame<'_>,
        area: Rect,
        paragraphs: Vec<Line<'static>>,
        reserved: u16,
    ) -> Rect {
        let area = readable(area);
        let width = usize::from(area.width).max(1);
        let room = usize::from(area.height.saturating_sub(reserved));
        let heights: Vec<usize> =
            paragraphs.iter().map(|paragraph| wrapped(paragraph.clone(), width).len()).collect();
        let lines: usize = heights.iter().sum();
        let gaps = paragraphs.len();
        if lines > room {
            let [text, rest] = Layout::vertical([
                Constraint::Length(u16::try_from(room).unwrap_or(area.height)),
                Constraint::Min(0),
            ])
            .areas(area);
            self.render(look, frame, text, paragraphs);
            return rest;
        }
        self.overflows.set(false);
        let gap = u16::from(lines + gaps <= room);
        let mut rest = area;
        for (paragraph, height) in paragraphs.into_iter().zip(heights) {
            let height = u16::try_from(height).unwrap_or(rest.height).min(rest.height);
            frame.render_widget(Paragraph::new(wrapped(paragraph, width)), Rect { height, ..rest });
            rest = below(rest, height + gap);
        }
        rest
    }

    /// Draws `lines`, wrapped, from the current line on, with a mark where there is more.
    pub(crate) fn render(
        &self,
        look: &Look<'_>,
        frame: &mut Frame<'_>,
        area: Rect,
        lines: Vec<Line<'static>>,
    ) {
        let width = usize::from(area.width.saturating_sub(2)).max(1);
        let wrapped: Vec<Line<'static>> = lines.into_iter().flat_map(|line| wrapped(line, width)).collect();
        let height = usize::from(area.height);
        let first = self.line.get().min(wrapped.len().saturating_sub(height));
        self.line.set(first);
        self.page.set(height.saturating_sub(1));
        self.overflows.set(wrapped.len() > height);
        let more = (first > 0, wrapped.len() > first + height);
        let shown: Vec<Line<'static>> = wrapped.into_iter().skip(first).take(height).collect();
        frame.render_widget(Paragraph::new(shown).wrap(Wrap { trim: false }), area);
        let right = area.right().saturating_sub(1);
        for (there_is, mark, y) in [(more.0, "▲", area.top()), (more.1, "▼", area.bottom().saturating_sub(1))]
        {
            if there_is && area.height > 0 {
                let place = Rect { x: right, y, width: 1, height: 1 };
                frame.render_widget(Span::styled(mark, look.palette.accent), place);
            }
        }
    }
}

/// `line` broken at spaces into lines of at most `width` columns; a line that fits keeps its spans.
pub(crate) fn wrapped(line: Line<'static>, width: usize) -> Vec<Line<'static>> {
    if line.width() <= width {
        return vec![line];
    }
    let style = line.spans.first().map_or(line.style, |span| line.style.patch(span.style));
    let text = line.to_string();
    let indent = " ".repeat(text.len() - text.trim_start().len());
    let mut lines = vec![indent.clone()];
    for word in text.split_whitespace() {
        let Some(last) = lines.last_mut() else { break };
        let empty = last.trim().is_empty();
        if !empty && Line::raw(last.as_str()).width() + 1 + Line::raw(word).width() > width {
            lines.push(format!("{indent}{word}"));
        } else {
            last.push_str(if empty { "" } else { " " });
            last.push_str(word);
        }
    }
    lines.into_iter().map(|text| Line::styled(text, style)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_between_words_and_keeps_the_indent() {
        let texts: Vec<String> =
            wrapped(Line::raw("  one two three"), 9).iter().map(ToString::to_string).collect();
        assert_eq!(texts, ["  one two", "  three"]);
        assert_eq!(wrapped(Line::raw("unbreakable"), 5).len(), 1);
    }
}
