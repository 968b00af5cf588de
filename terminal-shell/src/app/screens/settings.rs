//! Settings: changed in place with the arrow keys.

use super::{Intent, Place, Screen};
use crate::app::look::Look;
use crate::app::parts::{Hint, below, first_line};
use countersign::authenticator::{Appearance, Language, Settings as Values, Theme};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;
use std::time::Duration;

/// The steps of the two times, in seconds; zero is "at once" for the lock and "never" for the clipboard.
const AUTO_LOCK: [u64; 8] = [30, 60, 120, 300, 600, 900, 1800, 3600];
const CLIPBOARD: [u64; 6] = [10, 20, 30, 60, 120, 300];

const LINES: [Line; 9] = [
    Line::AutoLock,
    Line::HideCodes,
    Line::Clipboard,
    Line::Notifications,
    Line::Language,
    Line::Theme,
    Line::ChangePin,
    Line::Recovery,
    Line::Reenrollments,
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    AutoLock,
    HideCodes,
    Clipboard,
    Notifications,
    Language,
    Theme,
    ChangePin,
    Recovery,
    Reenrollments,
}

/// What a value with its arrows needs at most, on a narrow screen.
const VALUE_WIDTH: u16 = 17;

#[derive(Debug)]
pub(crate) struct Settings {
    values: Values,
    appearance: Appearance,
    selected: usize,
}

impl Settings {
    pub(crate) fn new(values: Values, appearance: Appearance) -> Self {
        Self { values, appearance, selected: 0 }
    }

    /// What is stored now.
    pub(crate) fn update(&mut self, values: Values, appearance: Appearance) {
        (self.values, self.appearance) = (values, appearance);
    }

    fn line(&self) -> Line {
        LINES.get(self.selected).copied().unwrap_or(Line::AutoLock)
    }

    /// One step further (or back) on the selected line.
    fn step(&self, forward: bool) -> Option<Intent> {
        let (mut values, mut appearance) = (self.values, self.appearance);
        match self.line() {
            Line::AutoLock => values.auto_lock = stepped(&AUTO_LOCK, values.auto_lock, forward),
            Line::Clipboard => {
                values.clear_clipboard_after = stepped(&CLIPBOARD, values.clear_clipboard_after, forward);
            }
            Line::HideCodes => values.hide_codes = !values.hide_codes,
            Line::Notifications => values.notifications = !values.notifications,
            Line::Language => {
                let order = [None, Some(Language::English), Some(Language::German)];
                appearance.language = turned(&order, appearance.language, forward);
            }
            Line::Theme => {
                appearance.theme =
                    turned(&[Theme::System, Theme::Light, Theme::Dark], appearance.theme, forward);
            }
            Line::ChangePin | Line::Recovery | Line::Reenrollments => return None,
        }
        if appearance == self.appearance {
            (values != self.values).then_some(Intent::ChangeSettings(values))
        } else {
            Some(Intent::ChangeAppearance(appearance))
        }
    }

    fn value(&self, look: &Look<'_>, line: Line) -> String {
        let yes_no = |yes| look.say(if yes { "setting-on" } else { "setting-off" });
        let time = |time: Duration| match time.as_secs() {
            0 => look.say("setting-never"),
            seconds if seconds % 60 == 0 => {
                look.texts.say_with("setting-minutes", &[("count", (seconds / 60).into())])
            }
            seconds => look.texts.say_with("setting-seconds", &[("count", seconds.into())]),
        };
        match line {
            Line::AutoLock => time(self.values.auto_lock),
            Line::HideCodes => yes_no(self.values.hide_codes),
            Line::Clipboard => time(self.values.clear_clipboard_after),
            Line::Notifications => yes_no(self.values.notifications),
            Line::Language => look.say(match self.appearance.language {
                None => "setting-language-device",
                Some(Language::English) => "setting-language-english",
                Some(Language::German) => "setting-language-german",
            }),
            Line::Theme => look.say(match self.appearance.theme {
                Theme::System => "setting-theme-system",
                Theme::Light => "setting-theme-light",
                Theme::Dark => "setting-theme-dark",
            }),
            Line::ChangePin | Line::Recovery | Line::Reenrollments => "↵".to_owned(),
        }
    }
}

const fn name(line: Line) -> &'static str {
    match line {
        Line::AutoLock => "setting-auto-lock",
        Line::HideCodes => "setting-hide-codes",
        Line::Clipboard => "setting-clipboard",
        Line::Notifications => "setting-notifications",
        Line::Language => "setting-language",
        Line::Theme => "setting-theme",
        Line::ChangePin => "setting-change-pin",
        Line::Recovery => "setting-recovery",
        Line::Reenrollments => "setting-reenrollments",
    }
}

/// The next of `steps` after (or before) `now`; the ends stop.
fn stepped(steps: &[u64], now: Duration, forward: bool) -> Duration {
    let now = now.as_secs();
    let next = if forward {
        steps.iter().find(|step| **step > now)
    } else {
        steps.iter().rev().find(|step| **step < now)
    };
    Duration::from_secs(next.copied().unwrap_or(now))
}

/// The next of `order` after (or before) `now`, round and round.
fn turned<T: Copy + PartialEq>(order: &[T], now: T, forward: bool) -> T {
    let at = order.iter().position(|option| *option == now).unwrap_or(0);
    let next = if forward { at + 1 } else { at + order.len() - 1 } % order.len().max(1);
    order.get(next).copied().unwrap_or(now)
}

impl Screen for Settings {
    fn title(&self) -> &'static str {
        "title-settings"
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        let change = match self.line() {
            Line::ChangePin | Line::Recovery | Line::Reenrollments => Hint::new(look, "Enter", "hint-open"),
            _ => Hint::new(look, "←→", "hint-change"),
        };
        vec![change, Hint::new(look, "↑↓", "hint-choose"), Hint::new(look, "Esc", "hint-back")]
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        match key.code {
            KeyCode::Esc | KeyCode::Char('q') => Some(Intent::Show(Place::Authenticators)),
            KeyCode::Up | KeyCode::Char('k') => {
                self.selected = self.selected.saturating_sub(1);
                None
            }
            KeyCode::Down | KeyCode::Char('j') | KeyCode::Tab => {
                self.selected = (self.selected + 1).min(LINES.len() - 1);
                None
            }
            KeyCode::Enter | KeyCode::Right | KeyCode::Char(' ') => match self.line() {
                Line::ChangePin => Some(Intent::Show(Place::ChangePin)),
                Line::Recovery => Some(Intent::Show(Place::Recovery)),
                Line::Reenrollments => Some(Intent::Show(Place::Reenrollments)),
                _ => self.step(true),
            },
            KeyCode::Left => self.step(false),
            KeyCode::Char('l') => Some(Intent::Lock),
            _ => None,
        }
    }

    fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        let names: Vec<String> = LINES.iter().map(|line| look.say(name(*line))).collect();
        let widest = names.iter().map(|name| Span::raw(name.as_str()).width()).max().unwrap_or(0);
        let column = u16::try_from(widest + 4).unwrap_or(0).min(body.width.saturating_sub(VALUE_WIDTH));
        let first = (self.selected + 1).saturating_sub(usize::from(body.height.max(1)));
        let mut rest = body;
        for (index, (line, name)) in LINES.iter().zip(names).enumerate().skip(first) {
            let (place, _) = first_line(rest);
            rest = below(rest, 1);
            let selected = index == self.selected;
            let (mark, style) =
                if selected { ("▸ ", look.palette.accent) } else { ("  ", look.palette.base) };
            let room = usize::from(column).saturating_sub(3);
            let name = crate::app::parts::fit(&name, room);
            frame.render_widget(Span::styled(format!("{mark}{name}"), style), place);
            let value = self.value(look, *line);
            let arrows = selected && !matches!(line, Line::ChangePin | Line::Recovery);
            let value = if arrows { format!("◂ {value} ▸") } else { format!("  {value}") };
            let right = Rect { x: place.x + column, width: place.width.saturating_sub(column), ..place };
            let style = if selected { look.palette.strong } else { look.palette.muted };
            let value = crate::app::parts::fit(&value, usize::from(right.width));
            frame.render_widget(Span::styled(value, style), right);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_step_and_stop_at_the_ends() {
        let seconds = Duration::from_secs;
        assert_eq!(stepped(&CLIPBOARD, seconds(30), true), seconds(60));
        assert_eq!(stepped(&CLIPBOARD, seconds(45), false), seconds(30));
        assert_eq!(stepped(&CLIPBOARD, seconds(300), true), seconds(300));
        assert_eq!(stepped(&CLIPBOARD, seconds(10), false), seconds(10));
    }

    #[test]
    fn choices_turn_round() {
        assert_eq!(turned(&[1, 2, 3], 3, true), 1);
        assert_eq!(turned(&[1, 2, 3], 1, false), 3);
    }
}
