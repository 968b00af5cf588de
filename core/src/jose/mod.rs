//! The small part of JOSE that servers and phones sign with: compact JWS (RFC 7515) with ES256 only, P-256 keys as
//! JWK (RFC 7517), their thumbprints (RFC 7638), and proofs of a call in the manner of DPoP (RFC 9449).
//!
//! Strict on purpose (RFC 8725): one algorithm, a `typ` for each purpose, no header member that is not understood. What
//! is read is [`Unverified`] until its signature was checked; only [`Statement`] gives its payload away.

mod encoded;
mod jwk;
mod proof;
mod signer;
mod statement;

pub use encoded::{Digest, Encoded, hash};
pub use jwk::Jwk;
pub use proof::{Call, PROOF_TYPE, Proof, prove};
pub use signer::{SignWith, Signer};
pub use statement::{KeyReference, MAXIMUM_LENGTH, Statement, StatementError, Unverified, sign};
