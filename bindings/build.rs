//! How the library for Android is linked: relocations in their short form, equal functions once, and without what only the
//! generator of the bindings reads. The NDK's linker can do all of it, and every device from API 28 on reads the short form.
//! Together they take a quarter off the library.

/// What is asked of the linker (LLVM's lld).
const SHORTER: [&str; 3] = ["--icf=all", "--pack-dyn-relocs=android+relr", "--use-android-relr-tags"];
/// What is left out, as a script for it.
const LEFT_OUT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/android/link.ld");

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={LEFT_OUT}");
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("android") {
        SHORTER.iter().for_each(|option| println!("cargo::rustc-cdylib-link-arg=-Wl,{option}"));
        println!("cargo::rustc-cdylib-link-arg=-Wl,-T,{LEFT_OUT}");
    }
}
