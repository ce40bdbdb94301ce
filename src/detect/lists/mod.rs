//! Lists of names and words. It knows none yet.

use super::token::Token;

/// The lists that know a word.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Membership(u16);

macro_rules! lists {
    ($($name:ident $bit:literal)*) => {
        #[allow(dead_code, reason = "one method per list")]
        impl Membership {
            $(
                /// Whether the list knows the word.
                pub(crate) fn $name(self) -> bool {
                    self.0 & (1 << $bit) != 0
                }
            )*
        }
    };
}
lists!(given 0 surname 1 surname_prefix 2 word 3 place 4 organisation 5 famous 6 office 7 party 8 title 9);

/// The lists that know each token.
pub(crate) fn memberships(_source: &str, tokens: &[Token]) -> Vec<Membership> {
    vec![Membership(0); tokens.len()]
}
