//! About: version, licences, protocols, whom to tell about a security problem.

use super::{Intent, Place, Screen};
use crate::app::look::Look;
use crate::app::parts::{Hint, readable};
use crate::app::scroll::Scroll;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

#[derive(Debug)]
pub(crate) struct About {
    /// How well the keys are kept here, in words.
    class: String,
    folder: String,
    scroll: Scroll,
}

impl About {
    pub(crate) fn new(class: String, folder: String) -> Self {
        Self { class, folder, scroll: Scroll::default() }
    }
}

impl Screen for About {
    fn title(&self) -> &'static str {
        "title-about"
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        vec![Hint::new(look, "Esc", "hint-back"), Hint::new(look, "↑↓", "hint-scroll")]
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        if matches!(key.code, KeyCode::Esc | KeyCode::Char('q')) {
            return Some(Intent::Show(Place::Authenticators));
        }
        self.scroll.key(key);
        None
    }

    fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        let version = look.texts.say_with("about-version", &[("version", env!("CARGO_PKG_VERSION").into())]);
        let parts = [
            ("about-license-title", look.say("about-license")),
            ("about-protocols-title", look.say("about-protocols")),
            ("about-keys-title", self.class.clone()),
            ("about-folder-title", self.folder.clone()),
            ("about-security-title", look.say("about-security")),
        ];
        let mut lines = vec![Line::styled(version, look.palette.strong)];
        for (title, text) in parts {
            lines.push(Line::raw(""));
            lines.push(Line::styled(look.say(title), look.palette.accent));
            lines.extend(text.lines().map(|line| Line::raw(line.to_owned())));
        }
        self.scroll.render(look, frame, readable(body), lines);
    }
}
