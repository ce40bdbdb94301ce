//! A second look at words of which the engine is not sure: each by itself, larger, below one another on one sheet.
//! It looks for no words that the engine did not see.

use super::sheet::Sheet;
use super::strokes::Place;
use super::{Engine, Setting, Unread, Word};
use crate::pdf::Cause;

/// Two looks that agree on so many letters read what stands there.
const AGREED: usize = 4;
/// How sure is what both looks agree on, however unsure the engine is of each.
const SURE_TOGETHER: u8 = 60;
/// Of what the second look reads otherwise, the engine must be so sure.
const SURE_ALONE: u8 = 70;
/// A sheet with more doubtful words than this is hard to read whole, and another look would cost as much as the first.
const MOST: usize = 120;
/// What stands around a word on the second sheet, pixels.
const MARGIN: u32 = 36;
/// What is taken from the first sheet around it.
const RIM: u32 = 5;

/// Looks again at the words that are not sure, and keeps what is read better.
pub(super) fn look_again(engine: &dyn Engine, sheet: &Sheet, words: &mut [Word]) -> Result<(), Cause> {
    let doubtful = |word: &&mut Word| !word.is_sure() && word.letters() > 1 && word.width > 0 && word.height > 0;
    let mut doubtful: Vec<&mut Word> = words.iter_mut().filter(doubtful).collect();
    if doubtful.is_empty() || doubtful.len() > MOST {
        return Ok(());
    }
    let crops: Vec<Sheet> = doubtful.iter().map(|word| sheet.larger(around(sheet, word))).collect();
    let (stack, rows) = stacked(&crops);
    let read = engine
        .read(&stack, Setting::Lines)
        .map_err(|Unread| Cause::PictureNotRead)?;
    for (word, (top, bottom)) in doubtful.iter_mut().zip(rows) {
        let mut parts: Vec<&Word> = read
            .iter()
            .filter(|part| (top..bottom).contains(&(part.top + part.height / 2)))
            .collect();
        parts.sort_by_key(|part| part.left);
        settle(word, &parts);
    }
    Ok(())
}

/// What a word is after the second look saw these parts in its place.
fn settle(word: &mut Word, parts: &[&Word]) {
    let text: String = parts.iter().map(|part| part.text.expose()).collect();
    let Some(confidence) = parts.iter().map(|part| part.confidence).min() else {
        return;
    };
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (first, second) = (letters(word.text.expose()), letters(&text));
    if first == second && first.chars().count() >= AGREED {
        word.confidence = confidence.max(word.confidence).max(SURE_TOGETHER);
    } else if confidence >= SURE_ALONE && !second.is_empty() {
        word.text = crate::text::Sensitive::new(text);
        word.confidence = confidence;
    }
}

fn around(sheet: &Sheet, word: &Word) -> Place {
    let (left, top) = (word.left.saturating_sub(RIM), word.top.saturating_sub(RIM));
    Place {
        left,
        top,
        width: (word.left + word.width + RIM).min(sheet.width).saturating_sub(left),
        height: (word.top + word.height + RIM).min(sheet.height).saturating_sub(top),
    }
}

/// The crops below one another, and from where to where each of them stands.
fn stacked(crops: &[Sheet]) -> (Sheet, Vec<(u32, u32)>) {
    let width = crops.iter().map(|crop| crop.width).max().unwrap_or(0) + 2 * MARGIN;
    let height = crops.iter().map(|crop| crop.height + MARGIN).sum::<u32>() + MARGIN;
    let mut stack = Sheet {
        width,
        height,
        dpi: crops.first().map_or(0, |crop| crop.dpi),
        samples: vec![255; width as usize * height as usize],
    };
    let mut rows = Vec::with_capacity(crops.len());
    let mut top = MARGIN;
    for crop in crops {
        for (row, samples) in crop.samples.chunks_exact(crop.width.max(1) as usize).enumerate() {
            let start = (top as usize + row) * width as usize + MARGIN as usize;
            stack.samples[start..start + samples.len()].copy_from_slice(samples);
        }
        rows.push((top, top + crop.height));
        top += crop.height + MARGIN;
    }
    (stack, rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Sensitive;

    fn word(text: &str, top: u32, confidence: u8) -> Word {
        Word {
            text: Sensitive::new(text),
            left: 40,
            top,
            width: 100,
            height: 20,
            confidence,
            line: top,
        }
    }

    /// Reads the same thing in the middle of every stretch of ink.
    struct Reads(&'static [(&'static str, u8)]);

    impl Engine for Reads {
        fn name(&self) -> &str {
            "vast"
        }

        fn read(&self, sheet: &Sheet, _: Setting) -> Result<Vec<Word>, Unread> {
            let rows = sheet.samples.chunks_exact(sheet.width as usize);
            let inked: Vec<u32> = rows
                .zip(0..)
                .filter(|(row, _)| row.iter().any(|s| *s < 128))
                .map(|(_, y)| y)
                .collect();
            let lines = inked.chunk_by(|a, b| a + 1 == *b);
            Ok(lines
                .zip(self.0)
                .map(|(line, (text, sure))| word(text, line[0], *sure))
                .collect())
        }
    }

    fn again(first: &[(&str, u8)], second: &'static [(&'static str, u8)]) -> Vec<(String, u8)> {
        let mut sheet = Sheet {
            width: 400,
            height: 400,
            dpi: 200,
            samples: vec![255; 160_000],
        };
        let mut words: Vec<Word> = first
            .iter()
            .zip(1..)
            .map(|((text, sure), at)| word(text, 50 * at, *sure))
            .collect();
        for word in &words {
            let row = (word.top as usize + 10) * 400;
            sheet.samples[row + 45..row + 130].fill(0);
        }
        look_again(&Reads(second), &sheet, &mut words).expect("reads");
        words
            .iter()
            .map(|word| (word.text.expose().to_owned(), word.confidence))
            .collect()
    }

    #[test]
    fn what_is_read_twice_is_read_well() {
        let first = [("garantie!", 0), ("stellig", 90), ("hnsnsd", 0), ("14.1X.1986", 37)];
        let second = &[("‘garantie", 20), ("menen", 20), ("14.IX.1986", 80)];
        let sure = [("garantie!", 60), ("stellig", 90), ("hnsnsd", 0), ("14.IX.1986", 80)];
        assert_eq!(again(&first, second), sure.map(|(text, sure)| (text.to_owned(), sure)));
    }

    #[test]
    fn a_word_that_is_not_seen_again_stays_as_it_was() {
        assert_eq!(again(&[("Roos", 20)], &[]), [("Roos".to_owned(), 20)]);
        assert_eq!(again(&[("de", 20)], &[("de", 30)]), [("de".to_owned(), 20)]);
    }
}
