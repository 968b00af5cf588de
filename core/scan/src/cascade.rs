//! The order of the steps: cheap ones that read most codes first, dear ones only where something was seen that
//! could be a code and is not read yet.

use super::binarise::{Threshold, binarised};
use super::bits::Bits;
use super::collect::Collection;
use super::containment::contained;
use super::decoders::{rqrr, rxing};
use super::finders::{Finder, Suspect, suspects};
use super::limits::Deadline;
use super::luma::Luma;
use super::{Effort, FoundCode, Point, ScanError};
use super::{grouping, reader};

/// The longer side of the picture most steps work on.
const WORKING_SIDE: usize = 1400;

/// Largest picture that is looked at in double size, in pixels before doubling.
const MOST_DOUBLED: usize = 500_000;

/// Every how many rows finder patterns are looked for: the inner square of one is three modules high.
const ROW_STEP: usize = 4;

/// Triples of finder patterns tried in one step.
const TRIPLES: usize = 60;

/// Triples read from grey in one step.
const GREY_TRIPLES: usize = 8;

/// Pairs of finder patterns completed in one step.
const PAIRS: usize = 6;

/// What a whole scan may spend on triples that nothing but hope speaks for.
const fn allowance(effort: Effort) -> Allowance {
    match effort {
        Effort::Live => Allowance { grey: 4, pairs: 2 },
        Effort::Still => Allowance { grey: 40, pairs: 24 },
    }
}

/// One way to look at a picture.
#[derive(Clone, Copy)]
struct Step {
    view: View,
    threshold: Threshold,
}

/// Which picture a step works on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum View {
    /// At most [`WORKING_SIDE`] long.
    Working,
    /// Half as large: averages noise, moiré and rounded modules away.
    Half,
    /// The working picture, sharpened: for codes blurred by less than a module.
    Sharp,
    /// Half as large and sharpened: for codes that are large, and blurred or noisy.
    HalfSharp,
    /// Twice as large and sharpened: for small modules.
    Double,
    /// As it came.
    Full,
}

const fn step(view: View, threshold: Threshold) -> Step {
    Step { view, threshold }
}

/// All there is, by gain per cost.
const STILL: [Step; 10] = [
    step(View::Working, Threshold::BlockMean),
    step(View::Half, Threshold::BlockMean),
    step(View::Half, Threshold::Global),
    step(View::Sharp, Threshold::BoxMean(40)),
    step(View::HalfSharp, Threshold::BoxMean(25)),
    step(View::Working, Threshold::BoxMean(40)),
    step(View::Working, Threshold::BlockMiddle),
    step(View::Working, Threshold::Global),
    step(View::Double, Threshold::BlockMean),
    step(View::Full, Threshold::BlockMean),
];

/// What a camera frame gets: the second step only where the first saw finder patterns.
const LIVE: [Step; 2] = [step(View::Working, Threshold::BlockMean), step(View::Half, Threshold::BlockMean)];

/// Steps that go on looking for further codes once one is found, as long as something looks like one.
const STEPS_AFTER_A_CODE: usize = 4;

/// All codes of a picture, corners in its pixels.
pub(super) fn scan(
    picture: &Luma,
    effort: Effort,
    deadline: &Deadline<'_>,
) -> Result<Vec<FoundCode>, ScanError> {
    let shrunk = picture.shrunk_to(WORKING_SIDE);
    let working = shrunk.as_ref().unwrap_or(picture);
    let scale = picture.width as f32 / working.width.max(1) as f32;
    let mut search = Search {
        left: allowance(effort),
        found: Collection::default(),
        promising: false,
        in_vain: Vec::new(),
    };
    let steps: &[Step] = if effort == Effort::Live { &LIVE } else { &STILL };
    let mut timed_out = false;
    for (number, step) in steps.iter().enumerate() {
        timed_out = deadline.passed();
        if timed_out || search.finished(number, effort) {
            break;
        }
        match step.view {
            View::Working => search.look(working, step.threshold, scale),
            View::Half => search.look(&working.halved(), step.threshold, scale * 2.0),
            View::Sharp => search.look(&working.sharpened(2, 2), step.threshold, scale),
            View::HalfSharp => search.look(&working.halved().sharpened(2, 2), step.threshold, scale * 2.0),
            View::Double if working.pixels.len() <= MOST_DOUBLED => {
                let double = working.resized(working.width * 2, working.height * 2);
                search.look(&double.sharpened(2, 1), step.threshold, scale / 2.0);
            }
            View::Full if shrunk.is_some() => search.look(picture, step.threshold, 1.0),
            View::Double | View::Full => {}
        }
    }
    if effort == Effort::Still && search.found.is_empty() && !timed_out {
        timed_out = deadline.passed();
        if !timed_out {
            search.look_otherwise(working, scale);
        }
    }
    let found = search.found.into_codes();
    if timed_out && found.is_empty() { Err(ScanError::TimedOut) } else { Ok(found) }
}

/// Dear attempts that are left.
struct Allowance {
    /// Readings from grey.
    grey: usize,
    /// Searches for a third finder pattern.
    pairs: usize,
}

/// What is known after some steps.
struct Search {
    left: Allowance,
    found: Collection,
    /// Whether the last step saw finder patterns that may belong to a code that is not read.
    promising: bool,
    /// Middles of triples that were read from grey in vain, in the scanned picture's pixels.
    in_vain: Vec<[Point; 3]>,
}

impl Search {
    fn finished(&self, steps: usize, effort: Effort) -> bool {
        if steps == 0 {
            return false;
        }
        match (self.found.is_empty(), effort) {
            (true, Effort::Still) => false,
            (true, Effort::Live) => !self.promising,
            (false, Effort::Live) => true,
            (false, Effort::Still) => !self.promising || steps >= STEPS_AFTER_A_CODE,
        }
    }

    /// One step on a picture `scale` times smaller than the scanned one.
    fn look(&mut self, luma: &Luma, threshold: Threshold, scale: f32) {
        let bits = binarised(luma, threshold);
        let suspects = suspects(&bits, ROW_STEP);
        self.promising = false;
        for (list, light) in [(&suspects.dark, false), (&suspects.light, true)] {
            if list.len() >= 2 {
                // What a panic leaves half done is at worst a code that is not in the collection.
                contained(|| self.look_for(luma, &bits, list, light, scale));
            }
        }
    }

    /// Codes of one polarity.
    fn look_for(&mut self, luma: &Luma, bits: &Bits, suspects: &[Suspect], light: bool, scale: f32) {
        let Some(matrix) = rxing::Matrix::of(bits, light) else { return };
        let mut open = matrix.finders(suspects);
        open.retain(|finder| !self.found.covers(finder.centre, scale));
        let mut triples = grouping::triples(&open);
        triples.extend(rxing::triples(&open));
        let mut grey = 0;
        for triple in triples.iter().take(TRIPLES) {
            if !triple.iter().all(|finder| open.iter().any(|open| open.centre == finder.centre)) {
                continue;
            }
            let mut code = matrix.read(triple);
            if code.is_none()
                && grey < GREY_TRIPLES
                && self.left.grey > 0
                && !self.known_in_vain(triple, scale)
            {
                grey += 1;
                self.left.grey -= 1;
                code = reader::read(luma, triple, light);
                if code.is_none() {
                    self.in_vain.push(triple.map(|finder| finder.centre.scaled(scale)));
                }
            }
            if let Some((reading, corners)) = code {
                open.retain(|open| triple.iter().all(|used| used.centre != open.centre));
                self.found.add(reading, corners, scale);
            }
        }
        let pairs = grouping::pairs(&open);
        self.promising |= !grouping::triples(&open).is_empty();
        if self.found.is_empty() {
            self.complete(luma, &matrix, &pairs, light, scale);
        }
    }

    /// Codes of which two finder patterns are seen.
    fn complete(
        &mut self,
        luma: &Luma,
        matrix: &rxing::Matrix,
        pairs: &[(f32, [Finder; 2])],
        light: bool,
        scale: f32,
    ) {
        for (modules, pair) in pairs.iter().take(PAIRS.min(self.left.pairs)) {
            self.left.pairs -= 1;
            let Some(triple) = reader::completed(luma, *modules, pair, light) else { continue };
            if let Some((reading, corners)) =
                matrix.read(&triple).or_else(|| reader::read(luma, &triple, light))
            {
                self.found.add(reading, corners, scale);
                return;
            }
        }
    }

    fn known_in_vain(&self, triple: &[Finder; 3], scale: f32) -> bool {
        let alike = |known: &&[Point; 3]| {
            known.iter().zip(triple).all(|(known, finder)| {
                known.distance(finder.centre.scaled(scale)) < finder.size * scale / 14.0
            })
        };
        self.in_vain.iter().filter(alike).count() >= 2
    }

    /// `rqrr` finds grids in its own way. It gets a picture of bounded size.
    fn look_otherwise(&mut self, working: &Luma, scale: f32) {
        let bits = binarised(working, Threshold::BlockMean);
        if suspects(&bits, ROW_STEP).dark.len() > rqrr::MOST_SUSPECTS
            || working.pixels.len() > rqrr::MOST_PIXELS
        {
            return;
        }
        for (reading, corners) in contained(|| rqrr::read(&bits, false)).unwrap_or_default() {
            self.found.add(reading, corners, scale);
        }
    }
}
