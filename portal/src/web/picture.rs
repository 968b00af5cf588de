//! QR codes as pictures: sharp PNG files with a quiet zone, served from an address of their own.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};
use qrcode::{Color, EcLevel, QrCode};

/// Pixels of one module at most, and at least.
const MODULE: (usize, usize) = (10, 6);
/// Light modules around the code (ISO/IEC 18004).
const QUIET: usize = 4;
/// Where a code of many modules would grow wider than this, its modules get fewer pixels.
const WIDEST: usize = 520;

/// A QR code, ready to be drawn.
pub(crate) struct Picture {
    code: QrCode,
}

impl Picture {
    /// The code of `text`; `None` where no code holds it.
    pub(crate) fn of(text: &str) -> Option<Self> {
        QrCode::with_error_correction_level(text, EcLevel::M).ok().map(|code| Self { code })
    }

    /// Width and height in pixels.
    pub(crate) fn side(&self) -> usize {
        (self.code.width() + 2 * QUIET) * self.module()
    }

    fn module(&self) -> usize {
        let (most, least) = MODULE;
        (WIDEST / (self.code.width() + 2 * QUIET)).clamp(least, most)
    }

    /// The picture as a PNG file; `None` where it cannot be written.
    fn png(&self) -> Option<Vec<u8>> {
        let (side, module, width) = (self.side(), self.module(), self.code.width());
        let colors = self.code.to_colors();
        let dark = |at: usize| at.checked_sub(QUIET * module).map(|at| at / module).filter(|at| *at < width);
        let mut pixels = vec![u8::MAX; side * side];
        for (y, row) in pixels.chunks_mut(side).enumerate() {
            for (x, pixel) in row.iter_mut().enumerate() {
                if let (Some(column), Some(line)) = (dark(x), dark(y))
                    && colors.get(line * width + column) == Some(&Color::Dark)
                {
                    *pixel = 0;
                }
            }
        }
        let side = u32::try_from(side).ok()?;
        let mut file = Vec::new();
        PngEncoder::new(&mut file).write_image(&pixels, side, side, ExtendedColorType::L8).ok()?;
        Some(file)
    }
}

impl IntoResponse for Picture {
    fn into_response(self) -> Response {
        match self.png() {
            Some(file) => ([(header::CONTENT_TYPE, "image/png")], file).into_response(),
            None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use countersign::platform::SystemClock;
    use countersign::scan::{Effort, scan_picture};

    #[test]
    fn a_scanner_reads_it_back() {
        for length in [1, 40, 300, 900] {
            let text = "a1".repeat(length / 2 + 1);
            let picture = Picture::of(&text).unwrap();
            assert!(picture.module() >= 6, "{length}");
            let found = scan_picture(&picture.png().unwrap(), Effort::Still, &SystemClock::new()).unwrap();
            let found: Vec<&str> = found.iter().map(|code| code.text.expose()).collect();
            assert_eq!(found, [text]);
        }
        assert!(Picture::of(&"a".repeat(3000)).is_none());
    }
}
