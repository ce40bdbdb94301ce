//! Content streams as operations (ISO 32000-2, 7.8.2): lexing, and writing them back from an allow-list of operators.
//! It draws nothing and resolves no resource.

mod inline;
mod lex;
mod op;
mod parse;
mod signature;
mod write;

pub(in crate::pdf) use lex::{Lexer, Token};
pub use op::{Op, Operand, Operator};
pub use parse::parse;
pub use write::write;
