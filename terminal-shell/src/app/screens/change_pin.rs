//! Settings: change the PIN.

use super::{Intent, Place, Screen};
use crate::app::form::{Entry, Form, Typed};
use crate::app::look::Look;
use crate::app::parts::{Hint, gap, paragraph, readable};
use crate::words;
use countersign::authenticator::ProtectionView;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;

#[derive(Debug)]
pub(crate) struct ChangePin {
    protection: ProtectionView,
    form: Form,
}

impl ChangePin {
    pub(crate) fn new(protection: ProtectionView) -> Self {
        Self {
            protection,
            form: Form::new(vec![
                Entry::hidden("field-old-pin"),
                Entry::hidden("field-new-pin"),
                Entry::hidden("field-again"),
            ]),
        }
    }
}

impl Screen for ChangePin {
    fn title(&self) -> &'static str {
        "title-change-pin"
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        vec![
            Hint::new(look, "Enter", "hint-next"),
            Hint::new(look, "Tab", "hint-next-field"),
            Hint::new(look, "Esc", "hint-back"),
        ]
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        if key.code == KeyCode::Esc {
            return Some(Intent::Show(Place::Settings));
        }
        if self.form.key(key) != Typed::Submitted {
            return None;
        }
        let [old, new, again] = [0, 1, 2].map(|index| self.form.take_secret(index));
        self.form.focus_on(0);
        Some(Intent::ChangePin { old, new, again })
    }

    fn paste(&mut self, text: &str) -> Option<Intent> {
        self.form.paste(text);
        None
    }

    fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        let mut rest = paragraph(frame, body, look.say("change-pin-explained"));
        if let Some(held) = words::pin_held(look.texts, &self.protection) {
            rest = paragraph(frame, rest, held);
        }
        self.form.render(look, frame, readable(gap(rest)));
    }
}
