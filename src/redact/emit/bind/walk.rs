//! One content stream: operations cleaned, names bound, show operations noted.

use super::resources::Local;
use super::{Binder, Inherits, Role, TextState};
use crate::pdf::content::{Op, Operand, Operator};
use crate::redact::draft::StreamDraft;
use crate::redact::emit::role::standard_role;
use crate::redact::emit::sanitize::sanitize;
use crate::redact::emit::source::Source;
use crate::redact::emit::stream::{Prepared, Show};

/// How deep the graphics state may be saved.
const MAX_SAVED: usize = 512;

/// A stream in the making.
pub(super) struct Walk {
    pub local: Local,
    pub out: Prepared,
    pub state: TextState,
    saved: Vec<TextState>,
    /// Whether each open marked-content sequence was kept.
    marked: Vec<bool>,
    /// Whether the font in force was set by this stream.
    own_font: bool,
    inherits: Inherits,
}

impl Walk {
    pub fn op(&mut self, operator: Operator, operands: Vec<Operand>) {
        self.out.ops.push(Op {
            operator,
            operands,
            inline_image: None,
        });
    }

    pub fn set_font(&mut self, face: Option<super::FaceId>, size: f64) {
        self.state.face = face;
        self.state.size = size;
        self.own_font = true;
    }
}

impl Binder<'_> {
    pub(super) fn walk(&mut self, mut draft: StreamDraft, role: Role, state: TextState) -> (Prepared, Inherits) {
        let ops = std::mem::take(&mut draft.ops);
        let (marks, touched) = (std::mem::take(&mut draft.marks), std::mem::take(&mut draft.touched));
        let suffix = match role {
            Role::Procedure(number) => format!("p{number}"),
            Role::Tagged | Role::Plain => String::new(),
        };
        let mut walk = Walk {
            local: Local::new(draft, suffix),
            out: Prepared {
                marks,
                touched,
                ..Prepared::default()
            },
            state,
            saved: Vec::new(),
            marked: Vec::new(),
            own_font: false,
            inherits: Inherits::Nothing,
        };
        for op in ops {
            if let Some(op) = sanitize(op) {
                self.step(&mut walk, op, role);
            }
        }
        while let Some(kept) = walk.marked.pop() {
            if kept {
                walk.op(Operator::EndMarkedContent, Vec::new());
            }
        }
        for _ in 0..walk.saved.len() {
            walk.op(Operator::Restore, Vec::new());
        }
        (walk.out, walk.inherits)
    }

    fn step(&mut self, walk: &mut Walk, op: Op, role: Role) {
        use Operator as O;
        match op.operator {
            O::Save if walk.saved.len() < MAX_SAVED => {
                walk.saved.push(walk.state);
                walk.out.ops.push(op);
            }
            O::Save => {}
            O::Restore => {
                if let Some(state) = walk.saved.pop() {
                    walk.state = state;
                    walk.out.ops.push(op);
                }
            }
            O::Font => self.font(walk, &op),
            O::WordSpace => walk.state.word_space = number(op.operands.first()),
            O::ShowText | O::ShowTextAdjusted => self.show(walk, op),
            O::NextLineShow => {
                walk.op(O::NextLine, Vec::new());
                self.show(
                    walk,
                    Op {
                        operator: O::ShowText,
                        ..op
                    },
                );
            }
            O::SpacingNextLineShow => {
                walk.state.word_space = number(op.operands.first());
                walk.op(O::CharSpace, vec![Operand::Number(number(op.operands.get(1)))]);
                walk.op(O::NextLine, Vec::new());
                let text = op.operands.into_iter().skip(2).collect();
                self.show(
                    walk,
                    Op {
                        operator: O::ShowText,
                        operands: text,
                        inline_image: None,
                    },
                );
            }
            O::BeginMarkedContent | O::BeginMarkedContentProps => begin_marked(self.source, walk, &op, role),
            O::EndMarkedContent => {
                if walk.marked.pop() == Some(true) {
                    walk.out.ops.push(op);
                }
            }
            O::ExtGState => self.graphics_state(walk, &op),
            O::Do => self.draw(walk, &op),
            O::InlineImage => self.inline_image(walk, &op),
            O::StrokeColorSpace | O::FillColorSpace => self.color_space(walk, op),
            O::StrokeColorN | O::FillColorN => self.color(walk, op),
            O::Shading => self.shading(walk, &op),
            _ => walk.out.ops.push(op),
        }
    }

    fn font(&mut self, walk: &mut Walk, op: &Op) {
        let [Operand::Name(name), Operand::Number(size)] = op.operands.as_slice() else {
            return;
        };
        match self.bind_font(walk, name) {
            Some((local, face)) => {
                walk.set_font(Some(face), *size);
                walk.op(Operator::Font, vec![local, Operand::Number(*size)]);
            }
            None => walk.set_font(None, *size),
        }
    }

    fn show(&mut self, walk: &mut Walk, op: Op) {
        if !walk.own_font {
            walk.inherits = Inherits::TextState;
        }
        // Without a font nothing is shown.
        let Some(face) = walk.state.face else { return };
        let strings: Vec<&[u8]> = match op.operands.first() {
            Some(Operand::String(text)) => vec![text],
            Some(Operand::Array(items)) => items
                .iter()
                .filter_map(|item| match item {
                    Operand::String(text) => Some(&**text),
                    _ => None,
                })
                .collect(),
            _ => return,
        };
        let mut fresh = Vec::new();
        for text in strings {
            fresh.extend(self.fonts.record(face, text));
        }
        self.procedures(face, &fresh, walk.local.resources());
        let word_space = match walk.state.size {
            size if size != 0.0 => -walk.state.word_space * 1000.0 / size,
            _ => 0.0,
        };
        walk.out.shows.push(Show {
            op: walk.out.ops.len(),
            face,
            word_space,
        });
        walk.out.ops.push(op);
    }
}

fn number(operand: Option<&Operand>) -> f64 {
    match operand {
        Some(Operand::Number(number)) => *number,
        _ => 0.0,
    }
}

/// Keeps a sequence that has an identifier or is an artifact, under a standard role; the rest only as a level to close.
fn begin_marked(source: Source<'_>, walk: &mut Walk, op: &Op, role: Role) {
    let tag = match op.operands.first() {
        Some(Operand::Name(tag)) => &**tag,
        _ => b"",
    };
    let mcid = match op.operands.get(1) {
        Some(Operand::Dictionary(entries)) => {
            entries
                .iter()
                .find(|(key, _)| &**key == b"MCID")
                .and_then(|(_, value)| match value {
                    Operand::Number(mcid) => Some(*mcid),
                    _ => None,
                })
        }
        Some(Operand::Name(properties)) => walk.local.mcid(source, properties),
        _ => None,
    };
    let kept = match (role, mcid) {
        (Role::Tagged, Some(mcid)) if mcid >= 0.0 => {
            let old = mcid as u32;
            let new = walk
                .out
                .mcids
                .iter()
                .position(|known| *known == old)
                .unwrap_or_else(|| {
                    walk.out.mcids.push(old);
                    walk.out.mcids.len() - 1
                });
            let properties = vec![(b"MCID".as_slice().into(), Operand::Number(new as f64))];
            let tag = Operand::Name(standard_role(tag).unwrap_or("Span").as_bytes().into());
            walk.op(
                Operator::BeginMarkedContentProps,
                vec![tag, Operand::Dictionary(properties)],
            );
            true
        }
        (Role::Tagged, None) if tag == b"Artifact" => {
            walk.op(Operator::BeginMarkedContent, vec![Operand::Name(tag.into())]);
            true
        }
        _ => false,
    };
    walk.marked.push(kept);
}
