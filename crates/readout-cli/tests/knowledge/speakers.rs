//! The examples of the tables for speakers, run through the English model as a reader would see them.

use crate::ENGLISH;
use readout_analysis::extract::{extract, speaker::example};
use readout_analysis::grammar::Grammar;
use readout_analysis::{Options, analyse};
use readout_meaning::meaning::Meaning;
use readout_record::document::{Document, Metadata};

fn document(text: &str, publisher: Option<&str>) -> Document {
    let metadata = Metadata { publisher: publisher.map(str::to_owned), ..Metadata::default() };
    Document::new("example".into(), metadata, "en".into(), text.into(), Vec::new())
}

#[test]
fn sources_stand_for_whom_the_examples_say() {
    for example in example::of_persons().into_iter().chain(example::of_antecedents()) {
        let document = document(&example.text, None);
        let annotations = ENGLISH.annotate(&document.text);
        let g = Grammar::new(&document, &annotations);
        assert_eq!(example::shown(&g, &extract(&g, 0)), example.finds, "{}", example.text);
    }
}

#[test]
fn an_office_and_an_author_speak_for_themselves() {
    for example in example::of_accounts() {
        let (publisher, text) = example.text.split_once(" | ").expect("a publisher and a text");
        let document = document(text, Some(publisher));
        let annotations = ENGLISH.annotate(&document.text);
        let record = analyse(vec![document], vec![annotations], &Meaning::new(), &Options::default());
        let name = |id: &String| record.actors.iter().find(|a| a.id == *id).map_or("?", |a| a.name.as_str());
        let line =
            |s: &readout_record::record::Statement| format!("{} = {}", s.source.text, s.source.actor.as_ref().map_or("-", name));
        let found: Vec<String> = record.statements.iter().map(line).collect();
        assert_eq!(found, example.finds, "{}", example.text);
    }
}
