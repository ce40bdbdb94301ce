//! What someone does, before the name: `projectleider Mark Roosenboom`. Public offices are no trades.

use super::party::behind_is_party;
use super::{gap_is_wide, push};
use crate::detect::hit::{Hit, Weight};
use crate::detect::job_title::is_trade;
use crate::detect::name_list::{is_credible, skip_titles};
use crate::detect::run::{Reader, Start};
use crate::detect::words::Shape;
use crate::rules::Form;

/// `projectleider Mark Roosenboom`, `collega Yoh`.
pub(super) fn find_at<'r>(reader: &Reader<'_, 'r>, at: usize, hits: &mut Vec<Hit<'r>>) -> Option<usize> {
    let folded = reader.words.folded(at);
    if reader.words.shape(at) == Shape::Upper {
        return None;
    }
    let listed = reader
        .vocabulary
        .phrases(Form::JobTitle)
        .map_or(0, |phrases| phrases.longest(|index| reader.words.folded(at + index)));
    let length = match listed {
        0 if is_trade(folded) => 1,
        0 => return None,
        length => length,
    };
    let next = skip_titles(reader, at + length, reader.scene.tokens.len());
    if reader.scene.tokens.get(next)?.line > reader.scene.tokens[at + length - 1].line + 1
        || gap_is_wide(reader, at + length - 1)
    {
        return None;
    }
    let run = reader.run_at(next, Start::Capital)?;
    if !is_credible(reader, &run) || behind_is_party(reader, &run) {
        return None;
    }
    push(reader, Form::JobTitle, &run, Weight::Context, hits);
    Some(run.tokens().end - at)
}
