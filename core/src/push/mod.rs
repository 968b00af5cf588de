//! Push approvals: what a server asks, how it may be shown, and what is signed in answer. Nothing here sends a packet,
//! reads a clock or sees the vault: time, randomness, keys and a server's answers are arguments.
//!
//! | file | idea |
//! | --- | --- |
//! | `protocol` | the contract that every protocol fulfils, and the parts that only some have |
//! | `registry` | the protocols there are |
//! | `step` | requests to send and outcomes to go on with, as values |
//! | `error` | what went wrong, and who is to blame |
//! | `invitation`, `enrolled` | before and after an enrollment |
//! | `account`, `secrets`, `keychain` | what is kept of an account; its private keys |
//! | `request`, `challenge` | a request, from verified over shown to decided, each state a type |
//! | `activation`, `comparison` | what must come from the user: a tap, a verification, a number |
//! | `answer` | what was signed, and what became of it |
//! | `inbox` | the open requests of one account |
//! | `storm`, `schedule`, `wake_up` | muting, polling, hints |
//! | `testing` | the seam that makes a verified request without a server |
//! | `countersign/` | our own protocol: `core/docs/push-protocol.md` |

mod account;
mod activation;
mod answer;
mod cbor;
mod challenge;
mod comparison;
pub mod countersign;
mod enrolled;
mod error;
mod inbox;
mod invitation;
mod keychain;
mod protocol;
mod registry;
mod request;
pub mod schedule;
mod secrets;
mod step;
pub mod storm;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod wake_up;

pub use account::{
    AccountDamaged, Ended, EndedBy, LONGEST_ACCOUNT, OfflineCodes, Policy, ProtocolId, PushAccount,
};
pub use activation::{AccountActivation, AccountPurpose, Activation, Tap, UserVerification};
pub use answer::{AnswerOutcome, Signed, SignedAnswer, Verdict};
pub use challenge::{
    ACTIVATION_LIFE, Approval, Challenge, Denial, DenyReason, NotDecided, SETTLING, Shown, Undecided,
    Verified,
};
pub use comparison::{Comparison, ComparisonError};
pub use enrolled::{Attestation, Channel, Enrolled, InvalidDevice, ThisDevice};
pub use error::{Fault, Misbehaviour, PushError, Refusal};
pub use inbox::{Inbox, MOST_OPEN, Merged};
pub use invitation::{AttestationWish, Invitation, LinkError, LinkProblem, Recognised};
pub use keychain::{KeyPurpose, Keychain, NotOpened, Receiver};
pub use protocol::{
    ChannelUpdate, CounterResume, DeviceList, KeyRotation, ListedDevice, Poll, Polled, PreparedRotation,
    PushProtocol, Reporting, Unenrollment,
};
pub use registry::{PROTOCOLS, protocol, recognise, wake_up};
pub use request::{Request, RequestId, Text, Verification};
pub use schedule::PollSchedule;
pub use secrets::{AccountSecrets, SecretsError};
pub use step::{Context, Outcome, Pending, Reply, Step, Update};
pub use storm::Storm;
pub use wake_up::{WakeId, WakeUp};
