//! What lives in memory of each push account: its open requests, when it is polled next, whether its server answers.

use super::super::views::{AccountId, Reachability};
use super::record::PushRecord;
use crate::push::schedule::PollSchedule;
use crate::push::{Inbox, RequestId, Text};
use crate::time::BootTime;
use std::collections::BTreeMap;

/// The lines to all servers. What is open stays open across a lock, where the device has what opens before the PIN.
#[derive(Default)]
pub(in super::super) struct Lines(BTreeMap<AccountId, Line>);

/// What is shown of one line: its dot, its requests, and whether the first of them is on the screen.
pub(in super::super) type LineMark = (AccountId, Reachability, Vec<RequestId>, bool);

/// The line to one server.
pub(in super::super) struct Line {
    pub(in super::super) inbox: Inbox,
    pub(in super::super) schedule: PollSchedule,
    pub(in super::super) reachability: Reachability,
    /// A poll is under way.
    pub(in super::super) polling: bool,
    /// The server says that it cannot take the new keys of a rotation: nothing waits for it any more.
    pub(in super::super) rotation_not_taken: bool,
    /// The account as it is now; `None` until it was read.
    pub(in super::super) record: Option<PushRecord>,
}

impl Default for Line {
    fn default() -> Self {
        Self {
            inbox: Inbox::default(),
            schedule: PollSchedule::default(),
            reachability: Reachability::Unknown,
            polling: false,
            rotation_not_taken: false,
            record: None,
        }
    }
}

impl Lines {
    pub(in super::super) fn line(&mut self, id: AccountId) -> &mut Line {
        self.0.entry(id).or_default()
    }

    /// The line of an account that has one already.
    pub(in super::super) fn known(&mut self, id: AccountId) -> Option<&mut Line> {
        self.0.get_mut(&id)
    }

    pub(in super::super) fn find(&self, id: AccountId) -> Option<&Line> {
        self.0.get(&id)
    }

    /// The account that has this request.
    pub(in super::super) fn account_of(&self, request: RequestId) -> Option<AccountId> {
        self.0.iter().find(|(_, line)| line.inbox.ids().contains(&request)).map(|(id, _)| *id)
    }

    pub(in super::super) fn forget(&mut self, id: AccountId) {
        self.0.remove(&id);
    }

    /// After a lock or an unlock, accounts are read anew from where they are kept now.
    pub(in super::super) fn read_anew(&mut self) {
        self.0.values_mut().for_each(|line| line.record = None);
    }

    /// What is shown of every line.
    pub(in super::super) fn marks(&self) -> Vec<LineMark> {
        let mark = |(id, line): (&AccountId, &Line)| {
            (*id, line.reachability, line.inbox.ids(), line.inbox.shown().is_some())
        };
        self.0.iter().map(mark).collect()
    }

    /// Forgets every line.
    pub(in super::super) fn clear(&mut self) {
        self.0.clear();
    }
}

impl Line {
    /// Takes out what is over, and says what was shown of it, for the history.
    pub(in super::super) fn sweep(&mut self, now: BootTime) -> Vec<(RequestId, String)> {
        let over = self.inbox.expire(now);
        over.iter().map(|request| (request.id, shown_lines(request))).collect()
    }
}

/// What was shown of a request, line by line, for the history.
pub(in super::super) fn shown_lines(request: &crate::push::Request) -> String {
    let texts = [
        Some(request.event()),
        Some(request.endpoint()),
        request.client_address(),
        request.client_place(),
        request.client_agent(),
        Some(request.message()),
    ];
    let lines: Vec<&str> =
        texts.into_iter().flatten().map(Text::shown).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}
