//! Greys that a bilevel picture shows as scattered dots: made grey again, as the eye does. It changes no picture without
//! such dots.

/// Share of the dark pixels that stand alone; letters and lines hang together, even faint ones.
const SCATTERED: f64 = 0.2;
/// Fewer dark pixels say nothing.
const FEWEST: usize = 200;
/// A dot is spread over so many pixels to each side.
const SPREAD: usize = 1;

/// The picture as it is seen; `gray` is one byte per pixel, row by row, 0 is black.
pub(super) fn seen(gray: Vec<u8>, width: usize) -> Vec<u8> {
    if is_dithered(&gray, width) {
        spread(&gray, width)
    } else {
        gray
    }
}

fn is_dithered(gray: &[u8], width: usize) -> bool {
    let (mut dark, mut alone) = (0_usize, 0_usize);
    let is_dark = |at: usize| gray.get(at).is_some_and(|sample| *sample < 128);
    for at in width..gray.len().saturating_sub(width) {
        if is_dark(at) {
            dark += 1;
            let neighbours = [at - 1, at + 1, at - width, at + width];
            alone += usize::from(!neighbours.into_iter().any(is_dark));
        }
    }
    dark >= FEWEST && alone as f64 > SCATTERED * dark as f64
}

/// Every pixel becomes the mean of the square around it; the way across first, then the way down.
fn spread(gray: &[u8], width: usize) -> Vec<u8> {
    let mean = |samples: &mut dyn Iterator<Item = u8>| {
        let (sum, count) = samples.fold((0_usize, 0_usize), |(sum, count), sample| {
            (sum + usize::from(sample), count + 1)
        });
        (sum / count.max(1)) as u8
    };
    let around = |at: usize, end: usize| at.saturating_sub(SPREAD)..(at + SPREAD + 1).min(end);
    let mut across = Vec::with_capacity(gray.len());
    for row in gray.chunks(width.max(1)) {
        across.extend((0..row.len()).map(|x| mean(&mut row[around(x, row.len())].iter().copied())));
    }
    let rows = gray.len() / width.max(1);
    let mut out = Vec::with_capacity(gray.len());
    for y in 0..rows {
        out.extend((0..width).map(|x| mean(&mut around(y, rows).map(|y| across[y * width + x]))));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scattered_dots_become_grey_and_letters_stay() {
        let dots: Vec<u8> = (0..100 * 100)
            .map(|at| if at % 3 == 0 && at / 100 % 2 == 0 { 0 } else { 255 })
            .collect();
        let grey = seen(dots, 100);
        let inner = grey.iter().skip(100).take(9_800);
        assert!(inner.clone().all(|sample| *sample > 100), "no dot is left");
        assert!(
            inner.filter(|sample| **sample < 240).count() > 9_500,
            "all of it is grey"
        );
        let strokes: Vec<u8> = (0..100 * 100).map(|at| if at % 10 < 2 { 0 } else { 255 }).collect();
        assert_eq!(seen(strokes.clone(), 100), strokes);
    }
}
