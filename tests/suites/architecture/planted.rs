//! Planted mistakes: every rule must find its own, in each way that a mistake can be written.

use super::source::{Breach, Source, snippet};
use super::{crashes, exposures, layers, shape};

fn finds(rule: impl Fn(&Source) -> Vec<Breach>, module: &str, text: &str, sentence: &str) {
    let breaches = rule(&snippet(module, text));
    assert!(
        breaches.iter().any(|breach| breach.sentence.contains(sentence)),
        "{module}: {text}\nfound {breaches:?}\ninstead of: {sentence}"
    );
}

fn accepts(rule: impl Fn(&Source) -> Vec<Breach>, module: &str, text: &str) {
    assert_eq!(rule(&snippet(module, text)), [], "{module}: {text}");
}

#[test]
fn an_arrow_up_or_across() {
    let across = "it knows nothing of one-time codes";
    for text in [
        "use crate::otp;",
        "use crate::otp::KeyUri;",
        "use crate::{crypto::Secret, otp::{self, KeyUri}};",
        "use crate::{crypto, otp as codes};",
        "use super::super::otp::KeyUri;",
        "pub use crate::otp::*;",
        "fn f() { crate::otp::parse(b\"\"); }",
        "fn f(uri: &crate::otp::KeyUri) {}",
        "struct Record { uri: Vec<crate::otp::KeyUri> }",
        "impl crate::otp::Store for Vault {}",
        "fn f(x: X) { match x { crate::otp::X::A => {} } }",
        "fn f() -> String { format!(\"{}\", crate::otp::name()) }",
        "macro_rules! m { () => { crate::otp::name() } }",
        "macro_rules! m { () => { use crate::{otp, time}; } }",
        "#[derive(crate::otp::Record)] struct Record;",
        "mod inner { use super::super::super::otp::KeyUri; }",
    ] {
        finds(layers::arrows, "vault::record", text, across);
    }
    finds(layers::arrows, "otp", "use crate::vault::Vault;", "it knows nothing of the vault");
    finds(layers::arrows, "scan", "use crate::crypto::sha256;", "does not know what a text means");
    finds(layers::arrows, "enroll", "use crate::authenticator::Authenticator;", "below the facade");
    finds(layers::arrows, "crypto::aead", "use crate::vault::Header;", "cryptography is the ground");
    finds(layers::arrows, "crypto::aead", "use crate::ports::VaultStore;", "knows the random source");
    finds(layers::arrows, "authenticator", "use crate::platform::Files;", "no other module needs it");
    finds(layers::arrows, "vault", "use crate::testing::MemoryStore;", "fakes exist in tests only");
    finds(layers::arrows, "testing", "use crate::platform::VaultFiles;", "no other module needs it");
    finds(layers::arrows, "time", "use crate::ports::Clock;", "time is a value");
    finds(layers::arrows, "vault", "use crate::*;", "hides which layers");
    finds(layers::arrows, "vault", "use super::*;", "hides which layers");
    finds(layers::arrows, "vault", "use crate as core;", "hides which layers");
}

#[test]
fn an_arrow_down_is_fine() {
    for (module, text) in [
        ("authenticator::codes", "use crate::{enroll, otp, vault}; use crate::crypto::Secret;"),
        ("enroll", "use crate::otp::KeyUri; fn f() { super::scan::read(&[]); }"),
        (
            "vault",
            "use crate::crypto::{AeadKey, Secret}; mod header { use super::Secret; use crate::vault::X; }",
        ),
        ("vault", "#[cfg(test)] mod tests { use crate::testing::MemoryStore; use crate::otp; }"),
        ("crypto::random", "use crate::ports::{Random, RandomFailed};"),
        ("testing::simulated", "use crate::platform::Disk;"),
        ("", "pub use crate::authenticator::Authenticator;"),
    ] {
        accepts(layers::arrows, module, text);
    }
}

#[test]
fn a_library_in_the_wrong_module() {
    for text in [
        "use ring::digest;",
        "use ring as r;",
        "use {core::fmt, ring::aead};",
        "extern crate ring;",
        "fn f() { ::ring::digest::digest(&A, b\"\"); }",
        "fn f() -> ring::digest::Digest { todo() }",
        "fn f() { assert!(ring::test()); }",
    ] {
        finds(layers::libraries, "vault", text, "only crypto names ring");
        accepts(layers::libraries, "crypto::digest", text);
    }
    finds(layers::libraries, "otp", "use hmac::Mac;", "only crypto names hmac");
    finds(layers::libraries, "vault", "use argon2::Argon2;", "only crypto names argon2");
    finds(layers::libraries, "otp", "use sha1::Sha1;", "only crypto names sha1");
    finds(layers::libraries, "testing", "use sha2::Sha256;", "only crypto names sha2");
    finds(layers::libraries, "enroll", "use rqrr::PreparedImage;", "only scan names rqrr");
    finds(layers::libraries, "authenticator", "use rxing::Reader;", "only scan names rxing");
    finds(
        layers::libraries,
        "authenticator",
        "image::open(path);".into_function().as_str(),
        "only scan names image",
    );
    finds(layers::libraries, "enroll", "use totp_rs::TOTP;", "only otp names totp_rs");
    finds(layers::libraries, "vault", "use rustix::fs::fsync;", "only platform names rustix");
    for module in ["otp", "enroll", "scan", "authenticator", "authenticator::codes", "platform"] {
        finds(layers::libraries, module, "use minicbor::Encode;", "CBOR is for records that are kept");
    }
    for module in ["vault::contents", "push::replay", "authenticator::settings"] {
        accepts(layers::libraries, module, "use minicbor::Encode;");
    }
    // A variable of that name is no library.
    accepts(layers::libraries, "enroll", "fn f(image: &[u8]) -> usize { image.len() }");
}

/// Wraps a statement in a function, so that it parses as a file.
trait IntoFunction {
    fn into_function(self) -> String;
}

impl IntoFunction for &str {
    fn into_function(self) -> String {
        format!("fn f() {{ {self} }}")
    }
}

#[test]
fn an_ambient_clock_or_file() {
    for module in ["authenticator", "enroll", "vault", "otp", "scan", "crypto"] {
        for text in [
            "use std::time::SystemTime;",
            "use std::time::{Duration, Instant};",
            "use std::time::*;",
            "fn f() { std::time::Instant::now(); }",
            "fn f() -> String { format!(\"{:?}\", std::time::SystemTime::now()) }",
        ] {
            finds(layers::ambient, module, text, "clock");
        }
        finds(layers::ambient, module, "fn f() { std::fs::read(\"x\"); }", "no I/O");
        finds(layers::ambient, module, "use std::{env, fmt};", "no I/O");
        finds(layers::ambient, module, "fn f() { std::io::stderr(); }", "prints nothing");
        finds(layers::ambient, module, "fn f(d: D) { std::thread::sleep(d); }", "does not wait");
        accepts(layers::ambient, module, "use std::time::Duration; use std::io::Cursor;");
    }
    accepts(layers::ambient, "platform::clock", "use std::time::SystemTime; use std::fs;");
}

#[test]
fn a_way_to_crash() {
    for (text, sentence) in [
        ("x.unwrap();", ".unwrap()"),
        ("x.expect(\"why\");", ".expect()"),
        ("x.unwrap_err();", ".unwrap_err()"),
        ("x.map(Option::unwrap);", "::unwrap"),
        ("Result::expect(x, \"why\");", "::expect"),
        ("panic!(\"why\");", "panic!"),
        ("std::panic!();", "panic!"),
        ("unreachable!();", "unreachable!"),
        ("todo!();", "todo!"),
        ("unimplemented!();", "unimplemented!"),
        ("assert!(x);", "assert!"),
        ("assert_eq!(x, y);", "assert_eq!"),
        ("println!(\"{x}\");", "prints nothing"),
        ("dbg!(x);", "prints nothing"),
        ("x[0];", "index"),
        ("&x[..4];", "index"),
        ("format!(\"{}\", x[0]);", "index"),
        ("format!(\"{}\", x.unwrap());", ".unwrap()"),
        ("debug_assert!(x[0] == 1);", "index"),
        ("matches!(x.unwrap(), Some(y) if y > 1);", "inside a macro"),
        ("unsafe { x() };", "unsafe"),
        ("unsafe fn g() {}", "unsafe"),
        ("unsafe impl Send for X {}", "unsafe"),
        ("unsafe extern \"C\" { fn g(); }", "foreign"),
    ] {
        finds(crashes::crashes, "otp", &text.into_function(), sentence);
    }
    finds(crashes::crashes, "otp", "#[cfg(feature = \"testing\")] fn f() { x.unwrap(); }", ".unwrap()");
    finds(crashes::crashes, "otp", "macro_rules! m { () => { x.unwrap() } }", "inside a macro");
    for text in [
        "#[cfg(test)] mod tests { #[test] fn f() { x.unwrap(); y[0]; panic!(); } }",
        "const _: () = assert!(SIZE > 1);",
        "fn f() { const { assert!(N > 1) } }",
        "fn f() { x.unwrap_or(0); x.unwrap_or_default(); x.get(0); let [a, b] = y; vec![0; 4]; y[..].len(); }",
        "#[error(\"no panic!() here, x[0]\")] struct E;",
    ] {
        accepts(crashes::crashes, "otp", text);
    }
    accepts(crashes::crashes, "testing::conformance", "fn f() { assert_eq!(x, y); }");
}

#[test]
fn an_unexplained_secret() {
    let call = "fn f() {\n    g(key.expose());\n}\n";
    finds(exposures::exposures, "vault", call, "says why");
    finds(exposures::exposures, "vault", &format!("/// What f does.\n{call}"), "says why");
    finds(exposures::exposures, "vault", &format!("// Far away.\n{}{call}", "\n".repeat(9)), "says why");
    accepts(exposures::exposures, "vault", &call.replace("    g", "    // Exposed: g hashes it.\n    g"));
}

#[test]
fn a_silenced_lint() {
    for text in [
        "#[allow(clippy::unwrap_used)] fn f() {}",
        "#[expect(clippy::indexing_slicing, reason = \"bounds checked above\")] fn f() {}",
        "#![allow(clippy::panic)]",
        "mod inner { #![allow(unsafe_code)] }",
        "#[cfg_attr(unix, allow(clippy::expect_used))] fn f() {}",
        "#[allow(clippy::disallowed_methods)] fn f() {}",
    ] {
        finds(crashes::silenced, "vault", text, "not silenced");
    }
    accepts(crashes::silenced, "vault", "#[expect(clippy::too_many_lines)] fn f() {}");
    accepts(crashes::silenced, "platform::clock", "#[expect(clippy::disallowed_methods)] fn f() {}");
}

#[test]
fn a_file_that_cannot_be_read() {
    let long = format!("//! Much.\n{}", "\n".repeat(shape::WALL));
    assert!(shape::shape(&long)[0].contains("501 lines"));
    assert!(shape::shape("use std::fmt;\n")[0].contains("what the file is for"));
    assert!(shape::shape("//! Short.\n").is_empty());
}

#[test]
fn a_weak_manifest() {
    let strong = std::fs::read_to_string(countersign_tests::repository().join("Cargo.toml")).unwrap();
    let member = "[lints]\nworkspace = true\n";
    assert!(shape::lints(&strong, &[("core", member)]).is_empty());
    for (weak, member, sentence) in [
        (strong.replace("unsafe_code = \"forbid\"", "unsafe_code = \"warn\""), member, "unsafe_code"),
        (strong.replace("unwrap_used = \"deny\"", "unwrap_used = \"allow\""), member, "unwrap_used"),
        (strong.replace("string_slice = \"deny\"\n", ""), member, "string_slice"),
        (strong.clone(), "", "takes its lints"),
        (strong.clone(), "[lints]\nworkspace = false\n", "takes its lints"),
    ] {
        let found = shape::lints(&weak, &[("core", member)]);
        assert!(found.len() == 1 && found[0].contains(sentence), "{sentence}: {found:?}");
    }
}

#[test]
fn fakes_in_a_release() {
    let core = "[features]\ndefault = []\ntesting = []\n";
    let shell = "[dependencies]\ncountersign = { workspace = true }\n";
    assert!(shape::features(core, shell).is_empty());
    assert_eq!(shape::features(&core.replace("default = []", "default = [\"testing\"]"), shell).len(), 1);
    let with_fakes = "[dependencies]\ncountersign = { workspace = true, features = [\"testing\"] }\n";
    assert_eq!(shape::features(core, with_fakes).len(), 1);
}
