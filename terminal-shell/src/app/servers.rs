//! What has to do with servers: requests that arrive while the app is open, and what the user wants done online.

use super::App;
use super::background::Event;
use super::current::Current;
use super::parts::{Notice, Tone};
use super::screens::{
    Intent, Place as To, devices::Devices, enrolling::Enrolling, history::History, requests::Requests,
};
use crate::pictures;
use crate::polling::News;
use crate::problem::Problem;
use crate::{messages, words};
use countersign::authenticator::{
    AccountId, AnswerStatus, DecisionError, OnlineEnrollmentError, OutcomeView, PollView, PushCallError,
    RequestsView, ServerError, Stage, UnlockError, Verify,
};
use std::io::{Write as _, stdout};
use std::sync::Arc;

impl App {
    /// Lets the polls go on, and shows what they and the calls brought.
    pub(super) fn attend_to_servers(&mut self) {
        let Some(core) = self.opened.as_ref().map(|opened| Arc::clone(&opened.core)) else { return };
        for event in self.background.events() {
            self.take(event);
        }
        if core.stage() != Stage::Unlocked {
            self.waiting = 0;
            return;
        }
        let (Ok(view), Ok(online)) = (core.requests(), self.place.online()) else { return };
        let news = self.background.poll(&core, online, &view.accounts);
        let view = if news.is_empty() { Some(view) } else { core.requests().ok() };
        for news in news {
            match news {
                News::Polled(poll) => self.take_poll(&poll),
                // The server was told of an end that waited, or told of one itself.
                News::Failed(id, PushCallError::Ended) => self.take_end(id),
                // The dot and the requests screen say it.
                News::Failed(..) => {}
            }
        }
        if let Some(view) = view {
            self.show_requests(view);
        }
    }

    /// Shows how everything stands now, wherever something of it is shown.
    fn show_requests(&mut self, view: RequestsView) {
        // Muted accounts ask for no attention.
        let asking = view.accounts.iter().filter(|account| account.muted_for.is_none());
        self.waiting = asking.map(|account| account.open_requests).sum();
        match &mut self.current {
            Current::Authenticators(list) => list.set_push(&view.accounts),
            Current::Requests(requests) => {
                if let Some(first) = requests.update(view) {
                    self.perform(Intent::OpenRequest(first));
                }
            }
            _ => {}
        }
    }

    /// An account has ended; where the user wanted that, it is gone from the list.
    fn take_end(&mut self, id: AccountId) {
        let is_there = self.core().is_some_and(|core| core.account(id).is_ok());
        let is_shown = matches!(&self.current, Current::Account(account) if account.id() == id);
        if is_shown && !is_there {
            self.show_list(None);
        } else if matches!(self.current, Current::Account(_) | Current::Authenticators(_)) {
            // What cannot be read now is shown as it was.
            let _ = self.refresh(id);
        }
        if !is_there {
            self.tell(Tone::Good, "notice-ended");
        }
    }

    fn take_poll(&mut self, poll: &PollView) {
        if poll.prompt.is_some() && self.wants_notifications() {
            // The terminal's bell: a window manager marks the window with it.
            let _ = stdout().write_all(b"\x07");
        }
        for outcome in &poll.outcomes {
            self.tell_outcome(outcome);
        }
        if let Current::Account(account) = &self.current
            && account.id() == poll.account
            && !account.is_busy()
        {
            // What cannot be read now is shown as it was.
            let _ = self.refresh(poll.account);
        }
    }

    fn wants_notifications(&self) -> bool {
        self.core().and_then(|core| core.settings().ok()).is_some_and(|settings| settings.notifications)
    }

    fn tell_outcome(&mut self, outcome: &OutcomeView) {
        let tone = match outcome.status {
            AnswerStatus::Approved | AnswerStatus::AwaitCode { .. } | AnswerStatus::Denied => Tone::Good,
            _ => Tone::Warning,
        };
        self.notice = Some(Notice { tone, text: words::outcome(&self.texts, &outcome.status) });
    }

    /// What came of a call.
    fn take(&mut self, event: Event) {
        match event {
            Event::Step(step) => {
                if let Current::Enrolling(screen) = &mut self.current {
                    screen.reached(step);
                }
            }
            Event::Enrolled(Ok(row)) => {
                self.offers.pop_front();
                self.added = Some(row.id);
                self.show_next_offer();
                self.tell_with(Tone::Good, "notice-added", &words::label(&row.issuer, &row.account));
            }
            Event::Enrolled(Err(error)) => self.not_enrolled(&error),
            Event::Decided(Ok(outcome)) => match &mut self.current {
                Current::Requests(requests) => requests.decided(&outcome),
                _ => self.tell_outcome(&outcome),
            },
            Event::Decided(Err(error)) => {
                if let Current::Requests(requests) = &mut self.current {
                    requests.undecided(is_about_the_pin(&error));
                }
                self.refused(&error.into());
            }
            Event::Devices(id, Ok(devices)) => {
                if let Current::Devices(screen) = &mut self.current
                    && screen.account() == id
                {
                    screen.set(devices);
                }
            }
            Event::Devices(id, Err(error)) => {
                if matches!(self.current, Current::Devices(_)) {
                    self.perform(Intent::Show(To::Account(id)));
                }
                self.refused(&error.into());
            }
            Event::Ended(_, Ok(())) => {
                self.show_list(None);
                self.tell(Tone::Good, "notice-ended");
            }
            Event::Ended(id, Err(error)) => match &mut self.current {
                Current::Account(account) if account.id() == id => {
                    account.ask_what_to_delete(messages::call(&self.texts, &error));
                }
                _ => self.refused(&error.into()),
            },
            Event::Reported(Ok(())) => {
                if let (Current::History(_), Some(rows)) =
                    (&self.current, self.core().and_then(|core| core.history().ok()))
                {
                    self.current = Current::History(History::new(rows));
                }
                self.tell(Tone::Good, "notice-reported");
            }
            Event::Resumed(Ok(())) => {
                match &mut self.current {
                    Current::Requests(requests) => requests.resumed(),
                    Current::Account(account) => account.signed(),
                    _ => {}
                }
                self.tell(Tone::Good, "notice-resumed");
            }
            Event::Resumed(Err(error)) => {
                self.not_signed(&error);
                self.refused(&error.into());
            }
            Event::Rotated(id, outcome) => self.rotated(id, outcome),
            Event::Reported(Err(error)) => self.refused(&error.into()),
        }
    }

    fn rotated(&mut self, id: AccountId, outcome: Result<(), PushCallError>) {
        match (outcome, &mut self.current) {
            (Ok(()), _) => {
                if let Current::Account(account) = &mut self.current {
                    account.signed();
                }
                self.tell(Tone::Good, "notice-rotated");
            }
            (Err(PushCallError::Server(ServerError::CounterBehind)), Current::Account(account))
                if account.id() == id =>
            {
                return account.ask_to_go_on();
            }
            (Err(error), _) => {
                self.not_signed(&error);
                self.refused(&error.into());
            }
        }
        if let Current::Account(account) = &mut self.current
            && account.id() == id
        {
            // What cannot be read now is shown as it was.
            let _ = self.refresh(id);
        }
    }

    /// Nothing was signed on an account's page: where only the PIN was wrong, it is asked for again.
    fn not_signed(&mut self, error: &PushCallError) {
        if let Current::Account(account) = &mut self.current {
            if asks_for_the_pin_again(error) {
                account.ask_for_pin_again();
            } else {
                account.signed();
            }
        }
    }

    fn not_enrolled(&mut self, error: &OnlineEnrollmentError) {
        let Current::Enrolling(screen) = &mut self.current else {
            return self.problem(&Problem::OnlineEnrollment(error.clone()));
        };
        match error {
            OnlineEnrollmentError::Call(PushCallError::Server(ServerError::PrivateNetwork)) => {
                screen.ask_for_consent();
            }
            // Back to the offer, which is still there.
            OnlineEnrollmentError::Call(PushCallError::Cancelled) => {
                self.show_next_offer();
                self.tell(Tone::Plain, "online-cancelled");
            }
            error => screen.failed(messages::online_enrollment(&self.texts, error)),
        }
    }

    /// A call was refused. The tenth wrong PIN has erased the vault: then the screen changes.
    fn refused(&mut self, problem: &Problem) {
        self.problem(problem);
        if self.core().is_some_and(|core| core.stage() != Stage::Unlocked) {
            self.after_refusal();
        }
    }

    /// Puts the requests on the screen: the only one is opened at once.
    pub(super) fn go_to_requests(&mut self) -> Result<(), Problem> {
        let Some(core) = self.core() else { return Ok(()) };
        core.hurry_polls()?;
        let mut screen = Requests::default();
        let view = core.requests()?;
        let alone = view.requests.len() == 1;
        let first = screen.update(view).filter(|_| alone);
        if let Some(first) = first {
            screen.open(core.open_request(first)?);
        }
        self.current = Current::Requests(Box::new(screen));
        Ok(())
    }

    /// Does what goes online.
    pub(super) fn do_online(&mut self, intent: Intent) -> Result<(), Problem> {
        let Some(core) = self.opened.as_ref().map(|opened| Arc::clone(&opened.core)) else { return Ok(()) };
        let online = Arc::clone(self.place.online()?);
        let background = &mut self.background;
        match intent {
            Intent::AskServers => {
                core.hurry_polls()?;
                self.tell(Tone::Plain, "notice-asking-servers");
            }
            Intent::OpenRequest(id) => {
                let view = core.open_request(id)?;
                if let Current::Requests(requests) = &mut self.current {
                    requests.open(view);
                }
            }
            Intent::ScanLoginPage(given) => self.scan_login_page(&given)?,
            Intent::Approve(id, compared, pin) => background.call(&online, |cancellation, _| async move {
                Event::Decided(core.approve(id, compared, Verify::Pin(pin), &cancellation).await)
            }),
            Intent::Deny(id, reason) => background.call(&online, |cancellation, _| async move {
                Event::Decided(core.deny(id, reason, &cancellation).await)
            }),
            Intent::ResumeCounter(id, pin) => background.call(&online, |cancellation, _| async move {
                Event::Resumed(core.resume_counter(id, Verify::Pin(pin), &cancellation).await)
            }),
            Intent::RotateKeys(id, pin) => background.call(&online, |cancellation, _| async move {
                Event::Rotated(id, core.rotate_keys(id, Verify::Pin(pin), &cancellation).await)
            }),
            Intent::AcceptPolicy(id) => {
                core.accept_policy(id)?;
                self.tell(Tone::Good, "notice-policy-accepted");
                self.refresh(id)?;
            }
            Intent::Report(line) => {
                background.call(&online, |cancellation, _| async move {
                    Event::Reported(core.report(line, &cancellation).await)
                });
                self.tell(Tone::Plain, "notice-working");
            }
            Intent::Enroll(offer, enrollment) => {
                let (id, sent) = (offer.id, enrollment.clone());
                background.call(&online, |cancellation, steps| async move {
                    Event::Enrolled(core.enroll_online(id, sent, &steps, &cancellation).await)
                });
                self.current = Current::Enrolling(Box::new(Enrolling::new(*offer, enrollment)));
            }
            Intent::ListDevices(id) => self.list_devices(id)?,
            Intent::End(id) => {
                background.call(&online, |cancellation, _| async move {
                    Event::Ended(id, core.end_account(id, &cancellation).await)
                });
                self.tell(Tone::Plain, "notice-working");
            }
            Intent::EndLater(id) => {
                core.end_account_later(id)?;
                self.show_list(None);
                self.tell(Tone::Warning, "notice-end-later");
            }
            Intent::Keep(id) => {
                core.keep_account(id)?;
                self.refresh(id)?;
                self.tell(Tone::Good, "notice-kept");
            }
            Intent::StopWaiting => background.stop_waiting(),
            // Everything else needs no server.
            _ => {}
        }
        Ok(())
    }

    fn list_devices(&mut self, id: AccountId) -> Result<(), Problem> {
        let Some(core) = self.opened.as_ref().map(|opened| Arc::clone(&opened.core)) else { return Ok(()) };
        let online = Arc::clone(self.place.online()?);
        let row = core.account(id)?.row;
        self.current = Current::Devices(Devices::new(id, words::label(&row.issuer, &row.account)));
        self.background.call(&online, |cancellation, _| async move {
            Event::Devices(id, core.devices(id, &cancellation).await)
        });
        Ok(())
    }

    /// Reads the picture of a login page's code.
    fn scan_login_page(&mut self, given: &str) -> Result<(), Problem> {
        let text = match pictures::input(given) {
            pictures::Input::Text(text) => text,
            pictures::Input::Picture(path) => {
                let codes = pictures::scan(&path, self.place.clock())?;
                let code = codes.first().ok_or_else(|| Problem::NoCode(path.clone()))?;
                // Exposed: it is compared with the request, inside the core.
                code.text.expose().to_owned()
            }
        };
        if let Current::Requests(requests) = &mut self.current {
            requests.scanned(text);
        }
        Ok(())
    }
}

/// Whether the PIN is to be given again, for the same request and number.
const fn is_about_the_pin(error: &DecisionError) -> bool {
    match error {
        DecisionError::Call(error) => asks_for_the_pin_again(error),
        error => matches!(error, DecisionError::ActivationOver),
    }
}

/// Whether only the PIN was in the way.
const fn asks_for_the_pin_again(error: &PushCallError) -> bool {
    matches!(
        error,
        PushCallError::Pin(UnlockError::WrongPin { .. } | UnlockError::NotAPin | UnlockError::Wait(_))
    )
}
