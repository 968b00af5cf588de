//! Scanning: what is read, what is refused, and what it costs when someone means harm.

use countersign::ports::Clock;
use countersign::scan::{
    Effort, FoundCode, LumaFrame, MAXIMUM_PICTURE_BYTES, Rotation, ScanError, TIME_BUDGET, scan_frame,
    scan_picture,
};
use countersign::testing::FakeClock;
use countersign::time::{BootId, BootTime, UnixTime};
use countersign_tests::counted;
use countersign_tests::generator::{
    Canvas, Code, EMPTY_KINDS, HEIGHT, Random, WIDTH, clean, empty_frame, enrollment_text, sample,
};
use image::{ExtendedColorType, ImageEncoder};
use qrcode::{EcLevel, QrCode, Version, bits::Bits};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

fn png(width: usize, height: usize, bytes: &[u8], colour: ExtendedColorType) -> Vec<u8> {
    let mut file = Vec::new();
    image::codecs::png::PngEncoder::new(&mut file)
        .write_image(bytes, width as u32, height as u32, colour)
        .expect("a PNG");
    file
}

fn grey_png(luma: &[u8]) -> Vec<u8> {
    png(WIDTH, HEIGHT, luma, ExtendedColorType::L8)
}

fn texts(codes: &[FoundCode]) -> Vec<&str> {
    codes.iter().map(|code| code.text.expose()).collect()
}

fn still(file: &[u8]) -> Result<Vec<FoundCode>, ScanError> {
    scan_picture(file, Effort::Still, &FakeClock::default())
}

/// The modules of a code, as large squares on white.
fn drawn(code: &QrCode, module: usize) -> (usize, Vec<u8>) {
    let side = code.width();
    let width = (side + 8) * module;
    let dark = code.to_colors();
    let pixel = |at: usize| {
        let (x, y) = ((at % width / module).wrapping_sub(4), (at / width / module).wrapping_sub(4));
        let inside = x < side && y < side;
        if inside && dark[y * side + x] == qrcode::Color::Dark { 0 } else { 255 }
    };
    (width, (0..width * width).map(pixel).collect())
}

fn drawn_png(code: &QrCode) -> Vec<u8> {
    let (width, pixels) = drawn(code, 4);
    png(width, width, &pixels, ExtendedColorType::L8)
}

#[test]
fn degraded_codes_are_read_and_never_misread() {
    const COUNT: u64 = 90;
    let (mut read, mut live, mut wrong) = (0, 0, 0);
    for index in 0..COUNT {
        let sample = sample(77, index);
        let frame = LumaFrame::new(WIDTH as u32, HEIGHT as u32, WIDTH, Rotation::None, &sample.luma)
            .expect("a frame");
        for (effort, count) in [(Effort::Still, &mut read), (Effort::Live, &mut live)] {
            let codes = scan_frame(&frame, effort, &FakeClock::default()).expect("time stands still");
            *count += usize::from(texts(&codes).contains(&sample.text.as_str()));
            wrong += texts(&codes).iter().filter(|text| **text != sample.text).count();
        }
    }
    counted(&format!("scan: {read} of {COUNT} degraded codes read, {live} at live effort, {wrong} wrong"));
    assert_eq!(wrong, 0);
    assert!(read * 100 >= 90 * COUNT as usize, "still pictures: {read} of {COUNT}");
    assert!(live * 100 >= 75 * COUNT as usize, "live frames: {live} of {COUNT}");
}

#[test]
fn frames_without_a_code_say_nothing() {
    for (index, kind) in EMPTY_KINDS.iter().enumerate() {
        for effort in [Effort::Live, Effort::Still] {
            let luma = empty_frame(77, index);
            let frame =
                LumaFrame::new(WIDTH as u32, HEIGHT as u32, WIDTH, Rotation::None, &luma).expect("a frame");
            assert_eq!(
                scan_frame(&frame, effort, &FakeClock::default()).map(|codes| codes.len()),
                Ok(0),
                "{kind}"
            );
        }
    }
    counted(&format!("scan: {} empty frames, nothing read", EMPTY_KINDS.len()));
}

#[test]
fn all_codes_of_a_picture_are_found() {
    let mut random = Random::new(5, 0);
    let codes: Vec<Code> = (0..6).map(|_| Code::of(enrollment_text(&mut random), EcLevel::M)).collect();
    let codes: Vec<Code> = codes
        .into_iter()
        .enumerate()
        .map(|(at, code)| if at == 4 { code.inverted() } else { code })
        .collect();
    let module = 4.0;
    let picture = Canvas::drawn(1900, 1200, |x, y| {
        let (column, row) = ((x / 630.0) as usize, (y / 600.0) as usize);
        let code = codes.get(row * 3 + column);
        let ink =
            code.and_then(|code| code.ink((x % 630.0 - 40.0) / module, (y % 600.0 - 40.0) / module, 4.0));
        0.9 - 0.8 * ink.unwrap_or(0.0)
    });
    let file = png(1900, 1200, &picture.bytes(), ExtendedColorType::L8);
    let found = still(&file).expect("a picture");
    let (mut found_texts, mut wanted) =
        (texts(&found), codes.iter().map(|code| code.text.as_str()).collect::<Vec<_>>());
    found_texts.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(found_texts, wanted);
    for code in &found {
        let index = codes.iter().position(|known| known.text == code.text.expose()).expect("one of ours");
        let (left, top) = ((index % 3) as f32 * 630.0 + 40.0, (index / 3) as f32 * 600.0 + 40.0);
        let side = codes[index].side as f32 * module;
        let wanted = [(left, top), (left + side, top), (left + side, top + side), (left, top + side)];
        for (corner, (x, y)) in code.corners.iter().zip(wanted) {
            assert!((corner.x - x).abs() < 6.0 && (corner.y - y).abs() < 6.0, "{corner:?} for {x}, {y}");
        }
    }
}

#[test]
fn a_frame_reads_the_same_whichever_way_it_is_held() {
    let sample = clean(9, 3);
    let stride = WIDTH + 37;
    let mut padded = vec![99u8; stride * (HEIGHT - 1) + WIDTH];
    for (row, into) in sample.luma.chunks_exact(WIDTH).zip(padded.chunks_mut(stride)) {
        into[..WIDTH].copy_from_slice(row);
    }
    let corners = |rotation| {
        let frame = LumaFrame::new(WIDTH as u32, HEIGHT as u32, stride, rotation, &padded).expect("a frame");
        let codes = scan_frame(&frame, Effort::Live, &FakeClock::default()).expect("time stands still");
        assert_eq!(texts(&codes), [sample.text.as_str()]);
        codes[0].corners
    };
    let upright = corners(Rotation::None);
    let (width, height) = (WIDTH as f32, HEIGHT as f32);
    for (rotation, turn) in [
        (Rotation::Clockwise90, &(|x, y| (height - y, x)) as &dyn Fn(f32, f32) -> (f32, f32)),
        (Rotation::Half, &|x, y| (width - x, height - y)),
        (Rotation::Clockwise270, &|x, y| (y, width - x)),
    ] {
        for (turned, stored) in corners(rotation).iter().zip(upright) {
            assert_eq!((turned.x, turned.y), turn(stored.x, stored.y), "{rotation:?}");
        }
    }
}

#[test]
fn every_kind_of_pixel_is_understood() {
    let text = "otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example";
    let (width, grey) = drawn(&QrCode::new(text).expect("a code"), 4);
    let widen = |bytes: &[u8]| bytes.iter().flat_map(|&byte| [byte, byte]).collect::<Vec<u8>>();
    let each = |pixel: &dyn Fn(u8) -> Vec<u8>| grey.iter().flat_map(|&byte| pixel(byte)).collect::<Vec<u8>>();
    let files = [
        ("grey", png(width, width, &grey, ExtendedColorType::L8)),
        ("grey, 16 bits", png(width, width, &widen(&grey), ExtendedColorType::L16)),
        ("colour", png(width, width, &each(&|byte| vec![byte, byte / 2, 128]), ExtendedColorType::Rgb8)),
        // Only the alpha channel tells ink from nothing: nothing is paper.
        (
            "transparent paper",
            png(width, width, &each(&|byte| vec![0, 0, 0, 255 - byte]), ExtendedColorType::Rgba8),
        ),
        ("grey and alpha", png(width, width, &each(&|byte| vec![0, 255 - byte]), ExtendedColorType::La8)),
        (
            "colour and alpha, 16 bits",
            png(width, width, &widen(&each(&|byte| vec![0, 0, 0, 255 - byte])), ExtendedColorType::Rgba16),
        ),
    ];
    for (name, file) in &files {
        assert_eq!(still(file).map(|codes| texts(&codes).join("|")), Ok(text.to_owned()), "{name}");
    }
    let mut jpeg = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 80)
        .encode(&grey, width as u32, width as u32, ExtendedColorType::L8)
        .expect("a JPEG");
    assert_eq!(still(&jpeg).map(|codes| texts(&codes).join("|")), Ok(text.to_owned()));
}

#[test]
fn character_sets_are_told_apart() {
    let code = |fill: &dyn Fn(&mut Bits)| {
        let mut bits = Bits::new(Version::Normal(4));
        fill(&mut bits);
        bits.push_terminator(EcLevel::M).expect("room");
        drawn_png(&QrCode::with_bits(bits, EcLevel::M).expect("a code"))
    };
    let cases: [(&str, Vec<u8>); 6] = [
        (
            "otpauth://totp/Müller",
            code(&|bits| bits.push_byte_data("otpauth://totp/Müller".as_bytes()).expect("room")),
        ),
        (
            "Łódź",
            code(&|bits| {
                bits.push_eci_designator(26).expect("room");
                bits.push_byte_data("Łódź".as_bytes()).expect("room");
            }),
        ),
        (
            "Käse",
            code(&|bits| {
                bits.push_eci_designator(3).expect("room");
                bits.push_byte_data(b"K\xE4se").expect("room");
            }),
        ),
        ("点茗", code(&|bits| bits.push_kanji_data(b"\x93\x5F\xE4\xAA").expect("room"))),
        (
            "12345AB-7",
            code(&|bits| {
                bits.push_numeric_data(b"12345").expect("room");
                bits.push_alphanumeric_data(b"AB-7").expect("room");
            }),
        ),
        ("", code(&|_| {})),
    ];
    for (text, file) in &cases {
        assert_eq!(still(file).map(|codes| texts(&codes).join("|")), Ok((*text).to_owned()));
    }
}

#[test]
fn every_version_is_read() {
    let mut random = Random::new(3, 0);
    let mut read = 0;
    for version in 1..=40 {
        let text: String = (0..17 + random.below(8 * version as usize))
            .map(|at| char::from(b'a' + (at % 26) as u8))
            .collect();
        let Ok(code) = QrCode::with_version(&text, Version::Normal(version), EcLevel::L) else { continue };
        assert_eq!(
            still(&drawn_png(&code)).map(|codes| texts(&codes).join("|")),
            Ok(text),
            "version {version}"
        );
        read += 1;
    }
    counted(&format!("scan: {read} of 40 versions read"));
    assert!(read >= 39);
}

#[test]
fn bombs_are_refused_before_they_burst() {
    let too_many = vec![0x89; MAXIMUM_PICTURE_BYTES + 1];
    assert_eq!(still(&too_many).err(), Some(ScanError::TooManyBytes));
    // Little in the file, 384 MiB decoded.
    for (width, height, colour, wanted) in [
        (4097, 1, ExtendedColorType::L8, ScanError::TooManyPixels),
        (1, 4097, ExtendedColorType::L8, ScanError::TooManyPixels),
        (8192, 8192, ExtendedColorType::Rgb8, ScanError::TooManyPixels),
        (4096, 4096, ExtendedColorType::Rgb16, ScanError::TooMuchMemory),
        (4096, 4096, ExtendedColorType::Rgba16, ScanError::TooMuchMemory),
    ] {
        let bytes = vec![0; width * height * usize::from(colour.bits_per_pixel()) / 8];
        let file = png(width, height, &bytes, colour);
        assert!(file.len() < MAXIMUM_PICTURE_BYTES);
        assert_eq!(still(&file).err(), Some(wanted), "{width} × {height}, {colour:?}");
    }
    // A header that promises what no file could hold.
    let mut liar = png(8, 8, &[0; 64], ExtendedColorType::L8);
    liar[16..24].copy_from_slice(&[0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF]);
    assert!(still(&liar).is_err());
}

#[test]
fn what_is_no_picture_is_an_error_and_nothing_else() {
    let mut random = Random::new(11, 0);
    let file = drawn_png(&QrCode::new("otpauth://totp/a?secret=JBSWY3DPEHPK3PXP").expect("a code"));
    let mut jpeg = Vec::new();
    let grey = vec![77; 64 * 64];
    image::codecs::jpeg::JpegEncoder::new(&mut jpeg)
        .encode(&grey, 64, 64, ExtendedColorType::L8)
        .expect("a JPEG");
    let (mut cases, mut prefixes) = (0, 0);
    for whole in [&file, &jpeg] {
        for length in 0..whole.len() {
            prefixes += usize::from(still(&whole[..length]).is_err());
            cases += 1;
        }
    }
    for whole in [&file, &jpeg] {
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1 << random.below(8);
            let _ = still(&damaged);
            cases += 1;
        }
    }
    for _ in 0..2_000 {
        let length = random.below(600);
        let bytes: Vec<u8> = (0..length).map(|_| random.bits() as u8).collect();
        assert_eq!(still(&bytes).err(), Some(ScanError::UnsupportedFormat));
        cases += 1;
    }
    assert_eq!(still(b"GIF89a\x01\x00\x01\x00").err(), Some(ScanError::UnsupportedFormat));
    counted(&format!("scan: {cases} damaged or foreign files, {prefixes} truncations refused"));
    assert!(prefixes > file.len());
}

#[test]
fn tiny_and_flat_pictures_hold_no_code() {
    for (width, height) in
        [(1, 1), (1, 300), (300, 1), (2, 2), (7, 5), (63, 64), (65, 20), (4096, 1), (1, 4096)]
    {
        for value in [0, 128, 255] {
            let file = png(width, height, &vec![value; width * height], ExtendedColorType::L8);
            assert_eq!(still(&file).map(|codes| codes.len()), Ok(0), "{width} × {height}");
        }
    }
}

#[test]
fn random_modules_frighten_no_decoder() {
    // Noise between real finder patterns is what makes decoders stumble.
    let mut random = Random::new(21, 0);
    for _ in 0..150 {
        let (side, module) = (21 + 4 * random.below(12), 2 + random.below(3));
        let width = (side + 8) * module;
        let noise: Vec<bool> = (0..side * side).map(|_| random.chance(0.5)).collect();
        let finder = |x: usize, y: usize| {
            let far = x.abs_diff(3).max(y.abs_diff(3));
            (x < 8 && y < 8).then_some(far < 2 || far == 3)
        };
        let pixel = |at: usize| {
            let (x, y) = ((at % width / module).wrapping_sub(4), (at / width / module).wrapping_sub(4));
            if x >= side || y >= side {
                return 255;
            }
            let dark = finder(x, y)
                .or_else(|| finder(side - 1 - x, y))
                .or_else(|| finder(x, side - 1 - y))
                .unwrap_or(noise[y * side + x]);
            if dark { 0 } else { 255 }
        };
        let pixels: Vec<u8> = (0..width * width).map(pixel).collect();
        let file = png(width, width, &pixels, ExtendedColorType::L8);
        assert_eq!(still(&file).map(|codes| codes.len()), Ok(0));
    }
}

/// A clock that moves by the same time whenever it is read.
struct Hasty {
    step: Duration,
    reads: AtomicU64,
    reboots: bool,
}

impl Hasty {
    fn new(step: Duration, reboots: bool) -> Self {
        Self { step, reads: AtomicU64::new(0), reboots }
    }
}

impl Clock for Hasty {
    fn wall(&self) -> UnixTime {
        UnixTime::default()
    }

    fn boot(&self) -> BootTime {
        let reads = self.reads.fetch_add(1, Ordering::Relaxed);
        let boot = BootId([if self.reboots { reads as u8 } else { 0 }; 16]);
        BootTime { boot, elapsed: self.step * u32::try_from(reads).expect("few reads") }
    }
}

#[test]
fn time_runs_out_between_steps() {
    let empty = grey_png(&empty_frame(1, 0));
    let code = clean(1, 0);
    let scan = |file: &[u8], clock: &Hasty| {
        scan_picture(file, Effort::Still, clock).map(|codes| texts(&codes).join("|"))
    };
    let slow = |step| Hasty::new(step, false);
    assert_eq!(scan(&empty, &slow(TIME_BUDGET)), Err(ScanError::TimedOut));
    assert_eq!(scan(&empty, &slow(TIME_BUDGET / 4)), Err(ScanError::TimedOut));
    assert_eq!(scan(&empty, &slow(Duration::from_millis(1))), Ok(String::new()));
    // Out of time after the first step: what it found counts.
    let after_one_step = slow(TIME_BUDGET - Duration::from_millis(1));
    assert_eq!(scan(&grey_png(&code.luma), &after_one_step), Ok(code.text));
    // A clock that starts again says nothing; better to stop.
    assert_eq!(scan(&empty, &Hasty::new(Duration::ZERO, true)), Err(ScanError::TimedOut));
}

#[test]
fn a_text_is_not_printed_by_accident() {
    let file = drawn_png(&QrCode::new("otpauth://totp/a?secret=JBSWY3DPEHPK3PXP").expect("a code"));
    let found = still(&file).expect("a picture");
    assert_eq!(found.len(), 1);
    assert!(!format!("{found:?}").contains("JBSWY3DPEHPK3PXP"));
}

/// Real photographs, where `COUNTERSIGN_QR_PHOTOS` names a folder of them with its `expected.tsv`.
#[test]
fn photographs_are_read() {
    let Some(folder) = std::env::var_os("COUNTERSIGN_QR_PHOTOS").map(std::path::PathBuf::from) else {
        counted("scan: photographs not run (COUNTERSIGN_QR_PHOTOS names no folder)");
        return;
    };
    let list = std::fs::read_to_string(folder.join("expected.tsv")).expect("expected.tsv");
    let (mut read, mut all) = (0, 0);
    for line in list.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let expected: Vec<String> = serde_json::from_str(fields[3]).expect("a list of texts");
        let codes = still(&std::fs::read(folder.join(fields[0])).expect("a photograph")).unwrap_or_default();
        let right = expected.iter().all(|text| texts(&codes).contains(&text.as_str()));
        if !right {
            println!("not read: {}", fields[0]);
        }
        read += usize::from(right);
        all += 1;
    }
    counted(&format!("scan: {read} of {all} photographs read"));
    assert!(read * 100 >= 97 * all, "{read} of {all}");
}
