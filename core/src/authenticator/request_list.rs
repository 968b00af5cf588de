//! What is open, made ready to show: each request as the server signed it, and how each account stands.

use super::push::{Ground, PushRecord};
use super::push_error::PushCallError;
use super::push_views::{PushAccountView, RequestKind, RequestView, VerificationView};
use super::views::AccountId;
use crate::push::{Challenge, Shown, Text};
use crate::time::BootTime;

impl Ground<'_> {
    /// How an account stands.
    pub(super) fn status(&mut self, id: AccountId) -> PushAccountView {
        let now = self.now();
        let record = self.record(id);
        let enroll_again = matches!(record, Err(PushCallError::EnrollAgain));
        let record = record.ok();
        let server = record.as_ref().map_or_else(|| self.kept_server(id), PushRecord::host);
        let account = record.as_ref().map(|record| &record.account);
        let asked = record.as_ref().and_then(PushRecord::asked);
        let line = self.line(id);
        PushAccountView {
            id,
            server,
            reachability: line.reachability,
            open_requests: line.inbox.ids().len(),
            muted_for: account.and_then(|account| account.storm.muted_for(now)),
            next_poll_in: line.schedule.due_in(now.boot),
            undelivered: record.as_ref().map_or(0, |record| record.answers.len()),
            policy_change: asked.map(Into::into),
            ended: account.and_then(|account| account.ended()).map(Into::into),
            end_pending: record.as_ref().is_some_and(|record| record.ending),
            enroll_again,
        }
    }

    /// The server as the entry has it, where its record cannot be read.
    fn kept_server(&mut self, id: AccountId) -> String {
        let entry = self.open().ok().and_then(|open| open.vault.contents().entry(id));
        entry.and_then(|entry| entry.details().server.clone()).unwrap_or_default()
    }

    pub(super) fn request_views(&mut self, id: AccountId) -> Vec<RequestView> {
        let now = self.now().boot;
        let Ok(record) = self.record(id) else { return Vec::new() };
        let (label, host) = (self.label(id), record.host());
        let line = self.line(id);
        let others = line.inbox.ids().len().saturating_sub(1);
        let about = About { account: id, label, host, others };
        let shown = line.inbox.shown().map(|shown| about.shown(shown, now));
        let waiting = line.inbox.waiting().iter().map(|challenge| about.view(challenge, now));
        shown.into_iter().chain(waiting).collect()
    }

    /// The request on the screen.
    pub(super) fn shown_view(&mut self, id: AccountId) -> Option<RequestView> {
        self.request_views(id).into_iter().find(|view| view.on_screen)
    }
}

/// What the requests of one account have in common.
struct About {
    account: AccountId,
    label: (String, String),
    host: String,
    others: usize,
}

impl About {
    fn shown(&self, challenge: &Challenge<Shown>, now: BootTime) -> RequestView {
        let code = challenge.code().map(str::to_owned);
        RequestView { on_screen: true, code, ..self.view(challenge, now) }
    }

    fn view<State>(&self, challenge: &Challenge<State>, now: BootTime) -> RequestView {
        let request = challenge.request();
        let text = |text: &Text| text.shown().to_owned();
        let (issuer, account_name) = self.label.clone();
        let left = challenge.left(now).unwrap_or_default();
        RequestView {
            id: challenge.id(),
            account: self.account,
            issuer,
            account_name,
            server: self.host.clone(),
            kind: RequestKind::from(request.event()),
            event: text(request.event()),
            endpoint: text(request.endpoint()),
            client_address: request.client_address().map(text),
            client_place: request.client_place().map(text),
            client_agent: request.client_agent().map(text),
            message: text(request.message()),
            doubtful: request.is_doubtful(),
            verification: VerificationView::from(request.verification()),
            low_assurance: request.verification().is_low_assurance(),
            made: request.issued(),
            seconds_left: u64::try_from(left.as_millis().div_ceil(1000)).unwrap_or(u64::MAX),
            on_screen: false,
            code: None,
            others: self.others,
        }
    }
}
