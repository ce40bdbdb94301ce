//! Sets a touched row anew: natural advances, labels of constant width, nothing that tells how wide the removed text was.

use super::align::Alignment;
use super::page::Fate;
use super::row::{Hole, Item, Part, Role, Row};
use crate::pdf::{Matrix, PageGlyphs, Point};

/// An implied space, in a line of size 1.
const SPACE: f64 = 0.26;
/// How much wider a space may become in a justified line, in a line of size 1.
const WIDEST: f64 = 1.5;
/// Rows that begin with a box begin at multiples of this many points.
const GRID: f64 = 0.5;
/// Offsets across the baseline below this (points) are rounding errors.
const LEVEL: f64 = 1e-3;

/// What stands for removed text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stand {
    /// The hole.
    pub hole: Hole,
    /// Where it begins along the row, points.
    pub along: f64,
    /// Its width, points.
    pub width: f64,
    /// The first glyph of it in visual order, an index into the row's items.
    pub item: usize,
    /// One past the last one.
    pub end: usize,
}

/// The new row.
#[derive(Debug, Clone, Default)]
pub(super) struct Setting {
    /// The kept glyphs with their new place along the row.
    pub glyphs: Vec<(usize, f64)>,
    /// What stands for the removed ones.
    pub stands: Vec<Stand>,
    /// How much everything is squeezed, 1 for not at all.
    pub squeeze: f64,
}

/// How wide what stands for removed text may be, points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Room {
    /// Where there is room.
    pub wanted: f64,
    /// Where the row would not fit otherwise.
    pub least: f64,
}

impl Room {
    pub(super) const fn fixed(width: f64) -> Self {
        Self {
            wanted: width,
            least: width,
        }
    }

    /// The width at an ease of 1 is the wanted one, at 0 the least.
    fn at(self, ease: f64) -> f64 {
        self.least + ease * (self.wanted - self.least)
    }
}

/// Sets the row. `width` tells the width of a hole in a line of a size, from its width in the source.
///
/// A row that does not fit gets narrower boxes first; only then is all of it squeezed. Both depend on nothing but what
/// stays.
pub(super) fn set(row: &Row, alignment: Alignment, width: impl Fn(Hole, f64, f64) -> Room) -> Setting {
    let (first, _) = row.extent();
    let mut loose = lay(row, &width, 1.0, 0.0);
    let base = row.span().0 - first;
    let start = match alignment {
        // A row that begins with removed text may carry the rounding errors of that text in its place.
        Alignment::Start | Alignment::Both(_) if matches!(row.items.first(), Some(item) if item.role != Role::Kept) => {
            ((base + first) / GRID).round() * GRID - base
        }
        Alignment::Start | Alignment::Both(_) => first,
        Alignment::End(edge) => edge - base - loose.length,
        Alignment::Middle(middle) => middle - base - loose.length / 2.0,
    };
    let room = match alignment {
        Alignment::Start | Alignment::Both(_) => row.limit - start,
        Alignment::End(_) | Alignment::Middle(_) => loose.length,
    };
    if loose.length > room {
        let tight = lay(row, &width, 0.0, 0.0);
        let give = loose.length - tight.length;
        let ease = if give > 0.0 { (room - tight.length) / give } else { 1.0 };
        loose = lay(row, &width, ease.clamp(0.0, 1.0), 0.0);
    } else if let Alignment::Both(edge) = alignment {
        // A box that gave way up to the edge would tell how much stood on the line: such a row overhangs instead.
        let extra = edge - base - start - loose.inked;
        let spread = extra / loose.gaps.max(1) as f64;
        if loose.gaps > 0 && spread > 0.0 && spread < WIDEST * row.line_size(0) {
            loose = lay(row, &width, 1.0, spread);
        }
    }
    let squeeze = if loose.length > room && room > 0.0 {
        (room / loose.length).max(0.3)
    } else {
        1.0
    };
    Setting {
        glyphs: loose
            .glyphs
            .into_iter()
            .map(|(at, along)| (at, start + along * squeeze))
            .collect(),
        stands: loose
            .stands
            .into_iter()
            .map(|stand| Stand {
                along: start + stand.along * squeeze,
                width: stand.width * squeeze,
                ..stand
            })
            .collect(),
        squeeze,
    }
}

#[derive(Default)]
struct Loose {
    glyphs: Vec<(usize, f64)>,
    stands: Vec<Stand>,
    length: f64,
    /// The length up to the last glyph with ink or the last box.
    inked: f64,
    /// How many spaces stand before that.
    gaps: usize,
}

/// Boxes take `ease` of the room they want beyond the least, and every space is `spread` points wider than it is.
fn lay(row: &Row, width: &impl Fn(Hole, f64, f64) -> Room, ease: f64, spread: f64) -> Loose {
    let mut loose = Loose::default();
    let mut gaps = 0;
    let mut previous: Option<(&Item, f64)> = None;
    let mut pending_gap = false;
    // A space that is there needs no implied one beside it, and a row that begins with removed text no space at all.
    let mut spaced = false;
    for (at, item) in row.items.iter().enumerate() {
        pending_gap |= item.gap_before && (!loose.glyphs.is_empty() || !loose.stands.is_empty());
        pending_gap &= !spaced && !item.is_blank;
        match item.role {
            Role::Dropped => {}
            Role::Kept => {
                // A glyph without room of its own: an accent, a second strike, a soft hyphen drawn as nothing.
                if let Some((before, there)) = previous.filter(|(before, _)| is_overstruck(item, before)) {
                    let along = there + item.along - before.along;
                    loose.glyphs.push((at, along));
                    if !item.is_blank {
                        loose.length = loose.length.max(along + item.advance);
                        loose.inked = loose.inked.max(loose.length);
                    }
                    continue;
                }
                let along = loose.length + implied(&mut pending_gap, &mut gaps, row.line_size(at), spread);
                loose.glyphs.push((at, along));
                spaced = item.is_blank;
                if item.is_blank && loose.length == 0.0 && !loose.stands.is_empty() {
                    continue;
                }
                loose.length = along + item.advance + if item.is_blank { spread } else { 0.0 };
                previous = Some((item, along));
                match item.is_blank {
                    true => gaps += 1,
                    false => (loose.inked, loose.gaps) = (loose.length, gaps),
                }
            }
            Role::Hole(hole) => {
                previous = None;
                if let Some(stand) = loose
                    .stands
                    .last_mut()
                    .filter(|stand| stand.hole == hole && continues(row, stand.end, at))
                {
                    stand.end = at + 1;
                    pending_gap = false;
                    continue;
                }
                let size = row.line_size(at);
                let original = hole_width(row, at, hole);
                let along = match hole.part {
                    Part::First => loose.length + implied(&mut pending_gap, &mut gaps, size, spread),
                    Part::Further => loose.length,
                };
                spaced = false;
                let width = width(hole, size, original).at(ease);
                loose.stands.push(Stand {
                    hole,
                    along,
                    width,
                    item: at,
                    end: at + 1,
                });
                loose.length = along + width;
                if hole.part == Part::First {
                    (loose.inked, loose.gaps) = (loose.length, gaps);
                }
            }
        }
    }
    loose
}

fn is_overstruck(item: &Item, before: &Item) -> bool {
    item.along < before.along + 0.5 * before.advance
}

/// Whether nothing is shown between the end of a hole and this glyph.
fn continues(row: &Row, end: usize, at: usize) -> bool {
    row.items[end..at].iter().all(|item| item.role == Role::Dropped)
}

/// The width that the source gave to the hole that begins here.
fn hole_width(row: &Row, at: usize, hole: Hole) -> f64 {
    let members = row.items[at..]
        .iter()
        .take_while(|item| item.role == Role::Hole(hole) || item.role == Role::Dropped);
    let end = members
        .filter(|item| item.role == Role::Hole(hole))
        .map(|item| item.along + item.advance);
    (end.fold(f64::NEG_INFINITY, f64::max) - row.items[at].along).max(0.0)
}

fn implied(pending: &mut bool, gaps: &mut usize, size: f64, spread: f64) -> f64 {
    if !std::mem::take(pending) {
        return 0.0;
    }
    *gaps += 1;
    SPACE * size + spread
}

/// The fates of a row's kept glyphs.
pub(super) fn fates(page: &PageGlyphs, row: &Row, setting: &Setting) -> Vec<(u32, Fate)> {
    let place = |&(at, along): &(usize, f64)| {
        let item = &row.items[at];
        let glyph = page.glyphs.get(item.id as usize)?;
        let show = page.shows.get(glyph.show as usize)?;
        let across = if item.across.abs() < LEVEL {
            0.0
        } else {
            (item.across / LEVEL).round() * LEVEL
        };
        let to = row.point(along, across);
        let at = Matrix {
            e: to.x,
            f: to.y,
            ..show.text_matrix(glyph).then(show.ctm)
        };
        let h_scale = show.state.h_scale * setting.squeeze;
        Some((item.id, Fate::Moved { at, h_scale }))
    };
    setting.glyphs.iter().filter_map(place).collect()
}

/// Joins a row with the one after it on the same line, which has no place of its own.
pub(super) fn join(row: &mut Row, next: &Row) {
    let shift = Point {
        x: next.origin.x - row.origin.x,
        y: next.origin.y - row.origin.y,
    };
    let along = super::row::dot(shift, row.direction);
    let across = super::row::dot(shift, row.up);
    for (at, item) in next.items.iter().enumerate() {
        row.items.push(Item {
            along: item.along + along,
            across: item.across + across,
            gap_before: item.gap_before || at == 0,
            ..item.clone()
        });
    }
    row.limit = next.limit + along;
}

#[cfg(test)]
mod tests {
    use super::super::row::Hole;
    use super::*;

    const SIZE: f64 = 10.0;
    const LABEL: f64 = 30.0;

    /// `«name»` is removed, `_` is an implied space, ` ` is a space; every glyph is 5 points wide, set with 1 point between.
    fn row(text: &str) -> Row {
        let mut items = Vec::new();
        let (mut along, mut inside, mut gap) = (0.0, false, false);
        for c in text.chars() {
            match c {
                '«' => inside = true,
                '»' => inside = false,
                '_' => (gap, along) = (true, along + 3.0),
                _ => {
                    let hole = Hole {
                        label: 0,
                        part: Part::First,
                    };
                    items.push(Item {
                        id: items.len() as u32,
                        along,
                        across: 0.0,
                        advance: 5.0,
                        size: SIZE,
                        gap_before: std::mem::take(&mut gap),
                        is_blank: c == ' ',
                        role: if inside { Role::Hole(hole) } else { Role::Kept },
                    });
                    along += 6.0;
                }
            }
        }
        Row {
            items,
            origin: Point { x: 70.0, y: 700.0 },
            direction: Point { x: 1.0, y: 0.0 },
            up: Point { x: 0.0, y: 1.0 },
            limit: 450.0,
            line: 0,
        }
    }

    fn places(text: &str, alignment: Alignment) -> (Vec<f64>, Vec<f64>) {
        let setting = set(&row(text), alignment, |_, _, _| Room::fixed(LABEL));
        (
            setting.glyphs.iter().map(|g| g.1).collect(),
            setting.stands.iter().map(|s| s.along).collect(),
        )
    }

    #[test]
    fn what_follows_a_label_stands_where_any_name_would_leave_it() {
        for alignment in [Alignment::Start, Alignment::End(400.0), Alignment::Middle(300.0)] {
            let short = places("aan «Jo» is", alignment);
            let long = places("aan «Mohammed_van_den_Boogaard» is", alignment);
            assert_eq!(short, long);
        }
    }

    #[test]
    fn advances_are_natural_and_implied_spaces_constant() {
        let (glyphs, stands) = places("ab_«Jo»_c", Alignment::Start);
        assert_eq!(stands, [10.0 + SPACE * SIZE]);
        assert_eq!(glyphs, [0.0, 5.0, 10.0 + 2.0 * SPACE * SIZE + LABEL]);
    }

    #[test]
    fn a_row_that_does_not_fit_is_squeezed_into_its_cell() {
        let mut narrow = row("a«J»bcdef");
        narrow.limit = 40.0;
        let setting = set(&narrow, Alignment::Start, |_, _, _| Room::fixed(LABEL));
        let end = setting.glyphs.last().expect("kept").1 + 5.0 * setting.squeeze;
        assert!(setting.squeeze < 1.0 && (end - 40.0).abs() < 1e-9, "{setting:?}");
    }

    #[test]
    fn a_box_gives_way_before_the_text_does() {
        let mut narrow = row("a«J»bcdef");
        narrow.limit = 45.0;
        let room = Room {
            wanted: LABEL,
            least: 12.0,
        };
        let setting = set(&narrow, Alignment::Start, |_, _, _| room);
        assert_eq!((setting.squeeze, setting.stands[0].width), (1.0, 15.0));
        assert_eq!(setting.glyphs.last().expect("kept").1, 40.0);
    }

    #[test]
    fn spaces_without_room_take_none() {
        let mut hyphened = row("abcd «Jo»");
        let soft = |at: usize| Item {
            along: hyphened.items[at].along,
            is_blank: true,
            ..hyphened.items[at].clone()
        };
        let (one, two) = (soft(1), soft(3));
        hyphened.items.splice(4..4, [one, two]);
        let setting = set(&hyphened, Alignment::Start, |_, _, _| Room::fixed(LABEL));
        assert_eq!(setting.stands[0].along, 25.0);
    }

    #[test]
    fn a_space_and_an_implied_one_are_one() {
        let (glyphs, stands) = places("a _«Jo»_ b", Alignment::Start);
        assert_eq!(
            (glyphs, stands),
            (vec![0.0, 5.0, 10.0 + LABEL, 15.0 + LABEL], vec![10.0])
        );
    }

    #[test]
    fn a_row_that_begins_with_the_rest_of_a_name_begins_with_the_next_word() {
        let setting = set(&row("«Jo» bc"), Alignment::Start, |_, _, _| Room::fixed(0.0));
        let places: Vec<f64> = setting.glyphs.iter().map(|g| g.1).collect();
        assert_eq!(places, [0.0, 0.0, 5.0]);
    }

    #[test]
    fn a_justified_row_reaches_its_edge_whatever_was_removed() {
        for name in ["Jo", "Mohammed_van_den_Boogaard", "Mo van Os"] {
            let (glyphs, stands) = places(&format!("aan_«{name}» is"), Alignment::Both(150.0));
            assert!((glyphs[5] + 5.0 - 80.0).abs() < 1e-9, "{name}: {glyphs:?}");
            let before = stands[0].min(glyphs[3]) - 15.0;
            let after = glyphs[4] - glyphs[3];
            assert!(before > 10.0 && after > 10.0, "{name}: {before} {after}");
        }
    }

    #[test]
    fn a_right_aligned_row_ends_where_its_column_does() {
        let setting = set(&row("naam «Jo»"), Alignment::End(400.0), |_, _, _| Room::fixed(LABEL));
        assert_eq!(70.0 + setting.stands[0].along + LABEL, 400.0);
    }
}
