//! The few HTML constructs of a report, every word escaped. It knows no log.

use crate::commands::markup::escaped;
use std::fmt::Write;

/// A cell of a table.
pub enum Cell {
    /// Words.
    Words(String),
    /// A number, set to the right.
    Number(u64),
    /// A bar of so many percents, for the eye alone: the number stands beside it.
    Bar(u64),
}

impl Cell {
    /// From words.
    pub fn words(words: impl Into<String>) -> Self {
        Self::Words(words.into())
    }
}

/// A table whose first column names its rows. `caption` says what it holds.
pub fn table(page: &mut String, caption: &str, header: &[&str], rows: &[Vec<Cell>]) {
    // Writing to a string cannot fail.
    let _ = write!(
        page,
        "<div class=\"wide\" role=\"region\" aria-label=\"{caption}\" tabindex=\"0\">\n<table>\n<caption>{caption}</caption>\n<thead><tr>",
        caption = escaped(caption)
    );
    for (at, name) in header.iter().enumerate() {
        let class = match rows.first().and_then(|row| row.get(at)) {
            Some(Cell::Number(_)) => " class=\"number\"",
            Some(Cell::Bar(_)) => " class=\"bar\"",
            _ => "",
        };
        let _ = write!(page, "<th scope=\"col\"{class}>{}</th>", escaped(name));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        page.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            let _ = match (cell, at) {
                (Cell::Words(words), 0) => write!(page, "<th scope=\"row\">{}</th>", escaped(words)),
                (Cell::Words(words), _) => write!(page, "<td>{}</td>", escaped(words)),
                (Cell::Number(number), _) => write!(page, "<td class=\"number\">{number}</td>"),
                (Cell::Bar(percent), _) => write!(
                    page,
                    "<td class=\"bar\" aria-hidden=\"true\"><span style=\"width:{percent}%\"></span></td>"
                ),
            };
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n</div>\n");
}

/// Names with their values; `class` is the look.
pub fn pairs(page: &mut String, class: &str, pairs: &[(String, String)]) {
    let _ = writeln!(page, "<dl class=\"{class}\">");
    for (name, value) in pairs {
        let _ = writeln!(page, "<div><dt>{}</dt><dd>{}</dd></div>", escaped(name), escaped(value));
    }
    page.push_str("</dl>\n");
}

/// A list.
pub fn list(page: &mut String, items: &[String]) {
    page.push_str("<ul>\n");
    for item in items {
        let _ = writeln!(page, "<li>{}</li>", escaped(item));
    }
    page.push_str("</ul>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_break_out_of_the_page() {
        let mut page = String::new();
        table(&mut page, "a\"b", &["<th>"], &[vec![Cell::words("<script>'&")]]);
        assert!(!page.contains("<script>") && !page.contains("a\"b"), "{page}");
        assert!(page.contains("&lt;script&gt;&#39;&amp;"), "{page}");
    }
}
