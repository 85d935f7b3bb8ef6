//! The examples of the event rules, run through the English model as a reader would see them.

use readout_analysis::extract::event::{initiative, reality, rules::RULES};
use readout_analysis::extract::{Extracted, extract};
use readout_analysis::grammar::Grammar;
use readout_english::model::English;
use readout_record::document::{Document, Metadata};
use std::sync::LazyLock;

static ENGLISH: LazyLock<English> = LazyLock::new(|| English::load().expect("the model is part of the crate"));

/// Reads a text as an undated report and hands over what was extracted.
fn read<T>(text: &str, look: impl FnOnce(&Grammar, &Extracted) -> T) -> T {
    let document = Document::new("example".into(), Metadata::default(), "en".into(), text.into(), Vec::new());
    let annotations = ENGLISH.annotate(text);
    let grammar = Grammar::new(&document, &annotations);
    look(&grammar, &extract(&grammar, 0))
}

/// Events as `type: trigger | reality | role words, role words`.
fn events(text: &str) -> Vec<String> {
    read(text, |g, found| {
        let event = |e: &readout_record::mention::EventMention| {
            let parts: Vec<String> = e.participants.iter().map(|p| format!("{} {}", p.role, p.span.of(g.text()))).collect();
            format!("{}: {} | {} | {}", e.kind, e.trigger.of(g.text()), e.reality, parts.join(", "))
        };
        found.events.iter().map(event).collect()
    })
}

#[test]
fn every_event_rule_finds_what_its_examples_say() {
    let mut wrong = Vec::new();
    for (file, event) in &RULES.files {
        assert!(!event.examples.is_empty(), "rules/events/{file}.toml has no examples");
        for example in &event.examples {
            let found = events(&example.text);
            if found != example.finds {
                wrong.push(format!("{file}: {}\n  wanted {:?}\n  found  {:?}", example.text, example.finds, found));
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn reality_is_decided_by_the_words_around_the_event() {
    let mut wrong = Vec::new();
    for example in reality::examples() {
        let found: Vec<String> = read(&example.text, |g, found| {
            found.events.iter().map(|e| format!("{} {}", e.trigger.of(g.text()), e.reality)).collect()
        });
        if found != example.finds {
            wrong.push(format!("{}\n  wanted {:?}\n  found  {:?}", example.text, example.finds, found));
        }
    }
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn who_asked_for_a_contact_is_told_by_the_words_around_it() {
    let mut wrong = Vec::new();
    for example in initiative::examples() {
        let found: Vec<String> = read(&example.text, |g, found| {
            let asked = |e: &readout_record::mention::EventMention| {
                let (who, _) = initiative::initiative(g, e.head)?;
                Some(format!("{} < {}", e.trigger.of(g.text()), g.word(who)))
            };
            found.events.iter().filter_map(asked).collect()
        });
        if found != example.finds {
            wrong.push(format!("{}\n  wanted {:?}\n  found  {:?}", example.text, example.finds, found));
        }
    }
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}
