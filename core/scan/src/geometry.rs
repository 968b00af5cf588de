//! The plane of a code seen by a camera: module coordinates ↔ picture coordinates.

use super::Point;

/// A place in a code, in modules from the outer corner of its top-left finder pattern: the middle of the first
/// module is (0.5, 0.5).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub(super) u: f32,
    pub(super) v: f32,
}

/// A place in the code whose place in the picture is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match {
    pub(super) place: Place,
    pub(super) point: Point,
    pub(super) weight: f64,
}

/// A perspective map from modules to pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Perspective {
    coefficients: [f64; 8],
    centre: (f64, f64),
    scale: f64,
    side: f64,
}

impl Perspective {
    /// The map that fits at least four matches best (weighted least squares on the linearised equations); `None`
    /// where they do not determine one.
    pub(super) fn fitted(matches: &[Match], side: usize) -> Option<Self> {
        let side = side as f64;
        let count = matches.len().max(1) as f64;
        let centre = matches.iter().fold((0.0, 0.0), |(x, y), known| {
            (x + f64::from(known.point.x) / count, y + f64::from(known.point.y) / count)
        });
        let spread = |known: &Match| {
            (f64::from(known.point.x) - centre.0).abs().max((f64::from(known.point.y) - centre.1).abs())
        };
        let scale = matches.iter().map(spread).fold(1.0, f64::max);
        let mut normal = [[0.0; 9]; 8];
        for known in matches {
            let (u, v) = unit(known.place, side);
            let x = (f64::from(known.point.x) - centre.0) / scale;
            let y = (f64::from(known.point.y) - centre.1) / scale;
            for equation in
                [[u, v, 1.0, 0.0, 0.0, 0.0, -u * x, -v * x, x], [0.0, 0.0, 0.0, u, v, 1.0, -u * y, -v * y, y]]
            {
                for (row, factor) in normal.iter_mut().zip(equation) {
                    for (cell, value) in row.iter_mut().zip(equation) {
                        *cell += known.weight * factor * value;
                    }
                }
            }
        }
        Some(Self { coefficients: solved(normal)?, centre, scale, side })
    }

    /// Where a place of the code is in the picture.
    #[inline]
    pub(super) fn point(&self, place: Place) -> Point {
        let (u, v) = unit(place, self.side);
        let [a, b, c, d, e, f, g, h] = self.coefficients;
        let depth = self.scale / (g * u + h * v + 1.0);
        Point {
            x: ((a * u + b * v + c) * depth + self.centre.0) as f32,
            y: ((d * u + e * v + f) * depth + self.centre.1) as f32,
        }
    }

    /// The outer corners of the code, clockwise from the top left.
    pub(super) fn corners(&self) -> [Point; 4] {
        let side = self.side as f32;
        [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)].map(|(u, v)| self.point(Place { u, v }))
    }

    /// The same map with its four corners moved.
    pub(super) fn with_corners(&self, points: [Point; 4]) -> Option<Self> {
        let side = self.side as f32;
        let places = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)];
        let mut matches =
            [Match { place: Place { u: 0.0, v: 0.0 }, point: Point::default(), weight: 1.0 }; 4];
        for ((known, (u, v)), point) in matches.iter_mut().zip(places).zip(points) {
            *known = Match { place: Place { u, v }, point, weight: 1.0 };
        }
        Self::fitted(&matches, self.side as usize)
    }
}

fn unit(place: Place, side: f64) -> (f64, f64) {
    (f64::from(place.u) / side - 0.5, f64::from(place.v) / side - 0.5)
}

/// Gauss–Jordan elimination with the largest pivot; `None` for a singular system.
fn solved(mut rows: [[f64; 9]; 8]) -> Option<[f64; 8]> {
    for column in 0..8 {
        let size = |row: &[f64; 9]| row.get(column).map_or(0.0, |cell| cell.abs());
        let (largest, _) =
            rows.iter().enumerate().skip(column).max_by(|(_, a), (_, b)| size(a).total_cmp(&size(b)))?;
        rows.swap(column, largest);
        let pivot = rows.get_mut(column)?;
        let head = *pivot.get(column)?;
        if head.abs() < 1e-12 {
            return None;
        }
        for cell in pivot.iter_mut() {
            *cell /= head;
        }
        let pivot = *pivot;
        for (index, row) in rows.iter_mut().enumerate() {
            let factor = *row.get(column)?;
            if index != column && factor != 0.0 {
                for (cell, above) in row.iter_mut().zip(pivot) {
                    *cell -= factor * above;
                }
            }
        }
    }
    Some(rows.map(|[.., value]| value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_corners_come_back() {
        let corners =
            [(100.0, 80.0), (420.0, 120.0), (380.0, 500.0), (90.0, 410.0)].map(|(x, y)| Point { x, y });
        let places = [(0.0, 0.0), (37.0, 0.0), (37.0, 37.0), (0.0, 37.0)];
        let matches: Vec<Match> = places
            .iter()
            .zip(corners)
            .map(|(&(u, v), point)| Match { place: Place { u, v }, point, weight: 1.0 })
            .collect();
        let map = Perspective::fitted(&matches, 37).unwrap();
        for (found, wanted) in map.corners().iter().zip(corners) {
            assert!(
                (found.x - wanted.x).abs() < 1e-2 && (found.y - wanted.y).abs() < 1e-2,
                "{found:?} {wanted:?}"
            );
        }
        assert!(Perspective::fitted(matches.get(..3).unwrap(), 37).is_none());
    }
}
