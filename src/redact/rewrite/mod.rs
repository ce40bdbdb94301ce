//! Carries a page's plan out on its operations: codes leave, runs are set anew, labels are drawn, forms are copied where
//! one drawing of them changes. It decides nothing.

mod cut;
mod parts;

use crate::pdf::content::{Op, Operand, Operator};
use crate::pdf::{
    self, Cause, Concern, Glyph, Matrix, PageGlyphs, PaintKind, Quad, Show, SourcePdf, StreamId, StreamKind, StreamUse,
};
use crate::redact::canon::{Begin, Canon, Depends, Slot, Uses};
use crate::redact::draft::{Category, FormDraft, LabelMark, PageDraft, Rewritten, StreamDraft};
use crate::redact::image::{self, Regions};
use crate::redact::label;
use crate::redact::layer;
use crate::redact::ops::{number_op, plain};
use crate::redact::plan::{Anchor, Cut, Fate, Label, PagePlan, Reach};
use crate::redact::{Style, runs};
use lopdf::{Dictionary, ObjectId, Stream};
use parts::{as_plain_show, begin_marked, fresh_name, graphics_state, matrix, mcid, name_op, text_state};
use std::collections::{BTreeMap, BTreeSet};

/// The page as its plan wants it, and the pictures that could not be read to be painted over.
pub(super) fn rewrite(
    source: &SourcePdf,
    index: usize,
    page: &PageGlyphs,
    plan: &PagePlan,
    style: Style,
) -> (PageDraft, Vec<Concern>) {
    let Some(root) = page.streams.first() else {
        let empty = PageDraft {
            page: index,
            content: StreamDraft::default(),
        };
        return (empty, Vec::new());
    };
    let mut rewriter = Rewriter {
        source,
        page,
        plan,
        style,
        shows: page
            .shows
            .iter()
            .enumerate()
            .map(|(at, show)| ((show.stream, show.op), at))
            .collect(),
        paints: page
            .paints
            .iter()
            .enumerate()
            .map(|(at, paint)| ((paint.stream, paint.op), at))
            .collect(),
        children: BTreeMap::new(),
        gone: plan
            .paints_gone
            .iter()
            .filter_map(|at| page.paints.get(*at))
            .map(|p| (p.stream, p.op))
            .collect(),
        unclipped: plan
            .clips_gone
            .iter()
            .filter_map(|at| page.clips.get(*at))
            .map(|p| (p.stream, p.op))
            .collect(),
        anchored: BTreeMap::new(),
        changed: BTreeSet::new(),
        index,
        concerns: Vec::new(),
    };
    rewriter.index();
    let mut content = if rewriter.changed.contains(&StreamId(0)) {
        rewriter.stream(StreamId(0))
    } else {
        StreamDraft {
            ops: root.ops.to_vec(),
            resources: (*root.resources).clone(),
            ..StreamDraft::default()
        }
    };
    layer::add(page, plan, &mut content);
    let draft = PageDraft { page: index, content };
    (draft, rewriter.concerns)
}

struct Rewriter<'a> {
    source: &'a SourcePdf,
    page: &'a PageGlyphs,
    plan: &'a PagePlan,
    style: Style,
    shows: BTreeMap<(StreamId, u32), usize>,
    paints: BTreeMap<(StreamId, u32), usize>,
    children: BTreeMap<(StreamId, u32), Vec<StreamId>>,
    gone: BTreeSet<(StreamId, u32)>,
    unclipped: BTreeSet<(StreamId, u32)>,
    anchored: BTreeMap<u32, Vec<&'a Label>>,
    changed: BTreeSet<StreamId>,
    index: usize,
    concerns: Vec<Concern>,
}

/// One stream in the making.
struct Progress {
    id: StreamId,
    canon: Canon,
    path: Vec<Op>,
    clips: bool,
    /// From the page to the beginning of the stream.
    base: Matrix,
    resources: Dictionary,
    rewritten: BTreeMap<(Category, Box<[u8]>), Rewritten>,
    next_mcid: u32,
    marks: Vec<LabelMark>,
    touched: BTreeSet<u32>,
}

impl Progress {
    /// Something was taken out of what the open marked-content sequences hold.
    fn touch(&mut self) {
        self.touched.extend(self.canon.mcids());
    }
}

impl<'a> Rewriter<'a> {
    fn index(&mut self) {
        for (at, stream) in self.page.streams.iter().enumerate() {
            if let Some((parent, op)) = stream.parent {
                self.children.entry((parent, op)).or_default().push(StreamId(at as u32));
            }
        }
        for label in &self.plan.labels {
            match label.anchor {
                Anchor::Glyph(glyph) => self.anchored.entry(glyph.0).or_default().push(label),
                Anchor::PageEnd => {
                    self.changed.insert(StreamId(0));
                }
            }
        }
        let glyphs = self.plan.fates.iter().zip(&self.page.glyphs);
        let touched_glyphs = glyphs
            .filter(|(fate, _)| **fate != Fate::Keep)
            .map(|(_, glyph)| glyph.provenance.stream);
        let pictures = self
            .plan
            .images
            .iter()
            .filter_map(|image| self.page.paints.get(image.paint));
        let cut = self.plan.cuts.iter().filter_map(|cut| self.page.paints.get(cut.paint));
        let touched_paints = self
            .gone
            .iter()
            .chain(&self.unclipped)
            .map(|(stream, _)| *stream)
            .chain(pictures.chain(cut).map(|paint| paint.stream));
        let touched_paints: Vec<StreamId> = touched_paints.collect();
        for stream in touched_glyphs.chain(touched_paints) {
            let mut at = Some(stream);
            while let Some(id) = at.filter(|id| self.changed.insert(*id)) {
                at = self
                    .page
                    .streams
                    .get(id.0 as usize)
                    .and_then(|s| s.parent)
                    .map(|(parent, _)| parent);
            }
        }
    }

    fn stream(&mut self, id: StreamId) -> StreamDraft {
        let source = &self.page.streams[id.0 as usize];
        let mut progress = Progress {
            id,
            canon: Canon::new(if id == StreamId(0) { Begin::Page } else { Begin::Form }),
            path: Vec::new(),
            clips: false,
            base: source.ctm.inverse().unwrap_or(Matrix::IDENTITY),
            resources: (*source.resources).clone(),
            rewritten: BTreeMap::new(),
            next_mcid: self.free_mcid(source),
            marks: Vec::new(),
            touched: BTreeSet::new(),
        };
        let at_end: Vec<&Label> = self
            .plan
            .labels
            .iter()
            .filter(|l| l.anchor == Anchor::PageEnd)
            .collect();
        let on_top = id == StreamId(0) && !at_end.is_empty();
        if on_top {
            progress.canon.save();
        }
        let mut depth = 0_u32;
        for (index, op) in source.ops.iter().enumerate() {
            match op.operator {
                Operator::Save => depth += 1,
                Operator::Restore if depth == 0 => continue,
                Operator::Restore => depth -= 1,
                _ => {}
            }
            self.op(&mut progress, index as u32, op);
        }
        if on_top {
            for _ in 0..=depth {
                progress.canon.restore();
            }
            for label in at_end {
                self.draw_label(&mut progress, label);
            }
        }
        StreamDraft {
            ops: progress.canon.finish(),
            resources: progress.resources,
            rewritten: progress.rewritten,
            marks: progress.marks,
            touched: progress.touched,
        }
    }

    /// An identifier above those of a stream.
    fn free_mcid(&self, stream: &StreamUse) -> u32 {
        let used = stream
            .ops
            .iter()
            .filter_map(|op| mcid(self.source, op, &stream.resources));
        used.max().map_or(1, |last| last + 1)
    }

    fn op(&mut self, progress: &mut Progress, index: u32, op: &Op) {
        use Operator as O;
        let canon = &mut progress.canon;
        match op.operator {
            O::Save => canon.save(),
            O::Restore => canon.restore(),
            O::Concat => canon.concat(matrix(op)),
            O::ExtGState => self.graphics_state(progress, index, op),
            O::Font => canon.set(Slot::Font, op.clone()),
            O::CharSpace => canon.set(Slot::CharSpace, op.clone()),
            O::WordSpace => canon.set(Slot::WordSpace, op.clone()),
            O::HorizontalScale => canon.set(Slot::HorizontalScale, op.clone()),
            O::Rise => canon.set(Slot::Rise, op.clone()),
            O::RenderMode => canon.set(Slot::RenderMode, op.clone()),
            O::FillGray | O::FillRgb | O::FillCmyk | O::FillColorSpace => canon.set(Slot::Fill, op.clone()),
            O::StrokeGray | O::StrokeRgb | O::StrokeCmyk | O::StrokeColorSpace => canon.set(Slot::Stroke, op.clone()),
            O::FillColor | O::FillColorN => canon.set_component(Slot::Fill, op.clone()),
            O::StrokeColor | O::StrokeColorN => canon.set_component(Slot::Stroke, op.clone()),
            O::LineWidth => canon.set(Slot::LineWidth, op.clone()),
            O::LineCap => canon.set(Slot::LineCap, op.clone()),
            O::LineJoin => canon.set(Slot::LineJoin, op.clone()),
            O::MiterLimit => canon.set(Slot::MiterLimit, op.clone()),
            O::Dash => canon.set(Slot::Dash, op.clone()),
            O::RenderingIntent => canon.set(Slot::Intent, op.clone()),
            O::Flatness => canon.set(Slot::Flatness, op.clone()),
            O::MoveTo | O::LineTo | O::CurveTo | O::CurveToV | O::CurveToY | O::ClosePath | O::Rectangle => {
                progress.path.push(op.clone());
            }
            O::Clip | O::EoClip => {
                progress.path.push(op.clone());
                progress.clips = true;
            }
            O::EndPath | O::Fill | O::FillObsolete | O::EoFill => self.path(progress, index, op, Uses::Fill),
            O::Stroke | O::CloseStroke => self.path(progress, index, op, Uses::Stroke),
            O::FillStroke | O::EoFillStroke | O::CloseFillStroke | O::CloseEoFillStroke => {
                self.path(progress, index, op, Uses::FillStroke);
            }
            O::Shading => self.simple_paint(progress, index, op, Uses::Nothing),
            O::InlineImage => self.inline_image(progress, index, op),
            O::Do => self.draw(progress, index, op),
            O::ShowText | O::ShowTextAdjusted | O::NextLineShow | O::SpacingNextLineShow => {
                self.show(progress, index, op);
            }
            O::BeginText | O::EndText => canon.end_text(),
            O::BeginMarkedContent | O::BeginMarkedContentProps => {
                begin_marked(canon, self.source, op, &progress.resources)
            }
            O::EndMarkedContent => canon.end_marked(),
            O::GlyphWidth | O::GlyphWidthBox => canon.fixed(op.clone()),
            // Every string is shown at a matrix of its own, so what only moves the text position is not needed; marks
            // and compatibility sections paint nothing.
            O::MoveText | O::MoveTextSetLeading | O::NextLine | O::TextMatrix | O::Leading => {}
            O::MarkPoint | O::MarkPointProps | O::BeginCompat | O::EndCompat => {}
        }
        if op.operator == O::SpacingNextLineShow {
            for (slot, operator, operand) in [(Slot::WordSpace, O::WordSpace, 0), (Slot::CharSpace, O::CharSpace, 1)] {
                if let Some(Operand::Number(value)) = op.operands.get(operand) {
                    progress.canon.set(slot, number_op(operator, &[*value]));
                }
            }
        }
    }

    fn graphics_state(&mut self, progress: &mut Progress, index: u32, op: &Op) {
        let mask = self.children.get(&(progress.id, index)).into_iter().flatten().copied();
        let changed = mask
            .filter(|id| self.page.streams[id.0 as usize].kind == StreamKind::SoftMask)
            .find(|id| self.changed.contains(id));
        let state = graphics_state(self.source, &progress.resources, op).cloned();
        let object = changed.and_then(|id| self.page.streams[id.0 as usize].object);
        let (Some(mask), Some(object), Some(state)) = (changed, object, state.clone()) else {
            let masked = state.as_ref().is_some_and(|state| state.has(b"SMask"));
            let depends = if masked { Depends::OnMatrix } else { Depends::OnNothing };
            progress.canon.graphics_state(op.clone(), depends);
            return;
        };
        let group = FormDraft {
            object,
            content: self.stream(mask),
        };
        let name = fresh_name(self.source, progress, Category::ExtGState);
        progress
            .canon
            .graphics_state(name_op(Operator::ExtGState, &name), Depends::OnMatrix);
        let rewritten = Rewritten::SoftMask { state, group };
        progress.rewritten.insert((Category::ExtGState, name), rewritten);
    }

    fn is_gone(&self, id: StreamId, index: u32) -> bool {
        self.gone.contains(&(id, index))
    }

    fn path(&mut self, progress: &mut Progress, index: u32, op: &Op, uses: Uses) {
        let whole = std::mem::take(&mut progress.path);
        let length = whole.len();
        let mut path = self.cut(progress.id, index, whole);
        if path.len() != length || self.is_gone(progress.id, index) {
            progress.touch();
        }
        let mut clips = std::mem::take(&mut progress.clips);
        if self.unclipped.contains(&(progress.id, index)) {
            path.retain(|op| !matches!(op.operator, Operator::Clip | Operator::EoClip));
            clips = false;
        }
        let draws = path
            .iter()
            .any(|op| !matches!(op.operator, Operator::Clip | Operator::EoClip));
        let paints = op.operator != Operator::EndPath && draws && !self.is_gone(progress.id, index);
        match (paints, clips) {
            (true, _) => {
                path.push(op.clone());
                progress.canon.paint(uses, path);
            }
            (false, true) => {
                path.push(plain(Operator::EndPath));
                progress.canon.clip(path);
            }
            (false, false) => {}
        }
    }

    /// A path without what of it lies under a box, whether it was painted or clips.
    fn cut(&self, id: StreamId, index: u32, path: Vec<Op>) -> Vec<Op> {
        // Fill and stroke of one operation are two paints.
        let mine = |cut: &&Cut| {
            let paint = self.page.paints.get(cut.paint);
            paint.is_some_and(|paint| (paint.stream, paint.op) == (id, index))
        };
        let cuts: Vec<&Cut> = self.plan.cuts.iter().filter(mine).collect();
        let Some(paint) = cuts.first().and_then(|cut| self.page.paints.get(cut.paint)) else {
            return path;
        };
        let places: Vec<(Quad, Reach)> = cuts.iter().map(|cut| (cut.quad, cut.reach)).collect();
        cut::without(path, paint.ctm, &places)
    }

    fn simple_paint(&mut self, progress: &mut Progress, index: u32, op: &Op, uses: Uses) {
        if self.is_gone(progress.id, index) {
            progress.touch();
        } else {
            progress.canon.paint(uses, [op.clone()]);
        }
    }

    /// An inline image becomes one of its own where a part of it goes.
    fn inline_image(&mut self, progress: &mut Progress, index: u32, op: &Op) {
        let at = self.paints.get(&(progress.id, index)).copied();
        let regions = at.map(|at| self.regions(at)).unwrap_or_default();
        if regions.0.is_empty() || self.is_gone(progress.id, index) {
            self.simple_paint(progress, index, op, Uses::Fill);
        } else {
            let stream = pdf::image::inline(op);
            self.paint_over(progress, stream.as_ref(), &regions);
        }
    }

    fn draw(&mut self, progress: &mut Progress, index: u32, op: &Op) {
        if self.is_gone(progress.id, index) {
            progress.touch();
            return;
        }
        if let Some(at) = self.paints.get(&(progress.id, index)).copied()
            && let PaintKind::Image(object) = self.page.paints[at].kind
        {
            self.draw_image(progress, at, object, op);
            return;
        }
        let child = self.children.get(&(progress.id, index)).into_iter().flatten().copied();
        let form = child
            .filter(|id| matches!(self.page.streams[id.0 as usize].kind, StreamKind::Form { .. }))
            .find(|id| self.changed.contains(id));
        let object = form.and_then(|id| self.page.streams[id.0 as usize].object);
        let (Some(form), Some(object)) = (form, object) else {
            progress.canon.paint(Uses::All, [op.clone()]);
            return;
        };
        progress.touch();
        let content = self.stream(form);
        if content.ops.is_empty() {
            return;
        }
        let name = fresh_name(self.source, progress, Category::XObject);
        progress.canon.paint(Uses::All, [name_op(Operator::Do, &name)]);
        let rewritten = Rewritten::Form(FormDraft { object, content });
        progress.rewritten.insert((Category::XObject, name), rewritten);
    }

    fn draw_image(&mut self, progress: &mut Progress, at: usize, object: ObjectId, op: &Op) {
        let regions = self.regions(at);
        if regions.0.is_empty() {
            progress.canon.paint(Uses::Fill, [op.clone()]);
        } else {
            self.paint_over(progress, self.source.stream(object), &regions);
        }
    }

    /// What is to be painted over in one drawing of a picture.
    fn regions(&self, at: usize) -> Regions {
        let regions = self.plan.images.iter().filter(|image| image.paint == at);
        Regions(regions.map(|image| image.quad).collect())
    }

    /// A picture, with the regions of this drawing painted over in a copy; one that cannot be decoded goes whole.
    fn paint_over(&mut self, progress: &mut Progress, stream: Option<&Stream>, regions: &Regions) {
        progress.touch();
        let redacted = stream.map(|stream| image::redact(self.source, &progress.resources, stream, regions));
        match redacted {
            Some(Ok(draft)) => {
                let name = fresh_name(self.source, progress, Category::XObject);
                progress.canon.paint(Uses::Fill, [name_op(Operator::Do, &name)]);
                let rewritten = Rewritten::Image(draft);
                progress.rewritten.insert((Category::XObject, name), rewritten);
            }
            Some(Err(cause)) => self.concerns.push(Concern::page(self.index, cause)),
            None => self.concerns.push(Concern::page(self.index, Cause::MissingResource)),
        }
    }

    fn show(&mut self, progress: &mut Progress, index: u32, op: &Op) {
        let Some(show) = self.shows.get(&(progress.id, index)).map(|at| &self.page.shows[*at]) else {
            return;
        };
        let fates = self
            .plan
            .fates
            .get(show.glyphs.start as usize..show.glyphs.end as usize)
            .unwrap_or_default();
        if fates.is_empty() {
            return;
        }
        let anchors = self.anchored.range(show.glyphs.clone()).next().is_some();
        if !anchors && fates.iter().all(|fate| *fate == Fate::Keep) {
            let op = as_plain_show(op);
            let (state, after) = self.effective_state(show);
            progress.canon.with(&state, |canon| canon.show(show.before, op, after));
            return;
        }
        progress.touch();
        for piece in runs::split(self.page, show, &self.plan.fates, |glyph| {
            self.anchored.contains_key(&glyph)
        }) {
            match piece {
                runs::Piece::Anchor(glyph) => {
                    for label in self.anchored.get(&glyph).cloned().unwrap_or_default() {
                        self.draw_label(progress, label);
                    }
                }
                runs::Piece::Run(run) => {
                    let mut state = text_state(show);
                    state[0].1 = number_op(Operator::CharSpace, &[0.0]);
                    state[1].1 = number_op(Operator::WordSpace, &[0.0]);
                    state[2].1 = number_op(Operator::HorizontalScale, &[run.h_scale * 100.0]);
                    let op = run.op(&self.page.streams[show.stream.0 as usize].ops);
                    progress.canon.with(&state, |canon| match run.place {
                        runs::Place::Own(at) => canon.show(at, op, None),
                        runs::Place::Page(at) => canon.show_free(at.then(progress.base), op),
                    });
                }
            }
        }
    }

    /// The text state of a show, without the spacing that moves none of its glyphs: it may be what is left of a line
    /// that was justified. With it goes the matrix that the show leaves.
    fn effective_state(&self, show: &Show) -> ([(Slot, Op); 5], Option<Matrix>) {
        let mut state = text_state(show);
        let all = self
            .page
            .glyphs
            .get(show.glyphs.start as usize..show.glyphs.end as usize)
            .unwrap_or_default();
        let before_others = &all[..all.len().saturating_sub(1)];
        let is_word_space = |glyph: &Glyph| glyph.code == 32 && glyph.provenance.end - glyph.provenance.start == 1;
        let mut after = Some(show.after);
        if before_others.is_empty() && show.state.char_space != 0.0 {
            state[0].1 = number_op(Operator::CharSpace, &[0.0]);
            after = None;
        }
        if !before_others.iter().any(is_word_space) && show.state.word_space != 0.0 {
            state[1].1 = number_op(Operator::WordSpace, &[0.0]);
            after = None;
        }
        (state, after)
    }

    fn draw_label(&mut self, progress: &mut Progress, label: &Label) {
        let known = progress
            .rewritten
            .iter()
            .find(|(_, rewritten)| matches!(rewritten, Rewritten::LabelFont))
            .map(|((_, name), _)| name.clone());
        let font = known.unwrap_or_else(|| {
            let name = fresh_name(self.source, progress, Category::Font);
            progress
                .rewritten
                .insert((Category::Font, name.clone()), Rewritten::LabelFont);
            name
        });
        let here = progress.canon.ctm().inverse().unwrap_or(Matrix::IDENTITY);
        let ops = label::draw(label, self.style, progress.base.then(here), &font);
        let Some(splits) = progress.canon.mcid() else {
            progress.canon.isolated(ops);
            return;
        };
        let (mcid, goes_on_as) = (progress.next_mcid, progress.next_mcid + 1);
        progress.next_mcid += 2;
        progress.marks.push(LabelMark {
            mcid,
            ground: label.ground,
            splits: Some(splits),
            continues: Some(goes_on_as),
        });
        progress.canon.isolated_marked(mcid, goes_on_as, ops);
    }
}
