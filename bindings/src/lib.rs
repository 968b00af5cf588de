//! The core for apps: what Kotlin, Swift and Python see of Countersign.
//!
//! This crate forwards and never branches: a call takes its arguments over, asks `countersign::authenticator`, and
//! gives the answer back. Where an answer is missing, the core gets a call, not this crate an `if`.
//!
//! One file per use case, as in the core's facade; `values` says how the core's small types are spelled outside,
//! `ports` what a shell lends, `containment` and `runtime` where a call runs and what becomes of a panic.
//! What `#[uniffi::remote]` stands before is the core's own type, described once more for the generator: a description
//! that differs from the type does not compile.

pub mod accounts;
pub mod authenticator;
pub mod cancellation;
pub mod codes;
mod containment;
pub mod decisions;
pub mod enroll_online;
pub mod enrollment;
pub mod errors;
pub mod history;
pub mod observer;
pub mod opening;
pub mod pin;
pub mod policy;
pub mod ports;
mod protection;
pub mod push_errors;
pub mod push_life;
pub mod requests;
mod runtime;
pub mod scan;
pub mod secret;
pub mod settings;
pub mod setup;
#[cfg(feature = "testing")]
pub mod testing;
pub mod transfer;
pub mod unlock;
pub mod unreadable;
pub mod values;

use zeroizing_alloc::ZeroAlloc;

/// Every freed block is wiped: also the buffers in which arguments and answers cross.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<std::alloc::System> = ZeroAlloc(std::alloc::System);

uniffi::setup_scaffolding!("countersign");
