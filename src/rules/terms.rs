//! A user's own terms with the ground for each. They are found as words, whatever their case or marks.

use super::error::{RuleError, RuleProblem};
use crate::text::Sensitive;
use crate::woo::Ground;

/// One term to withhold.
#[derive(Debug, Clone)]
pub struct Term {
    /// The words as the user gave them.
    pub words: Sensitive,
    /// The ground.
    pub ground: Ground,
}

/// Reads `term<TAB>ground` lines; empty lines and lines that begin with `#` are skipped.
pub(super) fn parse(file: &str, contents: &str) -> Result<Vec<Term>, RuleError> {
    let mut terms = Vec::new();
    for (index, line) in contents.lines().enumerate() {
        let line = line.trim_start_matches('\u{feff}').trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let wrong = |problem| RuleError {
            file: file.to_owned(),
            line: index + 1,
            problem,
        };
        let (words, code) = line.rsplit_once('\t').ok_or_else(|| wrong(RuleProblem::Term))?;
        let (words, code) = (words.trim(), code.trim());
        if !words.chars().any(char::is_alphanumeric) {
            return Err(wrong(RuleProblem::Term));
        }
        let ground = code.parse().map_err(|unknown| wrong(RuleProblem::Ground(unknown)))?;
        terms.push(Term {
            words: Sensitive::new(words),
            ground,
        });
    }
    Ok(terms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_have_any_ground_and_errors_name_the_line() {
        let terms = parse("termen.txt", "# project\nProject Zilver\t5.1.2.b\n").expect("valid");
        assert_eq!(terms[0].words.expose(), "Project Zilver");
        assert_eq!(terms[0].ground, Ground::EconomicInterests);
        for (contents, message) in [
            ("\nZilver", "termen.txt, regel 2: verwacht: term, tab, weigeringsgrond"),
            (
                "Zilver\t9.9",
                "termen.txt, regel 1: «9.9» is geen weigeringsgrond van de Woo",
            ),
        ] {
            assert_eq!(parse("termen.txt", contents).expect_err("invalid").to_string(), message);
        }
    }
}
