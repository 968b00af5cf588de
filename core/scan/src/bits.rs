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
        debug_assert_eq!(pixels.len(), thresholds.len());
        let whole = pixels.chunks_exact(64).zip(thresholds.chunks_exact(64));
        self.words.extend(whole.map(|(pixels, thresholds)| word(pixels, thresholds)));
        let rest = pixels.len() % 64;
        if rest > 0 {
            let (mut last, mut limits) = ([0; 64], [0; 64]);
            let tail = |row: &mut [u8; 64], of: &[u8]| {
                let from = of.get(of.len() - rest..).unwrap_or_default();
                row.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
            };
            tail(&mut last, pixels);
            tail(&mut limits, thresholds);
            self.words.push(word(&last, &limits));
        }
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

/// Bit `i` is set where pixel `i` of 64 is below threshold `i`.
#[inline]
fn word(pixels: &[u8], thresholds: &[u8]) -> u64 {
    // Two loops the compiler turns into vector instructions: compare, then gather the lowest bit of each of eight
    // bytes in the uppermost byte of a product.
    let mut below = [0u8; 64];
    for ((below, pixel), threshold) in below.iter_mut().zip(pixels).zip(thresholds) {
        *below = u8::from(pixel < threshold);
    }
    let (eights, _) = below.as_chunks::<8>();
    eights.iter().rev().fold(0, |word, eight| {
        word << 8 | u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56
    })
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
