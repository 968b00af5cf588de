//! How often someone may call in one minute, counted in the database for all processes together.
//!
//! A count that is charged at every call would cost a write each. So a process takes a block of calls at once and spends
//! it by itself: all processes together never allow more than the limit.

use crate::error::Unavailable;
use crate::portal::Portal;
use crate::seal::Purpose;
use crate::store::rates;
use countersign::jose::Digest;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A limit is taken in so many blocks.
const BLOCKS: u64 = 64;
/// So many callers are remembered at most before those of past minutes are forgotten.
const REMEMBERED: usize = 4096;

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limited {
    /// All calls of an application.
    Application,
    /// Calls without a valid key, from one address.
    Stranger,
    /// Second factors that applications ask one account for.
    Account,
    /// All calls of a phone.
    Phone,
    /// Calls of the push protocol from one address that no account made.
    PhoneAddress,
}

impl Limited {
    const fn name(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Stranger => "stranger",
            Self::Account => "account",
            Self::Phone => "phone",
            Self::PhoneAddress => "phone address",
        }
    }
}

/// Too many calls: wait for so many seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany {
    /// How long until the next minute begins.
    pub seconds: u64,
}

/// The blocks that this process has taken.
#[derive(Debug, Default)]
pub struct Rates(Mutex<HashMap<Digest, Block>>);

#[derive(Clone, Copy, Debug)]
struct Block {
    minute: u64,
    left: u64,
    /// The limit is reached: asking the database again would tell nothing new.
    last: bool,
}

impl Rates {
    /// Charges one call of `caller`, who may make `limit` of them in a minute.
    pub async fn charge(
        &self,
        portal: &Portal,
        limited: Limited,
        caller: &str,
        limit: u64,
    ) -> Result<Result<(), TooMany>, Unavailable> {
        let now = portal.now();
        let minute = now / 60;
        let too_many = TooMany { seconds: 60_u64.saturating_sub(now % 60) };
        let subject = portal.key().keyed_hash(Purpose::Rate, &[limited.name().as_bytes(), caller.as_bytes()]);
        if let Some(allowed) = self.spend(&subject, minute) {
            return Ok(if allowed { Ok(()) } else { Err(too_many) });
        }
        let size = (limit / BLOCKS).max(1);
        let mut change = portal.database().change().await?;
        let charged = rates::charge(change.connection(), &subject, minute, size).await?;
        change.commit().await?;
        let taken = limit.saturating_sub(charged.saturating_sub(size)).min(size);
        let block = Block { minute, left: taken.saturating_sub(1), last: charged >= limit };
        self.keep(subject, block);
        Ok(if taken > 0 { Ok(()) } else { Err(too_many) })
    }

    /// Spends one call of a block: whether it is allowed; `None` where the database has to be asked.
    fn spend(&self, subject: &Digest, minute: u64) -> Option<bool> {
        let mut blocks = self.blocks();
        let block = blocks.get_mut(subject).filter(|block| block.minute == minute)?;
        if block.left > 0 {
            block.left -= 1;
            return Some(true);
        }
        block.last.then_some(false)
    }

    fn keep(&self, subject: Digest, block: Block) {
        let mut blocks = self.blocks();
        if blocks.len() >= REMEMBERED {
            blocks.retain(|_, old| old.minute >= block.minute);
        }
        blocks.insert(subject, block);
    }

    /// A map of numbers is whole at every moment, so a panic elsewhere does not spoil it.
    fn blocks(&self) -> MutexGuard<'_, HashMap<Digest, Block>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
