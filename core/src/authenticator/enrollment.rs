//! Adding accounts: a text becomes offers, the user judges them, and a confirmed one is stored. Never an overwrite:
//! the same label makes a second account, the same secret asks first.

use super::accounts::{information_text, tag_list};
use super::error::{AccountError, EnrollmentError};
use super::offers::OfferedCodes;
use super::records::{label, stored_parameters};
use super::state::Open;
use super::views::{AccountRow, HistoryEvent, OfferId, OfferView, OffersView};
use super::{Authenticator, Ports};
use crate::crypto::{SecretBytes, wipe_stack};
use crate::enroll::{Manual, Reading, read};
use crate::otp::{CodeParameters, Label};
use crate::vault::{EntryDetails, EntryKind, NewEntry};

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

impl Authenticator {
    /// Reads a scanned or pasted text (also a link that was opened) and says what it offers. Stores nothing and sends
    /// nothing.
    ///
    /// # Errors
    /// [`EnrollmentError::Unreadable`] says what the text is instead, or where it is wrong.
    pub fn read_text(&self, text: &str) -> Result<OffersView, EnrollmentError> {
        self.with_open(|open| open.read_text(text, &self.ports), EnrollmentError::Locked)
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

    /// Adds an offered account of one-time codes. A push account is added by
    /// [`enroll_online`](Self::enroll_online).
    ///
    /// # Errors
    /// [`EnrollmentError::NeedsServer`] for an offer of a push account.
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
                let pending = open.offers.codes(id)?;
                let same = open.same_secret(&fingerprints, &pending.fingerprint);
                open.offers.fingerprints = Some(fingerprints);
                if let Some(same) = same.filter(|_| !confirmation.same_secret_wanted) {
                    return Err(EnrollmentError::SameSecret(Box::new(same)));
                }
                let pending = open.offers.codes(id)?;
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
                open.offers.take(id);
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
                open.offers.take(id);
                Ok(())
            },
            (),
        );
    }
}

impl Open {
    fn read_text(&mut self, text: &str, ports: &Ports) -> Result<OffersView, EnrollmentError> {
        let fingerprints = self.fingerprints(&*ports.random)?;
        let existing = self.existing(&fingerprints);
        let reading = read(text, ports.development_http, existing, &fingerprints.key);
        self.offers.fingerprints = Some(fingerprints);
        let view = match reading? {
            Reading::Offer(offer) => OffersView {
                offers: vec![self.hold(*offer)],
                unusable: Vec::new(),
                parts: 1,
                missing_parts: Vec::new(),
            },
            Reading::Push(offer) => OffersView {
                offers: vec![self.hold_push(*offer, ports)],
                unusable: Vec::new(),
                parts: 1,
                missing_parts: Vec::new(),
            },
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
}

/// What the user will see of an account, with the user's own words.
pub(super) fn details(
    (issuer, account): (&Label, &Label),
    server: Option<String>,
    confirmation: &Confirmation,
) -> Result<EntryDetails, EnrollmentError> {
    let chosen = |offered: &Label, wanted: &Option<String>| match wanted {
        Some(wanted) => Label::clean(wanted).as_str().to_owned(),
        None => offered.as_str().to_owned(),
    };
    let details = EntryDetails {
        issuer: chosen(issuer, &confirmation.issuer),
        account: chosen(account, &confirmation.account),
        information: information_text(&confirmation.information)?,
        tags: tag_list(&confirmation.tags)?,
        server,
        ..EntryDetails::default()
    };
    if details.issuer.is_empty() && details.account.is_empty() {
        return Err(EnrollmentError::EmptyLabel);
    }
    Ok(details)
}

impl OfferedCodes {
    fn details(&self, confirmation: &Confirmation) -> Result<EntryDetails, EnrollmentError> {
        let server = self.server.as_ref().map(|server| server.name.clone());
        details((&self.account.issuer, &self.account.account), server, confirmation)
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
