//! After `lock()` no secret is left in the memory of the release build.
//!
//! A child process is given canary secrets and PINs over a pipe, works with them, and locks; `gcore` (Debian package
//! gdb) writes its whole memory, which is searched for every window of 8 bytes of every canary: raw, hexadecimal,
//! base32 and base64. The same search while the child holds a secret and the PIN must find both.

#![cfg(target_os = "linux")]

use countersign_tests::counted;
use countersign_tests::vault_rig::Draw;
use data_encoding::{BASE32, BASE64, HEXLOWER, HEXUPPER};
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

const WINDOW: usize = 8;

/// What was planted, and in which form each window of it can be recognised.
struct Canaries {
    windows: HashMap<u64, String>,
    // One bit per value of a window's first two bytes: most of the memory is passed over quickly.
    first: Vec<bool>,
}

impl Canaries {
    fn new(planted: &[(String, Vec<u8>)]) -> Self {
        let mut canaries = Self { windows: HashMap::new(), first: vec![false; 1 << 16] };
        for (name, bytes) in planted {
            canaries.plant(&format!("{name}, raw"), bytes);
            canaries.plant(&format!("{name}, hexadecimal"), HEXLOWER.encode(bytes).as_bytes());
            canaries.plant(&format!("{name}, hexadecimal"), HEXUPPER.encode(bytes).as_bytes());
            canaries.plant(&format!("{name}, base32"), BASE32.encode(bytes).trim_end_matches('=').as_bytes());
            canaries.plant(&format!("{name}, base64"), BASE64.encode(bytes).trim_end_matches('=').as_bytes());
        }
        canaries
    }

    fn plant(&mut self, name: &str, form: &[u8]) {
        for window in form.windows(WINDOW) {
            let window = u64::from_be_bytes(window.try_into().expect("8 bytes"));
            self.first[usize::try_from(window >> 48).expect("16 bits")] = true;
            self.windows.insert(window, name.to_owned());
        }
    }

    /// How many windows of what are found in a file.
    fn search(&self, path: &Path) -> BTreeMap<String, u64> {
        let mut found = BTreeMap::new();
        let mut file = BufReader::with_capacity(1 << 20, std::fs::File::open(path).expect("the core dump"));
        let mut window = 0_u64;
        let mut block = vec![0; 1 << 20];
        loop {
            let length = file.read(&mut block).expect("the core dump");
            if length == 0 {
                return found;
            }
            for byte in &block[..length] {
                window = window << 8 | u64::from(*byte);
                if self.first[(window >> 48) as usize]
                    && let Some(name) = self.windows.get(&window)
                {
                    *found.entry(name.clone()).or_default() += 1;
                }
            }
        }
    }
}

struct Process {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    dumps: PathBuf,
}

impl Process {
    fn start(program: &Path, folder: &Path, dumps: &Path) -> Self {
        let mut child = Command::new(program)
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the child starts");
        let input = child.stdin.take().expect("its input");
        let output = BufReader::new(child.stdout.take().expect("its output"));
        Self { child, input, output, dumps: dumps.to_owned() }
    }

    fn send(&mut self, bytes: &[u8]) {
        self.input.write_all(bytes).expect("the child reads");
    }

    /// Waits until the child says `what`, searches its memory, and lets it go on.
    fn search(&mut self, what: &str, canaries: &Canaries) -> BTreeMap<String, u64> {
        let mut said = String::new();
        self.output.read_line(&mut said).expect("the child says how far it is");
        assert_eq!(said.trim_end(), what);
        let pid = self.child.id().to_string();
        let prefix = self.dumps.join("core");
        let output = Command::new("gcore").arg("-a").arg("-o").arg(&prefix).arg(&pid).output();
        let output = output.expect("gcore starts (Debian package gdb)");
        assert!(output.status.success(), "gcore: {}", String::from_utf8_lossy(&output.stderr));
        let dump = self.dumps.join(format!("core.{pid}"));
        let size = std::fs::metadata(&dump).expect("the core dump").len();
        let found = canaries.search(&dump);
        std::fs::remove_file(&dump).expect("the core dump is removed");
        counted(&format!(
            "windows found {what}: {} in {} MiB of memory",
            found.values().sum::<u64>(),
            size.div_ceil(1 << 20)
        ));
        self.send(&[0]);
        found
    }
}

/// The release build of the child, made if need be.
fn release_build() -> PathBuf {
    let target = std::env::current_exe().expect("this program");
    let target = target.ancestors().nth(3).expect("target/PROFILE/deps/THIS").to_path_buf();
    let status = countersign_tests::outside_cargo(env!("CARGO"))
        .args([
            "build",
            "--release",
            "--package",
            "countersign-tests",
            "--bin",
            "memory_child",
            "--target-dir",
        ])
        .arg(&target)
        .current_dir(countersign_tests::repository())
        .status()
        .expect("cargo starts");
    assert!(status.success(), "the release build: {status}");
    target.join("release/memory_child")
}

#[test]
fn nothing_is_left_after_locking() {
    let program = release_build();
    let folder = tempfile::tempdir().expect("a folder");
    let mut draw = Draw::new(0x6d65_6d6f_7279);
    // No two windows alike, and none that occurs by chance.
    let mut secret = || -> Vec<u8> { (0..32).map(|_| draw.number().to_be_bytes()[3]).collect() };
    let secrets: Vec<_> = (0..8).map(|_| secret()).collect();
    let key = secret();
    let pins = [b"q7#Vw2!xLm9Z", b"K4%tRb8&nYc1", b"j5@Hs3*dFg6P"];
    let mut planted: Vec<_> =
        (1..).zip(&secrets).map(|(number, bytes)| (format!("secret {number}"), bytes.clone())).collect();
    planted.extend((1..).zip(pins).map(|(number, pin)| (format!("PIN {number}"), pin.to_vec())));
    planted.push(("key".to_owned(), key.clone()));
    let canaries = Canaries::new(&planted);
    counted(&format!("windows looked for: {}", canaries.windows.len()));

    let mut process = Process::start(&program, &folder.path().join("vault"), folder.path());
    process.send(pins[0]);
    secrets.iter().for_each(|secret| process.send(secret));
    let control = process.search("holding the PIN and a secret", &canaries);
    for held in ["secret 1, raw", "PIN 1, raw"] {
        assert!(control.contains_key(held), "the control: {held} is there and must be found: {control:?}");
    }
    assert_eq!(process.search("locked after setting up", &canaries), BTreeMap::new());
    pins.iter().for_each(|pin| process.send(*pin));
    let what = "locked after unlocking, changing the PIN and a wrong PIN";
    assert_eq!(process.search(what, &canaries), BTreeMap::new());

    process.send(&key);
    // Whether the stack still holds it depends on what ran since; that it is gone after the wiping does not.
    process.search("a key used and dropped", &canaries);
    assert_eq!(process.search("a key used and dropped, the stack wiped", &canaries), BTreeMap::new());
    assert!(process.child.wait().expect("it ends").success());
}
