//! The grey picture every step works on, and the ways to make another one of it.

use super::frame::{LumaFrame, Rotation};

/// One byte per pixel, rows without gaps, 0 is black.
pub(super) struct Luma {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) pixels: Vec<u8>,
}

impl Luma {
    /// A picture of the given size; missing pixels are white.
    pub(super) fn new(width: usize, height: usize, mut pixels: Vec<u8>) -> Self {
        pixels.resize(width.saturating_mul(height), u8::MAX);
        Self { width, height, pixels }
    }

    /// The frame as the camera stored it: a code reads the same whichever way it is turned.
    pub(super) fn of_frame(frame: &LumaFrame<'_>) -> Self {
        let (width, height) = (usize::from(frame.width()), usize::from(frame.height()));
        let mut pixels = Vec::with_capacity(width * height);
        for row in frame.rows() {
            pixels.extend_from_slice(row);
        }
        Self::new(width, height, pixels)
    }

    pub(super) fn rows(&self) -> impl DoubleEndedIterator<Item = &[u8]> + ExactSizeIterator {
        self.pixels.chunks_exact(self.width.max(1))
    }

    pub(super) fn row(&self, y: usize) -> &[u8] {
        let start = y.min(self.height.saturating_sub(1)) * self.width;
        self.pixels.get(start..start + self.width).unwrap_or_default()
    }

    /// The shorter side.
    pub(super) fn short_side(&self) -> usize {
        self.width.min(self.height)
    }

    /// The longer side.
    pub(super) fn long_side(&self) -> usize {
        self.width.max(self.height)
    }

    /// Brightness at a place between pixels (pixel centres are at .5), `None` outside.
    #[inline]
    pub(super) fn sample(&self, x: f32, y: f32) -> Option<f32> {
        let (x, y) = (x - 0.5, y - 0.5);
        if !(x > -0.5 && y > -0.5 && x < self.width as f32 - 0.5 && y < self.height as f32 - 0.5) {
            return None;
        }
        let (x, y) = (x.max(0.0), y.max(0.0));
        let (left, top) = (x as usize, y as usize);
        let (right, down) = (x - left as f32, y - top as f32);
        let at = top * self.width + left;
        let step_right = usize::from(left + 1 < self.width);
        let step_down = if top + 1 < self.height { self.width } else { 0 };
        let pixel = |at: usize| self.pixels.get(at).copied().map(f32::from);
        let upper = pixel(at)? * (1.0 - right) + pixel(at + step_right)? * right;
        let lower = pixel(at + step_down)? * (1.0 - right) + pixel(at + step_down + step_right)? * right;
        Some(upper * (1.0 - down) + lower * down)
    }

    /// Half the size: each pixel is the mean of four.
    pub(super) fn halved(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut pixels = Vec::with_capacity(width * height);
        let mut rows = self.rows();
        while let (Some(upper), Some(lower)) = (rows.next(), rows.next()) {
            pixels.extend(upper.chunks_exact(2).zip(lower.chunks_exact(2)).map(|(upper, lower)| {
                let sum: u16 = upper.iter().chain(lower).map(|&pixel| u16::from(pixel)).sum();
                ((sum + 2) / 4) as u8
            }));
        }
        Self::new(width, height, pixels)
    }

    /// Another size, between pixels linear. For at most half or twice the size.
    pub(super) fn resized(&self, width: usize, height: usize) -> Self {
        let across = places(self.width, width);
        let mut pixels = Vec::with_capacity(width * height);
        for (top, down) in places(self.height, height) {
            let (upper, lower) = (self.row(top), self.row(top + 1));
            pixels.extend(across.iter().map(|&(left, right)| {
                let next = (left + 1).min(self.width.saturating_sub(1));
                let line = |row: &[u8]| {
                    let pixel = |x: usize| u32::from(row.get(x).copied().unwrap_or(u8::MAX));
                    pixel(left) * (256 - right) + pixel(next) * right
                };
                ((line(upper) * (256 - down) + line(lower) * down + (1 << 15)) >> 16) as u8
            }));
        }
        Self::new(width, height, pixels)
    }

    /// With what blur spilled to the surroundings taken back: each pixel's difference from the mean of the square
    /// reaching `reach` pixels is enlarged `strength`-fold.
    /// It pays while the blur reaches less than a module; beyond that nothing is there to take back.
    pub(super) fn sharpened(&self, reach: usize, strength: i32) -> Self {
        let mut pixels = Vec::with_capacity(self.pixels.len());
        let span = 2 * reach + 1;
        let mut columns = vec![0i32; self.width];
        let mut line = Vec::with_capacity(self.width);
        for y in 0..self.height {
            columns.fill(0);
            for near in 0..span {
                let row = self.row((y + near).saturating_sub(reach));
                columns.iter_mut().zip(row).for_each(|(sum, &pixel)| *sum += i32::from(pixel));
            }
            // The border is repeated.
            line.clear();
            line.extend(std::iter::repeat_n(columns.first().copied().unwrap_or(0), reach));
            line.extend_from_slice(&columns);
            line.extend(std::iter::repeat_n(columns.last().copied().unwrap_or(0), reach));
            let count = (span * span) as i32;
            pixels.extend(line.windows(span).zip(self.row(y)).map(|(near, &pixel)| {
                let (here, mean) = (i32::from(pixel), near.iter().sum::<i32>() / count);
                (here + strength * (here - mean)).clamp(0, 255) as u8
            }));
        }
        Self::new(self.width, self.height, pixels)
    }

    /// A smaller copy whose longer side is at most `side`; `None` if it is that small already.
    pub(super) fn shrunk_to(&self, side: usize) -> Option<Self> {
        let long = self.long_side();
        if long <= side {
            return None;
        }
        let fit = |length: usize| (length * side).div_ceil(long).max(1);
        let (width, height) = (fit(self.width), fit(self.height));
        let mut halved: Option<Self> = None;
        loop {
            let current = halved.as_ref().unwrap_or(self);
            if current.long_side() < 2 * side {
                return Some(current.resized(width, height));
            }
            halved = Some(current.halved());
        }
    }
}

/// For each of `to` new pixels: the old pixel left of it, and the weight of the one after that in 256ths.
fn places(from: usize, to: usize) -> Vec<(usize, u32)> {
    let scale = from as f32 / to.max(1) as f32;
    (0..to)
        .map(|new| {
            let old = ((new as f32 + 0.5) * scale - 0.5).clamp(0.0, from.saturating_sub(1) as f32);
            (old as usize, ((old - old.floor()) * 256.0) as u32)
        })
        .collect()
}

/// A place in the stored frame, as a place in the frame turned upright.
pub(super) fn upright(frame: &LumaFrame<'_>, point: super::Point) -> super::Point {
    let (width, height) = (f32::from(frame.width()), f32::from(frame.height()));
    let super::Point { x, y } = point;
    match frame.rotation() {
        Rotation::None => point,
        Rotation::Clockwise90 => super::Point { x: height - y, y: x },
        Rotation::Half => super::Point { x: width - x, y: height - y },
        Rotation::Clockwise270 => super::Point { x: y, y: width - x },
    }
}

#[cfg(test)]
mod tests {
    use super::super::binarise::{Threshold, binarised};
    use super::*;

    const SIDE: usize = 29;
    const MODULE: usize = 4;

    fn dark(x: usize, y: usize) -> bool {
        // As good as random.
        (x * 7919 + y * 104_729).wrapping_mul(2_654_435_761) >> 13 & 1 == 0
    }

    /// Modules of four pixels, out of focus: each pixel the mean of the disc around it.
    fn out_of_focus(radius: isize) -> Luma {
        let side = SIDE * MODULE;
        let pixel = |x: isize, y: isize| {
            let inside = |at: isize| at.clamp(0, side as isize - 1) as usize / MODULE;
            if dark(inside(x), inside(y)) { 40 } else { 200 }
        };
        let blurred = |at: usize| {
            let (x, y) = ((at % side) as isize, (at / side) as isize);
            let around = -radius..=radius;
            let disc: Vec<i32> = around
                .clone()
                .flat_map(|down| around.clone().map(move |right| (right, down)))
                .filter(|(right, down)| right * right + down * down <= radius * radius)
                .map(|(right, down)| pixel(x + right, y + down))
                .collect();
            (disc.iter().sum::<i32>() / disc.len() as i32) as u8
        };
        Luma::new(side, side, (0..side * side).map(blurred).collect())
    }

    /// Modules whose middle comes out in the wrong colour.
    fn wrong(luma: &Luma) -> usize {
        let bits = binarised(luma, Threshold::BoxMean(8));
        let middle = |module: usize| module * MODULE + MODULE / 2;
        let modules = (0..SIDE * SIDE).map(|at| (at % SIDE, at / SIDE));
        modules.filter(|&(x, y)| bits.dark(middle(x), middle(y)) != Some(dark(x, y))).count()
    }

    #[test]
    fn sharpening_takes_back_a_blur_of_three_quarters_of_a_module() {
        let blurred = out_of_focus(3);
        let (plain, sharp) = (wrong(&blurred), wrong(&blurred.sharpened(2, 2)));
        assert!(plain > 50 && sharp < plain / 10, "{plain} wrong, sharpened {sharp}");
    }

    #[test]
    fn sharpening_leaves_even_light_alone() {
        let even = Luma::new(20, 10, vec![77; 200]);
        assert!(even.sharpened(2, 2).pixels.iter().all(|pixel| *pixel == 77));
    }
}
