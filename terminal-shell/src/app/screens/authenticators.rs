//! Authenticators: the one list, with live codes.

use super::{Intent, Place, Screen};
use crate::app::field::Field;
use crate::app::look::Look;
use crate::app::parts::{Hint, first_line, gap, paragraph};
use countersign::authenticator::{AccountId, AccountKind, AccountRow, CodeView, Filter, PushAccountView};
use countersign::time::UnixTime;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;
use std::cell::Cell;

mod row;

/// One row with the code it shows.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) account: AccountRow,
    pub(crate) code: Shown,
    /// Requests of a push account that wait.
    open_requests: usize,
    /// A push account that is of no use any more.
    ended: bool,
    /// One that is deleted as soon as its server was told.
    end_pending: bool,
}

/// What stands where the code is.
#[derive(Debug)]
pub(crate) enum Shown {
    /// Nothing yet: the row was not in sight.
    Nothing,
    /// A code.
    Code(CodeView),
    /// The key of a text that says why there is none.
    Problem(&'static str),
}

#[derive(Debug, Default)]
pub(crate) struct Authenticators {
    rows: Vec<Row>,
    tags: Vec<String>,
    /// How many accounts there are without a filter.
    total: usize,
    filter: Filter,
    search: Option<Field>,
    selected: usize,
    hide_codes: bool,
    revealed: Option<AccountId>,
    /// Which rows the last drawing showed.
    first: Cell<usize>,
    count: Cell<usize>,
}

impl Authenticators {
    /// The accounts that match the filter, how many there are in all, and the tags. The selection stays on its account.
    pub(crate) fn set_accounts(&mut self, accounts: Vec<AccountRow>, total: usize, tags: Vec<String>) {
        let selected = self.selected_account().map(|account| account.id);
        let mut codes: Vec<(AccountId, Shown)> =
            self.rows.drain(..).map(|row| (row.account.id, row.code)).collect();
        self.rows = accounts
            .into_iter()
            .map(|account| {
                let known = codes.iter().position(|(id, _)| *id == account.id);
                let code = known.map_or(Shown::Nothing, |index| codes.swap_remove(index).1);
                Row { account, code, open_requests: 0, ended: false, end_pending: false }
            })
            .collect();
        self.total = total;
        self.tags = tags;
        let again = selected.and_then(|id| self.rows.iter().position(|row| row.account.id == id));
        self.selected = again.unwrap_or(self.selected).min(self.rows.len().saturating_sub(1));
    }

    /// How the push accounts stand now: the dots, and what waits.
    pub(crate) fn set_push(&mut self, accounts: &[PushAccountView]) {
        for row in &mut self.rows {
            if let Some(status) = accounts.iter().find(|status| status.id == row.account.id) {
                row.account.reachability = status.reachability;
                row.open_requests = status.open_requests;
                row.ended = status.ended.is_some() || status.enroll_again;
                row.end_pending = status.end_pending;
            }
        }
    }

    pub(crate) fn hide_codes(&mut self, hide: bool) {
        self.hide_codes = hide;
    }

    pub(crate) fn filter(&self) -> &Filter {
        &self.filter
    }

    pub(crate) fn select(&mut self, id: AccountId) {
        if let Some(index) = self.rows.iter().position(|row| row.account.id == id) {
            self.selected = index;
        }
    }

    pub(crate) fn selected_account(&self) -> Option<&AccountRow> {
        self.rows.get(self.selected).map(|row| &row.account)
    }

    /// The rows in sight whose code is missing, or was for another time than `now`.
    pub(crate) fn stale(&self, now: UnixTime) -> Vec<AccountId> {
        let visible = self.rows.iter().skip(self.first.get()).take(self.count.get());
        let stale = visible.filter(|row| match (&row.code, row.account.kind) {
            (_, AccountKind::Hotp | AccountKind::Push | AccountKind::Unknown) | (Shown::Problem(_), _) => {
                false
            }
            (Shown::Nothing, _) => true,
            (Shown::Code(code), _) => {
                code.valid_from.is_some_and(|from| now < from)
                    || code.valid_until.is_some_and(|until| now >= until)
            }
        });
        stale.map(|row| row.account.id).collect()
    }

    pub(crate) fn set_code(&mut self, id: AccountId, code: Shown) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.account.id == id) {
            row.code = code;
        }
    }

    fn move_by(&mut self, step: isize) {
        let last = self.rows.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(step).min(last);
        self.revealed = None;
    }

    fn searching(&mut self, key: KeyEvent) -> Option<Intent> {
        let field = self.search.as_mut()?;
        match key.code {
            KeyCode::Esc => {
                self.search = None;
                self.filter.search.clear();
                return Some(Intent::Select(self.filter.clone()));
            }
            KeyCode::Enter => {
                if field.is_empty() {
                    self.search = None;
                    return None;
                }
                return self.selected_account().map(|account| Intent::Show(Place::Account(account.id)));
            }
            KeyCode::Up => self.move_by(-1),
            KeyCode::Down | KeyCode::Tab => self.move_by(1),
            KeyCode::Char('y') if key.modifiers.contains(KeyModifiers::CONTROL) => {
                return self.selected_account().map(|account| Intent::Copy(account.id));
            }
            _ if field.key(key) => return self.searched(),
            _ => {}
        }
        None
    }

    fn searched(&mut self) -> Option<Intent> {
        field_text(self.search.as_ref()).clone_into(&mut self.filter.search);
        self.selected = 0;
        Some(Intent::Select(self.filter.clone()))
    }

    fn next_tag(&mut self) -> Option<Intent> {
        let next = match &self.filter.tag {
            None => self.tags.first(),
            Some(tag) => {
                self.tags.iter().position(|other| other == tag).and_then(|index| self.tags.get(index + 1))
            }
        };
        self.filter.tag = next.cloned();
        Some(Intent::Select(self.filter.clone()))
    }

    fn on_account(&mut self, key: KeyEvent) -> Option<Intent> {
        let position = self.selected;
        let (id, kind, favourite) = self.selected_account().map(|a| (a.id, a.kind, a.favourite))?;
        match key.code {
            KeyCode::Enter | KeyCode::Right => Some(Intent::Show(Place::Account(id))),
            KeyCode::Char('c') if kind != AccountKind::Push => Some(Intent::Copy(id)),
            KeyCode::Char('n') if kind == AccountKind::Hotp => Some(Intent::NextCode(id)),
            KeyCode::Char('f') => Some(Intent::Favourite(id, !favourite)),
            KeyCode::Char(' ') => {
                self.revealed = if self.revealed == Some(id) { None } else { Some(id) };
                None
            }
            KeyCode::Char('J') if self.is_unfiltered() => Some(Intent::Move(id, position + 1)),
            KeyCode::Char('K') if self.is_unfiltered() => Some(Intent::Move(id, position.checked_sub(1)?)),
            _ => None,
        }
    }

    fn is_unfiltered(&self) -> bool {
        self.filter.search.is_empty() && self.filter.tag.is_none() && !self.filter.favourites_only
    }

    fn draw_filter(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) -> Rect {
        let mut rest = body;
        if self.search.is_some() || !self.filter.search.is_empty() {
            let (line, below) = first_line(rest);
            rest = below;
            let label = format!("{} ", look.say("list-search"));
            let width = u16::try_from(Span::raw(label.as_str()).width()).unwrap_or(0).min(line.width);
            frame.render_widget(Span::styled(label, look.palette.accent), line);
            let place = Rect { x: line.x + width, width: line.width - width, ..line };
            if let Some(field) = &self.search {
                field.render(look, frame, place, true);
            }
        }
        let mut chips = Vec::new();
        if self.filter.favourites_only {
            chips.push(format!("★ {}", look.say("list-favourites")));
        }
        chips.extend(self.filter.tag.iter().map(|tag| format!("#{tag}")));
        if !chips.is_empty() {
            let (line, below) = first_line(rest);
            rest = below;
            frame.render_widget(Span::styled(chips.join("  "), look.palette.accent), line);
        }
        rest
    }

    fn draw_empty(&self, look: &Look<'_>, frame: &mut Frame<'_>, rest: Rect) {
        if self.total > 0 {
            paragraph(frame, gap(rest), look.say("list-nothing-found"));
        } else {
            let rest = paragraph(frame, gap(rest), Span::styled(look.say("list-empty"), look.palette.strong));
            paragraph(frame, gap(rest), look.say("list-empty-add"));
        }
    }
}

fn field_text(field: Option<&Field>) -> &str {
    field.map_or("", Field::text)
}

impl Screen for Authenticators {
    fn title(&self) -> &'static str {
        "title-authenticators"
    }

    fn aside(&self, look: &Look<'_>) -> String {
        if self.rows.len() == self.total {
            look.texts.say_with("list-count", &[("count", self.total.into())])
        } else {
            look.texts
                .say_with("list-found", &[("found", self.rows.len().into()), ("count", self.total.into())])
        }
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        if self.search.is_some() {
            return vec![
                Hint::new(look, "Enter", "hint-details"),
                Hint::new(look, "^Y", "hint-copy"),
                Hint::new(look, "↑↓", "hint-choose"),
                Hint::new(look, "Esc", "hint-end-search"),
            ];
        }
        let mut hints = vec![Hint::new(look, "a", "hint-add")];
        if let Some(account) = self.selected_account() {
            if account.kind == AccountKind::Push {
                hints.push(Hint::new(look, "r", "hint-requests"));
            } else {
                hints.push(Hint::new(look, "c", "hint-copy"));
            }
            if account.kind == AccountKind::Hotp {
                hints.push(Hint::new(look, "n", "hint-next-code"));
            } else if self.hide_codes && account.kind != AccountKind::Push {
                hints.push(Hint::new(look, "␣", "hint-show-code"));
            }
            hints.push(Hint::new(look, "/", "hint-search"));
        }
        hints.push(Hint::new(look, "?", "hint-keys"));
        hints.push(Hint::new(look, "q", "hint-quit"));
        if self.selected_account().is_some() {
            hints.push(Hint::new(look, "Enter", "hint-details"));
        }
        hints.push(Hint::new(look, "l", "hint-lock"));
        hints.push(Hint::new(look, "s", "hint-settings"));
        hints
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        if self.search.is_some() {
            return self.searching(key);
        }
        let page = isize::try_from(self.count.get().max(1)).unwrap_or(1);
        match key.code {
            KeyCode::Up | KeyCode::Char('k') => self.move_by(-1),
            KeyCode::Down | KeyCode::Char('j') => self.move_by(1),
            KeyCode::PageUp => self.move_by(-page),
            KeyCode::PageDown => self.move_by(page),
            KeyCode::Home | KeyCode::Char('g') => self.move_by(isize::MIN),
            KeyCode::End | KeyCode::Char('G') => self.move_by(isize::MAX),
            KeyCode::Char('a' | '+') => return Some(Intent::Show(Place::Add)),
            KeyCode::Char('/') => self.search = Some(Field::showing(&self.filter.search)),
            KeyCode::Char('t') => return self.next_tag(),
            KeyCode::Char('F') => {
                self.filter.favourites_only = !self.filter.favourites_only;
                return Some(Intent::Select(self.filter.clone()));
            }
            KeyCode::Esc if !self.is_unfiltered() => {
                self.filter = Filter::default();
                return Some(Intent::Select(self.filter.clone()));
            }
            KeyCode::Char('u') => return Some(Intent::Undo),
            KeyCode::Char('r') => return Some(Intent::Show(Place::Requests)),
            KeyCode::Char('h') => return Some(Intent::Show(Place::History)),
            KeyCode::Char('s') => return Some(Intent::Show(Place::Settings)),
            KeyCode::Char('i') => return Some(Intent::Show(Place::About)),
            KeyCode::Char('?') => return Some(Intent::Show(Place::Keys)),
            KeyCode::Char('l') => return Some(Intent::Lock),
            KeyCode::Char('q') => return Some(Intent::Quit),
            _ => return self.on_account(key),
        }
        None
    }

    fn paste(&mut self, text: &str) -> Option<Intent> {
        match self.search.as_mut() {
            Some(field) => {
                field.paste(text);
                self.searched()
            }
            // Pasting into the list is the shortest way to add an account.
            None => Some(Intent::Read(text.to_owned())),
        }
    }

    fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        let rest = self.draw_filter(look, frame, body);
        if self.rows.is_empty() {
            self.count.set(0);
            self.draw_empty(look, frame, rest);
            return;
        }
        let height = row::height(rest);
        let fitting = (usize::from(rest.height) + usize::from(height == 3)) / usize::from(height);
        let fitting = fitting.max(1);
        let mut first = self.first.get().min(self.selected);
        if self.selected >= first + fitting {
            first = self.selected + 1 - fitting;
        }
        first = first.min(self.rows.len().saturating_sub(fitting));
        self.first.set(first);
        self.count.set(fitting);
        let mut area = rest;
        for (index, row) in self.rows.iter().enumerate().skip(first).take(fitting) {
            let place = Rect { height: area.height.min(2), ..area };
            let hidden = self.hide_codes && self.revealed != Some(row.account.id);
            row::draw(look, frame, place, row, index == self.selected, hidden);
            area = crate::app::parts::below(area, height);
        }
    }
}
