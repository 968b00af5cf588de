//! The modules of a code as measured brightness, and the ways to call them dark or light.

/// One brightness per module.
pub(super) struct Grid {
    side: usize,
    cells: Vec<f32>,
}

/// A way to tell dark from light.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judgement {
    /// How much of what spilled over from the four neighbours is taken back.
    pub(super) sharpening: f32,
    /// Modules to each side whose mean is the threshold.
    pub(super) reach: usize,
}

impl Grid {
    /// Measures each module, row by row.
    pub(super) fn measured(side: usize, mut measure: impl FnMut(usize, usize) -> f32) -> Self {
        let mut cells = Vec::with_capacity(side * side);
        for y in 0..side {
            cells.extend((0..side).map(|x| measure(x, y)));
        }
        Self { side, cells }
    }

    /// Which modules are dark, row by row.
    pub(super) fn judged(&self, judgement: Judgement) -> Vec<bool> {
        let sharp = self.sharpened(judgement.sharpening);
        let means = sharp.means(judgement.reach);
        sharp.cells.iter().zip(means).map(|(cell, mean)| *cell < mean).collect()
    }

    fn row(&self, y: usize) -> &[f32] {
        self.cells.get(y * self.side..(y + 1) * self.side).unwrap_or_default()
    }

    fn sharpened(&self, strength: f32) -> Self {
        let last = self.side.saturating_sub(1);
        Self::measured(self.side, |x, y| {
            let at = |x: usize, y: usize| self.row(y.min(last)).get(x.min(last)).copied().unwrap_or(0.0);
            let here = at(x, y);
            let around =
                at(x.saturating_sub(1), y) + at(x + 1, y) + at(x, y.saturating_sub(1)) + at(x, y + 1);
            here + strength * (4.0 * here - around)
        })
    }

    fn means(&self, reach: usize) -> Vec<f32> {
        let along: Vec<f32> = (0..self.side)
            .flat_map(|y| sums(self.row(y).iter().copied().collect::<Vec<_>>().as_slice(), reach))
            .collect();
        let mut out = vec![0.0; self.cells.len()];
        for x in 0..self.side {
            let column: Vec<f32> = along.iter().skip(x).step_by(self.side.max(1)).copied().collect();
            for (out, sum) in out.iter_mut().skip(x).step_by(self.side.max(1)).zip(sums(&column, reach)) {
                *out = sum;
            }
        }
        out
    }
}

/// For each value the mean of those up to `reach` away.
fn sums(values: &[f32], reach: usize) -> Vec<f32> {
    (0..values.len())
        .map(|at| {
            let near =
                values.get(at.saturating_sub(reach)..(at + reach + 1).min(values.len())).unwrap_or_default();
            near.iter().sum::<f32>() / near.len().max(1) as f32
        })
        .collect()
}
