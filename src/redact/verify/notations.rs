//! Other ways to write a withheld number or date, folded: whoever withholds one of them withholds them all. It knows no
//! names: their spellings fold alike, or are withheld by themselves.

use super::folded::Folded;

const MONTHS: [(&str, &str); 12] = [
    ("januari", "jan"),
    ("februari", "feb"),
    ("maart", "mrt"),
    ("april", "apr"),
    ("mei", "mei"),
    ("juni", "jun"),
    ("juli", "jul"),
    ("augustus", "aug"),
    ("september", "sep"),
    ("oktober", "okt"),
    ("november", "nov"),
    ("december", "dec"),
];
/// Digits of a Dutch number after its trunk or country code.
const SUBSCRIBER: usize = 9;

/// The words folded, and their other notations.
pub(super) fn notations(words: &str) -> Vec<String> {
    let folded = Folded::new(words).as_str().to_owned();
    let mut all = Vec::new();
    all.extend(subscriber(&folded));
    // Where a number is the national one without its zero it also stands for the other way round.
    all.extend(
        folded
            .strip_prefix('0')
            .filter(|_| is_number(&folded, 9))
            .map(str::to_owned),
    );
    all.extend(date(words).into_iter().flat_map(dates));
    all.push(folded);
    all
}

fn is_number(folded: &str, digits: usize) -> bool {
    folded.len() == digits && folded.bytes().all(|byte| byte.is_ascii_digit())
}

/// What `06-12345678`, `+31 6 12345678` and `0031 (0)6 12345678` have in common.
fn subscriber(folded: &str) -> Option<String> {
    let with = |prefix: &str| folded.strip_prefix(prefix).filter(|rest| is_number(rest, SUBSCRIBER));
    let rest = ["0031", "00310", "310", "31", "0"].into_iter().find_map(with)?;
    Some(rest.to_owned())
}

/// Day, month and year.
fn date(words: &str) -> Option<(u32, u32, u32)> {
    let lower = words.to_lowercase();
    let parts: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let month = |part: &str| {
        let named = MONTHS.iter().position(|(long, short)| {
            part == *long || part == *short || part == "febr" && *short == "feb" || part == "sept" && *short == "sep"
        });
        named.map(|at| at as u32 + 1).or_else(|| part.parse().ok())
    };
    let (day, month, year) = match parts[..] {
        [year, middle, day] if year.len() == 4 => (day.parse().ok()?, month(middle)?, year.parse().ok()?),
        [day, middle, year] if year.len() == 4 => (day.parse().ok()?, month(middle)?, year.parse().ok()?),
        _ => return None,
    };
    ((1..=31).contains(&day) && (1..=12).contains(&month) && (1800..=2200).contains(&year))
        .then_some((day, month, year))
}

fn dates((day, month, year): (u32, u32, u32)) -> Vec<String> {
    let (long, short) = MONTHS[month as usize - 1];
    vec![
        format!("{day:02}{month:02}{year}"),
        format!("{year}{month:02}{day:02}"),
        format!("{day}{long}{year}"),
        format!("{day:02}{long}{year}"),
        format!("{day}{short}{year}"),
        format!("{day:02}{short}{year}"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(withheld: &str, written: &str) -> bool {
        let written = Folded::new(written);
        notations(withheld)
            .iter()
            .any(|one| written.as_str().contains(one.as_str()))
    }

    #[test]
    fn a_number_is_the_same_in_every_notation() {
        let phones = [
            "06-12345678",
            "+31 6 12345678",
            "0031 6 12 34 56 78",
            "+31 (0)6 12345678",
            "0612345678",
        ];
        for withheld in phones {
            for written in phones {
                assert!(found(withheld, written), "{withheld} {written}");
            }
        }
        assert!(found("111222333", "1112.22.333") && found("012345672", "12345672"));
        assert!(found("NL91ABNA0417164300", "NL91 ABNA 0417 1643 00"));
        assert!(!found("0612345678", "06 1234 5679"));
    }

    #[test]
    fn a_date_is_the_same_in_every_notation() {
        for withheld in ["3 maart 1980", "03-03-1980", "3/3/1980", "1980-03-03"] {
            for written in [
                "3 maart 1980",
                "03-03-1980",
                "1980-03-03",
                "3 mrt. 1980",
                "03 Maart 1980",
            ] {
                assert!(found(withheld, written), "{withheld} {written}");
            }
        }
        assert_eq!(date("31 van 1980"), None);
        assert_eq!(date("40-03-1980"), None);
    }
}
