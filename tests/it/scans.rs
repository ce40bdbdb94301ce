//! Names that no text of the file says: in scans that lie askew and in letters drawn as paths. Another program reads what
//! was written; where it is missing, the tests say so and judge nothing.

use crate::cli::Bench;
use crate::fixture::Pdf;
use crate::tools;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider};

const FONT: &[u8] = include_bytes!("../../src/redact/label/label.ttf");

/// Lines of a letter; the names in it belong to nobody.
const LINES: [&str; 8] = [
    "De afdeling heeft het verzoek besproken met",
    "mevrouw Willemijn Zwanikken en de bewoners",
    "van de kade. Zij vragen om een nadere planning",
    "van het onderhoud. De heer Geert Brinkhorst",
    "heeft de begroting van de gemeente toegelicht",
    "en gevraagd om een gesprek op dinsdag. Het",
    "verslag van Zwanikken is als bijlage gevoegd",
    "en wordt door de afdeling nader besproken.",
];
const TERMS: &str = "Willemijn Zwanikken\t5.1.2.e\nZwanikken\t5.1.2.e\nGeert Brinkhorst\t5.1.2.e\n";
/// What nobody may read any more, in small letters: the names and the greater part of them.
const GONE: [&str; 8] = ["willem", "lemijn", "zwani", "anikk", "ikken", "geert", "brink", "horst"];

type Outline = Vec<(f64, f64)>;

/// Outlines of a text in points, from its baseline on.
struct Pen {
    x: f64,
    y: f64,
    outlines: Vec<Outline>,
}

impl Pen {
    fn place(&self, x: f32, y: f32) -> (f64, f64) {
        (self.x + f64::from(x), self.y + f64::from(y))
    }

    fn push(&mut self, point: (f64, f64)) {
        self.outlines.last_mut().expect("begun").push(point);
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.outlines.push(vec![self.place(x, y)]);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.push(self.place(x, y));
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let start = *self.outlines.last().and_then(|outline| outline.last()).expect("begun");
        let (control, end) = (self.place(cx, cy), self.place(x, y));
        for t in [0.25, 0.5, 0.75, 1.0] {
            let mix = |a: f64, b: f64, c: f64| (1.0 - t) * (1.0 - t) * a + 2.0 * t * (1.0 - t) * b + t * t * c;
            self.push((mix(start.0, control.0, end.0), mix(start.1, control.1, end.1)));
        }
    }
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, x: f32, y: f32) {
        self.push(self.place(x, y));
    }
    fn close(&mut self) {}
}

fn outlines(text: &str, x: f64, y: f64, size: f32) -> Vec<Outline> {
    let font = FontRef::new(FONT).expect("the label font");
    let glyphs = font.outline_glyphs();
    let metrics = font.glyph_metrics(Size::new(size), LocationRef::default());
    let mut pen = Pen {
        x,
        y,
        outlines: Vec::new(),
    };
    for letter in text.chars() {
        let id = font.charmap().map(letter).expect("a letter of the font");
        let settings = DrawSettings::unhinted(Size::new(size), LocationRef::default());
        glyphs
            .get(id)
            .expect("outlined")
            .draw(settings, &mut pen)
            .expect("drawn");
        pen.x += f64::from(metrics.advance_width(id).unwrap_or(0.0));
    }
    pen.outlines
}

/// The letter as grey pixels, 150 to the inch, its lines falling by so many degrees on a page of 460 × 300 points that
/// is then turned clockwise by so many quarters.
fn scan(degrees: f64, quarters: usize) -> (usize, usize, Vec<u8>) {
    const SCALE: f64 = 150.0 / 72.0;
    let (width, height) = ((460.0 * SCALE) as usize, (300.0 * SCALE) as usize);
    let (sin, cos) = degrees.to_radians().sin_cos();
    let mut letters = Vec::new();
    for (at, line) in LINES.iter().enumerate() {
        letters.extend(outlines(line, 60.0, 250.0 - 26.0 * at as f64, 14.0));
    }
    let place = |(x, y): (f64, f64)| {
        let (x, y) = ((x - 230.0) * SCALE, (150.0 - y) * SCALE);
        (
            x * cos - y * sin + width as f64 / 2.0,
            x * sin + y * cos + height as f64 / 2.0,
        )
    };
    let letters: Vec<Outline> = letters
        .iter()
        .map(|outline| outline.iter().copied().map(place).collect())
        .collect();
    let mut samples = vec![255_u8; width * height];
    for row in 0..height {
        let mut shades = vec![0_u32; width];
        for step in 0..4 {
            let y = row as f64 + (f64::from(step) + 0.5) / 4.0;
            let mut crossings: Vec<(f64, i32)> = Vec::new();
            for outline in &letters {
                for (at, a) in outline.iter().enumerate() {
                    let b = outline[(at + 1) % outline.len()];
                    if (a.1 <= y) != (b.1 <= y) {
                        crossings.push((
                            a.0 + (b.0 - a.0) * (y - a.1) / (b.1 - a.1),
                            if a.1 <= y { 1 } else { -1 },
                        ));
                    }
                }
            }
            crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut turns = 0;
            for pair in crossings.windows(2) {
                turns += pair[0].1;
                if turns != 0 {
                    let columns = pair[0].0.round().max(0.0) as usize..(pair[1].0.round() as usize).min(width);
                    columns.for_each(|x| shades[x] += 1);
                }
            }
        }
        for (x, shade) in shades.iter().enumerate() {
            samples[row * width + x] = 255 - (shade * 255 / 4).min(255) as u8;
        }
    }
    (0..quarters).fold((width, height, samples), |(w, h, from), _| {
        let turned = (0..w).flat_map(|y| (0..h).map(move |x| (x, y)));
        (h, w, turned.map(|(x, y)| from[(h - 1 - x) * w + y]).collect())
    })
}

/// Redacts the names and gives what tesseract reads, degrees and quarters undone.
fn redacted(file: &[u8], degrees: f64, quarters: usize) -> Option<String> {
    let judge = tools::tesseract()?;
    let bench = Bench::new();
    bench.write("brief.pdf", file);
    bench.write("termen.txt", TERMS.as_bytes());
    let ran = bench.run(&[
        "redact",
        "brief.pdf",
        "--out",
        "uit",
        "--terms",
        "termen.txt",
        "--no-ocr-cache",
    ]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let (width, height, samples) = judge.picture(&bench.path("uit/brief.pdf"));
    let (width, height, samples) = (0..(4 - quarters) % 4).fold((width, height, samples), |(w, h, from), _| {
        let turned = (0..w).flat_map(|y| (0..h).map(move |x| (x, y)));
        (h, w, turned.map(|(x, y)| from[(h - 1 - x) * w + y]).collect())
    });
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (mid_x, mid_y) = (width as f64 / 2.0, height as f64 / 2.0);
    let level = (0..width * height).map(|at| {
        let (x, y) = ((at % width) as f64 - mid_x, (at / width) as f64 - mid_y);
        let (x, y) = (x * cos - y * sin + mid_x, x * sin + y * cos + mid_y);
        let inside = x >= 0.0 && y >= 0.0 && (x as usize) < width && (y as usize) < height;
        if inside {
            samples[y as usize * width + x as usize]
        } else {
            255
        }
    });
    Some(judge.read(width, height, &level.collect::<Vec<u8>>()).to_lowercase())
}

fn judged(read: &str, case: &str) {
    for gone in GONE {
        assert!(!read.contains(gone), "{case}: «{gone}» can be read: {read}");
    }
    for kept in ["afdeling", "bewoners", "gemeente", "bijlage"] {
        assert!(read.contains(kept), "{case}: «{kept}» is gone: {read}");
    }
}

#[test]
fn a_scan_that_lies_askew_shows_no_part_of_a_name() {
    for (degrees, quarters) in [(3.0, 0), (-3.0, 0), (1.2, 1), (0.0, 2), (-2.0, 3)] {
        let (width, height, samples) = scan(degrees, quarters);
        let size = if quarters % 2 == 0 {
            "460 0 0 300"
        } else {
            "300 0 0 460"
        };
        let media = if quarters % 2 == 0 {
            "[0 0 460 300]"
        } else {
            "[0 0 300 460]"
        };
        let image =
            format!("/Subtype /Image /Width {width} /Height {height} /BitsPerComponent 8 /ColorSpace /DeviceGray");
        let file = Pdf::new()
            .stream(10, &image, &samples)
            .page(
                &format!("/MediaBox {media} /Resources << /XObject << /I 10 0 R >> >>"),
                &format!("q {size} 0 0 cm /I Do Q"),
            )
            .bytes();
        if let Some(read) = redacted(&file, degrees, quarters) {
            judged(&read, &format!("{degrees} degrees, {quarters} quarters"));
        }
    }
}

#[test]
fn a_scan_within_the_content_keeps_what_is_public() {
    let (width, height, samples) = scan(0.0, 0);
    let digits: String = samples.iter().map(|sample| format!("{sample:02x}")).collect();
    let content = format!("q 460 0 0 300 0 0 cm BI /W {width} /H {height} /BPC 8 /CS /G /F /AHx ID {digits}> EI Q");
    let file = Pdf::new().page("/MediaBox [0 0 460 300]", &content).bytes();
    if let Some(read) = redacted(&file, 0.0, 0) {
        judged(&read, "inline");
    }
}

#[test]
fn letters_drawn_as_paths_show_no_part_of_a_name() {
    // All letters of a line are one path; the frame around them is another.
    let mut content = String::from("0.5 w 20 20 420 260 re S BT /F1 9 Tf 40 30 Td (Bijlage bij het verslag) Tj ET\n");
    for (at, line) in LINES.iter().enumerate() {
        for outline in outlines(line, 60.0, 250.0 - 26.0 * at as f64, 14.0) {
            let mut operator = "m";
            for (x, y) in outline {
                content.push_str(&format!("{x:.2} {y:.2} {operator} "));
                operator = "l";
            }
            content.push_str("h\n");
        }
        content.push_str("f\n");
    }
    let file = Pdf::new().page("/MediaBox [0 0 460 300]", &content).bytes();
    if let Some(read) = redacted(&file, 0.0, 0) {
        judged(&read, "paths");
    }
}
