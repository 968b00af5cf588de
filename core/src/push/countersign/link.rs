//! The enrollment link (section 4.1), read strictly: what is wrong is told with its place, and nothing is guessed.

use super::account::Agreed;
use super::base::{Base, InvalidBase};
use super::scan::is_login_code;
use crate::crypto::SecretBytes;
use crate::http::{DevelopmentHttp, InvalidOrigin};
use crate::jose::{Digest, Encoded, hash};
use crate::otp::Label;
use crate::otp::percent::{PercentError, Piece, Plus};
use crate::push::{AttestationWish, Invitation, LinkError, LinkProblem, Policy, Recognised};
use core::ops::Range;

/// Longer than any link.
const LONGEST: usize = 2048;
/// What stands between the base and the fragment.
const PAGE: &str = "/enroll";
/// The longest issuer and account name, in decoded bytes.
const LONGEST_NAME: usize = 128;
/// The members that are known.
const NAMES: [&str; 7] = ["v", "t", "k", "i", "a", "p", "h"];

/// What a link says.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) base: Base,
    /// As it stands in the link: base64url of 32 bytes.
    pub(super) token: SecretBytes,
    /// The thumbprint of the server's key.
    pub(super) server_key: Digest,
    /// What the user is shown, and agrees to.
    pub(super) agreed: Agreed,
    pub(super) attestation: AttestationWish,
}

/// What a text is to this protocol.
pub(super) fn recognise(text: &str, development: DevelopmentHttp) -> Option<Result<Recognised, LinkError>> {
    if is_login_code(text.trim()) {
        return Some(Ok(Recognised::LoginCode));
    }
    is_link(text).then(|| {
        let link = Link::read(text, development)?;
        let Agreed { issuer, account, policy } = link.agreed;
        // Exposed: hashed.
        let challenge = hash(link.token.expose());
        let clean = (Label::clean(&issuer), Label::clean(&account));
        let names_cleaned = clean.0.as_str() != issuer.trim() || clean.1.as_str() != account.trim();
        Ok(Recognised::Invitation(Box::new(Invitation {
            protocol: super::ID,
            origin: link.base.origin,
            issuer: clean.0,
            account: clean.1,
            policy,
            names_cleaned,
            attestation: link.attestation,
            challenge: challenge.0,
            text: SecretBytes::from(text.as_bytes()),
        })))
    })
}

/// Whether a text is meant as a link of this protocol, right or wrong: an address that ends in `/enroll`, and a fragment
/// that begins with a version.
fn is_link(text: &str) -> bool {
    let Some((address, fragment)) = text.trim().split_once('#') else { return false };
    let scheme = address.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    let page = address.split_once('?').map_or(address, |(page, _)| page);
    matches!(scheme.as_deref(), Some("https" | "http")) && page.ends_with(PAGE) && fragment.starts_with("v=")
}

impl Link {
    /// Reads a link. White space around it is ignored.
    pub(super) fn read(text: &str, development: DevelopmentHttp) -> Result<Self, LinkError> {
        if text.len() > LONGEST {
            return Err(wrong(LinkProblem::TooLong, 0..text.len()));
        }
        let start = text.len() - text.trim_start().len();
        let whole = Piece { text: text.trim(), start };
        let end = whole.range().end;
        if let Some(character) = whole.text.find(|character: char| !character.is_ascii_graphic()) {
            let length =
                whole.text.get(character..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
            let place = whole.start + character;
            return Err(wrong(LinkProblem::Character, place..place + length));
        }
        let (address, fragment) =
            whole.split_once("#").ok_or_else(|| wrong(LinkProblem::Missing("v"), end..end))?;
        let base = read_base(address, development)?;
        let mut members = Vec::new();
        for piece in fragment.split('&') {
            members
                .push(piece.split_once("=").unwrap_or((piece, Piece { text: "", start: piece.range().end })));
        }
        let members = Fragment { members: &members, end };
        members.check_names()?;
        let version = members.at(0)?;
        if version.text != "1" {
            return Err(wrong(LinkProblem::Version, version.range()));
        }
        Ok(Self {
            base,
            token: members.token()?,
            server_key: members.server_key()?,
            agreed: Agreed { issuer: members.name(3)?, account: members.name(4)?, policy: members.policy()? },
            attestation: members.attestation()?,
        })
    }
}

fn wrong(problem: LinkProblem, position: Range<usize>) -> LinkError {
    LinkError { problem, position }
}

fn read_base(address: Piece<'_>, development: DevelopmentHttp) -> Result<Base, LinkError> {
    let page = address.text.split_once('?').map_or(address.text, |(page, _)| page);
    if page.len() != address.text.len() {
        let query = address.start + page.len();
        return Err(wrong(LinkProblem::Query, query..address.range().end));
    }
    let base = page.strip_suffix(PAGE).unwrap_or(page);
    let range = address.start..address.start + base.len();
    Base::parse(base, development).map_err(|error| {
        let problem = match error {
            InvalidBase::Origin(InvalidOrigin::Trailing) | InvalidBase::Path => LinkProblem::Path,
            InvalidBase::Origin(error) => LinkProblem::Server(error),
            InvalidBase::Query => LinkProblem::Query,
            InvalidBase::NotCanonical => LinkProblem::NotCanonical,
        };
        wrong(problem, range)
    })
}

/// Names and values, in the order of the link.
struct Fragment<'a> {
    members: &'a [(Piece<'a>, Piece<'a>)],
    end: usize,
}

impl<'a> Fragment<'a> {
    /// A known name occurs once.
    fn check_names(&self) -> Result<(), LinkError> {
        for (position, (name, value)) in self.members.iter().enumerate() {
            let before = self.members.iter().take(position);
            if NAMES.contains(&name.text) && before.into_iter().any(|(other, _)| other.text == name.text) {
                return Err(wrong(LinkProblem::Duplicate, name.start..value.range().end));
            }
        }
        Ok(())
    }

    /// The value of the known member that stands at this place.
    fn at(&self, place: usize) -> Result<Piece<'a>, LinkError> {
        let expected = NAMES.get(place).copied().unwrap_or_default();
        match self.members.get(place) {
            Some((name, value)) if name.text == expected => Ok(*value),
            Some((name, value)) => Err(wrong(LinkProblem::Missing(expected), name.start..value.range().end)),
            None => Err(wrong(LinkProblem::Missing(expected), self.end..self.end)),
        }
    }

    fn token(&self) -> Result<SecretBytes, LinkError> {
        let value = self.at(1)?;
        let token = SecretBytes::from(value.text.as_bytes());
        match value.text.parse::<Encoded<32>>() {
            Ok(_) => Ok(token),
            Err(_) => Err(wrong(LinkProblem::Value("t"), value.range())),
        }
    }

    fn server_key(&self) -> Result<Digest, LinkError> {
        let value = self.at(2)?;
        value.text.parse().map_err(|_| wrong(LinkProblem::Value("k"), value.range()))
    }

    /// An issuer or account name. A plus is a plus: this is no form.
    fn name(&self, place: usize) -> Result<String, LinkError> {
        let value = self.at(place)?;
        let name = value.decoded(Plus::Literal).map_err(|error| match error {
            PercentError::Escape(position) => wrong(LinkProblem::BadEscape, position),
            PercentError::NotUtf8(position) => wrong(LinkProblem::NotUtf8, position),
        })?;
        let fits = (1..=LONGEST_NAME).contains(&name.len());
        let letter = NAMES.get(place).copied().unwrap_or_default();
        fits.then_some(name).ok_or_else(|| wrong(LinkProblem::Value(letter), value.range()))
    }

    /// What the server will ask of the vault; nothing where the member is absent. It may only stand in its place.
    fn policy(&self) -> Result<Policy, LinkError> {
        let Some((name, value)) = self.members.iter().find(|(name, _)| name.text == "p") else {
            return Ok(Policy::default());
        };
        if self.at(5).is_err() {
            return Err(wrong(LinkProblem::Missing("p"), name.start..value.range().end));
        }
        let (mut pin, mut biometrics) = (None, false);
        for item in value.split(',') {
            let unknown = || wrong(LinkProblem::Policy, item.range());
            match item.text {
                "bio" if !biometrics => biometrics = true,
                "pin4" | "pin5" | "pin6" | "pin7" | "pin8" if pin.is_none() => {
                    pin = item.text.bytes().last().map(|digit| digit - b'0');
                }
                _ => return Err(unknown()),
            }
        }
        Policy::new(pin.unwrap_or(Policy::default().pin_minimum()), biometrics)
            .ok_or_else(|| wrong(LinkProblem::Policy, value.range()))
    }

    /// What the server wants to know of the keys; nothing where the member is absent. It may only stand in its place.
    fn attestation(&self) -> Result<AttestationWish, LinkError> {
        let mut pairs = self.members.iter().zip(self.members.iter().skip(1));
        let Some(((before, _), (name, value))) = pairs.find(|(_, (name, _))| name.text == "h") else {
            return Ok(AttestationWish::NotAsked);
        };
        if !matches!(before.text, "a" | "p") {
            return Err(wrong(LinkProblem::Missing("h"), name.start..value.range().end));
        }
        match value.text {
            "ask" => Ok(AttestationWish::Asked),
            "must" => Ok(AttestationWish::Required),
            _ => Err(wrong(LinkProblem::Policy, value.range())),
        }
    }
}

#[cfg(test)]
mod tests;
