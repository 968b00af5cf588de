//! PNG and JPEG files → a grey picture, within the limits.

use super::limits::{MAXIMUM_DECODER_MEMORY, MAXIMUM_PICTURE_BYTES, MAXIMUM_SIDE};
use super::luma::Luma;
use super::{ScanError, containment, jpeg};
use image::error::{ImageError, LimitErrorKind};
use image::{DynamicImage, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// Decodes a picture. Nothing is allocated before its size is known to be allowed.
pub(super) fn decode(bytes: &[u8]) -> Result<Luma, ScanError> {
    if bytes.len() > MAXIMUM_PICTURE_BYTES {
        return Err(ScanError::TooManyBytes);
    }
    let format = match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg)) => format,
        _ => return Err(ScanError::UnsupportedFormat),
    };
    let kept = if format == ImageFormat::Jpeg { jpeg::coefficient_bytes(bytes) } else { 0 };
    let mut limits = Limits::default();
    limits.max_image_width = Some(u32::from(MAXIMUM_SIDE));
    limits.max_image_height = Some(u32::from(MAXIMUM_SIDE));
    limits.max_alloc = Some(MAXIMUM_DECODER_MEMORY.saturating_sub(kept));
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let decoded = containment::contained(|| reader.decode()).ok_or(ScanError::Damaged)?;
    decoded.map_err(|error| refused(&error)).map(|picture| grey(&picture))
}

fn refused(error: &ImageError) -> ScanError {
    match error {
        ImageError::Limits(limit) => match limit.kind() {
            LimitErrorKind::DimensionError => ScanError::TooManyPixels,
            _ => ScanError::TooMuchMemory,
        },
        ImageError::Unsupported(_) => ScanError::UnsupportedFormat,
        _ => ScanError::Damaged,
    }
}

/// Brightness as the eye sees it; what is transparent lies on white paper.
fn grey(picture: &DynamicImage) -> Luma {
    let bytes = |of: &[u8], channels| of.chunks_exact(channels).map(bright8).collect();
    let words = |of: &[u16], channels| of.chunks_exact(channels).map(bright16).collect();
    let pixels: Vec<u8> = match picture {
        DynamicImage::ImageLuma8(of) => bytes(of, 1),
        DynamicImage::ImageLumaA8(of) => bytes(of, 2),
        DynamicImage::ImageRgb8(of) => bytes(of, 3),
        DynamicImage::ImageRgba8(of) => bytes(of, 4),
        DynamicImage::ImageLuma16(of) => words(of, 1),
        DynamicImage::ImageLumaA16(of) => words(of, 2),
        DynamicImage::ImageRgb16(of) => words(of, 3),
        DynamicImage::ImageRgba16(of) => words(of, 4),
        other => other.to_luma8().into_raw(),
    };
    Luma::new(picture.width() as usize, picture.height() as usize, pixels)
}

fn bright8(channels: &[u8]) -> u8 {
    match *channels {
        [grey] => grey,
        [grey, alpha] => on_white(u32::from(grey), alpha),
        [red, green, blue] => weighed(red, green, blue) as u8,
        [red, green, blue, alpha] => on_white(weighed(red, green, blue), alpha),
        _ => u8::MAX,
    }
}

fn bright16(channels: &[u16]) -> u8 {
    let mut narrow = [0; 4];
    for (narrow, wide) in narrow.iter_mut().zip(channels) {
        *narrow = (wide >> 8) as u8;
    }
    bright8(narrow.get(..channels.len()).unwrap_or_default())
}

/// ITU-R BT.601 weights in 1024ths.
fn weighed(red: u8, green: u8, blue: u8) -> u32 {
    (306 * u32::from(red) + 601 * u32::from(green) + 117 * u32::from(blue)) >> 10
}

fn on_white(grey: u32, alpha: u8) -> u8 {
    let alpha = u32::from(alpha);
    ((grey * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}
