//! What travels from a scan to an officer and back: proposals per document, and what was decided on them. It holds what
//! must be withheld, so it is confidential; it is never part of the log.

use super::outcome::{Found, Place};
use super::pdf::tenths;
use super::settings::Engine;
use crate::audit::Digest;
use crate::decide::{AddedTerm, By, Decided, Misfit, REVIEWER, Review, Ruled, Ruling, Verdict};
use crate::detect::{Confidence, Evidence, Finding, Kind, Proposal};
use crate::pdf::Rect;
use crate::redact::Region;
use crate::rules::{RuleId, RuleSet};
use crate::text::{Sensitive, Span, Text};
use crate::woo::Ground;

/// Version of the file's layout; another one is refused.
pub const SCHEMA: u32 = 1;
/// What stands at the top of the file.
pub const NOTICE: &str = "VERTROUWELIJK: dit bestand bevat de persoonsgegevens die gelakt moeten worden. Niet publiceren, niet versturen, na gebruik vernietigen.";
const REGION: Evidence = Evidence::new("vlak van de beoordelaar");
/// Characters of context on either side of a finding.
const CONTEXT: usize = 40;

/// The file.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decisions {
    /// [`NOTICE`].
    pub notice: String,
    /// [`SCHEMA`].
    pub schema: u32,
    /// Name and version of the program that scanned.
    pub tool: String,
    /// Who decided, by name or code, for the log.
    pub reviewer: String,
    /// Terms that are withheld in all documents.
    #[serde(default)]
    pub terms: Vec<AddedTerm>,
    /// The documents.
    pub documents: Vec<DocumentDecisions>,
}

/// A stretch of a page that a reviewer withholds with all that stands in it.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddedRegion {
    /// The page, from 1.
    pub page: u32,
    /// Left, bottom, right, top in points on the source's page.
    #[serde(rename = "box")]
    pub bounds: [f64; 4],
    /// On which ground.
    pub ground: Ground,
    /// Who decided, if it is not the reviewer of the whole.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by: Option<String>,
}

/// One document of the file.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentDecisions {
    /// Its place under the input.
    pub file: Sensitive,
    /// Digest of the bytes that were scanned.
    pub source_sha256: Digest,
    /// Number of pages.
    pub pages: u32,
    /// Everything found.
    pub findings: Vec<Decided>,
    /// Terms that are withheld in this document; each must stand in it.
    #[serde(default)]
    pub terms: Vec<AddedTerm>,
    /// Stretches that are withheld, in a PDF.
    #[serde(default)]
    pub regions: Vec<AddedRegion>,
}

/// What was decided on one document, and by whom.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Brief {
    /// Who decided.
    pub reviewer: String,
    /// Terms of all documents.
    pub common: Vec<AddedTerm>,
    /// The document.
    pub document: DocumentDecisions,
}

/// A region with who decided on it.
pub(super) struct Marked {
    pub region: Region,
    pub by: By,
}

impl Marked {
    /// For the log.
    pub(super) fn found(self, source: &[u8]) -> Found {
        let Region { page, rect, ground } = self.region;
        let place = Place {
            page: page as u32 + 1,
            line: None,
            boxes: vec![tenths(rect)],
        };
        // No one is known to stand there: the mark is this region's own.
        let identity = format!("region {} {page} {rect:?}", Digest::of(source));
        Found {
            kind: Kind::Region,
            rule: RuleId::new(REVIEWER),
            evidence: REGION,
            confidence: Confidence::Certain,
            ruling: Ruling::Redact(ground),
            by: self.by,
            place,
            note: None,
            identity: Sensitive::new(identity),
        }
    }

    /// A ruling on words that lie under a region.
    pub(super) fn ruled((span, ground): (Span, Ground)) -> Ruled {
        Ruled {
            finding: Finding {
                span,
                kind: Kind::Region,
                rule: RuleId::new(REVIEWER),
                evidence: REGION,
                confidence: Confidence::Certain,
                proposal: Proposal::Redact(ground),
            },
            ruling: Ruling::Redact(ground),
            by: By::Rule,
        }
    }
}

impl Brief {
    fn review(&self) -> Review<'_> {
        Review {
            reviewer: &self.reviewer,
            findings: &self.document.findings,
            terms: &self.document.terms,
            common: &self.common,
        }
    }

    /// The rulings on a document's text.
    pub(super) fn rulings(&self, text: &Text, rules: &RuleSet) -> Result<Vec<Ruled>, Misfit> {
        self.review().rulings(text, rules)
    }

    /// Whether a term that the reviewer added stands in words beside the document's text; if that cannot be told, it does.
    pub(super) fn adds_to(&self, words: &Text, rules: &RuleSet) -> bool {
        [&self.common, &self.document.terms].into_iter().any(|terms| {
            let review = Review {
                reviewer: &self.reviewer,
                findings: &[],
                terms: &[],
                common: terms,
            };
            review.rulings(words, rules).map_or(true, |ruled| !ruled.is_empty())
        })
    }

    /// The marked stretches; `pages` are the visible parts of the document's pages.
    pub(super) fn regions(&self, pages: &[Rect]) -> Result<Vec<Marked>, Misfit> {
        let one = |(number, added): (usize, &AddedRegion)| {
            let [x0, y0, x1, y1] = added.bounds;
            let rect = Rect { x0, y0, x1, y1 };
            let page = (added.page as usize).checked_sub(1).ok_or(Misfit::Region(number))?;
            let seen = pages.get(page).and_then(|crop| crop.intersection(rect));
            let has_size = seen.is_some_and(|seen| seen.width() > 0.0 && seen.height() > 0.0);
            if !added.bounds.iter().all(|length| length.is_finite()) || !has_size {
                return Err(Misfit::Region(number));
            }
            Ok(Marked {
                region: Region {
                    page,
                    rect,
                    ground: added.ground,
                },
                by: self.review().decider(added.by.as_deref())?,
            })
        };
        (1..).zip(&self.document.regions).map(one).collect()
    }
}

impl Decisions {
    /// An empty file.
    pub fn new(documents: Vec<DocumentDecisions>) -> Self {
        Self {
            notice: NOTICE.to_owned(),
            schema: SCHEMA,
            tool: Engine::TOOL.to_owned(),
            reviewer: String::new(),
            terms: Vec::new(),
            documents,
        }
    }
}

/// A proposal, as it is shown to the officer.
pub(super) fn proposed(text: &Text, ruled: &Ruled, place: Place) -> Decided {
    let finding = &ruled.finding;
    let verdict = ruled.ruling.into();
    let Verdict { ruling, ground, keep } = verdict;
    Decided {
        start: finding.span.start(),
        end: finding.span.end(),
        page: place.page,
        line: place.line,
        boxes: place.boxes,
        text: Sensitive::new(text.slice(finding.span)),
        context: Some(context(text, ruled)),
        kind: finding.kind,
        rule: Some(finding.rule.clone()),
        evidence: Some(finding.evidence.as_str().to_owned()),
        confidence: finding.confidence,
        ruling,
        ground,
        keep,
        proposed: Some(verdict),
        by: None,
    }
}

/// The words around a finding on one line, with the finding between «».
fn context(text: &Text, ruled: &Ruled) -> Sensitive {
    let (before, rest) = text.as_str().split_at(ruled.finding.span.start());
    let (words, after) = rest.split_at(ruled.finding.span.end() - ruled.finding.span.start());
    let from = before
        .char_indices()
        .rev()
        .take(CONTEXT)
        .last()
        .map_or(before.len(), |(at, _)| at);
    let until = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    let shown = format!("{}«{words}»{}", &before[from..], &after[..until]);
    Sensitive::new(shown.split_whitespace().collect::<Vec<_>>().join(" "))
}
