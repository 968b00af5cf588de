//! Grey → black and white: several opinions on where dark ends, because no single one reads every picture.

use super::bits::Bits;
use super::luma::Luma;

/// Side of a block, in pixels.
const BLOCK: usize = 8;

/// What a pixel is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Threshold {
    /// The mean of five by five blocks of 8 × 8 pixels around: the cheapest.
    BlockMean,
    /// Half way between the darkest and the brightest of three by three blocks: keeps thin lines in blur.
    BlockMiddle,
    /// The mean of the square around each pixel that reaches this part of the picture's shorter side: exact, dearer.
    BoxMean(usize),
    /// One for the whole picture, which best parts its histogram in two (Otsu 1979).
    Global,
}

/// The picture in black and white.
pub(super) fn binarised(luma: &Luma, threshold: Threshold) -> Bits {
    match threshold {
        Threshold::BlockMean => by_blocks(luma, &block_means(luma)),
        Threshold::BlockMiddle => by_blocks(luma, &block_middles(luma)),
        Threshold::BoxMean(part) => box_mean(luma, (luma.short_side() / part.max(1)).max(3)),
        Threshold::Global => {
            let thresholds = vec![otsu(luma); luma.width];
            let mut bits = Bits::with_capacity(luma.width, luma.height);
            for row in luma.rows() {
                bits.push_row(row, &thresholds);
            }
            bits
        }
    }
}

/// A value for each block, row by row; blocks at the right and lower edge may be narrower.
struct Blocks {
    across: usize,
    values: Vec<u8>,
}

fn by_blocks(luma: &Luma, blocks: &Blocks) -> Bits {
    let mut bits = Bits::with_capacity(luma.width, luma.height);
    let mut thresholds = Vec::with_capacity(luma.width + BLOCK);
    let rows: Vec<&[u8]> = luma.rows().collect();
    for (band, values) in rows.chunks(BLOCK).zip(blocks.values.chunks_exact(blocks.across.max(1))) {
        thresholds.clear();
        for &value in values {
            thresholds.extend_from_slice(&[value; BLOCK]);
        }
        thresholds.truncate(luma.width);
        for row in band {
            bits.push_row(row, &thresholds);
        }
    }
    bits
}

/// Thresholds from means: a little below the mean, so that flat paper with noise stays white.
fn block_means(luma: &Luma) -> Blocks {
    let across = luma.width.div_ceil(BLOCK);
    let rows: Vec<&[u8]> = luma.rows().collect();
    let mut sums: Vec<u32> = Vec::with_capacity(across * luma.height.div_ceil(BLOCK));
    let mut counts: Vec<u32> = Vec::with_capacity(sums.capacity());
    let mut columns = vec![0u16; luma.width];
    for band in rows.chunks(BLOCK) {
        columns.fill(0);
        for row in band {
            for (column, &pixel) in columns.iter_mut().zip(*row) {
                *column += u16::from(pixel);
            }
        }
        for block in columns.chunks(BLOCK) {
            sums.push(block.iter().map(|&column| u32::from(column)).sum());
            counts.push((block.len() * band.len()) as u32);
        }
    }
    let sums = neighbourhood(&sums, across, 2, |a, b| a + b);
    let counts = neighbourhood(&counts, across, 2, |a, b| a + b);
    let margin = margin(luma);
    let values = sums.iter().zip(&counts).map(|(sum, count)| below_mean(*sum, *count, margin)).collect();
    Blocks { across, values }
}

/// The mean less a margin.
fn below_mean(sum: u32, count: u32, margin: u32) -> u8 {
    (sum / count.max(1)).saturating_sub(margin).min(255) as u8
}

/// By how much a pixel must be darker than its surroundings: by more than the noise of flat paper, as the median
/// difference of neighbours tells it.
fn margin(luma: &Luma) -> u32 {
    let mut histogram = [0u32; 256];
    let mut count = 0;
    for row in luma.rows().skip(luma.height / 32).step_by((luma.height / 16).max(1)) {
        for (left, right) in row.iter().zip(row.iter().skip(1)) {
            if let Some(bin) = histogram.get_mut(usize::from(left.abs_diff(*right))) {
                *bin += 1;
            }
            count += 1;
        }
    }
    let mut below = 0;
    let median = histogram
        .iter()
        .take_while(|&&bin| {
            below += bin;
            2 * below < count
        })
        .count() as u32;
    2 + median.min(10)
}

fn block_middles(luma: &Luma) -> Blocks {
    let across = luma.width.div_ceil(BLOCK);
    let rows: Vec<&[u8]> = luma.rows().collect();
    let (mut darkest, mut brightest) = (Vec::new(), Vec::new());
    let (mut low, mut high) = (vec![0u8; luma.width], vec![0u8; luma.width]);
    for band in rows.chunks(BLOCK) {
        low.fill(u8::MAX);
        high.fill(0);
        for row in band {
            for ((low, high), &pixel) in low.iter_mut().zip(&mut high).zip(*row) {
                *low = pixel.min(*low);
                *high = pixel.max(*high);
            }
        }
        darkest.extend(low.chunks(BLOCK).map(|block| block.iter().copied().min().unwrap_or(0)));
        brightest.extend(high.chunks(BLOCK).map(|block| block.iter().copied().max().unwrap_or(0)));
    }
    let darkest = neighbourhood(&darkest, across, 1, u8::min);
    let brightest = neighbourhood(&brightest, across, 1, u8::max);
    let values = darkest
        .iter()
        .zip(&brightest)
        .map(|(&dark, &bright)| {
            let middle = u8::midpoint(dark, bright);
            // A flat neighbourhood is paper; noise must not become modules.
            if bright - dark < 8 { dark } else { middle }
        })
        .collect();
    Blocks { across, values }
}

/// Each value combined with its neighbours up to `reach` away in both directions.
fn neighbourhood<T: Copy>(values: &[T], across: usize, reach: usize, combine: impl Fn(T, T) -> T) -> Vec<T> {
    let across = across.max(1);
    let along_row: Vec<T> = values
        .chunks_exact(across)
        .flat_map(|row| (0..across).map(|x| folded(row, x, reach, &combine)).collect::<Vec<_>>())
        .flatten()
        .collect();
    let rows: Vec<&[T]> = along_row.chunks_exact(across).collect();
    let mut out = Vec::with_capacity(along_row.len());
    for y in 0..rows.len() {
        let near = rows.get(y.saturating_sub(reach)..(y + reach + 1).min(rows.len())).unwrap_or_default();
        let Some((first, rest)) = near.split_first() else { continue };
        let start = out.len();
        out.extend_from_slice(first);
        for row in rest {
            for (out, &value) in out.iter_mut().skip(start).zip(*row) {
                *out = combine(*out, value);
            }
        }
    }
    out
}

fn folded<T: Copy>(row: &[T], x: usize, reach: usize, combine: impl Fn(T, T) -> T) -> Option<T> {
    let near = row.get(x.saturating_sub(reach)..(x + reach + 1).min(row.len()))?;
    near.iter().copied().reduce(combine)
}

fn box_mean(luma: &Luma, radius: usize) -> Bits {
    let width = luma.width;
    let margin = margin(luma);
    let mut bits = Bits::with_capacity(width, luma.height);
    let mut columns = vec![0u32; width];
    let mut thresholds = vec![0u8; width];
    for y in 0..radius.min(luma.height) {
        add(&mut columns, luma.row(y));
    }
    let spans: Vec<u32> =
        (0..width).map(|x| ((x + radius + 1).min(width) - x.saturating_sub(radius)) as u32).collect();
    for y in 0..luma.height {
        if y + radius < luma.height {
            add(&mut columns, luma.row(y + radius));
        }
        if y > radius {
            for (column, &pixel) in columns.iter_mut().zip(luma.row(y - radius - 1)) {
                *column -= u32::from(pixel);
            }
        }
        let rows = ((y + radius + 1).min(luma.height) - y.saturating_sub(radius)) as u32;
        let entering = columns.iter().skip(radius).chain(std::iter::repeat(&0));
        let leaving = std::iter::repeat_n(&0, radius + 1).chain(&columns);
        let mut sum: u32 = columns.iter().take(radius).sum();
        for (((threshold, span), enter), leave) in
            thresholds.iter_mut().zip(&spans).zip(entering).zip(leaving)
        {
            sum = sum + enter - leave;
            *threshold = below_mean(sum, span * rows, margin);
        }
        bits.push_row(luma.row(y), &thresholds);
    }
    bits
}

fn add(columns: &mut [u32], row: &[u8]) {
    for (column, &pixel) in columns.iter_mut().zip(row) {
        *column += u32::from(pixel);
    }
}

fn otsu(luma: &Luma) -> u8 {
    let mut histogram = [0u32; 256];
    for &pixel in &luma.pixels {
        if let Some(count) = histogram.get_mut(usize::from(pixel)) {
            *count += 1;
        }
    }
    let weighted = |part: &[u32], from: usize| -> f64 {
        part.iter().enumerate().map(|(level, &count)| (level + from) as f64 * f64::from(count)).sum()
    };
    let (total, total_weighted) = (luma.pixels.len() as f64, weighted(&histogram, 0));
    let (mut dark, mut dark_weighted, mut best) = (0.0, 0.0, (0.0, 0));
    for (level, &count) in histogram.iter().enumerate() {
        dark += f64::from(count);
        dark_weighted += level as f64 * f64::from(count);
        let bright = total - dark;
        if dark == 0.0 || bright == 0.0 {
            continue;
        }
        let apart = dark_weighted / dark - (total_weighted - dark_weighted) / bright;
        let between = dark * bright * apart * apart;
        if between > best.0 {
            best = (between, level);
        }
    }
    (best.1 + 1).min(255) as u8
}
