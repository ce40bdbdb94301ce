//! Appearances for what a viewer draws by itself: text fields and choices that are filled in, and free text, where the
//! file has none (ISO 32000-2, 12.7.4.3). Plain text in its rectangle; no borders, and no buttons.

use super::PageInfo;
use super::annotations::annotation_ids;
use super::boxes::rectangle;
use crate::pdf::concern::{Cause, Concern};
use crate::pdf::content::{self, Op, Operand, Operator};
use crate::pdf::geometry::Rect;
use crate::pdf::source::{dictionary, get};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// How many appearances are made at most.
const MAX_MADE: usize = 20_000;

/// Distance of the text from the edge, points.
const MARGIN: f64 = 2.0;

/// Mean width of a letter, in parts of the font size: lines break a little early rather than late.
const LETTER: f64 = 0.5;

/// Height of a line, in parts of the font size.
const LEADING: f64 = 1.15;

/// `Ff` bit 13 of a text field: several lines (ISO 32000-2, table 231).
const MULTILINE: i64 = 1 << 12;

/// Gives an appearance to every text field, choice and free text of these pages that has words but no appearance.
/// The font it needs is added to `fonts`.
pub(crate) fn complete(
    document: &mut Document,
    pages: &[PageInfo],
    fonts: &mut Vec<ObjectId>,
    concerns: &mut Vec<Concern>,
) {
    let mut wanted = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        for id in annotation_ids(document, page.object) {
            let annotation = document.objects.get(&id).and_then(|object| object.as_dict().ok());
            wanted.extend(
                annotation
                    .and_then(|a| Words::of(document, a))
                    .map(|words| (index, id, words)),
            );
        }
    }
    wanted.truncate(MAX_MADE);
    let highest = document.objects.keys().next_back().map_or(0, |id| id.0);
    if wanted.is_empty() || u32::MAX - highest <= MAX_MADE as u32 + 1 {
        return;
    }
    let font = (highest + 1, 0);
    document.objects.insert(font, Object::Dictionary(helvetica()));
    fonts.push(font);
    for ((page, annotation, words), number) in wanted.into_iter().zip(highest + 2..) {
        let form = (number, 0);
        document.objects.insert(form, Object::Stream(words.form(font)));
        document.max_id = document.max_id.max(number);
        if let Some(Object::Dictionary(annotation)) = document.objects.get_mut(&annotation) {
            let mut appearances = Dictionary::new();
            appearances.set("N", Object::Reference(form));
            annotation.set("AP", Object::Dictionary(appearances));
        }
        concerns.push(Concern::page(page, Cause::MadeAppearance));
    }
}

fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}

fn helvetica() -> Dictionary {
    let mut font = Dictionary::new();
    font.set("Type", name("Font"));
    font.set("Subtype", name("Type1"));
    font.set("BaseFont", name("Helvetica"));
    font.set("Encoding", name("WinAnsiEncoding"));
    font
}

/// What is to be written, and how.
struct Words {
    lines: Vec<Vec<u8>>,
    rect: Rect,
    size: f64,
    colour: Option<Op>,
}

impl Words {
    fn of(document: &Document, annotation: &Dictionary) -> Option<Self> {
        if annotation.has(b"AP") {
            return None;
        }
        let text = match get(document, annotation, b"Subtype")? {
            Object::Name(kind) if kind == b"Widget" => field_text(document, annotation)?,
            Object::Name(kind) if kind == b"FreeText" => text(get(document, annotation, b"Contents")?)?,
            _ => return None,
        };
        let rect = rectangle(document, annotation.get(b"Rect").ok()?)?;
        let flags = inherited(document, annotation, b"Ff")
            .and_then(|f| f.as_i64().ok())
            .unwrap_or(0);
        let free = inherited(document, annotation, b"FT").is_none();
        let wrap = if free || flags & MULTILINE != 0 {
            Wrap::AtWords
        } else {
            Wrap::Never
        };
        let (stated, colour) = default_appearance(document, annotation);
        let mut size = if stated > 0.0 {
            stated
        } else {
            (rect.height() * 0.65).clamp(4.0, 12.0)
        };
        let encoded = text.chars().map(win_ansi).collect::<Option<Vec<u8>>>()?;
        let mut lines = broken(&encoded, rect.width(), size, wrap);
        while stated <= 0.0 && size > 4.0 && lines.len() as f64 * size * LEADING > rect.height() {
            size -= 0.5;
            lines = broken(&encoded, rect.width(), size, wrap);
        }
        Some(Self {
            lines,
            rect,
            size,
            colour,
        })
    }

    fn form(self, font: ObjectId) -> Stream {
        let (width, height) = (self.rect.width(), self.rect.height());
        let op = |operator, operands| Op {
            operator,
            operands,
            inline_image: None,
        };
        let size = Operand::Number(self.size);
        let first = match self.lines.len() {
            1 => (height - self.size) / 2.0 + self.size * 0.22,
            _ => height - MARGIN - self.size,
        };
        let mut ops = vec![op(Operator::BeginText, Vec::new())];
        ops.extend(self.colour);
        ops.push(op(Operator::Font, vec![Operand::Name(b"Helv"[..].into()), size]));
        let mut step = vec![Operand::Number(MARGIN), Operand::Number(first)];
        for line in self.lines {
            ops.push(op(Operator::MoveText, step));
            ops.push(op(Operator::ShowText, vec![Operand::String(line.into())]));
            step = vec![Operand::Number(0.0), Operand::Number(-self.size * LEADING)];
        }
        ops.push(op(Operator::EndText, Vec::new()));
        let mut fonts = Dictionary::new();
        fonts.set("Helv", Object::Reference(font));
        let mut resources = Dictionary::new();
        resources.set("Font", Object::Dictionary(fonts));
        let mut form = Dictionary::new();
        form.set("Subtype", name("Form"));
        let corners = [0.0, 0.0, width, height];
        form.set("BBox", Object::Array(corners.map(|n| Object::Real(n as f32)).to_vec()));
        form.set("Resources", Object::Dictionary(resources));
        Stream::new(form, content::write(&ops))
    }
}

/// Whether text goes on on a next line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wrap {
    AtWords,
    Never,
}

/// A value of a field or of the nearest parent that has one.
fn inherited<'a>(document: &'a Document, field: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let mut node = field;
    for _ in 0..32 {
        if let Some(value) = get(document, node, key) {
            return Some(value);
        }
        node = dictionary(document, node.get(b"Parent").ok()?)?;
    }
    None
}

/// What a text field or choice shows.
fn field_text(document: &Document, field: &Dictionary) -> Option<String> {
    let Some(Object::Name(kind)) = inherited(document, field, b"FT") else {
        return None;
    };
    let value = inherited(document, field, b"V")?;
    let shown = match (kind.as_slice(), value) {
        (b"Tx", value) => text(value)?,
        (b"Ch", Object::Array(values)) => {
            let chosen = values.iter().map(|value| choice(document, field, value));
            chosen.collect::<Option<Vec<_>>>()?.join("\n")
        }
        (b"Ch", value) => choice(document, field, value)?,
        _ => return None,
    };
    (!shown.is_empty()).then_some(shown)
}

/// The words for an export value: `Opt` holds pairs of export value and words (ISO 32000-2, table 234).
fn choice(document: &Document, field: &Dictionary, value: &Object) -> Option<String> {
    let value = text(value)?;
    let Some(Object::Array(options)) = inherited(document, field, b"Opt") else {
        return Some(value);
    };
    let pairs = options.iter().filter_map(|option| match option {
        Object::Array(pair) => Some((text(pair.first()?)?, text(pair.get(1)?)?)),
        _ => None,
    });
    let words = pairs.into_iter().find(|(export, _)| *export == value);
    Some(words.map_or(value, |(_, words)| words))
}

fn text(object: &Object) -> Option<String> {
    match object {
        Object::String(..) => lopdf::decode_text_string(object).ok(),
        _ => None,
    }
}

/// Font size and colour of `DA`, its own or the form's.
fn default_appearance(document: &Document, annotation: &Dictionary) -> (f64, Option<Op>) {
    let form = || {
        let catalog = dictionary(document, document.trailer.get(b"Root").ok()?)?;
        let form = dictionary(document, catalog.get(b"AcroForm").ok()?)?;
        get(document, form, b"DA")
    };
    let written = match inherited(document, annotation, b"DA").or_else(form) {
        Some(Object::String(written, _)) => written.as_slice(),
        _ => b"",
    };
    let mut size = 0.0;
    let mut colour = None;
    for op in content::parse(written).0 {
        match (op.operator, op.operands.as_slice()) {
            (Operator::Font, [_, Operand::Number(stated)]) => size = stated.clamp(0.0, 100.0),
            (Operator::FillGray | Operator::FillRgb | Operator::FillCmyk, _) => colour = Some(op),
            _ => {}
        }
    }
    (size, colour)
}

/// Lines at line ends, and where words would leave the rectangle.
fn broken(text: &[u8], width: f64, size: f64, wrap: Wrap) -> Vec<Vec<u8>> {
    let room = (((width - 2.0 * MARGIN) / (size * LETTER)).max(1.0)) as usize;
    let mut lines = Vec::new();
    for paragraph in text.split(|b| matches!(b, b'\r' | b'\n')) {
        let mut line: Vec<u8> = Vec::new();
        for word in paragraph.split(|b| *b == b' ') {
            if wrap == Wrap::AtWords && !line.is_empty() && line.len() + 1 + word.len() > room {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(b' ');
            }
            line.extend(word);
        }
        lines.push(line);
    }
    lines
}

/// The code of a character in `WinAnsiEncoding` (ISO 32000-2, Annex D).
fn win_ansi(c: char) -> Option<u8> {
    match c {
        '\n' | '\r' | ' '..='~' | '\u{a0}'..='\u{ff}' => u8::try_from(u32::from(c)).ok(),
        '\t' => Some(b' '),
        '€' => Some(0x80),
        '…' => Some(0x85),
        '‘' => Some(0x91),
        '’' => Some(0x92),
        '“' => Some(0x93),
        '”' => Some(0x94),
        '•' => Some(0x95),
        '–' => Some(0x96),
        '—' => Some(0x97),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::fixture::Pdf;
    use crate::pdf::font::FontTable;
    use crate::pdf::{SourcePdf, Unicode, interpret};

    fn shown(annotation: &str) -> (String, Vec<Cause>) {
        let bytes = Pdf::new().object(10, annotation).page("/Annots [10 0 R]", "").bytes();
        let source = SourcePdf::open(&bytes, &[]).expect("opens");
        let page = interpret(&source, &FontTable::load(&source), 0);
        let text = page.glyphs.iter().map(|glyph| match glyph.unicode {
            Unicode::Mapped(c) => c,
            _ => '?',
        });
        let concerns = source.concerns().iter().chain(&page.concerns);
        (text.collect(), concerns.map(|concern| concern.cause).collect())
    }

    #[test]
    fn what_is_filled_in_is_shown() {
        for (annotation, text) in [
            ("<< /Subtype /Widget /FT /Tx /V (caf\\351) /Rect [0 0 90 20] >>", "café"),
            (
                "<< /Subtype /Widget /FT /Ch /V (b) /Opt [[(a) (Een)] [(b) (Twee)]] /Rect [0 0 90 20] >>",
                "Twee",
            ),
            (
                "<< /Subtype /FreeText /Contents (Let op) /DA (/Helv 9 Tf 1 0 0 rg) /Rect [0 0 90 20] >>",
                "Let op",
            ),
        ] {
            let expected = (text.to_owned(), vec![Cause::MadeAppearance]);
            assert_eq!(shown(annotation), expected, "{annotation}");
        }
    }

    #[test]
    fn what_cannot_be_shown_blocks() {
        let chinese = "<< /Subtype /Widget /FT /Tx /V <FEFF4E2D> /Rect [0 0 90 20] >>";
        assert_eq!(shown(chinese), (String::new(), vec![Cause::FieldWithoutAppearance]));
        let ticked = "<< /Subtype /Widget /FT /Btn /V /Yes /Rect [0 0 90 20] >>";
        assert_eq!(shown(ticked), (String::new(), vec![Cause::FieldWithoutAppearance]));
    }

    #[test]
    fn long_text_is_broken_into_lines() {
        assert_eq!(
            broken(b"aa bb cc", 24.0, 8.0, Wrap::AtWords),
            [b"aa bb".to_vec(), b"cc".to_vec()]
        );
        assert_eq!(broken(b"aa bb cc", 24.0, 8.0, Wrap::Never), [b"aa bb cc".to_vec()]);
    }
}
