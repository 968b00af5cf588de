//! Requests: what waits for a decision, and one of them opened: judged, compared with its login page, decided.
//!
//! What arrives goes to the end of the list. The request that is open stays where it is until it is decided or over, and
//! then says so in its place: nothing is ever put under a finger that is about to type.

use super::{Intent, Place, Screen};
use crate::app::field::Field;
use crate::app::look::Look;
use crate::app::parts::{Hint, Tone};
use crate::app::scroll::Scroll;
use countersign::authenticator::{
    AccountId, AnswerStatus, Compared, DenyReason, OutcomeView, PushAccountView, RequestId, RequestView,
    RequestsView, VerificationView,
};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;

mod draw;

/// The longest number that a login page shows, in digits.
const MOST_DIGITS: usize = 8;

#[derive(Debug, Default)]
pub(crate) struct Requests {
    /// In the order in which they were seen first.
    list: Vec<RequestView>,
    accounts: Vec<PushAccountView>,
    selected: usize,
    opened: Option<Box<Opened>>,
    scroll: Scroll,
}

/// The request that is open.
#[derive(Debug)]
struct Opened {
    request: RequestView,
    /// It has ended while it was open: expired, superseded, answered elsewhere.
    over: bool,
    /// The digits of the login page, typed so far.
    number: String,
    step: Step,
}

/// What the user is doing with the open request.
#[derive(Debug)]
enum Step {
    /// Judging it. Digits go to the number.
    Looking,
    /// Giving the picture of the login page's code.
    Scanning(Field),
    /// Giving the PIN that approves it.
    Approving(Compared, Field),
    /// Saying why it is rejected.
    Rejecting,
    /// The server is being told.
    Deciding,
    /// It is decided.
    Decided(AnswerStatus),
    /// Giving the PIN that lets the counter go on.
    Resuming(Field),
}

impl Requests {
    /// What waits now. The selection and the open request stay what they are. Gives the request to be opened, where
    /// the list was empty and one has come.
    pub(crate) fn update(&mut self, view: RequestsView) -> Option<RequestId> {
        let selected = self.list.get(self.selected).map(|request| request.id);
        let was_empty = self.list.is_empty();
        let mut arrived = view.requests;
        let mut list = Vec::with_capacity(arrived.len());
        for known in &self.list {
            if let Some(index) = arrived.iter().position(|request| request.id == known.id) {
                list.push(arrived.remove(index));
            }
        }
        list.append(&mut arrived);
        self.list = list;
        self.accounts = view.accounts;
        let again = selected.and_then(|id| self.list.iter().position(|request| request.id == id));
        self.selected = again.unwrap_or(self.selected).min(self.list.len().saturating_sub(1));
        if let Some(opened) = &mut self.opened {
            match self.list.iter().find(|request| request.id == opened.request.id) {
                Some(now) => opened.request = now.clone(),
                None if matches!(opened.step, Step::Deciding | Step::Decided(_) | Step::Resuming(_)) => {}
                None => opened.over = true,
            }
            return None;
        }
        self.list.first().filter(|_| was_empty).map(|request| request.id)
    }

    /// Shows `request` by itself: it is on the screen from now on.
    pub(crate) fn open(&mut self, request: RequestView) {
        self.scroll = Scroll::default();
        if let Some(index) = self.list.iter().position(|known| known.id == request.id) {
            self.selected = index;
        }
        let opened = Opened { request, over: false, number: String::new(), step: Step::Looking };
        self.opened = Some(Box::new(opened));
    }

    /// The login page's code was scanned: now the PIN.
    pub(crate) fn scanned(&mut self, text: String) {
        if let Some(opened) = &mut self.opened {
            opened.step = Step::Approving(Compared::Scanned(text), Field::hiding());
        }
    }

    /// What became of the answer.
    pub(crate) fn decided(&mut self, outcome: &OutcomeView) {
        if let Some(opened) = self.opened.as_mut().filter(|opened| opened.request.id == outcome.request) {
            opened.step = Step::Decided(outcome.status.clone());
        }
    }

    /// Nothing was decided: the request is as it was before. Where only the PIN was wrong, it is asked for again.
    pub(crate) fn undecided(&mut self, pin_was_wrong: bool) {
        let Some(opened) = &mut self.opened else { return };
        let compared = match opened.request.verification {
            _ if !pin_was_wrong => None,
            VerificationView::None => Some(Compared::Nothing),
            VerificationView::Enter { .. } => Some(Compared::Number(opened.number.clone())),
            VerificationView::Show { .. } => Some(Compared::CodeShown),
            // What was scanned has gone with the answer.
            VerificationView::Scan => None,
        };
        opened.step = match compared {
            Some(compared) => Step::Approving(compared, Field::hiding()),
            None => Step::Looking,
        };
    }

    /// The counter goes on: back to what waits.
    pub(crate) fn resumed(&mut self) {
        self.opened = None;
    }

    /// The account whose server asks for more than the user agreed to.
    fn asks_for_more(&self, account: AccountId) -> Option<&PushAccountView> {
        self.accounts.iter().find(|status| status.id == account && status.policy_change.is_some())
    }

    fn key_in_list(&mut self, key: KeyEvent) -> Option<Intent> {
        let last = self.list.len().saturating_sub(1);
        match key.code {
            KeyCode::Esc | KeyCode::Left | KeyCode::Char('q') => {
                return Some(Intent::Show(Place::Authenticators));
            }
            KeyCode::Up | KeyCode::Char('k') => self.selected = self.selected.saturating_sub(1),
            KeyCode::Down | KeyCode::Char('j') => self.selected = (self.selected + 1).min(last),
            KeyCode::Enter | KeyCode::Right => {
                return self.list.get(self.selected).map(|request| Intent::OpenRequest(request.id));
            }
            KeyCode::Char('h') => return Some(Intent::Show(Place::History)),
            KeyCode::Char('u') => return Some(Intent::AskServers),
            KeyCode::Char('l') => return Some(Intent::Lock),
            _ => {
                self.scroll.page_key(key);
            }
        }
        None
    }
}

impl Opened {
    fn key(&mut self, key: KeyEvent, asks_for_more: bool, scroll: &Scroll) -> Key {
        let id = self.request.id;
        match &mut self.step {
            _ if self.over => Key::closing(key),
            Step::Looking => self.looking(key, asks_for_more, scroll),
            Step::Scanning(field) => match key.code {
                KeyCode::Esc => self.to(Step::Looking),
                KeyCode::Enter if field.is_empty() => Key::Done(None),
                KeyCode::Enter => Key::want(Intent::ScanLoginPage(field.text().to_owned())),
                _ => {
                    field.key(key);
                    Key::Done(None)
                }
            },
            Step::Approving(compared, field) => match key.code {
                KeyCode::Esc => self.to(Step::Looking),
                KeyCode::Enter if field.is_empty() => Key::Done(None),
                KeyCode::Enter => {
                    let (compared, pin) = (core::mem::take(compared), field.take_secret());
                    self.step = Step::Deciding;
                    Key::want(Intent::Approve(id, compared, pin))
                }
                _ => {
                    field.key(key);
                    Key::Done(None)
                }
            },
            Step::Rejecting => {
                let reason = match key.code {
                    KeyCode::Char('n') => DenyReason::NotMe,
                    KeyCode::Char('c') => DenyReason::Cancelled,
                    KeyCode::Esc => return self.to(Step::Looking),
                    _ => return Key::Done(None),
                };
                self.step = Step::Deciding;
                Key::want(Intent::Deny(id, reason))
            }
            Step::Deciding => match key.code {
                KeyCode::Esc => Key::want(Intent::StopWaiting),
                _ => Key::Done(None),
            },
            Step::Decided(AnswerStatus::CounterBehind) if key.code == KeyCode::Char('g') => {
                self.to(Step::Resuming(Field::hiding()))
            }
            Step::Decided(_) => Key::closing(key),
            Step::Resuming(field) => match key.code {
                KeyCode::Esc => self.to(Step::Decided(AnswerStatus::CounterBehind)),
                KeyCode::Enter if field.is_empty() => Key::Done(None),
                KeyCode::Enter => {
                    let pin = field.take_secret();
                    Key::want(Intent::ResumeCounter(self.request.account, pin))
                }
                _ => {
                    field.key(key);
                    Key::Done(None)
                }
            },
        }
    }

    fn looking(&mut self, key: KeyEvent, asks_for_more: bool, scroll: &Scroll) -> Key {
        let wanted = match self.request.verification {
            VerificationView::Enter { digits } => usize::from(digits).min(MOST_DIGITS),
            _ => 0,
        };
        match key.code {
            KeyCode::Esc | KeyCode::Left => Key::Close,
            KeyCode::Char('r') => self.to(Step::Rejecting),
            KeyCode::Char('g') if asks_for_more => Key::want(Intent::AcceptPolicy(self.request.account)),
            _ if asks_for_more => Key::Done(None),
            KeyCode::Char(digit @ '0'..='9') if self.number.len() < wanted => {
                self.number.push(digit);
                Key::Done(None)
            }
            KeyCode::Backspace => {
                self.number.pop();
                Key::Done(None)
            }
            KeyCode::Enter if wanted > 0 && self.number.len() == wanted => {
                self.to(Step::Approving(Compared::Number(self.number.clone()), Field::hiding()))
            }
            KeyCode::Char('a') => match self.request.verification {
                VerificationView::Enter { .. } => Key::Done(None),
                VerificationView::Scan => self.to(Step::Scanning(Field::showing(""))),
                VerificationView::None => self.to(Step::Approving(Compared::Nothing, Field::hiding())),
                VerificationView::Show { .. } => {
                    self.to(Step::Approving(Compared::CodeShown, Field::hiding()))
                }
            },
            _ => {
                scroll.key(key);
                Key::Done(None)
            }
        }
    }

    fn to(&mut self, step: Step) -> Key {
        self.step = step;
        Key::Done(None)
    }

    fn paste(&mut self, text: &str) -> Option<Intent> {
        match (&mut self.step, self.request.verification) {
            (Step::Scanning(field) | Step::Approving(_, field) | Step::Resuming(field), _) => {
                field.paste(text);
            }
            (Step::Looking, VerificationView::Enter { digits }) => {
                let digits = usize::from(digits).min(MOST_DIGITS);
                self.number = text.chars().filter(char::is_ascii_digit).take(digits).collect();
            }
            (Step::Looking, VerificationView::Scan) if !self.over => {
                // A picture that is dropped on the terminal arrives as its path.
                return Some(Intent::ScanLoginPage(text.to_owned()));
            }
            _ => {}
        }
        None
    }

    /// What the tone of an outcome is.
    const fn tone(status: &AnswerStatus) -> Tone {
        match status {
            AnswerStatus::Approved | AnswerStatus::Denied | AnswerStatus::AwaitCode { .. } => Tone::Good,
            AnswerStatus::NotDelivered => Tone::Warning,
            _ => Tone::Bad,
        }
    }
}

/// What a key did to the open request.
enum Key {
    Done(Option<Box<Intent>>),
    /// Back to the list.
    Close,
}

impl Key {
    /// The user wants something done.
    fn want(intent: Intent) -> Self {
        Self::Done(Some(Box::new(intent)))
    }

    /// Where nothing is left to do.
    const fn closing(key: KeyEvent) -> Self {
        match key.code {
            KeyCode::Esc | KeyCode::Enter | KeyCode::Left | KeyCode::Char('q') => Self::Close,
            _ => Self::Done(None),
        }
    }
}

impl Screen for Requests {
    fn title(&self) -> &'static str {
        "title-requests"
    }

    fn aside(&self, look: &Look<'_>) -> String {
        look.texts.say_with("requests-open", &[("count", self.list.len().into())])
    }

    fn hints(&self, look: &Look<'_>) -> Vec<Hint> {
        let mut hints = self.hints_of_step(look);
        hints.extend(self.scroll.hint(look));
        hints
    }

    fn key(&mut self, key: KeyEvent) -> Option<Intent> {
        let Some(mut opened) = self.opened.take() else { return self.key_in_list(key) };
        let asks_for_more = self.asks_for_more(opened.request.account).is_some();
        match opened.key(key, asks_for_more, &self.scroll) {
            Key::Done(intent) => {
                self.opened = Some(opened);
                intent.map(|intent| *intent)
            }
            Key::Close if self.list.iter().all(|request| request.id == opened.request.id) => {
                Some(Intent::Show(Place::Authenticators))
            }
            Key::Close => None,
        }
    }

    fn paste(&mut self, text: &str) -> Option<Intent> {
        self.opened.as_mut().and_then(|opened| opened.paste(text))
    }

    fn draw(&self, look: &Look<'_>, frame: &mut Frame<'_>, body: Rect) {
        match &self.opened {
            Some(opened) => self.draw_opened(look, frame, body, opened),
            None => self.draw_list(look, frame, body),
        }
    }
}
