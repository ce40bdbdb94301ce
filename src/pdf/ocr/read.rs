//! One page: its pictures are read and their words join its glyphs, or the page is held because they could not be read.

use super::sheet::Sheet;
use super::{Engine, Unread, Word, clusters, layer, pictures, signature, words};
use crate::pdf::{Cause, Concern, Matrix, PageGlyphs, PageInfo, Rect, SourcePdf, Visibility};

/// When pictures are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Policy {
    /// Where there is an engine; without one, a good invisible layer is trusted.
    #[default]
    Auto,
    /// Every picture; without an engine the page is held.
    Always,
    /// No picture: a good invisible layer is trusted, any other picture of some size holds the page.
    Never,
}

/// What became of a page's pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recognised {
    /// Pictures that were read by the engine.
    pub read: usize,
    /// Words that it found.
    pub words: usize,
}

/// Pictures with less ink than this are blank.
const BLANK: f64 = 0.0004;
/// An upright page of text is read with at least this score; below it, other directions are tried.
const GOOD_SCORE: f64 = 0.72;
/// Words that the engine is less sure of may say something else; fewer letters than these are a stain or a stamp.
const UNSURE: u8 = 50;
const FEW_UNSURE: usize = 12;
/// A word that the engine is less sure of is noise.
const NOISE: u8 = 15;

/// Reads the pictures of a page and adds their words to its glyphs.
pub fn recognise(
    source: &SourcePdf,
    index: usize,
    page: &mut PageGlyphs,
    engine: Option<&dyn Engine>,
    policy: Policy,
) -> Recognised {
    let mut done = Recognised::default();
    let Some(info) = source.pages().get(index) else {
        return done;
    };
    let painted: Vec<usize> = (0..page.paints.len())
        .filter(|at| pictures::is_picture(&page.paints[*at]))
        .collect();
    let places: Vec<Rect> = painted.iter().map(|at| page.paints[*at].bounds).collect();
    for (cover, members) in clusters::clusters(&places) {
        let Some(cover) = cover.intersection(info.crop_box) else {
            continue;
        };
        let layer = layer::glyphs(page, cover);
        let engine = engine.filter(|_| policy != Policy::Never);
        let Some(engine) = engine else {
            if policy == Policy::Always || !layer::reads_well(page, &layer) {
                page.concerns.push(Concern::page(index, Cause::PictureNotRead));
            }
            continue;
        };
        let members: Vec<usize> = members.iter().map(|member| painted[*member]).collect();
        match read(source, info, page, cover, &members, engine) {
            Ok(Some(reading)) => {
                done.read += 1;
                done.words += reading.words.len();
                for glyph in layer {
                    page.glyphs[glyph].visibility = Visibility::Superseded;
                }
                if let Some(cause) = doubt(&reading.words) {
                    page.concerns.push(Concern::page(index, cause));
                }
                add(page, &reading);
            }
            Ok(None) => {}
            Err(cause) => page.concerns.push(Concern::page(index, cause)),
        }
    }
    done
}

/// What was read in a picture.
struct Reading {
    words: Vec<Word>,
    /// The picture in the direction in which it reads best.
    sheet: Sheet,
    /// From the page to the sheet's pixels.
    to_sheet: Matrix,
}

/// Adds the words and the ink that looks like a signature.
fn add(page: &mut PageGlyphs, reading: &Reading) {
    let Some(to_page) = reading.to_sheet.inverse() else {
        return;
    };
    words::add(page, &reading.words, to_page);
    let signatures = signature::signatures(&reading.sheet, &reading.words, page, reading.to_sheet);
    words::add(page, &signatures, to_page);
}

/// Reads one picture; `None` if there is nothing to be read.
fn read(
    source: &SourcePdf,
    info: &PageInfo,
    page: &PageGlyphs,
    cover: Rect,
    members: &[usize],
    engine: &dyn Engine,
) -> Result<Option<Reading>, Cause> {
    let images = members
        .iter()
        .map(|at| pictures::placed(source, page, &page.paints[*at]))
        .collect::<Result<Vec<_>, _>>()?;
    let Some((sheet, to_sheet)) = Sheet::compose(info, cover, &images) else {
        return Ok(None);
    };
    drop(images);
    if sheet.ink() < BLANK {
        return Ok(None);
    }
    let hidden = sheet.hidden();
    let mut reading = upright(engine, sheet, to_sheet)?;
    // Words that hardly show stand as the others do; on a sheet that was turned they were turned away from.
    if let Some(hidden) = hidden.filter(|_| reading.to_sheet == to_sheet) {
        let lines = reading.words.last().map_or(0, |word| word.line + 1);
        let faint = ask(engine, &hidden)?;
        reading.words.extend(faint.into_iter().map(|word| Word {
            line: word.line + lines,
            ..word
        }));
    }
    Ok(Some(reading))
}

/// Reads a sheet in the direction in which it reads best.
fn upright(engine: &dyn Engine, sheet: Sheet, to_sheet: Matrix) -> Result<Reading, Cause> {
    let words = ask(engine, &sheet)?;
    let mut best = score(&words);
    let mut reading = Reading { words, sheet, to_sheet };
    if best >= GOOD_SCORE {
        return Ok(reading);
    }
    let original = reading.sheet.clone();
    for quarters in [2, 1, 3] {
        let (turned, matrix) = original.turned(quarters);
        let words = ask(engine, &turned)?;
        let score = score(&words);
        if score > best + 0.1 {
            best = score;
            reading = Reading {
                words,
                sheet: turned,
                to_sheet: to_sheet.then(matrix),
            };
        }
        if best >= GOOD_SCORE {
            break;
        }
    }
    Ok(reading)
}

/// What a person should know about words that the engine is not sure of.
fn doubt(words: &[Word]) -> Option<Cause> {
    let letters = |word: &Word| word.text.expose().chars().filter(|c| c.is_alphanumeric()).count();
    let all: usize = words.iter().map(letters).sum();
    let unsure: usize = words.iter().filter(|word| word.confidence < UNSURE).map(letters).sum();
    match unsure * 100 / all.max(1) {
        _ if unsure < FEW_UNSURE => None,
        0..=3 => None,
        4..=30 => Some(Cause::PictureReadInPart),
        _ => Some(Cause::PictureReadBadly),
    }
}

fn ask(engine: &dyn Engine, sheet: &Sheet) -> Result<Vec<Word>, Cause> {
    let mut words = engine.read(sheet).map_err(|Unread| Cause::PictureNotRead)?;
    words.retain(|word| word.confidence >= NOISE && word.text.expose().chars().any(|c| !c.is_whitespace()));
    Ok(words)
}

/// How much of what was read is words that the engine is sure of, 0 to 1; a page that lies on its side reads as crumbs.
fn score(words: &[Word]) -> f64 {
    let letters = |word: &Word| word.text.expose().chars().filter(|c| c.is_alphanumeric()).count() as f64;
    let all: f64 = words.iter().map(letters).sum();
    let sure = words
        .iter()
        .filter(|word| word.confidence >= 60 && letters(word) >= 3.0);
    sure.map(letters).sum::<f64>() / all.max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::fixture::Pdf;
    use crate::pdf::font::FontTable;
    use crate::pdf::{Severity, StreamKind, Unicode, interpret};
    use crate::text::Sensitive;

    /// Reads the same words in every picture that lies as it should: dark at the upper left.
    struct Fixed(&'static str, u8);

    impl Engine for Fixed {
        fn name(&self) -> &str {
            "vast"
        }

        fn read(&self, sheet: &Sheet) -> Result<Vec<Word>, Unread> {
            let is_upright = sheet.samples[3 * sheet.width as usize + 3] < 128;
            let word = |(at, text): (usize, &str)| Word {
                text: Sensitive::new(text),
                left: 20 + 150 * at as u32,
                top: 40,
                width: 130,
                height: 30,
                confidence: if is_upright { self.1 } else { 20 },
                line: 0,
            };
            Ok(self.0.split(' ').enumerate().map(word).collect())
        }
    }

    /// A page with a picture whose upper left corner is dark, drawn with this matrix, and an invisible layer.
    fn page(entries: &str, matrix: &str, layer: &str) -> SourcePdf {
        let samples: Vec<u8> = (0..100 * 50)
            .map(|at| if at % 100 < 20 && at / 100 < 10 { 0 } else { 255 })
            .collect();
        let resources = "/Resources << /Font << /F1 3 0 R >> /XObject << /I 10 0 R >> >>";
        let image = "/Subtype /Image /Width 100 /Height 50 /BitsPerComponent 8 /ColorSpace /DeviceGray";
        let content = format!("q {matrix} cm /I Do Q BT 3 Tr /F1 5 Tf 10 50 Td ({layer}) Tj ET");
        let pdf = Pdf::new().stream(10, image, &samples);
        SourcePdf::open(&pdf.page(&format!("{resources} {entries}"), &content).bytes(), &[]).expect("sound")
    }

    fn read(source: &SourcePdf, engine: Option<&dyn Engine>, policy: Policy) -> PageGlyphs {
        let mut page = interpret(source, &FontTable::load(source), 0);
        recognise(source, 0, &mut page, engine, policy);
        page
    }

    fn held(page: &PageGlyphs) -> bool {
        page.concerns
            .iter()
            .any(|concern| concern.severity() == Severity::Blocks)
    }

    const UPRIGHT: &str = "200 0 0 100 0 0";
    const LAYER: &str = "De minister heeft de Kamer op dinsdag uitvoerig geantwoord";

    #[test]
    fn words_of_a_picture_take_the_place_of_its_layer() {
        let page = read(&page("", UPRIGHT, LAYER), Some(&Fixed("Beste Sanne", 90)), Policy::Auto);
        let is_read = |glyph: &&crate::pdf::Glyph| {
            page.streams[glyph.provenance.stream.0 as usize].kind == StreamKind::Recognised
        };
        let words: Vec<_> = page
            .glyphs
            .iter()
            .filter(is_read)
            .map(|glyph| glyph.unicode.clone())
            .collect();
        assert_eq!(words, "Beste Sanne".chars().map(Unicode::Mapped).collect::<Vec<_>>());
        let layer = page.glyphs.iter().filter(|glyph| !is_read(glyph));
        assert!(layer.clone().count() > 0);
        assert!(
            layer
                .into_iter()
                .all(|glyph| glyph.visibility == Visibility::Superseded)
        );
        assert!(!held(&page));
    }

    #[test]
    fn a_picture_that_nobody_reads_holds_the_page() {
        for (policy, layer, expected) in [
            (Policy::Auto, "", true),
            (Policy::Auto, LAYER, false),
            (Policy::Never, LAYER, false),
            (Policy::Never, "", true),
            (Policy::Always, LAYER, true),
        ] {
            assert_eq!(
                held(&read(&page("", UPRIGHT, layer), None, policy)),
                expected,
                "{policy:?} {layer}"
            );
        }
    }

    #[test]
    fn a_picture_on_its_side_is_turned_and_its_words_lie_where_they_are() {
        for (entries, matrix) in [
            ("", "-200 0 0 -100 200 100"),
            ("/Rotate 180", UPRIGHT),
            ("/Rotate 180", "-200 0 0 -100 200 100"),
        ] {
            let page = read(
                &page(entries, matrix, ""),
                Some(&Fixed("minister Kamer", 90)),
                Policy::Auto,
            );
            let first = page.glyphs.last().expect("words").quad.bounds();
            let lies_upright = matrix == UPRIGHT;
            assert_eq!(first.y0 > 50.0, lies_upright, "{entries} {matrix} {first:?}");
        }
    }

    #[test]
    fn what_is_read_with_doubt_holds_the_page() {
        let words = "Gxxrte Mzzzuw Abcdef Ghijk";
        assert!(held(&read(
            &page("", UPRIGHT, ""),
            Some(&Fixed(words, 30)),
            Policy::Auto
        )));
        assert!(!held(&read(
            &page("", UPRIGHT, ""),
            Some(&Fixed(words, 90)),
            Policy::Auto
        )));
    }
}
