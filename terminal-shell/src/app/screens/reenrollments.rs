//! Enrolling again: what has to be done on a new device, where the keys of push accounts never arrive.

use super::{Intent, Place, Screen};
use crate::app::look::Look;
use crate::app::parts::{Hint, gap, paragraph, readable};
use crate::app::scroll::Scroll;
use crate::words;
use countersign::authenticator::ReenrollmentView;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

#[derive(Debug)]
pub(crate) struct Reenrollments {
    list: Vec<ReenrollmentView>,
    scroll: Scroll,
}

impl Reenrollments {
    pub(crate) fn new(list: Vec<ReenrollmentView>) -> Self {
        Self { list, scroll: Scroll::default() }
    }
}

impl Screen for Reenrollments {
    fn title(&self) -> &'static str {
        "title-reenrollments"
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        let mut hints = vec![Hint::new(look, "Esc", "hint-back")];
        hints.extend(self.scroll.hint(look));
        hints
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        if matches!(key.code, KeyCode::Esc | KeyCode::Left | KeyCode::Char('q')) {
            return Some(Intent::Show(Place::Settings));
        }
        self.scroll.key(key);
        None
    }

    fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        let key = if self.list.is_empty() { "reenrollments-none" } else { "reenrollments-explained" };
        let rest = paragraph(frame, body, look.say(key));
        let lines = self.list.iter().flat_map(|account| {
            let name = words::label(&account.issuer, &account.account_name);
            let address = if account.address.is_empty() { &account.server } else { &account.address };
            let mut lines = vec![
                Line::styled(name, look.palette.strong),
                Line::styled(format!("  {address}"), look.palette.accent),
            ];
            if account.needed_here {
                let text = format!("  ! {}", look.say("reenrollments-here"));
                lines.push(Line::styled(text, look.palette.warning));
            }
            lines
        });
        self.scroll.render(look, frame, readable(gap(rest)), lines.collect());
    }
}
