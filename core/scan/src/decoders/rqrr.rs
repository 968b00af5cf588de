//! `rqrr`: another way to find the grid, which bears steep perspective. Its modules are decoded as
//! all others are, so that texts do not depend on who found the code.
//!
//! It cannot be interrupted, and it copies its picture for every group of finder patterns it considers: the caller
//! gives it small pictures with few finder patterns.

use crate::Point;
use crate::bits::Bits;
use crate::decoding::{self, Reading};
use rqrr::{BitGrid, PreparedImage};

/// Largest picture it gets.
pub(crate) const MOST_PIXELS: usize = 1_000_000;

/// Finder patterns it gets at most, as suspected rows: the number of groups it copies the picture for grows with
/// their square.
pub(crate) const MOST_SUSPECTS: usize = 300;

/// All codes it finds and that can be decoded, with their corners.
pub(crate) fn read(bits: &Bits, light: bool) -> Vec<(Reading, [Point; 4])> {
    let mut prepared = PreparedImage::prepare_from_bitmap(bits.width, bits.height, |x, y| {
        bits.dark(x, y).is_some_and(|dark| dark != light)
    });
    prepared
        .detect_grids()
        .into_iter()
        .filter_map(|grid| {
            let reading = decoding::read(grid.grid.size(), |x, y| grid.grid.bit(y, x))?;
            Some((reading, grid.bounds.map(|corner| Point { x: corner.x as f32, y: corner.y as f32 })))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::containment::contained;

    /// Finder patterns whose plane has its horizon exactly on a module: `rqrr` 0.11 divides by nothing and panics.
    #[test]
    fn its_panics_are_contained() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/scan/rqrr-panic.png");
        let picture = image::ImageReader::open(path).unwrap().decode().unwrap().to_luma8();
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let mut bits = Bits::with_capacity(width, height);
        for row in picture.as_raw().chunks_exact(width) {
            bits.push_row(row, &vec![128; width]);
        }
        assert!(contained(|| read(&bits, false)).is_none());
    }
}
