//! What each fuzz target does with its bytes. The same functions serve libFuzzer and the replay.

use countersign::crypto::SecretBytes;
use countersign::http::{DevelopmentHttp, HttpResponse};
use countersign::otp::{key_uri, migration};
use countersign::ports::{AssuranceClass, Clock as _, HttpError};
use countersign::push::{
    AccountSecrets, Channel, Context, PushAccount, Recognised, SignedAnswer, ThisDevice, recognise, wake_up,
};
use countersign::scan::{Effort, LumaFrame, Rotation, scan_frame, scan_picture};
use countersign::testing::push::run;
use countersign::testing::{FakeAnchor, FakeClock, FakeSlotKeys, MemoryFiles, MemoryStore, SeededRandom};
use countersign::time::Now;
use countersign::vault::testing::{StretchedPin, recompute_trailer, rewritten_body, unlock};
use countersign::vault::{Acceptance, Vault, VaultPorts};
use std::sync::Arc;

/// What takes the bytes.
pub type Target = fn(&[u8]);

/// Every target by name.
pub const TARGETS: [(&str, Target); 6] = [
    ("vault", vault),
    ("body", body),
    ("key_uri", key_uri),
    ("migration", migration),
    ("push", push),
    ("scan", scan),
];

/// The bytes are both files of a vault, with and without a fitting checksum: nothing but an answer may come of it.
pub fn vault(bytes: &[u8]) {
    let mut sealed = bytes.to_vec();
    recompute_trailer(&mut sealed);
    for file in [bytes.to_vec(), sealed] {
        let store = MemoryStore::new();
        store.restore(MemoryFiles { a: Some(file.clone()), b: Some(file) });
        let ports = VaultPorts {
            store: Arc::new(store),
            slot_keys: Arc::new(FakeSlotKeys::new(AssuranceClass::Test)),
            early_store: None,
            signing_keys: None,
            agreement_keys: None,
            biometric_key: None,
            anchor: Arc::new(FakeAnchor::new()),
            clock: Arc::new(FakeClock::default()),
            random: Arc::new(SeededRandom::new(1)),
        };
        if let Ok(vault) = Vault::open(ports) {
            let _ = vault.state();
            let _ = unlock(vault, &StretchedPin::number(1), Acceptance::OlderCopy);
        }
    }
}

/// The bytes are a vault's body behind its seal: what is read of it is written and read again.
pub fn body(bytes: &[u8]) {
    if let Some(written) = rewritten_body(bytes) {
        assert_eq!(rewritten_body(&written).as_deref(), Some(written.as_slice()));
    }
}

/// What is read is written and read again.
pub fn key_uri(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match key_uri::parse(text) {
        Ok(parsed) => {
            let written = key_uri::write(&parsed.account);
            let again = key_uri::parse(written.expose()).expect("what was written is read").account;
            assert_eq!(again.parameters, parsed.account.parameters);
            assert_eq!((again.issuer, again.account), (parsed.account.issuer, parsed.account.account));
        }
        Err(error) => assert!(text.get(error.position).is_some(), "an error points into the text"),
    }
}

/// The bytes are a text, and the payload of one.
pub fn migration(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = migration::parse(text);
    }
    let payload = data_encoding::BASE64URL_NOPAD.encode(bytes);
    let _ = migration::parse(&format!("otpauth-migration://offline?data={payload}"));
}

/// The bytes are whatever a push protocol reads: texts, what the vault kept, and a server's answer, which no key signed
/// and which so makes no account.
pub fn push(bytes: &[u8]) {
    const LINK: &str = "https://login.example.com/enroll#v=1&t=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\
                        &k=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA&i=a&a=b";
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Some(Err(error)) = recognise(text, DevelopmentHttp::Off)
    {
        assert!(text.get(error.position).is_some(), "an error points into the text");
    }
    let _ = wake_up(bytes);
    let _ = AccountSecrets::decode(&SecretBytes::from(bytes));
    if let Ok(account) = PushAccount::decode(bytes, DevelopmentHttp::Off) {
        assert_eq!(PushAccount::decode(&account.encode(), DevelopmentHttp::Off), Ok(account));
    }
    if let Some(answer) = SignedAnswer::decode(bytes) {
        assert_eq!(SignedAnswer::decode(&answer.encode()), Some(answer));
    }
    let Some(Ok(Recognised::Invitation(invitation))) = recognise(LINK, DevelopmentHttp::Off) else { return };
    let random = SeededRandom::new(1);
    let clock = FakeClock::default();
    let keys = AccountSecrets::generate(&random).expect("keys");
    let context =
        Context { now: Now { wall: clock.wall(), boot: clock.boot() }, random: &random, keys: &keys };
    let device = ThisDevice::new("a", "b", Channel::None).expect("a device");
    let protocol = invitation.speaks().expect("a protocol");
    let enrolled = run(protocol.enroll(&invitation, &device, context), context, |_| {
        HttpResponse::new(200, [], bytes.to_vec()).map_err(|_| HttpError::TooLarge)
    });
    assert!(enrolled.is_err(), "nobody signed this");
}

/// The bytes are a picture file, and the pixels of a frame.
pub fn scan(bytes: &[u8]) {
    let clock = FakeClock::default();
    let _ = scan_picture(bytes, Effort::Still, &clock);
    let Some((&side, pixels)) = bytes.split_first() else { return };
    let width = usize::from(side).max(1);
    if let Ok(frame) =
        LumaFrame::new(width as u32, (pixels.len() / width) as u32, width, Rotation::None, pixels)
    {
        for effort in [Effort::Live, Effort::Still] {
            let _ = scan_frame(&frame, effort, &clock);
        }
    }
}
