//! The second witness on what the pages show: the text of their operations, decoded by the tables in the written file
//! itself, and outlines of letters that lie under a box. It has no part of our own reader of pages, fonts and maps, and
//! knows no reading order.

use super::folded::{Folded, without_codes};
use super::leak::{Channel, Leak};
use super::secrets::{Secrets, Within};
use super::tables::Tables;
use crate::pdf::{Point, Quad};
use hayro_syntax::Pdf;
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, Stream};
use hayro_syntax::page::Resources;
use std::collections::BTreeSet;

/// How deep forms may nest.
const MAX_DEPTH: usize = 24;
/// How far outside a box a point may lie and still be under it, points.
const MARGIN: f64 = 0.3;
/// A shape of this many straight sides is a rectangle or an arrow; a letter has more, or curves.
const MOST_SIDES: usize = 5;
/// What is smaller than this both ways, points, is a dot.
const SMALLEST: f64 = 1.5;

/// What the pages show that they must not; `boxes` are those of each page.
pub(super) fn shown(pdf: &Pdf, boxes: &[Vec<Quad>], secrets: &Secrets) -> Vec<Leak> {
    let mut leaks = BTreeSet::new();
    let mut tables = Tables::default();
    for (index, page) in pdf.pages().iter().enumerate() {
        let mut look = Look {
            boxes: boxes.get(index).map(Vec::as_slice).unwrap_or_default(),
            tables: &mut tables,
            text: String::new(),
            letters: false,
        };
        if let Some(content) = page.page_stream() {
            look.stream(content, page.resources(), Matrix::IDENTITY, 0);
        }
        if secrets.is_in(&Folded::new(&without_codes(&look.text)), Within::Data) {
            leaks.insert(Leak::page(Channel::Text, index));
        }
        if look.letters {
            leaks.insert(Leak::page(Channel::LettersUnderBox, index));
        }
    }
    // Patterns, masks and whatever else has operations of its own, by itself.
    for object in pdf.objects() {
        let Object::Stream(stream) = object else { continue };
        let Some(resources) = stream.dict().get::<Dict<'_>>("Resources") else {
            continue;
        };
        let mut look = Look {
            boxes: &[],
            tables: &mut tables,
            text: String::new(),
            letters: false,
        };
        if let Ok(content) = stream.decoded_data() {
            look.stream(&content, &Resources::new(resources), Matrix::IDENTITY, MAX_DEPTH);
        }
        if secrets.is_in(&Folded::new(&without_codes(&look.text)), Within::Data) {
            leaks.insert(Leak::file(Channel::ContentStream));
        }
    }
    leaks.into_iter().collect()
}

/// `a b c d e f`
#[derive(Debug, Clone, Copy)]
struct Matrix([f64; 6]);

impl Matrix {
    const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    fn before(self, Self(after): Self) -> Self {
        let Self([a, b, c, d, e, f]) = self;
        let [ga, gb, gc, gd, ge, gf] = after;
        Self([
            a * ga + b * gc,
            a * gb + b * gd,
            c * ga + d * gc,
            c * gb + d * gd,
            e * ga + f * gc + ge,
            e * gb + f * gd + gf,
        ])
    }

    fn apply(self, x: f64, y: f64) -> Point {
        let Self([a, b, c, d, e, f]) = self;
        Point {
            x: a * x + c * y + e,
            y: b * x + d * y + f,
        }
    }
}

/// An outline under construction, on the page.
#[derive(Default)]
struct Outline {
    points: Vec<Point>,
    sides: usize,
    curves: usize,
}

struct Look<'l> {
    boxes: &'l [Quad],
    tables: &'l mut Tables,
    text: String,
    letters: bool,
}

impl Look<'_> {
    fn stream(&mut self, content: &[u8], resources: &Resources<'_>, base: Matrix, depth: usize) {
        let mut ops = UntypedIter::new(content);
        let (mut ctm, mut saved) = (base, Vec::new());
        let mut table = None;
        let mut outlines: Vec<Outline> = Vec::new();
        while let Some(instruction) = ops.next() {
            let operands = || instruction.operands();
            let numbers = || operands().filter_map(number).collect::<Vec<f64>>();
            match &**instruction.operator {
                b"q" => saved.push((ctm, table)),
                b"Q" => (ctm, table) = saved.pop().unwrap_or((ctm, table)),
                b"cm" => {
                    if let Ok(matrix) = <[f64; 6]>::try_from(numbers()) {
                        ctm = Matrix(matrix).before(ctm);
                    }
                }
                b"Tf" => {
                    if let Some(Object::Name(name)) = operands().next() {
                        table = self.tables.of(resources, name);
                    }
                }
                b"Tj" | b"TJ" | b"'" | b"\"" => {
                    for operand in operands() {
                        self.show(operand, table);
                    }
                }
                b"m" | b"re" => {
                    let mut outline = Outline::default();
                    match numbers()[..] {
                        [x, y] => outline.points.push(ctm.apply(x, y)),
                        [x, y, width, height] => {
                            let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)];
                            outline.points.extend(corners.map(|(x, y)| ctm.apply(x, y)));
                        }
                        _ => {}
                    }
                    outlines.push(outline);
                }
                b"l" | b"c" | b"v" | b"y" => {
                    if let Some(outline) = outlines.last_mut() {
                        let numbers = numbers();
                        let is_line = numbers.len() == 2;
                        outline.sides += usize::from(is_line);
                        outline.curves += usize::from(!is_line);
                        outline
                            .points
                            .extend(numbers.chunks_exact(2).map(|p| ctm.apply(p[0], p[1])));
                    }
                }
                b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" | b"n" => {
                    self.letters |= outlines.iter().any(|outline| self.is_letter_under_box(outline));
                    outlines.clear();
                }
                b"Do" => {
                    let form = match operands().next() {
                        Some(Object::Name(name)) => resources.get_x_object(name),
                        _ => None,
                    };
                    if let Some(form) = form.filter(|_| depth < MAX_DEPTH) {
                        self.form(&form, resources, ctm, depth + 1);
                    }
                }
                _ => {}
            }
        }
    }

    fn form(&mut self, form: &Stream<'_>, around: &Resources<'_>, ctm: Matrix, depth: usize) {
        let dict = form.dict();
        if dict.get::<Name<'_>>("Subtype").as_deref() != Some(b"Form") {
            return;
        }
        let Ok(content) = form.decoded_data() else { return };
        let matrix = dict
            .get::<Array<'_>>("Matrix")
            .map(|items| items.iter::<f64>().collect::<Vec<_>>());
        let matrix = matrix.and_then(|numbers| <[f64; 6]>::try_from(numbers).ok());
        let base = matrix.map_or(ctm, |matrix| Matrix(matrix).before(ctm));
        match dict.get::<Dict<'_>>("Resources") {
            Some(own) => self.stream(&content, &Resources::new(own), base, depth),
            None => self.stream(&content, around, base, depth),
        }
    }

    fn show(&mut self, operand: &Object<'_>, table: Option<usize>) {
        match operand {
            Object::String(codes) => self.tables.decode(table, codes.as_bytes(), &mut self.text),
            Object::Array(items) => {
                for item in items.raw_iter() {
                    if let MaybeRef::NotRef(Object::String(codes)) = item {
                        self.tables.decode(table, codes.as_bytes(), &mut self.text);
                    }
                }
            }
            _ => {}
        }
    }

    fn is_letter_under_box(&self, outline: &Outline) -> bool {
        if outline.curves == 0 && outline.sides <= MOST_SIDES {
            return false;
        }
        let extent = |along: fn(&Point) -> f64| {
            let all = outline.points.iter().map(along);
            all.clone().fold(f64::MIN, f64::max) - all.fold(f64::MAX, f64::min)
        };
        let is_dot = extent(|point| point.x).max(extent(|point| point.y)) < SMALLEST;
        let under = |quad: &Quad| outline.points.iter().all(|point| is_under(*point, *quad));
        !is_dot && self.boxes.iter().any(under)
    }
}

/// Whether a point lies in a box or at its edge, whichever way round its corners run.
fn is_under(point: Point, Quad([a, b, c, d]): Quad) -> bool {
    let side = |from: Point, to: Point| {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        (dx * (point.y - from.y) - dy * (point.x - from.x)) / dx.hypot(dy).max(1e-9)
    };
    let sides = [side(a, b), side(b, c), side(c, d), side(d, a)];
    sides.iter().all(|side| *side >= -MARGIN) || sides.iter().all(|side| *side <= MARGIN)
}

fn number(object: &Object<'_>) -> Option<f64> {
    match object {
        Object::Number(number) => Some(number.as_f64()),
        _ => None,
    }
}
