//! JPEG streams cut down to their picture: no EXIF, thumbnail, comment or bytes after the end (ITU-T T.81, annex B).

/// A JFIF segment that says nothing but "this is JFIF".
const JFIF: [u8; 18] = *b"\xFF\xE0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";

/// The stream without side data, or `None` where it is not a whole JPEG.
pub(super) fn strip(jpeg: &[u8]) -> Option<Vec<u8>> {
    let start = jpeg.windows(3).position(|w| w == [0xFF, 0xD8, 0xFF])?;
    let mut out = vec![0xFF, 0xD8];
    let mut at = start + 2;
    let mut scans = 0;
    loop {
        while *jpeg.get(at)? != 0xFF {
            at += 1;
        }
        while *jpeg.get(at)? == 0xFF {
            at += 1;
        }
        let marker = jpeg[at];
        at += 1;
        match marker {
            0xD9 => {
                out.extend_from_slice(&[0xFF, 0xD9]);
                return (scans > 0).then_some(out);
            }
            0x00 | 0x01 | 0xD0..=0xD8 => continue,
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes([*jpeg.get(at)?, *jpeg.get(at + 1)?]));
        let body = jpeg.get(at + 2..at.checked_add(length)?)?;
        match marker {
            0xE0 if body.starts_with(b"JFIF\0") => out.extend_from_slice(&JFIF),
            0xEE if body.starts_with(b"Adobe") && body.len() >= 12 => {
                out.extend_from_slice(&[0xFF, 0xEE, 0, 14]);
                out.extend_from_slice(&body[..12]);
            }
            // Application data and comments.
            0xE0..=0xEF | 0xFE => {}
            _ => {
                out.extend_from_slice(&[0xFF, marker]);
                out.extend_from_slice(&jpeg[at..at + length]);
            }
        }
        at += length;
        if marker == 0xDA {
            scans += 1;
            let data = at;
            at = entropy_end(jpeg, at);
            out.extend_from_slice(&jpeg[data..at]);
            if at >= jpeg.len() {
                // Cut off in the middle of the picture: viewers show what there is.
                out.extend_from_slice(&[0xFF, 0xD9]);
                return Some(out);
            }
        }
    }
}

fn entropy_end(jpeg: &[u8], from: usize) -> usize {
    let mut at = from;
    while at + 1 < jpeg.len() {
        if jpeg[at] == 0xFF && !matches!(jpeg[at + 1], 0x00 | 0xD0..=0xD7 | 0xFF) {
            return at;
        }
        at += 1;
    }
    jpeg.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn side_data_is_cut_off() {
        let mut jpeg = b"\xFF\xD8\xFF\xE1\x00\x08J.Smit\xFF\xFE\x00\x06Smit".to_vec();
        jpeg.extend_from_slice(b"\xFF\xDA\x00\x02picture\xFF\x00\xFF\xD9J. Smit");
        let out = strip(&jpeg).expect("a JPEG");
        assert_eq!(out, b"\xFF\xD8\xFF\xDA\x00\x02picture\xFF\x00\xFF\xD9");
    }

    #[test]
    fn what_is_no_jpeg_is_none() {
        assert_eq!(strip(b"\xFF\xD8\xFF"), None);
        assert_eq!(strip(b"\xFF\xD8\xFF\xD9"), None);
        assert_eq!(strip(b""), None);
    }
}
