//! Rules × text → findings: what stands where, of which kind, and why we think so.
//! It knows no PDF and takes no decision; `decide` rules on what is found.

mod address;
mod births;
mod born;
mod cited;
mod context;
mod cue;
mod date;
mod engine;
mod examples;
mod finding;
mod hit;
mod in_office;
mod index;
mod job_title;
mod known;
mod labels;
mod letter;
mod lists;
mod login;
mod look;
mod mailbox;
mod members;
mod name_list;
#[cfg(feature = "ner")]
pub mod ner;
mod offices;
mod owner;
mod parts;
mod pattern;
mod person;
mod public_again;
mod read;
mod recall;
mod recognised;
mod repeated;
mod run;
mod seen_public;
mod shape;
mod signed;
mod slips;
mod speaker;
mod special;
mod subject;
mod tagged;
mod tagger;
mod task_login;
mod terms;
mod things;
mod token;
mod vocabulary;
mod vouched;
mod weed;
mod word_list;
mod words;

use crate::text::fold;

pub use crate::rules::{Confidence, KeepReason, Kind};
pub use engine::FirstLook;
pub use examples::{Failure, test_rule};
pub use finding::{Evidence, Finding, Proposal};
pub use job_title::names_job_title;
pub use known::KnownNames;
pub use look::Look;
pub use read::{detect, detect_in, find_terms};
pub use tagger::{is_model, train};
