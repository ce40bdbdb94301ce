//! What the head of a document says of it: date, reference, kind, title, addressee, attachments. It guesses nothing:
//! what no label or heading states stays empty.

use crate::text::{MONTHS, Text};

/// Labels of a letterhead, folded; a value ends where the next label begins.
const LABELS: [&str; 24] = [
    "aan",
    "van",
    "datum",
    "referentie",
    "kenmerk",
    "ons kenmerk",
    "onze referentie",
    "zaaknummer",
    "uw kenmerk",
    "bijlage",
    "bijlagen",
    "bijlage(n)",
    "onderwerp",
    "betreft",
    "titel",
    "cc",
    "kopie aan",
    "telefoon",
    "e-mail",
    "contactpersoon",
    "intern ocw afgestemd",
    "afgestemd",
    "kennis",
    "ter ondertekening",
];
/// Words that name a kind of document where they stand alone on a line or begin one, folded.
const KINDS: [(&str, DocumentKind); 15] = [
    ("beslisnota", DocumentKind::DecisionMemo),
    ("nota", DocumentKind::Memo),
    ("notitie", DocumentKind::Memo),
    ("memo", DocumentKind::Memo),
    ("besluit", DocumentKind::Decision),
    ("beschikking", DocumentKind::Decision),
    ("verslag", DocumentKind::Minutes),
    ("notulen", DocumentKind::Minutes),
    ("gespreksverslag", DocumentKind::Minutes),
    ("rapport", DocumentKind::Report),
    ("factuur", DocumentKind::Invoice),
    ("bezwaarschrift", DocumentKind::Objection),
    ("aanvraagformulier", DocumentKind::Form),
    ("brief", DocumentKind::Letter),
    ("belnotitie", DocumentKind::Memo),
];
/// A list of attachments in a letterhead has at most this many lines.
const MAX_LIST_LINES: usize = 20;
/// A head is looked for in this many lines.
const HEAD_LINES: usize = 80;

/// Kinds of documents that a head can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// Beslisnota.
    DecisionMemo,
    /// Nota, notitie, memo.
    Memo,
    /// Besluit, beschikking.
    Decision,
    /// Verslag, notulen.
    Minutes,
    /// Rapport.
    Report,
    /// Factuur.
    Invoice,
    /// Bezwaarschrift.
    Objection,
    /// Formulier.
    Form,
    /// Brief.
    Letter,
    /// E-mail: a head of From, To and Subject.
    Email,
}

impl DocumentKind {
    /// The Dutch word.
    pub fn word(self) -> &'static str {
        match self {
            Self::DecisionMemo => "beslisnota",
            Self::Memo => "nota",
            Self::Decision => "besluit",
            Self::Minutes => "verslag",
            Self::Report => "rapport",
            Self::Invoice => "factuur",
            Self::Objection => "bezwaarschrift",
            Self::Form => "formulier",
            Self::Letter => "brief",
            Self::Email => "e-mail",
        }
    }
}

/// What a document's head states.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// Date as `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Reference (kenmerk).
    pub reference: Option<String>,
    /// Kind.
    pub kind: Option<DocumentKind>,
    /// Title or subject.
    pub title: Option<String>,
    /// Addressee.
    pub addressee: Option<String>,
    /// Attachments, as listed.
    pub attachments: Vec<String>,
    /// Whether a closing section on what cannot be made public says that there is nothing.
    pub claims_nothing_withheld: bool,
}

impl Head {
    /// Reads the head of a text; give it the text as it may be published.
    pub fn of(text: &Text) -> Self {
        let lines = Lines::of(text);
        let kind_line = lines.kind();
        let title = lines
            .value(&["onderwerp", "betreft", "titel"])
            .or_else(|| kind_line.and_then(|(at, _)| lines.block_after(at)));
        let date = lines.value(&["datum"]).and_then(|value| iso_date(&value));
        let reference = ["referentie", "kenmerk", "ons kenmerk", "onze referentie", "zaaknummer"];
        let is_mail = lines.value(&["onderwerp"]).is_some() && lines.value(&["van"]).is_some();
        Self {
            date: date.or_else(|| lines.first_date()),
            reference: lines.value(&reference),
            kind: kind_line
                .map(|(_, kind)| kind)
                .or(is_mail.then_some(DocumentKind::Email)),
            title,
            addressee: lines.value(&["aan"]),
            attachments: lines.attachments(),
            claims_nothing_withheld: claims_nothing(&lines.all),
        }
    }
}

/// The lines of a text without the marks of Markdown, each with its cells.
struct Lines {
    all: Vec<String>,
}

impl Lines {
    fn of(text: &Text) -> Self {
        let lines = text.as_str().split(['\n', '\u{c}']);
        Self {
            all: lines
                .map(|line| line.trim_start_matches('#').replace("**", "").trim().to_owned())
                .collect(),
        }
    }

    fn head(&self) -> impl Iterator<Item = (usize, &str)> {
        self.all.iter().take(HEAD_LINES).map(String::as_str).enumerate()
    }

    /// The value behind the first of the labels that stands there: on the line itself, or the lines below up to an
    /// empty line or another label.
    fn value(&self, labels: &[&str]) -> Option<String> {
        self.head().find_map(|(at, line)| {
            let rest = after_label(line, labels)?;
            if !rest.is_empty() {
                return Some(rest.to_owned());
            }
            let below = self.all.get(at + 1).map(|line| line.trim()).unwrap_or_default();
            (!below.is_empty() && after_label(below, &LABELS).is_none()).then(|| below.to_owned())
        })
    }

    fn kind(&self) -> Option<(usize, DocumentKind)> {
        self.head().find_map(|(at, line)| {
            let folded = fold(line);
            let named = |(word, _): &&(&str, DocumentKind)| folded == *word;
            KINDS.iter().find(named).map(|(_, kind)| (at, *kind))
        })
    }

    /// The first block of lines after a line, joined.
    fn block_after(&self, at: usize) -> Option<String> {
        let rest = self.all.get(at + 1..)?;
        let block: Vec<&str> = rest
            .iter()
            .map(String::as_str)
            .skip_while(|line| line.is_empty())
            .take_while(|line| !line.is_empty() && after_label(line, &LABELS).is_none())
            .take(4)
            .collect();
        (!block.is_empty()).then(|| block.join(" "))
    }

    fn first_date(&self) -> Option<String> {
        self.head()
            .filter(|(_, line)| !fold(line).contains("gebo"))
            .find_map(|(_, line)| iso_date(line))
    }

    fn attachments(&self) -> Vec<String> {
        let label = ["bijlage", "bijlagen", "bijlage(n)"];
        let labelled = |(at, line): (usize, &str)| after_label(line, &label).map(|rest| (at, list(rest)));
        let Some((at, mut items)) = self.head().find_map(labelled) else {
            return Vec::new();
        };
        let below = self.all.get(at + 1..).unwrap_or_default();
        let solid = |line: &&String| !line.is_empty();
        // Up to the next label, where there is one near; blank lines may stand inside a table's cell.
        let next = below
            .iter()
            .filter(solid)
            .take(MAX_LIST_LINES)
            .position(|line| after_label(line, &LABELS).is_some());
        let lines: Vec<&String> = match next {
            Some(count) => below.iter().filter(solid).take(count).collect(),
            None => below
                .iter()
                .skip_while(|line| line.is_empty())
                .take_while(solid)
                .collect(),
        };
        for line in lines {
            match (numbered(line), items.last_mut()) {
                (Some(item), _) => items.push(item.to_owned()),
                (None, Some(item)) => {
                    item.push(' ');
                    item.push_str(line);
                }
                (None, None) => break,
            }
        }
        items
    }
}

/// The rest of a line that begins with a label and a colon or a cell break, or is the label alone.
fn after_label<'a>(line: &'a str, labels: &[&str]) -> Option<&'a str> {
    let (label, rest) = line.split_once([':', '\t']).unwrap_or((line, ""));
    labels
        .contains(&fold(label).as_str())
        .then(|| rest.trim_matches([':', '\t', ' ']))
}

/// The items of a list that stands on one line, numbered from 1.
fn list(line: &str) -> Vec<String> {
    let Some(mut rest) = numbered(line) else {
        return Vec::new();
    };
    let mut items = Vec::new();
    for number in 2.. {
        let mark = format!(" {number}. ");
        let Some(at) = rest.find(&mark) else { break };
        items.push(rest[..at].trim().to_owned());
        rest = &rest[at + mark.len()..];
    }
    items.push(rest.trim().to_owned());
    items
}

fn numbered(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..)?.strip_prefix(['.', ')'])?;
    (digits > 0 && digits < 3 && !rest.trim().is_empty()).then(|| rest.trim())
}

fn fold(line: &str) -> String {
    line.trim_matches([' ', '*', '_', ':', '\t']).to_lowercase()
}

/// The first date of a line, `23 februari 2023`, `23-02-2023` or `2023-02-23`, as `YYYY-MM-DD`.
pub fn iso_date(line: &str) -> Option<String> {
    let folded = line.to_lowercase();
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.windows(3).find_map(|three| {
        let number = |word: &str| word.parse::<u32>().ok();
        let month = |word: &str| MONTHS.iter().position(|name| *name == word).map(|at| at as u32 + 1);
        let (day, month, year) = match (number(three[0]), number(three[1]), number(three[2])) {
            (Some(day), None, Some(year)) => (day, month(three[1])?, year),
            (Some(year), Some(month), Some(day)) if three[0].len() == 4 => (day, month, year),
            (Some(day), Some(month), Some(year)) if three[2].len() == 4 => (day, month, year),
            _ => return None,
        };
        let plausible = (1..=31).contains(&day) && (1..=12).contains(&month) && (1900..2100).contains(&year);
        plausible.then(|| format!("{year:04}-{month:02}-{day:02}"))
    })
}

/// Whether the section «Informatie die niet openbaar …» says that there is nothing.
fn claims_nothing(lines: &[String]) -> bool {
    let section = |line: &String| fold(line).starts_with("informatie die niet openbaar");
    let Some(at) = lines.iter().position(section) else {
        return false;
    };
    let answer = lines.iter().skip(at + 1).find(|line| !line.is_empty());
    answer.is_some_and(|line| {
        matches!(
            fold(line).as_str(),
            "n.v.t." | "n.v.t" | "nvt" | "niet van toepassing" | "geen"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_memo_states_its_own_head() {
        let memo = include_str!("../../fixtures/nota/verwacht.md");
        let head = Head::of(&Text::from_plain(memo));
        assert_eq!(head.date.as_deref(), Some("2023-02-23"));
        assert_eq!(head.reference.as_deref(), Some("36297562"));
        assert_eq!(head.kind, Some(DocumentKind::Memo));
        assert_eq!(head.addressee.as_deref(), Some("MOCW, MPVO"));
        assert_eq!(head.attachments.len(), 3);
        assert!(
            head.title
                .is_some_and(|title| title.starts_with("Beleidsreactie op het rapport"))
        );
        assert!(head.claims_nothing_withheld);
    }

    #[test]
    fn a_mail_has_a_subject_and_a_letterhead_table_has_cells() {
        let head = Head::of(&Text::from_plain(
            "Van: 5.1.2.e\nAan: woo@voorbeeld.nl\nOnderwerp: planning\n",
        ));
        assert_eq!(head.kind, Some(DocumentKind::Email));
        assert_eq!(head.title.as_deref(), Some("planning"));
        let head = Head::of(&Text::from_plain(
            "Datum\t3 maart 2024\nOns kenmerk\tA-17\nBijlagen\t2\n",
        ));
        assert_eq!(head.date.as_deref(), Some("2024-03-03"));
        assert_eq!(head.reference.as_deref(), Some("A-17"));
        assert!(head.attachments.is_empty());
        let head = Head::of(&Text::from_plain(
            "Bijlagen\t1. Nota 2. Rapport\nvan 3 maart\n3.\tBrief\nAan\tA\n",
        ));
        assert_eq!(head.attachments, ["Nota", "Rapport van 3 maart", "Brief"]);
    }

    #[test]
    fn dates_are_read_in_dutch_order() {
        assert_eq!(iso_date("Den Haag, 1 mei 2021").as_deref(), Some("2021-05-01"));
        assert_eq!(iso_date("02-03-2020").as_deref(), Some("2020-03-02"));
        assert_eq!(iso_date("2020-03-02").as_deref(), Some("2020-03-02"));
        assert_eq!(iso_date("32 mei 2021"), None);
        assert_eq!(iso_date("geen"), None);
    }
}
