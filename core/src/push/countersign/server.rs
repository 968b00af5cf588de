//! What a server signs for one account: by a key that is trusted, for this account and this device.

use super::json::{Members, object};
use super::statement::TYPES;
use crate::jose::{Digest, Jwk, KeyReference, Statement, StatementError, Unverified};
use crate::push::{Fault, PushError};
use serde_json::{Map, Value};

/// Who speaks, and to whom.
#[derive(Clone, Debug)]
pub(super) struct Server {
    /// `iss`: the base.
    pub(super) base: String,
    /// `sub`: the account.
    pub(super) account: String,
    /// `aud`: the thumbprint of the device key.
    pub(super) device: Digest,
    /// The keys that are trusted.
    pub(super) keys: Vec<Jwk>,
}

/// A statement of the server that was verified, and its members.
#[derive(Debug)]
pub(super) struct Said {
    typ: &'static str,
    statement: Statement,
    map: Map<String, Value>,
}

impl Said {
    pub(super) const fn members(&self) -> Members<'_> {
        Members::of(self.typ, &self.map)
    }

    pub(super) fn signer(&self) -> Jwk {
        *self.statement.key()
    }

    pub(super) fn text(&self) -> &str {
        self.statement.text()
    }

    /// Checks one member that binds the statement to what it answers.
    pub(super) fn answers<const N: usize>(
        &self,
        name: &'static str,
        expected: crate::jose::Encoded<N>,
    ) -> Result<(), PushError> {
        let fits = self.members().bytes::<N>(name)? == expected;
        if fits { Ok(()) } else { Err(PushError::misbehaved(self.typ, Fault::OtherCall)) }
    }
}

impl Server {
    /// Verifies a statement of the server to this account and device.
    pub(super) fn read(&self, typ: &'static str, text: &str) -> Result<Said, PushError> {
        let said = self.read_for_all(typ, text)?;
        let members = said.members();
        let addressed = members.text("sub", 1..=64)? == self.account && members.bytes("aud")? == self.device;
        if addressed { Ok(said) } else { Err(PushError::misbehaved(typ, Fault::Addressee)) }
    }

    /// Verifies a statement of the server that is for everyone.
    pub(super) fn read_for_all(&self, typ: &'static str, text: &str) -> Result<Said, PushError> {
        let said = read_signed(typ, text, &self.keys)?;
        let issued_here = said.members().text("iss", 1..=512)? == self.base;
        if issued_here { Ok(said) } else { Err(PushError::misbehaved(typ, Fault::Addressee)) }
    }
}

/// Verifies type and signature by one of these keys, and reads the members.
fn read_signed(typ: &'static str, text: &str, keys: &[Jwk]) -> Result<Said, PushError> {
    let wrong = |error| PushError::misbehaved(typ, Fault::Statement(error));
    let unverified = Unverified::read(text).map_err(wrong)?;
    let carries_key = TYPES.iter().any(|(known, _, carries_key)| *known == typ && *carries_key);
    if carries_key != matches!(unverified.key(), KeyReference::Key(_)) {
        return Err(wrong(StatementError::Header));
    }
    let named = unverified.key().thumbprint();
    let key = keys.iter().find(|key| key.thumbprint() == named).ok_or_else(|| wrong(StatementError::Key))?;
    let statement = unverified.verify(typ, key).map_err(wrong)?;
    let map = object(typ, statement.payload())?;
    Ok(Said { typ, statement, map })
}

/// The key that an account statement carries, if it is the one with this thumbprint: how a phone first learns the key
/// behind its link. Nothing is verified by this.
pub(super) fn carried_key(typ: &'static str, text: &str, thumbprint: Digest) -> Result<Jwk, PushError> {
    let wrong = |error| PushError::misbehaved(typ, Fault::Statement(error));
    match Unverified::read(text).map_err(wrong)?.key() {
        KeyReference::Key(key) if key.thumbprint() == thumbprint => Ok(key),
        KeyReference::Key(_) => Err(wrong(StatementError::Key)),
        KeyReference::Thumbprint(_) => Err(wrong(StatementError::Header)),
    }
}
