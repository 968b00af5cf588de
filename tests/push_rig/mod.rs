//! A server of our push protocol as a script: it verifies what a phone says as the specification asks, keeps everything
//! in memory, and can be told to misbehave.
//!
//! | file | idea |
//! | --- | --- |
//! | `keys` | P-256 keys from a seed |
//! | `server` | the server: routing, proofs, enrolling, what a test can do to it |
//! | `requests` | asking a phone, and taking its answers |
//! | `scripted` | the same, as the conformance suite wants it |
//! | `life_cycle` | reports, channels, new keys, devices, the end, the counter |

mod keys;
mod life_cycle;
mod requests;
mod scripted;
mod server;

pub use keys::{pkcs8, seeded_key, seeded_signer};
pub use requests::{Ask, Fate};
pub use server::{Server, response};
