//! Names that fonts may have in the output: families that everybody has, and numbers for the rest.

/// Families, in lower case without spaces and hyphens → as written.
const FAMILIES: [(&str, &str); 40] = [
    ("aptos", "Aptos"),
    ("arial", "Arial"),
    ("arialnarrow", "ArialNarrow"),
    ("bookantiqua", "BookAntiqua"),
    ("calibri", "Calibri"),
    ("cambria", "Cambria"),
    ("candara", "Candara"),
    ("carlito", "Carlito"),
    ("centurygothic", "CenturyGothic"),
    ("comicsans", "ComicSans"),
    ("consolas", "Consolas"),
    ("constantia", "Constantia"),
    ("corbel", "Corbel"),
    ("courier", "Courier"),
    ("couriernew", "CourierNew"),
    ("dejavusans", "DejaVuSans"),
    ("dejavusansmono", "DejaVuSansMono"),
    ("dejavuserif", "DejaVuSerif"),
    ("franklingothic", "FranklinGothic"),
    ("garamond", "Garamond"),
    ("georgia", "Georgia"),
    ("gillsans", "GillSans"),
    ("helvetica", "Helvetica"),
    ("helveticaneue", "HelveticaNeue"),
    ("liberationmono", "LiberationMono"),
    ("liberationsans", "LiberationSans"),
    ("liberationserif", "LiberationSerif"),
    ("lucidasans", "LucidaSans"),
    ("notosans", "NotoSans"),
    ("notoserif", "NotoSerif"),
    ("palatino", "Palatino"),
    ("palatinolinotype", "PalatinoLinotype"),
    ("rijksoverheidsanstext", "RijksoverheidSansText"),
    ("rijksoverheidserif", "RijksoverheidSerif"),
    ("segoeui", "SegoeUI"),
    ("tahoma", "Tahoma"),
    ("times", "Times"),
    ("timesnewroman", "TimesNewRoman"),
    ("trebuchet", "Trebuchet"),
    ("verdana", "Verdana"),
];

/// Families whose style stands behind a comma, unless it ends in `MT`.
const COMMA: [&str; 3] = ["Arial", "CourierNew", "TimesNewRoman"];

/// What may follow a family.
const STYLES: [(&str, &str); 11] = [
    ("semibold", "SemiBold"),
    ("regular", "Regular"),
    ("oblique", "Oblique"),
    ("italic", "Italic"),
    ("medium", "Medium"),
    ("light", "Light"),
    ("roman", "Roman"),
    ("bold", "Bold"),
    ("cond", "Condensed"),
    ("mt", "MT"),
    ("ms", "MS"),
];

/// The 14 standard fonts (ISO 32000-2, 9.6.2.2).
const STANDARD: [&str; 14] = [
    "Courier",
    "Courier-Bold",
    "Courier-BoldOblique",
    "Courier-Oblique",
    "Helvetica",
    "Helvetica-Bold",
    "Helvetica-BoldOblique",
    "Helvetica-Oblique",
    "Symbol",
    "Times-Bold",
    "Times-BoldItalic",
    "Times-Italic",
    "Times-Roman",
    "ZapfDingbats",
];

/// The standard font of this name.
pub(super) fn standard(base: &[u8]) -> Option<&'static str> {
    STANDARD.into_iter().find(|name| name.as_bytes() == base)
}

/// The name of a font of a well-known family, spelt our way; `None` where it says anything else.
pub(super) fn well_known(base: &[u8]) -> Option<String> {
    if let Some(name) = standard(base) {
        return Some(name.to_owned());
    }
    let plain: String = strip_tag(base)
        .iter()
        .filter(|byte| byte.is_ascii_alphanumeric())
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    let mut families: Vec<_> = FAMILIES
        .iter()
        .filter(|(family, _)| plain.starts_with(family))
        .collect();
    families.sort_by_key(|(family, _)| std::cmp::Reverse(family.len()));
    families.into_iter().find_map(|(family, written)| {
        let mut rest = &plain[family.len()..];
        let mut name = (*written).to_owned();
        if let Some(after) = rest.strip_prefix("ps") {
            name.push_str("PS");
            rest = after;
        }
        let mut style = String::new();
        while !rest.is_empty() {
            let (word, written) = STYLES.iter().find(|(word, _)| rest.starts_with(word))?;
            style.push_str(written);
            rest = &rest[word.len()..];
        }
        // Viewers know the fonts of Windows by these very spellings, and take another font for any other.
        let joint = match style.as_str() {
            "" | "MT" => "",
            _ if COMMA.contains(&name.as_str()) && !style.ends_with("MT") => ",",
            _ => "-",
        };
        Some(format!("{name}{joint}{style}"))
    })
}

/// The standard font that looks most like a font of this name and these flags.
pub(super) fn substitute(base: &[u8], flags: i64) -> &'static str {
    let name = String::from_utf8_lossy(base).to_lowercase();
    let bold = name.contains("bold") || name.contains("black") || flags & (1 << 18) != 0;
    let italic = name.contains("italic") || name.contains("oblique") || flags & (1 << 6) != 0;
    let family = if flags & 1 != 0 || name.contains("courier") || name.contains("mono") {
        0
    } else if flags & 2 != 0 || name.contains("times") || name.contains("serif") && !name.contains("sans") {
        2
    } else {
        1
    };
    match (family, bold, italic) {
        (0, false, false) => "Courier",
        (0, true, false) => "Courier-Bold",
        (0, false, true) => "Courier-Oblique",
        (0, true, true) => "Courier-BoldOblique",
        (2, false, false) => "Times-Roman",
        (2, true, false) => "Times-Bold",
        (2, false, true) => "Times-Italic",
        (2, true, true) => "Times-BoldItalic",
        (_, false, false) => "Helvetica",
        (_, true, false) => "Helvetica-Bold",
        (_, false, true) => "Helvetica-Oblique",
        (_, true, true) => "Helvetica-BoldOblique",
    }
}

/// The tag of the n-th subset font: `AAAAAA`, `AAAAAB`, …
pub(super) fn tag(mut index: usize) -> String {
    let mut letters = [b'A'; 6];
    for letter in letters.iter_mut().rev() {
        *letter = b'A' + (index % 26) as u8;
        index /= 26;
    }
    letters.into_iter().map(char::from).collect()
}

fn strip_tag(base: &[u8]) -> &[u8] {
    match base.get(6) {
        Some(b'+') if base[..6].iter().all(u8::is_ascii_uppercase) => &base[7..],
        _ => base,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_words_stay_in_a_font_name() {
        for (base, expected) in [
            ("ABCDEF+Calibri-BoldItalic", Some("Calibri-BoldItalic")),
            ("Arial,Bold", Some("Arial,Bold")),
            ("Arial-BoldMT", Some("Arial-BoldMT")),
            ("ArialMT", Some("ArialMT")),
            ("TimesNewRomanPSMT", Some("TimesNewRomanPSMT")),
            ("TimesNewRomanPS-BoldMT", Some("TimesNewRomanPS-BoldMT")),
            ("Times New Roman,BoldItalic", Some("TimesNewRoman,BoldItalic")),
            ("Helvetica-Bold", Some("Helvetica-Bold")),
            ("ArialNarrow", Some("ArialNarrow")),
            ("Arial-JSmit", None),
            ("JSmitHandschrift", None),
        ] {
            assert_eq!(well_known(base.as_bytes()).as_deref(), expected, "{base}");
        }
    }

    #[test]
    fn tags_count_in_letters() {
        assert_eq!(tag(0), "AAAAAA");
        assert_eq!(tag(27), "AAAABB");
    }
}
