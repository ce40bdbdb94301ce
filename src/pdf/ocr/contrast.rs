//! Words that hardly differ from what surrounds them: under a marker pen, or faint on purpose.

use super::sheet::Sheet;

/// Grey values that differ by so much or more are told apart by readers.
const FAINT: u8 = 40;
/// Differences below this are the noise of compression.
const FAINTEST: u8 = 3;
/// Pixels at the rim that are not judged.
const EDGE: usize = 2;
/// Contrast is judged in squares of so many pixels.
const BLOCK: usize = 48;
/// Fewer dark squares than this hold no word.
const FEWEST_BLOCKS: usize = 3;

impl Sheet {
    /// The sheet with its darkest pixels black: letters in a light grey. `None` if there is nothing on it.
    pub(super) fn plain(&self) -> Option<Self> {
        let (low, high) = self.extremes();
        (high.saturating_sub(low) >= FAINTEST).then(|| self.stretched(low, high))
    }

    /// The darkest and the lightest value; the outermost pixels are mixed with the white around the picture.
    fn extremes(&self) -> (u8, u8) {
        let inner = self.samples.chunks(self.width as usize).skip(EDGE);
        let inner = inner.take((self.height as usize).saturating_sub(2 * EDGE));
        let mut all = Extremes::default();
        for row in inner.filter_map(|row| row.get(EDGE..row.len().saturating_sub(EDGE))) {
            all = all.with(Extremes::of(row));
        }
        (all.low, all.high)
    }

    fn stretched(&self, low: u8, high: u8) -> Self {
        let stretch = |s: &u8| (u32::from((*s).clamp(low, high) - low) * 255 / u32::from(high - low)) as u8;
        self.of(self.samples.iter().map(stretch).collect()).on_white()
    }

    /// A sheet of nothing but what is dark on dark or hardly differs from its surroundings, its contrast made plain: words
    /// under a marker pen. `None` if there is no such place.
    pub(super) fn hidden(&self) -> Option<Self> {
        let (low, high) = self.extremes();
        let faint = |low: u8, high: u8| (FAINTEST..FAINT).contains(&(high.saturating_sub(low)));
        if faint(low, high) {
            return Some(self.stretched(low, high));
        }
        let (width, height) = (self.width as usize, self.height as usize);
        let mut samples = vec![255; width * height];
        let mut found = 0;
        for top in (0..height).step_by(BLOCK) {
            let rows = top..(top + BLOCK).min(height);
            let mut blocks = vec![Extremes::default(); width.div_ceil(BLOCK)];
            for row in self.samples[rows.start * width..rows.end * width].chunks(width) {
                for (all, part) in blocks.iter_mut().zip(row.chunks(BLOCK)) {
                    *all = all.with(Extremes::of(part));
                }
            }
            for (at, Extremes { low, high }) in blocks.into_iter().enumerate() {
                if high >= FAINT || !faint(low, high) {
                    continue;
                }
                found += 1;
                let columns = at * BLOCK..((at + 1) * BLOCK).min(width);
                for at in rows.clone().flat_map(|y| columns.clone().map(move |x| y * width + x)) {
                    samples[at] = 255 - (u32::from(self.samples[at] - low) * 255 / u32::from(high - low)) as u8;
                }
            }
        }
        (found >= FEWEST_BLOCKS).then(|| self.of(samples).on_white())
    }

    fn of(&self, samples: Vec<u8>) -> Self {
        Self {
            width: self.width,
            height: self.height,
            dpi: self.dpi,
            samples,
        }
    }

    /// Dark letters on light: engines read the other way round less well.
    fn on_white(mut self) -> Self {
        if self.ink() > 0.5 {
            self.samples.iter_mut().for_each(|sample| *sample = 255 - *sample);
        }
        self
    }
}

/// The darkest and the lightest of some pixels.
#[derive(Debug, Clone, Copy)]
struct Extremes {
    low: u8,
    high: u8,
}

impl Default for Extremes {
    /// Those of none.
    fn default() -> Self {
        Self { low: 255, high: 0 }
    }
}

impl Extremes {
    fn of(samples: &[u8]) -> Self {
        let low = samples.iter().fold(255, |low: u8, sample| low.min(*sample));
        let high = samples.iter().fold(0, |high: u8, sample| high.max(*sample));
        Self { low, high }
    }

    fn with(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn light_grey_letters_are_made_black_and_a_blank_page_is_none() {
        let sheet = |value: u8| {
            let mut samples = vec![255; 40 * 20];
            samples[40 * 10 + 5..40 * 10 + 25].fill(value);
            Sheet {
                width: 40,
                height: 20,
                dpi: 300,
                samples,
            }
        };
        for value in [235, 200, 150] {
            let plain = sheet(value).plain().expect("letters");
            assert_eq!(plain.samples[40 * 10 + 10], 0, "{value}");
            assert_eq!(plain.samples[0], 255);
        }
        assert_eq!(sheet(255).plain(), None);
    }

    #[test]
    fn what_hardly_differs_is_made_plain() {
        let sheet = |samples: Vec<u8>| Sheet {
            width: 200,
            height: 100,
            dpi: 300,
            samples,
        };
        let is_letter = |at: usize| at % 200 / 5 % 2 == 1;
        let marked = sheet((0..20_000).map(|at| if is_letter(at) { 0 } else { 14 }).collect());
        let plain = marked.hidden().expect("faint").samples;
        assert_eq!((plain[0], plain[5]), (255, 0));
        let on_page = (0..20_000).map(|at| {
            if at / 200 < 50 {
                [14, 2][is_letter(at) as usize]
            } else {
                255
            }
        });
        let plain = sheet(on_page.collect()).hidden().expect("a dark stretch").samples;
        assert!(plain[0] != plain[5] && plain[19_000] == 255);
        assert_eq!(
            sheet((0..20_000).map(|at| if is_letter(at) { 0 } else { 255 }).collect()).hidden(),
            None
        );
        assert_eq!(sheet(vec![0; 20_000]).hidden(), None);
    }
}
