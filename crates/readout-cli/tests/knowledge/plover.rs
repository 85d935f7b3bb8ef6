//! The examples of the PLOVER rules, run through the English model as a reader would see them.

use crate::ENGLISH;
use readout_analysis::extract::actor::actors;
use readout_analysis::extract::event::rules::RULES as EVENTS;
use readout_analysis::extract::plover::coded;
use readout_analysis::extract::plover::rules::RULES;
use readout_analysis::grammar::Grammar;
use readout_analysis::rules::Example;
use readout_record::document::{Document, Metadata};
use readout_record::kind::EventType;
use readout_record::span::Span;

/// Coded clauses as `CODE: trigger | source, source > target, target`.
fn codes(text: &str) -> Vec<String> {
    let document = Document::new("example".into(), Metadata::default(), "en".into(), text.into(), Vec::new());
    let annotations = ENGLISH.annotate(text);
    let g = Grammar::new(&document, &annotations);
    let words = |spans: &[Span]| spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(", ");
    let line = |c| {
        let readout_analysis::extract::plover::Coded { code, trigger, sources, targets, .. } = c;
        format!("{code}: {} | {} > {}", trigger.of(text), words(&sources), words(&targets))
    };
    coded(&g, &actors(&g)).into_iter().map(line).collect()
}

#[test]
fn every_code_finds_what_its_examples_say() {
    let mut wrong = Vec::new();
    let moods = RULES.mood_examples.iter().map(|e| ("moods", e));
    let files = RULES.files.iter().flat_map(|(file, code)| code.examples.iter().map(move |e| (*file, e)));
    for (file, example) in files.chain(moods) {
        let Example { text, finds } = example;
        let found = codes(text);
        if found != *finds {
            wrong.push(format!("{file}: {text}\n  wanted {finds:?}\n  found  {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_codes_of_event_types_are_codes_of_the_ontology() {
    for (file, event) in &EVENTS.files {
        let exported = readout_render::formats::plover::codes::code(event.kind).unwrap_or_default();
        assert_eq!(event.plover, exported, "rules/events/{file}.toml and the export");
        let open = event.kind == EventType::Other && event.plover.is_empty();
        let known = open || RULES.files.iter().any(|(_, code)| code.code == event.plover);
        assert!(known, "rules/events/{file}.toml names the code {}, which rules/plover does not have", event.plover);
    }
}
