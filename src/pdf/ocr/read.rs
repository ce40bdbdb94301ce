//! One page: its pictures are read and their words join its glyphs, or the page is held because they could not be read.

use super::sheet::Sheet;
use super::{Engine, Unread, Word, clusters, layer, pictures, words};
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
            Ok(Some((words, to_page))) => {
                done.read += 1;
                done.words += words.len();
                for glyph in layer {
                    page.glyphs[glyph].visibility = Visibility::Superseded;
                }
                words::add(page, &words, to_page);
            }
            Ok(None) => {}
            Err(cause) => page.concerns.push(Concern::page(index, cause)),
        }
    }
    done
}

/// The words of one picture and the matrix from their pixels to the page; `None` if there is nothing to be read.
fn read(
    source: &SourcePdf,
    info: &PageInfo,
    page: &PageGlyphs,
    cover: Rect,
    members: &[usize],
    engine: &dyn Engine,
) -> Result<Option<(Vec<Word>, Matrix)>, Cause> {
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
    let to_page = to_sheet.inverse().ok_or(Cause::PictureNotRead)?;
    let mut words = upright(engine, &sheet)?;
    if let Some(hidden) = sheet.hidden() {
        let lines = words.0.last().map_or(0, |word| word.line + 1);
        let faint = ask(engine, &hidden)?.into_iter().map(|word| Word {
            line: word.line + lines,
            ..word
        });
        // Words that are plain were read already, in whatever direction the sheet lies.
        if words.1 == Matrix::IDENTITY {
            words.0.extend(faint);
        }
    }
    let back = words.1.inverse().ok_or(Cause::PictureNotRead)?;
    Ok(Some((words.0, back.then(to_page))))
}

/// The words of a sheet in the direction in which it reads best, and the matrix from the sheet to it.
fn upright(engine: &dyn Engine, sheet: &Sheet) -> Result<(Vec<Word>, Matrix), Cause> {
    let words = ask(engine, sheet)?;
    let mut best = (score(&words), words, Matrix::IDENTITY);
    for quarters in [2, 1, 3] {
        if best.0 >= GOOD_SCORE {
            break;
        }
        let (turned, matrix) = sheet.turned(quarters);
        let words = ask(engine, &turned)?;
        let score = score(&words);
        if score > best.0 + 0.1 {
            best = (score, words, matrix);
        }
    }
    Ok((best.1, best.2))
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
