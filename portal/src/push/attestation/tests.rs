//! Chains that hold and chains that do not: each mistake alone makes none of it.

use super::*;
use countersign::crypto::P256PublicKey;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, CustomExtension, IsCa, KeyPair, PublicKeyData as _,
    date_time_ymd,
};
use rustls_pki_types::pem::PemObject as _;

const CHALLENGE: [u8; 32] = [7; 32];
/// 2027-01-15.
const NOW: u64 = 1_800_000_000;
const DESCRIPTION: [u64; 10] = [1, 3, 6, 1, 4, 1, 11129, 2, 1, 17];

/// One value in DER; lengths below 128, or in one byte more.
fn der(tag: &[u8], content: &[u8]) -> Vec<u8> {
    let length = u8::try_from(content.len()).unwrap();
    let length = if length < 128 { vec![length] } else { vec![0x81, length] };
    [tag, &length, content].concat()
}

/// What a phone says of a key.
struct Description {
    levels: [u8; 2],
    challenge: Vec<u8>,
    origin: Option<u8>,
    in_hardware: bool,
}

fn good() -> Description {
    Description { levels: [1, 1], challenge: CHALLENGE.to_vec(), origin: Some(0), in_hardware: true }
}

impl Description {
    fn written(&self) -> Vec<u8> {
        let level = |level: u8| der(&[0x0a], &[level]);
        let version = |version: u8| der(&[0x02], &[version]);
        // [702] EXPLICIT INTEGER, after [1] EXPLICIT SET OF INTEGER (purpose: sign).
        let origin = self.origin.map(|origin| der(&[0xbf, 0x85, 0x3e], &version(origin))).unwrap_or_default();
        let purpose = der(&[0xa1], &der(&[0x31], &version(2)));
        let list = der(&[0x30], &[purpose, origin].concat());
        let empty = der(&[0x30], &[]);
        let [by_software, by_hardware] = if self.in_hardware { [empty, list] } else { [list, empty] };
        let parts = [
            version(100),
            level(self.levels[0]),
            version(100),
            level(self.levels[1]),
            der(&[0x04], &self.challenge),
            der(&[0x04], &[]),
            by_software,
            by_hardware,
        ];
        der(&[0x30], &parts.concat())
    }
}

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority_params() -> CertificateParams {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(2035, 1, 1);
    params
}

fn root() -> Authority {
    CertifiedIssuer::self_signed(authority_params(), KeyPair::generate().unwrap()).unwrap()
}

/// A maker with a root, an authority below it, and a phone with a key.
struct Maker {
    root: Authority,
    below: Authority,
    key: KeyPair,
}

impl Maker {
    fn new() -> Self {
        let root = root();
        let below =
            CertifiedIssuer::signed_by(authority_params(), KeyPair::generate().unwrap(), &root).unwrap();
        Self { root, below, key: KeyPair::generate().unwrap() }
    }

    fn jwk(&self) -> Jwk {
        Jwk(P256PublicKey::from_point(self.key.der_bytes()).unwrap())
    }

    /// The chain of the phone's key, with what it says of it.
    fn chain(&self, extensions: &[Vec<u8>], until: i32) -> Vec<CertificateDer<'static>> {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(until, 1, 1);
        let custom = |content: &Vec<u8>| CustomExtension::from_oid_content(&DESCRIPTION, content.clone());
        params.custom_extensions = extensions.iter().map(custom).collect();
        let first = params.signed_by(&self.key, &self.below).unwrap();
        vec![first.der().clone(), self.below.der().clone(), self.root.der().clone()]
    }

    fn kept(&self, chain: &[CertificateDer<'static>], roots: &[&Authority]) -> Option<Kept> {
        let roots: Vec<Vec<u8>> = roots.iter().map(|root| root.der().to_vec()).collect();
        let asked = Asked { roots: &roots, challenge: &CHALLENGE, now: NOW };
        asked.kept(chain, &self.jwk())
    }

    fn says(&self, description: &Description) -> Option<Kept> {
        self.kept(&self.chain(&[description.written()], 2035), &[&self.root])
    }
}

#[test]
fn a_chain_that_holds_says_where_the_key_is_kept() {
    let maker = Maker::new();
    assert_eq!(maker.says(&good()), Some(Kept::TrustedEnvironment));
    assert_eq!(maker.says(&Description { levels: [2, 2], ..good() }), Some(Kept::SecurityChip));
    let worse = Description { levels: [2, 1], ..good() };
    assert_eq!(maker.says(&worse), Some(Kept::TrustedEnvironment), "the worse of the two");
}

#[test]
fn each_mistake_alone_makes_it_none() {
    let maker = Maker::new();
    for (what, description) in [
        ("kept by software", Description { levels: [0, 0], ..good() }),
        ("attested by software", Description { levels: [0, 1], ..good() }),
        ("a level that is not known", Description { levels: [3, 3], ..good() }),
        ("for another code", Description { challenge: vec![8; 32], ..good() }),
        ("for no code", Description { challenge: Vec::new(), ..good() }),
        ("brought from outside", Description { origin: Some(2), ..good() }),
        ("from nobody knows where", Description { origin: None, ..good() }),
        ("only software says so", Description { in_hardware: false, ..good() }),
    ] {
        assert_eq!(maker.says(&description), None, "{what}");
    }
    let written = good().written();
    let chain = maker.chain(std::slice::from_ref(&written), 2035);
    assert!(maker.kept(&chain, &[&maker.root]).is_some());
    assert_eq!(maker.kept(&chain, &[]), None, "nobody is trusted");
    assert_eq!(maker.kept(&chain, &[&root()]), None, "another maker is trusted");
    assert_eq!(maker.kept(&chain[..1], &[&maker.root]), None, "a link is missing");
    assert_eq!(maker.kept(&chain[1..], &[&maker.root]), None, "an authority is no key");
    assert_eq!(
        maker.kept(&maker.chain(std::slice::from_ref(&written), 2026), &[&maker.root]),
        None,
        "its time is over"
    );
    assert_eq!(maker.kept(&maker.chain(&[], 2035), &[&maker.root]), None, "nothing is said of the key");
    let twice = maker.chain(&[written.clone(), written.clone()], 2035);
    assert_eq!(maker.kept(&twice, &[&maker.root]), None, "said twice");
    let other = Maker::new();
    assert_eq!(other.kept(&chain, &[&maker.root]), None, "of another key");
    for length in 0..written.len() {
        let cut = maker.chain(&[written[..length].to_vec()], 2035);
        assert_eq!(maker.kept(&cut, &[&maker.root]), None, "cut after {length} bytes");
    }
}

#[test]
fn more_than_a_phone_may_send_is_malformed() {
    let maker = Maker::new();
    let text = |chain: &[CertificateDer<'static>]| -> Vec<String> {
        chain.iter().map(|certificate| BASE64URL_NOPAD.encode(certificate)).collect()
    };
    let good = text(&maker.chain(&[good().written()], 2035));
    let roots = [maker.root.der().to_vec()];
    let asked = Asked { roots: &roots, challenge: &CHALLENGE, now: NOW };
    let judged = |device: Vec<String>, user: Vec<String>| {
        Attestation { device, user }.judged(&asked, [&maker.jwk(), &maker.jwk()])
    };
    assert!(matches!(judged(good.clone(), good.clone()), Ok(Some(Kept::TrustedEnvironment))));
    let large = vec![BASE64URL_NOPAD.encode(&[0; 9 * 1024])];
    for (device, user) in [
        (Vec::new(), good.clone()),
        (good.clone(), Vec::new()),
        (vec![good[0].clone(); 9], good.clone()),
        (vec!["+".to_owned()], good.clone()),
        (large.clone(), large),
    ] {
        assert!(matches!(judged(device, user), Err(Failure::Malformed)));
    }
    // One of the keys has nobody's word.
    assert!(matches!(judged(good, vec![BASE64URL_NOPAD.encode(b"no certificate")]), Ok(None)));
}

/// The chain of a real phone, which Google published with its verifier (github.com/google/android-key-attestation,
/// `normal_cert_chain.pem`, Apache-2.0); its root is that of Google's hardware attestation. 2023-03-01.
#[test]
fn a_real_phones_chain_holds_in_its_time() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/attestation/google.pem");
    let chain: Vec<CertificateDer<'static>> =
        CertificateDer::pem_file_iter(path).unwrap().map(|read| read.unwrap().into_owned()).collect();
    let (_, first) = X509Certificate::from_der(&chain[0]).unwrap();
    let point: &[u8; 65] = first.public_key().subject_public_key.data.as_ref().try_into().unwrap();
    let key = Jwk(P256PublicKey::from_point(point).unwrap());
    let roots = [chain[4].to_vec()];
    let kept = |challenge, now| Asked { roots: &roots, challenge, now }.kept(&chain, &key);
    assert_eq!(kept(b"challenge", 1_677_628_800), Some(Kept::TrustedEnvironment));
    assert_eq!(kept(b"challenge", NOW), None, "its authorities' time is over");
    assert_eq!(kept(b"another one", 1_677_628_800), None);
}
