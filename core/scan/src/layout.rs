//! How the codewords of a code are laid out in its modules (ISO/IEC 18004, 7.5 to 7.9): version and format
//! information, data mask, blocks, and where each bit is.

use rxing::common::BitMatrix;
use rxing::qrcode::common::{ErrorCorrectionLevel, Version};

/// Wrong bits with which a copy of the format information is still unmistakable: any two differ in seven.
const FORMAT_ERRORS: u32 = 3;

/// What the format information is combined with, so that it is never all light (7.9.1).
const FORMAT_MASK: u32 = 0x5412;

/// The generator of its code, x¹⁰ + x⁸ + x⁵ + x⁴ + x² + x + 1 (Annex C).
const FORMAT_GENERATOR: u32 = 0x537;

/// One bit of a codeword: where it is, and whether the data mask inverts it.
#[derive(Clone, Copy)]
pub(super) struct Bit {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) inverted: bool,
}

/// Data and correction codewords of one block.
#[derive(Clone, Copy)]
struct BlockSize {
    data: usize,
    correction: usize,
}

/// The layout of one code.
pub(super) struct Layout {
    /// 1 to 40.
    pub(super) version: usize,
    /// Whether the code is seen in a mirror.
    pub(super) mirrored: bool,
    blocks: Vec<BlockSize>,
    bits: Vec<Bit>,
}

impl Layout {
    /// That of a code of `side` × `side` modules, by the best of its copies of the format information; `dark(x, y)`
    /// tells the colour of a module.
    pub(super) fn of(side: usize, dark: &impl Fn(usize, usize) -> bool) -> Option<Self> {
        let number = side.checked_sub(17).filter(|above| above % 4 == 0)? / 4;
        let version = Version::getVersionForNumber(u32::try_from(number).ok()?).ok()?;
        let upright = nearest_format(format_bits(side, dark));
        let turned = nearest_format(format_bits(side, &|x, y| dark(y, x)));
        let mirrored = turned.errors < upright.errors;
        let format = if mirrored { turned } else { upright };
        if format.errors > FORMAT_ERRORS {
            return None;
        }
        let correction = version.getECBlocksForLevel(level(format.data));
        let blocks = correction.getECBlocks().iter().flat_map(|block| {
            let data = block.getDataCodewords() as usize;
            let correction = correction.getECCodewordsPerBlock() as usize;
            std::iter::repeat_n(BlockSize { data, correction }, block.getCount() as usize)
        });
        Some(Self {
            version: number,
            mirrored,
            blocks: blocks.collect(),
            bits: bits(side, &version.buildFunctionPattern().ok()?, format.data & 7, mirrored),
        })
    }

    /// The codewords as they are placed, each as its eight bits, the highest first.
    pub(super) fn codewords(&self) -> impl Iterator<Item = &[Bit; 8]> {
        self.bits.as_chunks().0.iter()
    }

    /// The data of all blocks, one after the other. `codewords` are in the order in which they are placed; `correct`
    /// gets those of a block and how many of them are for correction, and gives the block corrected.
    pub(super) fn data<T: Copy>(
        &self,
        codewords: &[T],
        correct: impl Fn(Vec<T>, usize) -> Option<Vec<u8>>,
    ) -> Option<Vec<u8>> {
        let mut data = Vec::new();
        for (block, places) in self.blocks.iter().zip(self.sequences()) {
            let read: Option<Vec<T>> = places.iter().map(|&place| codewords.get(place).copied()).collect();
            data.extend_from_slice(correct(read?, block.correction)?.get(..block.data)?);
        }
        Some(data)
    }

    /// For each block, where its codewords are in the order in which they are placed (7.6): the first data codeword
    /// of each block, then the second of each; then the correction codewords likewise.
    fn sequences(&self) -> Vec<Vec<usize>> {
        let mut sequences = vec![Vec::new(); self.blocks.len()];
        let mut next = 0;
        for count in [|block: &BlockSize| block.data, |block: &BlockSize| block.correction] {
            let most = self.blocks.iter().map(count).max().unwrap_or(0);
            for number in 0..most {
                for (sequence, block) in sequences.iter_mut().zip(&self.blocks) {
                    if number < count(block) {
                        sequence.push(next);
                        next += 1;
                    }
                }
            }
        }
        sequences
    }
}

/// The places of the codewords' bits, in their order (7.7.3): pairs of columns from the right, up and down in turn.
fn bits(side: usize, function: &BitMatrix, mask: u32, mirrored: bool) -> Vec<Bit> {
    let mut bits = Vec::with_capacity(side * side);
    // The vertical timing pattern takes a column of its own.
    let rights = (1..side).rev().step_by(2).map(|right| if right <= 6 { right - 1 } else { right });
    for (number, right) in rights.enumerate() {
        for row in 0..side {
            let y = if number % 2 == 0 { side - 1 - row } else { row };
            for x in [Some(right), right.checked_sub(1)].into_iter().flatten() {
                if !function.get(x as u32, y as u32) {
                    let inverted = masked(mask, x, y);
                    let (x, y) = if mirrored { (y, x) } else { (x, y) };
                    bits.push(Bit { x, y, inverted });
                }
            }
        }
    }
    bits
}

/// Whether a mask (7.8.2) inverts a module.
fn masked(mask: u32, x: usize, y: usize) -> bool {
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

/// Both copies of the format information, first bit first (7.9.1).
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

/// Five bits of format information, and how many bits of the better copy are wrong then.
struct Format {
    data: u32,
    errors: u32,
}

fn nearest_format(copies: [u32; 2]) -> Format {
    let formats = (0..32).map(|data| {
        let sent = format_code(data);
        Format { data, errors: copies.map(|copy| (copy ^ sent).count_ones()).into_iter().min().unwrap_or(15) }
    });
    formats.min_by_key(|format| format.errors).unwrap_or(Format { data: 0, errors: 15 })
}

/// The fifteen bits that stand for five.
fn format_code(data: u32) -> u32 {
    let mut rest = data << 10;
    for bit in (10..15).rev() {
        if rest >> bit & 1 == 1 {
            rest ^= FORMAT_GENERATOR << (bit - 10);
        }
    }
    (data << 10 | rest) ^ FORMAT_MASK
}

/// The level of correction that the two upper bits of the format information name (7.9.1).
fn level(format: u32) -> ErrorCorrectionLevel {
    match format >> 3 & 3 {
        0 => ErrorCorrectionLevel::M,
        1 => ErrorCorrectionLevel::L,
        2 => ErrorCorrectionLevel::H,
        _ => ErrorCorrectionLevel::Q,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_codes_are_those_of_the_standard() {
        // Annex C, table C.1: the first two and the last.
        assert_eq!([0, 1, 31].map(format_code), [0x5412, 0x5125, 0x2BED]);
    }

    #[test]
    fn format_information_bears_three_errors_in_one_copy_and_a_spoilt_one() {
        for data in 0..32 {
            let found = nearest_format([format_code(data) ^ 0b100_0000_0001_0001, 0x7FFF]);
            assert!(found.errors <= FORMAT_ERRORS, "{data}");
            let spoilt = (format_code(data) ^ 0x7FFF).count_ones() > FORMAT_ERRORS;
            assert!(found.data == data || !spoilt, "{data}");
        }
    }

    #[test]
    fn every_version_and_level_has_as_many_codewords_as_places() {
        for version in 1..=40 {
            let side = 17 + 4 * version;
            for data in [0, 8, 16, 24] {
                let code = format_code(data);
                let beside = [0, 1, 2, 3, 4, 5, 7, 8];
                let above = [7, 5, 4, 3, 2, 1, 0];
                let dark = |x: usize, y: usize| {
                    let place = if y == 8 { beside.iter().position(|&at| at == x) } else { None };
                    let place = place.or_else(|| {
                        (x == 8).then(|| above.iter().position(|&at| at == y).map(|at| at + 8)).flatten()
                    });
                    place.is_some_and(|place| code >> (14 - place) & 1 == 1)
                };
                let layout = Layout::of(side, &dark).unwrap();
                let blocks: usize = layout.blocks.iter().map(|block| block.data + block.correction).sum();
                assert_eq!(layout.codewords().count(), blocks, "version {version}");
                assert_eq!(layout.sequences().concat().len(), blocks);
                assert!(!layout.mirrored);
            }
        }
    }
}
