//! Home or office: what the words and names around an address say of it. It finds no addresses.

use std::ops::Range;

use crate::detect::run::Reader;
use crate::detect::word_list::{Signs, word_lists};

word_lists! {
    /// What makes an address behind it a home.
    HOME: Signs = "home-signs";
    /// What makes an address near it an office.
    OFFICE: Signs = "office-signs";
}

/// Positive for a home, negative for an office.
pub(super) fn score(reader: &Reader, range: &Range<usize>, names: &[Range<usize>]) -> i32 {
    let scene = reader.scene;
    let source = scene.source();
    let before = match line_above_flowing_on(reader, range.start) {
        Some(above) => format!("{} {}", above.to_lowercase(), scene.before(range.start)),
        None => scene.before(range.start),
    };
    let after = scene.after(range.end);
    let mut score = 0;
    score -= 3 * i32::from(organisation_before(reader, range.start));
    score += 3 * i32::from(before.starts_with("adres") || HOME.stand_in(&before));
    let near_after: String = after.chars().take(60).collect();
    score -= 3 * i32::from(OFFICE.stand_in(&before));
    score -= 2 * i32::from(OFFICE.stand_in(&near_after));
    // A name in the same cell or line before it, or on the line above, makes it that person's address.
    let line = scene
        .text
        .line_at(range.start)
        .map(|number| &scene.text.lines()[number]);
    if let Some(line) = line {
        let first_here = names.partition_point(|name| name.start < line.range.start);
        let named_here = names.get(first_here).is_some_and(|name| name.end <= range.start);
        score += 3 * i32::from(named_here);
        let alone = source[line.range.start..range.start]
            .trim_matches(|c: char| !c.is_alphanumeric())
            .is_empty();
        if alone && !named_here {
            let above = scene.text.line_at(range.start).and_then(|number| {
                scene.text.lines()[..number]
                    .iter()
                    .rev()
                    .take(2)
                    .find(|line| !source[line.range.clone()].trim().is_empty())
            });
            let named_above = above.is_some_and(|above| {
                let first = names.partition_point(|name| name.end <= above.range.start);
                names.get(first).is_some_and(|name| name.end <= above.range.end)
            });
            score += 2 * i32::from(named_above);
            score -= 3 * i32::from(named_above && heads_office(reader, range.start));
        }
        let prose = source[line.range.start..range.start]
            .chars()
            .filter(|c| c.is_alphabetic())
            .count()
            > 12;
        let piped = source[line.range.clone()].contains('|') || source[line.range.clone()].contains(" - ");
        score += i32::from(prose && !piped && score >= 0);
        score -= i32::from(piped);
    }
    score
}

/// The line above, if its sentence goes on in the line of a place: that begins with a small letter.
fn line_above_flowing_on<'r>(reader: &'r Reader, at: usize) -> Option<&'r str> {
    let lines = reader.scene.text.lines();
    let source = reader.scene.source();
    let number = reader.scene.text.line_at(at)?;
    let above = lines.get(number.checked_sub(1)?)?;
    let goes_on = source[lines[number].range.clone()].starts_with(char::is_lowercase);
    (goes_on && above.cells.len() == 1).then(|| &source[above.range.clone()])
}

/// Whether the lines above, up to an empty one, address somebody at an organisation: `t.a.v. I. ten Velde`.
fn heads_office(reader: &Reader, at: usize) -> bool {
    let source = reader.scene.source();
    let lines = reader.scene.text.lines();
    let number = reader.scene.text.line_at(at).unwrap_or(0);
    let above = lines[..number]
        .iter()
        .rev()
        .take(4)
        .map(|line| source[line.range.clone()].trim());
    let block: Vec<String> = above
        .take_while(|line| !line.is_empty())
        .map(str::to_lowercase)
        .collect();
    let attention = ["t.a.v.", "ter attentie van"];
    let place = |line: &String| attention.iter().find_map(|words| line.find(words));
    let Some((at, column)) = block.iter().enumerate().find_map(|(at, line)| Some((at, place(line)?))) else {
        return false;
    };
    // Who is written to for the attention of somebody is an organisation, whatever its name, or a family.
    let is_family = |line: &str| ["familie", "fam.", "bewoner"].iter().any(|word| line.contains(word));
    let addressed = block.get(at + 1).map_or("", String::as_str);
    let named = column > 0 || !addressed.is_empty();
    named && !is_family(addressed) || block.iter().any(|line| OFFICE.stand_in(line))
}

/// Whether an organisation is named shortly before, with no sentence ending in between.
fn organisation_before(reader: &Reader, at: usize) -> bool {
    let first = reader.scene.token_from(at);
    let source = reader.scene.source();
    (first.saturating_sub(10)..first)
        .rev()
        .take_while(|near| reader.scene.tokens[*near].mark(source) != Some('.'))
        .any(|near| reader.words.member(near).organisation() && reader.words.is_capital(near))
}
