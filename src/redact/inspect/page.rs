//! What the pages hold beside what a reader sees, and whether given names stand anywhere. It reads pages, it lays out no more.

use super::{Channel, Exposure, Search};
use crate::pdf::font::FontTable;
use crate::pdf::layout::layout;
use crate::pdf::{Glyph, PageGlyphs, PaintKind, Rect, Severity, SourcePdf, Unicode, Visibility, interpret};
use crate::redact::verify::{self, Leak};
use crate::text::Sensitive;
use std::collections::BTreeSet;

/// Shorter words are too common for their absence to mean anything.
const SHORTEST: usize = 5;

pub(super) fn inspect(source: &SourcePdf, bytes: &[u8], search: Search<'_>, found: &mut Vec<Exposure>) {
    let pages = read(source);
    for (index, page) in pages.iter().enumerate() {
        unseen(index, page, found);
        if page
            .concerns
            .iter()
            .any(|concern| concern.severity() == Severity::Blocks)
        {
            found.push(Exposure::page(Channel::Unreadable, index, None));
        }
    }
    let mut names = search.names.to_vec();
    if let Some(before) = search.against {
        names.extend(gone(&words(before, &read(before)), &words(source, &pages)));
    }
    if !names.is_empty() {
        found.extend(verify::traces(bytes, &names).into_iter().map(exposure));
    }
}

fn exposure(leak: Leak) -> Exposure {
    match (leak.channel, leak.page) {
        (verify::Channel::Text, Some(page)) => Exposure::page(Channel::NameOnPage, page, None),
        (verify::Channel::Unreadable, _) => Exposure::file(Channel::Unreadable),
        (_, Some(page)) => Exposure::page(Channel::NameInFile, page, None),
        (_, None) => Exposure::file(Channel::NameInFile),
    }
}

fn read(source: &SourcePdf) -> Vec<PageGlyphs> {
    let fonts = FontTable::load(source);
    (0..source.pages().len())
        .map(|page| interpret(source, &fonts, page))
        .collect()
}

/// Text that is there and is not seen, one exposure per channel with the box around all of it.
fn unseen(index: usize, page: &PageGlyphs, found: &mut Vec<Exposure>) {
    let mut boxes: Vec<(Channel, Rect)> = Vec::new();
    for glyph in page.glyphs.iter().filter(|glyph| says_something(glyph)) {
        let channel = match glyph.visibility {
            Visibility::Visible => continue,
            Visibility::Covered => Channel::CoveredText,
            Visibility::OffPage | Visibility::Clipped => Channel::OffPageText,
            Visibility::HiddenLayer => Channel::HiddenLayer,
            // The text layer of a scan lies under or over its picture and is meant to be found.
            Visibility::RenderMode | Visibility::Superseded if on_picture(page, glyph) => continue,
            Visibility::RenderMode
            | Visibility::Superseded
            | Visibility::TooSmall
            | Visibility::Transparent
            | Visibility::White => Channel::HiddenText,
        };
        let bounds = glyph.quad.bounds();
        match boxes.iter_mut().find(|(known, _)| *known == channel) {
            Some((_, around)) => *around = around.union(bounds),
            None => boxes.push((channel, bounds)),
        }
    }
    found.extend(
        boxes
            .into_iter()
            .map(|(channel, place)| Exposure::page(channel, index, Some(place))),
    );
}

fn says_something(glyph: &Glyph) -> bool {
    match &glyph.unicode {
        Unicode::Mapped(letter) => !letter.is_whitespace(),
        Unicode::Many(letters) => !letters.trim().is_empty(),
        Unicode::Unmapped => true,
    }
}

fn on_picture(page: &PageGlyphs, glyph: &Glyph) -> bool {
    let bounds = glyph.quad.bounds();
    let picture = |kind: PaintKind| matches!(kind, PaintKind::Image(_) | PaintKind::InlineImage);
    page.paints
        .iter()
        .any(|paint| picture(paint.kind) && paint.bounds.overlaps(bounds))
}

/// The visible words of a document, without the marks around them.
fn words(source: &SourcePdf, pages: &[PageGlyphs]) -> BTreeSet<String> {
    let layout = layout(source, pages);
    let words = layout.text().as_str().split_whitespace();
    let bare = words.map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()));
    bare.filter(|word| word.chars().count() >= SHORTEST)
        .map(str::to_lowercase)
        .collect()
}

/// The words that are no longer there; ones that go on in a word that stays are no secret.
fn gone(before: &BTreeSet<String>, now: &BTreeSet<String>) -> Vec<Sensitive> {
    let stays = |word: &str| now.iter().any(|other| other.contains(word));
    before
        .difference(now)
        .filter(|word| !stays(word))
        .map(Sensitive::new)
        .collect()
}
