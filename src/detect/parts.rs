//! What of a find is withheld: the words that join its parts stay readable. It finds nothing itself.

use super::hit::Hit;
use crate::rules::Kind;
use std::ops::Range;

/// Between a date and a place of birth, and between two people.
const JOINTS: [(Kind, &[&str]); 2] = [
    (Kind::Birthdate, &[" te ", " in ", "\nte ", "\nin ", " te\n", " in\n"]),
    (Kind::Person, &[" e/o ", " en/of ", " c.q. "]),
];

/// `3 mei 1971, te Delft` is `3 mei 1971` and `Delft`; most finds have one part.
pub(super) fn of(source: &str, hit: &Hit) -> Vec<Range<usize>> {
    let joints = JOINTS.iter().filter(|(kind, _)| *kind == hit.kind && !hit.keeps());
    let joints: Vec<&str> = joints.flat_map(|(_, joints)| *joints).copied().collect();
    let mut parts = Vec::new();
    let mut rest = hit.range.clone();
    while let Some((end, next)) = first_joint(&source[rest.clone()], &joints) {
        parts.push(rest.start..rest.start + end);
        rest.start += next;
    }
    parts.push(rest);
    parts
}

/// Where the part before the first joint ends and the one behind it begins.
fn first_joint(words: &str, joints: &[&str]) -> Option<(usize, usize)> {
    let found = joints
        .iter()
        .filter_map(|joint| Some((words.find(joint)?, joint.len())));
    let (at, length) = found.min()?;
    let end = words[..at].trim_end_matches([',', ' ', '\n']).len();
    let next = at + length;
    (end > 0 && next < words.len()).then_some((end, next))
}

#[cfg(test)]
mod tests {
    use super::first_joint;

    #[test]
    fn a_comma_before_the_joint_stays_readable_too() {
        let joints = [" te ", " in "];
        assert_eq!(first_joint("3 mei 1971, te Delft", &joints), Some((10, 15)));
        assert_eq!(first_joint("3-5-1971 in Lier te Delft", &joints), Some((8, 12)));
        assert_eq!(first_joint("3 mei 1971", &joints), None);
        assert_eq!(first_joint(" te Delft", &joints), None);
    }
}
