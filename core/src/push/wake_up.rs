//! Wake-ups: a hint that came through a push channel. It names an account to poll and says nothing that is shown.

use minicbor::{Decode, Encode};

/// What a server calls an account in wake-ups. Random, and in no relation to the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct WakeId(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 16]);

/// A wake-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WakeUp {
    /// The account to poll.
    pub account: WakeId,
}
