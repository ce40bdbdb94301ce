//! Writes the seed corpora of the fuzz targets to `corpus/`: small files and content streams of every feature.

#[path = "../../src/pdf/fixture.rs"]
#[allow(dead_code)]
mod fixture;

use fixture::{Pdf, one_page};
use std::fs;

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

fn main() -> std::io::Result<()> {
    fs::create_dir_all("corpus/interpret")?;
    fs::create_dir_all("corpus/open")?;
    for (number, content) in CONTENTS.iter().enumerate() {
        fs::write(format!("corpus/interpret/{number}"), content)?;
        fs::write(format!("corpus/open/{number}.pdf"), one_page(content))?;
    }
    let form = "/Subtype /Form /BBox [0 0 50 50] /Matrix [1 0 0 1 2 2] /Resources << /Font << /F1 3 0 R >> >>";
    let rich = Pdf::new()
        .stream(10, form, b"BT /F1 9 Tf (form) Tj ET")
        .object(11, "<< /Subtype /FreeText /Rect [5 5 60 20] /Contents (note) /DA (/Helv 9 Tf) >>")
        .object(12, "<< /Subtype /Stamp /Rect [5 5 60 20] /AP << /N 10 0 R >> >>")
        .object(13, "<< /Type /OCG /Name (layer) >>")
        .catalog("/OCProperties << /OCGs [13 0 R] /D << /OFF [13 0 R] >> >>")
        .page(
            "/Rotate 90 /CropBox [5 5 90 90] /Annots [11 0 R 12 0 R] \
             /Resources << /Font << /F1 3 0 R >> /XObject << /X0 10 0 R >> /Properties << /L 13 0 R >> >>",
            "/X0 Do /OC /L BDC BT /F1 9 Tf (off) Tj ET EMC",
        );
    fs::write("corpus/open/rich.pdf", rich.bytes())
}
