//! The core's suites for device keys, run against a shell's own. Test builds only.

use crate::containment::silence_panics;
use crate::ports::{
    DevicePorts, ForeignAgreementKeys, ForeignAnchor, ForeignBiometricKey, ForeignKeyAttestation,
    ForeignSigningKeys, ForeignSlotKeys,
};
use countersign::testing::conformance;
use std::panic::{self, AssertUnwindSafe};

/// What a suite found about one of the device's ports.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PortReport {
    /// The port's name: `SlotKeys`, `Anchor`, `SigningKeys`, `KeyAttestation`, `AgreementKeys`, `BiometricKey`.
    pub port: String,
    /// The first thing that it does not do as it must, in words for a developer; nothing where it conforms.
    pub failure: Option<String>,
}

/// Runs the suite of every port that is lent, on a device that has no keys of the suite and whose anchor never stored a
/// record, with someone at hand who says yes to each prompt. Blocks until it is done.
#[uniffi::export]
pub fn check_device_ports(device: DevicePorts) -> Vec<PortReport> {
    silence_panics();
    let DevicePorts { slot_keys, anchor, signing_keys, key_attestation, agreement_keys, biometric_key } =
        device;
    let mut reports = vec![
        report("SlotKeys", || {
            let keys = ForeignSlotKeys::new(slot_keys);
            assert!(keys.is_ok(), "the keys say how well the device keeps them");
            keys.iter().for_each(|keys| conformance::slot_keys(keys));
        }),
        report("Anchor", || conformance::anchor(&ForeignAnchor(anchor))),
    ];
    let signing = signing_keys.map(ForeignSigningKeys);
    let attestation = signing.as_ref().zip(key_attestation.map(ForeignKeyAttestation));
    let attested = attestation
        .map(|(keys, attested)| report("KeyAttestation", || conformance::key_attestation(keys, &attested)));
    reports.extend(signing.as_ref().map(|keys| report("SigningKeys", || conformance::signing_keys(keys))));
    reports.extend(attested);
    let agreement = agreement_keys.map(ForeignAgreementKeys);
    reports.extend(agreement.map(|keys| report("AgreementKeys", || conformance::agreement_keys(&keys))));
    let biometric = biometric_key.map(ForeignBiometricKey);
    reports.extend(biometric.map(|key| report("BiometricKey", || conformance::biometric_key(&key))));
    reports
}

/// Runs one suite. What it panics with is about the suite's own keys, which protect nothing.
fn report(port: &str, suite: impl FnOnce()) -> PortReport {
    let failure = panic::catch_unwind(AssertUnwindSafe(suite)).err().map(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("it does not conform").to_owned()
    });
    PortReport { port: port.to_owned(), failure }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::{Anchor, AnchorError, file_keys};
    use std::sync::Arc;

    struct Forgetful;

    impl Anchor for Forgetful {
        fn load(&self) -> Result<Option<Vec<u8>>, AnchorError> {
            Ok(None)
        }

        fn store(&self, _record: Vec<u8>) -> Result<(), AnchorError> {
            Ok(())
        }

        fn mac(&self, message: Vec<u8>) -> Result<Vec<u8>, AnchorError> {
            Ok(message)
        }
    }

    #[test]
    fn files_conform_and_a_forgetful_anchor_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let device = file_keys(folder.path().to_string_lossy().into_owned()).unwrap();
        let conforms = |port: &str| PortReport { port: port.to_owned(), failure: None };
        assert_eq!(check_device_ports(device.clone()), [conforms("SlotKeys"), conforms("Anchor")]);
        let reports = check_device_ports(DevicePorts { anchor: Arc::new(Forgetful), ..device });
        assert!(reports[1].failure.is_some(), "{reports:?}");
    }
}
