//! What a lawyer wants to look at again before publication. Warnings never hold a document; each names its article.

use super::record::{DocumentRecord, FindingRecord, Note};
use crate::decide::RulingKind;
use crate::detect::Kind;
use crate::woo::Ground;
use std::collections::BTreeMap;
use std::fmt;

/// One warning about one document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Warning {
    /// Older than five years, and withheld on a ground that then needs an extra motivation.
    OlderThanFiveYears(String),
    /// 5.1.5 beside a ground of lid 1 or 2 on the same page.
    HarmBesideOther(u32),
    /// A ground that the ministries' platform refuses.
    RefusedByPlatform(Ground),
    /// The closing section says that nothing is withheld, while another ground than 5.1.2.e is used.
    ClaimsNothing,
    /// The same person is withheld in the dossier and readable here; the mark tells which.
    ReadableElsewhere(String),
    /// A page with this share withheld, in percents.
    HeavyPage(u32, u8),
    /// The domain of so many e-mail addresses is withheld.
    DomainWithheld(u32),
    /// So many times a job title is withheld.
    JobTitleWithheld(u32),
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OlderThanFiveYears(date) => write!(
                f,
                "van {date}, ouder dan vijf jaar: motiveer waarom het belang nog zwaarder weegt (artikel 5.3 Woo)"
            ),
            Self::HarmBesideOther(page) => write!(
                f,
                "pagina {page}: 5.1.5 naast een grond van lid 1 of 2 (artikel 5.1, vijfde lid, Woo: alleen in uitzonderlijke gevallen en voor andere informatie)"
            ),
            Self::RefusedByPlatform(ground) => write!(
                f,
                "grond {ground} wordt door het publicatieplatform geweigerd; kies een grond die het kent (artikel 5.1 Woo)"
            ),
            Self::ClaimsNothing => f.write_str(
                "de slotparagraaf zegt «n.v.t.», terwijl op een andere grond dan 5.1.2.e is gelakt (artikel 5.1 Woo: motiveer per onderdeel)",
            ),
            Self::ReadableElsewhere(mark) => write!(
                f,
                "een persoon die elders in het dossier is gelakt is hier leesbaar (merkteken {mark}; artikel 5.1, tweede lid, onder e, Woo)"
            ),
            Self::HeavyPage(page, percent) => write!(
                f,
                "pagina {page}: {percent}% gelakt (artikel 5.1, derde lid, Woo: lak niet meer dan nodig)"
            ),
            Self::DomainWithheld(count) => write!(
                f,
                "{count} keer is ook het domein van een e-mailadres gelakt (artikel 5.1, tweede lid, onder e, Woo: een organisatienaam is geen persoonsgegeven)"
            ),
            Self::JobTitleWithheld(count) => write!(
                f,
                "{count} keer is ook een functie gelakt (artikel 5.1, tweede lid, onder e, Woo: een functie is op zich geen persoonsgegeven)"
            ),
        }
    }
}

/// What counts as much and as old.
#[derive(Debug, Clone)]
pub struct Bounds {
    /// Pages with more than this share withheld are named, in percents; at least ten.
    pub heavy_percent: u8,
    /// Documents of before this date, `YYYY-MM-DD`, are older than five years.
    pub five_years_ago: String,
}

/// A warning and the document that it is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warned {
    /// Which document of the log, from 0.
    pub document: usize,
    /// Its place under the input.
    pub file: String,
    /// What to look at.
    pub warning: Warning,
}

/// Collects warnings while a log's records come by; holds a few bytes per person.
pub struct Warnings {
    bounds: Bounds,
    document: Option<usize>,
    files: Vec<String>,
    found: Vec<(usize, Warning)>,
    /// Per dossier and person: whether it is withheld somewhere, and where it is readable.
    persons: BTreeMap<(u32, u64), (bool, Option<u32>)>,
    dossiers: BTreeMap<String, u32>,
    dossier: u32,
    harm: BTreeMap<u32, (bool, bool)>,
    domains: u32,
    titles: u32,
}

impl Warnings {
    /// Under these bounds.
    pub fn new(bounds: Bounds) -> Self {
        Self {
            bounds,
            document: None,
            files: Vec::new(),
            found: Vec::new(),
            persons: BTreeMap::new(),
            dossiers: BTreeMap::new(),
            dossier: 0,
            harm: BTreeMap::new(),
            domains: 0,
            titles: 0,
        }
    }

    /// The next document of the log.
    pub fn document(&mut self, document: &DocumentRecord) {
        self.close();
        let at = self.files.len();
        self.files.push(document.file.clone());
        self.document = Some(at);
        let next = self.dossiers.len() as u32;
        self.dossier = *self.dossiers.entry(document.dossier.clone()).or_insert(next);
        let needs_motivation = |ground: Ground| {
            let code = ground.code();
            code.starts_with("5.1.2") || code == "5.1.5" || code.starts_with("5.2")
        };
        let grounds = || document.grounds.iter().map(|count| count.ground);
        if let Some(date) = &document.date
            && *date < self.bounds.five_years_ago
            && grounds().any(needs_motivation)
        {
            self.found.push((at, Warning::OlderThanFiveYears(date.clone())));
        }
        for ground in grounds().filter(|ground| ground.platform_code().is_none()) {
            self.found.push((at, Warning::RefusedByPlatform(ground)));
        }
        if document.claims_nothing_withheld && grounds().any(|ground| ground != Ground::PrivateLife) {
            self.found.push((at, Warning::ClaimsNothing));
        }
        for share in &document.heavy_pages {
            if share.percent > self.bounds.heavy_percent {
                self.found.push((at, Warning::HeavyPage(share.page, share.percent)));
            }
        }
    }

    /// The next finding of that document.
    pub fn finding(&mut self, finding: &FindingRecord) {
        let Some(at) = self.document else { return };
        if finding.kind == Kind::Person
            && let Ok(mark) = u64::from_str_radix(finding.person.as_str(), 16)
        {
            let seen = self.persons.entry((self.dossier, mark)).or_default();
            match finding.ruling {
                RulingKind::Redact => seen.0 = true,
                RulingKind::Keep => seen.1 = seen.1.or(Some(at as u32)),
            }
        }
        if let Some(ground) = finding.ground {
            let (harm, other) = self.harm.entry(finding.page).or_default();
            *harm |= ground == Ground::DisproportionateHarm;
            *other |= ground.code().starts_with("5.1.1") || ground.code().starts_with("5.1.2");
        }
        self.domains += u32::from(finding.note == Some(Note::DomainWithheld));
        self.titles += u32::from(finding.note == Some(Note::JobTitleWithheld));
    }

    /// Every warning with its document, in the order of the log.
    pub fn finish(mut self) -> Vec<Warned> {
        self.close();
        for ((_, mark), (withheld, readable)) in &self.persons {
            if let (true, Some(at)) = (withheld, readable) {
                self.found
                    .push((*at as usize, Warning::ReadableElsewhere(format!("{mark:016x}"))));
            }
        }
        self.found.sort();
        let files = self.files;
        let named = |(document, warning): (usize, Warning)| Warned {
            document,
            file: files[document].clone(),
            warning,
        };
        self.found.into_iter().map(named).collect()
    }

    fn close(&mut self) {
        let Some(at) = self.document.take() else { return };
        for (page, (harm, other)) in std::mem::take(&mut self.harm) {
            if harm && other {
                self.found.push((at, Warning::HarmBesideOther(page)));
            }
        }
        if self.domains > 0 {
            self.found
                .push((at, Warning::DomainWithheld(std::mem::take(&mut self.domains))));
        }
        if self.titles > 0 {
            self.found
                .push((at, Warning::JobTitleWithheld(std::mem::take(&mut self.titles))));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::tests::{document, finding};
    use crate::audit::{GroundCount, PageShare};
    use crate::detect::KeepReason;

    fn warnings(documents: Vec<(DocumentRecord, Vec<FindingRecord>)>) -> Vec<Warning> {
        let mut warnings = Warnings::new(Bounds {
            heavy_percent: 50,
            five_years_ago: "2021-11-23".to_owned(),
        });
        for (document, findings) in documents {
            warnings.document(&document);
            findings.iter().for_each(|finding| warnings.finding(finding));
        }
        warnings.finish().into_iter().map(|warned| warned.warning).collect()
    }

    #[test]
    fn an_ordinary_document_has_none() {
        assert_eq!(warnings(vec![(document("a.txt", 1), vec![finding("a.txt", 1)])]), []);
    }

    #[test]
    fn each_check_sees_its_own_case() {
        let mut old = document("a.txt", 3);
        old.date = Some("2019-01-01".to_owned());
        old.claims_nothing_withheld = true;
        old.heavy_pages = vec![PageShare { page: 2, percent: 80 }, PageShare { page: 3, percent: 20 }];
        old.grounds.push(GroundCount {
            ground: Ground::AddresseeFirst,
            count: 1,
        });
        let mut harm = finding("a.txt", 1);
        harm.ground = Some(Ground::DisproportionateHarm);
        let mut domain = finding("a.txt", 2);
        domain.note = Some(Note::DomainWithheld);
        let mut title = finding("a.txt", 3);
        title.note = Some(Note::JobTitleWithheld);
        let mut readable = finding("b.txt", 1);
        readable.ruling = RulingKind::Keep;
        readable.ground = None;
        readable.keep = Some(KeepReason::PublicOffice);
        let found = warnings(vec![
            (old, vec![harm, domain, title]),
            (document("b.txt", 1), vec![readable.clone()]),
        ]);
        let expected = [
            Warning::OlderThanFiveYears("2019-01-01".to_owned()),
            Warning::HarmBesideOther(1),
            Warning::RefusedByPlatform(Ground::AddresseeFirst),
            Warning::ClaimsNothing,
            Warning::HeavyPage(2, 80),
            Warning::DomainWithheld(1),
            Warning::JobTitleWithheld(1),
            Warning::ReadableElsewhere(readable.person.as_str().to_owned()),
        ];
        assert_eq!(found, expected);
        assert!(found.iter().all(|warning| warning.to_string().contains("artikel 5.")));
    }

    #[test]
    fn another_dossier_is_another_person() {
        let mut readable = finding("b.txt", 1);
        readable.ruling = RulingKind::Keep;
        let mut elsewhere = document("b.txt", 1);
        elsewhere.dossier = "ander".to_owned();
        let found = warnings(vec![
            (document("a.txt", 1), vec![finding("a.txt", 1)]),
            (elsewhere, vec![readable]),
        ]);
        assert_eq!(found, []);
    }
}
