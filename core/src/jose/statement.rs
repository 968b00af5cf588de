//! Signed statements: JWS in compact form with ES256 and a `typ` that says what the signature is for.

use super::encoded::{Digest, hash};
use super::jwk::Jwk;
use super::signer::Signer;
use crate::crypto::SignatureError;
use crate::strict_json;
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// The longest statement that is looked at, in bytes.
pub const MAXIMUM_LENGTH: usize = 32 * 1024;

/// Why a text is no statement, or not the one that was wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// Not three segments of base64url, or longer than [`MAXIMUM_LENGTH`].
    #[error("not a compact JWS")]
    Form,
    /// The header is not exactly `alg`, `typ` and one of `kid` and `jwk`.
    #[error("the header is not acceptable")]
    Header,
    /// An algorithm that is not ES256.
    #[error("the algorithm is not ES256")]
    Algorithm,
    /// Signed for another purpose.
    #[error("the statement is of another type")]
    Type,
    /// Signed by another key than the one that was expected.
    #[error("the statement is by another key")]
    Key,
    /// The signature does not fit.
    #[error("the signature is not valid")]
    Signature,
}

/// How a header names the key that signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyReference {
    /// `kid`: the thumbprint of a key that the reader already has.
    Thumbprint(Digest),
    /// `jwk`: the key itself.
    Key(Jwk),
}

impl KeyReference {
    /// The thumbprint of the key, either way.
    pub fn thumbprint(&self) -> Digest {
        match self {
            Self::Thumbprint(thumbprint) => *thumbprint,
            Self::Key(key) => key.thumbprint(),
        }
    }
}

/// A text with the form of a statement. Nothing in it may be believed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unverified {
    text: String,
    typ: String,
    key: KeyReference,
    payload: Vec<u8>,
    signature: [u8; 64],
}

impl Unverified {
    /// Reads the form: three segments, a strict header, a signature of the right length.
    pub fn read(text: &str) -> Result<Self, StatementError> {
        if text.len() > MAXIMUM_LENGTH {
            return Err(StatementError::Form);
        }
        let mut segments = text.split('.');
        let (Some(header), Some(payload), Some(signature), None) =
            (segments.next(), segments.next(), segments.next(), segments.next())
        else {
            return Err(StatementError::Form);
        };
        let header = Header::read(&decode(header)?).ok_or(StatementError::Header)?;
        if header.alg != "ES256" {
            return Err(StatementError::Algorithm);
        }
        let key = match (header.kid, header.jwk) {
            (Some(thumbprint), None) => KeyReference::Thumbprint(thumbprint),
            (None, Some(key)) => KeyReference::Key(key),
            _ => return Err(StatementError::Header),
        };
        let signature = decode(signature)?.try_into().map_err(|_| StatementError::Signature)?;
        Ok(Self { text: text.to_owned(), typ: header.typ, key, payload: decode(payload)?, signature })
    }

    /// What the header says the signature is for.
    pub fn typ(&self) -> &str {
        &self.typ
    }

    /// The key that the header names.
    pub fn key(&self) -> KeyReference {
        self.key
    }

    /// Checks that the statement is of type `typ` and by `key`, and that the signature fits.
    pub fn verify(self, typ: &str, key: &Jwk) -> Result<Statement, StatementError> {
        if self.typ != typ {
            return Err(StatementError::Type);
        }
        if self.key.thumbprint() != key.thumbprint() {
            return Err(StatementError::Key);
        }
        let signed = self.text.rsplit_once('.').map_or("", |(signed, _)| signed);
        key.0.verify(signed.as_bytes(), &self.signature).map_err(|_| StatementError::Signature)?;
        Ok(Statement { text: self.text, payload: self.payload, key: *key })
    }

    /// Checks a statement that carries its own key: a proof of possession and of nothing else.
    pub fn verify_by_own_key(self, typ: &str) -> Result<Statement, StatementError> {
        match self.key {
            KeyReference::Key(key) => self.verify(typ, &key),
            KeyReference::Thumbprint(_) => Err(StatementError::Header),
        }
    }
}

/// A statement whose signature was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    text: String,
    payload: Vec<u8>,
    key: Jwk,
}

impl Statement {
    /// The bytes that were signed for.
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// The middle segment, for statements that must say the same byte for byte.
    pub fn payload_segment(&self) -> &str {
        self.text.split('.').nth(1).unwrap_or("")
    }

    /// Who signed.
    pub fn key(&self) -> &Jwk {
        &self.key
    }

    /// SHA-256 of the compact form.
    pub fn hash(&self) -> Digest {
        hash(self.text.as_bytes())
    }

    /// The compact form, exactly as it was read.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Signs `payload` for the purpose `typ`. `with_key` puts the key itself into the header, otherwise its thumbprint.
pub fn sign(
    typ: &str,
    signer: &dyn Signer,
    with_key: bool,
    payload: &[u8],
) -> Result<String, SignatureError> {
    let key = signer.public_key();
    let (kid, jwk) = if with_key { (None, Some(key)) } else { (Some(key.thumbprint()), None) };
    let header = Header { typ: typ.to_owned(), alg: "ES256".to_owned(), kid, jwk };
    let header = serde_json::to_vec(&header).map_err(|_| SignatureError::SigningFailed)?;
    let mut text = format!("{}.{}", BASE64URL_NOPAD.encode(&header), BASE64URL_NOPAD.encode(payload));
    let signature = signer.sign(text.as_bytes())?;
    text.push('.');
    text.push_str(&BASE64URL_NOPAD.encode(&signature));
    Ok(text)
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    typ: String,
    alg: String,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    kid: Option<Digest>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    jwk: Option<Jwk>,
}

impl Header {
    /// Reads an object: the library would take an array of the values as well.
    fn read(bytes: &[u8]) -> Option<Self> {
        let header = strict_json::parse(bytes).ok()?;
        let jwk = header.get("jwk").is_none_or(Value::is_object);
        (header.is_object() && jwk).then(|| serde_json::from_value(header).ok()).flatten()
    }
}

/// A member that is there has a value: `null` is none.
pub(super) fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

fn decode(segment: &str) -> Result<Vec<u8>, StatementError> {
    BASE64URL_NOPAD.decode(segment.as_bytes()).map_err(|_| StatementError::Form)
}

#[cfg(test)]
mod tests;
