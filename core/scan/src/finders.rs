//! A first look for finder patterns: rows whose runs go 1:1:3:1:1, and columns through them that do too.
//!
//! Cheap on purpose: it looks at both polarities in one pass, and a picture without suspects is not given to any
//! decoder. Suspects may be wrong; the decoder checks them closely.

use super::Point;
use super::bits::Bits;

/// A finder pattern whose rings were followed all the way round.
#[derive(Clone, Copy, Debug)]
pub(super) struct Finder {
    /// Its middle.
    pub(super) centre: Point,
    /// Its size in pixels, about seven modules.
    pub(super) size: f32,
    /// The corners of its dark ring's middle line, a square of six modules, where they could be made out.
    pub(super) ring: Option<[Point; 4]>,
}

/// Where a finder pattern may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Suspect {
    /// The middle of its row's inner run.
    pub(super) x: f32,
    /// Its row.
    pub(super) y: usize,
    /// Pixels from edge to edge: about seven modules.
    pub(super) across: u32,
}

/// The suspects of both polarities.
#[derive(Default)]
pub(super) struct Suspects {
    /// Dark on light, as codes are printed.
    pub(super) dark: Vec<Suspect>,
    /// Light on dark.
    pub(super) light: Vec<Suspect>,
}

/// More suspects of one polarity than this is a texture, not a picture with codes; those beyond are not kept.
const MOST_SUSPECTS: usize = 6_000;

/// Looks at every `step`-th row.
pub(super) fn suspects(bits: &Bits, step: usize) -> Suspects {
    let mut found = Suspects::default();
    for (y, row) in bits.rows().enumerate().skip(step / 2).step_by(step.max(1)) {
        look_along(bits, y, row, &mut found);
    }
    found
}

fn look_along(bits: &Bits, y: usize, row: &[u64], found: &mut Suspects) {
    let mut runs = [0u32; 5];
    let (mut start, mut carry) = (0u32, 0u64);
    // The first run counts as light, like the paper outside the picture.
    let mut dark = false;
    let mut ended = |end: u32, dark: bool| {
        let [_, b, c, d, e] = runs;
        runs = [b, c, d, e, end - start];
        start = end;
        let [.., c, d, e] = runs;
        if !alike(runs) {
            return;
        }
        let x = (end - e - d) as f32 - c as f32 / 2.0;
        let across = runs.iter().sum();
        if crosses(bits, x as usize, y, across, dark) {
            let list = if dark { &mut found.dark } else { &mut found.light };
            if list.len() < MOST_SUSPECTS {
                list.push(Suspect { x, y, across });
            }
        }
    };
    for (word, from) in row.iter().zip((0u32..).step_by(64)) {
        let mut edges = word ^ (word << 1 | carry);
        carry = word >> 63;
        while edges != 0 {
            ended(from + edges.trailing_zeros(), dark);
            dark = !dark;
            edges &= edges - 1;
        }
    }
    ended(bits.width as u32, dark);
}

/// Whether five runs are 1:1:3:1:1, give or take. Looks at pairs of neighbours, which stay the same when ink or
/// blur makes all dark runs wider and all light ones narrower.
#[inline]
fn alike(runs: [u32; 5]) -> bool {
    let [a, b, c, d, e] = runs;
    if a == 0 || c < 3 || c < b.max(d) || 2 * c < 3 * a.max(e) {
        return false;
    }
    let total = a + b + c + d + e;
    // In sevenths of a module: a module is `total / 7` pixels.
    let near = |pair: u32, modules: u32| (7 * pair).abs_diff(modules * total) <= total + 7;
    near(a + b, 2) && near(d + e, 2) && near(b + c, 4) && near(c + d, 4)
}

/// Whether the column through the middle is alike as well.
fn crosses(bits: &Bits, x: usize, y: usize, across: u32, dark: bool) -> bool {
    let mut runs = [0u32; 5];
    let up = |y: usize, by: usize| y.checked_sub(by);
    let down = |y: usize, by: usize| y.checked_add(by);
    let above = outward(bits, x, y, up, dark, across);
    let below = outward(bits, x, y, down, dark, across);
    let (Some([c1, b, a]), Some([c2, d, e])) = (above, below) else { return false };
    runs.copy_from_slice(&[a, b, c1 + c2 - 1, d, e]);
    let total: u32 = runs.iter().sum();
    // Seen from the side, a code can be three times as high as wide.
    total < 3 * across && across < 3 * total && alike(runs)
}

/// Three runs from a pixel on, the pixel included: inner, ring of the other colour, outer ring.
fn outward(
    bits: &Bits,
    x: usize,
    y: usize,
    go: impl Fn(usize, usize) -> Option<usize>,
    dark: bool,
    across: u32,
) -> Option<[u32; 3]> {
    let longest = 3 * across;
    let mut runs = [0u32; 3];
    let mut steps = 0;
    for (run, colour) in runs.iter_mut().zip([dark, !dark, dark]) {
        while go(y, steps).and_then(|y| bits.dark(x, y)) == Some(colour) {
            *run += 1;
            steps += 1;
            if *run > longest {
                return None;
            }
        }
        if *run == 0 {
            return None;
        }
    }
    Some(runs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(invert: bool) -> Bits {
        // A finder pattern of 3-pixel modules at (10, 7) on a 50 × 40 picture.
        let mut bits = Bits::with_capacity(50, 40);
        for y in 0..40i32 {
            let row: Vec<u8> = (0..50i32)
                .map(|x| {
                    let dark = (x - 20).abs() <= 10 && (y - 17).abs() <= 10 && {
                        let module = |v: i32| (v + 10) / 3;
                        let (mx, my) = (module(x - 20), module(y - 17));
                        let far = (mx - 3).abs().max((my - 3).abs());
                        far != 2
                    };
                    if dark != invert { 0 } else { 255 }
                })
                .collect();
            bits.push_row(&row, &[128; 50]);
        }
        bits
    }

    #[test]
    fn sees_both_polarities() {
        for invert in [false, true] {
            let found = suspects(&picture(invert), 1);
            let (here, none) = if invert { (&found.light, &found.dark) } else { (&found.dark, &found.light) };
            assert!(!here.is_empty() && none.is_empty());
            assert!(here.iter().all(|s| (s.x - 20.5).abs() < 1.0 && s.across == 21 && s.y.abs_diff(17) <= 4));
        }
    }

    #[test]
    fn stripes_are_no_finders() {
        assert!(!alike([3, 3, 3, 3, 3]));
        assert!(!alike([1, 1, 15, 1, 1]));
        assert!(!alike([1, 4, 3, 4, 1]));
        assert!(alike([2, 2, 6, 2, 2]));
        assert!(alike([3, 1, 7, 1, 3]));
        assert!(alike([1, 3, 5, 3, 1]));
    }
}
