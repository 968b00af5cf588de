//! Reed–Solomon codes over GF(256) as QR codes use them (ISO/IEC 18004, 6.5.2), with errors and erasures: a codeword
//! known to be unreliable costs half of what an unknown error costs.
//!
//! Blahut's form of Berlekamp–Massey, roots by trial, magnitudes by Forney.

/// α⁰ … α²⁵⁴, twice over, for the field polynomial x⁸ + x⁴ + x³ + x² + 1.
const POWERS: [u8; 510] = powers();

/// The exponent of each element; that of 0 is never used.
const EXPONENTS: [u8; 256] = exponents();

const fn powers() -> [u8; 510] {
    let mut table = [0; 510];
    let mut value = 1u16;
    let mut rest: &mut [u8] = &mut table;
    while let Some((first, others)) = rest.split_first_mut() {
        *first = value as u8;
        value <<= 1;
        if value > 255 {
            value ^= 0x11D;
        }
        rest = others;
    }
    table
}

const fn exponents() -> [u8; 256] {
    let mut table = [0; 256];
    let mut exponent = 0;
    let mut powers: &[u8] = &POWERS;
    while let Some((power, others)) = powers.split_first() {
        if exponent < 255 {
            let (_, from) = table.split_at_mut(*power as usize);
            if let Some((entry, _)) = from.split_first_mut() {
                *entry = exponent as u8;
            }
        }
        exponent += 1;
        powers = others;
    }
    table
}

/// α to a power below 510.
fn alpha(exponent: usize) -> u8 {
    POWERS.get(exponent).copied().unwrap_or(0)
}

fn exponent(value: u8) -> usize {
    EXPONENTS.get(usize::from(value)).copied().map_or(0, usize::from)
}

fn times(a: u8, b: u8) -> u8 {
    if a == 0 || b == 0 { 0 } else { alpha(exponent(a) + exponent(b)) }
}

fn inverse(a: u8) -> u8 {
    alpha(255 - exponent(a))
}

/// A block as read: data and then correction codewords.
pub(super) struct Block {
    codewords: Vec<u8>,
    syndromes: Vec<u8>,
}

impl Block {
    /// A block of which the last `correction` codewords are for correction.
    pub(super) fn new(codewords: Vec<u8>, correction: usize) -> Self {
        let syndromes = syndromes(&codewords, correction);
        Self { codewords, syndromes }
    }

    /// The block corrected, taking `erased` places as unknown; `None` where that does not leave `spare` correction
    /// codewords to confirm the result.
    pub(super) fn corrected(&self, erased: &[usize], spare: usize) -> Option<Vec<u8>> {
        let length = self.codewords.len();
        let degree = |place: usize| length.checked_sub(place + 1);
        let mut locator = vec![1u8];
        for &place in erased {
            locator = extended(&locator, alpha(degree(place)? % 255));
        }
        let (locator, errors) = self.located(locator, erased.len())?;
        if erased.len() + 2 * errors + spare > self.syndromes.len() {
            return None;
        }
        let evaluator: Vec<u8> =
            (0..self.syndromes.len()).map(|at| convolved(&locator, &self.syndromes, at)).collect();
        let mut corrected = self.codewords.clone();
        let mut roots = 0;
        for (place, codeword) in corrected.iter_mut().enumerate() {
            let power = degree(place)? % 255;
            let inverse_root = alpha((255 - power) % 255);
            if value_at(&locator, inverse_root) != 0 {
                continue;
            }
            roots += 1;
            // The derivative keeps the odd coefficients, one degree lower.
            let odd: Vec<u8> = locator.iter().skip(1).step_by(2).copied().collect();
            let slope = value_at(&odd, times(inverse_root, inverse_root));
            if slope == 0 {
                return None;
            }
            let size = times(value_at(&evaluator, inverse_root), inverse(slope));
            *codeword ^= times(alpha(power), size);
        }
        let right = roots == erased.len() + errors
            && syndromes(&corrected, self.syndromes.len()).iter().all(|s| *s == 0);
        right.then_some(corrected)
    }

    /// The locator of erasures extended to the errors, and how many of these there are.
    fn located(&self, erasures: Vec<u8>, erased: usize) -> Option<(Vec<u8>, usize)> {
        let mut locator = erasures.clone();
        let mut previous = erasures;
        let mut degree = erased;
        for step in erased..self.syndromes.len() {
            let difference = convolved(&locator, &self.syndromes, step);
            previous.insert(0, 0);
            if difference == 0 {
                continue;
            }
            let mut next = locator.clone();
            next.resize(next.len().max(previous.len()), 0);
            for (next, previous) in next.iter_mut().zip(&previous) {
                *next ^= times(difference, *previous);
            }
            if 2 * degree <= step + erased {
                previous = locator.iter().map(|&value| times(value, inverse(difference))).collect();
                degree = step + 1 + erased - degree;
            }
            locator = next;
        }
        while locator.last() == Some(&0) {
            locator.pop();
        }
        (locator.len() == degree + 1).then(|| (locator, degree - erased))
    }
}

/// Times (1 + root·x).
fn extended(locator: &[u8], root: u8) -> Vec<u8> {
    let shifted = std::iter::once(0).chain(locator.iter().map(|&value| times(value, root)));
    let same = locator.iter().copied().chain(std::iter::once(0));
    shifted.zip(same).map(|(a, b)| a ^ b).collect()
}

/// The coefficient of degree `at` of a product.
fn convolved(locator: &[u8], syndromes: &[u8], at: usize) -> u8 {
    let from = syndromes.get(..=at).unwrap_or_default();
    locator.iter().zip(from.iter().rev()).fold(0, |sum, (&a, &b)| sum ^ times(a, b))
}

fn value_at(polynomial: &[u8], place: u8) -> u8 {
    polynomial.iter().rev().fold(0, |sum, &coefficient| times(sum, place) ^ coefficient)
}

fn syndromes(codewords: &[u8], count: usize) -> Vec<u8> {
    (0..count)
        .map(|power| codewords.iter().fold(0, |sum, &codeword| times(sum, alpha(power % 255)) ^ codeword))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 1-M "01234567" of the standard's annex I.
    const BLOCK: [u8; 26] = [
        0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xA5,
        0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55,
    ];

    fn damaged(places: &[usize]) -> Block {
        let mut codewords = BLOCK.to_vec();
        for &place in places {
            codewords[place] ^= (place * 37 + 11) as u8;
        }
        Block::new(codewords, 10)
    }

    #[test]
    fn what_is_right_stays() {
        assert_eq!(damaged(&[]).corrected(&[], 0).unwrap(), BLOCK);
        assert_eq!(damaged(&[]).corrected(&[3, 9, 20], 4).unwrap(), BLOCK);
    }

    #[test]
    fn five_errors_or_ten_erasures_or_a_mixture() {
        assert_eq!(damaged(&[0, 5, 11, 19, 25]).corrected(&[], 0).unwrap(), BLOCK);
        let ten = [0, 2, 4, 6, 8, 10, 12, 20, 22, 25];
        assert_eq!(damaged(&ten).corrected(&ten, 0).unwrap(), BLOCK);
        assert_eq!(damaged(&[1, 2, 3, 4, 17, 21]).corrected(&[1, 2, 3, 4], 0).unwrap(), BLOCK);
        assert_eq!(damaged(&[1, 2, 3, 4, 17]).corrected(&[1, 2, 3, 4, 9], 1).unwrap(), BLOCK);
    }

    #[test]
    fn more_is_refused() {
        assert!(damaged(&[0, 5, 11, 19, 25, 7]).corrected(&[], 0).is_none_or(|found| found != BLOCK));
        assert!(damaged(&[1, 2, 3, 4, 17]).corrected(&[1, 2, 3, 4], 5).is_none());
        let ten = [0, 2, 4, 6, 8, 10, 12, 20, 22, 25];
        assert!(damaged(&ten).corrected(&ten, 1).is_none());
    }
}
