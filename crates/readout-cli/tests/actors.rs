//! The examples of the tables for actors, run as a reader would see them: which names and descriptions the record holds for one.

use readout_analysis::link::body;
use readout_analysis::{Options, analyse};
use readout_english::model::English;
use readout_record::document::{Document, Metadata};
use readout_record::record::Actor;
use std::sync::LazyLock;

static ENGLISH: LazyLock<English> = LazyLock::new(|| English::load().expect("the model is part of the crate"));

/// The actors that a record of documents, parted by `---`, knows by several names, one line each: `name: others`.
fn joined(texts: &str) -> Vec<String> {
    let document =
        |(i, text): (usize, &str)| Document::new(format!("{i}.txt"), Metadata::default(), "en".into(), text.into(), Vec::new());
    let documents: Vec<Document> = texts.split("\n---\n").enumerate().map(document).collect();
    let annotations = documents.iter().map(|d| ENGLISH.annotate(&d.text)).collect();
    let record = analyse(documents, annotations, &Options::default());
    let mut lines: Vec<String> = record.actors.iter().filter_map(line).collect();
    lines.sort();
    lines
}

fn line(actor: &Actor) -> Option<String> {
    let mut others = actor.aliases.clone();
    others.sort();
    (!others.is_empty()).then(|| format!("{}: {}", actor.name, others.join("; ")))
}

#[test]
fn bodies_have_one_entry_each() {
    for example in body::examples() {
        let mut wanted = example.finds.clone();
        wanted.sort();
        assert_eq!(joined(&example.text), wanted, "{}", example.text);
    }
}
