//! `rxing`: exact finder patterns, its own sampling, and the decoding of every bit matrix, whoever sampled it.

use crate::scan::Point;
use crate::scan::bits::Bits;
use crate::scan::finders::Suspect;
use rxing::common::cpp_essentials::{
    ConcentricPattern, FindConcentricPatternCorners, LocateConcentricPattern,
};
use rxing::common::{BIT_FIELD_BASE_BITS, BitArray, BitFieldBaseType, BitMatrix, DetectorRXingResult};
use rxing::qrcode::cpp_port::decoder::Decode;
use rxing::qrcode::cpp_port::detector::{FinderPatternSet, GenerateFinderPatternSets, SampleQR};

/// A black-and-white picture as `rxing` wants it; codes in it are dark on light.
pub(in crate::scan) struct Matrix(BitMatrix);

/// A finder pattern whose rings were followed all the way round.
#[derive(Clone, Copy, Debug)]
pub(in crate::scan) struct Finder {
    /// Its middle.
    pub(in crate::scan) centre: Point,
    /// Its size in pixels, about seven modules.
    pub(in crate::scan) size: f32,
}

/// Three finder patterns that may belong to one code.
#[derive(Clone, Copy)]
pub(in crate::scan) struct Triple(FinderPatternSet);

/// What a code said, and whether it was seen in a mirror.
pub(in crate::scan) struct Reading {
    pub(in crate::scan) text: String,
    pub(in crate::scan) mirrored: bool,
}

impl Matrix {
    /// The picture, with dark and light exchanged where the codes are light.
    pub(in crate::scan) fn of(bits: &Bits, light: bool) -> Option<Self> {
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
    pub(in crate::scan) fn finders(&self, suspects: &[Suspect]) -> Vec<ConcentricPattern> {
        let mut found: Vec<ConcentricPattern> = Vec::new();
        for suspect in suspects {
            let at = rxing::point(suspect.x, suspect.y as f32 + 0.5);
            let known = |old: &ConcentricPattern| rxing::Point::distance(at, old.p) < old.size as f32 / 2.0;
            if found.iter().any(known) {
                continue;
            }
            let range = (3 * suspect.across) as i32;
            found.extend(LocateConcentricPattern::<true, 5, 7>(&self.0, &[1, 1, 3, 1, 1], at, range));
        }
        found
    }

    /// The corners of the middle line of a finder's dark ring: a square of six modules around its centre.
    pub(in crate::scan) fn ring(&self, finder: &Finder) -> Option<[Point; 4]> {
        let at = rxing::point(finder.centre.x, finder.centre.y);
        let quad = FindConcentricPatternCorners(&self.0, at, finder.size as i32, 2)?;
        Some(quad.0.map(point_of))
    }

    /// Samples the code of a triple from this picture and decodes it.
    pub(in crate::scan) fn read(&self, triple: &Triple) -> Option<(Reading, [Point; 4])> {
        let sampled = SampleQR(&self.0, &triple.0).ok()?;
        let reading = decoded(sampled.getBits())?;
        let corners = <[rxing::Point; 4]>::try_from(sampled.getPoints()).ok()?;
        Some((reading, corners.map(point_of)))
    }
}

/// The triples of finder patterns that look like a code, the most plausible first.
pub(in crate::scan) fn triples(mut finders: Vec<ConcentricPattern>) -> Vec<Triple> {
    GenerateFinderPatternSets(&mut finders).into_iter().map(Triple).collect()
}

impl Triple {
    /// Top left, top right, bottom left.
    pub(in crate::scan) fn finders(&self) -> [Finder; 3] {
        [self.0.tl, self.0.tr, self.0.bl]
            .map(|pattern| Finder { centre: point_of(pattern.p), size: pattern.size as f32 })
    }
}

/// The text of a sampled code of `side` × `side` modules; `dark(x, y)` tells the colour of one.
pub(in crate::scan) fn decode_modules(side: usize, dark: impl Fn(usize, usize) -> bool) -> Option<Reading> {
    let mut matrix = BitMatrix::with_single_dimension(u32::try_from(side).ok()?).ok()?;
    for y in 0..side {
        for x in 0..side {
            if dark(x, y) {
                matrix.set(x as u32, y as u32);
            }
        }
    }
    decoded(&matrix)
}

fn decoded(modules: &BitMatrix) -> Option<Reading> {
    let result = Decode(modules).ok().filter(|result| result.isValid())?;
    Some(Reading { text: result.text(), mirrored: result.isMirrored() })
}

fn point_of(point: rxing::Point) -> Point {
    Point { x: point.x, y: point.y }
}
