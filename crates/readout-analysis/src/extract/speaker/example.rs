//! The examples of the tables for speakers, with the notation in which what is found is shown.
//!
//! Enters: the rule file; the statements of one text. Leaves: examples; one line a source.

use crate::extract::Extracted;
use crate::extract::statement::shown::SHOWN;
use crate::grammar::Grammar;
use crate::rules::{self, Example};
use serde::Deserialize;

#[derive(Deserialize)]
struct Examples {
    example: Vec<Example>,
}

/// Examples of what the words of a source stand for.
pub fn of_persons() -> Vec<Example> {
    rules::load::<Examples>("speakers/persons.toml", include_str!("../../../rules/speakers/persons.toml")).example
}

/// Examples of who cannot be meant.
pub fn of_antecedents() -> Vec<Example> {
    crate::extract::antecedent::examples().to_vec()
}

/// Examples of whose account a document is: `publisher | text`.
pub fn of_accounts() -> Vec<Example> {
    rules::load::<Examples>("speakers/accounts.toml", include_str!("../../../rules/speakers/accounts.toml")).example
}

/// The sources of a document as the examples write them: `words = actor`, "-" for unresolved.
pub fn shown(g: &Grammar, found: &Extracted) -> Vec<String> {
    let mut sources: Vec<_> =
        found.statements.iter().filter(|s| s.confidence >= SHOWN).filter_map(|s| s.source.zip(s.source_head)).collect();
    sources.sort_unstable_by_key(|(_, head)| *head);
    let line = |(span, head)| {
        let meant =
            found.referents.get(&head).map(|meant| meant.to_vec()).unwrap_or_else(|| found.actors.at(head).into_iter().collect());
        let names: Vec<&str> = meant.iter().map(|&m| found.actors.mentions[m].span.of(g.text())).collect();
        let span: readout_record::span::Span = span;
        format!("{} = {}", span.of(g.text()), if names.is_empty() { "-".to_owned() } else { names.join(" + ") })
    };
    sources.into_iter().map(line).collect()
}
