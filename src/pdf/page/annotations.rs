//! What annotations and form fields show on the page (ISO 32000-2, 12.5.5): the appearance in force of each visible
//! one, and where it goes. What is not shown is not read; what should show but cannot is a concern.

use super::PageInfo;
use super::boxes::rectangle;
use crate::pdf::concern::Cause;
use crate::pdf::geometry::{Matrix, Point, Quad, Rect};
use crate::pdf::source::{SourcePdf, get, number, numbers};
use lopdf::{Dictionary, Document, Object, ObjectId};

/// How many annotations of a page are read.
const MAX_ANNOTATIONS: usize = 20_000;

/// Annotation flags (ISO 32000-2, table 167).
const HIDDEN: i64 = 1 << 1;
const NO_ROTATE: i64 = 1 << 4;
const NO_VIEW: i64 = 1 << 5;

/// An appearance to draw: its stream and the matrix that puts it in place.
pub(super) struct Appearance {
    pub stream: ObjectId,
    pub matrix: Matrix,
}

/// The appearances of a page's visible annotations, bottom first.
pub(super) fn appearances(source: &SourcePdf, page: &PageInfo) -> (Vec<Appearance>, Vec<Cause>) {
    let mut shown = Vec::new();
    let mut causes = Vec::new();
    for annotation in annotations(source.document(), page.object) {
        match appearance(source, page, annotation) {
            Ok(appearance) => shown.extend(appearance),
            Err(cause) if causes.contains(&cause) => {}
            Err(cause) => causes.push(cause),
        }
    }
    (shown, causes)
}

/// The places of `Redact` annotations: someone marked them, but did not apply them.
pub(super) fn redaction_marks(document: &Document, page: &Dictionary) -> Vec<Quad> {
    let Some(Object::Array(items)) = get(document, page, b"Annots") else {
        return Vec::new();
    };
    let dictionaries = items.iter().take(MAX_ANNOTATIONS);
    let dictionaries = dictionaries.filter_map(|item| crate::pdf::source::dictionary(document, item));
    let marks = dictionaries.filter(|d| subtype(document, d) == b"Redact");
    marks.flat_map(|mark| quads(document, mark)).collect()
}

fn quads(document: &Document, mark: &Dictionary) -> Vec<Quad> {
    let points = match get(document, mark, b"QuadPoints") {
        Some(Object::Array(items)) => items.iter().filter_map(number).collect(),
        _ => Vec::new(),
    };
    let quads: Vec<Quad> = points
        .chunks_exact(8)
        .map(|q| {
            let corner = |i: usize| Point { x: q[i], y: q[i + 1] };
            // Written in the order of reading: top left, top right, bottom left, bottom right.
            Quad([corner(4), corner(6), corner(2), corner(0)])
        })
        .collect();
    if !quads.is_empty() {
        return quads;
    }
    let rect = mark.get(b"Rect").ok().and_then(|object| rectangle(document, object));
    rect.map(|rect| Matrix::IDENTITY.apply_rect(rect)).into_iter().collect()
}

/// The annotations of a page that are objects of their own.
pub(super) fn annotation_ids(document: &Document, page: ObjectId) -> Vec<ObjectId> {
    let page = document.objects.get(&page).and_then(|page| page.as_dict().ok());
    let items = match page.and_then(|page| get(document, page, b"Annots")) {
        Some(Object::Array(items)) => items.as_slice(),
        _ => &[],
    };
    let items = items.iter().take(MAX_ANNOTATIONS);
    items.filter_map(|item| item.as_reference().ok()).collect()
}

/// The annotations of a page.
pub(crate) fn annotations(document: &Document, page: ObjectId) -> impl Iterator<Item = &Dictionary> {
    let page = crate::pdf::source::dictionary(document, document.objects.get(&page).unwrap_or(&Object::Null));
    let items = match page.and_then(|page| get(document, page, b"Annots")) {
        Some(Object::Array(items)) => items.as_slice(),
        _ => &[],
    };
    let items = items.iter().take(MAX_ANNOTATIONS);
    items.filter_map(|item| crate::pdf::source::dictionary(document, item))
}

fn subtype<'a>(document: &'a Document, annotation: &'a Dictionary) -> &'a [u8] {
    match get(document, annotation, b"Subtype") {
        Some(Object::Name(name)) => name,
        _ => b"",
    }
}

fn appearance(source: &SourcePdf, page: &PageInfo, annotation: &Dictionary) -> Result<Option<Appearance>, Cause> {
    let kind = subtype(source.document(), annotation);
    let flags = match source.get(annotation, b"F") {
        Some(Object::Integer(flags)) => *flags,
        _ => 0,
    };
    if matches!(kind, b"Popup" | b"Redact") {
        return Ok(None);
    }
    let hidden = flags & (HIDDEN | NO_VIEW) != 0
        || annotation
            .get(b"OC")
            .is_ok_and(|oc| source.layers().hides(source.document(), oc));
    if hidden {
        return Err(Cause::HiddenAnnotation);
    }
    let Some(rect) = annotation
        .get(b"Rect")
        .ok()
        .and_then(|r| rectangle(source.document(), r))
    else {
        return Ok(None);
    };
    let Some(stream) = normal_appearance(source, annotation) else {
        return match without_appearance(source, annotation, kind) {
            Some(cause) => Err(cause),
            None => Ok(None),
        };
    };
    let turn = if flags & NO_ROTATE != 0 { page.rotate } else { 0 };
    let placed = source.stream(stream).and_then(|s| placement(source, &s.dict, rect));
    Ok(placed.map(|matrix| Appearance {
        stream,
        matrix: matrix.then(upright(rect, turn)),
    }))
}

/// The `N` appearance, for the state that `AS` names where there are several.
fn normal_appearance(source: &SourcePdf, annotation: &Dictionary) -> Option<ObjectId> {
    let appearances = source.dict(annotation.get(b"AP").ok()?)?;
    let normal = appearances.get(b"N").ok()?;
    if let (Object::Reference(id), Object::Stream(_)) = (normal, source.resolve(normal)) {
        return Some(*id);
    }
    let states = source.dict(normal)?;
    let state = match source.get(annotation, b"AS") {
        Some(Object::Name(state)) => state.as_slice(),
        _ => b"Off",
    };
    let chosen = states.get(state).ok()?;
    match (chosen, source.resolve(chosen)) {
        (Object::Reference(id), Object::Stream(_)) => Some(*id),
        _ => None,
    }
}

/// What is lost when an annotation has no appearance.
fn without_appearance(source: &SourcePdf, annotation: &Dictionary, kind: &[u8]) -> Option<Cause> {
    let words = |key: &[u8]| matches!(source.get(annotation, key), Some(Object::String(s, _)) if !s.is_empty());
    match kind {
        b"Widget" if annotation.has(b"AP") => None,
        b"Widget" => field_value(source, annotation).then_some(Cause::FieldWithoutAppearance),
        b"FreeText" => (words(b"Contents") || words(b"RC")).then_some(Cause::AnnotationWithoutAppearance),
        b"Link" | b"Text" | b"" => None,
        _ => Some(Cause::MarkupWithoutAppearance),
    }
}

/// Whether a field, or a parent of it, has a value that would show.
fn field_value(source: &SourcePdf, field: &Dictionary) -> bool {
    let mut node = field;
    for _ in 0..32 {
        match source.get(node, b"V") {
            Some(Object::String(value, _)) => return !value.is_empty(),
            Some(Object::Stream(value)) => return !value.content.is_empty(),
            Some(Object::Array(values)) => return !values.is_empty(),
            Some(Object::Name(state)) => return state != b"Off",
            Some(_) => return false,
            None => {}
        }
        match node.get(b"Parent").ok().and_then(|parent| source.dict(parent)) {
            Some(parent) => node = parent,
            None => return false,
        }
    }
    false
}

/// The matrix `A` of ISO 32000-2, 12.5.5: it maps the transformed bounding box to the annotation's rectangle.
fn placement(source: &SourcePdf, form: &Dictionary, rect: Rect) -> Option<Matrix> {
    let bbox = form.get(b"BBox").ok().and_then(|b| rectangle(source.document(), b))?;
    let matrix = form
        .get(b"Matrix")
        .ok()
        .and_then(|m| numbers::<6>(source.document(), m));
    let matrix = matrix.map_or(Matrix::IDENTITY, |[a, b, c, d, e, f]| Matrix::new(a, b, c, d, e, f));
    let from = matrix.apply_rect(bbox).bounds();
    if from.width() <= 0.0 || from.height() <= 0.0 {
        return None;
    }
    let (sx, sy) = (rect.width() / from.width(), rect.height() / from.height());
    Some(Matrix::new(
        sx,
        0.0,
        0.0,
        sy,
        rect.x0 - from.x0 * sx,
        rect.y0 - from.y0 * sy,
    ))
}

/// Turns a rectangle about its upper left corner, so that it stands upright on a page turned by `degrees`.
fn upright(rect: Rect, degrees: u16) -> Matrix {
    let turn = match degrees {
        90 => Matrix::new(0.0, 1.0, -1.0, 0.0, 0.0, 0.0),
        180 => Matrix::new(-1.0, 0.0, 0.0, -1.0, 0.0, 0.0),
        270 => Matrix::new(0.0, -1.0, 1.0, 0.0, 0.0, 0.0),
        _ => return Matrix::IDENTITY,
    };
    let to_corner = Matrix::translate(-rect.x0, -rect.y1);
    to_corner.then(turn).then(Matrix::translate(rect.x0, rect.y1))
}
