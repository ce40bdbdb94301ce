//! JPEG 2000 streams cut down to their picture: known boxes only, comments blanked (ITU-T T.800, annexes A and I).

/// Boxes that decoding needs.
const KEPT: [&[u8; 4]; 3] = [b"jP  ", b"ftyp", b"jp2c"];
const KEPT_IN_HEADER: [&[u8; 4]; 6] = [b"ihdr", b"bpcc", b"colr", b"pclr", b"cmap", b"cdef"];

/// The stream without side data, or `None` where it is not JPEG 2000.
pub(super) fn strip(jpx: &[u8]) -> Option<Vec<u8>> {
    if jpx.starts_with(&[0xFF, 0x4F]) {
        return codestream(jpx);
    }
    let mut out = Vec::with_capacity(jpx.len());
    for (kind, body) in boxes(jpx)? {
        match &kind {
            b"jp2h" => {
                let mut header = Vec::new();
                for (kind, body) in boxes(body)?
                    .into_iter()
                    .filter(|(kind, _)| KEPT_IN_HEADER.contains(&kind))
                {
                    write_box(&mut header, kind, body);
                }
                write_box(&mut out, kind, &header);
            }
            b"jp2c" => write_box(&mut out, kind, &codestream(body)?),
            kind if KEPT.contains(&kind) => write_box(&mut out, *kind, body),
            _ => {}
        }
    }
    (!out.is_empty()).then_some(out)
}

type Box_<'a> = ([u8; 4], &'a [u8]);

fn boxes(bytes: &[u8]) -> Option<Vec<Box_<'_>>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at + 8 <= bytes.len() {
        let word: [u8; 4] = bytes[at..at + 4].try_into().ok()?;
        let kind: [u8; 4] = bytes[at + 4..at + 8].try_into().ok()?;
        let (header, length) = match u32::from_be_bytes(word) {
            0 => (8, bytes.len() - at),
            1 => {
                let long: [u8; 8] = bytes.get(at + 8..at + 16)?.try_into().ok()?;
                (16, usize::try_from(u64::from_be_bytes(long)).ok()?)
            }
            length => (8, length as usize),
        };
        let end = at.checked_add(length)?.min(bytes.len());
        found.push((kind, bytes.get(at + header..end)?));
        at = end;
    }
    Some(found)
}

fn write_box(out: &mut Vec<u8>, kind: [u8; 4], body: &[u8]) {
    out.extend_from_slice(&(body.len() as u32 + 8).to_be_bytes());
    out.extend_from_slice(&kind);
    out.extend_from_slice(body);
}

/// Blanks the comments of the main header and cuts off what follows the end of the codestream.
fn codestream(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.to_vec();
    let mut at = 2;
    while at + 4 <= out.len() {
        let marker = u16::from_be_bytes([out[at], out[at + 1]]);
        if marker == 0xFF90 {
            break;
        }
        let length = usize::from(u16::from_be_bytes([out[at + 2], out[at + 3]]));
        let end = at + 2 + length;
        if end > out.len() || length < 2 {
            return None;
        }
        if marker == 0xFF64 && length > 4 {
            out[at + 6..end].fill(0);
        }
        at = end;
    }
    let mut tile = at;
    while tile + 12 <= out.len() && out[tile..tile + 2] == [0xFF, 0x90] {
        let word: [u8; 4] = out[tile + 6..tile + 10].try_into().ok()?;
        let length = u32::from_be_bytes(word) as usize;
        if length == 0 {
            return Some(out);
        }
        tile = tile.checked_add(length)?;
    }
    if out.get(tile..tile + 2) == Some(&[0xFF, 0xD9]) {
        out.truncate(tile + 2);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_boxes_and_comments_go() {
        let mut jpx = Vec::new();
        write_box(&mut jpx, *b"jP  ", b"\r\n\x87\n");
        write_box(&mut jpx, *b"xml ", b"J. Smit");
        write_box(&mut jpx, *b"jp2c", b"\xFF\x4F\xFF\x64\x00\x08\x00\x01Smit\xFF\x90");
        let out = strip(&jpx).expect("JPEG 2000");
        assert!(!out.windows(4).any(|w| w == b"Smit"));
        assert!(out.windows(4).any(|w| w == b"jp2c"));
    }

    #[test]
    fn what_is_no_jpeg_2000_is_none() {
        assert_eq!(strip(b""), None);
        assert_eq!(strip(b"\xFF\x4F\xFF\x64\xFF\xFF"), None);
    }
}
