//! The cells of lines of plain text: at tabs, and at semicolons where lines below each other have them as a table does.
//! It knows nothing of what stands in a cell.

use std::ops::Range;

/// Semicolons from which on a line may head a table.
const FEWEST: usize = 3;

/// What is known of the table in which a line may stand.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// Semicolons of the head of the table that goes on.
    semicolons: Option<usize>,
}

impl Columns {
    /// The cells of a line that stands at a byte of the text; `next` is the line below.
    pub(super) fn cells(&mut self, line: &str, next: Option<&str>, at: usize) -> Vec<Range<usize>> {
        let count = |line: &str| line.matches(';').count();
        let own = count(line);
        self.semicolons = match self.semicolons {
            Some(head) if own >= head => Some(head),
            _ if own >= FEWEST && is_head(line) && next.is_some_and(|next| count(next) >= own) => Some(own),
            _ => None,
        };
        match self.semicolons {
            Some(head) => ranges(line.splitn(head + 1, ';'), at),
            None => ranges(line.split('\t'), at),
        }
    }
}

/// A head has no sentence or list of names in it: nothing but the cell's own words stands between two semicolons.
fn is_head(line: &str) -> bool {
    !line.contains("; ") && !line.contains('\t')
}

fn ranges<'a>(cells: impl Iterator<Item = &'a str>, at: usize) -> Vec<Range<usize>> {
    let mut start = at;
    let range = |cell: &str| {
        let range = start..start + cell.len();
        start += cell.len() + 1;
        range
    };
    cells.map(range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widths(lines: &[&str]) -> Vec<usize> {
        let mut columns = Columns::default();
        let next = |index: usize| lines.get(index + 1).copied();
        let cells = |(index, line): (usize, &&str)| columns.cells(line, next(index), 0).len();
        lines.iter().enumerate().map(cells).collect()
    }

    #[test]
    fn a_table_with_semicolons_has_the_columns_of_its_head() {
        let table = [
            "nr;melder;plaats;opm",
            "1;J. Eskens;Veldwolde;",
            "2;;Delft;nat; koud",
            "",
            "Tot ziens; dag",
        ];
        assert_eq!(widths(&table), [4, 4, 4, 1, 1]);
    }

    #[test]
    fn a_list_of_names_with_semicolons_is_one_cell() {
        assert_eq!(
            widths(&["Vreede, J. de; Eskens, M.; Rijpma, A.; Tol, B.", "CC: a; b; c; d"]),
            [1, 1]
        );
    }
}
