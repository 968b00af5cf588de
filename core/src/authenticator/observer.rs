//! Telling a shell that something changed, so that it asks anew instead of guessing what a call touched.
//!
//! What changed is read off the state itself: its marks before a call and after it. So a new call cannot forget to tell,
//! and what a poll in the background brings is told like what a tap did. The state's lock is free again before anybody is
//! told.

use super::Authenticator;
use super::push::LineMark;
use super::records::is_account;
use super::settings::Stored;
use super::state::{Open, State, Waiting};
use super::views::AccountRow;
use crate::vault::{self, HistoryRecord};
use core::ops::{Deref, DerefMut};
use std::sync::{Arc, MutexGuard, PoisonError};

/// What changed: ask for it anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Another screen: [`stage`](Authenticator::stage). After a lock or an unlock everything else is to be asked anew as
    /// well, and is not told of by itself.
    Stage,
    /// The list of accounts, or one of them: [`accounts`](Authenticator::accounts).
    Accounts,
    /// Open requests, or how an account stands with its server (the dot before its row):
    /// [`requests`](Authenticator::requests).
    Requests,
    /// The history: [`history`](Authenticator::history).
    History,
    /// Settings, corrections of the clock, language or theme: [`settings`](Authenticator::settings),
    /// [`appearance`](Authenticator::appearance).
    Settings,
}

/// Who is told of changes: on the thread of the call that made them, with no lock held. It may call the authenticator.
pub trait Observer: Send + Sync {
    /// Something changed.
    fn changed(&self, change: Change);
}

impl Authenticator {
    /// Tells `observer` of every change from now on, instead of an earlier one.
    pub fn observe(&self, observer: Arc<dyn Observer>) {
        *self.observer.lock().unwrap_or_else(PoisonError::into_inner) = Some(observer);
        // What was changed while nobody listened is not told.
        self.state().forget_changes();
    }

    /// Tells nobody any more. A change that is being told on another thread comes to its end.
    pub fn stop_observing(&self) {
        *self.observer.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Tells of a change that the state does not show.
    pub(super) fn tell(&self, change: Change) {
        if let Some(observer) = self.observer() {
            observer.changed(change);
        }
    }

    /// The observer, without its lock: it is called as it was when the call began.
    pub(super) fn observer(&self) -> Option<Arc<dyn Observer>> {
        self.observer.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The state, and what was told of it.
pub(super) struct Observed {
    state: State,
    told: Marks,
}

impl Observed {
    pub(super) fn new(state: State) -> Self {
        Self { state, told: Marks::default() }
    }
}

/// The state, for one call. When it is let go, what the call changed is told.
pub(super) struct Held<'a> {
    // Dropped in this order: the lock first.
    observed: MutexGuard<'a, Observed>,
    news: News,
}

impl<'a> Held<'a> {
    pub(super) const fn new(observed: MutexGuard<'a, Observed>, observer: Option<Arc<dyn Observer>>) -> Self {
        Self { observed, news: News { observer, changes: Vec::new() } }
    }

    /// Takes what is now as told.
    fn forget_changes(mut self) {
        let Observed { state, told } = &mut *self.observed;
        *told = Marks::of(state);
    }
}

impl Deref for Held<'_> {
    type Target = State;

    fn deref(&self) -> &State {
        &self.observed.state
    }
}

impl DerefMut for Held<'_> {
    fn deref_mut(&mut self) -> &mut State {
        &mut self.observed.state
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        let Observed { state, told } = &mut *self.observed;
        if self.news.observer.is_none() {
            // Nothing of an open vault is kept for nobody.
            *told = Marks::default();
        } else if !std::thread::panicking() {
            // Unwinding from a defect, nothing is known for sure; the next call tells.
            self.news.changes = told.follow(state);
        }
    }
}

/// What is still to be told.
struct News {
    observer: Option<Arc<dyn Observer>>,
    changes: Vec<Change>,
}

impl Drop for News {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            self.changes.iter().for_each(|change| observer.changed(*change));
        }
    }
}

/// What distinguishes one state from another.
#[derive(Default)]
struct Marks {
    screen: Screen,
    requests: Vec<LineMark>,
    /// Which commit the marks below were read from. They are read again after another one only: most calls commit nothing,
    /// and there can be thousands of accounts.
    generation: u64,
    accounts: Vec<AccountRow>,
    newest_event: Option<[u8; 32]>,
    settings: Option<Vec<u8>>,
}

#[derive(Default, PartialEq, Eq)]
enum Screen {
    #[default]
    Unknown,
    Setup {
        chosen: bool,
        starting_over: bool,
    },
    Locked {
        attempts_left: u8,
    },
    /// Erased, or not to be opened here.
    Closed(core::mem::Discriminant<vault::State>),
    Open {
        new_pin_needed: bool,
        license: Option<u32>,
        notifications_answered: bool,
    },
}

impl Marks {
    /// Takes over what the state is now, and gives what changed.
    fn follow(&mut self, state: &State) -> Vec<Change> {
        if let State::Open(open) = state
            && matches!(self.screen, Screen::Open { .. })
            && self.generation == open.vault.generation()
        {
            let before = core::mem::replace(&mut self.requests, open.lines.marks());
            return if before == self.requests { Vec::new() } else { vec![Change::Requests] };
        }
        let after = Self::of(state);
        let changes = self.changes_to(&after);
        *self = after;
        changes
    }

    fn of(state: &State) -> Self {
        match state {
            State::Open(open) => Self::of_open(open),
            State::Waiting(waiting) => {
                Self { screen: Screen::of(waiting), requests: waiting.lines.marks(), ..Self::default() }
            }
            State::Between => Self::default(),
        }
    }

    fn of_open(open: &Open) -> Self {
        let contents = open.vault.contents();
        let stored = open.stored();
        Self {
            screen: Screen::Open {
                new_pin_needed: open.vault.needs_new_pin(),
                license: stored.license,
                notifications_answered: stored.notifications.is_some(),
            },
            requests: open.lines.marks(),
            generation: open.vault.generation(),
            accounts: contents
                .entries()
                .iter()
                .filter(|entry| is_account(entry))
                .map(AccountRow::of)
                .collect(),
            newest_event: contents.history().records().next_back().map(HistoryRecord::hash).copied(),
            settings: contents.setting(Stored::NAME).map(<[u8]>::to_vec),
        }
    }

    fn changes_to(&self, after: &Self) -> Vec<Change> {
        let is_open = |marks: &Self| matches!(marks.screen, Screen::Open { .. });
        let contents = is_open(self) && is_open(after);
        let told = [
            (self.screen != after.screen, Change::Stage),
            (contents && self.accounts != after.accounts, Change::Accounts),
            (self.requests != after.requests, Change::Requests),
            (contents && self.newest_event != after.newest_event, Change::History),
            (contents && self.settings != after.settings, Change::Settings),
        ];
        told.into_iter().filter_map(|(changed, change)| changed.then_some(change)).collect()
    }
}

impl Screen {
    fn of(waiting: &Waiting) -> Self {
        match waiting.vault.state() {
            vault::State::Locked(locked) => Self::Locked { attempts_left: locked.attempts_left },
            vault::State::New => {
                Self::Setup { chosen: waiting.chosen.is_some(), starting_over: waiting.starting_over }
            }
            vault::State::Erased if waiting.starting_over => {
                Self::Setup { chosen: waiting.chosen.is_some(), starting_over: true }
            }
            closed => Self::Closed(core::mem::discriminant(&closed)),
        }
    }
}
