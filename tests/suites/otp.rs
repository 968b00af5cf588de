//! One-time codes and their texts against official vectors, another implementation, and a hundred thousand accounts.

use countersign::crypto::SecretBytes;
use countersign::otp::{
    Algorithm, CodeParameters, Counter, Digits, Label, OneTimeAccount, Period, PreparedKey, SharedSecret,
    key_uri,
};
use countersign::ports::Random as _;
use countersign::testing::SeededRandom;
use countersign::time::UnixTime;

const ALGORITHMS: [Algorithm; 3] = [Algorithm::Sha1, Algorithm::Sha256, Algorithm::Sha512];

fn secret(bytes: &[u8]) -> SharedSecret {
    SharedSecret::new(SecretBytes::from(bytes)).unwrap()
}

fn timed(parameters: CodeParameters, seed: &[u8], seconds: u64) -> String {
    let PreparedKey::Timed(key) = PreparedKey::new(&parameters, &secret(seed)) else { panic!() };
    key.code_at(UnixTime::from_seconds(seconds)).code.as_str().to_owned()
}

fn counted(algorithm: Algorithm, digits: Digits, seed: &[u8], counter: u64) -> String {
    let parameters = CodeParameters::Hotp { algorithm, digits, counter: Counter(counter) };
    let PreparedKey::Counted(key) = PreparedKey::new(&parameters, &secret(seed)) else { panic!() };
    key.code(Counter(counter)).as_str().to_owned()
}

/// Numbers from a seed, for tests that want many different inputs.
struct Numbers(SeededRandom);

impl Numbers {
    fn bytes(&self, length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length];
        self.0.fill(&mut bytes).unwrap();
        bytes
    }

    fn number(&self) -> u64 {
        u64::from_be_bytes(self.bytes(8).try_into().unwrap())
    }

    fn below(&self, limit: u64) -> u64 {
        self.number() % limit
    }
}

#[test]
fn rfc_4226_appendix_d() {
    let codes =
        ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];
    for (counter, code) in codes.iter().enumerate() {
        assert_eq!(counted(Algorithm::Sha1, Digits::SIX, b"12345678901234567890", counter as u64), *code);
    }
    println!("RFC 4226 appendix D: {} codes", codes.len());
}

#[test]
fn rfc_6238_appendix_b() {
    // Each hash has a seed of its own length: erratum 2866.
    let seeds: [&[u8]; 3] = [
        b"12345678901234567890",
        b"12345678901234567890123456789012",
        b"1234567890123456789012345678901234567890123456789012345678901234",
    ];
    let rows = [
        (59, ["94287082", "46119246", "90693936"]),
        (1_111_111_109, ["07081804", "68084774", "25091201"]),
        (1_111_111_111, ["14050471", "67062674", "99943326"]),
        (1_234_567_890, ["89005924", "91819424", "93441116"]),
        (2_000_000_000, ["69279037", "90698825", "38618901"]),
        (20_000_000_000, ["65353130", "77737706", "47863826"]),
    ];
    for (seconds, codes) in rows {
        for ((algorithm, seed), code) in ALGORITHMS.into_iter().zip(seeds).zip(codes) {
            let parameters =
                CodeParameters::Totp { algorithm, digits: Digits::EIGHT, period: Period::THIRTY_SECONDS };
            assert_eq!(timed(parameters, seed, seconds), code, "{algorithm:?} at {seconds}");
        }
    }
    println!("RFC 6238 appendix B: {} codes", rows.len() * 3);
}

#[test]
fn a_period_begins_and_ends_where_it_should() {
    let PreparedKey::Timed(key) = PreparedKey::new(&CodeParameters::USUAL, &secret(&[7; 20])) else {
        panic!()
    };
    let at = |milliseconds| key.code_at(UnixTime::from_milliseconds(milliseconds));
    assert_eq!(at(30_000), at(59_999));
    assert_ne!(at(29_999), at(30_000));
    let now = UnixTime::from_milliseconds(30_001);
    assert_eq!(at(30_001).seconds_left(now), 30);
    assert_eq!(at(59_999).seconds_left(UnixTime::from_milliseconds(59_999)), 1);
    let accepted: Vec<_> = key.codes_accepted_at(now, 2).collect();
    assert_eq!(accepted.len(), 4, "there is no step before the first");
    assert_eq!(key.current_and_next(now), (at(30_000), at(60_000)));
    assert_eq!(key.codes_accepted_at(UnixTime::from_seconds(3000), 2).count(), 5);
}

#[test]
fn another_implementation_agrees() {
    let numbers = Numbers(SeededRandom::new(11));
    let mut compared = 0;
    for round in 0..12_000 {
        let algorithm = ALGORITHMS[round % 3];
        let digits = Digits::new(6 + (round % 4) as u8).unwrap();
        let period = Period::from_seconds(1 + numbers.below(120) as u32).unwrap();
        let seed = numbers.bytes(16 + numbers.below(120) as usize);
        let seconds = numbers.below(1 << 40);
        let theirs = totp_rs::Builder::new()
            .with_algorithm(match algorithm {
                Algorithm::Sha1 => totp_rs::Algorithm::SHA1,
                Algorithm::Sha256 => totp_rs::Algorithm::SHA256,
                Algorithm::Sha512 => totp_rs::Algorithm::SHA512,
            })
            .with_digits(digits.count())
            .with_step_duration(u64::from(period.seconds()))
            .with_secret(seed.clone())
            .build_noncompliant();
        let ours = timed(CodeParameters::Totp { algorithm, digits, period }, &seed, seconds);
        assert_eq!(
            ours,
            theirs.generate(seconds).to_string(),
            "{algorithm:?} {digits:?} {period:?} {seconds}"
        );
        compared += 1;
    }
    println!("{compared} codes compared with totp-rs");
}

#[test]
fn steam_guard_agrees_with_its_own_arithmetic() {
    // The same truncated value as HOTP's, written with 26 characters, lowest first.
    const ALPHABET: &[u8; 26] = b"23456789BCDFGHJKMNPQRTVWXY";
    let numbers = Numbers(SeededRandom::new(12));
    for _ in 0..1_000 {
        let (seed, seconds) = (numbers.bytes(20), numbers.below(1 << 36));
        let ten = counted(Algorithm::Sha1, Digits::new(10).unwrap(), &seed, seconds / 30);
        let mut value: u64 = ten.parse().unwrap();
        let expected: String = (0..5)
            .map(|_| {
                let character = char::from(ALPHABET[(value % 26) as usize]);
                value /= 26;
                character
            })
            .collect();
        assert_eq!(timed(CodeParameters::Steam, &seed, seconds), expected);
    }
}

fn random_label(numbers: &Numbers) -> Label {
    const PIECES: [&str; 24] = [
        "a", "Z", "9", " ", ":", "%", "+", "&", "=", "?", "#", "/", "@", ".", "ü", "ß", "é", "日", "本", "Я",
        "🔑", "'", "\"", "\\",
    ];
    let length = numbers.below(24);
    let text: String = (0..length).map(|_| PIECES[numbers.below(PIECES.len() as u64) as usize]).collect();
    Label::clean(&text)
}

fn random_account(numbers: &Numbers) -> OneTimeAccount {
    let algorithm = ALGORITHMS[numbers.below(3) as usize];
    let digits = Digits::new(6 + numbers.below(5) as u8).unwrap();
    let period = Period::from_seconds(1 + numbers.below(86_400) as u32).unwrap();
    let parameters = match numbers.below(8) {
        0 => CodeParameters::Steam,
        1 => CodeParameters::DayPassword { algorithm, digits, period },
        2 | 3 => CodeParameters::Hotp { algorithm, digits, counter: Counter(numbers.number()) },
        _ => CodeParameters::Totp { algorithm, digits, period },
    };
    let secret = secret(&numbers.bytes(10 + numbers.below(80) as usize));
    OneTimeAccount { issuer: random_label(numbers), account: random_label(numbers), parameters, secret }
}

#[test]
fn what_is_written_is_read_for_100_000_random_accounts() {
    let numbers = Numbers(SeededRandom::new(13));
    let accounts = 100_000;
    for _ in 0..accounts {
        let account = random_account(&numbers);
        let text = key_uri::write(&account);
        let read = key_uri::parse(text.expose())
            .unwrap_or_else(|error| panic!("{}: {error}", text.expose()))
            .account;
        assert_eq!(
            (&read.issuer, &read.account, read.parameters, read.secret.bytes().expose()),
            (&account.issuer, &account.account, account.parameters, account.secret.bytes().expose()),
            "{}",
            text.expose()
        );
    }
    println!("{accounts} random accounts written and read back");
}

#[test]
fn five_thousand_hostile_labels_are_cleaned() {
    const HOSTILE: [&str; 16] = [
        "\u{202e}",
        "\u{2066}",
        "\u{200b}",
        "\u{feff}",
        "\x1b[31m",
        "\x1b]52;c;AAAA\x07",
        "\0",
        "\r\n",
        "\t",
        "\u{7f}",
        "\u{9b}",
        "\u{e0041}",
        "\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
        "\u{2028}",
        "\u{ad}",
        "\u{fff9}",
    ];
    let numbers = Numbers(SeededRandom::new(14));
    let labels = 5_000;
    for _ in 0..labels {
        let parts = 1 + numbers.below(400);
        let text: String = (0..parts)
            .map(|_| match numbers.below(3) {
                0 => HOSTILE[numbers.below(HOSTILE.len() as u64) as usize].to_owned(),
                1 => char::from_u32(numbers.below(0x11_0000) as u32).unwrap_or('x').to_string(),
                _ => "bank".to_owned(),
            })
            .collect();
        let label = Label::clean(&text);
        assert!(label.as_str().chars().count() <= Label::LONGEST);
        let bad = |c: char| {
            c.is_control()
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        };
        assert!(!label.as_str().chars().any(bad), "{text:?} became {:?}", label.as_str());
        assert_eq!(Label::clean(label.as_str()), label, "cleaning twice changes something");
    }
    println!("{labels} hostile labels cleaned");
}
