//! Reads a code from grey, given three finder patterns: finds its size and its plane from everything that is known
//! of every code, measures each module over its area, and tries several judgements.
//!
//! Black-and-white sampling looks at one pixel per module through a plane guessed from few points. Where blur, noise
//! or perspective make that fail, brightness still holds the code.

use super::Point;
use super::decoding::{self, Reading};
use super::finders::Finder;
use super::geometry::{Match, Perspective, Place};
use super::grid::{Grid, Judgement};
use super::grouping::{modules_between, ordered};
use super::luma::Luma;
use super::repair;
use super::symbol::Side;

/// Sizes tried for one triple of finder patterns.
const SIDES: usize = 3;

/// Least agreement of the timing patterns (−1 to 1) for a size to be believed.
const TIMING_AGREEMENT: f32 = 0.3;

/// Least correlation (−1 to 1) of all known modules for something to be a code.
const CODE_AGREEMENT: f32 = 0.4;

/// Least correlation (−1 to 1) for something to be a finder pattern.
const FINDER_AGREEMENT: f32 = 0.6;

/// Least correlation (−1 to 1) for something to be an alignment pattern.
const ALIGNMENT_AGREEMENT: f32 = 0.6;

const JUDGEMENTS: [Judgement; 10] = [
    Judgement { spill: 0.0, reach: 6 },
    Judgement { spill: 0.12, reach: 6 },
    Judgement { spill: 0.0, reach: 3 },
    Judgement { spill: 0.18, reach: 6 },
    Judgement { spill: 0.12, reach: 3 },
    Judgement { spill: 0.23, reach: 6 },
    Judgement { spill: 0.18, reach: 3 },
    Judgement { spill: 0.0, reach: 15 },
    Judgement { spill: 0.23, reach: 10 },
    Judgement { spill: 0.25, reach: 4 },
];

/// Judgements whose errors are looked into.
const REPAIRED: [Judgement; 4] = [
    Judgement { spill: 0.0, reach: 6 },
    Judgement { spill: 0.12, reach: 6 },
    Judgement { spill: 0.2, reach: 6 },
    Judgement { spill: 0.0, reach: 3 },
];

/// Reads the code; `light` where it is light on dark.
pub(super) fn read(luma: &Luma, triple: &[Finder; 3], light: bool) -> Option<(Reading, [Point; 4])> {
    let view = View { luma, sign: if light { -1.0 } else { 1.0 } };
    let (side, matches) = view.sized(triple)?;
    let aligned = view.aligned(side, matches)?;
    let (plane, agreement) = view.settled(side, aligned.plane);
    if agreement < CODE_AGREEMENT {
        return None;
    }
    for (plane, bends) in [(plane, Default::default()), (aligned.plane, aligned.bends.as_slice())] {
        let grid = view.grid(side, &plane, bends);
        for judgement in JUDGEMENTS {
            let modules = grid.judged(judgement).modules;
            let dark =
                |x: usize, y: usize| modules.get(y * side.modules() + x).is_some_and(|module| module.dark);
            if let Some(reading) = decoding::read(side.modules(), dark) {
                return Some((reading, plane.corners()));
            }
        }
        for judgement in REPAIRED {
            if let Some(reading) = repair::read(side.modules(), &grid.judged_with_doubt(judgement)) {
                return Some((reading, plane.corners()));
            }
        }
    }
    None
}

/// Looks for the third finder pattern of a code of which two neighbours are known, `modules` apart.
pub(super) fn completed(luma: &Luma, modules: f32, pair: &[Finder; 2], light: bool) -> Option<[Finder; 3]> {
    let view = View { luma, sign: if light { -1.0 } else { 1.0 } };
    let [a, b] = pair;
    let span = ((modules - 2.0) / 4.0).round() * 4.0 + 2.0;
    let right = Point { x: (b.centre.x - a.centre.x) / span, y: (b.centre.y - a.centre.y) / span };
    let down = Point { x: -right.y, y: right.x };
    // As if the two were the upper ones; the third is below or above, beside the first or the second.
    let (left, far) = (3.5, 3.5 + span);
    let mut matches = finder_matches(a, Place { u: left, v: 3.5 }, right, down);
    matches.extend(finder_matches(b, Place { u: far, v: 3.5 }, right, down));
    // Without rings nothing else says how the code is tilted: as if not at all.
    for (u, from) in [(left, a), (far, b)] {
        let point = Point { x: from.centre.x + down.x * span, y: from.centre.y + down.y * span };
        matches.push(Match { place: Place { u, v: far }, point, weight: 0.02 });
    }
    let plane = Perspective::fitted(&matches, (span + 7.0) as usize)?;
    let mut best = (FINDER_AGREEMENT, None);
    for (u, corner, other) in [(left, a, b), (far, b, a)] {
        for v in [3.5 + span, 3.5 - span] {
            if let Some((agreement, place)) = view.finder(&plane, Place { u, v }, 2.0 + span * 0.1, best.0) {
                let third =
                    Finder { centre: plane.point(place), size: corner.size, ring: view.ring(&plane, place) };
                best = (agreement, Some(ordered(corner, other, &third)));
            }
        }
    }
    best.1
}

/// The picture, turned so that codes are dark on light.
struct View<'a> {
    luma: &'a Luma,
    sign: f32,
}

/// A plane, and how far alignment patterns lie beside it (paper bends).
struct Aligned {
    plane: Perspective,
    bends: Vec<(Place, Point)>,
}

impl View<'_> {
    fn brightness(&self, point: Point) -> Option<f32> {
        self.luma.sample(point.x, point.y).map(|value| value * self.sign)
    }

    /// The size whose timing patterns agree best with the picture.
    fn sized(&self, triple: &[Finder; 3]) -> Option<(Side, Vec<Match>)> {
        let [tl, tr, bl] = triple;
        let estimate = (modules_between(tl, tr) + modules_between(tl, bl)) / 2.0 + 7.0;
        let mut best: Option<(f32, Side, Vec<Match>)> = None;
        for side in Side::near(estimate, (estimate * 0.2).max(5.0)).into_iter().take(SIDES) {
            let matches = matches(triple, side);
            let Some(plane) = Perspective::fitted(&matches, side.modules()) else { continue };
            let agreement = self.timing(side, &plane);
            if agreement > TIMING_AGREEMENT && best.as_ref().is_none_or(|(best, ..)| agreement > *best) {
                best = Some((agreement, side, matches));
            }
        }
        best.map(|(_, side, matches)| (side, matches))
    }

    /// How well the timing patterns alternate: the mean of both.
    fn timing(&self, side: Side, plane: &Perspective) -> f32 {
        let agreement = |line: &Vec<(Place, bool)>| {
            let values: Vec<f32> =
                line.iter().filter_map(|(place, _)| self.brightness(plane.point(*place))).collect();
            let (mut with, mut all) = (0.0, 1.0);
            // The first module of each line is dark.
            for (at, three) in values.windows(3).enumerate() {
                if let [before, here, after] = three {
                    let bump = here - (before + after) / 2.0;
                    with += if at % 2 == 0 { bump } else { -bump };
                    all += bump.abs();
                }
            }
            with / all
        };
        let [row, column] = side.timing();
        (agreement(&row) + agreement(&column)) / 2.0
    }

    /// Looks for the alignment patterns and fits the plane to all of them.
    fn aligned(&self, side: Side, mut matches: Vec<Match>) -> Option<Aligned> {
        let mut plane = Perspective::fitted(&matches, side.modules())?;
        let patterns = side.alignment_patterns();
        let mut found: Vec<Match> = Vec::new();
        // The far corner first: it holds the plane best and is the hardest to foresee.
        let mut reach = 2.0 + side.modules() as f32 / 25.0;
        for pattern in patterns.iter().rev() {
            if let Some(point) = self.alignment(&plane, *pattern, reach) {
                let known = Match { place: *pattern, point, weight: 6.0 };
                found.push(known);
                matches.push(known);
                plane = Perspective::fitted(&matches, side.modules()).unwrap_or(plane);
                reach = 1.5;
            }
        }
        let beside = |known: &Match| {
            let there = plane.point(known.place);
            (known.place, Point { x: known.point.x - there.x, y: known.point.y - there.y })
        };
        let bends = found.iter().map(beside).collect();
        Some(Aligned { plane, bends })
    }

    /// The best match of an alignment pattern at most `reach` modules from where it should be.
    fn alignment(&self, plane: &Perspective, centre: Place, reach: f32) -> Option<Point> {
        let mut best = (ALIGNMENT_AGREEMENT, None);
        let look = |around: Place, reach: f32, step: f32, best: &mut (f32, Option<Place>)| {
            let steps = (reach / step).ceil() as i32;
            for down in -steps..=steps {
                for right in -steps..=steps {
                    let place = Place { u: around.u + right as f32 * step, v: around.v + down as f32 * step };
                    let agreement = self.alignment_agreement(plane, place);
                    if agreement > best.0 {
                        *best = (agreement, Some(place));
                    }
                }
            }
        };
        look(centre, reach, 0.5, &mut best);
        let near = best.1?;
        look(near, 0.375, 0.125, &mut best);
        best.1.map(|place| plane.point(place))
    }

    /// The best match of a finder pattern at most `reach` modules from where it should be, if better than `least`.
    fn finder(&self, plane: &Perspective, centre: Place, reach: f32, least: f32) -> Option<(f32, Place)> {
        let mut best = (least, None);
        let look = |around: Place, reach: f32, step: f32, best: &mut (f32, Option<Place>)| {
            let steps = (reach / step).ceil() as i32;
            for down in -steps..=steps {
                for right in -steps..=steps {
                    let place = Place { u: around.u + right as f32 * step, v: around.v + down as f32 * step };
                    let modules = finder_modules(place);
                    let agreement = self.agreement(&modules, plane);
                    if agreement > best.0 {
                        *best = (agreement, Some(place));
                    }
                }
            }
        };
        look(centre, reach, 0.8, &mut best);
        look(best.1?, 0.6, 0.2, &mut best);
        Some((best.0, best.1?))
    }

    /// The corners of the ring of a finder pattern at a place of the plane.
    fn ring(&self, plane: &Perspective, place: Place) -> Option<[Point; 4]> {
        let corners = [(-3.0, -3.0), (3.0, -3.0), (3.0, 3.0), (-3.0, 3.0)];
        Some(corners.map(|(u, v)| plane.point(Place { u: place.u + u, v: place.v + v })))
    }

    /// Correlation of the 5 × 5 modules around a place with an alignment pattern.
    fn alignment_agreement(&self, plane: &Perspective, centre: Place) -> f32 {
        // 17 dark modules and 8 light ones.
        let (mut dark, mut bright, mut squares) = (0.0, 0.0, 0.0);
        for down in -2..=2i8 {
            for right in -2..=2i8 {
                let place = Place { u: centre.u + f32::from(right), v: centre.v + f32::from(down) };
                let Some(value) = self.brightness(plane.point(place)) else { return -1.0 };
                if down.abs().max(right.abs()) == 1 {
                    bright += value;
                } else {
                    dark += value;
                }
                squares += value * value;
            }
        }
        let mean = (dark + bright) / 25.0;
        let variance = (squares / 25.0 - mean * mean).max(1.0);
        // Weights 1/8 and −1/17, normalised: their squares sum to 25/136.
        (bright / 8.0 - dark / 17.0) / (variance * 25.0 * 25.0 / 136.0).sqrt()
    }

    /// Moves the corners of the plane while all known modules agree better.
    fn settled(&self, side: Side, mut plane: Perspective) -> (Perspective, f32) {
        let known = side.known_modules();
        let mut best = self.agreement(&known, &plane);
        let corners = plane.corners();
        let [a, b, _, _] = corners;
        let module = a.distance(b) / side.modules() as f32;
        for step in [0.6, 0.3, 0.15] {
            let step = step * module;
            for _ in 0..3 {
                let before = best;
                for corner in 0..4 {
                    for (dx, dy) in [(step, 0.0), (-step, 0.0), (0.0, step), (0.0, -step)] {
                        let mut moved = plane.corners();
                        if let Some(point) = moved.get_mut(corner) {
                            point.x += dx;
                            point.y += dy;
                        }
                        let Some(moved) = plane.with_corners(moved) else { continue };
                        let agreement = self.agreement(&known, &moved);
                        if agreement > best {
                            best = agreement;
                            plane = moved;
                        }
                    }
                }
                if best <= before {
                    break;
                }
            }
        }
        (plane, best)
    }

    /// Correlation of the known modules with what they should be.
    fn agreement(&self, known: &[(Place, bool)], plane: &Perspective) -> f32 {
        let (mut count, mut sum, mut squares, mut signs, mut product) = (0.0f32, 0.0, 0.0, 0.0, 0.0);
        for (place, dark) in known {
            let Some(value) = self.brightness(plane.point(*place)) else { continue };
            let sign = if *dark { -1.0 } else { 1.0 };
            count += 1.0;
            sum += value;
            squares += value * value;
            signs += sign;
            product += sign * value;
        }
        if count < 0.8 * known.len() as f32 {
            return -1.0;
        }
        let covariance = product - sum * signs / count;
        let spread = (squares - sum * sum / count).max(1.0) * (count - signs * signs / count).max(1.0);
        covariance / spread.sqrt()
    }

    /// The brightness of every module, over its area.
    fn grid(&self, side: Side, plane: &Perspective, bends: &[(Place, Point)]) -> Grid {
        let [a, b, ..] = plane.corners();
        let module = a.distance(b) / side.modules() as f32;
        let samples = ((module * 0.7).round() as u8).clamp(1, 5);
        let offsets: Vec<f32> =
            (0..samples).map(|at| 0.5 + 0.7 * ((f32::from(at) + 0.5) / f32::from(samples) - 0.5)).collect();
        Grid::measured(side.modules(), |x, y| {
            let bend = bent(bends, Place { u: x as f32 + 0.5, v: y as f32 + 0.5 });
            let (mut sum, mut count) = (0.0, 0.0);
            for down in &offsets {
                for right in &offsets {
                    let point = plane.point(Place { u: x as f32 + right, v: y as f32 + down });
                    let point = Point { x: point.x + bend.x, y: point.y + bend.y };
                    if let Some(value) = self.brightness(point) {
                        sum += value;
                        count += 1.0;
                    }
                }
            }
            // Beyond the picture's edge there is paper.
            if count > 0.0 { sum / count } else { 255.0f32.mul_add(self.sign, 0.0).max(0.0) }
        })
    }
}

/// The modules of a finder pattern and its light border around a place.
fn finder_modules(centre: Place) -> Vec<(Place, bool)> {
    let mut modules = Vec::with_capacity(81);
    for down in -4..=4i8 {
        for right in -4..=4i8 {
            let far = down.abs().max(right.abs());
            let place = Place { u: centre.u + f32::from(right), v: centre.v + f32::from(down) };
            modules.push((place, far < 2 || far == 3));
        }
    }
    modules
}

/// How far a place lies beside the plane, from the known bends by inverse squared distance. The finder patterns lie
/// in it.
fn bent(bends: &[(Place, Point)], place: Place) -> Point {
    if bends.is_empty() {
        return Point::default();
    }
    let (mut x, mut y, mut weights) = (0.0, 0.0, 0.0);
    for (at, bend) in bends {
        let far = (at.u - place.u).powi(2) + (at.v - place.v).powi(2);
        let weight = 1.0 / (far + 4.0);
        x += bend.x * weight;
        y += bend.y * weight;
        weights += weight;
    }
    Point { x: x / weights, y: y / weights }
}

/// Centres and ring corners of the finder patterns, as matches for a code of this size.
fn matches(triple: &[Finder; 3], side: Side) -> Vec<Match> {
    let [tl, tr, bl] = triple.map(|finder| finder.centre);
    let far = side.modules() as f32 - 7.0;
    let right = Point { x: (tr.x - tl.x) / far, y: (tr.y - tl.y) / far };
    let down = Point { x: (bl.x - tl.x) / far, y: (bl.y - tl.y) / far };
    let mut matches = Vec::new();
    for (finder, place) in triple.iter().zip(side.finder_patterns()) {
        matches.extend(finder_matches(finder, place, right, down));
    }
    if triple.iter().filter(|finder| finder.ring.is_some()).count() < 2 {
        // Too little to see a perspective in: as if seen from straight above.
        let point = Point { x: tr.x + bl.x - tl.x, y: tr.y + bl.y - tl.y };
        let far = side.modules() as f32 - 3.5;
        matches.push(Match { place: Place { u: far, v: far }, point, weight: 1.0 });
    }
    matches
}

/// The centre and the ring corners of a finder pattern at a place of the code; `right` and `down` are about one
/// module along its rows and columns.
fn finder_matches(finder: &Finder, place: Place, right: Point, down: Point) -> Vec<Match> {
    let area = right.x * down.y - right.y * down.x;
    let mut matches = vec![Match { place, point: finder.centre, weight: 2.0 }];
    for corner in finder.ring.iter().flatten() {
        let (x, y) = (corner.x - finder.centre.x, corner.y - finder.centre.y);
        let u = 3.0f32.copysign((x * down.y - y * down.x) * area);
        let v = 3.0f32.copysign((y * right.x - x * right.y) * area);
        matches.push(Match { place: Place { u: place.u + u, v: place.v + v }, point: *corner, weight: 1.0 });
    }
    matches
}
