//! What every implementation of a port must do: one suite per port, run on the fake, on the default port and by
//! every shell. A suite panics where the port does not conform.

use super::block_on;
use crate::crypto::{RingRandom, Secret, SecretBytes, hpke_open_agreed, hpke_seal};
use crate::http::{
    BODY_LIMIT, DevelopmentHttp, HttpRequest, InvalidPath, LONGEST_WAIT, RequestPath, ServerOrigin,
};
use crate::ports::{
    AgreementKeys, Anchor, BiometricKey, Clock, DeviceKeyError, DeviceKeyId, FileSlot, HttpClient, HttpError,
    KeyAttestation, NetworkConsent, Preferences, Random, SigningKeyUse, SigningKeys, SlotKeys, StoreError,
    Trailer, VaultStore,
};
use crate::push::NotOpened;
use core::time::Duration;

/// A clock: the boot clock never goes back, and its boot id stays.
pub fn clock(clock: &dyn Clock) {
    let first = clock.boot();
    for _ in 0..1000 {
        let next = clock.boot();
        assert_eq!(next.boot, first.boot, "the boot id changed without a restart");
        assert!(next.elapsed >= first.elapsed, "the boot clock went back");
    }
    assert_ne!(first.boot.0, [0; 16], "a boot id is never empty");
    assert!(clock.wall().seconds() > 1_700_000_000, "the wall clock counts from 1970");
}

/// A random source: fills every byte, never repeats itself, takes an empty request.
pub fn random(random: &dyn Random) {
    assert_eq!(random.fill(&mut []), Ok(()));
    for length in [1, 16, 31, 32, 33, 1000] {
        let mut seen = vec![0; length];
        for _ in 0..64 {
            let mut out = vec![0; length];
            assert_eq!(random.fill(&mut out), Ok(()));
            seen.iter_mut().zip(out).for_each(|(seen, byte)| *seen |= byte);
        }
        // A position that is zero 64 times was not filled (chance 2^-512 for each).
        assert!(seen.iter().all(|byte| *byte != 0), "a byte of {length} was never filled");
    }
    let (mut first, mut second) = ([0; 32], [0; 32]);
    assert_eq!((random.fill(&mut first), random.fill(&mut second)), (Ok(()), Ok(())));
    assert_ne!(first, second, "the source repeats itself");
}

/// Device keys, on a device that has none of the ids used here.
pub fn slot_keys(keys: &dyn SlotKeys) {
    let [one, two] = [DeviceKeyId(*b"conformance slo1"), DeviceKeyId(*b"conformance slo2")];
    let prf = |id, input: u8| keys.prf(id, &[input; 32]).map(|output: Secret<32>| *output.expose());

    assert_eq!(prf(one, 1), Err(DeviceKeyError::Missing), "a key that was never made");
    assert_eq!(keys.delete(one), Ok(()), "deleting what is not there succeeds");
    assert_eq!((keys.create(one), keys.create(two)), (Ok(()), Ok(())));

    let output = prf(one, 1);
    assert!(output.is_ok());
    assert_eq!(prf(one, 1), output, "a function gives the same answer");
    assert_ne!(prf(one, 2), output, "it depends on the input");
    assert_ne!(prf(two, 1), output, "it depends on the key");
    assert_eq!(keys.create(one), Ok(()));
    assert_eq!(prf(one, 1), output, "creating again keeps the key");

    assert_eq!(keys.delete(one), Ok(()));
    assert_eq!(prf(one, 1), Err(DeviceKeyError::Missing), "deleted is deleted");
    assert!(prf(two, 1).is_ok(), "only the one key is deleted");
    assert_eq!(keys.create(one), Ok(()));
    assert_ne!(prf(one, 1), output, "a deleted key does not come back under its id");
    assert_eq!((keys.delete(one), keys.delete(two)), (Ok(()), Ok(())));
}

/// Agreement keys, on a device that has none of the ids used here.
pub fn agreement_keys(keys: &dyn AgreementKeys) {
    let [one, two] = [DeviceKeyId(*b"conformance agr1"), DeviceKeyId(*b"conformance agr2")];
    assert_eq!(keys.delete(one), Ok(()), "deleting what is not there succeeds");
    let made = [keys.create(one), keys.create(two)];
    let [Ok(first), Ok(second)] = made else {
        assert!(made.iter().all(Result::is_ok), "keys can be made");
        return;
    };
    assert_ne!(first, second, "each key is its own");
    let agreed = |id, point| keys.agree(id, point).map(|shared| *shared.expose());
    assert!(agreed(one, &second).is_ok());
    assert_eq!(agreed(one, &second), agreed(two, &first), "both sides come to the same");
    assert_ne!(agreed(one, &first), agreed(one, &second), "which depends on the point");
    // Sealed by another implementation, opened with the device's help: no derivation of the device's own is in between.
    let message = SecretBytes::from(b"message".as_slice());
    let sealed = hpke_seal(&first, b"info", b"aad", &message, &RingRandom::new());
    let opened = sealed.map_err(NotOpened::from).and_then(|sealed| {
        hpke_open_agreed(&first, &sealed, b"info", b"aad", |point| {
            keys.agree(one, point).map_err(|_| NotOpened::DeviceRefused)
        })
    });
    assert_eq!(
        opened.as_ref().map(SecretBytes::expose),
        Ok(b"message".as_slice()),
        "the x coordinate itself"
    );
    assert_eq!(keys.create(one), Ok(first), "creating again keeps the key");

    assert_eq!(keys.delete(one), Ok(()));
    assert_eq!(agreed(one, &second), Err(DeviceKeyError::Missing), "deleted is deleted");
    assert!(agreed(two, &first).is_ok(), "only the one key is deleted");
    assert_ne!(keys.create(one), Ok(first), "a deleted key does not come back");
    assert_eq!((keys.delete(one), keys.delete(two)), (Ok(()), Ok(())));
}

/// Signing keys, on a device that has none of the ids used here, with someone at hand who says yes to each prompt.
pub fn signing_keys(keys: &dyn SigningKeys) {
    let [one, two] = [DeviceKeyId(*b"conformance sig1"), DeviceKeyId(*b"conformance sig2")];
    assert_eq!(keys.sign(one, b"message"), Err(DeviceKeyError::Missing), "a key that was never made");
    assert_eq!(keys.delete(one), Ok(()), "deleting what is not there succeeds");

    let made = [keys.create(one, SigningKeyUse::Device), keys.create(two, SigningKeyUse::User)];
    let [Ok(first), Ok(second)] = made else {
        assert!(made.iter().all(Result::is_ok), "keys can be made");
        return;
    };
    assert_ne!(first, second, "each key is its own");
    for message in [b"message".as_slice(), b"", &[0xff; 40_000]] {
        for (id, mine, other) in [(one, first, second), (two, second, first)] {
            let signature = keys.sign(id, message).unwrap_or([0; 64]);
            assert_eq!(mine.verify(message, &signature), Ok(()), "r || s over the message itself");
            assert!(other.verify(message, &signature).is_err(), "by no other key");
        }
    }
    assert_eq!(keys.create(one, SigningKeyUse::Device), Ok(first), "creating again keeps the key");

    assert_eq!(keys.delete(one), Ok(()));
    assert_eq!(keys.sign(one, b"message"), Err(DeviceKeyError::Missing), "deleted is deleted");
    assert!(keys.sign(two, b"message").is_ok(), "only the one key is deleted");
    assert_ne!(keys.create(one, SigningKeyUse::Device), Ok(first), "a deleted key does not come back");
    assert_eq!((keys.delete(one), keys.delete(two)), (Ok(()), Ok(())));
}

/// Attested keys, on a device as for [`signing_keys`], whose keys they are.
pub fn key_attestation(keys: &dyn SigningKeys, attested: &dyn KeyAttestation) {
    let [one, two] = [DeviceKeyId(*b"conformance att1"), DeviceKeyId(*b"conformance att2")];
    let holds =
        |certificate: &[u8], part: &[u8]| certificate.windows(part.len()).any(|window| window == part);
    assert_eq!(attested.certificates(one), Err(DeviceKeyError::Missing), "a key that was never made");
    for (id, purpose, challenge) in
        [(one, SigningKeyUse::Device, [0xa1; 32]), (two, SigningKeyUse::User, [0xb2; 32])]
    {
        let made = attested.create_attested(id, purpose, &challenge);
        let Ok(public) = made else {
            assert!(made.is_ok(), "attested keys can be made");
            return;
        };
        let signature = keys.sign(id, b"message").unwrap_or([0; 64]);
        assert_eq!(public.verify(b"message", &signature), Ok(()), "it signs as every key does");
        let chain = attested.certificates(id).unwrap_or_default();
        let first = chain.first().map_or(&[][..], Vec::as_slice);
        assert!((1..=8).contains(&chain.len()), "one to eight certificates");
        assert!(chain.iter().all(|certificate| certificate.first() == Some(&0x30)), "in DER");
        assert!(holds(first, public.as_point()), "the first is of this key");
        assert!(holds(first, &challenge), "for this challenge");
        assert_eq!(
            attested.create_attested(id, purpose, &[0xc3; 32]),
            Ok(public),
            "creating again keeps the key"
        );
        assert_eq!(attested.certificates(id), Ok(chain), "and its certificates");
    }
    assert_ne!(attested.certificates(one), attested.certificates(two));
    assert_eq!((keys.delete(one), keys.delete(two)), (Ok(()), Ok(())));
    assert_eq!(attested.certificates(one), Err(DeviceKeyError::Missing), "deleted is deleted");

    assert!(keys.create(one, SigningKeyUse::Device).is_ok());
    assert_eq!(attested.certificates(one), Err(DeviceKeyError::Missing), "a key that nobody asked to attest");
    assert_eq!(keys.delete(one), Ok(()));
}

/// A biometric key, with someone at hand who says yes to each prompt.
pub fn biometric_key(keys: &dyn BiometricKey) {
    let [one, two] = [DeviceKeyId(*b"conformance bio1"), DeviceKeyId(*b"conformance bio2")];
    let release = |id, sealed: &[u8]| keys.release(id, sealed).map(|secret| *secret.expose());
    let seal = |id| keys.seal(id, &Secret::taken_from(&mut [9; 32]));

    assert_eq!(release(one, &[0; 48]), Err(DeviceKeyError::Missing), "a key that was never made");
    assert_eq!(keys.delete(one), Ok(()), "deleting what is not there succeeds");
    let (Ok(sealed), Ok(other)) = (seal(one), seal(two)) else {
        assert!(seal(one).is_ok(), "sealing works");
        return;
    };
    assert_eq!(release(one, &sealed), Ok([9; 32]));
    assert!(!sealed.windows(8).any(|window| window == [9; 8]), "sealed, not copied");
    assert!(release(two, &sealed).is_err(), "sealed under one key, released by no other");
    for index in 0..sealed.len() {
        let mut damaged = sealed.clone();
        damaged.iter_mut().skip(index).take(1).for_each(|byte| *byte ^= 1);
        assert!(release(one, &damaged).is_err(), "byte {index} is authenticated");
    }
    assert_eq!(keys.delete(one), Ok(()));
    assert_eq!(release(one, &sealed), Err(DeviceKeyError::Missing), "deleted is deleted");
    assert_eq!(release(two, &other), Ok([9; 32]), "only the one key is deleted");
    assert_eq!(keys.delete(two), Ok(()));
}

/// An anchor, on a device that never stored one.
pub fn anchor(anchor: &dyn Anchor) {
    assert_eq!(anchor.load(), Ok(None), "nothing was stored yet");
    let mac = anchor.mac(b"message");
    assert!(mac.is_ok());
    assert_eq!(anchor.mac(b"message"), mac, "the key stays");
    assert_ne!(anchor.mac(b"massage"), mac, "it depends on the message");
    assert!(anchor.mac(&[0; 4096]).is_ok());

    let every_byte: Vec<u8> = (0..=255).collect();
    let longest = [every_byte.as_slice(), every_byte.as_slice()].concat();
    for record in [b"first".as_slice(), b"", &[0], &every_byte, &longest] {
        assert_eq!(anchor.store(record), Ok(()));
        assert_eq!(anchor.load(), Ok(Some(record.to_vec())));
    }
    assert!(anchor.store(&[1; 513]).is_err(), "more than 512 bytes");
    assert_eq!(anchor.load(), Ok(Some(longest)), "a refused record changes nothing");
    assert_eq!(anchor.mac(b"message"), mac, "the key is not the record's");
}

/// A vault's store on an empty folder, seen by two processes.
pub fn vault_store(mine: &dyn VaultStore, other: &dyn VaultStore) {
    const TRAILER: Trailer = [0xa5; 32];
    let read = |slot| mine.read(slot, 1 << 20);
    let guard = mine.lock();
    assert!(guard.is_ok(), "the first taker gets the lock");
    assert_eq!(other.lock().err(), Some(StoreError::Locked), "the second does not");
    assert_eq!(mine.lock().err(), Some(StoreError::Locked), "nor the same one twice");

    for slot in [FileSlot::A, FileSlot::B] {
        assert_eq!(read(slot), Ok(None), "an empty folder");
        assert_eq!(mine.remove(slot), Ok(()), "removing what is not there succeeds");
        for bytes in [b"first".as_slice(), b"", b"second, longer", &[0xff; 70_000], b"short again"] {
            assert_eq!(mine.replace(slot, bytes, &mut || TRAILER), Ok(()));
            assert_eq!(read(slot), Ok(Some([bytes, &TRAILER].concat())));
        }
    }
    assert_eq!(mine.replace(FileSlot::A, b"only a", &mut || TRAILER), Ok(()));
    assert_eq!(
        read(FileSlot::B),
        Ok(Some([b"short again".as_slice(), &TRAILER].concat())),
        "the other is untouched"
    );
    assert_eq!(
        mine.read(FileSlot::A, 38),
        Ok(Some([b"only a".as_slice(), &TRAILER].concat())),
        "exactly the limit"
    );
    assert_eq!(mine.read(FileSlot::A, 37), Err(StoreError::TooLarge), "one byte over it");
    assert_eq!(mine.remove(FileSlot::A), Ok(()));
    assert_eq!(read(FileSlot::A), Ok(None));
    assert_eq!(mine.remove(FileSlot::B), Ok(()));

    drop(guard);
    assert!(other.lock().is_ok(), "a dropped guard frees the vault");
}

/// Preferences that were never stored.
pub fn preferences(preferences: &dyn Preferences) {
    assert_eq!(preferences.load(), Ok(None), "nothing was stored yet");
    for bytes in [b"first".as_slice(), b"", &[0xff; 4096], b"last"] {
        assert_eq!(preferences.store(bytes), Ok(()));
        assert_eq!(preferences.load(), Ok(Some(bytes.to_vec())));
    }
    assert_eq!(preferences.store(&[1; 4097]), Err(StoreError::TooLarge));
    assert_eq!(preferences.load(), Ok(Some(b"last".to_vec())), "refused bytes change nothing");
}

/// The servers that a client is tried against.
#[derive(Clone, Debug)]
pub struct HttpServers {
    /// Answers a post on `/echo` with status 200 and the same body, `/missing` with 404, `/moved` with a redirect,
    /// `/large` with a body of one byte over the limit.
    pub reachable: ServerOrigin,
    /// What has to be agreed to for it.
    pub consent: NetworkConsent,
    /// A name without an address.
    pub unresolved: ServerOrigin,
}

/// A client: hands over what was said and answered, follows nothing, and refuses before it sends.
pub fn http_client(client: &dyn HttpClient, servers: &HttpServers) {
    let built = http_answers(client, servers).and_then(|()| http_refusals(client, servers));
    assert!(built.is_ok(), "the suite's own requests can be built");
}

fn http_answers(client: &dyn HttpClient, servers: &HttpServers) -> Result<(), InvalidPath> {
    let send = |request, consent| block_on(client.send(request, consent));
    let get = |path| RequestPath::parse(path).map(|path| HttpRequest::get(servers.reachable.clone(), path));

    let every_byte: Vec<u8> = (0..=255).collect();
    for body in [Vec::new(), every_byte, vec![b'a'; BODY_LIMIT]] {
        let path = RequestPath::parse("/echo")?;
        let echo =
            HttpRequest::post(servers.reachable.clone(), path, "application/octet-stream", body.clone());
        let answer = send(echo, servers.consent).map(|answer| (answer.status(), answer.body().to_vec()));
        assert_eq!(answer, Ok((200, body)), "the body, both ways");
    }
    let missing = send(get("/missing")?, servers.consent).map(|answer| answer.status());
    assert_eq!(missing, Ok(404), "a status is an answer, no error");
    assert_eq!(send(get("/moved")?, servers.consent), Err(HttpError::Redirected));
    assert_eq!(send(get("/large")?, servers.consent), Err(HttpError::TooLarge));
    Ok(())
}

fn http_refusals(client: &dyn HttpClient, servers: &HttpServers) -> Result<(), InvalidPath> {
    let send = |request, consent| block_on(client.send(request, consent));
    let root = RequestPath::parse("/")?;
    let unresolved = HttpRequest::get(servers.unresolved.clone(), root.clone());
    assert_eq!(send(unresolved, NetworkConsent::PrivateToo), Err(HttpError::NameNotResolved));

    let get = HttpRequest::get(servers.reachable.clone(), root.clone());
    let post = |body| HttpRequest::post(servers.reachable.clone(), root.clone(), "text/plain", body);
    for request in [
        post(vec![0; BODY_LIMIT + 1]),
        get.clone().with_header("x-name", "a\r\nb: c".to_owned()),
        get.clone().with_header("transfer-encoding", "chunked".to_owned()),
        get.clone().with_header("host", "other.example".to_owned()),
        get.clone().with_wait(LONGEST_WAIT + Duration::from_millis(1)),
        HttpRequest { body: Some(Vec::new()), ..get },
    ] {
        let shown = format!("{request:?}");
        assert_eq!(send(request, servers.consent), Err(HttpError::InvalidRequest), "{shown}");
    }

    for (text, refused) in [
        ("https://169.254.169.254", HttpError::ForbiddenAddress),
        ("https://[fe80::1]", HttpError::ForbiddenAddress),
        ("https://0.0.0.0", HttpError::ForbiddenAddress),
        ("https://192.168.255.254", HttpError::PrivateAddress),
        ("https://[fd00::1]", HttpError::PrivateAddress),
        ("https://127.0.0.1:1", HttpError::PrivateAddress),
        ("https://[::1]:1", HttpError::PrivateAddress),
        ("https://localhost:1", HttpError::PrivateAddress),
    ] {
        let origin = ServerOrigin::parse(text, DevelopmentHttp::Off).map_err(|_| InvalidPath)?;
        let request = HttpRequest::get(origin, root.clone());
        assert_eq!(
            send(request.clone(), NetworkConsent::PublicOnly),
            Err(refused),
            "{text}, without consent"
        );
        if refused == HttpError::ForbiddenAddress {
            assert_eq!(send(request, NetworkConsent::PrivateToo), Err(refused), "{text}, with consent");
        }
    }
    Ok(())
}
