//! Who waits is woken: phones that long-poll, pages that wait for a phone.
//!
//! A topic is an id and nothing more. With SQLite there is one process and its [`Hub`] is all there is; with PostgreSQL
//! a change notifies every process as it commits, and [`listener`] wakes each one's hub. A wake-up is a hint: whoever
//! waits registers before it reads, reads again when woken, and in any case every few seconds.

pub mod listener;

use crate::token::Id;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

/// The longest time that anyone relies on being woken.
const READ_AGAIN: Duration = Duration::from_secs(4);

/// What can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// The open requests of a phone's account.
    Requests(Id),
    /// The state of a second-factor attempt.
    Attempt(Id),
    /// The state of an authenticator that is being set up.
    Authenticator(Id),
    /// Mail waits to be sent.
    Mail,
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Requests(id) => write!(f, "r{id}"),
            Self::Attempt(id) => write!(f, "a{id}"),
            Self::Authenticator(id) => write!(f, "e{id}"),
            Self::Mail => f.write_str("m"),
        }
    }
}

type Topics = Mutex<HashMap<String, watch::Sender<()>>>;

/// The waiters of this process.
#[derive(Clone, Debug, Default)]
pub struct Hub(Arc<Topics>);

impl Hub {
    /// Registers a waiter. Register first, then read, then wait.
    pub fn register(&self, topic: Topic) -> Waiter {
        let topic = topic.to_string();
        let receiver = locked(&self.0).entry(topic.clone()).or_default().subscribe();
        Waiter { topic, receiver: Some(receiver), topics: Arc::clone(&self.0) }
    }

    /// Wakes everyone who waits for a topic, given as its text.
    pub fn wake(&self, topic: &str) {
        if let Some(sender) = locked(&self.0).get(topic) {
            sender.send_replace(());
        }
    }

    /// Wakes everyone: something may have been missed.
    pub fn wake_all(&self) {
        locked(&self.0).values().for_each(|sender| {
            sender.send_replace(());
        });
    }

    /// How many topics have waiters.
    pub fn topics(&self) -> usize {
        locked(&self.0).len()
    }
}

/// One who waits. Holds no connection to the database.
#[derive(Debug)]
pub struct Waiter {
    topic: String,
    receiver: Option<watch::Receiver<()>>,
    topics: Arc<Topics>,
}

impl Waiter {
    /// Waits until it is time to read again: woken, or a few seconds are over, or `deadline` is reached.
    pub async fn until_changed(&mut self, deadline: Instant) {
        let read_again = deadline.min(Instant::now() + READ_AGAIN);
        if let Some(receiver) = &mut self.receiver {
            // Time-out and a hub that is gone mean the same: read again.
            let _ = timeout_at(read_again, receiver.changed()).await;
        }
    }
}

impl Drop for Waiter {
    fn drop(&mut self) {
        let mut topics = locked(&self.topics);
        self.receiver = None;
        if topics.get(&self.topic).is_some_and(|sender| sender.receiver_count() == 0) {
            topics.remove(&self.topic);
        }
    }
}

/// A map of senders is whole at every moment, so a panic elsewhere does not spoil it.
fn locked(topics: &Topics) -> MutexGuard<'_, HashMap<String, watch::Sender<()>>> {
    topics.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use countersign::jose::Encoded;

    #[tokio::test(start_paused = true)]
    async fn a_wake_up_between_reading_and_waiting_is_not_lost() {
        let hub = Hub::default();
        let topic = Topic::Attempt(Encoded([1; 16]));
        let mut waiter = hub.register(topic);
        hub.wake(&topic.to_string());
        let begin = Instant::now();
        waiter.until_changed(begin + Duration::from_secs(60)).await;
        assert_eq!(begin.elapsed(), Duration::ZERO);
        waiter.until_changed(begin + Duration::from_secs(60)).await;
        assert_eq!(begin.elapsed(), READ_AGAIN);
        waiter.until_changed(begin + READ_AGAIN + Duration::from_secs(1)).await;
        assert_eq!(begin.elapsed(), READ_AGAIN + Duration::from_secs(1));
    }

    #[tokio::test]
    async fn only_who_waits_is_remembered() {
        let hub = Hub::default();
        let topic = Topic::Requests(Encoded([1; 16]));
        let (first, second) = (hub.register(topic), hub.register(topic));
        drop(first);
        assert_eq!(hub.topics(), 1);
        drop(second);
        assert_eq!(hub.topics(), 0);
        hub.wake(&topic.to_string());
    }
}
