//! The order of the steps: cheap ones that read most codes first, dear ones only where something was seen that
//! could be a code and is not read yet.

use super::binarise::{Threshold, binarised};
use super::bits::Bits;
use super::collect::{Collection, inside};
use super::containment::contained;
use super::decoders::{rqrr, rxing};
use super::finders::{Suspect, suspects};
use super::limits::Deadline;
use super::luma::Luma;
use super::reader::{self, Located};
use super::{Effort, FoundCode, Point, ScanError};

/// The longer side of the picture most steps work on.
const WORKING_SIDE: usize = 1400;

/// All codes of a picture, corners in its pixels.
pub(super) fn scan(
    picture: &Luma,
    effort: Effort,
    deadline: &Deadline<'_>,
) -> Result<Vec<FoundCode>, ScanError> {
    let mut collection = Collection::default();
    let shrunk = picture.shrunk_to(WORKING_SIDE);
    let working = shrunk.as_ref().unwrap_or(picture);
    let scale = picture.width as f32 / working.width.max(1) as f32;
    let radius = working.short_side() / 40;
    let timed_out = (|| {
        for threshold in [Threshold::BlockMean, Threshold::BoxMean(radius), Threshold::BlockMiddle] {
            if deadline.passed() {
                return true;
            }
            step(working, threshold, scale, &mut collection);
            if !collection.is_empty() || effort == Effort::Live {
                return false;
            }
        }
        let half = working.halved();
        for threshold in [Threshold::BlockMean, Threshold::Global] {
            if deadline.passed() {
                return true;
            }
            step(&half, threshold, scale * 2.0, &mut collection);
            if !collection.is_empty() {
                return false;
            }
        }
        let double = working.resized(working.width * 2, working.height * 2);
        for threshold in [Threshold::BlockMean, Threshold::BlockMiddle] {
            if deadline.passed() {
                return true;
            }
            step(&double, threshold, scale / 2.0, &mut collection);
            if !collection.is_empty() {
                return false;
            }
        }
        if deadline.passed() {
            return true;
        }
        let bits = binarised(working, Threshold::BlockMean);
        for (reading, corners) in contained(|| rqrr::read(&bits, false)).unwrap_or_default() {
            collection.add(reading, corners, scale);
        }
        false
    })();
    let found = collection.into_codes();
    if timed_out && found.is_empty() { Err(ScanError::TimedOut) } else { Ok(found) }
}

fn step(luma: &Luma, threshold: Threshold, scale: f32, collection: &mut Collection) {
    let bits = binarised(luma, threshold);
    let suspects = suspects(&bits, 3);
    for (list, light) in [(&suspects.dark, false), (&suspects.light, true)] {
        if list.len() >= 3 {
            let codes = contained(|| read_polarity(luma, &bits, list, light)).unwrap_or_default();
            for (reading, corners) in codes {
                collection.add(reading, corners, scale);
            }
        }
    }
}

/// Triples of finder patterns tried in one step.
const TRIPLES: usize = 60;

/// Triples read from grey in one step.
const GREY_TRIPLES: usize = 6;

fn read_polarity(
    luma: &Luma,
    bits: &Bits,
    suspects: &[Suspect],
    light: bool,
) -> Vec<(rxing::Reading, [Point; 4])> {
    let Some(matrix) = rxing::Matrix::of(bits, light) else { return Vec::new() };
    let mut codes: Vec<(rxing::Reading, [Point; 4])> = Vec::new();
    let mut grey = 0;
    for triple in rxing::triples(matrix.finders(suspects)).iter().take(TRIPLES) {
        let finders = triple.finders();
        if finders.iter().any(|finder| codes.iter().any(|(_, corners)| inside(corners, finder.centre))) {
            continue;
        }
        let code = matrix.read(triple).or_else(|| {
            grey += 1;
            let rings = finders.map(|finder| matrix.ring(&finder));
            (grey <= GREY_TRIPLES).then(|| reader::read(luma, &Located { finders, rings }, light)).flatten()
        });
        codes.extend(code);
    }
    codes
}
