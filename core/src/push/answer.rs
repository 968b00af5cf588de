//! A signed answer to a request, and what the server made of it.

use super::{ProtocolId, RequestId, Update};
use crate::time::{self, UnixTime};
use core::fmt;
use minicbor::{Decode, Encode};

/// An answer that was signed. Sent as often as needed, always the same bytes; nothing in it can be changed.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct SignedAnswer {
    #[n(0)]
    pub(super) protocol: ProtocolId,
    #[cbor(n(1), with = "minicbor::bytes")]
    pub(super) request: [u8; 32],
    #[n(2)]
    pub(super) verdict: Verdict,
    /// What was signed, with its signature.
    #[n(3)]
    pub(super) text: String,
    /// The code to type into the login page.
    #[n(4)]
    pub(super) code: Option<String>,
    #[cbor(n(5), with = "time::cbor")]
    pub(super) remember_until: UnixTime,
    /// What its protocol needs to know of it, in its own encoding.
    #[cbor(n(6), with = "minicbor::bytes")]
    pub(super) own: Vec<u8>,
}

/// What an answer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Verdict {
    /// Yes.
    #[n(0)]
    Approved,
    /// No: the user did not start it.
    #[n(1)]
    NotMe,
    /// No: the user changed their mind.
    #[n(2)]
    Cancelled,
}

/// The longest record of an answer that is read.
const LONGEST_RECORD: usize = 16 * 1024;

impl SignedAnswer {
    /// The request that it answers.
    pub const fn request(&self) -> RequestId {
        RequestId(self.request)
    }

    /// What it says.
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The code that the user now types into the login page, where the request asked for that.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// Until when the request must be remembered as answered, by the wall clock, with room for clocks that are wrong.
    pub const fn remember_until(&self) -> UnixTime {
        self.remember_until
    }

    /// The answer as bytes, to be kept: it can be sent again, and reported.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(1024);
        // Writing to a Vec cannot fail.
        let _ = minicbor::encode(self, &mut bytes);
        bytes
    }

    /// Reads the bytes of [`encode`](Self::encode); `None` where they are none.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        (bytes.len() <= LONGEST_RECORD).then(|| minicbor::decode(bytes).ok()).flatten()
    }
}

/// Not the text, which holds the number that was compared, nor the code.
impl fmt::Debug for SignedAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedAnswer")
            .field("request", &self.request())
            .field("verdict", &self.verdict)
            .finish_non_exhaustive()
    }
}

/// A new answer, and what the account must remember **before** it is sent.
#[derive(Debug)]
pub struct Signed {
    /// The answer.
    pub answer: SignedAnswer,
    /// To be applied and committed, together with the answered request, before the answer is sent.
    pub update: Update,
}

/// What became of a request that was answered, as the server signed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnswerOutcome {
    /// The login goes on.
    Approved,
    /// The login page now wants the code that the phone shows.
    AwaitCode,
    /// Denied.
    Denied,
    /// What was compared did not match: the request has ended as denied.
    WrongNumber,
    /// Too late; nothing changed.
    Expired,
    /// A newer request or the login page ended it; nothing changed.
    Superseded,
    /// Another answer was first; nothing changed.
    Already {
        /// Whether that one approved.
        approved: bool,
    },
    /// The server has seen a later answer of this phone: it may be a restored copy. See
    /// [`CounterResume`](super::CounterResume).
    CounterBehind,
}
