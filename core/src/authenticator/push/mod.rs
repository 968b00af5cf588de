//! What the use cases of push approvals share: what is kept of an account, its keys, the two places it is kept in, and
//! how a conversation with a server is run without ever holding a lock while it waits.
//!
//! | file | idea |
//! | --- | --- |
//! | `record` | what is kept of an account beside its secrets |
//! | `keys` | its secrets, and keys that hardware keeps |
//! | `line` | what lives in memory: open requests, when to poll, whether the server answers |
//! | `ground` | the open vault, or what opens before the PIN: the same calls on either |
//! | `settle` | bringing the two together when the vault opens |
//! | `exchange` | running a protocol's steps |

mod exchange;
mod ground;
mod keys;
mod line;
mod record;
mod settle;

pub(super) use exchange::Broken;
pub(super) use ground::{Ground, NewSecret, Notes};
pub(super) use keys::{Draft, HardwareKey, Keys, SealedKeys, Whose, destroy_hardware_keys, new_keys};
pub(super) use line::{LineMark, Lines, shown_lines};
pub(super) use record::{HardwareKeys, PushRecord};
