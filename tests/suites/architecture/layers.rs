//! The table of layers: which module may use which, and which libraries it alone may name.

use super::names::{Name, names};
use super::source::{Breach, Source};

/// One module of the core.
pub struct Row {
    /// Its name, right under the root of the crate.
    pub module: &'static str,
    /// The modules it may use, besides itself.
    pub uses: &'static [&'static str],
    /// The libraries that only this module may name.
    pub libraries: &'static [&'static str],
    /// The sentence a reader gets when it uses another one.
    pub sentence: &'static str,
}

/// From the facade down to what uses nothing.
pub const TABLE: &[Row] = &[
    Row {
        module: "authenticator",
        uses: &[
            "enroll",
            "push",
            "vault",
            "otp",
            "scan",
            "jose",
            "crypto",
            "ports",
            "http",
            "strict_json",
            "time",
        ],
        libraries: &[],
        sentence: "the facade stands on every layer, and on no particular platform",
    },
    Row {
        module: "enroll",
        uses: &["push", "vault", "otp", "scan", "crypto", "ports", "http", "strict_json", "time"],
        libraries: &[],
        sentence: "enroll turns text into an offer; it stands below the facade",
    },
    Row {
        module: "push",
        uses: &["otp", "jose", "crypto", "ports", "http", "strict_json", "time"],
        libraries: &[],
        sentence: "push says what to send and what may be signed; it sends nothing and does not see the vault",
    },
    Row {
        module: "vault",
        uses: &["crypto", "ports", "time"],
        libraries: &[],
        sentence: "the vault keeps records; it knows nothing of one-time codes, pictures or enrollment",
    },
    Row {
        module: "otp",
        uses: &["crypto", "ports", "time"],
        libraries: &["totp_rs"],
        sentence: "otp computes codes; it knows nothing of the vault, of pictures or of enrollment",
    },
    Row {
        module: "scan",
        uses: &["ports"],
        libraries: &["countersign_scan", "image", "rqrr", "rxing"],
        sentence: "scan turns pixels into texts; it does not know what a text means",
    },
    Row {
        module: "jose",
        uses: &["crypto", "strict_json", "time"],
        libraries: &[],
        sentence: "jose is how statements are signed and read; it knows no protocol",
    },
    Row {
        module: "crypto",
        uses: &[],
        libraries: &["argon2", "hmac", "hpke", "p256", "rand_core", "ring", "sha1", "sha2"],
        sentence: "cryptography is the ground; it knows the random source of `ports` and nothing else",
    },
    Row {
        module: "platform",
        uses: &["crypto", "ports", "http", "time"],
        libraries: &[
            "h2",
            "hyper",
            "keyring",
            "reqwest",
            "rustix",
            "rustls",
            "rustls_platform_verifier",
            "tokio",
            "webpki",
        ],
        sentence: "a platform fills in ports; it knows no layer above cryptography",
    },
    Row {
        module: "ports",
        uses: &["crypto", "http", "time"],
        libraries: &[],
        sentence: "a port says what the outside lends; it has no behaviour, so it needs no layer",
    },
    Row {
        module: "http",
        uses: &[],
        libraries: &["idna"],
        sentence: "a request and an answer are values; they need no module",
    },
    Row {
        module: "strict_json",
        uses: &[],
        libraries: &[],
        sentence: "a reader of JSON knows no protocol; it needs no module",
    },
    Row { module: "time", uses: &[], libraries: &[], sentence: "time is a value; it needs no module" },
    Row {
        module: "testing",
        uses: &["push", "vault", "otp", "scan", "jose", "crypto", "ports", "http", "strict_json", "time"],
        libraries: &[],
        sentence: "a fake needs no platform and no facade",
    },
];

/// Single names that a module may use of another one, besides its row: from, to, names.
const EXCEPTIONS: &[(&str, &str, &[&str])] = &[
    ("crypto", "ports", &["Random", "RandomFailed"]),
    // The seam under the durable files: a simulated disk stands in for it.
    ("testing", "platform", &["Disk"]),
];

/// Libraries of more than one module: library, the modules (or files of one) that name it, the sentence.
const SHARED: &[(&str, &[&[&str]], &str)] = &[(
    "minicbor",
    &[
        &["vault"],
        &["push"],
        &["authenticator", "appearance"],
        &["authenticator", "push"],
        &["authenticator", "records"],
        &["authenticator", "settings"],
        &["time", "cbor"],
    ],
    "CBOR is for records that are kept: the vault's, each push account's, and the facade's own",
)];

/// The row of a module.
pub fn row(module: &str) -> Option<&'static Row> {
    TABLE.iter().find(|row| row.module == module)
}

/// Arrows point down, as the table has it. `lib.rs` declares modules and uses none.
pub fn arrows(source: &Source) -> Vec<Breach> {
    let Some(here) = source.module.first() else { return Vec::new() };
    let Some(row) = row(here) else { return Vec::new() };
    names(source).into_iter().filter_map(|name| arrow(row, &name)).collect()
}

fn arrow(row: &Row, name: &Name) -> Option<Breach> {
    let target = name.module()?;
    let found = name.text();
    let breach = |sentence: &str| Some(Breach { line: name.line, sentence: format!("{found}: {sentence}") });
    match target {
        "*" => breach("name the module: a handle on the whole crate hides which layers are used"),
        _ if target == row.module => None,
        _ if excepted(row.module, target, name) => None,
        "platform" => breach("platform holds defaults that a shell may replace: no other module needs it"),
        "testing" => breach("fakes exist in tests only"),
        _ if row.uses.contains(&target) => None,
        _ if self::row(target).is_some() => breach(row.sentence),
        // A function or macro right under the root.
        _ => None,
    }
}

fn excepted(from: &str, to: &str, name: &Name) -> bool {
    let thing = name.segments.get(1).map_or("", String::as_str);
    EXCEPTIONS
        .iter()
        .any(|(source, target, names)| *source == from && *target == to && names.contains(&thing))
}

/// A library is named by the module that has it in its row, and by no other.
pub fn libraries(source: &Source) -> Vec<Breach> {
    let here = source.module.first().map_or("", String::as_str);
    let mut breaches = Vec::new();
    for name in names(source).into_iter().filter(|name| !name.in_crate) {
        let Some(library) = name.segments.first() else { continue };
        let owner = TABLE.iter().find(|row| row.libraries.contains(&library.as_str()));
        if let Some(owner) = owner.filter(|row| row.module != here) {
            let sentence = format!("{}: only {} names {library}", name.text(), owner.module);
            breaches.push(Breach { line: name.line, sentence });
        }
        let shared = SHARED.iter().find(|(shared, ..)| shared == library);
        if let Some((_, owners, sentence)) = shared
            && !owners.iter().any(|owner| starts_with(&source.module, owner))
        {
            let sentence = format!("{}: {sentence}", name.text());
            breaches.push(Breach { line: name.line, sentence });
        }
    }
    breaches
}

fn starts_with(module: &[String], owner: &[&str]) -> bool {
    module.len() >= owner.len() && module.iter().zip(owner).all(|(here, owner)| here == owner)
}

/// Clock, files, network, processes, environment and standard streams: what only `platform/` may touch.
pub fn ambient(source: &Source) -> Vec<Breach> {
    if source.module.first().is_some_and(|module| module == "platform") {
        return Vec::new();
    }
    let mut breaches = Vec::new();
    for name in names(source) {
        let segments: Vec<&str> = name.segments.iter().map(String::as_str).collect();
        let sentence = match segments.as_slice() {
            _ if segments.iter().any(|name| matches!(*name, "SystemTime" | "Instant")) => {
                "time is an argument: only platform reads a clock"
            }
            ["std" | "core", "time", "*"] => "name what you take from std::time: its clocks are platform's",
            ["std", "fs" | "net" | "env" | "process" | "os", ..] => {
                "no I/O: only platform touches files, network, processes and the environment"
            }
            ["std", "io", "stdin" | "stdout" | "stderr" | "Stdin" | "Stdout" | "Stderr", ..] => {
                "no I/O: a library prints nothing and asks nothing"
            }
            ["std", "thread", "sleep", ..] => "the core does not wait: time is an argument",
            _ => continue,
        };
        breaches.push(Breach { line: name.line, sentence: format!("{}: {sentence}", name.text()) });
    }
    breaches
}
