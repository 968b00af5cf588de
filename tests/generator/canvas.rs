//! A grey picture in floating point: 0 is black, 1 is white.

use super::Random;

/// The picture.
#[derive(Clone)]
pub struct Canvas {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Row by row.
    pub pixels: Vec<f32>,
}

impl Canvas {
    /// All of one brightness.
    pub fn filled(width: usize, height: usize, value: f32) -> Self {
        Self { width, height, pixels: vec![value; width * height] }
    }

    /// Each pixel from its coordinates.
    pub fn drawn(width: usize, height: usize, mut draw: impl FnMut(f32, f32) -> f32) -> Self {
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                pixels.push(draw(x as f32, y as f32));
            }
        }
        Self { width, height, pixels }
    }

    /// Changes each pixel, knowing where it is.
    pub fn change(&mut self, mut how: impl FnMut(f32, f32, f32) -> f32) {
        let width = self.width;
        for (index, pixel) in self.pixels.iter_mut().enumerate() {
            *pixel = how((index % width) as f32, (index / width) as f32, *pixel);
        }
    }

    /// A filled rectangle; parts outside are dropped.
    pub fn rectangle(&mut self, left: f32, top: f32, width: f32, height: f32, value: f32) {
        let clamp = |v: f32, most: usize| v.clamp(0.0, most as f32) as usize;
        for y in clamp(top, self.height)..clamp(top + height, self.height) {
            let (from, to) = (clamp(left, self.width), clamp(left + width, self.width));
            self.pixels[y * self.width + from..y * self.width + to].fill(value);
        }
    }

    /// Gaussian blur with this deviation in pixels, separate per direction.
    pub fn blur(&mut self, across: f32, down: f32) {
        if across > 0.05 {
            self.convolve(&gaussian(across), true);
        }
        if down > 0.05 {
            self.convolve(&gaussian(down), false);
        }
    }

    /// The blur of a hand that moves `dx`, `dy` pixels during the exposure.
    pub fn smear(&mut self, dx: f32, dy: f32) {
        let steps = (dx.hypot(dy) * 2.0).ceil().max(1.0) as usize;
        let source = self.clone();
        self.change(|x, y, _| {
            let at = |step: usize| step as f32 / steps as f32 - 0.5;
            (0..=steps).map(|step| source.between(x + dx * at(step), y + dy * at(step))).sum::<f32>()
                / (steps + 1) as f32
        });
    }

    /// Brightness between pixels, the border repeated.
    pub fn between(&self, x: f32, y: f32) -> f32 {
        let (x, y) = (x.clamp(0.0, self.width as f32 - 1.001), y.clamp(0.0, self.height as f32 - 1.001));
        let (left, top) = (x as usize, y as usize);
        let (right, down) = (x - left as f32, y - top as f32);
        let at = top * self.width + left;
        let upper = self.pixels[at] * (1.0 - right) + self.pixels[at + 1] * right;
        let lower = self.pixels[at + self.width] * (1.0 - right) + self.pixels[at + self.width + 1] * right;
        upper * (1.0 - down) + lower * down
    }

    /// Sensor noise of this deviation.
    pub fn noise(&mut self, random: &mut Random, deviation: f32) {
        for pixel in &mut self.pixels {
            *pixel += random.normal() * deviation;
        }
    }

    /// Smooth random brightness between −1 and 1, features about `size` pixels large.
    pub fn clouds(random: &mut Random, width: usize, height: usize, size: f32) -> Self {
        let (across, down) = ((width as f32 / size) as usize + 3, (height as f32 / size) as usize + 3);
        let grid = Self::drawn(across, down, |_, _| random.between(-1.0, 1.0));
        let ease = |v: f32| {
            v.floor() + {
                let f = v.fract();
                f * f * (3.0 - 2.0 * f)
            }
        };
        Self::drawn(width, height, |x, y| grid.between(ease(x / size), ease(y / size)))
    }

    /// As a camera stores it: one byte per pixel.
    pub fn bytes(&self) -> Vec<u8> {
        self.pixels.iter().map(|pixel| (pixel.clamp(0.0, 1.0) * 255.0).round() as u8).collect()
    }

    fn convolve(&mut self, kernel: &[f32], across: bool) {
        let reach = kernel.len() / 2;
        let source = self.pixels.clone();
        let (width, height) = (self.width, self.height);
        if across {
            for (row, out) in source.chunks_exact(width).zip(self.pixels.chunks_exact_mut(width)) {
                for (x, out) in out.iter_mut().enumerate() {
                    let at = |tap: usize| row[(x + tap).saturating_sub(reach).min(width - 1)];
                    *out = kernel.iter().enumerate().map(|(tap, weight)| weight * at(tap)).sum();
                }
            }
        } else {
            for y in 0..height {
                let out = &mut self.pixels[y * width..(y + 1) * width];
                out.fill(0.0);
                for (tap, weight) in kernel.iter().enumerate() {
                    let from = (y + tap).saturating_sub(reach).min(height - 1) * width;
                    for (out, value) in out.iter_mut().zip(&source[from..from + width]) {
                        *out += weight * value;
                    }
                }
            }
        }
    }
}

fn gaussian(deviation: f32) -> Vec<f32> {
    let reach = (deviation * 3.0).ceil() as i32;
    let weights: Vec<f32> =
        (-reach..=reach).map(|x| (-((x * x) as f32) / (2.0 * deviation * deviation)).exp()).collect();
    let sum: f32 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / sum).collect()
}
