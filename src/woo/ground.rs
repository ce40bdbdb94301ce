//! The closed list of grounds and their spellings. It holds no policy.

use super::spelling;
use std::fmt;
use std::str::FromStr;

/// A ground for refusal of the Woo, artikel 5.1, 5.2, 5.4 and 5.4a.
///
/// Stored, printed and logged in the dotted form, for example `5.1.2.e`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// 5.1.1.a Eenheid van de Kroon.
    UnityOfTheCrown,
    /// 5.1.1.b Veiligheid van de Staat.
    StateSecurity,
    /// 5.1.1.c Vertrouwelijk verstrekte bedrijfs- en fabricagegegevens.
    ConfidentialBusinessData,
    /// 5.1.1.d Bijzondere en strafrechtelijke persoonsgegevens.
    SpecialPersonalData,
    /// 5.1.1.e Nationale identificatienummers.
    NationalIdentificationNumbers,
    /// 5.1.2.a Internationale betrekkingen.
    InternationalRelations,
    /// 5.1.2.b Economische of financiële belangen van de Staat.
    EconomicInterests,
    /// 5.1.2.c Opsporing en vervolging van strafbare feiten.
    Prosecution,
    /// 5.1.2.d Inspectie, controle en toezicht.
    Supervision,
    /// 5.1.2.e Eerbiediging van de persoonlijke levenssfeer.
    PrivateLife,
    /// 5.1.2.f Andere concurrentiegevoelige bedrijfs- en fabricagegegevens.
    CompetitiveBusinessData,
    /// 5.1.2.g Bescherming van het milieu.
    Environment,
    /// 5.1.2.h Beveiliging van personen en bedrijven, voorkomen van sabotage.
    SecurityAgainstSabotage,
    /// 5.1.2.i Goed functioneren van de Staat en andere bestuursorganen.
    FunctioningOfTheState,
    /// 5.1.4 Geadresseerde neemt eerst kennis.
    AddresseeFirst,
    /// 5.1.5 Onevenredige benadeling.
    DisproportionateHarm,
    /// 5.1.6 Milieu-informatie bij 5.1.1.c.
    EnvironmentalBusinessData,
    /// 5.2 Persoonlijke beleidsopvattingen in intern beraad.
    PersonalPolicyViews,
    /// 5.2.1 Persoonlijke beleidsopvattingen, eerste lid.
    PersonalPolicyViewsFirst,
    /// 5.2.2 Persoonlijke beleidsopvattingen, tweede lid.
    PersonalPolicyViewsSecond,
    /// 5.2.3 Persoonlijke beleidsopvattingen, derde lid.
    PersonalPolicyViewsThird,
    /// 5.4 Informatie bij de (in)formateur.
    Formation,
    /// 5.4a.1 Ondersteuning van individuele volksvertegenwoordigers.
    SupportOfRepresentatives,
}

/// Words that are not a ground of the Woo.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnknownGround {
    /// No such ground.
    #[error("«{0}» is geen weigeringsgrond van de Woo")]
    Unknown(String),
    /// A ground of the Wob that more than one ground of the Woo came from.
    #[error("«{0}» heeft in de Woo niet één opvolger; kies 5.1.2.i of 5.1.5")]
    Split(String),
}

/// Code and short Dutch name of every ground, in the order of the law.
const TABLE: [(Ground, &str, &str); 23] = [
    (Ground::UnityOfTheCrown, "5.1.1.a", "Eenheid van de Kroon"),
    (Ground::StateSecurity, "5.1.1.b", "Veiligheid van de Staat"),
    (
        Ground::ConfidentialBusinessData,
        "5.1.1.c",
        "Vertrouwelijk verstrekte bedrijfs- en fabricagegegevens",
    ),
    (
        Ground::SpecialPersonalData,
        "5.1.1.d",
        "Bijzondere en strafrechtelijke persoonsgegevens",
    ),
    (
        Ground::NationalIdentificationNumbers,
        "5.1.1.e",
        "Nationale identificatienummers",
    ),
    (Ground::InternationalRelations, "5.1.2.a", "Internationale betrekkingen"),
    (
        Ground::EconomicInterests,
        "5.1.2.b",
        "Economische of financiële belangen van de Staat",
    ),
    (
        Ground::Prosecution,
        "5.1.2.c",
        "Opsporing en vervolging van strafbare feiten",
    ),
    (Ground::Supervision, "5.1.2.d", "Inspectie, controle en toezicht"),
    (
        Ground::PrivateLife,
        "5.1.2.e",
        "Eerbiediging van de persoonlijke levenssfeer",
    ),
    (
        Ground::CompetitiveBusinessData,
        "5.1.2.f",
        "Andere concurrentiegevoelige bedrijfs- en fabricagegegevens",
    ),
    (Ground::Environment, "5.1.2.g", "Bescherming van het milieu"),
    (
        Ground::SecurityAgainstSabotage,
        "5.1.2.h",
        "Beveiliging van personen en bedrijven, voorkomen van sabotage",
    ),
    (
        Ground::FunctioningOfTheState,
        "5.1.2.i",
        "Goed functioneren van de Staat en andere bestuursorganen",
    ),
    (Ground::AddresseeFirst, "5.1.4", "Geadresseerde neemt eerst kennis"),
    (Ground::DisproportionateHarm, "5.1.5", "Onevenredige benadeling"),
    (
        Ground::EnvironmentalBusinessData,
        "5.1.6",
        "Milieu-informatie bij 5.1.1.c",
    ),
    (
        Ground::PersonalPolicyViews,
        "5.2",
        "Persoonlijke beleidsopvattingen in intern beraad",
    ),
    (
        Ground::PersonalPolicyViewsFirst,
        "5.2.1",
        "Persoonlijke beleidsopvattingen in intern beraad",
    ),
    (
        Ground::PersonalPolicyViewsSecond,
        "5.2.2",
        "Persoonlijke beleidsopvattingen in niet tot personen herleidbare vorm",
    ),
    (
        Ground::PersonalPolicyViewsThird,
        "5.2.3",
        "Persoonlijke beleidsopvattingen bij formele bestuurlijke besluitvorming",
    ),
    (Ground::Formation, "5.4", "Informatie bij de (in)formateur"),
    (
        Ground::SupportOfRepresentatives,
        "5.4a.1",
        "Ondersteuning van individuele volksvertegenwoordigers",
    ),
];

impl Ground {
    /// Every ground in the order of the law.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|(ground, ..)| *ground)
    }

    /// The dotted code, for example `5.1.2.e`.
    pub fn code(self) -> &'static str {
        self.row().1
    }

    /// The short Dutch name.
    pub fn name(self) -> &'static str {
        self.row().2
    }

    /// The code as the ministries' publication platform writes it, `5.1.2e`; `None` for a ground that it refuses.
    pub fn platform_code(self) -> Option<String> {
        match self {
            Self::AddresseeFirst
            | Self::EnvironmentalBusinessData
            | Self::PersonalPolicyViewsFirst
            | Self::PersonalPolicyViewsSecond
            | Self::PersonalPolicyViewsThird
            | Self::SupportOfRepresentatives => None,
            _ => {
                let code = self.code();
                match code.rsplit_once('.') {
                    Some((article, letter)) if letter.bytes().all(|b| b.is_ascii_lowercase()) => {
                        Some(format!("{article}{letter}"))
                    }
                    _ => Some(code.to_owned()),
                }
            }
        }
    }

    /// Where it stands in the law: `artikel 5.1, tweede lid, onder e, Woo`.
    pub fn article(self) -> String {
        const ORDINALS: [&str; 7] = ["", "eerste", "tweede", "derde", "vierde", "vijfde", "zesde"];
        let mut parts = self.code().split('.').skip(1);
        let mut article = format!("artikel 5.{}", parts.next().unwrap_or_default());
        for part in parts {
            match part.parse::<usize>().ok().and_then(|lid| ORDINALS.get(lid)) {
                Some(ordinal) => article.push_str(&format!(", {ordinal} lid")),
                None => article.push_str(&format!(", onder {part}")),
            }
        }
        article.push_str(if self.code().matches('.').count() > 1 {
            ", Woo"
        } else {
            " Woo"
        });
        article
    }

    fn row(self) -> &'static (Self, &'static str, &'static str) {
        &TABLE[self as usize]
    }
}

impl fmt::Display for Ground {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Ground {
    type Err = UnknownGround;

    /// Reads every spelling in use, those of the Wob with one successor among them.
    fn from_str(words: &str) -> Result<Self, UnknownGround> {
        let of_code = |code: &str| {
            TABLE
                .iter()
                .find(|(_, known, _)| *known == code)
                .map(|(ground, ..)| *ground)
        };
        of_code(words)
            .or_else(|| of_code(&spelling::code(words)?))
            .ok_or_else(|| match spelling::is_split(words) {
                true => UnknownGround::Split(words.to_owned()),
                false => UnknownGround::Unknown(words.to_owned()),
            })
    }
}

impl serde::Serialize for Ground {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> serde::Deserialize<'de> for Ground {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        code.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_platform_drops_the_last_dot_and_refuses_some() {
        assert_eq!(Ground::PrivateLife.platform_code().as_deref(), Some("5.1.2e"));
        assert_eq!(Ground::DisproportionateHarm.platform_code().as_deref(), Some("5.1.5"));
        assert_eq!(Ground::PersonalPolicyViews.platform_code().as_deref(), Some("5.2"));
        let refused: Vec<&str> = Ground::all()
            .filter(|ground| ground.platform_code().is_none())
            .map(Ground::code)
            .collect();
        assert_eq!(refused, ["5.1.4", "5.1.6", "5.2.1", "5.2.2", "5.2.3", "5.4a.1"]);
    }

    #[test]
    fn articles_are_named_as_lawyers_name_them() {
        assert_eq!(Ground::PrivateLife.article(), "artikel 5.1, tweede lid, onder e, Woo");
        assert_eq!(Ground::DisproportionateHarm.article(), "artikel 5.1, vijfde lid, Woo");
        assert_eq!(Ground::PersonalPolicyViews.article(), "artikel 5.2 Woo");
        assert_eq!(
            Ground::SupportOfRepresentatives.article(),
            "artikel 5.4a, eerste lid, Woo"
        );
    }

    #[test]
    fn the_table_is_in_the_order_of_the_enum() {
        for (index, (ground, code, _)) in TABLE.iter().enumerate() {
            assert_eq!(*ground as usize, index);
            assert_eq!(code.parse(), Ok(*ground));
        }
    }
}
