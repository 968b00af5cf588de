//! Proof that a call comes from the holder of a key, in the manner of DPoP (RFC 9449), with a hash of the body.

use super::encoded::{Digest, Encoded, hash};
use super::jwk::Jwk;
use super::signer::Signer;
use super::statement::{StatementError, Unverified, present, sign};
use crate::crypto::SignatureError;
use crate::strict_json;
use crate::time::UnixTime;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The `typ` of a proof (RFC 9449 §4.2).
pub const PROOF_TYPE: &str = "dpop+jwt";

/// What a proof speaks for: one `POST` with its body.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// The absolute URL, without query and fragment.
    pub url: &'a str,
    /// The body, byte for byte.
    pub body: &'a [u8],
    /// The newest nonce that the server gave; none before the first answer.
    pub nonce: Option<&'a str>,
}

/// Makes the proof of a call. `id` is random; `now` is for the server's log and proves nothing.
pub fn prove(
    call: Call<'_>,
    id: Encoded<16>,
    now: UnixTime,
    device: &dyn Signer,
) -> Result<String, SignatureError> {
    let proof = Members {
        jti: id,
        htm: "POST".to_owned(),
        htu: call.url.to_owned(),
        iat: now.seconds(),
        nonce: call.nonce.map(str::to_owned),
        bh: hash(call.body),
    };
    let payload = serde_json::to_vec(&proof).map_err(|_| SignatureError::SigningFailed)?;
    sign(PROOF_TYPE, device, true, &payload)
}

/// A proof whose signature was checked. Freshness is the server's to judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The key that made it.
    pub key: Jwk,
    /// Its id: accepted once with its nonce.
    pub id: Encoded<16>,
    /// The nonce, if the caller had one.
    pub nonce: Option<String>,
}

impl Proof {
    /// Checks that `text` proves exactly this `POST` (`call.nonce` is not looked at).
    pub fn read(text: &str, call: Call<'_>) -> Result<Self, StatementError> {
        let statement = Unverified::read(text)?.verify_by_own_key(PROOF_TYPE)?;
        let members = strict_json::parse(statement.payload()).map_err(|_| StatementError::Form)?;
        // The library would take an array of the values as well.
        let members = Some(members).filter(Value::is_object).ok_or(StatementError::Form)?;
        let members: Members = serde_json::from_value(members).map_err(|_| StatementError::Form)?;
        if members.htm != "POST" || members.htu != call.url || members.bh != hash(call.body) {
            return Err(StatementError::Type);
        }
        Ok(Self { key: *statement.key(), id: members.jti, nonce: members.nonce })
    }
}

#[derive(Serialize, Deserialize)]
struct Members {
    jti: Encoded<16>,
    htm: String,
    htu: String,
    iat: u64,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    nonce: Option<String>,
    bh: Digest,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::P256Key;
    use crate::jose::SignWith;

    #[test]
    fn a_proof_speaks_for_one_call_only() {
        let device = SignWith::new(P256Key::from_pkcs8(&P256Key::generate().unwrap()).unwrap()).unwrap();
        let call =
            Call { url: "https://login.example/countersign/v1/requests", body: b"{}", nonce: Some("n1") };
        let text = prove(call, Encoded([7; 16]), UnixTime::from_seconds(1_700_000_000), &device).unwrap();
        let expected = Proof { key: device.public_key(), id: Encoded([7; 16]), nonce: Some("n1".to_owned()) };
        assert_eq!(Proof::read(&text, call), Ok(expected));
        let elsewhere = Call { url: "https://login.example/countersign/v1/answers", ..call };
        assert_eq!(Proof::read(&text, elsewhere), Err(StatementError::Type));
        assert_eq!(Proof::read(&text, Call { body: b"{} ", ..call }), Err(StatementError::Type));
    }

    #[test]
    fn another_statement_by_the_same_key_is_no_proof() {
        let device = SignWith::new(P256Key::from_pkcs8(&P256Key::generate().unwrap()).unwrap()).unwrap();
        let call = Call { url: "https://login.example/countersign/v1/requests", body: b"{}", nonce: None };
        let proof = prove(call, Encoded([7; 16]), UnixTime::from_seconds(0), &device).unwrap();
        let payload = Unverified::read(&proof).unwrap().verify_by_own_key(PROOF_TYPE).unwrap();
        let other = sign("cs-enroll-device+jwt", &device, true, payload.payload()).unwrap();
        assert_eq!(Proof::read(&other, call), Err(StatementError::Type));
        let unnamed = sign(PROOF_TYPE, &device, false, payload.payload()).unwrap();
        assert_eq!(Proof::read(&unnamed, call), Err(StatementError::Header));
    }
}
