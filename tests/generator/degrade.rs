//! What cameras, screens, printers and light do to a code.

use super::canvas::Canvas;
use super::codes::Code;
use super::{HEIGHT, Random, WIDTH};
use std::f32::consts::{PI, TAU};

/// A frame with one code.
pub struct Sample {
    /// What was done to it: one of [`KINDS`].
    pub kind: &'static str,
    /// What the code says.
    pub text: String,
    /// [`WIDTH`](super::WIDTH) × [`HEIGHT`](super::HEIGHT) bytes.
    pub luma: Vec<u8>,
}

/// The degradations, in the order in which samples take turns.
pub const KINDS: [&str; 15] = [
    "blur",
    "noise",
    "perspective",
    "rotation",
    "low contrast",
    "inverted",
    "glare",
    "shadow",
    "moire",
    "small modules",
    "logo",
    "rounded",
    "no quiet zone",
    "jpeg",
    "photo of a screen",
];

/// How a code lies in the frame and what happens to its light.
struct Scene {
    /// Pixels per module.
    module: f32,
    /// Turn in the picture's plane, in radians.
    turn: f32,
    /// Tilt out of the plane: 0 is flat, 1 is a right angle or so.
    tilt: f32,
    quiet_zone: f32,
    ink: f32,
    paper: f32,
    /// Deviation of the blur in modules.
    blur: f32,
    noise: f32,
}

/// Sample `index` of the set `seed`.
pub fn sample(seed: u64, index: u64) -> Sample {
    let kind = KINDS[index as usize % KINDS.len()];
    let mut random = Random::new(seed, index);
    let random = &mut random;
    let mut code = match kind {
        "logo" => Code::robust(random),
        _ => Code::random(random),
    };
    let largest = 640.0 / (code.side as f32 + 8.0);
    let mut scene = Scene {
        module: random.between(3.2, 6.5).min(largest),
        turn: random.between(-0.2, 0.2)
            + if random.chance(0.15) { PI / 2.0 * random.below(4) as f32 } else { 0.0 },
        tilt: random.between(0.0, 0.25),
        quiet_zone: random.between(2.0, 5.0),
        ink: random.between(0.05, 0.2),
        paper: random.between(0.7, 0.95),
        blur: random.between(0.1, 0.28),
        noise: random.between(0.005, 0.025),
    };
    match kind {
        "blur" => scene.blur = random.between(0.3, 0.75),
        "noise" => scene.noise = random.between(0.02, 0.34),
        "perspective" => {
            scene.tilt = random.between(0.1, 1.0);
            scene.module = random.between(4.5, 7.5).min(largest * 1.1);
        }
        "rotation" => scene.turn = random.between(0.0, TAU),
        "low contrast" => {
            scene.ink = random.between(0.25, 0.6);
            scene.paper = scene.ink + random.between(0.03, 0.14);
            scene.noise = random.between(0.004, 0.015);
        }
        "inverted" => code = code.inverted(),
        "small modules" => {
            scene.module = random.between(1.6, 2.8);
            scene.blur = random.between(0.15, 0.35);
        }
        "logo" => code = code.with_logo(random.between(0.18, 0.36)),
        "rounded" => code = code.rounded(random.between(0.5, 1.0)),
        "no quiet zone" => scene.quiet_zone = random.between(0.0, 0.6),
        _ => {}
    }
    let mut frame = scene.photographed(&code, random);
    match kind {
        "blur" if random.chance(0.3) => {
            let (length, angle) = (scene.module * random.between(0.4, 1.2), random.between(0.0, PI));
            frame.smear(length * angle.cos(), length * angle.sin());
        }
        "glare" => glare(&mut frame, random),
        "shadow" => shadow(&mut frame, random),
        "moire" => moire(&mut frame, random, 0.2, 0.9),
        "photo of a screen" => {
            moire(&mut frame, random, 0.1, 0.4);
            frame.change(|_, _, pixel| pixel.clamp(0.0, 1.0).powf(1.4));
            frame.blur(random.between(0.5, 2.2), random.between(0.5, 2.2));
            glare(&mut frame, random);
        }
        _ => {}
    }
    frame.noise(random, scene.noise);
    let mut luma = frame.bytes();
    if matches!(kind, "jpeg" | "photo of a screen") {
        let quality = if kind == "jpeg" { 2.0..16.0 } else { 30.0..80.0 };
        luma = through_jpeg(&luma, random.between(quality.start, quality.end) as u8);
    }
    Sample { kind, text: code.text, luma }
}

/// A code that any decoder reads: flat, sharp, large.
pub fn clean(seed: u64, index: u64) -> Sample {
    let mut random = Random::new(seed, index);
    let code = Code::random(&mut random);
    let scene = Scene {
        module: random.between(4.0, 6.0),
        turn: random.between(-0.1, 0.1),
        tilt: 0.0,
        quiet_zone: 4.0,
        ink: 0.1,
        paper: 0.9,
        blur: 0.1,
        noise: 0.01,
    };
    let mut frame = scene.photographed(&code, &mut random);
    frame.noise(&mut random, scene.noise);
    Sample { kind: "clean", text: code.text, luma: frame.bytes() }
}

impl Scene {
    /// The code on a cluttered desk, with the lens's blur and without the sensor's noise.
    fn photographed(&self, code: &Code, random: &mut Random) -> Canvas {
        let mut frame = desk(random, self.ink, self.paper);
        let side = code.side as f32;
        let reach = self.module * side * 0.5;
        let room = |whole: usize| (whole as f32 / 2.0 - reach * 1.25).max(0.0);
        let middle_x = WIDTH as f32 / 2.0 + random.between(-1.0, 1.0) * room(WIDTH).min(250.0);
        let middle_y = HEIGHT as f32 / 2.0 + random.between(-1.0, 1.0) * room(HEIGHT).min(80.0);
        let (sine, cosine) = self.turn.sin_cos();
        let axis = random.between(0.0, TAU);
        let (axis_x, axis_y) = (axis.cos(), axis.sin());
        // The eye is this many pixels away from the paper.
        let distance = reach * random.between(3.0, 5.0);
        let (tilt_sine, tilt_cosine) = self.tilt.sin_cos();
        // From a pixel along its ray to the tilted paper.
        let to_paper = |x: f32, y: f32| {
            let (x, y) = (x - middle_x, y - middle_y);
            let (along, aside) = (x * axis_x + y * axis_y, y * axis_x - x * axis_y);
            let depth = distance / (distance * tilt_cosine - along * tilt_sine).max(1e-3);
            let (along, aside) = (along * depth, aside * depth * tilt_cosine);
            let (x, y) = (along * axis_x - aside * axis_y, along * axis_y + aside * axis_x);
            let (u, v) = (x * cosine + y * sine, y * cosine - x * sine);
            (u / self.module + side / 2.0, v / self.module + side / 2.0)
        };
        let spread = reach * 1.6 + self.module * 8.0;
        frame.change(|x, y, under| {
            if (x - middle_x).abs() > spread || (y - middle_y).abs() > spread {
                return under;
            }
            let mut sum = 0.0;
            for part in 0..9u8 {
                let at = |part: u8| (f32::from(part) + 0.5) / 3.0 - 0.5;
                let (u, v) = to_paper(x + at(part % 3), y + at(part / 3));
                sum += match code.ink(u, v, self.quiet_zone) {
                    Some(ink) => self.paper + (self.ink - self.paper) * ink,
                    None => under,
                };
            }
            sum / 9.0
        });
        let blur = self.blur * self.module;
        frame.blur(blur, blur);
        frame
    }
}

/// What lies around the code: cloudy brightness and some things with straight edges.
fn desk(random: &mut Random, ink: f32, paper: f32) -> Canvas {
    let clouds = Canvas::clouds(random, WIDTH, HEIGHT, 160.0);
    let base = ink + (paper - ink) * random.between(0.4, 1.0);
    let mut frame = Canvas::drawn(WIDTH, HEIGHT, |x, y| {
        base + 0.12 * (paper - ink) * clouds.pixels[y as usize * WIDTH + x as usize]
    });
    for _ in 0..random.below(60) {
        let value = ink + (paper - ink) * random.between(0.0, 1.0);
        let (width, height) = (random.between(4.0, 160.0), random.between(3.0, 40.0));
        frame.rectangle(
            random.between(0.0, WIDTH as f32),
            random.between(0.0, HEIGHT as f32),
            width,
            height,
            value,
        );
    }
    frame
}

fn glare(frame: &mut Canvas, random: &mut Random) {
    let (x0, y0) = (random.between(440.0, 840.0), random.between(200.0, 520.0));
    let (size, strength) = (random.between(50.0, 150.0), random.between(0.5, 1.8));
    frame.change(|x, y, pixel| {
        let far = (x - x0).hypot(y - y0) / size;
        pixel + strength * (-far * far).exp()
    });
}

fn shadow(frame: &mut Canvas, random: &mut Random) {
    let (angle, darkness) = (random.between(0.0, TAU), random.between(0.2, 0.7));
    let edge = random.between(-120.0, 120.0);
    let softness = random.between(1.0, 60.0);
    let (across, down) = (angle.cos(), angle.sin());
    let bar = random.between(60.0, 220.0);
    frame.change(|x, y, pixel| {
        let along = (x - 640.0) * across + (y - 360.0) * down - edge;
        let lit = ((along.abs() - bar) / softness).clamp(0.0, 1.0);
        pixel * (darkness + (1.0 - darkness) * lit)
    });
}

/// The beat between a screen's pixel rows and the sensor's.
fn moire(frame: &mut Canvas, random: &mut Random, weakest: f32, strongest: f32) {
    let strength = random.between(weakest, strongest);
    let waves: Vec<(f32, f32, f32)> = (0..2)
        .map(|_| {
            let (angle, length) = (random.between(0.0, PI), random.between(3.0, 24.0));
            (angle.cos() * TAU / length, angle.sin() * TAU / length, random.between(0.0, TAU))
        })
        .collect();
    frame.change(|x, y, pixel| {
        let beat: f32 = waves.iter().map(|(across, down, phase)| (x * across + y * down + phase).sin()).sum();
        pixel * (1.0 - strength * 0.5 * (1.0 + beat / 2.0)) + 0.1 * strength * beat
    });
}

fn through_jpeg(luma: &[u8], quality: u8) -> Vec<u8> {
    let mut file = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut file, quality.max(1))
        .encode(luma, WIDTH as u32, HEIGHT as u32, image::ExtendedColorType::L8)
        .expect("a JPEG of a frame");
    let reader = image::ImageReader::with_format(std::io::Cursor::new(file), image::ImageFormat::Jpeg);
    reader.decode().expect("its own JPEG").into_luma8().into_raw()
}
