//! What a report tells of a dossier, gathered while the log's records come by. It writes nothing.

use std::collections::BTreeMap;
use woolak::audit::{DocumentRecord, FindingRecord, OutcomeKind, RulingKind, Warned, Warning};
use woolak::decide::By;
use woolak::detect::{Confidence, KeepReason};
use woolak::woo::Ground;

/// One document with what is counted of its findings.
pub struct Document {
    /// Its record.
    pub record: DocumentRecord,
    /// Findings that stay readable.
    pub kept: u32,
    /// Withheld findings that are doubtful.
    pub doubtful: u32,
    /// Findings that a person decided on.
    pub reviewed: u32,
    /// What a lawyer wants to look at.
    pub warnings: Vec<Warning>,
}

/// Counts of one ground.
#[derive(Default)]
pub struct GroundUse {
    /// Redactions.
    pub redactions: u32,
    /// Documents.
    pub documents: u32,
}

/// One dossier.
pub struct Dossier {
    /// Its name, with names of persons in it replaced by their ground.
    pub name: String,
    /// Its documents in the order of the log.
    pub documents: Vec<Document>,
    /// Why findings stayed readable.
    pub keeps: BTreeMap<KeepReason, u32>,
}

impl Dossier {
    /// Documents of that outcome.
    pub fn count(&self, outcome: OutcomeKind) -> usize {
        self.documents
            .iter()
            .filter(|document| document.record.outcome == outcome)
            .count()
    }

    /// Pages of the published documents.
    pub fn pages(&self) -> u32 {
        let published = |document: &&Document| document.record.outcome == OutcomeKind::Published;
        self.documents
            .iter()
            .filter(published)
            .map(|document| document.record.pages)
            .sum()
    }

    /// The grounds used, in the order of the law.
    pub fn grounds(&self) -> BTreeMap<Ground, GroundUse> {
        let mut grounds: BTreeMap<Ground, GroundUse> = BTreeMap::new();
        for count in self.documents.iter().flat_map(|document| &document.record.grounds) {
            let used = grounds.entry(count.ground).or_default();
            used.redactions += count.count;
            used.documents += 1;
        }
        grounds
    }

    /// All redactions.
    pub fn redactions(&self) -> u32 {
        self.grounds().values().map(|used| used.redactions).sum()
    }
}

/// Gathers the dossiers of a log.
#[derive(Default)]
pub struct Dossiers {
    dossiers: BTreeMap<String, Dossier>,
    /// Dossier and index in it of every document of the log.
    places: Vec<(String, usize)>,
}

impl Dossiers {
    /// The next document of the log.
    pub fn document(&mut self, record: DocumentRecord) {
        let name = record.dossier.clone();
        let dossier = self.dossiers.entry(name.clone()).or_insert_with(|| Dossier {
            name: name.clone(),
            documents: Vec::new(),
            keeps: BTreeMap::new(),
        });
        self.places.push((name, dossier.documents.len()));
        dossier.documents.push(Document {
            record,
            kept: 0,
            doubtful: 0,
            reviewed: 0,
            warnings: Vec::new(),
        });
    }

    /// The next finding of that document.
    pub fn finding(&mut self, finding: &FindingRecord) {
        let Some((name, at)) = self.places.last() else { return };
        let Some(dossier) = self.dossiers.get_mut(name) else {
            return;
        };
        if let Some(reason) = finding.keep {
            *dossier.keeps.entry(reason).or_default() += 1;
        }
        let document = &mut dossier.documents[*at];
        let withheld = finding.ruling == RulingKind::Redact;
        document.kept += u32::from(!withheld);
        document.doubtful += u32::from(withheld && finding.confidence == Confidence::Doubtful);
        document.reviewed += u32::from(matches!(finding.by, By::Reviewer(_)));
    }

    /// The dossiers by name, with their warnings.
    pub fn finish(mut self, warnings: Vec<Warned>) -> Vec<Dossier> {
        for warned in warnings {
            if let Some((name, at)) = self.places.get(warned.document)
                && let Some(dossier) = self.dossiers.get_mut(name)
            {
                dossier.documents[*at].warnings.push(warned.warning);
            }
        }
        self.dossiers.into_values().collect()
    }
}
