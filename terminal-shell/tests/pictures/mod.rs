//! Pictures of codes, as a server's page shows them.

use qrcode::{Color, QrCode};
use std::path::Path;

/// Writes the QR code of `text` into a picture file.
pub(crate) fn draw(text: &str, path: &Path) {
    let code = QrCode::new(text).unwrap();
    let (quiet, scale) = (4, 6);
    let width = u32::try_from(code.width()).unwrap();
    let side = (width + 2 * quiet) * scale;
    let picture = image::GrayImage::from_fn(side, side, |x, y| {
        let module = |pixel: u32| (pixel / scale).checked_sub(quiet).filter(|module| *module < width);
        let dark =
            module(x).zip(module(y)).is_some_and(|(x, y)| code[(x as usize, y as usize)] == Color::Dark);
        image::Luma([if dark { 0 } else { 255 }])
    });
    picture.save(path).unwrap();
}
