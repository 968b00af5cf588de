//! What works, so that a refusal elsewhere is not the rig's; and what is never said or remembered.

use super::certificates::{HOST, leaf};
use super::rig::{Cases, Rig, error, get, origin, send};
use super::server::{Server, answer, read_request};
use countersign::http::{HttpRequest, RequestPath};
use countersign::platform::http_client::{HttpsClient, HttpsSettings, TrustError, TrustedRoots};
use countersign::ports::{HttpClient, NetworkConsent};
use countersign::testing::conformance::{self, HttpServers};
use countersign::testing::{FakeClock, block_on};
use std::process::Command;
use std::sync::Arc;

#[test]
fn the_client_conforms() {
    let rig = Rig { names: super::rig::Names::default(), ..Rig::new() };
    let config = leaf(&rig.root, &["127.0.0.1"], |_| {}).config();
    let server = Server::http(config, |request, wire| {
        let text = String::from_utf8_lossy(request);
        let body = request.split(|byte| *byte == b'\n').next().map_or(0, <[u8]>::len);
        assert!(body > 0);
        let head = request.windows(4).position(|window| window == b"\r\n\r\n").expect("a head") + 4;
        wire.write_all(&match text.split(' ').nth(1) {
            Some("/echo") => answer("200 OK", "", &request[head..]),
            Some("/moved") => answer("302 Found", "location: /echo\r\n", b""),
            Some("/large") => answer("200 OK", "", &vec![b'a'; countersign::http::BODY_LIMIT + 1]),
            _ => answer("404 Not Found", "", b""),
        })
    });
    conformance::http_client(
        &rig.client(),
        &HttpServers {
            reachable: origin(&format!("https://127.0.0.1:{}", server.address.port())),
            consent: NetworkConsent::PrivateToo,
            unresolved: origin("https://nowhere.example"),
        },
    );
}

#[test]
fn nothing_is_said_that_was_not_asked_for() {
    let rig = Rig::new();
    let server =
        Server::http(rig.good(), |_, wire| wire.write_all(&answer("200 OK", "DPoP-Nonce: n\r\n", b"fine")));
    let at = origin(&format!("https://{HOST}:{}", server.address.port()));
    let path = RequestPath::parse("/a/b?c=d").expect("a path");
    let request = HttpRequest::post(at.clone(), path, "application/json", b"{}".to_vec())
        .with_header("dpop", "proof".to_owned());
    let response = block_on(rig.client().send(request, NetworkConsent::PrivateToo)).expect("an answer");
    assert_eq!(
        (response.status(), response.body(), response.header("dpop-nonce")),
        (200, b"fine".as_slice(), Some("n"))
    );

    let requests = server.log.requests();
    let request = String::from_utf8(requests[0].clone()).expect("text").to_lowercase();
    let (head, body) = request.split_once("\r\n\r\n").expect("a head");
    let mut lines: Vec<&str> = head.lines().collect();
    lines.sort_unstable();
    let host = format!("host: {HOST}:{}", server.address.port());
    let expected = [
        "accept-encoding: identity",
        "accept: */*",
        "content-length: 2",
        "content-type: application/json",
        "dpop: proof",
        &host,
        "post /a/b?c=d http/1.1",
    ];
    assert_eq!((lines.as_slice(), body), (expected.as_slice(), "{}"));
}

#[test]
fn cookies_are_not_sent_back() {
    let rig = Rig::new();
    let headers = "set-cookie: a=b; path=/\r\nset-cookie: __Host-c=d; secure; path=/\r\nalt-svc: h2=\":1\"; ma=99\r\n\
                   strict-transport-security: max-age=99\r\netag: \"e\"\r\nauthentication-info: x\r\n";
    let server = Server::http(rig.good(), move |_, wire| wire.write_all(&answer("200 OK", headers, b"")));
    let client = rig.client();
    let at = origin(&format!("https://{HOST}:{}", server.address.port()));
    for _ in 0..2 {
        assert_eq!(error(send(&client, &at, NetworkConsent::PrivateToo)), Ok(200));
    }
    let requests = server.log.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0], requests[1], "the second request is the first again: nothing was remembered");
}

#[test]
fn a_connection_made_with_consent_is_not_there_without() {
    let rig = Rig::new();
    let server = Server::tls(rig.good(), |wire, log| {
        loop {
            log.requested(&read_request(wire)?);
            wire.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")?;
        }
    });
    let client = rig.client();
    let at = origin(&format!("https://{HOST}:{}", server.address.port()));
    for _ in 0..2 {
        assert_eq!(error(send(&client, &at, NetworkConsent::PrivateToo)), Ok(200));
    }
    assert_eq!((server.log.connections(), server.log.requests().len()), (1, 2), "kept alive");
    let mut cases = Cases::about("a connection of a request with consent");
    let without = error(send(&client, &at, NetworkConsent::PublicOnly));
    cases.refused("used without", without, Err(countersign::ports::HttpError::PrivateAddress));
    assert_eq!(server.log.requests().len(), 2);
    cases.done(1);
}

#[test]
fn a_dropped_future_ends_the_exchange() {
    let rig = Rig::new();
    let (sender, receiver) = std::sync::mpsc::channel();
    let server = Server::http(rig.good(), move |_, wire| {
        // Nothing is answered; the client's end of the connection is what is waited for.
        let _ = sender.send(wire.read(&mut [0]).map(|_| ()).map_err(|error| error.kind()));
        Ok(())
    });
    let client = rig.client();
    let at = origin(&format!("https://{HOST}:{}", server.address.port()));
    let mut future = client.send(get(&at), NetworkConsent::PrivateToo);
    let waker = std::task::Waker::noop();
    let mut context = std::task::Context::from_waker(waker);
    while server.log.requests().is_empty() {
        assert!(future.as_mut().poll(&mut context).is_pending());
        std::thread::yield_now();
    }
    drop(future);
    receiver.recv().expect("the server noticed the end of the connection").ok();
}

#[test]
fn proxies_of_the_environment_are_ignored() {
    const CHILD: &str = "COUNTERSIGN_TEST_CHILD";
    let rig = Rig::new();
    if std::env::var_os(CHILD).is_some() {
        let server = Server::http(rig.good(), |_, wire| wire.write_all(&answer("200 OK", "", b"")));
        assert_eq!(error(rig.ask(&server)), Ok(200));
        let plain = Server::raw(|stream, log| {
            log.requested(&read_request(stream)?);
            std::io::Write::write_all(stream, &answer("200 OK", "", b""))
        });
        let at = origin(&format!("http://127.0.0.1:{}", plain.address.port()));
        assert_eq!(error(send(&rig.client(), &at, NetworkConsent::PrivateToo)), Ok(200));
        return;
    }
    let proxy = Server::raw(|_, _| Ok(()));
    let mut child = Command::new(std::env::current_exe().expect("this test"));
    child.args(["--exact", "good::proxies_of_the_environment_are_ignored"]).env(CHILD, "1");
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"] {
        child.env(name, format!("http://{}", proxy.address));
    }
    child.env_remove("NO_PROXY").env_remove("no_proxy");
    let output = child.output().expect("a child");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
    assert_eq!(proxy.log.connections(), 0);
    countersign_tests::counted("evil server, proxies in 6 environment variables: none asked");
}

#[test]
fn roots_are_certificates_and_there_is_at_least_one() {
    let open = |roots| {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let settings = HttpsSettings { roots, ..HttpsSettings::new(Arc::new(FakeClock::default())) };
        HttpsClient::open(runtime.handle().clone(), settings).map(|_| ())
    };
    assert_eq!(open(TrustedRoots::Only(Vec::new())), Err(TrustError::NoRoots));
    assert_eq!(open(TrustedRoots::Only(vec![b"no certificate".to_vec()])), Err(TrustError::InvalidRoot));
    assert_eq!(open(TrustedRoots::Platform(vec![Vec::new()])), Err(TrustError::InvalidRoot));
}
