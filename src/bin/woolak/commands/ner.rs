//! `--ner-model`: a folder with a model of names, read from disk and handed to the library. It runs nothing.

use super::Failure;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use woolak::rules::Recogniser;

/// The model in a folder, ready to run on so many threads.
#[cfg(feature = "ner")]
pub fn model(folder: &Path, threads: NonZeroUsize) -> Result<Arc<dyn Recogniser>, Failure> {
    use woolak::detect::ner::{NerFile, NerFiles, NerModel};

    let places = ["model.onnx", "onnx/model.onnx"].map(|name| folder.join(name));
    let Some(network) = places.iter().find(|place| place.is_file()) else {
        let folder = folder.display();
        return Err(Failure::new(format!(
            "{folder}: in deze map staat geen model.onnx of onnx/model.onnx"
        )));
    };
    let (tokenizer, config) = (folder.join("tokenizer.json"), folder.join("config.json"));
    let files = NerFiles {
        model: read(network)?,
        tokenizer: read(&tokenizer)?,
        config: read(&config)?,
    };
    let model = NerModel::read(files, threads).map_err(|error| {
        let place = match error.file {
            NerFile::Model => network,
            NerFile::Tokenizer => &tokenizer,
            NerFile::Config => &config,
        };
        Failure::new(format!("{}: {error}", place.display()))
    })?;
    Ok(Arc::new(model))
}

#[cfg(feature = "ner")]
fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let wrong = |error: std::io::Error| Failure::new(format!("{}: {}", path.display(), crate::store::fault(&error)));
    std::fs::read(path).map_err(wrong)
}

/// This program has nothing to run a model with.
#[cfg(not(feature = "ner"))]
pub fn model(_: &Path, _: NonZeroUsize) -> Result<Arc<dyn Recogniser>, Failure> {
    Err(Failure::new(
        "--ner-model: deze woolak is gebouwd zonder taalmodellen; bouw hem met «cargo build --release --features ner»",
    ))
}
