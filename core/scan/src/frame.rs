//! A camera frame as a phone gives it.

use super::limits::MAXIMUM_SIDE;

/// By how much a frame must be turned clockwise to stand upright (Android's `rotationDegrees`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Rotation {
    /// It stands upright.
    #[default]
    None,
    /// A quarter turn clockwise.
    Clockwise90,
    /// Half a turn.
    Half,
    /// A quarter turn counter-clockwise.
    Clockwise270,
}

/// The brightness plane of a camera frame: one byte per pixel, row by row, 0 is black.
#[derive(Clone, Copy)]
pub struct LumaFrame<'a> {
    bytes: &'a [u8],
    width: u16,
    height: u16,
    stride: usize,
    rotation: Rotation,
}

/// Why some bytes are no frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// Width or height is zero or over [`MAXIMUM_SIDE`].
    #[error("the frame's width or height is out of range")]
    SizeOutOfRange,
    /// The stride is smaller than the width.
    #[error("the frame's stride is smaller than its width")]
    StrideTooSmall,
    /// There are fewer bytes than width, height and stride ask for.
    #[error("the frame has too few bytes")]
    TooShort,
}

impl<'a> LumaFrame<'a> {
    /// A frame of `width` × `height` pixels whose rows start `stride` bytes apart. The last row may end at its
    /// last pixel; bytes after it are ignored.
    pub fn new(
        width: u32,
        height: u32,
        stride: usize,
        rotation: Rotation,
        bytes: &'a [u8],
    ) -> Result<Self, FrameError> {
        let side = |pixels: u32| {
            u16::try_from(pixels)
                .ok()
                .filter(|side| (1..=MAXIMUM_SIDE).contains(side))
                .ok_or(FrameError::SizeOutOfRange)
        };
        let (width, height) = (side(width)?, side(height)?);
        if stride < usize::from(width) {
            return Err(FrameError::StrideTooSmall);
        }
        let needed = stride
            .checked_mul(usize::from(height) - 1)
            .and_then(|rows| rows.checked_add(usize::from(width)))
            .ok_or(FrameError::TooShort)?;
        if bytes.len() < needed {
            return Err(FrameError::TooShort);
        }
        Ok(Self { bytes, width, height, stride, rotation })
    }

    /// Width in pixels, as stored.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Height in pixels, as stored.
    pub fn height(&self) -> u16 {
        self.height
    }

    /// How it must be turned to stand upright.
    pub fn rotation(&self) -> Rotation {
        self.rotation
    }

    /// The rows from top to bottom, each of exactly `width` bytes.
    pub(super) fn rows(&self) -> impl Iterator<Item = &'a [u8]> {
        let width = usize::from(self.width);
        self.bytes.chunks(self.stride).take(usize::from(self.height)).filter_map(move |row| row.get(..width))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_frame_is_refused() {
        let frame = |width, height, stride, bytes: &[u8]| {
            LumaFrame::new(width, height, stride, Rotation::None, bytes).err()
        };
        assert_eq!(frame(0, 2, 4, &[0; 8]), Some(FrameError::SizeOutOfRange));
        assert_eq!(frame(2, 0, 4, &[0; 8]), Some(FrameError::SizeOutOfRange));
        assert_eq!(frame(4097, 1, 4097, &[0; 4097]), Some(FrameError::SizeOutOfRange));
        assert_eq!(frame(65_537, 1, 65_537, &[0; 65_537]), Some(FrameError::SizeOutOfRange));
        assert_eq!(frame(4, 2, 3, &[0; 8]), Some(FrameError::StrideTooSmall));
        assert_eq!(frame(3, 2, 4, &[0; 6]), Some(FrameError::TooShort));
        assert_eq!(frame(3, 2, usize::MAX, &[0; 6]), Some(FrameError::TooShort));
        assert_eq!(frame(3, 2, 4, &[0; 7]), None);
    }

    #[test]
    fn rows_skip_the_padding() {
        let bytes: Vec<u8> = (0..11).collect();
        let frame = LumaFrame::new(3, 3, 4, Rotation::None, &bytes).unwrap();
        assert_eq!(frame.rows().collect::<Vec<_>>(), [&[0u8, 1, 2][..], &[4, 5, 6], &[8, 9, 10]]);
    }
}
