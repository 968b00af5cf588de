//! UniFFI's generator, in the version that built the library. `bindings/generate` calls it.

fn main() {
    uniffi::uniffi_bindgen_main();
}
