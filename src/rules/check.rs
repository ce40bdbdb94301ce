//! Arithmetic checks on numbers. A number that passes may still be something else: context decides.

/// The check a pattern's match must pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// Eight or nine digits, weights 9 8 7 6 5 4 3 2 −1, sum divisible by 11 (BSN, onderwijsnummer).
    Elfproef,
    /// ISO 7064 mod 97-10 over letters and digits (IBAN).
    Mod97,
    /// A series that the RDW issues: three groups, no vowels in letter groups.
    Sidecode,
    /// Four numbers from 0 to 255 that are not a version or an article number.
    Ipv4,
    /// Nine to fifteen digits, or ten that start with 0: as many as a telephone number has.
    PhoneLength,
    /// Nine capitals and digits as on a Dutch passport or identity card: two letters, then both mixed, no O, a digit last.
    DocumentNumber,
}

impl Check {
    /// Whether the matched words pass.
    pub fn passes(self, found: &str) -> bool {
        match self {
            Self::Elfproef => elfproef(found),
            Self::Mod97 => mod97(found),
            Self::Sidecode => sidecode(found),
            Self::Ipv4 => ipv4(found),
            Self::PhoneLength => phone_length(found),
            Self::DocumentNumber => document_number(found),
        }
    }
}

/// Letters and digits that take turns often enough to be no code with a meaning.
fn document_number(found: &str) -> bool {
    let digit = |byte: &u8| byte.is_ascii_digit();
    let bytes = found.as_bytes();
    let turns = bytes
        .windows(2)
        .filter(|pair| digit(&pair[0]) != digit(&pair[1]))
        .count();
    let fits = bytes
        .iter()
        .all(|byte| digit(byte) || byte.is_ascii_uppercase() && *byte != b'O');
    fits && bytes.len() == 9 && turns >= 3 && !bytes[..2].iter().any(digit) && digit(&bytes[8])
}

fn digits(found: &str) -> impl DoubleEndedIterator<Item = u32> + '_ {
    found.chars().filter_map(|character| character.to_digit(10))
}

fn elfproef(found: &str) -> bool {
    let digits: Vec<u32> = digits(found).collect();
    if !(8..=9).contains(&digits.len()) || digits.iter().all(|digit| *digit == digits[0]) {
        return false;
    }
    let sum: i64 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(index, digit)| match index {
            0 => -i64::from(*digit),
            _ => (index as i64 + 1) * i64::from(*digit),
        })
        .sum();
    sum % 11 == 0
}

fn mod97(found: &str) -> bool {
    let letters: Vec<char> = found.chars().filter(char::is_ascii_alphanumeric).collect();
    if !(15..=34).contains(&letters.len()) {
        return false;
    }
    letters[4..].iter().chain(&letters[..4]).try_fold(0u32, |rest, letter| {
        let value = letter.to_digit(36)?;
        Some((rest * if value < 10 { 10 } else { 100 } + value) % 97)
    }) == Some(1)
}

/// Letters and digits of a number plate.
const SIDECODE: usize = 6;

/// The stretches of letters and of digits that make a word.
fn alike(word: &str) -> Vec<&str> {
    let digit = |c: &char| c.is_ascii_digit();
    let mut groups = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c: char| digit(&c) != digit(&first)).unwrap_or(rest.len());
        let (group, behind) = rest.split_at(end);
        groups.push(group);
        rest = behind;
    }
    groups
}

fn sidecode(found: &str) -> bool {
    if found.bytes().filter(u8::is_ascii_alphanumeric).count() != SIDECODE {
        return false;
    }
    let parted: Vec<&str> = found
        .split(['-', ' ', '–', '\u{2011}'])
        .filter(|group| !group.is_empty())
        .collect();
    let groups = match parted[..] {
        [whole] => alike(whole),
        _ => parted,
    };
    let shape: String = found
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| if c.is_ascii_digit() { '9' } else { 'X' })
        .collect();
    let letters = found.chars().filter(char::is_ascii_alphabetic);
    // `wil ze 14 km vergoed`
    let is_measure = groups
        .last()
        .is_some_and(|last| matches!(*last, "km" | "kg" | "cm" | "mm"));
    groups.len() == 3
        && !is_measure
        && (groups.iter())
            .all(|group| group.chars().all(|c| c.is_ascii_digit()) || group.chars().all(|c| c.is_ascii_alphabetic()))
        && letters
            .clone()
            .all(|letter| !matches!(letter, 'A' | 'E' | 'I' | 'O' | 'U' | 'Q' | 'C') || groups_are_old(&shape))
        && matches!(
            shape.as_str(),
            "XX9999"
                | "9999XX"
                | "99XX99"
                | "XX99XX"
                | "XXXX99"
                | "99XXXX"
                | "99XXX9"
                | "9XXX99"
                | "XX999X"
                | "X999XX"
                | "XXX99X"
                | "9XX999"
                | "999XX9"
                | "X99XXX"
        )
}

/// The first series (1951 to 1978) had vowels.
fn groups_are_old(shape: &str) -> bool {
    matches!(shape, "XX9999" | "9999XX" | "99XX99")
}

fn ipv4(found: &str) -> bool {
    let parts: Vec<&str> = found.split('.').collect();
    parts.len() == 4
        && parts.iter().all(|part| {
            part.parse::<u16>().is_ok_and(|number| number < 256) && (part.len() == 1 || !part.starts_with('0'))
        })
        && parts.iter().any(|part| part.len() > 1)
}

/// `01-06-2023 12` is a date with an hour.
fn looks_like_date(found: &str) -> bool {
    let groups: Vec<&str> = found.split(['-', '/', '.', ' ']).collect();
    let number = |index: usize| groups.get(index).and_then(|group| group.parse::<u32>().ok());
    groups.len() >= 3
        && groups[0].len() == 2
        && groups[1].len() == 2
        && groups[2].len() == 4
        && number(0).is_some_and(|day| day <= 31)
        && number(1).is_some_and(|month| (1..=12).contains(&month))
        && number(2).is_some_and(|year| (1900..2100).contains(&year))
}

fn phone_length(found: &str) -> bool {
    if looks_like_date(found.trim_start_matches('(')) {
        return false;
    }
    let found = found.replace("(0)", "");
    let digits: String = found.chars().filter(char::is_ascii_digit).collect();
    if digits.starts_with("000") {
        return false;
    }
    match found.trim_start_matches('(').starts_with('+') || digits.starts_with("00") {
        true => (9..=15).contains(&digits.len()),
        false => digits.len() == 10 && digits.starts_with('0'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_pass_or_fail_their_check() {
        for (check, found, passes) in [
            (Check::Elfproef, "111222333", true),
            (Check::Elfproef, "111.222.333", true),
            (Check::Elfproef, "36297562", true),
            (Check::Elfproef, "123456789", false),
            (Check::Elfproef, "000000000", false),
            (Check::Mod97, "NL91 ABNA 0417 1643 00", true),
            (Check::Mod97, "NL91ABNA0417164301", false),
            (Check::Sidecode, "GT-418-N", true),
            (Check::Sidecode, "96-LKV-3", true),
            (Check::Sidecode, "12-34-56", false),
            (Check::Ipv4, "84.107.33.212", true),
            (Check::Ipv4, "5.1.2.1", false),
            (Check::Ipv4, "84.107.33.912", false),
            (Check::PhoneLength, "06-12 34 56 78", true),
            (Check::PhoneLength, "+31 (0)6 1234 5678", true),
            (Check::PhoneLength, "06-12 34", false),
        ] {
            assert_eq!(check.passes(found), passes, "{found}");
        }
    }
}
