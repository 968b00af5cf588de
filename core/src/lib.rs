//! Countersign: the open core of a push-authenticator app.
//!
//! One library keeps a PIN-protected vault of accounts, reads enrollment QR codes, produces one-time codes and signs
//! push approvals.
//! Start at [`authenticator`], the facade; `core/README.md` says where everything else is.
//!
//! Modules are layers, and an arrow may only point down:
//! `authenticator` → `enroll` → `push`, `vault` → `otp`, `scan`, `jose` → `crypto`; `push` and `vault` do not see each
//! other, nor does the vault see codes. [`ports`] is what the outside lends; `platform` is the default for each port.
//! [`http`] and [`time`] are values that every layer may use, [`strict_json`] reads what servers write.

pub mod authenticator;
pub mod crypto;
pub mod enroll;
pub mod http;
pub mod jose;
pub mod otp;
#[cfg(feature = "platform")]
pub mod platform;
pub mod ports;
pub mod push;
pub mod scan;
pub mod strict_json;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod time;
pub mod vault;
