//! `woolak doctor`: what this computer has of what the program can use. It changes nothing.

use super::Failure;
use crate::exit::Exit;
use std::process::{Command, Stdio};

/// A program that is used where it is installed.
struct Tool {
    name: &'static str,
    question: &'static [&'static str],
    /// Words the answer must hold.
    expects: &'static str,
    purpose: &'static str,
    remedy: &'static str,
}

const TOOLS: [Tool; 1] = [Tool {
    name: "tesseract",
    question: &["--list-langs"],
    expects: "nld",
    purpose: "tekst in scans en beelden lezen; zonder blijven documenten met beelden wachten op beoordeling",
    remedy: "apt-get install tesseract-ocr tesseract-ocr-nld",
}];

/// Carries the command out.
pub fn doctor() -> Result<Exit, Failure> {
    println!("{}", woolak::pipeline::Engine::TOOL);
    let mut exit = Exit::AllPublished;
    let rules = woolak::rules::RuleSet::builtin();
    println!("goed     regels: {} ingebouwd", rules.rules().len());
    for tool in &TOOLS {
        if present(tool) {
            println!("goed     {}", tool.name);
        } else {
            println!("ontbreekt {}: {}\n         {}", tool.name, tool.purpose, tool.remedy);
            exit = Exit::NeedsReview;
        }
    }
    let dir = tempfile::tempdir().map_err(|_| Failure::new("er kan geen tijdelijke map worden gemaakt"))?;
    crate::store::OutputFolder::open(dir.path(), None)?;
    println!("goed     uitvoermap: schrijven, vergrendelen en sleutel maken");
    Ok(exit)
}

fn present(tool: &Tool) -> bool {
    let output = Command::new(tool.name)
        .args(tool.question)
        .stdin(Stdio::null())
        .output();
    output.is_ok_and(|output| {
        let answer = [output.stdout, output.stderr].concat();
        String::from_utf8_lossy(&answer).contains(tool.expects)
    })
}
