//! See `targets::key_uri`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| countersign_fuzz::key_uri(bytes));
