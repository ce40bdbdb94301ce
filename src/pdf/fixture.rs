//! Small PDF files for tests, written as text that a diff shows. Test code only.

use std::collections::BTreeMap;

/// A file under construction: object 1 is the catalog, 2 the page tree, 3 Helvetica (`/F1`), 100 and up the pages and
/// their contents; the rest is free.
#[derive(Default)]
pub struct Pdf {
    objects: BTreeMap<u32, Vec<u8>>,
    pages: Vec<u32>,
    catalog: String,
    trailer: String,
}

/// A file of one page, 200 × 100 points, with `/F1` in its resources.
pub fn one_page(content: &str) -> Vec<u8> {
    Pdf::new().page("", content).bytes()
}

impl Pdf {
    pub fn new() -> Self {
        Self::default().object(3, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    }

    /// Adds an object by number.
    pub fn object(mut self, number: u32, body: &str) -> Self {
        self.objects.insert(number, body.as_bytes().to_vec());
        self
    }

    /// Adds a stream by number; `entries` go into its dictionary.
    pub fn stream(mut self, number: u32, entries: &str, data: &[u8]) -> Self {
        let mut body = format!("<< {entries} /Length {} >>\nstream\n", data.len()).into_bytes();
        body.extend(data);
        body.extend(b"\nendstream");
        self.objects.insert(number, body);
        self
    }

    /// Adds a page. `entries` go into its dictionary; without `/Resources` or `/MediaBox` among them it gets `/F1`
    /// and 200 × 100 points.
    pub fn page(mut self, entries: &str, content: &str) -> Self {
        let number = 100 + 2 * self.pages.len() as u32;
        self.pages.push(number);
        let default = |key: &str, value: &str| match entries.contains(key) {
            true => String::new(),
            false => format!("{key} {value}"),
        };
        let resources = default("/Resources", "<< /Font << /F1 3 0 R >> >>");
        let media = default("/MediaBox", "[0 0 200 100]");
        let contents = default("/Contents", &format!("{} 0 R", number + 1));
        self.object(
            number,
            &format!("<< /Type /Page /Parent 2 0 R {media} {resources} {contents} {entries} >>"),
        )
        .stream(number + 1, "", content.as_bytes())
    }

    /// Adds entries to the catalog.
    pub fn catalog(mut self, entries: &str) -> Self {
        self.catalog.push_str(entries);
        self
    }

    /// Adds entries to the trailer.
    pub fn trailer(mut self, entries: &str) -> Self {
        self.trailer.push_str(entries);
        self
    }

    /// The file.
    pub fn bytes(mut self) -> Vec<u8> {
        let kids: Vec<String> = self.pages.iter().map(|page| format!("{page} 0 R")).collect();
        let tree = format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len());
        let catalog = format!("<< /Type /Catalog /Pages 2 0 R {} >>", self.catalog);
        self.objects.entry(1).or_insert(catalog.into_bytes());
        self.objects.entry(2).or_insert(tree.into_bytes());
        let mut out = b"%PDF-1.7\n".to_vec();
        let mut table = String::from("0000000000 65535 f \n");
        let highest = self.objects.keys().next_back().copied().unwrap_or(0);
        for number in 1..=highest {
            match self.objects.get(&number) {
                Some(body) => {
                    table.push_str(&format!("{:010} 00000 n \n", out.len()));
                    out.extend(format!("{number} 0 obj\n").bytes());
                    out.extend(body);
                    out.extend(b"\nendobj\n");
                }
                None => table.push_str("0000000000 00000 f \n"),
            }
        }
        let at = out.len();
        let size = highest + 1;
        out.extend(
            format!(
                "xref\n0 {size}\n{table}trailer\n<< /Size {size} /Root 1 0 R {} >>\n",
                self.trailer
            )
            .bytes(),
        );
        out.extend(format!("startxref\n{at}\n%%EOF\n").bytes());
        out
    }
}
