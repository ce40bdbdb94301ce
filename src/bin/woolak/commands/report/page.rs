//! The page of one dossier: what needs attention first, then the overview, grounds, documents, legend and account.
//! It has no script and names no other file.

use super::dossier::{Document, Dossier};
use super::html::{Cell, list, pairs, table};
use super::words;
use crate::commands::markup::escaped;
use std::collections::BTreeMap;
use std::fmt::Write;
use woolak::audit::{DocumentRecord, OutcomeKind, RunRecord};
use woolak::pipeline::Cause;
use woolak::woo::{Ground, Judgement};

const STYLE: &str = include_str!("style.css");
/// Sections with their names, in order.
const SECTIONS: [(&str, &str); 6] = [
    ("aandacht", "Aandachtspunten"),
    ("overzicht", "Overzicht"),
    ("gronden", "Gronden"),
    ("documenten", "Documenten"),
    ("legenda", "Legenda van de gronden"),
    ("verantwoording", "Verantwoording"),
];

/// The page; `run` closes the log that it was made from.
pub fn page(dossier: &Dossier, run: Option<&RunRecord>) -> String {
    let name = escaped(&dossier.name);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Lakrapport dossier {name}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#inhoud\">Naar de inhoud</a>\n<header>\n<h1>Lakrapport dossier {name}</h1>\n\
         <p class=\"soft\">Wat is gelakt en wat niet, op welke grond en waarom. \
         Dit rapport bevat niets van wat is gelakt.</p>\n</header>\n<nav aria-label=\"Onderdelen\">\n<ul>\n"
    );
    for (id, name) in SECTIONS {
        let _ = writeln!(page, "<li><a href=\"#{id}\">{name}</a></li>");
    }
    page.push_str("</ul>\n</nav>\n<main id=\"inhoud\" tabindex=\"-1\">\n");
    let parts: [fn(&mut String, &Dossier, Option<&RunRecord>); 6] =
        [attention, overview, grounds, documents, legend, account];
    for ((id, name), part) in SECTIONS.into_iter().zip(parts) {
        let _ = writeln!(page, "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{name}</h2>");
        part(&mut page, dossier, run);
        page.push_str("</section>\n");
    }
    let _ = writeln!(
        page,
        "</main>\n<footer><p>Gemaakt met {}.</p></footer>\n</body>\n</html>",
        escaped(woolak::pipeline::Engine::TOOL)
    );
    page
}

fn attention(page: &mut String, dossier: &Dossier, _: Option<&RunRecord>) {
    let mut any = false;
    let mut documents: Vec<&Document> = dossier.documents.iter().collect();
    // What is not published comes first.
    documents.sort_by_key(|document| std::cmp::Reverse(document.record.outcome));
    for document in documents {
        let remarks = remarks(document);
        if remarks.is_empty() {
            continue;
        }
        any = true;
        let state = match document.record.outcome {
            OutcomeKind::Published => String::new(),
            held => format!(" ({}, niet gepubliceerd)", words::outcome(held)),
        };
        let _ = writeln!(
            page,
            "<div class=\"alert\">\n<h3>{}{state}</h3>",
            escaped(&document.record.file)
        );
        list(page, &remarks);
        page.push_str("</div>\n");
    }
    if !any {
        page.push_str("<p>Geen. Alle documenten zijn gepubliceerd en er zijn geen waarschuwingen.</p>\n");
    }
}

fn remarks(document: &Document) -> Vec<String> {
    let cause = |cause: &woolak::audit::CauseRecord| {
        let page = cause.page.map(|page| format!("pagina {page}: ")).unwrap_or_default();
        let sentence = Cause::sentence_of(&cause.code).unwrap_or_default();
        format!("{page}{sentence} ({})", cause.code)
    };
    let causes = document.record.causes.iter();
    let blocking = causes.clone().filter(|cause| cause.blocks).map(cause);
    let notes = causes.filter(|cause| !cause.blocks).map(cause);
    let warnings = document.warnings.iter().map(ToString::to_string);
    let left_out = document.record.attachments.iter();
    let left_out = left_out.filter(|file| file.kind.document().is_none()).map(|file| {
        let kind = words::attachment(file.kind);
        format!(
            "bijlage {} ({kind}) is niet gepubliceerd; alleen pdf, txt en md worden gelakt",
            file.number
        )
    });
    blocking.chain(warnings).chain(left_out).chain(notes).collect()
}

fn overview(page: &mut String, dossier: &Dossier, _: Option<&RunRecord>) {
    let count = |judgement: Judgement| {
        let documents = dossier.documents.iter();
        documents
            .filter(|document| document.record.judgement == Some(judgement))
            .count()
    };
    let kept: u32 = dossier.keeps.values().sum();
    let doubtful: u32 = dossier.documents.iter().map(|document| document.doubtful).sum();
    let reviewed: u32 = dossier.documents.iter().map(|document| document.reviewed).sum();
    let figures = [
        ("Documenten", dossier.documents.len().to_string()),
        ("Gepubliceerd", dossier.count(OutcomeKind::Published).to_string()),
        ("Te beoordelen", dossier.count(OutcomeKind::Review).to_string()),
        ("Geweigerd", dossier.count(OutcomeKind::Refused).to_string()),
        ("Bladzijden gepubliceerd", dossier.pages().to_string()),
        ("Passages gelakt", dossier.redactions().to_string()),
        ("waarvan twijfelachtig", doubtful.to_string()),
        ("Met reden leesbaar gelaten", kept.to_string()),
        ("Beslist door een beoordelaar", reviewed.to_string()),
        ("Openbaar", count(Judgement::Public).to_string()),
        ("Deels openbaar", count(Judgement::PartlyPublic).to_string()),
        ("Niet openbaar", count(Judgement::NotPublic).to_string()),
    ];
    pairs(page, "figures", &figures.map(|(name, value)| (name.to_owned(), value)));
    if !dossier.keeps.is_empty() {
        let keeps = dossier.keeps.iter();
        let rows: Vec<Vec<Cell>> = keeps
            .map(|(reason, count)| vec![Cell::words(words::keep(*reason)), Cell::Number(u64::from(*count))])
            .collect();
        let caption = "Waarom gegevens die op een persoonsgegeven lijken leesbaar zijn gebleven";
        table(page, caption, &["Reden", "Aantal"], &rows);
    }
}

fn grounds(page: &mut String, dossier: &Dossier, _: Option<&RunRecord>) {
    let grounds = dossier.grounds();
    let most = grounds
        .values()
        .map(|used| u64::from(used.redactions))
        .max()
        .unwrap_or(1)
        .max(1);
    if grounds.is_empty() {
        page.push_str("<p>Er is niets gelakt.</p>\n");
        return;
    }
    let rows: Vec<Vec<Cell>> = grounds
        .iter()
        .map(|(ground, used)| {
            let redactions = u64::from(used.redactions);
            vec![
                Cell::words(ground.code()),
                Cell::words(ground.name()),
                Cell::Number(redactions),
                Cell::Number(u64::from(used.documents)),
                Cell::Bar((redactions * 100).div_ceil(most)),
            ]
        })
        .collect();
    let header = ["Grond", "Naam", "Lakkingen", "Documenten", "Verhouding"];
    table(page, "Lakkingen per grond", &header, &rows);
}

fn documents(page: &mut String, dossier: &Dossier, _: Option<&RunRecord>) {
    let row = |document: &Document| {
        let record = &document.record;
        let grounds: Vec<String> = record
            .grounds
            .iter()
            .map(|count| format!("{} ({}×)", count.ground, count.count))
            .collect();
        let redactions: u32 = record.grounds.iter().map(|count| count.count).sum();
        vec![
            Cell::words(record.file.as_str()),
            Cell::words(words::outcome(record.outcome)),
            Cell::words(record.judgement.map_or("–", words::judgement)),
            Cell::Words(record.date.as_deref().unwrap_or("–").replace('-', "\u{2011}")),
            Cell::Number(u64::from(record.pages)),
            Cell::Number(u64::from(redactions)),
            Cell::Words(format!("{}%", record.withheld_percent)),
            Cell::Number(u64::from(document.kept)),
            Cell::Words(if grounds.is_empty() {
                "–".to_owned()
            } else {
                grounds.join(", ")
            }),
            Cell::Words(record.reviewer.clone().unwrap_or_else(|| "regels".to_owned())),
        ]
    };
    let rows: Vec<Vec<Cell>> = dossier.documents.iter().map(row).collect();
    let header = [
        "Document",
        "Uitkomst",
        "Beoordeling",
        "Datum",
        "Bladzijden",
        "Gelakt",
        "Deel van de tekst",
        "Leesbaar gelaten",
        "Gronden",
        "Beslist door",
    ];
    table(page, "Alle documenten van het dossier", &header, &rows);
}

fn legend(page: &mut String, dossier: &Dossier, _: Option<&RunRecord>) {
    let used: Vec<Ground> = dossier.grounds().into_keys().collect();
    if used.is_empty() {
        page.push_str("<p>Er zijn geen gronden gebruikt.</p>\n");
        return;
    }
    let rows: Vec<Vec<Cell>> = used
        .into_iter()
        .map(|ground| {
            let place = ground.article();
            vec![
                Cell::words(ground.code()),
                Cell::words(ground.name()),
                Cell::Words(place),
            ]
        })
        .collect();
    let caption = "Wat de codes in de lakvlakken betekenen";
    table(page, caption, &["Code", "Naam", "Vindplaats in de wet"], &rows);
}

fn account(page: &mut String, dossier: &Dossier, run: Option<&RunRecord>) {
    page.push_str(
        "<p>Elk gepubliceerd document is na het lakken op twee onafhankelijke manieren teruggelezen; \
         wat is gelakt werd in geen van beide gevonden. Het logboek is een keten van controlegetallen: \
         «woolak audit verify» toont aan dat er sindsdien niets is gewijzigd.</p>\n",
    );
    let mut facts = vec![(
        "Controlegetal van het logboek".to_owned(),
        run.map_or("het logboek is niet afgesloten".to_owned(), |run| run.head.to_string()),
    )];
    let distinct = |of: fn(&DocumentRecord) -> String| {
        let mut counts: BTreeMap<String, ()> = BTreeMap::new();
        for document in &dossier.documents {
            counts.insert(of(&document.record), ());
        }
        counts.into_keys().collect::<Vec<_>>().join("; ")
    };
    facts.push(("Programma".to_owned(), distinct(|record| record.tool.clone())));
    facts.push((
        "Controlegetal van de regels".to_owned(),
        distinct(|record| record.rules.to_string()),
    ));
    facts.push((
        "Instellingen".to_owned(),
        distinct(|record| {
            let settings = record.settings.iter();
            settings
                .map(|(name, value)| format!("{name} {value}"))
                .collect::<Vec<_>>()
                .join(", ")
        }),
    ));
    pairs(page, "settings", &facts);
}
