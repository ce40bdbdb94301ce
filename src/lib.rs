//! Redacts ("lakt") Dutch government documents before they are published under the Wet open overheid (Woo).
//!
//! The library is pure: bytes in, [`pipeline::Outcome`] out. It opens no file, reads no clock and no environment; the
//! `woolak` binary does that. It is not a viewer, and not a legal adviser: it proposes grounds, people decide.
//!
//! # Code map
//! One side knows law and language and never sees PDF; the other knows PDF and never sees the law. They share only
//! [`text`] and meet in [`redact`].
//!
//! | module | purpose | may use |
//! |---|---|---|
//! | [`woo`] | grounds and judgements: the law as types | – |
//! | [`text`] | page text as values: spans, lines, cells | – |
//! | [`rules`] | parse and compile rule data | text woo |
//! | [`detect`] | rules × text → findings | text rules woo |
//! | [`decide`] | findings + dossier register + reviewer → rulings | detect text woo |
//! | [`pdf`] | bytes → text with positions and operator provenance | text |
//! | [`redact`] | plan → rewrite → scrub → verify | pdf text decide woo |
//! | [`audit`] | the record of what was done, never of what it said | detect decide redact woo text |
//! | [`pipeline`] | one document: bytes in, outcome out | all above |
//!
//! **Architecture invariant:** modules refer to one another only as the table says; `tests` enforce it.
//!
//! **Architecture invariant:** `lopdf` is named only under `pdf` and `redact`.
//!
//! **Architecture invariant:** no I/O, clock or environment in the library (clippy `disallowed-methods`).
//!
//! **Architecture invariant:** the bytes of a redacted PDF leave [`redact`] only as a
//! `VerifiedPdf`, and only `verify` makes one.

pub mod audit;
pub mod decide;
pub mod detect;
pub mod pdf;
pub mod pipeline;
pub mod redact;
pub mod rules;
pub mod text;
pub mod woo;
