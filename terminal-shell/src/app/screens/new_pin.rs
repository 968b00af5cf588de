//! Setup: the new PIN or passphrase, and once more to confirm it.

use super::{Intent, Screen};
use crate::app::field::Field;
use crate::app::look::Look;
use crate::app::parts::{Hint, first_line, readable};
use crate::app::scroll::Scroll;
use countersign::authenticator::PinRules;
use countersign::ports::AssuranceClass;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

#[derive(Debug)]
pub(crate) struct NewPin {
    /// `None` when the PIN was chosen and is asked for again.
    rules: Option<PinRules>,
    field: Field,
    scroll: Scroll,
}

impl NewPin {
    pub(crate) fn choose(rules: PinRules) -> Self {
        Self { rules: Some(rules), field: Field::hiding(), scroll: Scroll::default() }
    }

    pub(crate) fn confirm() -> Self {
        Self { rules: None, field: Field::hiding(), scroll: Scroll::default() }
    }
}

impl Screen for NewPin {
    fn title(&self) -> &'static str {
        if self.rules.is_some() { "title-new-pin" } else { "title-confirm-pin" }
    }

    fn aside(&self, look: &Look<'_>) -> String {
        let step = if self.rules.is_some() { 2 } else { 3 };
        look.texts.say_with("setup-step", &[("step", step.into()), ("steps", 4.into())])
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        let mut hints = vec![Hint::new(look, "Enter", "hint-next"), Hint::new(look, "Esc", "hint-quit")];
        hints.extend(self.scroll.hint(look));
        hints
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        match key.code {
            KeyCode::Enter if self.field.is_empty() => None,
            KeyCode::Enter => {
                let pin = self.field.take_secret();
                Some(if self.rules.is_some() { Intent::ChoosePin(pin) } else { Intent::ConfirmPin(pin) })
            }
            KeyCode::Esc => Some(Intent::Quit),
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
        let mut told = Vec::new();
        match self.rules {
            Some(rules) => {
                let explained = if rules.passphrase { "new-pin-passphrase" } else { "new-pin-digits" };
                let values =
                    [("minimum", rules.minimum_length.into()), ("maximum", rules.maximum_length.into())];
                told.push(Line::raw(look.texts.say_with(explained, &values)));
                match rules.class {
                    AssuranceClass::File => {
                        told.push(Line::styled(look.say("class-file-warning"), look.palette.warning));
                    }
                    AssuranceClass::Keyring => {
                        told.push(Line::styled(look.say("class-keyring-warning"), look.palette.muted));
                    }
                    AssuranceClass::Hardware | AssuranceClass::Test => {}
                }
                told.push(Line::styled(look.say("new-pin-forgotten"), look.palette.muted));
            }
            None => told.push(Line::raw(look.say("new-pin-again"))),
        }
        let rest = self.scroll.above(look, frame, body, told, 2);
        let (label, rest) = first_line(rest);
        let name =
            if self.rules.is_some_and(|rules| !rules.passphrase) { "field-pin" } else { "field-passphrase" };
        frame.render_widget(Span::styled(look.say(name), look.palette.accent), label);
        let (line, _) = first_line(readable(rest));
        self.field.render(look, frame, line, true);
    }
}
