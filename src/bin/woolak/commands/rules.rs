//! `woolak rules list|show|test`: the rules as documentation and as tests of themselves.

use super::{Failure, sources, words};
use crate::cli::RulesCommand;
use crate::exit::Exit;
use std::num::NonZeroUsize;
use woolak::detect::test_rule;
use woolak::rules::{Effect, Rule, RuleSet};

/// Carries the command out.
pub fn rules(command: &RulesCommand) -> Result<Exit, Failure> {
    let read = |arguments| sources::rules(arguments, NonZeroUsize::MIN);
    match command {
        RulesCommand::List(arguments) => list(&read(arguments)?),
        RulesCommand::Show { id, rules } => show(&read(rules)?, id),
        RulesCommand::Test(arguments) => test(&read(arguments)?),
    }
}

fn list(set: &RuleSet) -> Result<Exit, Failure> {
    let width = set.rules().iter().map(|rule| rule.id.as_str().len()).max().unwrap_or(0);
    for rule in set.rules() {
        println!(
            "{:width$}  {:14}  {:12}  {}",
            rule.id.as_str(),
            effect(rule),
            words::kind(rule.kind),
            rule.evidence
        );
    }
    for term in set.terms() {
        println!("{:width$}  {:14}  eigen term", "", term.ground.code());
    }
    Ok(Exit::AllPublished)
}

fn show(set: &RuleSet, id: &str) -> Result<Exit, Failure> {
    let Some(rule) = set.rule(id) else {
        return Err(Failure::new(format!(
            "er is geen regel «{id}»; «woolak rules list» toont ze alle"
        )));
    };
    println!("{}\n", rule.id);
    println!("Soort      {}", words::kind(rule.kind));
    println!("Uitkomst   {}", effect(rule));
    println!("Zekerheid  {}", words::confidence(rule.confidence));
    println!("Kenmerk    {}", rule.evidence);
    println!("Waarom     {}", rule.why);
    for (title, examples) in [("Wel", &rule.hits), ("Niet", &rule.misses)] {
        for example in examples {
            let why = if example.why.is_empty() { "" } else { "  — " };
            println!("{title:10} {}{why}{}", example.text.replace('\n', " ⏎ "), example.why);
        }
    }
    Ok(Exit::AllPublished)
}

fn test(set: &RuleSet) -> Result<Exit, Failure> {
    let mut failed = 0;
    let mut examples = 0;
    for rule in set.rules() {
        examples += rule.hits.len() + rule.misses.len();
        for failure in test_rule(rule, set) {
            failed += 1;
            println!("{}: verwacht {} maar vond {}", rule.id, failure.example, failure.found);
        }
    }
    println!("{} regels, {examples} voorbeelden, {failed} mislukt", set.rules().len());
    Ok(if failed == 0 { Exit::AllPublished } else { Exit::Failed })
}

fn effect(rule: &Rule) -> String {
    match rule.effect {
        Effect::Redact(ground) => format!("lak {ground}"),
        Effect::Keep(_) => "openbaar".to_owned(),
    }
}
