//! From locked to open, by each of the three ways in.

use super::anchor::LifeState;
use super::attempt::attempt;
use super::contents::Contents;
use super::device::Device;
use super::error::{UnlockError, VaultFailure};
use super::header::Header;
use super::keys::VaultKeys;
use super::load::{Copy, Found, Lost, Neighbour, judge};
use super::locked::{Acceptance, Known, Refused, Vault};
use super::open::{Access, OpenVault};
use super::pin::PinSource;
use super::recovery_code::RecoveryCode;
use super::slot::{SlotKind, SlotTerms};
use super::state::Finding;
use crate::crypto::wipe_stack;
use crate::ports::DeviceKeyError;

pub(super) fn with_pin(
    mut vault: Vault,
    pin: &PinSource<'_>,
    accept: Acceptance,
) -> Result<OpenVault, Refused<UnlockError>> {
    let keys = found(&mut vault).and_then(|found| {
        let keys = match &vault.known {
            Known::Locked(summary, _) if !summary.key_missing => {
                attempt(&mut vault.device, &found.newest.file.header, pin)
            }
            Known::Locked(..) => Err(VaultFailure::from(DeviceKeyError::Missing).into()),
            _ => Err(UnlockError::NotLocked),
        };
        match keys {
            Ok(keys) => Ok((found, keys)),
            Err(error) => {
                put_back(&mut vault, found);
                Err(error)
            }
        }
    });
    match keys {
        Ok((found, keys)) => enter(vault, *found, keys, Access::Full, accept),
        Err(UnlockError::Erased) => {
            // Recorded already; what fails here is finished at the next opening.
            let _ = vault.erase_now();
            Err(Refused { vault, error: UnlockError::Erased })
        }
        Err(error) => Err(Refused { vault, error }),
    }
}

pub(super) fn with_recovery_code(
    mut vault: Vault,
    code: &RecoveryCode,
    accept: Acceptance,
) -> Result<OpenVault, Refused<UnlockError>> {
    let opened = found(&mut vault).and_then(|found| match recovery_keys(&found.newest.file.header, code) {
        Ok(keys) => Ok((found, keys)),
        Err(error) => {
            put_back(&mut vault, found);
            Err(error)
        }
    });
    match opened {
        Ok((found, keys)) => enter(vault, *found, keys, Access::Recovery, accept),
        Err(error) => Err(Refused { vault, error }),
    }
}

pub(super) fn with_biometrics(
    mut vault: Vault,
    accept: Acceptance,
) -> Result<OpenVault, Refused<UnlockError>> {
    let opened = found(&mut vault).and_then(|found| {
        let keys = match vault.known {
            Known::Locked(..) => biometric_keys(&vault.device, &found.newest.file.header),
            _ => Err(UnlockError::NotLocked),
        };
        match keys {
            Ok(keys) => Ok((found, keys)),
            Err(error) => {
                put_back(&mut vault, found);
                Err(error)
            }
        }
    });
    match opened.and_then(|opened| settle_success(&mut vault.device).map(|()| opened)) {
        Ok((found, keys)) => enter(vault, *found, keys, Access::Full, accept),
        Err(error) => Err(Refused { vault, error }),
    }
}

/// The keys from the biometric slot, behind the prompt. The device counts failures of its own.
pub(super) fn biometric_keys(device: &Device, header: &Header) -> Result<VaultKeys, UnlockError> {
    let port = device.ports.biometric_key.as_ref().ok_or(UnlockError::NoBiometricSlot)?;
    let terms = biometric_terms(device, header).ok_or(UnlockError::NoBiometricSlot)?;
    let sealed = header.slots.device_data(SlotKind::Biometric).ok_or(UnlockError::Damaged)?;
    let secret = port.release(terms.device_key(), &sealed).map_err(VaultFailure::from)?;
    let keys = header.slots.open(SlotKind::Biometric, &header.identity, &[&secret]);
    wipe_stack();
    keys.map_err(|_| UnlockError::Damaged)
}

/// The biometric slot's terms, if this device remembers having made its key.
pub(super) fn biometric_terms(device: &Device, header: &Header) -> Option<SlotTerms> {
    let terms = header.slots.terms(SlotKind::Biometric)?;
    device.anchor.as_ref()?.has_biometric_key(terms.device_key()).then_some(terms)
}

fn recovery_keys(header: &Header, code: &RecoveryCode) -> Result<VaultKeys, UnlockError> {
    // Where there is no recovery slot there are random bytes: as wrong as any code.
    let terms = header.slots.terms(SlotKind::Recovery).ok_or(UnlockError::WrongRecoveryCode)?;
    let stretched = code.stretched(&terms);
    let keys = header.slots.open(SlotKind::Recovery, &header.identity, &[&stretched]);
    wipe_stack();
    keys.map_err(|_| UnlockError::WrongRecoveryCode)
}

/// Whoever passes the biometric prompt is the owner: the count of wrong PINs starts anew.
fn settle_success(device: &mut Device) -> Result<(), UnlockError> {
    device.reload_anchor()?;
    let Some(mut record) = device.anchor.clone() else { return Ok(()) };
    record.attempts.settle_success();
    Ok(device.store_anchor(record)?)
}

/// The files in memory, read anew if they are not.
fn found(vault: &mut Vault) -> Result<Box<Found>, UnlockError> {
    let in_memory = matches!(&vault.known, Known::Locked(_, Some(_)) | Known::Erased(Some(_)));
    if !in_memory && matches!(vault.known, Known::Locked(..)) {
        vault.look()?;
    }
    match &mut vault.known {
        Known::Locked(_, found) | Known::Erased(found) => found.take().ok_or(UnlockError::NotLocked),
        Known::Damaged => Err(UnlockError::Damaged),
        _ => Err(UnlockError::NotLocked),
    }
}

fn put_back(vault: &mut Vault, unopened: Box<Found>) {
    if let Known::Locked(_, found) | Known::Erased(found) = &mut vault.known {
        *found = Some(unopened);
    }
}

/// Opens the body, judges the copy now that it is known to be authentic, and tidies what a crash left.
fn enter(
    mut vault: Vault,
    found: Found,
    keys: VaultKeys,
    access: Access,
    accept: Acceptance,
) -> Result<OpenVault, Refused<UnlockError>> {
    let entered = match open_body(&vault.device, found, &keys) {
        Ok(entered) => entered,
        Err(error) => return Err(Refused { vault, error }),
    };
    let asks = entered.finding.filter(|finding| finding.asks_the_user());
    if let (Some(finding), Acceptance::NewestOnly) = (asks, accept) {
        if let Known::Locked(summary, _) = &mut vault.known {
            summary.finding = Some(finding);
        }
        return Err(Refused { vault, error: UnlockError::OlderCopy(finding) });
    }
    let other = match &entered.other {
        Neighbour::Intact(copy) => Some(copy.file.commit()),
        _ => None,
    };
    let twins = matches!(&entered.other, Neighbour::Intact(copy)
        if copy.file.header.slots == entered.copy.file.header.slots
            && copy.file.header.identity == entered.copy.file.header.identity);
    let mut open =
        OpenVault::new(vault.device, keys, access, entered.contents, &entered.copy, other, entered.finding);
    match open.settle_in(asks.is_some(), twins) {
        Ok(()) => Ok(open),
        Err(error) => Err(Refused { vault: open.lock(), error: error.into() }),
    }
}

struct Entered {
    copy: Copy,
    other: Neighbour,
    contents: Contents,
    finding: Option<Finding>,
}

/// The newest body that is authentic. A newer file whose body is not (forged, or damaged behind a fitting
/// checksum) counts as damaged.
fn open_body(device: &Device, found: Found, keys: &VaultKeys) -> Result<Entered, UnlockError> {
    let remembered = device.anchor.as_ref().filter(|record| record.state != LifeState::Erased);
    let Found { newest: mut copy, mut other } = found;
    let mut beside = other.lost();
    let mut contents = copy.file.contents(keys);
    if contents.is_err()
        && let Neighbour::Intact(mut older) = other
    {
        let claimed_generation = Some(copy.file.commit().generation);
        contents = older.file.contents(keys);
        (copy, other, beside) =
            (older, Neighbour::Damaged { claimed_generation }, Lost::Yes { claimed_generation });
    }
    let contents = contents.map_err(|_| UnlockError::Damaged)?;
    let finding = judge(&copy, beside, remembered);
    Ok(Entered { copy, other, contents, finding })
}
