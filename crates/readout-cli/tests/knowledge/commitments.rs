//! The examples of the commitment rules, run through the English model as a reader would see them.

use crate::ENGLISH;
use readout_analysis::extract::commitment::{commitments, example};
use readout_analysis::extract::deed::WORDS;
use readout_analysis::extract::schedule::{self, Timing};
use readout_analysis::extract::time::times;
use readout_analysis::grammar::Grammar;
use readout_analysis::{Options, analyse};
use readout_meaning::meaning::Meaning;
use readout_record::document::{Document, Metadata};
use readout_record::edtf::Edtf;

/// Commitments of a text in the notation of the examples.
fn read(text: &str) -> Vec<String> {
    let document = Document::new("example".into(), Metadata::default(), "en".into(), text.into(), Vec::new());
    let annotations = ENGLISH.annotate(text);
    let grammar = Grammar::new(&document, &annotations);
    let times = times(&grammar, None);
    example::shown(text, &times, &commitments(&grammar, 0, &times))
}

#[test]
fn every_commitment_rule_finds_what_its_examples_say() {
    let mut wrong = Vec::new();
    for (file, example) in example::examples() {
        let found = read(&example.text);
        if found != example.finds {
            wrong.push(format!("{file}: {}\n  wanted {:#?}\n  found  {:#?}", example.text, example.finds, found));
        }
    }
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn reports_hold_deeds_against_due_days_as_the_examples_say() {
    let mut wrong = Vec::new();
    for example in schedule::examples() {
        let text = &example.text;
        let document = Document::new("example".into(), Metadata::default(), "en".into(), text.as_str().into(), Vec::new());
        let annotations = ENGLISH.annotate(text);
        let grammar = Grammar::new(&document, &annotations);
        let found_times = times(&grammar, None);
        let marks = schedule::marks(&grammar, 0..grammar.tokens().len()).into_iter().map(|m| {
            let timing = match m.timing {
                Timing::Early => "early",
                Timing::InTime => "in time",
                Timing::Late => "late",
            };
            m.days.map_or_else(|| timing.to_owned(), |(least, most)| format!("{timing} {least}..{most}"))
        });
        let due = |s: &std::ops::Range<usize>| schedule::due_times(&grammar, &found_times, s.clone());
        let dues = grammar.sentences.iter().flat_map(due).map(|n| format!("due: {}", found_times[n].span.of(text)));
        let found: Vec<String> = marks.chain(dues.collect::<Vec<_>>()).collect();
        if found != example.finds {
            wrong.push(format!("{text}\n  wanted {:?}\n  found  {found:?}", example.finds));
        }
    }
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn odd_texts_give_no_panic() {
    for text in
        ["", "will", "to to to", "agreed:", "agreed:\n- ", "agreed:\n1.", "- to", "I will.", "promised to", "will will will"]
    {
        let _ = read(text);
    }
}

#[test]
fn later_reports_answer_promises_as_the_examples_say() {
    let mut wrong = Vec::new();
    for example in &WORDS.examples {
        let report = |(day, text): (usize, &str)| {
            let published = Edtf::parse(&format!("2024-03-{:02}", day + 1));
            Document::new(format!("{day}"), Metadata { published, ..Metadata::default() }, "en".into(), text.into(), Vec::new())
        };
        let documents: Vec<Document> = example.text.split("\n---\n").enumerate().map(report).collect();
        let annotations = documents.iter().map(|d| ENGLISH.annotate(&d.text)).collect();
        let options = Options { one_story: true, ..Options::default() };
        let record = analyse(documents, annotations, &Meaning::new(), &options);
        let told = record.commitments.iter().flat_map(|c| &c.follow_up);
        let found: Vec<String> = told.map(|f| format!("{}: {}", f.effect, f.evidence[0].quote)).collect();
        if found != example.finds {
            wrong.push(format!("{}\n  wanted {:?}\n  found  {found:?}", example.text, example.finds));
        }
    }
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}
