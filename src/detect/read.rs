//! Detection in a text as it is read, whatever lines it stands in; what is found is told in places of the text as it
//! stands. It finds nothing itself.

use super::engine;
use super::finding::Finding;
use super::known::KnownNames;
use super::look::Look;
use super::slips;
use crate::rules::{RuleSet, Term};
use crate::text::Text;

/// Everything in a text that the rules find, in the order of the text; no two findings overlap.
pub fn detect(text: &Text, rules: &RuleSet) -> Vec<Finding> {
    detect_in(text, rules, &KnownNames::default())
}

/// The same for a document of a dossier of which all documents have had a first look.
pub fn detect_in(text: &Text, rules: &RuleSet, dossier: &KnownNames) -> Vec<Finding> {
    Look::at(text, rules).findings(dossier)
}

/// Where terms stand in every notation, whatever other rules say.
pub fn find_terms(text: &Text, rules: &RuleSet, wanted: &[Term]) -> Vec<Finding> {
    let flow = slips::flow(text);
    let told = |finding: Finding| Finding {
        span: flow.back(finding.span),
        ..finding
    };
    let found = engine::find_terms(flow.text(), rules, wanted);
    found.into_iter().map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Origin, TextBuilder};

    #[test]
    fn what_a_line_end_cuts_is_found_whole() {
        for (lines, found) in [
            (
                ["Bereikbaar op mobiel 06-12 34", "56 78, ook in het weekend."],
                "06-12 34\n56 78",
            ),
            (
                [
                    "Schrijf aan piet.wa\u{2010}",
                    "tersnip@voorbeeld.nl als u vragen heeft.",
                ],
                "piet.wa\u{2010}\ntersnip",
            ),
            (
                ["Wij spraken met mevrouw J. Oosterhui\u{2010}", "zen over de aanvraag."],
                "J. Oosterhui\u{2010}\nzen",
            ),
        ] {
            let mut builder = TextBuilder::default();
            builder.begin_page();
            builder.push_line([lines[0]], 0, Origin::Page);
            builder.goes_on();
            builder.push_line([lines[1]], 0, Origin::Page);
            let text = builder.finish();
            let findings = detect(&text, &RuleSet::builtin());
            let words: Vec<&str> = findings.iter().map(|finding| text.slice(finding.span)).collect();
            assert_eq!(words, [found]);
        }
    }
}
