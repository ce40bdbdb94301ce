//! Tesseract's table of words: tab-separated, one row per page, block, paragraph, line and word.

use woolak::pdf::ocr::Word;
use woolak::text::Sensitive;

/// The level of a word's row.
const WORD: &str = "5";

/// The words of a table; rows of another shape are left out.
pub fn words(table: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut line = 0;
    let mut place = None;
    for row in table.lines() {
        let columns: Vec<&str> = row.splitn(12, '\t').collect();
        let [
            WORD,
            _,
            block,
            paragraph,
            number,
            _,
            left,
            top,
            width,
            height,
            confidence,
            text,
        ] = columns[..]
        else {
            continue;
        };
        let here = Some((block, paragraph, number));
        if place.is_some() && place != here {
            line += 1;
        }
        place = here;
        let size = |column: &str| column.parse::<u32>().ok();
        let confidence = confidence.parse::<f64>().unwrap_or(0.0);
        if let (Some(left), Some(top), Some(width), Some(height)) = (size(left), size(top), size(width), size(height)) {
            words.push(Word {
                text: Sensitive::new(text),
                left,
                top,
                width,
                height,
                confidence: confidence.clamp(0.0, 100.0) as u8,
                line,
            });
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_place_line_and_confidence() {
        let table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
            4\t1\t1\t1\t1\t0\t10\t20\t300\t40\t-1\t\n\
            5\t1\t1\t1\t1\t1\t10\t20\t90\t40\t96.5\tVan:\n\
            5\t1\t1\t1\t1\t2\t120\t20\t90\t40\t31\tSmit\n\
            5\t1\t1\t1\t2\t1\t10\t80\t90\t40\t90\tDatum\n\
            5\t1\tkapot\n";
        let words = words(table);
        let seen: Vec<_> = words
            .iter()
            .map(|w| (w.text.expose(), w.left, w.confidence, w.line))
            .collect();
        assert_eq!(seen, [("Van:", 10, 96, 0), ("Smit", 120, 31, 0), ("Datum", 10, 90, 1)]);
    }
}
