//! Every key of the list, and what it does.

use super::{Intent, Place, Screen};
use crate::app::look::Look;
use crate::app::parts::{Hint, readable};
use crate::app::scroll::Scroll;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

const KEYS: [(&str, &str); 21] = [
    ("↑ ↓  j k", "keys-move"),
    ("Enter", "keys-details"),
    ("c", "keys-copy"),
    ("n", "keys-next-code"),
    ("Space", "keys-show"),
    ("a  +", "keys-add"),
    ("/", "keys-search"),
    ("t", "keys-tag"),
    ("F", "keys-favourites"),
    ("f", "keys-favourite"),
    ("J K", "keys-order"),
    ("u", "keys-undo"),
    ("Esc", "keys-unfilter"),
    ("r", "keys-requests"),
    ("h", "keys-history"),
    ("s", "keys-settings"),
    ("i", "keys-about"),
    ("l", "keys-lock"),
    ("q", "keys-quit"),
    ("Ctrl-R", "keys-requests-anywhere"),
    ("Ctrl-C", "keys-quit-anywhere"),
];

#[derive(Debug, Default)]
pub(crate) struct Keys {
    scroll: Scroll,
}

impl Screen for Keys {
    fn title(&self) -> &'static str {
        "title-keys"
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        vec![Hint::new(look, "Esc", "hint-back"), Hint::new(look, "↑↓", "hint-scroll")]
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        if matches!(key.code, KeyCode::Esc | KeyCode::Char('q' | '?')) {
            return Some(Intent::Show(Place::Authenticators));
        }
        self.scroll.key(key);
        None
    }

    fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        let lines = KEYS.iter().map(|(key, text)| {
            Line::from(vec![
                Span::styled(format!("{key:<10}"), look.palette.accent),
                Span::raw(look.say(text)),
            ])
        });
        self.scroll.render(look, frame, readable(body), lines.collect());
    }
}
