//! Several fields, one below the other.

use super::field::Field;
use super::look::Look;
use super::parts::{below, first_line, fit};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Span;
use unicode_width::UnicodeWidthStr as _;

/// A form. The entries are known by their place.
#[derive(Debug)]
pub(crate) struct Form {
    entries: Vec<Entry>,
    focus: usize,
}

/// One line of a form.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The key of its label.
    label: &'static str,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Line(Field),
    /// One of several words, given by their text keys or, where there is no such text, as they are.
    Choice {
        options: Vec<&'static str>,
        chosen: usize,
    },
}

impl Entry {
    /// A line of text.
    pub(crate) fn line(label: &'static str, text: &str) -> Self {
        Self { label, content: Content::Line(Field::showing(text)) }
    }

    /// A line that shows dots.
    pub(crate) fn hidden(label: &'static str) -> Self {
        Self { label, content: Content::Line(Field::hiding()) }
    }

    /// One of several.
    pub(crate) fn choice(label: &'static str, options: Vec<&'static str>) -> Self {
        Self { label, content: Content::Choice { options, chosen: 0 } }
    }
}

/// What a key did to a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Typed {
    /// The form took it.
    Edited,
    /// Enter in the last field, or Ctrl-S anywhere.
    Submitted,
    /// It is none of the form's keys.
    Ignored,
}

impl Form {
    pub(crate) fn new(entries: Vec<Entry>) -> Self {
        Self { entries, focus: 0 }
    }

    /// The text of the line at `index`.
    pub(crate) fn text(&self, index: usize) -> &str {
        match self.entries.get(index).map(|entry| &entry.content) {
            Some(Content::Line(field)) => field.text(),
            Some(Content::Choice { options, chosen }) => options.get(*chosen).copied().unwrap_or_default(),
            None => "",
        }
    }

    /// Which option of the choice at `index` is chosen.
    pub(crate) fn chosen(&self, index: usize) -> usize {
        match self.entries.get(index).map(|entry| &entry.content) {
            Some(Content::Choice { chosen, .. }) => *chosen,
            _ => 0,
        }
    }

    /// Takes the secret typed at `index` and leaves the field empty.
    pub(crate) fn take_secret(&mut self, index: usize) -> countersign::crypto::SecretBytes {
        match self.entries.get_mut(index).map(|entry| &mut entry.content) {
            Some(Content::Line(field)) => field.take_secret(),
            _ => countersign::crypto::SecretBytes::new(Vec::new()),
        }
    }

    /// Goes to the entry at `index`.
    pub(crate) fn focus_on(&mut self, index: usize) {
        self.focus = index.min(self.entries.len().saturating_sub(1));
    }

    pub(crate) fn key(&mut self, key: KeyEvent) -> Typed {
        let last = self.entries.len().saturating_sub(1);
        if key.code == KeyCode::Char('s') && key.modifiers.contains(KeyModifiers::CONTROL) {
            return Typed::Submitted;
        }
        match key.code {
            KeyCode::Enter if self.focus == last => return Typed::Submitted,
            KeyCode::Enter | KeyCode::Down => self.focus = (self.focus + 1).min(last),
            KeyCode::Tab => self.focus = if self.focus == last { 0 } else { self.focus + 1 },
            KeyCode::BackTab => self.focus = self.focus.checked_sub(1).unwrap_or(last),
            KeyCode::Up => self.focus = self.focus.saturating_sub(1),
            _ => match self.entries.get_mut(self.focus).map(|entry| &mut entry.content) {
                Some(Content::Line(field)) => {
                    return if field.key(key) { Typed::Edited } else { Typed::Ignored };
                }
                Some(Content::Choice { options, chosen }) => {
                    let count = options.len().max(1);
                    match key.code {
                        KeyCode::Right | KeyCode::Char(' ') => *chosen = (*chosen + 1) % count,
                        KeyCode::Left => *chosen = (*chosen + count - 1) % count,
                        _ => return Typed::Ignored,
                    }
                }
                None => return Typed::Ignored,
            },
        }
        Typed::Edited
    }

    pub(crate) fn paste(&mut self, text: &str) {
        if let Some(Content::Line(field)) = self.entries.get_mut(self.focus).map(|entry| &mut entry.content) {
            field.paste(text);
        }
    }

    /// Draws the entries, one line each, and gives what is left below. The focused one stays in sight.
    pub(crate) fn render(&self, look: &Look<'_>, frame: &mut Frame<'_>, area: Rect) -> Rect {
        let labels: Vec<String> = self.entries.iter().map(|entry| look.say(entry.label)).collect();
        let widest = labels.iter().map(|label| label.width()).max().unwrap_or(0);
        let column = u16::try_from(widest + 4).unwrap_or(area.width).min(area.width / 2);
        let height = usize::from(area.height).max(1);
        let first = (self.focus + 1).saturating_sub(height);
        let mut rest = area;
        for (index, (entry, label)) in self.entries.iter().zip(labels).enumerate().skip(first).take(height) {
            let (line, below) = first_line(rest);
            rest = below;
            let focused = index == self.focus;
            let [left, right] =
                Layout::horizontal([Constraint::Length(column), Constraint::Min(4)]).areas(line);
            let (mark, style) =
                if focused { ("▸ ", look.palette.accent) } else { ("  ", look.palette.muted) };
            let label = fit(&label, usize::from(left.width).saturating_sub(4));
            frame.render_widget(Span::styled(format!("{mark}{label}"), style), left);
            match &entry.content {
                Content::Line(field) => field.render(look, frame, right, focused),
                Content::Choice { options, chosen } => {
                    let option = options.get(*chosen).copied().unwrap_or_default();
                    let word = look.texts.find(option).unwrap_or_else(|| option.to_owned());
                    let style = if focused { look.palette.strong } else { look.palette.base };
                    let text = if focused { format!("◂ {word} ▸") } else { format!("  {word}") };
                    frame.render_widget(Span::styled(text, style), right);
                }
            }
        }
        below(rest, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        Form::new(vec![
            Entry::line("field-issuer", "GitHub"),
            Entry::hidden("field-secret"),
            Entry::choice("field-kind", vec!["kind-totp", "kind-hotp"]),
        ])
    }

    #[test]
    fn enter_walks_and_submits_at_the_end() {
        let mut form = form();
        let enter = KeyEvent::from(KeyCode::Enter);
        assert_eq!(form.key(enter), Typed::Edited);
        assert_eq!(form.key(enter), Typed::Edited);
        assert_eq!(form.key(enter), Typed::Submitted);
        assert_eq!(form.key(KeyEvent::from(KeyCode::Esc)), Typed::Ignored);
    }

    #[test]
    fn choices_go_round() {
        let mut form = form();
        form.focus_on(2);
        form.key(KeyEvent::from(KeyCode::Left));
        assert_eq!(form.text(2), "kind-hotp");
        form.key(KeyEvent::from(KeyCode::Right));
        assert_eq!(form.chosen(2), 0);
    }
}
