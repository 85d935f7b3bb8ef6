//! The examples of the topics and of the open questions, run through the English model as a reader would see them.

use crate::ENGLISH;
use readout_analysis::extract::{question, topic};
use readout_analysis::grammar::Grammar;
use readout_record::document::{Document, Metadata};

/// Reads a text as an undated report.
fn read<T>(text: &str, look: impl FnOnce(&Grammar) -> T) -> T {
    let document = Document::new("example".into(), Metadata::default(), "en".into(), text.into(), Vec::new());
    let annotations = ENGLISH.annotate(text);
    look(&Grammar::new(&document, &annotations))
}

#[test]
fn every_topic_is_raised_by_its_examples_and_by_no_lookalike() {
    let mut wrong = Vec::new();
    for topic in topic::rules() {
        for example in &topic.example {
            let found: Vec<String> = read(&example.text, |g| {
                let of_topic = topic::topics(g).into_iter().filter(|t| t.raised && t.name == topic.name);
                of_topic.map(|t| t.span.of(g.text()).to_owned()).collect()
            });
            if found != example.finds {
                wrong.push(format!("{}: {}\n  wanted {:?}\n  found  {:?}", topic.name, example.text, example.finds, found));
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_topics_are_those_of_the_contract() {
    let names: Vec<&str> = topic::rules().iter().map(|t| t.name.as_str()).collect();
    let contract = "ceasefire, security guarantees, withdrawal of forces or weapons, borders, sovereignty, demilitarisation, arms control, \
        arms supplies, sanctions, prisoners, humanitarian access, refugees, energy infrastructure, nuclear, trade, elections, monitoring and \
        verification, reconstruction, justice and accountability";
    assert_eq!(names.join(", "), contract);
}

#[test]
fn open_questions_are_what_the_report_calls_unknown() {
    let mut wrong = Vec::new();
    for example in &question::rules().example {
        let spans = |g: &Grammar| question::questions(g).into_iter().map(|s| s.of(g.text()).to_owned()).collect::<Vec<String>>();
        let found = read(&example.text, spans);
        if found != example.finds {
            wrong.push(format!("{}\n  wanted {:?}\n  found  {:?}", example.text, example.finds, found));
        }
    }
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}
