//! Servers that send a request elsewhere.

use super::certificates::HOST;
use super::rig::{Cases, Rig, error};
use super::server::{Server, answer};
use countersign::ports::HttpError;

#[test]
fn no_redirect_is_followed() {
    let rig = Rig::new();
    let elsewhere = Server::http(rig.good(), |_, wire| wire.write_all(&answer("200 OK", "", b"gotcha")));
    let plain = Server::raw(|_, _| Ok(()));
    let mut cases = Cases::about("redirects");
    for status in [
        "300 Multiple Choices",
        "301 Moved Permanently",
        "302 Found",
        "303 See Other",
        "304 Not Modified",
        "305 Use Proxy",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        for target in [
            format!("http://{}/", plain.address),
            format!("https://localhost:{}/", elsewhere.address.port()),
            format!("//localhost:{}/", elsewhere.address.port()),
            "http://169.254.169.254/latest/meta-data/".to_owned(),
            "/start".to_owned(),
            format!("https://{HOST}/"),
            "file:///etc/passwd".to_owned(),
            "data:,x".to_owned(),
            String::new(),
        ] {
            let headers = format!("location: {target}\r\nrefresh: 0; url={target}\r\n");
            let server =
                Server::http(rig.good(), move |_, wire| wire.write_all(&answer(status, &headers, b"")));
            cases.refused(
                &format!("{status} to {target}"),
                error(rig.ask(&server)),
                Err(HttpError::Redirected),
            );
            assert_eq!(
                (server.log.connections(), server.log.requests().len()),
                (1, 1),
                "{status} to {target}"
            );
        }
    }
    assert_eq!((elsewhere.log.connections(), plain.log.connections()), (0, 0));
    assert_eq!(rig.names.asked().len(), 72, "one question for each request, none for a target");
    cases.done(72);
}

#[test]
fn an_answer_that_is_no_redirect_leads_nowhere() {
    let rig = Rig::new();
    let elsewhere = Server::http(rig.good(), |_, wire| wire.write_all(&answer("200 OK", "", b"gotcha")));
    for status in
        ["200 OK", "201 Created", "401 Unauthorized", "407 Proxy Authentication Required", "503 Unavailable"]
    {
        let target = format!("https://localhost:{}/", elsewhere.address.port());
        let headers = format!(
            "location: {target}\r\nrefresh: 0; url={target}\r\nlink: <{target}>; rel=preload\r\nretry-after: 0\r\n\
             www-authenticate: Basic realm=x\r\nproxy-authenticate: Basic realm=x\r\n"
        );
        let server = Server::http(rig.good(), move |_, wire| wire.write_all(&answer(status, &headers, b"")));
        let status: u16 = status[..3].parse().expect("a status");
        assert_eq!((error(rig.ask(&server)), server.log.requests().len()), (Ok(status), 1));
    }
    assert_eq!(elsewhere.log.connections(), 0);
}
