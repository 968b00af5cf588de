//! One TOTP code from a prepared key, against totp-rs and (with the feature `liboath`) against the OATH Toolkit's C
//! library, all three hashes; and, apart, what opening the sealed secret costs.

use countersign::crypto::{AeadKey, Secret, SecretBytes};
use countersign::otp::{Algorithm, CodeParameters, Digits, Period, PreparedKey, SharedSecret};
use countersign::time::UnixTime;
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;

const SEED: &[u8; 20] = b"12345678901234567890";

fn codes(criterion: &mut Criterion) {
    for (name, algorithm, theirs) in [
        ("SHA-1", Algorithm::Sha1, totp_rs::Algorithm::SHA1),
        ("SHA-256", Algorithm::Sha256, totp_rs::Algorithm::SHA256),
        ("SHA-512", Algorithm::Sha512, totp_rs::Algorithm::SHA512),
    ] {
        let mut group = criterion.benchmark_group(format!("code {name}"));
        let parameters =
            CodeParameters::Totp { algorithm, digits: Digits::SIX, period: Period::THIRTY_SECONDS };
        let secret = SharedSecret::new(SecretBytes::from(SEED.as_slice())).unwrap();
        let PreparedKey::Timed(key) = PreparedKey::new(&parameters, &secret) else { panic!() };
        let mut time = 0;
        group.bench_function("countersign", |bench| {
            bench.iter(|| {
                time += 30;
                black_box(key.code_at(UnixTime::from_seconds(time)).code.as_str().len())
            });
        });
        let totp = totp_rs::Builder::new().with_algorithm(theirs).with_secret(SEED.to_vec()).build().unwrap();
        group.bench_function("totp-rs", |bench| {
            bench.iter(|| {
                time += 30;
                black_box(totp.generate(time).to_string().len())
            });
        });
        #[cfg(feature = "liboath")]
        group.bench_function("liboath", |bench| {
            bench.iter(|| {
                time += 30;
                black_box(liboath::totp(SEED, time, algorithm))
            });
        });
        group.finish();
    }
    let key = AeadKey::new(&Secret::taken_from(&mut [7; 32]));
    let sealed = key.seal([1; 12], b"record", SEED).unwrap();
    criterion.bench_function("opening a sealed secret", |bench| {
        bench.iter(|| black_box(key.open([1; 12], b"record", &sealed).unwrap().len()));
    });
}

/// The two functions of liboath that make a code. Nothing else of the project calls C.
#[cfg(feature = "liboath")]
mod liboath {
    use countersign::otp::Algorithm;
    use std::ffi::{c_char, c_int, c_uint};

    #[link(name = "oath")]
    unsafe extern "C" {
        fn oath_totp_generate2(
            secret: *const c_char,
            length: usize,
            now: i64,
            step: c_uint,
            start: i64,
            digits: c_uint,
            flags: c_int,
            code: *mut c_char,
        ) -> c_int;
    }

    pub fn totp(secret: &[u8], now: u64, algorithm: Algorithm) -> u8 {
        let flags = match algorithm {
            Algorithm::Sha1 => 0,
            Algorithm::Sha256 => 1,
            Algorithm::Sha512 => 2,
        };
        let mut code = [0_u8; 16];
        // SAFETY: the secret and the sixteen bytes for the code outlive the call, which writes seven of them.
        let outcome = unsafe {
            oath_totp_generate2(
                secret.as_ptr().cast(),
                secret.len(),
                now as i64,
                30,
                0,
                6,
                flags,
                code.as_mut_ptr().cast(),
            )
        };
        assert_eq!(outcome, 0);
        code[0]
    }
}

criterion_group!(benches, codes);
criterion_main!(benches);
