//! What a scan allocates at most, measured: a program of its own, because it counts every allocation.

use countersign::scan::{
    Effort, LumaFrame, MAXIMUM_SCAN_MEMORY, MAXIMUM_SIDE, Rotation, ScanError, scan_frame, scan_picture,
};
use countersign::testing::FakeClock;
use countersign_tests::generator::{Canvas, Code, Random, empty_frame};
use countersign_tests::{counted, repository};
use image::{ExtendedColorType, ImageEncoder};
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call goes to the system's allocator unchanged; the counters are only told of it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        PEAK.fetch_max(NOW.fetch_add(layout.size(), Relaxed) + layout.size(), Relaxed);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Relaxed);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// One measurement at a time.
static TURN: Mutex<()> = Mutex::new(());

/// Bytes allocated at the highest point of `work`, over those held before.
fn peak_of<T>(work: impl FnOnce() -> T) -> usize {
    let before = NOW.load(Relaxed);
    PEAK.store(before, Relaxed);
    drop(work());
    PEAK.load(Relaxed).saturating_sub(before)
}

fn within_bounds(name: &str, peak: usize) {
    let mebibytes = peak as f64 / f64::from(1 << 20);
    counted(&format!("scan memory: {name}: {mebibytes:.0} MiB at most"));
    assert!(peak as u64 <= MAXIMUM_SCAN_MEMORY, "{name}: {mebibytes:.0} MiB");
    assert!(peak > 1 << 20, "{name}: the count does not count");
}

/// The largest picture, full of what keeps decoders busy; without noise a PNG of it stays within its own limit.
fn largest(noisy: bool) -> Vec<u8> {
    let side = usize::from(MAXIMUM_SIDE);
    let (tile, noise) = (empty_frame(1, 11), empty_frame(1, 5));
    let code = Code::random(&mut Random::new(1, 1));
    let canvas =
        Canvas::drawn(1280, 720, |x, y| 0.9 - 0.8 * code.ink((x % 640.0) / 8.0, y / 8.0, 4.0).unwrap_or(0.0));
    let codes = canvas.bytes();
    let mut picture = Vec::with_capacity(side * side);
    for y in 0..side {
        for x in 0..side {
            let source = if noisy { [&tile, &noise, &codes][(x / 1280 + y / 720) % 3] } else { &codes };
            picture.push(source[y % 720 * 1280 + x % 1280]);
        }
    }
    picture
}

#[test]
fn the_largest_frame() {
    let _turn = TURN.lock();
    let pixels = largest(true);
    let side = u32::from(MAXIMUM_SIDE);
    for effort in [Effort::Live, Effort::Still] {
        let frame = LumaFrame::new(side, side, side as usize, Rotation::None, &pixels).expect("a frame");
        within_bounds(
            &format!("frame, {effort:?}"),
            peak_of(|| scan_frame(&frame, effort, &FakeClock::default())),
        );
    }
}

#[test]
fn the_largest_pictures() {
    let _turn = TURN.lock();
    let side = u32::from(MAXIMUM_SIDE);
    let grey = largest(false);
    for (colour, channels) in [
        (ExtendedColorType::L8, 1),
        (ExtendedColorType::La8, 2),
        (ExtendedColorType::Rgb8, 3),
        (ExtendedColorType::Rgba8, 4),
    ] {
        let bytes: Vec<u8> = grey.iter().flat_map(|&pixel| std::iter::repeat_n(pixel, channels)).collect();
        let mut file = Vec::new();
        image::codecs::png::PngEncoder::new(&mut file)
            .write_image(&bytes, side, side, colour)
            .expect("a PNG");
        drop(bytes);
        within_bounds(
            &format!("PNG, {channels} channels"),
            peak_of(|| {
                scan_picture(&file, Effort::Still, &FakeClock::default()).expect("within the limits").len()
            }),
        );
    }
}

#[test]
fn a_progressive_jpeg_that_would_keep_too_much_is_refused() {
    let _turn = TURN.lock();
    let file =
        std::fs::read(repository().join("tests/vectors/scan/progressive-4096.jpg")).expect("the vector");
    let scan = || scan_picture(&file, Effort::Still, &FakeClock::default()).map(|codes| codes.len());
    let peak = peak_of(|| assert_eq!(scan(), Err(ScanError::TooMuchMemory)));
    counted(&format!("scan memory: progressive JPEG refused after {} KiB", peak / 1024));
    assert!(peak < 1 << 20);
}
