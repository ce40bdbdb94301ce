//! One page: its pictures are read and their words join its glyphs, or the page is held because they could not be read.

use super::clusters::Clusters;
use super::draw::Placed;
use super::letters::Letters;
use super::sheet::Sheet;
use super::unread::Standing;
use super::upright::{Reading, upright};
use super::{Engine, Word, fit, layer, pictures, signature, unread, words};
use crate::pdf::{Cause, Concern, PageGlyphs, PageInfo, Rect, SourcePdf, Visibility};

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
/// Letters in a light grey cover such a share of a picture; more is a shade.
const LETTERED: std::ops::Range<f64> = BLANK..0.35;
/// Fewer letters that may say something else are a stain or a stamp.
const FEW_UNSURE: usize = 12;
/// Fewer strokes that look like words are stains, stamps and parts of logos, most likely.
const FEW_WORDS: usize = 3;
/// Fewer letters drawn as paths are no word.
const A_WORD: usize = 3;

/// Reads the pictures of a page and adds their words to its glyphs.
pub fn recognise(
    source: &SourcePdf,
    index: usize,
    page: &mut PageGlyphs,
    engine: Option<&dyn Engine>,
    policy: Policy,
) -> Recognised {
    let Some(info) = source.pages().get(index) else {
        return Recognised::default();
    };
    let painted: Vec<usize> = (0..page.paints.len())
        .filter(|at| pictures::is_picture(&page.paints[*at]))
        .collect();
    let places: Vec<Rect> = painted.iter().map(|at| page.paints[*at].bounds).collect();
    let clusters = Clusters::of(&places);
    let shown = |members: &[usize]| members.iter().map(|at| painted[*at]).collect::<Vec<usize>>();
    let letters = Letters::find(page);
    let Some(engine) = engine.filter(|_| policy != Policy::Never) else {
        let unread = |cover: &Rect| policy == Policy::Always || !layer::reads_well(page, &layer::glyphs(page, *cover));
        let covers = clusters
            .large
            .iter()
            .filter_map(|(cover, _)| cover.intersection(info.crop_box));
        if covers.into_iter().any(|cover| unread(&cover)) {
            page.concerns.push(Concern::page(index, Cause::PictureNotRead));
        }
        if letters.count >= A_WORD {
            page.concerns.push(Concern::page(index, Cause::LettersNotRead));
        }
        return Recognised::default();
    };
    let reader = Reader {
        source,
        info,
        index,
        engine,
    };
    let mut done = Recognised::default();
    for (cover, members) in &clusters.large {
        if let Some(cover) = cover.intersection(info.crop_box) {
            let layer = layer::glyphs(page, cover);
            let readings = reader.pictures(page, cover, &shown(members));
            if readings.as_ref().is_ok_and(|readings| !readings.is_empty()) {
                for glyph in layer {
                    page.glyphs[glyph].visibility = Visibility::Superseded;
                }
            }
            reader.add(page, readings, Doubts::Told, &mut done);
        }
    }
    // Small pictures and paths are mostly ornaments.
    if let Some((cover, members)) = &clusters.small
        && let Some(cover) = cover.intersection(info.crop_box)
    {
        let readings = reader.pictures(page, cover, &shown(members));
        let readings = readings.map(|readings| readings.into_iter().map(Reading::sure_lines).collect());
        reader.add(page, readings, Doubts::Ignored, &mut done);
    }
    if letters.count >= A_WORD {
        let readings = reader.letters(page, letters);
        reader.add(page, readings, Doubts::Ignored, &mut done);
    }
    done
}

/// Whether a person is told of words that were read with doubt.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Doubts {
    Told,
    Ignored,
}

/// Reads what a page shows.
struct Reader<'a> {
    source: &'a SourcePdf,
    info: &'a PageInfo,
    index: usize,
    engine: &'a dyn Engine,
}

impl Reader<'_> {
    /// Adds what was read: the words, and the ink that looks like a signature.
    fn add(&self, page: &mut PageGlyphs, readings: Result<Vec<Reading>, Cause>, doubts: Doubts, done: &mut Recognised) {
        let readings = match readings {
            Ok(readings) => readings,
            Err(cause) => return page.concerns.push(Concern::page(self.index, cause)),
        };
        for reading in readings {
            let Some(to_page) = reading.to_sheet.inverse() else {
                continue;
            };
            done.read += 1;
            done.words += reading.words.len();
            words::add(page, &fit::fit(&reading.sheet, &reading.words), to_page);
            let signatures = signature::signatures(&reading.sheet, &reading.words, page, reading.to_sheet);
            words::add(page, &fit::as_read(&signatures), to_page);
            if doubts == Doubts::Told {
                let unread = unread::writing(&reading.sheet, &[reading.words.as_slice(), &signatures].concat());
                let kinds: Vec<Standing> = unread
                    .iter()
                    .map(|place| Standing::of(*place, &reading.words))
                    .collect();
                let in_print = unread
                    .iter()
                    .zip(&kinds)
                    .filter(|(_, kind)| **kind == Standing::InPrint);
                let first = reading.words.iter().map(|word| word.line + 1).max().unwrap_or(0);
                let withheld = unread::as_words(in_print.map(|(place, _)| *place), first);
                words::add(page, &fit::as_read(&withheld), to_page);
                let causes = doubt(&reading.words).into_iter().chain(missed(&kinds));
                page.concerns
                    .extend(causes.map(|cause| Concern::page(self.index, cause)));
            }
        }
    }

    /// Reads pictures that hang together, and what hardly shows in them.
    fn pictures(&self, page: &PageGlyphs, cover: Rect, members: &[usize]) -> Result<Vec<Reading>, Cause> {
        let images = members
            .iter()
            .map(|at| pictures::placed(self.source, page, &page.paints[*at]))
            .collect::<Result<Vec<Placed>, _>>()?;
        let sheet = Sheet::compose(self.info, cover, &images);
        drop(images);
        let Some((sheet, to_sheet)) = sheet else {
            return Ok(Vec::new());
        };
        if sheet.ink() < BLANK {
            // What there is of it is light.
            return match sheet.plain().filter(|plain| LETTERED.contains(&plain.ink())) {
                Some(plain) => Ok(vec![upright(self.engine, plain, to_sheet)?.sure_lines()]),
                None => Ok(Vec::new()),
            };
        }
        let hidden = sheet.hidden();
        let mut readings = vec![upright(self.engine, sheet, to_sheet)?];
        if let Some(hidden) = hidden {
            // Contrast that is made plain shows noise as well.
            readings.push(upright(self.engine, hidden, to_sheet)?.sure_lines());
        }
        Ok(readings)
    }

    /// Reads letters that are drawn as paths. Most such paths are logos and charts: only lines that read as words count,
    /// and what does not read is looked at once more, since it may lie another way round.
    fn letters(&self, page: &PageGlyphs, mut letters: Letters) -> Result<Vec<Reading>, Cause> {
        let mut readings = Vec::new();
        for _ in 0..2 {
            let sheet = letters.sheet(self.info, page).filter(|_| letters.count >= A_WORD);
            let Some((sheet, to_sheet)) = sheet else {
                break;
            };
            let reading = upright(self.engine, sheet, to_sheet)?.sure_lines();
            let places = reading.places();
            if places.is_empty() {
                break;
            }
            letters = letters.without(&places);
            readings.push(reading);
        }
        Ok(readings)
    }
}

/// What a person should know about words that the engine is not sure of.
fn doubt(words: &[Word]) -> Option<Cause> {
    let all: usize = words.iter().map(Word::letters).sum();
    let unsure = words.iter().filter(|word| !word.is_sure());
    let unsure: usize = unsure.map(Word::letters).sum();
    match unsure * 100 / all.max(1) {
        _ if unsure < FEW_UNSURE => None,
        0..=3 => None,
        4..=30 => Some(Cause::PictureReadInPart),
        _ => Some(Cause::PictureReadBadly),
    }
}

/// What a person should know about writing that the engine did not read.
fn missed(words: &[Standing]) -> Option<Cause> {
    match words.len() {
        0 => None,
        _ if words.contains(&Standing::InWriting) => Some(Cause::WritingNotRead),
        FEW_WORDS.. => Some(Cause::WritingNotRead),
        _ => Some(Cause::PictureReadInPart),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::fixture::Pdf;
    use crate::pdf::font::FontTable;
    use crate::pdf::ocr::{Setting, Unread};
    use crate::pdf::{Severity, StreamKind, Unicode, interpret};
    use crate::text::Sensitive;

    /// Reads the same words in every picture that lies as it should: dark at the upper left.
    struct Fixed(&'static str, u8);

    impl Engine for Fixed {
        fn name(&self) -> &str {
            "vast"
        }

        fn read(&self, sheet: &Sheet, _: Setting) -> Result<Vec<Word>, Unread> {
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
    fn letters_in_a_mask_over_a_single_pixel_are_read() {
        let mask: Vec<u8> = (0..100 * 50)
            .map(|at| if at % 100 < 20 && at / 100 < 10 { 255 } else { 0 })
            .collect();
        let gray = "/Subtype /Image /BitsPerComponent 8 /ColorSpace /DeviceGray";
        let pdf = Pdf::new()
            .stream(10, &format!("{gray} /Width 1 /Height 1 /SMask 11 0 R"), &[0])
            .stream(11, &format!("{gray} /Width 100 /Height 50"), &mask);
        let resources = "/Resources << /XObject << /I 10 0 R >> >>";
        let pdf = pdf.page(resources, &format!("q {UPRIGHT} cm /I Do Q")).bytes();
        let source = SourcePdf::open(&pdf, &[]).expect("sound");
        let page = read(&source, Some(&Fixed("Beste Sanne", 90)), Policy::Auto);
        let text: String = page
            .glyphs
            .iter()
            .filter_map(|glyph| char::from_u32(glyph.code))
            .collect();
        assert_eq!(text, "Beste Sanne");
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

    /// Reads a name in every picture.
    struct Sure;

    impl Engine for Sure {
        fn name(&self) -> &str {
            "zeker"
        }

        fn read(&self, _: &Sheet, _: Setting) -> Result<Vec<Word>, Unread> {
            Ok(vec![Word {
                text: Sensitive::new("Sanne"),
                left: 20,
                top: 20,
                width: 200,
                height: 40,
                confidence: 90,
                line: 0,
            }])
        }
    }

    #[test]
    fn letters_drawn_as_paths_are_read_or_hold_the_page() {
        let letter = |x: usize| format!("{x} 50 m {} 40 l {} 50 l {} 43 l h f ", x + 3, x + 6, x + 3);
        let drawn: String = (0..5).map(|at| letter(20 + 8 * at)).collect();
        let source = SourcePdf::open(&crate::pdf::fixture::one_page(&drawn), &[]).expect("sound");
        let page = read(&source, Some(&Sure), Policy::Auto);
        let text: Vec<_> = page.glyphs.iter().map(|glyph| glyph.unicode.clone()).collect();
        assert_eq!(text, "Sanne".chars().map(Unicode::Mapped).collect::<Vec<_>>());
        assert!(!held(&page));
        assert!(held(&read(&source, None, Policy::Auto)) && held(&read(&source, Some(&Sure), Policy::Never)));
    }
}
