//! Any bytes as the data of an image → decoded, given to a reader of words, written anew and verified. The first four
//! bytes say the filter, the samples and the size.

use super::pass_through;
use crate::fixture::Pdf;
use woolak::pdf::font::FontTable;
use woolak::pdf::ocr::{Engine, Policy, Sheet, Unread, Word, recognise};
use woolak::pdf::{SourcePdf, interpret};

const FILTERS: [&str; 10] = [
    "",
    "/Filter /DCTDecode",
    "/Filter /JPXDecode",
    "/Filter /CCITTFaxDecode /DecodeParms << /K -1 >>",
    "/Filter /CCITTFaxDecode /DecodeParms << /K 1 /BlackIs1 true >>",
    "/Filter /JBIG2Decode",
    "/Filter /LZWDecode",
    "/Filter /RunLengthDecode",
    "/Filter [/ASCII85Decode /DCTDecode]",
    "/Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors 3 /Columns 8 >>",
];

const SPACES: [&str; 6] = [
    "/ColorSpace /DeviceGray /BitsPerComponent 8",
    "/ColorSpace /DeviceRGB /BitsPerComponent 8",
    "/ColorSpace /DeviceCMYK /BitsPerComponent 4",
    "/ColorSpace [/Indexed /DeviceRGB 1 <000000FFFFFF>] /BitsPerComponent 2",
    "/ImageMask true /Decode [1 0]",
    "/ColorSpace /DeviceGray /BitsPerComponent 1",
];

struct Blind;

impl Engine for Blind {
    fn name(&self) -> &str {
        "blind"
    }

    fn read(&self, sheet: &Sheet) -> Result<Vec<Word>, Unread> {
        assert_eq!(sheet.samples.len(), sheet.width as usize * sheet.height as usize);
        Ok(Vec::new())
    }
}

/// Runs once.
pub fn run(bytes: &[u8]) {
    let Some(([filter, space, width, height], data)) = bytes.split_first_chunk() else {
        return;
    };
    let filter = FILTERS[usize::from(*filter) % FILTERS.len()];
    let space = SPACES[usize::from(*space) % SPACES.len()];
    let entries = format!("/Subtype /Image /Width {width} /Height {height} {space} {filter}");
    let pdf = Pdf::new()
        .stream(5, &entries, data)
        .page(
            "/Resources << /XObject << /X 5 0 R >> >>",
            "q 180 0 0 80 10 10 cm /X Do Q",
        )
        .bytes();
    let source = SourcePdf::open(&pdf, &[]).expect("a sound file around the image");
    let mut page = interpret(&source, &FontTable::load(&source), 0);
    recognise(&source, 0, &mut page, Some(&Blind), Policy::Always);
    pass_through(&pdf);
}
