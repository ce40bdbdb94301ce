//! `woolak doctor`: what this computer has of what the program can use. It changes nothing of a run.

use super::Failure;
use crate::exit::Exit;
use crate::ocr::{Cache, Tesseract};

/// Carries the command out.
pub fn doctor() -> Result<Exit, Failure> {
    println!("{}", woolak::pipeline::Engine::TOOL);
    let rules = woolak::rules::RuleSet::builtin();
    println!("goed      regels: {} ingebouwd", rules.rules().len());
    let exit = match Tesseract::find() {
        Ok(tesseract) => {
            println!("goed      {} leest tekst in scans en beelden", tesseract.version());
            Exit::AllPublished
        }
        Err(missing) => {
            println!("ontbreekt {missing}");
            println!("          zonder wachten documenten met scans of grote beelden op beoordeling");
            Exit::NeedsReview
        }
    };
    match Cache::open(Cache::usual_folder()).folder() {
        Some(folder) => {
            println!(
                "goed      gelezen woorden van scans blijven 30 dagen in {}",
                folder.display()
            );
            println!(
                "          die map bevat persoonsgegevens en is alleen voor u leesbaar; --no-ocr-cache slaat hem over"
            );
        }
        None => println!("let op    er is geen eigen map voor gelezen woorden; elke run leest scans opnieuw"),
    }
    let dir = tempfile::tempdir().map_err(|_| Failure::new("er kan geen tijdelijke map worden gemaakt"))?;
    crate::store::OutputFolder::open(dir.path(), None)?;
    println!("goed      uitvoermap: schrijven, vergrendelen en sleutel maken");
    Ok(exit)
}
