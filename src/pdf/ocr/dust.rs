//! Single dark pixels that a scanner leaves on paper: taken for paper, so that an engine reads the letters beside them.
//! It changes no picture that may show greys as scattered dots.

use crate::pdf::image::{Colour, Picture};

/// A pixel darker than this may be dust.
const DARK: u8 = 128;
/// Around dust, every pixel is so much lighter.
const LIGHTER: u8 = 60;

/// Whether a picture has shades of its own: others show greys as dots, and faint letters with them.
pub(super) fn has_shades(picture: &Picture) -> bool {
    picture.raster.bits >= 8 && !matches!(picture.colour, Colour::Indexed(_) | Colour::Mask)
}

/// Takes dust away; `gray` is one byte per pixel, row by row, 0 is black.
pub(super) fn wipe(gray: &mut [u8], width: usize) {
    for row in 1..(gray.len() / width.max(1)).saturating_sub(1) {
        for at in row * width + 1..(row + 1) * width - 1 {
            if gray[at] >= DARK {
                continue;
            }
            let around = [at - width - 1, at - width, at - width + 1, at - 1, at + 1].into_iter();
            let around = around
                .chain([at + width - 1, at + width, at + width + 1])
                .map(|near| gray[near]);
            let lightest = gray[at].saturating_add(LIGHTER);
            if around.clone().all(|shade| shade >= lightest) {
                gray[at] = (around.map(u32::from).sum::<u32>() / 8) as u8;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dust_goes_and_points_stay() {
        let mut gray = vec![240; 20 * 10];
        let point = [5 * 20 + 5, 5 * 20 + 6, 6 * 20 + 5, 6 * 20 + 6];
        for at in point.into_iter().chain([3 * 20 + 12]) {
            gray[at] = 10;
        }
        wipe(&mut gray, 20);
        assert_eq!(gray[3 * 20 + 12], 240);
        assert!(point.iter().all(|at| gray[*at] == 10));
    }

    #[test]
    fn no_size_is_too_small() {
        for width in 0..4 {
            let mut gray = vec![0; width * 2];
            wipe(&mut gray, width);
            assert!(gray.iter().all(|shade| *shade == 0));
        }
    }
}
