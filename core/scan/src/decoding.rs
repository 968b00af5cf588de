//! From the modules of a code to its text: codewords, correction, segments.

use super::layout::Layout;
use super::reed_solomon::Block;
use super::segments;

/// What a code said, and whether it was seen in a mirror.
pub(super) struct Reading {
    pub(super) text: String,
    pub(super) mirrored: bool,
}

/// The text of a code of `side` × `side` modules; `dark(x, y)` tells the colour of one.
pub(super) fn read(side: usize, dark: impl Fn(usize, usize) -> bool) -> Option<Reading> {
    let layout = Layout::of(side, &dark)?;
    let codewords: Vec<u8> = layout
        .codewords()
        .map(|bits| bits.iter().fold(0, |byte, bit| byte << 1 | u8::from(dark(bit.x, bit.y) != bit.inverted)))
        .collect();
    let correct = |block, correction| Block::new(block, correction).corrected(&[], 0);
    reading(&layout, &layout.data(&codewords, correct)?)
}

/// The reading of a code whose data has been corrected.
pub(super) fn reading(layout: &Layout, data: &[u8]) -> Option<Reading> {
    let text = segments::text(data, layout.version).filter(|text| !text.is_empty())?;
    Some(Reading { text, mirrored: layout.mirrored })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::version_9;

    #[test]
    fn a_code_is_read_upright_and_in_a_mirror() {
        let (text, side, modules) = version_9();
        let upright = read(side, |x, y| modules[y * side + x]).unwrap();
        assert_eq!((upright.text, upright.mirrored), (text.clone(), false));
        let mirrored = read(side, |x, y| modules[x * side + y]).unwrap();
        assert_eq!((mirrored.text, mirrored.mirrored), (text, true));
    }

    #[test]
    fn sides_that_no_code_has_are_none() {
        for side in [0, 1, 16, 17, 20, 22, 181, usize::MAX] {
            assert!(read(side, |_, _| false).is_none(), "{side}");
        }
    }
}
