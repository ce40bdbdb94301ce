//! Findings and the dossier's register become rulings, one per place. It reads no document anew but for what the
//! register knows.

use super::ruling::{By, Ruled, Ruling};
use crate::detect::{Confidence, Finding, KeepReason, Proposal};
/// How sure a finding must be to be withheld; what is less sure is kept and logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Threshold {
    /// Everything that was found.
    #[default]
    Doubtful,
    /// What is likely or certain.
    Likely,
    /// What is certain.
    Certain,
}

impl Threshold {
    fn admits(self, confidence: Confidence) -> bool {
        match self {
            Self::Doubtful => true,
            Self::Likely => confidence >= Confidence::Likely,
            Self::Certain => confidence == Confidence::Certain,
        }
    }
}

/// One ruling per place, in the order of the text.
pub fn decide(findings: Vec<Finding>, threshold: Threshold) -> Vec<Ruled> {
    findings
        .into_iter()
        .map(|finding| Ruled {
            ruling: rule(&finding, threshold),
            finding,
            by: By::Rule,
        })
        .collect()
}

fn rule(finding: &Finding, threshold: Threshold) -> Ruling {
    match finding.proposal {
        Proposal::Redact(ground) if threshold.admits(finding.confidence) => Ruling::Redact(ground),
        Proposal::Redact(_) => Ruling::Keep(KeepReason::BelowThreshold),
        Proposal::Keep(reason) => Ruling::Keep(reason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::detect;
    use crate::rules::RuleSet;
    use crate::text::Text;

    #[test]
    fn below_the_threshold_is_kept_and_said() {
        let text = Text::from_plain("vanaf 84.107.33.212 en BSN 111222333");
        let findings = detect(&text, &RuleSet::builtin());
        let rulings = decide(findings, Threshold::Certain);
        let kept: Vec<bool> = rulings
            .iter()
            .map(|r| matches!(r.ruling, Ruling::Keep(KeepReason::BelowThreshold)))
            .collect();
        assert_eq!(kept, [true, false]);
    }
}
