//! What is offered, what it resembles, and what must be asked before it is added.

use super::{FingerprintKey, SecretFingerprint, ServerHost};
use crate::otp::{CodeKind, CodeParameters, Label, OneTimeAccount, Warning};

/// An account that could be added. It holds the secret, shows it to nobody, and is stored by nobody before the user
/// confirms.
#[derive(Debug)]
pub struct Offer<Id> {
    contents: OneTimeAccount,
    fingerprint: SecretFingerprint,
    /// The server the account belongs to, where the text names one.
    pub server: Option<ServerHost>,
    /// What the user should know.
    pub warnings: Vec<Warning>,
    /// Existing accounts it resembles, the closest first.
    pub similar: Vec<Similar<Id>>,
}

/// An existing account, as far as an offer is compared with it.
#[derive(Clone, Copy, Debug)]
pub struct Existing<'a, Id> {
    /// Whatever names the account.
    pub id: Id,
    /// Its issuer.
    pub issuer: &'a str,
    /// Its account name.
    pub account: &'a str,
    /// Its secret's fingerprint; `None` for accounts without one-time codes.
    pub fingerprint: Option<&'a SecretFingerprint>,
}

/// An existing account that an offer resembles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Similar<Id> {
    /// Whatever names the account.
    pub id: Id,
    /// In what they are alike.
    pub similarity: Similarity,
}

/// In what an offer and an existing account are alike, the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Similarity {
    /// The same secret: most likely the same account scanned again. Whether to add it is asked.
    SameSecret,
    /// The same issuer and account name with another secret: a second account is made, none is overwritten.
    SameLabel,
}

impl<Id: Copy> Offer<Id> {
    pub(super) fn new<'a>(
        contents: OneTimeAccount,
        warnings: Vec<Warning>,
        existing: impl Iterator<Item = Existing<'a, Id>>,
        fingerprints: &FingerprintKey,
    ) -> Self {
        let fingerprint = fingerprints.of(&contents.secret);
        let mut similar: Vec<_> = existing
            .filter_map(|other| {
                let similarity = if other.fingerprint == Some(&fingerprint) {
                    Similarity::SameSecret
                } else if same_name(other.issuer, &contents.issuer)
                    && same_name(other.account, &contents.account)
                {
                    Similarity::SameLabel
                } else {
                    return None;
                };
                Some(Similar { id: other.id, similarity })
            })
            .collect();
        similar.sort_by_key(|similar| similar.similarity);
        Self { contents, fingerprint, server: None, warnings, similar }
    }

    /// An existing account with the same secret: adding this one must be asked for expressly.
    pub fn same_secret(&self) -> Option<Id> {
        self.similar
            .iter()
            .find(|similar| similar.similarity == Similarity::SameSecret)
            .map(|similar| similar.id)
    }
}

impl<Id> Offer<Id> {
    /// Who issued the account; empty where the text did not say.
    pub const fn issuer(&self) -> &Label {
        &self.contents.issuer
    }

    /// Whose account it is; empty where the text did not say.
    pub const fn account(&self) -> &Label {
        &self.contents.account
    }

    /// The kind of code.
    pub const fn kind(&self) -> CodeKind {
        self.contents.parameters.kind()
    }

    /// How its codes are made.
    pub const fn parameters(&self) -> &CodeParameters {
        &self.contents.parameters
    }

    /// The account with its secret, and the fingerprint to store beside it: the user confirmed.
    pub fn into_contents(self) -> (OneTimeAccount, SecretFingerprint) {
        (self.contents, self.fingerprint)
    }
}

/// Existing accounts that a person would take for this one by their names: the same but for case.
pub(super) fn same_names<'a, Id>(
    existing: impl Iterator<Item = Existing<'a, Id>>,
    issuer: &Label,
    account: &Label,
) -> Vec<Similar<Id>> {
    let alike = existing.filter(|other| same_name(other.issuer, issuer) && same_name(other.account, account));
    alike.map(|other| Similar { id: other.id, similarity: Similarity::SameLabel }).collect()
}

/// Whether a person would take two names for the same: case does not matter.
fn same_name(existing: &str, offered: &Label) -> bool {
    existing.chars().flat_map(char::to_lowercase).eq(offered.as_str().chars().flat_map(char::to_lowercase))
}
