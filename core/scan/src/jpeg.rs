//! What a JPEG decoder will need, read from the file's markers (ITU-T T.81, annex B).
//!
//! A progressive picture's coefficients are all kept until its last scan, and the decoder does not count them
//! against its limit.

/// Bytes of coefficients the decoder keeps: two for each sample of a progressive picture, none for others.
pub(super) fn coefficient_bytes(file: &[u8]) -> u64 {
    let mut rest = file.get(2..).unwrap_or_default();
    // A marker, and the length of its segment, which counts itself.
    while let [0xFF, marker, after @ ..] = rest {
        if *marker == 0xFF {
            // Fill bytes may precede a marker.
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let [high, low, segment @ ..] = after else { break };
        if *marker == 0xC2 || *marker == 0xC6 {
            return progressive(segment);
        }
        if *marker == 0xDA {
            break;
        }
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        rest = after.get(length.max(2)..).unwrap_or_default();
    }
    0
}

/// Precision, height, width, and for each component its sampling factors: those with smaller factors than the
/// largest are stored smaller.
fn progressive(header: &[u8]) -> u64 {
    let [_, h1, h2, w1, w2, components, tables @ ..] = header else { return 0 };
    let pixels = u64::from(u16::from_be_bytes([*h1, *h2])) * u64::from(u16::from_be_bytes([*w1, *w2]));
    let factors: Vec<u64> = tables
        .chunks_exact(3)
        .take(usize::from(*components))
        .filter_map(|component| component.get(1))
        .map(|factors| u64::from(factors >> 4) * u64::from(factors & 15))
        .collect();
    let largest = factors.iter().copied().max().unwrap_or(1).max(1);
    factors.iter().map(|factor| 2 * pixels * factor / largest).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_progressive_pictures_keep_coefficients() {
        let with = |marker: u8, factors: [u8; 3]| {
            let mut file =
                vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xFF, marker, 0, 17, 8, 0, 100, 0, 200, 3];
            for (id, factor) in factors.into_iter().enumerate() {
                file.extend([id as u8, factor, 0]);
            }
            coefficient_bytes(&file)
        };
        assert_eq!(with(0xC2, [0x11; 3]), 2 * 3 * 20_000);
        assert_eq!(with(0xC2, [0x22, 0x11, 0x11]), 2 * 30_000);
        assert_eq!(with(0xC0, [0x11; 3]), 0);
        for length in 0..19 {
            let file = [0xFF, 0xD8, 0xFF, 0xC2, 0, 17, 8, 0, 100, 0, 200, 3, 0, 0x11, 0, 1, 0x11, 0, 2];
            let _ = coefficient_bytes(file.get(..length).unwrap());
        }
    }
}
