//! Any bytes → what the verifier of other programs' work finds in them.

use woolak::redact::inspect::{Search, inspect};
use woolak::text::Sensitive;

/// Runs once.
pub fn run(bytes: &[u8]) {
    let names = [Sensitive::new("Jansen"), Sensitive::new("06-12345678")];
    let search = Search {
        names: &names,
        against: None,
        passwords: &[],
    };
    // A refusal is an answer as good as a list.
    let _ = inspect(bytes, search);
}
