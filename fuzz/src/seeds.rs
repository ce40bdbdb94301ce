//! Seeds of every target: small files and streams of every feature, made here, and the project's own fixtures.

use crate::fixture::{Pdf, one_page};
use std::fs;
use std::path::Path;

const CONTENTS: [&str; 8] = [
    "BT /F1 12 Tf 10 50 Td (Jan) Tj T* [(de) -250 (Wit)] TJ (x) ' 1 2 (y) \" ET",
    "q 1 0 0 1 5 5 cm 0 0 m 9 0 l 9 9 l h W* n 1 0 0 rg 0 0 9 9 re f* Q",
    "BI /W 2 /H 1 /BPC 8 /CS /G ID ab EI",
    "/P <</MCID 3 /ActualText (Jan)>> BDC BT /F1 9 Tf <4A616E> Tj ET EMC",
    "BX 1 foo EX /Pattern cs /P0 scn /G0 gs /X0 Do /S0 sh",
    "[[(a)] << /K [1 2 (b) <63>] >> null true] TJ",
    "1 w 2 J 0 j 10 M [3 1] 0 d /Perceptual ri 1 i 0 0 0 1 k 0.5 G S",
    "BT /F1 1 Tf 3 Tr 50 Tz 4 Ts 2 TL 1 Tc 2 Tw 9 0 0 9 20 20 Tm (hidden) Tj ET",
];

/// One byte of each target's choice, before the seeds that it may mean.
const CHOICES: u8 = 10;

/// A JPEG, eight by eight, as all of these.
const JPEG: &[u8] = include_bytes!("../seeds/pixel.jpg");
/// A JPEG 2000 file.
const JPEG2000: &[u8] = include_bytes!("../seeds/pixel.jp2");
/// Group 4 fax.
const FAX: &[u8] = include_bytes!("../seeds/pixel.g4");

const CMAP: &[u8] = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def \
1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0041> <004A> <0042> <D83DDE00> endbfchar \
1 beginbfrange <0050> <0060> <0061> endbfrange 1 begincidrange <0000> <00FF> 1 endcidrange endcmap end end";

/// The seeds of the target of that name.
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    match target {
        "interpret" => CONTENTS.iter().map(|content| content.as_bytes().to_vec()).collect(),
        "fonts" => chosen(&[read("src/redact/label/label.ttf"), CMAP.to_vec()]),
        "images" => {
            let data = [JPEG, JPEG2000, FAX, b"\x80\x0b\x60\x50\x22\x0c", b"\x03abcd\xfe\x80"];
            let sized = data.map(|data| [&[0, 8, 8], data].concat());
            chosen(&sized)
        }
        "rules" => folder("rules", "toml"),
        _ => [
            vec![rich()],
            CONTENTS.iter().map(|content| one_page(content)).collect(),
            fixtures(),
        ]
        .concat(),
    }
}

/// Every piece of data behind every choice.
fn chosen(data: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let behind = |choice: u8| data.iter().map(move |data| [&[choice], data.as_slice()].concat());
    (0..CHOICES).flat_map(behind).collect()
}

/// A file of many features.
fn rich() -> Vec<u8> {
    let form = "/Subtype /Form /BBox [0 0 50 50] /Matrix [1 0 0 1 2 2] /Resources << /Font << /F1 3 0 R >> >>";
    Pdf::new()
        .stream(10, form, b"BT /F1 9 Tf (form) Tj ET")
        .object(
            11,
            "<< /Subtype /FreeText /Rect [5 5 60 20] /Contents (note) /DA (/Helv 9 Tf) >>",
        )
        .object(12, "<< /Subtype /Stamp /Rect [5 5 60 20] /AP << /N 10 0 R >> >>")
        .object(13, "<< /Type /OCG /Name (layer) >>")
        .catalog("/OCProperties << /OCGs [13 0 R] /D << /OFF [13 0 R] >> >>")
        .page(
            "/Rotate 90 /CropBox [5 5 90 90] /Annots [11 0 R 12 0 R] \
             /Resources << /Font << /F1 3 0 R >> /XObject << /X0 10 0 R >> /Properties << /L 13 0 R >> >>",
            "/X0 Do /OC /L BDC BT /F1 9 Tf (off) Tj ET EMC",
        )
        .bytes()
}

fn fixtures() -> Vec<Vec<u8>> {
    folder("fixtures/nota", "pdf")
}

fn folder(name: &str, extension: &str) -> Vec<Vec<u8>> {
    let entries = fs::read_dir(root().join(name)).expect("folder of the project");
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|found| found == extension));
    paths.sort();
    paths
        .iter()
        .map(|path| fs::read(path).expect("file of the project"))
        .collect()
}

fn read(name: &str) -> Vec<u8> {
    fs::read(root().join(name)).expect("file of the project")
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
