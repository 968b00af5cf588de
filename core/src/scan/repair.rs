//! Corrects a code's codewords with what is known of their reliability, where correction that knows nothing fails:
//! under glare, behind a logo or in strong blur.
//!
//! The least reliable codewords of a block are taken as erased, more and more of them, until the block can be
//! corrected and enough correction codewords are left over to confirm it.

use super::decoders::rxing::{Layout, Reading, decode_modules, layout};
use super::grid::Judged;
use super::reed_solomon::Block;

/// Correction codewords that must agree beyond those used: chance would match them once in 2³².
const SPARE: usize = 4;

/// The least correction codewords a block must have for repair to be tried.
const LEAST_CORRECTION: usize = 10;

/// Reads a code from modules of which some are wrong and some unreliable.
pub(super) fn read(side: usize, judged: &Judged) -> Option<Reading> {
    let dark = |x: usize, y: usize| judged.modules.get(y * side + x).is_some_and(|module| module.dark);
    let layout = layout(side, format_bits(side, &dark))?;
    let places = places(side, &layout);
    let codewords: Vec<(u8, f32)> = places
        .chunks_exact(8)
        .map(|bits| {
            bits.iter().fold((0, f32::MAX), |(byte, certainty), &(x, y)| {
                let bit = dark(x, y) != masked(layout.mask, x, y);
                let module = judged.modules.get(y * side + x).map_or(0.0, |module| module.certainty);
                (byte << 1 | u8::from(bit), certainty.min(module))
            })
        })
        .collect();
    let sequences = sequences(&layout.blocks);
    let mut corrected: Vec<u8> = codewords.iter().map(|(byte, _)| *byte).collect();
    for (sequence, (_, correction)) in sequences.iter().zip(&layout.blocks) {
        let block: Vec<(u8, f32)> = sequence.iter().filter_map(|&at| codewords.get(at).copied()).collect();
        for (&at, byte) in sequence.iter().zip(repaired(&block, *correction)?) {
            *corrected.get_mut(at)? = byte;
        }
    }
    let mut modules: Vec<bool> = judged.modules.iter().map(|module| module.dark).collect();
    for (bits, byte) in places.chunks_exact(8).zip(corrected) {
        for (place, &(x, y)) in bits.iter().enumerate() {
            let bit = byte >> (7 - place) & 1 == 1;
            *modules.get_mut(y * side + x)? = bit != masked(layout.mask, x, y);
        }
    }
    decode_modules(side, |x, y| modules.get(y * side + x).copied().unwrap_or(false))
}

/// One block, given each codeword and how certain it is.
fn repaired(codewords: &[(u8, f32)], correction: usize) -> Option<Vec<u8>> {
    if correction < LEAST_CORRECTION {
        return None;
    }
    let block = Block::new(codewords.iter().map(|(byte, _)| *byte).collect(), correction);
    if let Some(right) = block.corrected(&[], 0) {
        return Some(right);
    }
    let mut doubtful: Vec<(f32, usize)> =
        codewords.iter().enumerate().map(|(at, (_, certainty))| (*certainty, at)).collect();
    doubtful.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let erased: Vec<usize> = doubtful.into_iter().map(|(_, at)| at).collect();
    (1..=correction - SPARE)
        .rev()
        .step_by(2)
        .find_map(|count| block.corrected(erased.get(..count).unwrap_or_default(), SPARE))
}

/// Both copies of the format information, first bit first (7.9).
fn format_bits(side: usize, dark: &impl Fn(usize, usize) -> bool) -> [u32; 2] {
    let read = |places: &mut dyn Iterator<Item = (usize, usize)>| {
        places.fold(0, |bits, (x, y)| bits << 1 | u32::from(dark(x, y)))
    };
    let beside = [0, 1, 2, 3, 4, 5, 7, 8].into_iter().map(|x| (x, 8));
    let above = [7, 5, 4, 3, 2, 1, 0].into_iter().map(|y| (8, y));
    let below = (side - 7..side).rev().map(|y| (8, y));
    let right = (side - 8..side).map(|x| (x, 8));
    [read(&mut beside.chain(above)), read(&mut below.chain(right))]
}

/// The places of the codewords' bits, in their order (7.7.3): pairs of columns from the right, up and down in turn.
fn places(side: usize, layout: &Layout) -> Vec<(usize, usize)> {
    let mut places = Vec::with_capacity(side * side);
    // The vertical timing pattern takes a column of its own.
    let rights = (1..side).rev().step_by(2).map(|right| if right <= 6 { right - 1 } else { right });
    for (number, right) in rights.enumerate() {
        for row in 0..side {
            let y = if number % 2 == 0 { side - 1 - row } else { row };
            for x in [Some(right), right.checked_sub(1)].into_iter().flatten() {
                if !layout.is_function(x, y) {
                    places.push((x, y));
                }
            }
        }
    }
    places
}

/// For each block, where its codewords are in the order in which they are placed (7.6): the first data codeword of
/// each block, then the second of each; then the correction codewords likewise.
fn sequences(blocks: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut sequences = vec![Vec::new(); blocks.len()];
    let mut next = 0;
    let most = |of: fn(&(usize, usize)) -> usize| blocks.iter().map(of).max().unwrap_or(0);
    for (count, of) in [(most(|block| block.0), 0), (most(|block| block.1), 1)] {
        for number in 0..count {
            for (sequence, (data, correction)) in sequences.iter_mut().zip(blocks) {
                if number < if of == 0 { *data } else { *correction } {
                    sequence.push(next);
                    next += 1;
                }
            }
        }
    }
    sequences
}

/// Whether a mask (7.8.2) inverts a module.
fn masked(mask: u8, x: usize, y: usize) -> bool {
    match mask {
        0 => (x + y).is_multiple_of(2),
        1 => y.is_multiple_of(2),
        2 => x.is_multiple_of(3),
        3 => (x + y).is_multiple_of(3),
        4 => (y / 2 + x / 3).is_multiple_of(2),
        5 => (x * y) % 2 + (x * y) % 3 == 0,
        6 => ((x * y) % 2 + (x * y) % 3).is_multiple_of(2),
        _ => ((x + y) % 2 + (x * y) % 3).is_multiple_of(2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::grid::Module;

    /// `tests/vectors/scan/version-9-m.txt`: a code of version 9-M as rows of 0 and 1, its text in the first line.
    fn code() -> (String, usize, Vec<bool>) {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/scan/version-9-m.txt");
        let file = std::fs::read_to_string(path).unwrap();
        let (text, rows) = file.split_once('\n').unwrap();
        let modules: Vec<bool> = rows.chars().filter(|c| !c.is_whitespace()).map(|c| c == '1').collect();
        (text.to_owned(), rows.lines().count(), modules)
    }

    fn judged(modules: &[bool], blot: impl Fn(usize) -> bool) -> Judged {
        let module = |(at, &dark): (usize, &bool)| {
            if blot(at) { Module { dark: false, certainty: 0.0 } } else { Module { dark, certainty: 1.0 } }
        };
        Judged { modules: modules.iter().enumerate().map(module).collect() }
    }

    #[test]
    fn a_clean_code_is_read() {
        let (text, side, modules) = code();
        assert_eq!(read(side, &judged(&modules, |_| false)).unwrap().text, text);
    }

    #[test]
    fn a_blot_twice_as_large_as_errors_may_be_is_repaired() {
        let (text, side, modules) = code();
        let blot = |at: usize| {
            let (x, y) = ((at % side) as f32 - 33.0, (at / side) as f32 - 30.0);
            x.hypot(y) < 13.0
        };
        let judged = judged(&modules, blot);
        assert!(decode_modules(side, |x, y| judged.modules[y * side + x].dark).is_none());
        assert_eq!(read(side, &judged).unwrap().text, text);
    }

    #[test]
    fn noise_is_not_repaired_into_something() {
        let (_, side, modules) = code();
        let noisy: Vec<bool> = modules
            .iter()
            .enumerate()
            .map(|(at, dark)| dark ^ (at.wrapping_mul(2_654_435_761) >> 20 & 3 == 0))
            .collect();
        assert!(read(side, &judged(&noisy, |_| false)).is_none());
    }
}
