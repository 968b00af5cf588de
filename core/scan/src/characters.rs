//! The characters of the modes for Kanji (ISO/IEC 18004, 7.4.6) and Hanzi (GB/T 18284, 6.4.7), thirteen bits each. The tables
//! are made by `tests/vectors/scan/characters.py`.

/// Characters by the value of their bits: a UTF-16 unit each, higher byte first, 0 where a value stands for nothing.
#[derive(Clone, Copy)]
pub(super) struct Characters(&'static [u8]);

pub(super) const KANJI: Characters = Characters(include_bytes!("kanji.bin"));
pub(super) const HANZI: Characters = Characters(include_bytes!("hanzi.bin"));

impl Characters {
    pub(super) fn character(self, value: usize) -> Option<char> {
        let unit = self.0.as_chunks().0.get(value).map(|unit| u16::from_be_bytes(*unit));
        unit.filter(|unit| *unit != 0).and_then(|unit| char::from_u32(unit.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_characters_or_nothing() {
        // The standard's two examples; 0xB0A2 of GB 2312.
        assert_eq!([0xD9F, 0x1AAA].map(|value| KANJI.character(value)), [Some('点'), Some('茗')]);
        assert_eq!(HANZI.character(0x0A * 0x60 + 1), Some('阿'));
        for value in [0x1FFF, 0x2000, usize::MAX] {
            assert_eq!((KANJI.character(value), HANZI.character(value)), (None, None));
        }
    }
}
