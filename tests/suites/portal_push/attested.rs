//! Phones whose maker vouches for their keys, and others (section 4.4).

use countersign::jose::{Jwk, Signer as _};
use countersign_portal::policy::KeyAttestation;
use countersign_portal::service::{authenticators, phones};
use countersign_tests::portal_rig::{Phone, Place, Portals};
use data_encoding::BASE64URL_NOPAD;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, CustomExtension, IsCa, KeyPair,
    PKCS_ECDSA_P256_SHA256, PublicKeyData, SignatureAlgorithm,
};
use serde_json::{Value, json};

/// A key that the phone keeps, as its maker sees it.
struct Seen(Jwk);

impl PublicKeyData for Seen {
    fn der_bytes(&self) -> &[u8] {
        self.0.0.as_point()
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        &PKCS_ECDSA_P256_SHA256
    }
}

struct Maker(CertifiedIssuer<'static, KeyPair>);

impl Maker {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).expect("parameters");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key")).expect("a root"))
    }

    /// The chain of a key that was made in a security chip, for a challenge.
    fn chain(&self, key: Jwk, challenge: &[u8]) -> Value {
        // KeyDescription: version, level, version, level, challenge, unique id, [], [[702] origin: generated].
        let head = [0x02, 1, 100, 0x0a, 1, 2, 0x02, 1, 100, 0x0a, 1, 2, 0x04, 32];
        let tail = [0x04, 0, 0x30, 0, 0x30, 7, 0xbf, 0x85, 0x3e, 3, 0x02, 1, 0];
        let description = [&[0x30, 59][..], &head, challenge, &tail].concat();
        let mut params = CertificateParams::new(Vec::new()).expect("parameters");
        let oid = [1, 3, 6, 1, 4, 1, 11129, 2, 1, 17];
        params.custom_extensions = vec![CustomExtension::from_oid_content(&oid, description)];
        let first = params.signed_by(&Seen(key), &self.0).expect("a certificate");
        json!([BASE64URL_NOPAD.encode(first.der()), BASE64URL_NOPAD.encode(self.0.der())])
    }

    fn attestation(&self, phone: &Phone) -> Value {
        let challenge = countersign::jose::hash(phone.token.as_bytes()).0;
        let of = |key: Jwk| self.chain(key, &challenge);
        json!({"device": of(phone.device.public_key()), "user": of(phone.user.public_key())})
    }
}

/// What the portal answers to an enrollment with this attestation.
async fn enrolled(phone: &mut Phone, attestation: Value) -> (u16, String) {
    let mut body = phone.enrollment();
    if !attestation.is_null() {
        body["attestation"] = attestation;
    }
    let (answer, _) = phone.call("/v1/enrollments", &body).await;
    phone.take_enrollment(&answer);
    let (status, code) = answer.failure();
    (status, code.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn where_it_is_required_only_a_phone_whose_maker_vouches_for_it_is_taken() {
    for place in Place::BOTH {
        let (maker, stranger) = (Maker::new(), Maker::new());
        let mut portals = Portals::new(place);
        portals.config.policy.key_attestation = KeyAttestation::Require;
        portals.config.attestation_roots = vec![maker.0.der().to_vec()];
        portals.start().await;
        let user = portals.user("anna").await;
        let setup = phones::begin(&user.portal, &user.session().await, "").await.expect("a link");
        assert!(setup.link.ends_with("&h=must"), "the link says it");
        let mut phone = Phone::scan(&setup.link, &portals.url(0), "Pixel");
        let refused = (403, "not_attested".to_owned());
        assert_eq!(enrolled(&mut phone, Value::Null).await, refused, "nobody vouches");
        let by_stranger = stranger.attestation(&phone);
        assert_eq!(enrolled(&mut phone, by_stranger).await, refused, "a stranger vouches");
        let malformed = (400, "malformed".to_owned());
        assert_eq!(enrolled(&mut phone, json!({"device": [], "user": []})).await, malformed);
        let good = maker.attestation(&phone);
        assert_eq!(enrolled(&mut phone, good.clone()).await.0, 201, "the token is good still");
        assert_eq!(enrolled(&mut phone, Value::Null).await.0, 200, "a repeat needs it no more");
        let list = authenticators::list(&user.portal, &user.session().await).await.expect("a list");
        let kept = list[0].phone.as_ref().and_then(|phone| phone.kept.clone());
        assert_eq!(kept.as_deref(), Some("security-chip"));

        // Certificates are of one code.
        let setup = phones::begin(&user.portal, &user.session().await, "").await.expect("a link");
        let mut again = Phone::scan(&setup.link, &portals.url(0), "Pixel");
        (again.device, again.user) = (phone.device, phone.user);
        assert_eq!(enrolled(&mut again, good).await.0, 400, "keys of another account");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_it_is_asked_for_a_phone_without_is_taken_too_and_not_said_to_be_more() {
    let maker = Maker::new();
    let mut portals = Portals::new(Place::File);
    portals.config.policy.key_attestation = KeyAttestation::Ask;
    portals.config.attestation_roots = vec![maker.0.der().to_vec()];
    portals.start().await;
    let user = portals.user("anna").await;
    for said in ["nothing", "for another code"] {
        let setup = phones::begin(&user.portal, &user.session().await, "").await.expect("a link");
        assert!(setup.link.ends_with("&h=ask"));
        let mut phone = Phone::scan(&setup.link, &portals.url(0), said);
        let attestation = match said {
            "nothing" => Value::Null,
            _ => json!({
                "device": maker.chain(phone.device.public_key(), &[1; 32]),
                "user": maker.chain(phone.user.public_key(), &[1; 32]),
            }),
        };
        assert_eq!(enrolled(&mut phone, attestation).await.0, 201, "{said}");
    }
    let list = authenticators::list(&user.portal, &user.session().await).await.expect("a list");
    assert!(list.iter().all(|row| row.phone.as_ref().is_some_and(|phone| phone.kept.is_none())));
}
