//! The HTTP client against servers that do not keep to any rule.
//!
//! Every case is refused with the error that tells the user what to do, and a server sees no more than it must:
//! nothing where there is no consent, no request where its certificate is not valid, one request where it redirects.

mod addresses;
mod answers;
mod certificates;
mod framing;
mod good;
mod handshakes;
mod json;
mod redirects;
mod rig;
mod server;
