//! Devices: what the server of a push account lists as the user's devices.

use super::{Intent, Place, Screen};
use crate::app::look::Look;
use crate::app::parts::{Hint, gap, paragraph, readable};
use crate::app::scroll::Scroll;
use crate::words;
use countersign::authenticator::{AccountId, DeviceView};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

#[derive(Debug)]
pub(crate) struct Devices {
    account: AccountId,
    name: String,
    /// `None` while the server is asked.
    devices: Option<Vec<DeviceView>>,
    scroll: Scroll,
}

impl Devices {
    pub(crate) fn new(account: AccountId, name: String) -> Self {
        Self { account, name, devices: None, scroll: Scroll::default() }
    }

    pub(crate) fn account(&self) -> AccountId {
        self.account
    }

    pub(crate) fn set(&mut self, devices: Vec<DeviceView>) {
        self.devices = Some(devices);
    }
}

impl Screen for Devices {
    fn title(&self) -> &'static str {
        "title-devices"
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        let mut hints = vec![Hint::new(look, "Esc", "hint-back")];
        hints.extend(self.scroll.hint(look));
        hints
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        if matches!(key.code, KeyCode::Esc | KeyCode::Left | KeyCode::Char('q')) {
            return Some(Intent::Show(Place::Account(self.account)));
        }
        self.scroll.key(key);
        None
    }

    fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        let rest = paragraph(frame, body, Line::styled(self.name.clone(), look.palette.strong));
        let rest = paragraph(frame, rest, Line::styled(look.say("devices-explained"), look.palette.muted));
        let Some(devices) = &self.devices else {
            paragraph(frame, gap(rest), look.say("devices-asking"));
            return;
        };
        let lines = devices.iter().flat_map(|device| {
            let mut name = vec![Span::styled(device.name.clone(), look.palette.strong)];
            if device.this_device {
                name.push(Span::styled(format!("  ← {}", look.say("devices-this")), look.palette.accent));
            }
            let values = [
                ("added", words::moment(look.texts, device.added).into()),
                ("seen", words::moment(look.texts, device.seen).into()),
            ];
            let times = format!("  {}", look.texts.say_with("devices-times", &values));
            [Line::from(name), Line::styled(times, look.palette.muted)]
        });
        self.scroll.render(look, frame, readable(gap(rest)), lines.collect());
    }
}
