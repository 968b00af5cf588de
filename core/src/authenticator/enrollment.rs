//! Adding accounts: a text becomes offers, the user judges them, and a confirmed one is stored. Never an overwrite:
//! the same label makes a second account, the same secret asks first.

use super::Authenticator;
use super::accounts::{information_text, tag_list};
use super::error::{AccountError, EnrollmentError};
use super::records::{label, stored_parameters};
use super::state::Open;
use super::views::{AccountId, AccountRow, HistoryEvent, OfferId, OfferView, OffersView};
use crate::crypto::{SecretBytes, random_secret, wipe_stack};
use crate::enroll::{
    EnrollError, Existing, FingerprintKey, Foreign, ForeignKind, Manual, Offer, Reading, SecretFingerprint,
    ServerHost, Similarity, read,
};
use crate::http::DevelopmentHttp;
use crate::otp::migration::{Collector, Part};
use crate::otp::{CodeParameters, Label, OneTimeAccount, SharedSecret};
use crate::ports::Random;
use crate::vault::{EntryDetails, EntryKind, NewEntry};
use std::collections::BTreeMap;

/// Offers that wait for an answer. The oldest give way: a large export has some hundred.
const MOST_PENDING: usize = 2_000;

/// What the user decided about an offer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Confirmation {
    /// Another issuer than the offered one.
    pub issuer: Option<String>,
    /// Another account name than the offered one.
    pub account: Option<String>,
    /// The user's own words about the account ("account information").
    pub information: String,
    /// Tags; at most 32.
    pub tags: Vec<String>,
    /// "Yes, I want it twice": needed where an account has this very secret already.
    pub same_secret_wanted: bool,
}

/// An account typed by hand.
#[derive(Debug)]
pub struct ManualEntry {
    /// Who issues it; may be empty.
    pub issuer: String,
    /// Whose account it is; may be empty unless the issuer is.
    pub account: String,
    /// The secret in base32, as the server's page shows it: either case, spaces and dashes allowed.
    pub secret: SecretBytes,
    /// How its codes are made; [`CodeParameters::USUAL`] where the page says nothing.
    pub parameters: CodeParameters,
}

/// Accounts that were offered, and what is needed to compare them with those that exist.
#[derive(Default)]
pub(super) struct Offers {
    pending: BTreeMap<OfferId, Pending>,
    last: u64,
    collector: Collector,
    fingerprints: Option<Fingerprints>,
}

struct Pending {
    account: OneTimeAccount,
    fingerprint: SecretFingerprint,
    server: Option<ServerHost>,
}

/// Fingerprints of the secrets in the vault, under a key that lives no longer than the vault is open.
struct Fingerprints {
    key: FingerprintKey,
    known: BTreeMap<(AccountId, u64), SecretFingerprint>,
}

impl Authenticator {
    /// Reads a scanned or pasted text and says what it offers. Stores nothing and sends nothing.
    ///
    /// # Errors
    /// [`EnrollmentError::Unreadable`] says what the text is instead, or where it is wrong.
    pub fn read_text(&self, text: &str) -> Result<OffersView, EnrollmentError> {
        self.with_open(|open| open.read_text(text, &*self.ports.random), EnrollmentError::Locked)
    }

    /// An offer from what the user typed.
    ///
    /// # Errors
    /// [`EnrollmentError::Manual`] says which field is wrong.
    pub fn offer_manual(&self, entry: ManualEntry) -> Result<OfferView, EnrollmentError> {
        self.with_open(
            |open| {
                // Exposed: base32 is decoded right here.
                let secret = std::str::from_utf8(entry.secret.expose()).unwrap_or_default();
                let manual = Manual {
                    issuer: &entry.issuer,
                    account: &entry.account,
                    secret,
                    parameters: entry.parameters,
                };
                let fingerprints = open.fingerprints(&*self.ports.random)?;
                let offer = manual.offer(open.existing(&fingerprints), &fingerprints.key);
                open.offers.fingerprints = Some(fingerprints);
                Ok(open.hold(offer?))
            },
            EnrollmentError::Locked,
        )
    }

    /// Adds an offered account.
    ///
    /// # Errors
    /// [`EnrollmentError::SameSecret`] where an account has this very secret and a second one was not asked for;
    /// the offer stays. [`EnrollmentError::EmptyLabel`] where neither issuer nor account has a name.
    pub fn confirm_offer(
        &self,
        id: OfferId,
        confirmation: Confirmation,
    ) -> Result<AccountRow, EnrollmentError> {
        let now = self.ports.clock.wall();
        self.with_open(
            |open| {
                let fingerprints = open.fingerprints(&*self.ports.random)?;
                let pending = open.offers.pending.get(&id).ok_or(EnrollmentError::UnknownOffer)?;
                let same = open.same_secret(&fingerprints, &pending.fingerprint);
                open.offers.fingerprints = Some(fingerprints);
                if let Some(same) = same.filter(|_| !confirmation.same_secret_wanted) {
                    return Err(EnrollmentError::SameSecret(Box::new(same)));
                }
                let pending = open.offers.pending.get(&id).ok_or(EnrollmentError::UnknownOffer)?;
                let details = pending.details(&confirmation)?;
                let label = label(&details.issuer, &details.account);
                let entry = NewEntry {
                    kind: EntryKind::OneTimeCode,
                    details,
                    parameters: stored_parameters(&pending.account.parameters),
                    counter: pending.account.parameters.counter().map_or(0, |counter| counter.0),
                    created: now,
                    policy: None,
                    // Exposed: copied into what the vault seals.
                    secret: SecretBytes::from(pending.account.secret.bytes().expose()),
                };
                let added = open.vault.change(|change| {
                    let id = change.add_entry(entry)?;
                    change.record(HistoryEvent::AccountAdded.record(now, Some(id), &label))?;
                    Ok::<_, EnrollmentError>(id)
                })?;
                open.offers.pending.remove(&id);
                wipe_stack();
                open.row(added).map_err(|_| EnrollmentError::UnknownOffer)
            },
            EnrollmentError::Locked,
        )
    }

    /// Forgets an offer.
    pub fn dismiss_offer(&self, id: OfferId) {
        // A locked vault has forgotten it already.
        let _ = self.with_open(
            |open| {
                open.offers.pending.remove(&id);
                Ok(())
            },
            (),
        );
    }
}

impl Open {
    fn read_text(&mut self, text: &str, random: &dyn Random) -> Result<OffersView, EnrollmentError> {
        let fingerprints = self.fingerprints(random)?;
        let reading = read(text, DevelopmentHttp::Off, self.existing(&fingerprints), &fingerprints.key);
        self.offers.fingerprints = Some(fingerprints);
        let view = match reading? {
            Reading::Offer(offer) => OffersView {
                offers: vec![self.hold(*offer)],
                unusable: Vec::new(),
                parts: 1,
                missing_parts: Vec::new(),
            },
            // The facade has no use for it yet: as far as a person can act on it here, it is a web address.
            Reading::Push(offer) => {
                let foreign = Foreign { kind: ForeignKind::WebAddress, host: Some(offer.server) };
                return Err(EnrollError::Foreign(foreign).into());
            }
            Reading::Export(export) => {
                let (parts, missing_parts) = self.offers.note(export.part);
                let (mut offers, mut unusable) = (Vec::new(), Vec::new());
                for offer in export.offers {
                    match offer {
                        Ok(offer) => offers.push(self.hold(offer)),
                        Err(error) => unusable.push(error),
                    }
                }
                OffersView { offers, unusable, parts, missing_parts }
            }
        };
        wipe_stack();
        Ok(view)
    }

    /// Keeps an offer until it is answered, and shows it.
    fn hold(&mut self, offer: Offer<AccountId>) -> OfferView {
        self.offers.last += 1;
        let id = OfferId(self.offers.last);
        let row = |id| self.row(id).ok();
        let view = OfferView {
            id,
            issuer: offer.issuer().as_str().to_owned(),
            account: offer.account().as_str().to_owned(),
            kind: offer.kind().into(),
            algorithm: offer.parameters().algorithm().key_uri_name(),
            digits: offer.parameters().length().into(),
            period_seconds: offer.parameters().period().map(|period| period.seconds().into()),
            server: offer.server.clone(),
            warnings: offer.warnings.clone(),
            similar: offer
                .similar
                .iter()
                .filter(|similar| similar.similarity == Similarity::SameLabel)
                .filter_map(|similar| row(similar.id))
                .collect(),
            same_secret: offer.same_secret().and_then(row),
        };
        let server = offer.server.clone();
        let (account, fingerprint) = offer.into_contents();
        self.offers.pending.insert(id, Pending { account, fingerprint, server });
        if self.offers.pending.len() > MOST_PENDING {
            self.offers.pending.pop_first();
        }
        view
    }

    /// The accounts as an offer is compared with them.
    fn existing<'a>(
        &'a self,
        fingerprints: &'a Fingerprints,
    ) -> impl Iterator<Item = Existing<'a, AccountId>> + Clone {
        self.vault.contents().entries().iter().map(|entry| Existing {
            id: entry.id(),
            issuer: &entry.details().issuer,
            account: &entry.details().account,
            fingerprint: fingerprints.known.get(&(entry.id(), entry.revision())),
        })
    }

    /// The fingerprints of all secrets: those that are missing are made now, one secret opened at a time.
    fn fingerprints(&mut self, random: &dyn Random) -> Result<Fingerprints, EnrollmentError> {
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

    fn same_secret(&self, fingerprints: &Fingerprints, wanted: &SecretFingerprint) -> Option<AccountRow> {
        let same = self.existing(fingerprints).find(|other| other.fingerprint == Some(wanted))?;
        self.row(same.id).ok()
    }
}

impl Offers {
    /// Notes a part of an export, and says how many parts there are and which are missing. A part of another export
    /// begins anew; one that was read before changes nothing.
    fn note(&mut self, part: Part) -> (u32, Vec<u32>) {
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

impl Pending {
    /// What the user will see of the account, with the user's own words.
    fn details(&self, confirmation: &Confirmation) -> Result<EntryDetails, EnrollmentError> {
        let chosen = |offered: &Label, wanted: &Option<String>| match wanted {
            Some(wanted) => Label::clean(wanted).as_str().to_owned(),
            None => offered.as_str().to_owned(),
        };
        let details = EntryDetails {
            issuer: chosen(&self.account.issuer, &confirmation.issuer),
            account: chosen(&self.account.account, &confirmation.account),
            information: information_text(&confirmation.information)?,
            tags: tag_list(&confirmation.tags)?,
            server: self.server.as_ref().map(|server| server.name.clone()),
            ..EntryDetails::default()
        };
        if details.issuer.is_empty() && details.account.is_empty() {
            return Err(EnrollmentError::EmptyLabel);
        }
        Ok(details)
    }
}

impl From<AccountError> for EnrollmentError {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Locked => Self::Locked,
            AccountError::NewPinNeeded => Self::NewPinNeeded,
            AccountError::EmptyLabel => Self::EmptyLabel,
            AccountError::TooLong => Self::TooLong,
            AccountError::Unknown | AccountError::TooLate => Self::UnknownOffer,
            AccountError::Storage(error) => Self::Storage(error),
        }
    }
}
