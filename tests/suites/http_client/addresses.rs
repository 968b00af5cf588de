//! Names and addresses that lead into private networks, and names whose answers change.

use super::certificates::HOST;
use super::rig::{Cases, Names, Rig, error, origin, send};
use super::server::{Server, answer, read_request};
use countersign::http::{DevelopmentHttp, InvalidOrigin, ServerOrigin};
use countersign::ports::HttpError::{ForbiddenAddress, NameNotResolved, PrivateAddress};
use countersign::ports::NetworkConsent::{PrivateToo, PublicOnly};

fn listening(rig: &Rig) -> Server {
    Server::http(rig.good(), |_, wire| wire.write_all(&answer("200 OK", "connection: close\r\n", b"")))
}

#[test]
fn names_that_lead_inside() {
    let mut cases = Cases::about("answers of the DNS");
    for (answers, consent, expected) in [
        (&["127.0.0.1"] as &[&str], PublicOnly, PrivateAddress),
        (&["127.255.255.254"], PublicOnly, PrivateAddress),
        (&["10.0.0.1"], PublicOnly, PrivateAddress),
        (&["172.16.0.1"], PublicOnly, PrivateAddress),
        (&["192.168.0.1"], PublicOnly, PrivateAddress),
        (&["100.64.0.1"], PublicOnly, PrivateAddress),
        (&["198.18.0.1"], PublicOnly, PrivateAddress),
        (&["::1"], PublicOnly, PrivateAddress),
        (&["fd00::1"], PublicOnly, PrivateAddress),
        (&["::ffff:127.0.0.1"], PublicOnly, PrivateAddress),
        (&["::ffff:192.168.0.1"], PublicOnly, PrivateAddress),
        (&["64:ff9b::127.0.0.1"], PublicOnly, PrivateAddress),
        (&["64:ff9b::10.0.0.1"], PublicOnly, PrivateAddress),
        (&["64:ff9b:1::1"], PublicOnly, PrivateAddress),
        (&["2002:7f00:1::1"], PublicOnly, PrivateAddress),
        (&["8.8.8.8", "127.0.0.1"], PublicOnly, PrivateAddress),
        (&["127.0.0.1", "8.8.8.8"], PublicOnly, PrivateAddress),
        (&["2606:4700::1", "8.8.8.8", "10.0.0.1"], PublicOnly, PrivateAddress),
        (&["127.0.0.1", "169.254.169.254"], PublicOnly, ForbiddenAddress),
        (&["127.0.0.1", "169.254.169.254"], PrivateToo, ForbiddenAddress),
        (&["8.8.8.8", "169.254.169.254"], PublicOnly, ForbiddenAddress),
        (&["169.254.169.254"], PublicOnly, ForbiddenAddress),
        (&["169.254.169.254"], PrivateToo, ForbiddenAddress),
        (&["::ffff:169.254.169.254"], PrivateToo, ForbiddenAddress),
        (&["64:ff9b::169.254.169.254"], PrivateToo, ForbiddenAddress),
        (&["fe80::1"], PrivateToo, ForbiddenAddress),
        (&["0.0.0.0"], PrivateToo, ForbiddenAddress),
        (&["::"], PrivateToo, ForbiddenAddress),
        (&["224.0.0.1"], PrivateToo, ForbiddenAddress),
        (&["255.255.255.255"], PrivateToo, ForbiddenAddress),
        (&["ff02::1"], PrivateToo, ForbiddenAddress),
        (&["::127.0.0.1"], PrivateToo, ForbiddenAddress),
        (&["2001::1"], PrivateToo, ForbiddenAddress),
        (&[], PrivateToo, NameNotResolved),
        (&[], PublicOnly, NameNotResolved),
    ] {
        let rig = Rig { names: Names::answering(&[answers]), ..Rig::new() };
        let server = listening(&rig);
        let case = format!("{answers:?}, {consent:?}");
        cases.refused(&case, error(rig.ask_at(HOST, &server, consent)), Err(expected));
        assert_eq!((server.log.connections(), rig.names.asked()), (0, vec![HOST.to_owned()]), "{case}");
    }
    let rig = Rig { names: Names::default(), ..Rig::new() };
    let server = listening(&rig);
    cases.refused("nobody answers", error(rig.ask(&server)), Err(NameNotResolved));
    cases.done(36);
}

#[test]
fn addresses_that_no_resolver_sees() {
    let rig = Rig::new();
    let server = listening(&rig);
    let mut cases = Cases::about("addresses in place of names");
    for (host, consent, expected) in [
        ("127.0.0.1", PublicOnly, PrivateAddress),
        ("[::1]", PublicOnly, PrivateAddress),
        ("localhost", PublicOnly, PrivateAddress),
        ("a.localhost", PublicOnly, PrivateAddress),
        ("192.168.0.1", PublicOnly, PrivateAddress),
        ("[fd00::1]", PublicOnly, PrivateAddress),
        ("[64:ff9b::7f00:1]", PublicOnly, PrivateAddress),
        ("169.254.169.254", PrivateToo, ForbiddenAddress),
        ("[fe80::1]", PrivateToo, ForbiddenAddress),
        ("0.0.0.0", PrivateToo, ForbiddenAddress),
        ("[::]", PrivateToo, ForbiddenAddress),
        ("[::7f00:1]", PrivateToo, ForbiddenAddress),
    ] {
        cases.refused(host, error(rig.ask_at(host, &server, consent)), Err(expected));
    }
    for host in [
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "017700000001",
        "127.1",
        "127.0.1",
        "127.0.0.01",
        "0x7f.0.0.1",
        "0",
        "0x0",
        "3232235521",
        "\u{ff11}\u{ff12}\u{ff17}.0.0.1",
        "127\u{3002}0\u{3002}0\u{3002}1",
        "\u{2460}\u{2461}\u{2466}.0.0.1",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:169.254.169.254]",
    ] {
        let parsed =
            ServerOrigin::parse(&format!("https://{host}:{}", server.address.port()), DevelopmentHttp::Off);
        cases.refused(host, parsed, Err(InvalidOrigin::AmbiguousAddress));
    }
    assert_eq!((server.log.connections(), rig.names.asked().len()), (0, 0));
    cases.done(30);
}

#[test]
fn answers_that_change_between_judging_and_connecting() {
    let rig = Rig { names: Names::answering(&[&["127.0.0.1"], &["169.254.169.254"]]), ..Rig::new() };
    let server = listening(&rig);
    let client = rig.client();
    let at = origin(&format!("https://{HOST}:{}", server.address.port()));
    let mut cases = Cases::about("answers of the DNS that change");
    assert_eq!(
        error(send(&client, &at, PrivateToo)),
        Ok(200),
        "one question, and its answer is connected to"
    );
    assert_eq!(rig.names.asked().len(), 1);
    cases.refused("later the metadata service", error(send(&client, &at, PrivateToo)), Err(ForbiddenAddress));
    assert_eq!((rig.names.asked().len(), server.log.connections()), (2, 1), "each connection is judged");

    let rig = Rig { names: Names::answering(&[&["127.0.0.1"], &["8.8.8.8"]]), ..Rig::new() };
    let server = listening(&rig);
    let refused = error(rig.ask_at(HOST, &server, PublicOnly));
    cases.refused("first inside, then public", refused, Err(PrivateAddress));
    assert_eq!(
        (rig.names.asked().len(), server.log.connections()),
        (1, 0),
        "not asked again until it pleases"
    );
    cases.done(2);
}

#[test]
fn plain_http_never_leaves_this_device() {
    let mut cases = Cases::about("plain http");
    for (answers, consent, expected) in [
        (&["10.0.0.1"] as &[&str], PrivateToo, ForbiddenAddress),
        (&["8.8.8.8"], PrivateToo, ForbiddenAddress),
        (&["127.0.0.1", "8.8.8.8"], PrivateToo, ForbiddenAddress),
        (&["127.0.0.1"], PublicOnly, PrivateAddress),
    ] {
        let rig = Rig { names: Names::answering(&[answers]), ..Rig::new() };
        let server = Server::raw(|_, _| Ok(()));
        let at = origin(&format!("http://localhost:{}", server.address.port()));
        cases.refused(&format!("{answers:?}"), error(send(&rig.client(), &at, consent)), Err(expected));
        assert_eq!(server.log.connections(), 0);
    }
    let rig = Rig::new();
    let server = Server::raw(|stream, log| {
        log.requested(&read_request(stream)?);
        std::io::Write::write_all(stream, &answer("302 Found", "location: http://169.254.169.254/\r\n", b""))
    });
    let at = origin(&format!("http://localhost:{}", server.address.port()));
    let redirected = error(send(&rig.client(), &at, PrivateToo));
    cases.refused("a redirect", redirected, Err(countersign::ports::HttpError::Redirected));
    assert_eq!(server.log.requests().len(), 1);
    for host in ["example.org", "10.0.0.1", "[fe80::1]", HOST] {
        let parsed = ServerOrigin::parse(&format!("http://{host}"), DevelopmentHttp::Loopback);
        cases.refused(host, parsed, Err(InvalidOrigin::PlainHttp));
    }
    cases.done(9);
}
