//! Every primitive of `crypto/` against vectors made by others: Project Wycheproof for all of them, the reference
//! library for Argon2id, OpenSSL for RSA signatures.
//!
//! Each Wycheproof file is run whole. A case is left out only where our interface cannot ask the question (a
//! nonce of another length, an output longer than we ever derive); each such reason is counted and printed, and
//! the counts are compared, so that a case cannot disappear unnoticed.

use countersign::crypto::{
    AeadKey, Argon2Parameters, MacAlgorithm, MacKey, NONCE_LENGTH, Nonce, RsaKey, Secret, SecretBytes,
    SignatureError, TAG_LENGTH, argon2id, hkdf_sha256, hmac_sha256, verify_p256, verify_rsa_pkcs1_sha256,
};
use countersign_tests::{counted, hex, vectors};
use wycheproof::{TestResult, aead, ecdsa, hkdf, mac, rsa_pkcs1_verify};

/// Whether a case must be accepted. No file used here holds a case that may go either way.
fn expected(result: TestResult) -> bool {
    match result {
        TestResult::Valid => true,
        TestResult::Invalid => false,
        TestResult::Acceptable => panic!("a case without an answer: decide it here"),
    }
}

/// Cases run and cases left out, of one Wycheproof file.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    valid: usize,
    invalid: usize,
    left_out: usize,
}

impl Tally {
    fn run(&mut self, must_pass: bool) {
        if must_pass {
            self.valid += 1;
        } else {
            self.invalid += 1;
        }
    }

    /// Prints the counts and compares them with what the file is known to hold.
    fn finish(self, file: &str, total: usize, why_left_out: &str, known: Self) {
        let run = self.valid + self.invalid;
        let reason = if self.left_out > 0 { format!(" ({why_left_out})") } else { String::new() };
        counted(&format!(
            "Wycheproof {file}: {run} of {total} cases ({} valid, {} invalid), {} not applicable{reason}",
            self.valid, self.invalid, self.left_out
        ));
        assert_eq!(run + self.left_out, total);
        assert_eq!(self, known);
    }
}

#[test]
fn aes_256_gcm() {
    let set = aead::TestSet::load(aead::TestName::AesGcm).unwrap();
    let mut tally = Tally::default();
    for group in &set.test_groups {
        for test in &group.tests {
            let (Some(key), Ok(nonce)) =
                (Secret::<32>::from_slice(&test.key), Nonce::try_from(test.nonce.as_slice()))
            else {
                tally.left_out += 1;
                continue;
            };
            assert_eq!(group.tag_size, TAG_LENGTH * 8);
            let key = AeadKey::new(&key);
            let sealed = [test.ct.as_slice(), test.tag.as_slice()].concat();
            let opened = key.open(nonce, &test.aad, &sealed);
            let must_pass = expected(test.result);
            assert_eq!(opened.is_ok(), must_pass, "case {}: {}", test.tc_id, test.comment);
            if let Ok(opened) = opened {
                assert_eq!(opened.expose(), test.pt.as_slice(), "case {}", test.tc_id);
                assert_eq!(key.seal(nonce, &test.aad, &test.pt).unwrap(), sealed, "case {}", test.tc_id);
            }
            tally.run(must_pass);
        }
    }
    tally.finish(
        "aes_gcm",
        set.number_of_tests,
        &format!("key not of 256 bits, or nonce not of {}", NONCE_LENGTH * 8),
        Tally { valid: 39, invalid: 27, left_out: 250 },
    );
}

#[test]
fn hmac_with_a_prepared_key() {
    use mac::TestName::{HmacSha1, HmacSha256, HmacSha512};
    for (name, file, algorithm, known) in [
        (HmacSha1, "hmac_sha1", MacAlgorithm::Sha1, Tally { valid: 66, invalid: 104, left_out: 0 }),
        (HmacSha256, "hmac_sha256", MacAlgorithm::Sha256, Tally { valid: 66, invalid: 108, left_out: 0 }),
        (HmacSha512, "hmac_sha512", MacAlgorithm::Sha512, Tally { valid: 66, invalid: 108, left_out: 0 }),
    ] {
        let set = mac::TestSet::load(name).unwrap();
        let mut tally = Tally::default();
        for group in &set.test_groups {
            for test in &group.tests {
                let key = MacKey::new(algorithm, &SecretBytes::from(test.key.as_slice()));
                let mut output = [0; 64];
                let length = key.mac_into(&test.msg, &mut output);
                assert_eq!(length, algorithm.output_length());
                // Half of the cases hold a tag that was cut short.
                let ours = &output[..length.min(group.tag_size / 8)];
                let must_pass = expected(test.result);
                assert_eq!(ours == test.tag.as_slice(), must_pass, "{file} {}: {}", test.tc_id, test.comment);
                tally.run(must_pass);
            }
        }
        tally.finish(file, set.number_of_tests, "", known);
    }
}

/// The same cases for the other HMAC-SHA-256: the one with which a device key answers.
#[test]
fn hmac_of_a_device_key() {
    let set = mac::TestSet::load(mac::TestName::HmacSha256).unwrap();
    let mut tally = Tally::default();
    for group in &set.test_groups {
        for test in &group.tests {
            let ours = hmac_sha256(&SecretBytes::from(test.key.as_slice()), &[&test.msg]);
            let must_pass = expected(test.result);
            let tag = &ours.expose()[..group.tag_size / 8];
            assert_eq!(tag == test.tag.as_slice(), must_pass, "{}: {}", test.tc_id, test.comment);
            tally.run(must_pass);
        }
    }
    tally.finish(
        "hmac_sha256 (device key)",
        set.number_of_tests,
        "",
        Tally { valid: 66, invalid: 108, left_out: 0 },
    );
}

#[test]
fn hkdf_with_sha_256() {
    let set = hkdf::TestSet::load(hkdf::TestName::HkdfSha256).unwrap();
    let mut tally = Tally::default();
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        if !expected(test.result) {
            // "More than 255 blocks": our function gives one block, so nobody can ask it for more.
            tally.left_out += 1;
            continue;
        }
        let ours = hkdf_sha256(&[&test.ikm], &test.salt, &[&test.info]);
        // RFC 5869 §2.3: an output of any length starts with the same first block, which is all that we derive.
        let length = test.size.min(32);
        assert_eq!(ours.expose()[..length], test.okm[..length], "case {}", test.tc_id);
        tally.run(true);
    }
    tally.finish(
        "hkdf_sha256, first 32 bytes",
        set.number_of_tests,
        "an output of more than 255 blocks",
        Tally { valid: 83, invalid: 0, left_out: 3 },
    );
}

#[test]
fn hkdf_takes_its_input_in_parts() {
    let whole = hkdf_sha256(&[b"secret and more"], b"salt", &[b"label and more"]);
    let parts = hkdf_sha256(&[b"secret", b" and ", b"more"], b"salt", &[b"", b"label", b" and more"]);
    assert_eq!(whole.expose(), parts.expose());
}

#[test]
fn ecdsa_p256_with_sha_256() {
    let set = ecdsa::TestSet::load(ecdsa::TestName::EcdsaSecp256r1Sha256P1363).unwrap();
    let mut tally = Tally::default();
    for group in &set.test_groups {
        for test in &group.tests {
            let must_pass = expected(test.result);
            let answer = verify_p256(&group.key.key, &test.msg, &test.sig);
            let wanted = if must_pass { Ok(()) } else { Err(SignatureError::BadSignature) };
            assert_eq!(answer, wanted, "case {}: {}", test.tc_id, test.comment);
            tally.run(must_pass);
        }
    }
    tally.finish(
        "ecdsa_secp256r1_sha256_p1363",
        set.number_of_tests,
        "",
        Tally { valid: 173, invalid: 89, left_out: 0 },
    );
}

#[test]
fn rsa_pkcs1_with_sha_256() {
    use rsa_pkcs1_verify::TestName::{Rsa2048Sha256, Rsa3072Sha256, Rsa4096Sha256, Rsa8192Sha256};
    for (name, file, known) in [
        (Rsa2048Sha256, "rsa_signature_2048_sha256", Tally { valid: 9, invalid: 250, left_out: 0 }),
        (Rsa3072Sha256, "rsa_signature_3072_sha256", Tally { valid: 8, invalid: 251, left_out: 0 }),
        (Rsa4096Sha256, "rsa_signature_4096_sha256", Tally { valid: 7, invalid: 251, left_out: 0 }),
        (Rsa8192Sha256, "rsa_signature_8192_sha256", Tally { valid: 7, invalid: 251, left_out: 0 }),
    ] {
        let set = rsa_pkcs1_verify::TestSet::load(name).unwrap();
        let mut tally = Tally::default();
        for group in &set.test_groups {
            for test in &group.tests {
                let must_pass = match test.result {
                    // "Missing NULL" in the algorithm identifier: RFC 8017 §9.2 note 1 lets a verifier accept
                    // it; ours does not.
                    TestResult::Acceptable => false,
                    result => expected(result),
                };
                let answer = verify_rsa_pkcs1_sha256(&group.asn_key, &test.msg, &test.sig);
                let wanted = if must_pass { Ok(()) } else { Err(SignatureError::BadSignature) };
                assert_eq!(answer, wanted, "{file} {}: {}", test.tc_id, test.comment);
                tally.run(must_pass);
            }
        }
        tally.finish(file, set.number_of_tests, "", known);
    }
}

#[derive(serde::Deserialize)]
struct RsaVectors {
    bits: usize,
    pkcs8: String,
    public_key: String,
    signatures: Vec<RsaSignature>,
}

#[derive(serde::Deserialize)]
struct RsaSignature {
    message: String,
    signature: String,
}

/// Wycheproof has no signing cases that its crate ships, and PKCS#1 v1.5 is deterministic: OpenSSL's signatures,
/// byte for byte.
#[test]
fn rsa_signatures_are_those_of_openssl() {
    let keys: Vec<RsaVectors> = vectors("crypto/rsa_pkcs1_sha256_sign.json");
    let mut count = 0;
    for vector in &keys {
        let key = RsaKey::from_pkcs8(&SecretBytes::new(hex(&vector.pkcs8))).unwrap();
        assert_eq!(key.public_key(), hex(&vector.public_key));
        for case in &vector.signatures {
            let (message, signature) = (hex(&case.message), hex(&case.signature));
            assert_eq!(signature.len() * 8, vector.bits);
            assert_eq!(key.sign(&message).unwrap(), signature, "{} bits", vector.bits);
            assert_eq!(verify_rsa_pkcs1_sha256(key.public_key(), &message, &signature), Ok(()));
            count += 1;
        }
    }
    counted(&format!("RSA signatures equal to OpenSSL's: {count} with {} keys", keys.len()));
    assert_eq!(count, 12);
}

#[derive(serde::Deserialize)]
struct Argon2Vector {
    passes: u32,
    memory_kib: u32,
    lanes: u32,
    password: String,
    salt: String,
    tag: String,
}

/// RFC 9106's own vector uses 32 KiB, a secret and associated data, which our interface refuses or has no place
/// for; it is a unit test of `crypto/kdf.rs`. These are inside the accepted range, corners included.
#[test]
fn argon2id_is_that_of_the_reference_library() {
    let cases: Vec<Argon2Vector> = vectors("crypto/argon2id.json");
    for (index, case) in cases.iter().enumerate() {
        let costs = Argon2Parameters::new(case.memory_kib, case.passes, case.lanes).expect("accepted costs");
        let tag = argon2id(&hex(&case.password), &hex(&case.salt), costs).unwrap();
        assert_eq!(tag.expose().as_slice(), hex(&case.tag), "case {index}");
    }
    counted(&format!("Argon2id tags equal to the reference library's: {}", cases.len()));
    assert_eq!(cases.len(), 13);
}
