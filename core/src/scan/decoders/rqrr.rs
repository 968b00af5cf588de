//! `rqrr`: another way to find the grid, which bears steep perspective. Its bits are decoded by `rxing`, so that
//! texts do not depend on who found the code.
//!
//! It cannot be interrupted, and it copies its picture for every group of finder patterns it considers: the caller
//! gives it small pictures with few finder patterns.

use super::rxing::{Reading, decode_modules};
use crate::scan::Point;
use crate::scan::bits::Bits;
use rqrr::{BitGrid, PreparedImage};

/// Largest picture it gets.
pub(in crate::scan) const MOST_PIXELS: usize = 1_000_000;

/// Finder patterns it gets at most, as suspected rows: the number of groups it copies the picture for grows with
/// their square.
pub(in crate::scan) const MOST_SUSPECTS: usize = 300;

/// All codes it finds and `rxing` can decode, with their corners.
pub(in crate::scan) fn read(bits: &Bits, light: bool) -> Vec<(Reading, [Point; 4])> {
    let mut prepared = PreparedImage::prepare_from_bitmap(bits.width, bits.height, |x, y| {
        bits.dark(x, y).is_some_and(|dark| dark != light)
    });
    prepared
        .detect_grids()
        .into_iter()
        .filter_map(|grid| {
            let reading = decode_modules(grid.grid.size(), |x, y| grid.grid.bit(y, x))?;
            Some((reading, grid.bounds.map(|corner| Point { x: corner.x as f32, y: corner.y as f32 })))
        })
        .collect()
}
