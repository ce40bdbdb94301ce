//! A token-classification model as model hubs export it, as a [`Recogniser`]: three files as bytes in, people out. It
//! opens no file and knows no rules; whether what it finds stands, the layers say.

mod config;
mod cutter;
mod error;
mod network;
mod windows;

use std::fmt;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};

use sha2::{Digest, Sha256};

pub use error::{NerError, NerFile, NerProblem};

use config::Config;
use cutter::Cutter;
use network::Network;
use windows::windows;

use crate::rules::{Piece, Recogniser, Role};

/// Pieces that a model must read at once, at least, besides those that open and close a text.
const SMALLEST_WINDOW: usize = 8;

/// A model's files as the caller read them.
pub struct NerFiles {
    /// `model.onnx`
    pub model: Vec<u8>,
    /// `tokenizer.json`
    pub tokenizer: Vec<u8>,
    /// `config.json`
    pub config: Vec<u8>,
}

/// A model, ready to use.
pub struct NerModel {
    cutter: Cutter,
    network: Network,
    roles: Vec<Role>,
    files: [(&'static str, [u8; 32]); 3],
}

impl fmt::Debug for NerModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NerModel").finish_non_exhaustive()
    }
}

impl NerModel {
    /// Reads a model and proves that it works: on the shortest and the longest text that it will be given, in pieces
    /// that its tokenizer can give.
    ///
    /// # Errors
    /// The file that cannot be used, and why.
    pub fn read(files: NerFiles, threads: NonZeroUsize) -> Result<Self, NerError> {
        // A file that no one tried before may bring a library to a panic.
        catch_unwind(AssertUnwindSafe(|| Self::parse(files, threads)))
            .unwrap_or(Err(NerFile::Model.error(NerProblem::Unreadable)))
    }

    fn parse(files: NerFiles, threads: NonZeroUsize) -> Result<Self, NerError> {
        let digest = |bytes: &[u8]| Sha256::digest(bytes).into();
        let digests = [
            ("ner-model", digest(&files.model)),
            ("ner-tokenizer", digest(&files.tokenizer)),
            ("ner-config", digest(&files.config)),
        ];
        let config = Config::parse(&files.config)?;
        let cutter = Cutter::parse(&files.tokenizer, config.window)?;
        if cutter.window() < SMALLEST_WINDOW {
            return Err(NerFile::Config.error(NerProblem::TooShort));
        }
        let network = Network::parse(files.model, config.roles.len(), threads)?;
        for count in [1, cutter.window()] {
            let (pieces, _) = cutter.dressed(std::iter::repeat_n(cutter.highest(), count));
            network.run(&pieces)?;
        }
        Ok(Self {
            cutter,
            network,
            roles: config.roles,
            files: digests,
        })
    }

    fn label(&self, text: &str) -> Result<Vec<Piece>, NerError> {
        let cut = self.cutter.cut(text)?;
        let mut pieces = Vec::with_capacity(cut.len());
        for window in windows(cut.len(), self.cutter.window()) {
            let ids = cut[window.read.clone()].iter().map(|(id, _)| *id);
            let (dressed, inner) = self.cutter.dressed(ids);
            let numbers = self.network.run(&dressed)?;
            let rows: Vec<&[f32]> = numbers.chunks_exact(self.roles.len()).collect();
            for at in window.believed {
                let (role, chance) = judge(rows[inner.start + at - window.read.start], &self.roles);
                let range = cut[at].1.clone();
                pieces.push(Piece { range, role, chance });
            }
        }
        pieces.retain(|piece| !piece.range.is_empty());
        Ok(pieces)
    }
}

impl Recogniser for NerModel {
    fn files(&self) -> Vec<(&'static str, [u8; 32])> {
        self.files.to_vec()
    }

    fn pieces(&self, text: &str) -> Vec<Piece> {
        self.label(text)
            .unwrap_or_else(|error| panic!("the model failed on a text: {error}"))
    }
}

/// The role of the best label, the first of equals, and the chance of all labels for persons together.
fn judge(row: &[f32], roles: &[Role]) -> (Role, f32) {
    let best = (1..row.len()).fold(0, |best, at| if row[at] > row[best] { at } else { best });
    let (mut all, mut person) = (0.0, 0.0);
    for (number, role) in row.iter().zip(roles) {
        let share = (number - row[best]).exp();
        all += share;
        if *role != Role::Outside {
            person += share;
        }
    }
    (roles[best], person / all)
}

#[cfg(test)]
mod tests;
