//! IDs, matters and case numbers that an officer gives per document in a CSV file: `file,id,matter,zaaknummer`.

use crate::commands::{Failure, sources};
use std::collections::BTreeMap;
use std::path::Path;

/// What is given of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// ID.
    pub id: Option<String>,
    /// Matter.
    pub matter: Option<String>,
    /// Zaaknummer.
    pub case_number: Option<String>,
}

/// Reads the file; the first line names the columns, in any order.
pub fn read(path: Option<&Path>) -> Result<BTreeMap<String, Given>, Failure> {
    let Some(path) = path else {
        return Ok(BTreeMap::new());
    };
    parse(&sources::read(path)?).map_err(|problem| Failure::new(format!("{}: {problem}", path.display())))
}

fn parse(contents: &str) -> Result<BTreeMap<String, Given>, String> {
    let mut lines = contents.trim_start_matches('\u{feff}').lines().map(cells);
    let header: Vec<String> = lines
        .next()
        .unwrap_or_default()
        .iter()
        .map(|name| name.to_lowercase())
        .collect();
    let column = |name: &str| header.iter().position(|known| known == name);
    let Some(file) = column("file") else {
        return Err("regel 1: de kolom «file» ontbreekt".to_owned());
    };
    let (id, matter, case_number) = (column("id"), column("matter"), column("zaaknummer"));
    let mut given = BTreeMap::new();
    for (number, line) in (2..).zip(lines) {
        let cell = |at: Option<usize>| at.and_then(|at| line.get(at)).filter(|cell| !cell.is_empty()).cloned();
        let Some(name) = cell(Some(file)) else {
            continue;
        };
        let one = Given {
            id: cell(id),
            matter: cell(matter),
            case_number: cell(case_number),
        };
        if given.insert(name, one).is_some() {
            return Err(format!("regel {number}: dit document staat er al"));
        }
    }
    Ok(given)
}

/// The cells of a line, split on commas or semicolons outside quotes.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                push(&mut cells, '"');
            }
            '"' => quoted = !quoted,
            ',' | ';' if !quoted => cells.push(String::new()),
            other => push(&mut cells, other),
        }
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

fn push(cells: &mut [String], letter: char) {
    if let Some(cell) = cells.last_mut() {
        cell.push(letter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_come_in_any_order_and_quotes_are_understood() {
        let given = parse("ID;file;Zaaknummer\nA1;\"map/a; b.pdf\";Z-1\n;c.pdf;\n").expect("read");
        assert_eq!(given["map/a; b.pdf"].id.as_deref(), Some("A1"));
        assert_eq!(given["c.pdf"], Given::default());
        assert!(parse("id\nA1\n").is_err());
        assert!(parse("file\na\na\n").is_err());
    }
}
