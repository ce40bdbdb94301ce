//! What the log tells of a document's text: shares, date, kind. Never its words.

use super::head::{DocumentKind, Head};
use crate::audit::{Note, PageShare};
use crate::decide::Ruled;
use crate::detect::{Kind, names_job_title};
use crate::redact::text::redact as replace;
use crate::text::Text;

/// Pages with a smaller share withheld are not told one by one, in percents.
const HEAVY: u8 = 10;

/// What a document's text tells the log.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Facts {
    /// Share of the readable characters that is withheld, in whole percents: 0 is none, 100 is all.
    pub withheld_percent: u8,
    /// Pages of which a tenth or more is withheld.
    pub heavy_pages: Vec<PageShare>,
    /// Date in its head.
    pub date: Option<String>,
    /// Kind that its head names.
    pub kind: Option<DocumentKind>,
    /// Whether its closing section says that nothing is withheld.
    pub claims_nothing_withheld: bool,
}

impl Facts {
    /// Of a text under its rulings. The head is read after redaction, so that it cannot tell what is withheld.
    pub fn of(text: &Text, ruled: &[Ruled]) -> Self {
        let head = Head::of(&Text::from_plain(replace(text, ruled).as_str()));
        let mut withheld = vec![0; text.pages().len()];
        for one in ruled.iter().filter(|one| one.ground().is_some()) {
            let page = text.page_at(one.finding.span.start()).unwrap_or(0);
            if let Some(count) = withheld.get_mut(page) {
                *count += solid(text.slice(one.finding.span));
            }
        }
        let all: Vec<usize> = text
            .pages()
            .iter()
            .map(|page| solid(&text.as_str()[page.range.clone()]))
            .collect();
        let shares = withheld.iter().zip(&all).zip(1..);
        Self {
            withheld_percent: percent(withheld.iter().sum(), all.iter().sum()),
            heavy_pages: shares
                .map(|((withheld, all), page)| PageShare {
                    page,
                    percent: percent(*withheld, *all),
                })
                .filter(|share| share.percent >= HEAVY)
                .collect(),
            date: head.date,
            kind: head.kind,
            claims_nothing_withheld: head.claims_nothing_withheld,
        }
    }
}

/// What a lawyer wants to know of a ruling.
pub fn note(text: &Text, ruled: &Ruled) -> Option<Note> {
    let words = text.slice(ruled.finding.span);
    let whole_address = ruled.finding.kind == Kind::Email && words.contains('@');
    let note = match ruled.finding.kind {
        _ if whole_address => Note::DomainWithheld,
        Kind::Person | Kind::Term if names_job_title(words) => Note::JobTitleWithheld,
        _ => return None,
    };
    ruled.ground().map(|_| note)
}

fn solid(words: &str) -> usize {
    words.chars().filter(|c| !c.is_whitespace()).count()
}

fn percent(part: usize, whole: usize) -> u8 {
    match (part, whole) {
        (0, _) | (_, 0) => 0,
        (part, whole) if part >= whole => 100,
        (part, whole) => (part * 100).div_ceil(whole).min(99) as u8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decide::{Threshold, decide};
    use crate::detect::detect;
    use crate::rules::RuleSet;

    #[test]
    fn shares_are_of_characters_and_never_lie_about_none_and_all() {
        let text = Text::from_plain("111222333\u{c}BSN 111222333\u{c}Niets te verbergen.");
        let rules = RuleSet::builtin();
        let findings = detect(&text, &rules);
        let ruled = decide(findings, Threshold::Doubtful);
        let facts = Facts::of(&text, &ruled);
        let second = facts
            .heavy_pages
            .iter()
            .find(|share| share.page == 2)
            .expect("second page");
        assert_eq!(second.percent, 75);
        assert!(facts.heavy_pages.iter().all(|share| share.page != 3));
        assert_eq!(
            (percent(0, 9), percent(1, 1000), percent(999, 1000), percent(5, 5)),
            (0, 1, 99, 100)
        );
    }
}
