//! Shown strings, without the codes that go: runs are set anew, labels stand in their gaps. Where runs go is planned
//! elsewhere.

use super::parts::{as_plain_show, text_state};
use super::{Progress, Rewriter};
use crate::pdf::content::{Op, Operator};
use crate::pdf::{Glyph, Matrix, Show};
use crate::redact::canon::Slot;
use crate::redact::ops::number_op;
use crate::redact::plan::Fate;
use crate::redact::runs;

impl Rewriter<'_> {
    /// What shows a string.
    pub(super) fn show(&mut self, progress: &mut Progress, index: u32, op: &Op) {
        let Some(show) = self
            .changes
            .shows
            .get(&(progress.id, index))
            .map(|at| &self.page.shows[*at])
        else {
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
        let anchors = self.changes.anchored.range(show.glyphs.clone()).next().is_some();
        if !anchors && fates.iter().all(|fate| *fate == Fate::Keep) {
            let op = as_plain_show(op);
            let (state, after) = self.effective_state(show);
            progress.canon.with(&state, |canon| canon.show(show.before, op, after));
            return;
        }
        progress.touch();
        for piece in runs::split(self.page, show, &self.plan.fates, |glyph| {
            self.changes.anchored.contains_key(&glyph)
        }) {
            match piece {
                runs::Piece::Anchor(glyph) => {
                    for label in self.changes.anchored.get(&glyph).cloned().unwrap_or_default() {
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
}
