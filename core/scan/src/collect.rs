//! The codes found so far: the same code seen by several steps is one code.

use super::code::{CodeText, FoundCode, Point};
use super::decoding::Reading;

#[derive(Default)]
pub(super) struct Collection(Vec<FoundCode>);

impl Collection {
    /// Adds a code whose corners are in a picture `scale` times smaller than the scanned one.
    pub(super) fn add(&mut self, reading: Reading, corners: [Point; 4], scale: f32) {
        let mut corners = corners.map(|corner| corner.scaled(scale));
        if reading.mirrored {
            corners.swap(1, 3);
        }
        // A code can lie within another one (in place of a logo), but not with the same text.
        let same = |known: &FoundCode| {
            known.text.expose() == reading.text
                && (inside(&known.corners, middle(&corners)) || inside(&corners, middle(&known.corners)))
        };
        if self.0.iter().any(same) {
            return;
        }
        self.0.push(FoundCode { text: CodeText::new(reading.text), corners });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a place of a picture `scale` times smaller lies in a code that is read already.
    pub(super) fn covers(&self, place: Point, scale: f32) -> bool {
        self.0.iter().any(|known| inside(&known.corners, place.scaled(scale)))
    }

    /// The codes, in reading order of their top-left corners' rows.
    pub(super) fn into_codes(self) -> Vec<FoundCode> {
        self.0
    }
}

fn middle(corners: &[Point; 4]) -> Point {
    let sum = corners.iter().fold(Point::default(), |a, b| Point { x: a.x + b.x, y: a.y + b.y });
    Point { x: sum.x / 4.0, y: sum.y / 4.0 }
}

/// Whether a point lies in a convex quadrilateral, whichever way round it runs.
fn inside(corners: &[Point; 4], point: Point) -> bool {
    let next = corners.iter().cycle().skip(1);
    let turns =
        |(a, b): (&Point, &Point)| (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x) >= 0.0;
    let left = corners.iter().zip(next).filter(|&sides| turns(sides)).count();
    left == 0 || left == corners.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f32, y: f32, side: f32) -> [Point; 4] {
        [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
            .map(|(dx, dy)| Point { x: x + dx * side, y: y + dy * side })
    }

    fn reading(text: &str) -> Reading {
        Reading { text: text.to_owned(), mirrored: false }
    }

    #[test]
    fn a_code_seen_twice_is_one_code() {
        let mut collection = Collection::default();
        collection.add(reading("one"), square(10.0, 10.0, 50.0), 1.0);
        collection.add(reading("one"), square(6.0, 6.0, 23.0), 2.0);
        collection.add(reading("other"), square(25.0, 25.0, 20.0), 1.0);
        collection.add(reading("one"), square(100.0, 10.0, 50.0), 1.0);
        assert!(collection.covers(Point { x: 10.0, y: 10.0 }, 2.0));
        assert!(!collection.covers(Point { x: 40.0, y: 40.0 }, 2.0));
        let texts: Vec<_> =
            collection.into_codes().iter().map(|code| code.text.expose().to_owned()).collect();
        assert_eq!(texts, ["one", "other", "one"]);
    }
}
