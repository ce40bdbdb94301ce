//! The law as types: grounds for refusal (weigeringsgronden) and judgements (beoordelingen) of the Woo.
//! It does not decide which ground applies; rules and people do.

mod ground;
mod judgement;
mod spelling;

pub use ground::{Ground, UnknownGround};
pub use judgement::Judgement;
