//! Execution of one content stream: the operator table. What each group of operators does stands in its own file.

use super::Interpreter;
use super::color::Space;
use super::marks::{Mark, Marks};
use super::path::Path;
use super::state::{State, TextMatrices};
use super::visibility::FillRule;
use crate::pdf::content::{Op, Operand, Operator};
use crate::pdf::geometry::Matrix;
use crate::pdf::glyph::StreamId;
use lopdf::Dictionary;
use std::sync::Arc;

/// How many states `q` may save; deeper ones are counted but not kept.
const MAX_SAVED: usize = 2_000;

/// Whether text and paint of a stream are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layer {
    Shown,
    Off,
}

/// Where a stream's own paints are recorded, beside its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Recording {
    Everything,
    /// With what is painted in patterns and masks.
    Aside,
    TextOnly,
}

impl Recording {
    /// That of a pattern or mask used here.
    pub(super) fn aside(self) -> Self {
        match self {
            Self::TextOnly => Self::TextOnly,
            Self::Everything | Self::Aside => Self::Aside,
        }
    }
}

/// One content stream under execution.
pub(super) struct Frame {
    pub stream: StreamId,
    pub ops: Arc<Vec<Op>>,
    pub resources: Arc<Dictionary>,
    pub state: State,
    pub saved: Vec<State>,
    /// `q` beyond the bound, each waiting for its `Q`.
    pub unsaved: usize,
    pub text: TextMatrices,
    pub marks: Marks,
    pub path: Path,
    /// What hides the whole stream.
    pub layer: Layer,
    pub recording: Recording,
    /// The CTM at its start: patterns are anchored there.
    pub base: Matrix,
    /// Index of the first operation that draws an annotation.
    pub annotations_from: usize,
}

impl Frame {
    pub(super) fn new(stream: StreamId, ops: Arc<Vec<Op>>, resources: Arc<Dictionary>, state: State) -> Self {
        Self {
            stream,
            annotations_from: ops.len(),
            ops,
            resources,
            base: state.ctm,
            state,
            saved: Vec::new(),
            unsaved: 0,
            text: TextMatrices::START,
            marks: Marks::default(),
            path: Path::default(),
            layer: Layer::Shown,
            recording: Recording::Everything,
        }
    }

    fn save(&mut self) {
        if self.saved.len() < MAX_SAVED {
            self.saved.push(self.state.clone());
        } else {
            self.unsaved += 1;
        }
    }

    fn restore(&mut self) {
        if self.unsaved > 0 {
            self.unsaved -= 1;
        } else if let Some(state) = self.saved.pop() {
            self.state = state;
        }
    }
}

/// The first `N` operands as numbers. The parser made sure of the types.
pub(super) fn numbers<const N: usize>(op: &Op) -> [f64; N] {
    let mut out = [0.0; N];
    for (slot, operand) in out.iter_mut().zip(&op.operands) {
        if let Operand::Number(value) = operand {
            *slot = *value;
        }
    }
    out
}

/// The first operand as a name.
pub(super) fn name(op: &Op) -> &[u8] {
    match op.operands.first() {
        Some(Operand::Name(name)) => name,
        _ => b"",
    }
}

fn matrix(op: &Op) -> Matrix {
    let [a, b, c, d, e, f] = numbers(op);
    Matrix::new(a, b, c, d, e, f)
}

impl Interpreter<'_> {
    /// Executes a frame to its end, or until the page's bounds are used up.
    pub(super) fn run(&mut self, frame: &mut Frame) {
        let ops = Arc::clone(&frame.ops);
        for (index, op) in ops.iter().enumerate() {
            self.steps += 1;
            if self.exhausted() {
                return;
            }
            self.execute(frame, index as u32, op);
        }
    }

    fn execute(&mut self, frame: &mut Frame, at: u32, op: &Op) {
        use Operator as O;
        match op.operator {
            O::Save => frame.save(),
            O::Restore => frame.restore(),
            O::Concat => frame.state.ctm = matrix(op).then(frame.state.ctm),
            O::LineWidth => [frame.state.line_width] = numbers(op),
            O::ExtGState => self.parameters(frame, at, name(op)),

            O::BeginText => frame.text = TextMatrices::START,
            O::CharSpace => [frame.state.text.char_space] = numbers(op),
            O::WordSpace => [frame.state.text.word_space] = numbers(op),
            O::HorizontalScale => frame.state.text.h_scale = numbers::<1>(op)[0] / 100.0,
            O::Leading => [frame.state.leading] = numbers(op),
            O::Rise => [frame.state.text.rise] = numbers(op),
            O::RenderMode => frame.state.text.render_mode = numbers::<1>(op)[0].clamp(0.0, 7.0) as u8,
            O::Font => self.set_font(frame, op),
            O::MoveText => {
                let [x, y] = numbers(op);
                frame.text.next_line(x, y);
            }
            O::MoveTextSetLeading => {
                let [x, y] = numbers(op);
                frame.state.leading = -y;
                frame.text.next_line(x, y);
            }
            O::TextMatrix => {
                frame.text.line = matrix(op);
                frame.text.text = frame.text.line;
            }
            O::NextLine => frame.text.next_line(0.0, -frame.state.leading),
            O::ShowText | O::ShowTextAdjusted => self.show(frame, at, op),
            O::NextLineShow => {
                frame.text.next_line(0.0, -frame.state.leading);
                self.show(frame, at, op);
            }
            O::SpacingNextLineShow => {
                [frame.state.text.word_space, frame.state.text.char_space] = numbers(op);
                frame.text.next_line(0.0, -frame.state.leading);
                self.show(frame, at, op);
            }

            O::MoveTo | O::LineTo | O::CurveTo | O::CurveToV | O::CurveToY | O::ClosePath | O::Rectangle => {
                frame.path.construct(at, op, frame.state.ctm);
            }
            O::Clip => frame.path.clip_with(FillRule::NonZero),
            O::EoClip => frame.path.clip_with(FillRule::EvenOdd),
            O::EndPath => self.end_path(frame, at),
            O::Fill | O::FillObsolete | O::FillStroke | O::CloseFillStroke => {
                self.fill(frame, at, FillRule::NonZero);
            }
            O::EoFill | O::EoFillStroke | O::CloseEoFillStroke => self.fill(frame, at, FillRule::EvenOdd),
            O::Stroke | O::CloseStroke => self.stroke(frame, at),

            O::FillGray => frame.state.set_fill(Space::Gray, &numbers::<1>(op)),
            O::FillRgb => frame.state.set_fill(Space::Rgb, &numbers::<3>(op)),
            O::FillCmyk => frame.state.set_fill(Space::Cmyk, &numbers::<4>(op)),
            O::StrokeGray => frame.state.set_stroke(Space::Gray, &numbers::<1>(op)),
            O::StrokeRgb => frame.state.set_stroke(Space::Rgb, &numbers::<3>(op)),
            O::StrokeCmyk => frame.state.set_stroke(Space::Cmyk, &numbers::<4>(op)),
            O::FillColorSpace => {
                let space = Space::named(self.source, &frame.resources, name(op));
                frame.state.fill_space = space;
                frame.state.fill = space.initial();
                frame.state.fill_pattern = None;
            }
            O::StrokeColorSpace => {
                let space = Space::named(self.source, &frame.resources, name(op));
                frame.state.stroke_space = space;
                frame.state.stroke = space.initial();
                frame.state.stroke_pattern = None;
            }
            O::FillColor | O::FillColorN => frame.state.color_fill(&op.operands),
            O::StrokeColor | O::StrokeColorN => frame.state.color_stroke(&op.operands),

            O::Do => self.draw(frame, at, name(op)),
            O::InlineImage => self.inline_image(frame, at, op),
            O::Shading => self.shading(frame, at, name(op)),

            O::BeginMarkedContent => frame.marks.push(Mark::PLAIN),
            O::BeginMarkedContentProps => self.begin_marked(frame, op),
            O::EndMarkedContent => frame.marks.pop(),

            // They decide neither place nor visibility of text.
            O::Dash
            | O::Flatness
            | O::LineJoin
            | O::LineCap
            | O::MiterLimit
            | O::RenderingIntent
            | O::MarkPoint
            | O::MarkPointProps
            | O::GlyphWidth
            | O::GlyphWidthBox
            | O::EndText
            | O::BeginCompat
            | O::EndCompat => {}
        }
    }
}

impl State {
    fn set_fill(&mut self, space: Space, components: &[f64]) {
        self.fill_space = space;
        self.fill = space.ink(components);
        self.fill_pattern = None;
    }

    fn set_stroke(&mut self, space: Space, components: &[f64]) {
        self.stroke_space = space;
        self.stroke = space.ink(components);
        self.stroke_pattern = None;
    }

    fn color_fill(&mut self, operands: &[Operand]) {
        let (ink, pattern) = color(self.fill_space, operands);
        self.fill = ink;
        self.fill_pattern = pattern;
    }

    fn color_stroke(&mut self, operands: &[Operand]) {
        let (ink, pattern) = color(self.stroke_space, operands);
        self.stroke = ink;
        self.stroke_pattern = pattern;
    }
}

fn color(space: Space, operands: &[Operand]) -> (super::color::Ink, Option<Box<[u8]>>) {
    if let Some(Operand::Name(pattern)) = operands.last() {
        return (super::color::Ink::UNKNOWN, Some(pattern.clone()));
    }
    let mut components = [0.0; 4];
    let count = operands.len().min(4);
    for (slot, operand) in components.iter_mut().zip(operands) {
        if let Operand::Number(value) = operand {
            *slot = *value;
        }
    }
    (space.ink(&components[..count]), None)
}
