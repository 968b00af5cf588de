//! What is read, what is warned of, and where each mistake is found.

use super::*;

const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

fn read(text: &str) -> Parsed {
    parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn with(parameters: &str) -> Result<Parsed, KeyUriError> {
    parse(&format!("otpauth://totp/I:a?secret={SECRET}{parameters}"))
}

/// The text that the error points at.
fn pointed_at(text: &str) -> (KeyUriProblem, &str) {
    let error = parse(text).map(drop).unwrap_err();
    (error.problem, text.get(error.position).unwrap())
}

#[test]
fn the_usual_uri() {
    let parsed = read(
        "otpauth://totp/ACME%20Co:john.doe@email.com?secret=HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ&issuer=ACME%20Co&algorithm=SHA1&digits=6&period=30",
    );
    assert_eq!(
        (parsed.account.issuer.as_str(), parsed.account.account.as_str()),
        ("ACME Co", "john.doe@email.com")
    );
    assert_eq!(parsed.account.parameters, CodeParameters::USUAL);
    assert_eq!(parsed.warnings, []);
}

#[test]
fn what_is_missing_has_its_documented_default() {
    assert_eq!(with("").unwrap().account.parameters, CodeParameters::USUAL);
    let hotp = read(&format!("otpauth://hotp/I:a?secret={SECRET}"));
    assert_eq!(hotp.account.parameters.counter(), Some(Counter(0)));
    assert_eq!(hotp.warnings, [Warning::CounterMissing]);
    let day = read(&format!("otpauth://daypassword/I:a?secret={SECRET}"));
    assert_eq!(day.account.parameters.period(), Some(Period::ONE_DAY));
}

#[test]
fn what_is_present_but_wrong_is_an_error_at_its_place() {
    for (parameter, value, problem) in [
        ("digits", "", Parameter::Digits),
        ("digits", "5", Parameter::Digits),
        ("digits", "11", Parameter::Digits),
        ("digits", "+6", Parameter::Digits),
        ("digits", "six", Parameter::Digits),
        ("digits", "6.0", Parameter::Digits),
        ("digits", "262", Parameter::Digits),
        ("period", "0", Parameter::Period),
        ("period", "-30", Parameter::Period),
        ("period", "99999999999", Parameter::Period),
        ("algorithm", "MD5", Parameter::Algorithm),
        ("algorithm", "SHA224", Parameter::Algorithm),
        ("algorithm", "", Parameter::Algorithm),
        ("encoder", "base64", Parameter::Encoder),
    ] {
        let text = format!("otpauth://totp/I:a?secret={SECRET}&{parameter}={value}&issuer=I");
        assert_eq!(pointed_at(&text), (KeyUriProblem::Value(problem), value), "{text}");
    }
    let text = format!("otpauth://hotp/I:a?secret={SECRET}&counter=18446744073709551616");
    assert_eq!(pointed_at(&text), (KeyUriProblem::Value(Parameter::Counter), "18446744073709551616"));
}

#[test]
fn mistakes_are_pointed_at() {
    for (text, problem, place) in [
        ("http://example.org", KeyUriProblem::NotAKeyUri, "http://example.org"),
        ("otpauth:totp/a", KeyUriProblem::NotAKeyUri, "otpauth:totp/a"),
        ("otpauth://motp/a?secret=GEZDGNBVGY3TQOJQ", KeyUriProblem::UnknownKind, "motp"),
        ("otpauth://totp/a#b?secret=GEZDGNBVGY3TQOJQ", KeyUriProblem::Fragment, "#"),
        ("otpauth://totp/a%2?secret=GEZDGNBVGY3TQOJQ", KeyUriProblem::BadEscape, "%"),
        ("otpauth://totp/%ff?secret=GEZDGNBVGY3TQOJQ", KeyUriProblem::NotUtf8, "%ff"),
        ("otpauth://totp/a?issuer=b", KeyUriProblem::MissingSecret, ""),
        ("otpauth://totp/a?secret=", KeyUriProblem::MissingSecret, ""),
        ("otpauth://totp/a?secret=GEZDGNBVGY3TQOJ1", KeyUriProblem::SecretCharacter, "1"),
        ("otpauth://totp/a?secret=GEZDGNBVGY3TQO+Q", KeyUriProblem::SecretCharacter, "+"),
        ("otpauth://totp/a?secret=GEZDGNBVGY3TQOJQG", KeyUriProblem::SecretIncomplete, "GEZDGNBVGY3TQOJQG"),
        ("otpauth://totp/a?secret=GEZDGNBVGY3TQ", KeyUriProblem::SecretTooShort, "GEZDGNBVGY3TQ"),
        ("otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&secret=AAAA", KeyUriProblem::Duplicate, "secret=AAAA"),
        ("otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&x=1&X=2", KeyUriProblem::Duplicate, "X=2"),
        ("otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ&2step_salt=8", KeyUriProblem::TwoStep, "2step_salt=8"),
        (
            "otpauth://steam/a?secret=GEZDGNBVGY3TQOJQ&digits=6",
            KeyUriProblem::Contradiction(Parameter::Digits),
            "6",
        ),
    ] {
        assert_eq!(pointed_at(text), (problem, place), "{text}");
    }
    assert_eq!(pointed_at(&"x".repeat(LONGEST_TEXT + 1)).0, KeyUriProblem::TooLong);
    let many: String = (0..70).map(|number| format!("&p{number}=1")).collect();
    assert_eq!(with(&many).map(drop).unwrap_err().problem, KeyUriProblem::TooManyParameters);
}

#[test]
fn secrets_are_read_as_people_write_them() {
    let plain = read(&format!("otpauth://totp/a?secret={SECRET}"));
    for secret in [
        "gezdgnbvgy3tqojqgezdgnbvgy3tqojq",
        "GEZD%20GNBV%20GY3T%20QOJQ%20GEZD%20GNBV%20GY3T%20QOJQ",
        "gezd-gnbv-gy3t-qojq-gezd-gnbv-gy3t-qojq",
        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ====",
        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ%3D%3D",
    ] {
        let other = read(&format!("otpauth://totp/a?secret={secret}"));
        assert_eq!(other.account.secret.bytes().expose(), plain.account.secret.bytes().expose(), "{secret}");
    }
}

#[test]
fn algorithms_have_aliases() {
    for (name, algorithm) in [
        ("sha1", Algorithm::Sha1),
        ("SHA-1", Algorithm::Sha1),
        ("HMACSHA256", Algorithm::Sha256),
        ("hmac-sha-512", Algorithm::Sha512),
        ("Sha512", Algorithm::Sha512),
    ] {
        assert_eq!(with(&format!("&algorithm={name}")).unwrap().account.parameters.algorithm(), algorithm);
    }
}

#[test]
fn the_label_is_split_before_it_is_decoded() {
    let names = |text: &str| {
        let parsed = read(&format!("otpauth://totp/{text}"));
        (parsed.account.issuer.as_str().to_owned(), parsed.account.account.as_str().to_owned())
    };
    let secret = format!("?secret={SECRET}");
    let pair = |issuer: &str, account: &str| (issuer.to_owned(), account.to_owned());
    assert_eq!(names(&format!("I:a{secret}")), pair("I", "a"));
    assert_eq!(names(&format!("I%3Aa{secret}")), pair("I", "a"));
    assert_eq!(names(&format!("I%3a%20a{secret}")), pair("I", "a"));
    assert_eq!(names(&format!("I%253Aa{secret}")), pair("", "I%3Aa"));
    assert_eq!(names(&format!("I:a:b{secret}")), pair("I", "a:b"));
    assert_eq!(names(&format!("a/b+c{secret}")), pair("", "a/b+c"));
    assert_eq!(names(&format!("a{secret}&issuer=A+B")), pair("A B", "a"));
    assert_eq!(names(&secret), pair("", ""));
}

#[test]
fn what_is_unusual_is_warned_of() {
    let warnings = |text: &str| read(text).warnings;
    let uri = |rest: &str| format!("otpauth://totp/{rest}");
    assert_eq!(
        warnings(&uri(&format!("Old:a?secret={SECRET}&issuer=New"))),
        [Warning::IssuerMismatch { in_label: Label::clean("Old") }]
    );
    assert_eq!(warnings(&uri("I:a?secret=GEZDGNBVGY3TQOJQ")), [Warning::ShortSecret]);
    assert_eq!(
        warnings(&uri(&format!("I:a?secret={SECRET}&period=300"))),
        [Warning::LongPeriod(Period::from_seconds(300).unwrap())]
    );
    assert_eq!(warnings(&uri(&format!("I:a%1B[2J?secret={SECRET}"))), [Warning::LabelCleaned]);
    assert_eq!(warnings(&uri(&format!("P%D0%B0yPal:a?secret={SECRET}"))), [Warning::MixedScripts]);
    assert_eq!(warnings(&uri(&format!("I:?secret={SECRET}"))), [Warning::NoAccountName]);
    assert!(matches!(
        warnings(&uri(&format!("I:a?secret={SECRET}&foo=bar")))[..],
        [Warning::UnknownParameter(_)]
    ));
    let known = "&image=https%3A//example.org/x.png&creator=privacyidea&serial=TOTP0001&pin=True&app_force_unlock=any";
    assert_eq!(warnings(&uri(&format!("I:a?secret={SECRET}{known}"))), []);
}

#[test]
fn steam_guard_has_three_spellings() {
    for text in [
        format!("otpauth://steam/Steam:a?secret={SECRET}"),
        format!("otpauth://totp/Steam:a?secret={SECRET}&encoder=steam&digits=5"),
        format!("OTPAUTH://TOTP/Steam:a?secret={SECRET}&issuer=Steam"),
    ] {
        assert_eq!(read(&text).account.parameters, CodeParameters::Steam, "{text}");
    }
    let six = read(&format!("otpauth://totp/Steam:a?secret={SECRET}&digits=6"));
    assert_eq!(six.account.parameters, CodeParameters::USUAL);
}

#[test]
fn every_prefix_and_every_byte_changed_is_answered() {
    let text =
        format!("otpauth://hotp/I%3Aa%20b?secret={SECRET}&issuer=I&digits=8&counter=7&algorithm=SHA256");
    for end in 0..text.len() {
        let _ = parse(text.get(..end).unwrap());
    }
    for position in 0..text.len() {
        for byte in ["%", "&", "=", "?", "#", "/", ":", "\u{202e}", "+", "0"] {
            let mut changed = text.clone();
            changed.replace_range(position..=position, byte);
            if let Err(error) = parse(&changed) {
                assert!(error.position.end <= changed.len() && error.position.start <= error.position.end);
            }
        }
    }
}
