//! Attestation of a phone's keys (section 4.4): certificates up to a root of the operator's choosing, and Android's
//! description of the key in the first one.
//!
//! Whether a certificate was taken back is not asked: makers publish that as lists of their own, on the internet.

use super::failure::Failure;
use asn1_rs::{Any, Class, Enumerated, FromDer as _, Sequence, Tag, oid};
use countersign::jose::Jwk;
use data_encoding::BASE64URL_NOPAD;
use rustls_pki_types::{CertificateDer, UnixTime};
use serde::Deserialize;
use std::time::Duration;
use webpki::{ALL_VERIFICATION_ALGS, EndEntityCert, KeyUsage, anchor_from_trusted_cert};
use x509_parser::certificate::X509Certificate;

/// The most certificates of one key, and the most bytes of all.
const MOST_CERTIFICATES: usize = 8;
const MOST_BYTES: usize = 16 * 1024;
/// Tags of Android's authorization list: where the key comes from. Generated inside is 0.
const ORIGIN: Tag = Tag(702);

/// Certificates as they travel.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Attestation {
    device: Vec<String>,
    user: Vec<String>,
}

/// Where a key is kept, by the word of the phone's maker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kept {
    /// In the main processor's trusted environment.
    TrustedEnvironment,
    /// In a security chip.
    SecurityChip,
}

impl Kept {
    /// Its name in the database and in the record of events.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::TrustedEnvironment => "trusted environment",
            Self::SecurityChip => "security chip",
        }
    }
}

impl Attestation {
    /// Where both keys are kept, the worse of the two; `None` where the certificates do not say so, or nobody who is trusted
    /// says it.
    ///
    /// # Errors
    /// `Malformed` where it is more than a phone may send.
    pub(super) fn judged(
        &self,
        asked: &Asked<'_>,
        [device, user]: [&Jwk; 2],
    ) -> Result<Option<Kept>, Failure> {
        let (of_device, of_user) = (decoded(&self.device)?, decoded(&self.user)?);
        let bytes: usize = of_device.iter().chain(&of_user).map(|certificate| certificate.len()).sum();
        if bytes > MOST_BYTES {
            return Err(Failure::Malformed);
        }
        let both = asked.kept(&of_device, device).zip(asked.kept(&of_user, user));
        Ok(both.map(|(device, user)| device.min(user)))
    }
}

fn decoded(chain: &[String]) -> Result<Vec<CertificateDer<'static>>, Failure> {
    if !(1..=MOST_CERTIFICATES).contains(&chain.len()) {
        return Err(Failure::Malformed);
    }
    let read = |text: &String| BASE64URL_NOPAD.decode(text.as_bytes()).map(CertificateDer::from);
    chain.iter().map(read).collect::<Result<_, _>>().map_err(|_| Failure::Malformed)
}

/// What certificates have to fit.
pub(super) struct Asked<'a> {
    /// Roots that are trusted, in DER.
    pub(super) roots: &'a [Vec<u8>],
    /// What the keys were made for.
    pub(super) challenge: &'a [u8],
    /// Now, in seconds since 1970.
    pub(super) now: u64,
}

impl Asked<'_> {
    fn kept(&self, chain: &[CertificateDer<'static>], key: &Jwk) -> Option<Kept> {
        let (first, issuers) = chain.split_first()?;
        let roots: Vec<CertificateDer<'_>> =
            self.roots.iter().map(|root| CertificateDer::from(root.as_slice())).collect();
        let anchors: Vec<_> = roots.iter().filter_map(|root| anchor_from_trusted_cert(root).ok()).collect();
        let now = UnixTime::since_unix_epoch(Duration::from_secs(self.now));
        // Certificates of keys name no use; one that names another is not for this.
        let verified = EndEntityCert::try_from(first).ok()?;
        verified
            .verify_for_usage(
                ALL_VERIFICATION_ALGS,
                &anchors,
                issuers,
                now,
                KeyUsage::client_auth(),
                None,
                None,
            )
            .ok()?;
        let (rest, certificate) = X509Certificate::from_der(first).ok()?;
        let of_this_key = certificate.public_key().subject_public_key.data.as_ref() == key.0.as_point();
        (rest.is_empty() && of_this_key).then_some(())?;
        let description = oid!(1.3.6.1.4.1.11129.2.1.17);
        let extension = certificate.get_extension_unique(&description).ok()??;
        described(extension.value, self.challenge)
    }
}

/// Reads Android's `KeyDescription`: both security levels, the challenge, and among what hardware enforces, that the key was
/// made there. (<https://source.android.com/docs/security/features/keystore/attestation>)
fn described(bytes: &[u8], challenge: &[u8]) -> Option<Kept> {
    let (_, description) = Sequence::from_der(bytes).ok()?;
    let (rest, _version) = u32::from_der(&description.content).ok()?;
    let (rest, attested) = Enumerated::from_der(rest).ok()?;
    let (rest, _version) = u32::from_der(rest).ok()?;
    let (rest, kept) = Enumerated::from_der(rest).ok()?;
    let (rest, stated) = <&[u8]>::from_der(rest).ok()?;
    let (rest, _unique) = <&[u8]>::from_der(rest).ok()?;
    let (rest, _by_software) = Sequence::from_der(rest).ok()?;
    let (_, by_hardware) = Sequence::from_der(rest).ok()?;
    let level = match attested.0.min(kept.0) {
        1 => Kept::TrustedEnvironment,
        2 => Kept::SecurityChip,
        _ => return None,
    };
    (stated == challenge && made_inside(&by_hardware.content)).then_some(level)
}

fn made_inside(mut list: &[u8]) -> bool {
    while let Ok((rest, item)) = Any::from_der(list) {
        if item.class() == Class::ContextSpecific && item.tag() == ORIGIN {
            return u32::from_der(item.data).is_ok_and(|(_, origin)| origin == 0);
        }
        list = rest;
    }
    false
}

#[cfg(test)]
mod tests;
