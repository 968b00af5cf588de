//! Links, right and wrong: each mistake is told with its place in the text as it was given.

use super::*;
use crate::crypto::sha256;

const TOKEN: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const KEY: &str = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA";

fn link(fragment: &str) -> String {
    format!("https://login.example.com/cs/enroll#{fragment}")
}

fn good() -> String {
    link(&format!("v=1&t={TOKEN}&k={KEY}&i=Example%20Hosting&a=cxxxxx.xx&p=pin6,bio&h=ask&later=1"))
}

fn error(text: &str) -> (LinkProblem, String) {
    match recognise(text, DevelopmentHttp::Off) {
        Some(Err(error)) => (error.problem, text.get(error.position).unwrap().to_owned()),
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn a_link_says_who_invites() {
    let Some(Ok(Recognised::Invitation(found))) = recognise(&good(), DevelopmentHttp::Off) else { panic!() };
    assert_eq!((found.issuer.as_str(), found.account.as_str()), ("Example Hosting", "cxxxxx.xx"));
    assert_eq!(found.origin.to_string(), "https://login.example.com");
    assert_eq!(Some(found.policy), Policy::new(6, true));
    assert_eq!(found.attestation, AttestationWish::Asked);
    assert_eq!(found.attestation_challenge(), Some(&sha256(&[TOKEN.as_bytes()])));
    assert!(!found.names_cleaned && !format!("{found:?}").contains(TOKEN));
    let link = Link::read(&good(), DevelopmentHttp::Off).unwrap();
    assert_eq!(
        (link.base.to_string().as_str(), link.token.expose()),
        ("https://login.example.com/cs", TOKEN.as_bytes())
    );
    assert_eq!(link.server_key.to_string(), KEY);
    assert!(!format!("{link:?}").contains(TOKEN));
}

#[test]
fn a_mistake_is_told_with_its_place() {
    let replaced = |from: &str, to: &str| {
        let changed = good().replacen(from, to, 1);
        assert_ne!(changed, good());
        format!("  {changed}\n")
    };
    for (from, to, problem, place) in [
        ("v=1", "v=2", LinkProblem::Version, "2"),
        ("t=AAAA", "t=AAA", LinkProblem::Value("t"), TOKEN.strip_prefix('A').unwrap()),
        ("k=BBBB", "k=BBB+", LinkProblem::Value("k"), &KEY.replacen("BBBB", "BBB+", 1)),
        ("&k=", "&K=", LinkProblem::Missing("k"), &format!("K={KEY}")),
        ("i=Example%20Hosting", "i=", LinkProblem::Value("i"), ""),
        ("%20", "%2", LinkProblem::BadEscape, "%"),
        ("%20", "%ff", LinkProblem::NotUtf8, "Example%ffHosting"),
        ("a=cxxxxx.xx", "a=a&a=b", LinkProblem::Duplicate, "a=b"),
        ("pin6,bio", "pin6,face", LinkProblem::Policy, "face"),
        ("pin6,bio", "pin6,pin7", LinkProblem::Policy, "pin7"),
        ("pin6,bio", "", LinkProblem::Policy, ""),
        ("&p=", "&q=1&p=", LinkProblem::Missing("p"), "p=pin6,bio"),
        ("h=ask", "h=yes", LinkProblem::Policy, "yes"),
        ("h=ask", "h=ask&h=must", LinkProblem::Duplicate, "h=must"),
        ("&h=", "&later=1&h=", LinkProblem::Missing("h"), "h=ask"),
        ("Example%20", "Ex\u{e4}mple", LinkProblem::Character, "\u{e4}"),
        ("/cs/", "/cs//", LinkProblem::Path, "https://login.example.com/cs/"),
        ("/cs/enroll", "/cs/enroll?x=1", LinkProblem::Query, "?x=1"),
        ("https://l", "https://L", LinkProblem::NotCanonical, "https://Login.example.com/cs"),
        (
            "https://login",
            "http://login",
            LinkProblem::Server(InvalidOrigin::PlainHttp),
            "http://login.example.com/cs",
        ),
        (
            "https://",
            "https://me@",
            LinkProblem::Server(InvalidOrigin::UserInfo),
            "https://me@login.example.com/cs",
        ),
    ] {
        assert_eq!(error(&replaced(from, to)), (problem, place.to_owned()), "{from} -> {to}");
    }
    let short = link(&format!("v=1&t={TOKEN}"));
    assert_eq!(error(&short), (LinkProblem::Missing("k"), String::new()));
    let long = format!("{}{}", good(), "x".repeat(LONGEST));
    assert_eq!(error(&long), (LinkProblem::TooLong, long.clone()));
}

#[test]
fn other_texts_are_not_this_protocols() {
    for text in [
        "",
        "https://login.example.com/cs/enroll",
        "https://login.example.com/cs/enroll#t=1",
        "https://login.example.com/cs/other#v=1",
        "otpauth://totp/a?secret=b#v=1",
        "ftp://login.example.com/enroll#v=1",
        "countersign:other",
    ] {
        assert!(recognise(text, DevelopmentHttp::Off).is_none(), "{text}");
    }
    let code = recognise(" countersign:scan?r=x&s=y ", DevelopmentHttp::Off);
    assert!(matches!(code, Some(Ok(Recognised::LoginCode))), "{code:?}");
}

#[test]
fn names_are_cleaned_and_that_is_said() {
    let text = good().replacen("cxxxxx.xx", "a%E2%80%AEb%0A", 1);
    let Some(Ok(Recognised::Invitation(found))) = recognise(&text, DevelopmentHttp::Off) else { panic!() };
    assert_eq!((found.account.as_str(), found.names_cleaned), ("ab", true));
}
