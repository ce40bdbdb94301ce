//! The closed list of grounds and their spellings. It holds no policy.

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

/// A code that is not a ground of the Woo.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«{0}» is geen weigeringsgrond van de Woo")]
pub struct UnknownGround(pub String);

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

    fn from_str(code: &str) -> Result<Self, UnknownGround> {
        TABLE
            .iter()
            .find(|(_, known, _)| *known == code)
            .map(|(ground, ..)| *ground)
            .ok_or_else(|| UnknownGround(code.to_owned()))
    }
}

impl serde::Serialize for Ground {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> serde::Deserialize<'de> for Ground {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
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
    fn the_table_is_in_the_order_of_the_enum() {
        for (index, (ground, code, _)) in TABLE.iter().enumerate() {
            assert_eq!(*ground as usize, index);
            assert_eq!(code.parse(), Ok(*ground));
        }
    }
}
