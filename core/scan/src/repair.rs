//! Corrects a code's codewords with what is known of their reliability, where correction that knows nothing fails:
//! under glare, behind a logo or in strong blur.
//!
//! The least reliable codewords of a block are taken as erased, more and more of them, until the block can be
//! corrected and enough correction codewords are left over to confirm it.

use super::decoding::{self, Reading};
use super::grid::Judged;
use super::layout::Layout;
use super::reed_solomon::Block;

/// Correction codewords that must agree beyond those used: chance would match them once in 2³².
const SPARE: usize = 4;

/// The least correction codewords a block must have for repair to be tried.
const LEAST_CORRECTION: usize = 10;

/// Reads a code from modules of which some are wrong and some unreliable.
pub(super) fn read(side: usize, judged: &Judged) -> Option<Reading> {
    let dark = |x: usize, y: usize| judged.modules.get(y * side + x).is_some_and(|module| module.dark);
    let layout = Layout::of(side, &dark)?;
    let codewords: Vec<(u8, f32)> = layout
        .codewords()
        .map(|bits| {
            bits.iter().fold((0, f32::MAX), |(byte, certainty), bit| {
                let value = dark(bit.x, bit.y) != bit.inverted;
                let module = judged.modules.get(bit.y * side + bit.x).map_or(0.0, |module| module.certainty);
                (byte << 1 | u8::from(value), certainty.min(module))
            })
        })
        .collect();
    decoding::reading(&layout, &layout.data(&codewords, repaired)?)
}

/// One block, given each codeword and how certain it is.
fn repaired(codewords: Vec<(u8, f32)>, correction: usize) -> Option<Vec<u8>> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::Module;
    use crate::tests::version_9;

    fn judged(modules: &[bool], blot: impl Fn(usize) -> bool) -> Judged {
        let module = |(at, &dark): (usize, &bool)| {
            if blot(at) { Module { dark: false, certainty: 0.0 } } else { Module { dark, certainty: 1.0 } }
        };
        Judged { modules: modules.iter().enumerate().map(module).collect() }
    }

    #[test]
    fn a_clean_code_is_read() {
        let (text, side, modules) = version_9();
        assert_eq!(read(side, &judged(&modules, |_| false)).unwrap().text, text);
    }

    #[test]
    fn a_blot_twice_as_large_as_errors_may_be_is_repaired() {
        let (text, side, modules) = version_9();
        let blot = |at: usize| {
            let (x, y) = ((at % side) as f32 - 33.0, (at / side) as f32 - 30.0);
            x.hypot(y) < 13.0
        };
        let judged = judged(&modules, blot);
        assert!(decoding::read(side, |x, y| judged.modules[y * side + x].dark).is_none());
        assert_eq!(read(side, &judged).unwrap().text, text);
    }

    #[test]
    fn noise_is_not_repaired_into_something() {
        let (_, side, modules) = version_9();
        let noisy: Vec<bool> = modules
            .iter()
            .enumerate()
            .map(|(at, dark)| dark ^ (at.wrapping_mul(2_654_435_761) >> 20 & 3 == 0))
            .collect();
        assert!(read(side, &judged(&noisy, |_| false)).is_none());
    }
}
