//! The open requests of one account: at most one on the screen, the others behind it in the order in which they came.

use super::{Challenge, Request, RequestId, Shown, Storm, Undecided, Verified};
use crate::ports::{Random, RandomFailed};
use crate::time::{BootTime, Now};

/// The most requests of one account that are looked at.
pub const MOST_OPEN: usize = 16;

/// The open requests of one account.
#[derive(Debug, Default)]
pub struct Inbox {
    shown: Option<Challenge<Shown>>,
    waiting: Vec<Challenge<Verified>>,
}

/// What a list changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Requests that were not known.
    pub arrived: Vec<RequestId>,
    /// Requests that were known and ended elsewhere: superseded, answered on another phone, withdrawn.
    pub ended: Vec<Request>,
}

impl Inbox {
    /// Takes a list of all that is open. What is on the screen stays there as it is, or ends; it is never replaced.
    /// `answered` tells whether a request was answered before: such a one is not asked about again.
    ///
    /// Lists come in the order of their calls: one poll at a time for one account.
    pub fn merge(
        &mut self,
        list: Vec<Challenge<Verified>>,
        answered: impl Fn(RequestId) -> bool,
        now: BootTime,
    ) -> Merged {
        let mut open: Vec<_> = list.into_iter().filter(|challenge| !answered(challenge.id())).collect();
        open.truncate(MOST_OPEN);
        let is_open = |id: &RequestId| open.iter().any(|challenge| challenge.id() == *id);
        let known = self.ids();
        let arrived = open.iter().map(Challenge::id).filter(|id| !known.contains(id)).collect();
        let ended: Vec<RequestId> = known.iter().filter(|id| !is_open(id)).copied().collect();
        let ended = self.remove(&ended);
        // A request keeps the deadline of its first list: a later one cannot lengthen its life.
        let mut kept = core::mem::take(&mut self.waiting);
        for challenge in open {
            if self.shown.as_ref().is_some_and(|shown| shown.id() == challenge.id()) {
                continue;
            }
            let first = kept.iter().position(|kept| kept.id() == challenge.id());
            self.waiting.push(first.map_or(challenge, |first| kept.swap_remove(first)));
        }
        let merged = Merged { arrived, ended };
        if let Some(shown) = &mut self.shown
            && merged != Merged::default()
        {
            shown.screen_changed(now);
        }
        merged
    }

    /// Puts the oldest request on the screen, unless one is there or the account is muted. Gives the id of one that
    /// appeared.
    pub fn prompt(
        &mut self,
        storm: &Storm,
        now: Now,
        random: &dyn Random,
    ) -> Result<Option<RequestId>, RandomFailed> {
        self.expire(now.boot);
        let next = self.waiting.first().map(Challenge::id);
        match next {
            Some(id) if self.shown.is_none() && storm.muted_for(now).is_none() => {
                Ok(self.open(id, now.boot, random)?.map(|shown| shown.id()))
            }
            _ => Ok(None),
        }
    }

    /// Puts the request on the screen that the user picked from the list; one that was there goes back to the list.
    /// `None` where there is no such request (any more).
    pub fn open(
        &mut self,
        id: RequestId,
        now: BootTime,
        random: &dyn Random,
    ) -> Result<Option<&Challenge<Shown>>, RandomFailed> {
        self.expire(now);
        if let Some(position) = self.waiting.iter().position(|challenge| challenge.id() == id) {
            let shown = self.waiting.remove(position).show(now, random)?;
            if let Some(before) = self.shown.replace(shown) {
                self.waiting.insert(position, before.hide());
            }
        }
        Ok(self.shown.as_ref().filter(|shown| shown.id() == id))
    }

    /// The request on the screen.
    pub const fn shown(&self) -> Option<&Challenge<Shown>> {
        self.shown.as_ref()
    }

    /// The requests behind it, in the order in which they came.
    pub fn waiting(&self) -> &[Challenge<Verified>] {
        &self.waiting
    }

    /// All ids: the one on the screen first.
    pub fn ids(&self) -> Vec<RequestId> {
        let shown = self.shown.iter().map(Challenge::id);
        shown.chain(self.waiting.iter().map(Challenge::id)).collect()
    }

    /// What the protocol calls the open requests: a poll names them, so that the server can wait for others.
    pub fn names(&self) -> Vec<String> {
        let shown = self.shown.iter().map(Challenge::request);
        let waiting = self.waiting.iter().map(Challenge::request);
        shown.chain(waiting).map(|request| request.name().to_owned()).collect()
    }

    /// Takes the request off the screen, to decide it.
    pub const fn take_shown(&mut self) -> Option<Challenge<Shown>> {
        self.shown.take()
    }

    /// Puts a request back that was not decided.
    pub fn put_back(&mut self, undecided: Undecided) {
        match &self.shown {
            None => self.shown = Some(undecided.challenge),
            Some(_) => self.waiting.insert(0, undecided.challenge.hide()),
        }
    }

    /// Something beside the request on the screen changed: taps are ignored for a moment.
    pub const fn screen_changed(&mut self, now: BootTime) {
        if let Some(shown) = &mut self.shown {
            shown.screen_changed(now);
        }
    }

    /// Drops what is over, and says what that was.
    pub fn expire(&mut self, now: BootTime) -> Vec<Request> {
        let shown = self.shown.iter().filter(|shown| shown.left(now).is_none()).map(Challenge::id);
        let waiting = self.waiting.iter().filter(|waiting| waiting.left(now).is_none()).map(Challenge::id);
        let over: Vec<RequestId> = shown.chain(waiting).collect();
        self.remove(&over)
    }

    fn remove(&mut self, gone: &[RequestId]) -> Vec<Request> {
        let shown = self.shown.take_if(|shown| gone.contains(&shown.id())).map(Challenge::into_request);
        let waiting = self.waiting.extract_if(.., |challenge| gone.contains(&challenge.id()));
        shown.into_iter().chain(waiting.map(Challenge::into_request)).collect()
    }
}

#[cfg(test)]
mod tests;
