//! The modules of a code as measured brightness, and the ways to call them dark or light.

/// One brightness per module, in square rows.
pub(super) struct Grid {
    side: usize,
    cells: Vec<f32>,
}

/// A way to tell dark from light.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judgement {
    /// The share of a module's light that blur spilled over to each of its neighbours.
    pub(super) spill: f32,
    /// How far, in modules, the surroundings reach that a module is compared with.
    pub(super) reach: usize,
}

/// Each module's colour, row by row.
pub(super) struct Judged {
    pub(super) modules: Vec<Module>,
}

/// One module as judged.
#[derive(Clone, Copy, Debug)]
pub(super) struct Module {
    pub(super) dark: bool,
    /// 0 is a guess.
    pub(super) certainty: f32,
}

/// Modules to each side in which there is always some dark and some light.
const LOCAL: usize = 2;

/// Rounds of taking spilled light back.
const ROUNDS: usize = 20;

/// How much of the difference each round corrects; below 2 the rounds converge.
const CORRECTION: f32 = 1.8;

/// Brightest and darkest a module can be, in mean deviations of its surroundings.
const EXTREME: f32 = 1.6;

impl Grid {
    /// Measures each module, row by row.
    pub(super) fn measured(side: usize, mut measure: impl FnMut(usize, usize) -> f32) -> Self {
        let mut cells = Vec::with_capacity(side * side);
        for y in 0..side {
            cells.extend((0..side).map(|x| measure(x, y)));
        }
        Self { side, cells }
    }

    /// Which modules are dark.
    pub(super) fn judged(&self, judgement: Judgement) -> Judged {
        let even = self.evened(judgement.reach);
        let even = if judgement.spill > 0.0 { even.restored(judgement.spill) } else { even };
        let module = |&cell: &f32| Module { dark: cell < 0.0, certainty: cell.abs() };
        Judged { modules: even.cells.iter().map(module).collect() }
    }

    /// Which modules are dark, and how certain that is: where everything around is equally bright, as under glare or
    /// in a logo, nothing is.
    pub(super) fn judged_with_doubt(&self, judgement: Judgement) -> Judged {
        let mut judged = self.judged(judgement);
        let near = self.deviations(LOCAL);
        let usual = near.cells.iter().sum::<f32>() / near.cells.len().max(1) as f32;
        for (module, deviation) in judged.modules.iter_mut().zip(&near.cells) {
            module.certainty *= (deviation / usual.max(0.1) * 2.0).min(1.0);
        }
        judged
    }

    /// Each module's mean difference from the mean of its surroundings, as the mean over these.
    fn deviations(&self, reach: usize) -> Self {
        let differences =
            self.cells.iter().zip(self.means(reach).cells).map(|(cell, mean)| (cell - mean).abs());
        Self { side: self.side, cells: differences.collect() }.means(reach)
    }

    /// The light evened out: each module as its difference from the mean of its surroundings, in their mean
    /// deviations.
    fn evened(&self, reach: usize) -> Self {
        let deviations = self.deviations(reach).cells;
        let cells = self.cells.iter().zip(self.means(reach).cells).zip(deviations);
        let cells = cells.map(|((cell, mean), deviation)| (cell - mean) / (deviation + 0.5));
        Self { side: self.side, cells: cells.collect() }
    }

    /// What, blurred, would look like this (Van Cittert's iteration, bounded by what ink and paper can be).
    fn restored(&self, spill: f32) -> Self {
        let bounded = |cell: f32| cell.clamp(-EXTREME, EXTREME);
        let mut guess =
            Self { side: self.side, cells: self.cells.iter().map(|&cell| bounded(cell)).collect() };
        for _ in 0..ROUNDS {
            let seen = guess.spilled(spill);
            for ((guess, seen), cell) in guess.cells.iter_mut().zip(seen.cells).zip(&self.cells) {
                *guess = bounded(*guess + CORRECTION * (cell - seen));
            }
        }
        guess
    }

    fn rows(&self) -> std::slice::ChunksExact<'_, f32> {
        self.cells.chunks_exact(self.side.max(1))
    }

    /// Blurred: each module gives this share to each of its neighbours in both directions.
    fn spilled(&self, share: f32) -> Self {
        let mix = |before: f32, here: f32, after: f32| here + share * (before + after - 2.0 * here);
        let mut along = Vec::with_capacity(self.cells.len());
        for row in self.rows() {
            let before = row.iter().take(1).chain(row);
            let after = row.iter().skip(1).chain(row.last());
            along.extend(
                before.zip(row).zip(after).map(|((&before, &here), &after)| mix(before, here, after)),
            );
        }
        let along = Self { side: self.side, cells: along };
        let mut cells = Vec::with_capacity(self.cells.len());
        let before = along.rows().take(1).chain(along.rows());
        let after = along.rows().skip(1).chain(along.rows().last());
        for ((before, here), after) in before.zip(along.rows()).zip(after) {
            let three = before.iter().zip(here).zip(after);
            cells.extend(three.map(|((&before, &here), &after)| mix(before, here, after)));
        }
        Self { side: self.side, cells }
    }

    /// Each module replaced by the mean of the square around it.
    fn means(&self, reach: usize) -> Self {
        self.means_along(reach).transposed().means_along(reach).transposed()
    }

    fn means_along(&self, reach: usize) -> Self {
        let mut cells = Vec::with_capacity(self.cells.len());
        for row in self.rows() {
            cells.extend((0..row.len()).map(|at| {
                let near =
                    row.get(at.saturating_sub(reach)..(at + reach + 1).min(row.len())).unwrap_or_default();
                near.iter().sum::<f32>() / near.len().max(1) as f32
            }));
        }
        Self { side: self.side, cells }
    }

    fn transposed(&self) -> Self {
        let columns = 0..self.side;
        let cells = columns.flat_map(|x| self.cells.iter().skip(x).step_by(self.side.max(1)).copied());
        Self { side: self.side, cells: cells.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(x: usize, y: usize) -> bool {
        // As good as random.
        (x * 7919 + y * 104_729).wrapping_mul(2_654_435_761) >> 13 & 1 == 0
    }

    #[test]
    fn uneven_light_does_not_matter() {
        let lit =
            Grid::measured(25, |x, y| (if pattern(x, y) { 20.0 } else { 60.0 }) * (1.0 + x as f32 / 6.0));
        let judged = lit.judged(Judgement { spill: 0.0, reach: 3 });
        let right = (0..625).filter(|at| judged.modules[*at].dark == pattern(at % 25, at / 25)).count();
        assert!(right > 600, "{right}");
    }

    #[test]
    fn blur_is_taken_back() {
        let sharp = Grid::measured(25, |x, y| if pattern(x, y) { 0.0 } else { 200.0 });
        let blurred = sharp.spilled(0.2).spilled(0.03);
        let errors = |judgement| {
            let judged = blurred.judged(judgement);
            (0..625).filter(|at| judged.modules[*at].dark != pattern(at % 25, at / 25)).count()
        };
        let (plain, restored) =
            (errors(Judgement { spill: 0.0, reach: 6 }), errors(Judgement { spill: 0.2, reach: 6 }));
        assert!(restored < plain / 2, "{plain} {restored}");
    }
}
