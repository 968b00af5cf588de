//! Every spelling of a server, and what becomes of it.

use super::*;
use proptest::prelude::*;

fn parse(text: &str) -> Result<ServerOrigin, InvalidOrigin> {
    ServerOrigin::parse(text, DevelopmentHttp::Off)
}

#[test]
fn one_spelling_for_each_server() {
    for (text, shown) in [
        ("https://example.org", "https://example.org"),
        ("HTTPS://Login.EXAMPLE.org:443/", "https://login.example.org"),
        ("https://example.org:8443", "https://example.org:8443"),
        ("https://example.org:80", "https://example.org:80"),
        ("https://m\u{fc}ller.example", "https://xn--mller-kva.example"),
        ("https://M\u{dc}LLER.example", "https://xn--mller-kva.example"),
        ("https://xn--mller-kva.example", "https://xn--mller-kva.example"),
        ("https://\u{ff45}xample\u{3002}org", "https://example.org"),
        ("https://192.168.1.7:8443", "https://192.168.1.7:8443"),
        ("https://[2001:DB8:0:0::1]", "https://[2001:db8::1]"),
        ("https://[::1]:8443/", "https://[::1]:8443"),
        ("https://intranet", "https://intranet"),
        ("https://a--b.r3---sn.example", "https://a--b.r3---sn.example"),
        ("https://0xg.example.0xg", "https://0xg.example.0xg"),
    ] {
        assert_eq!(parse(text).map(|origin| origin.to_string()), Ok(shown.to_owned()), "{text}");
        assert_eq!(parse(shown).unwrap(), parse(text).unwrap(), "{text}");
    }
}

#[test]
fn what_is_ambiguous_is_refused() {
    use InvalidOrigin::{AmbiguousAddress, EmptyHost, Host, PlainHttp, Port, Scheme, Trailing, UserInfo};
    let long = format!("https://{}.example", "a.".repeat(200));
    for (text, error) in [
        ("", Scheme),
        ("example.org", Scheme),
        ("//example.org", Scheme),
        ("https:example.org", Scheme),
        ("https:/example.org", Scheme),
        (" https://example.org", Scheme),
        ("ftp://example.org", Scheme),
        ("javascript://example.org", Scheme),
        ("http://example.org", PlainHttp),
        ("http://127.0.0.1", PlainHttp),
        ("https://user@example.org", UserInfo),
        ("https://user:word@example.org", UserInfo),
        ("https://@example.org", UserInfo),
        ("https://example.org@", UserInfo),
        ("https://", EmptyHost),
        ("https:///path", EmptyHost),
        ("https://:443", EmptyHost),
        ("https://?x", EmptyHost),
        ("https://example.org.", Host),
        ("https://.example.org", Host),
        ("https://a..b", Host),
        ("https://-a.example", Host),
        ("https://a_b.example", Host),
        ("https://exam ple.org", Host),
        ("https://example.org\t", Host),
        ("https://example\n.org", Host),
        ("https://example.org\0", Host),
        ("https://example%2eorg", Host),
        ("https://evil.example\\.good.example", Host),
        ("https://a\u{200b}b\u{202e}.example", Host),
        ("https://xn--a.example", Host),
        ("https://[::1", Host),
        ("https://[::1]x", Host),
        ("https://[]", Host),
        ("https://[fe80::1%25eth0]", Host),
        ("https://::1", EmptyHost),
        (&long, Host),
        ("https://2130706433", AmbiguousAddress),
        ("https://0x7f000001", AmbiguousAddress),
        ("https://0x7f.0.0.1", AmbiguousAddress),
        ("https://0177.0.0.1", AmbiguousAddress),
        ("https://017700000001", AmbiguousAddress),
        ("https://127.1", AmbiguousAddress),
        ("https://127.0.0.01", AmbiguousAddress),
        ("https://127.0.0.0x1", AmbiguousAddress),
        ("https://127.0.0.0x", AmbiguousAddress),
        ("https://1.2.3.4.5", AmbiguousAddress),
        ("https://256.1.1.1", AmbiguousAddress),
        ("https://example.1", AmbiguousAddress),
        ("https://\u{ff11}\u{ff12}\u{ff17}.0.0.1", AmbiguousAddress),
        ("https://127\u{3002}0\u{3002}0\u{3002}1", AmbiguousAddress),
        ("https://[::ffff:127.0.0.1]", AmbiguousAddress),
        ("https://[::ffff:7f00:1]", AmbiguousAddress),
        ("https://example.org:", Port),
        ("https://example.org:0", Port),
        ("https://example.org:0443", Port),
        ("https://example.org:+443", Port),
        ("https://example.org:65536", Port),
        ("https://example.org:1:2", Port),
        ("https://example.org:a", Port),
        ("https://example.org/path", Trailing),
        ("https://example.org//", Trailing),
        ("https://example.org?x", Trailing),
        ("https://example.org#x", Trailing),
    ] {
        assert_eq!(parse(text), Err(error), "{text:?}");
    }
}

#[test]
fn plain_http_is_for_this_device_and_for_developers() {
    let developer = |text| ServerOrigin::parse(text, DevelopmentHttp::Loopback);
    for (text, shown) in [
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://127.8.9.1:8080/", "http://127.8.9.1:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("http://LocalHost:8080", "http://localhost:8080"),
        ("http://portal.localhost", "http://portal.localhost"),
    ] {
        assert_eq!(developer(text).map(|origin| origin.to_string()), Ok(shown.to_owned()));
        assert_eq!(parse(text), Err(InvalidOrigin::PlainHttp), "without the switch");
    }
    for text in [
        "http://10.0.0.1",
        "http://example.org",
        "http://localhost.example.org",
        "http://[fe80::1]",
        "http://notlocalhost",
    ] {
        assert_eq!(developer(text), Err(InvalidOrigin::PlainHttp), "{text}");
    }
}

#[test]
fn the_rest_of_an_address_is_handed_back() {
    let split = |text| {
        ServerOrigin::split(text, DevelopmentHttp::Off).map(|(origin, rest)| (origin.to_string(), rest))
    };
    let origin = || "https://example.org".to_owned();
    assert_eq!(split("https://example.org/a?b#c"), Ok((origin(), "/a?b#c")));
    assert_eq!(split("https://example.org#c@d"), Ok((origin(), "#c@d")));
    assert_eq!(split("https://example.org?c@d"), Ok((origin(), "?c@d")));
    assert_eq!(split("https://example.org"), Ok((origin(), "")));
}

#[test]
fn reach_is_known_for_addresses_and_localhost() {
    for (text, reach) in [
        ("https://example.org", None),
        ("https://10.0.0.1", Some(Reach::Private)),
        ("https://169.254.169.254", Some(Reach::Never)),
        ("https://8.8.8.8", Some(Reach::Public)),
        ("https://[fc00::1]", Some(Reach::Private)),
        ("https://[::1]", Some(Reach::Loopback)),
        ("https://localhost", Some(Reach::Loopback)),
    ] {
        assert_eq!(parse(text).unwrap().reach(), reach, "{text}");
    }
}

#[test]
fn mixed_scripts_are_marked_also_inside_punycode() {
    for (text, script) in [
        ("https://example.org", HostScript::Ascii),
        ("https://192.168.1.1", HostScript::Ascii),
        ("https://m\u{fc}ller.example", HostScript::Other),
        ("https://\u{4f8b}\u{3048}.jp", HostScript::Other),
        ("https://p\u{430}ypal.com", HostScript::Mixed),
        ("https://xn--pypal-4ve.com", HostScript::Mixed),
    ] {
        assert_eq!(parse(text).unwrap().script(), script, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_refused_or_has_one_spelling(text in "(https?://)?\\PC{0,40}") {
        if let Ok(origin) = ServerOrigin::parse(&text, DevelopmentHttp::Loopback) {
            let shown = origin.to_string();
            prop_assert!(shown.is_ascii());
            prop_assert_eq!(ServerOrigin::parse(&shown, DevelopmentHttp::Loopback), Ok(origin));
        }
    }
}
