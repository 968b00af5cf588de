//! Settings: make a recovery code, shown once; or remove it.

use super::{Intent, Place, Screen};
use crate::app::form::{Entry, Form, Typed};
use crate::app::look::Look;
use crate::app::parts::{Hint, gap, paragraph};
use crate::app::scroll::Scroll;
use countersign::crypto::SecretBytes;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

#[derive(Debug)]
pub(crate) struct Recovery {
    form: Form,
    /// Whether there is one already.
    exists: bool,
    code: Option<SecretBytes>,
    scroll: Scroll,
}

impl Recovery {
    pub(crate) fn new(exists: bool) -> Self {
        let form = Form::new(vec![Entry::hidden("field-old-pin")]);
        Self { form, exists, code: None, scroll: Scroll::default() }
    }

    /// The code that was made.
    pub(crate) fn show(&mut self, code: SecretBytes) {
        self.code = Some(code);
    }
}

impl Screen for Recovery {
    fn title(&self) -> &'static str {
        "title-recovery"
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        if self.code.is_some() {
            return vec![Hint::new(look, "Esc", "hint-noted")];
        }
        let mut hints =
            vec![Hint::new(look, "Enter", "hint-make-recovery-code"), Hint::new(look, "Esc", "hint-back")];
        if self.exists {
            hints.push(Hint::new(look, "^R", "hint-remove-recovery-code"));
        }
        hints.extend(self.scroll.hint(look));
        hints
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        if key.code == KeyCode::Esc {
            return Some(Intent::Show(Place::Settings));
        }
        if self.code.is_some() || self.scroll.page_key(key) {
            return None;
        }
        if self.exists && key.code == KeyCode::Char('r') && key.modifiers.contains(KeyModifiers::CONTROL) {
            return Some(Intent::RemoveRecoveryCode(self.form.take_secret(0)));
        }
        let submitted = self.form.key(key) == Typed::Submitted;
        submitted.then(|| Intent::MakeRecoveryCode(self.form.take_secret(0)))
    }

    fn paste(&mut self, text: &str) -> Option<Intent> {
        self.form.paste(text);
        None
    }

    fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        match &self.code {
            Some(code) => {
                let rest = paragraph(frame, body, look.say("recovery-note-it"));
                // Shown on purpose: this is the one moment at which the user can write it down.
                let code =
                    Line::styled(String::from_utf8_lossy(code.expose()).into_owned(), look.palette.accent);
                paragraph(frame, gap(rest), code);
            }
            None => {
                let mut told = vec![Line::raw(look.say("recovery-explained"))];
                if self.exists {
                    told.push(Line::raw(look.say("recovery-exists")));
                }
                let rest = self.scroll.above(look, frame, body, told, 1);
                self.form.render(look, frame, rest);
            }
        }
    }
}
