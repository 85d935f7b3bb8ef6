//! The examples of the statement rules, run through the English model as a reader would see them.

use crate::ENGLISH;
use readout_analysis::extract::statement::{by_patterns, contents, example, statements};
use readout_analysis::grammar::Grammar;
use readout_analysis::rules;
use readout_record::document::{Document, Metadata};
use readout_record::mention::StatementMention;
use serde::Deserialize;

fn read(text: &str, how: fn(&Grammar, usize) -> Vec<StatementMention>) -> Vec<StatementMention> {
    let document = Document::new("example".into(), Metadata::default(), "en".into(), text.into(), Vec::new());
    let annotations = ENGLISH.annotate(text);
    how(&Grammar::new(&document, &annotations), 0)
}

#[test]
fn every_statement_rule_finds_what_its_examples_say() {
    let mut wrong = Vec::new();
    for (file, example) in example::examples() {
        let found = example::shown(&example.text, &read(&example.text, by_patterns));
        if found != example.finds {
            wrong.push(format!("{file}: {}\n  wanted {:#?}\n  found  {:#?}", example.text, example.finds, found));
        }
    }
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_content_ends_where_the_report_speaks_itself() {
    let mut wrong = Vec::new();
    for example in contents::examples() {
        let found = example::shown(&example.text, &read(&example.text, statements));
        if found != example.finds {
            wrong.push(format!("{}\n  wanted {:#?}\n  found  {:#?}", example.text, example.finds, found));
        }
    }
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}

#[derive(Deserialize)]
struct Nested {
    example: Vec<rules::Example>,
}

#[test]
fn every_level_of_a_nested_statement_is_found() {
    let nested: Nested = rules::load("../tests/data/nested.toml", include_str!("../data/nested.toml"));
    let mut wrong = Vec::new();
    for example in &nested.example {
        let found = example::shown(&example.text, &read(&example.text, statements));
        if found != example.finds {
            wrong.push(format!("{}\n  wanted {:#?}\n  found  {:#?}", example.text, example.finds, found));
        }
    }
    assert!(wrong.is_empty(), "{} of {} fail:\n{}", wrong.len(), nested.example.len(), wrong.join("\n"));
}

#[test]
fn a_direct_quotation_is_cut_to_its_exact_words() {
    let text = "“We leave at dawn,” said the captain of the ferry. “Be there.”";
    let found = read(text, statements);
    let direct: Vec<&str> = found.iter().filter(|m| m.direct).flat_map(|m| &m.content).map(|s| s.of(text)).collect();
    assert_eq!(direct, ["We leave at dawn", "Be there."]);
}

#[test]
fn odd_texts_give_no_panic() {
    let odd = [
        "",
        "“",
        "\"\"",
        "said",
        "X: ",
        "Q:\nA:",
        "“a” “b” said “c”",
        "— —",
        "He said:",
        "(Reuters)",
        "“\n\n“\n\n“x",
        "said said said that that",
    ];
    for text in odd {
        let _ = (read(text, statements), read(text, by_patterns));
    }
}
