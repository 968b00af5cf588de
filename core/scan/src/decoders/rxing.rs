//! `rxing`: exact finder patterns, and its own sampling.

use crate::Point;
use crate::bits::Bits;
use crate::decoding::{self, Reading};
use crate::finders::{Finder, Suspect};
use rxing::common::cpp_essentials::{
    ConcentricPattern, FindConcentricPatternCorners, LocateConcentricPattern,
};
use rxing::common::{BIT_FIELD_BASE_BITS, BitArray, BitFieldBaseType, BitMatrix, DetectorRXingResult};
use rxing::qrcode::cpp_port::detector::{FinderPatternSet, GenerateFinderPatternSets, SampleQR};

/// A black-and-white picture as `rxing` wants it; codes in it are dark on light.
pub(crate) struct Matrix(BitMatrix);

impl Matrix {
    /// The picture, with dark and light exchanged where the codes are light.
    pub(crate) fn of(bits: &Bits, light: bool) -> Option<Self> {
        let mut matrix = BitMatrix::new(bits.width as u32, bits.height as u32).ok()?;
        let mut line = BitArray::with_size(bits.width);
        for (y, row) in bits.rows().enumerate() {
            for (place, &word) in row.iter().enumerate() {
                let word = if light { !word } else { word };
                for part in (0..64).step_by(BIT_FIELD_BASE_BITS) {
                    if 64 * place + part < bits.width {
                        line.setBulk(64 * place + part, (word >> part) as BitFieldBaseType);
                    }
                }
            }
            matrix.setRow(y as u32, &line);
        }
        Some(Self(matrix))
    }

    /// The suspects that are finder patterns, each once.
    pub(crate) fn finders(&self, suspects: &[Suspect]) -> Vec<Finder> {
        let mut found: Vec<Finder> = Vec::new();
        for suspect in suspects {
            let at = Point { x: suspect.x, y: suspect.y as f32 + 0.5 };
            if found.iter().any(|known| known.centre.distance(at) < known.size / 2.0) {
                continue;
            }
            let range = (3 * suspect.across) as i32;
            let pattern = [1, 1, 3, 1, 1];
            let located = LocateConcentricPattern::<true, 5, 7>(&self.0, &pattern, foreign(at), range);
            found.extend(located.map(|pattern| {
                Finder {
                    centre: point_of(pattern.p),
                    size: pattern.size as f32,
                    ring: FindConcentricPatternCorners(&self.0, pattern.p, pattern.size, 2)
                        .map(|quad| quad.0.map(point_of)),
                }
            }));
        }
        found
    }

    /// Samples the code of a triple from this picture and decodes it.
    pub(crate) fn read(&self, triple: &[Finder; 3]) -> Option<(Reading, [Point; 4])> {
        let [tl, tr, bl] = triple.each_ref().map(pattern);
        let sampled = SampleQR(&self.0, &FinderPatternSet { bl, tl, tr }).ok()?;
        let modules = sampled.getBits();
        let side = modules.width();
        let dark = |x: usize, y: usize| modules.get(x as u32, y as u32);
        let reading = decoding::read(usize::try_from(side).ok().filter(|_| side == modules.height())?, dark)?;
        // It gives them row by row, half a pixel too far.
        let [tl, tr, bl, br] = *<&[rxing::Point; 4]>::try_from(sampled.getPoints()).ok()?;
        let corner = |point: rxing::Point| Point { x: point.x - 0.5, y: point.y - 0.5 };
        Some((reading, [tl, tr, br, bl].map(corner)))
    }
}

/// The triples of finder patterns that look like a code to `rxing`, the most plausible first: top left, top right,
/// bottom left.
pub(crate) fn triples(finders: &[Finder]) -> Vec<[Finder; 3]> {
    let mut patterns: Vec<ConcentricPattern> = finders.iter().map(pattern).collect();
    let ours = |pattern: &ConcentricPattern| {
        finders.iter().find(|finder| finder.centre == point_of(pattern.p)).copied()
    };
    let sets = GenerateFinderPatternSets(&mut patterns);
    sets.iter().filter_map(|set| Some([ours(&set.tl)?, ours(&set.tr)?, ours(&set.bl)?])).collect()
}

fn pattern(finder: &Finder) -> ConcentricPattern {
    ConcentricPattern { p: foreign(finder.centre), size: finder.size as i32 }
}

fn foreign(point: Point) -> rxing::Point {
    rxing::point(point.x, point.y)
}

fn point_of(point: rxing::Point) -> Point {
    Point { x: point.x, y: point.y }
}
