//! Offer: what would be added, judged by the user before anything is stored.

use super::unlock::yes_key;
use super::{Intent, Screen};
use crate::app::form::{Entry, Form, Typed};
use crate::app::look::Look;
use crate::app::parts::{Hint, gap, paragraph, question};
use crate::app::scroll::Scroll;
use crate::{device_name, messages, words};
use countersign::authenticator::{Channel, Confirmation, OfferView, OnlineEnrollment, PolicyObstacle};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

const ISSUER: usize = 0;
const ACCOUNT: usize = 1;
const INFORMATION: usize = 2;
const TAGS: usize = 3;
const DEVICE: usize = 4;

#[derive(Debug)]
pub(crate) struct Offer {
    offer: OfferView,
    /// Which of how many, from 1.
    place: (usize, usize),
    form: Form,
    asks_about_same_secret: bool,
    /// Whether to talk to a server that is not on the internet.
    asks_for_consent: bool,
    scroll: Scroll,
}

impl Offer {
    pub(crate) fn new(offer: OfferView, place: (usize, usize)) -> Self {
        let mut entries = vec![
            Entry::line("field-issuer", &offer.issuer),
            Entry::line("field-account", &offer.account),
            Entry::line("field-information", ""),
            Entry::line("field-tags", ""),
        ];
        if offer.push.is_some() {
            entries.push(Entry::line("field-device", &device_name::this_computer()));
        }
        let mut form = Form::new(entries);
        form.focus_on(INFORMATION);
        let scroll = Scroll::default();
        Self { offer, place, form, asks_about_same_secret: false, asks_for_consent: false, scroll }
    }

    fn obstacle(&self) -> Option<PolicyObstacle> {
        self.offer.push.as_ref().and_then(|push| push.obstacle)
    }

    /// A push account is added with its server, once nothing is in the way.
    fn enroll(&mut self, confirmation: Confirmation, consent: bool) -> Option<Intent> {
        let private = self.offer.push.as_ref().is_some_and(|push| push.private_network);
        if private && !consent {
            self.asks_for_consent = true;
            return None;
        }
        let enrollment = OnlineEnrollment {
            confirmation,
            device_name: self.form.text(DEVICE).trim().to_owned(),
            app: device_name::this_app(),
            channel: Channel::None,
            private_network: private,
        };
        Some(Intent::Enroll(Box::new(self.offer.clone()), enrollment))
    }

    fn confirm(&mut self, same_secret_wanted: bool, consent: bool) -> Option<Intent> {
        if self.obstacle().is_some() {
            return None;
        }
        if self.offer.same_secret.is_some() && !same_secret_wanted {
            self.asks_about_same_secret = true;
            return None;
        }
        let changed = |index: usize, offered: &str| {
            let text = self.form.text(index).trim();
            (text != offered).then(|| text.to_owned())
        };
        let confirmation = Confirmation {
            issuer: changed(ISSUER, &self.offer.issuer),
            account: changed(ACCOUNT, &self.offer.account),
            information: self.form.text(INFORMATION).trim().to_owned(),
            tags: split_tags(self.form.text(TAGS)),
            same_secret_wanted,
        };
        if self.offer.push.is_some() {
            return self.enroll(confirmation, consent);
        }
        Some(Intent::Confirm(self.offer.id, confirmation))
    }
}

/// The tags in a line: separated by commas or spaces, with or without `#`.
pub(crate) fn split_tags(line: &str) -> Vec<String> {
    let words = line.split([',', ' ']).map(|word| word.trim_start_matches('#'));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

impl Screen for Offer {
    fn title(&self) -> &'static str {
        "title-offer"
    }

    fn aside(&self, look: &Look<'_>) -> String {
        match self.place {
            (_, 1) => String::new(),
            (at, of) => look.texts.say_with("offer-of", &[("at", at.into()), ("of", of.into())]),
        }
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        let mut hints = vec![];
        if self.obstacle().is_none() {
            hints.push(Hint::new(look, "^S", "hint-add"));
        }
        hints.push(Hint::new(look, "Tab", "hint-next-field"));
        hints.push(Hint::new(look, "Esc", "hint-do-not-add"));
        hints.extend(self.scroll.hint(look));
        hints
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        if self.asks_about_same_secret {
            return match key.code {
                KeyCode::Char('y' | 'j') => self.confirm(true, false),
                KeyCode::Char('n') | KeyCode::Esc => {
                    self.asks_about_same_secret = false;
                    None
                }
                _ => None,
            };
        }
        if self.asks_for_consent {
            self.asks_for_consent = false;
            return match key.code {
                KeyCode::Char('y' | 'j') => self.confirm(false, true),
                _ => None,
            };
        }
        match key.code {
            KeyCode::Esc => Some(Intent::Dismiss(self.offer.id)),
            _ if self.scroll.page_key(key) => None,
            _ if self.form.key(key) == Typed::Submitted => self.confirm(false, false),
            _ => None,
        }
    }

    fn paste(&mut self, text: &str) -> Option<Intent> {
        self.form.paste(text);
        None
    }

    fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        let name = words::label(&self.offer.issuer, &self.offer.account);
        let mut told = vec![
            Line::styled(name, look.palette.strong),
            Line::styled(words::parameters(look.texts, &self.offer), look.palette.muted),
        ];
        if let Some(server) = &self.offer.server {
            let name = look.texts.say_with("offer-server", &[("server", server.name.as_str().into())]);
            told.push(Line::styled(name, look.palette.muted));
            if server.deceptive {
                told.push(Line::styled(
                    format!("! {}", look.say("offer-server-deceptive")),
                    look.palette.bad,
                ));
            }
        }
        let warning = |text: String| Line::styled(format!("! {text}"), look.palette.warning);
        told.extend(self.offer.warnings.iter().map(|it| warning(words::warning(look.texts, it))));
        if let Some(push) = &self.offer.push {
            told.extend(push.warnings.iter().map(|it| warning(look.say(words::push_warning(*it)))));
            let policy = words::policy(look.texts, push.policy).join(" ");
            told.push(Line::raw(look.texts.say_with("offer-policy", &[("policy", policy.into())])));
            if let Some(obstacle) = push.obstacle {
                let text = format!("✗ {}", messages::obstacle(look.texts, obstacle));
                told.push(Line::styled(text, look.palette.bad));
            }
            if push.begun {
                told.push(Line::raw(look.say("offer-begun")));
            }
        }
        if !self.offer.similar.is_empty() {
            let values = [("count", self.offer.similar.len().into())];
            let names: Vec<String> =
                self.offer.similar.iter().map(|row| words::label(&row.issuer, &row.account)).collect();
            let text = look.texts.say_with("offer-similar", &values);
            told.push(warning(format!("{text} {}", names.join(", "))));
        }
        let same = self.offer.same_secret.as_ref().map(|row| words::label(&row.issuer, &row.account));
        if let Some(name) = &same {
            told.push(warning(look.texts.say_with("offer-same-secret", &[("name", name.as_str().into())])));
        }
        let fields = if self.offer.push.is_some() { 5 } else { 4 };
        let rest = self.scroll.above(look, frame, body, told, fields);
        let rest = self.form.render(look, frame, rest);
        if rest.height > 2 {
            let key = if self.offer.push.is_some() { "offer-explained-push" } else { "offer-explained" };
            paragraph(frame, gap(rest), Span::styled(look.say(key), look.palette.muted));
        }
        if self.asks_for_consent {
            let text = look.say("private-network-question");
            let hints = [Hint::new(look, yes_key(look), "hint-go-on"), Hint::new(look, "n", "hint-back")];
            question(look, frame, &look.say("private-network-title"), text, &hints);
        }
        if let (true, Some(name)) = (self.asks_about_same_secret, same) {
            let text = look.texts.say_with("offer-same-secret-question", &[("name", name.into())]);
            let hints =
                [Hint::new(look, yes_key(look), "hint-add-anyway"), Hint::new(look, "n", "hint-back")];
            question(look, frame, &look.say("offer-same-secret-title"), text, &hints);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_split_as_people_write_them() {
        assert_eq!(split_tags(" work, #private  banking,"), ["work", "private", "banking"]);
        assert!(split_tags(" , ").is_empty());
    }
}
