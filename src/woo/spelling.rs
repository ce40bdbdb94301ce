//! The spellings of a ground that people use, down to the parts that make up its code. It knows no policy.

/// Words that a spelling may hold and that say nothing about which ground it is.
const FILLERS: [&str; 17] = [
    "artikel",
    "artikelen",
    "art",
    "lid",
    "sub",
    "onder",
    "onderdeel",
    "letter",
    "aanhef",
    "en",
    "van",
    "de",
    "wet",
    "open",
    "overheid",
    "woo",
    "wob",
];
const ORDINALS: [&str; 7] = ["eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende"];
/// Grounds of the Wet openbaarheid van bestuur with their successor in the Woo. `10.2.g` has no single one.
const WOB: [(&str, &str); 13] = [
    ("10.1.a", "5.1.1.a"),
    ("10.1.b", "5.1.1.b"),
    ("10.1.c", "5.1.1.c"),
    ("10.1.d", "5.1.1.d"),
    ("10.2.a", "5.1.2.a"),
    ("10.2.b", "5.1.2.b"),
    ("10.2.c", "5.1.2.c"),
    ("10.2.d", "5.1.2.d"),
    ("10.2.e", "5.1.2.e"),
    ("10.2.f", "5.1.4"),
    ("10.7.a", "5.1.2.g"),
    ("10.7.b", "5.1.2.h"),
    ("11.1", "5.2"),
];

/// The dotted code that a spelling comes down to, with a ground of the Wob replaced by its successor: `5.1.2.e` for
/// `5.1.2e`, `5.1 lid 2 sub e`, `artikel 5.1, tweede lid, onder e`, `10.2.e Wob` and `(10)(2e)`. `None` for anything
/// that holds a word which has no place in a ground.
pub(super) fn code(spelling: &str) -> Option<String> {
    let parts = parts(&spelling.to_lowercase())?;
    let code = parts.join(".").replace("5.4.a", "5.4a");
    let successor = WOB.iter().find(|(old, _)| *old == code);
    Some(successor.map_or(code, |(_, new)| (*new).to_owned()))
}

/// Whether a spelling is the one ground of the Wob that more than one ground of the Woo came from.
pub(super) fn is_split(spelling: &str) -> bool {
    code(spelling).as_deref() == Some("10.2.g")
}

/// The numbers and letters of a spelling, in order.
fn parts(spelling: &str) -> Option<Vec<String>> {
    let is_mark = |c: char| c.is_whitespace() || ".,;:()[]-–/§°º".contains(c);
    let mut words = spelling.split(is_mark).filter(|word| !word.is_empty()).peekable();
    let mut parts = Vec::new();
    while let Some(word) = words.next() {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = word.split_at(digits);
        if !number.is_empty() {
            parts.push(number.to_owned());
        }
        let before_lid = !number.is_empty() && words.peek() == Some(&"lid");
        match rest {
            "e" | "de" | "ste" if before_lid => {}
            "" => {}
            letter if letter.len() == 1 && letter.is_ascii() => parts.push(letter.to_owned()),
            filler if number.is_empty() && FILLERS.contains(&filler) => {}
            ordinal if number.is_empty() => {
                let at = ORDINALS.iter().position(|known| *known == ordinal)?;
                parts.push((at + 1).to_string());
            }
            _ => return None,
        }
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use crate::woo::Ground;

    #[test]
    fn every_spelling_in_use_is_read() {
        for spelling in [
            "5.1.2.e",
            "5.1.2e",
            "5.1.2.E",
            "art. 5.1.2 e",
            "5.1 lid 2 sub e",
            "5.1, lid 2, onder e Woo",
            "artikel 5.1, tweede lid, onder e",
            "Artikel 5.1, tweede lid, aanhef en onder e, van de Wet open overheid",
            "art. 5.1 2e lid onder e",
            "5.1(2)(e)",
            "10.2.e",
            "10.2.e Wob",
            "(10)(2e)",
            "artikel 10, tweede lid, onder e, Wob",
        ] {
            assert_eq!(spelling.parse(), Ok(Ground::PrivateLife), "{spelling}");
        }
        for (spelling, ground) in [
            ("5.1 vijfde lid", Ground::DisproportionateHarm),
            ("5.1 lid 5", Ground::DisproportionateHarm),
            ("art. 5.2", Ground::PersonalPolicyViews),
            ("5.2 lid 1", Ground::PersonalPolicyViewsFirst),
            ("11.1", Ground::PersonalPolicyViews),
            ("5.4a lid 1", Ground::SupportOfRepresentatives),
            ("5.4a.1", Ground::SupportOfRepresentatives),
            ("5.1 lid 1 sub e", Ground::NationalIdentificationNumbers),
            ("10.1.c", Ground::ConfidentialBusinessData),
        ] {
            assert_eq!(spelling.parse(), Ok(ground), "{spelling}");
        }
    }

    #[test]
    fn every_printed_form_is_read_back() {
        for ground in Ground::all() {
            assert_eq!(ground.code().parse(), Ok(ground));
            assert_eq!(ground.code().to_uppercase().parse(), Ok(ground));
            if let Some(code) = ground.platform_code() {
                assert_eq!(code.parse(), Ok(ground));
            }
        }
    }

    #[test]
    fn what_is_no_ground_is_refused_and_10_2_g_is_explained() {
        for spelling in [
            "",
            "5.1",
            "5.1.2",
            "5.1.2.z",
            "5.1.2.e.f",
            "512e",
            "onder e",
            "5.1 lid 2 sub q",
            "telefoon 5.1.2.e",
        ] {
            assert!(spelling.parse::<Ground>().is_err(), "{spelling}");
        }
        let split = "10.2.g Wob".parse::<Ground>().expect_err("has no single successor");
        assert!(split.to_string().contains("5.1.2.i of 5.1.5"), "{split}");
    }
}
