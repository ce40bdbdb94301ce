//! DiWoo metadata 0.9.8, one XML file per document, for the government's publication index.

use super::row::Row;
use crate::cli::InventoryArgs;
use crate::commands::Failure;
use crate::commands::markup::escaped;
use crate::store::fault;
use std::fmt::Write;
use std::fs;
use std::path::Path;

const NAMESPACE: &str = "https://standaarden.overheid.nl/diwoo/metadata/";
const LIST: &str = "https://identifier.overheid.nl/tooi/def/thes/kern/";
/// Informatiecategorie «Woo-verzoeken en -besluiten».
const CATEGORY: (&str, &str) = ("c_3baef532", "Woo-verzoeken en -besluiten");
/// Documentsoort «beslisnota».
const DECISION_MEMO: (&str, &str) = ("c_2977c34f", "beslisnota");
/// Soort handeling «vaststelling».
const ADOPTED: (&str, &str) = ("c_641ecd76", "vaststelling");

/// Writes `<ID>.xml` for every document into a folder.
pub fn write(rows: &[Row], out: &Path, arguments: &InventoryArgs) -> Result<(), Failure> {
    let Some(publisher) = &arguments.publisher else {
        return Err(Failure::new(
            "DiWoo vereist de uitgever; geef na --publisher zijn code uit de TOOI-lijst, bijvoorbeeld ministerie/mnre1109",
        ));
    };
    let failure = |error| Failure::new(format!("{}: {}", out.display(), fault(&error)));
    fs::create_dir_all(out).map_err(failure)?;
    let mut undated = 0;
    for row in rows {
        match xml(row, publisher) {
            Some(xml) => fs::write(out.join(format!("{}.xml", row.id)), xml).map_err(failure)?,
            None => undated += 1,
        }
    }
    if undated > 0 {
        eprintln!("{undated} documenten hebben geen datum in hun kop; DiWoo vereist die, dus zij zijn niet geschreven");
    }
    Ok(())
}

fn xml(row: &Row, publisher: &str) -> Option<String> {
    if row.date.is_empty() {
        return None;
    }
    let resource = |(code, _): (&str, &str)| format!("{LIST}{code}");
    let mut xml = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<diwoo:Document xmlns:diwoo=\"{NAMESPACE}\">\n");
    xml.push_str("  <diwoo:DiWoo>\n    <diwoo:identifiers>\n");
    for identifier in std::iter::once(&row.id).chain(&row.reference) {
        line(&mut xml, 6, "identifier", "", identifier);
    }
    xml.push_str("    </diwoo:identifiers>\n");
    let publisher_resource = format!("https://identifier.overheid.nl/tooi/id/{publisher}");
    line(&mut xml, 4, "publisher", &publisher_resource, "");
    xml.push_str("    <diwoo:titelcollectie>\n");
    line(&mut xml, 6, "officieleTitel", "", &row.document);
    xml.push_str(
        "    </diwoo:titelcollectie>\n    <diwoo:classificatiecollectie>\n      <diwoo:informatiecategorieen>\n",
    );
    line(&mut xml, 8, "informatiecategorie", &resource(CATEGORY), CATEGORY.1);
    xml.push_str("      </diwoo:informatiecategorieen>\n");
    if row.kind == Some(DECISION_MEMO.1) {
        xml.push_str("      <diwoo:documentsoorten>\n");
        line(&mut xml, 8, "documentsoort", &resource(DECISION_MEMO), DECISION_MEMO.1);
        xml.push_str("      </diwoo:documentsoorten>\n");
    }
    xml.push_str("    </diwoo:classificatiecollectie>\n");
    line(&mut xml, 4, "creatiedatum", "", &row.date);
    xml.push_str("    <diwoo:documenthandelingen>\n      <diwoo:documenthandeling>\n");
    line(&mut xml, 8, "soortHandeling", &resource(ADOPTED), ADOPTED.1);
    line(&mut xml, 8, "atTime", "", &format!("{}T00:00:00", row.date));
    xml.push_str("      </diwoo:documenthandeling>\n    </diwoo:documenthandelingen>\n  </diwoo:DiWoo>\n");
    xml.push_str("</diwoo:Document>\n");
    Some(xml)
}

fn line(xml: &mut String, indent: usize, name: &str, resource: &str, content: &str) {
    let attribute = match resource {
        "" => String::new(),
        resource => format!(" resource=\"{}\"", escaped(resource)),
    };
    // Writing to a string cannot fail.
    let _ = writeln!(
        xml,
        "{:indent$}<diwoo:{name}{attribute}>{}</diwoo:{name}>",
        "",
        escaped(content)
    );
}
