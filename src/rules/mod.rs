//! Rule data: parsed from TOML, checked and compiled. It matches nothing by itself; `detect` does.

mod id;

pub use id::RuleId;
