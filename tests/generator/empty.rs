//! What a camera sees on the way to a code: frames that hold none.

use super::canvas::Canvas;
use super::{HEIGHT, Random, WIDTH};

/// The natures of empty frames, one for each index.
pub const EMPTY_KINDS: [&str; 20] = [
    "page of text",
    "fabric",
    "foliage",
    "keyboard",
    "dark room",
    "sensor noise",
    "checks",
    "brick wall",
    "wood",
    "bright wall",
    "blinds",
    "gravel",
    "tiles",
    "newspaper",
    "carpet",
    "bar code",
    "spreadsheet",
    "street",
    "water",
    "circuit board",
];

/// Frame number `index` of [`EMPTY_KINDS`], in the flavour of `seed`.
pub fn empty_frame(seed: u64, index: usize) -> Vec<u8> {
    let mut random = Random::new(seed, 1_000_000 + index as u64);
    let random = &mut random;
    let mut frame = match EMPTY_KINDS[index % EMPTY_KINDS.len()] {
        "page of text" => text(random, 18.0, 1),
        "fabric" => weave(random, 4.0),
        "foliage" => layers(random, &[90.0, 30.0, 11.0, 4.0], 0.35),
        "keyboard" => keyboard(random),
        "dark room" => dark_room(random),
        "sensor noise" => Canvas::drawn(WIDTH, HEIGHT, |_, _| random.between(0.0, 1.0)),
        "checks" => checks(random),
        "brick wall" => bricks(random, 60.0, 24.0),
        "wood" => wood(random),
        "bright wall" => layers(random, &[300.0], 0.05),
        "blinds" => Canvas::drawn(WIDTH, HEIGHT, |_, y| if (y / 14.0).fract() < 0.6 { 0.8 } else { 0.3 }),
        "gravel" => layers(random, &[14.0, 6.0], 0.45),
        "tiles" => bricks(random, 90.0, 90.0),
        "newspaper" => text(random, 9.0, 4),
        "carpet" => layers(random, &[3.0, 200.0], 0.3),
        "bar code" => bar_code(random),
        "spreadsheet" => spreadsheet(random),
        "street" => street(random),
        "water" => layers(random, &[120.0, 40.0, 14.0], 0.25),
        _ => circuit(random),
    };
    let softness = random.between(0.4, 0.9);
    frame.blur(softness, softness);
    frame.noise(random, random_noise(index));
    frame.bytes()
}

fn random_noise(index: usize) -> f32 {
    0.004 + 0.002 * (index % 5) as f32
}

fn layers(random: &mut Random, sizes: &[f32], strength: f32) -> Canvas {
    let mut frame = Canvas::filled(WIDTH, HEIGHT, 0.5);
    for &size in sizes {
        let clouds = Canvas::clouds(random, WIDTH, HEIGHT, size);
        frame.change(|x, y, pixel| pixel + strength * clouds.pixels[y as usize * WIDTH + x as usize]);
    }
    frame
}

fn text(random: &mut Random, line: f32, columns: usize) -> Canvas {
    let mut frame = Canvas::filled(WIDTH, HEIGHT, 0.88);
    let column = (WIDTH / columns) as f32;
    for number in 0..columns {
        let left = number as f32 * column + 20.0;
        let mut y = 20.0;
        while y < HEIGHT as f32 - line {
            let mut x = left;
            while x < left + column - 40.0 {
                // A letter: an upright stroke or two and sometimes a bar.
                let (width, stroke) = (line * random.between(0.3, 0.5), line * 0.1);
                frame.rectangle(x, y, stroke.max(1.0), line * 0.6, 0.15);
                if random.chance(0.6) {
                    frame.rectangle(x + width - stroke, y, stroke.max(1.0), line * 0.6, 0.15);
                }
                if random.chance(0.7) {
                    frame.rectangle(x, y + line * random.between(0.0, 0.55), width, stroke.max(1.0), 0.15);
                }
                x += width + line * if random.chance(0.18) { 0.45 } else { 0.12 };
            }
            y += line * if random.chance(0.1) { 1.8 } else { 1.0 };
        }
    }
    frame
}

fn weave(random: &mut Random, thread: f32) -> Canvas {
    let folds = Canvas::clouds(random, WIDTH, HEIGHT, 220.0);
    Canvas::drawn(WIDTH, HEIGHT, |x, y| {
        let over = ((x / thread) as usize + (y / thread) as usize).is_multiple_of(2);
        let fold = folds.pixels[y as usize * WIDTH + x as usize];
        0.5 + 0.2 * fold + if over { 0.12 } else { -0.12 }
    })
}

fn keyboard(random: &mut Random) -> Canvas {
    let mut frame = Canvas::filled(WIDTH, HEIGHT, 0.15);
    for row in 0..8 {
        for key in 0..16 {
            let (x, y) = (key as f32 * 82.0 - row as f32 * 17.0, row as f32 * 90.0);
            frame.rectangle(x, y, 68.0, 76.0, 0.3);
            frame.rectangle(x + 8.0, y + 5.0, 52.0, 60.0, 0.36);
            frame.rectangle(x + 18.0, y + 14.0, random.between(5.0, 16.0), 3.0, 0.85);
            frame.rectangle(x + 18.0, y + 14.0, 3.0, random.between(9.0, 18.0), 0.85);
        }
    }
    frame
}

fn dark_room(random: &mut Random) -> Canvas {
    let mut frame = layers(random, &[250.0, 60.0], 0.02);
    frame.change(|_, _, pixel| pixel - 0.45);
    frame.noise(random, 0.02);
    frame
}

fn checks(random: &mut Random) -> Canvas {
    let size = random.between(9.0, 22.0);
    Canvas::drawn(WIDTH, HEIGHT, |x, y| {
        if ((x / size) as usize + (y / size) as usize).is_multiple_of(2) { 0.85 } else { 0.2 }
    })
}

fn bricks(random: &mut Random, width: f32, height: f32) -> Canvas {
    let shades = Canvas::drawn(64, 64, |_, _| random.between(0.3, 0.5));
    let grain = Canvas::clouds(random, WIDTH, HEIGHT, 5.0);
    Canvas::drawn(WIDTH, HEIGHT, |x, y| {
        let row = (y / height) as usize;
        let shift = if row.is_multiple_of(2) { 0.0 } else { width / 2.0 };
        let (u, v) = ((x + shift) % width, y % height);
        let brick = shades.pixels[(row % 64) * 64 + ((x + shift) / width) as usize % 64];
        let grain = 0.06 * grain.pixels[y as usize * WIDTH + x as usize];
        grain + if u < 4.0 || v < 4.0 { 0.75 } else { brick }
    })
}

fn wood(random: &mut Random) -> Canvas {
    let bend = Canvas::clouds(random, WIDTH, HEIGHT, 180.0);
    Canvas::drawn(WIDTH, HEIGHT, |x, y| {
        let ring = y / 9.0 + 3.0 * bend.pixels[y as usize * WIDTH + x as usize] + x / 400.0;
        0.5 + 0.12 * ring.sin() + 0.06 * (ring * 2.7).sin()
    })
}

fn bar_code(random: &mut Random) -> Canvas {
    let mut frame = Canvas::filled(WIDTH, HEIGHT, 0.85);
    for label in 0..4 {
        let (mut x, y) = (80.0 + 300.0 * label as f32, 100.0 + 120.0 * label as f32);
        let end = x + 260.0;
        while x < end {
            let bar = (1 + random.below(4)) as f32 * 2.2;
            frame.rectangle(x, y, bar, 150.0, 0.1);
            x += bar + (1 + random.below(4)) as f32 * 2.2;
        }
    }
    frame
}

fn spreadsheet(random: &mut Random) -> Canvas {
    let mut frame = Canvas::filled(WIDTH, HEIGHT, 0.95);
    for row in 0..36 {
        frame.rectangle(0.0, row as f32 * 20.0, WIDTH as f32, 1.0, 0.7);
        for cell in 0..16 {
            let (x, y) = (cell as f32 * 80.0, row as f32 * 20.0);
            for digit in 0..random.below(7) {
                frame.rectangle(x + 8.0 + digit as f32 * 9.0, y + 5.0, 1.5, 10.0, 0.2);
                frame.rectangle(
                    x + 8.0 + digit as f32 * 9.0,
                    y + 5.0 + random.between(0.0, 9.0),
                    6.0,
                    1.5,
                    0.2,
                );
            }
        }
    }
    for cell in 0..16 {
        frame.rectangle(cell as f32 * 80.0, 0.0, 1.0, HEIGHT as f32, 0.7);
    }
    frame
}

fn street(random: &mut Random) -> Canvas {
    let mut frame = Canvas::drawn(WIDTH, HEIGHT, |_, y| 0.8 - 0.5 * y / HEIGHT as f32);
    for _ in 0..9 {
        let (x, top) = (random.between(-50.0, 1200.0), random.between(60.0, 300.0));
        let (width, wall) = (random.between(100.0, 260.0), random.between(0.25, 0.65));
        frame.rectangle(x, top, width, 520.0 - top, wall);
        let mut y = top + 15.0;
        while y < 480.0 {
            let mut window = x + 12.0;
            while window < x + width - 20.0 {
                frame.rectangle(window, y, 14.0, 20.0, random.between(0.05, 0.9));
                window += 28.0;
            }
            y += 36.0;
        }
    }
    frame
}

fn circuit(random: &mut Random) -> Canvas {
    let mut frame = Canvas::filled(WIDTH, HEIGHT, 0.3);
    for _ in 0..220 {
        let (x, y) = (random.between(0.0, WIDTH as f32), random.between(0.0, HEIGHT as f32));
        frame.rectangle(x, y, random.between(20.0, 200.0), 2.5, 0.55);
        frame.rectangle(x, y, 2.5, random.between(20.0, 140.0), 0.55);
    }
    for _ in 0..26 {
        let (x, y) = (random.between(0.0, 1200.0), random.between(0.0, 660.0));
        let (width, height) = (random.between(30.0, 110.0), random.between(24.0, 80.0));
        frame.rectangle(x, y, width, height, 0.08);
        let mut pin = x;
        while pin < x + width {
            frame.rectangle(pin, y - 6.0, 3.0, 6.0, 0.85);
            frame.rectangle(pin, y + height, 3.0, 6.0, 0.85);
            pin += 7.0;
        }
    }
    frame
}
