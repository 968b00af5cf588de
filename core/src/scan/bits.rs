//! A black-and-white picture, 64 pixels to a word.

/// One bit per pixel, set where dark. The lowest bit of a word is its leftmost pixel; bits beyond the width are 0.
pub(super) struct Bits {
    pub(super) width: usize,
    pub(super) height: usize,
    words: Vec<u64>,
}

impl Bits {
    /// An empty picture to which rows are pushed.
    pub(super) fn with_capacity(width: usize, height: usize) -> Self {
        Self { width, height: 0, words: Vec::with_capacity(width.div_ceil(64) * height) }
    }

    /// Appends a row: a pixel is dark where it is below its threshold.
    pub(super) fn push_row(&mut self, pixels: &[u8], thresholds: &[u8]) {
        self.words.extend(pixels.chunks(64).zip(thresholds.chunks(64)).map(|(pixels, thresholds)| {
            pixels
                .chunks(8)
                .zip(thresholds.chunks(8))
                .rev()
                .fold(0, |word, (pixels, thresholds)| word << 8 | u64::from(below(pixels, thresholds)))
        }));
        self.height += 1;
    }

    /// The words of each row, from top to bottom.
    pub(super) fn rows(&self) -> impl ExactSizeIterator<Item = &[u64]> {
        self.words.chunks_exact(self.width.div_ceil(64).max(1))
    }

    /// Whether the pixel is dark; `None` outside.
    #[inline]
    pub(super) fn dark(&self, x: usize, y: usize) -> Option<bool> {
        if x >= self.width {
            return None;
        }
        let word = self.words.get(y * self.width.div_ceil(64) + x / 64)?;
        Some(word >> (x % 64) & 1 == 1)
    }
}

/// Bit `i` is set where pixel `i` is below threshold `i`, for up to eight of them.
#[inline]
fn below(pixels: &[u8], thresholds: &[u8]) -> u8 {
    let (Ok(pixels), Ok(thresholds)) = (<[u8; 8]>::try_from(pixels), <[u8; 8]>::try_from(thresholds)) else {
        return pixels
            .iter()
            .zip(thresholds)
            .rev()
            .fold(0, |byte, (pixel, threshold)| byte << 1 | u8::from(pixel < threshold));
    };
    // Eight comparisons in one word: bytes widened to lanes of a u128 would cost more than this loop, which the
    // compiler turns into a vector comparison and a mask.
    let mut byte = 0;
    for (place, (pixel, threshold)) in pixels.into_iter().zip(thresholds).enumerate() {
        byte |= u8::from(pixel < threshold) << place;
    }
    byte
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_every_pixel() {
        let width = 77;
        let pixels: Vec<u8> = (0..width).map(|x| if x % 3 == 0 || x > 70 { 10 } else { 200 }).collect();
        let mut bits = Bits::with_capacity(width, 1);
        bits.push_row(&pixels, &vec![100; width]);
        for (x, &pixel) in pixels.iter().enumerate() {
            assert_eq!(bits.dark(x, 0), Some(pixel < 100), "{x}");
        }
        assert_eq!(bits.dark(width, 0), None);
        assert_eq!(bits.dark(0, 1), None);
        assert_eq!(bits.rows().next().unwrap()[1] >> (77 - 64), 0);
    }
}
