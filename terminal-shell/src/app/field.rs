//! A line that the user types into, shown or hidden.

use super::look::Look;
use countersign::crypto::SecretBytes;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::{Frame, widgets::Paragraph};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};
use zeroize::Zeroizing;

/// Longer input is cut: no field of the app takes more, a pasted key URI included.
const MOST_CHARACTERS: usize = 4096;
/// Room for the longest PIN without moving it in memory while it is typed.
const HIDDEN_BYTES: usize = 1024;

/// One field of a form. What is typed is wiped when the field goes.
#[derive(Debug)]
pub(crate) struct Field {
    text: Zeroizing<String>,
    /// Where the next character goes, counted in characters.
    cursor: usize,
    hidden: bool,
}

impl Field {
    /// A field that starts with `text`, the cursor at its end.
    pub(crate) fn showing(text: &str) -> Self {
        let text: String = text.chars().filter(|c| !c.is_control()).take(MOST_CHARACTERS).collect();
        Self { cursor: text.chars().count(), text: Zeroizing::new(text), hidden: false }
    }

    /// An empty field for a secret: it shows one dot for each character.
    pub(crate) fn hiding() -> Self {
        Self { text: Zeroizing::new(String::with_capacity(HIDDEN_BYTES)), cursor: 0, hidden: true }
    }

    /// What was typed.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(crate) fn clear(&mut self) {
        *self = if self.hidden { Self::hiding() } else { Self::showing("") };
    }

    /// Takes what was typed as a secret and leaves the field empty.
    pub(crate) fn take_secret(&mut self) -> SecretBytes {
        let secret = SecretBytes::from(self.text.as_bytes());
        self.clear();
        secret
    }

    /// Edits the field. `false` for a key that is none of its own.
    pub(crate) fn key(&mut self, key: KeyEvent) -> bool {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Char('u') if control => self.clear(),
            KeyCode::Char('a') if control => self.cursor = 0,
            KeyCode::Char('e') if control => self.cursor = self.length(),
            KeyCode::Char(_) if control || key.modifiers.contains(KeyModifiers::ALT) => return false,
            KeyCode::Char(character) => self.insert(character),
            KeyCode::Backspace if self.cursor > 0 => {
                self.cursor -= 1;
                self.remove();
            }
            KeyCode::Backspace => {}
            KeyCode::Delete => self.remove(),
            KeyCode::Left => self.cursor = self.cursor.saturating_sub(1),
            KeyCode::Right => self.cursor = (self.cursor + 1).min(self.length()),
            KeyCode::Home => self.cursor = 0,
            KeyCode::End => self.cursor = self.length(),
            _ => return false,
        }
        true
    }

    /// Puts pasted text in, without line ends.
    pub(crate) fn paste(&mut self, text: &str) {
        text.chars().filter(|c| !c.is_control()).for_each(|character| self.insert(character));
    }

    fn length(&self) -> usize {
        self.text.chars().count()
    }

    fn byte_at(&self, character: usize) -> usize {
        self.text.char_indices().nth(character).map_or(self.text.len(), |(byte, _)| byte)
    }

    fn insert(&mut self, character: char) {
        if !character.is_control() && self.length() < MOST_CHARACTERS {
            let byte = self.byte_at(self.cursor);
            self.text.insert(byte, character);
            self.cursor += 1;
        }
    }

    fn remove(&mut self) {
        if self.cursor < self.length() {
            let byte = self.byte_at(self.cursor);
            self.text.remove(byte);
        }
    }

    /// Draws the field in one line of `area`; the focused one shows the cursor.
    pub(crate) fn render(&self, look: &Look<'_>, frame: &mut Frame<'_>, area: Rect, focused: bool) {
        let width = usize::from(area.width.saturating_sub(1));
        let shown: String = if self.hidden { "•".repeat(self.length()) } else { self.text.to_string() };
        let before: usize = shown.chars().take(self.cursor).map(|c| c.width().unwrap_or(0)).sum();
        // Scroll just far enough that the cursor stays in sight.
        let mut skip = before.saturating_sub(width);
        let visible: String = shown
            .chars()
            .skip_while(|c| {
                let gone = skip > 0;
                skip = skip.saturating_sub(c.width().unwrap_or(0));
                gone
            })
            .collect();
        let line = fill(&visible, usize::from(area.width));
        let style = if focused { look.palette.strong } else { look.palette.base };
        frame.render_widget(
            Paragraph::new(Line::from(Span::styled(line, style.patch(look.palette.selected)))),
            area,
        );
        if focused && area.width > 0 && area.height > 0 {
            let column = u16::try_from(before.min(width)).unwrap_or(area.width);
            frame.set_cursor_position((area.x.saturating_add(column), area.y));
        }
    }
}

/// `text` cut or padded to exactly `width` columns; what is empty is marked, so that a field is seen without colour.
fn fill(text: &str, width: usize) -> String {
    let mut line = String::new();
    for character in text.chars() {
        if line.width() + character.width().unwrap_or(0) > width {
            break;
        }
        line.push(character);
    }
    let missing = width.saturating_sub(line.width());
    line.push_str(&"_".repeat(missing));
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(field: &mut Field, keys: &[KeyCode]) {
        keys.iter().for_each(|key| assert!(field.key(KeyEvent::from(*key))));
    }

    #[test]
    fn edits_in_the_middle() {
        let mut field = Field::showing("Gärtner");
        press(&mut field, &[KeyCode::Home, KeyCode::Right, KeyCode::Delete, KeyCode::Char('a')]);
        assert_eq!(field.text(), "Gartner");
        press(&mut field, &[KeyCode::End, KeyCode::Backspace]);
        assert_eq!(field.text(), "Gartne");
        field.paste("\r\nx\u{1b}y");
        assert_eq!(field.text(), "Gartnexy");
    }

    #[test]
    fn a_secret_is_taken_once() {
        let mut field = Field::hiding();
        field.paste("1234");
        // The secret goes nowhere else in this test.
        assert_eq!(field.take_secret().expose(), b"1234");
        assert!(field.is_empty());
    }

    #[test]
    fn control_keys_are_left_to_the_screen() {
        let mut field = Field::showing("a");
        assert!(!field.key(KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)));
        assert!(!field.key(KeyEvent::from(KeyCode::Enter)));
        assert!(field.key(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL)));
        assert!(field.is_empty());
    }
}
