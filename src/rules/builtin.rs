//! The rule files that are compiled in, one line each. No rule is stated here.

/// Builds the table of names and contents.
macro_rules! rule_files {
    ($($name:literal,)*) => {
        /// Name and contents of every built-in rule file.
        pub(super) const BUILTIN: &[(&str, &str)] =
            &[$((concat!($name, ".toml"), include_str!(concat!("../../rules/", $name, ".toml")))),*];
    };
}

rule_files! {
    "a-number",
    "alien-number",
    "birth-date",
    "birth-place",
    "bsn",
    "bsn-bare",
    "email",
    "email-obfuscated",
    "handle",
    "iban-foreign",
    "iban-nl",
    "iban-organisation",
    "identity-document",
    "ip-address",
    "ip-address-v6",
    "mailbox-functional",
    "personnel-number",
    "phone",
    "phone-extension",
    "phone-general",
    "phone-general-after",
    "phone-local",
    "phone-toll-free",
    "plate",
    "plate-labelled",
    "plate-spaced",
    "profile-url",
    "user-name",
}
