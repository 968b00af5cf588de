//! Which finder patterns belong together: three whose sizes and directions agree, or two that say where to look for
//! a third.
//!
//! Sizes are compared along the line between two patterns and directions in the frame of each pattern's own ring,
//! so that steep perspective does not mislead.

use super::Point;
use super::finders::Finder;

/// Finder patterns that are compared with each other; there are never so many in a picture worth reading.
const MOST_FINDERS: usize = 80;

/// How far, as the tangent of an angle, a neighbour may lie beside an axis of a ring.
const MOST_SKEW: f32 = 0.22;

/// Modules between the middles of two finder patterns of one code.
const SPAN: std::ops::RangeInclusive<f32> = 11.0..=190.0;

/// How two finder patterns lie to each other.
#[derive(Clone, Copy, Debug)]
struct Leg {
    /// Modules between their middles.
    modules: f32,
    /// In the first one's frame: 0 along its first axis, 1 along its second.
    axis: usize,
    /// How far off that axis, as a tangent.
    skew: f32,
}

/// The triples that fit, the best first: top left, top right, bottom left.
pub(super) fn triples(finders: &[Finder]) -> Vec<[Finder; 3]> {
    let finders = finders.get(..MOST_FINDERS.min(finders.len())).unwrap_or_default();
    let mut found: Vec<(f32, [Finder; 3])> = Vec::new();
    for corner in finders {
        let legs: Vec<(Leg, &Finder)> = finders
            .iter()
            .filter_map(|other| Some((leg(corner, other)?, leg(other, corner)?.skew, other)))
            .map(|(leg, back, other)| (Leg { skew: leg.skew + back, ..leg }, other))
            .collect();
        for (number, (one, first)) in legs.iter().enumerate() {
            for (two, second) in legs.iter().skip(number + 1) {
                let unequal = (one.modules / two.modules).ln().abs();
                if one.axis != two.axis && unequal < 0.35 {
                    found.push((unequal + one.skew + two.skew, ordered(corner, first, second)));
                }
            }
        }
    }
    found.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    found.into_iter().map(|(_, triple)| triple).collect()
}

/// Pairs that are neighbours in a code, the best first, with the modules between them.
pub(super) fn pairs(finders: &[Finder]) -> Vec<(f32, [Finder; 2])> {
    let finders = finders.get(..MOST_FINDERS.min(finders.len())).unwrap_or_default();
    let mut found: Vec<(f32, f32, [Finder; 2])> = Vec::new();
    for (number, first) in finders.iter().enumerate() {
        for second in finders.iter().skip(number + 1) {
            let skew = |from: &Finder, to: &Finder| match from.ring {
                Some(_) => leg(from, to).map(|leg| leg.skew),
                // Nothing is known of its directions.
                None => Some(MOST_SKEW),
            };
            let modules = modules_between(first, second);
            if let (Some(there), Some(back), true) =
                (skew(first, second), skew(second, first), SPAN.contains(&modules))
            {
                // Large patterns are less likely to be chance.
                let size = first.size.min(second.size);
                found.push(((there + back + 0.1) / size, modules, [*first, *second]));
            }
        }
    }
    found.sort_by(|(a, ..), (b, ..)| a.total_cmp(b));
    found.into_iter().map(|(_, modules, pair)| (modules, pair)).collect()
}

/// Three finder patterns as a code that is not mirrored has them, given the one in the corner.
pub(super) fn ordered(corner: &Finder, first: &Finder, second: &Finder) -> [Finder; 3] {
    let (a, b, c) = (first.centre, corner.centre, second.centre);
    let turn = (a.x - b.x) * (c.y - b.y) - (a.y - b.y) * (c.x - b.x);
    if turn > 0.0 { [*corner, *first, *second] } else { [*corner, *second, *first] }
}

fn leg(from: &Finder, to: &Finder) -> Option<Leg> {
    let (small, large) = if from.size < to.size { (from.size, to.size) } else { (to.size, from.size) };
    if large > 2.5 * small || from.centre.distance(to.centre) < 1.5 * small {
        return None;
    }
    let [a, b, c, d] = from.ring?;
    // Six modules along each axis of the ring.
    let (first_x, first_y) = ((b.x - a.x + c.x - d.x) / 2.0, (b.y - a.y + c.y - d.y) / 2.0);
    let (second_x, second_y) = ((d.x - a.x + c.x - b.x) / 2.0, (d.y - a.y + c.y - b.y) / 2.0);
    let area = first_x * second_y - first_y * second_x;
    let (x, y) = (to.centre.x - from.centre.x, to.centre.y - from.centre.y);
    let along = ((x * second_y - y * second_x) / area).abs();
    let aside = ((y * first_x - x * first_y) / area).abs();
    let (axis, skew) = if along > aside { (0, aside / along) } else { (1, along / aside) };
    let modules = modules_between(from, to);
    (skew < MOST_SKEW && SPAN.contains(&modules)).then_some(Leg { modules, axis, skew })
}

/// How many modules lie between the middles of two finder patterns, by their sizes in the direction of the line
/// between them. Under perspective the geometric mean of both sizes is the right one.
pub(super) fn modules_between(from: &Finder, to: &Finder) -> f32 {
    let module = |finder: &Finder| {
        let across = finder.ring.and_then(|ring| across(&ring, from.centre, to.centre, finder.centre));
        across.map_or(finder.size / 7.0, |pixels| pixels / 6.0)
    };
    from.centre.distance(to.centre) / (module(from) * module(to)).sqrt().max(0.5)
}

/// How long the line through `middle` that runs as from `a` to `b` is inside a quadrilateral around `middle`.
fn across(corners: &[Point; 4], a: Point, b: Point, middle: Point) -> Option<f32> {
    let length = a.distance(b);
    let (along_x, along_y) = ((b.x - a.x) / length, (b.y - a.y) / length);
    let (mut ahead, mut behind) = (None, None);
    for (from, to) in corners.iter().zip(corners.iter().cycle().skip(1)) {
        let side = |corner: &Point| (corner.y - middle.y) * along_x - (corner.x - middle.x) * along_y;
        let (s, t) = (side(from), side(to));
        if (s < 0.0) == (t < 0.0) {
            continue;
        }
        let share = s / (s - t);
        let (x, y) = (from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
        let distance = (x - middle.x) * along_x + (y - middle.y) * along_y;
        if distance > 0.0 { ahead = Some(distance) } else { behind = Some(-distance) }
    }
    Some(ahead? + behind?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A finder pattern with 2-pixel modules around a place.
    fn finder(x: f32, y: f32) -> Finder {
        let ring = [(-6.0, -6.0), (6.0, -6.0), (6.0, 6.0), (-6.0, 6.0)]
            .map(|(dx, dy)| Point { x: x + dx, y: y + dy });
        Finder { centre: Point { x, y }, size: 14.0, ring: Some(ring) }
    }

    #[test]
    fn a_right_angle_with_equal_legs_is_a_triple() {
        let triples =
            triples(&[finder(10.0, 90.0), finder(200.0, 47.0), finder(90.0, 10.0), finder(10.0, 10.0)]);
        let [tl, tr, bl] = triples[0].map(|finder| finder.centre);
        assert_eq!(triples.len(), 1);
        assert_eq!((tl.x, tl.y, tr.x, tr.y, bl.x, bl.y), (10.0, 10.0, 90.0, 10.0, 10.0, 90.0));
        assert!((modules_between(&finder(10.0, 10.0), &finder(90.0, 10.0)) - 40.0).abs() < 0.01);
    }

    #[test]
    fn neighbours_are_a_pair() {
        let pairs = pairs(&[finder(10.0, 10.0), finder(90.0, 12.0), finder(70.0, 70.0)]);
        assert_eq!(pairs.len(), 1);
        assert!((pairs[0].0 - 40.0).abs() < 0.5);
    }
}
