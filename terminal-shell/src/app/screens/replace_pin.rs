//! After the recovery code opened the vault: a new PIN, before everything else.

use super::{Intent, Screen};
use crate::app::form::{Entry, Form, Typed};
use crate::app::look::Look;
use crate::app::parts::Hint;
use crate::app::scroll::Scroll;
use countersign::authenticator::PinRules;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

#[derive(Debug)]
pub(crate) struct ReplacePin {
    rules: PinRules,
    form: Form,
    scroll: Scroll,
}

impl ReplacePin {
    pub(crate) fn new(rules: PinRules) -> Self {
        let form = Form::new(vec![Entry::hidden("field-new-pin"), Entry::hidden("field-again")]);
        Self { rules, form, scroll: Scroll::default() }
    }
}

impl Screen for ReplacePin {
    fn title(&self) -> &'static str {
        "title-replace-pin"
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        let mut hints = vec![
            Hint::new(look, "Enter", "hint-next"),
            Hint::new(look, "Tab", "hint-next-field"),
            Hint::new(look, "Esc", "hint-quit"),
        ];
        hints.extend(self.scroll.hint(look));
        hints
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        if key.code == KeyCode::Esc {
            return Some(Intent::Quit);
        }
        if self.scroll.page_key(key) || self.form.key(key) != Typed::Submitted {
            return None;
        }
        let [new, again] = [0, 1].map(|index| self.form.take_secret(index));
        self.form.focus_on(0);
        Some(Intent::SetNewPin { new, again })
    }

    fn paste(&mut self, text: &str) -> Option<Intent> {
        self.form.paste(text);
        None
    }

    fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        let rules = if self.rules.passphrase { "new-pin-passphrase" } else { "new-pin-digits" };
        let values =
            [("minimum", self.rules.minimum_length.into()), ("maximum", self.rules.maximum_length.into())];
        let told = vec![
            Line::raw(look.say("replace-pin-explained")),
            Line::raw(look.texts.say_with(rules, &values)),
        ];
        let rest = self.scroll.above(look, frame, body, told, 2);
        self.form.render(look, frame, rest);
    }
}
