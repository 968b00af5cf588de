//! Servers that do not show who they are, and servers that do not speak TLS.

use super::certificates::{self, HOST, authority_params, intermediate, key, leaf, leaf_params, root, shown};
use super::rig::{Cases, Rig, error};
use super::server::Server;
use countersign::ports::CertificateProblem::{
    self, Expired, Malformed, NotForThisUse, NotYetValid, UnknownIssuer, WrongHost,
};
use countersign::ports::{HttpError, NetworkConsent};
use countersign::testing::FakeClock;
use countersign::time::UnixTime;
use rcgen::{
    BasicConstraints, CertifiedIssuer, CustomExtension, DnType, ExtendedKeyUsagePurpose, GeneralSubtree,
    IsCa, Issuer, KeyUsagePurpose, NameConstraints, date_time_ymd,
};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use std::io::{Read, Write};
use std::sync::Arc;

#[test]
fn certificates_that_prove_nothing() {
    let rig = Rig::new();
    let (outcome, log) = rig.handshake(rig.good());
    assert_eq!((error(outcome), log.requests().len()), (Ok(200), 1), "the good certificate");
    let between = intermediate(&rig.root, |_| {});
    let (outcome, _) = rig.handshake(leaf(&between, &[HOST], |_| {}).with(&[&between]).config());
    assert_eq!(error(outcome), Ok(200), "the good chain");

    let mut cases = Cases::about("certificates");
    for (case, config, problem) in bad_certificates(&rig) {
        let (outcome, log) = rig.handshake(config);
        cases.refused(case, error(outcome), Err(HttpError::Certificate(problem)));
        assert!(log.requests().is_empty(), "{case}: a request was sent");
        assert!(log.connections() > 0, "{case}: the server was not asked at all");
    }
    cases.done(27);
}

fn bad_certificates(rig: &Rig) -> Vec<(&'static str, Arc<ServerConfig>, CertificateProblem)> {
    let by_root = |names: &[&str], change: &dyn Fn(&mut rcgen::CertificateParams)| {
        leaf(&rig.root, names, change).config()
    };
    let below = |change: &dyn Fn(&mut rcgen::CertificateParams)| {
        let between = intermediate(&rig.root, change);
        leaf(&between, &[HOST], |_| {}).with(&[&between]).config()
    };
    let constrained = |permitted: &[&str], excluded: &[&str]| {
        let names =
            |names: &[&str]| names.iter().map(|name| GeneralSubtree::DnsName((*name).to_owned())).collect();
        let constraints =
            NameConstraints { permitted_subtrees: names(permitted), excluded_subtrees: names(excluded) };
        below(&|params| params.name_constraints = Some(constraints.clone()))
    };

    let own_key = key();
    let own = leaf_params(&[HOST], |_| {}).self_signed(&own_key).expect("a certificate");
    let own = certificates::Shown { chain: vec![own.der().clone()], key: own_key }.config();

    let stranger = root("stranger");
    let forged = root("root");
    let unconstrained = intermediate(&rig.root, |_| {});

    let flat = intermediate(&rig.root, |params| params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0)));
    let deeper = intermediate(&flat, |params| params.distinguished_name.push(DnType::CommonName, "deeper"));
    let too_deep = leaf(&deeper, &[HOST], |_| {}).with(&[&deeper, &flat]).config();

    // A leaf that issues: its holder owns one name and certifies another.
    let holder = leaf_params(&["holder.example"], |params| {
        params.distinguished_name.push(DnType::CommonName, "holder")
    });
    let holder_key = key();
    let holder_certificate = holder.signed_by(&holder_key, &rig.root).expect("a leaf");
    let mut issued = leaf(&Issuer::new(holder, holder_key), &[HOST], |_| {});
    issued.chain.push(holder_certificate.der().clone());

    // An authority shows its own certificate as a server's.
    let authority_key = key();
    let authority = authority_params("both", |params| {
        params.subject_alt_names = leaf_params(&[HOST], |_| {}).subject_alt_names;
    });
    let authority = authority.signed_by(&authority_key, &rig.root).expect("an authority");
    let authority = certificates::Shown { chain: vec![authority.der().clone()], key: authority_key }.config();

    let good = leaf(&rig.root, &[HOST], |_| {});
    let other_key = PrivatePkcs8KeyDer::from(key().serialize_der());
    let other_key = shown(good.chain.clone(), other_key.into(), |_| {});
    let damaged = |at: usize| {
        let mut certificate = good.chain[0].to_vec();
        let at = if at == usize::MAX { certificate.len() - 8 } else { at };
        certificate[at] ^= 1;
        let key = PrivatePkcs8KeyDer::from(good.key.serialize_der());
        shown(vec![CertificateDer::from(certificate)], key.into(), |_| {})
    };
    let garbage = shown(
        vec![CertificateDer::from(b"garbage".to_vec())],
        PrivatePkcs8KeyDer::from(good.key.serialize_der()).into(),
        |_| {},
    );

    vec![
        ("expired", by_root(&[HOST], &|params| params.not_after = date_time_ymd(2025, 12, 31)), Expired),
        (
            "not yet valid",
            by_root(&[HOST], &|params| params.not_before = date_time_ymd(2026, 1, 2)),
            NotYetValid,
        ),
        (
            "ends before it begins",
            by_root(&[HOST], &|params| params.not_after = date_time_ymd(2020, 1, 1)),
            Expired,
        ),
        ("another host", by_root(&["other.example"], &|_| {}), WrongHost),
        ("a host below", by_root(&["a.server.example"], &|_| {}), WrongHost),
        ("a host above", by_root(&["example"], &|_| {}), WrongHost),
        ("a wildcard one level too low", by_root(&["*.server.example"], &|_| {}), WrongHost),
        ("a wildcard inside a label", by_root(&["s*.example"], &|_| {}), WrongHost),
        ("an address in place of the name", by_root(&["127.0.0.1"], &|_| {}), WrongHost),
        (
            "the name only as common name",
            by_root(&[], &|params| params.distinguished_name.push(DnType::CommonName, HOST)),
            WrongHost,
        ),
        ("self-signed", own, UnknownIssuer),
        ("an unknown authority", leaf(&stranger, &[HOST], |_| {}).config(), UnknownIssuer),
        (
            "an unknown authority that shows itself",
            leaf(&stranger, &[HOST], |_| {}).with(&[&stranger]).config(),
            UnknownIssuer,
        ),
        (
            "an authority of the same name",
            leaf(&forged, &[HOST], |_| {}).with(&[&forged]).config(),
            Malformed,
        ),
        ("a chain with a gap", leaf(&unconstrained, &[HOST], |_| {}).config(), UnknownIssuer),
        ("an expired authority", below(&|params| params.not_after = date_time_ymd(2025, 6, 1)), Expired),
        ("outside the permitted names", constrained(&["other.example"], &[]), NotForThisUse),
        ("inside the excluded names", constrained(&[], &["example"]), NotForThisUse),
        ("an authority too deep", too_deep, NotForThisUse),
        ("issued by a leaf", issued.config(), NotForThisUse),
        ("an authority as a server", authority, NotForThisUse),
        (
            "for clients only",
            by_root(&[HOST], &|params| {
                params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth]
            }),
            NotForThisUse,
        ),
        (
            "an authority that may not issue",
            {
                let between = CertifiedIssuer::signed_by(
                    authority_params("no issuer", |params| params.is_ca = IsCa::ExplicitNoCa),
                    key(),
                    &rig.root,
                )
                .expect("a certificate");
                leaf(&between, &[HOST], |_| {}).with(&[&between]).config()
            },
            NotForThisUse,
        ),
        (
            "a critical extension nobody knows",
            by_root(&[HOST], &|params| {
                let mut extension =
                    CustomExtension::from_oid_content(&[1, 3, 6, 1, 4, 1, 99999, 1], vec![5, 0]);
                extension.set_criticality(true);
                params.custom_extensions = vec![extension];
                params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
            }),
            Malformed,
        ),
        ("another one's certificate", other_key, Malformed),
        ("a damaged signature", damaged(usize::MAX), Malformed),
        ("no certificate at all", garbage, Malformed),
    ]
}

#[test]
fn a_certificate_is_judged_by_the_clock_that_was_given() {
    let rig = Rig::new();
    let config = rig.good();
    let at = |seconds| {
        let rig = Rig { clock: FakeClock::at(UnixTime::from_seconds(seconds)), ..Rig::trusting(&rig) };
        error(rig.handshake(Arc::clone(&config)).0)
    };
    let mut cases = Cases::about("a clock that is wrong");
    assert_eq!(at(1_767_225_600), Ok(200), "2026-01-01");
    cases.refused("a year late", at(1_798_848_000), Err(HttpError::Certificate(Expired)));
    cases.refused("in 1970", at(0), Err(HttpError::Certificate(NotYetValid)));
    cases.done(2);
}

#[test]
fn an_address_is_shown_by_a_certificate_too() {
    let rig = Rig::new();
    let mut cases = Cases::about("certificates of addresses");
    for (case, names) in
        [("a name for an address", [HOST]), ("another address", ["127.0.0.2"]), ("IPv6", ["::1"])]
    {
        let server = Server::http(leaf(&rig.root, &names, |_| {}).config(), |_, _| Ok(()));
        let outcome = rig.ask_at("127.0.0.1", &server, NetworkConsent::PrivateToo);
        cases.refused(case, error(outcome), Err(HttpError::Certificate(WrongHost)));
        assert!(server.log.requests().is_empty(), "{case}");
    }
    cases.done(3);
}

/// A ServerHello of TLS 1.1 with a cipher of its time, as a record.
const TLS_1_1: &[u8] = &[
    0x16, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
    7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 0, 0, 0x2f, 0,
];

#[test]
fn what_is_no_tls() {
    let mut cases = Cases::about("handshakes");
    let rig = Rig::new();
    // Each answers the beginning of the handshake with these bytes, and ends the connection.
    for (case, bytes, expected) in [
        ("plain http", b"HTTP/1.1 400 Bad Request\r\n\r\n".as_slice(), HttpError::Tls),
        ("another protocol", b"SSH-2.0-OpenSSH_9.9\r\n", HttpError::Tls),
        ("zeros", &[0; 64], HttpError::Tls),
        ("TLS 1.1", TLS_1_1, HttpError::Tls),
        ("a refusal", &[0x15, 3, 3, 0, 2, 2, 40], HttpError::Tls),
        ("a protocol version alert", &[0x15, 3, 1, 0, 2, 2, 70], HttpError::Tls),
        ("an oversized record", &[0x16, 3, 3, 0xff, 0xff], HttpError::Tls),
        ("a handshake out of order", &[0x16, 3, 3, 0, 4, 14, 0, 0, 0], HttpError::Tls),
        ("data before the handshake", &[0x17, 3, 3, 0, 1, 0], HttpError::Tls),
        ("half a record", &[0x16, 3, 3, 0, 42, 2], HttpError::Unreachable),
        ("silence and an end", b"", HttpError::Unreachable),
    ] {
        let server = Server::raw(move |stream, _| {
            let _ = stream.read(&mut [0; 4096])?;
            stream.write_all(bytes)
        });
        cases.refused(case, error(rig.ask(&server)), Err(expected));
        assert!(server.log.connections() > 0);
    }

    // A server that has nothing newer than what we do not speak.
    let config = leaf(&rig.root, &[HOST], |_| {})
        .config_with(|config| config.alpn_protocols = vec![b"spdy/3".to_vec()]);
    cases.refused("another protocol inside", error(rig.handshake(config).0), Err(HttpError::Tls));

    // Nobody listens: the port was free a moment ago.
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its address");
    let nobody = Server { address: free, log: super::server::Log::default() };
    cases.refused("nobody", error(rig.ask(&nobody)), Err(HttpError::Unreachable));

    let rig = Rig::impatient();
    let silent = Server::raw(|stream, _| std::io::copy(stream, &mut std::io::sink()).map(|_| ()));
    cases.refused("a handshake without end", error(rig.ask(&silent)), Err(HttpError::TimedOut));
    cases.done(14);
}
