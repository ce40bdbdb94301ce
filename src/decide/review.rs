//! What a reviewer decided on a document's findings becomes rulings, exactly as it was decided. It finds nothing but the
//! terms that the reviewer adds, and keeps nothing that the reviewer withholds.

use super::ruling::{By, Ruled, Ruling, RulingKind};
use crate::detect::{Confidence, Evidence, Finding, KeepReason, Kind, Proposal, find_terms};
use crate::rules::{RuleId, RuleSet, Term};
use crate::text::{Sensitive, Text};
use crate::woo::Ground;

/// The rule that stands for a reviewer in the log.
pub const REVIEWER: &str = "reviewer";

/// Withhold on a ground, or keep for a reason, as a file of decisions states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verdict {
    /// Withhold or keep.
    pub ruling: RulingKind,
    /// The ground of what is withheld.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ground: Option<Ground>,
    /// The reason of what is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep: Option<KeepReason>,
}

impl Verdict {
    /// The ruling; `None` where something is withheld on no ground.
    fn ruling(self) -> Option<Ruling> {
        match self.ruling {
            RulingKind::Redact => self.ground.map(Ruling::Redact),
            RulingKind::Keep => Some(Ruling::Keep(self.keep.unwrap_or(KeepReason::ByInstruction))),
        }
    }
}

impl From<Ruling> for Verdict {
    fn from(ruling: Ruling) -> Self {
        let (ground, keep) = match ruling {
            Ruling::Redact(ground) => (Some(ground), None),
            Ruling::Keep(reason) => (None, Some(reason)),
        };
        Self {
            ruling: RulingKind::of(ruling),
            ground,
            keep,
        }
    }
}

/// One finding as it was proposed, with what was decided on it. Whatever a reviewer may not change is there to show.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    /// First byte in the document's text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The page, from 1.
    #[serde(default)]
    pub page: u32,
    /// The line of a text document, from 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line: Option<u32>,
    /// Left, bottom, right, top in points on the source's page.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub boxes: Vec<[f32; 4]>,
    /// The words, which must stand at that place.
    pub text: Sensitive,
    /// The words around them.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub context: Option<Sensitive>,
    /// What it is.
    #[serde(default = "term")]
    pub kind: Kind,
    /// The rule that found it; absent where the reviewer did.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rule: Option<RuleId>,
    /// Why it is a finding.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub evidence: Option<String>,
    /// How sure.
    #[serde(default = "certain")]
    pub confidence: Confidence,
    /// Withhold or keep.
    pub ruling: RulingKind,
    /// On which ground.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub ground: Option<Ground>,
    /// For which reason.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub keep: Option<KeepReason>,
    /// What the rules proposed; absent where the reviewer found it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub proposed: Option<Verdict>,
    /// Who decided on this one, if it is not the reviewer of the whole.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by: Option<String>,
}

/// Words that a reviewer withholds wherever they stand.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddedTerm {
    /// The words.
    pub text: Sensitive,
    /// On which ground.
    pub ground: Ground,
    /// Who decided, if it is not the reviewer of the whole.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by: Option<String>,
}

/// Why decisions cannot be carried out; numbers count from 1 in the order of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Misfit {
    /// The words of this finding do not stand at its place.
    Place(usize),
    /// This finding is withheld on no ground.
    NoGround(usize),
    /// This term does not stand in the document.
    NoSuchTerm(usize),
    /// This region lies on no page, or has no size.
    Region(usize),
    /// Something was changed and nobody is named who did.
    Nobody,
}

/// Everything that was decided on one document's text.
#[derive(Debug, Clone, Copy)]
pub struct Review<'a> {
    /// Who decided, for the log; may be empty if nothing was changed.
    pub reviewer: &'a str,
    /// Findings.
    pub findings: &'a [Decided],
    /// Terms of this document, each of which must stand in it.
    pub terms: &'a [AddedTerm],
    /// Terms of all documents.
    pub common: &'a [AddedTerm],
}

impl Review<'_> {
    /// One ruling per place in the order of the text, and no other than was decided. What is withheld goes before what
    /// is kept; where two are withheld, the later gives way where they overlap.
    ///
    /// # Errors
    /// The first decision that does not fit the text.
    pub fn rulings(&self, text: &Text, rules: &RuleSet) -> Result<Vec<Ruled>, Misfit> {
        let mut all = Vec::with_capacity(self.findings.len());
        for (number, decided) in (1..).zip(self.findings) {
            all.push(self.decided(text, rules, decided, number)?);
        }
        for (number, term) in (1..).zip(self.terms) {
            let found = self.term(text, rules, term)?;
            if found.is_empty() {
                return Err(Misfit::NoSuchTerm(number));
            }
            all.extend(found);
        }
        for term in self.common {
            all.extend(self.term(text, rules, term)?);
        }
        Ok(settled(text, all))
    }

    /// Who decided: the one named there, or the reviewer of the whole.
    ///
    /// # Errors
    /// Nobody is named.
    pub fn decider(&self, by: Option<&str>) -> Result<By, Misfit> {
        let name = by.unwrap_or(self.reviewer).trim();
        if name.is_empty() {
            return Err(Misfit::Nobody);
        }
        Ok(By::Reviewer(name.to_owned()))
    }

    fn decided(&self, text: &Text, rules: &RuleSet, decided: &Decided, number: usize) -> Result<Ruled, Misfit> {
        let span = text.span(decided.start..decided.end).ok_or(Misfit::Place(number))?;
        if text.slice(span) != decided.text.expose() {
            return Err(Misfit::Place(number));
        }
        let verdict = Verdict {
            ruling: decided.ruling,
            ground: decided.ground,
            keep: decided.keep,
        };
        let ruling = verdict.ruling().ok_or(Misfit::NoGround(number))?;
        let unchanged = decided.proposed.and_then(Verdict::ruling) == Some(ruling);
        let by = match (unchanged, decided.by.as_deref()) {
            (true, None) => By::Rule,
            (_, by) => self.decider(by)?,
        };
        // The log holds the words of the rules, never those of the file.
        let rule = decided.rule.as_ref().and_then(|id| rules.rule(id.as_str()));
        Ok(Ruled {
            finding: Finding {
                span,
                kind: decided.kind,
                rule: rule.map_or_else(|| RuleId::new(REVIEWER), |rule| rule.id.clone()),
                evidence: rule.map_or(Evidence::new("aangewezen door de beoordelaar"), |rule| {
                    Evidence::from_rule(&rule.evidence)
                }),
                confidence: decided.confidence,
                proposal: proposal(ruling),
            },
            ruling,
            by,
        })
    }

    fn term(&self, text: &Text, rules: &RuleSet, term: &AddedTerm) -> Result<Vec<Ruled>, Misfit> {
        let by = self.decider(term.by.as_deref())?;
        let wanted = Term {
            words: term.text.clone(),
            ground: term.ground,
        };
        let ruled = |finding| Ruled {
            finding: Finding {
                rule: RuleId::new(REVIEWER),
                evidence: Evidence::new("term van de beoordelaar"),
                ..finding
            },
            ruling: Ruling::Redact(term.ground),
            by: by.clone(),
        };
        Ok(find_terms(text, rules, &[wanted]).into_iter().map(ruled).collect())
    }
}

fn proposal(ruling: Ruling) -> Proposal {
    match ruling {
        Ruling::Redact(ground) => Proposal::Redact(ground),
        Ruling::Keep(reason) => Proposal::Keep(reason),
    }
}

/// In the order of the text without overlaps; every byte that is withheld stays so.
fn settled(text: &Text, all: Vec<Ruled>) -> Vec<Ruled> {
    let (mut withheld, kept): (Vec<Ruled>, Vec<Ruled>) = all.into_iter().partition(|one| one.ground().is_some());
    withheld.sort_by_key(|one| (one.finding.span.start(), std::cmp::Reverse(one.finding.span.end())));
    let mut settled: Vec<Ruled> = Vec::with_capacity(withheld.len() + kept.len());
    let mut end = 0;
    for mut one in withheld {
        let Some(rest) = text.span(one.finding.span.start().max(end)..one.finding.span.end().max(end)) else {
            continue;
        };
        end = rest.end();
        one.finding.span = rest;
        settled.push(one);
    }
    let covered = |one: &Ruled| {
        let span = one.finding.span;
        let after = settled.partition_point(|other| other.finding.span.end() <= span.start());
        settled
            .get(after)
            .is_some_and(|other| other.finding.span.overlaps(span))
    };
    let free: Vec<Ruled> = kept.into_iter().filter(|one| !covered(one)).collect();
    settled.extend(free);
    settled.sort_by_key(|one| one.finding.span);
    settled.dedup_by(|later, earlier| later.finding.span.overlaps(earlier.finding.span));
    settled
}

fn term() -> Kind {
    Kind::Term
}

fn certain() -> Confidence {
    Confidence::Certain
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Jan Smit en Piet Bos werken aan Zilver.";

    fn decided(words: &str, ruling: RulingKind) -> Decided {
        let start = TEXT.find(words).expect("stands there");
        Decided {
            start,
            end: start + words.len(),
            page: 1,
            line: None,
            boxes: Vec::new(),
            text: Sensitive::new(words),
            context: None,
            kind: Kind::Person,
            rule: None,
            evidence: None,
            confidence: Confidence::Certain,
            ruling,
            ground: (ruling == RulingKind::Redact).then_some(Ground::PrivateLife),
            keep: None,
            proposed: None,
            by: None,
        }
    }

    fn rulings(reviewer: &str, findings: &[Decided], terms: &[AddedTerm]) -> Result<Vec<(String, Ruling, By)>, Misfit> {
        let text = Text::from_plain(TEXT);
        let review = Review {
            reviewer,
            findings,
            terms,
            common: &[],
        };
        let ruled = review.rulings(&text, &RuleSet::builtin())?;
        Ok(ruled
            .into_iter()
            .map(|one| (text.slice(one.finding.span).to_owned(), one.ruling, one.by))
            .collect())
    }

    fn term(words: &str) -> AddedTerm {
        AddedTerm {
            text: Sensitive::new(words),
            ground: Ground::EconomicInterests,
            by: None,
        }
    }

    #[test]
    fn what_was_not_changed_is_by_the_rule_and_what_was_is_by_the_reviewer() {
        let mut adopted = decided("Jan Smit", RulingKind::Redact);
        adopted.proposed = Some(Ruling::Redact(Ground::PrivateLife).into());
        let mut changed = decided("Piet Bos", RulingKind::Keep);
        changed.proposed = adopted.proposed;
        assert_eq!(
            rulings("", &[adopted.clone(), changed.clone()], &[]),
            Err(Misfit::Nobody)
        );
        let found = rulings("jurist 7", &[adopted, changed], &[]).expect("fits");
        let by = By::Reviewer("jurist 7".to_owned());
        assert_eq!(
            found[0],
            ("Jan Smit".to_owned(), Ruling::Redact(Ground::PrivateLife), By::Rule)
        );
        assert_eq!(
            found[1],
            ("Piet Bos".to_owned(), Ruling::Keep(KeepReason::ByInstruction), by)
        );
    }

    #[test]
    fn overlaps_never_lose_a_withheld_byte() {
        let all = [
            decided("Smit en Piet", RulingKind::Redact),
            decided("Jan Smit", RulingKind::Redact),
            decided("Piet Bos", RulingKind::Keep),
        ];
        let found = rulings("jurist 7", &all, &[term("zilver")]).expect("fits");
        let words: Vec<&str> = found.iter().map(|(words, ..)| words.as_str()).collect();
        assert_eq!(words, ["Jan Smit", " en Piet", "Zilver"]);
    }

    #[test]
    fn what_does_not_fit_is_named_by_its_number() {
        let mut moved = decided("Jan Smit", RulingKind::Redact);
        moved.start += 1;
        moved.end += 1;
        assert_eq!(rulings("jurist 7", &[moved], &[]), Err(Misfit::Place(1)));
        let mut groundless = decided("Jan Smit", RulingKind::Redact);
        groundless.ground = None;
        assert_eq!(rulings("jurist 7", &[groundless], &[]), Err(Misfit::NoGround(1)));
        assert_eq!(rulings("jurist 7", &[], &[term("goud")]), Err(Misfit::NoSuchTerm(1)));
    }
}
