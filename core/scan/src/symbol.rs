//! What every code of a size has in common: finder, timing and alignment patterns (ISO/IEC 18004, 6.3).

use super::geometry::Place;

/// A side length that a QR code can have: 21 to 177 modules in steps of four.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Side(usize);

impl Side {
    /// The possible sides, the nearest to an estimate first, none further than `reach` away.
    pub(super) fn near(estimate: f32, reach: f32) -> Vec<Self> {
        let distance = |side: &Self| (side.0 as f32 - estimate).abs();
        let mut sides: Vec<Self> =
            (21..=177).step_by(4).map(Self).filter(|side| distance(side) <= reach).collect();
        sides.sort_by(|a, b| distance(a).total_cmp(&distance(b)));
        sides
    }

    /// In modules.
    pub(super) fn modules(self) -> usize {
        self.0
    }

    /// 1 to 40.
    fn version(self) -> usize {
        (self.0 - 17) / 4
    }

    /// The rows and columns that hold centres of alignment patterns (Annex E): the first is 6, the last is seven
    /// from the edge, and those between are evenly spaced by an even number, rounded up, counted from the last.
    fn alignment_lines(self) -> Vec<usize> {
        let version = self.version();
        if version < 2 {
            return Vec::new();
        }
        let gaps = version / 7 + 1;
        let last = self.0 - 7;
        // The one size where the table of the standard departs from the rule.
        let step = if version == 32 { 26 } else { (last - 6).div_ceil(2 * gaps) * 2 };
        let mut lines: Vec<usize> = (0..gaps).map(|back| last - back * step).collect();
        lines.push(6);
        lines.reverse();
        lines
    }

    /// The centres of the alignment patterns.
    pub(super) fn alignment_patterns(self) -> Vec<Place> {
        let lines = self.alignment_lines();
        let (first, last) = (6, self.0 - 7);
        let mut centres = Vec::new();
        for &row in &lines {
            for &column in &lines {
                let under_finder = matches!(
                    (row == first, row == last, column == first, column == last),
                    (true, _, true, _) | (true, _, _, true) | (_, true, true, _)
                );
                if !under_finder {
                    centres.push(Place { u: column as f32 + 0.5, v: row as f32 + 0.5 });
                }
            }
        }
        centres
    }

    /// Middles of the finder patterns: top left, top right, bottom left.
    pub(super) fn finder_patterns(self) -> [Place; 3] {
        let far = self.0 as f32 - 3.5;
        [Place { u: 3.5, v: 3.5 }, Place { u: far, v: 3.5 }, Place { u: 3.5, v: far }]
    }

    /// The modules whose colour is the same in every code of this size, and whether they are dark.
    pub(super) fn known_modules(self) -> Vec<(Place, bool)> {
        let mut known = Vec::new();
        let mut ring = |centre: Place, reach: i32, dark: &dyn Fn(i32) -> bool, limit: f32| {
            for down in -reach..=reach {
                for right in -reach..=reach {
                    let place = Place { u: centre.u + right as f32, v: centre.v + down as f32 };
                    if place.u > 0.0 && place.v > 0.0 && place.u < limit && place.v < limit {
                        known.push((place, dark(down.abs().max(right.abs()))));
                    }
                }
            }
        };
        let limit = self.0 as f32;
        for centre in self.finder_patterns() {
            ring(centre, 4, &|far| far < 2 || far == 3, limit);
        }
        for centre in self.alignment_patterns() {
            ring(centre, 2, &|far| far != 1, limit);
        }
        known.extend(self.timing().into_iter().flatten());
        known
    }

    /// The timing patterns, row and column: places and whether dark.
    pub(super) fn timing(self) -> [Vec<(Place, bool)>; 2] {
        let along = || (8..self.0 - 8).map(|at| (at as f32 + 0.5, at % 2 == 0));
        [
            along().map(|(at, dark)| (Place { u: at, v: 6.5 }, dark)).collect(),
            along().map(|(at, dark)| (Place { u: 6.5, v: at }, dark)).collect(),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::rxing::qrcode::common::Version;

    #[test]
    fn alignment_lines_are_those_of_the_standard() {
        for version in 1..=40 {
            let side = Side(17 + 4 * version);
            let table = Version::getVersionForNumber(version as u32).unwrap().getAlignmentPatternCenters();
            let lines: Vec<u32> = side.alignment_lines().iter().map(|&line| line as u32).collect();
            assert_eq!(lines, *table, "version {version}");
        }
    }

    #[test]
    fn sides_are_offered_nearest_first() {
        let sides: Vec<usize> = Side::near(40.0, 6.0).into_iter().map(Side::modules).collect();
        assert_eq!(sides, [41, 37, 45]);
    }
}
