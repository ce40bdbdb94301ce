//! The layer of forms, letterheads, mail headers and tables: a label tells what stands behind it.

use std::collections::HashSet;
use std::ops::Range;

use super::hit::{Hit, Weight};
use super::name_list;
use super::run::Reader;
use crate::rules::{Effect, LabelValue, Labels, Rule, RuleSet, label_key};

/// Bytes that a label may have.
const MAX_LABEL: usize = 60;
/// Lines below a label that stands alone that may hold its value.
const MAX_VALUE_LINES: usize = 14;

/// Letters of a log-in behind a label for names, at least.
const SHORTEST_LOGIN: usize = 5;

/// All values of known labels; gives where the labels begin.
pub(crate) fn find<'r>(reader: &Reader, rules: &'r RuleSet, hits: &mut Vec<Hit<'r>>) -> HashSet<usize> {
    let mut labelled = HashSet::new();
    let index = Index { rules };
    let lines = reader.scene.text.lines();
    let source = reader.scene.source();
    for (number, line) in lines.iter().enumerate() {
        // `heemraad | G. Zwaluw | gezien`: an office before the name is nearer than the head of the column.
        let mut of_office = None;
        for (column, cell) in line.cells.iter().enumerate() {
            if of_office == Some(column) {
                continue;
            }
            let inner = trim_decoration(source, cell.clone());
            if let Some((label, value)) = split_label(source, inner.clone()) {
                let found = index.rule_for(&source[label.clone()]);
                if let Some(found) = found.or_else(|| town_of_address(reader, &index, number, &source[label.clone()])) {
                    labelled.insert(label.start);
                    let next = line.cells.get(column + 1);
                    let next = next.filter(|next| !source[(*next).clone()].trim_end().ends_with(':'));
                    match (source[value.clone()].trim().is_empty(), next) {
                        (false, _) => values(reader, found, until_next_label(source, value, &index), hits),
                        (true, Some(value)) => values(reader, found, value.clone(), hits),
                        (true, None) if line.cells.len() == 1 => below(reader, found, number, &index, hits),
                        (true, None) => {}
                    }
                    after_other_labels(reader, &index, &source[..inner.end], inner.clone(), hits);
                    continue;
                }
                after_other_labels(reader, &index, &source[..inner.end], inner.clone(), hits);
            }
            let before_value =
                column + 1 < line.cells.len() && line.cells.len() <= 4 && (column % 2 == 0 || line.cells.len() == 2);
            if before_value
                && !heads_column(reader, number, column)
                && (1..=MAX_LABEL).contains(&inner.len())
                && let Some(found) = index.exact(&source[inner.clone()])
            {
                values(reader, found, line.cells[column + 1].clone(), hits);
                of_office = matches!(found.0.effect, Effect::Keep(_)).then_some(column + 1);
                continue;
            }
            if let Some(found) = label_of_row(reader, &index, number).filter(|_| column > 1) {
                values(reader, found, cell.clone(), hits);
                continue;
            }
            if let Some(head) = reader.scene.column_head(cell.start)
                && let Some(found) = index.rule_for(&source[trim_decoration(source, head)])
            {
                values(reader, found, cell.clone(), hits);
                if matches!(found.1.value, LabelValue::Names) {
                    let push = &mut |range: Range<usize>| hits.push(Hit::new(range, found.0, Weight::Structure));
                    name_list::lone_initials(reader, cell.clone(), push);
                }
                continue;
            }
            if line.cells.len() == 1
                && inner.len() <= MAX_LABEL
                && let Some(found) = index.exact(&source[inner])
            {
                below(reader, found, number, &index, hits);
            }
        }
    }
    labelled
}

/// Whether a cell of several heads the column below it: `Gebruiker | Rol | Actie`.
fn heads_column(reader: &Reader, number: usize, column: usize) -> bool {
    let lines = reader.scene.text.lines();
    let below = lines.get(number + 1).and_then(|line| line.cells.get(column));
    let head = below.and_then(|below| reader.scene.column_head(below.start));
    let cells = &lines[number].cells;
    cells.len() >= 3 && head.is_some_and(|head| head.start == cells[column].start)
}

/// The label of data in the first cell of a row, with a value for each of several people: `Geboren | 7-10-1985 | 30-6-1982`.
fn label_of_row<'r>(reader: &Reader, index: &Index<'r>, number: usize) -> Option<Found<'r>> {
    let cells = &reader.scene.text.lines()[number].cells;
    let found = index.rule_for(&reader.scene.source()[cells.first()?.clone()])?;
    let is_name = matches!(found.1.value, LabelValue::Names | LabelValue::Initials);
    let may_be = cells.len() == 3 && !is_name && matches!(found.0.effect, Effect::Redact(_));
    (may_be && !heads_column(reader, number, 0)).then_some(found)
}

/// `Plaats: Geldrop` below `Huisnr: 30`: the town of an address, for which the label alone would not do.
fn town_of_address<'r>(reader: &Reader, index: &Index<'r>, number: usize, label: &str) -> Option<Found<'r>> {
    let source = reader.scene.source();
    let above = &reader.scene.text.lines()[number.checked_sub(1)?];
    let (before, _) = split_label(source, above.range.clone()).filter(|_| label_key(label) == "plaats")?;
    let found = index.rule_for(&source[before])?;
    matches!(found.1.value, LabelValue::Address).then_some(found)
}

/// Rules by their labels.
struct Index<'r> {
    rules: &'r RuleSet,
}

type Found<'r> = (&'r Rule, &'r Labels);

impl<'r> Index<'r> {
    /// The rule whose label this is, word for word.
    fn exact(&self, label: &str) -> Option<Found<'r>> {
        self.rules.label(&label_key(label))
    }

    /// The rule whose label this is, begins with or ends with.
    fn rule_for(&self, label: &str) -> Option<Found<'r>> {
        // What stands in brackets explains a label: `Geb. datum (voor de koppeling)`.
        let plain = label
            .split_once('(')
            .map(|(head, _)| head)
            .filter(|head| !head.trim().is_empty());
        let key = label_key(plain.unwrap_or(label));
        if let Some(found) = self.rules.label(&key) {
            return Some(found);
        }
        let words: Vec<&str> = key.split(' ').collect();
        if words.len() > 6 {
            return None;
        }
        (1..words.len()).rev().find_map(|cut| {
            let head = words[..cut].join(" ");
            let tail = words[words.len() - cut..].join(" ");
            [head, tail]
                .into_iter()
                .filter(|part| part.len() >= 5)
                .find_map(|part| self.rules.label(&part))
        })
    }
}

/// Without list marks, quote marks and emphasis around it.
fn trim_decoration(source: &str, range: Range<usize>) -> Range<usize> {
    let words = &source[range.clone()];
    let start = words
        .find(|c: char| c.is_alphanumeric() || c == '(' || c == '[')
        .unwrap_or(words.len());
    let end = words.trim_end_matches(|c: char| c.is_whitespace() || c == '*').len();
    range.start + start..range.start + end.max(start)
}

/// `Naam ........ Zwaluw`: where the label ends and the value begins, with a row of points, lines or dashes in between.
fn leaders(words: &str) -> Option<(usize, usize)> {
    let label = words
        .find("....")
        .or_else(|| words.find("____"))
        .filter(|at| (1..=MAX_LABEL).contains(at))?;
    let value = words.len() - words[label..].trim_start_matches(['.', '_', ':', ' ']).len();
    (value < words.len() && words[..label].trim_end().chars().any(char::is_alphabetic)).then_some((label, value))
}

/// `Label: value`, split at its colon or its leaders.
fn split_label(source: &str, cell: Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let words = &source[cell.clone()];
    if let Some((label, value)) = leaders(words) {
        return Some((cell.start..cell.start + label, cell.start + value..cell.end));
    }
    let colon = words
        .char_indices()
        .take_while(|(at, _)| *at <= MAX_LABEL)
        .find(|(at, c)| *c == ':' && !words[at + 1..].starts_with(|next: char| next.is_ascii_digit() || next == '/'))?;
    let label = cell.start..cell.start + colon.0;
    (colon.0 > 0).then_some((label, cell.start + colon.0 + 1..cell.end))
}

/// The value up to another known label in the same cell.
fn until_next_label(source: &str, value: Range<usize>, index: &Index) -> Range<usize> {
    match next_label(source, value.clone(), index) {
        Some((label, _)) => value.start..label.start,
        None => value,
    }
}

/// The next `; Label:` or ` Label:` with a known label.
fn next_label<'r>(source: &str, value: Range<usize>, index: &Index<'r>) -> Option<(Range<usize>, (usize, Found<'r>))> {
    let words = &source[value.clone()];
    for (colon, _) in words.match_indices(':') {
        if words[colon + 1..].starts_with(|next: char| next.is_ascii_digit() || next == '/') {
            continue;
        }
        let before = &words[..colon];
        let mut start = before.len();
        for _ in 0..3 {
            start = before[..start]
                .trim_end()
                .rfind([' ', ';', ',', '(', '|', '.'])
                .map_or(0, |at| at + 1);
            let label = before[start..].trim();
            if let Some(found) = index.exact(label) {
                return Some((
                    value.start + start..value.start + colon,
                    (value.start + colon + 1, found),
                ));
            }
            if start == 0 {
                break;
            }
            start -= 1;
        }
    }
    None
}

/// Further labels in the same cell: `Naam: X  Functie: Y; Paraaf: Z`.
fn after_other_labels<'r>(
    reader: &Reader,
    index: &Index<'r>,
    source: &str,
    cell: Range<usize>,
    hits: &mut Vec<Hit<'r>>,
) {
    let mut from = cell.start;
    for _ in 0..12 {
        let Some((_, (start, found))) = next_label(source, from..cell.end, index) else {
            return;
        };
        values(reader, found, until_next_label(source, start..cell.end, index), hits);
        from = start;
    }
}

/// The lines below a label that stands alone, up to an empty line or the next label.
fn below<'r>(reader: &Reader, found: Found<'r>, label: usize, index: &Index<'r>, hits: &mut Vec<Hit<'r>>) {
    let source = reader.scene.source();
    let lines = reader.scene.text.lines();
    let mut seen = false;
    for line in lines.iter().skip(label + 1).take(MAX_VALUE_LINES) {
        if source[line.range.clone()].trim().is_empty() {
            if seen {
                return;
            }
            continue;
        }
        let inner = trim_decoration(source, line.range.clone());
        let is_label = index.exact(&source[inner.clone()]).is_some()
            || split_label(source, inner).is_some_and(|(label, _)| index.rule_for(&source[label]).is_some());
        if is_label {
            return;
        }
        seen = true;
        values(reader, found, line.range.clone(), hits);
        // Who stands further below a label for office holders may be anybody.
        if !matches!(found.1.value, LabelValue::Names) || matches!(found.0.effect, Effect::Keep(_)) {
            return;
        }
    }
}

fn values<'r>(reader: &Reader, (rule, labels): Found<'r>, range: Range<usize>, hits: &mut Vec<Hit<'r>>) {
    let source = reader.scene.source();
    let push = |range: Range<usize>, hits: &mut Vec<Hit<'r>>| hits.push(Hit::new(range, rule, Weight::Structure));
    let trimmed = trim(source, range.clone());
    let words = &source[trimmed.clone()];
    let has_digit = words.bytes().any(|b| b.is_ascii_digit());
    match labels.value {
        LabelValue::Names if is_login(reader, &trimmed) => push(trimmed, hits),
        LabelValue::Names => name_list::names(reader, range, &mut |found| push(found, hits)),
        LabelValue::Initials => name_list::initials_or_names(reader, range, &mut |found| push(found, hits)),
        LabelValue::Number | LabelValue::Account | LabelValue::Plate => {
            let end = words.find([',', ';', '(', '\t', '|']).unwrap_or(words.len());
            let value = trim(source, trimmed.start..trimmed.start + end);
            let long = source[value.clone()].chars().filter(|c| c.is_alphanumeric()).count();
            if (4..=34).contains(&long)
                && has_digit
                && source[value.clone()].split(' ').count() <= 8
                && source[value.clone()].bytes().any(|b| b.is_ascii_digit())
            {
                push(value, hits);
            }
        }
        LabelValue::Telephone => {
            let start = words.find(|c: char| c.is_ascii_digit() || c == '+' || c == '(');
            let end = words
                .find(|c: char| !(c.is_ascii_digit() || " +()-./–".contains(c)))
                .unwrap_or(words.len());
            if start == Some(0) {
                let value = trim(source, trimmed.start..trimmed.start + end);
                let digits = source[value.clone()].bytes().filter(u8::is_ascii_digit).count();
                let clock = digits <= 4 && source[value.clone()].contains('.')
                    || source[value.end..].starts_with([':', '/'])
                    || source[value.clone()].contains('/');
                if !clock && source[value.clone()].bytes().filter(u8::is_ascii_digit).count() >= 3 {
                    push(value, hits);
                }
            }
        }
        LabelValue::Address => {
            let end = words.find([';', '(', '\t']).unwrap_or(words.len());
            let value = trim(source, trimmed.start..trimmed.start + end);
            let is_number = source[value.clone()].starts_with(|c: char| c.is_ascii_digit());
            if (value.len() >= 3 || is_number)
                && value.len() <= 90
                && reader.words.is_capital(reader.scene.token_from(value.start)) | has_digit
            {
                push(value, hits);
            }
        }
        LabelValue::Birth => {
            let end = words.find([';', '\t']).unwrap_or(words.len());
            let value = trim(source, trimmed.start..trimmed.start + end);
            let first = reader.scene.token_from(value.start);
            if value.len() >= 4 && value.len() <= 50 && (has_digit || reader.words.is_capital(first)) {
                push(value, hits);
            }
        }
        LabelValue::UserName => {
            let end = words
                .find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '('))
                .unwrap_or(words.len());
            let value = trim(source, trimmed.start..trimmed.start + end);
            let member = reader.words.member(reader.scene.token_from(value.start));
            let ordinary = member.word() && !member.surname() && !member.given();
            let one_word = source[value.clone()].chars().all(char::is_alphabetic);
            if value.len() >= 3
                && !(ordinary && one_word)
                && source[value.clone()]
                    .chars()
                    .all(|c| c.is_alphanumeric() || "._-@\\/".contains(c))
            {
                push(value, hits);
            }
        }
    }
}

/// `Ingeboekt door: mtenzilver`: one word in small letters that no list knows.
fn is_login(reader: &Reader, value: &Range<usize>) -> bool {
    let words = &reader.scene.source()[value.clone()];
    let at = reader.scene.token_from(value.start);
    let member = reader.words.member(at);
    let is_known = member.word() || member.foreign() || member.organisation() || member.place() || member.misc();
    let is_small = words.len() >= SHORTEST_LOGIN && words.bytes().all(|b| b.is_ascii_lowercase());
    is_small && !is_known && !reader.words.is_compound(at)
}

/// Without white space and punctuation at the ends.
fn trim(source: &str, range: Range<usize>) -> Range<usize> {
    let words = &source[range.clone()];
    let start = words.len()
        - words
            .trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '(' | '@'))
            .len();
    let end = words.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')').len();
    range.start + start..range.start + end.max(start)
}
