//! A small generator of pseudo-random numbers whose sequence never changes (SplitMix64, Steele et al. 2014).

/// A sequence that a seed determines.
pub struct Random(u64);

impl Random {
    /// The sequence of `seed`; its parts (`stream`) do not disturb each other.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut random =
            Self(seed.wrapping_mul(0xD134_2543_DE82_EF95) ^ stream.wrapping_mul(0xA24B_AED4_963E_E407));
        random.bits();
        random
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number in `from..to`.
    pub fn between(&mut self, from: f32, to: f32) -> f32 {
        from + (to - from) * ((self.bits() >> 40) as f32 / (1u64 << 24) as f32)
    }

    /// A whole number in `0..count`.
    pub fn below(&mut self, count: usize) -> usize {
        (self.bits() >> 33) as usize % count.max(1)
    }

    /// True with this probability.
    pub fn chance(&mut self, probability: f32) -> bool {
        self.between(0.0, 1.0) < probability
    }

    /// Nearly normal, mean 0, deviation 1 (sum of four uniform numbers).
    pub fn normal(&mut self) -> f32 {
        let bits = self.bits();
        let sum: u32 = (0..4).map(|part| (bits >> (16 * part)) as u32 & 0xFFFF).sum();
        (sum as f32 / 65536.0 - 2.0) * 1.732
    }
}
