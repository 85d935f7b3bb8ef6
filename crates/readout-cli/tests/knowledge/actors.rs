//! The examples of the tables for actors, run as a reader would see them: which names and descriptions the record holds for one.

use crate::ENGLISH;
use readout_analysis::brief::{promisers, sides};
use readout_analysis::link::body;
use readout_analysis::{Options, analyse};
use readout_meaning::meaning::Meaning;
use readout_record::document::{Document, Metadata};
use readout_record::record::{Actor, Commitment, Record};

/// The record of documents that `---` parts.
fn record(texts: &str) -> Record {
    let document =
        |(i, text): (usize, &str)| Document::new(format!("{i}.txt"), Metadata::default(), "en".into(), text.into(), Vec::new());
    let documents: Vec<Document> = texts.split("\n---\n").enumerate().map(document).collect();
    let annotations = documents.iter().map(|d| ENGLISH.annotate(&d.text)).collect();
    analyse(documents, annotations, &Meaning::new(), &Options::default())
}

/// An actor that has several names: `name: others`.
fn names(actor: &Actor) -> Option<String> {
    let mut others = actor.aliases.clone();
    others.sort();
    (!others.is_empty()).then(|| format!("{}: {}", actor.name, others.join("; ")))
}

fn sorted(lines: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut lines: Vec<String> = lines.into_iter().collect();
    lines.sort();
    lines
}

#[test]
fn bodies_have_one_entry_each() {
    for example in body::examples() {
        let found = sorted(record(&example.text).actors.iter().filter_map(names));
        assert_eq!(found, sorted(example.finds.clone()), "{}", example.text);
    }
}

#[test]
fn the_sides_are_those_who_deal_with_each_other() {
    for example in sides::examples().iter().chain(promisers::examples()) {
        let record = record(&example.text);
        let name = |id: &String| record.actors.iter().find(|a| a.id == *id).map_or("?", |a| a.name.as_str()).to_owned();
        let line = |c: &Commitment| format!("{} = {}", c.action, sorted(c.actors.iter().map(name)).join(" + "));
        assert_eq!(sorted(record.commitments.iter().map(line)), example.finds, "{}", example.text);
    }
}
