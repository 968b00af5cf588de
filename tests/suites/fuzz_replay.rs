//! Runs every fuzz target on its corpus, and on mutations of it from a fixed seed. Stable Rust, the same every time.

#[path = "../fuzz/targets.rs"]
mod targets;

use countersign_tests::{counted, repository};
use targets::TARGETS;

/// Mutations of each file of a corpus; `COUNTERSIGN_CAMPAIGN=1` makes a hundred times as many.
const MUTATIONS: u64 = 200;

#[test]
fn nothing_but_an_answer_comes_of_any_input() {
    let campaign = std::env::var_os("COUNTERSIGN_CAMPAIGN").is_some_and(|value| value == "1");
    let mutations = if campaign { MUTATIONS * 100 } else { MUTATIONS };
    for (name, target) in TARGETS {
        let folder = repository().join("tests/fuzz/corpus").join(name);
        let mut files: Vec<_> =
            std::fs::read_dir(&folder).expect(name).map(|entry| entry.unwrap().path()).collect();
        files.sort();
        assert!(!files.is_empty(), "the corpus of {name} is empty");
        let mut inputs = 0;
        for file in &files {
            let seed = std::fs::read(file).unwrap();
            target(&seed);
            for number in 0..mutations {
                target(&mutated(&seed, number));
            }
            inputs += mutations + 1;
        }
        counted(&format!("fuzz target {name}: {inputs} inputs from {} files", files.len()));
    }
}

/// One to eight changes: bytes set, bits flipped, pieces cut out or doubled, the end cut off.
fn mutated(seed: &[u8], number: u64) -> Vec<u8> {
    let mut state = (number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ seed.len() as u64;
    let mut below = |limit: usize| {
        // xorshift64*: repeatable, and good enough to pick places.
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        (state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % limit.max(1)
    };
    let mut bytes = seed.to_vec();
    for _ in 0..=below(8) {
        if bytes.is_empty() {
            break;
        }
        let (at, end) = (below(bytes.len()), below(bytes.len()));
        let (low, high) = (at.min(end), at.max(end).min(at.min(end) + 64));
        match below(5) {
            0 => bytes[at] = below(256) as u8,
            1 => bytes[at] ^= 1 << below(8),
            2 => drop(bytes.drain(low..high)),
            3 => {
                let piece = bytes[low..high].to_vec();
                bytes.splice(end..end, piece);
            }
            _ => bytes.truncate(at),
        }
    }
    bytes
}
