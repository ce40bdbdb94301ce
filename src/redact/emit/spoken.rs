//! Grounds in the words that a screen reader says instead of a label.

use crate::woo::Ground;

const ORDINALS: [&str; 6] = ["eerste", "tweede", "derde", "vierde", "vijfde", "zesde"];

/// `5.1.2.e` → "gelakt op grond van artikel 5.1, tweede lid, onder e, Woo".
pub(super) fn spoken(ground: Ground) -> String {
    let mut parts = ground.code().split('.');
    let article: Vec<&str> = parts.by_ref().take(2).collect();
    let mut words = format!("gelakt op grond van artikel {}", article.join("."));
    for part in parts {
        let ordinal = part
            .parse::<usize>()
            .ok()
            .and_then(|number| ORDINALS.get(number.checked_sub(1)?));
        match ordinal {
            Some(ordinal) => words.push_str(&format!(", {ordinal} lid")),
            None => words.push_str(&format!(", onder {part}")),
        }
    }
    words + ", Woo"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ground_is_said_in_words() {
        assert_eq!(
            spoken(Ground::PrivateLife),
            "gelakt op grond van artikel 5.1, tweede lid, onder e, Woo"
        );
        assert_eq!(
            spoken(Ground::PersonalPolicyViews),
            "gelakt op grond van artikel 5.2, Woo"
        );
        assert_eq!(
            spoken(Ground::SupportOfRepresentatives),
            "gelakt op grond van artikel 5.4a, eerste lid, Woo"
        );
    }
}
