//! Help, version and usage errors. A usage error is one Dutch sentence and exit code 2.

use crate::exit::Exit;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Answers what is not a command.
pub fn answer(error: clap::Error) -> Exit {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            print!("{}", error.render());
            Exit::AllPublished
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            eprintln!("woolak: geen opdracht gegeven; «woolak --help» toont wat er kan.");
            Exit::Failed
        }
        _ => {
            eprintln!("woolak: {}. «woolak --help» toont wat er kan.", sentence(&error));
            Exit::Failed
        }
    }
}

fn sentence(error: &clap::Error) -> String {
    let word = |kind| context(error, kind).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument => format!("onbekende optie {}", word(ContextKind::InvalidArg)),
        ErrorKind::InvalidSubcommand => format!("onbekende opdracht {}", word(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("er ontbreekt iets: {}", word(ContextKind::InvalidArg)),
        ErrorKind::ArgumentConflict => format!(
            "{} gaat niet samen met {}",
            word(ContextKind::InvalidArg),
            word(ContextKind::PriorArg)
        ),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let argument = word(ContextKind::InvalidArg);
            let values = word(ContextKind::ValidValue);
            match (word(ContextKind::InvalidValue), values) {
                (value, _) if value.is_empty() => format!("na {argument} ontbreekt een waarde"),
                (value, values) if values.is_empty() => format!("{value} is geen waarde voor {argument}"),
                (value, values) => format!("{value} is geen waarde voor {argument}; kies uit {values}"),
            }
        }
        ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues | ErrorKind::TooManyValues => {
            format!("verkeerd aantal waarden na {}", word(ContextKind::InvalidArg))
        }
        ErrorKind::InvalidUtf8 => "een argument is geen leesbare tekst (UTF-8)".to_owned(),
        _ => "deze opdrachtregel is niet te begrijpen".to_owned(),
    }
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(word) => Some(word.clone()),
        ContextValue::Strings(words) => Some(words.join(", ")),
        ContextValue::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
