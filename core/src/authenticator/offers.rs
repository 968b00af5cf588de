//! Offers that were shown and neither confirmed nor dismissed, and what is needed to compare them with the accounts that
//! exist.

use super::Ports;
use super::error::EnrollmentError;
use super::push_views::PushOfferView;
use super::records::is_account;
use super::state::Open;
use super::views::{AccountId, AccountKind, AccountRow, OfferId, OfferView};
use crate::crypto::random_secret;
use crate::enroll::{
    Existing, FingerprintKey, Offer, PushOffer, SecretFingerprint, ServerHost, Similar, Similarity,
};
use crate::otp::migration::{Collector, Part};
use crate::otp::{OneTimeAccount, SharedSecret};
use crate::ports::Random;
use crate::push::Invitation;
use crate::vault::EntryKind;
use std::collections::BTreeMap;

/// Offers that wait for an answer. The oldest give way: a large export has some hundred.
const MOST_PENDING: usize = 2_000;

/// Accounts that were offered, and what is needed to compare them with those that exist.
#[derive(Default)]
pub(super) struct Offers {
    pending: BTreeMap<OfferId, Pending>,
    last: u64,
    collector: Collector,
    pub(super) fingerprints: Option<Fingerprints>,
}

/// One offer.
pub(super) enum Pending {
    /// One-time codes: everything is there.
    Codes(Box<OfferedCodes>),
    /// A push account: its server makes it.
    Push(Box<OfferedPush>),
}

pub(super) struct OfferedCodes {
    pub(super) account: OneTimeAccount,
    pub(super) fingerprint: SecretFingerprint,
    pub(super) server: Option<ServerHost>,
}

pub(super) struct OfferedPush {
    pub(super) invitation: Invitation,
    /// Its address alone tells that the server is not on the internet.
    pub(super) private_network: bool,
}

/// Fingerprints of the secrets in the vault, under a key that lives no longer than the vault is open.
pub(super) struct Fingerprints {
    pub(super) key: FingerprintKey,
    known: BTreeMap<(AccountId, u64), SecretFingerprint>,
}

impl Offers {
    /// An offer of one-time codes.
    pub(super) fn codes(&self, id: OfferId) -> Result<&OfferedCodes, EnrollmentError> {
        match self.pending.get(&id).ok_or(EnrollmentError::UnknownOffer)? {
            Pending::Codes(codes) => Ok(codes),
            Pending::Push(_) => Err(EnrollmentError::NeedsServer),
        }
    }

    /// An offer of a push account; `None` for one of codes.
    pub(super) fn push(&self, id: OfferId) -> Result<Option<&OfferedPush>, EnrollmentError> {
        match self.pending.get(&id).ok_or(EnrollmentError::UnknownOffer)? {
            Pending::Codes(_) => Ok(None),
            Pending::Push(push) => Ok(Some(push)),
        }
    }

    /// Forgets an offer.
    pub(super) fn take(&mut self, id: OfferId) {
        self.pending.remove(&id);
    }

    fn put(&mut self, pending: Pending) -> OfferId {
        self.last += 1;
        let id = OfferId(self.last);
        self.pending.insert(id, pending);
        if self.pending.len() > MOST_PENDING {
            self.pending.pop_first();
        }
        id
    }

    /// Notes a part of an export, and says how many parts there are and which are missing. A part of another export
    /// begins anew; one that was read before changes nothing.
    pub(super) fn note(&mut self, part: Part) -> (u32, Vec<u32>) {
        use crate::otp::migration::CollectError;
        if self.collector.add(part) == Err(CollectError::OtherExport) {
            self.collector = Collector::new();
            // The first part of an export always fits.
            let _ = self.collector.add(part);
        }
        let missing = self.collector.missing().filter_map(|number| u32::try_from(number).ok()).collect();
        (part.total.into(), missing)
    }
}

impl Open {
    /// Keeps an offer until it is answered, and shows it.
    pub(super) fn hold(&mut self, offer: Offer<AccountId>) -> OfferView {
        let view = OfferView {
            id: OfferId(0),
            issuer: offer.issuer().as_str().to_owned(),
            account: offer.account().as_str().to_owned(),
            kind: offer.kind().into(),
            algorithm: Some(offer.parameters().algorithm()),
            digits: offer.parameters().length().into(),
            period_seconds: offer.parameters().period().map(|period| period.seconds().into()),
            server: offer.server.clone(),
            warnings: offer.warnings.clone(),
            similar: self.same_label(&offer.similar),
            same_secret: offer.same_secret().and_then(|id| self.row(id).ok()),
            push: None,
        };
        let server = offer.server.clone();
        let (account, fingerprint) = offer.into_contents();
        let pending = OfferedCodes { account, fingerprint, server };
        OfferView { id: self.offers.put(Pending::Codes(Box::new(pending))), ..view }
    }

    /// Keeps an offer of a push account until it is answered, and shows it.
    pub(super) fn hold_push(&mut self, offer: PushOffer<AccountId>, ports: &Ports) -> OfferView {
        let private_network = offer.needs_private_consent();
        let (server, warnings, similar) =
            (offer.server.clone(), offer.warnings.clone(), self.same_label(&offer.similar));
        let invitation = offer.into_invitation();
        let push = PushOfferView {
            policy: invitation.policy.into(),
            obstacle: self.enrollment_obstacle(&invitation, ports),
            private_network,
            warnings,
            begun: self.begun(invitation.text()).is_some(),
        };
        let (issuer, account) =
            (invitation.issuer.as_str().to_owned(), invitation.account.as_str().to_owned());
        let pending = Pending::Push(Box::new(OfferedPush { invitation, private_network }));
        OfferView {
            id: self.offers.put(pending),
            issuer,
            account,
            kind: AccountKind::Push,
            algorithm: None,
            digits: 0,
            period_seconds: None,
            server: Some(server),
            warnings: Vec::new(),
            similar,
            same_secret: None,
            push: Some(push),
        }
    }

    fn same_label(&self, similar: &[Similar<AccountId>]) -> Vec<AccountRow> {
        let same = similar.iter().filter(|similar| similar.similarity == Similarity::SameLabel);
        same.filter_map(|similar| self.row(similar.id).ok()).collect()
    }

    /// The accounts as an offer is compared with them.
    pub(super) fn existing<'a>(
        &'a self,
        fingerprints: &'a Fingerprints,
    ) -> impl Iterator<Item = Existing<'a, AccountId>> + Clone {
        let entries = self.vault.contents().entries().iter().filter(|entry| is_account(entry));
        entries.map(|entry| Existing {
            id: entry.id(),
            issuer: &entry.details().issuer,
            account: &entry.details().account,
            fingerprint: fingerprints.known.get(&(entry.id(), entry.revision())),
        })
    }

    /// The fingerprints of all secrets: those that are missing are made now, one secret opened at a time.
    pub(super) fn fingerprints(&mut self, random: &dyn Random) -> Result<Fingerprints, EnrollmentError> {
        let mut fingerprints = match self.offers.fingerprints.take() {
            Some(fingerprints) => fingerprints,
            None => {
                let key = random_secret(random).map_err(|_| super::StorageError::Failed)?;
                Fingerprints { key: FingerprintKey::new(&key), known: BTreeMap::new() }
            }
        };
        for entry in self.vault.contents().entries().iter() {
            let name = (entry.id(), entry.revision());
            if entry.kind() != EntryKind::OneTimeCode || fingerprints.known.contains_key(&name) {
                continue;
            }
            // A damaged record has no fingerprint: it is like no other, and its own row says what it is.
            if let Ok(secret) = self.vault.open_secret(entry.id())
                && let Ok(secret) = SharedSecret::new(secret)
            {
                fingerprints.known.insert(name, fingerprints.key.of(&secret));
            }
        }
        Ok(fingerprints)
    }

    pub(super) fn same_secret(
        &self,
        fingerprints: &Fingerprints,
        wanted: &SecretFingerprint,
    ) -> Option<AccountRow> {
        let same = self.existing(fingerprints).find(|other| other.fingerprint == Some(wanted))?;
        self.row(same.id).ok()
    }
}
