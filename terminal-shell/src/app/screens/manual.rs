//! Add by hand: every field of an account.

use super::{Intent, Place, Screen};
use crate::app::form::{Entry, Form, Typed};
use crate::app::look::Look;
use crate::app::parts::{Hint, gap, paragraph, readable};
use countersign::authenticator::ManualEntry;
use countersign::otp::{Algorithm, CodeParameters, Counter, Digits, Period};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;

const ISSUER: usize = 0;
const ACCOUNT: usize = 1;
const SECRET: usize = 2;
const KIND: usize = 3;
const ALGORITHM: usize = 4;
const DIGITS: usize = 5;
const PERIOD: usize = 6;
const COUNTER: usize = 7;

#[derive(Debug)]
pub(crate) struct Manual {
    form: Form,
    /// The key of a text that says which field is no number.
    problem: Option<&'static str>,
}

impl Manual {
    pub(crate) fn new() -> Self {
        let form = Form::new(vec![
            Entry::line("field-issuer", ""),
            Entry::line("field-account", ""),
            Entry::hidden("field-secret"),
            Entry::choice("field-kind", vec!["kind-totp", "kind-hotp", "kind-steam", "kind-day"]),
            Entry::choice("field-algorithm", vec!["SHA1", "SHA256", "SHA512"]),
            Entry::line("field-digits", "6"),
            Entry::line("field-period", "30"),
            Entry::line("field-counter", "0"),
        ]);
        Self { form, problem: None }
    }

    fn submit(&mut self) -> Option<Intent> {
        let parameters = match self.parameters() {
            Ok(parameters) => parameters,
            Err((problem, field)) => {
                self.problem = Some(problem);
                self.form.focus_on(field);
                return None;
            }
        };
        self.problem = None;
        Some(Intent::Enter(ManualEntry {
            issuer: self.form.text(ISSUER).to_owned(),
            account: self.form.text(ACCOUNT).to_owned(),
            secret: self.form.take_secret(SECRET),
            parameters,
        }))
    }

    /// What was typed as parameters, or what is wrong with it and where.
    fn parameters(&self) -> Result<CodeParameters, (&'static str, usize)> {
        let algorithm = Algorithm::from_name(self.form.text(ALGORITHM)).unwrap_or(Algorithm::Sha1);
        let digits = || {
            let digits = self.form.text(DIGITS).trim().parse().ok().and_then(Digits::new);
            digits.ok_or(("manual-digits-wrong", DIGITS))
        };
        let period = || {
            let period = self.form.text(PERIOD).trim().parse().ok().and_then(Period::from_seconds);
            period.ok_or(("manual-period-wrong", PERIOD))
        };
        let counter = || {
            let counter = self.form.text(COUNTER).trim().parse().ok().map(Counter);
            counter.ok_or(("manual-counter-wrong", COUNTER))
        };
        Ok(match self.form.chosen(KIND) {
            1 => CodeParameters::Hotp { algorithm, digits: digits()?, counter: counter()? },
            2 => CodeParameters::Steam,
            3 => CodeParameters::DayPassword { algorithm, digits: digits()?, period: Period::ONE_DAY },
            _ => CodeParameters::Totp { algorithm, digits: digits()?, period: period()? },
        })
    }
}

impl Screen for Manual {
    fn title(&self) -> &'static str {
        "title-manual"
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        vec![
            Hint::new(look, "^S", "hint-next"),
            Hint::new(look, "Tab", "hint-next-field"),
            Hint::new(look, "Esc", "hint-back"),
            Hint::new(look, "←→", "hint-choose"),
        ]
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        if key.code == KeyCode::Esc {
            return Some(Intent::Show(Place::Authenticators));
        }
        if self.form.key(key) == Typed::Submitted { self.submit() } else { None }
    }

    fn paste(&mut self, text: &str) -> Option<Intent> {
        self.form.paste(text);
        None
    }

    fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        let mut rest = body;
        if body.height >= 12 {
            rest = gap(paragraph(frame, rest, look.say("manual-explained")));
        }
        let rest = self.form.render(look, frame, readable(rest));
        if let Some(problem) = self.problem {
            paragraph(frame, gap(rest), Span::styled(look.say(problem), look.palette.bad));
        }
    }
}
